"""The commands of the ledger as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bench.made_readings import make_readings
from emberwatch.api import Record
from emberwatch.cli.app import main
from emberwatch.store.record import Record as StoreRecord

NOW = datetime(2024, 1, 1, tzinfo=UTC)
LATER = datetime(2024, 2, 1, tzinfo=UTC)
READINGS = tuple(make_readings(20))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of twenty made reports, half of them known a month later; linked on the day of the second half."""
    path = tmp_path_factory.mktemp("ledger") / "made.db"
    with StoreRecord.open(path) as record:
        record.add_all(READINGS[:10], NOW)
        record.add_all(READINGS[10:], LATER)
    Record.open(path).close()
    return path


@pytest.fixture
def record(made: Path, tmp_path: Path) -> str:
    """A copy that a test may change."""
    return str(shutil.copy(made, tmp_path / "copy.db"))


def run(*args: str, record: str | Path, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, [*args, "--record", str(record)], input=answers, env={"NO_COLOR": None, "FORCE_COLOR": None, "COLUMNS": "200"})


def listed(name: str, record: str | Path, *args: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(name, *args, "--output", "json", record=record).stdout)
    return found


@pytest.mark.parametrize("name", ["incidents", "changes", "questions", "origins"])
def test_every_listing_has_the_same_rows_in_every_output(name: str, made: Path) -> None:
    printed = {output: run(name, "--output", output, record=made).stdout for output in ("table", "json", "jsonl", "csv")}
    rows = json.loads(printed["json"])
    assert rows and [json.loads(line) for line in printed["jsonl"].splitlines()] == rows
    assert len(list(csv.DictReader(io.StringIO(printed["csv"])))) == len(rows)
    assert len(printed["table"].splitlines()) == len(rows) + 1


@pytest.mark.parametrize(
    ("args", "fits"),
    [
        (["--type", "displace"], lambda row: row["type"] == "DISPLACE"),
        (["--status", "occurred"], lambda row: row["status"] == "occurred"),
        (["--origins", "2"], lambda row: row["origins"] >= 2),
        (["--actor", "Brigades"], lambda row: any("Brigades" in name for name in (*row["who"], *row["to_whom"]))),
        (["--since", "2015-01-01"], lambda row: row["start"] is None or row["end"] >= "2015-01-01"),
        (["--limit", "3"], lambda row: True),
    ],
)
def test_incidents_are_narrowed(args: list[str], fits: object, made: Path) -> None:
    every, found = listed("incidents", made), listed("incidents", made, *args)
    assert found and len(found) < len(every)
    assert all(fits(row) for row in found)  # type: ignore[operator]


def test_one_incident_is_told_in_full(made: Path) -> None:
    row = next(row for row in listed("incidents", made) if len(row["report_ids"]) > 1)  # type: ignore[arg-type]
    shown = run("incident", str(row["id"])[:12], record=made).stdout
    assert all(words in shown for words in (f"Incident {row['id']}", "Facts by report", "Weights", "origins", "independence is not shown", "prior"))
    whole = json.loads(run("incident", str(row["id"]), "--json", record=made).stdout)
    assert (whole["kind"], whole["id"], whole["facts"]) == ("incident", row["id"], row["fact_ids"])
    assert run("incident", whole["facts"][-1], "--json", record=made).stdout == run("incident", str(row["id"]), "--json", record=made).stdout


def test_one_question_with_its_answers_and_findings(made: Path) -> None:
    row = max(listed("questions", made), key=lambda row: int(str(row["answers"])))
    shown = run("question", str(row["id"]), record=made)
    assert str(row["words"]) in shown.stdout and "said" in shown.stdout
    assert len(listed("question", made, str(row["id"]))) == row["answers"]


def test_origins_of_one_report_or_unknown(made: Path) -> None:
    families = listed("origins", made)
    report = str(families[0]["report_ids"][1])  # type: ignore[index]
    assert "Family: " in run("origins", report, record=made).stdout
    inside = {one for family in families for one in family["report_ids"]}  # type: ignore[attr-defined]
    alone = next(reading.report.id for reading in READINGS if reading.report.id not in inside)
    assert "unknown" in run("origins", alone, record=made).stdout


def test_the_record_as_known_on_a_day(made: Path) -> None:
    day = ["--as-known-on", "2024-01-15"]
    for name in ("facts", "statements", "actors", "places", "status"):
        assert len(listed(name, made, *day)) <= len(listed(name, made)), name
    assert listed("incidents", made, *day) == [] and listed("incidents", made)
    assert "As known on  15 January 2024" in run("brief", *day, record=made).stdout
    assert run("export", "--format", "jsonl", *day, record=made).stdout.count('"kind": "report"') == 10


