"""The predicted counts of one unit for each of the coming months."""

from __future__ import annotations

import numpy as np

from emberwatch.model.outlook import Distribution, Series
from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Model
from emberwatch.outlook.panel import make_panel

DRAWS = 4000
LEAST_MONTHS = 6
CONFLICTOLOGY = "draws from its last twelve months"


def expect_counts(series: Series, months: int, model: Model | None = None, seed: int = 0) -> tuple[tuple[Distribution, ...], str]:
    """The distribution for each of the next `months` and the name of what made it; nothing where too few months are reported.

    Without a `model`, or with less history than it needs, draws from the last twelve reported months stand in (conflictology).
    """
    reported = [value for value in series.best[-12:] if value is not None]
    if len(reported) < LEAST_MONTHS:
        return (), ""
    horizons = tuple(range(1, months + 1))
    if model is not None and len(series.best) >= model.abilities.least_months:
        forecast, name = model.fit(make_panel([series]), horizons, seed).predict(horizons, DRAWS), model.name
    else:
        drawn = np.random.default_rng(seed).choice(np.array(reported), (1, months, DRAWS))
        forecast, name = Forecast(CONFLICTOLOGY, (series.unit,), series.last_month, horizons, drawn), CONFLICTOLOGY
    return tuple(forecast.read_distribution(0, column) for column in range(months)), name
