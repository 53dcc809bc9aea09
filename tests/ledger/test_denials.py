"""What a denial denies: of whose doing, of whom, of which time; and who did what the words give no doer."""

from __future__ import annotations

from typing import Any

import pytest

from emberwatch.ledger.answers.assess import assess_all
from emberwatch.ledger.answers.doers import find_doer, find_kind
from emberwatch.ledger.answers.happened import is_ceased, is_of_nobody
from emberwatch.ledger.answers.happening import describe
from emberwatch.ledger.answers.presupposed import are_of_others, is_granted
from emberwatch.ledger.answers.questions import find_inquiries
from emberwatch.ledger.answers.refusals import find_refusal, is_disclaimed
from emberwatch.ledger.answers.relate import RELATE
from emberwatch.ledger.answers.sides import find_offices
from emberwatch.ledger.answers.view import make_view
from tests.ledger.question_factory import day, reading, reply

ARMY, FRONT = "army=Norland Army", "Front=Free Fjord Front"
SHELLED: dict[str, Any] = {"type_": "ASSAULT", "trigger": "shelled", "at": "Fjellby"}
OWN_DENIAL = "The army denied that its troops had shelled the clinic in Fjellby."
BLAMES = [
    ("Soldiers shelled the clinic in Fjellby, a nurse said.", {"by": "Soldiers", "to": "the clinic"}, [("contradiction", "happened")]),
    ("The Front shelled the clinic in Fjellby, a nurse said.", {"by": FRONT, "to": "the clinic"}, []),
    ("Bandits shelled the clinic in Fjellby, a nurse said.", {"by": "Bandits", "to": "the clinic"}, []),
    ("Somebody shelled the clinic in Fjellby, a nurse said.", {"to": "the clinic"}, []),
    ("Soldiers shelled the bakery in Fjellby, a nurse said.", {"by": "Soldiers", "to": "the bakery"}, []),
]


@pytest.mark.parametrize(("text", "told", "found"), BLAMES, ids=[text for text, _, _ in BLAMES])
def test_who_denies_his_own_doing_answers_those_who_may_mean_him(text: str, told: dict[str, Any], found: list[tuple[str, str]]) -> None:
    says = "nurse"
    denial = reading(OWN_DENIAL, day(3), {**SHELLED, "by": "its troops", "to": "the clinic", "status": "denied", "says": f"The {ARMY}"})
    claim = reading(text, day(4), {**SHELLED, **told, "says": says})
    assert [(f.kind, f.field) for f in assess_all(find_inquiries((denial, claim), {}, {}))] == found


NOBODY = [
    ("Not a single prisoner escaped from Fjellby.", "Not a single prisoner", "escaped", True),
    ("No fewer than ten prisoners escaped from Fjellby.", "No fewer than ten prisoners", "escaped", False),
    ("No group claimed responsibility for the attack on Fjellby.", "No group", "attack", False),
]


@pytest.mark.parametrize(("text", "by", "trigger", "nobody"), NOBODY)
def test_what_is_told_of_nobody_is_denied(text: str, by: str, trigger: str, nobody: bool) -> None:
    held = reading(text, day(1), {"type_": "ASSAULT", "trigger": trigger, "by": by})
    assert is_of_nobody(make_view(held), held.facts[0]) is nobody


GRANTED = [
    ("No Norlander was hurt in the blasts.", "blasts", "occurred", True),
    ("No blasts were heard in Fjellby.", "blasts", "occurred", False),
    ("The police denied that more arrests were made.", "arrests", "denied", True),
    ("The police denied that arrests were made.", "arrests", "denied", False),
    ("The embassy denied that the arrested man is its guard.", "arrested", "denied", True),
    ("At no time has the enemy penetrated the base.", "penetrated", "not_occurred", False),
]


@pytest.mark.parametrize(("text", "trigger", "status", "granted"), GRANTED)
def test_what_a_denial_takes_for_granted_is_not_denied(text: str, trigger: str, status: str, granted: bool) -> None:
    held = reading(text, day(1), {"type_": "ASSAULT", "trigger": trigger, "status": status})
    assert is_granted(make_view(held), held.facts[0]) is granted


