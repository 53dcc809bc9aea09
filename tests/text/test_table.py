"""Tables of the package: rows, comments, and faults told together."""

from __future__ import annotations

from pathlib import Path

import pytest

from emberwatch.claims.cues import Cue, load_cues
from emberwatch.claims.status import load_hedges
from emberwatch.errors import CodebookError
from emberwatch.events.tallies import load_states
from emberwatch.text.table import load_table, read_rows

FAULTY = "# say\tV\tsay\t3\n\nsay\tV\tsay\t3\nsay\tX\tsay\t3\nplan\tV\tsometime\t3\nkill\tgone\nkill\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.tsv"
    path.write_text(FAULTY, encoding="utf-8")
    return path


def test_rows_are_numbered_as_the_file_is(table: Path) -> None:
    assert [(number, cells[0]) for number, cells in read_rows(table)] == [(3, "say"), (4, "say"), (5, "plan"), (6, "kill"), (7, "kill")]


def test_a_later_row_takes_the_place_of_an_earlier_one(table: Path) -> None:
    assert load_table(table, lambda cells: (cells[0], len(cells)), "a word") == {"say": 4, "plan": 4, "kill": 1}


@pytest.mark.parametrize(
    ("load", "lines", "allowed"),
    [
        (load_cues, [4, 5, 6, 7], "a manner of say, warn"),
        (load_hedges, [3, 4, 5, 6, 7], "a status of occurred, ongoing"),
        (load_states, [3, 4, 5, 6, 7], "a state of killed, wounded"),
    ],
)
def test_every_fault_is_told_with_its_line(load, lines: list[int], allowed: str, table: Path) -> None:
    with pytest.raises(CodebookError) as raised:
        load(table)
    told = str(raised.value).splitlines()
    assert [int(line.split("table.tsv:")[1].split(":")[0]) for line in told if "table.tsv:" in line] == lines
    assert all(allowed in line for line in told if "table.tsv:" in line)


def test_shipped_tables_have_no_faults() -> None:
    assert load_cues()["say", "V"] == Cue("say", 3)
    assert load_hedges()["plan", "V"] == ("planned", 3)
    assert load_states()["kill"] == "killed"
