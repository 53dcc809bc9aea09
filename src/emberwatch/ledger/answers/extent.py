"""Of whom a number is a number, among all who were harmed: those in which country or towns, and people of which kind.

Reports tell the dead of two cities together and those of each, the dead and the foreigners among them. Such numbers are no rivals:
the one can only be too large to be a part of the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from emberwatch.ledger.answers.counted import load_counted, says
from emberwatch.ledger.answers.memory import remembered
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.scenes import DATELINE, LINE, is_town
from emberwatch.ledger.answers.sides import name_key
from emberwatch.ledger.answers.view import CAPITAL, TOWNS, View, load_adjectives, load_demonyms, load_state_names, proper_name
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span

Extent = Literal["same", "part", "whole", "apart"]
"""How those whom one number counts stand to those whom another counts."""
LOCATED = re.compile(
    r"(?:\b(?:in|at|near|outside|inside|around|across|throughout|and)|\b(?:city|town|capital|village|port) of|\b(?:in|at|near|outside) the [a-z ]{0,20}|,) $",
    re.IGNORECASE,
)
"""Words before a name by which it says where."""
SPEAKING = re.compile(r"\b(?:ministr\w+|spokes\w+|officials?|governments?|agenc\w+|sources?|reporters?|correspondents?|officers?) (?:in|at|from|of) (?:the )?$")
"""Words before a name by which it is but where somebody speaks."""
OF_PLACE = "capitals?|cit(?:y|ies)|towns?|villages?|ports?|provinces?|regions?|coasts?|territor(?:y|ies)|mainland"
BEHIND = re.compile(r"\W*(?:(?:people|others|were|was|are|have|been|dead|killed|died|wounded|injured|hurt|lives)\W+){0,4}(?:in|at|near|outside) (?:the )?$")
"""What stands between a number and the place that is its own."""
IN_TOWN = re.compile(rf"\b(?:in|at|near|outside) (?:the (?:town|city|village|capital|port) of )?({CAPITAL.pattern})")
"""A name that may be a town's."""
NAMELESS = re.compile(r"\W*and (?:in |at )?(?:the )?[A-Z]")
"""A list of places that goes on with a name that was not resolved."""
NOUN = re.compile(r" (?:embass|consulat|mission|troop|forces|army|officials?\b|government|militar|police|soldiers|base|national)")
"""What follows the name of a state that only says whose: "the U.S. embassy"."""
LISTED = re.compile(r"(?:,|,? and|,? and in) (?:the )?$")
"""What stands between two names of one list."""
TOGETHER = re.compile(
    r"\b(?:both|combined|the (?:two|three|four|twin)|twin) (?:[a-z]+ )?(?:bomb\w*|attacks|blasts|explosions|strikes|raids|assaults)\b", re.IGNORECASE
)
"""Words by which a number is of several attacks together."""
EVERYWHERE = "all"
SEXES = frozenset({"woman", "women", "boy", "girl", "child"})
MIXED = frozenset({"any", "civilian"})
"""Groups that people of several nations may be in; soldiers are of their state's, and those who flee are told of by their own."""
FATAL = frozenset({"killed", "wounded", "missing"})
HARMFUL = ("ASSAULT", "CASUALTIES", "COERCE", "DISPLACE")
BACK = 2
"""So many sentences before a number may say where its people were."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a sentence names a place: its characters there, the code of its country and, of a town, its key."""

    span: Span
    country: str
    town: str = ""


def find_extent(view: View, number: int, quantity: Quantity) -> str:
    """Where those counted were: codes of countries, then `@` and keys of towns, each with spaces between; `all` of several attacks; "" where nothing says."""
    words, end = view.words_of(number), quantity.span.end - view.sentence_start(number)
    if TOGETHER.search(words):
        return EVERYWHERE
    spots = name_spots(view, number)
    own = [spot for spot in spots if spot.span.start >= quantity.span.start - view.sentence_start(number)]
    if own and (own[0].span.end <= end or BEHIND.match(words[end : own[0].span.start])):
        listed = first_list(words, own)
        return join_spots(words, listed) if NAMELESS.match(words, listed[-1].span.end) is None else EVERYWHERE
    for back in range(number - 1, max(number - 1 - BACK, -1), -1):
        if not spots and any(fact.type in HARMFUL for fact in view.by_sentence.get(back, ())):
            words, spots = view.words_of(back), name_spots(view, back)
    return join_spots(words, spots or find_line(view))


def find_line(view: View) -> list[Spot]:
    """The town of the dateline, where the report itself tells what was there."""
    line = DATELINE.match(view.reading.report.text)
    key = make_key(line[1]) if line is not None else ""
    return [spot for number in range(len(view.reading.sentences)) for spot in name_spots(view, number) if key and spot.town == key][:1]


def first_list(words: str, spots: Sequence[Spot]) -> list[Spot]:
    """The places of one list that begins with the first of `spots`."""
    listed = [spots[0]]
    for spot in spots[1:]:
        if LISTED.fullmatch(words[listed[-1].span.end : spot.span.start]) is None:
            break
        listed.append(spot)
    return listed


def join_spots(words: str, spots: Sequence[Spot]) -> str:
    """The countries and towns as one text; of several towns only those that one list of them names: a town in a province is one place."""
    if not spots:
        return ""
    towns = sorted({spot.town for spot in spots if spot.town})
    listed = len(towns) < 2 or (len(first_list(words, spots)) == len(spots) and " and " in words[spots[0].span.start : spots[-1].span.start])
    return " ".join(sorted({s.country for s in spots if s.country})) + "@" + (" ".join(towns) if listed else "")


