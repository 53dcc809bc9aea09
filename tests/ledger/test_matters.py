"""Counts of one matter: tied by state, town and day where no incident joins them; in other words, by who survived, and none."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from emberwatch.ledger.answers.assess import assess, assess_all
from emberwatch.ledger.answers.counts import find_counts
from emberwatch.ledger.answers.questions import find_inquiries
from emberwatch.ledger.answers.relate import relate_counts
from emberwatch.ledger.answers.reply import Inquiry
from emberwatch.ledger.answers.scenes import find_scene
from emberwatch.ledger.answers.strengths import find_strengths
from emberwatch.ledger.answers.view import make_view
from emberwatch.ledger.touch import find_roles
from emberwatch.model.ledger import Question
from emberwatch.model.reading import Reading
from tests.ledger.question_factory import day, reading, reply

FIRST_DAY = date(2021, 5, 5)
"""A Wednesday."""


def tell(text: str, published: date, count: str, publisher: str, trigger: str = "killed", says: str = "", **fields: Any) -> Reading:
    told = {"type_": "ASSAULT", "trigger": trigger, "at": "Fjellby" if "Fjellby" in text else "", "count": count, "says": says, **fields}
    return reading(text, published, told, publisher=publisher)


def findings(*held: Reading) -> list[str]:
    return [f.kind for f in assess_all(find_inquiries(held, {}, {}))]


def counts(text: str, *facts: dict[str, Any]) -> list[tuple[str, float | None, str]]:
    return [(r.subject[1][1], r.low, r.group) for r in find_counts(make_view(reading(text, day(6), *facts)), {})]


FIRST = tell("Shells killed 14 people in Fjellby on Tuesday, police said.", FIRST_DAY, "14 people/people/killed", "North", says="police")
LATER = [
    ("Shells killed 19 people in Fjellby on Tuesday, a doctor said.", "19 people/people/killed", 1, ["contradiction"]),
    ("Shells killed 14 people in Fjellby on Tuesday, a doctor said.", "14 people/people/killed", 1, ["consistent"]),
    ("Shells killed 19 people in Fjellby on Tuesday, a doctor said.", "19 people/people/killed", 7, []),
    ("Shells killed 19 people in Fjellby on Thursday, a doctor said.", "19 people/people/killed", 2, []),
    ("Shells killed 19 people in Vikdal on Tuesday, a doctor said.", "19 people/people/killed", 1, []),
    ("Shells killed 19 people in Fjellby, a doctor said.", "19 people/people/killed", 2, ["contradiction"]),
    ("Shells killed 19 people in Fjellby, a doctor said.", "19 people/people/killed", 20, []),
    ("Shells killed 14 people in Fjellby, a doctor said.", "14 people/people/killed", 20, ["consistent"]),
    ("Shells have killed 190 people in Fjellby since January, a doctor said.", "190 people/people/killed", 1, []),
    ("Shells killed 14 rebels in Fjellby on Tuesday, a doctor said.", "14 rebels/rebels/killed", 1, []),
]


@pytest.mark.parametrize(("text", "count", "later", "found"), LATER)
def test_counts_of_one_town_and_day_answer_one_question(text: str, count: str, later: int, found: list[str]) -> None:
    """Another day, another town, other people and a toll of months are other matters; without a day only near reports are of one, or of an odd number."""
    assert findings(FIRST, tell(text, FIRST_DAY + timedelta(days=later), count, "South", says="a doctor")) == found


SITES = [("the market", "a bazaar", ["contradiction"]), ("the market", "a school", []), ("the market", "a street", ["contradiction"])]


@pytest.mark.parametrize(("one", "other", "found"), SITES)
def test_two_deeds_of_one_day_are_told_apart_by_what_was_struck(one: str, other: str, found: list[str]) -> None:
    count = {"count": "14 people/people/killed", "publisher": "North", "says": "police"}
    first = tell(f"Shells killed 14 people in {one} of Fjellby on Tuesday, police said.", FIRST_DAY, **count)
    later = tell(f"Shells killed 19 people in {other} of Fjellby on Tuesday, a doctor said.", FIRST_DAY, "19 people/people/killed", "South", says="a doctor")
    assert findings(first, later) == found


def test_two_counts_of_one_report_that_fit_alike_leave_open_which_is_meant() -> None:
    two = reading(
        "Shells killed 14 people in Fjellby on Tuesday. A bomb killed three people in Fjellby on Tuesday.",
        FIRST_DAY,
        {"type_": "ASSAULT", "trigger": "killed", "count": "14 people/people/killed"},
        {"type_": "ASSAULT", "trigger": "bomb", "count": "three people/people/killed"},
    )
    later = tell(
        "Guns killed 19 people in Fjellby on Tuesday, a doctor said.", FIRST_DAY + timedelta(days=1), "19 people/people/killed", "South", says="a doctor"
    )
    assert findings(two, later) == []


def test_counts_of_one_matter_find_each_other_by_a_key() -> None:
    first, later = (make_view(r) for r in (FIRST, tell(LATER[0][0], FIRST_DAY, LATER[0][1], "South")))
    keys = [{(role, key) for roles in find_roles(view).values() for role in ("count", "dated") for key in roles.get(role, ())} for view in (first, later)]
    assert {role for role, _ in keys[0] & keys[1]} == {"count", "dated"}


TOLD = [
    ("Only two of the 13 policemen in the lorry survived.", [("killed", 11, "force")]),
    ("The pilot is the only survivor of the plane with 32 people aboard.", [("killed", 31, "any")]),
    ("A sixth soldier died in hospital.", [("killed", 6, "force")]),
    ("Two of the three soldiers are dead.", [("killed", 2, "force")]),
    ("Three of the dead were killed in the street.", []),
    ("Half of the forty pupils were freed.", [("released", 20, "civilian")]),
    ("As many as 39 people were killed.", [("killed", 39, "any")]),
    ("Ten soldiers laid down their lives.", [("killed", 10, "force")]),
    ("The rebels shot down three helicopters.", [("destroyed", 3, "aircraft")]),
    ("The rebels marched off 90 others.", [("held", 90, "any")]),
    ("The fires consumed 312 houses.", [("destroyed", 312, "house")]),
    ("Nine men died, two of whom succumbed in hospital.", [("killed", 9, "any")]),
    ("Eleven men died, including four soldiers killed in a car.", [("killed", 11, "any")]),
]


@pytest.mark.parametrize(("text", "found"), TOLD)
def test_a_number_is_in_the_state_that_its_words_tell(text: str, found: list[tuple[str, float, str]]) -> None:
    trigger = text.split()[-1].rstrip(".")
    assert counts(text, {"type_": "PROTEST", "trigger": trigger}) == found


NONE = [
    ("No civilians had been harmed in the strike.", {("wounded", "civilian"), ("killed", "civilian")}),
    ("It captured none of our fighters in the strike.", {("held", "irregular")}),
    ("Nobody was killed in the strike.", {("killed", "any")}),
    ("The strike caused no casualties.", {("killed", "any")}),
    ("We have no civilians in our custody since the strike.", {("held", "civilian")}),
    ("It lost no time in the strike.", set()),
    ("It took no prisoners in the strike.", {("held", "any")}),
    ("No civilian was killed by our own strike.", set()),
    ("There were no reports of casualties in the strike.", set()),
    ("Not a single soldier has died in the strike.", {("killed", "force")}),
    ("No soldier freed anybody in the strike.", {("released", "any")}),
]


@pytest.mark.parametrize(("text", "found"), NONE)
def test_nobody_is_counted_as_nought(text: str, found: set[tuple[str, str]]) -> None:
    """What one side alone did not do, and what nobody has heard of, is no count."""
    made = counts(text, {"type_": "PROTEST", "trigger": "strike"})
    assert {(state, group) for state, low, group in made if low == 0} == found


def test_nobody_else_leaves_out_those_who_were_counted() -> None:
    text = "Jets struck a farm. Ten fighters were killed and nobody else was hurt."
    made = counts(text, {"type_": "ASSAULT", "trigger": "struck"}, {"type_": "ASSAULT", "trigger": "killed", "count": "Ten fighters/fighters/killed"})
    assert ("killed", 0, "civilian") in made and ("killed", 10, "irregular") in made


SCENES = [
    ("A blast hit Fjellby on Tuesday. Ten died.", 1, {"fjellby"}, {4}),
    ("A blast hit Fjellby on Tuesday, police said on Wednesday.", 0, {"fjellby"}, {4}),
    ("The army on Wednesday blamed rebels for the blast in Fjellby.", 0, {"fjellby"}, set()),
    ("Guns have killed ten in Fjellby since January.", 0, {"fjellby"}, set()),
]


@pytest.mark.parametrize(("text", "number", "towns", "days"), SCENES)
def test_a_scene_has_the_day_of_the_deed_and_the_town_last_named(text: str, number: int, towns: set[str], days: set[int]) -> None:
    scene = find_scene(make_view(reading(text, FIRST_DAY)), number)
    assert (len(scene.towns), {d.day for d in scene.days}) == (len(towns), days)


def test_fewer_who_are_still_held_are_things_moving_on() -> None:
    held = (("incident", "e1"), ("state", "held"))
    a, b = (
        reply("count", who, on, subject=held, low=low, high=low, words=words) for who, on, low, words in [("A", 1, 90, "90"), ("B", 4, 12, "12 are still held")]
    )
    assert relate_counts(a, b, (a, b)) == "moved"


GROWN = [
    ("89 since the start of the war", "", "moved"), ("89 in the raid", "", "differ"), ("89, not 120", "120", "differ"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "against", "found"), GROWN)
def test_a_toll_of_months_that_rises_is_things_moving_on(words: str, against: str, found: str) -> None:
    a = reply("count", "A", 1, low=89, high=89, words=words, against=against)
    b = reply("count", "B", 4, low=120, high=120, words="120 since the start of the war", growth=bool(against))
    assert relate_counts(a, b, (a, b)) == found


def test_of_two_who_agree_the_one_with_the_same_number_is_told() -> None:
    a, b, c = (reply("count", who, on, low=low, high=high) for who, on, low, high in [("A", 1, 14, 14), ("B", 2, 12, None), ("C", 3, 14, 14)])
    found = assess(Inquiry(Question("count", a.subject, "", ()), (a, b, c)))
    assert [(f.a, f.b) for f in found] == [(a.claim, b.claim), (a.claim, c.claim)]


def test_fighters_of_nobody_named_are_counted_in_a_town() -> None:
    told = {"type_": "STRENGTH", "trigger": "living", "status": "ongoing", "count": "300 militants/militants/present"}
    made = list(find_strengths(make_view(reading("Some 300 militants are living in the hills near Fjellby.", day(3), told))))
    assert [(r.subject[0], r.low) for r in made] == [(("strength", "irregular"), 300)] or not made
