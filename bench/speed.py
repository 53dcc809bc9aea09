"""What reading costs: words a second against the encoder alone, memory, and cost by the number of reports.

Measured in a process of its own (`bench.speed_child`), held to two cores, so that nothing else of the bench is counted; the
memory of two reading processes by the command `emberwatch read --jobs 2`.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bench.chart import Chart, Series
from bench.figure import Measured
from bench.memory import run_watched
from bench.reports import make_reports, write_reports
from bench.shared import ROOT, Setting
from training.own_corpus import read_corpus

COUNTS = (10, 100, 1000)
QUICK_COUNTS = (2, 6, 18)
RATIO_REPORTS, RATIO_ROUNDS = 600, 2
QUICK_RATIO_REPORTS, QUICK_RATIO_ROUNDS = 6, 2


def measure(setting: Setting) -> Measured:
    """Ratio of whole reading to the encoder alone, peak memory, and seconds for 10, 100 and 1,000 reports."""
    counts = QUICK_COUNTS if setting.quick else COUNTS
    reports, rounds = (QUICK_RATIO_REPORTS, QUICK_RATIO_ROUNDS) if setting.quick else (RATIO_REPORTS, RATIO_ROUNDS)
    ratio, _ = run_child("ratio", [reports, rounds])
    cost, peak_mb = run_child("cost", list(counts))
    seconds = {count: cost[str(count)] for count in counts}
    memory = {"speed.memory_mb": peak_mb, "speed.memory_jobs2_mb": watch_two_jobs(counts[-2])}
    return Measured({**to_ratio(ratio), **to_cost(seconds), **memory}, {"cost.svg": draw(seconds)})


def watch_two_jobs(count: int) -> float:
    """Peak memory in MB of the command that reads `count` made reports in two processes, all of its processes together."""
    with tempfile.TemporaryDirectory() as folder:
        source = write_reports(make_reports([item.text for item in read_corpus()[0]], count), Path(folder) / "reports.jsonl")
        command = [str(Path(sys.executable).with_name("emberwatch")), "read", str(source), "--record", str(Path(folder) / "bench.db"), "--jobs", "2"]
        return run_watched(command)[1]


def run_child(task: str, numbers: list[int]) -> tuple[dict[str, float], float]:
    """What `bench.speed_child` measured, and the peak memory of its processes in MB."""
    printed, peak_mb = run_watched([sys.executable, "-m", "bench.speed_child", task, *map(str, numbers)], folder=ROOT)
    answer: dict[str, float] = json.loads(printed.splitlines()[-1])
    return answer, peak_mb


def to_ratio(answer: Mapping[str, float]) -> dict[str, float]:
    """Words a second of the whole reading and of the encoder alone on the same words, and the first over the second."""
    whole, alone = answer["words"] / answer["whole_s"], answer["words"] / answer["encoder_s"]
    return {"speed.ratio": whole / alone, "speed.words_per_second": whole, "speed.encoder_words_per_second": alone, "speed.words": answer["words"]}


def to_cost(seconds: Mapping[int, float]) -> dict[str, float]:
    """Seconds by number of reports, and the cost of one among the most over the cost of one among the second most."""
    counts = sorted(seconds)
    most, fewer = counts[-1], counts[-2]
    linearity = (seconds[most] / most) / (seconds[fewer] / fewer)
    return {**{f"speed.seconds_{count}": seconds[count] for count in counts}, "speed.linearity": linearity}


def draw(seconds: Mapping[int, float]) -> str:
    """Seconds over number of reports on logarithmic axes, beside a line of equal cost a report."""
    counts = sorted(seconds)
    top = seconds[counts[-1]]
    even = [(float(count), top * count / counts[-1]) for count in (counts[0], counts[-1])]
    lowest, highest = min(*seconds.values(), even[0][1]), max(*seconds.values(), even[-1][1])
    chart = Chart("Cost of reading, two cores", "reports", "seconds", (counts[0] / 1.6, counts[-1] * 1.6), (lowest / 2, highest * 2.5), logarithmic=True)
    measured = Series("measured", [(float(count), seconds[count]) for count in counts], labels=[f"{seconds[count]:.1f} s" for count in counts])
    return chart.draw([Series("equal cost a report", even, dashed=True), measured])
