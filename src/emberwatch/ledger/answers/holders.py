"""Who holds what place: what claims of control, capture, loss and withdrawal say of one town."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from emberwatch.dates.when import When
from emberwatch.ledger.answers.ground import Ground, read_ground
from emberwatch.ledger.answers.hands import Told, name_in, read_hands
from emberwatch.ledger.answers.happened import is_ahead
from emberwatch.ledger.answers.holding import find_speaker, load_holding, may_be_one, tells
from emberwatch.ledger.answers.refusals import is_called_false
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import load_sides, name_key
from emberwatch.ledger.answers.view import CAPITAL, HELD_NAME, MONTHS, REAL, TAKEN, UNREAL, WITHIN, View, load_demonyms, load_state_names, proper_name
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.table import load_table

EXTENT = Path(__file__).parents[2] / "data" / "extent.tsv"
BESIDE = re.compile(r"\b(?:outside|near|around|towards?|beyond)\b", re.IGNORECASE)
SURE = 0.2
"""Claims read with less than this probability are left out."""
ITEM = rf"(?:the )?(?:(?:towns?|cit(?:y|ies)|villages?|settlements?|districts?|neighbourhoods?|ports?) of )?{CAPITAL.pattern}(?: \({CAPITAL.pattern}\))?"
ROW = re.compile(rf"{ITEM}(?:(?:,| and|, and) {ITEM})+|{CAPITAL.pattern} \({CAPITAL.pattern}\)")
TOWN = re.compile(rf"(?<![\w-])({CAPITAL.pattern})")
CROSSING = r"(?! (?:crossing|post|town|village|city|station|point))"
WAY = re.compile(
    rf"^(?:the |a |an |its )?(?:\w+ ){{0,2}}?(?:roads?|highways?|routes?|streets?(?! of| in)|borders?{CROSSING}|railways?{CROSSING}|lines?|strongholds?)\b",
    re.IGNORECASE,
)
NEVER = re.compile(r"\b(?:at no time|never|in no way)\b", re.IGNORECASE)
OWNED = re.compile(rf"({CAPITAL.pattern}?)[’']s ")
ONLY = re.compile(
    r"\b(?:hold\w*|control\w*|occup\w*|held)\b[^.;]{0,50}\b(?:nothing (?:beyond|else|more|but)|no more than)|\bonly (?:hold|control|occup)\w*", re.IGNORECASE
)
"""Words by which somebody holds so much and no more."""
BESIDE_TOWN = re.compile(
    r"(?:,? and| above| near| outside| at| in| of| to| into| around| overlooking)(?: the| all| most| parts?| half| much)*"
    rf"(?: (?:[a-z]+ )?of)? ({CAPITAL.pattern})"
)
"""The town that a spot stands with: "the railway station and most of Fjellby"."""
TOWN_NAME = re.compile(rf"\b(?:from|in|of|at|near|into|outside|around) (?!(?:{MONTHS})\b)({CAPITAL.pattern})(?=[ ,.;]+(?:[a-z]|$))")
BACK_CHARS = 6
ABOARD = re.compile(r"board|hijack|commandeer", re.IGNORECASE)
COMMANDED = re.compile(r"\b(?:operational|administrative|tactical|overall|civilian|political|parental|personal|direct) $", re.IGNORECASE)
"""Before "control": somebody's orders are meant."""
INDEFINITE = re.compile(r"(?:an?|some|several|many|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|\d[\d,.]*)\b", re.IGNORECASE)
"""Words for what is told of for the first time."""
SINCE = re.compile(r"\b(?:since|after|before|following|until) (?:the|its|their) $", re.IGNORECASE)
"""What comes after these is told as known, to give the time of something else."""
EXTENTS = {"all": "all of it", "part": "a part of it", "": "the place"}


@cache
def load_extent(path: Path = EXTENT) -> Mapping[str, str]:
    """All or part, by word."""
    return load_table(path, lambda cells: (cells[0], cells[1]) if len(cells) == 2 and cells[1] in ("all", "part") else None, "word and all or part")


def strip_kind(words: str) -> str:
    """The words of a place without what tells of which kind it is, and not which part of it is meant ("the northern town of ")."""
    words = re.sub(rf"^(?:the |its )?(?:suburb|district|quarter|neighbou?rhood) of (?={CAPITAL.pattern})", "", words)
    return re.sub(rf"^.*{load_holding()['town'].pattern}(?: of)?(?= (?:{CAPITAL.pattern}))", "", words)


