"""Bars, tolerances, the printed line, the frozen file and the page, on hand-made figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.figure import BARS, format_line, is_worse, judge
from bench.frozen import read_frozen, write_frozen
from bench.page import END, START, format_section, replace_section


@pytest.mark.parametrize(
    ("name", "value", "verdict"),
    [
        ("seed.whole", 0.90, "ok"),
        ("seed.whole", 0.8999, "short"),
        ("seed.refused", 0, "ok"),
        ("seed.refused", 1, "short"),
        ("calibration.ece", 0.05, "ok"),
        ("calibration.ece", 0.0501, "short"),
        ("encoder.gum.las", 88.49, "short"),
        ("start.import_s", 0.21, "short"),
        ("own.facts", 3, "-"),
        ("devset.when", float("nan"), "short"),
        ("start.help_s", float("nan"), "short"),
    ],
)
def test_verdict(name: str, value: float, verdict: str) -> None:
    assert judge(name, value) == verdict


@pytest.mark.parametrize(
    ("name", "value", "frozen", "worse"),
    [
        ("seed.whole", 0.93, 0.95, True),
        ("seed.whole", 0.946, 0.95, False),
        ("seed.whole", 0.99, 0.95, False),
        ("seed.whole", 0.5, None, False),
        ("calibration.ece", 0.05, 0.03, True),
        ("calibration.ece", 0.01, 0.03, False),
        ("seed.refused", 1, 0, True),
        ("encoder.ewt.las", 88.7, 88.75, False),
        ("encoder.ewt.las", 88.5, 88.75, True),
        ("speed.memory_mb", 600, 550, False),
        ("speed.memory_mb", 700, 550, True),
        ("speed.words_per_second", 5000, 6500, True),
        ("start.help_s", 0.4, 0.3, True),
        ("own.items", 10, 400, False),
    ],
)
def test_worse_than_frozen(name: str, value: float, frozen: float | None, worse: bool) -> None:
    assert is_worse(name, value, frozen) is worse


@pytest.mark.parametrize(
    ("name", "value", "frozen", "cells"),
    [
        ("seed.whole", 0.93, None, ["seed.whole", "0.930", "≥", "0.9", "ok"]),
        ("seed.whole", 0.85, 0.9, ["seed.whole", "0.850", "≥", "0.9", "short", "worse", "than", "frozen", "0.900"]),
        ("seed.refused", 0.0, None, ["seed.refused", "0", "≤", "0", "ok"]),
        ("own.items", 398.0, None, ["own.items", "398", "-", "-"]),
        ("encoder.ewt.upos", 96.456, None, ["encoder.ewt.upos", "96.46", "-", "-"]),
    ],
)
def test_line(name: str, value: float, frozen: float | None, cells: list[str]) -> None:
    assert format_line(name, value, frozen).split() == cells


def test_freezing_replaces_only_the_groups_measured(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    write_frozen({"seed.whole": 0.5, "seed.gone": 1.0, "own.status": 0.9}, ["seed", "own"], path)
    write_frozen({"seed.whole": 0.75}, ["seed"], path)
    assert read_frozen(path) == {"own.status": 0.9, "seed.whole": 0.75}
    assert read_frozen(tmp_path / "absent.json") == {}


def test_section_lists_barred_figures_first_and_counts_last() -> None:
    rows = [line.split(" | ")[0] for line in format_section({"own.items": 5, "own.event.f1": 0.7, "own.status": 0.95}).splitlines() if line.startswith("| `")]
    assert rows == ["| `own.status`", "| `own.event.f1`", "| `own.items`"]


def test_section_replaces_what_stands_between_the_markers() -> None:
    page = f"# Accuracy\n\n{START}\nold\n{END}\n\nafter\n"
    assert replace_section(page, "new") == f"# Accuracy\n\n{START}\n\nnew\n{END}\n\nafter\n"
    with pytest.raises(ValueError, match="figures:end"):
        replace_section(f"# Accuracy\n{START}\n", "new")


def test_every_bar_belongs_to_a_group() -> None:
    from bench.__main__ import GROUPS

    assert {name.partition(".")[0] for name in BARS} | {"real", "agreement"} == set(GROUPS), "no bar was set for real reports, nor for coders"
