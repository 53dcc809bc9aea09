"""Models put together: the linear pool of their draws, weighted by how well they did before.

The CRPS of a pool is a quadratic form of the weights (mean error of each member, mean distance between each two), so the best weights on
past origins are found exactly. They are told apart for units at peace, with little, some and much violence, and are held to equal
weights by a penalty: a few dozen past months say little about which of several sensible models is best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from emberwatch.outlook.draws import mix, thin
from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Abilities, Fitted, Model
from emberwatch.outlook.panel import Floats, Panel

LEVEL_EDGES = (1e-9, 3.0, 50.0)
"""Mean monthly count over the last 24 months: at peace, little, some, much."""
SCORING_DRAWS = 40
ROUNDS = 400
Groups = np.typing.NDArray[np.int64]


def find_groups(panel: Panel) -> Groups:
    """0 to 3 for each unit: at peace, little, some, much violence in the last 24 months."""
    filled = np.nan_to_num(panel.counts[:, -24:])
    return np.asarray(np.digitize(filled.mean(axis=1), LEVEL_EDGES))


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """How members did in the past, by group: `error` sums their mean distance to what came, `distance` that between each two."""

    error: Floats
    distance: Floats
    cases: Floats

    def find_weights(self, penalty_cases: float) -> Floats:
        """Weights by group (rows) and member, each row adding up to 1: the least CRPS, pulled to equal weights by `penalty_cases`."""
        return np.array([_find_best(e, d, n, penalty_cases) for e, d, n in zip(self.error, self.distance, self.cases, strict=True)])


def _find_best(error: Floats, distance: Floats, cases: float, penalty_cases: float) -> Floats:
    members = len(error)
    equal = np.full(members, 1 / members)
    if cases == 0:
        return equal
    scale = max(float((error @ equal - equal @ distance @ equal / 2) / cases), 1e-9)
    weights = equal.copy()
    for step in range(ROUNDS):
        slope = (error - distance @ weights) / cases / scale + penalty_cases / (cases + penalty_cases) * 2 * (weights - equal) * members
        weights = weights * np.exp(-np.clip(slope - slope.min(), 0, 30) * (2 / (1 + step / 50)))
        weights = weights / weights.sum()
    return weights


@dataclass(frozen=True, slots=True)
class Pool:
    """The combination. `weigh` is False for equal weights; `every_months` apart lie the past origins that the weights are fitted on."""

    members: tuple[Model, ...]
    name: str = "pool"
    weigh: bool = True
    least_months: int = 11
    every_months: int = 3
    penalty_cases: float = 2000.0
    abilities: Abilities = field(default_factory=Abilities)

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> FittedPool:
        """Fit every member on the panel, and the weights on what each predicted at earlier months for months within the panel."""
        able = tuple(each for each in self.members if panel.months >= each.abilities.least_months) or self.members[:1]
        groups = len(LEVEL_EDGES) + 1
        weights = np.full((groups, len(able)), 1 / len(able))
        if self.weigh:
            record = self._look_back(able, panel, horizons, seed)
            weights = record.find_weights(self.penalty_cases)
        return FittedPool(self.name, panel, tuple(member.fit(panel, horizons, seed) for member in able), weights)

    def _look_back(self, able: Sequence[Model], panel: Panel, horizons: Sequence[int], seed: int) -> Record:
        count, groups = len(able), len(LEVEL_EDGES) + 1
        error, distance, cases = np.zeros((groups, count)), np.zeros((groups, count, count)), np.zeros(groups)
        last = panel.last_month - min(horizons)
        for origin in range(last, panel.first_month + self.least_months - 1, -self.every_months):
            known = panel.until(origin)
            seen = [horizon for horizon in horizons if origin + horizon <= panel.last_month]
            drawn = [np.log1p(thin(member.fit(known, seen, seed).predict(seen, 200).draws, SCORING_DRAWS)) for member in able]
            actual = np.log1p(panel.at([origin + horizon for horizon in seen]))
            _add_case(find_groups(known), drawn, actual, error, distance, cases)
        return Record(error, distance, cases)


def _add_case(groups: Groups, drawn: Sequence[Floats], actual: Floats, error: Floats, distance: Floats, cases: Floats) -> None:
    known = ~np.isnan(actual)
    filled = np.nan_to_num(actual)
    errors = [np.where(known, np.abs(draws - filled[..., None]).mean(axis=2), 0).sum(axis=1) for draws in drawn]
    for group in range(len(cases)):
        rows = groups == group
        cases[group] += known[rows].sum()
        for one, draws in enumerate(drawn):
            error[group, one] += errors[one][rows].sum()
            for other in range(one, len(drawn)):
                apart = np.abs(draws[rows][..., :, None] - drawn[other][rows][..., None, :]).mean(axis=(2, 3))
                distance[group, one, other] += np.where(known[rows], apart, 0).sum()
                distance[group, other, one] = distance[group, one, other]


@dataclass(frozen=True, slots=True, eq=False)
class FittedPool:
    """The fitted members and their weights by group (rows)."""

    name: str
    panel: Panel
    members: tuple[Fitted, ...]
    weights: Floats

    def predict(self, horizons: Sequence[int], draws: int) -> Forecast:
        """Draws of the linear pool: so many of each member as its weight in the unit's group says."""
        forecasts = [member.predict(horizons, draws).draws for member in self.members]
        groups = find_groups(self.panel)
        found = np.empty((len(self.panel.units), len(horizons), draws))
        for group in range(len(self.weights)):
            rows = groups == group
            if rows.any():
                found[rows] = mix([each[rows] for each in forecasts], self.weights[group], draws)
        return Forecast(self.name, self.panel.units, self.panel.last_month, tuple(horizons), found)
