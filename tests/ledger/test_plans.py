"""Plans, refusals and outcomes that are of one plan answer one question; those of another side, place or kind do not."""

from __future__ import annotations

from typing import Any

import pytest

from emberwatch.ledger.answers.assess import assess_all
from emberwatch.ledger.answers.endings import read_ending
from emberwatch.ledger.answers.plan_claims import lay_matter
from emberwatch.ledger.answers.plans import CROWD
from emberwatch.ledger.answers.questions import find_inquiries, find_question_keys
from emberwatch.ledger.answers.sides import find_side, is_same_side
from emberwatch.ledger.answers.spoken import read_stance
from emberwatch.ledger.answers.stances import find_stance
from emberwatch.ledger.answers.view import make_view
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement
from tests.ledger.question_factory import ACTORS, day, fact, party, reading

LEAVE: dict[str, Any] = {"type_": "RETREAT", "mode": "withdraw"}
PLAN = reading(
    "The army will withdraw from Fjellby by Friday, the president said.", day(3),
    {**LEAVE, "trigger": "withdraw", "by": "The army=Norland Army", "at": "Fjellby", "says": "the president=Ida Berg", "status": "planned"},
)  # fmt: skip


def find_kinds(*readings: Reading) -> list[str]:
    """The kinds of the findings on plans."""
    return [f.kind for f in assess_all(find_inquiries(readings, {}, {})) if f.field == "will"]


