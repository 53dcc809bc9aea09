"""What a report tells beside its matter, and what a negation leaves standing: neither is a rival telling nor a denial."""

from __future__ import annotations

from typing import Any

import pytest

from emberwatch.ledger.answers.asides import is_long_past, is_of_many
from emberwatch.ledger.answers.doers import find_told_doers
from emberwatch.ledger.answers.fates import find_fates
from emberwatch.ledger.answers.foiled import is_foiled
from emberwatch.ledger.answers.happened import find_denials, is_of_nobody
from emberwatch.ledger.answers.holders import find_holders
from emberwatch.ledger.answers.plans import find_plans
from emberwatch.ledger.answers.relate import is_one_deed, is_other_deed
from emberwatch.ledger.answers.stances import find_stance
from emberwatch.ledger.answers.standing_deeds import stands_untouched
from emberwatch.ledger.answers.view import make_view
from tests.ledger.question_factory import day, reading, reply

ATTACK: dict[str, Any] = {"type_": "ASSAULT", "trigger": "attack"}


@pytest.mark.parametrize(
    ("text", "many", "past"),
    [
        ("The Front often leads an attack on Fjellby.", True, False),
        ("The Front made around 100 attacks and one attack on Fjellby.", True, False),
        ("It was the tenth attack on Fjellby in the past year.", True, False),
        ("The Front led an attack on Fjellby last month.", False, True),
        ("The Front led an attack on Fjellby on Monday.", False, False),
    ],
)
def test_many_deeds_and_deeds_long_past_stand_beside(text: str, many: bool, past: bool) -> None:
    held = reading(text, day(3), {**ATTACK, "trigger": " attack "})
    view = make_view(held)
    assert (is_of_many(view, held.facts[0]), is_long_past(view, held.facts[0])) == (many, past)


@pytest.mark.parametrize(
    ("text", "told", "names"),
    [
        ("The Front arrested a nurse in Fjellby.", {"type_": "COERCE", "mode": "arrest", "trigger": "arrested"}, ["Free Fjord Front"]),
        ("The Front investigated a nurse in Fjellby.", {"type_": "COERCE", "trigger": "investigated"}, []),
        ("Rioters in Norland burned the bank of Fjellby.", {"type_": "ASSAULT", "trigger": "burned", "by": "Rioters in Norland"}, ["Rioters in Norland"]),
        ("Norland burned the bank of Fjellby.", {"type_": "ASSAULT", "trigger": "burned", "by": "Norland"}, ["Norland"]),
    ],
)
def test_whose_deed_it_is(text: str, told: dict[str, Any], names: list[str]) -> None:
    held = reading(text, day(3), {"by": "Front=Free Fjord Front", **told})
    assert [r.value for _, r in find_told_doers(make_view(held), {held.facts[0].id: "i1"})] == names


def test_deeds_done_to_others_are_no_rivals() -> None:
    def doer(who: str, deed: str, against: str, where: str = "", on: int = 1) -> Any:
        return reply("doer", f"person:{who}", on, who, stance=f"a:{who}", group="harm", deed=deed, against=against, where=where)

    shop, boy = doer("rioters", "attack", "word:shop"), doer("police", "shoot", "word:boy")
    assert not is_one_deed(shop, boy)
    assert is_one_deed(shop, doer("police", "shoot", "")) and is_one_deed(shop, doer("police", "attack", "word:boy"))
    assert is_other_deed(doer("pirates", "attack", "word:ship"), doer("navy", "attack", "word:pirat"))
    assert is_other_deed(shop, doer("police", "attack", "word:shop", "past")) and not is_other_deed(shop, doer("police", "attack", "word:shop"))


@pytest.mark.parametrize(
    ("text", "told", "denied"),
    [
        ("They did not have to attack him.", {}, False),
        ("They did not attack him.", {}, True),
        ("It was not a deliberate attack.", {}, False),
        ("It was not an attack.", {}, True),
        ("The guards are not accused of the attack.", {}, False),
        ("The Front denied ties to men who led the attack.", {"status": "denied"}, False),
        ("The Front denied that its men led the attack.", {"status": "denied"}, True),
        ("The second device did not explode.", {"trigger": "explode"}, False),
        ("The shell did not hit Fjellby.", {"trigger": "hit"}, True),
        ("The nurse was never arrested.", {"type_": "COERCE", "mode": "arrest", "trigger": "arrested"}, False),
        ("The army denied it arrested her.", {"type_": "COERCE", "mode": "arrest", "trigger": "arrested", "status": "denied"}, True),
        ("There was no attack plan.", {}, False),
    ],
)
def test_a_negation_that_leaves_the_deed_standing(text: str, told: dict[str, Any], denied: bool) -> None:
    held = reading(text, day(1), {**ATTACK, "status": "not_occurred", **told})
    view = make_view(held)
    assert stands_untouched(view, held.facts[0]) is not denied and bool(find_denials(view)) is denied