def find_holders(view: View) -> Iterator[Reply]:
    """Replies that say who holds a town, or a part of it, or is not there, one for each town that the claim lists."""
    read = list(read_hands(view))
    for told in read:
        yield from answer_words(view, told)
    for fact in view.reading.facts:
        if any(told.whole and told.at < fact.trigger.span.end and fact.trigger.span.start < told.end for told in read) or not is_claim(view, fact):
            continue
        fact = replace(fact, status="denied") if fact.status in REAL and is_called_false(view, fact) else fact
        shown, keys = find_place(view, fact)
        for ground in read_ground(view, fact) if keys else ():
            yield from answer_fact(view, fact, ground, shown, keys)


def find_place(view: View, fact: Fact) -> tuple[str, frozenset[str]]:
    """Name and keys of the town: right after the claim, else the fact's, else what it was done to, else the one told in the same row as its spot."""
    text, where = view.reading.report.text, fact.place
    named = HELD_NAME.match(text, fact.trigger.span.end)
    if (
        fact.type in TAKEN
        and named is not None
        and (where is None or not proper_name(where.text) or where.span.start >= named.start(1))
        and named[1] not in load_demonyms()
    ):
        return named[1], keys_of(view, named[1])
    if fact.id in view.places and not is_no_town(view.place_names[fact.id]):
        return view.place_names[fact.id], view.places[fact.id]
    if where is not None and (row := BESIDE_TOWN.match(text, where.span.end)) is not None:
        return row[1], keys_of(view, row[1])
    for party in fact.recipients if where is None and fact.type in ("RETREAT", "DISPLACE", "SEIZE") else ():
        if party.id is None and proper_name(party.text) == party.text:
            return party.text, keys_of(view, party.text)
    if where is not None and (owned := OWNED.match(where.text)) is not None and tells("site", where.text) and owned[1] not in load_demonyms():
        return owned[1], keys_of(view, owned[1])
    if where is not None and (inner := WITHIN.search(where.text)) is not None and inner[1] not in load_demonyms():
        return inner[1], keys_of(view, inner[1])
    if where is not None and where.place is not None and where.place.precision != "country" and (name := proper_name(where.text)):
        return name, keys_of(view, name) | {where.place.id}
    if (where is None and not took_thing(view, fact) and (fact.type in TAKEN or (fact.type == "RETREAT" and fact.status in UNREAL))) or (
        where is not None and not proper_name(where.text) and (fact.type in TAKEN or tells("town", where.text))
    ):
        last = find_last(view, fact)
        return last, keys_of(view, last) if last else frozenset()
    return "", frozenset()


def took_thing(view: View, fact: Fact) -> bool:
    """Was something taken that is neither a place nor told by a pronoun: "seized a depot with 400 rounds"?"""
    words = [party.text for party in fact.recipients if party.id is None]
    return fact.type == "SEIZE" and any(INDEFINITE.match(text) and not tells("town", text) and not tells("site", text) for text in words)


def find_last(view: View, fact: Fact) -> str:
    """The town meant where a claim names none: the one named last, in the claim's sentence or the one before it."""
    number = view.sentence_at(fact.trigger.span.start)
    start, end = view.sentence_start(max(0, number - 1)), view.sentence_start(number) + len(view.words_of(number))
    near = [m for m in view.mentions if start <= m[0] < end and not is_no_town(m[1])]
    before = [m for m in near if m[0] < fact.trigger.span.start]
    return before[-1][1] if before else near[0][1] if near else find_unread(view, view.reading.report.text[start : fact.trigger.span.start])


def is_no_town(name: str) -> bool:
    """Is it the name of a state or the title of an office ("the Governor"), which was read as a town's?"""
    return name in load_state_names() or name.lower() in load_sides()


def find_unread(view: View, words: str) -> str:
    """The town named last in words whose places were not read ("refugees from Gwoza"): no month, no state, nobody who acts."""
    known = {name_key(actor.name) for actor in view.actors.values()}
    named = [m[1] for m in TOWN_NAME.finditer(words) if m[1] not in load_demonyms() and m[1] not in load_state_names() and name_key(m[1]) not in known]
    return named[-1] if named else ""


