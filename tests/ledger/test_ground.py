"""Who holds a place, whether a way is open, how somebody stands: what claims and words tell of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from emberwatch.ledger.answers.assess import assess_all
from emberwatch.ledger.answers.assessments import read_rungs
from emberwatch.ledger.answers.holders import find_holders
from emberwatch.ledger.answers.holding import describe_fighters, is_like, may_be_one
from emberwatch.ledger.answers.questions import find_inquiries
from emberwatch.ledger.answers.view import make_view
from emberwatch.ledger.answers.ways import find_ways
from tests.ledger.question_factory import day, reading

ARMY, REBELS = "The army=Norland Army", "The rebels=Free Fjord Front"
GROUND: list[tuple[str, dict[str, Any], set[tuple[str, str]]]] = [
    ("The army left Fjellby.", {"type_": "RETREAT", "trigger": "left", "by": ARMY}, {("state:NO", "none")}),
    ("The army has not left Fjellby.", {"type_": "RETREAT", "trigger": "left", "by": ARMY, "status": "not_occurred"}, {("state:NO", "")}),
    ("The army lost Fjellby.", {"type_": "CONTROL", "trigger": "lost", "by": ARMY}, {("state:NO", "none")}),
    ("The rebels never entered Fjellby.", {"type_": "SEIZE", "trigger": "entered", "by": REBELS, "status": "denied"}, {("a:rebels", "none")}),
    ("The rebels entered Fjellby.", {"type_": "SEIZE", "trigger": "entered", "by": REBELS}, {("a:rebels", "part")}),
    ("The rebels patrolled Fjellby.", {"type_": "MOBILIZE", "trigger": "patrolled", "by": REBELS}, {("a:rebels", "seen")}),
    (
        "The army drove the rebels out of Fjellby.",
        {"type_": "SEIZE", "trigger": "drove", "by": ARMY, "to": "the rebels=Free Fjord Front"},
        {("state:NO", ""), ("a:rebels", "none")},
    ),
    ("Some soldiers left Fjellby.", {"type_": "RETREAT", "trigger": "left", "by": "Some soldiers"}, set()),
    ("The soldiers are leaving Fjellby.", {"type_": "RETREAT", "trigger": "leaving", "by": "The soldiers", "status": "ongoing"}, set()),
    ("The army withdrew to Fjellby.", {"type_": "RETREAT", "trigger": "withdrew", "by": ARMY}, set()),
    ("The villagers fled Fjellby.", {"type_": "DISPLACE", "trigger": "fled", "by": "The villagers", "mode": "flight"}, set()),
    ("The northern town of Fjellby fell to the rebels.", {"type_": "SEIZE", "trigger": "fell", "by": "the rebels=Free Fjord Front"}, {("a:rebels", "")}),
]


@pytest.mark.parametrize(("text", "fact", "expected"), GROUND, ids=[c[0] for c in GROUND])
def test_what_a_claim_tells_of_the_ground(text: str, fact: dict[str, Any], expected: set[tuple[str, str]]) -> None:
    told = find_holders(make_view(reading(text, day(1), {**fact, "at": "Fjellby"})))
    assert {(r.stance, r.group) for r in told} == expected


WORDS = [
    ("Fjellby remains in rebel hands, they said.", {("irregular:NO", "")}),
    ("Fjellby is under the control of the Free Fjord Front, they said.", {("a:rebels", "")}),
    ("Fjellby is not in the hands of the rebels, they said.", {("irregular:NO", "none")}),
    ("Rebels are still inside Fjellby, they said.", {("irregular:NO", "seen")}),
    ("No soldiers are left in Fjellby, they said.", {("force:NO", "none")}),
    ("Fjellby will be in rebel hands, they said.", set()),
]


@pytest.mark.parametrize(("text", "expected"), WORDS, ids=[c[0] for c in WORDS])
def test_who_holds_a_place_by_the_words_alone(text: str, expected: set[tuple[str, str]]) -> None:
    """The claim that carries the words may be of another kind."""
    told = find_holders(make_view(reading(text, day(1), {"type_": "CONSULT", "trigger": "said", "at": "Fjellby"})))
    assert {(r.stance, r.group) for r in told} == expected


def kinds(*told: tuple[str, int, dict[str, Any]]) -> list[str]:
    """The findings between reports, each of a publisher of its own."""
    held = [reading(text, day(on), {"at": "Fjellby", **fact}, publisher=f"Paper {number}") for number, (text, on, fact) in enumerate(told)]
    return [f.kind for f in assess_all(find_inquiries(held, {}, {}))]


TAKES, LEAVES = {"type_": "SEIZE", "trigger": "captured", "by": REBELS}, {"type_": "RETREAT", "trigger": "left", "by": ARMY}


def test_gain_and_departure_agree_and_holding_and_departure_clash() -> None:
    holds = {"type_": "CONTROL", "trigger": "holds", "by": ARMY, "status": "ongoing"}
    took, left, stays = "The rebels captured Fjellby.", "The army left Fjellby.", "The army holds Fjellby."
    assert kinds((took, 1, TAKES), (left, 1, LEAVES)) == ["consistent"]
    assert kinds((stays, 1, holds), (left, 1, LEAVES)) == ["contradiction"]
    assert kinds((stays, 1, holds), (left, 2, LEAVES)) == ["update"]
    assert kinds((took, 1, TAKES), (stays, 1, holds)) == ["contradiction"]


def test_a_place_taken_and_left_again_was_taken() -> None:
    both = "The rebels captured Fjellby. The rebels left Fjellby."
    first = reading(both, day(1), {**TAKES, "at": "Fjellby"}, {"type_": "RETREAT", "trigger": "left", "by": REBELS, "at": "Fjellby"})
    gone = reading("The rebels left Fjellby.", day(1), {"type_": "RETREAT", "trigger": "left", "by": REBELS, "at": "Fjellby"}, publisher="North")
    never = reading("The rebels never captured Fjellby.", day(1), {**TAKES, "at": "Fjellby", "status": "denied"}, publisher="South")
    assert [f.kind for f in assess_all(find_inquiries([first, gone], {}, {}))] == ["consistent"]
    assert "contradiction" in {f.kind for f in assess_all(find_inquiries([first, never], {}, {})) if f.field == "holder"}


HOLDERS = [
    ("irregular:NO", "a:rebels", True, True),
    ("force:NO", "state:NO", True, True),
    ("force:NO", "state:SE", False, False),
    ("group:nrt", "a:rebels", True, False),
    ("irregular:NO", "allied:a:un", False, False),
    ("irregular:NO", "force:NO", False, False),
]


@pytest.mark.parametrize(("one", "other", "possible", "alike"), HOLDERS)
def test_whether_two_keys_mean_one_holder(one: str, other: str, possible: bool, alike: bool) -> None:
    assert (may_be_one(one, other), is_like(one, other)) == (possible, alike)


FIGHTERS = [
    ("mutinous soldiers", "irregular:NO"), ("government forces", "force:NO"), ("Swedish troops", "state:SE"), ("the GFF rebels", "group:kf"),
    ("traders", None), ("units of the Sami army", "people:sm"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "key"), FIGHTERS)
def test_fighters_told_by_words(words: str, key: str | None) -> None:
    found = describe_fighters(make_view(reading("Fjellby.", day(1))), words, "NO")
    assert (found[0] if found else None) == key


WAYS = [
    ("The road from Fjellby to Nesby is open, they said.", {("road/fjlb-nsb", "open")}),
    ("The road from Fjellby to Nesby has not been cut, they said.", {("road/fjlb-nsb", "open")}),
    ("They said that rebels cut the road to Nesby.", {("road/nsb", "closed")}),
    ("The army said it will open the road to Nesby.", set()),
    ("The bridge at Nesby was closed to traffic, they said.", {("gate/nsb", "closed")}),
]


@pytest.mark.parametrize(("text", "expected"), WAYS)
def test_whether_a_way_is_open(text: str, expected: set[tuple[str, str]]) -> None:
    told = find_ways(make_view(reading(text, day(1), {"type_": "CONSULT", "trigger": "said"})))
    assert {(r.subject[0][1].replace("fjlp", "fjlb").replace("nsp", "nsb"), r.stance) for r in told} == expected


RUNGS = [
    ("they have been completely defeated", [-4]),
    ("nobody can say that they are finished", [1]),
    ("they will soon be defeated", []),
    ("they are exhausted and short of ammunition", [-3, -3]),
    ("they can fight on for years", [2]),
    ("they have never been stronger", [4]),
    ("a shadow of what they were", [-1]),
]


@pytest.mark.parametrize(("words", "rungs"), RUNGS)
def test_the_rungs_of_the_ladder(words: str, rungs: list[int]) -> None:
    assert sorted({r.rung for r in read_rungs(words)}) == sorted(set(rungs))


def test_whoever_is_named_before_the_words_is_assessed() -> None:
    one = reading("The Free Fjord Front is finished, they said.", day(1), {"type_": "CONSULT", "trigger": "said"}, publisher="North")
    two = reading("The Free Fjord Front is still dangerous, they said.", day(2), {"type_": "CONSULT", "trigger": "said"}, publisher="South")
    assert [f.kind for f in assess_all(find_inquiries([one, two], {}, {}))] == ["contradiction"]
    other = replace(two, report=replace(two.report, text=two.report.text.replace("Front", "Choir")))
    assert [f.kind for f in assess_all(find_inquiries([one, other], {}, {}))] == []
