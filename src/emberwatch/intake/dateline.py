"""The dateline of a wire story: where and when it was filed, and which agency tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from emberwatch.text.span import Span

AGENCIES = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "ap": "AP",
    "the associated press": "AP",
    "associated press": "AP",
    "upi": "UPI",
    "dpa": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "tass": "TASS",
    "interfax": "Interfax",
    "ria novosti": "RIA Novosti",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo",
    "yonhap": "Yonhap",
    "pti": "PTI",
    "ani": "ANI",
    "ians": "IANS",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "aa": "Anadolu",
    "sana": "SANA",
    "wafa": "WAFA",
    "petra": "Petra",
    "irna": "IRNA",
    "spa": "SPA",
    "nna": "NNA",
    "bna": "BNA",
    "ukrinform": "Ukrinform",
    "north press": "North Press",
    "anha": "ANHA",
}
"""News agencies by the words of their credit, lower case; the words in brackets after a place name."""

MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

DATELINE_CHARS_MAX = 160
LINES_SEARCHED = 6

_DASH = r"(?:—|–|―|--?)"
_CITY = r"(?P<city>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\- ]{1,40}[A-ZÀ-ÖØ-Þ])"
_CITY_MIXED = r"(?P<city>[A-Z][\w'’\-]{1,20}(?: [A-Z][\w'’\-]{1,20}){0,3})"
_COUNTRY = r"(?:\s*\((?P<country>[A-Z][\w .'’\-]{2,40})\)(?=,?\s+\d|,?\s+[A-Z][a-z]+\.?\s+\d))?"
_REST = _COUNTRY + r"(?:,\s*(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]*\s+\d)(?P<region>[A-Z][^\W\d]?[A-Za-z'’.\- ]{1,40}?))?"
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = rf"(?:,?\s+(?:{_MONTH}\s+(?P<day>\d{{1,2}})|(?P<day2>\d{{1,2}})\s+{_MONTH.replace('<month>', '<month2>')})(?:,?\s+(?P<year>(?:19|20)\d\d))?)?"
_CREDIT = r"(?:,?\s*[(\[](?P<credit>[A-Za-z][\w .\-/&]{1,40})[)\]])?"
_DATELINE = re.compile(rf"[ \t]*{_CITY}{_REST}{_DAY}\s*{_CREDIT}\s*{_DASH}\s*(?=\S)")
_DATELINE_MIXED = re.compile(rf"[ \t]*{_CITY_MIXED}{_REST}{_DAY}\s*{_CREDIT}\s*{_DASH}\s*(?=\S)")
_CREDIT_ALONE = re.compile(rf"[ \t]*\((?P<credit>[A-Za-z][\w .\-]{{1,40}})\)\s*{_DASH}\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """`span` reaches from the place name to the first word of the story; `day` only where a year is given.

    `month` and `day_of_month` without a year are a hint that makes no date by itself. `origin` is the agency.
    """

    span: Span
    city: str | None = None
    region: str | None = None
    month: int | None = None
    day_of_month: int | None = None
    day: date | None = None
    origin: str | None = None


def find_dateline(text: str) -> Dateline | None:
    """The dateline among the first lines of `text`, or None.

    A place in capitals needs a date, a credit or a spaced dash after it; one in small letters needs an agency's credit.
    """
    start = 0
    for line in text[: LINES_SEARCHED * 1000].split("\n", LINES_SEARCHED)[:LINES_SEARCHED]:
        match = _match(line[:DATELINE_CHARS_MAX])
        if match is not None:
            return _dateline(match, start)
        start += len(line) + 1
    return None


def _match(line: str) -> re.Match[str] | None:
    match = _DATELINE.match(line) or _CREDIT_ALONE.match(line)
    if match is not None and _is_dateline(match):
        return match
    match = _DATELINE_MIXED.match(line)
    return match if match is not None and parse_agency(match["credit"]) else None


def _is_dateline(match: re.Match[str]) -> bool:
    """Is it more than a capital word before a hyphen?"""
    groups = match.groupdict()
    if groups.get("credit") is not None:
        return groups.get("city") is not None or parse_agency(groups["credit"]) is not None
    if groups.get("day") or groups.get("day2"):
        return True
    return re.search(rf"\s{_DASH}\s*$|[—–―]\s*$", match.group()) is not None


def _dateline(match: re.Match[str], line_start: int) -> Dateline:
    groups = match.groupdict()
    words, number = groups.get("month") or groups.get("month2"), groups.get("day") or groups.get("day2")
    month = MONTHS[words[:3].lower()] if words else None
    day_of_month = int(number) if number else None
    return Dateline(
        span=Span(line_start + match.start(), line_start + match.end()),
        city=groups.get("city"),
        region=groups.get("region"),
        month=month,
        day_of_month=day_of_month,
        day=_day(groups.get("year"), month, day_of_month),
        origin=parse_agency(groups.get("credit")),
    )


def _day(year: str | None, month: int | None, day: int | None) -> date | None:
    """The day, or None where a part is missing or the calendar has no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def parse_agency(words: str | None) -> str | None:
    """The agency that `words` (a credit or byline) name, None where they name none."""
    if not words:
        return None
    plain = " ".join(words.replace("/", " / ").split()).strip(" .()").lower()
    for part in (plain, *(piece.strip() for piece in re.split(r"/|,|\band\b|\bwith\b|\bvia\b|\bfor\b", plain))):
        if part in AGENCIES:
            return AGENCIES[part]
    return None
