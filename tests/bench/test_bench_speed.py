"""Speed figures from hand-made seconds, the made reports, and the memory watch on a process of known size."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bench.memory import PROC, run_watched
from bench.reports import ITEMS, make_reports
from bench.speed import draw, to_cost, to_ratio

MB = 1_000_000


def test_ratio_of_the_same_words() -> None:
    figures = to_ratio({"words": 1000, "whole_s": 0.25, "encoder_s": 0.2})
    assert figures == pytest.approx({"speed.ratio": 0.8, "speed.words_per_second": 4000, "speed.encoder_words_per_second": 5000, "speed.words": 1000})


@pytest.mark.parametrize(
    ("seconds", "linearity"),
    [({10: 1.0, 100: 5.0, 1000: 50.0}, 1.0), ({10: 1.0, 100: 5.0, 1000: 65.0}, 1.3), ({1: 9.0, 2: 4.0, 4: 4.0}, 0.5)],
)
def test_linearity_compares_the_two_largest(seconds: dict[int, float], linearity: float) -> None:
    figures = to_cost(seconds)
    assert figures["speed.linearity"] == pytest.approx(linearity)
    assert [figures[f"speed.seconds_{count}"] for count in seconds] == list(seconds.values())


def test_cost_chart_keeps_every_point_on_the_page() -> None:
    tree = ElementTree.fromstring(draw({10: 0.4, 100: 3.1, 1000: 33.0}))
    circles = [(float(e.get("cx", "")), float(e.get("cy", ""))) for e in tree.iter() if e.tag.endswith("circle")]
    assert len(circles) == 3
    assert all(70 <= x <= 616 and 48 <= y <= 382 for x, y in circles)
    assert circles == sorted(circles, key=lambda c: (c[0], -c[1]))


def test_made_reports_repeat_and_differ() -> None:
    texts = [f"Sentence {number}." for number in range(100)]
    reports = make_reports(texts, 30)
    assert reports[:10] == make_reports(texts, 10)
    assert len({report["text"] for report in reports}) == 30
    assert all(report["text"].count("\n\n") == ITEMS - 1 for report in reports)
    assert make_reports(texts, 10, seed=8) != reports[:10]


HOLD = "import time; held = bytearray({size}); held[::512] = b'x' * len(held[::512]); time.sleep(0.6); print('done')"


@pytest.mark.skipif(not PROC.exists(), reason="the account of shared pages is Linux's")
def test_peak_memory_counts_children_too() -> None:
    child = HOLD.format(size=60 * MB)
    parent = f"import subprocess, sys; held = bytearray({40 * MB}); held[::512] = b'x' * len(held[::512]); subprocess.run([sys.executable, '-c', {child!r}])"
    printed, peak_mb = run_watched([sys.executable, "-c", parent])
    assert printed == "done\n"
    assert 95 <= peak_mb <= 180


def test_a_failed_process_is_told(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        run_watched([sys.executable, "-c", "raise SystemExit(3)"], folder=tmp_path)
