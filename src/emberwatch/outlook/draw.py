"""An outlook as a picture: history as it was known, what is expected, what would be a return, and what came after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emberwatch.dates.month import first_day, format_month
from emberwatch.errors import SettingError
from emberwatch.outlook.answer import GroupOutlook
from emberwatch.outlook.canvas import FAN, INK, KNOWN, LIMIT, SOFT, paint
from emberwatch.outlook.tell import percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LATER = INK
SHOWN_MONTHS = 84
"""So many months of history are drawn."""


def draw_outlook(told: GroupOutlook, format: str = "png") -> bytes:
    """The picture as PNG or SVG, the same bytes every time; raises `SettingError` for other formats, without matplotlib, and where nothing is counted."""
    if not told.outlook.series.best:
        raise SettingError(f"nothing was known of {told.title} by {told.ask.cutoff}, so there is nothing to draw; ask as known on a later day, or leave it out")

    def draw(figure: Figure) -> None:
        axes = figure.add_subplot()
        _draw_history(axes, told)
        _draw_later(axes, told)
        _draw_fan(axes, told)
        _draw_limit(axes, told)
        _finish(axes, told)

    return paint(format, (10, 5.4), draw)


def _start(told: GroupOutlook) -> int:
    series = told.outlook.series
    return max(series.first_month, series.last_month - SHOWN_MONTHS + 1)


def _draw_history(axes: Axes, told: GroupOutlook) -> None:
    series = told.outlook.series
    start = _start(told)
    shown = list(zip(range(series.first_month, series.last_month + 1), series.best, series.low, series.high, strict=True))[start - series.first_month :]
    known = [(month, best) for month, best, _, _ in shown if best is not None]
    axes.bar([m for m, _ in known], [b for _, b in known], width=0.8, color=KNOWN, label=f"as known on {told.ask.cutoff}")
    if told.ask.measure == "deaths":
        for month, _, low, high in shown:
            if low is not None and high is not None and high > low:
                axes.plot([month, month], [low, high], color=INK, linewidth=0.7, alpha=0.6)
    silent = [month for month, best, _, _ in shown if best is None]
    for number, month in enumerate(silent):
        axes.axvspan(month - 0.5, month + 0.5, color=SOFT, alpha=0.18, linewidth=0, label="nobody reported" if number == 0 else None)


def _draw_later(axes: Axes, told: GroupOutlook) -> None:
    if told.later is None:
        return
    last = told.outlook.series.last_month
    months = range(told.later.first_month, told.later.last_month + 1)
    after = [(month, best) for month, best in zip(months, told.later.best, strict=True) if month > last and best is not None]
    axes.bar([m for m, _ in after], [b for _, b in after], width=0.8, fill=False, edgecolor=LATER, linewidth=0.8, label="what happened next")
    if told.back_at is not None:
        height = next((best for month, best in after if month == told.back_at), 0.0)
        axes.annotate(
            f"back in {format_month(told.back_at)}", (told.back_at, height), xytext=(0, 22), textcoords="offset points", ha="center", color=INK,
            arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8},
        )  # fmt: skip


def _draw_fan(axes: Axes, told: GroupOutlook) -> None:
    found = told.outlook.distributions
    if not found:
        return
    months = [told.outlook.series.last_month + d.horizon for d in found]
    for share, alpha in ((0.9, 0.22), (0.5, 0.38)):
        bands = [d.get_band(share) for d in found]
        axes.fill_between(
            months, [b.low for b in bands], [b.high for b in bands], color=FAN, alpha=alpha, linewidth=0, label=f"predicted, {percent(share)}", zorder=3
        )
    axes.plot(months, [d.get_quantile(0.5) for d in found], color=FAN, linewidth=1.8, label="predicted, median", zorder=4)


def _draw_limit(axes: Axes, told: GroupOutlook) -> None:
    limit, d = told.standing.threshold, told.ask.definition
    if not limit:
        return
    level = limit / d.return_months
    words = f"a return: {d.return_months} months averaging more than {level:.3g}"
    axes.axhline(level, color=LIMIT, linewidth=1, linestyle=(0, (5, 3)), label=words)


def _end(told: GroupOutlook) -> int:
    """The last month drawn."""
    return told.later.last_month if told.later is not None else told.outlook.series.last_month + max(told.ask.horizons)


def _finish(axes: Axes, told: GroupOutlook) -> None:
    series = told.outlook.series
    end = _end(told)
    years = [month for month in range(_start(told), end + 1) if month % 12 == 0]
    axes.set_xticks(years, [str(first_day(month).year) for month in years])
    axes.set_xlim(_start(told) - 0.8, end + 0.8)
    axes.set_ylim(bottom=0)
    axes.axvline(series.last_month + 0.5, color=SOFT, linewidth=1)
    axes.set_title(f"{told.title}\n{headline(told)}", loc="left", fontsize=11.5, color=INK)
    axes.set_ylabel({"events": "violent events a month", "deaths": "deaths a month", "attacks": "attacks a month"}[told.ask.measure], color=INK)
    axes.set_xlabel(f"Source: {told.source}", loc="left", color=SOFT, fontsize=7.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=True, facecolor="white", edgecolor="none", framealpha=0.85, loc="upper right" if told.later is not None else "upper left", fontsize=8.5)


def headline(told: GroupOutlook) -> str:
    """The finding in a line: the chance by horizon."""
    if not told.outlook.chances:
        return f"as known on {told.ask.cutoff}"
    what = {"level": "Chance of such a level"}.get(told.outlook.chances[0].what, f"Chance of {told.outlook.chances[0].what}")
    horizons = ", ".join(str(chance.horizon) for chance in told.outlook.chances)
    probs = ", ".join(percent(chance.prob) for chance in told.outlook.chances)
    if told.outlook.refused:
        return f"Too little history; base rate of {told.ask.definition.kind} within {horizons} months: {probs}"
    return f"{what} within {horizons} months: {probs} (as known on {told.ask.cutoff})"
