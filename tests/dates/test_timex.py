"""TIMEX3 types and values, and the guess of tense that scoring uses."""

from __future__ import annotations

from datetime import date

import pytest

from emberwatch.dates.find import find_times
from emberwatch.dates.tense import find_tense
from emberwatch.dates.timex import timex_value

FRIDAY = date(2019, 3, 8)
VALUES = [
    ("on Thursday", "DATE", "2019-03-07"),
    ("last week", "DATE", "2019-W09"),
    ("in December", "DATE", "2018-12"),
    ("over the past three days", "DURATION", "P3D"),
    ("in recent weeks", "DURATION", "PXW"),
    ("two and a half years", "DURATION", "P2Y6M"),
    ("a five-hour battle", "DURATION", "PT5H"),
    ("more than two decades", "DURATION", "P20Y"),
    ("every Thursday", "SET", "XXXX-WXX-4"),
    ("daily", "SET", "P1D"),
    ("now", "DATE", "PRESENT_REF"),
    ("recently", "DATE", "PAST_REF"),
    ("in the future", "DATE", "FUTURE_REF"),
    ("the 1990s", "DATE", "199X"),
    ("last summer", "DATE", "2018-SU"),
    ("last winter", "DATE", "2018-WI"),
    ("the third quarter of 2018", "DATE", "2018-Q3"),
    ("over the weekend", "DATE", "2019-W09-WE"),
    ("Thursday night", "TIME", "2019-03-07TNI"),
    ("at 10:35 p.m. on Monday", "TIME", "2019-03-04T22:35"),
    ("five years ago", "DATE", "2014"),
    ("mid-2016", "DATE", "2016"),
]


@pytest.mark.parametrize(("words", "kind", "value"), VALUES)
def test_value(words: str, kind: str, value: str) -> None:
    (mention,) = find_times(words)
    assert timex_value(mention, FRIDAY) == (kind, value)


@pytest.mark.parametrize(("words", "value"), [("on Thursday", "XXXX-WXX-4"), ("on 3 March", "XXXX-03-03"), ("yesterday", "XXXX-XX-XX"), ("2014", "2014")])
def test_value_without_an_anchor(words: str, value: str) -> None:
    (mention,) = find_times(words)
    assert timex_value(mention, None)[1] == value


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("They will meet on Thursday.", "future"),
        ("They met, he said, on Thursday.", "past"),
        ("He said they could leave as early as Thursday.", "future"),
        ("It was extended until Thursday.", "future"),
        ("Thursday", None),
    ],
)
def test_tense(text: str, tense: str | None) -> None:
    (mention,) = find_times(text)
    assert find_tense(text, mention.core) == tense
