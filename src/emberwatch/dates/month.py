"""Calendar months as whole numbers, so that they can be counted and subtracted: January of year 0 is 0."""

from __future__ import annotations

import re
from datetime import date

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")


def month_of(day: date) -> int:
    """The month that holds `day`.

    >>> month_of(date(2019, 3, 31)) - month_of(date(2018, 12, 1))
    3
    """
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """The first day of `month`.

    >>> first_day(month_of(date(2019, 3, 31)))
    datetime.date(2019, 3, 1)
    """
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of `month`.

    >>> last_day(month_of(date(2020, 2, 1)))
    datetime.date(2020, 2, 29)
    """
    return date.fromordinal(first_day(month + 1).toordinal() - 1)


def parse_month(words: str) -> int:
    """The month written as `2019-03`; raises `ValueError` for anything else."""
    found = _WRITTEN.fullmatch(words)
    if found is None or not 1 <= int(found[2]) <= 12:
        raise ValueError(f"{words!r} is no month; write it as 2019-03")
    return int(found[1]) * 12 + int(found[2]) - 1


def format_month(month: int) -> str:
    """`month` as `2019-03`.

    >>> format_month(parse_month("2019-03"))
    '2019-03'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
