"""Coded tellings of whole reports: what is read, what is refused, how joining is scored."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.ledger.cases import BadCase
from bench.ledger.tellings import HELD_OUT_TELLINGS, LEARNED, CodedReport, parse_open, parse_triggers, read_tellings, score_tellings
from bench.shared import find_shared
from emberwatch.model.ledger import Incident, Ledger
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from tests.ledger.question_factory import fact

TEXT = "A bomb killed five in Idlib. Gunmen raided Hama. The bombing shook Idlib. The raid failed."


def test_triggers_and_open_pairs_are_read() -> None:
    assert parse_triggers("18-25 1105-1113") == ((18, 25), (1105, 1113))
    assert parse_open("?3 0") == (0, 3)


@pytest.mark.parametrize("column", ["18", "18-25,30-31", "a-b"])
def test_what_is_no_telling_is_refused(column: str) -> None:
    with pytest.raises(BadCase, match="is no telling"):
        parse_triggers(column)


def test_a_document_that_no_corpus_has_is_named(tmp_path: Path) -> None:
    (tmp_path / "file.tsv").write_text("# head\nnowhere\tone\t1-2\n", encoding="utf-8")
    with pytest.raises(BadCase, match=r"file\.tsv:2: no document 'one' in 'nowhere'"):
        list(read_tellings(tmp_path / "file.tsv", tmp_path))


@pytest.mark.parametrize(
    ("groups", "open_", "precision", "recall"),
    [
        ([["bomb", "bombing"], ["raided", "raid"]], (), 1.0, 1.0),
        ([["bomb", "bombing", "raided", "raid"]], (), 2 / 6, 1.0),
        ([["bomb", "bombing", "raided", "raid"]], ((0, 1),), 1.0, 1.0),
        ([["bomb", "bombing"]], (), 1.0, 0.5),
    ],
    ids=["right", "all joined", "all joined, which is open", "one lost"],
)
def test_joining_is_scored_by_pairs(groups: list[list[str]], open_: tuple[tuple[int, int], ...], precision: float, recall: float) -> None:
    report = Report(TEXT)
    facts = {word: fact(report, "ASSAULT", word) for word in ("bomb", "raided", "bombing", "raid failed")}
    facts["raid"] = facts.pop("raid failed")
    reading = Reading(report, facts=tuple(facts.values()))
    spans = {word: (each.trigger.span.start, each.trigger.span.end) for word, each in facts.items()}
    coded = CodedReport(report, ((spans["bomb"], spans["bombing"]), (spans["raided"], spans["raid"])), frozenset(open_))

    incidents = [Incident(str(n), "ASSAULT", None, "occurred", tuple(facts[word].id for word in group), (report.id,)) for n, group in enumerate(groups)]
    figures = score_tellings([coded], [reading], lambda _: Ledger(incidents=tuple(incidents)))
    assert figures["pairs.precision"] == pytest.approx(precision) and figures["pairs.recall"] == pytest.approx(recall)
    assert (figures["f1"] == 1) == (groups == [["bomb", "bombing"], ["raided", "raid"]])


def test_the_sets_name_each_report_once_and_share_none() -> None:
    corpora = find_shared() / "corpora"
    if not corpora.exists():
        pytest.skip("no shared folder with the public corpora")
    learned, held = (list(read_tellings(path, corpora)) for path in (LEARNED, HELD_OUT_TELLINGS))
    texts = [coded.report.text for coded in (*learned, *held)]
    assert len(learned) == 29 and len(held) == 15 and len(set(texts)) == 44
    assert all(0 <= start < end <= len(coded.report.text) for coded in (*learned, *held) for spans in coded.tellings for start, end in spans)
