"""Scores against numbers worked by hand, and against each other."""

from __future__ import annotations

import numpy as np
import pytest

from emberwatch.outlook.scores import (
    cover_randomised,
    find_calibration_error,
    find_reliability,
    find_skill,
    is_covered,
    score_brier,
    score_crps,
    score_ignorance,
    score_interval,
    score_log,
    score_log_crps,
)


@pytest.mark.parametrize(
    ("draws", "actual", "crps"),
    [([5.0], 3, 2.0), ([0.0, 10.0], 0, 2.5), ([0.0, 10.0], 5, 2.5), ([1.0, 1.0, 1.0], 1, 0.0), ([0.0, 0.0, 12.0], 12, 8 - 8 / 3)],
)
def test_crps_by_hand(draws: list[float], actual: float, crps: float) -> None:
    assert score_crps(np.array(draws), np.array(float(actual))) == pytest.approx(crps)


def test_crps_is_the_integral_of_the_squared_difference_of_distribution_functions() -> None:
    chance = np.random.default_rng(3)
    draws, actual = chance.poisson(4, 50).astype(float), 7.0
    grid = np.arange(0, 30)
    below = (draws[None, :] <= grid[:, None]).mean(axis=1)
    assert score_crps(draws, np.array(actual)) == pytest.approx(((below - (grid >= actual)) ** 2).sum())


def test_log_crps_is_crps_of_logarithms() -> None:
    draws = np.array([0.0, np.e - 1])
    assert score_log_crps(draws, np.array(0.0)) == pytest.approx(0.25)


def test_ignorance_adds_one_draw_to_each_of_eleven_bins() -> None:
    draws = np.repeat([0.0, 1.0], 500)
    assert score_ignorance(draws, np.array(2.0)) == pytest.approx(-np.log2(501 / 1011))
    assert score_ignorance(draws, np.array(5000.0)) == pytest.approx(-np.log2(1 / 1011))


@pytest.mark.parametrize(("count", "bin_"), [(0, 0), (1, 1), (2, 1), (3, 2), (10, 3), (11, 4), (50, 5), (100, 6), (250, 7), (500, 8), (1000, 9), (1001, 10)])
def test_ignorance_bins(count: float, bin_: int) -> None:
    alike = [0, 1, 3, 6, 11, 26, 51, 101, 251, 501, 1001][bin_]
    assert score_ignorance(np.full(1000, float(alike)), np.array(float(count))) == pytest.approx(-np.log2(1001 / 1011))


def test_interval_score_is_width_and_twenty_times_what_lies_outside() -> None:
    draws = np.arange(1.0, 101.0)
    assert score_interval(draws, np.array(50.0)) == pytest.approx(90.0)
    assert score_interval(draws, np.array(97.0)) == pytest.approx(90.0 + 2 * 20)
    assert is_covered(draws, np.array([5.0, 95.0, 96.0])).tolist() == [1, 1, 0]


def test_randomised_coverage_of_a_calibrated_forecast_is_its_share_and_ends_included_is_more() -> None:
    chance = np.random.default_rng(1)
    draws = np.sort(chance.poisson(0.7, (4000, 500)).astype(float), axis=1)
    actual = chance.poisson(0.7, 4000).astype(float)
    assert cover_randomised(draws, actual).mean() == pytest.approx(0.9, abs=0.015)
    assert is_covered(draws, actual).mean() > 0.95


def test_randomised_coverage_of_a_value_never_drawn() -> None:
    draws = np.array([[1.0, 2.0], [1.0, 2.0]])
    assert cover_randomised(draws, np.array([9.0, 1.5])).tolist() == [0, 1]


def test_brier_and_log_score() -> None:
    probs, happened = np.array([0.8, 0.3]), np.array([1.0, 0.0])
    assert score_brier(probs, happened) == pytest.approx([0.04, 0.09])
    assert score_log(probs, happened) == pytest.approx([-np.log(0.8), -np.log(0.7)])
    assert np.isfinite(score_log(np.array([0.0, 1.0]), np.array([1.0, 0.0]))).all()


def test_reliability_counts_every_forecast_once() -> None:
    bins = find_reliability(np.array([0.0, 0.04, 0.95, 1.0]), np.array([0.0, 1.0, 1.0, 1.0]))
    assert [each.count for each in bins] == [2, *[0] * 9, 2]
    assert bins[0].share == 0.5 and bins[1].share is None
    assert find_calibration_error(bins) == pytest.approx(0.5 * 0.48 + 0.5 * 0.025)


def test_skill_interval_is_wider_where_blocks_err_together() -> None:
    chance = np.random.default_rng(0)
    blocks = np.arange(400) // 20
    ours, theirs = chance.random(20)[blocks], 0.2 + chance.random(20)[blocks]
    each, shared = find_skill(ours, theirs, np.arange(400), 1), find_skill(ours, theirs, blocks, 1)
    assert each.value == pytest.approx(shared.value)
    assert shared.high - shared.low > 2 * (each.high - each.low) > 0
    assert find_skill(ours, theirs, blocks, 1) == shared


def test_crps_is_that_of_scoringrules() -> None:
    oracle = pytest.importorskip("scoringrules")
    chance = np.random.default_rng(4)
    draws, actual = chance.poisson(9, (20, 33)).astype(float), chance.poisson(12, 20).astype(float)
    assert score_crps(draws, actual) == pytest.approx(oracle.crps_ensemble(actual, draws, estimator="nrg"))
