"""The chart of the country task: each model's scores relative to conflictology, by year; the same bytes for the same numbers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench.figure import Skipped

if TYPE_CHECKING:
    from bench.outlook import Told

PANELS = (("crps", "CRPS"), ("log_crps", "CRPS of log(1 + deaths)"), ("ignorance", "ignorance"))
MARKS = {2020: ("o", "#8a8f98"), 2021: ("s", "#c2410c"), 2022: ("D", "#1d4ed8")}
LEFT, RIGHT = 0.6, 1.35


def draw(told: Sequence[Told]) -> str:
    """One panel a score, one row a model, one mark a year; a mark beyond the frame stands at its edge. Raises `Skipped` without matplotlib."""
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ImportError:
        raise Skipped("the chart needs matplotlib") from None
    base = next(each for each in told if each.model == "conflictology")
    shown = [each for each in told if each.model != "zero"]
    with matplotlib.rc_context({"svg.hashsalt": "emberwatch", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(9.5, 0.34 * len(shown) + 1.3), layout="constrained")
        axes = figure.subplots(1, len(PANELS), sharey=True)
        for axis, (score, title) in zip(axes, PANELS, strict=True):
            axis.axvline(1, color="#6b7280", linewidth=0.8)
            for year, (mark, colour) in MARKS.items():
                ratios = [min(max(each.mean(score, year) / base.mean(score, year), LEFT), RIGHT) for each in shown]
                axis.plot(ratios, range(len(shown)), mark, color=colour, markersize=5, label=str(year))
            axis.set_xlim(LEFT, RIGHT)
            axis.set_title(title, fontsize=10)
            axis.grid(axis="y", color="#e5e7eb", linewidth=0.6)
        axes[0].set_yticks(range(len(shown)), [each.model for each in shown])
        axes[0].invert_yaxis()
        axes[-1].legend(loc="upper right", frameon=False)
        figure.supxlabel("relative to conflictology (left of 1 is better)", fontsize=9)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return written.getvalue()
