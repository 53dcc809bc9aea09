"""Scores of the own corpus and the calibration on one item coded by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bench.agreement import read_second, to_line
from bench.calibration import brier, draw, expected_error, fill_bins, find_answers
from bench.misses import find_misses
from bench.own import Tally, check_spans, count_item, to_figures
from training.own_corpus import Item, find_span, parse_fact, read_corpus

TEXT = 'Rebels shelled Maarat and may strike Kafr, a monitor said. Three men died there. "We will not stop."'
CODED = [
    "E shelled ASSAULT/artillery occurred | actor=Rebels | recipient=Maarat | place=Maarat | by=a monitor",
    "E strike ASSAULT possible | actor=Rebels | recipient=Kafr | by=a monitor",
    "T died CASUALTIES occurred | recipient=Three men | q=Three men (men, killed, 3, 3)",
    "S said SAY | by=a monitor | content=Rebels shelled Maarat and may strike Kafr",
    "S - SAY | by=a monitor | content=We will not stop",
]
ITEM = Item("hand.txt", 1, TEXT, [parse_fact(TEXT, line, number) for number, line in enumerate(CODED, 2)])


def part(words: str) -> dict[str, Any]:
    return {"span": list(find_span(TEXT, words)), "text": words.partition("#")[0]}


def fact(trigger: str, type_: str, status: str, kind: str = "event", probability: float = 0.5, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "type": type_, "status": status, "trigger": part(trigger), "probability": probability, **fields}


MONITOR = [part("monitor")]
LINES = [
    {
        **fact("shelled", "ASSAULT", "occurred", probability=0.95, mode="artillery", actors=[part("Rebels")]),
        "recipients": [part("Kafr")],
        "place": part("Maarat"),
        "speakers": MONITOR,
    },
    fact("strike", "ASSAULT", "occurred", probability=0.65, actors=[part("Rebels"), part("Maarat")], recipients=[part("Kafr")], place=None, speakers=[]),
    fact("died", "CASUALTIES", "occurred", "state", 0.85, about=[], recipients=[part("Three men")], speakers=[]),
    fact("stop", "REJECT", "planned", probability=0.35),
    {"kind": "statement", "cue": part("said"), "content": part("Rebels shelled Maarat"), "speakers": MONITOR},
    {"kind": "statement", "cue": None, "content": part("We will not stop"), "speakers": []},
]
EXPECTED = {
    "type.f1": 6 / 7,  # 3 right of 4 found and 3 coded
    "type.precision": 3 / 4,
    "type.recall": 1.0,
    "trigger.f1": 6 / 7,
    "event.f1": 4 / 5,  # 2 right, 3 found, 2 coded
    "state.f1": 1.0,
    "statement.f1": 1.0,
    "status": 2 / 3,  # the possible strike was taken for real
    "mode": 1.0,  # one fact is coded with a mode
    "actor.f1": 4 / 5,  # Rebels twice; Maarat is one too many
    "recipient.f1": 4 / 6,  # Kafr and Three men of three found and three coded
    "place.f1": 1.0,
    "speakers": 1 / 2,
    "own_voice": 1.0,
    "statement_speakers": 1 / 2,
    "facts": 3,
}


def test_figures_of_one_item() -> None:
    tally = Tally()
    count_item(tally, ITEM, LINES)
    assert to_figures(tally) == pytest.approx(EXPECTED)


def test_nothing_read_scores_nothing() -> None:
    tally = Tally()
    count_item(tally, ITEM, [])
    figures = to_figures(tally)
    assert figures["facts"] == 3
    assert {value for name, value in figures.items() if name != "facts"} == {0.0}


def test_another_type_on_the_trigger_is_found_but_not_right() -> None:
    tally = Tally()
    count_item(tally, ITEM, [fact("shelled", "PROTEST", "occurred")])
    assert (tally.triggers.right, tally.facts["event"].right) == (1, 0)


def test_misses_tell_what_is_wrong() -> None:
    told = "\n".join(find_misses(ITEM, LINES))
    assert "invented REJECT planned 'stop'" in told
    assert "ASSAULT possible 'strike': status occurred, actor ['Rebels', 'Maarat'] for ['Rebels'], speakers [] for ['a monitor']" in told
    assert "recipient ['Kafr'] for ['Maarat']" in told
    assert told.count("\n") == 2
    assert find_misses(ITEM, None) == [f"hand.txt:1 unread: {TEXT}"]
    assert len(find_misses(ITEM, [])) == 4


def test_spans_of_another_text_are_refused() -> None:
    check_spans(TEXT, LINES)
    with pytest.raises(ValueError, match="shelled"):
        check_spans("Some " + TEXT, LINES)


def test_answers_and_calibration() -> None:
    answers = find_answers(ITEM, LINES)
    assert answers == [(0.95, True), (0.65, False), (0.85, True), (0.35, False)]
    assert expected_error(fill_bins(answers)) == pytest.approx((0.05 + 0.65 + 0.15 + 0.35) / 4)
    assert brier(answers) == pytest.approx((0.05**2 + 0.65**2 + 0.15**2 + 0.35**2) / 4)


def test_bins() -> None:
    answers = [(0.82, True), (0.88, False), (0.8, True), (0.3, False), (1.0, True)]
    bins = fill_bins(answers)
    assert [(b.low, b.count) for b in bins] == [(0.3, 1), (0.8, 3), (0.9, 1)]
    assert bins[1].probability == pytest.approx(2.5 / 3)
    assert bins[1].right == pytest.approx(2 / 3)
    assert expected_error(bins) == pytest.approx((1 * 0.3 + 3 * (2.5 / 3 - 2 / 3) + 0) / 5)
    assert expected_error([]) == 1.0


def test_chart_is_well_formed_and_repeats() -> None:
    from xml.etree import ElementTree

    bins = fill_bins([(0.2, False), (0.9, True)])
    svg = draw(bins, 0.1)
    assert svg == draw(bins, 0.1)
    circles = [e for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("circle")]
    assert len(circles) == 2


def test_codes_scored_against_themselves_agree_fully() -> None:
    tally = Tally()
    count_item(tally, ITEM, [to_line(fact) for fact in ITEM.facts])
    figures = to_figures(tally)
    assert all(value == 1.0 for name, value in figures.items() if name.endswith(("f1", "status", "mode", "speakers"))), figures


def test_the_second_coder_coded_held_out_items_of_the_corpus() -> None:
    held_out = {item.text for item in read_corpus()[0] if item.held_out}
    second = [item.text for item in read_second()]
    assert len(second) > 100
    assert set(second) <= held_out
