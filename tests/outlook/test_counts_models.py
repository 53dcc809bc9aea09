"""Models of counts: what naive ones say, that none sees ahead, that all give the same bytes twice, that a pool weighs by the past."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np
import pytest

from emberwatch.dates.month import parse_month
from emberwatch.model.outlook import Unit
from emberwatch.outlook.backtest import run_backtest, score_trial
from emberwatch.outlook.calibrate import Recalibrated, find_map, fit_isotonic
from emberwatch.outlook.draws import draw_weighted, mix, share_out
from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.models.base import Abilities, Model
from emberwatch.outlook.models.boosted import Boosted
from emberwatch.outlook.models.hawkes import Hawkes
from emberwatch.outlook.models.hurdle import Hurdle, fit_logistic
from emberwatch.outlook.models.naive import CLIMATOLOGY, CONFLICTOLOGY, LAST_VALUE, NAIVE_MODELS, ZERO
from emberwatch.outlook.models.pool import Pool
from emberwatch.outlook.models.shipped import DEFAULT
from emberwatch.outlook.models.smoothed import MIDDLE, YEAR, Memory, Smoothed
from emberwatch.outlook.panel import Panel

FIRST = parse_month("2018-01")
LIGHT: tuple[Model, ...] = (
    *NAIVE_MODELS,
    MIDDLE,
    Hurdle(),
    Hawkes(),
    DEFAULT,
    Pool((MIDDLE, YEAR, CONFLICTOLOGY), "weighed"),
    Recalibrated(MIDDLE, "recalibrated"),
)


def make_panel(months: int = 36, units: int = 12, seed: int = 0) -> Panel:
    chance = np.random.default_rng(seed)
    levels = np.array([0, 0, 0, 0.3, 0.6, 1, 3, 8, 20, 60, 200, 900.0][:units])
    counts = chance.poisson(levels[:, None] * chance.gamma(1.0, 1.0, (units, months))).astype(float)
    return Panel(tuple(Unit(str(row), f"unit {row}", "country") for row in range(units)), "deaths", FIRST, counts, counts, counts)


def with_future(panel: Panel, origin: int, value: float) -> Panel:
    counts = panel.counts.copy()
    counts[:, origin - FIRST + 1 :] = value
    return Panel(panel.units, panel.measure, FIRST, counts, counts, counts)


def predict(model: Model, panel: Panel, horizons: Sequence[int] = (3, 8), draws: int = 100) -> Forecast:
    return model.fit(panel, horizons, 5).predict(horizons, draws)


@pytest.mark.parametrize("model", LIGHT, ids=lambda model: model.name)
def test_what_comes_after_the_origin_changes_nothing(model: Model) -> None:
    panel, origin = make_panel(), FIRST + 23
    leaks = [with_future(panel, origin, value) for value in (0, 5000)]
    trials = [run_backtest([model], leak, [origin], (3, 8), 100, 5)[0] for leak in leaks]
    assert np.array_equal(trials[0].forecast.draws, trials[1].forecast.draws)
    assert not np.array_equal(trials[0].actual, trials[1].actual)


class Cheat:
    """Reads the last column there is, and says so of every horizon."""

    name = "cheat"
    abilities = Abilities()

    def __init__(self, whole: Panel) -> None:
        self.whole = whole

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> Cheat:
        base = panel.counts if panel.counts.base is None else panel.counts.base
        assert base.shape[1] <= panel.months, "the months after the origin can be reached through the array"
        self.last, self.units, self.draws = panel.last_month, panel.units, panel.counts[:, -1]
        return self

    def predict(self, horizons: Sequence[int], draws: int) -> Forecast:
        found = np.repeat(self.draws[:, None, None], len(horizons), axis=1)
        return Forecast(self.name, self.units, self.last, tuple(horizons), found)


def test_a_planted_leak_is_out_of_reach() -> None:
    origin = FIRST + 23
    planted = with_future(make_panel(), origin, 77777)
    trial = run_backtest([Cheat(planted)], planted, [origin], (3,), 1, 0)[0]
    assert trial.forecast.draws.max() < 77777 and (trial.actual == 77777).all()
    assert score_trial(trial).crps.min() > 0


def test_a_panel_until_a_month_is_a_copy_that_cannot_be_written() -> None:
    panel = make_panel()
    known = panel.until(FIRST + 10)
    assert known.last_month == FIRST + 10 and not np.shares_memory(known.counts, panel.counts)
    with pytest.raises(ValueError, match="read-only"):
        known.counts[0, 0] = 1
    with pytest.raises(ValueError, match="not among"):
        panel.until(FIRST + 36)


@pytest.mark.parametrize("model", LIGHT, ids=lambda model: model.name)
def test_two_runs_give_the_same_bytes(model: Model) -> None:
    panel = make_panel(24)
    assert predict(model, panel).draws.tobytes() == predict(model, panel).draws.tobytes()


@pytest.mark.parametrize("model", LIGHT, ids=lambda model: model.name)
def test_draws_are_whole_and_not_negative(model: Model) -> None:
    draws = predict(model, make_panel(24)).draws
    assert draws.shape == (12, 2, 100) and (draws == np.round(draws)).all() and draws.min() >= 0


@pytest.mark.skipif(find_spec("lightgbm") is None, reason="lightgbm is not installed")
def test_boosted_quantiles_follow_the_level_and_repeat() -> None:
    panel = make_panel(24)
    first, second = predict(Boosted(), panel), predict(Boosted(), panel)
    assert first.draws.tobytes() == second.draws.tobytes()
    assert np.median(first.draws[11]) > np.median(first.draws[8]) > np.median(first.draws[5])


@pytest.mark.parametrize(
    ("model", "expected"), [(ZERO, {0.0}), (LAST_VALUE, {23.0}), (CONFLICTOLOGY, set(map(float, range(12, 24)))), (CLIMATOLOGY, set(map(float, range(24))))]
)
def test_naive_models_draw_what_their_names_say(model: Model, expected: set[float]) -> None:
    counts = np.arange(24.0)[None, :]
    panel = Panel((Unit("a", "a", "country"),), "deaths", FIRST, counts, counts, counts)
    assert set(predict(model, panel, draws=1200).draws.ravel().tolist()) == expected


def test_months_nobody_reported_on_are_left_out() -> None:
    counts = np.tile([4.0, np.nan], 12)[None, :]
    panel = Panel((Unit("a", "a", "country"),), "deaths", FIRST, counts, counts, counts)
    assert set(predict(CONFLICTOLOGY, panel, draws=120).draws.ravel().tolist()) == {4.0}
    assert predict(Smoothed(prior_months=0.01), panel).draws.min() >= 1


def test_smoothing_spreads_round_the_level_and_short_memory_follows_the_last_months() -> None:
    counts = np.concatenate([np.full(20, 10.0), np.full(4, 100.0)])[None, :]
    panel = Panel((Unit("a", "a", "country"),), "deaths", FIRST, counts, counts, counts)
    short, long = (predict(Smoothed(level=Memory(life)), panel, draws=1000).draws[0, 0] for life in (1, 1000))
    assert np.median(short) > 2.5 * np.median(long)
    assert len(np.unique(short)) > 50


def test_unit_without_any_count_takes_what_came_after_quiet_months() -> None:
    counts = np.zeros((10, 24))
    counts[9, 20] = 30
    panel = Panel(tuple(Unit(str(row), "", "country") for row in range(10)), "deaths", FIRST, counts, counts, counts)
    draws = predict(MIDDLE, panel, draws=1000).draws[0, 0]
    assert 0 < (draws == 30).mean() < 0.02


def test_logistic_regression_finds_the_odds_that_were_planted() -> None:
    chance = np.random.default_rng(2)
    design = np.column_stack([np.ones(4000), chance.normal(size=4000)])
    happened = (chance.random(4000) < 1 / (1 + np.exp(-(design @ [-1.0, 2.0])))).astype(float)
    assert fit_logistic(design, happened, 1.0) == pytest.approx([-1.0, 2.0], abs=0.2)


def test_pool_gives_its_weight_to_the_member_that_did_better() -> None:
    pool = Pool((CONFLICTOLOGY, ZERO), "two", penalty_cases=1)
    weights = pool.fit(make_panel(30), (3, 6), 1).weights
    assert weights[3, 0] > 0.75 and weights.sum(axis=1) == pytest.approx(np.ones(4))
    equal = Pool((CONFLICTOLOGY, ZERO), "two", weigh=False).fit(make_panel(30), (3, 6), 1).weights
    assert (equal == 0.5).all()


@pytest.mark.parametrize(("weights", "sizes"), [([1, 1, 1], [33, 34, 33]), ([1, 0, 0], [100, 0, 0]), ([0.005, 0.995, 0], [0, 100, 0])])
def test_draws_are_shared_out_whole(weights: list[float], sizes: list[int]) -> None:
    assert share_out(weights, 100) == sizes
    parts = [np.full((2, 50), float(number)) for number in range(3)]
    mixed = mix(parts, weights, 100)
    assert [int((mixed[0] == number).sum()) for number in range(3)] == sizes


def test_weighted_draws_stand_for_the_weights() -> None:
    drawn = draw_weighted(np.array([9.0, 1.0, 5.0]), np.array([0.2, 0.5, 0.3]), 10)
    assert drawn.tolist() == [1] * 5 + [5] * 3 + [9] * 2


def test_isotonic_map_pools_violators_and_rises() -> None:
    made = fit_isotonic(np.array([0.1, 0.2, 0.3, 0.9]), np.array([0.0, 1.0, 0.0, 1.0]))
    assert made.became.tolist() == [0.0, 0.5, 1.0]
    assert (np.diff(made.correct(np.linspace(0, 1, 50))) >= 0).all()
    assert fit_isotonic(np.zeros(0), np.zeros(0)).correct(np.array([0.4])) == pytest.approx([0.4])


def test_levels_that_lie_too_far_out_widen_the_forecast() -> None:
    outer = np.concatenate([np.full(500, 0.01), np.full(500, 0.99)])
    found = find_map(outer, 100)
    assert found[4] < 0.1 and found[-5] > 0.9 and (np.diff(found) >= 0).all()
    assert find_map(np.zeros(0), 100) == pytest.approx(np.linspace(0, 1, len(found)))
