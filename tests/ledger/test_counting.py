"""What a number counts, in which state and whose those counted are, by the words around it."""

from __future__ import annotations

from typing import Any

import pytest

from emberwatch.ledger.answers.counts import find_counts
from emberwatch.ledger.answers.scenes import name_days, name_towns
from emberwatch.ledger.answers.sides import names
from emberwatch.ledger.answers.view import make_view
from emberwatch.model.entity import Actor
from tests.ledger.question_factory import day, reading

KILLED: dict[str, Any] = {"type_": "ASSAULT", "trigger": "killed"}
COUNTED = [
    (
        "how many fighters",
        "The army could not say how many fighters it had killed, but a farmer put the number at four.",
        KILLED,
        ("killed", 4, 4, "irregular"),
    ),
    (
        "how many fled",
        "Thousands fled the town. An aid worker put their number at 8,000.",
        {"type_": "STRENGTH", "trigger": "number"},
        ("displaced", 8000, 8000, "any"),
    ),
    ("nobody's fate", "A shopkeeper put the number at four and killed the light.", KILLED, None),
    (
        "bodies found",
        "Soldiers came; the bodies of three men were found later.",
        {"type_": "CASUALTIES", "trigger": "bodies", "count": "three men/men/killed"},
        ("killed", 3, None, "any"),
    ),
    ("a crowd", "Troops killed in a crowd of 2,000 people.", {**KILLED, "count": "2,000 people/people/killed"}, None),
    ("rebels of them", "The rebels left at night. Soldiers killed 30 of them.", {**KILLED, "count": "30 of them/them/killed"}, ("killed", 30, 30, "irregular")),
    (
        "known, whoever did it",
        "It could have been behind the killing of the 17 aid workers.",
        {"type_": "ASSAULT", "trigger": "killing", "status": "possible", "count": "17 aid workers/workers/killed"},
        ("killed", 17, 17, "civilian"),
    ),
    (
        "not known",
        "It could have been behind the killing of 17 aid workers.",
        {"type_": "ASSAULT", "trigger": "killing", "status": "possible", "count": "17 aid workers/workers/killed"},
        None,
    ),
    (
        "throats cut",
        "Fifteen travellers had their throats cut.",
        {"type_": "ASSAULT", "trigger": "cut", "count": "Fifteen travellers/travellers/other"},
        ("killed", 15, 15, "civilian"),
    ),
    ("no more than", "No more than 30 people were killed.", {**KILLED, "count": "No more than 30 people/people/killed"}, ("killed", None, 30, "any")),
]


@pytest.mark.parametrize(("case", "text", "fact", "found"), COUNTED, ids=[c[0] for c in COUNTED])
def test_whom_a_number_counts(case: str, text: str, fact: dict[str, Any], found: tuple[object, ...] | None) -> None:
    """Who was asked of, what became of them, and how many at least; a crowd that was there is no toll."""
    told = [(r.subject[1][1], r.low, r.high, r.group) for r in find_counts(make_view(reading(text, day(6), fact)), {})]
    assert told == ([found] if found is not None else [])


def test_a_sum_takes_in_the_bodies_beside_it() -> None:
    text = "Militiamen killed eleven people; five bodies were found in the brush."
    told = reading(
        text, day(6), {**KILLED, "count": "eleven people/people/killed"}, {"type_": "CASUALTIES", "trigger": "bodies", "count": "five bodies/bodies/killed"}
    )
    assert {r.low for r in find_counts(make_view(told), {})} == {11}


def test_a_day_to_come_dates_no_count() -> None:
    assert name_days(make_view(reading("Elections are due on May 30.", day(6))), 0) == frozenset()
    assert name_days(make_view(reading("Shells fell on May 3.", day(6))), 0) == {day(3)}


def test_a_hospital_is_no_town() -> None:
    known, named = name_towns(make_view(reading("Doctors at Saint Olav hospital in Nordvik counted the dead.", day(6))), 0)
    assert len(known | named) == 1


@pytest.mark.parametrize(("text", "found"), [("UN mission in Fjellby", True), ("United Nations", True), ("UNIT", False), ("Union", False)])
def test_a_body_goes_by_its_initials(text: str, found: bool) -> None:
    assert names(text, Actor("a1", "United Nations", "international body")) is found
