"""How the forecasts over all groups did, as a picture: what was said against what came true, and the skill against each naive model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from emberwatch.dates.month import format_month
from emberwatch.outlook.canvas import FAINT, FAN, INK, KNOWN, SOFT, paint
from emberwatch.outlook.fitted import AGAINST, FittedChances, Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHADES = ("#e0ab7d", FAN, "#6e3a10")
NAMES: Mapping[str, str] = {
    "base rate of the group": "group's base rate", "conflictology": "conflictology", "base rate of all": "base rate of all",
    "base rate of the group, calibrated": "group's base rate,\ncalibrated",
}  # fmt: skip


def draw_backtest(fit: FittedChances, source: str, format: str = "png") -> bytes:
    """The picture of the records of `fit` as PNG or SVG, the same bytes every time."""

    def draw(figure: Figure) -> None:
        horizons = sorted(fit.records)
        count = len(horizons)
        grid = figure.add_gridspec(2, count + 2, height_ratios=(3, 1.1))
        top = 100 * max(max(b.said, b.came_true) for record in fit.records.values() for b in record.bins) * 1.12
        for at, horizon in enumerate(horizons):
            above = figure.add_subplot(grid[0, at])
            below = figure.add_subplot(grid[1, at])
            _draw_reliability(above, horizon, fit.records[horizon], top, at == 0)
            _draw_cases(below, fit.records[horizon], at == 0)
        _draw_skill(figure.add_subplot(grid[:, count:]), fit)
        words = f"Forecasts of resurgence at every past month, settled by {format_month(fit.until)}: {_size(fit)}"
        figure.suptitle(words, x=0.01, ha="left", fontsize=11.5, color=INK)
        figure.supxlabel(f"Source: {source}", x=0.01, ha="left", color=SOFT, fontsize=7.5)

    return paint(format, (12.5, 4.8), draw)


def _size(fit: FittedChances) -> str:
    groups, returns = (max(getattr(record, name) for record in fit.records.values()) for name in ("groups", "returns"))
    return f"{groups} groups, {returns} returns"


def _draw_reliability(axes: Axes, horizon: int, record: Record, top: float, first: bool) -> None:
    axes.plot([0, top], [0, top], color=SOFT, linewidth=1, linestyle=(0, (4, 2)))
    said, came = [100 * b.said for b in record.bins], [100 * b.came_true for b in record.bins]
    axes.plot(said, came, color=FAN, linewidth=1.6, marker="o", markersize=5)
    axes.set_title(f"within {horizon} months\ncalibration error {record.calibration_error:.3f}", loc="left", fontsize=9.5)
    axes.set_xlim(0, top)
    axes.set_ylim(0, top)
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel("said, %")
    if first:
        axes.set_ylabel("came true, %")
        axes.annotate("as said", (0.8 * top, 0.8 * top), xytext=(-6, 0), textcoords="offset points", ha="right", color=SOFT, fontsize=8.5)


def _draw_cases(axes: Axes, record: Record, first: bool) -> None:
    """How many forecasts each bin holds, the bins side by side under their upper ends."""
    cases = [b.cases for b in record.bins]
    axes.bar(range(len(cases)), cases, width=0.72, color=KNOWN)
    for x, number in enumerate(cases):
        axes.annotate(f"{number:,}", (x, number), xytext=(0, 2), textcoords="offset points", ha="center", fontsize=7.5)
    axes.set_xticks(range(len(cases)), [f"{100 * b.high:.0f}" for b in record.bins], fontsize=8.5)
    axes.set_xlim(-0.6, len(cases) - 0.4)
    axes.set_ylim(0, 1.2 * max(cases))
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_xlabel("forecasts that said up to, %", fontsize=8.5)
    if first:
        axes.set_ylabel("forecasts")


def _draw_skill(axes: Axes, fit: FittedChances) -> None:
    """A row for each naive model, in it a mark and a 90 % interval for each horizon."""
    horizons = sorted(fit.records)
    axes.axvline(0, color=SOFT, linewidth=1)
    for at, horizon in enumerate(horizons):
        shade = SHADES[round(2 * at / max(len(horizons) - 1, 1))]
        found = {skill.against: skill for skill in fit.records[horizon].skills}
        rows = [(AGAINST.index(name) + 0.22 * (at - (len(horizons) - 1) / 2), skill) for name, skill in found.items()]
        axes.hlines([row for row, _ in rows], [s.low for _, s in rows], [s.high for _, s in rows], color=shade, linewidth=2)
        axes.plot([s.value for _, s in rows], [row for row, _ in rows], "o", color=shade, markersize=5.5, label=f"within {horizon} months")
    axes.set_yticks(range(len(AGAINST)), [NAMES[name] for name in AGAINST])
    axes.invert_yaxis()
    axes.set_title("Skill of the hazard against naive models\nBrier, 90 % intervals; right of 0 is better", loc="left", fontsize=9.5)
    axes.grid(axis="x", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8.5, loc="lower right", bbox_to_anchor=(1.0, 0.0))