def test_a_judgement_parts_what_was_joined_and_is_told_when_it_contradicts(record: str) -> None:
    row = next(row for row in listed("incidents", record) if len(row["report_ids"]) > 1)  # type: ignore[arg-type]
    a, b = row["fact_ids"][0], row["fact_ids"][-1]  # type: ignore[index]
    signed = ["--by", "A. Analyst", "--why", "a test"]
    parted = run("judge", a, b, "different", *signed, record=record)
    assert parted.exit_code == 0 and "now in 2 incidents" in parted.stdout and parted.stderr == ""
    joined = run("judge", a, b, "same", *signed, record=record)
    assert "now in 1 incident:" in joined.stdout and "Contradicts an earlier judgement, which is kept and has no effect" in joined.stderr


def test_review_walks_through_the_least_certain(record: str) -> None:
    result = run("judge", "--review", "--by", "A", "--limit", "3", record=record, answers="d\nnot the same\nn\nq\n")
    assert result.exit_code == 0 and "1 of 3" in result.stdout and "3 of 3" in result.stdout
    with Record.open(record) as held:
        assert [(one.verdict, one.by, one.why) for one in held.judgements()] == [("different", "A", "not the same")]


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["judge", "a", "b", "same", "--why", "w"], 2, "Say who judges"),
        (["judge", "a", "b", "same", "--by", "A"], 2, "Say why"),
        (["judge", "a", "--by", "A", "--why", "w"], 2, "Give two ids"),
        (["judge", "a", "b", "maybe", "--by", "A", "--why", "w"], 2, "'maybe' is not one of"),
        (["judge", "a", "b", "same", "--review", "--by", "A"], 2, "Give either two ids"),
        (["judge", "e0000000", "e1111111", "same", "--by", "A", "--why", "w"], 1, "[E031]"),
        (["withdraw", "r00000000", "--why", "w"], 1, "[E031]"),
        (["withdraw", "r00000000"], 2, "--why"),
        (["incident", "i00000000"], 1, "emberwatch incidents"),
        (["question", "q00000000"], 1, "emberwatch questions"),
        (["origins", "r00000000"], 1, "[E031]"),
        (["changes", "--kind", "lost"], 2, "is none of"),
        (["incidents", "--status", "maybe"], 2, "is no status"),
        (["export", "--format", "geojson", "--what", "findings"], 2, "no place"),
    ],
)
def test_what_is_wrong_is_said(args: list[str], status: int, words: str, made: Path) -> None:
    result = run(*args, record=made)
    assert result.exit_code == status and words in result.stderr and "Traceback" not in result.stderr


def test_a_withdrawn_report_is_told(record: str) -> None:
    report = READINGS[0].report.id
    assert "is withdrawn" in run("withdraw", report[:10], "--why", "wrong town", record=record).stdout
    (change,) = listed("changes", record, "--kind", "withdrawn")
    assert "wrong town" in str(change["words"])
    assert "Withdrawn: The report of" in run("brief", record=record).stdout
    again = run("withdraw", report, "--why", "w", record=record)
    assert again.exit_code == 1 and "withdrawn already" in again.stderr


def test_reports_that_wait_are_told_and_linked_on_request(record: str) -> None:
    with StoreRecord.open(record) as held:
        held.add_all(make_readings(1, skip=30), LATER)
    assert "1 report is read and not yet linked" in run("incidents", record=record).stderr
    assert "not yet linked" in run("brief", record=record).stdout
    assert "Linked 1 report " in run("link", record=record).stdout
    assert run("incidents", record=record).stderr == ""
    assert "Linked 21 reports" in run("link", "--again", record=record).stdout


def test_a_record_linked_by_another_version_says_so(record: str) -> None:
    with StoreRecord.open(record) as held:
        held.set_meta("linking_version", "0")
        held.add_all(make_readings(1, skip=30), LATER)
    refused = run("link", record=record)
    assert refused.exit_code == 1 and "emberwatch link --again" in refused.stderr
    assert "Linked 21 reports" in run("link", "--again", record=record).stdout


@pytest.mark.parametrize("what", ["incidents", "findings"])
def test_exports_of_the_ledger(what: str, made: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv", "--what", what, record=made).stdout)))
    lines = [json.loads(line) for line in run("export", "--format", "jsonl", record=made).stdout.splitlines()]
    assert sorted(row["id"] for row in rows) == sorted(line["id"] for line in lines if line["kind"] == what.rstrip("s"))
    pytest.importorskip("pyarrow")
    out = tmp_path / "x.parquet"
    assert run("export", "--format", "parquet", "--what", what, "--out", str(out), record=made).exit_code == 0
    import pyarrow.parquet as pq

    assert pq.read_table(out).num_rows == len(rows)
    with Record.open(made, read_only=True) as held:
        assert held.to_pandas(what)["id"].tolist() == [row["id"] for row in rows]


def test_brief_tells_incidents_with_their_origins(made: Path) -> None:
    text = " ".join(run("brief", record=made).stdout.split())
    assert "WHAT CHANGED" in text and "origins found" in text and "independent sources" not in text
    html = run("brief", "--format", "html", record=made).stdout
    assert 'class="notes"' in html and "What changed" in html
    assert "## What changed" in run("brief", "--format", "markdown", record=made).stdout
