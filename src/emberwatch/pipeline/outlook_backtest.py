"""Runs the backtest: the kept record over all groups, or one group's question asked anew at every past month."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from emberwatch.dates.month import format_month, last_day, parse_month
from emberwatch.errors import SettingError
from emberwatch.model.outlook import Measure
from emberwatch.outlook.answer import Ask
from emberwatch.outlook.asked import GroupBacktest, ask_past
from emberwatch.outlook.fitted import FittedChances, pick_fit
from emberwatch.outlook.names import find_group
from emberwatch.outlook.resurgence import Definition
from emberwatch.outlook.tell_asked import list_asked, render_asked
from emberwatch.pipeline.outlook import check_horizons, find_place_of
from emberwatch.pipeline.outlook_supply import SHIPPED_SOURCE, load_fits, load_supply

__all__ = ["ask_backtest", "describe_backtest", "draw_backtest", "list_asked", "list_backtest", "render_asked", "render_backtest"]

DATA_SOURCE = SHIPPED_SOURCE.replace(", figures shipped with Emberwatch", "")
"""What the kept record over all groups was made from."""


def ask_backtest(
    group: str, *, place: str | None = None, measure: Measure = "events", horizon: Sequence[int] = (3, 6, 12), until: str | None = None,
    lost_territory: date | None = None, source: str | None = None, definition: Definition | None = None, home: Path | None = None,
) -> GroupBacktest:  # fmt: skip
    """The outlook for a group asked at the end of every past month in which it was down, and what came of it by the end of the month `until`.

    Raises `NotFound` with the nearest names for an unknown group or place.
    """
    check_horizons(horizon)
    supply = load_supply(group, home, source)
    name = find_group(group, supply.groups, supply.names)
    key, place_name = find_place_of(place, name, supply)
    cutoff = last_day(_month(until)) if until else supply.last_day
    ask = Ask(name, min(cutoff, supply.last_day), measure, tuple(sorted(set(horizon))), definition or Definition(), key, place_name, lost_territory)
    return ask_past(supply.counts, ask, load_fits(), supply.source)


def _month(words: str) -> int:
    try:
        return parse_month(words)
    except ValueError as error:
        raise SettingError(f"{words!r} is no month; give one as YYYY-MM, such as 2021-06") from error


def _pick(until: str | None) -> FittedChances | None:
    return pick_fit(load_fits(), _month(until) if until else max(fit.until for fit in load_fits()))


def list_backtest(until: str | None = None) -> list[dict[str, object]]:
    """How the forecasts settled by the end of the month `until` did, a row for each horizon and naive model."""
    fit = _pick(until)
    if fit is None:
        return []
    return [
        {
            "until": format_month(fit.until), "horizon": horizon, "forecasts": record.cases, "came_true": record.came_true, "returns": record.returns,
            "groups": record.groups, "calibration_error": record.calibration_error, "against": skill.against,
            "skill": skill.value, "skill_low": skill.low, "skill_high": skill.high,
        }
        for horizon, record in fit.records.items() for skill in record.skills
    ]  # fmt: skip


def describe_backtest(until: str | None = None, width: int = 100) -> str:
    """What stands behind the rows of `list_backtest`: how many forecasts said what and came true, and the definition; "" where there are none."""
    fit = _pick(until)
    if fit is None:
        return ""
    heads = "".join(f"{f'within {horizon} months':<18}" for horizon in fit.records).rstrip()
    lines = ["What was said, and the share that came true", f"  {'said':<14}{heads}"]
    for low, high in sorted({(b.low, b.high) for record in fit.records.values() for b in record.bins}):
        found = [next((b for b in record.bins if (b.low, b.high) == (low, high)), None) for record in fit.records.values()]
        cells = [f"{b.came_true:>4.0%} of {b.cases:<9,}".replace("%", " %") if b else "" for b in found]
        lines.append(f"  {f'{100 * low:.0f} to {100 * high:.0f} %':<14}{''.join(f'{cell:<18}' for cell in cells)}".rstrip())
    lines += ["", *textwrap.wrap(f"By definition, {fit.definition.words}.", width)]
    return "\n".join(lines) + "\n"


def draw_backtest(told: GroupBacktest | None = None, format: str = "png", until: str | None = None) -> bytes:
    """One group's chances over time with its returns, or without a group what was said against what came true, and the skill; PNG or SVG."""
    if told is not None:
        from emberwatch.outlook.draw_asked import draw_asked

        return draw_asked(told, format)
    from emberwatch.outlook.draw_backtest import draw_backtest as draw

    return draw(_get_fit(until), DATA_SOURCE, format)


def _get_fit(until: str | None) -> FittedChances:
    fit = _pick(until)
    if fit is None:
        raise SettingError(f"no forecasts were settled by {until}; the first record is of {format_month(min(each.until for each in load_fits()))}")
    return fit


def render_backtest(told: GroupBacktest | None = None, until: str | None = None) -> str:
    """The page of one group, or without it that of all groups; with the picture of `draw_backtest` where matplotlib is there and it was ever down."""
    from emberwatch.outlook.page_backtest import render_asked_page, render_backtest_page

    try:
        picture = draw_backtest(told, "svg", until).decode("utf-8")
    except SettingError:
        picture = None
    return render_backtest_page(_get_fit(until), DATA_SOURCE, picture) if told is None else render_asked_page(told, picture)
