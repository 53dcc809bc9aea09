"""Where and when the words of a sentence play: the towns and days that it names, else those that were named last before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from emberwatch.dates.find import find_times
from emberwatch.dates.resolve import resolve_time
from emberwatch.ledger.answers.sides import name_key
from emberwatch.ledger.answers.view import CAPITAL, TOWNS, View, load_demonyms, load_state_names, proper_name

Days = tuple[date, date]
"""From the first day to the last, both included."""
NOT_TOWNS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "twitter facebook telegram whatsapp parliament congress islam allah god christmas easter ramadan state government".split()
)
IN = (
    r"(?:in|at|near|outside|inside|above|around|off|from|towards?|into|to|of|on|through|over|between|and|against|attacked|stormed|bombed|shelled|hit"
    r"|capital|city|town|village|port|suburb|district)"
)
NAMED = re.compile(rf"\b{IN} (?:(?:the|a|an|eastern|western|northern|southern|central|downtown|nearby) )*(?:[a-z-]+ of )?({CAPITAL.pattern})")
OFFICE = re.compile(
    r"\b(?:ministr\w+|staff|spokes\w+|officials?|governments?|commands?|offices?|agenc\w+|headquarters|sources?|embass\w+|reporters?|correspondents?|officers?)"
    r" (?:in|at|from|of) (?:the )?$"
)
"""Words before a town by which it is but where somebody speaks."""
BUILDING = re.compile(
    r" (?:[a-z]+ )?(?:[Hh]ospital|[Cc]linic|[Mm]edical|[Cc]hurch|[Mm]osque|[Ss]chool|[Uu]niversity|[Pp]rison|[Hh]otel|[Bb]arracks|[Rr]egiment|[Bb]rigade)"
)
"""Words after a name by which it is that of a building or body."""
DATELINE = re.compile(r"\s*([A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+)*)(?: CITY)?(?:,| \(| [-–—])")
CITY = re.compile(rf"(?: (?:{'|'.join(map(name_key, ('city', 'town', 'district', 'township', 'village', 'province', 'region')))}))+$")
"""The kind of place after its name."""
SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|declared|confirmed|stated|added|wrote|denied|claimed|admitted|acknowledged|warned|according to|statement)"
    r"(?: [\w’'-]+){0,4}?(?: (?:on|in|at|late|early))? ?$"
)
"""Words before a day by which it is the day of the saying."""
SAYS = re.compile(
    r" ?(?:[a-z]+ ){0,2}(?:said|blamed|accused|announced|reported|denied|confirmed|put|raised|revised|lowered|corrected|admitted|acknowledged|demanded)\b"
)
"""Words after a day by which it is the day of the saying."""
LINE = re.compile(r"^[^.!?]{0,90}?(?:\([^)]{2,30}\)|\b[A-Z]{4,}\b[^.!?]{0,30}) ?[-–—](?: |$)")
"""The dateline, which tells when it was written."""
SINCE = re.compile(
    r"\b(?:since (?:(?:an? |his |her |its |their )\w+|(?:the )?(?:start|beginning|outbreak|conflict|war|crisis|offensive|operation"
    r"|fighting|uprising|insurgency)"
    r"|(?:early |late |mid-)?(?:January|February|March|April|May|June|July|August|September|October|November|December|\d{4}|last (?:month|year)))"
    r"|(?:in|over|for|during) (?:the )?(?:past |last |first )?(?:\w+ )?(?:weeks|months?|years?|decades?)|this (?:month|year)|to date|so far this)\b"
)
"""Words by which a count is of a longer time than one happening."""
LONG = 3
"""A stretch of more days than this tells no day."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The keys of the towns and the days that a number belongs to; either may be empty, which says nothing.

    `long`: it is of a longer time. `main` is the town that the report names most, whatever its sentence names.
    """

    towns: frozenset[str]
    days: frozenset[date]
    long: bool = False
    main: frozenset[str] = frozenset()


def find_scene(view: View, number: int) -> Scene:
    """The scene of a sentence."""
    long, main = is_long(view, number), find_main(view)
    return Scene(carry_towns(view, number) or main, frozenset() if long else carry_days(view, number), long, main)


def carry_towns(view: View, number: int) -> frozenset[str]:
    """The towns that a sentence names with the last known one before it; where no town is known, that of the dateline with them."""
    known, named = name_towns(view, number)
    for back in range(number - 1, -1, -1):
        if known:
            break
        known, before = name_towns(view, back)
        named = named or before
    line = DATELINE.match(view.reading.report.text) if not known else None
    return trim(known | named | ({name_key(line[1])} if line is not None else set()))


def find_main(view: View) -> frozenset[str]:
    """The known town that most sentences of a report name; none where no town is named twice or alone."""
    if view.main is None:
        view.main = count_main(view)
    return view.main


def count_main(view: View) -> frozenset[str]:
    """The known town that most sentences name, counted."""
    counts = Counter(town for number in range(len(view.reading.sentences)) for town in trim(name_towns(view, number)[0]))
    most = max(counts.values(), default=0)
    first = [town for town, count in sorted(counts.items()) if count == most]
    return frozenset(first) if len(first) == 1 and (most > 1 or len(counts) == 1) else frozenset()


def trim(towns: Iterable[str]) -> frozenset[str]:
    """Keys without the kind of place after the name."""
    return frozenset(CITY.sub("", town) for town in towns)


def carry_known(view: View, number: int) -> frozenset[str]:
    """The known towns that a sentence names, else those of the last before it that names one."""
    for back in range(number, -1, -1):
        if known := name_towns(view, back)[0]:
            return trim(known)
    return frozenset()


def name_towns(view: View, number: int) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the known towns that a sentence names, of regions where it names no town, and those of other names that may be towns."""
    if number not in view.towns:
        view.towns[number] = read_towns(view, number)
    return view.towns[number]


