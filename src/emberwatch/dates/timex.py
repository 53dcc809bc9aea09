"""The TIMEX3 type and value of a time mention (TimeML 1.2.1), for exchange with other tools and for scoring against TimeBank."""

from __future__ import annotations

from datetime import date

from emberwatch.dates.days import SEASON_START, Days, add_days, add_units
from emberwatch.dates.form import Calendar, Form, Length, Loose, Nth, Relative, Repeat, Stretch, TimeMention, TimeType, Unit, Window
from emberwatch.dates.resolve import Frame, Tense, find_days, make_frame

LETTERS: dict[Unit, str] = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "month": "M", "quarter": "Q", "season": "M", "year": "Y",
    "decade": "E", "century": "C",
}  # fmt: skip
SEASON_CODES = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
REFS = {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}
UNKNOWN = "XXXX"


def timex_value(mention: TimeMention, anchor: date | None, tense: Tense | None = None, reference: date | None = None) -> tuple[TimeType, str]:
    """TIMEX3 type and value: ("DATE", "2019-03-07"), ("DURATION", "P3D"), ("SET", "XXXX-WXX-4"); unknown parts are X."""
    frame = make_frame(mention, anchor, tense, reference)
    return mention.type, value_of(mention.form, frame)


def value_of(form: Form, frame: Frame) -> str:
    match form:
        case Loose(towards=towards):
            return REFS[towards]
        case Length(unit=unit, count=count):
            return period(unit, count)
        case Window(unit=unit, count=count):
            return period(unit, count)
        case Repeat():
            return value_of_repeat(form)
        case Calendar():
            return value_of_calendar(form, frame)
        case Relative():
            return value_of_relative(form, frame)
        case Nth(unit=unit):
            return period(unit, 1)
        case Stretch(first=first):
            return value_of(first.form, frame)


def period(unit: Unit, count: float | None) -> str:
    """A length as ISO 8601 writes it, decades and centuries in years, halves split: P3D, PXW, PT5H30M, P2Y6M."""
    letter = LETTERS[unit]
    if count is not None and letter in {"E", "C"}:
        letter, count = "Y", count * (10 if letter == "E" else 100)
    time, letter = ("T", letter[1]) if letter[0] == "T" else ("", letter)
    if count is None:
        return f"P{time}X{letter}"
    whole, rest = int(count), count - int(count)
    smaller = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S") if time else (30, "D"), "W": (7, "D"), "D": (24, "H")}
    if not rest or letter not in smaller:
        return f"P{time}{whole}{letter}"
    size, small = smaller[letter]
    return f"P{time}{whole}{letter}" + f"{round(rest * size)}{small}" if whole or time else f"P{'T' if small == 'H' else ''}{round(rest * size)}{small}"


def value_of_repeat(form: Repeat) -> str:
    if form.of is None:
        return period(form.unit, form.count)
    if form.of.weekday is not None:
        return f"XXXX-WXX-{form.of.weekday + 1}"
    if form.of.month is not None:
        return f"XXXX-{form.of.month:02d}"
    return f"XXXX-{SEASON_CODES[form.of.season]}" if form.of.season else UNKNOWN


def value_of_calendar(form: Calendar, frame: Frame) -> str:
    if form.century is not None:
        return f"{form.century:02d}XX"
    if form.decade is not None:
        return f"{form.decade}X"
    days = find_days(form, frame)
    if days is None:
        return value_without_anchor(form)
    if form.part in {"first half", "second half"}:
        return f"{days.start.year}-H{1 if form.part == 'first half' else 2}"
    if form.season is not None:
        return f"{year_of_season(form, days)}-{SEASON_CODES[form.season]}"
    if form.month is not None and form.day is None:
        return f"{days.start:%Y-%m}"
    return with_clock(value_of_days(days), form.clock)


def year_of_season(form: Calendar, days: Days) -> int:
    """The year a season is named for: that of its first month, also when only its late part was meant."""
    return days.start.year - (1 if form.season == "winter" and days.start.month < SEASON_START["winter"] else 0)


def value_without_anchor(form: Calendar) -> str:
    if form.weekday is not None and form.month is None:
        return with_clock(f"XXXX-WXX-{form.weekday + 1}", form.clock)
    year = f"{form.year:04d}" if form.year is not None else UNKNOWN
    if form.month is not None:
        return f"{year}-{form.month:02d}" + (f"-{form.day:02d}" if form.day is not None else "")
    if form.season is not None:
        return f"{year}-{SEASON_CODES[form.season]}"
    return f"{year}-Q{form.quarter}" if form.quarter is not None else year


def value_of_days(days: Days) -> str:
    """The calendar unit that a stretch is, or begins with."""
    start = days.start
    match days.precision:
        case "week":
            year, week, _ = start.isocalendar()
            return f"{year}-W{week:02d}"
        case "month":
            return f"{start:%Y-%m}"
        case "quarter" | "season":
            return f"{start.year}-Q{(start.month + 2) // 3}"
        case "year":
            return f"{start.year:04d}"
        case "decade":
            return f"{start.year // 10:03d}"
        case _:
            return start.isoformat()


def value_of_relative(form: Relative, frame: Frame) -> str:
    if form.count is None:
        return "PAST_REF" if form.past else "FUTURE_REF"
    base = (frame.reference or frame.anchor) if form.from_text else frame.anchor
    if base is None:
        return f"{UNKNOWN}-XX-XX" if form.unit == "day" else UNKNOWN
    if form.clock == "overnight":
        return f"{add_days(base, -1).isoformat()}TNI"
    whole = Relative(unit=form.unit, count=form.count, ago=form.ago)
    days = find_days(whole, Frame(base, frame.tense, base, "", ""))
    if days is None:
        return UNKNOWN
    if form.unit == "weekend":
        year, week, _ = days.start.isocalendar()
        return f"{year}-W{week:02d}-WE"
    if form.ago and form.unit == "decade":
        return f"{add_units(base, 'decade', form.count).year:04d}"
    return with_clock(value_of_days(days), form.clock)


def with_clock(day: str, clock: str | None) -> str:
    """The day with its time, where one is told: 2019-03-07TNI, 2019-03-07T10:35."""
    return day if clock is None else f"{day}T{clock}"
