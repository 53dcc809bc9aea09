"""Whose word a report is whose publisher bears the name of a body, and which place and person its words mean."""

from __future__ import annotations

import pytest

from emberwatch.ledger.answers.bodies import find_body
from emberwatch.ledger.answers.fates import find_fates
from emberwatch.ledger.answers.hands import name_in
from emberwatch.ledger.answers.sides import find_publisher
from emberwatch.ledger.answers.view import make_view
from tests.ledger.question_factory import day, reading


@pytest.mark.parametrize(
    ("publisher", "keys"),
    [
        ("FARDC North Kivu Operations", {"office:army"}),
        ("ISAF Joint Command", {"body:International Security Assistance Force"}),
        ("Sri Lanka Ministry of Defence", {"office:ministry of defence"}),
        ("The Is Valley Post", set()),
    ],
)
def test_a_publisher_that_is_a_body_speaks_for_it(publisher: str, keys: set[str]) -> None:
    """By name or initials; a ministry by its matter."""
    held = reading("Nothing happened.", day(1))
    assert find_publisher(publisher, held, {})[0] == keys


def test_short_words_are_no_initials() -> None:
    """A word of two letters, or one written small, names no body."""
    assert find_body("The Is Valley Post") == ("", "", "")


def test_what_is_told_beside_a_place_is_not_its_name() -> None:
    """The town is named before the comma."""
    assert name_in("The town of Fjellby, gateway to the north of South Fjord, passed ") == "Fjellby"


def test_a_death_is_told_beside_the_word_for_the_deed() -> None:
    """The strike is the fact, the word before the name tells of the death."""
    text = "A strike on Tuesday killed Ida Berg. A raid on Monday freed Olav Dahl."
    held = reading(
        text, day(1), {"type_": "ASSAULT", "trigger": "strike", "to": "Ida Berg=Ida Berg"}, {"type_": "ASSAULT", "trigger": "raid", "to": "Olav Dahl=Olav Dahl"}
    )
    assert [(r.value, r.stance) for r in find_fates(make_view(held))] == [("Ida Berg was killed", "yes")]
