"""What was known of one group at the end of any month: its own events, its enemies' and those of its countries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emberwatch.dates.month import month_of
from emberwatch.outlook.counts import Count
from emberwatch.outlook.panel import Floats
from emberwatch.outlook.resurgence import Definition, Standing, trace_standing

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Numbers of events by the month they fell in, the month at whose end they were known, and the country."""

    month: Whole
    known: Whole
    country: Whole
    events: Floats

    def lay(self, first: int, cutoff: int, countries: Whole | None = None) -> Floats:
        """The events of every month from `first` to `cutoff` as known at the end of `cutoff`, in `countries` where they are given."""
        use = (self.known <= cutoff) & (self.month >= first) & (self.month <= cutoff)
        if countries is not None:
            use &= np.isin(self.country, countries)
        return np.asarray(np.bincount(self.month[use] - first, self.events[use], max(cutoff - first + 1, 0)), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """Counts by month from `first_month` to `cutoff` as known then; own counts are not a number where nobody reported."""

    group: str
    first_month: int
    cutoff: int
    own: Floats
    enemies: Floats
    country: Floats

    def trace(self, definition: Definition, lost_month: int | None = None) -> list[Standing]:
        """The standing at the end of every month, as these counts tell it."""
        return trace_standing(self.own, definition, None if lost_month is None else max(lost_month - self.first_month, 0))


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Everything counted for one group, with what became known when; `snapshot` gives no more than was known."""

    group: str
    own: Rows
    enemies: Rows
    country: Rows

    def snapshot(self, cutoff: int) -> Snapshot | None:
        """What was known at the end of the month `cutoff`; None where the group was not known yet."""
        seen = (self.own.known <= cutoff) & (self.own.month <= cutoff)
        if not seen.any():
            return None
        first = int(self.own.month[seen].min())
        countries = np.unique(self.own.country[seen])
        own, country = self.own.lay(first, cutoff), self.country.lay(first, cutoff, countries)
        enemies = self.enemies.lay(first, cutoff, countries)
        return Snapshot(self.group, first, cutoff, np.where((country > 0) | (own > 0), own, np.nan), enemies, country)


def make_history(counts: Sequence[Count], group: str) -> History:
    """The history of `group` from rows of which those of others are passed over."""
    places = {name: number for number, name in enumerate(sorted({count.country or "" for count in counts}))}

    def rows(kept: list[Count]) -> Rows:
        months = np.array([month_of(count.day) for count in kept], dtype=np.int64)
        known = np.array([_known_month(count) for count in kept], dtype=np.int64)
        country = np.array([places[count.country or ""] for count in kept], dtype=np.int64)
        return Rows(months, known, country, np.array([count.events for count in kept], dtype=np.float64))

    own, enemies = ([c for c in counts if c.role == role and c.group == group] for role in ("own", "enemies"))
    return History(group, rows(own), rows(enemies), rows([c for c in counts if c.role == "country"]))


def _known_month(count: Count) -> int:
    """The first month at whose end the row was known."""
    return month_of(max(count.known or count.day, count.day))
