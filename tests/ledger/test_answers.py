"""What a sentence answers: tolls that revise others, who counts, what is refused, who is meant by a kind, who is there, who fled."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from emberwatch.ledger.answers.assess import assess, assess_all
from emberwatch.ledger.answers.counts import find_counts
from emberwatch.ledger.answers.displaced import find_displaced
from emberwatch.ledger.answers.doers import find_kind
from emberwatch.ledger.answers.holders import find_holders
from emberwatch.ledger.answers.intentions import read_present
from emberwatch.ledger.answers.questions import find_inquiries
from emberwatch.ledger.answers.refusals import is_called_false
from emberwatch.ledger.answers.reply import Inquiry, Reply
from emberwatch.ledger.answers.tellers import find_teller
from emberwatch.ledger.answers.view import make_view
from emberwatch.ledger.touch import find_roles
from emberwatch.model.ledger import Question
from emberwatch.model.reading import Reading
from tests.ledger.question_factory import day, reading, reply

ARMY, FRONT = "The army=Norland Army", "The Front=Free Fjord Front"


def findings(*held: Reading) -> list[str]:
    return [f.kind for f in assess_all(find_inquiries(held, {}, {}))]


def kinds(*replies: Reply) -> list[str]:
    return [f.kind for f in assess(Inquiry(Question(replies[0].kind, replies[0].subject, "", ()), replies))]


def stance(kind: str, who: str, on: int, value: str, **fields: Any) -> Reply:
    return reply(kind, who, on, value, stance=value, **fields)


FIRST = reading(
    "The army said a blast in Fjellby killed four people.",
    day(1),
    {"type_": "ASSAULT", "trigger": "blast", "at": "Fjellby", "count": "four people/people/killed", "says": ARMY},
)
REVISED = [
    ("The army said seven people were killed in Fjellby, not four.", 9, ["self_revision"]),
    ("The army said seven people were killed in Fjellby.", 9, []),
    ("The army said seven people were killed in Fjellby, not four.", 200, []),
]


@pytest.mark.parametrize(("text", "later", "found"), REVISED)
def test_a_toll_that_revises_another_belongs_to_its_happening(text: str, later: int, found: list[str]) -> None:
    """No incident ties the two; a number is not revised by another toll of the town, nor after months."""
    told = {"type_": "ASSAULT", "trigger": "killed", "at": "Fjellby", "count": "seven people/people/killed", "says": ARMY}
    assert findings(FIRST, reading(text, day(1) + timedelta(days=later), told, publisher="North")) == found


def test_a_revision_finds_its_toll_by_a_key() -> None:
    later = reading(
        "The army said that seven people were killed in Fjellby, not four.",
        day(9),
        {"type_": "ASSAULT", "trigger": "killed", "at": "Fjellby", "count": "seven people/people/killed"},
    )
    toll, revision = (find_roles(make_view(held))[held.facts[0].id] for held in (FIRST, later))
    assert toll["toll"] & revision["revision"]
    assert "revision" not in toll


def test_a_number_that_is_said_to_be_wrong_counts_nothing() -> None:
    held = reading("Troops freed 31 pupils, not 84.", day(1), {"type_": "RETREAT", "trigger": "freed", "count": "31 pupils/pupils/released"})
    assert [(r.low, r.against) for r in find_counts(make_view(held), {})] == [(31, "84")]


TELLERS = [
    ("The army raised the number of dead to 38.", {"office:army"}),
    ("The health ministry, which had spoken of 12 dead, now puts its losses at 41.", {"office:ministry of health"}),
    ("So far 31 dead have been registered by the hospital.", {"office:hospital"}),
    ("The army put out the flames in 12 houses.", set()),
    ("The army, listed as a party to the war, lost 12 men.", set()),
]


@pytest.mark.parametrize(("text", "keys"), TELLERS)
def test_who_counts_is_asked_where_nobody_speaks(text: str, keys: set[str]) -> None:
    side = find_teller(make_view(reading(text, day(1), {"type_": "ASSAULT", "trigger": text.split()[1]})), 0)
    assert (set() if side is None else {key for key in side.keys if key.startswith("office:")}) == keys


BOMBED = {"type_": "ASSAULT", "trigger": "bombed", "by": "the Front=Free Fjord Front", "at": "Fjellby"}
REFUSED = [
    ("The army said that the Front bombed Fjellby. The Front rejected the charge.", ["contradiction"]),
    ("The army said that the Front bombed Fjellby. The Front has always rejected such accusations.", []),
    ("The army said that the Front bombed Fjellby. The Front rejected the charge that it sold fuel.", []),
]


@pytest.mark.parametrize(("text", "found"), REFUSED)
def test_a_charge_refused_is_a_denial_of_what_was_told_before(text: str, found: list[str]) -> None:
    refused = {"type_": "REJECT", "trigger": "rejected", "by": FRONT}
    assert findings(reading(text, day(1), {**BOMBED, "says": ARMY}, refused)) == found


COMING = [("Rumours of an impending raid on Fjellby are false.", []), ("Rumours of a raid on Fjellby are false.", ["contradiction"])]


@pytest.mark.parametrize(("text", "found"), COMING)
def test_what_is_said_not_to_be_coming_denies_no_deed(text: str, found: list[str]) -> None:
    told = reading("The raid on Fjellby began at dawn.", day(1), {"type_": "ASSAULT", "trigger": "raid", "at": "Fjellby"}, publisher="South")
    assert findings(told, reading(text, day(2), {"type_": "ASSAULT", "trigger": "raid", "at": "Fjellby", "status": "possible"})) == found


def test_a_number_of_the_moment_may_rise_by_another_voice() -> None:
    told = {"low": 4, "high": 4, "group": "irregular"}
    later = reply("count", "army", 5, "11", low=11, high=11, group="irregular")
    assert kinds(reply("count", "police", 1, "4", words="So far four rebels have been killed.", **told), later) == ["update"]
    assert kinds(reply("count", "police", 1, "4", words="Four rebels have been killed.", **told), later) == ["contradiction"]


FALSE = [
    ("Reports that the Front bombed Fjellby are false.", True),
    ("The claim that the Front bombed Fjellby is an absolute lie.", True),
    ("The story that the Front bombed Fjellby does not reflect the truth.", True),
    ("The army confirmed reports that the Front bombed Fjellby.", False),
    ("Reports are false. Planes of the Front bombed Fjellby.", False),
]


@pytest.mark.parametrize(("text", "called"), FALSE)
def test_what_a_sentence_calls_untrue_is_denied(text: str, called: bool) -> None:
    held = reading(text, day(2), {"type_": "ASSAULT", "trigger": "bombed", "at": "Fjellby"})
    assert is_called_false(make_view(held), held.facts[0]) is called
    told = reading("Jets bombed Fjellby.", day(1), {"type_": "ASSAULT", "trigger": "bombed", "at": "Fjellby"}, publisher="South")
    assert ("contradiction" in findings(told, held)) is called


WORDS = [
    ("PKK terrorists", "irregular"),
    ("the soldiers", "force"),
    ("an army helicopter", "force"),
    ("unknown gunmen", ""),
    ("villagers", ""),
    ("insurgents", "irregular"),
]


@pytest.mark.parametrize(("words", "kind"), WORDS)
def test_fighters_without_a_name_are_of_a_kind(words: str, kind: str) -> None:
    assert find_kind(words) == kind


DOERS = [
    ("rebels and soldiers", "irregular:NO", "force:NO", ["contradiction"]),
    ("rebels and a state", "irregular:NO", "state:NO", ["contradiction"]),
    ("rebels and a group with a name", "irregular:NO", "a:rebels", ["consistent"]),
    ("soldiers and the state they may be of", "force:NO", "state:NO", ["consistent"]),
    ("soldiers and another state", "force:NO", "state:SE", []),
    ("rebels and rebels", "irregular:NO", "irregular:NO", []),
    ("soldiers and a group with a name", "force:NO", "a:rebels", []),
]


@pytest.mark.parametrize(("case", "one", "other", "expected"), DOERS, ids=[c[0] for c in DOERS])
def test_doers_told_by_kind_are_compared_by_kind(case: str, one: str, other: str, expected: list[str]) -> None:
    assert kinds(stance("doer", "mayor", 1, one, group="harm"), stance("doer", "nurse", 2, other, group="harm")) == expected


def test_two_bear_each_other_out_where_a_third_denies_it() -> None:
    told = [stance("happened", "monk", 1, "yes"), stance("happened", "army", 2, "no"), stance("happened", "nurse", 3, "yes")]
    assert kinds(*told) == ["contradiction", "contradiction", "consistent"]
    assert kinds(told[0], told[2]) == []


HELD = [
    ("Units of the Fjordish army hold Fjellby.", "hold", "Units of the Fjordish army", "Fjellby", {"people:fjrts"}, 1),
    ("Rebels hold Fjellby, Sandby and the village of Nesby.", "hold", "Rebels", "Fjellby", {"irregular:NO"}, 3),
    ("Rebels hold the road to Fjellby.", "hold", "Rebels", "the road to Fjellby", set(), 0),
    ("At no time did rebels hold Fjellby.", "hold", "rebels", "Fjellby", set(), 0),
]


@pytest.mark.parametrize(("text", "trigger", "by", "at", "holders", "towns"), HELD)
def test_who_holds_each_town_of_a_row(text: str, trigger: str, by: str, at: str, holders: set[str], towns: int) -> None:
    """Fighters without an id hold it too, by their people's name or their kind; a road is no town."""
    told = list(find_holders(make_view(reading(text, day(1), {"type_": "CONTROL", "trigger": trigger, "status": "ongoing", "by": by, "at": at}))))
    assert {r.stance.replace("fjrtash", "fjrts")[: len("people:fjr")] for r in told} == {h[: len("people:fjr")] for h in holders}
    assert len({r.subject for r in told}) == towns


