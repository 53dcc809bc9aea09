"""The words that times are told in, by class. A grammar over the classes then reads a sentence in one pass."""

from __future__ import annotations

from emberwatch.dates.form import Season, Shift, Unit
from emberwatch.text.lexer import Token
from emberwatch.text.numerals import CARDINAL_WORDS, ORDINALS

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
WEEKDAY_OF: dict[str, int] = {day: i for i, day in enumerate(WEEKDAYS)} | {day[:3]: i for i, day in enumerate(WEEKDAYS)} | {"tues": 1, "thur": 3, "thurs": 3}
MONTH_OF: dict[str, int] = {m: i for i, m in enumerate(MONTHS, start=1)} | {m[:3]: i for i, m in enumerate(MONTHS, start=1)} | {"sept": 9}
UNIT_OF: dict[str, Unit] = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "night": "day", "weekend": "weekend", "week": "week", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade", "season": "season", "min": "minute", "hr": "hour",
    "morning": "day", "afternoon": "day", "evening": "day",
}  # fmt: skip
PLURAL_UNITS: dict[str, Unit] = {f"{word}s": unit for word, unit in UNIT_OF.items()}
UNIT_OF |= PLURAL_UNITS | {"century": "century", "centuries": "century", "fortnight": "week", "fortnights": "week"}
SEASON_OF: dict[str, Season] = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}
SHIFT_OF: dict[str, Shift] = {
    "last": "last", "past": "last", "latest": "last", "next": "next", "coming": "next", "upcoming": "next", "this": "this", "current": "this",
    "previous": "previous", "preceding": "previous", "prior": "previous", "following": "following", "that": "that", "same": "that",
}  # fmt: skip
CLOCK_OF: dict[str, str] = {
    "morning": "MO", "mornings": "MO", "dawn": "MO", "daybreak": "MO", "afternoon": "AF", "afternoons": "AF", "evening": "EV", "evenings": "EV",
    "dusk": "EV", "nightfall": "EV", "night": "NI", "nights": "NI", "overnight": "NI", "noon": "12:00", "midday": "12:00", "midnight": "24:00",
}  # fmt: skip
COUNTS: dict[str, float | None] = {"several": None, "few": None, "many": None, "some": None, "dozen": 12, "couple": 2, "score": 20}
SETS: dict[str, tuple[Unit, float]] = {
    "hourly": ("hour", 1), "daily": ("day", 1), "nightly": ("day", 1), "weekly": ("week", 1), "fortnightly": ("week", 2), "biweekly": ("week", 2),
    "monthly": ("month", 1), "yearly": ("year", 1), "annually": ("year", 1),
}  # fmt: skip
DECADE_WORDS: dict[str, int] = {
    word: 190 + i for i, word in enumerate("twenties thirties forties fifties sixties seventies eighties nineties".split(), start=2)
}

