"""Words and a publication date to half-open days; 8 March 2019 is a Friday."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwatch.dates.find import find_times
from emberwatch.dates.resolve import Tense, resolve_time
from emberwatch.dates.when import When

FRIDAY = "2019-03-08"
CASES: list[tuple[str, str, Tense | None, str | None, str | None, str, str]] = [
    # words, published, tense, start, end, precision, basis
    ("on Thursday", FRIDAY, None, "2019-03-07", "2019-03-08", "day", "publication"),
    ("on Friday", FRIDAY, None, "2019-03-08", "2019-03-09", "day", "publication"),
    ("on Saturday", FRIDAY, None, "2019-03-02", "2019-03-03", "day", "publication"),
    ("on Saturday", FRIDAY, "future", "2019-03-09", "2019-03-10", "day", "publication"),
    ("last Thursday", FRIDAY, None, "2019-03-07", "2019-03-08", "day", "publication"),
    ("next Friday", FRIDAY, None, "2019-03-15", "2019-03-16", "day", "publication"),
    ("by Monday", FRIDAY, None, None, "2019-03-12", "day", "publication"),
    ("over the past day", FRIDAY, None, "2019-03-07", "2019-03-09", "day", "publication"),
    ("in the last 24 hours", FRIDAY, None, "2019-03-07", "2019-03-09", "day", "publication"),
    ("over the past three days", FRIDAY, None, "2019-03-05", "2019-03-09", "day", "publication"),
    ("in the last few days", FRIDAY, None, "2019-03-05", "2019-03-09", "day", "publication"),
    ("in recent weeks", FRIDAY, None, "2019-02-08", "2019-03-09", "week", "publication"),
    ("in recent months", "2019-03-12", None, "2018-12-12", "2019-03-13", "month", "publication"),
    ("over the past two months", "2019-01-31", None, "2018-12-01", "2019-02-01", "month", "publication"),
    ("over the past eight weeks", "2019-01-31", None, "2018-12-06", "2019-02-01", "week", "publication"),
    ("in less than two months", "2019-01-31", "past", "2018-12-01", "2019-02-01", "month", "publication"),
    ("in two weeks", FRIDAY, "future", "2019-03-18", "2019-03-25", "week", "publication"),
    ("in two years", FRIDAY, "future", "2021-01-01", "2022-01-01", "year", "publication"),
    ("in more than 20 years", FRIDAY, None, None, None, "unknown", "unresolved"),
    ("in a decade", FRIDAY, "past", None, None, "unknown", "unresolved"),
    ("in the coming days", FRIDAY, None, "2019-03-08", "2019-03-12", "day", "publication"),
    ("enters a fourth week", "2019-03-12", None, "2019-02-19", "2019-03-13", "week", "publication"),
    ("over the weekend", FRIDAY, None, "2019-03-02", "2019-03-04", "day", "publication"),
    ("over the weekend", FRIDAY, "future", "2019-03-09", "2019-03-11", "day", "publication"),
    ("this weekend's", "2019-02-17", None, "2019-02-16", "2019-02-18", "day", "publication"),
    ("over the weekend", "2019-03-04", None, "2019-03-02", "2019-03-04", "day", "publication"),
    ("in December", FRIDAY, None, "2018-12-01", "2019-01-01", "month", "publication"),
    ("in March", FRIDAY, None, "2019-03-01", "2019-04-01", "month", "publication"),
    ("in April", FRIDAY, "future", "2019-04-01", "2019-05-01", "month", "publication"),
    ("last December", FRIDAY, None, "2018-12-01", "2019-01-01", "month", "publication"),
    ("late last month", FRIDAY, None, "2019-02-21", "2019-03-01", "month", "publication"),
    ("earlier this month", FRIDAY, None, "2019-03-01", "2019-03-08", "month", "publication"),
    ("earlier this week", FRIDAY, None, "2019-03-04", "2019-03-08", "week", "publication"),
    ("last week", FRIDAY, None, "2019-02-25", "2019-03-04", "week", "publication"),
    ("last year", FRIDAY, None, "2018-01-01", "2019-01-01", "year", "publication"),
    ("next spring", FRIDAY, None, "2020-03-01", "2020-06-01", "season", "publication"),
    ("last summer", FRIDAY, None, "2018-06-01", "2018-09-01", "season", "publication"),
    ("since 2014", FRIDAY, None, "2014-01-01", "2019-03-09", "year", "stated"),
    ("since Monday", FRIDAY, "future", "2019-03-04", "2019-03-09", "day", "publication"),
    ("until 2014", FRIDAY, None, None, "2015-01-01", "year", "stated"),
    ("before 3 March 2019", FRIDAY, None, None, "2019-03-03", "day", "stated"),
    ("five years ago", "2019-03-12", None, "2014-01-01", "2015-01-01", "year", "publication"),
    ("two days ago", FRIDAY, None, "2019-03-06", "2019-03-07", "day", "publication"),
    ("three weeks ago", FRIDAY, None, "2019-02-11", "2019-02-18", "week", "publication"),
    ("several years ago", FRIDAY, None, None, None, "unknown", "unresolved"),
    ("on 3 March", FRIDAY, None, "2019-03-03", "2019-03-04", "day", "publication"),
    ("on 20 March", FRIDAY, None, "2019-03-20", "2019-03-21", "day", "publication"),
    ("on 20 December", FRIDAY, None, "2018-12-20", "2018-12-21", "day", "publication"),
    ("on March 3, 2018", FRIDAY, None, "2018-03-03", "2018-03-04", "day", "stated"),
    ("3/4/2019", "2019-04-05", None, "2019-04-03", "2019-04-04", "day", "stated"),
    ("13/4/2019", "2019-04-05", None, "2019-04-13", "2019-04-14", "day", "stated"),
    ("on 30 February 2019", FRIDAY, None, None, None, "unknown", "unresolved"),
    ("March 2019", FRIDAY, None, "2019-03-01", "2019-04-01", "month", "stated"),
    ("between 3 and 5 March", FRIDAY, None, "2019-03-03", "2019-03-06", "day", "publication"),
    ("between 3 and 5 March 2018", FRIDAY, None, "2018-03-03", "2018-03-06", "day", "stated"),
    ("from Monday to Wednesday", FRIDAY, None, "2019-03-04", "2019-03-07", "day", "publication"),
    ("from November to January", FRIDAY, None, "2018-11-01", "2019-02-01", "month", "publication"),
    ("from 2014 to 2016", FRIDAY, None, "2014-01-01", "2017-01-01", "year", "stated"),
    ("the 1990s", FRIDAY, None, "1990-01-01", "2000-01-01", "decade", "stated"),
    ("mid-2016", FRIDAY, None, "2016-05-01", "2016-09-01", "year", "stated"),
    ("late 2017", FRIDAY, None, "2017-09-01", "2018-01-01", "year", "stated"),
    ("tonight", FRIDAY, None, "2019-03-08", "2019-03-09", "day", "publication"),
    ("overnight", FRIDAY, None, "2019-03-07", "2019-03-09", "day", "publication"),
    ("for three days", FRIDAY, None, None, None, "unknown", "unresolved"),
    ("daily", FRIDAY, None, None, None, "unknown", "unresolved"),
]


def resolve(words: str, published: str | None, tense: Tense | None = None, reference: str | None = None) -> When:
    (mention,) = find_times(words)
    dates = [date.fromisoformat(day) if day else None for day in (published, reference)]
    return resolve_time(mention, dates[0], tense, dates[1])


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@pytest.mark.parametrize(("words", "published", "tense", "start", "end", "precision", "basis"), CASES)
def test_days(words: str, published: str, tense: Tense | None, start: str | None, end: str | None, precision: str, basis: str) -> None:
    when = resolve(words, published, tense)
    assert (iso(when.start), iso(when.end), when.precision, when.basis) == (start, end, precision, basis)


RELATIVE = ["on Thursday", "over the past three days", "in December", "last week", "five years ago", "on 3 March", "the weekend", "since Monday", "next spring"]


@pytest.mark.parametrize("words", RELATIVE)
def test_without_a_publication_date_nothing_is_filled_in(words: str) -> None:
    when = resolve(words, None)
    assert (when.start, when.end, when.precision, when.basis, when.text) == (None, None, "unknown", "unresolved", find_times(words)[0].text)


@pytest.mark.parametrize(("words", "start", "end"), [("since 2014", "2014-01-01", None), ("on 3 March 2019", "2019-03-03", "2019-03-04")])
def test_a_stated_date_needs_no_publication_date(words: str, start: str, end: str | None) -> None:
    when = resolve(words, None)
    assert (iso(when.start), iso(when.end), when.basis) == (start, end, "stated")


TEXT_CASES = [
    ("a day earlier", "2018-12-18", "2018-12-19"),
    ("the previous day", "2018-12-18", "2018-12-19"),
    ("the following day", "2018-12-20", "2018-12-21"),
    ("later that day", "2018-12-19", "2018-12-20"),
    ("the previous week", "2018-12-10", "2018-12-17"),
    ("two weeks later", "2018-12-31", "2019-01-07"),
]


@pytest.mark.parametrize(("words", "start", "end"), TEXT_CASES)
def test_times_that_count_from_another_date(words: str, start: str, end: str) -> None:
    when = resolve(words, FRIDAY, None, "2018-12-19")
    assert (iso(when.start), iso(when.end), when.basis) == (start, end, "text")
    assert resolve(words, FRIDAY).basis == "unresolved"


WORDS = st.lists(
    st.sampled_from(
        (
            "a the last next past since in by 3 31 2019 9999 Monday March February 1990s late earlier week weeks month years centuries ago later Thursday "
            "summer first quarter to from and"
        ).split()
    ),
    max_size=9,
)


@given(WORDS, st.dates(), st.sampled_from([None, "past", "future", "present"]))
def test_every_reading_is_a_stretch_of_days_or_unresolved(words: list[str], published: date, tense: Tense | None) -> None:
    for mention in find_times(" ".join(words)):
        when = resolve_time(mention, published, tense, published)
        assert (when.basis == "unresolved") == (when.start is None and when.end is None)
