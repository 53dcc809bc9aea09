"""What is known of a group that is down, as numbers: the features of the hazard of its return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from emberwatch.outlook.history import Snapshot
from emberwatch.outlook.panel import Floats
from emberwatch.outlook.resurgence import Definition, Standing, rolling_sum

FEATURES: Mapping[str, str] = {
    "own_rate": "how often it came back from such months before",
    "recent": "events of the last three months, as a share of what would be a return",
    "depth": "how far it has fallen from its peak",
    "since": "months since it fell",
    "trend": "the last three months against the three before",
    "size": "how high its peak was",
    "draws": "what its own last twelve months, drawn at random, would give",
    "enemies": "its enemies' other fighting, the last three months against the year",
    "others": "other fighting in its countries, the last three months against the year",
    "share": "its share of the fighting in its countries",
    "silence": "months of the last year in which nobody reported from its countries",
    "spring": "the season (winter to summer)",
    "autumn": "the season (spring to autumn)",
}
"""The features by name, each in words."""
DRAWS = 400
PRIOR_MONTHS = 36.0
"""So many months at the rate of all groups are added to a group's own when its rate is taken."""


@dataclass(frozen=True, slots=True, eq=False)
class RiskMonth:
    """A group at the end of a month in which it could come back, with the features known then and the draws' chance by horizon."""

    group: str
    month: int
    threshold: float
    recent: tuple[float, ...]
    features: Floats
    drawn: Floats


def make_risk_month(shot: Snapshot, standing: Standing, down_months: int, definition: Definition, base_hazard: float, horizons: int = 12) -> RiskMonth:
    """The features of a group whose `standing` at the end of the snapshot is down; `down_months` counts its months at risk before.

    `base_hazard` is the monthly chance of return of all groups, as known then.
    """
    assert standing.threshold is not None
    own = np.nan_to_num(shot.own)
    limit = max(standing.threshold, 0.5)
    three, before = own[-3:].sum(), own[-6:-3].sum()
    year, country_year = own[-12:].sum(), shot.country[-12:].sum()
    drawn = draw_chances(shot.own, standing.threshold, definition, horizons)
    rate = (len(standing.returns) + PRIOR_MONTHS * base_hazard) / (down_months + PRIOR_MONTHS)
    turn = 2 * np.pi * (shot.cutoff % 12) / 12
    peak = standing.peak or max(float(own.max()), 1.0)
    values = {
        "own_rate": np.log(rate / (1 - rate)),
        "recent": three / limit,
        "depth": np.log((own[-6:].sum() / 6 + 0.1) / (peak + 0.1)),
        "since": np.log1p(shot.cutoff - shot.first_month - standing.since) if standing.since is not None else 0.0,
        "trend": np.log((three + 1) / (before + 1)),
        "size": np.log(peak + 0.1),
        "draws": _logit((drawn[5] * DRAWS + 1) / (DRAWS + 2)),
        "enemies": _rise(shot.enemies),
        "others": _rise(np.maximum(shot.country - own, 0)),
        "share": year / (country_year + 1),
        "silence": float(np.isnan(shot.own[-12:]).mean()),
        "spring": -np.cos(turn),
        "autumn": np.sin(turn),
    }
    return RiskMonth(shot.group, shot.cutoff, standing.threshold, tuple(own[-definition.return_months :]), np.array([values[name] for name in FEATURES]), drawn)


def _rise(counts: Floats) -> float:
    return float(np.log((counts[-3:].sum() + 1) / (counts[-12:].sum() / 4 + 1)))


def _logit(prob: float) -> float:
    return float(np.log(prob / (1 - prob)))


def draw_chances(own: Floats, threshold: float, definition: Definition, horizons: int, seed: int = 0) -> Floats:
    """The chance of a return within 1, 2 … `horizons` months if each month is drawn from the last twelve reported ones (conflictology)."""
    pool = own[-12:][~np.isnan(own[-12:])]
    if not len(pool):
        return np.zeros(horizons)
    window = 1 if definition.kind == "onset" else definition.return_months
    known = np.nan_to_num(own[len(own) - window + 1 :]) if window > 1 else np.zeros(0)
    known = np.concatenate([np.zeros(window - 1 - len(known)), known])
    drawn = np.random.default_rng(seed).choice(pool, (DRAWS, horizons))
    path = np.concatenate([np.tile(known, (DRAWS, 1)), drawn], axis=1)
    total = np.concatenate([np.zeros((DRAWS, 1)), np.cumsum(path, axis=1)], axis=1)
    over = total[:, window:] - total[:, :-window] > threshold
    return np.asarray(np.maximum.accumulate(over, axis=1).mean(axis=0))


def is_back_by(own: Floats, at: int, threshold: float, definition: Definition) -> int:
    """How many months after position `at` it is back by these counts; 0 where it is not."""
    sums = rolling_sum(own, 1 if definition.kind == "onset" else definition.return_months)
    later = np.flatnonzero(sums[at + 1 :] > threshold)
    return int(later[0]) + 1 if len(later) else 0
