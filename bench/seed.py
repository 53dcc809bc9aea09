"""The first real report: what a careful analyst records from it, and what must not be recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench.figure import Measured
from bench.product import Line, read_and_export
from bench.scorer import score_facts
from bench.shared import Setting

REAL = ("occurred", "ongoing")
BAGHOUZ = "Baghouz"


def measure(setting: Setting) -> Measured:
    """Read the seed report dated and undated, score the first reading, look for refused facts in both."""
    report, gold = setting.need("seed", "report.txt"), setting.need("seed", "facts.yaml")
    scorer = setting.need("tools", "score_facts.py")
    dated = read_and_export([str(report)], ["--published", "2019-03-08", "--publisher", "The New Arab"])
    undated = read_and_export([str(report)], ["--publisher", "The New Arab"])
    figures = {f"seed.{name}": value for name, value in score_facts(scorer, gold, dated, setting.misses).items()}
    refused = find_refused(report.read_text(encoding="utf-8"), dated, undated)
    for reason in refused:
        print(f"  seed refused: {reason}")
    return Measured({**figures, "seed.refused": len(refused)})


def line_ranges(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of every line of `text`."""
    ranges, start = [], 0
    for line in text.split("\n"):
        ranges.append((start, start + len(line)))
        start += len(line) + 1
    return ranges


def find_refused(text: str, dated: Sequence[Line], undated: Sequence[Line]) -> list[str]:
    """One sentence for each thing recorded that the analyst's `refused` list forbids."""
    lines = line_ranges(text)
    return [*find_unreal(dated, lines), *find_filled_dates(undated), *find_false_points(dated, lines)]


def find_unreal(facts: Sequence[Line], lines: Sequence[tuple[int, int]]) -> list[str]:
    """Facts recorded as having happened that the text says did not, or are yet to come."""
    forbidden = (
        (6, 6, ("ASSAULT", "MOBILIZE", "SEIZE"), "an attack or advance on Thursday, which line 6 says there was not"),
        (13, 13, ("RETREAT",), "the withdrawal of 2,000 troops"),
        (4, 5, ("ASSAULT",), "the final offensive"),
    )
    found = []
    for first, last, types, words in forbidden:
        start, end = lines[first - 1][0], lines[last - 1][1]
        for fact in facts:
            if fact["kind"] == "event" and fact["type"] in types and fact["status"] in REAL and start <= fact["trigger"]["span"][0] < end:
                found.append(f"{words} as {fact['status']} ({fact['type']} at {fact['trigger']['text']!r})")
    return found


def find_filled_dates(facts: Sequence[Line]) -> list[str]:
    """Times with a date although nobody gave the publication date: every time in the report is relative to it."""
    found = []
    for fact in facts:
        when: dict[str, Any] = fact.get("when") or {}
        if when.get("start") or when.get("end"):
            found.append(f"{when.get('text')!r} was dated {when.get('start')} without a publication date")
    return found


def find_false_points(facts: Sequence[Line], lines: Sequence[tuple[int, int]]) -> list[str]:
    """Coordinates for "one of its last hold-outs" other than those of the town it refers to or of a whole region."""
    start, end = lines[1]
    found = []
    for fact in facts:
        place: dict[str, Any] = fact.get("place") or {}
        span = place.get("span") or (-1, -1)
        if not start <= span[0] < end or "hold-out" not in place["text"] or place.get("latitude") is None:
            continue
        town = place.get("name") == BAGHOUZ and place.get("precision") != "point"
        if not town and place.get("precision") not in ("region", "country"):
            found.append(f"{place['text']!r} was put at {place['latitude']}, {place['longitude']} ({place.get('name')}, {place.get('precision')})")
    return found
