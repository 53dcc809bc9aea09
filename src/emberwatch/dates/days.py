"""Day arithmetic: the week, month or season a day lies in, so many units on, the early or late part of a stretch."""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple

from emberwatch.dates.form import Part, Season, Unit
from emberwatch.dates.when import Precision

SEASON_START: dict[Season, int] = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
"""First month of the meteorological seasons of the northern hemisphere."""
MONTHS_IN: dict[Unit, int] = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200}
DAYS_IN: dict[Unit, float] = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "weekend": 7, "week": 7}
PRECISION_OF: dict[Unit, Precision] = {
    "second": "day", "minute": "day", "hour": "day", "day": "day", "weekend": "day", "week": "week", "month": "month", "quarter": "quarter",
    "season": "season", "year": "year", "decade": "decade", "century": "decade",
}  # fmt: skip
FIRST, LAST = date(1000, 1, 1), date(8000, 1, 1)
"""Counting units stops at these, and publication dates beyond them are not used, so that the century around a day always has its ends."""


class Days(NamedTuple):
    """A half-open stretch of days and how exact its ends are."""

    start: date
    end: date
    precision: Precision


def add_days(day: date, count: int) -> date:
    """`day` moved by `count` days, kept within the calendar's first and last day."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))


def add_months(day: date, count: int) -> date:
    """`day` moved by `count` months; a day the month lacks becomes the first of the next (31 January less two months: 1 December)."""
    months = day.year * 12 + day.month - 1 + count
    year, month = min(max(months // 12, 1), 9998), months % 12 + 1
    if day.day <= calendar.monthrange(year, month)[1]:
        return date(year, month, day.day)
    return add_days(date(year, month, calendar.monthrange(year, month)[1]), 1)


def add_units(day: date, unit: Unit, count: float) -> date:
    """`day` moved by `count` units, rounded away from it to whole days or months; hours and less count as a part of a day."""
    if unit in MONTHS_IN:
        moved = add_months(day, round(count * MONTHS_IN[unit]))
    else:
        days = count * DAYS_IN[unit]
        moved = add_days(day, int(days) if days == int(days) else int(days) + (1 if days > 0 else -1))
    return min(max(moved, FIRST), LAST)


def one_day(day: date) -> Days:
    return Days(day, add_days(day, 1), "day")


def month_of(year: int, month: int) -> Days:
    start = date(year, month, 1)
    return Days(start, add_months(start, 1), "month")


def year_of(year: int) -> Days:
    return Days(date(year, 1, 1), date(year + 1, 1, 1), "year")


def quarter_of(year: int, quarter: int) -> Days:
    start = date(year, 3 * quarter - 2, 1)
    return Days(start, add_months(start, 3), "quarter")


def season_of(year: int, season: Season) -> Days:
    """Three months from the season's first; the winter of a year begins in its December."""
    start = date(year, SEASON_START[season], 1)
    return Days(start, add_months(start, 3), "season")


def decade_of(decade: int) -> Days:
    return Days(date(decade * 10, 1, 1), date(decade * 10 + 10, 1, 1), "decade")


def unit_around(day: date, unit: Unit) -> Days:
    """The calendar week (from Monday), weekend, month, quarter, year … that `day` lies in; for a weekend, the one of its week."""
    monday = add_days(day, -day.weekday())
    match unit:
        case "week":
            return Days(monday, add_days(monday, 7), "week")
        case "weekend":
            return Days(add_days(monday, 5), add_days(monday, 7), "day")
        case "month":
            return month_of(day.year, day.month)
        case "quarter" | "season":
            return quarter_of(day.year, (day.month + 2) // 3)
        case "year":
            return year_of(day.year)
        case "decade":
            return decade_of(day.year // 10)
        case "century":
            first = day.year // 100 * 100
            return Days(date(max(first, 1), 1, 1), date(first + 100, 1, 1), "decade")
        case _:
            return one_day(day)


def part_of(days: Days, part: Part | None, anchor: date | None) -> Days:
    """The early, middle or late third of a stretch (a month's by tens of days), or what lies before or after `anchor` in it."""
    if part is None or days.precision == "day":
        return days
    start, end, precision = days
    if part in {"earlier", "later"}:
        if anchor is None or not start < anchor < end:
            return days
        return Days(start, anchor, precision) if part == "earlier" else Days(anchor, end, precision)
    if part in {"first half", "second half"}:
        middle = add_months(start, 6) if precision == "year" else add_days(start, (end - start).days // 2)
        return Days(start, middle, precision) if part == "first half" else Days(middle, end, precision)
    return cut_third(days, part)


def cut_third(days: Days, part: Part) -> Days:
    start, end, precision = days
    if precision in {"week", "month"}:
        first, second = (add_days(start, 3), add_days(start, 3)) if precision == "week" else (add_days(start, 10), add_days(start, 20))
        last = add_days(end, -7) if precision == "month" else second
    else:
        months = (end.year - start.year) * 12 + end.month - start.month
        first, second = add_months(start, months // 3), add_months(start, months - months // 3)
        last = add_months(end, -max(1, months // 12))
    match part:
        case "early":
            return Days(start, first, precision)
        case "mid":
            return Days(first, second, precision) if first < second else Days(add_days(start, 1), add_days(start, 4), precision)
        case "end":
            return Days(last, end, precision)
        case _:
            return Days(second, end, precision)
