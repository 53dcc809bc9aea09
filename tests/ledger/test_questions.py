"""Claims that answer one question are put together, whoever makes them, in whatever order they are read."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emberwatch.ledger.answers.assess import assess_all
from emberwatch.ledger.answers.counted import group_of, read_state
from emberwatch.ledger.answers.counts import find_counts
from emberwatch.ledger.answers.questions import find_inquiries, find_question_keys, find_questions
from emberwatch.ledger.answers.sides import is_same_side, name_key
from emberwatch.ledger.answers.view import make_view, proper_name
from emberwatch.model.ledger import Question
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.pipeline.reader import Reader
from emberwatch.text.numbers import find_numbers
from tests.ledger.question_factory import day, reading
from tests.record_factory import readings

SPELLINGS = [("al-Mayadin", "Mayadeen"), ("Um Rawaba", "Umm Ruwaba"), ("Depayin", "Tabayin"), ("Avdiivka", "Avdeevka"), ("Jowhar", "Jawhar")]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


def test_other_names_stay_apart() -> None:
    names = ["Mosul", "Raqqa", "Aleppo", "Sabha", "Kidal", "Baga", "Oslo", "Bergen"]
    assert len({name_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Somali town of Jowhar", "Jowhar"),
        ("the town of al-Mayadin in Deir ez-Zor province", "al-Mayadin"),
        ("Thayet Kone village in Depayin", "Thayet Kone"),
        ("the town", ""),
        ("several Nigerian army bases", ""),
        ("its western districts", ""),
    ],
)
def test_names_are_taken_out_of_the_words_for_a_place(words: str, name: str) -> None:
    assert proper_name(words) == name


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("A bomber attacked the station, killing six people.", "killed"),
        ("The blast killed six people.", "killed"),
        ("The bombing left 11 dead and wounded six people in the square.", "wounded"),
        ("Nine were hurt and six people have been killed since.", "killed"),
        ("It was the killing of six people that angered them.", "killed"),
        ("The convoy brought six people who were wounded in May.", "other"),
        ("They had freed six people by noon.", "released"),
        ("Four people were killed and six people injured.", "wounded"),
        ("About six people from the village have been displaced.", "displaced"),
    ],
)
def test_the_words_beside_a_number_say_what_became_of_those_counted(text: str, state: str) -> None:
    number = next(n for n in find_numbers(text) if n.low == 6)
    span = type(number.span)(number.span.start, text.index("six people") + len("six people"))
    assert read_state(text, span, "other") == state


@pytest.mark.parametrize(("noun", "group"), [("villagers", "civilian"), ("policemen", "force"), ("rebels", "irregular"), ("them", "any"), ("camels", "camels")])
def test_nouns_are_grouped(noun: str, group: str) -> None:
    assert group_of(noun) == group


CHIEF, SPOKESMAN = "Norland's army said that rebels fled.", "An army spokesman, Major Per Lie, denied it."
SAME = [
    ("The army=Norland Army", "A military spokesman", True),
    ("Ida Berg=Ida Berg", "the government of Norland=Norland", True),
    ("The army=Norland Army", "the government of Norland=Norland", False),
    ("the police", "The army=Norland Army", False),
    ("Free Fjord Front=Free Fjord Front", "The army=Norland Army", False),
    ("residents", "residents", False),
    ("a rebel spokesman", "the rebels", True),
    ("a Free Fjord Front spokesman", "Free Fjord Front=Free Fjord Front", True),
    ("Major Per Lie", "The army=Norland Army", True),
    ("police colonel Per Lie", "The army=Norland Army", False),
    ("secretary-general Per Lie", "The army=Norland Army", False),
    ("Dahl", "Olav Dahl=Olav Dahl", True),
    ("Dahl", "Ida Berg=Ida Berg", False),
    ("administrator Tomas Muia", "Muia", True),
    ("administrator Tomas Muia", "administrator Paulo Sitoe", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_sides_are_told_by_office_body_and_person(one: str, other: str, same: bool) -> None:
    """Residents of two reports need not be the same people; a last name alone is that of the one known by more."""
    first = reading(f"{one.partition('=')[0]} said that rebels fled.", day(1), {"type_": "DISPLACE", "trigger": "fled", "says": one})
    second = reading(f"{other.partition('=')[0]} said that rebels fled.", day(2), {"type_": "DISPLACE", "trigger": "fled", "says": other})
    a, b = (make_view(r).sides[r.facts[0].id] for r in (first, second))
    assert is_same_side(a, b) is is_same_side(b, a) is same


HELD = [
    reading("The army took Fjellby, it said.", day(1), {"type_": "SEIZE", "trigger": "took", "by": "The army=Norland Army", "at": "Fjellby", "says": "it"}),
    reading(
        "Rebels of the Front still hold Fjellby.",
        day(2),
        {"type_": "CONTROL", "trigger": "hold", "status": "ongoing", "by": "Rebels=Free Fjord Front", "at": "Fjellby"},
        publisher="North",
    ),
    reading("A blast in Fjellby killed 12 people.", day(3), {"type_": "ASSAULT", "trigger": "blast", "at": "Fjellby", "count": "12 people/people/killed"}),
    reading(
        "The blast killed 15 people, a doctor said.",
        day(4),
        {"type_": "ASSAULT", "trigger": "blast", "count": "15 people/people/killed", "says": "a doctor"},
        publisher="South",
    ),
]
BLASTS = {HELD[2].facts[0].id: "e-blast", HELD[3].facts[0].id: "e-blast"}


COUNTED = [
    ("A bomb killed four people six days after a blast killed 11 people.", "killed", [("killed", 4, "any")]),
    ("Gunmen killed four people. The Front said that it had lost three men.", "killed", [("killed", 4, "any"), ("killed", 3, "irregular")]),
    ("Shells killed a girl of six.", "killed", []),
    ("Gunmen killed four people; two soldiers were among the dead.", "killed", [("killed", 4, "any")]),
]
NONE = [
    ("A bomb exploded on Sunday. Nobody was hurt.", "hurt", [("wounded", 0, "any"), ("killed", 0, "any")]),
    ("The Front attacked on Sunday. It withdrew without losses.", "losses", [("killed", 0, "unknown")]),
    ("A bomb exploded on Sunday. There were no immediate reports of casualties.", "casualties", []),
]


@pytest.mark.parametrize(("text", "trigger", "found"), COUNTED)
def test_a_number_counts_for_the_deed_that_it_is_told_of(text: str, trigger: str, found: list[tuple[str, int, str]]) -> None:
    """A number of another time, an age and a part count nothing; men that a side lost are its own."""
    facts: list[dict[str, Any]] = [{"type_": "ASSAULT", "trigger": trigger}]
    if "lost" in text:
        facts.append({"type_": "CASUALTIES", "trigger": "lost", "count": "three men/men/killed", "says": "The Front=Free Fjord Front"})
    held = reading(text, day(3), *facts)
    homes = {one.id: "e" for one in held.facts}
    assert [(dict(r.subject)["state"], r.low, r.group) for r in find_counts(make_view(held), homes)] == found


@pytest.mark.parametrize(("text", "trigger", "found"), NONE)
def test_that_nobody_was_hurt_is_a_count_of_none(text: str, trigger: str, found: list[tuple[str, int, str]]) -> None:
    attack = {"type_": "ASSAULT", "trigger": "exploded" if "exploded" in text else "attacked"}
    held = reading(text, day(3), attack, {"type_": "CASUALTIES", "trigger": trigger, "status": "not_occurred"})
    assert [(dict(r.subject)["state"], r.low, r.group) for r in find_counts(make_view(held), {held.facts[0].id: "e"})] == found


def ask(held: list[Reading]) -> tuple[Question, ...]:
    return find_questions(held, BLASTS, {})


def test_questions_have_a_subject_plain_words_and_answers_in_time() -> None:
    found = {question.kind: question for question in ask(HELD)}
    assert set(found) == {"holder", "count"}
    assert found["holder"].words == "Who holds Fjellby?"
    assert [answer.said for answer in found["count"].answers] == [day(3), day(4)]
    assert [(answer.low, answer.high) for answer in found["count"].answers] == [(12, 12), (15, 15)]


def test_order_of_reading_changes_nothing() -> None:
    expected = find_inquiries(HELD, BLASTS, {})
    for seed in range(5):
        shuffled = random.Random(seed).sample(HELD, len(HELD))
        assert find_inquiries(shuffled, BLASTS, {}) == expected
        assert assess_all(find_inquiries(shuffled, BLASTS, {})) == assess_all(expected)


def test_answers_of_one_question_share_a_key_or_an_incident() -> None:
    keys = {claim: set(found) for r in HELD for claim, found in find_question_keys(r).items()}
    for question in ask(HELD):
        claims = [answer.claim for answer in question.answers]
        assert all(keys[a] & keys[b] or BLASTS.get(a) == BLASTS.get(b) is not None for a in claims for b in claims)


def test_a_question_does_not_hang_on_what_is_read_beside_it() -> None:
    assert {q.id: q for q in ask(HELD[:2])}.items() <= {q.id: q for q in ask(HELD)}.items()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(readings(), max_size=3, unique_by=lambda r: r.report.id))
def test_any_readings_can_be_asked(held: list[Reading]) -> None:
    claims = {c.id for r in held for c in (*r.facts, *r.statements)}
    inquiries = find_inquiries(held, {}, {})
    assert {answer.claim for one in inquiries for answer in one.question.answers} <= claims
    assert all({f.a, f.b} <= claims and f.words for f in assess_all(inquiries))


REMAINDERS = [
    ("Denmark will withdraw all 900 of its soldiers from Mali, the prime minister said.", (0, 0)),
    ("About 150 Danish soldiers will remain in Mali, the prime minister said.", (135, 165)),
    ("Some Danish soldiers will stay in Mali for a period of time, the prime minister said.", (1, None)),
    ("No Danish soldiers will stay in Mali, the prime minister said.", (0, 0)),
]


def test_announcements_and_remainders_are_one_question(reader: Reader) -> None:
    held = [reader.read(Report(text, publisher="Post", published=date(2021, 5, number + 1))) for number, (text, _) in enumerate(REMAINDERS)]
    asked = [q for q in find_questions(held, {}, {}) if q.kind == "will" and q.subject[0][0] == "left"]
    assert [q.words for q in asked] == ["How many Danish troops will be left in Mali?"]
    told = {answer.said: (answer.low, answer.high) for answer in asked[0].answers}
    assert told == {date(2021, 5, number + 1): bounds for number, (_, bounds) in enumerate(REMAINDERS)}
