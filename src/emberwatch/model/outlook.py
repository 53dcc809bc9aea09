"""What is counted and what is expected: series, predicted distributions, chances, what moves them, scores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from emberwatch.dates.month import last_day

Measure = Literal["events", "deaths", "attacks"]
MEASURES: tuple[str, ...] = ("events", "deaths", "attacks")
UnitKind = Literal["group", "place", "group in place", "country"]
UNIT_KINDS: tuple[str, ...] = ("group", "place", "group in place", "country")


@dataclass(frozen=True, slots=True)
class Unit:
    """Whose counts: an armed group, a place, a group in a place, or a country (`id` an ISO 3166 alpha-3 code where there is one)."""

    id: str
    name: str
    kind: UnitKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Monthly counts of one unit and measure from `first_month` on, as known on the day `known`.

    `best`, `low` and `high` are as long as one another; None where nobody reported (nothing is known of that month), 0 where it
    was reported on and nothing happened. Every month ends on or before `known`. Raises `ValueError` for anything else.
    """

    unit: Unit
    measure: Measure
    first_month: int
    best: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    known: date

    def __post_init__(self) -> None:
        if not len(self.best) == len(self.low) == len(self.high):
            raise ValueError(f"{self.unit.id}: {len(self.best)} best, {len(self.low)} low and {len(self.high)} high counts; they must be as many")
        if self.best and last_day(self.last_month) > self.known:
            raise ValueError(f"{self.unit.id}: a month that ends after {self.known}, when the series was known")
        for low, best, high in zip(self.low, self.best, self.high, strict=True):
            if best is None or low is None or high is None:
                if not best is low is high is None:
                    raise ValueError(f"{self.unit.id}: a month with some counts and without others")
            elif not 0 <= low <= best <= high:
                raise ValueError(f"{self.unit.id}: counts must be 0 ≤ low ≤ best ≤ high, not {low}, {best}, {high}")

    @property
    def last_month(self) -> int:
        """The last month counted; one before `first_month` in an empty series."""
        return self.first_month + len(self.best) - 1

    @property
    def reported(self) -> tuple[bool, ...]:
        """For each month, was anything reported that counts, or the absence of it?"""
        return tuple(best is not None for best in self.best)


@dataclass(frozen=True, slots=True)
class Band:
    """The interval that holds `share` (0..1) of the predicted distribution; both ends belong to it."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """A predicted count `horizon` months after the last known one: mean, quantiles by level (rising), and the chance of any at all."""

    horizon: int
    mean: float
    levels: tuple[float, ...]
    quantiles: tuple[float, ...]
    any_prob: float

    def get_quantile(self, level: float) -> float:
        """The quantile at `level`; raises `KeyError` where it was not kept."""
        try:
            return self.quantiles[self.levels.index(level)]
        except ValueError:
            raise KeyError(f"no quantile at {level}; kept are {', '.join(map(str, self.levels))}") from None

    def get_band(self, share: float) -> Band:
        """The central band of `share`; raises `KeyError` where its ends were not kept."""
        return Band(share, self.get_quantile(round((1 - share) / 2, 6)), self.get_quantile(round((1 + share) / 2, 6)))


@dataclass(frozen=True, slots=True)
class Driver:
    """Something that moved the chance: its name, by how much (log2 odds, above 0 raises it), the sentence, the values, the facts it rests on."""

    name: str
    log2_odds: float
    sentence: str
    value: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance that `what` comes true within `horizon` months, with its interval and the base rate it is held against (all 0..1)."""

    what: str
    horizon: int
    prob: float
    low: float
    high: float
    base_rate: float
    words: str = ""
    drivers: tuple[Driver, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The value of a proper score of one model over `cases` forecasts, with the ends of its bootstrap interval where one was drawn."""

    name: str
    model: str
    value: float
    cases: int
    part: str = "all"
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is expected of one unit after `series`: distributions and chances by horizon, how the model did before, and what is not known.

    `model` names what made it; `definition` says in words what a resurgence is here; `gaps` are the sentences on what is unknown;
    `refused` is the reason why only base rates are given, None where there is enough history.
    """

    series: Series
    model: str
    distributions: tuple[Distribution, ...] = ()
    chances: tuple[Chance, ...] = ()
    scores: tuple[Score, ...] = ()
    definition: str = ""
    gaps: tuple[str, ...] = ()
    refused: str | None = None
