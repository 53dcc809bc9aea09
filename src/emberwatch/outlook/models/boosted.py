"""Gradient-boosted distributions: LightGBM predicts quantiles of the change in log(1 + count) from the unit's own level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from emberwatch.outlook.draws import middle_levels
from emberwatch.outlook.features import find_features, find_lessons
from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Abilities
from emberwatch.outlook.models.smoothed import draw_after_quiet
from emberwatch.outlook.panel import Floats, Panel

LEVELS = (0.02, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.98)
OWN = 5
"""Column of the log mean, half-life 5 months, that the change is measured from."""
SETTING = {
    "objective": "quantile",
    "learning_rate": 0.08,
    "num_leaves": 8,
    "min_data_in_leaf": 150,
    "feature_fraction": 0.6,
    "lambda_l2": 20.0,
    "verbosity": -1,
}
ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Boosted:
    """One booster a level; the levels between are filled in along a straight line, above the highest by its own slope."""

    name: str = "boosted quantiles"
    abilities: Abilities = field(default_factory=lambda: Abilities(least_months=10, libraries=("lightgbm",), uses_neighbours=True))

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> FittedBoosted:
        """Learn from every past case that ends within the panel; needs the library lightgbm."""
        import lightgbm

        lessons = find_lessons(panel, range(2, max(horizons) + 1))
        design = np.column_stack([lessons.features, lessons.horizons])
        change = np.log1p(lessons.counts) - lessons.features[:, OWN]
        fixed = {**SETTING, "seed": seed, "deterministic": True, "force_row_wise": True, "num_threads": 1}
        boosters = []
        for level in LEVELS:
            lesson = lightgbm.Dataset(design, change, free_raw_data=False)
            boosters.append(lightgbm.train({**fixed, "alpha": level}, lesson, ROUNDS))
        return FittedBoosted(self.name, panel, tuple(boosters))


@dataclass(frozen=True, slots=True, eq=False)
class FittedBoosted:
    """The boosters, one for each of `LEVELS`."""

    name: str
    panel: Panel
    boosters: tuple[Any, ...]

    def predict(self, horizons: Sequence[int], draws: int) -> Forecast:
        """Draws at even levels of the distribution; units that never had any take that of all units after quiet months."""
        features = find_features(self.panel, self.panel.last_month)
        quiet = np.nansum(self.panel.counts, axis=1) == 0
        after = np.quantile(draw_after_quiet(self.panel), middle_levels(draws), method="inverted_cdf")
        found = np.zeros((len(features), len(horizons), draws))
        for column, horizon in enumerate(horizons):
            design = np.column_stack([features, np.full(len(features), float(horizon))])
            logs = np.sort(np.column_stack([booster.predict(design) for booster in self.boosters]), axis=1) + features[:, [OWN]]
            for row in range(len(features)):
                found[row, column] = after if quiet[row] else draw_between(logs[row], draws)
        return Forecast(self.name, self.panel.units, self.panel.last_month, tuple(horizons), found)


def draw_between(logs: Floats, count: int) -> Floats:
    """`count` whole draws from quantiles of log(1 + count) at `LEVELS`, drawn out at both ends by the slope there."""
    low = logs[0] - (logs[1] - logs[0]) * LEVELS[0] / (LEVELS[1] - LEVELS[0])
    high = logs[-1] + (logs[-1] - logs[-2])
    drawn = np.interp(middle_levels(count), (0.0, *LEVELS, 1.0), (low, *logs, high))
    return np.asarray(np.round(np.expm1(np.clip(drawn, 0, 13.5))))
