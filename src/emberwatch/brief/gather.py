"""Readings narrowed to a date, a place and an actor, and their facts put together when they say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Told:
    """A fact and the reading it comes from."""

    fact: Fact
    reading: Reading

    @property
    def day(self) -> date:
        """The day that orders it: the last day it may have happened on, else the day of publication, else the first day there is.

        What is said to have happened did so by the day of publication, however wide its time ("this year").
        """
        when, published = self.fact.when, self.reading.report.published
        last = (when.end - timedelta(days=1) if when.end else when.start) if when else None
        if last and published and self.fact.status in ("occurred", "ongoing"):
            return min(last, published)
        return last or published or date.min


@dataclass(frozen=True, slots=True)
class Filters:
    """What a brief is narrowed to; None leaves open. Names match any part of a name or of the words, in either case."""

    since: date | None = None
    place: str | None = None
    actor: str | None = None

    def keeps(self, told: Told) -> bool:
        """Does the fact pass every filter? One without any date passes no `since`."""
        fact = told.fact
        if self.since and told.day < self.since:
            return False
        if self.place and not _place_matches(fact, self.place.lower()):
            return False
        return not self.actor or _party_matches((*fact.actors, *fact.recipients, *fact.speakers), self.actor.lower())

    def keeps_statement(self, statement: Statement, reading: Reading) -> bool:
        """Does the statement pass: by its day, by a place named in it, by its speakers or an actor named in it?"""
        published = reading.report.published
        day = (statement.when.start if statement.when else None) or published
        if self.since and (day is None or day < self.since):
            return False
        content = statement.content.text.lower()
        if self.place and self.place.lower() not in content:
            return False
        return not self.actor or self.actor.lower() in content or _party_matches(statement.speakers, self.actor.lower())


def _place_matches(fact: Fact, wanted: str) -> bool:
    if fact.place is None:
        return False
    place = fact.place.place
    named = [fact.place.text, *((place.name, place.region or "") if place else ())]
    return any(wanted in name.lower() for name in named) or bool(place and place.country and place.country.lower() == wanted)


def _party_matches(parties: Iterable[Party], wanted: str) -> bool:
    return any(wanted in f"{p.text}\n{p.name or ''}".lower() for p in parties)


def find_told(readings: Sequence[Reading], filters: Filters) -> list[Told]:
    """Every fact that the filters keep, newest first, then by report and line."""
    told = [Told(fact, reading) for reading in readings for fact in reading.facts]
    kept = [t for t in told if filters.keeps(t)]
    order = {reading.report.id: at for at, reading in enumerate(readings)}
    return sorted(kept, key=lambda t: (newest_first(t), order[t.reading.report.id], t.fact.trigger.span))


def newest_first(told: Told) -> tuple[int, tuple[int, int]]:
    """The key that puts the newest first, and facts without any date last."""
    return -told.day.toordinal(), _interval(told.fact)


def _interval(fact: Fact) -> tuple[int, int]:
    """Of facts that end on one day those with a time come first, the latest to begin first; those without are together."""
    start = fact.when.start if fact.when else None
    return (0, -start.toordinal()) if start else (1, 0)


def group_told(told: Iterable[Told], is_same: Callable[[Fact], tuple[tuple[object, ...], ...]] | None = None) -> list[list[Told]]:
    """Facts that say the same put together, in the order of their first: each fact joins the first group that shares a key with it."""
    keys_of = is_same or same_keys
    groups: list[list[Told]] = []
    found: dict[tuple[object, ...], list[Told]] = {}
    for one in told:
        keys = keys_of(one.fact)
        group = next((found[key] for key in keys if key in found), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(one)
        for key in keys:
            found.setdefault(key, group)
    return groups


def same_keys(fact: Fact) -> tuple[tuple[object, ...], ...]:
    """Keys under which two facts say the same: all that is said, or type, mode, status, who, place and first day.

    A fact that leaves too much open has no key: what is unknown is never the same.
    """
    place = fact.place.place.id if fact.place and fact.place.place else None
    start = fact.when.start if fact.when else None
    who = tuple(sorted({p.name for p in (fact.actors or fact.recipients) if p.name}))
    keys: list[tuple[object, ...]] = []
    if sum((bool(fact.actors or fact.recipients), fact.place is not None, start is not None, bool(fact.quantities))) >= 2:
        keys.append(("said", fact.said))
    if who and place and start:
        keys.append((fact.type, fact.mode, fact.status, bool(fact.actors), who, place, start))
    return tuple(keys)
