"""Of whom a number is a number: where they were, of which nation and kind, and who is counted besides those it names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from emberwatch.ledger.answers.besides import add_named
from emberwatch.ledger.answers.counted import cut_words
from emberwatch.ledger.answers.counts import find_counts
from emberwatch.ledger.answers.extent import Extent, relate_extents, relate_places
from emberwatch.ledger.answers.relate import relate_counts
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.view import make_view
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span
from tests.ledger.question_factory import day, reading

BLAST: dict[str, Any] = {"type_": "ASSAULT", "trigger": "blast"}
WHERE = [
    ("two countries", "The blasts in Kenya and Tanzania killed 12 people.", "blasts", "KE TZ@"),
    ("its own", "The blasts killed 12 people in Kenya and hurt others in Tanzania.", "blasts", "KE@"),
    ("capitals", "The blasts in the Kenyan and Tanzanian capitals killed 12 people.", "blasts", "KE TZ@"),
    ("whose embassy", "The blast at the US embassy in Kenya killed 12 people.", "blast", "KE@"),
    ("who speaks", "The blast killed 12 people, officials in Kenya said.", "blast", ""),
    ("both", "That brought the toll of both blasts to 12 people killed.", "blasts", "all"),
    ("the sentence before", "A blast shook Kenya, and a second blast was heard in Kenya. It killed 12 people.", "blast", "KE@"),
    ("a list that goes on", "The blasts killed 12 people in Kenya and Dodoma.", "blasts", "all"),
]
PLACES: list[tuple[str, str, Extent]] = [
    ("KE@", "KE@", "same"),
    ("KE@", "", "same"),
    ("KE@", "TZ@", "apart"),
    ("KE@", "KE TZ@", "part"),
    ("all", "KE@", "whole"),
    ("all", "KE TZ@", "same"),
    ("KE@one", "KE@one two", "part"),
    ("KE@one", "KE@two", "same"),
]


@pytest.mark.parametrize(("text", "trigger", "where"), [case[1:] for case in WHERE], ids=[case[0] for case in WHERE])
def test_where_those_counted_were(text: str, trigger: str, where: str) -> None:
    view = make_view(reading(text, day(1), {"type_": "ASSAULT", "trigger": trigger, "count": "12 people/people/killed"}))
    assert [reply.where for reply in find_counts(view, {}) if reply.low == 12][:1] == [where]


@pytest.mark.parametrize(("one", "other", "extent"), PLACES)
def test_places_are_parts_of_others(one: str, other: str, extent: Extent) -> None:
    assert relate_places(one, other) == extent
    assert relate_places(other, one) == {"part": "whole", "whole": "part"}.get(extent, extent)


def count(low: int, value: str, **fields: Any) -> Reply:
    """A count of the killed."""
    view = make_view(reading("A blast killed 12 people.", day(1), {**BLAST, "count": "12 people/people/killed"}))
    reply = next(iter(find_counts(view, {})))
    return replace(reply, low=low, high=low, value=value, published=day(2), **fields)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (("12 people", 12), ("nine people", 9), "differ"),
        (("12 people", 12), ("three women", 3), None),
        (("12 people", 12), ("20 women", 20), "differ"),
        (("12 people", 12), ("nine villagers", 9), "differ"),
        (("12 people", 12), ("three Americans", 3), None),
        (("five Germans", 5), ("three Americans", 3), None),
        (("five Americans", 5), ("three Americans", 3), "differ"),
        (("three schoolgirls", 3), ("five pupils", 5), None),
        (("12 people", 12), ("12 children", 12), "agree"),
    ],
)
def test_a_part_differs_from_the_whole_only_where_it_is_too_large(a: tuple[str, int], b: tuple[str, int], relation: str | None) -> None:
    one, other = count(a[1], a[0]), count(b[1], b[0])
    assert relate_counts(one, other, [one, other]) == relation


def test_soldiers_are_told_by_their_state_without_being_a_part() -> None:
    one, other = count(5, "five French soldiers", group="force"), count(6, "six soldiers", group="force")
    assert relate_extents(one, other) == "same"


def test_a_number_keeps_its_own_words_alone() -> None:
    text = "247 people in Kenya and 10"
    assert cut_words(Quantity("people and 10", "killed", 10, 10, text, Span(0, len(text)))) == Quantity("10", "killed", 10, 10, "10", Span(24, 26))
    whole = Quantity("people", "killed", 247, 247, "247 people", Span(0, 10))
    assert cut_words(whole) == whole


@pytest.mark.parametrize(
    ("text", "to", "told", "bounds"),
    [
        ("Her brother and ten others died.", "Her brother", "ten others", (11, 11)),
        ("She died with nine other guests.", "", "nine other guests", (10, None)),
        ("Her aunt, her brother and eight other guests died.", "her brother", "eight other guests", (9, None)),
        ("Two guests were killed and five others died.", "Two guests", "five others", (5, 5)),
        ("A blast hurt ten others.", "", "ten others", (10, 10)),
    ],
)
def test_those_named_beside_others_are_counted(text: str, to: str, told: str, bounds: tuple[int, int | None]) -> None:
    trigger = "died" if "died" in text else "hurt"
    view = reading(text, day(1), {"type_": "CASUALTIES", "trigger": trigger, "to": to, "count": f"{told}/others/killed"})
    found = add_named(text, view.facts[0], view.facts[0].quantities[0])
    assert (found.low, found.high) == bounds


def test_a_row_of_figures_under_headings_counts_nothing() -> None:
    text = "Dead: 12 Injured: 40 Missing: 3"
    view = make_view(reading(text, day(1), {"type_": "CASUALTIES", "trigger": "Dead", "count": "12/people/killed"}))
    assert not [reply for reply in find_counts(view, {}) if reply.low == 12 and reply.claim == view.reading.facts[0].id]


@pytest.mark.parametrize(
    ("text", "trigger", "told", "killed"),
    [
        ("A man shot three people at an office.", "shot", "three people", False),
        ("A man shot dead three people at an office.", "shot", "three people", True),
        ("The boy was shot eleven times and killed.", "shot", "eleven", False),
        ("Two officers killed a boy at an office.", "killed", "Two officers", False),
        ("Two officers killed a day before the vote were buried.", "killed", "Two officers", True),
        ("A boy was killed by two officers.", "killed", "two officers", False),
        ("Two women and one man were killed.", "killed", "one man", False),
    ],
)
def test_who_was_not_killed_is_not_counted(text: str, trigger: str, told: str, killed: bool) -> None:
    view = make_view(reading(text, day(1), {"type_": "ASSAULT", "trigger": trigger, "count": f"{told}/people/killed"}))
    assert bool([reply for reply in find_counts(view, {}) if reply.value.startswith(told)]) == killed


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A blast shook a house. Nobody was hurt.", {"killed", "wounded"}),
        ("A blast shook a house. Nobody else was hurt.", set()),
        ("A blast shook a house. There were no injuries to our members.", set()),
        ("A blast shook a house. No injuries have been reported.", {"wounded"}),
    ],
)
def test_nobody_else_is_not_nobody(text: str, told: set[str]) -> None:
    view = make_view(reading(text, day(1), BLAST, {"type_": "CASUALTIES", "trigger": "hurt" if "hurt" in text else "injuries"}))
    assert {dict(reply.subject)["state"] for reply in find_counts(view, {}) if reply.high == 0} == told
