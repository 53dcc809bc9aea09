"""Corrections learned from how often the past came out as said: of chances (isotonic), and of predicted distributions (conformal)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from emberwatch.outlook.draws import middle_levels
from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Abilities, Fitted, Model
from emberwatch.outlook.panel import Floats, Panel

LEVELS = 41


@dataclass(frozen=True, slots=True, eq=False)
class IsotonicMap:
    """A rising step function from chances as given (`given`, rising) to chances as they came true (`became`)."""

    given: Floats
    became: Floats

    def correct(self, probs: Floats) -> Floats:
        """The chances corrected, along straight lines between the steps."""
        return np.asarray(np.interp(probs, self.given, self.became)) if len(self.given) else probs


def fit_isotonic(probs: Floats, happened: Floats) -> IsotonicMap:
    """The rising function nearest to the outcomes (0 or 1) in squares, by pooling adjacent violators; without cases it changes nothing."""
    order = np.argsort(probs, kind="stable")
    blocks: list[tuple[float, float, float]] = []
    for given, outcome in zip(probs[order], happened[order], strict=True):
        block = (float(given), float(outcome), 1.0)
        while blocks and blocks[-1][1] >= block[1]:
            before = blocks.pop()
            size = before[2] + block[2]
            block = ((before[0] * before[2] + block[0] * block[2]) / size, (before[1] * before[2] + block[1] * block[2]) / size, size)
        blocks.append(block)
    return IsotonicMap(np.array([block[0] for block in blocks]), np.array([block[1] for block in blocks]))


@dataclass(frozen=True, slots=True)
class Recalibrated:
    """A model whose draws are taken at the levels at which the past came out: conformal predictive distributions, fitted before each origin.

    The level of each past outcome in the forecast for it (randomised over the step, units that had any counts) gives the map; it is
    pulled to no change by `pull_cases` cases. Past origins lie `every_months` apart.
    """

    model: Model
    name: str
    least_months: int = 12
    every_months: int = 2
    pull_cases: float = 500.0
    abilities: Abilities = field(default_factory=lambda: Abilities(least_months=16))

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> FittedRecalibrated:
        """Fit the model, and the map on what it predicted at earlier months for months within the panel."""
        reached = []
        for origin in range(panel.last_month - min(horizons), panel.first_month + self.least_months - 1, -self.every_months):
            seen = [horizon for horizon in horizons if origin + horizon <= panel.last_month]
            known = panel.until(origin)
            forecast = self.model.fit(known, seen, seed).predict(seen, 400)
            busy = np.nansum(known.counts, axis=1) > 0
            reached.append(find_levels(forecast.draws[busy], panel.at(forecast.months)[busy], seed + origin))
        levels = np.concatenate(reached) if reached else np.zeros(0)
        return FittedRecalibrated(self.name, panel, self.model.fit(panel, horizons, seed), find_map(levels, self.pull_cases))


def find_levels(draws: Floats, actual: Floats, seed: int) -> Floats:
    """The randomised level of each known outcome among the draws for it, 0..1; even where the forecasts are calibrated."""
    below, until = (draws < actual[..., None]).mean(axis=-1), (draws <= actual[..., None]).mean(axis=-1)
    levels = below + (until - below) * np.random.default_rng(seed).random(below.shape)
    return np.asarray(levels[~np.isnan(actual)])


def find_map(levels: Floats, pull_cases: float) -> Floats:
    """For `LEVELS` even levels, the level of the forecast under which that share of outcomes fell, pulled to the level itself."""
    even = np.linspace(0, 1, LEVELS)
    if not len(levels):
        return even
    share = len(levels) / (len(levels) + pull_cases)
    found = share * np.quantile(levels, even) + (1 - share) * even
    found[0], found[-1] = 0.0, 1.0
    return np.asarray(found)


@dataclass(frozen=True, slots=True, eq=False)
class FittedRecalibrated:
    """The fitted model and the levels (`map`) at which its draws are taken."""

    name: str
    panel: Panel
    model: Fitted
    map: Floats

    def predict(self, horizons: Sequence[int], draws: int) -> Forecast:
        """The model's draws at the mapped levels; units that never had any counts keep theirs."""
        plain = self.model.predict(horizons, draws)
        levels = np.interp(middle_levels(draws), np.linspace(0, 1, LEVELS), self.map)
        found = plain.draws.copy()
        busy = np.nansum(self.panel.counts, axis=1) > 0
        found[busy] = np.moveaxis(np.quantile(plain.draws[busy], levels, axis=-1, method="inverted_cdf"), 0, -1)
        return Forecast(self.name, plain.units, plain.origin, plain.horizons, found)
