"""The question "is it back within h months?" asked at every past month of every group, from what was known then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from emberwatch.outlook.chance_features import RiskMonth, is_back_by, make_risk_month
from emberwatch.outlook.hazard import STEPS, Hazard, Outcome, calibrate, fit_calibration, fit_hazard
from emberwatch.outlook.history import History
from emberwatch.outlook.panel import Floats
from emberwatch.outlook.resurgence import Definition

MODELS = ("hazard", "hazard, not calibrated", "base rate of the group", "base rate of all", "conflictology")
CALIBRATED_BASE = "base rate of the group, calibrated"
LEAST_RETURNS = 8
"""With fewer returns in the past of an origin no hazard is fitted, and the base rate of all stands in."""
PRIOR_CASES = 24.0
"""A group's base rate is taken as if so many months at the rate of all had been seen beside its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One forecast: the group, the month, the horizon, the chance by model, whether it came true, and after how many months (0: not)."""

    group: str
    month: int
    horizon: int
    chances: Mapping[str, float]
    came_true: bool
    back: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """The months at risk up to an origin, with what had become of them as known at the origin."""

    outcomes: tuple[Outcome, ...]

    def rate(self, horizon: int, group: str | None = None, prior: float | None = None) -> tuple[float, int]:
        """The share of months at risk (of `group`) after which it was back within `horizon` months, and how many such months.

        Months of which fewer than `horizon` are seen are left out, those with a return too: counting them would raise the rate.
        With `prior`, that rate counts as `PRIOR_CASES` further months.
        """
        kept = [o for o in self.outcomes if (group is None or o.case.group == group) and o.seen >= horizon]
        hits = sum(0 < o.back <= horizon for o in kept)
        if prior is not None:
            return (hits + PRIOR_CASES * prior) / (len(kept) + PRIOR_CASES), len(kept)
        return (hits / len(kept) if kept else 0.0), len(kept)

    @property
    def returns(self) -> int:
        """How many different returns stand behind the months."""
        return len({(o.case.group, o.case.month + o.back) for o in self.outcomes if o.back})


def find_risk_months(histories: Sequence[History], first: int, last: int, definition: Definition) -> list[RiskMonth]:
    """Every month from `first` to `last` in which a group could come back, by what was known at its end, in order of months.

    The base hazard that features are held against is that of the groups' standings so far.
    """
    found: list[RiskMonth] = []
    returns, at_risk = 1.0, 40.0
    for month in range(first, last + 1):
        hazard = returns / at_risk
        returns, at_risk = 1.0, 40.0
        for history in histories:
            shot = history.snapshot(month)
            if shot is None:
                continue
            trace = shot.trace(definition)
            down = sum(standing.at_risk for standing in trace)
            returns, at_risk = returns + len(trace[-1].returns), at_risk + down
            if trace[-1].at_risk:
                found.append(make_risk_month(shot, trace[-1], down, definition, min(hazard, 0.5)))
    return found


def see_past(cases: Iterable[RiskMonth], histories: Mapping[str, History], cutoff: int, definition: Definition) -> Past:
    """What had become, by the end of `cutoff` and as known then, of the months at risk before it."""
    shots = {group: history.snapshot(cutoff) for group, history in histories.items()}
    outcomes = []
    for case in cases:
        shot = shots[case.group]
        if case.month < cutoff and shot is not None and case.month >= shot.first_month:
            back = is_back_by(shot.own, case.month - shot.first_month, case.threshold, definition)
            outcomes.append(Outcome(case, back if back <= STEPS else 0, min(cutoff - case.month, STEPS)))
    return Past(tuple(outcomes))