OUTCOMES = [
    ("The army left Fjellby on Friday.", {**LEAVE, "trigger": "left", "by": "The army=Norland Army", "at": "Fjellby"}, ["update"]),
    ("The army began to leave Fjellby.", {**LEAVE, "trigger": "leave", "by": "The army=Norland Army", "at": "Fjellby", "status": "ongoing"}, ["update"]),
    ("The soldiers did not leave Fjellby, a nurse said.",
     {**LEAVE, "trigger": "leave", "by": "The soldiers", "at": "Fjellby", "says": "a nurse", "status": "not_occurred"}, ["contradiction"]),
    ("Troops are still in Fjellby, a nurse said.",
     {"type_": "STRENGTH", "trigger": "still", "by": "Troops", "at": "Fjellby", "says": "a nurse", "status": "ongoing"}, ["contradiction"]),
    ("The army will not leave Fjellby, the president said.",
     {**LEAVE, "trigger": "leave", "by": "The army=Norland Army", "at": "Fjellby", "says": "the president=Ida Berg", "status": "not_occurred"},
     ["self_revision"]),
    ("The army will stay in Fjellby, a nurse said.",
     {"type_": "STRENGTH", "trigger": "stay", "by": "The army=Norland Army", "at": "Fjellby", "says": "a nurse", "status": "planned"}, ["contradiction"]),
    ("The withdrawal from Fjellby is a sham, a nurse said.", {**LEAVE, "trigger": "withdrawal", "at": "Fjellby", "says": "a nurse"}, ["contradiction"]),
    ("The army will pull out of Fjellby, a nurse said.",
     {**LEAVE, "trigger": "pull out", "by": "The army=Norland Army", "at": "Fjellby", "says": "a nurse", "status": "planned"}, ["consistent"]),
    ("The front left Fjellby on Friday.", {**LEAVE, "trigger": "left", "by": "The front=Free Fjord Front", "at": "Fjellby"}, []),
    ("Residents left Fjellby on Friday.", {"type_": "DISPLACE", "mode": "flight", "trigger": "left", "by": "Residents", "at": "Fjellby"}, []),
    ("The army shelled Fjellby on Friday.",
     {"type_": "ASSAULT", "mode": "artillery", "trigger": "shelled", "by": "The army=Norland Army", "at": "Fjellby"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told", "expected"), OUTCOMES, ids=[text for text, _, _ in OUTCOMES])
def test_what_became_of_a_plan(text: str, told: dict[str, Any], expected: list[str]) -> None:
    """Its outcome is an update, its refusal and its lack are differences; another's departure, flight and deeds say nothing of it."""
    assert find_kinds(PLAN, reading(text, day(8), told)) == expected


def test_a_plan_and_its_outcome_share_a_key() -> None:
    """The keys of both claims, each from its own reading alone, meet though their types are of two families."""
    later = reading("Troops are still in Fjellby.", day(8), {"type_": "STRENGTH", "trigger": "still", "by": "Troops", "at": "Fjellby", "status": "ongoing"})
    one, other = (set(find_question_keys(r)[r.facts[0].id]) for r in (PLAN, later))
    assert any(key.startswith("leave@") for key in one & other)


def test_part_of_it_by_the_same_side_changes_its_word() -> None:
    """Fewer than were to go is a step where others tell it, and another word where the side that promised does."""
    told = {"type_": "RETREAT", "mode": "release", "by": "The front=Free Fjord Front", "to": "hostages", "at": "Fjellby"}
    plan = reading(
        "The front will free all 30 hostages in Fjellby, the front said.", day(3),
        {**told, "trigger": "free", "count": "30/hostages/released", "says": "the front=Free Fjord Front", "status": "planned"},
    )  # fmt: skip
    for says, expected in (("the front=Free Fjord Front", "self_revision"), ("a nurse", "update")):
        text = f"The front freed 12 hostages in Fjellby, {says.partition('=')[0]} said."
        assert find_kinds(plan, reading(text, day(8), {**told, "trigger": "freed", "count": "12/hostages/released", "says": says})) == [expected]


STANCES = [
    ("The army began on Saturday to leave Fjellby.", {**LEAVE, "trigger": "leave", "status": "planned"}, "begun"),
    ("The army has no plans to leave Fjellby.", {**LEAVE, "trigger": "leave", "status": "not_occurred"}, "no"),
    ("The army has put off its departure.", {**LEAVE, "trigger": "departure", "status": "not_occurred"}, "no"),
    ("The army will leave once the front disarms.", {**LEAVE, "trigger": "leave", "status": "conditional"}, "yes"),
    ("The army marched to free Fjellby.", {"type_": "RETREAT", "mode": "release", "trigger": "free", "status": "planned"}, None),
    ("No soldiers will remain in Fjellby.", {"type_": "STRENGTH", "trigger": "remain", "by": "No soldiers", "status": "planned"}, "yes"),
    ("Half of the soldiers left Fjellby.", {**LEAVE, "trigger": "left", "by": "Half of the soldiers"}, "part"),
    ("A first group of soldiers left Fjellby.", {**LEAVE, "trigger": "left", "by": "A first group of soldiers"}, "begun"),
]


@pytest.mark.parametrize(("text", "told", "stance"), STANCES, ids=[text for text, _, _ in STANCES])
def test_stances(text: str, told: dict[str, Any], stance: str | None) -> None:
    """Words beside a verb tell more of a plan than its status."""
    read = reading(text, day(3), told)
    assert find_stance(make_view(read), read.facts[0]) == stance


def test_a_refusal_of_something_to_come_denies_nothing_done() -> None:
    """Who had no intention to do it did not deny that it was done: the deed that follows is things moving on, and no contradiction."""
    deed = {"type_": "SEIZE", "by": "The army=Norland Army", "at": "Fjellby"}
    refusal = reading("The army had no intention of storming Fjellby.", day(3), {**deed, "trigger": "storming", "status": "not_occurred"})
    done = reading("The army stormed Fjellby on Friday.", day(8), {**deed, "trigger": "stormed"})
    assert find_kinds(refusal, done) == ["update"] and {f.kind for f in assess_all(find_inquiries((refusal, done), {}, {}))} == {"update"}


def test_a_closed_road_is_not_opened_and_an_attack_breaks_a_truce() -> None:
    """A claim on shutting stands against one on opening; an attack despite a truce says that the truce does not hold."""
    shut = reading("The army closed the road to Fjellby.", day(3), {"type_": "COERCE", "mode": "blockade", "trigger": "closed", "at": "Fjellby"})
    breach = reading("Shells hit Fjellby despite the truce.", day(3), {"type_": "ASSAULT", "trigger": "hit", "at": "Fjellby"})
    laid = [lay_matter(make_view(r), r.facts[0], {}) for r in (shut, breach)]
    assert [(m.stance, sorted(m.kinds)) for m in laid if m] == [("not", ["open"]), ("not", ["truce"])]


CLAUSES = [
    ("The tunnel remained closed on Sunday", "not"),
    ("The road will stay closed", "no"),
    ("Elections will be held on Sunday", "yes"), ("Elections will not take place on Sunday", "no"), ("the polls have been postponed", "no"),
    ("the road has opened", "done"), ("the road has not been opened", "not"), ("the road was to open", None),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "stance"), CLAUSES)
def test_clauses_of_statements(clause: str, stance: str | None) -> None:
    """Where no event was read, the verbs of a clause tell where it stands."""
    assert read_stance(clause) == stance


WEIGHED = [
    ("Fighters will leave Fjellby.", "leave", "planned", "yes"),
    ("Fighters want to leave Fjellby.", "leave", "planned", None),
    ("Fighters should leave Fjellby.", "leave", "demanded", None),
    ("It is unclear if fighters will leave Fjellby.", "leave", "possible", None),
    ("The mayor opposes their withdrawal.", "withdrawal", "planned", None),
    ("The mayor announced their withdrawal.", "withdrawal", "planned", "yes"),
    ("Their withdrawal will begin on Sunday.", "withdrawal", "planned", "yes"),
    ("The court noted their withdrawal.", "withdrawal", "not_occurred", None),
    ("They did not leave Fjellby.", "leave", "not_occurred", "not"),
]


@pytest.mark.parametrize(("text", "trigger", "status", "stance"), WEIGHED)
def test_what_is_wished_or_only_named_is_no_plan(text: str, trigger: str, status: str, stance: str | None) -> None:
    """A plan is what somebody says will be done: not what is wanted, owed, doubted or opposed, nor what a noun names."""
    told = reading(text, day(3), {"type_": "RETREAT", "trigger": trigger, "status": status})
    assert find_stance(make_view(told), told.facts[0]) == stance


def test_a_matter_that_many_speak_of_is_no_plan() -> None:
    """Announcement and outcome answer one question; where more announce it than announce one plan, nothing is found."""
    deed = {"type_": "RETREAT", "by": "Fighters", "at": "Fjellby"}
    tell = [reading(f"Fighters will leave Fjellby, source {n} said.", day(3 + n), {**deed, "trigger": "leave", "status": "planned"}) for n in range(CROWD + 1)]
    done = reading("Fighters left Fjellby on Friday.", day(20), {**deed, "trigger": "left"})
    assert "will" in {q.question.kind for q in find_inquiries((*tell[:2], done), {}, {})}
    assert not find_inquiries((*tell, done), {}, {})


def test_another_deed_of_the_party_is_no_outcome() -> None:
    """Talks that are planned are not those of others, nor is any agreement that one of them makes elsewhere."""
    plan = {"type_": "CONSULT", "by": "The army=Norland Army", "trigger": "meet", "status": "planned"}
    planned = reading("The army will meet elders.", day(3), plan)
    other = reading("The army agreed to a price.", day(8), {"type_": "AGREE", "by": "The army=Norland Army", "trigger": "agreed"})
    met = reading("The army met elders.", day(8), {**plan, "trigger": "met", "status": "occurred"})
    assert find_kinds(planned, other) == [] and find_kinds(planned, met) == ["update"]


def say(text: str, on: int, content: str) -> Reading:
    """A reading of what the president said, with no fact."""
    plain = reading(text, day(on))
    start = text.index(content)
    said = Statement(plain.report.id, "say", None, (party(plain.report, "the president=Ida Berg"),), Evidence.quote(plain.report, start, start + len(content)))
    return Reading(plain.report, plain.sentences, statements=(said,), actors=tuple(ACTORS.values()))


def test_statements_without_events_are_tied() -> None:
    """A vote that is announced and called off by one side is one question, though no event was read."""
    announced = say("Elections in Norland will be held in June, the president said.", 3, "Elections in Norland will be held in June")
    called_off = say("Norland has postponed the elections, the president said.", 8, "Norland has postponed the elections")
    assert find_kinds(announced, called_off) == ["self_revision"]


def test_who_publishes_its_own_words_is_the_side_that_others_quote() -> None:
    """An army that publishes a report is the army of its country, and no other's; a paper is nobody."""
    own = {name: find_side(None, reading("It is quiet.", day(3), publisher=name), {}) for name in ("French army", "Kenyan army", "Fjord Post")}
    quoted = reading("It is quiet, the French army said.", day(3))
    spoken = find_side(party(quoted.report, "the French army"), quoted, {})
    assert not own["Fjord Post"].keys
    assert not is_same_side(own["French army"], own["Kenyan army"])
    assert own["French army"].keys & spoken.keys


ENDINGS = [
    ("The offensive will be over within days.", "yes"),
    ("The battle for Fjellby would be won by Friday.", "yes"),
    ("The fighting could go on for weeks.", "no"),
    ("He gave no date for the end of the operation.", "no"),
    ("The offensive was over on Friday.", None),
    ("The school will be finished by Friday.", None),
]


@pytest.mark.parametrize(("clause", "stance"), ENDINGS, ids=[clause for clause, _ in ENDINGS])
def test_how_soon_fighting_ends(clause: str, stance: str | None) -> None:
    """Days against weeks or no date, of fighting alone and of what is to come."""
    assert read_ending(clause) == stance


def test_days_against_weeks() -> None:
    """One who gives it days and one who gives it weeks do not agree."""
    fought: dict[str, Any] = {"type_": "ASSAULT", "mode": "clash", "at": "Fjellby"}
    short = reading("The battle in Fjellby will be over in two days, an officer said.", day(3),
                    {**fought, "trigger": "battle", "says": "an officer", "status": "expected"})  # fmt: skip
    long = reading(
        "The battle in Fjellby could last for weeks, a nurse said.", day(3), {**fought, "trigger": "battle", "says": "a nurse", "status": "possible"}
    )
    assert find_kinds(short, long) == ["contradiction"]


STAYERS = [
    ("Some 300 of the families will remain in Fjellby, a nurse said.", "Some 300 of the families", ["contradiction"]),
    ("Some 300 soldiers will remain in Fjellby, a nurse said.", "Some 300 soldiers", []),
]


@pytest.mark.parametrize(("text", "stayers", "expected"), STAYERS, ids=[text for text, _, _ in STAYERS])
def test_who_stays_does_not_return(text: str, stayers: str, expected: list[str]) -> None:
    """That some of those who are to go home remain answers the promise; that others remain does not."""
    home = reading("All the families will return from Fjellby by Friday, the president said.", day(3),
                   {"type_": "DISPLACE", "mode": "return", "trigger": "return", "by": "All the families", "at": "Fjellby",
                    "says": "the president=Ida Berg", "status": "planned"})  # fmt: skip
    stay = reading(text, day(8), {"type_": "STRENGTH", "trigger": "remain", "by": stayers, "at": "Fjellby", "says": "a nurse", "status": "planned"})
    assert find_kinds(home, stay) == expected


def test_who_leaves_for_a_town_leaves_the_one_told_before() -> None:
    """The town to which fighters go is not the one that they are to leave."""
    plan = reading("The army shelled Fjellby. The rebels will go to Oslo on buses, the president said.", day(3),
                   {"type_": "ASSAULT", "trigger": "shelled", "by": "The army=Norland Army", "at": "Fjellby"},
                   {"type_": "DISPLACE", "trigger": "go", "by": "The rebels=Free Fjord Front", "at": "Oslo", "says": "the president=Ida Berg",
                    "status": "planned"})  # fmt: skip
    done = reading("The rebels left Fjellby.", day(8), {"type_": "DISPLACE", "trigger": "left", "by": "The rebels=Free Fjord Front", "at": "Fjellby"})
    assert "update" in find_kinds(plan, done)


PROMISES = [
    ("The rebels agreed that a convoy may pass to Fjellby.", "agreed", ["contradiction"]),
    ("The rebels agreed with the army on a convoy to Fjellby.", "agreed", []),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), PROMISES, ids=[text for text, _, _ in PROMISES])
def test_what_is_agreed_to_is_a_plan(text: str, trigger: str, expected: list[str]) -> None:
    """What is agreed to is announced by its own words."""
    plan = reading(text, day(3), {"type_": "AGREE", "trigger": trigger, "by": "The rebels=Free Fjord Front", "at": "Fjellby"})
    back = reading("Gunmen turned back a convoy in Fjellby, a nurse said.", day(5),
                   {"type_": "COERCE", "mode": "blockade", "trigger": "turned back", "by": "Gunmen", "to": "a convoy", "at": "Fjellby",
                    "says": "a nurse"}, publisher="Skerry News")  # fmt: skip
    assert find_kinds(plan, back) == expected


def test_who_will_stay_away_refuses() -> None:
    """To stay away from talks is to refuse them."""
    read = reading("The front will stay away from talks in Fjellby.", day(3), {"type_": "CONSULT", "trigger": "talks", "at": "Fjellby", "status": "planned"})
    assert [find_stance(make_view(read), f) for f in read.facts] == ["no"]


def test_facts_without_a_plan_say_nothing() -> None:
    """A fact that tells of no plan is laid flat as none."""
    read = reading("Ten died in Fjellby.", day(3), {"type_": "CASUALTIES", "trigger": "died", "at": "Fjellby"})
    assert isinstance(read.facts[0], Fact) and lay_matter(make_view(read), fact(read.report, "CASUALTIES", "died"), {}) is None
