"""A discrete-time hazard of return: the chance that a group which is down is back in the next month, the one after, and so on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from emberwatch.outlook.chance_features import FEATURES, RiskMonth
from emberwatch.outlook.panel import Floats

STEPS = 12
SHRINKAGE = 10.0
"""The prior precision of each coefficient of a standardised feature: a standard deviation of 0.32 in log odds."""
STANDARD_MAX = 2.5
"""Standardised features are cut off here, so that a group unlike any before is not given a chance unlike any before."""
ROUNDS = 30
STEP_TERMS = 3
"""Terms of the step: level, log of the step, and recent events in the steps that still hold known months."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A month at risk with what is known of the months after it: back after `back` months (0: not), seen for `seen` months."""

    case: RiskMonth
    back: int
    seen: int


@dataclass(frozen=True, slots=True, eq=False)
class Hazard:
    """A fitted hazard: standardisation, and coefficients with their covariance."""

    mean: Floats
    scale: Floats
    weights: Floats
    covariance: Floats

    def predict(self, features: Floats, horizons: Sequence[int]) -> Floats:
        """The chance of a return within each of `horizons` months (1 to 12)."""
        return self._chances(features, self.weights[None, :])[0, [h - 1 for h in horizons]]

    def predict_band(self, features: Floats, horizons: Sequence[int], share: float = 0.9, draws: int = 500, seed: int = 0) -> tuple[Floats, Floats]:
        """The ends of the central `share` of the chance, from the uncertainty of the coefficients alone."""
        rng = np.random.default_rng(seed)
        weights = rng.multivariate_normal(self.weights, self.covariance, draws, method="cholesky")
        chances = self._chances(features, weights)[:, [h - 1 for h in horizons]]
        low, high = np.quantile(chances, [(1 - share) / 2, (1 + share) / 2], axis=0)
        return np.asarray(low), np.asarray(high)

    def explain(self, features: Floats) -> dict[str, float]:
        """What each feature adds to the log2 odds of a return in a month, against a group that is down as the average one is."""
        standard = self._standardise(features)
        return {name: float(standard[at] * self.weights[STEP_TERMS + at] / np.log(2)) for at, name in enumerate(FEATURES)}

    def _standardise(self, features: Floats) -> Floats:
        return np.asarray(np.clip((features - self.mean) / self.scale, -STANDARD_MAX, STANDARD_MAX))

    def _chances(self, features: Floats, weights: Floats) -> Floats:
        """The chance within 1, 2 … 12 months for each row of weights."""
        standard = self._standardise(features)
        rows = np.array([_row(standard, step) for step in range(1, STEPS + 1)])
        return np.asarray(1 - np.cumprod(1 - _sigmoid(weights @ rows.T), axis=1))

    def as_json(self) -> dict[str, Any]:
        """Plain lists, rounded to seven digits."""
        lists = {name: np.round(getattr(self, name), 7).tolist() for name in ("mean", "scale", "weights", "covariance")}
        return {"features": list(FEATURES), **lists}

    @staticmethod
    def from_json(given: Mapping[str, Any]) -> Hazard:
        """The hazard that `as_json` wrote; raises `ValueError` where it was fitted on other features."""
        if given["features"] != list(FEATURES):
            raise ValueError("these parameters were fitted on other features; fit them again")
        return Hazard(*(np.array(given[name], dtype=np.float64) for name in ("mean", "scale", "weights", "covariance")))


def fit_hazard(outcomes: Sequence[Outcome], shrinkage: float = SHRINKAGE) -> Hazard:
    """Logistic regression of "back in this step" on the features and the step, shrunk; raises `ValueError` without any case."""
    if not outcomes:
        raise ValueError("no months at risk to learn from")
    table = np.array([outcome.case.features for outcome in outcomes])
    mean, scale = table.mean(axis=0), table.std(axis=0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    standard = np.clip((table - mean) / scale, -STANDARD_MAX, STANDARD_MAX)
    rows, back = [], []
    for features, outcome in zip(standard, outcomes, strict=True):
        for step in range(1, min(outcome.back or outcome.seen, STEPS) + 1):
            rows.append(_row(features, step))
            back.append(float(step == outcome.back))
    weights, covariance = fit_logistic(np.array(rows), np.array(back), np.array([1e-3, 1.0] + [shrinkage] * (len(FEATURES) + 1)), overlap=STEPS / 2)
    return Hazard(mean, scale, weights, covariance)


def _row(standard: Floats, step: int) -> Floats:
    """The terms of one step: its level, its logarithm, recent events while the sum still holds known months, and the features."""
    at = list(FEATURES).index("recent")
    return np.concatenate([[1.0, np.log(step), standard[at] * (step <= 2)], standard])


def fit_logistic(rows: Floats, hits: Floats, precision: Floats, overlap: float = 1.0) -> tuple[Floats, Floats]:
    """Weights and covariance of a logistic regression with a normal prior of mean 0 and the given precision, by Newton's steps.

    Where the same months stand in several rows, the covariance is widened by `overlap`.
    """
    weights = np.zeros(rows.shape[1])
    weights[0] = np.log((hits.mean() + 1e-4) / (1 - hits.mean() + 1e-4))
    for _ in range(ROUNDS):
        prob = _sigmoid(rows @ weights)
        slope = rows.T @ (hits - prob) - precision * weights
        curve = (rows * (prob * (1 - prob))[:, None]).T @ rows + np.diag(precision)
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    bend = (rows * (prob * (1 - prob))[:, None]).T @ rows / overlap + np.diag(precision)
    return weights, np.asarray(np.linalg.inv(bend), dtype=np.float64)


def fit_calibration(chances: Floats, came_true: Floats, shrinkage: float = 20.0) -> tuple[float, float]:
    """Shift and slope of the log odds by past forecasts (Platt), shrunk towards leaving them as they are."""
    if len(chances) < 50 or came_true.sum() < 5:
        return 0.0, 1.0
    clipped = np.clip(chances, 1e-6, 1 - 1e-6)
    given = np.log(clipped / (1 - clipped))
    shift, slope = 0.0, 1.0
    for _ in range(ROUNDS):
        prob = _sigmoid(shift + slope * given)
        spread = prob * (1 - prob)
        gradient = np.array([(came_true - prob).sum() - shift, ((came_true - prob) * given).sum() - shrinkage * (slope - 1)])
        curve = np.array([[spread.sum() + 1, (spread * given).sum()], [(spread * given).sum(), (spread * given**2).sum() + shrinkage]])
        step = np.linalg.solve(curve, gradient)
        shift, slope = shift + float(step[0]), slope + float(step[1])
        if np.abs(step).max() < 1e-9:
            break
    return shift, max(slope, 0.0)


def calibrate(chances: Floats, shift: float, slope: float) -> Floats:
    """The chances with their log odds shifted and scaled."""
    clipped = np.clip(chances, 1e-6, 1 - 1e-6)
    return _sigmoid(shift + slope * np.log(clipped / (1 - clipped)))


def _sigmoid(odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -40, 40))))