def run_backtest(
    histories: Sequence[History], first: int, last: int, definition: Definition, horizons: Sequence[int] = (3, 6, 12), warm_up: int = 24
) -> Iterator[Asked]:
    """Forecasts at the end of every month from `first` to the last whose outcome is known by the end of `last`.

    Models learn from months before, as known at the origin; `warm_up` months before `first` only feed the past.
    """
    by_group = {history.group: history for history in histories}
    cases = find_risk_months(histories, first - warm_up, last, definition)
    truth = {(o.case.group, o.case.month): o for o in see_past(cases, by_group, last, definition).outcomes}
    earlier: list[tuple[int, int, float, bool]] = []
    earlier_base: list[tuple[int, int, float, bool]] = []
    for origin in range(first, last):
        now = [case for case in cases if case.month == origin]
        past = see_past([case for case in cases if case.month < origin], by_group, origin, definition)
        fitted = fit_hazard(past.outcomes) if past.returns >= LEAST_RETURNS else None
        for horizon in horizons:
            shift, slope = calibration_of(earlier, horizon, origin)
            base_shift, base_slope = calibration_of(earlier_base, horizon, origin)
            for case in now:
                outcome = truth.get((case.group, case.month))
                if outcome is None or not (outcome.seen >= horizon or 0 < outcome.back <= horizon) or origin + horizon > last:
                    continue
                chances = ask_models(case, past, fitted, horizon, shift, slope)
                came_true = 0 < outcome.back <= horizon
                base = chances["base rate of the group"]
                chances[CALIBRATED_BASE] = float(calibrate(np.array([base]), base_shift, base_slope)[0])
                earlier_base.append((origin, horizon, base, came_true))
                earlier.append((origin, horizon, chances["hazard, not calibrated"], came_true))
                yield Asked(case.group, origin, horizon, chances, came_true, outcome.back)


def calibration_of(earlier: Sequence[tuple[int, int, float, bool]], horizon: int, origin: int) -> tuple[float, float]:
    """Shift and slope from the forecasts whose outcome was known at `origin`."""
    settled = [(chance, hit) for made, asked, chance, hit in earlier if asked == horizon and made + horizon <= origin]
    return fit_calibration(np.array([c for c, _ in settled]), np.array([float(h) for _, h in settled]))


def ask_models(case: RiskMonth, past: Past, fitted: Hazard | None, horizon: int, shift: float, slope: float) -> dict[str, float]:
    """The chance of a return within `horizon` months by each of `MODELS`."""
    of_all, _ = past.rate(horizon)
    of_group, _ = past.rate(horizon, case.group, of_all)
    raw = float(fitted.predict(case.features, [horizon])[0]) if fitted else of_all
    calibrated = float(calibrate(np.array([raw]), shift, slope)[0])
    return dict(zip(MODELS, (calibrated, raw, of_group, of_all, float(case.drawn[horizon - 1])), strict=True))


def brier(asked: Sequence[Asked], model: str) -> Floats:
    """The squared distance of each chance from what came true."""
    return np.array([(each.chances[model] - each.came_true) ** 2 for each in asked])


def find_skill(asked: Sequence[Asked], model: str, against: str, draws: int = 2000, seed: int = 0, block_months: int = 12) -> tuple[float, float, float]:
    """Brier skill (1 - ratio) of `model` against another, with the ends of its 90 % interval over blocks of a group's months."""
    ours, theirs = brier(asked, model), brier(asked, against)
    keys = [(each.group, each.month // block_months) for each in asked]
    blocks = {key: at for at, key in enumerate(sorted(set(keys)))}
    where = np.array([blocks[key] for key in keys])
    sums = np.array([np.bincount(where, values, len(blocks)) for values in (ours, theirs)])
    picked = np.random.default_rng(seed).integers(0, len(blocks), (draws, len(blocks)))
    drawn = 1 - sums[0][picked].sum(axis=1) / sums[1][picked].sum(axis=1)
    low, high = np.quantile(drawn, [0.05, 0.95])
    return float(1 - ours.sum() / theirs.sum()), float(low), float(high)


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Forecasts between two chances: how many, their mean chance, and the share that came true."""

    low: float
    high: float
    cases: int
    said: float
    came_true: float


def find_reliability(asked: Sequence[Asked], model: str, edges: Sequence[float] = (0, 0.05, 0.1, 0.2, 0.3, 0.45, 1.0)) -> tuple[list[ReliabilityBin], float]:
    """The bins that hold forecasts, and the expected calibration error: the mean distance of said and true, weighted by cases."""
    said = np.array([each.chances[model] for each in asked])
    true = np.array([float(each.came_true) for each in asked])
    bins = []
    for low, high in pairwise(edges):
        use = (said >= low) & ((said < high) | (high == edges[-1]))
        if use.any():
            bins.append(ReliabilityBin(low, high, int(use.sum()), float(said[use].mean()), float(true[use].mean())))
    error = sum(b.cases * abs(b.said - b.came_true) for b in bins) / max(len(asked), 1)
    return bins, float(error)
