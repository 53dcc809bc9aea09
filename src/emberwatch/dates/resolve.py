"""From a time mention to days: the publication date and the tense are arguments, the clock is never asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from emberwatch.dates.days import (
    FIRST,
    LAST,
    MONTHS_IN,
    PRECISION_OF,
    Days,
    add_days,
    add_units,
    decade_of,
    month_of,
    one_day,
    part_of,
    quarter_of,
    season_of,
    unit_around,
    year_of,
)
from emberwatch.dates.form import Calendar, Form, Length, Nth, Relative, Stretch, TimeMention, Unit, Window
from emberwatch.dates.when import Basis, When

Tense = Literal["past", "future", "present"]

VAGUE: dict[Unit, tuple[Unit, float]] = {
    "minute": ("hour", 1), "hour": ("day", 1), "day": ("day", 3), "week": ("month", 1), "weekend": ("month", 1), "month": ("month", 3),
    "quarter": ("month", 9), "year": ("year", 3), "decade": ("decade", 3), "century": ("century", 3),
}  # fmt: skip
"""What a vague number of units is taken for: a few days three, recent weeks a month, recent months three."""
SOON_DAYS = 92
"""A day or month without its year that is at most this far ahead is taken for the coming one."""
FORWARD_LEADS = frozenset({"by", "until", "till"})
LONG_UNITS = frozenset({"year", "decade", "century"})
ENTERING = frozenset({"in", "into", "for", "enter", "enters", "entered", "entering"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What a mention is read against."""

    anchor: date | None
    tense: Tense | None
    reference: date | None
    lead: str
    hedge: str


def resolve_time(mention: TimeMention, anchor: date | None, tense: Tense | None = None, reference: date | None = None) -> When:
    """The days a mention means; `start` and `end` None, basis `unresolved`, where the words and dates given do not tell.

    `anchor` is the publication date, `reference` another date in the text that "a day earlier" and "that week" count from.
    `tense` is that of the verb the time belongs to: a bare weekday is the last one on or before `anchor` unless it is "future".
    """
    frame = make_frame(mention, anchor, tense, reference)
    days = find_days(mention.form, frame)
    if days is None:
        return When(text=mention.text, span=mention.span, start=None, end=None, precision="unknown", basis="unresolved")
    start, end = apply_lead(days, mention, frame)
    return When(text=mention.text, span=mention.span, start=start, end=end, precision=days.precision, basis=get_basis(mention.form))


def make_frame(mention: TimeMention, anchor: date | None, tense: Tense | None, reference: date | None) -> Frame:
    """The frame of a mention; what has lasted "since" a time lies behind, whatever the tense of the verb."""
    anchor, reference = (day if day is not None and FIRST <= day < LAST else None for day in (anchor, reference))
    return Frame(anchor, "past" if mention.lead == "since" else tense, reference, mention.lead, mention.hedge)


def get_basis(form: Form) -> Basis:
    """How a form that could be resolved was resolved."""
    match form:
        case Calendar(shift="previous" | "following" | "that"):
            return "text"
        case Calendar(year=int()) | Calendar(decade=int()) | Calendar(century=int()):
            return "stated"
        case Relative(from_text=True) | Window(from_text=True):
            return "text"
        case Stretch(first=first, last=last):
            return "stated" if get_basis(first.form) == get_basis(last.form) == "stated" else get_basis(last.form)
        case _:
            return "publication"


def apply_lead(days: Days, mention: TimeMention, frame: Frame) -> tuple[date | None, date | None]:
    """The ends of the stretch, opened or moved by the preposition: "since 2014" lasts to publication, "until Friday" has no start."""
    start, end, _ = days
    if isinstance(mention.form, Window | Length | Nth | Stretch):
        return start, end
    match mention.lead:
        case "since" | "from":
            until = None if frame.anchor is None else add_days(frame.anchor, 1)
            return start, until if until is not None and (until > start) else None
        case "until" | "till" | "through":
            return None, end
        case "by":
            return frame.anchor if frame.tense == "future" and frame.anchor is not None and frame.anchor < end else None, end
        case "before":
            return None, start
        case "after":
            return end, None
        case _:
            return start, end


