"""Numbers and days in words, as exact as the record has them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from emberwatch.dates.when import When
from emberwatch.text.quantity import Quantity

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

NUMBER_WORDS = frozenset(
    """
    more than at least about around nearly almost most over some as many up to fewer less between and or roughly all the
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million hundreds thousands dozens dozen scores several
    per cent percent of another no close just under only
    """.split()
)


PLURALS = {"person": "people", "child": "children", "man": "men", "woman": "women", "civilian": "civilians", "soldier": "soldiers", "fighter": "fighters"}
"""What is counted in "1 or more"."""


def format_number(value: float) -> str:
    """`7000.0` as "7,000"; a share keeps its decimals."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")


def format_bounds(quantity: Quantity) -> str:
    """The bounds of a number in words: "200 or more", "up to 40", "5 to 7", "12"; empty where both ends are open, and for shares.

    >>> from emberwatch.text.span import Span
    >>> format_bounds(Quantity("people", "killed", 200, None, "hundreds", Span(0, 8)))
    '200 or more'
    """
    low, high = quantity.low, quantity.high
    if (low is None and high is None) or any(end is not None and 0 < end < 1 for end in (low, high)):
        return ""
    if high is None and low is not None:
        return f"{format_number(low)} or more"
    if low is None and high is not None:
        return f"up to {format_number(high)}"
    assert low is not None and high is not None
    return format_number(low) if low == high else f"{format_number(low)} to {format_number(high)}"


def format_quantity(quantity: Quantity) -> str:
    """The number in the report's own words, with the bounds behind vague ones: "hundreds of fighters" (200 or more)."""
    words = " ".join(quantity.text.split())
    of = counted(quantity)
    if re.search(r"\d", words) or not format_bounds(quantity):
        return words if _names_what(words) else f"{words} {of}".strip()
    return f"{format_bounds(quantity)} {of}".strip() + f" (“{words}”)"


def counted(quantity: Quantity) -> str:
    """What is counted, as the report spells it, or nothing where the record has only a number word for it; "1 or more" takes a plural."""
    if not _names_what(quantity.of):
        return ""
    spelt = re.search(rf"(?<!\w){re.escape(quantity.of)}(?!\w)", quantity.text, re.IGNORECASE)
    of = " ".join(spelt.group().split()) if spelt else quantity.of
    return PLURALS.get(of, of) if quantity.high is None else of


def _names_what(words: str) -> bool:
    """Do the words of a number name what is counted ("40 civilians"), and not the number alone ("at least 40")?"""
    return any(word.lower() not in NUMBER_WORDS for word in re.findall(r"[^\W\d_]{2,}", words))


def format_day(day: date) -> str:
    """`date(2019, 3, 8)` as "8 March 2019"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def format_days(start: date, end: date) -> str:
    """Days from `start` up to and without `end`: "5–8 March 2019".

    >>> format_days(date(2019, 3, 5), date(2019, 3, 9))
    '5–8 March 2019'
    """
    last = end - timedelta(days=1)
    if last <= start:
        return format_day(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}–{format_day(last)}"
    if start.year == last.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {format_day(last)}"
    return f"{format_day(start)} – {format_day(last)}"


def format_when(when: When | None) -> str:
    """When something is said to happen, no finer than its precision; unresolved words stay in quotation marks; empty for None."""
    if when is None:
        return ""
    if when.start is None and when.end is None:
        return f"“{' '.join(when.text.split())}”"
    if when.end is None and when.start is not None:
        return f"from {_unit(when.start, when.precision)}"
    if when.start is None and when.end is not None:
        return f"until {_unit(when.end - timedelta(days=1), when.precision)}"
    assert when.start is not None and when.end is not None
    whole = _whole_unit(when.start, when.end)
    return whole or format_days(when.start, when.end)


def _unit(day: date, precision: str) -> str:
    if precision in ("year", "decade"):
        return str(day.year)
    return f"{MONTHS[day.month - 1]} {day.year}" if precision == "month" else format_day(day)


def _whole_unit(start: date, end: date) -> str:
    if start.day == 1 and end.day == 1:
        if start.month == 1 and end.month == 1:
            return str(start.year) if end.year == start.year + 1 else f"{start.year}–{end.year - 1}"
        if (end.year - start.year) * 12 + end.month - start.month == 1:
            return f"{MONTHS[start.month - 1]} {start.year}"
    return ""
