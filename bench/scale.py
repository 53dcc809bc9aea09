"""What linking costs at size: made readings into an empty record, then a hundred more; against the time that reading as many words takes.

Measured in a process of its own (`bench.scale_child`), held to two cores, so that its memory can be told.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from bench.chart import Chart, Series
from bench.figure import Measured
from bench.frozen import read_frozen
from bench.memory import run_watched
from bench.shared import ROOT, Setting

COUNT, QUICK_COUNT = 10_000, 120
STEP, QUICK_STEP = 500, 40
MORE, QUICK_MORE = 100, 10
WORDS_PER_SECOND = 4000.0
"""Reading speed where none is frozen yet."""


def measure(setting: Setting) -> Measured:
    """Linking over reading, seconds for a hundred reports more, peak memory, and how the cost of a report grows with the record."""
    count, step, more = (QUICK_COUNT, QUICK_STEP, QUICK_MORE) if setting.quick else (COUNT, STEP, MORE)
    printed, peak_mb = run_watched([sys.executable, "-m", "bench.scale_child", str(count), str(step), str(more)], folder=ROOT, timeout_s=6 * 3600)
    answer = json.loads(printed.splitlines()[-1])
    reading_s = answer["words"] / read_frozen().get("speed.words_per_second", WORDS_PER_SECOND)
    seconds = {int(size): taken for size, taken in answer["seconds"].items()}
    figures = {
        "scale.link_over_read": answer["link_s"] / reading_s,
        f"scale.add_{more}_s": answer["more_s"],
        "scale.memory_mb": peak_mb,
        "scale.growth": find_growth(seconds),
        "scale.link_s": answer["link_s"],
        "scale.write_s": answer["write_s"],
        "scale.reports": answer["reports"],
        "scale.facts": answer["facts"],
    }
    return Measured(figures, {"linking.svg": draw(seconds, step)})


def find_growth(seconds: Mapping[int, float]) -> float:
    """The cost of a step in the last quarter of the record over that in the second: 1 where cost does not depend on the record's size."""
    sizes = sorted(seconds)
    quarter = max(1, len(sizes) // 4)
    early, late = sizes[quarter : 2 * quarter] or sizes[:1], sizes[-quarter:]
    return (sum(seconds[size] for size in late) / len(late)) / (sum(seconds[size] for size in early) / len(early))


def draw(seconds: Mapping[int, float], step: int) -> str:
    """Seconds that linking a step of reports took over the number of reports in the record."""
    sizes = sorted(seconds)
    top = max(seconds.values())
    chart = Chart(f"Linking {step:,} reports more, two cores", "reports in the record", "seconds", (0, sizes[-1]), (0, top * 1.2))
    return chart.draw([Series("measured", [(float(size), seconds[size]) for size in sizes])])