def test_a_town_taken_back_changed_hands() -> None:
    first = reading("Rebels hold Fjellby.", day(1), {"type_": "CONTROL", "trigger": "hold", "status": "ongoing", "by": "Rebels", "at": "Fjellby"})
    for word, expected in (("recaptured", ["update"]), ("entered", ["contradiction"])):
        later = reading(f"The army {word} Fjellby.", day(2), {"type_": "SEIZE", "trigger": word, "by": ARMY, "at": "Fjellby"}, publisher="North")
        assert findings(first, later) == expected


PRESENT = [
    ("Norland soldiers still man the roadblocks.", "COERCE", "roadblocks", "ongoing", "Norland soldiers=Norland", (1, None, "some")),
    ("Norland soldiers man the roadblocks.", "COERCE", "roadblocks", "ongoing", "Norland soldiers=Norland", None),
    ("Norland soldiers were present all year.", "STRENGTH", "present", "ongoing", "Norland soldiers=Norland", (1, None, "some")),
    ("The withdrawal of Norland soldiers was completed on Sunday.", "RETREAT", "withdrawal", "occurred", "Norland soldiers=Norland", (0, 0, "none")),
    ("The withdrawal of Norland soldiers began on Sunday.", "RETREAT", "withdrawal", "occurred", "Norland soldiers=Norland", None),
    ("None of the Norland soldiers were withdrawn.", "RETREAT", "withdrawn", "not_occurred", "None of the Norland soldiers=Norland", (1, None, "some")),
    ("Norland villagers still stay.", "STRENGTH", "stay", "ongoing", "Norland villagers", None),
]


