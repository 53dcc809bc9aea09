"""Numbers with their bounds, and the look-alikes that count nothing."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwatch.text.numbers import find_numbers
from emberwatch.text.span import Span

CASES: list[tuple[str, str, float | None, float | None, str]] = [
    # sentence, words with their bounds, low, high, kind
    ("At least 29 children died", "At least 29", 29, None, "count"),
    ("Upwards of 30,000 people", "Upwards of 30,000", 30000, None, "count"),
    ("more than 7,000 left", "more than 7,000", 7000, None, "count"),
    ("over 800 fighters", "over 800", 800, None, "count"),
    ("no fewer than six men", "no fewer than six", 6, None, "count"),
    ("as many as 2,000 people", "as many as 2,000", None, 2000, "count"),
    ("up to 400 forces", "up to 400", None, 400, "count"),
    ("almost 33,000 people", "almost 33,000", None, 33000, "count"),
    ("nearly two hundred men", "nearly two hundred", None, 200, "count"),
    ("fewer than 10 homes", "fewer than 10", None, 10, "count"),
    ("no more than 50 rebels", "no more than 50", None, 50, "count"),
    ("around 200 soldiers", "around 200", 200, 200, "count"),
    ("some 1,200 families", "some 1,200", 1200, 1200, "count"),
    ("an estimated 300 remain", "an estimated 300", 300, 300, "count"),
    ("all 2,000 troops", "all 2,000", 2000, 2000, "count"),
    ("2000 troops left", "2000", 2000, 2000, "count"),
    ("In March 20 people died", "20", 20, 20, "count"),
    ("last week 40 villagers fled", "40", 40, 40, "count"),
    ("between 5 and 7 men", "between 5 and 7", 5, 7, "count"),
    ("5 to 7 men", "5 to 7", 5, 7, "count"),
    ("some 1,200-1,500 fighters", "some 1,200-1,500", 1200, 1500, "count"),
    ("two or three shells", "two or three", 2, 3, "count"),
    ("five to seven million people", "five to seven million", 5_000_000, 7_000_000, "count"),
    ("dozens of men", "dozens", 24, None, "count"),
    ("scores of dead", "scores", 40, None, "count"),
    ("hundreds fled", "hundreds", 200, None, "count"),
    ("several hundred families", "several hundred", 300, None, "count"),
    ("thousands marched", "thousands", 2000, None, "count"),
    ("tens of thousands of people", "tens of thousands", 20000, None, "count"),
    ("hundreds of thousands", "hundreds of thousands", 200_000, None, "count"),
    ("millions of people", "millions", 2_000_000, None, "count"),
    ("a handful of guards", "a handful", 2, None, "count"),
    ("more than a dozen wounded", "more than a dozen", 12, None, "count"),
    ("two dozen men", "two dozen", 24, 24, "count"),
    ("nearly a quarter of a million people", "nearly a quarter of a million", None, 250_000, "count"),
    ("handed over two tanks", "two", 2, 2, "count"),
    ("not one soldier left", "not one", 0, 0, "count"),
    ("who number 1,800 here", "1,800", 1800, 1800, "count"),
    ("half a dozen men", "half a dozen", 6, 6, "count"),
    ("twenty-one villagers", "twenty-one", 21, 21, "count"),
    ("two hundred and five men", "two hundred and five", 205, 205, "count"),
    ("2.5 million people", "2.5 million", 2_500_000, 2_500_000, "count"),
    ("1.5m people", "1.5m", 1_500_000, 1_500_000, "count"),
    ("a hundred men", "a hundred", 100, 100, "count"),
    ("an 800-strong force", "800-strong", 800, 800, "count"),
    ("50,000-plus people", "50,000-plus", 50000, None, "count"),
    ("20 or more tanks", "20 or more", 20, None, "count"),
    ("20 per cent of them", "20 per cent", 20, 20, "percent"),
    ("about 90% of the town", "about 90%", 90, 90, "percent"),
    ("half of the town", "half", 0.5, 0.5, "fraction"),
    ("two-thirds of it", "two-thirds", 2 / 3, 2 / 3, "fraction"),
    ("a quarter of the men", "a quarter", 0.25, 0.25, "fraction"),
    ("one in five families", "one in five", 0.2, 0.2, "fraction"),
    ("$5 million in aid", "$5 million", 5_000_000, 5_000_000, "money"),
    ("€1.5bn in loans", "€1.5bn", 1_500_000_000, 1_500_000_000, "money"),
    ("300 dollars each", "300 dollars", 300, 300, "money"),
    ("A 440-km-long zone", "440-km", 440, 440, "measure"),
    ("2.5 million square miles", "2.5 million square miles", 2_500_000, 2_500_000, "measure"),
    ("In the US 20 people died", "20", 20, 20, "count"),
    ("105mm shells", "105mm", 105, 105, "measure"),
    ("a third attack", "third", 3, 3, "ordinal"),
]
NO_NUMBER = [
    "a 19-year-old man",
    "Anna Smith, 19, fled",
    "aged 19",
    "in 2015",
    "three days later",
    "for two weeks",
    "on March 7",
    "on 7 March",
    "on Feb. 10",
    "F-16 jets and T-72s",
    "Resolution 2254",
    "phase two",
    "9/11",
    "COVID-19",
    "at 10:35",
    "They won 3-1",
    "no one was hurt",
    "one of them",
    "few were left",
    "CTF 50 sailed",
    "call 888-847-6592",
    "Resolutions 2254 and 2118",
    "Tom Brown, now 20, fled",
    "boys as young as 10",
    "an officer[12] said",
]


@pytest.mark.parametrize(("text", "words", "low", "high", "kind"), CASES, ids=[case[0] for case in CASES])
def test_number(text: str, words: str, low: float | None, high: float | None, kind: str) -> None:
    found = find_numbers(text)
    assert [(number.text, number.low, number.high, number.kind) for number in found] == [(words, low, high, kind)]


@pytest.mark.parametrize("text", NO_NUMBER)
def test_look_alikes_count_nothing(text: str) -> None:
    assert find_numbers(text) == []


def test_a_change_keeps_its_two_numbers() -> None:
    found = find_numbers("from 10,000 to almost 33,000 people")
    assert [(number.text, number.low, number.high) for number in found] == [("10,000", 10000, 10000), ("almost 33,000", None, 33000)]


def test_articles_count_only_when_asked_for() -> None:
    assert find_numbers("a civilian and an officer") == []
    assert [number.low for number in find_numbers("a civilian and an officer", articles=True)] == [1, 1]


def test_numbers_inside_times_are_left_out() -> None:
    text = "since the eighth, 40 men"
    assert [number.text for number in find_numbers(text)] == ["eighth", "40"]
    assert [number.text for number in find_numbers(text, taken=[Span(0, 16)])] == ["40"]


@given(st.text(alphabet=st.sampled_from("0159.,-/%$ ma half dozen of hundreds two twenty to or \n٣²")))
def test_any_text_is_read_and_spans_hold(text: str) -> None:
    numbers = find_numbers(text, articles=True)
    assert all(number.span.of(text) == number.text and number.span.covers(number.core) for number in numbers)
    assert all(number.low is None or number.high is None or number.low <= number.high for number in numbers)
    assert all(before.span.end <= after.span.start for before, after in itertools.pairwise(numbers))


def test_cost_is_linear() -> None:
    sentence = "At least 29 children and between 5 and 7 of the two hundred men who held the town on Thursday have died, one in five of them at home. "
    began = time.process_time()
    assert len(find_numbers(sentence * 2000)) == 8000
    assert time.process_time() - began < 5
