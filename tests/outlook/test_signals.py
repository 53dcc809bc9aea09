"""What counts as a signal in the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement
from emberwatch.outlook.signals import find_signals
from record_factory import FIGHTERS, TROOPS, make_report, party, words

TEXT = "Islamic State is weakened. Prisoners escaped. Fighters fled. Troops left. An official warned that Islamic State could return. It attacked a convoy."
REPORT = make_report(TEXT)
IS, MEN, ARMY = party(REPORT, "Islamic State", FIGHTERS), party(REPORT, "Prisoners"), party(REPORT, "Troops", TROOPS)


def fact(type: str, mode: str | None, trigger: str, status: str = "occurred", **roles: object) -> Fact:
    kind = "state" if type == "CAPABILITY" else "event"
    return Fact(REPORT.id, kind, type, mode, status, words(REPORT, trigger), **roles)  # type: ignore[arg-type]


def read(*facts: Fact, statements: tuple[Statement, ...] = ()) -> Reading:
    return Reading(REPORT, facts=facts, statements=statements, sentences=((0, 26), (27, len(TEXT))))


WEAK = fact("CAPABILITY", None, "weakened", "ongoing", actors=(IS,))
CASES = {
    "capability": (WEAK,),
    "escape": (WEAK, fact("DISPLACE", "flight", "escaped", actors=(MEN,))),
    "dispersal": (fact("DISPLACE", "flight", "fled", actors=(IS,)),),
    "withdrawal": (WEAK, fact("RETREAT", "withdraw", "left", "planned", actors=(ARMY,))),
    "warning": (fact("ASSAULT", None, "return", "possible", actors=(IS,)),),
    "claim": (fact("ASSAULT", None, "attacked", actors=(IS,), speakers=(IS,)),),
    "territory": (fact("SEIZE", "retake", "left", actors=(ARMY,), recipients=(IS,)),),
}


@pytest.mark.parametrize("kind", CASES)
def test_kind(kind: str) -> None:
    found = find_signals([read(*CASES[kind])], ["ISIS", "Islamic State"], date(2019, 3, 31))
    assert [signal.kind for signal in found if signal.id != WEAK.id or kind == "capability"] == [kind]
    assert all(signal.report == REPORT.id and signal.published == date(2019, 3, 8) for signal in found)


def test_a_warning_by_someone_else_that_names_the_group() -> None:
    content = words(REPORT, "Islamic State could return")
    warned = Statement(REPORT.id, "warn", words(REPORT, "warned"), (party(REPORT, "An official"),), content)
    assert [signal.kind for signal in find_signals([read(statements=(warned,))], ["Islamic State"], date(2019, 3, 31))] == ["warning"]
    own = replace(warned, speakers=(IS,))
    assert find_signals([read(statements=(own,))], ["Islamic State"], date(2019, 3, 31)) == ()


def test_the_words_are_the_sentence() -> None:
    assert find_signals([read(WEAK)], ["Islamic State"], date(2019, 3, 31))[0].words == "Islamic State is weakened."


@pytest.mark.parametrize(("cutoff", "since", "number"), [(date(2019, 3, 7), None, 0), (date(2019, 3, 8), None, 1), (date(2019, 4, 8), date(2019, 3, 9), 0)])
def test_only_what_was_published_by_then(cutoff: date, since: date | None, number: int) -> None:
    assert len(find_signals([read(WEAK)], ["Islamic State"], cutoff, since)) == number


def test_a_report_without_a_day_gives_none() -> None:
    undated = replace(read(WEAK), report=make_report(TEXT, published=None))
    assert find_signals([undated], ["Islamic State"], date(2019, 3, 31)) == ()


def test_another_group_gives_none() -> None:
    assert find_signals([read(WEAK)], ["Taliban"], date(2019, 3, 31)) == ()
