"""The seed's refusals, the parse counts, the scorers' answers and the runner, on hand-made cases."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bench import __main__ as runner
from bench import product
from bench.encoder import count_attribution, count_parse
from bench.figure import Measured, Skipped
from bench.match import Count
from bench.pairs import number_rows, score_pairs, to_events, write_rows
from bench.product import group_by_address, make_address
from bench.scorer import parse_facts_report, score_facts
from bench.seed import find_refused
from bench.shared import Setting, find_shared
from training.corpora import Example

REPORT = "\n".join(f"line {number} of a report" for number in range(1, 15))  # 14 lines of 19 or 20 characters
STARTS = {number: REPORT.index(f"line {number} ") for number in range(1, 15)}


def event(line: int, type_: str, status: str, **fields: Any) -> dict[str, Any]:
    start = STARTS[line]
    return {"kind": "event", "type": type_, "status": status, "trigger": {"span": [start, start + 4], "text": "line"}, **fields}


def place(line: int, text: str, **fields: Any) -> dict[str, Any]:
    return {"span": [STARTS[line], STARTS[line] + 4], "text": text, "name": None, "latitude": None, "longitude": None, "precision": None, **fields}


HOLDOUT = "one of its last hold-outs in Syria"


@pytest.mark.parametrize(
    ("fact", "count"),
    [
        (event(6, "MOBILIZE", "not_occurred"), 0),
        (event(6, "MOBILIZE", "ongoing"), 1),
        (event(6, "ASSAULT", "occurred"), 1),
        (event(6, "DISPLACE", "occurred"), 0),
        (event(13, "RETREAT", "conditional"), 0),
        (event(13, "RETREAT", "occurred"), 1),
        (event(4, "ASSAULT", "planned"), 0),
        (event(4, "ASSAULT", "ongoing"), 1),
        (event(5, "ASSAULT", "occurred"), 1),
        (event(8, "ASSAULT", "occurred"), 0),
        (event(2, "DISPLACE", "occurred", place=place(2, HOLDOUT)), 0),
        (event(2, "DISPLACE", "occurred", place=place(2, HOLDOUT, name="Baghouz", latitude=34.45, longitude=40.95, precision="town")), 0),
        (event(2, "DISPLACE", "occurred", place=place(2, HOLDOUT, name="Baghouz", latitude=34.45, longitude=40.95, precision="point")), 1),
        (event(2, "DISPLACE", "occurred", place=place(2, HOLDOUT, name="Syria", latitude=35.0, longitude=38.0, precision="country")), 0),
        (event(2, "DISPLACE", "occurred", place=place(2, HOLDOUT, name="Damascus", latitude=33.5, longitude=36.3, precision="town")), 1),
        (event(7, "DISPLACE", "occurred", place=place(7, "Damascus", name="Damascus", latitude=33.5, longitude=36.3, precision="town")), 0),
    ],
)
def test_what_the_seed_refuses(fact: dict[str, Any], count: int) -> None:
    assert len(find_refused(REPORT, [fact], [])) == count


@pytest.mark.parametrize(
    ("when", "count"),
    [
        (None, 0),
        ({"text": "Thursday", "start": None, "end": None}, 0),
        ({"text": "Thursday", "start": "2019-03-07", "end": "2019-03-08"}, 1),
        ({"text": "before Thursday", "start": None, "end": "2019-03-07"}, 1),
    ],
)
def test_undated_reading_fills_nothing_in(when: dict[str, Any] | None, count: int) -> None:
    assert len(find_refused(REPORT, [], [event(2, "ACCUSE", "occurred", when=when)])) == count


def test_parse_counts() -> None:
    gold = Example(["They", "were", "shot"], "dev", ["PRON", "AUX", "VERB"], ["PRP", "VBD", "VBN"], [3, 3, 0], ["nsubj:pass", "aux:pass", "root"])
    parse = SimpleNamespace(heads=[3, 1, 0], rels=["nsubj", "aux:pass", "root"], upos=["PRON", "AUX", "ADJ"], xpos=["PRP", "VBD", "VBN"])
    assert count_parse(gold, parse) == {"words": 3, "uas": 2, "las": 2, "las_subtypes": 1, "upos": 2, "xpos": 3}


def test_attribution_counts() -> None:
    counts = [Count(), Count(), Count()]
    count_attribution(counts, [(1, 0, 0), (0, 1, 1)], [[0.6, 0.9, 0.1], [0.55, 0.2, 0.4]], [0.5, 0.3, 0.35])
    assert [(c.right, c.predicted, c.gold) for c in counts] == [(1, 2, 1), (0, 1, 1), (1, 1, 1)]


def test_facts_report_is_read_from_its_counts() -> None:
    printed = "event      gold   14  predicted   16  recall 0.857  precision 0.750  f1 0.800\n  when          4 of    6  0.667\nwhole      20 of 31  0.645\n"
    figures = parse_facts_report(printed)
    assert figures == pytest.approx({"event.recall": 12 / 14, "event.precision": 0.75, "event.f1": 0.8, "when": 4 / 6, "whole": 20 / 31})


def test_the_facts_scorer_answers(tmp_path: Path) -> None:
    shared = find_shared()
    if not (shared / "tools" / "score_facts.py").exists():
        pytest.skip(f"{shared}/tools is not here")
    gold = tmp_path / "gold.jsonl"
    rows = [
        {"article": 1, "id": "a", "kind": "event", "trigger": [0, 6], "type": "ASSAULT", "status": "occurred"},
        {"article": 2, "id": "b", "kind": "event", "trigger": [0, 6], "type": "AID", "status": "planned"},
    ]
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
    lines = [{"kind": "event", "report_key": key, "trigger": {"span": [0, 6], "text": "struck"}, "type": "ASSAULT", "status": "occurred"} for key in ("1", "2")]
    figures = score_facts(shared / "tools" / "score_facts.py", gold, lines)
    assert (figures["event.f1"], figures["type"], figures["status"], figures["whole"]) == (1.0, 0.5, 0.5, 0.5)


PAIRS = "uid\tsentence\tmarked_sentence\tsource\ttarget\tgold_root\n\tIran condemned Oman.\t-\tIran\tOman\tACCUSE\n\tChad aided Mali.\t-\tChad\tMali\tAID\n"


def test_pairs_are_told_apart_by_their_row(tmp_path: Path) -> None:
    rows = number_rows(PAIRS)
    assert [row["uid"] for row in rows] == ["0", "1"]
    assert number_rows(write_rows(rows)) == rows
    shared = find_shared()
    if not (shared / "tools" / "score_pairs.py").exists():
        pytest.skip(f"{shared}/tools is not here")
    predictions = [
        {"id": "0", "events": [{"type": "ACCUSE", "status": "occurred", "actors": ["Iran"], "recipients": ["Oman"]}]},
        {"id": "1", "events": [{"type": "AID", "status": "occurred", "actors": ["Mali"], "recipients": ["Chad"]}, {"type": "MOBILIZE", "status": "occurred"}]},
    ]
    figures = score_pairs(shared / "tools" / "score_pairs.py", rows, predictions)
    assert (figures["pairs.type_any"], figures["pairs.type_f1"], figures["pairs.triple_f1"]) == pytest.approx((1.0, 4 / 5, 0.5))


def test_events_of_a_sentence_are_its_words() -> None:
    lines = [event(1, "AID", "planned", actors=[{"text": "he", "name": "Someone"}], recipients=None), {"kind": "state"}, {"kind": "statement"}]
    assert to_events(lines) == [{"type": "AID", "status": "planned", "actors": ["he"], "recipients": []}]


def test_export_lines_go_to_the_report_they_belong_to() -> None:
    lines = [
        {"kind": "report", "id": "r1", "url": make_address(0)},
        {"kind": "report", "id": "r2", "url": make_address(1)},
        {"kind": "actor", "id": "a1"},
        {"kind": "event", "id": "e1", "report": "r2"},
    ]
    assert group_by_address(lines) == {make_address(0): [], make_address(1): [lines[3]]}


def test_equal_texts_are_read_once_and_refused_ones_told(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, Any]] = []

    def read(inputs: list[str]) -> list[dict[str, Any]]:
        given.extend(json.loads(line) for line in Path(inputs[0]).read_text(encoding="utf-8").splitlines())
        kept = [row for row in given if row["text"] != "Nicht auf Englisch."]
        reports = [{"kind": "report", "id": f"r{row['text'][0]}", "url": row["url"]} for row in kept]
        return [*reports, {"kind": "event", "id": "e1", "report": "rT"}]

    monkeypatch.setattr(product, "read_and_export", read)
    readings = product.read_texts([{"text": "Two fled."}, {"text": "Nicht auf Englisch."}, {"text": "Two  fled.\n"}, {"text": "All quiet."}])
    assert [row["text"] for row in given] == ["Two fled.", "Nicht auf Englisch.", "All quiet."]
    event_line = {"kind": "event", "id": "e1", "report": "rT"}
    assert readings == [[event_line], None, [event_line], []]


class Groups:
    """Stand-ins for group modules."""

    good = SimpleNamespace(measure=lambda setting: Measured({"start.import_s": 0.1, "start.help_s": 0.2}))
    short = SimpleNamespace(measure=lambda setting: Measured({"start.import_s": 0.1, "start.help_s": 0.9}))
    partial = SimpleNamespace(measure=lambda setting: Measured({"start.import_s": 0.1}))

    @staticmethod
    def absent() -> Any:
        return SimpleNamespace(measure=lambda setting: setting.need("no-such-set"))

    @staticmethod
    def broken() -> Any:
        return SimpleNamespace(measure=lambda setting: 1 // 0)


@pytest.mark.parametrize(
    ("module", "status", "words"),
    [
        (Groups.good, 0, "ok"),
        (Groups.short, 1, "short"),
        (Groups.partial, 1, "start.help_s"),
        (Groups.absent(), 0, "skipped"),
        (Groups.broken(), 1, "failed: ZeroDivisionError"),
    ],
)
def test_exit_status(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], module: Any, status: int, words: str) -> None:
    monkeypatch.setattr(runner.importlib, "import_module", lambda name: module)
    assert runner.main(["--only", "start", "--quick"]) == status
    assert words in capsys.readouterr().out


def test_quick_figures_are_never_frozen() -> None:
    with pytest.raises(SystemExit, match="2"):
        runner.main(["--quick", "--freeze"])


def test_a_missing_set_is_told_with_its_path(tmp_path: Path) -> None:
    assert find_shared({"EMBERWATCH_SHARED": str(tmp_path)}) == tmp_path
    with pytest.raises(Skipped, match="EMBERWATCH_SHARED"):
        Setting(tmp_path).need("seed", "report.txt")