def keys_of(view: View, name: str) -> frozenset[str]:
    """The key of a name and the id that the report's mentions of it were resolved to."""
    key = name_key(name)
    return frozenset({key, *(m[2] for m in view.mentions if m[2] and name_key(m[1]) == key)} - {""})


def answer_words(view: View, told: Told) -> Iterator[Reply]:
    """The replies of words of holding."""
    shown = name_in(told.place) or told.place
    if not WAY.match(told.place) and not BESIDE.search(told.place):
        extent = read_extent(strip_kind(told.words).lower(), shown)
        site = find_site(told.place, shown)
        yield from make_replies(view, told.claim, told.ground, shown, keys_of(view, shown), extent, site, told.at)
        for name in find_listed(view, told.at, shown):
            yield from make_replies(view, told.claim, told.ground, name, keys_of(view, name), extent, "", told.at)


def answer_fact(view: View, fact: Fact, ground: Ground, shown: str, keys: frozenset[str]) -> Iterator[Reply]:
    """The replies of one fact, for its town and those listed with it."""
    extent, site = find_extent(view, fact, shown), find_site(fact.place.text if fact.place else "", shown)
    if not extent and fact.type != "CONTROL" and fact.status in REAL and tells("inside", fact.trigger.text):
        extent = "part"
    if fact.status in UNREAL and ground.holds:
        extent = "all" if extent == "part" else ""
    yield from make_replies(view, fact, ground, shown, keys, extent, site, fact.trigger.span.start)
    for name in find_listed(view, fact.trigger.span.start, shown):
        yield from make_replies(view, fact, ground, name, keys_of(view, name), extent, "", fact.trigger.span.start)


def find_listed(view: View, at: int, shown: str) -> list[str]:
    """The other towns told in one row with a claim's town ("Sos, Ghishi and the village of Khnatsakh"), and its other name in brackets."""
    words = view.words_of(view.sentence_at(at))
    known = {name_key(actor.name) for actor in view.actors.values()}
    for row in ROW.finditer(words):
        names = list(dict.fromkeys(m[1] for m in TOWN.finditer(row[0])))
        if shown in names:
            return [name for name in names if name != shown and name not in load_demonyms() and name_key(name.removesuffix("'s")) not in known]
    return []


def is_claim(view: View, fact: Fact) -> bool:
    """Is the fact one that can tell who is in a place: surely enough read, not of a way, nor of what lies beside the place?

    Who is not going to take it has told nothing of who is there.
    """
    if fact.type in TAKEN and fact.status in UNREAL and is_ahead(view, fact):
        return False
    text, where = view.reading.report.text, fact.place
    start = fact.trigger.span.end + 15 if where is None else where.span.start
    number = view.sentence_at(fact.trigger.span.start)
    never = NEVER.search(view.words_of(number)[: fact.trigger.span.start - view.sentence_start(number)])
    if (never and fact.status in REAL) or (where is not None and WAY.match(where.text)):
        return False
    if WAY.match(fact.trigger.text) or fact.probability < SURE or is_of_things(view, fact):
        return False
    beside = BESIDE.search(text[max(0, start - 15) : start + 12])
    return beside is None or (where is not None and tells("site", where.text))


def is_of_things(view: View, fact: Fact) -> bool:
    """Are ships, men or units held or commanded, and no ground: "boarded the dhow", "hold 14 vessels", "under the operational control of"?"""
    text = view.reading.report.text[: fact.trigger.span.start]
    counted = fact.place is None and any(q.span.start < p.span.end and p.span.start < q.span.end for q in fact.quantities for p in fact.recipients)
    return ABOARD.match(fact.trigger.text) is not None or COMMANDED.search(text) is not None or (fact.type in TAKEN and counted)


def find_site(words: str, shown: str) -> str:
    """The spot in or by a town that the words of the place mean ("the airport at Kavumu"), by its noun; "" for the town."""
    words = re.sub(r" (?:of|to|in) the (?:town|city|village)$", "", words)
    named = [m for m in load_holding()["site"].finditer(words) if m[0] not in shown]
    if not named or tells("town", words):
        return ""
    alike = (kind.partition(".")[2] for kind, pattern in load_holding().items() if kind.startswith("site.") and pattern.fullmatch(named[0][0]))
    return next(alike, named[0][0].lower().removesuffix("s").replace(" ", ""))


