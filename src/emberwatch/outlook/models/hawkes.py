"""A self-exciting model of monthly counts: what happens raises the chance of more, and the excitement fades.

The expected count of a month is a base of the unit's own and `branching` times the decayed sum of earlier counts; the count itself is
negative binomial about it (a Hawkes process seen by the month). Branching, fading and dispersion are the panel's; the base is the unit's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from emberwatch.outlook.draws import middle_levels
from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Abilities
from emberwatch.outlook.models.smoothed import draw_after_quiet
from emberwatch.outlook.panel import Floats, Panel

BRANCHINGS = (0.3, 0.5, 0.65, 0.8, 0.9)
FADINGS = (0.2, 0.4, 0.6, 0.8)
DISPERSIONS = (0.2, 0.35, 0.6, 1.0, 1.8)
HIGHEST = 2e5
"""No simulated month has more: a guard against runaway excitement, above any country's month in the panel."""


@dataclass(frozen=True, slots=True)
class Hawkes:
    """Fitted by likelihood on a grid; counts of different size weigh alike, since every unit has its own base and size."""

    name: str = "self-exciting"
    abilities: Abilities = field(default_factory=lambda: Abilities(least_months=6))

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> FittedHawkes:
        """Pick the likeliest branching, fading and dispersion of the panel."""
        counts = np.nan_to_num(panel.counts)
        busy = counts.sum(axis=1) > 0
        best = max(
            ((branching, fading, size) for branching in BRANCHINGS for fading in FADINGS for size in DISPERSIONS),
            key=lambda setting: find_likelihood(counts[busy], *setting),
        )
        return FittedHawkes(self.name, panel, *best, seed)


def find_excitement(counts: Floats, fading: float) -> Floats:
    """The decayed mean of the counts before each month (one more column than `counts`); before the first it is the unit's mean."""
    found = np.empty((counts.shape[0], counts.shape[1] + 1))
    found[:, 0] = counts.mean(axis=1)
    for month in range(counts.shape[1]):
        found[:, month + 1] = fading * found[:, month] + (1 - fading) * counts[:, month]
    return found


def find_likelihood(counts: Floats, branching: float, fading: float, size: float) -> float:
    """The negative binomial log likelihood of `counts`, terms that the setting does not change left out."""
    base = counts.mean(axis=1, keepdims=True)
    expected = (1 - branching) * base + branching * find_excitement(counts, fading)[:, :-1] + 0.01
    ratio = np.cumsum(np.log((size + np.arange(200)) / np.arange(1, 201)))
    whole = counts.astype(np.int64)
    near = np.where(whole > 0, ratio[np.clip(whole - 1, 0, 199)], 0.0)
    beyond = np.where(whole > 200, (size - 1) * (np.log(np.maximum(whole, 1)) - np.log(200.0)), 0.0)
    terms = near + beyond + size * np.log(size / (size + expected)) + counts * np.log(expected / (size + expected))
    return float(terms.sum())


@dataclass(frozen=True, slots=True, eq=False)
class FittedHawkes:
    """The panel's branching, fading (share of the excitement left after a month) and size of the negative binomial."""

    name: str
    panel: Panel
    branching: float
    fading: float
    size: float
    seed: int

    def predict(self, horizons: Sequence[int], draws: int) -> Forecast:
        """Simulated month by month; the horizons of one draw belong to one future before they are sorted."""
        counts = np.nan_to_num(self.panel.counts)
        base = counts.mean(axis=1)
        found = np.zeros((len(counts), len(horizons), draws))
        after = np.quantile(draw_after_quiet(self.panel), middle_levels(draws), method="inverted_cdf")
        start = find_excitement(counts, self.fading)[:, -1]
        for row in range(len(counts)):
            if base[row] == 0:
                found[row] = after
                continue
            future = self._simulate(base[row], start[row], max(horizons), draws, self.seed + row)
            found[row] = future[[horizon - 1 for horizon in horizons]]
        return Forecast(self.name, self.panel.units, self.panel.last_month, tuple(horizons), found)

    def _simulate(self, base: float, excitement: float, months: int, draws: int, seed: int) -> Floats:
        chance = np.random.default_rng(seed)
        stirred = np.full(draws, excitement)
        future = np.empty((months, draws))
        for month in range(months):
            expected = (1 - self.branching) * base + self.branching * stirred + 0.01
            future[month] = np.minimum(chance.poisson(np.minimum(chance.gamma(self.size, expected / self.size), HIGHEST)), HIGHEST)
            stirred = self.fading * stirred + (1 - self.fading) * future[month]
        return future