def read_towns(view: View, number: int) -> tuple[frozenset[str], frozenset[str]]:
    """`name_towns` by reading the sentence."""
    words, start = view.words_of(number), view.sentence_start(number)
    precision = {place.id: place.precision for place in view.reading.places}
    picked = [(r, precision.get(r.pick or "")) for r in view.reading.resolutions if r.kind == "place"]
    here = [(proper_name(r.text) or next(iter(CAPITAL.findall(r.text)[-1:]), ""), level) for r, level in picked if start <= r.span.start < start + len(words)]
    wide = {name_key(proper_name(r.text)) for r, level in picked if level in ("country", "region")}
    found = (m for m in NAMED.finditer(words) if not OFFICE.search(words[: m.start(1)]) and not BUILDING.match(words, m.end()))
    names = {m[1] for m in found} | {name for name, level in here if level is None}
    towns = {key for name, level in here if level in TOWNS for key in keys_of(name)}
    regions = {key for name, level in here if level == "region" for key in keys_of(name)}
    others = {key for name in names for key in keys_of(name)} - wide
    return frozenset(towns or regions), frozenset(others)


def keys_of(name: str) -> set[str]:
    """Keys of a name that may be a town's: of both towns in "Marawi’s Bubonga"."""
    return {key for part in re.split(r"[’']s?\b", name) if is_town(part.strip()) and (key := name_key(part))}


@cache
def is_town(name: str) -> bool:
    """May a name be that of a town: no state, people, month or day?"""
    return (
        bool(name)
        and name.removesuffix("’s").removesuffix("'s") not in load_demonyms()
        and name not in load_state_names()
        and re.split(r"[’' ]", name)[0].lower() not in NOT_TOWNS
    )


def is_long(view: View, number: int) -> bool:
    """Does a sentence count what came about over weeks or years, and name no day?"""
    return SINCE.search(view.words_of(number)) is not None and not name_days(view, number)


def carry_days(view: View, number: int) -> frozenset[date]:
    """The days that a sentence tells of, else the last before it that tells of any but that of publication."""
    for back in range(number, -1, -1):
        if days := name_days(view, back):
            return days if back == number or days != {view.published} else frozenset()
    return frozenset()


def name_days(view: View, number: int) -> frozenset[date]:
    """The days that a sentence names as those of what happened."""
    if number not in view.days:
        view.days[number] = frozenset(read_days(view, number))
    return view.days[number]


def read_days(view: View, number: int) -> Iterator[date]:
    """The days that a sentence names as those of what happened, not of what was said or is to come.

    That of publication only where it says so by another word ("today").
    """
    words = view.words_of(number)
    line = LINE.match(words) if number == 0 else None
    words = words[line.end() :] if line is not None else words
    told = [m for m in find_times(words) if m.type in ("DATE", "TIME") and not SAID.search(words[: m.span.start]) and not SAYS.match(words, m.span.end)]
    for mention in told:
        when = resolve_time(mention, view.published)
        if when.start is not None and when.end is not None and (when.end - when.start).days <= LONG:
            days = (when.start + timedelta(days=n) for n in range((when.end - when.start).days))
            yield from (day for day in days if view.published is None or day <= view.published)
