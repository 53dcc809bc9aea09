"""One reading as questions see it: its sentences, who says each claim, and which place is meant where only "the town" is said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emberwatch.ledger.answers.sides import Side, find_side, name_key
from emberwatch.ledger.lineage.align import anchor, claims_of
from emberwatch.ledger.linking.lexicon import STOP_BITS, find_stems, load_lexicon
from emberwatch.ledger.linking.reference import is_of_one_time
from emberwatch.model.entity import Actor, Party
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement
from emberwatch.text.span import Span
from emberwatch.text.table import read_rows

if TYPE_CHECKING:
    from emberwatch.ledger.answers.happening import Happening

STATES = Path(__file__).parents[2] / "data" / "actors" / "states.tsv"
CAPITAL = re.compile(r"(?:(?:al|el|ar|ad|as|az|an|ash|at)-)?[A-Z][\w'’]*(?:[- ](?:(?:al|el|ez|az|ar)-)?[A-Z][\w'’]*)*")
TOWN_OF = re.compile(rf"\b(?:town|city|village|port|settlement) of ({CAPITAL.pattern})")
WITHIN = re.compile(rf"\b(?:from|in|at|of|outside|near|around) ({CAPITAL.pattern})")
HELD_NAME = re.compile(rf"\s*(?:control of |of )?(?:all of |the whole of |parts? of |most of )?({CAPITAL.pattern})")
TAKEN = frozenset({"SEIZE", "CONTROL"})
HELD = frozenset({"SEIZE", "CONTROL", "RETREAT"})
NEAR_CHARS, NEXT_CHARS = 80, 30
Mention = tuple[int, str, str | None, bool]
"""Where a town is named, its name, its id where it was resolved, and whether somebody takes or holds it there."""
TOWNS = frozenset({"point", "town", "district"})
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SAYING = r"(?:said|announced|declared|promised|claimed|spoken|put|told|vowed|pledged|denied)"
TOLD_BEFORE = re.compile(
    rf"\bhad (?:first |earlier |already |previously )?{SAYING}\b|\b(?:after|since|when) (?:[A-Za-z]+ ){{1,3}}(?:had )?(?:first )?{SAYING}\b"
    rf"|\b(?:[Ll]ast (?:week|month|year)|[Ee]arlier|[Pp]reviously),? (?:[A-Za-z]+ ){{1,3}}{SAYING}\b"
    rf"|\b{SAYING} (?:last (?:week|month|year)|earlier|in (?:{MONTHS}))\b"
)
REAL = frozenset({"occurred", "ongoing"})
"""Statuses of what is told as having come about."""
UNREAL = frozenset({"denied", "not_occurred"})
PRONOUNS = frozenset({"he", "she", "it", "they", "we"})
STALE_DAYS = 4
"""A saying that many days before the report is old news there."""


@dataclass(slots=True)
class View:
    """A reading laid out for questions; made anew for each call and never changed afterwards, but for what it remembers.

    `wide` is where it names places wider than a district, `named` where it names others, with their keys.
    """

    reading: Reading
    starts: tuple[int, ...] = ()
    actors: dict[str, Actor] = field(default_factory=dict)
    sides: dict[str, Side] = field(default_factory=dict)
    places: dict[str, frozenset[str]] = field(default_factory=dict)
    place_names: dict[str, str] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    by_sentence: dict[int, list[Fact]] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    kept: dict[Any, Any] = field(default_factory=dict)
    """What was made of it, by what made it (see `memory`)."""
    laid: dict[tuple[str, str], Happening] = field(default_factory=dict)
    """Its claims laid flat, by claim and home."""
    towns: dict[int, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    days: dict[int, frozenset[date]] = field(default_factory=dict)
    main: frozenset[str] | None = None
    """The towns and days that each sentence names and the town that most of them name, once they were asked for."""
    """The places where each sentence says that something was, once they were asked for."""
    wide: list[tuple[int, int]] = field(default_factory=list)
    named: list[tuple[int, frozenset[str]]] = field(default_factory=list)

    @property
    def published(self) -> date | None:
        """The day of publication."""
        return self.reading.report.published

    def sentence_at(self, at: int) -> int:
        """The number of the sentence that holds the character."""
        return max(0, bisect_right(self.starts, at) - 1)

    def words_of(self, sentence: int) -> str:
        """The text of a sentence."""
        sentences = self.reading.sentences
        if not sentences:
            return self.reading.report.text
        start, end = sentences[sentence]
        return self.reading.report.text[start:end]

    def sentence_start(self, sentence: int) -> int:
        """Its first character."""
        return self.reading.sentences[sentence][0] if self.reading.sentences else 0

    def is_of_one_time(self, fact: Fact, span: Span) -> bool:
        """Does a fact stand in the clause of time of what is told at `span`, in its sentence?"""
        number = self.sentence_at(fact.trigger.span.start)
        start = self.sentence_start(number)
        return is_of_one_time(self.words_of(number), fact.trigger.span.start - start, span.start - start)

    def content_of(self, claim: Fact | Statement) -> str:
        """What is said: a statement's content, or the sentence of a fact."""
        return claim.content.text if isinstance(claim, Statement) else self.words_of(self.sentence_at(claim.trigger.span.start))

    def is_told_before(self, claim: Fact | Statement) -> bool:
        """Does the claim repeat what somebody said at an earlier time: "three weeks after he announced that …"?"""
        said = self.statements.get(claim.statement or "") if isinstance(claim, Fact) else claim
        if said is None:
            return False
        if said.when is not None and said.when.end is not None and self.published is not None and (self.published - said.when.end).days > STALE_DAYS:
            return True
        if said.cue is None:
            return False
        number = self.sentence_at(said.cue.span.start)
        start, end = said.cue.span.start - self.sentence_start(number), said.cue.span.end - self.sentence_start(number)
        return any(m.start() <= end and m.end() >= start for m in TOLD_BEFORE.finditer(self.words_of(number)))