CLASSES: dict[str, str] = {
    "weekday": " ".join(WEEKDAYS),
    "month": "january february april june july september october november december",
    "weekend": "weekend weekends",
    "unit": "minute hour day week month year decade century",
    "units": "seconds minutes hours days weeks months quarters years decades centuries fortnight fortnights nights",
    "second": "second",
    "quarter": "quarter",
    "period": "period",
    "part": "morning afternoon evening mornings afternoons evenings",
    "night": "night",
    "moment": "noon midday midnight dawn daybreak dusk nightfall",
    "season": "summer winter autumn",
    "season2": "spring fall",
    "last": "last",
    "past": "past",
    "next": "next coming upcoming",
    "prev": "previous preceding following",
    "this": "this",
    "these": "these",
    "that": "that",
    "same": "same",
    "current": "current",
    "latest": "latest",
    "recent": "recent",
    "early": "early",
    "mid": "mid middle",
    "late": "late",
    "end": "end close",
    "start": "start beginning outset onset",
    "earlier": "earlier",
    "later": "later",
    "ago": "ago",
    "half": "half",
    "each": "each every",
    "alternate": "other alternate",
    "set": " ".join(SETS),
    "once": "once twice thrice",
    "times": "times",
    "today": "today yesterday tomorrow",
    "tonight": "tonight",
    "overnight": "overnight",
    "now": "now currently presently nowadays",
    "right": "right",
    "recently": "recently lately",
    "soon": "soon shortly",
    "future": "future",
    "already": "already",
    "one": "one",
    "num": " ".join(sorted(CARDINAL_WORDS - {"one"})),
    "ord": " ".join(w for w in ORDINALS if w != "second"),
    "a": "a an",
    "the": "the",
    "of": "of",
    "or": "or",
    "so": "so",
    "and": "and",
    "vague": "several few many",
    "couple": "couple dozen",
    "some": "some",
    "about": "about around almost nearly roughly approximately",
    "more": "more less fewer",
    "than": "than",
    "at": "at",
    "least": "least most",
    "up": "up",
    "to": "to",
    "over": "over",
    "in": "in into",
    "between": "between",
    "from": "from",
    "until": "until till through",
    "before": "before",
    "after": "after",
    "on": "on",
    "prep": "by during within since throughout for under",
    "decades": " ".join(DECADE_WORDS),
    "fiscal": "fiscal",
    "long": "long",
    "old": "old",
    "straight": "straight consecutive successive running row",
    "zone": "est edt gmt utc pst pdt cet local",
    "christmas": "christmas",
    "eve": "eve",
    "new": "new",
    "full": "full entire whole",
    "per": "per",
    "trading": "trading working business",
    "people": "people persons civilians soldiers troops fighters men women children militants rebels dead deaths others percent police officers",
    "ampm": "am pm",
}
NUMBER_CLASSES = tuple("small year digits clock decade ordinal short shortday mon dash dot comma slash apos s break other".split())
LETTER: dict[str, str] = dict(zip([*CLASSES, *NUMBER_CLASSES], [c for c in map(chr, range(0x21, 0x24F)) if c.isalnum()], strict=False))
"""One letter for each class, so that a sentence is a string of letters and the grammar a regular expression over it."""
CLASS_OF: dict[str, str] = {word: LETTER[name] for name, words in CLASSES.items() for word in words.split()}
MARKS: dict[str, str] = {
    "-": LETTER["dash"], "–": LETTER["dash"], "‑": LETTER["dash"], ".": LETTER["dot"], ",": LETTER["comma"], "/": LETTER["slash"],
    "'": LETTER["apos"], "’": LETTER["apos"], "s": LETTER["s"],
}  # fmt: skip
SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
LOOKALIKE_MONTHS = frozenset({"may", "march", "august"})
SHORT_DAYS = frozenset(WEEKDAY_OF) - frozenset(WEEKDAYS)
OTHER = LETTER["other"]


def get_letter(token: Token) -> str:
    """The letter of a token's class; words that times are never told in share one."""
    lower, text = token.lower, token.text
    known = CLASS_OF.get(lower)
    if known is not None:
        return known
    first = lower[0]
    if first.isdigit():
        return LETTER[get_digit_class(lower)]
    if lower in MARKS:
        return MARKS[lower]
    if lower in LOOKALIKE_MONTHS:
        return (LETTER["month"] if lower == "august" else LETTER["mon"]) if text[0].isupper() else OTHER
    if lower in SHORT_MONTHS:
        return LETTER["short"] if text[0].isupper() else OTHER
    if lower in SHORT_DAYS:
        return LETTER["shortday"] if text[0].isupper() else OTHER
    if first in "ap" and "." in lower:
        return LETTER["ampm"]
    return LETTER["break"] if first == "\n" else OTHER


def get_digit_class(word: str) -> str:
    """The class of a token that begins with a digit."""
    if word.isdecimal():
        if len(word) <= 2:
            return "small"
        return "year" if len(word) == 4 and "1000" <= word <= "2199" else "digits"
    if ":" in word:
        return "clock"
    if word.endswith("s"):
        return "decade"
    return "ordinal" if word[-1] in "tdh" else "digits"
