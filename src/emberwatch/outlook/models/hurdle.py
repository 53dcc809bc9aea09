"""A hurdle negative binomial: whether there is any at all, and how many if so, each a regression on decayed history and neighbours.

Learned over all units and horizons together, with a ridge that keeps it near the unit's own level while there are few months.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from emberwatch.outlook.draws import middle_levels
from emberwatch.outlook.features import LEVEL, Lessons, find_features, find_lessons
from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Abilities
from emberwatch.outlook.models.smoothed import draw_after_quiet
from emberwatch.outlook.panel import Floats, Panel

STEPS = 25
LEAST_LEVEL = 0.7
"""log(1 + 1), rounded: no unit that has any is expected to have fewer than one."""


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Means and spreads of the features, and the horizons' middle, by which a design is made alike."""

    mean: Floats
    spread: Floats

    def lay(self, features: Floats, horizons: Floats) -> Floats:
        """The design: a constant, the scaled features, and half of each times the horizon's distance from eight months in half-years."""
        scaled = (features - self.mean) / self.spread
        return np.column_stack([np.ones(len(scaled)), scaled, scaled * ((horizons - 8) / 6)[:, None] * 0.5])


def _solve(design: Floats, target: Floats, weights: Floats, ridge: float) -> Floats:
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 1e-6
    weighted = design * weights[:, None]
    return np.asarray(np.linalg.solve(design.T @ weighted + np.diag(penalty), weighted.T @ target))


def fit_logistic(design: Floats, happened: Floats, ridge: float) -> Floats:
    """Coefficients of a logistic regression with a ridge on all but the constant, by iteratively reweighted least squares."""
    coefficients = np.zeros(design.shape[1])
    for _ in range(STEPS):
        odds = np.clip(design @ coefficients, -15, 15)
        probs = 1 / (1 + np.exp(-odds))
        weights = np.maximum(probs * (1 - probs), 1e-4)
        moved = _solve(design, odds + (happened - probs) / weights, weights, ridge)
        done = float(np.abs(moved - coefficients).max()) < 1e-6
        coefficients = moved
        if done:
            break
    return coefficients


@dataclass(frozen=True, slots=True)
class Hurdle:
    """The model and its ridges, in numbers of past cases that weigh as much as the pull to the own level."""

    name: str = "hurdle negative binomial"
    ridge: float = 300.0
    abilities: Abilities = field(default_factory=lambda: Abilities(least_months=8, uses_neighbours=True))

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> FittedHurdle:
        """Learn from every past case that ends within the panel."""
        lessons = find_lessons(panel, range(2, max(horizons) + 1))
        if len(lessons.counts) < 50:
            lessons = find_lessons(panel, range(1, max(horizons) + 1), least_months=2)
        scale = Scale(lessons.features.mean(axis=0), lessons.features.std(axis=0) + 1e-6)
        design = scale.lay(lessons.features, lessons.horizons)
        positive = lessons.counts > 0
        any_at_all = fit_logistic(design, positive.astype(np.float64), self.ridge)
        level, dispersion = self._fit_level(design[positive], lessons, positive)
        return FittedHurdle(self.name, panel, scale, any_at_all, level, dispersion, seed)

    def _fit_level(self, design: Floats, lessons: Lessons, positive: np.typing.NDArray[np.bool_]) -> tuple[Floats, Floats]:
        own = np.maximum(lessons.features[positive, LEVEL], LEAST_LEVEL)
        logs = np.log1p(lessons.counts[positive])
        level = _solve(design, logs - own, np.ones(len(own)), self.ridge)
        missed = (logs - own - design @ level) ** 2
        dispersion = _solve(design, np.log(missed + 0.05), np.ones(len(own)), self.ridge)
        return level, dispersion


@dataclass(frozen=True, slots=True, eq=False)
class FittedHurdle:
    """Coefficients of the three regressions: any at all, level, dispersion."""

    name: str
    panel: Panel
    scale: Scale
    any_at_all: Floats
    level: Floats
    dispersion: Floats
    seed: int

    def predict(self, horizons: Sequence[int], draws: int) -> Forecast:
        """Draws of the hurdle distribution; units that never had any take that of all units after quiet months."""
        features = find_features(self.panel, self.panel.last_month)
        chance = np.random.default_rng(self.seed)
        uniform = chance.permutation(middle_levels(draws))
        found = np.zeros((len(features), len(horizons), draws))
        for column, horizon in enumerate(horizons):
            design = self.scale.lay(features, np.full(len(features), float(horizon)))
            probs = 1 / (1 + np.exp(-np.clip(design @ self.any_at_all, -15, 15)))
            logs = np.maximum(features[:, LEVEL], LEAST_LEVEL) + design @ self.level
            variance = np.exp(np.clip(design @ self.dispersion, -3, 3)) * 2.0
            for row in range(len(features)):
                amounts = draw_negative_binomial(float(logs[row]), float(variance[row]), draws, self.seed + row)
                found[row, column] = np.where(uniform < probs[row], amounts, 0)
        quiet = np.nansum(self.panel.counts, axis=1) == 0
        after = draw_after_quiet(self.panel)
        found[quiet] = np.quantile(after, middle_levels(draws), method="inverted_cdf")
        return Forecast(self.name, self.panel.units, self.panel.last_month, tuple(horizons), found)


def draw_negative_binomial(log_level: float, log_variance: float, count: int, seed: int) -> Floats:
    """`count` draws of 1 + a negative binomial whose logarithm has about this level and variance.

    The variance of the log of a gamma variable with shape k is about 1/k + 1/(2 k²); it is solved for k, and the mean raised to keep the level.
    """
    k = (1 + np.sqrt(1 + 2 * log_variance)) / (2 * log_variance)
    mean = np.expm1(np.clip(log_level, LEAST_LEVEL, 12.0)) * np.exp(min(0.5 / k, 3.0))
    chance = np.random.default_rng(seed)
    rates = chance.gamma(k, max(mean - 1, 0.05) / k, count)
    return np.asarray(1.0 + chance.poisson(np.minimum(rates, 1e7)))
