"""Who holds what place: what claims of control, capture, loss and withdrawal say of one town."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from emberwatch.ledger.doers import find_country, find_kind, find_meant
from emberwatch.ledger.reply import Reply
from emberwatch.ledger.sides import name_key
from emberwatch.ledger.view import CAPITAL, REAL, UNREAL, View, load_demonyms
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.text.table import load_table

EXTENT = Path(__file__).parent.parent / "data" / "extent.tsv"
TAKEN = re.compile(r"\b(?:captur|seiz|retak|retook|recaptur|took|taken|overr[ua]n|conquer|occup)", re.IGNORECASE)
LEFT = re.compile(r"\b(?:withdr[ae]w|withdrawn|pulled|left|fled|retreat|abandon)", re.IGNORECASE)
LOST = re.compile(r"\b(?:lost|lose|fall|fell|fallen)\b", re.IGNORECASE)
BESIDE = re.compile(r"\b(?:outside|near|around|towards?|beyond)\b", re.IGNORECASE)
SURE = 0.35
"""Claims read with less than this probability are left out."""
HELD_TYPES = ("CONTROL", "SEIZE")
ITEM = rf"(?:the )?(?:(?:towns?|cit(?:y|ies)|villages?|settlements?|districts?|neighbourhoods?|ports?) of )?{CAPITAL.pattern}(?: \({CAPITAL.pattern}\))?"
ROW = re.compile(rf"{ITEM}(?:(?:,| and|, and) {ITEM})+|{CAPITAL.pattern} \({CAPITAL.pattern}\)")
TOWN = re.compile(rf"(?<![\w-])({CAPITAL.pattern})")
PEOPLE = re.compile(r"(?<!^)(?<![\w-])([A-Z][a-z]{3,})|^(?:The |An? )?([A-Z][a-z]{3,})(?= (?:army|forces?|fighters|troops|militia\w*|soldiers|units|rebels)\b)")
ACRONYM = re.compile(r"\b[A-Z]{2,}")
WAY = re.compile(r"^(?:the |a |an |its )?(?:\w+ ){0,2}?(?:roads?|highways?|routes?|streets?|borders?|railways?|lines?|strongholds?)\b", re.IGNORECASE)
NEVER = re.compile(r"\b(?:at no time|never|in no way)\b", re.IGNORECASE)
BACK = re.compile(r"\b(?:re-?captur|re-?t(?:ak|ook)|regain|won back|w[io]n back|took back|taken back|liberat)", re.IGNORECASE)
"""Of a place that was in other hands before."""
Holder = tuple[str, str]
"""Key and words of whoever holds a place."""


@cache
def load_extent(path: Path = EXTENT) -> Mapping[str, str]:
    """All or part, by word."""
    return load_table(path, lambda cells: (cells[0], cells[1]) if len(cells) == 2 and cells[1] in ("all", "part") else None, "word and all or part")


def find_holders(view: View) -> Iterator[Reply]:
    """Replies that say who holds a town, or a part of it, one for each town that the claim lists."""
    for fact in view.reading.facts:
        keys = view.places.get(fact.id)
        holder = find_holder(view, fact) if keys else None
        if keys and holder is not None and is_claim(view, fact):
            shown = view.place_names[fact.id]
            yield make_holder(view, fact, shown, keys, holder)
            for name in find_listed(view, fact, shown):
                yield make_holder(view, fact, name, frozenset({name_key(name)}), holder)


def find_listed(view: View, fact: Fact, shown: str) -> list[str]:
    """The other towns told in one row with a claim's town ("Sos, Ghishi and the village of Khnatsakh"), and its other name in brackets."""
    words = view.words_of(view.sentence_at(fact.trigger.span.start))
    for row in ROW.finditer(words):
        names = list(dict.fromkeys(m[1] for m in TOWN.finditer(row[0])))
        if shown in names:
            return [name for name in names if name != shown and name not in load_demonyms()]
    return []


def is_claim(view: View, fact: Fact) -> bool:
    """Does the fact say that a place is or was taken, held or lost?"""
    text, where = view.reading.report.text, fact.place
    start = fact.trigger.span.end + 15 if where is None else where.span.start
    number = view.sentence_at(fact.trigger.span.start)
    if NEVER.search(view.words_of(number)[: fact.trigger.span.start - view.sentence_start(number)]) or (where is not None and WAY.match(where.text)):
        return False
    if WAY.match(fact.trigger.text) or fact.probability < SURE or BESIDE.search(text[max(0, start - 15) : start + 12]):
        return False
    if fact.type in HELD_TYPES:
        return fact.status in REAL or fact.status in UNREAL
    return fact.type == "ASSAULT" and fact.status in REAL and bool(TAKEN.search(fact.trigger.text)) and not any(party.id for party in fact.recipients)


