"""Who did it and whether it happened: deeds put away, claims taken back, rival tellings, doers by name, and what became of people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from emberwatch.ledger.answers.assess import assess_all
from emberwatch.ledger.answers.doers import find_doer
from emberwatch.ledger.answers.fates import find_fates
from emberwatch.ledger.answers.foiled import is_foiled
from emberwatch.ledger.answers.happening import describe
from emberwatch.ledger.answers.questions import find_inquiries
from emberwatch.ledger.answers.refusals import find_retracter, is_called_false, is_disclaimed
from emberwatch.ledger.answers.relate import RELATE, relate_doers
from emberwatch.ledger.answers.ties import are_taking, are_unlike
from emberwatch.ledger.answers.view import make_view
from emberwatch.ledger.touch import find_roles
from emberwatch.model.reading import Reading
from tests.ledger.question_factory import day, reading, reply

ARMY, FRONT = "The army=Norland Army", "the Front=Free Fjord Front"
ATTACK: dict[str, Any] = {"type_": "ASSAULT", "trigger": "attack", "at": "Fjellby"}


def findings(*held: Reading) -> list[tuple[str, str]]:
    return [(f.kind, f.field) for f in assess_all(find_inquiries(held, {}, {}))]


DISCLAIMED = [
    ("The group said it had nothing to do with the attack on Fjellby.", True),
    ("The group denied any involvement in the attack on Fjellby.", True),
    ("The group said it was not responsible for the attack on Fjellby.", True),
    ("The group played no part in the attack on Fjellby, it said.", True),
    ("The group denied responsibility for the raid and said police led the attack on Fjellby.", False),
    ("The group claimed responsibility for the attack on Fjellby.", False),
]


@pytest.mark.parametrize(("text", "away"), DISCLAIMED)
def test_a_deed_is_put_away_in_many_words(text: str, away: bool) -> None:
    held = reading(text, day(1), ATTACK)
    assert is_disclaimed(make_view(held), held.facts[0]) is away


UNTRUE = [
    ("It called rebel claims of an attack on Fjellby a fabrication.", True),
    ("It described as slander the reports of an attack on Fjellby.", True),
    ("The minister withdrew his statement that an attack on Fjellby had begun.", True),
    ("The minister was wrong to say that an attack on Fjellby had begun.", True),
    ("The mission found no evidence that an attack on Fjellby had begun.", True),
    ("The minister repeated his statement that an attack on Fjellby had begun.", False),
]


@pytest.mark.parametrize(("text", "untrue"), UNTRUE)
def test_a_telling_is_called_untrue_or_taken_back(text: str, untrue: bool) -> None:
    held = reading(text, day(1), ATTACK)
    assert is_called_false(make_view(held), held.facts[0]) is untrue


def test_who_takes_back_a_telling_is_the_subject_of_the_verb() -> None:
    held = reading("Norland's interior minister withdrew his statement that an attack on Fjellby had begun.", day(1), ATTACK)
    side = find_retracter(make_view(held), held.facts[0])
    assert side is not None and "office:ministry of interior" in side.keys


AWAY = "The Front said it had nothing to do with the attack on Fjellby."
BLAMES = [
    ("The army said that the Front led the attack on Fjellby.", FRONT, [("contradiction", "happened")]),
    ("The army said that four people died in the attack on Fjellby.", "", []),
]


@pytest.mark.parametrize(("text", "by", "found"), BLAMES)
def test_who_puts_a_deed_away_answers_those_who_say_who_did_it(text: str, by: str, found: list[tuple[str, str]]) -> None:
    told = reading(text, day(1), {**ATTACK, "by": by, "says": ARMY}, publisher="South")
    assert findings(told, reading(AWAY, day(2), {**ATTACK, "says": "The Front=Free Fjord Front"})) == found


SHELLED = "Shells of the Front hit the church of Fjellby on Sunday, the army said."
RIVALS = [
    ("The army itself shelled the church of Fjellby, the Front said.", "the church", day(2), [("contradiction", "doer")]),
    ("The army itself shelled the church of Fjellby, the Front said.", "the church", day(9), []),
    ("The army itself shelled a brick factory in Fjellby, a nurse said.", "a brick factory", day(2), []),
]


@pytest.mark.parametrize(("text", "to", "when", "found"), RIVALS)
def test_rival_tellings_of_one_deed_are_compared_though_no_incident_joins_them(text: str, to: str, when: Any, found: list[tuple[str, str]]) -> None:
    one: dict[str, Any] = {"type_": "ASSAULT", "trigger": "hit", "to": "the church", "at": "Fjellby", "by": FRONT, "says": "the army=Norland Army"}
    says = FRONT if "the Front said" in text else "a nurse"
    other: dict[str, Any] = {"type_": "ASSAULT", "trigger": "shelled", "to": to, "at": "Fjellby", "by": ARMY, "says": says}
    first, second = reading(SHELLED, day(1), one, publisher="South"), reading(text, when, other)
    assert findings(first, second) == found
    roles = [find_roles(make_view(r))[r.facts[0].id] for r in (first, second)]
    assert roles[0]["doing"] & roles[1]["doing"]


NAMES = [
    ("Men of the group Black Flag attacked Fjellby.", "Men of the group", "Black Flag"),
    ("Fighters of the FPLT attacked Fjellby.", "Fighters of the FPLT", "FPLT"),
    ("The Nordmen themselves attacked Fjellby.", "The Nordmen themselves", "Nordmen"),
    ("Masked men attacked Fjellby.", "Masked men", None),
]


@pytest.mark.parametrize(("text", "by", "name"), NAMES)
def test_a_doer_whom_no_table_knows_is_told_by_name(text: str, by: str, name: str | None) -> None:
    held = reading(text, day(1), {"type_": "ASSAULT", "trigger": "attacked", "by": by, "at": "Fjellby"})
    doer = find_doer(make_view(held), held.facts[0])
    assert (doer[1].removeprefix("The ") if doer else None) == name


def test_who_is_blamed_for_a_deed_did_it() -> None:
    text = "The army blamed the Front for a blast that killed nine people in Fjellby."
    blame = {"type_": "ACCUSE", "trigger": "blamed", "by": ARMY, "to": FRONT}
    held = reading(text, day(1), blame, {"type_": "ASSAULT", "trigger": "killed", "by": "a blast", "to": "nine people", "at": "Fjellby"})
    assert find_doer(make_view(held), next(f for f in held.facts if f.type == "ASSAULT")) == ("a:rebels", "Free Fjord Front")


def test_who_began_a_fight_is_asked_though_each_struck_the_other() -> None:
    one = reply("doer", "army", 1, "Front", stance="a:rebels", group="harm", against="state:NO")
    other = reply("doer", "front", 2, "Norland", stance="state:NO", group="harm", against="a:rebels")
    assert RELATE["doer"](one, other, []) is None
    begun = reply("doer", "front", 2, "Norland", stance="state:NO", group="harm", against="a:rebels", where="begun")
    assert RELATE["doer"](one, begun, []) == "differ"


DEAD = "The army killed the rebel chief, Knut Vik, near Fjellby, it said."
KILLED: dict[str, Any] = {"type_": "ASSAULT", "trigger": "killed", "to": "the rebel chief", "at": "Fjellby"}
FATES = [
    ("Knut Vik is alive and well, the Front said.", [("contradiction", "happened")]),
    ("Knut Vik met reporters. The chief laughed at the news of his death.", [("contradiction", "happened")]),
    ("Knut Vik met reporters. The chief spoke of the harvest.", []),
    ("The Front buried Knut Vik. Nils Vang is alive.", []),
]


@pytest.mark.parametrize(("text", "found"), FATES)
def test_who_was_told_dead_is_told_alive(text: str, found: list[tuple[str, str]]) -> None:
    last = next(w for w in ("alive", "death", "spoke") if w in text)
    told = {"type_": "CASUALTIES" if last == "death" else "ASSAULT", "trigger": last, "says": "the Front=Free Fjord Front" if FRONT[:9] in text else ""}
    assert findings(reading(DEAD, day(1), {**KILLED, "says": ARMY}, publisher="South"), reading(text, day(3), told)) == found


def test_a_death_denied_is_no_death() -> None:
    text = "The Front dismissed the report that Knut Vik had been killed."
    held = reading(text, day(1), {"type_": "ASSAULT", "trigger": "killed", "to": "Knut Vik", "status": "denied"})
    assert [r.stance for r in find_fates(make_view(held))] == []


def test_a_town_left_and_a_town_taken_are_one_happening() -> None:
    told = reading("The Front captured Fjellby.", day(1), {"type_": "SEIZE", "trigger": "captured", "by": "The Front=Free Fjord Front", "at": "Fjellby"})
    left = reading("The army has not abandoned Fjellby.", day(1), {"type_": "RETREAT", "trigger": "abandoned", "at": "Fjellby", "status": "not_occurred"})
    fled = reading("The army fled to Fjellby.", day(1), {"type_": "DISPLACE", "trigger": "fled", "at": "Fjellby"})
    taken, given, other = (describe(make_view(r), r.facts[0], {}) for r in (told, left, fled))
    assert are_taking(taken, given) and not are_taking(taken, other)


def test_an_arrest_is_no_ambush() -> None:
    kinds = [("arrested", "COERCE", "arrest"), ("ambushed", "ASSAULT", None), ("shelled", "ASSAULT", "artillery")]
    held = [reading(f"Men were {trigger} in Fjellby.", day(1), {"type_": type_, "trigger": trigger, "mode": mode}) for trigger, type_, mode in kinds]
    arrest, ambush, shelling = (describe(make_view(r), r.facts[0], {}) for r in held)
    assert are_unlike(arrest, ambush) and not are_unlike(ambush, shelling)


@pytest.mark.parametrize(
    ("text", "trigger", "denied"),
    [
        ("Guards foiled a bomb attack on the mosque in Fjellby.", "attack", False),
        ("No attack on the mosque in Fjellby took place.", "attack", True),
        ("The rebels do not carry out attacks on the mosque in Fjellby.", "attacks", False),
        ("The army could not attack the mosque in Fjellby.", "attack", False),
        ("The army never attacked the mosque in Fjellby.", "attacked", True),
        ("The attack on the mosque in Fjellby was called off.", "attack", False),
    ],
)
def test_what_was_foiled_or_is_not_done_as_a_rule_denies_nothing(text: str, trigger: str, denied: bool) -> None:
    view = make_view(reading(text, day(3), {"type_": "ASSAULT", "trigger": trigger, "status": "not_occurred", "at": "Fjellby"}))
    (fact,) = view.reading.facts
    assert is_foiled(view, fact) != denied


def test_doers_of_two_deeds_told_long_apart_are_no_rivals() -> None:
    a = replace(reply("doer", "A", 1, "Police", stance="p", deed="found"), published=date(2013, 5, 1))
    b = replace(reply("doer", "B", 1, "Brothers", stance="q", deed="shot"), published=date(2014, 5, 1))
    assert relate_doers(a, b, (a, b)) is None
    assert relate_doers(a, replace(b, deed="found"), (a, b)) == "differ"
    assert relate_doers(a, replace(b, published=date(2013, 5, 3)), (a, b)) == "differ"


def test_fighting_denied_of_one_day_is_not_the_fighting_that_had_gone_before() -> None:
    none = reading("There was no fighting in Fjellby on Thursday.", day(6), {**ATTACK, "trigger": "fighting", "status": "not_occurred"})
    before = reading("He praised the soldiers who had fought in Fjellby.", day(6), {**ATTACK, "trigger": "fought"})
    on_the_day = reading("The army fought in Fjellby.", day(6), {**ATTACK, "trigger": "fought"})
    assert not [kind for kind, field in findings(none, before) if field == "happened"]
    assert ("self_revision", "happened") in findings(none, on_the_day)
