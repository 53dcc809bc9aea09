"""Which words tell times, and what they say."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwatch.dates.find import find_times
from emberwatch.dates.form import Stretch

FOUND = [
    ("It began on Thursday.", ["on Thursday"]),
    ("They fled over the past three days.", ["over the past three days"]),
    ("Shells fell over the weekend and in December.", ["over the weekend", "in December"]),
    ("A raid late last month killed two.", ["late last month"]),
    ("at war since 2014", ["since 2014"]),
    ("on 3 March, March 3, 2019, 2019-03-03 and 3/3/2019", ["on 3 March", "March 3, 2019", "2019-03-03", "3/3/2019"]),
    ("between 3 and 5 March", ["between 3 and 5 March"]),
    ("from Monday to Wednesday", ["from Monday to Wednesday"]),
    ("from 2014 to 2016, then 2017-2018", ["from 2014 to 2016", "2017-2018"]),
    ("today, tonight, yesterday and this morning", ["today", "tonight", "yesterday", "this morning"]),
    ("this weekend's talks", ["this weekend"]),
    ("after Monday's battle, after last year’s vote", ["Monday", "last year"]),
    ("after two days' fighting", ["after two days"]),
    ("two days ago and five years ago", ["two days ago", "five years ago"]),
    ("earlier this month, in recent weeks, in the coming days", ["earlier this month", "in recent weeks", "in the coming days"]),
    ("next spring, the 1990s, mid-2016, late 2017", ["next spring", "the 1990s", "mid-2016", "late 2017"]),
    ("a day earlier, the previous week, that day", ["a day earlier", "the previous week", "that day"]),
    ("in less than two months", ["in less than two months"]),
    ("It is shelled daily and every Friday.", ["daily", "every Friday"]),
    ("the siege enters a fourth week", ["enters a fourth week"]),
    ("for weeks, after months of siege", ["for weeks", "after months"]),
    ("at 10:35 p.m. on Monday", ["at 10:35 p.m. on Monday"]),
    ("on Friday, 8 March 2019", ["on Friday, 8 March 2019"]),
    ("an attack on Feb. 2, 1999", ["on Feb. 2, 1999"]),
    ("in May, on May 5 and in mid-March", ["in May", "on May 5", "in mid-March"]),
    ("the summer of 2014", ["the summer of 2014"]),
    ("in just 75 minutes", ["in just 75 minutes"]),
    ("about 5.30 p.m. on Friday", ["about 5.30 p.m. on Friday"]),
    ("The truce is to last two weeks", ["two weeks"]),
    ("In March 20 people were killed", ["In March"]),
]
NO_TIME = [
    "They may march on the city.",
    "March for peace",
    "Theresa May said so.",
    "the sun rose for a second man",
    "2,000 troops and 2000 people",
    "some 1,950 fighters, about 2010 of them new",
    "a 19-year-old man and a two-year-old girl",
    "Resolution 1973 and flight 1999",
    "She spoke of the past.",
    "9/11",
    "Bloody Sunday and Good Friday",
    "the future of Syria",
    "on the 45th floor",
    "the old quarter of the town",
    "an august body",
    "",
]


@pytest.mark.parametrize(("text", "words"), FOUND, ids=[text for text, _ in FOUND])
def test_times_are_found_with_their_prepositions(text: str, words: list[str]) -> None:
    assert [mention.text for mention in find_times(text)] == words


@pytest.mark.parametrize("text", NO_TIME)
def test_look_alikes_are_no_times(text: str) -> None:
    assert find_times(text) == []


TYPES = [("on 3 March", "DATE"), ("this morning", "TIME"), ("for three days", "DURATION"), ("twice a week", "SET"), ("over the past year", "DURATION")]


@pytest.mark.parametrize(("text", "kind"), TYPES)
def test_type(text: str, kind: str) -> None:
    assert [mention.type for mention in find_times(text)] == [kind]


def test_core_leaves_the_preposition_out() -> None:
    text = "The town has been besieged since last April."
    (mention,) = find_times(text)
    assert (mention.text, mention.core.of(text), mention.lead) == ("since last April", "last April", "since")


def test_a_stretch_keeps_its_two_ends() -> None:
    text = "from 3 March to 5 April 2019"
    (mention,) = find_times(text)
    assert isinstance(mention.form, Stretch)
    assert (mention.form.first.core.of(text), mention.form.last.core.of(text)) == ("3 March", "5 April 2019")


def test_an_empty_line_parts_two_times() -> None:
    assert [mention.text for mention in find_times("It ended in March\n\n2019 began")] == ["in March", "2019"]


@given(st.text(alphabet=st.sampled_from("039,-/:. \nMarch May last week ago the of 's “٣")))
def test_any_text_is_read_and_spans_hold(text: str) -> None:
    mentions = find_times(text)
    assert all(mention.span.of(text) == mention.text and mention.span.covers(mention.core) for mention in mentions)
    assert all(before.core.end <= after.core.start for before, after in itertools.pairwise(mentions))


def test_cost_is_linear() -> None:
    sentence = "On Thursday the last of the 2,000 fighters left the town that they had held for two years and four months. "
    find_times(sentence)
    began = time.process_time()
    found = find_times(sentence * 2000)
    assert len(found) >= 4000
    assert time.process_time() - began < 5
