"""The commands of the outlook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from emberwatch import api
from emberwatch.cli.app import main

if "outlook" not in main.commands or not hasattr(api, "ask_outlook"):
    pytest.skip("the commands of the outlook are not part of this command line", allow_module_level=True)

ASK = ("outlook", "ISIS", "--place", "Syria", "--as-known-on", "2019-03-31", "--lost-territory", "2019-03-23")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EMBERWATCH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_outlook_is_told_drawn_and_written(home: Path) -> None:
    pytest.importorskip("matplotlib")
    result = run(*ASK, "--what-happened-next", "--plot", "is.svg", "--html", "is.html")
    assert result.exit_code == 0, result.output
    assert "Islamic State in Syria: outlook as known on 2019-03-31" in result.output and "back in 2021-02" in result.output
    assert (home / "is.svg").read_text().startswith("<?xml") and "<svg" in (home / "is.html").read_text()


def test_json() -> None:
    assert json.loads(run(*ASK, "--format", "json", "--horizon", "6m").output)["chances"][0]["horizon"] == 6


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("outlook", "Talban"), 1, "nearest: Taliban"),
        (("outlook", "ISIS", "--horizon", "5y"), 2, "3m,6m,12m"),
        (("outlook",), 2, "name a group, or give --country"),
        (("outlook", "ISIS", "--format", "views-parquet"), 2, "is for --country"),
        (("outlook", "ISIS", "--floor", "-1"), 1, "floor"),
        (("outlook", "ISIS", "--plot", "is.gif"), 1, "png or .svg"),
        (("outlook", "--country", "SYR"), 1, "emberwatch import views"),
        (("outlook", "ISIS", "--record", "none.db"), 1, "there is no record"),
        (("backtest", "Talban"), 1, "nearest: Taliban"),
        (("backtest", "ISIS", "--place", "Atlantis"), 1, "Atlantis"),
        (("backtest", "--place", "Syria"), 2, "--place: for one group"),
        (("backtest", "--until", "2021-13"), 1, "YYYY-MM"),
        (("backtest", "--plot", "all.gif"), 1, "png or .svg"),
        (("backtest", "--html", "all.html", "--until", "2001-01"), 1, "no forecasts were settled by 2001-01"),
    ],
)
def test_what_is_refused(words: tuple[str, ...], status: int, told: str) -> None:
    result = run(*words)
    assert (result.exit_code, told in result.output + result.stderr) == (status, True), result.output + result.stderr


def test_import_tells_what_was_taken_and_every_fault(home: Path) -> None:
    head = "id,side_a,side_b,date_start,date_end,country,best,low,high,source_date\n"
    (home / "ged.csv").write_text(head + "1,A,B,2019-01-02,2019-01-02,X,1,1,1,2019-01-03\n")
    assert "1 event taken from ged.csv" in run("import", "ucdp", "ged.csv").output
    (home / "ged.csv").write_text(head + "1,A,B,2019-01-02,2019-01-02,X,-1,1,x,2019-01-03\n")
    result = run("import", "ucdp", "ged.csv")
    assert result.exit_code == 1 and "2 faults" in result.stderr
    late = run("import", "ucdp", "ged.csv", "--as-of", "2018-12-31")
    assert "after 2018-12-31" in late.stderr


def test_lists() -> None:
    rows = json.loads(run("watch-list", "--as-known-on", "2020-06-30", "--output", "json").output)
    assert {"group", "chance", "change"} <= set(rows[0])
    assert {(row["standing"], row["chance"] is None, row["in_words"] is None) for row in rows} == {("fallen", False, False), ("active", True, True)}
    listed = run("watch-list", "--as-known-on", "2020-06-30").output
    assert "As known on 2020-06-30" in listed and "within 6 months; change since 2020-05-31" in listed and "By definition, resurgence" in listed
    down, active = listed.split("Active: nothing to come back from")
    assert "Islamic State  " in down and "%" in down and "Boko Haram" in active and "%" not in active.split("A group is back")[0]
    told = run("backtest").output
    assert "conflictology" in told and "45 to 100 %" in told and "By definition, resurgence" in told


def test_the_backtest_of_a_group_is_told_drawn_and_listed(home: Path) -> None:
    words = ("backtest", "ISIS", "--place", "Syria", "--lost-territory", "2019-03-23", "--horizon", "6m")
    told = run(*words).output
    assert "2019-03  2019-03       27 %  no    back in 2021-02, 23 months on" in told and "Too few to tell skill from luck" in told
    rows = json.loads(run(*words, "--output", "json").output)
    assert rows[0]["month"] == "2019-03" and rows[0]["chance"] == pytest.approx(0.27, abs=0.01) and rows[0]["came_true"] is False


def test_the_backtest_is_drawn(home: Path) -> None:
    pytest.importorskip("matplotlib")
    assert run("backtest", "--plot", "all.svg").exit_code == 0 and "calibration error" in (home / "all.svg").read_text()
    assert run("backtest", "Boko Haram", "--until", "2017-12", "--plot", "bh.png").exit_code == 0 and (home / "bh.png").read_bytes()[:4] == b"\x89PNG"


def test_the_backtest_is_written_as_a_page(home: Path) -> None:
    pytest.importorskip("matplotlib")
    assert run("backtest", "--html", "all.html").exit_code == 0
    page = (home / "all.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and page.count("<svg") == 1 and "<script" not in page and "src=" not in page
    assert "+0.10 (+0.02 to +0.18)" in page and "34 % of 156" in page, "six months: the skill against the base rate; what was said between 30 and 45 %"
    asked = ("backtest", "ISIS", "--place", "Syria", "--lost-territory", "2019-03-23", "--horizon", "6m", "--html", "is.html")
    assert run(*asked).exit_code == 0
    page = (home / "is.html").read_text(encoding="utf-8")
    assert "<svg" in page and "<td>2019-03</td><td>2019-03</td><td>27 %, no</td><td>back in 2021-02, 23 months on</td>" in page
    assert "Too few to tell skill from luck" in page and "judged by what is known on 2022-12-31" in page