def find_days(form: Form, frame: Frame) -> Days | None:
    """The days of a form, its preposition left aside; None where they cannot be told."""
    match form:
        case Calendar():
            return find_calendar(form, frame)
        case Relative():
            return find_relative(form, frame)
        case Window(unit=unit, count=count, past=past, from_text=from_text):
            return find_window(unit, count, past, frame.reference if from_text else frame.anchor)
        case Length():
            return find_length(form, frame)
        case Nth(unit=unit, nth=nth):
            return find_window(unit, nth - 1, True, frame.anchor) if frame.lead in ENTERING and nth > 1 else None
        case Stretch(first=first, last=last):
            return find_stretch(first.form, last.form, frame)
        case _:
            return None


def find_stretch(first: Form, last: Form, frame: Frame) -> Days | None:
    """From the first day of one to the last day of the other; the first is the latest such time before the other."""
    bare = Frame(frame.anchor, frame.tense, frame.reference, "", "")
    after = find_days(last, bare)
    if after is None:
        return None
    before = find_days(first, Frame(add_days(after.end, -1), "past", frame.reference, "", ""))
    if before is None or before.start >= after.end:
        return None
    return Days(before.start, after.end, after.precision)


def find_window(unit: Unit, count: float | None, past: bool, anchor: date | None) -> Days | None:
    """So many units up to and with `anchor`, or from it on; vague numbers as in `VAGUE`."""
    if anchor is None:
        return None
    precision = PRECISION_OF[unit]
    if count is None:
        unit, count = VAGUE.get(unit, (unit, 3))
    if past:
        return Days(add_units(anchor, unit, -count), add_days(anchor, 1), precision)
    return Days(anchor, add_days(add_units(anchor, unit, count), 1), precision)


def find_length(form: Length, frame: Frame) -> Days | None:
    """A length is a stretch of days only with "in", "within", "over" or "during", or with "for" and a tense that reaches the present.

    "The first in more than 20 years", "the worst in a decade" compare with the years before and date nothing.
    """
    if form.of or frame.anchor is None or (frame.lead == "in" and form.unit in LONG_UNITS and (frame.hedge or frame.tense != "future")):
        return None
    if frame.tense == "future":
        if frame.lead == "in" and form.count is not None and not frame.hedge:
            return around(add_units(frame.anchor, form.unit, form.count), form.unit)
        return find_window(form.unit, form.count, False, frame.anchor) if frame.lead in {"in", "within", "over", "during"} else None
    if frame.lead in {"in", "within", "over", "during"} or (frame.lead == "for" and frame.tense == "present"):
        return find_window(form.unit, form.count, True, frame.anchor)
    return None


def around(day: date, unit: Unit) -> Days:
    """The unit around a day that a count of units led to: years and longer to the year, hours to the day."""
    return unit_around(day, "year" if unit in {"decade", "century"} else "week" if unit == "weekend" else unit)


def find_relative(form: Relative, frame: Frame) -> Days | None:
    base = frame.reference if form.from_text else frame.anchor
    if base is None or form.count is None:
        return None
    count = form.count
    if form.clock == "overnight":
        return Days(add_days(base, -1), add_days(base, 1), "day")
    if form.unit == "weekend" and not form.from_text:
        return find_weekend(int(count), base, frame)
    if form.ago and count != int(count) and form.unit in MONTHS_IN:
        return unit_around(add_units(base, form.unit, count), "month")
    moved = add_units(unit_around(base, form.unit).start if form.unit in MONTHS_IN else base, form.unit, count)
    return part_of(around(moved, form.unit) if form.ago else unit_around(moved, form.unit), form.part, frame.anchor)


def find_weekend(count: int, anchor: date, frame: Frame) -> Days:
    """The weekend that has begun last, or with the future the coming one; "last" and "next" move on from the weekend of this week."""
    this = unit_around(anchor, "weekend")
    if count > 0:
        return this if anchor < this.start else unit_around(add_days(anchor, 7), "weekend")
    if count == 0 and (anchor >= this.start or frame.tense == "future"):
        return this
    return unit_around(add_days(anchor, -7), "weekend")


