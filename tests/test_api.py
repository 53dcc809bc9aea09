"""The package from Python."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import emberwatch
from bench.made_readings import make_readings
from emberwatch import api
from emberwatch.api import CHANGE_KINDS, Record, read
from emberwatch.errors import InputRefused, SettingError
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from record_factory import READ_AT, make_reading, make_report

BODY = "The fighters left the town on Thursday, a spokesman said."


@dataclass
class Lengths:
    """A reader that finds nothing."""

    def read(self, report: Report) -> Reading:
        return Reading(report, versions={"lengths": "1"})


def test_importing_the_package_does_nothing() -> None:
    script = (
        "import sys, time; t = time.process_time(); import emberwatch; print(time.process_time() - t, "
        "sorted(m for m in sys.modules if m.startswith('emberwatch')), 'sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    seconds, rest = done.stdout.split(" ", 1)
    assert float(seconds) < 0.2
    assert rest.strip() == "['emberwatch'] False"


def test_lazy_names() -> None:
    from emberwatch import Record as lazy

    assert lazy is Record
    assert "read" in dir(emberwatch)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = emberwatch.nothing


def test_every_name_of_the_api_is_where_it_is_said_to_be() -> None:
    source = Path(api.__file__).read_text(encoding="utf-8")
    shown = {name: module for module, name in re.findall(r"^    from emberwatch\.([\w.]+) import (\w+) as \2$", source, re.MULTILINE)}
    assert shown == api.WHERE and len(shown) > 40
    assert [name for name in api.WHERE if getattr(api, name) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = api.nothing


def test_read_paths_and_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "b.txt").write_text("")
    record = read(tmp_path, published="2019-03-08", publisher="P", reader_factory=Lengths)
    assert [(report.text, report.published, report.publisher) for report in record.reports()] == [(BODY, date(2019, 3, 8), "P")]
    assert record.summary is not None
    assert (record.summary.read, len(record.summary.refused)) == (1, 1)
    again = read(text=f"published: 2019-03-09\n\n{BODY} Twice.", title="T", record=record, reader_factory=Lengths)
    assert again is record
    assert record.reports(since=date(2019, 3, 9))[0].title == "T"
    stored = read([tmp_path / "a.txt"], tmp_path / "r.db", reader_factory=Lengths)
    assert stored.counts()["reports"] == 1
    assert "1 reports" in repr(stored)


@pytest.mark.parametrize("words", [BODY, "one\ntwo", "a b c d\0"])
def test_words_are_not_taken_for_a_path(words: str) -> None:
    with pytest.raises(InputRefused, match=r"is no file; to read words instead of a file give them as text="):
        read(words)


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, "either paths"),
        ({"paths": "a", "text": "b"}, "either paths"),
        ({"paths": "a", "title": "b"}, "belongs to text"),
        ({"text": " "}, "no text"),
    ],
)
def test_wrong_arguments(arguments: dict[str, str], error: str) -> None:
    with pytest.raises(InputRefused, match=error):
        read(**arguments)  # type: ignore[arg-type]


def test_data_frames() -> None:
    pytest.importorskip("pandas")
    with Record.open() as record:
        assert record.to_pandas().columns[0] == "id"
        record.add(make_reading(), READ_AT)
        frame = record.to_pandas()
        assert frame["type"].tolist() == ["CONTROL", "RETREAT", "ASSAULT"]
        assert frame["acled_geo_precision"].sum() == 1
        assert frame["start_date"].tolist()[1] == date(2019, 3, 7)
        counts = {
            "statements": 1,
            "reports": 1,
            "actors": 2,
            "places": 1,
        }
        assert {what: len(record.to_pandas(what)) for what in counts} == counts
        with pytest.raises(SettingError, match="give one of facts, statements"):
            record.to_pandas("cats")


def test_views() -> None:
    with Record.open() as record:
        record.add(make_reading(), READ_AT)
        assert "RETREAT" in record.view()._repr_html_()
        record.add(make_reading(make_report(title="Two")), READ_AT)
        with pytest.raises(SettingError, match="holds 2 reports"):
            record.view()
        assert [view.report.title for view in record.views()].count("Two") == 1


def test_the_ledger_from_python(tmp_path: Path) -> None:
    with Record.open(tmp_path / "r.db") as record:
        record.add_all(make_readings(12), READ_AT)
        assert record.incidents() == [], "nothing is linked before it is asked for, or the record opened again"
        assert record.link().reports == 12
        assert record.incidents()
    with Record.open(tmp_path / "r.db") as record:
        one, other = record.incidents(type="DISPLACE")[:2]
        judged = record.judge(one.id, other.id, "same", by="A", why="w")
        assert judged.verdict == "same"
        assert any({judged.a, judged.b} <= set(incident.facts) for incident in record.incidents())
        assert record.withdraw(record.report_ids()[0], "w").why == "w"
        assert len(record.judgements()) == len(record.withdrawals()) == 1
        assert record.questions() and record.changes(kind=CHANGE_KINDS) and record.origins(record.report_ids()[1]).origins
        assert record.known_on(READ_AT).incidents() == []
        assert record.link(again=True).reports == 12
        assert record.incidents()
        with pytest.raises(SettingError, match="no export of 'cats'"):
            record.export("csv", tmp_path / "x.csv", what="cats")


def test_reading_links_unless_told_otherwise(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    waiting = read(tmp_path / "a.txt", link=False, reader_factory=Lengths)
    assert waiting.ledger_counts()["waiting to be linked"] == 1
    again = read(tmp_path / "a.txt", waiting, reader_factory=Lengths)
    assert again.ledger_counts()["waiting to be linked"] == 0
    assert again.summary is not None and again.summary.linked.reports == 1
