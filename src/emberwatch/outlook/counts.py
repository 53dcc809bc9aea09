"""What is counted: one row for each event, or each month of a table, and group that has a part in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from emberwatch.model.ledger import Incident, MergedCount
from emberwatch.model.placed import PlacedEvent, Side

Role = Literal["own", "enemies", "country"]
ROLES: tuple[str, ...] = ("own", "enemies", "country")
EVERYONE = "*"
"""The group of the rows with the role `country`: all that a source lists there."""
VIOLENT_TYPES = frozenset({"ASSAULT"})
HAPPENED = frozenset({"occurred", "ongoing"})


@dataclass(frozen=True, slots=True)
class Count:
    """Events that count for `group`: its own, those of its enemies without it, or all of a country.

    `day` is the last day of the event (UCDP and VIEWS count by it) or of the month where `monthly`; `known` the day on which it
    became known, None where nobody says. `attacks` are those that the group is known to have begun. `low`, `best`, `high`: the dead.
    `place` are the names below the region, widest first.
    """

    group: str
    role: Role
    day: date
    known: date | None
    country: str | None
    region: str | None = None
    place: tuple[str, ...] = ()
    events: int = 1
    attacks: int = 0
    low: float = 0.0
    best: float = 0.0
    high: float = 0.0
    monthly: bool = False

    def known_by(self, cutoff: date) -> bool:
        """Was it known on `cutoff`? Without a day on which it became known, from the day it happened."""
        return self.day <= cutoff and (self.known is None or self.known <= cutoff)


def count_events(events: Iterable[PlacedEvent], names: Mapping[str, str] | None = None, groups: Collection[str] | None = None) -> tuple[Count, ...]:
    """Rows for every named side of violent events, for the enemies of each, and for each country.

    `names` maps a source's name to ours; `groups` are those (by our names) that get rows, all where it is None.
    An event counts among a group's enemies' where the group has no part in it and one of its sides fought the group before.
    """
    foes: dict[str, set[str]] = defaultdict(set)
    rows: list[Count] = []
    for event in sorted((e for e in events if e.violent), key=lambda e: (e.end, e.id)):
        sides = {(names or {}).get(side.name, side.name): side.role for side in event.sides}
        rows.append(_row(event, EVERYONE, "country", 0))
        rows += [_row(event, name, "own", int(role == "doer")) for name, role in sides.items() if groups is None or name in groups]
        hostile = {foe for name in sides for foe in foes[name]} - set(sides)
        rows += [_row(event, name, "enemies", 0) for name in sorted(hostile) if groups is None or name in groups]
        for name in sides:
            foes[name] |= set(sides) - {name, "Civilians"} if name != "Civilians" else set()
    return tuple(rows)


def _row(event: PlacedEvent, group: str, role: Role, attacks: int) -> Count:
    place = tuple(name for name in (event.district, event.place) if name)
    dead = (event.low or 0.0, event.best or 0.0, event.high or 0.0)
    return Count(group, role, event.end - timedelta(days=1), event.known, event.country, event.region, place, 1, attacks, *dead)


def events_of_incidents(
    incidents: Iterable[Incident], published: Mapping[str, date | None], cutoff: date | None = None
) -> tuple[tuple[PlacedEvent, ...], tuple[str, ...]]:
    """Violent incidents of a ledger as placed events, those told by reports published by `cutoff` where it is given; and notes on what was left out.

    `published` gives the day of publication by report. Incidents without a day, or told only by reports without one, are left out.
    """
    made: list[PlacedEvent] = []
    undated = unknown = 0
    for incident in incidents:
        if incident.type not in VIOLENT_TYPES or incident.status not in HAPPENED:
            continue
        days = [day for report in incident.reports if (day := published.get(report)) is not None]
        if incident.when is None or incident.when.start is None or incident.when.end is None:
            undated += 1
        elif not days:
            unknown += 1
        elif cutoff is None or min(days) <= cutoff:
            made.append(_event_of(incident, min(days)))
    notes = []
    if undated:
        notes.append(f"{undated} violent incidents have no day and are in no month")
    if unknown:
        notes.append(f"{unknown} violent incidents are told only by reports without a day of publication; when they became known is not known")
    return tuple(made), tuple(notes)


def _event_of(incident: Incident, known: date) -> PlacedEvent:
    assert incident.when is not None and incident.when.start is not None and incident.when.end is not None
    place = incident.place.place if incident.place else None
    mutual = incident.mode == "clash"
    sides = [Side(party.name, "side" if mutual else "doer") for party in incident.actors]
    sides += [Side(party.name, "side" if mutual else "target") for party in incident.recipients]
    low, best, high = _dead(incident.counts)
    region = place.name if place and place.precision == "region" else (place.region if place else None)
    fine = place.name if place and place.precision not in ("region", "country") else None
    return PlacedEvent(
        f"ledger:{incident.id}", "ledger", incident.mode or incident.type.lower(), incident.when.start, incident.when.end, known, tuple(sides),
        place.country if place else None, region, None, fine, place.latitude if place else None, place.longitude if place else None, low, best, high,
    )  # fmt: skip


def _dead(counts: Sequence[MergedCount]) -> tuple[float | None, float | None, float | None]:
    """Low, best and high number of killed people; all None where nobody gave a bound."""
    killed = [count for count in counts if count.state == "killed"]
    if not killed:
        return None, None, None
    count = killed[0]
    given = [value for value in (count.low, count.best, count.high) if value is not None]
    if not given:
        return None, None, None
    low = count.low if count.low is not None else 0.0
    high = max(given)
    return low, min(max(count.best if count.best is not None else low, low), high), high