def test_an_attack_that_was_not_achieved_was_tried() -> None:
    for text, foiled in (("The attack was not achieved today.", True), ("The attack never took place.", False)):
        held = reading(text, day(1), {**ATTACK, "status": "not_occurred"})
        assert is_foiled(make_view(held), held.facts[0]) is foiled


def test_a_blast_in_which_nobody_was_hurt_went_off() -> None:
    for text, trigger, nobody in (("No one was injured in that blast.", "blast", False), ("The shell killed no one.", "killed", True)):
        held = reading(text, day(1), {"type_": "ASSAULT", "trigger": trigger, "to": "No one" if trigger == "blast" else "no one"})
        assert is_of_nobody(make_view(held), held.facts[0]) is nobody


@pytest.mark.parametrize(
    ("text", "trigger", "to", "dead"),
    [
        ("An assassination attempt was made on Ida Berg.", "assassination", "Ida Berg", 0),
        ("Ida Berg, sister of the boy killed in Fjellby, wept.", "killed", "Ida Berg", 0),
        ("Ida Berg was killed in Fjellby.", "killed", "Ida Berg", 1),
    ],
)
def test_who_is_told_dead(text: str, trigger: str, to: str, dead: int) -> None:
    held = reading(text, day(1), {"type_": "ASSAULT", "trigger": trigger, "to": to})
    assert len([r for r in find_fates(make_view(held)) if r.stance == "yes"]) == dead


@pytest.mark.parametrize(
    ("text", "told", "stance"),
    [
        ("Stay down, or we will attack you.", {"status": "planned"}, None),
        ("They asked how many times he will attack.", {"status": "planned"}, None),
        ("They had originally meant to lead an attack.", {"status": "planned"}, None),
        ("The Front will attack Fjellby.", {"status": "planned"}, "yes"),
        ("The boat was escorting ships.", {"type_": "MOBILIZE", "trigger": "escorting", "status": "ongoing"}, None),
        ("The boat is escorting ships.", {"type_": "MOBILIZE", "trigger": "escorting", "status": "ongoing"}, "begun"),
        ("The boats tried to escape.", {"type_": "DISPLACE", "trigger": "escape", "status": "not_occurred"}, None),
    ],
)
def test_a_plan_of_today(text: str, told: dict[str, Any], stance: str | None) -> None:
    held = reading(text, day(1), {**ATTACK, **told})
    assert find_stance(make_view(held), held.facts[0]) == stance


@pytest.mark.parametrize(("by", "count"), [("Front=Free Fjord Front", 2), ("Gunmen", 0)])
def test_another_attack_without_a_day_carries_out_no_plan(by: str, count: int) -> None:
    plan = reading("The Front will attack Fjellby.", day(1), {**ATTACK, "by": "Front=Free Fjord Front", "at": "Fjellby", "status": "planned"})
    text = "The Front led an attack on Fjellby." if count else "Gunmen led an attack on Fjellby."
    deed = reading(text, day(9), {**ATTACK, "by": by, "at": "Fjellby"})
    assert len(list(find_plans([make_view(plan), make_view(deed)], {}))) == count


@pytest.mark.parametrize(
    ("text", "told", "held"),
    [
        ("The Front holds Fjellby.", {"trigger": "holds", "at": "Fjellby"}, True),
        ("Near Fjellby the Front holds 14 ships.", {"trigger": "holds", "to": "14 ships", "count": "14/ships/held"}, False),
        ("Fjellby is under the operational control of the Front.", {"trigger": "control", "at": "Fjellby"}, False),
    ],
)
def test_ships_and_units_are_no_ground(text: str, told: dict[str, Any], held: bool) -> None:
    one = reading(text, day(1), {"type_": "CONTROL", "status": "ongoing", "by": "Front=Free Fjord Front", **told})
    assert bool(list(find_holders(make_view(one)))) is held
