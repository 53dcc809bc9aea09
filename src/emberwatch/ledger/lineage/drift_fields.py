"""Fields of two claims that stand for each other, compared: roles, place, status, speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from emberwatch.ledger.lineage.align import Claim, ClaimPair, anchor, word_at
from emberwatch.ledger.lineage.credits import is_outlet
from emberwatch.ledger.lineage.passages import Match
from emberwatch.ledger.lineage.shingles import STOPS, WORD, Unit, cut_stem, plain
from emberwatch.model.entity import Actor, Party, Place
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.places.geometry import Point, distance_km
from emberwatch.text.span import Span
from emberwatch.text.table import read_rows

HEDGES = Path(__file__).parents[2] / "data" / "hedges.tsv"
APART_KM: Mapping[str, float] = {"point": 15.0, "town": 15.0, "district": 100.0, "region": 400.0}
"""How far apart the middles of two places may lie that are one or part of each other, by the precision of the wider."""
STATUS_WINDOW_WORDS, MODAL_WORDS = 8, 3
OPEN_WORDS, NOT_WORDS = frozenset({"may", "might", "could"}), frozenset({"not", "never"})
PRONOUNS = frozenset("i you he she it we they him her them us who which that this these those one his their its himself themselves".split())
MODALS = frozenset("may might could can would will shall should must not no never none neither nor if unless until without cannot denied".split())
NEGATORS = frozenset(cut_stem(w) for w in "held refrained stopped halted failed refused prevented avoided ceased suspended paused delayed unable".split())
"""Words that say in their own way that something did not happen, which a reading may have missed."""
EITHER = frozenset("fighter combatant force men gunner guard operative remnant unit patrol convoy".split())
"""Nouns that are said of any armed side."""
SPEECH = frozenset(cut_stem(w) for w in "said says told claimed claims reported statement announced according confirmed stated".split())
REALITY: Mapping[str, str] = {
    "occurred": "real", "ongoing": "real", "planned": "to come", "expected": "to come", "possible": "open", "conditional": "open",
    "not_occurred": "not so", "denied": "not so", "demanded": "demanded",
}  # fmt: skip
"""Statuses that a copyist may take for each other without changing what is said."""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a copy changed, with both sides in words and where they stand."""

    field: str
    source_words: str
    copy_words: str
    source_at: Span
    copy_at: Span


def find_role_changes(original: Reading, copy: Reading, pair: ClaimPair) -> list[Change]:
    """Actors and recipients who are others in the copy."""
    if not isinstance(pair.copy, Fact) or not isinstance(pair.source, Fact) or pair.copy.type != pair.source.type:
        return []
    actors = {a.id: a for a in (*original.actors, *copy.actors)}
    found = []
    swapped = echo(pair.copy.actors, pair.source.recipients) and echo(pair.copy.recipients, pair.source.actors)
    for field, copied, told in (("actor", pair.copy.actors, pair.source.actors), ("recipient", pair.copy.recipients, pair.source.recipients)):
        mine = [p for p in without_pronouns(copied) if not any(is_same_party(p, o) for o in told)]
        theirs = [p for p in without_pronouns(told) if not any(is_same_party(p, o) for o in copied)]
        if mine and theirs and touched(pair.match, mine, theirs) and (swapped or not any(may_be_one(m, t, actors) for m in mine for t in theirs)):
            found.append(Change(field, quoted(theirs), quoted(mine), pair.source.trigger.span, pair.copy.trigger.span))
    return found


def echo(copied: Iterable[Party], told: Iterable[Party]) -> bool:
    """Is a party of the one among those of the other, by its actor or its words?"""
    return any(is_same_party(m, t) or content(m.text) & content(t.text) for m in copied for t in told)


def without_pronouns(parties: Iterable[Party]) -> list[Party]:
    """Parties that are named or described."""
    return [p for p in parties if p.text.lower() not in PRONOUNS]


def is_same_party(one: Party, other: Party) -> bool:
    """Is it the same actor, or the same words?"""
    return (one.id is not None and one.id == other.id) or one.text.lower() == other.text.lower()


def quoted(parties: Sequence[Party]) -> str:
    """The words of the parties for a reader."""
    return " and ".join(f"“{p.text}”" + (f" ({p.name})" if p.name and p.name.lower() not in p.text.lower() else "") for p in parties)


def may_be_one(one: Party, other: Party, actors: Mapping[str, Actor]) -> bool:
    """May two parties be the same, as far as their names, bodies and nouns tell? Of two that are not known only the sorts are told apart."""
    if one.id is not None and other.id is not None:
        return one.id == other.id or are_kin(actors.get(one.id), actors.get(other.id))
    mine, theirs = noun_sorts(one, actors), noun_sorts(other, actors)
    return not (len(mine) == len(theirs) == 1 and mine != theirs and ("civil" in mine | theirs or one.id is other.id is None))


