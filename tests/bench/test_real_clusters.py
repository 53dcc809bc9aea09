"""Clusters of real reports: the grades fit the texts of the corpora, which are laid out as print has them, and a faulty line is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.figure import Skipped
from bench.ledger.cases import BadCase
from bench.ledger.real import REAL, Corpora, lay, read_cases, read_real
from bench.shared import Setting, find_shared

TEXTS = {"a": "HOMS, Syria (AP) _\nA bomb  killed 12 people, ``all'' civilians.", "b": "The bomb killed 30, 000 – a spokesman for Syria’ s army said at 9: 36."}
DRAFT = """# a toll
case\tmarket
report\t01\tmuc\ta\t1998-08-07\tAP
report\t02\tmuc\tb\tundated
finding\tcontradiction|update\tcount\t01:12 people|civilians\t02:killed
"""


class Made(Corpora):
    """Two documents that lie in no file."""

    muc = TEXTS  # type: ignore[assignment]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def test_a_text_is_laid_out_as_print_has_it(made: Made) -> None:
    assert made.lay_out("muc", "a") == "HOMS, Syria (AP) – A bomb killed 12 people, “all” civilians."
    assert made.lay_out("muc", "b") == "The bomb killed 30,000 – a spokesman for Syria’s army said at 9:36."


def test_a_draft_becomes_offsets_and_is_read_back(tmp_path: Path, made: Made) -> None:
    (tmp_path / "draft").write_text(DRAFT, encoding="utf-8")
    lay(tmp_path / "draft", tmp_path / "laid.tsv", made)
    assert "people" not in (tmp_path / "laid.tsv").read_text(encoding="utf-8")
    (story,) = read_cases(tmp_path / "laid.tsv", made)
    (question,) = story.questions.values()
    assert [(report.publisher, str(report.published)) for report in story.reports.values()] == [("AP", "1998-08-07"), (None, "None")]
    assert question.findings[0].kinds == ("contradiction", "update") and not question.findings[0].optional
    text = story.reports["01"].text
    assert [text[slice(*span)] for span in question.answers["a"][0].spans] == ["12 people", "civilians"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("01 3", "03 3"), ("contradiction", "consistent"), ("muc\ta", "muc\tc"), ("finding", "find"), ("2-3", "2-9999")],
    ids=["report", "kind", "document", "line", "end"],
)
def test_a_faulty_line_is_refused_with_its_number(tmp_path: Path, made: Made, old: str, new: str) -> None:
    lines = "case\tx\nreport\t01\tmuc\ta\tundated\nfinding\tcontradiction\tcount\t01 3-5\t01 2-3\n"
    (tmp_path / "x.tsv").write_text(lines, encoding="utf-8")
    assert read_cases(tmp_path / "x.tsv", made)
    (tmp_path / "x.tsv").write_text(lines.replace(old, new), encoding="utf-8")
    with pytest.raises(BadCase, match=r"x\.tsv:\d: "):
        read_cases(tmp_path / "x.tsv", made)


def test_grades_hold_no_word_of_a_report() -> None:
    place = re.compile(r"\d\d \d+-\d+(;\d\d \d+-\d+)*")
    for path in REAL.glob("*.tsv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if columns[0] in ("finding", "optional"):
                assert all(place.fullmatch(each) for each in columns[3:]), f"{path.name}: {line}"


def test_every_file_of_grades_fits_the_corpora() -> None:
    try:
        files = read_real(Setting(find_shared()))
    except Skipped as reason:
        pytest.skip(str(reason))
    assert all(len(story.reports) > 1 for stories in files.values() for story in stories)