def find_holder(view: View, fact: Fact) -> Holder | None:
    """Who is said to hold the place: the actor with an id, else fighters told by a people's name or by their kind alone."""
    if LOST.search(fact.trigger.text) and fact.status in REAL:
        return None
    parties = [find_meant(view, party, fact) for party in fact.actors]
    named = next((party for party in parties if party.id is not None), None)
    if fact.status in UNREAL:
        denier = None if named is not None else next((party for party in fact.speakers if party.id is not None), None)
        return (holder_key(view, denier), denier.name or denier.text) if denier is not None else None
    if named is not None:
        return holder_key(view, named), named.name or named.text
    return next((found for party in parties if (found := find_described(view, party, fact)) is not None), None)


def find_described(view: View, party: Party, fact: Fact) -> Holder | None:
    """Key and words of fighters without an id: of a people ("Abkhaz fighters"), else of a kind in the country of the deed."""
    words = re.split(r" (?:in|from|near|at|loyal|led|backed) ", party.text)[0]
    kind = find_kind(words)
    if not kind or ACRONYM.search(words):
        return None
    people = next((name for m in PEOPLE.finditer(words) if (name := m[1] or m[2]) not in load_demonyms()), None)
    if people is not None:
        return f"people:{name_key(people)}", party.text
    return f"{kind}:{find_country(view, fact)}", party.text


def find_extent(view: View, fact: Fact) -> str:
    """All, part or "" (the place as a whole, by its name): from the words of the place and those right around the claim."""
    table = load_extent()
    text = view.reading.report.text
    after = re.split(r"[.;]| and | after | but | from ", text[fact.trigger.span.end : fact.trigger.span.end + 70])[0]
    near = f"{fact.place.text if fact.place else ''} {text[max(0, fact.trigger.span.start - 12) : fact.trigger.span.start]} {after}".lower()
    found = [table[word] for word in re.findall(r"[a-z]+", near) if word in table]
    return "all" if "all" in found else "part" if "part" in found else ""


def make_holder(view: View, fact: Fact, shown: str, keys: frozenset[str], holder: Holder) -> Reply:
    """One reply: `stance` is the holder, `group` the extent; a denial says that the place is not (wholly) lost."""
    place = name_key(shown)
    extent = find_extent(view, fact)
    number = view.sentence_at(fact.trigger.span.start)
    denied = fact.status in UNREAL
    key, name = holder
    how = {"all": "all of it", "part": "a part of it", "": "the place"}[extent]
    value = f"{name} denies the loss" if denied else f"{name} took {how}" if fact.type != "CONTROL" else f"{name} holds {how}"
    day = fact.when.start if fact.when is not None and fact.when.precision == "day" and fact.type != "CONTROL" else None
    return Reply(
        "holder", (("place", place),), fact.id, view.reading.report.id, view.published, fact.trigger.span.start, view.sides[fact.id],
        tuple(p.name or p.text for p in fact.speakers), value, fact.status, stance=key, group="part" if denied else extent, day=day,
        retold=view.is_told_before(fact) or is_background(fact, view), where=next(iter(sorted(keys - {place})), ""),
        growth=BACK.search(fact.trigger.text) is not None,
        label=f"Who holds {shown}", words=view.words_of(number).strip(),
    )  # fmt: skip


def is_background(fact: Fact, view: View) -> bool:
    """Is the claim of a time long before the report, or of a state that is over?"""
    when, published = fact.when, view.published
    if when is not None and when.start is not None and published is not None and (published - when.start).days > 7 and fact.type != "CONTROL":
        return True
    before = view.reading.report.text[max(0, fact.trigger.span.start - 5) : fact.trigger.span.start]
    return fact.type == "CONTROL" and before.endswith("had ") and not fact.speakers


def holder_key(view: View, party: Party) -> str:
    """One key for a state and its army."""
    actor = view.actors.get(party.id or "")
    if actor is not None and actor.type in ("state", "government", "military") and actor.country:
        return f"state:{actor.country}"
    return party.id or ""