def test_a_release_of_others_is_not_the_one_denied() -> None:
    """What is done every day is denied of those alone who are told of, or of the town that both name."""
    freed: dict[str, Any] = {"type_": "RETREAT", "mode": "release", "trigger": "released"}
    denial = reading("The photographs were not released, a clerk said.", day(3), {**freed, "to": "The photographs", "status": "not_occurred", "says": "clerk"})
    other = reading("Two miners were released, the police said.", day(3), {**freed, "to": "Two miners", "says": "the police"})
    at_home = describe(make_view(denial), denial.facts[0], {}), describe(make_view(other), other.facts[0], {})
    assert are_of_others(*at_home) and not are_of_others(at_home[0], at_home[0])


def test_what_has_ceased_was_done_before() -> None:
    for text, ceased in (("It no longer attacks Fjellby.", True), ("It never attacks Fjellby.", False)):
        held = reading(text, day(1), {"type_": "ASSAULT", "trigger": "attacks", "status": "not_occurred"})
        assert is_ceased(make_view(held), held.facts[0]) is ceased


def test_none_of_its_men_having_been_there_puts_a_deed_away() -> None:
    for text, away in (("None of its men were in Fjellby at the attack.", True), ("None of its men were hurt in the attack.", False)):
        held = reading(text, day(1), {"type_": "ASSAULT", "trigger": "attack"})
        assert is_disclaimed(make_view(held), held.facts[0]) is away


def test_what_is_called_invented_is_refused_unless_it_is_told_again() -> None:
    told = {"type_": "ASSAULT", "trigger": "raid"}
    called = reading("The council called the accounts fabricated and met.", day(1), {"type_": "CONSULT", "trigger": "met"})
    again = reading("It admitted the raid after it had called such reports false.", day(1), told)
    assert find_refusal(make_view(called), 0) is not None
    assert find_refusal(make_view(again), 0) is None


WORKS = [
    ("The Front claimed the raid on Fjellby.", "Free Fjord Front"),
    ("The Front took responsibility for the raid on Fjellby.", "Free Fjord Front"),
    ("The Front claimed that a raid on Fjellby failed.", None),
    ("The mayor told the Front that the raid was the work of rebels.", "rebels"),
]


@pytest.mark.parametrize(("text", "name"), WORKS)
def test_a_claim_or_a_work_gives_a_deed_its_doer(text: str, name: str | None) -> None:
    held = reading(text, day(1), {"type_": "ASSAULT", "trigger": "raid", "says": FRONT})
    doer = find_doer(make_view(held), held.facts[0])
    assert (doer and doer[1]) == name


def test_what_is_done_to_attackers_is_no_attack() -> None:
    held = reading("Soldiers pursued the attackers.", day(1), {"type_": "ASSAULT", "trigger": "pursued", "by": "Soldiers", "to": "the attackers"})
    assert find_doer(make_view(held), held.facts[0]) is None


def test_the_word_before_men_says_of_which_kind_they_are() -> None:
    assert [find_kind(words) for words in ("gendarmerie men", "armed men", "men in army uniform", "army gunmen")] == ["force", "", "", ""]


DOERS = [
    ("force:NO", "", "a:rebels", "armed", "differ"),
    ("force:NO", "", "a:alliance", "", None),
    ("words:bandits", "", "force:NO", "", "differ"),
    ("words:bandits", "", "a:rebels", "armed", None),
    ("force:NO", "", "force:", "", "agree"),
]


@pytest.mark.parametrize(("one", "where", "other", "there", "relation"), DOERS)
def test_soldiers_are_no_armed_group_and_no_bandits(one: str, where: str, other: str, there: str, relation: str | None) -> None:
    a = reply("doer", "mayor", 1, "those", stance=one, where=where, group="harm")
    b = reply("doer", "army", 2, "others", stance=other, where=there, group="harm")
    assert RELATE["doer"](a, b, (a, b)) == relation


def test_a_provincial_government_is_the_governors_and_prosecutors_are_one_office() -> None:
    assert find_offices("the state government", "r") == find_offices("a spokesman for the governor", "r") == {"office:governor"}
    assert find_offices("the attorney general", "r") == find_offices("a prosecutor", "r") == {"office:prosecution"}
