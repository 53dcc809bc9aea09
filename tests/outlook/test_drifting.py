"""Counts around a drifting level."""

from __future__ import annotations

import numpy as np
import pytest

from emberwatch.model.outlook import Unit
from emberwatch.outlook.models.drifting import Drifting
from emberwatch.outlook.panel import Panel


def panel(*rows: list[float]) -> Panel:
    counts = np.array(rows)
    return Panel(tuple(Unit(f"G{at}", f"G{at}", "group") for at in range(len(rows))), "events", 24000, counts, counts, counts)


STEADY = [5.0, 4, 6, 5, 5, 4, 6, 5] * 6
WILD = [0.0, 0, 0, 60, 2, 0, 0, 0] * 6


def test_the_fan_opens_and_its_mean_stays() -> None:
    draws = Drifting().fit(panel(STEADY), (1, 6, 12), 0).predict((1, 6, 12), 4000).draws[0]
    assert draws.mean(axis=1) == pytest.approx([5, 5, 5], abs=0.4)
    width = np.quantile(draws, 0.95, axis=1) - np.quantile(draws, 0.05, axis=1)
    assert width[0] <= width[1] <= width[2]


def test_a_wild_unit_has_the_wider_spread() -> None:
    fitted = Drifting().fit(panel(STEADY, WILD), (1,), 0)
    assert fitted.read[1, 2] > 2 * fitted.read[0, 2]


def test_the_same_every_time_and_by_unit() -> None:
    one, two = (Drifting().fit(panel(STEADY, STEADY), (3,), 7).predict((3,), 50).draws for _ in range(2))
    assert (one == two).all() and (one[0] != one[1]).any()


def test_recent_months_count_more() -> None:
    fitted = Drifting().fit(panel([20.0] * 24 + [1.0] * 12), (1,), 0)
    assert 1 < fitted.read[0, 0] < 3


@pytest.mark.parametrize("row", [[0.0] * 12, [np.nan] * 12])
def test_nothing_seen_is_almost_nothing_expected(row: list[float]) -> None:
    assert Drifting().fit(panel(row), (1,), 0).predict((1,), 500).draws.mean() < 0.3