def find_calendar(form: Calendar, frame: Frame) -> Days | None:
    if form.century is not None:
        return Days(date(form.century * 100, 1, 1), date(form.century * 100 + 100, 1, 1), "decade")
    if form.decade is not None:
        return part_of(decade_of(form.decade), form.part, frame.anchor)
    base = frame.reference if form.shift in {"previous", "following", "that"} else frame.anchor
    year = form.year
    if year is None and form.year_shift is not None and frame.anchor is not None:
        year = frame.anchor.year + {"last": -1, "next": 1}.get(form.year_shift, 0)
    if year is not None:
        return part_of(stated, form.part, frame.anchor) if (stated := find_in_year(form, year, frame.anchor)) else None
    if base is None:
        return None
    if form.weekday is not None and form.month is None:
        return find_weekday(form, base, frame)
    return part_of(found, form.part, frame.anchor) if (found := pick_year(form, base, frame)) else None


def find_in_year(form: Calendar, year: int, anchor: date | None) -> Days | None:
    """A calendar form in a known year; None for a day that the month lacks. Of 3/4/2019, the reading nearer to `anchor`."""
    if form.day is not None and form.month is not None:
        days = [day for day in (make_day(year, form.month, form.day), make_day(year, form.day, form.month) if form.either else None) if day]
        if not days:
            return None
        return one_day(min(days, key=lambda day: abs((day - anchor).days)) if anchor else days[0])
    if form.month is not None:
        return month_of(year, form.month)
    if form.quarter is not None:
        return quarter_of(year, form.quarter)
    if form.season is not None:
        return season_of(year, form.season)
    return year_of(year)


def make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_weekday(form: Calendar, base: date, frame: Frame) -> Days:
    """The weekday meant: the last on or before `base`, or the next on or after it where tense or preposition points forward."""
    back = (base.weekday() - (form.weekday or 0)) % 7
    ahead = -back % 7
    if form.shift in {"last", "previous"}:
        return one_day(add_days(base, -(back or 7)))
    if form.shift in {"next", "following"}:
        return one_day(add_days(base, ahead or 7))
    forward = frame.tense == "future" or (form.shift == "this" and frame.tense != "past") or (frame.lead in FORWARD_LEADS and frame.tense != "past")
    return one_day(add_days(base, ahead if forward else -back))


def pick_year(form: Calendar, base: date, frame: Frame) -> Days | None:
    """A month, day, season or quarter without its year: the last that has begun, or the next that has not ended where the tense points forward."""
    near = [days for year in range(base.year - 2, base.year + 3) if 1 <= year < 9998 and (days := find_in_year(form, year, None))]
    begun = [days for days in near if days.start <= base]
    coming = [days for days in near if days.end > base]
    choose: dict[str, Callable[[], Days]] = {
        "last": lambda: [days for days in near if days.end <= base][-1],
        "previous": lambda: [days for days in near if days.end <= base][-1],
        "next": lambda: next(days for days in near if days.start > base),
        "following": lambda: next(days for days in near if days.start > base),
    }
    if not begun or not coming:
        return None
    if form.shift in choose:
        return choose[form.shift]()
    if form.shift == "this":
        return next(days for days in near if days.start.year == base.year)
    return coming[0] if lies_ahead(form, coming[0], base, frame) else begun[-1]


def lies_ahead(form: Calendar, coming: Days, base: date, frame: Frame) -> bool:
    """Is the coming one of two years meant? A date soon ahead is, whatever the verb: one of almost a year ago would carry its year."""
    soon = (coming.start - base).days <= SOON_DAYS
    if form.day is not None:
        return soon or (frame.tense == "future")
    if form.quarter is not None and not soon:
        return False
    return frame.tense == "future" or (frame.lead in FORWARD_LEADS and frame.tense != "past")