def read_extent(words: str, shown: str) -> str:
    """All, part or "" (the place as a whole, by its name), from words."""
    table = load_extent()
    if re.search(r"\b\d+(?:\.\d+)? ?(?:per ?cent|%)|\b(?:a|one|two|three) (?:third|quarter|fifth)s?\b", words) and not re.search(r"\b100 ?(?:per|%)", words):
        return "part"
    found = [table[word] for word in re.findall(r"[a-z]+", words.replace(shown.lower(), "")) if word in table]
    return "all" if "all" in found else "part" if "part" in found else ""


def find_extent(view: View, fact: Fact, shown: str) -> str:
    """All, part or "" : from the words of the place and those right around the claim."""
    text = view.reading.report.text
    after = re.split(r"[.;,]| and | after | but | from | in ", text[fact.trigger.span.end : fact.trigger.span.end + 70])[0]
    place = strip_kind(fact.place.text if fact.place else "")
    near = f"{place} {text[max(0, fact.trigger.span.start - 12) : fact.trigger.span.start]} {strip_kind(after)}".lower()
    return read_extent(near, shown)


def make_replies(view: View, claim: Fact | Statement, ground: Ground, shown: str, keys: frozenset[str], extent: str, site: str, at: int) -> Iterator[Reply]:
    """Replies on the town and on a spot of it: whoever is not at the spot, or in a part, may be in the town."""
    place = name_key(shown)
    if not place:
        return
    if site:
        yield make_holder(view, claim, ground, f"{shown} ({site})", keys, place + "/" + site, "", at)
    partial = bool(site) or extent == "part"
    if ground.holds or not partial:
        yield make_holder(view, claim, ground, shown, keys, place, "part" if site else extent, at)


def make_holder(view: View, claim: Fact | Statement, ground: Ground, shown: str, keys: frozenset[str], place: str, extent: str, at: int) -> Reply:
    """One reply: `stance` is the holder, `group` the extent, "seen" where he is but there, "none" where he is not."""
    key, name = ground.holder
    fact = claim if isinstance(claim, Fact) else None
    group = "none" if not ground.holds else "seen" if ground.seen else "part" if ground.contested else extent
    took = fact is not None and fact.type != "CONTROL" and fact.status in REAL and (fact.status == "occurred" or not ground.seen)
    value = {"none": f"{name} is not there", "seen": f"{name} is there"}.get(group, f"{name} {'took' if took else 'holds'} {EXTENTS.get(group, '')}")
    day = fact.when.start if fact is not None and fact.when is not None and is_one_day(fact.when) and fact.type != "CONTROL" else None
    speaker = find_speaker(view, claim)
    own = speaker is not None and may_be_one(speaker[0], key)
    flags = (
        "forced" if ground.forced else "taken" if took and ground.holds else "",
        "own" if own else "",
        "only" if ground.holds and ONLY.search(view.words_of(view.sentence_at(at))) else "",
    )
    back = fact is not None and tells("back", view.reading.report.text[fact.trigger.span.start : fact.trigger.span.end + BACK_CHARS])
    return Reply(
        "holder", (("place", place),), claim.id, view.reading.report.id, view.published, at, view.sides[claim.id],
        tuple(p.name or p.text for p in claim.speakers), value, fact.status if fact is not None else "occurred", stance=key, group=group, day=day,
        retold=view.is_told_before(claim) or (fact is not None and is_background(fact, view)),
        where=next((k for k in sorted(keys - {place}) if k != place.partition("/")[0]), "").partition("/")[0],
        growth=back, against=" ".join(filter(None, flags)), label=f"Who holds {shown}", words=view.words_of(view.sentence_at(at)).strip(),
    )  # fmt: skip


def is_one_day(when: When) -> bool:
    """Is the time one day, or an hour or part of it?"""
    return when.start is not None and when.end is not None and (when.end - when.start).days <= 1


def is_background(fact: Fact, view: View) -> bool:
    """Is the claim of a time long before the report, or of a state that is over?"""
    when, published = fact.when, view.published
    if when is not None and when.start is not None and published is not None and (published - when.start).days > 7 and fact.type != "CONTROL":
        return True
    before = view.reading.report.text[max(0, fact.trigger.span.start - 30) : fact.trigger.span.start]
    if SINCE.search(before):
        return True
    return fact.type == "CONTROL" and re.search(r"\bhad (?:been |\w+ly ){0,2}(?:in |under )?(?:\S+ )?$", before) is not None and not fact.speakers
