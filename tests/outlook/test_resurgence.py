"""When a group is down, and when it is back: worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from emberwatch.errors import SettingError
from emberwatch.outlook.resurgence import Definition, find_return, rolling_mean, rolling_sum, trace_standing

PEAK = [10.0] * 12
"""A mean of 10 over twelve months: a fall is a mean of 2 or less over six, and it is back when three months exceed 10."""


def test_a_group_falls_six_months_after_the_last_violence_and_comes_back() -> None:
    trace = trace_standing([*PEAK, *[2.0] * 6, 0, 4, 4, 4], Definition())
    assert [standing.phase for standing in trace[10:]] == ["short history", *["active"] * 6, *["fallen"] * 4, "active"]
    down = trace[17]
    assert (down.since, down.threshold, down.peak, down.peak_at) == (17, 10.0, 10.0, 11)
    assert trace[-1].returns == (21,)


def test_what_equals_the_threshold_is_not_yet_a_return() -> None:
    assert trace_standing([*PEAK, *[0.0] * 6, 5, 5, 0], Definition())[-1].phase == "fallen"


def test_a_peak_below_the_floor_has_nothing_to_come_back_to() -> None:
    assert {s.phase for s in trace_standing([0.5] * 30, Definition())[11:]} == {"below the floor"}


def test_lost_territory_is_a_fall_of_its_own() -> None:
    counts = [*PEAK, 5, 4, 3, 3, 3, 3]
    assert trace_standing(counts, Definition())[-1].phase == "active"
    lost = trace_standing(counts, Definition(), lost_at=13)
    assert [s.phase for s in lost[12:]] == ["active", "active", "active", "fallen", "fallen", "fallen"]  # 10 + 5 + 4, 5 + 4 + 3 exceed 10, 4 + 3 + 3 does not


def test_months_nobody_reported_on_are_not_a_fall() -> None:
    assert trace_standing([*PEAK, *[None] * 6], Definition())[-1].phase == "active"
    assert trace_standing([*PEAK, *[None] * 3, 0, 0, 0], Definition())[-1].phase == "fallen"


def test_each_month_is_judged_by_the_past_alone() -> None:
    counts = np.random.default_rng(1).poisson(3, 60) * (np.arange(60) % 20 < 8)
    whole = trace_standing(counts.astype(float), Definition())
    for at in range(60):
        assert trace_standing(counts[: at + 1].astype(float), Definition())[-1] == whole[at]


def test_onset_and_threshold() -> None:
    onset = Definition(kind="onset")
    trace = trace_standing([3, 0, 0, 0, 0, 0, 0, 1], onset)
    assert [s.phase for s in trace[5:]] == ["active", "quiet", "active"]
    assert find_return([3, 0, 0, 0, 0, 0, 0, 1], 6, trace[6].threshold or 0, onset) == 7
    assert find_return([0, 1, 1, 2, 9], 0, 3, Definition(kind="threshold", limit=3)) == 3


def test_no_return() -> None:
    assert find_return([10, 0, 0], 0, 10, Definition()) is None


def test_rolling_sums_and_means_leave_out_what_is_unknown() -> None:
    counts = np.array([1, np.nan, 3, 4, np.nan, np.nan])
    assert rolling_sum(counts, 3).tolist() == [1, 1, 4, 7, 7, 4]
    assert np.array_equal(rolling_mean(counts, 3), [np.nan, np.nan, 2, 3.5, 3.5, np.nan], equal_nan=True)


def test_the_definition_says_itself() -> None:
    words = Definition(floor=2, fall_share=0.9).words
    for part in ("at least 2 a month over 12 months", "by 90 % or more", "a third of 3 months at that highest mean"):
        assert part in words


def test_a_definition_without_sense_is_refused_whole() -> None:
    with pytest.raises(SettingError, match="peak_months, fall_share, floor"):
        Definition(peak_months=0, fall_share=1.5, floor=-1)
