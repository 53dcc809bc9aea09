"""A copy's changes are found field by field; edits that change nothing, and readings that differ on the same words, are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from emberwatch.ledger.lineage.drift import find_all_drift, find_drift
from emberwatch.ledger.lineage.families import make_families
from emberwatch.ledger.lineage.find import find_all_lineage
from emberwatch.model.ledger import Lineage
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.pipeline.reader import Reader
from emberwatch.text.table import read_rows
from tests.ledger.telling_cases import BOMB, SIEGE
from tests.record_factory import make_reading, make_report

CASES = [cells for _, cells in read_rows(Path(__file__).with_name("drift_cases.tsv"))]
NOT_READ = {"French soldiers killed 30 jihadists near the border with Niger, the defence ministry in Paris said."}
"""Copies whose change lies in words that the reader gives no fact."""


def copy_of(source: Reading, copy: Reading) -> list[Lineage]:
    return [Lineage(copy.report.id, source.report.id, "copy", 1.0, "a copy")]


@pytest.mark.parametrize(("original", "copy", "fields"), CASES)
def test_changed_fields_are_found_and_no_others(reader: Reader, original: str, copy: str, fields: str) -> None:
    if copy in NOT_READ:
        pytest.xfail("the reader gives no place here")
    source = reader.read(Report(original, publisher="Alpha Wire", published=date(2020, 3, 2)))
    changed = reader.read(Report(copy, publisher="Beta Post", published=date(2020, 3, 3)))
    found = find_drift(source, changed, copy_of(source, changed))
    assert sorted({f.field for f in found}) == (sorted(fields.split(",")) if fields != "-" else [])


def test_a_finding_names_both_claims_and_shows_both_passages(reader: Reader) -> None:
    wire, drifted = reader.read(BOMB["wire"]), reader.read(BOMB["drifted"])
    (number,) = [f for f in find_drift(wire, drifted, find_all_lineage([BOMB["wire"], BOMB["drifted"]])) if f.field == "number"]
    assert number.kind == "drift" and number.question is None
    assert number.a in {f.id for f in wire.facts} and number.b in {f.id for f in drifted.facts}
    assert all(words in number.words for words in ("Reuters: “", "at least 14", "Gulf Ledger: “", "at least 41"))


def test_a_straight_copy_has_no_drift(reader: Reader) -> None:
    assert find_drift(reader.read(BOMB["wire"]), reader.read(BOMB["copy"]), find_all_lineage([BOMB["wire"], BOMB["copy"]])) == ()


def test_each_copy_is_held_against_one_source(reader: Reader) -> None:
    lineage = find_all_lineage(list(BOMB.values()))
    found = find_all_drift([reader.read(r) for r in BOMB.values()], make_families(BOMB.values(), lineage), lineage)
    assert sorted(f.field for f in found) == ["actor", "number"]


def test_a_passage_told_to_an_agency_drifts_in_its_speaker(reader: Reader) -> None:
    lineage = find_all_lineage(list(SIEGE.values()))
    found = find_drift(reader.read(SIEGE["afp"]), reader.read(SIEGE["restated"]), lineage)
    assert [f.field for f in found] == ["speaker"]
    assert "a source in the Northern Shield militia" in found[0].words


def test_without_lineage_nothing_drifts(reader: Reader) -> None:
    assert find_drift(reader.read(BOMB["wire"]), reader.read(BOMB["drifted"]), []) == ()


def test_a_mere_difference_of_reading_is_no_drift() -> None:
    source, copy = make_reading(make_report(publisher="A")), make_reading(make_report(publisher="B"))
    other = replace(copy.facts[0], status="denied", actors=(replace(copy.facts[0].actors[0], name="Somebody else", id="actor:else"),))
    assert find_drift(source, replace(copy, facts=(other, *copy.facts[1:])), copy_of(source, copy)) == ()


def test_a_number_where_nothing_was_read_names_the_reports() -> None:
    text = "The harbour wall of {} was built by 300 masons in the reign of the old king, and has stood ever since."
    source, copy = (Reading(Report(text.format("Tarsa").replace("300", many), publisher=many)) for many in ("300", "800"))
    (finding,) = find_drift(source, copy, copy_of(source, copy))
    assert (finding.field, finding.a, finding.b) == ("number", source.report.id, copy.report.id)
