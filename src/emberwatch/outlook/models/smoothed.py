"""A unit's own history, smoothed: recent months count more, zeros have their chance, the positive counts a spread around each.

Twelve draws stand badly for the distribution that they come from (the CRPS of m draws is 1 + 1/m times that of the distribution), so
the positive counts are smoothed by a logistic kernel on log(1 + count). How fast the past is forgotten is told apart for the chance
of a month without any, for the level, and for the shape around the level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from emberwatch.outlook.draws import middle_levels
from emberwatch.outlook.models.base import Abilities
from emberwatch.outlook.models.naive import Still
from emberwatch.outlook.panel import Floats, Panel

GRID = np.linspace(np.log(1.5), 13.5, 600)
"""Values of log(1 + count) at which the distribution function is worked out: from between none and one to 700,000."""
KEPT_DRAWS = 1000
QUIET_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Memory:
    """How much a month counts that lies `age` months back: half as much every `half_life_months`, nothing beyond `window_months`."""

    half_life_months: float
    window_months: int = 600

    def weigh(self, months: int) -> Floats:
        """Weights of `months` months, oldest first."""
        age = np.arange(months)[::-1]
        return np.where(age < self.window_months, 0.5 ** (age / self.half_life_months), 0.0)


@dataclass(frozen=True, slots=True)
class Smoothed:
    """Smoothed own history. `spread` is the scale of the logistic kernel on log(1 + count)."""

    name: str = "smoothed"
    zero: Memory = Memory(6)
    shape: Memory = Memory(12)
    level: Memory = Memory(4)
    spread: float = 0.35
    prior_zero_prob: float = 0.5
    prior_months: float = 1.0
    abilities: Abilities = field(default_factory=Abilities)

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> Still:
        """Each unit's distribution, the same for every horizon; units without any count take that of all months after quiet ones."""
        quiet = draw_after_quiet(panel)
        rows = [self._read(row) if np.nansum(row) > 0 else quiet for row in panel.counts]
        return Still(self.name, panel, tuple(rows))

    def _read(self, row: Floats) -> Floats:
        known = ~np.isnan(row)
        counts = np.where(known, row, 0.0)
        positive = counts > 0
        zero = self.zero.weigh(len(row)) * known
        prior = self.prior_months
        zero_prob = (zero[~positive].sum() + self.prior_zero_prob * prior) / (zero.sum() + prior)
        kept = round((1 - zero_prob) * KEPT_DRAWS)
        draws = np.zeros(KEPT_DRAWS)
        if kept:
            draws[KEPT_DRAWS - kept :] = self._draw_positive(counts[positive], positive, kept)
        return draws

    def _draw_positive(self, counts: Floats, positive: np.typing.NDArray[np.bool_], kept: int) -> Floats:
        logs = np.log1p(counts)
        shape, level = self.shape.weigh(len(positive))[positive], self.level.weigh(len(positive))[positive]
        shape = shape / shape.sum() if shape.sum() > 0 else np.full(len(logs), 1 / len(logs))
        level = level / level.sum() if level.sum() > 0 else shape
        centres = logs - shape @ logs + level @ logs
        reached = shape @ (1 / (1 + np.exp(-np.clip((GRID - centres[:, None]) / self.spread, -50, 50))))
        levels = reached[0] + middle_levels(kept) * (1 - reached[0])
        return np.asarray(np.maximum(1.0, np.round(np.expm1(np.interp(levels, reached, GRID)))))


def draw_after_quiet(panel: Panel) -> Floats:
    """Draws for a unit that has seen nothing: what all units saw in months before which they had counted none for `QUIET_MONTHS`."""
    seen = []
    for row in panel.counts:
        busy = np.nan_to_num(row) > 0
        since = np.cumsum(busy) - busy
        before = np.arange(len(row)) >= QUIET_MONTHS
        seen.append(row[before & (since == 0)])
    values = np.concatenate(seen) if seen else np.zeros(0)
    values = np.sort(values[~np.isnan(values)])
    return np.quantile(values, middle_levels(KEPT_DRAWS), method="inverted_cdf") if len(values) else np.zeros(KEPT_DRAWS)


SHORT = Smoothed("smoothed, short memory", zero=Memory(3), level=Memory(2))
MIDDLE = Smoothed("smoothed, middle memory")
LONG = Smoothed("smoothed, long memory", zero=Memory(24), shape=Memory(24), level=Memory(24))
YEAR = Smoothed("smoothed last year", zero=Memory(600, 12), shape=Memory(600, 12), level=Memory(600, 12))
WIDE = Smoothed("smoothed, wide", spread=0.8)
SMOOTHED_MODELS = (SHORT, MIDDLE, LONG, YEAR, WIDE)
