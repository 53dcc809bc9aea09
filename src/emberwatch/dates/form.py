"""What the words of a time expression say, before any date is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from emberwatch.text.span import Span

Unit = Literal["second", "minute", "hour", "day", "weekend", "week", "month", "quarter", "season", "year", "decade", "century"]
Part = Literal["early", "mid", "late", "end", "earlier", "later", "first half", "second half"]
Shift = Literal["last", "this", "next", "previous", "following", "that"]
"""`last`, `this` and `next` count from the publication date; `previous`, `following` and `that` from another date in the text."""
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Season = Literal["spring", "summer", "autumn", "winter"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A place in the calendar, as far as it is named: "3 March", "Thursday night", "last December", "2014", "the third quarter".

    Weekdays count Monday as 0. `clock` is a TIMEX3 time of day: "MO", "AF", "EV", "NI" or "10:35".
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: Season | None = None
    quarter: int | None = None
    decade: int | None = None
    century: int | None = None
    shift: Shift | None = None
    year_shift: Shift | None = None
    part: Part | None = None
    clock: str | None = None
    either: bool = False
    """`day` and `month` could change places: 3/4/2019."""


@dataclass(frozen=True, slots=True)
class Relative:
    """A unit counted from a date: "yesterday" (-1 day), "last week" (-1 week), "five years ago" (-5 years), "a day earlier"."""

    unit: Unit
    count: float | None
    """Units after the date (before, if negative); None where the words leave it vague: "several years ago"."""
    from_text: bool = False
    """From another date in the text rather than the publication date."""
    part: Part | None = None
    clock: str | None = None
    ago: bool = False
    """Counted in words ("five weeks ago") rather than by the calendar ("last week")."""
    past: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch that ends or begins now: "the past three days", "in recent weeks", "the coming months"."""

    unit: Unit
    count: float | None
    past: bool
    recent: bool = False
    from_text: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How long: "three days", "five-year", "weeks"; `count` None where vague. `of` is the noun it stretches, if hyphened."""

    unit: Unit
    count: float | None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Nth:
    """One of a row of units: "enters a fourth week", "the third day"."""

    unit: Unit
    nth: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """How often: "daily", "every two weeks", "each Thursday"."""

    unit: Unit
    count: float
    of: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Loose:
    """A pointer without a date: "now", "recently", "soon"."""

    towards: Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one time to another, both included: "from Monday to Wednesday", "between 3 and 5 March"."""

    first: TimeMention
    last: TimeMention


Form = Calendar | Relative | Window | Length | Nth | Repeat | Loose | Stretch


@dataclass(frozen=True, slots=True)
class TimeMention:
    """The words that name a time. `span` takes in the preposition, `core` does not; both are characters of the text read."""

    span: Span
    core: Span
    text: str
    """The words at `span`."""
    lead: str
    """The preposition in small letters ("since", "over"), or ""."""
    type: TimeType
    form: Form
    hedge: str = ""
    """ "more", "less", "about" or "": how the words bound a length or a distance."""
