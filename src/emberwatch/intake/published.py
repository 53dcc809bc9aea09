"""A publication date as a person or a feed writes it, to a date; nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, datetime

from emberwatch.errors import InputRefused

_FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y", "%Y/%m/%d", "%Y.%m.%d")
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_CLOCK = re.compile(r"[ ,T]+\d{1,2}:\d{2}.*$")
ALLOWED = "give it as 2019-03-08, 8 March 2019 or March 8, 2019"


def parse_published(given: object) -> date | None:
    """The date `given`, None for None and empty words; raises `InputRefused` for anything that is not one certain day.

    A time of day is let go of; its day is kept as written, in the zone that the writer used.
    """
    if given is None or given == "":
        return None
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if not isinstance(given, str):
        raise InputRefused(f"the publication date is {given!r}; {ALLOWED}")
    return _parse_words(given.strip()) if given.strip() else None


def _parse_words(words: str) -> date:
    try:
        return datetime.fromisoformat(words).date()
    except ValueError:
        pass
    plain = _WEEKDAY.sub("", _CLOCK.sub("", words)).replace(",", " ")
    plain = " ".join(re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", plain).replace("Sept ", "Sep ").split())
    for form in _FORMATS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 - a day without a zone is what is asked for
        except ValueError:
            continue
    raise InputRefused(f"the publication date is {words!r}; {ALLOWED}")