def make_view(reading: Reading) -> View:
    """Lay out one reading."""
    view = View(reading, tuple(start for start, _ in reading.sentences), {actor.id: actor for actor in reading.actors})
    view.statements = {statement.id: statement for statement in reading.statements}
    for fact in reading.facts:
        view.by_sentence.setdefault(view.sentence_at(fact.trigger.span.start), []).append(fact)
    precision = {place.id: place.precision for place in reading.places}
    view.wide = [(r.span.start, r.span.end) for r in reading.resolutions if r.kind == "place" and precision.get(r.pick or "", "town") not in TOWNS]
    view.named = [
        (r.span.start, frozenset({name_key(name)}))
        for r in reading.resolutions
        if r.kind == "place" and precision.get(r.pick or "", "town") in TOWNS and (name := proper_name(r.text))
    ]
    view.sides = find_sides(view)
    find_place_keys(view)
    return view


def find_sides(view: View) -> dict[str, Side]:
    """The side of every statement and fact, by id; one party's words are read once, at their first place."""
    sides: dict[str, Side] = {}
    by_party: dict[tuple[int, int], Side] = {}
    named: dict[str, Side] = {}
    spoken: list[Side] = []
    for claim in sorted(claims_of(view.reading), key=lambda c: (anchor(c), isinstance(c, Fact), c.id)):
        speaker = find_subject(view, claim.speakers[0]) if claim.speakers else None
        if speaker is None:
            sides[claim.id] = find_side(None, view.reading, view.actors)
            continue
        place = (speaker.span.start, speaker.span.end)
        if place not in by_party:
            side = find_side(speaker, view.reading, view.actors, spoken[::-1])
            last = named.get(surname(side.name))
            if last is not None and speaker.text.lower() in PRONOUNS:
                side = last
            elif last is not None:
                side = merge_sides(side, last)
            named[surname(side.name)] = side
            by_party[place] = side
            spoken.append(side)
        sides[claim.id] = by_party[place]
    return sides


def find_subject(view: View, speaker: Party) -> Party:
    """The speaker; where the words only go on about somebody named right before them ("the coalition fighting in Yemen said"), that one."""
    if speaker.id is not None or (speaker.text[:1].isupper() or speaker.text.split(" ")[0].lower() in ("the", "a", "an", *PRONOUNS)):
        return speaker
    found = [r for r in view.reading.resolutions if r.kind == "actor" and r.pick in view.actors and r.span.end == speaker.span.start - 1]
    actor = view.actors[found[0].pick or ""] if found else None
    return Party(found[0].span, found[0].text, actor.name, actor.id) if actor is not None else speaker


def merge_sides(side: Side, last: Side) -> Side:
    """One person named twice, once by the last name alone or with another title: what is known of either."""
    if not any(key.startswith("person:") for key in (*last.keys, *side.keys)):
        return side
    keys = {key for key in side.keys | last.keys if not key.startswith("words:")}
    return Side(frozenset(keys), side.countries | last.countries, max(side.name, last.name, key=len), side.publisher, allied=side.allied or last.allied)


def surname(name: str) -> str:
    """The last word of a name, in small letters."""
    return name.split()[-1].lower() if name.split() else ""


def find_place_keys(view: View) -> None:
    """Give every fact the keys of its town: of the name in its words, else of the town last named, or none."""
    precision = {place.id: place.precision for place in view.reading.places}
    mentions: list[Mention] = []
    for resolution in view.reading.resolutions:
        name = proper_name(resolution.text) if resolution.kind == "place" else ""
        if name and (resolution.pick is None or precision.get(resolution.pick) in TOWNS):
            mentions.append((resolution.span.start, name, resolution.pick, False))
    for fact in view.reading.facts:
        if fact.place and (name := proper_name(fact.place.text)):
            where = fact.place.place
            if where is None or where.precision in TOWNS or not agrees(name, where.name):
                town = where.id if where and where.precision in TOWNS and agrees(name, where.name) else None
                mentions.append((fact.place.span.start, name, town, fact.type in HELD))
        if fact.type in ("SEIZE", "CONTROL", "ASSAULT", "MOBILIZE"):
            mentions += [(p.span.start, name, None, False) for p in fact.recipients if p.id is None and (name := proper_name(p.text)) and p.text.endswith(name)]
        if fact.place is None and fact.type in TAKEN and (named := HELD_NAME.match(view.reading.report.text, fact.trigger.span.end)) is not None:
            mentions.append((named.start(1), named[1], None, True))
    mentions += [(m.start(1), m[1], None, False) for m in TOWN_OF.finditer(view.reading.report.text)]
    mentions.sort(key=lambda m: (m[0], m[1], m[2] or "", m[3]))
    view.mentions = tuple(sorted([*mentions, *find_within(view, precision)], key=lambda m: (m[0], m[1], m[2] or "", m[3])))
    for fact in view.reading.facts:
        keys, shown = town_of(fact, mentions)
        if keys:
            view.places[fact.id] = keys
            view.place_names[fact.id] = shown


