"""Under which keys a claim is kept and sought: whoever may answer it meets it, however its report is dated."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest

from bench.made_readings import make_readings
from emberwatch.ledger.answers.memory import remembered, remembered_by_homes
from emberwatch.ledger.answers.view import View, make_view
from emberwatch.ledger.touch import ANSWERED_BY, ANSWERS_TO, SPAN_DAYS, is_in_span, near_buckets, own_bucket, seek_keys

DAY = date(2020, 5, 17)
DAYS = (date(2018, 1, 1), date(2022, 1, 1))


@pytest.mark.parametrize("span", sorted(set(SPAN_DAYS.values())))
def test_publications_within_the_span_meet(span: int) -> None:
    for apart in (-span, -1, 0, 1, span):
        assert own_bucket(DAY + timedelta(apart), span) in near_buckets(DAY, span)
    assert own_bucket(DAY + timedelta(3 * span), span) not in near_buckets(DAY, span)


def test_the_undated_meet_everybody() -> None:
    for one, other in product((None, DAY), repeat=2):
        assert own_bucket(one, 7) in near_buckets(other, 7, DAYS), (one, other)


def test_days_are_told_exactly() -> None:
    assert is_in_span("doing|harm@x|1", DAY, DAY + timedelta(SPAN_DAYS["doing"]))
    assert not is_in_span("doing|harm@x|1", DAY, DAY + timedelta(SPAN_DAYS["doing"] + 1))
    assert is_in_span("doing|harm@x|1", DAY, None)


def test_who_answers_is_answered() -> None:
    pairs = {(later, earlier) for later, some in ANSWERED_BY.items() for earlier in some}
    assert pairs == {(later, earlier) for earlier, some in ANSWERS_TO.items() for later in some}
    assert {role for pair in pairs for role in pair} <= SPAN_DAYS.keys()


def test_the_key_of_a_report_alone_is_not_sought() -> None:
    assert {key.split("|")[1] for key in seek_keys({"denial": {"report:r1", "harm@x"}}, DAY, ANSWERED_BY)} == {"harm@x"}


def test_a_view_remembers_by_the_homes_of_its_own_facts() -> None:
    asked: list[str] = []

    @remembered_by_homes
    def lay(view: View, homes: object) -> list[int]:
        asked.append("homes")
        return [len(asked)]

    @remembered
    def count(view: View) -> int:
        asked.append("view")
        return len(asked)

    view = make_view(next(make_readings(1)))
    fact = view.reading.facts[0].id
    first = lay(view, {})
    assert lay(view, {"of another report": "i1"}) is first
    assert lay(view, {fact: "i1"}) != first
    assert lay(view, {}) is first
    assert count(view) == count(view)
    assert asked == ["homes", "homes", "view"]
