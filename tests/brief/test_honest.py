"""No line of a brief says more than its facts: section by status, doers, numbers of people, names, order, what is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from brief_factory import DAY, make_fact, make_reading, make_scene

from emberwatch.brief.build import make_brief
from emberwatch.brief.changed import changed_section
from emberwatch.brief.cite import Citer
from emberwatch.brief.content import Brief, Line, Section
from emberwatch.brief.figures import format_quantity
from emberwatch.brief.gather import Told
from emberwatch.brief.linked import Linked, spread_words
from emberwatch.brief.sections import pick_lead
from emberwatch.brief.sentence import write_event
from emberwatch.brief.wording import load_wording
from emberwatch.model.entity import Place, Resolution
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import MergedCount
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.store.ledger_changes import Change
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span


def section(brief: Brief, key: str) -> Section:
    return next(one for one in brief.sections if one.key == key)


def lines(key: str, *readings: Reading, **fields: Any) -> tuple[Line, ...]:
    return section(make_brief(readings, **fields), key).lines


class Same(Linked):
    """Every fact told is one incident that is said to have happened."""

    __slots__ = ()

    def status(self, fact: Fact) -> Any:
        return "occurred"

    def group(self, told: Any) -> list[list[Told]]:
        made = list(told)
        return [made] if made else []


def test_an_incident_goes_where_its_line_goes() -> None:
    report = Report("The army shelled Kobani.\nIt wants to shell the port on Thursday.")
    ongoing = make_fact(report, "shelled", "ongoing", actor="The army", probability=0.9)
    planned = make_fact(report, "shell the", "planned", actor="It=Army", recipient="the port", when=("on Thursday", *DAY), probability=0.9)
    reading = make_reading(report, ongoing, planned)
    assert pick_lead([Told(planned, reading), Told(ongoing, reading)], Same()).fact is ongoing
    brief = make_brief([make_reading(report, planned)], linked=Same())
    assert not section(brief, "happened").lines and len(section(brief, "coming").lines) == 1


def test_what_has_no_date_stands_last_and_headings_stand_once() -> None:
    dated = Report("The army shelled Kobani on Thursday.\nRebels left the port.", publisher="Post", published=date(2019, 3, 8))
    undated = Report("Trucks burned in the port.", path="news/port-notes.txt")
    facts = make_fact(dated, "shelled", actor="The army", when=("on Thursday", *DAY)), make_fact(dated, "left", type="RETREAT", actor="Rebels")
    found = lines("happened", make_reading(undated, make_fact(undated, "burned", actor="Trucks")), make_reading(dated, *facts))
    assert [line.heading for line in found] == ["reported 8 March 2019", "7 March 2019", "no date"]
    assert found[-1].citations[0].source == "port-notes.txt"


@pytest.mark.parametrize(
    ("type_", "of", "expected"),
    [("ASSAULT", "people", ["49 people, by a gunman, no date."]), ("CONSULT", "people", ["49 people, no date."]), ("ASSAULT", "trucks", [])],
)  # fmt: skip
def test_only_who_did_it_is_named_beside_the_dead_and_things_are_nobody(type_: str, of: str, expected: list[str]) -> None:
    report = Report("A gunman shot at 49 people and trucks in the bar.")
    fact = make_fact(report, "shot", type=type_, actor="A gunman", q=[("49 people", of, "killed", 49, 49, None)])
    assert [line.text for line in lines("affected", make_reading(report, fact))] == expected


@pytest.mark.parametrize(
    ("words", "of", "low", "high", "expected"),
    [
        ("at least one person", "person", 1, None, "1 or more people (“at least one person”)"),
        ("one", "one", 1, 1, "1 (“one”)"),
        ("thousands of Syrians", "syrians", 2000, None, "2,000 or more Syrians (“thousands of Syrians”)"),
    ],
)
def test_numbers_are_told_with_what_they_count(words: str, of: str, low: float, high: float | None, expected: str) -> None:
    assert format_quantity(Quantity(of, "killed", low, high, words, Span(0, len(words)))) == expected


def test_an_open_spread_has_no_question_mark() -> None:
    count = MergedCount("people", "displaced", 30000, None, None, ("e1",), (("a", 30000, None), ("b", None, 2000)))
    assert spread_words(count) == "30,000 or more people"


@pytest.mark.parametrize(
    ("text", "trigger", "fields", "expected"),
    [
        ("Troops edge towards ruins that shelters the last fighters.", "shelters", {"actor": "Troops", "recipient": "fighters"},
         "“Troops edge towards ruins that shelters the last fighters”"),
        ("The state, whose citizens fought for the group.", "fought", {"actor": "whose citizens"}, "“whose citizens fought for the group”"),
        ("Those suspected were detained.", "detained", {"recipient": "Those suspected"}, "those suspected were detained"),
    ],
)  # fmt: skip
def test_a_verb_is_no_noun_and_a_dependent_clause_no_sentence(text: str, trigger: str, fields: dict[str, Any], expected: str) -> None:
    assert write_event(make_scene(text, trigger, **fields)) == expected


def test_contradictions_are_told_with_their_question_and_not_in_every_pair() -> None:
    changes = [Change(None, "contradicted", f"Two answers do not agree: A: {n}; B: it did not.", "a", "b", "q1", id=f"f{n}") for n in range(9)]
    linked = Linked(changes=changes, questions={"q1": "Did it happen: “The port fell”?"})
    found = changed_section(linked, [], Citer(load_wording()), 100).lines
    assert [line.text for line in found][:1] == ["Did it happen: “The port fell”? Two answers do not agree: A: 0; B: it did not."]
    assert len(found) == 3 and found[-1].notes == ("6 more on the same question: emberwatch question q1",)


def test_a_brief_that_tells_nothing_says_why() -> None:
    report = Report("The army shelled Kobani.", publisher="Post", published=date(2019, 3, 8))
    place = Place("geo:7", "Kobani", "town", "SY", "Aleppo", 36.89, 38.35)
    gap = Resolution("place", Span(0, 3), "The", (), None, "")
    reading = make_reading(report, make_fact(report, "shelled", actor="The army", place="Kobani=Kobani"), places=(place,), resolutions=(gap,))
    brief = make_brief([reading], place="Kobane")
    assert brief.notes[0] == "No fact of the record fits place 'Kobane'; nearest: Kobani."
    assert section(brief, "unresolved").lines == ()
    assert "The record held no report on 8 March 2019. What was known counts from the day of reading" in make_brief([], known_on=date(2019, 3, 8)).notes[0]


def test_pronouns_are_no_work_for_an_actor_file() -> None:
    report = Report("They left.")
    gaps = tuple(Resolution("actor", Span(0, 4), words, (), None, "") for words in ("They", "Kobani tribes"))
    assert [line.text for line in lines("unresolved", make_reading(report, resolutions=gaps))] == [
        "Actors not resolved (1): Kobani tribes; add them with: emberwatch actors import FILE."
    ]