def find_within(view: View, precision: Mapping[str, str]) -> list[Mention]:
    """Towns named within the words of a place or of people ("a base outside Baga", "refugees from Gwoza"), where the report's places have them."""
    towns = {name_key(place.name): place.id for place in view.reading.places if precision[place.id] in TOWNS}
    parties = [party for fact in view.reading.facts for party in (*fact.actors, *fact.recipients, *fact.speakers)]
    spans = [(f.place.span.start, f.place.text) for f in view.reading.facts if f.place] + [(p.span.start, p.text) for p in parties]
    spans += [(r.span.start, r.text) for r in view.reading.resolutions if r.kind == "place"]
    found = {(start + m.start(1), m[1]) for start, text in spans for m in WITHIN.finditer(text)}
    return [(start, name, towns.get(name_key(name)), False) for start, name in sorted(found) if name not in load_demonyms()]


def town_of(fact: Fact, mentions: Sequence[Mention]) -> tuple[frozenset[str], str]:
    """Keys and name of the town that a fact happens in; a wider area gives none."""
    taken = [m for m in mentions if any(m[0] == party.span.start for party in fact.recipients)]
    if taken:
        return frozenset({name_key(taken[0][1])}), taken[0][1]
    if fact.place is not None:
        name, where = proper_name(fact.place.text), fact.place.place
        if name and where is not None and where.precision not in TOWNS and agrees(name, where.name):
            return frozenset(), ""
        if name:
            ids = {where.id} if where is not None and where.precision in TOWNS and agrees(name, where.name) else set()
            return frozenset({name_key(name), *ids}), name
    if fact.place is None and fact.type in TAKEN:
        close = [m for m in mentions if 0 <= m[0] - fact.trigger.span.end <= NEXT_CHARS]
        return (frozenset({name_key(close[0][1]), *([close[0][2]] if close[0][2] else [])}), close[0][1]) if close else (frozenset(), "")
    last = [m for m in mentions if m[0] <= fact.trigger.span.end + NEAR_CHARS]
    if fact.type in HELD:
        last = [m for m in last if m[3]] or last
    if fact.place is None or not last:
        return frozenset(), ""
    _, name, pick, _ = max(last, key=lambda m: (m[0], m[2] is not None))
    return frozenset({name_key(name), *([pick] if pick else [])}), name


def agrees(name: str, resolved: str) -> bool:
    """Are a name in the text and the name it was resolved to spellings of one?"""
    a, b = name_key(name).split(), name_key(resolved).split()
    return bool(set(a) & set(b))


def proper_name(words: str) -> str:
    """The name within a place mention ("the Somali town of Jowhar": Jowhar); "" where the words are common ones ("the town")."""
    part = re.split(r" (?:in|on|near|around|outside) (?=[A-Z]|the |al-|el-)", re.sub(r"^[Tt]he ", "", words))[0]
    part = part.rpartition(" of ")[2] if re.search(r" of (?:the )?(?:[A-Z]|al-|el-|ad-|ar-|as-|az-)", part) else part
    part = part.rpartition("’s ")[2] if "’s " in part else part.rpartition("'s ")[2]
    found = [m[0] for m in CAPITAL.finditer(part)]
    return next((f for f in reversed(found) if f.split()[0] not in ("The", "Its", "Their") and f not in load_demonyms()), "")


@cache
def load_demonyms(path: Path = STATES) -> frozenset[str]:
    """The adjectives of states: no names of places."""
    return frozenset(word for _, cells in read_rows(path) if len(cells) > 3 for word in cells[3].split(";") if word)


@cache
def load_state_names(path: Path = STATES) -> dict[str, str]:
    """The code of the state of each name; none is a town's."""
    return {word: cells[0] for _, cells in read_rows(path) for cell in cells[1:3] for word in cell.split(";") if word}


@cache
def load_adjectives(path: Path = STATES) -> dict[str, str]:
    """The code of the state of each adjective."""
    return {word: cells[0] for _, cells in read_rows(path) if len(cells) > 3 for word in cells[3].split(";") if word}


def telling_stems(text: str) -> frozenset[str]:
    """Stems of a text, without the commonest."""
    lexicon = load_lexicon()
    return frozenset(w for w in find_stems(text) if lexicon.bits(w) > STOP_BITS)
