"""The commands as a user meets them: what they print, where, and with which exit status."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from emberwatch.cli import door
from emberwatch.cli.app import main
from emberwatch.intake.refusal import Refusal
from emberwatch.pipeline.summary import RunSummary
from emberwatch.store.record import Record
from record_factory import READ_AT, TEXT, make_reading, make_report

ROOT = Path(__file__).resolve().parents[2]
LISTINGS = ["facts", "statements", "actors", "places", "status"]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record of two reports, one of them undated."""
    path = tmp_path_factory.mktemp("record") / "two.db"
    with Record.open(path) as opened:
        opened.add(make_reading(), READ_AT)
        opened.add(make_reading(make_report("Second.\n" + TEXT, publisher="Hill Times", published=None)), READ_AT)
    return str(path)


def run(*args: str, **env: str) -> Result:
    return CliRunner().invoke(main, list(args), env={"EMBERWATCH_RECORD": None, "NO_COLOR": None, "FORCE_COLOR": None, **env})


def ids(record: str, *args: str) -> list[str]:
    return [json.loads(line)["id"] for line in run("facts", "--record", record, "--output", "jsonl", *args).stdout.splitlines()]


@pytest.mark.parametrize("name", LISTINGS)
def test_every_listing_has_the_same_rows_in_every_output(name: str, record: str) -> None:
    printed = {output: run(name, "--record", record, "--output", output).stdout for output in ("table", "json", "jsonl", "csv")}
    rows = json.loads(printed["json"])
    assert rows and [json.loads(line) for line in printed["jsonl"].splitlines()] == rows
    table = list(csv.DictReader(io.StringIO(printed["csv"])))
    assert [list(row) for row in table] == [list(row) for row in rows]
    assert len(printed["table"].splitlines()) == len(rows) + 1


@pytest.mark.parametrize("name", LISTINGS)
def test_a_table_in_a_pipe_is_plain_and_aligned(name: str, record: str) -> None:
    lines = run(name, "--record", record).stdout.splitlines()
    assert not any(c in "".join(lines) for c in "\x1b─│┃━|")
    second = lines[0].index(lines[0].split()[1])
    assert all(line[second - 1] == " " for line in lines if len(line) > second)


@pytest.mark.parametrize(
    ("args", "count"),
    [([], 6), (["--status", "occurred"], 2), (["--status", "occurred,conditional"], 4), (["--type", "assault"], 2), (["--actor", "syrian"], 2),
     (["--place", "Baghouz"], 2), (["--limit", "3"], 3), (["--since", "2019-03-08"], 2), (["--search", "troops shell"], 2)],
)  # fmt: skip
def test_facts_are_narrowed(args: list[str], count: int, record: str) -> None:
    assert len(ids(record, *args)) == count


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["facts", "--status", "maybe"], "'maybe' is no status; allowed: occurred, ongoing"),
        (["facts", "--since", "8 March"], "'8 March' is no date; give a day as YYYY-MM-DD"),
        (["read"], "Missing argument 'PATH...'"),
        (["read", "x.txt", "--published", "2019-02-30"], "is no date"),
        (["read", "x.txt", "--jobs", "0"], "0 is not in the range"),
        (["brief", "--format", "pdf"], "'pdf' is not one of"),
        (["export", "--format", "parquet"], "name a file with --out"),
        (["codebook", "check", "no-such-file"], "does not exist"),
        (["tell"], "No such command 'tell'"),
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2(args: list[str], words: str) -> None:
    result = run(*args)
    assert result.exit_code == 2 and words in result.stderr and result.stdout == ""


@pytest.mark.parametrize("name", [*LISTINGS, "brief"])
def test_a_record_that_is_not_there_is_said_and_not_made(name: str, tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    result = run(name, EMBERWATCH_RECORD=str(path))
    assert result.exit_code == 1 and not path.exists()
    assert result.stderr.startswith("emberwatch: [E030] there is no record at") and result.stderr.count("\n") == 1


def test_a_file_that_is_no_record_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("not a database " * 100)
    result = run("facts", "--record", str(path))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1) and "[E030]" in result.stderr