def are_kin(one: Actor | None, other: Actor | None) -> bool:
    """Is one the state, a body or a person of the other?"""
    if one is None or other is None:
        return True
    if other.name in (one.affiliation or "") or one.name in (other.affiliation or "") or "unknown" in (one.type, other.type):
        return True
    official = {"state", "government", "military", "police", "office", "person", "coalition"}
    return one.country is not None and one.country == other.country and one.type in official and other.type in official and "person" != one.type != other.type


def noun_sorts(party: Party, actors: Mapping[str, Actor]) -> set[str]:
    """Is the party of a state's forces, of armed men who are not, or civil: by its type, else by its nouns?"""
    actor = actors.get(party.id or "")
    if actor is not None:
        return {"rebel"} if actor.type == "armed group" else {"forces"} if actor.type in ("military", "police") else set()
    words = {w.lower() for w in WORD.findall(party.text)}
    words |= {w[:-1] for w in words if w.endswith("s")}
    return {sort for sort, nouns in load_sorts().items() if words & nouns}


@lru_cache(maxsize=1)
def load_sorts() -> Mapping[str, frozenset[str]]:
    """Nouns for a state's forces, for rebels and the like, and for civilians; those that may be of two sorts are left out."""
    from emberwatch.resolve.actor_tables import load_nouns

    nouns = load_nouns().items()
    forces, rebels, civil = (frozenset(noun for noun, held in nouns if held & sorts) for sorts in ({"army", "police"}, {"fighter"}, {"people"}))
    return {"forces": forces - rebels - civil - EITHER, "rebel": rebels - forces - civil - EITHER, "civil": civil - forces - rebels}


def content(words: str) -> set[str]:
    """Stems of the content words."""
    return {cut_stem(w) for w in (plain(m) for m in WORD.findall(words)) if w not in STOPS and len(w) > 1}


def touched(match: Match, mine: Iterable[Party], theirs: Iterable[Party]) -> bool:
    """Do the wordings differ in one of these parties?"""
    return any(is_changed(match, "a", p.span) for p in mine) or any(is_changed(match, "b", p.span) for p in theirs)


def is_changed(match: Match, side: str, span: Span) -> bool:
    """Does a content word of the span stand outside the runs that both sentences have in common?"""
    unit: Unit = match.a if side == "a" else match.b
    held = {start + i for a, b, length in match.blocks for start in ((a if side == "a" else b),) for i in range(length)}
    return any(span.overlaps(word) and at not in held and unit.words[at] not in STOPS for at, word in enumerate(unit.spans))


def find_place_change(pair: ClaimPair) -> Change | None:
    """A place that is another one in the copy, not a part of the source's nor the whole of it."""
    mine, theirs = (c.place if isinstance(c, Fact) else None for c in (pair.copy, pair.source))
    if mine is None or theirs is None or mine.place is None or theirs.place is None:
        return None
    if not (is_changed(pair.match, "a", mine.span) or is_changed(pair.match, "b", theirs.span)) or may_be_one_place(mine.place, theirs.place):
        return None
    if content(mine.text) <= pair.match.b.stems and content(theirs.text) <= pair.match.a.stems:
        return None  # both sentences name both places, so that only the reading of which goes with the fact differs
    return Change("place", f"“{theirs.text}” ({theirs.place.name})", f"“{mine.text}” ({mine.place.name})", theirs.span, mine.span)


def may_be_one_place(one: Place, other: Place) -> bool:
    """Is it one place, or may one lie in the other? Only unlike countries, regions of one rank and towns apart are two."""
    if one.id == other.id or one.name == other.name:
        return True
    if one.country is not None and other.country is not None and one.country != other.country:
        return False
    if "country" in (one.precision, other.precision):
        return one.precision != other.precision or one.country is None or other.country is None
    if one.precision == other.precision != "town" and one.precision != "point":
        return False
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return True
    here, there = Point(one.latitude or 0.0, one.longitude or 0.0), Point(other.latitude or 0.0, other.longitude or 0.0)
    return distance_km(here, there) <= max(APART_KM[one.precision], APART_KM[other.precision])


def find_status_change(pair: ClaimPair) -> Change | None:
    """Something real that becomes planned, possible, denied or the like, by words near the trigger that the other has not."""
    mine, theirs = pair.copy, pair.source
    if not isinstance(mine, Fact) or not isinstance(theirs, Fact) or mine.type != theirs.type:
        return None
    if REALITY[mine.status] == REALITY[theirs.status]:
        return find_modal_change(pair, mine, theirs)
    if not (status_words(pair.match, "a", mine) | status_words(pair.match, "b", theirs)):
        return None
    if any(REALITY[f.status] != "not so" and is_held_back(unit, f) for f, unit in ((mine, pair.match.a), (theirs, pair.match.b))):
        return None
    shown = (f"“{f.trigger.text}” ({f.status.replace('_', ' ')})" for f in (theirs, mine))
    return Change("status", next(shown), next(shown), theirs.trigger.span, mine.trigger.span)


