"""By which day the record says that a group lost its last place, and what in the record speaks against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from emberwatch.model.entity import Place
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.outlook.names import fold_name
from emberwatch.outlook.signals import COMING, HAPPENED, Signal, is_group, sentence_of

LOST = re.compile(r"\b(?:los(?:e|es|ing|t)|loss|ced(?:e|es|ed|ing)|forfeit)", re.IGNORECASE)
SURE = 0.5
"""Facts read with less than this probability neither make a loss nor speak against one."""
NOT_YET = COMING | {"not_occurred", "denied", "demanded"}
Kind = Literal["lost", "held", "coming", "taken"]


@dataclass(frozen=True, slots=True)
class Tiding:
    """What one fact says of a group and a place: lost, held, still to be lost, or taken by another without a word of the group.

    `exact` where the text names the one day; otherwise `day` is the last it can be.
    """

    kind: Kind
    place: Place | None
    day: date
    exact: bool
    evidence: Signal


@dataclass(frozen=True, slots=True)
class Territory:
    """The last place that a group is said to have lost: the day, the reports that say so, and those that speak against it.

    `exact` where a report names the day; otherwise it was lost by `day`. `before` counts the places lost earlier.
    """

    place: str
    day: date
    exact: bool
    reports: tuple[Signal, ...]
    against: tuple[Signal, ...]
    before: int = 0

    @property
    def suggested(self) -> date | None:
        """The day to count as that of the loss; None where the record does not settle it."""
        return None if self.against else self.day


def find_territory(readings: Iterable[Reading], names: Iterable[str], cutoff: date, inside: Callable[[Place], bool] | None = None) -> Territory | None:
    """The last place lost by the group called `names`, as reports published by `cutoff` have it; None where no report tells of any.

    `inside` narrows the places that count. Reports without a day of publication say nothing: when they became known is not known.
    """
    keys = frozenset(fold_name(name) for name in names)
    told = [tiding for reading in readings for tiding in _tell_all(reading, keys, cutoff) if tiding.place is None or inside is None or inside(tiding.place)]
    known = {tiding.place.id for tiding in told if tiding.place is not None and tiding.kind in ("lost", "held")}
    losses: dict[str, list[Tiding]] = {}
    for tiding in told:
        if tiding.place is not None and (tiding.kind == "lost" or (tiding.kind == "taken" and tiding.place.id in known)):
            losses.setdefault(tiding.place.id, []).append(tiding)
    if not losses:
        return None
    days = {place: pick_day(found) for place, found in losses.items()}
    last = max(days, key=lambda place: (days[place][0], len(losses[place]), place))
    day, exact = days[last]
    against = [tiding for tiding in told if _speaks_against(tiding, last, day, exact)]
    place = losses[last][0].place
    assert place is not None
    return Territory(place.name, day, exact, _one_a_report(losses[last]), _one_a_report(against), len(losses) - 1)


def pick_day(found: Sequence[Tiding]) -> tuple[date, bool]:
    """The day that most of those name which name one, the earliest of equals; otherwise the earliest day by which it was lost."""
    named = Counter(tiding.day for tiding in found if tiding.exact)
    if named:
        return min(named, key=lambda day: (-named[day], day)), True
    return min(tiding.day for tiding in found), False


def _speaks_against(tiding: Tiding, place: str, day: date, exact: bool) -> bool:
    """Does it tell that the group held something after the loss, or that the loss was still to come?

    On the very day named, reports written before the news are let pass; where no day is named, those of the same day speak against it.
    """
    here = tiding.place is not None and tiding.place.id == place
    when = tiding.evidence.published if tiding.kind == "coming" else tiding.day
    later = when > day or (when == day and not exact)
    return later and (tiding.kind == "held" or (tiding.kind == "coming" and (here or tiding.place is None)))


def _one_a_report(found: Sequence[Tiding]) -> tuple[Signal, ...]:
    """One piece of evidence for each report, in order of publication."""
    first: dict[str, Signal] = {}
    for tiding in found:
        first.setdefault(tiding.evidence.report, tiding.evidence)
    return tuple(sorted(first.values(), key=lambda s: (s.published, s.report)))


def _tell_all(reading: Reading, keys: frozenset[str], cutoff: date) -> Iterator[Tiding]:
    published = reading.report.published
    if published is None or published > cutoff:
        return
    for fact in reading.facts:
        kind = _kind_of(fact, keys)
        if kind is None or fact.probability < SURE:
            continue
        day, exact = _day_of(fact, published)
        words = sentence_of(reading, fact.trigger.span.start)
        evidence = Signal("territory", words, fact.id, reading.report.id, published, reading.report.publisher)
        yield Tiding(kind, None if fact.place is None else fact.place.place, day, exact, evidence)


def _kind_of(fact: Fact, keys: frozenset[str]) -> Kind | None:
    if fact.type not in ("CONTROL", "SEIZE"):
        return None
    doer, target = (any(is_group(party, keys) for party in parties) for parties in (fact.actors, fact.recipients))
    losing = bool(LOST.search(fact.trigger.text)) if fact.type == "CONTROL" else not doer
    if fact.type == "CONTROL" and not doer:
        return None
    if fact.status in HAPPENED:
        if not losing:
            return "held"
        return "lost" if target or fact.type == "CONTROL" else "taken"
    if losing and fact.status in NOT_YET:
        return "coming"
    return None


def _day_of(fact: Fact, published: date) -> tuple[date, bool]:
    """The day and whether the text names it; without one, or with one after publication, the day of publication."""
    when = fact.when
    if when is None or when.start is None or when.end is None or when.start > published:
        return published, False
    return min(when.end - timedelta(days=1), published), when.end - when.start <= timedelta(days=1)
