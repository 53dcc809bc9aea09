"""The question asked at past months: a model sees the panel until each origin and nothing after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Model
from emberwatch.outlook.panel import Floats, Panel
from emberwatch.outlook.scores import cover_randomised, is_covered, score_crps, score_ignorance, score_interval, score_log_crps


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One model's forecast from one origin, and what came to pass: `actual` by unit and horizon, not a number where unknown."""

    model: str
    forecast: Forecast
    actual: Floats


def run_backtest(models: Sequence[Model], panel: Panel, origins: Sequence[int], horizons: Sequence[int], draws: int, seed: int) -> list[Trial]:
    """Every model at every origin (months of the panel). A model is handed a copy of the panel that ends at the origin."""
    trials = []
    for origin in origins:
        known = panel.until(origin)
        for model in models:
            if known.months < model.abilities.least_months:
                continue
            forecast = model.fit(known, horizons, seed).predict(horizons, draws)
            trials.append(Trial(model.name, forecast, panel.at(forecast.months)))
    return trials


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """The scores of one trial, each by unit and horizon, not a number where it is unknown what came to pass."""

    model: str
    origin: int
    crps: Floats
    log_crps: Floats
    ignorance: Floats
    interval: Floats
    covered: Floats
    covered_randomised: Floats

    def mean(self, name: str) -> float:
        """The mean of the score called `name` over all that is known."""
        return float(np.nanmean(getattr(self, name)))


def score_trial(trial: Trial, share: float = 0.9) -> Scored:
    """Score a trial; bands hold `share`."""
    draws, known = trial.forecast.draws, ~np.isnan(trial.actual)
    actual = np.where(known, trial.actual, 0.0)

    def keep(score: Floats) -> Floats:
        return np.where(known, score, np.nan)

    return Scored(
        trial.model,
        trial.forecast.origin,
        keep(score_crps(draws, actual)),
        keep(score_log_crps(draws, actual)),
        keep(score_ignorance(draws, actual)),
        keep(score_interval(draws, actual, share)),
        keep(is_covered(draws, actual, share)),
        keep(cover_randomised(draws, actual, share)),
    )
