"""What was said of one group over time as a picture: its months above, the chances as they were given below, returns marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from emberwatch.dates.month import first_day, format_month
from emberwatch.errors import SettingError
from emberwatch.outlook.asked import GroupBacktest, PastMonth
from emberwatch.outlook.canvas import FAINT, FAN, INK, KNOWN, LIMIT, SOFT, paint

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHADES = ("#e0ab7d", FAN, "#6e3a10")
"""Lines of the shortest, the middle and the longest horizon."""
LEAD_MONTHS = 24
"""So many months before the first one asked about are drawn at least."""


def draw_asked(told: GroupBacktest, format: str = "png") -> bytes:
    """The picture as PNG or SVG, the same bytes every time; raises `SettingError` where the group was never down."""
    if not told.months:
        raise SettingError(f"{told.title} was never down by the definition, so there are no chances to draw")

    def draw(figure: Figure) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(2, 3))
        _draw_counts(above, told)
        _draw_chances(below, told)
        for axes in (above, below):
            _mark(axes, told, name=axes is above)
        _finish(above, below, told)
        figure.align_ylabels()

    return paint(format, (10, 6.4), draw)


def _start(told: GroupBacktest) -> int:
    return max(told.series.first_month, told.months[0].month - LEAD_MONTHS)


def _draw_counts(axes: Axes, told: GroupBacktest) -> None:
    start = _start(told)
    shown = list(zip(range(told.series.first_month, told.series.last_month + 1), told.series.best, strict=True))[start - told.series.first_month :]
    known = [(month, best) for month, best in shown if best is not None]
    axes.bar([m for m, _ in known], [b for _, b in known], width=0.8, color=KNOWN)
    for number, month in enumerate(month for month, best in shown if best is None):
        axes.axvspan(month - 0.5, month + 0.5, color=SOFT, alpha=0.18, linewidth=0, label="nobody reported" if number == 0 else None)
    limits = [(month.month, month.threshold / told.ask.definition.return_months) for month in told.months]
    for number, run in enumerate(_runs(limits)):
        words = f"a return: {told.ask.definition.return_months} months averaging more" if number == 0 else None
        axes.plot([m for m, _ in run], [v for _, v in run], color=LIMIT, linewidth=1.2, linestyle=(0, (5, 3)), label=words)


def _runs(points: Iterable[tuple[int, float]]) -> Iterator[list[tuple[int, float]]]:
    """The points in runs of neighbouring months; between them the group was not down."""
    run: list[tuple[int, float]] = []
    for month, value in points:
        if run and month != run[-1][0] + 1:
            yield run
            run = []
        run.append((month, value))
    if run:
        yield run


def _draw_chances(axes: Axes, told: GroupBacktest) -> None:
    horizons = told.ask.horizons
    shades = {h: SHADES[1] if len(horizons) == 1 else SHADES[round(2 * at / (len(horizons) - 1))] for at, h in enumerate(horizons)}
    for horizon in horizons:
        _line(axes, told.months, horizon, "prob", color=shades[horizon], linewidth=1.8, marker="o", markersize=2.5, label=f"within {horizon} months")
    _hollow(axes, told, shades)
    middle = _middle(told)
    _line(axes, told.months, middle, "base_rate", color=SOFT, linewidth=1.2, linestyle=(0, (4, 2)), label=f"its base rate, {middle} months")
    _line(axes, told.months, middle, "drawn", color=KNOWN, linewidth=1.0, linestyle=(0, (1, 1.5)), label=f"conflictology, {middle} months")


def _line(axes: Axes, months: Iterable[PastMonth], horizon: int, value: str, label: str, **style: object) -> None:
    points = ((month.month, 100 * getattr(chance, value)) for month in months for chance in month.chances if chance.horizon == horizon)
    for number, run in enumerate(_runs(points)):
        axes.plot([m for m, _ in run], [v for _, v in run], label=label if number == 0 else None, **style)  # type: ignore[arg-type]


def _hollow(axes: Axes, told: GroupBacktest, shades: dict[int, str]) -> None:
    """White dots on the months that a base rate alone answered."""
    plain = [(month.month, 100 * chance.prob, shades[chance.horizon]) for month in told.months if not month.hazard for chance in month.chances]
    if plain and any(month.hazard for month in told.months):
        words = "hollow: a base rate alone"
        axes.scatter([m for m, _, _ in plain], [v for _, v, _ in plain], s=14, c="white", edgecolors=[c for _, _, c in plain], zorder=3, label=words)


def _mark(axes: Axes, told: GroupBacktest, name: bool) -> None:
    """A line at each return, and the months of which the longest horizon is not settled yet shaded."""
    last = told.series.last_month
    open_from = last - max(told.ask.horizons) + 0.5
    words = None if name else f"not yet settled for {max(told.ask.horizons)} months"
    axes.axvspan(open_from, last + 0.8, color=FAINT, alpha=0.55, linewidth=0, zorder=0, label=words)
    for back in told.returns:
        axes.axvline(back, color=INK, linewidth=1, zorder=1)
        if name:
            axes.annotate(
                f"back\n{format_month(back)}",
                (back, 1),
                xycoords=("data", "axes fraction"),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                fontsize=7.5,
            )


def _finish(above: Axes, below: Axes, told: GroupBacktest) -> None:
    start, end = _start(told), told.series.last_month
    years = [month for month in range(start, end + 1) if month % 12 == 0]
    below.set_xticks(years, [str(first_day(month).year) for month in years])
    below.set_xlim(start - 0.8, end + 0.8)
    words = f"{told.title}\nChance of {told.ask.definition.kind} as given at the end of each month in which it was down, from what was known then"
    above.set_title(words, loc="left", fontsize=11.5, color=INK, pad=26 if told.returns else 8)
    above.set_ylabel({"events": "violent events a month", "deaths": "deaths a month", "attacks": "attacks a month"}[told.ask.measure])
    below.set_ylabel("chance of being back, %")
    above.set_ylim(bottom=0)
    below.set_ylim(0, _top(told))
    below.set_xlabel(f"Source: {told.source}", loc="left", color=SOFT, fontsize=7.5)
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
    handles, labels = (mine + theirs for mine, theirs in zip(below.get_legend_handles_labels(), above.get_legend_handles_labels(), strict=True))
    below.legend(handles, labels, frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4, fontsize=8.5)


def _middle(told: GroupBacktest) -> int:
    """The horizon for which the naive models are drawn."""
    return told.ask.horizons[len(told.ask.horizons) // 2]


def _top(told: GroupBacktest) -> float:
    """The upper end of the chances drawn, in per cent."""
    drawn = [chance.prob for month in told.months for chance in month.chances]
    naive = [max(chance.base_rate, chance.drawn) for month in told.months for chance in month.chances if chance.horizon == _middle(told)]
    return min(105.0, max(20.0, 110 * max(drawn + naive)))
