"""Who holds a place and how strong somebody is: ways of saying it, whose word it is, what moved on and what clashes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from emberwatch.ledger.answers.assess import assess, assess_all
from emberwatch.ledger.answers.assessments import read_rungs
from emberwatch.ledger.answers.hands import name_in
from emberwatch.ledger.answers.holders import find_holders
from emberwatch.ledger.answers.holding import is_civil
from emberwatch.ledger.answers.pictures import PICTURES_MOST
from emberwatch.ledger.answers.questions import find_inquiries
from emberwatch.ledger.answers.relate import relate_assessments
from emberwatch.ledger.answers.sides import Side, find_offices, is_same_side
from emberwatch.ledger.answers.view import make_view
from emberwatch.ledger.answers.ways import find_state, load_way
from emberwatch.model.reading import Reading
from tests.ledger.question_factory import day, reading, reply

ARMY, FRONT = "The army=Norland Army", "The Front=Free Fjord Front"


def findings(*held: Reading) -> list[str]:
    return [f.kind for f in assess_all(find_inquiries(held, {}, {})) if f.field == "holder"]


def control(text: str, on: int, trigger: str, by: str, publisher: str, **fields: Any) -> Reading:
    told = {"type_": "CONTROL", "trigger": trigger, "status": "ongoing", "by": by, "at": "Fjellby", **fields}
    return reading(text, day(on), told, publisher=publisher)


RUNGS = [
    ("The group has kept its strength.", [2]),
    ("The rebels were in a desperate state.", [-3]),
    ("The rebels cannot be beaten.", [1]),
    ("The force has never been in better shape.", [4]),
    ("The group has lost most of its commanders.", [-1]),
    ("The rebels live in the hills.", []),
]


@pytest.mark.parametrize(("text", "rungs"), RUNGS)
def test_words_of_strength(text: str, rungs: list[int]) -> None:
    assert [r.rung for r in read_rungs(text)] == rungs


def test_the_rebels_may_be_a_group_with_a_name() -> None:
    """Two groups with names are two, what is far apart in time is not compared, nor what is told of two countries."""
    named = reply("condition", "army", 1, "beaten", stance="beaten", low=-4, high=-4, where="group:ff", group="NO")
    plain = reply("condition", "rebels", 3, "dangerous", stance="dangerous", low=2, high=2, group="NO")
    other = reply("condition", "rebels", 3, "dangerous", stance="dangerous", low=2, high=2, where="group:xx", group="NO")
    abroad = reply("condition", "rebels", 3, "dangerous", stance="dangerous", low=2, high=2, group="SE")
    assert relate_assessments(named, plain, ()) == "differ"
    assert relate_assessments(named, other, ()) is None
    early = reply("condition", "army", 1, "beaten", stance="beaten", low=-4, high=-4, group="NO")
    assert relate_assessments(early, replace(plain, published=day(1) + timedelta(days=50)), ()) == "differ"
    assert relate_assessments(early, replace(abroad, published=day(1) + timedelta(days=50)), ()) is None


def test_who_speaks_for_a_people_speaks_for_no_state() -> None:
    state = Side(frozenset({"office:army"}), frozenset(), "general", None)
    people = Side(frozenset({"office:army"}), frozenset({"people:kurdish"}), "officers", None)
    assert is_same_side(state, state) and not is_same_side(state, people)
    assert find_offices("the deputy chief of staff", "r") == {"office:army"}


CIVIL = [("armed students", False), ("local fighters", False), ("students", True), ("a tanker", True), ("tank troops", False)]


@pytest.mark.parametrize(("words", "civil"), CIVIL)
def test_who_bears_no_arms(words: str, civil: bool) -> None:
    assert is_civil(words) is civil


def test_the_place_that_a_clause_names() -> None:
    assert name_in("the headquarters of the division in Fjellby passed") == "Fjellby"
    assert name_in("the men passed") == ""


WAYS = [("Lorries were moving along Highway 47 on Monday.", "open"), ("Rebels cut the main coastal road to Fjellby.", "closed")]


@pytest.mark.parametrize(("text", "stance"), WAYS)
def test_a_deed_before_the_way(text: str, stance: str) -> None:
    way = next(load_way().finditer(text))
    state = find_state(text, way)
    assert state is not None and state[0] == stance


def test_those_a_place_was_taken_from_do_not_hold_it() -> None:
    told = {"type_": "SEIZE", "trigger": "liberated", "by": "the rebels=Free Fjord Front", "at": "Fjellby", "says": "the army=Norland Army"}
    view = make_view(reading("Fjellby was liberated from the rebels, the army said.", day(1), told))
    assert [(r.stance, r.group) for r in find_holders(view)] == [("state:NO", ""), ("a:rebels", "none")]


def test_what_is_called_untrue_is_turned_round() -> None:
    told = {"type_": "RETREAT", "trigger": "left", "by": "the army=Norland Army", "at": "Fjellby"}
    view = make_view(reading("The rumour that the army left Fjellby is without foundation.", day(1), told))
    assert [(r.stance, r.group) for r in find_holders(view)] == [("state:NO", "")]


def test_a_part_and_no_more_is_not_the_whole() -> None:
    whole = control("The army controls all of Fjellby.", 1, "controls", ARMY, "South")
    part = control("The army holds the port of Fjellby and nothing beyond it.", 1, "holds", ARMY, "North", at="the port of Fjellby")
    some = control("The army holds the port of Fjellby.", 1, "holds", ARMY, "North", at="the port of Fjellby")
    assert findings(whole, part) == ["contradiction"]
    assert "contradiction" not in findings(whole, some)


def test_two_who_take_a_place_one_after_the_other() -> None:
    """That the army holds it is another thing: who was there on the day before is in dispute."""
    first = reading("The Front captured Fjellby.", day(1), {"type_": "SEIZE", "trigger": "captured", "by": FRONT, "at": "Fjellby"})
    taken = reading("The army captured Fjellby.", day(2), {"type_": "SEIZE", "trigger": "captured", "by": ARMY, "at": "Fjellby"}, publisher="North")
    held = control("The army holds Fjellby.", 2, "holds", ARMY, "North")
    assert findings(first, taken) == ["update"]
    assert findings(first, held) == ["contradiction"]


def test_of_one_telling_the_latest_few_are_told_and_what_was_found_before_a_day_stays_as_it_was() -> None:
    army = "The army=Norland Army"
    held = [control("The Front controls Fjellby.", 2 * n + 1, "controls", FRONT, f"Paper {n}") for n in range(PICTURES_MOST + 2)]
    last = control("The army controls Fjellby.", 2 * len(held) + 9, "controls", army, "Gazette")
    (inquiry,) = (one for one in find_inquiries([*held, last], {}, {}) if one.question.kind == "holder")
    found = [one for one in assess(inquiry) if one.b == last.facts[0].id]
    assert [one.a for one in found] == [one.facts[0].id for one in held[: -PICTURES_MOST - 1 : -1]]
    since = held[3].report.published
    late = {one.facts[0].id for one in (*held[3:], last)}
    assert assess(inquiry, since) == tuple(one for one in assess(inquiry) if one.b in late)
