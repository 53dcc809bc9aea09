"""Counts around a level that drifts: a negative binomial whose logarithmic level walks at random, so that the fan opens with the horizon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Abilities
from emberwatch.outlook.panel import Floats, Panel

LEAST_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Drifting:
    """The level is a mean that forgets half every `half_life_months`; how fast it drifts and how counts spread are read from the history.

    `prior_months` months of a drift of `prior_drift` a month and a spread of `prior_spread` stand beside what is read.
    """

    name: str = "drifting level"
    half_life_months: float = 3.0
    prior_drift: float = 0.15
    prior_spread: float = 0.5
    prior_months: float = 24.0
    abilities: Abilities = field(default_factory=lambda: Abilities(least_months=6))

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> FittedDrifting:
        """Each unit's level, drift and spread, from its own months."""
        return FittedDrifting(self.name, panel, np.array([self._read(row) for row in panel.counts]).reshape(-1, 3), seed)

    def _read(self, row: Floats) -> tuple[float, float, float]:
        """Level (a month), drift (standard deviation of a month's step of its logarithm) and spread (variance over the squared mean, beyond chance)."""
        counts = row[~np.isnan(row)]
        if not len(counts):
            return LEAST_LEVEL, self.prior_drift, self.prior_spread
        keep = 0.5 ** (1 / self.half_life_months)
        level, levels = float(counts[:12].mean()), []
        for count in counts:
            levels.append(level)
            level = keep * level + (1 - keep) * float(count)
        before = np.maximum(np.array(levels), LEAST_LEVEL)
        quarters = np.log(before[6::6] + 0.25) - np.log(before[:-6:6] + 0.25)
        drift2 = (self.prior_months * self.prior_drift**2 + float((quarters**2).sum())) / (self.prior_months + 6 * len(quarters))
        excess = float((((counts - before) ** 2 - before) * (before >= 0.5)).sum())
        spread = (self.prior_months * self.prior_spread + max(excess, 0.0) / max(float((before**2).mean()), 1e-6)) / (self.prior_months + len(counts))
        return max(level, LEAST_LEVEL), float(np.sqrt(drift2)), float(np.clip(spread, 0.05, 3.0))


@dataclass(frozen=True, slots=True, eq=False)
class FittedDrifting:
    """Levels, drifts and spreads by unit."""

    name: str
    panel: Panel
    read: Floats
    seed: int

    def predict(self, horizons: Sequence[int], draws: int) -> Forecast:
        """Draws of the level, then of the counts around it."""
        at = [horizon - 1 for horizon in horizons]
        found = np.array([self.draw_paths(row, max(horizons), draws)[at] for row in range(len(self.panel.units))])
        return Forecast(self.name, self.panel.units, self.panel.last_month, tuple(horizons), found.reshape(-1, len(horizons), draws))

    def draw_paths(self, row: int, months: int, draws: int) -> Floats:
        """Ways that the counts of a unit may go: `months` rows, `draws` columns; the months of a column belong together."""
        level, drift, spread = self.read[row]
        rng = np.random.default_rng([self.seed, row])
        steps = rng.normal(-(drift**2) / 2, drift, (months, draws))
        mean = level * np.exp(np.cumsum(steps, axis=0))
        return np.asarray(rng.poisson(rng.gamma(1 / spread, mean * spread)), dtype=np.float64)
