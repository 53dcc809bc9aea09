"""The hazard of return: what it learns, and that it cannot learn from the future."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from emberwatch.dates.month import first_day, last_day
from emberwatch.outlook.chance_backtest import MODELS, Asked, brier, find_reliability, find_skill, run_backtest
from emberwatch.outlook.chance_features import FEATURES, RiskMonth, draw_chances
from emberwatch.outlook.counts import Count
from emberwatch.outlook.hazard import Hazard, Outcome, calibrate, fit_calibration, fit_hazard, fit_logistic
from emberwatch.outlook.history import History, make_history
from emberwatch.outlook.resurgence import Definition

RNG = np.random.default_rng(5)


def case(features: np.ndarray, month: int = 0, group: str = "G") -> RiskMonth:
    return RiskMonth(group, month, 5.0, (0, 0, 0), features, np.zeros(12))


def outcomes(number: int = 1500, weight: float = 1.2) -> list[Outcome]:
    """Months at risk whose monthly hazard depends on the feature `enemies` alone."""
    at = list(FEATURES).index("enemies")
    made = []
    for _ in range(number):
        features = RNG.normal(size=len(FEATURES))
        hazard = 1 / (1 + np.exp(3.5 - weight * features[at]))
        hits = np.flatnonzero(RNG.random(12) < hazard)
        made.append(Outcome(case(features), int(hits[0]) + 1 if len(hits) else 0, 12))
    return made


def test_a_planted_driver_is_found_and_the_others_stay_small() -> None:
    fitted = fit_hazard(outcomes())
    added = fitted.explain(fitted.mean + fitted.scale)
    assert added.pop("enemies") == pytest.approx(1.2 / np.log(2), rel=0.2)
    assert max(map(abs, added.values())) < 0.3


def test_a_longer_horizon_never_has_the_smaller_chance() -> None:
    fitted = fit_hazard(outcomes(400))
    chances = fitted.predict(RNG.normal(size=len(FEATURES)), range(1, 13))
    assert (np.diff(chances) >= 0).all() and 0 < chances[0] < chances[-1] < 1
    low, high = fitted.predict_band(fitted.mean, (3, 6, 12))
    middle = fitted.predict(fitted.mean, (3, 6, 12))
    assert (low < middle).all() and (middle < high).all()


def test_the_logistic_regression_is_that_of_scikit_learn() -> None:
    linear = pytest.importorskip("sklearn.linear_model")
    rows = np.column_stack([np.ones(300), RNG.normal(size=(300, 3))])
    hits = (RNG.random(300) < 1 / (1 + np.exp(-rows @ [-1, 0.8, 0, -0.5]))).astype(float)
    weights, _ = fit_logistic(rows, hits, np.full(4, 2.0))
    other = linear.LogisticRegression(C=0.5, fit_intercept=False, tol=1e-10, max_iter=1000).fit(rows, hits)
    assert weights == pytest.approx(other.coef_[0], abs=1e-5)


def test_json_keeps_the_hazard() -> None:
    fitted = fit_hazard(outcomes(200))
    again = Hazard.from_json(fitted.as_json())
    assert again.predict(fitted.mean, (6,)) == pytest.approx(fitted.predict(fitted.mean, (6,)), abs=1e-5)
    with pytest.raises(ValueError, match="other features"):
        Hazard.from_json({**fitted.as_json(), "features": ["a"]})


def test_calibration_mends_what_is_said_too_boldly() -> None:
    odds = RNG.normal(-1, 1.5, 4000)
    true = (RNG.random(4000) < 1 / (1 + np.exp(-(0.5 * odds - 0.5)))).astype(float)
    shift, slope = fit_calibration(1 / (1 + np.exp(-odds)), true)
    assert (shift, slope) == (pytest.approx(-0.5, abs=0.15), pytest.approx(0.5, abs=0.1))
    assert calibrate(np.array([0.5]), 0, 1)[0] == pytest.approx(0.5)


def test_too_few_forecasts_leave_the_chances_as_they_are() -> None:
    assert fit_calibration(np.full(49, 0.5), np.ones(49)) == (0.0, 1.0)


@pytest.mark.parametrize(("own", "threshold", "chance"), [([0.0] * 12, 1, 0.0), ([5.0] * 12, 10, 1.0), ([np.nan] * 12, 1, 0.0)])
def test_draws_from_the_last_year(own: list[float], threshold: float, chance: float) -> None:
    assert draw_chances(np.array(own), threshold, Definition(), 3)[-1] == chance


def make_groups(months: int = 80, groups: int = 8) -> list[Count]:
    """Groups that are active for a year, fall, and come back at random, half as often after quiet in their country."""
    rng = np.random.default_rng(3)
    counts = []
    for group in range(groups):
        for month in range(months):
            active = month < 14 or rng.random() < 0.05
            for _ in range(rng.poisson(5 if active else 0.15)):
                day = first_day(24000 + month) + timedelta(days=int(rng.integers(0, 28)))
                counts.append(Count(f"G{group}", "own", day, day + timedelta(days=int(rng.integers(0, 40))), "X"))
        counts += [Count("*", "country", last_day(24000 + month), None, "X") for month in range(months)]
    return counts


COUNTS = make_groups()
CUT = 24000 + 66


def histories(counts: list[Count]) -> list[History]:
    return [make_history(counts, f"G{group}") for group in range(8)]


def ask(counts: list[Count]) -> list[Asked]:
    return list(run_backtest(histories(counts), 24036, 24000 + 79, Definition(), (6,)))


@pytest.fixture(scope="module")
def before() -> list[Asked]:
    return ask(COUNTS)


def test_nothing_known_later_changes_a_forecast(before: list[Asked]) -> None:
    """The planted leak: whatever became known after `CUT` is multiplied; forecasts made by then must not move."""
    edge = last_day(CUT)
    planted = [replace(c, events=9) if (c.known or c.day) > edge else c for c in COUNTS]
    after = {(each.group, each.month): each for each in ask(planted)}
    made = [each for each in before if each.month <= CUT - 6]
    assert len(made) > 60
    assert [each.chances for each in made] == [after[each.group, each.month].chances for each in made]
    assert [each.came_true for each in before] != [after[each.group, each.month].came_true for each in before if (each.group, each.month) in after]


def test_two_backtests_give_the_same_and_ask_every_model(before: list[Asked]) -> None:
    assert ask(COUNTS) == before
    assert all(set(MODELS) <= set(each.chances) for each in before)


def test_a_snapshot_holds_what_was_known() -> None:
    day = date(2019, 1, 20)
    history = make_history([Count("G", "own", day, day, "X"), Count("G", "own", day, date(2019, 4, 2), "X")], "G")
    early, late = history.snapshot(24228), history.snapshot(24231)
    assert early is not None and late is not None
    assert (early.own.tolist(), late.own[0]) == ([1.0], 2.0)
    assert np.isnan(late.own[1:]).all()
    assert history.snapshot(24227) is None


def asked(said: float, true: bool, group: str = "G", month: int = 0) -> Asked:
    return Asked(group, month, 6, {"hazard": said, "base rate of all": 0.5}, true)


def test_scores_worked_by_hand() -> None:
    forecasts = [asked(0.9, True), asked(0.2, False), asked(0.4, True, "H")]
    assert brier(forecasts, "hazard").tolist() == pytest.approx([0.01, 0.04, 0.36])
    skill, low, high = find_skill(forecasts, "hazard", "base rate of all")
    assert skill == pytest.approx(1 - 0.41 / 0.75)
    assert low <= skill <= high
    bins, error = find_reliability(forecasts, "hazard")
    assert [(b.cases, b.came_true) for b in bins] == [(1, 0.0), (1, 1.0), (1, 1.0)]
    assert error == pytest.approx((0.2 + 0.6 + 0.1) / 3)
