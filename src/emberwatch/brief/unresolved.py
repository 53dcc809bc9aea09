"""The section of the brief that counts what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from emberwatch.brief.cite import Citer
from emberwatch.brief.content import Line, Section
from emberwatch.brief.gather import Told
from emberwatch.model.reading import Reading

NAMES_MAX = 25
"""Names shown of each kind, most frequent first."""


def unresolved_section(readings: Sequence[Reading], told: Sequence[Told], refused: Sequence[tuple[str, str]], citer: Citer) -> Section:
    """Places and actors without a pick, times without an anchor, what the readers counted, and input that was refused."""
    lines: list[Line] = []
    lines += _names(_count_unpicked(readings, "place"), "Places not resolved", "add them with: emberwatch gazetteer add FILE")
    named = {words: number for words, number in _count_unpicked(readings, "actor").items() if words.lower() not in citer.wording.words["pronouns"]}
    lines += _names(named, "Actors not resolved", "add them with: emberwatch actors import FILE")
    lines += _names(_count_new(readings), "Actors kept as new, under their own words", "")
    times = [t for t in told if t.fact.when is not None and t.fact.when.basis == "unresolved"]
    if times:
        words: dict[str, int] = {}
        for one in times:
            assert one.fact.when is not None
            key = " ".join(one.fact.when.text.split())
            words[key] = words.get(key, 0) + 1
        lines += _names(words, "Times that could not be placed", "")
    counters: dict[str, int] = {}
    for reading in readings:
        for kind, number in reading.counters.items():
            counters[kind] = counters.get(kind, 0) + number
    told_above = tuple(kind for kind, line in (("place", "Places not"), ("time", "Times that")) if any(one.text.startswith(line) for one in lines))
    counters = {kind: number for kind, number in counters.items() if not kind.startswith(told_above)}
    lines += [Line(f"{kind.replace('_', ' ').capitalize()}: {number:,}.") for kind, number in sorted(counters.items()) if number]
    lines += [Line(f"Refused: {given} – {reason}.") for given, reason in refused]
    return Section("unresolved", "What could not be resolved", tuple(lines), "", "Everything was resolved.")


def _count_unpicked(readings: Sequence[Reading], kind: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for reading in readings:
        for resolution in reading.resolutions:
            if resolution.kind == kind and resolution.pick is None:
                key = " ".join(resolution.text.split())
                found[key] = found.get(key, 0) + 1
    return found


def _count_new(readings: Sequence[Reading]) -> dict[str, int]:
    found: dict[str, int] = {}
    for reading in readings:
        for actor in reading.actors:
            if actor.new:
                found[actor.name] = found.get(actor.name, 0) + 1
    return found


def _names(counts: dict[str, int], what: str, remedy: str) -> list[Line]:
    if not counts:
        return []
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0].lower()))
    shown = ", ".join(f"{name} ({number})" if number > 1 else name for name, number in ordered[:NAMES_MAX])
    more = f" and {len(ordered) - NAMES_MAX} more" if len(ordered) > NAMES_MAX else ""
    return [Line(f"{what} ({len(ordered)}): {shown}{more}{'; ' + remedy if remedy else ''}.")]
