"""One group's question asked at every past month: only the past answers, and what came of it is told as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from emberwatch.dates.month import format_month, last_day, parse_month
from emberwatch.outlook.answer import Ask
from emberwatch.outlook.asked import GroupBacktest, ask_past, find_returns
from emberwatch.outlook.counts import EVERYONE, Count
from emberwatch.outlook.resurgence import Definition
from emberwatch.outlook.tell_asked import list_asked, render_asked

FIRST = parse_month("2010-01")


def count(month: int, events: int, known: int = 0, role: str = "own") -> Count:
    """Events of a month that became known `known` months later."""
    group = "G" if role == "own" else EVERYONE
    return Count(group, role, last_day(FIRST + month), last_day(FIRST + month + known), "X", events=events)  # type: ignore[arg-type]


def history(late: int = 0) -> list[Count]:
    """A year and a half at ten a month, a year at nothing, three months at ten from month 30, quiet to month 47; reported on throughout."""
    own = [count(month, 10) for month in range(18)] + [count(month, 10, late) for month in range(30, 33)]
    return own + [count(month, 1, role="country") for month in range(48)]


def ask(counts: list[Count], until: int = 47) -> GroupBacktest:
    return ask_past(counts, Ask("G", last_day(FIRST + until), horizons=(3, 6)), ())


def test_it_is_asked_in_the_months_in_which_it_was_down_and_told_what_came() -> None:
    told = ask(history())
    months = [month.month - FIRST for month in told.months]
    assert months[:2] == [25, 26] and 29 in months and 31 not in months, "down since 22; before 25 no month of its own was settled to take a rate from"
    first = told.months[0]
    assert (first.since, first.back, [(chance.horizon, chance.came_true) for chance in first.chances]) == (FIRST + 22, FIRST + 31, [(3, False)])
    assert [chance.came_true for chance in told.months[months.index(28)].chances] == [True, True]
    assert [format_month(month) for month in told.returns] == ["2012-08"]


def test_what_is_not_settled_is_not_known_and_not_scored() -> None:
    told = ask(history(), until=30)
    last = told.months[-1]
    assert last.month == FIRST + 30 and [chance.came_true for chance in last.chances] == [None, None]
    assert [score.settled for score in told.scores] == [sum(month.month + h <= FIRST + 30 for month in told.months) for h in (3, 6)]
    early = ask(history(), until=33).months
    found = next(month for month in early if month.month == FIRST + 29)
    assert [(c.came_true, c.settled) for c in found.chances] == [(True, True), (True, False)]


def test_no_answer_knows_the_future() -> None:
    """The chances given up to a month are the same whatever comes after it, and whatever becomes known after it."""
    quiet = [c for c in history() if c.role == "country" or c.day <= last_day(FIRST + 18)]
    loud = [*quiet, *(count(month, 500) for month in range(30, 48)), count(20, 500, known=10)]
    before = [[month.chances for month in ask(counts).months if month.month < FIRST + 30] for counts in (quiet, loud)]
    assert [[c.prob for c in chances] for chances in before[0]] == [[c.prob for c in chances] for chances in before[1]]


def test_late_reports_keep_the_question_open_for_as_long_as_they_are_late() -> None:
    assert [m.month - FIRST for m in ask(history(late=2)).months if m.month - FIRST >= 30][:3] == [30, 31, 32]


@pytest.mark.parametrize(("backs", "window", "found"), [([], 3, ()), ([5, 6, 7], 3, (5,)), ([9, 5], 3, (5, 9)), ([5, 8], 3, (5, 8)), ([5, 7, 9], 3, (5,))])
def test_neighbouring_months_belong_to_one_return(backs: list[int], window: int, found: tuple[int, ...]) -> None:
    assert find_returns(backs, window) == found


def test_too_few_returns_are_told_and_get_no_interval() -> None:
    told = ask(history())
    assert not any(score.enough for score in told.scores)
    text = render_asked(replace(told, source="a source"))
    assert "Too few to tell skill from luck: one return stands" in text and "(+" not in text and "By definition, resurgence" in text
    assert "2011-11" in text and "back in 2012-08" in text


def test_a_group_that_was_never_down() -> None:
    told = ask([count(month, 10) for month in range(48)])
    assert told.months == () and "never down" in render_asked(told)
    strict = ask_past(history(), Ask("G", date(2013, 12, 31), definition=Definition(floor=99)), ())
    assert strict.months == ()


def test_rows_have_one_line_a_month_and_horizon() -> None:
    told = ask(history())
    rows = list_asked(told)
    assert len(rows) == sum(len(month.chances) for month in told.months)
    assert rows[0] | {"chance": 0, "base_rate": 0, "conflictology": 0} == {
        "group": "G", "month": "2012-02", "down_since": "2011-11", "horizon": 3, "chance": 0, "base_rate": 0, "conflictology": 0, "model": "base rate",
        "came_true": False, "back": "2012-08",
    }  # fmt: skip


def test_pictures_are_the_same_every_time() -> None:
    pytest.importorskip("matplotlib")
    from emberwatch.outlook.draw_asked import draw_asked
    from emberwatch.outlook.draw_backtest import draw_backtest
    from emberwatch.pipeline.outlook_supply import load_fits

    told = ask(history())
    drawn = draw_asked(told, "svg")
    assert drawn == draw_asked(told, "svg") and b"2012-08" in drawn and b"within 6 months" in drawn
    whole = draw_backtest(load_fits()[-1], "a source", "svg")
    assert b"calibration error" in whole and b"conflictology" in whole and b"948" in whole
