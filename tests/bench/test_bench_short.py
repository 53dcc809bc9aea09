"""The short cases of the ledger are well formed, and a faulty line is refused with its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.ledger.cases import BadCase
from bench.ledger.findings import spread
from bench.ledger.short import SHORT, SHORT_HELD_OUT, read_cases, read_short

GOOD = """@ market
% 01 2015-03-04 Reuters
Eleven people were killed in a blast.
% 02 undated Horn Daily
The blast killed 14.
incident\tblast\t01:blast ; 02:blast
question\tkilled\tcount\tpeople killed
answer\tkilled\tpolice\t01:killed
answer\tkilled\thospital\t02:killed
finding\tkilled\tcontradiction\tpolice\thospital
"""


def test_a_case_has_its_reports_and_what_is_expected(tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_text(GOOD, encoding="utf-8")
    (story,) = read_cases(path)
    assert story.name == "file/market"
    assert [(r.publisher, str(r.published)) for r in story.reports.values()] == [("Reuters", "2015-03-04"), ("Horn Daily", "None")]
    assert story.reports["02"].text == "The blast killed 14."
    assert len(story.incidents[0].anchors) == 2 and story.questions["killed"].findings[0].kinds == ("contradiction",)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("% 02 undated", "% 02 yesterday", 4), ("01:killed", "01:wounded", 8), ("% 01 2015-03-04 Reuters\n", "", 2)],
    ids=["header", "anchor", "no header"],
)
def test_a_faulty_line_is_named(tmp_path: Path, old: str, new: str, line: int) -> None:
    path = tmp_path / "file.txt"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCase, match=rf"file\.txt:{line}: "):
        list(read_cases(path))


def test_every_case_holds_reports_and_a_question_and_no_text_stands_twice() -> None:
    cases = [*read_short(SHORT), *read_short(SHORT_HELD_OUT)]
    assert len(cases) == 440 and len({case.name for case in cases}) == 440
    ids = [report.id for case in cases for report in case.reports.values()]
    assert len(set(ids)) == len(ids)
    assert all(case.reports and case.questions for case in cases)
    assert sum(not f.optional for case in cases for q in case.questions.values() for f, _, _ in spread(q)) > 200
