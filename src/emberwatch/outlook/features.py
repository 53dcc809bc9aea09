"""What was known of every unit at a month, as numbers that models learn from: how often, how much, how long since, and next door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emberwatch.outlook.panel import Bools, Floats, Panel

HALF_LIVES_MONTHS = (1.5, 5.0, 15.0)
LEAST_MONTHS = 6
NAMES = (
    *(f"{what}, half-life {months:g} months" for months in HALF_LIVES_MONTHS for what in ("log odds of any", "level when any", "log mean")),
    "log months since any",
    "spread when any",
    "log mean next door",
)
LEVEL = 4
"""Column of the level when any, half-life 5 months: mean log(1 + count) of the months that had any."""


def find_features(panel: Panel, month: int) -> Floats:
    """Features of every unit (rows) as of `month`, in the order of `NAMES`; nothing after `month` is read."""
    counts = panel.counts[:, : month - panel.first_month + 1]
    known = ~np.isnan(counts)
    filled = np.where(known, counts, 0.0)
    busy, logs, age = filled > 0, np.log1p(filled), np.arange(filled.shape[1])[::-1]
    columns = []
    for half_life in HALF_LIVES_MONTHS:
        weights = 0.5 ** (age / half_life) * known
        total, any_weight = weights.sum(axis=1), (weights * busy).sum(axis=1)
        columns.append(np.log((any_weight + 0.3) / (total - any_weight + 0.3)))
        columns.append((weights * busy * logs).sum(axis=1) / (any_weight + 0.3))
        columns.append(np.log1p((weights * filled).sum(axis=1) / np.maximum(total, 1e-9)))
    since = np.where(busy.any(axis=1), np.argmax(busy[:, ::-1], axis=1), busy.shape[1])
    columns.append(np.log1p(np.minimum(since, 24)))
    columns.append(_find_spread(logs, busy, 0.5 ** (age / 8.0), columns[LEVEL]))
    columns.append(np.zeros(len(filled)) if panel.neighbours is None else panel.neighbours @ columns[5])
    return np.column_stack(columns)


def _find_spread(logs: Floats, busy: Bools, weights: Floats, level: Floats) -> Floats:
    kept = weights * busy
    squares = (kept * (logs - level[:, None]) ** 2).sum(axis=1)
    return np.asarray(np.sqrt(squares / np.maximum(kept.sum(axis=1), 0.3)))


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """Past cases: features, horizon, and what the count was then. `units` are rows of the panel; none of it lies after the panel's end."""

    features: Floats
    horizons: Floats
    counts: Floats
    units: np.typing.NDArray[np.int64]


def find_lessons(panel: Panel, horizons: Sequence[int], least_months: int = LEAST_MONTHS) -> Lessons:
    """Every unit with any count before, every month with `least_months` before it, every horizon that ends within the panel."""
    features, ahead, counts, units = [], [], [], []
    for month in range(panel.first_month + least_months - 1, panel.last_month):
        found = find_features(panel, month)
        had_any = np.nansum(panel.counts[:, : month - panel.first_month + 1], axis=1) > 0
        for horizon in horizons:
            if month + horizon > panel.last_month:
                break
            actual = panel.at([month + horizon])[:, 0]
            rows = np.flatnonzero(had_any & ~np.isnan(actual))
            features.append(found[rows])
            ahead.append(np.full(len(rows), float(horizon)))
            counts.append(actual[rows])
            units.append(rows)
    if not features:
        return Lessons(np.zeros((0, len(NAMES))), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))
    return Lessons(np.concatenate(features), np.concatenate(ahead), np.concatenate(counts), np.concatenate(units))
