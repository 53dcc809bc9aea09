"""Facts from one line of text: `fact("The army shelled Kobani.", "shelled", actor="The army")`."""

from __future__ import annotations

from datetime import date
from typing import Any

from emberwatch.brief.scene import Scene
from emberwatch.brief.wording import load_wording
from emberwatch.dates.when import When
from emberwatch.model.entity import Party, Place, PlaceMention
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span

KOBANI = Place("geo:7", "Kobani", "town", "SY", "Aleppo", 36.89, 38.35)


def find(report: Report, words: str) -> Evidence:
    """The first place where `words` stand."""
    start = report.text.index(words)
    return Evidence.quote(report, start, start + len(words))


def parties(report: Report, given: str | tuple[str, ...] | None) -> tuple[Party, ...]:
    """One party or several; "words=Name" is one that was resolved."""
    found = []
    for one in (given,) if isinstance(given, str) else given or ():
        words, _, name = one.partition("=")
        found.append(Party(find(report, words).span, words, name or None, name.lower() or None))
    return tuple(found)


def make_fact(report: Report | str, trigger: str, status: str = "occurred", type: str = "ASSAULT", **fields: Any) -> Fact:
    """A fact of a report or of a text; fields: kind, mode, actor, recipient, by, place, when, q, condition, probability, reasons."""
    report = report if isinstance(report, Report) else Report(report)
    place, when = fields.get("place"), fields.get("when")
    words, _, name = (place or "").partition("=")
    said = when[0] if when else ""
    condition = fields.get("condition")
    return Fact(
        report.id, fields.get("kind", "event"), type, fields.get("mode"), status, find(report, trigger),
        parties(report, fields.get("actor")), parties(report, fields.get("recipient")),
        PlaceMention(find(report, words).span, words, KOBANI if name else None) if place else None,
        When(said, find(report, said).span, when[1], when[2], when[3], "publication" if when[1] else "unresolved") if when else None,
        tuple(Quantity(of, state, low, high, text, find(report, text).span, makeup) for text, of, state, low, high, makeup in fields.get("q", ())),
        parties(report, fields.get("by")), None, find(report, condition) if condition else None,
        fields.get("probability", 1.0), fields.get("reasons", ()),
    )  # type: ignore[arg-type]  # fmt: skip


def make_scene(text: str, trigger: str, status: str = "occurred", **fields: Any) -> Scene:
    """The fact and where it stands; the whole text is its sentence."""
    return Scene(make_fact(text, trigger, status, **fields), text, Span(0, len(text)), load_wording())


def make_reading(report: Report, *facts: Fact, **fields: Any) -> Reading:
    """A reading whose sentences are the report's lines."""
    ends, at = [], 0
    for line in report.text.split("\n"):
        ends.append((at, at + len(line)))
        at += len(line) + 1
    return Reading(report, sentences=tuple(ends), facts=facts, **fields)


DAY = (date(2019, 3, 7), date(2019, 3, 8), "day")