def test_brief_in_each_format(record: str, tmp_path: Path) -> None:
    assert "WHAT HAPPENED" in run("brief", "--record", record).stdout
    assert "## What happened" in run("brief", "--record", record, "--format", "markdown").stdout
    out = tmp_path / "brief.html"
    result = run("brief", "--record", record, "--format", "html", "--out", str(out))
    assert result.stdout == "" and out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "[E060]" in run("brief", "--record", record, "--out", str(tmp_path / "no" / "brief.html")).stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [(["facts", "--type", "ASSULT"], "'ASSULT'; nearest: ASSAULT"), (["facts", "--place", "Bagouz"], "'Bagouz'; nearest: Baghouz"),
     (["places", "--search", "Bagouz"], "'Bagouz'; nearest: Baghouz"), (["facts", "--search", "no such words"], "widen the filters")],
)  # fmt: skip
def test_an_empty_listing_names_what_is_spelt_alike(args: list[str], words: str, record: str) -> None:
    result = run(*args, "--record", record)
    assert (result.exit_code, result.stdout) == (0, "") and words in result.stderr


def test_brief_is_narrowed(record: str) -> None:
    assert "Narrowed to  place Gareth" in run("brief", "--record", record, "--place", "Gareth").stdout


def test_show_takes_the_start_of_an_id_and_marks_the_words(record: str) -> None:
    (first, _) = ids(record, "--status", "occurred")
    shown = run("show", first[:8], "--record", record).stdout
    assert "[quantity: More than 40]" in shown and "[trigger: left]" in shown and "because leave is RETREAT" in shown and "\x1b" not in shown
    coloured = run("show", first, "--record", record, FORCE_COLOR="1").stdout
    assert "\x1b[" in coloured and "[trigger: left]" not in coloured
    unknown = run("show", "e000000", "--record", record)
    assert unknown.exit_code == 1 and "[E031]" in unknown.stderr


def test_values_and_reasons_are_whole_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from emberwatch.cli.show import print_pairs

    monkeypatch.setenv("COLUMNS", "60")
    print_pairs([("type", "ASSAULT " * 20, "it was told " * 20 + "in full"), ("status", "occurred", "")])
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "type    " + "ASSAULT " * 20 and shown[1].endswith("in full") and len(shown) == 3


@pytest.mark.parametrize("kind", ["actors", "places", "statements"])
def test_show_knows_every_kind(kind: str, record: str) -> None:
    one = json.loads(run(kind, "--record", record, "--output", "json").stdout)[0]
    result = run("show", one["id"], "--record", record)
    assert result.exit_code == 0 and one["id"] in result.stdout


