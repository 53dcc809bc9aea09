"""What the ledger adds to a brief: which facts are one incident, how many origins were found, what is disputed, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from emberwatch.brief.figures import format_number
from emberwatch.brief.gather import Told, group_told
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Finding, Incident, MergedCount
from emberwatch.model.status import Status
from emberwatch.store.ledger_changes import Change

DISPUTES_MAX = 2
"""Disputes told in full on one line; more are counted."""


@dataclass(frozen=True, slots=True)
class Linked:
    """The incident of each fact, the disputes about each incident, and the changes; all empty for a record that is not linked."""

    incidents: Mapping[str, Incident] = field(default_factory=dict)
    disputes: Mapping[str, Sequence[Finding]] = field(default_factory=dict)
    changes: Sequence[Change] = ()
    withdrawn: frozenset[str] = frozenset()
    drifted: frozenset[str] = frozenset()
    """Claims of copies that changed what their origin said."""
    waiting: int = 0
    questions: Mapping[str, str] = field(default_factory=dict)
    """The words of each question by its id."""

    def status(self, fact: Fact) -> Status:
        """The status of the fact's incident, else its own."""
        incident = self.incidents.get(fact.id)
        return incident.status if incident is not None else fact.status

    def is_withdrawn(self, told: Told) -> bool:
        """Did the publisher take the fact's report back?"""
        return told.reading.report.id in self.withdrawn

    def group(self, told: Iterable[Told]) -> list[list[Told]]:
        """Facts of one incident put together, in the order of their first."""
        return group_told(told, self._keys if self.incidents else None)

    def _keys(self, fact: Fact) -> tuple[tuple[object, ...], ...]:
        incident = self.incidents.get(fact.id)
        return (("incident", incident.id),) if incident is not None else (("fact", fact.id),)

    def whole(self, told: Sequence[Told], every: Iterable[Told]) -> list[Told]:
        """`told` with every other fact of their incidents, in the order of `every`."""
        wanted = {incident.id for one in told if (incident := self.incidents.get(one.fact.id)) is not None}
        kept = {one.fact.id for one in told}
        more = (one for one in every if (incident := self.incidents.get(one.fact.id)) is not None and incident.id in wanted)
        return [*told, *(one for one in more if one.fact.id not in kept)]

    def notes(self, fact: Fact) -> tuple[str, ...]:
        """What is to be said beside a line: origins found, numbers that differ, disputes."""
        incident = self.incidents.get(fact.id)
        if incident is None:
            return ()
        spread = tuple(f"{count.state} {words}" for count in incident.counts if (words := spread_words(count)))
        found = list(self.disputes.get(incident.id, ()))
        disputes = tuple(f"disputed: {one.words.rstrip('.')}" for one in found[:DISPUTES_MAX])
        more = (f"{len(found) - DISPUTES_MAX} more disputes",) if len(found) > DISPUTES_MAX else ()
        return (origin_words(incident), *spread, *disputes, *more)


def origin_words(incident: Incident) -> str:
    """ "2 origins found, 1 more report of unknown origin": never a word of independence."""
    unknown = f"{incident.unknown_origins} {'more ' if incident.origins else ''}report{'' if incident.unknown_origins == 1 else 's'} of unknown origin"
    if not incident.origins:
        return unknown
    return f"{incident.origins} origin{'' if incident.origins == 1 else 's'} found" + (f", {unknown}" if incident.unknown_origins else "")


def spread_words(count: MergedCount) -> str:
    """ "40 to 55, most origins 50" where the tellings differ; nothing where they do not."""
    bounds = {(low, high) for _, low, high in count.by_origin}
    if len(bounds) < 2:
        return ""
    low, high = (format_number(end) if end is not None else None for end in (count.low, count.high))
    if low is None or high is None:
        return f"{low} or more {count.of}" if low else f"up to {high} {count.of}" if high else ""
    best = f", most origins {format_number(count.best)}" if count.best is not None else ""
    return f"{low} to {high} {count.of}{best}"