def find_modal_change(pair: ClaimPair, mine: Fact, theirs: Fact) -> Change | None:
    """A "might" or "not" right before the same trigger that stands on one side only, though both were read alike."""
    if not (pair.sure and pair.match.same_wording) or is_held_back(pair.match.a, mine) or is_held_back(pair.match.b, theirs):
        return None
    copied, told = modals_before(pair.match.a, mine), modals_before(pair.match.b, theirs)
    if bool(copied & OPEN_WORDS) == bool(told & OPEN_WORDS) and bool(copied & NOT_WORDS) == bool(told & NOT_WORDS):
        return None
    shown = (f"“{' '.join([*sorted(words), fact.trigger.text])}”" for words, fact in ((told, theirs), (copied, mine)))
    return Change("status", next(shown), next(shown), theirs.trigger.span, mine.trigger.span)


def is_held_back(unit: Unit, fact: Fact) -> bool:
    """Does a word before the trigger say in its own way that it did not happen: "held back from", "failed to"?"""
    at = word_at(unit, anchor(fact)) or 0
    return bool(NEGATORS & {cut_stem(w) for w in unit.words[max(0, at - STATUS_WINDOW_WORDS) : at]})


def modals_before(unit: Unit, fact: Fact) -> set[str]:
    """The modal words and negations among the few words before the trigger."""
    at = word_at(unit, anchor(fact)) or 0
    return set(unit.words[max(0, at - MODAL_WORDS) : at]) & (OPEN_WORDS | NOT_WORDS | {"will", "would", "shall"})


def status_words(match: Match, side: str, fact: Fact) -> set[str]:
    """Words near the trigger that tell how real it is and that the other sentence has not in that place; the trigger itself where its form differs."""
    unit: Unit = match.a if side == "a" else match.b
    other: Unit = match.b if side == "a" else match.a
    at = word_at(unit, anchor(fact))
    if at is None:
        return set()
    near = range(max(0, at - STATUS_WINDOW_WORDS), min(len(unit.words), at + STATUS_WINDOW_WORDS + 1))
    telling = {unit.words[i] for i in near if unit.words[i] in MODALS or cut_stem(unit.words[i]) in load_hedges() | NEGATORS}
    return telling - set(other.words)


@lru_cache(maxsize=1)
def load_hedges() -> frozenset[str]:
    """Stems of the words that say how real something is."""
    return frozenset(cut_stem(cells[0].lower()) for _, cells in read_rows(HEDGES))


def find_speaker_change(original: Reading, copy: Reading, pair: ClaimPair) -> Change | None:
    """Another speaker, one who is named no longer, or none where the source gives one."""
    if isinstance(pair.copy, Fact) and pair.copy.statement is not None and isinstance(pair.source, Fact) and pair.source.statement is not None:
        return None  # the statements themselves are compared
    theirs = voices_of(pair.source)
    mine = voices_of(pair.copy)
    if not theirs:
        return None
    actors = {a.id: a for a in (*original.actors, *copy.actors)}
    if mine:
        if not touched(pair.match, mine[:1], theirs[:1]) or not is_other_voice(mine[0], theirs[0], actors):
            return None
        return Change("speaker", quoted(theirs[:1]), quoted(mine[:1]), theirs[0].span, mine[0].span)
    if not isinstance(pair.copy, Fact) or not can_speak(theirs[0]) or speaks_nearby(copy, pair.match.a, theirs[0]):
        return None
    return Change("speaker", quoted(theirs[:1]), "the report's own words", theirs[0].span, pair.copy.trigger.span)


def voices_of(claim: Claim) -> list[Party]:
    """Who says it, innermost first, outlets and pronouns left out."""
    return [p for p in without_pronouns(claim.speakers) if not is_outlet(p.name or p.text)]


def is_other_voice(mine: Party, theirs: Party, actors: Mapping[str, Actor]) -> bool:
    """Is it another voice: another named one, or one whose body is named on one side only, in other words?"""
    if mine.id is not None and theirs.id is not None:
        return mine.id != theirs.id and not are_kin(actors.get(mine.id), actors.get(theirs.id))
    if content(mine.text) & content(theirs.text):
        return False
    return has_name(mine) != has_name(theirs)


def has_name(party: Party) -> bool:
    """Do the words name a person or body?"""
    return party.id is not None or re.search(r"(?<!^)\b[A-Z]|^[A-Z]{2,}", party.text) is not None


def can_speak(party: Party) -> bool:
    """Is it somebody: named, or described by a noun for people, offices or bodies?"""
    from emberwatch.resolve.actor_tables import load_nouns

    words = {w.lower() for w in WORD.findall(party.text)}
    return has_name(party) or bool((words | {w.removesuffix("s") for w in words}) & load_nouns().keys())


def speaks_nearby(reading: Reading, unit: Unit, voice: Party) -> bool:
    """Does a statement reach into the sentence, does a word of speech stand in it, or the voice right beside it?"""
    if any(s.content.span.overlaps(unit.span) and s.speakers for s in reading.statements) or SPEECH & {cut_stem(w) for w in unit.words}:
        return True
    text = reading.report.text
    beside = text[max(0, unit.span.start - 200) : unit.span.start] + " " + text[unit.span.end : unit.span.end + 200]
    return bool(content(voice.text) & content(beside)) and bool(SPEECH & content(beside) or " said" in beside)