def test_search_finds_nothing_says_so_on_standard_error(record: str) -> None:
    result = run("facts", "--record", record, "--search", "zebra")
    assert (result.exit_code, result.stdout) == (0, "") and "Nothing in the record fits" in result.stderr
    assert run("facts", "--record", record, "--search", "zebra", "--output", "json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("summary", "status", "printed", "errors"),
    [
        (RunSummary(read=2, statements=3, events=4, states=1, seconds=1.24), 0,
         ["2 reports read (x.db, 1.2 s).", "Found 3 statements, 4 events, 1 state."], []),
        (RunSummary(skipped=2), 0, ["0 reports read, 2 already in the record (x.db, 0.0 s)."], []),
        (RunSummary(read=1, undated=1, refused=(Refusal("a.bin", "no text"), Refusal("b.jsonl", "no date", 7))), 1,
         ["1 report read, 2 refused", "1 report has no publication date"], ["refused: a.bin: no text", "refused: b.jsonl:7: no date"]),
    ],
)  # fmt: skip
def test_read_sums_up_and_lists_what_was_refused(
    summary: RunSummary, status: int, printed: list[str], errors: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr("emberwatch.cli.read.read_into", lambda where, paths, **rest: calls.append({"where": where, "paths": paths, **rest}) or summary)
    result = run("read", "a", "b", "--record", "x.db", "--published", "2019-03-08", "--jobs", "2")
    assert result.exit_code == status
    assert all(one in result.stdout for one in printed) and result.stderr.splitlines() == errors
    (call,) = calls
    assert (call["where"], call["paths"], str(call["published"]), call["jobs"], call["progress"]) == ("x.db", ("a", "b"), "2019-03-08", 2, None)


def test_codebook_show_and_check(tmp_path: Path) -> None:
    types = {row["type"] for row in json.loads(run("codebook", "show", "--output", "json").stdout)}
    assert {"ASSAULT", "DISPLACE", "SEIZE", "CONTROL"} <= types
    bad = tmp_path / "bad.tsv"
    bad.write_text("word\tNOSUCH\n", encoding="utf-8")
    result = run("codebook", "check", str(bad))
    assert result.exit_code == 1 and f"{bad}:1: " in result.stderr and "[E040]" in result.stderr


@pytest.mark.parametrize(("command", "name", "words"), [(["gazetteer", "add"], "add_places", "7 places"), (["actors", "import"], "import_actors", "7 actors")])
def test_additions_say_how_many(command: list[str], name: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "given.csv"
    given.touch()
    where = door if name == "add_places" else "emberwatch.cli.listing"
    monkeypatch.setattr(*((where, name, lambda file: 7) if where is door else (f"{where}.{name}", lambda file: 7)))
    assert words in run(*command, str(given)).stdout


def test_reference_is_written_from_the_commands() -> None:
    spec = importlib.util.spec_from_file_location("write_cli_reference", ROOT / "scripts" / "write_cli_reference.py")
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.PAGE.read_text(encoding="utf-8") == script.format_page(), "run: python scripts/write_cli_reference.py"


def test_a_type_that_is_none_is_told_with_those_that_are(record: str) -> None:
    result = run("facts", "--record", record, "--type", "XYZZY")
    assert (result.exit_code, result.stdout) == (0, "") and "'XYZZY' is no type; types are ACCUSE, AGREE" in result.stderr


def shell(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    whole = {**os.environ, "PYTHONIOENCODING": "utf-8", **env}
    return subprocess.run([sys.executable, "-c", "from emberwatch.cli.app import main; main()", *args], capture_output=True, text=True, env=whole, check=False)


def test_a_process_in_a_pipe_prints_plainly_and_ends_with_the_status(record: str) -> None:
    assert "\x1b" not in shell("brief", "--record", record).stdout
    missing = shell("facts", "--record", "no-such.db")
    assert (missing.returncode, missing.stdout, missing.stderr.count("\n")) == (1, "", 1) and "Traceback" not in missing.stderr
    assert shell("facts", "--nonsense").returncode == 2


def loaded_by(heavy: str, *args: str) -> tuple[str, str]:
    """Which of the libraries one command loads, and what it prints."""
    code = "import sys; from emberwatch.cli.app import main; main(sys.argv[2:], standalone_mode=False); "
    code += "print([m for m in sys.modules if m in sys.argv[1].split()])"
    done = subprocess.run([sys.executable, "-c", code, heavy, *args], capture_output=True, text=True, check=True)
    printed, _, loaded = done.stdout.rstrip().rpartition("\n")
    return loaded, printed


def test_help_loads_nothing_heavy() -> None:
    loaded, printed = loaded_by("spacy numpy sqlalchemy pandas onnxruntime rich lemminflect tokenizers", "--help")
    assert loaded == "[]" and "brief" in printed


@pytest.mark.parametrize("name", ["brief", "facts", "incidents", "changes", "status"])
def test_what_asks_the_record_loads_nothing_that_reading_needs(name: str, record: str) -> None:
    loaded, _ = loaded_by("spacy numpy pandas onnxruntime lemminflect tokenizers", name, "--record", record)
    assert loaded == "[]"