@pytest.mark.parametrize(("text", "type_", "trigger", "status", "by", "left"), PRESENT)
def test_who_is_still_there_answers_who_is_left(text: str, type_: str, trigger: str, status: str, by: str, left: object) -> None:
    held = reading(text, day(1), {"type_": type_, "trigger": trigger, "status": status, "by": by})
    assert read_present(make_view(held), held.facts[0]) == left


def test_who_is_there_today_says_nothing_against_who_will_be() -> None:
    subject = (("left", "DK"), ("country", "ML"))
    now, later = reply("will", "monk", 1, "some", subject=subject, low=1, stance="now"), reply("will", "army", 3, "none", subject=subject, low=0, high=0)
    gone = reply("will", "army", 3, "none left", subject=subject, low=0, high=0, stance="now")
    assert kinds(now, later) == []
    assert kinds(now, gone) == ["contradiction"]


FLED = reading(
    "About 2,000 people fled from Fjellby.", day(1), {"type_": "DISPLACE", "trigger": "fled", "at": "Fjellby", "count": "2,000 people/people/displaced"}
)
AWAY = [
    ("More than 5,000 people from Fjellby are living in tents.", ["update"]),
    ("More than 5,000 people from Fjellby are celebrating.", []),
    ("More than 5,000 people from Sandby are living in tents.", []),
]


@pytest.mark.parametrize(("text", "found"), AWAY)
def test_those_driven_from_a_town_are_counted_by_town(text: str, found: list[str]) -> None:
    told = {"type_": "STRENGTH", "trigger": "are", "status": "ongoing", "count": "5,000 people/people/present"}
    assert findings(FLED, reading(text, day(9), told, publisher="North")) == found


def test_who_comes_back_is_not_driven_out() -> None:
    held = reading(
        "About 2,000 people came back from Fjellby.",
        day(1),
        {"type_": "DISPLACE", "trigger": "came", "at": "Fjellby", "count": "2,000 people/people/displaced"},
    )
    assert not list(find_displaced(make_view(held)))


SPENT = reading("The rebels are a spent force.", day(1), {"type_": "CAPABILITY", "trigger": "spent", "status": "ongoing", "by": "The rebels"})
STANDING = [
    ("The insurgents are far from beaten.", "CAPABILITY", ["contradiction"]),
    ("The villagers are far from beaten.", "CAPABILITY", []),
    ("The rebels had destroyed three boats.", "ASSAULT", []),
]


@pytest.mark.parametrize(("text", "type_", "found"), STANDING)
def test_irregulars_without_a_name_are_assessed_as_those_of_the_country(text: str, type_: str, found: list[str]) -> None:
    told = {"type_": type_, "trigger": "destroyed" if "destroyed" in text else "beaten", "status": "ongoing", "by": " ".join(text.split()[:2])}
    assert findings(SPENT, reading(text, day(3), told, publisher="North")) == found