def name_spots(view: View, number: int) -> list[Spot]:
    """The places where a sentence says that something was, in their order; not those of its dateline, nor where offices are."""
    return read_spots(view)[number]


@remembered
def read_spots(view: View) -> list[list[Spot]]:
    """`name_spots` of every sentence."""
    return [find_spots(view, number) for number in range(len(view.reading.sentences))]


def find_spots(view: View, number: int) -> list[Spot]:
    """`name_spots` by reading the sentence."""
    words = view.words_of(number)
    line = LINE.match(words) if number == 0 else None
    first = line.end() if line is not None else 0
    found = [
        Spot(Span(m.start(), m.end()), load_state_names()[m[0]])
        for m in state_names().finditer(words)
        if is_located(words, m.start()) and not NOUN.match(words, m.end())
    ]
    found += [Spot(Span(m.start(), m.end()), load_adjectives()[m[0]]) for m in state_adjectives().finditer(words)]
    known = name_known(view)
    for m in IN_TOWN.finditer(words):
        if m[1] not in known and m[1] not in load_state_names() and is_town(m[1]) and SPEAKING.search(words[: m.start(1)]) is None:
            found.append(Spot(Span(m.start(1), m.end(1)), "", make_key(m[1])))
    for name, (country, key) in known.items():
        found += [Spot(Span(m.start(), m.end()), country, key) for m in re.finditer(rf"\b{re.escape(name)}\b", words) if is_located(words, m.start())]
    return sorted((s for s in found if s.span.start >= first), key=lambda spot: (spot.span.start, spot.span.end))


@remembered
def name_known(view: View) -> dict[str, tuple[str, str]]:
    """The towns that a report names and that were resolved anywhere in it: country and key by name."""
    places = {place.id: place for place in view.reading.places if place.precision in TOWNS}
    picked = [(proper_name(r.text), places[r.pick]) for r in view.reading.resolutions if r.kind == "place" and r.pick in places]
    return {name: (place.country or "", make_key(name)) for name, place in picked if name}


def make_key(name: str) -> str:
    """The key of a town as one word."""
    return re.sub(r"\W+", "-", name_key(name))


def is_located(words: str, at: int) -> bool:
    """Does the name that begins at a character say where something was, rather than who did or said it?"""
    lead = words[:at]
    return LOCATED.search(lead) is not None and SPEAKING.search(lead) is None


def relate_extents(a: Reply, b: Reply) -> Extent:
    """How those whom `a` counts stand to those whom `b` counts, by place, by nation, and by what they are."""
    (nations, nouns), (their_nations, their_nouns) = read_kinds(a.value), read_kinds(b.value)
    alike = (a.low, a.high) == (b.low, b.high) and nouns and their_nouns
    found = {relate_places(a.where, b.where), "same" if alike else relate_sets(nouns, their_nouns)}
    if (nations and their_nations) or (b.group in MIXED and dict(b.subject).get("state") in FATAL):
        found.add(relate_sets(nations, their_nations))
    if "apart" in found or {"part", "whole"} <= found:
        return "apart"
    return "part" if "part" in found else "whole" if "whole" in found else "same"


def relate_places(one: str, other: str) -> Extent:
    """By where they were: other countries are apart; of several countries, towns or attacks the one, if both are named, is a part."""
    if not one or not other or one == other:
        return "same"
    if EVERYWHERE in (one, other):
        several = other if one == EVERYWHERE else one
        if any(" " in part for part in several.split("@")):
            return "same"
        return "whole" if one == EVERYWHERE else "part"
    (lands, towns), (their_lands, their_towns) = (tuple(frozenset(part.split()) for part in where.split("@")) for where in (one, other))
    if lands and their_lands and lands != their_lands:
        return "part" if lands < their_lands else "whole" if lands > their_lands else "apart"
    return "part" if towns and towns < their_towns else "whole" if their_towns and their_towns < towns else "same"


def relate_sets(one: frozenset[str], other: frozenset[str]) -> Extent:
    """By the words that single them out: those with such words are a part of all, and apart from those with others."""
    if not one and not other:
        return "same"
    if one and other:
        return "same" if one & other else "apart"
    return "part" if one else "whole"


@lru_cache(maxsize=4096)
def read_kinds(words: str) -> tuple[frozenset[str], frozenset[str]]:
    """The nations of those counted, and the nouns that single them out: women or teachers, not villagers or passengers."""
    counted = load_counted()
    nations = {name.removesuffix("s") for name in re.findall(r"[A-Z][a-z]+", words) if {name, name.removesuffix("s")} & load_demonyms()}
    return frozenset(nations), frozenset(w for w in re.findall(r"[a-z]+", words) if w in SEXES or (counted.get(w) == "civilian" and not says("crowd", w)))


@cache
def state_names() -> re.Pattern[str]:
    """Matches the name of a state, the longest first."""
    names = sorted(load_state_names(), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?!['’]s? )")


@cache
def state_adjectives() -> re.Pattern[str]:
    """Matches an adjective of a state where it says whose place it is: "the Kenyan and Tanzanian capitals"."""
    names = sorted(load_adjectives(), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?= (?:and [A-Z][a-z]+ )?(?:{OF_PLACE})\b)")
