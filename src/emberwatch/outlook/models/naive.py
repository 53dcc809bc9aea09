"""The models that every other is held against: zero, last value, climatology, conflictology."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from emberwatch.outlook.draws import draw_weighted, thin
from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Abilities
from emberwatch.outlook.panel import Floats, Panel

KIND_WEIGHT_MONTHS = 6.0
"""Climatology counts the months of all units of a kind as so many months of the unit itself."""


@dataclass(frozen=True, slots=True)
class Still:
    """A fitted model whose distribution is the same at every horizon: `rows` holds the rising draws of each unit."""

    name: str
    panel: Panel
    rows: tuple[Floats, ...]

    def predict(self, horizons: Sequence[int], draws: int) -> Forecast:
        """The same draws at every horizon."""
        laid = np.array([thin(row, draws) for row in self.rows]).reshape(len(self.rows), 1, draws)
        return Forecast(self.name, self.panel.units, self.panel.last_month, tuple(horizons), np.repeat(laid, len(horizons), axis=1))


@dataclass(frozen=True, slots=True)
class Naive:
    """A model that reads each unit's draws off its history and the whole panel's."""

    name: str
    read: Callable[[Floats, Floats], Floats]
    abilities: Abilities = field(default_factory=Abilities)

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> Still:
        """Read every unit's draws; months on which nobody reported are left out."""
        everything = panel.counts[panel.reported]
        rows = tuple(np.sort(self.read(row[~np.isnan(row)], everything)) for row in panel.counts)
        return Still(self.name, panel, rows)


def _zero(history: Floats, everything: Floats) -> Floats:
    return np.zeros(1)


def _last_value(history: Floats, everything: Floats) -> Floats:
    return history[-1:] if len(history) else _zero(history, everything)


def _conflictology(history: Floats, everything: Floats) -> Floats:
    return history[-12:] if len(history) else _zero(history, everything)


def _climatology(history: Floats, everything: Floats) -> Floats:
    values = np.concatenate([history, everything])
    weights = np.concatenate([np.ones(len(history)), np.full(len(everything), KIND_WEIGHT_MONTHS / max(len(everything), 1))])
    return draw_weighted(values, weights, 1000) if len(values) else np.zeros(1)


ZERO = Naive("zero", _zero)
LAST_VALUE = Naive("last value", _last_value)
CLIMATOLOGY = Naive("climatology", _climatology)
CONFLICTOLOGY = Naive("conflictology", _conflictology)
NAIVE_MODELS = (ZERO, LAST_VALUE, CLIMATOLOGY, CONFLICTOLOGY)
