"""Violence as the field's own files list it: dated, placed, with sides and deaths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

SideRole = Literal["side", "doer", "target"]


@dataclass(frozen=True, slots=True)
class Side:
    """A named side of an event; `side` where the source does not say who attacked whom, else `doer` or `target`."""

    name: str
    role: SideRole = "side"


@dataclass(frozen=True, slots=True)
class PlacedEvent:
    """One event of a source: `[start, end)` in days, the day it became known, its sides, where, and the dead.

    `known` is None where the source does not say when it learned of the event. `low`, `best` and `high` are numbers of dead,
    all None where nobody gave one. `violent` is False for what a source lists beside violence (protests, agreements).
    Raises `ValueError` for days or numbers out of order.
    """

    id: str
    source: str
    kind: str
    start: date
    end: date
    known: date | None
    sides: tuple[Side, ...]
    country: str | None = None
    region: str | None = None
    district: str | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    violent: bool = True

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"{self.id}: start {self.start} must lie before end {self.end}")
        if self.low is None or self.best is None or self.high is None:
            if not self.low is self.best is self.high is None:
                raise ValueError(f"{self.id}: some of low, best and high deaths without the others")
        elif not 0 <= self.low <= self.best <= self.high:
            raise ValueError(f"{self.id}: deaths must be 0 ≤ low ≤ best ≤ high, not {self.low:g}, {self.best:g}, {self.high:g}")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its sides."""
        return tuple(side.name for side in self.sides)


@dataclass(frozen=True, slots=True)
class CountryMonth:
    """Deaths of one country in one month; `country` is the source's number, `iso` an alpha-3 code or None."""

    country: int
    name: str
    iso: str | None
    month: int
    deaths: float


@dataclass(frozen=True, slots=True)
class Imported:
    """What an importer took from a file, and in `notes` what it did with anything unusual, a sentence each."""

    source: str
    events: tuple[PlacedEvent, ...] = ()
    country_months: tuple[CountryMonth, ...] = ()
    notes: tuple[str, ...] = ()
