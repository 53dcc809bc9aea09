"""Words and keys of holding a place: whom a claim of control means, however its words tell them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from emberwatch.ledger.answers.counted import load_counted
from emberwatch.ledger.answers.doers import find_country, find_kind, find_meant
from emberwatch.ledger.answers.sides import STATE_BODIES, Side, actor_key, find_offices, name_key, names
from emberwatch.ledger.answers.view import CAPITAL, STATES, View
from emberwatch.model.entity import Actor, Party
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.table import load_word_patterns, read_rows

HOLDING = Path(__file__).parents[2] / "data" / "holding.tsv"
PEOPLE = re.compile(r"(?<![\w-])([A-Z][a-z]{3,})")
ACRONYM = re.compile(r"\b[A-Z][A-Z\d-]+\b")
BEFORE_NAME = re.compile(r" (?:in|from|near|at|loyal|led|backed) ")
FORCES = re.compile(r"\b(?:forces?|units?|side|troops|army|fighters|men)\b")
ARMED = re.compile(r"\barmed\b", re.IGNORECASE)
WE = frozenset({"we", "our", "us", "ours"})
PARTIES = frozenset({"armed group", "state", "government", "military", "police", "party"})
"""Types of actors that hold ground."""
ALLIED = frozenset({"coalition", "international body"})
THEIRS = frozenset({"his", "her", "its", "their"})
OFFICIAL = re.compile(r"office:(?:army|police|executive|governor|mayor|ministry.*)")
REBEL = frozenset({"office:rebels", "office:separatists", "office:militia"})
SPEAKER_CHARS = 60
SPOKEN = re.compile(
    rf"\b[Aa]n? (?:\w+ )?({CAPITAL.pattern}) (?:commander|spokes\w+|fighter|official|leader|member)\b"
    rf"|\b(?:commander|spokes\w+|fighter|leader) (?:for|of) (?:the )?({CAPITAL.pattern})"
)
"""Who speaks for a group that no table knows."""
FOES = re.compile(r"\b(?:opponents?|foes|enem(?:y|ies)|anti-\w+) ", re.IGNORECASE)
"""Before the name of a side, these mean whoever fights it."""
FIGHTERS = re.compile(r"\bfighters\b")
OFFICES = re.compile(r"(?:Defen[cs]e|Security|Army|Ministry|Interior|General|Supreme|National|Joint|Armed|Command)\b")
VOICES = re.compile(r"\b(?:television|tv|radio|media|agency|advis[eo]r|aide|spokes\w+|official|commander|general)\b", re.IGNORECASE)
PRONOUNS = frozenset({"he", "she", "they", "it"})
KINDS = frozenset({"state", "force", "irregular", "people", "group", "allied"})
TAKERS = "takers"
"""Whoever is said to have taken a place, where a denial names nobody."""
Holder = tuple[str, str]
"""Key and words of whoever holds a place."""


def load_holding(path: Path = HOLDING) -> Mapping[str, re.Pattern[str]]:
    """One pattern of whole words a kind."""
    return load_word_patterns(path)


def tells(kind: str, words: str) -> bool:
    """Do the words hold one of the kind?"""
    return load_holding()[kind].search(words) is not None


@cache
def load_adjectives(path: Path = STATES) -> Mapping[str, str]:
    """The code of the state that an adjective or a name of people means."""
    return {word: cells[0] for _, cells in read_rows(path) for column in (3, 4) if len(cells) > column for word in cells[column].split(";") if word}


@cache
def load_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What finds each of these words, with its code."""
    return tuple((re.compile(rf"\b{re.escape(word)}\b"), code) for word, code in load_adjectives().items())


def holder_key(view: View, party: Party) -> str:
    """One key for a state and its army."""
    actor = view.actors.get(party.id or "")
    if actor is not None and actor.type in ("military", "police") and not actor.country:
        return f"force:{find_main_country(view)}"
    return state_key(actor) if actor is not None else party.id or ""


def state_key(actor: Actor) -> str:
    """The state's key of whoever acts for it, else the actor's own."""
    if actor.type in ALLIED:
        return f"allied:{actor.id}"
    return actor_key(actor)


def find_party(view: View, party: Party, fact: Fact) -> Holder | None:
    """Who is meant: a resolved actor, whoever speaks of himself, else fighters told by a people, a name or a kind."""
    meant = find_meant(view, party, fact)
    if is_civil(meant.text):
        return None
    if meant.id is not None and not FOES.search(meant.text):
        return holder_key(view, meant), meant.name or meant.text
    words = meant.name or meant.text if meant.text.lower() in PRONOUNS | THEIRS else meant.text
    told = describe_fighters(view, words, country_of(view, fact))
    own = re.split(r"\W", words.lower())[0] in (WE | THEIRS if FORCES.search(words) or find_kind(words) else WE)
    own = own or (told is None and not fact.speakers and (words.lower() in PRONOUNS or FORCES.search(words) is not None))
    return (find_speaker(view, fact) or told) if own else told


def is_civil(words: str) -> bool:
    """Do the words name people who bear no arms?"""
    if ARMED.search(words) or FIGHTERS.search(words):
        return False
    return (tells("unarmed", words) and not FORCES.search(words)) or any(
        load_counted().get(word, load_counted().get(f"{word}s", "")) in ("civilian", "family") for word in re.findall(r"[a-z]+", words.lower())
    )


def describe_fighters(view: View, told: str, country: str) -> Holder | None:
    """Key and words of fighters without an id: named by letters or a people ("Abkhaz fighters"), else of a kind in a country."""
    words = BEFORE_NAME.split(told)[0]
    kind = (
        "irregular" if tells("renegade", words) else find_kind(words) or ("force" if tells("official", words) else "irregular" if tells("armed", words) else "")
    )
    named = ACRONYM.search(words)
    if named is not None and kind != "force":
        return f"group:{name_key(named[0])}", told
    state = next((code for pattern, code in load_patterns() if pattern.search(words)), None)
    if state is not None and (kind == "force" or FORCES.search(words) or re.sub(r"^[Tt]he ", "", words) in load_adjectives()):
        return f"state:{state}", told
    people = next((m[1] for m in reversed(list(PEOPLE.finditer(words))) if m[1] not in load_adjectives() and is_people(m[1], words[m.end() :])), None)
    if people is not None and kind != "irregular":
        return f"people:{name_key(people)}", told
    kind = kind or ("irregular" if FIGHTERS.search(words) else "")
    return (f"{kind}:{country}", told) if kind else None


def is_people(name: str, after: str) -> bool:
    """Is it a people's name before a word for fighters ("Abkhaz forces"), and not such a word itself?"""
    return not tells("common", name) and not find_kind(name) and not FORCES.fullmatch(name.lower()) and bool(find_kind(after) or FORCES.search(after))


def country_of(view: View, claim: Fact | Statement) -> str:
    """The country in which a claim is told: of a fact's place, else the one that most places of the report are in, or else its states."""
    return (find_country(view, claim) if isinstance(claim, Fact) else "") or find_main_country(view)


def find_main_country(view: View) -> str:
    """The country that most places of a report are in, or else its states."""
    told = Counter(place.country for place in view.reading.places if place.country)
    told = told or Counter(actor.country for actor in view.actors.values() if actor.country and actor.type in STATE_BODIES)
    return min(told, key=lambda code: (-told[code], code), default="")


def find_in_words(view: View, words: str, claim: Fact | Statement) -> Holder | None:
    """Whom words such as "our", "Ukrainian" or "the rebels'" mean, where no party of a fact stands for them."""
    party = (
        next((p for p in claim.actors if p.id and re.sub(r"^[Tt]he ", "", p.text) in words and p.text.lower() not in WE), None)
        if isinstance(claim, Fact)
        else None
    )
    if party is not None:
        return holder_key(view, party), party.name or party.text
    first = re.split(r"\W", words.strip().lower())[0]
    if first in WE or (first in THEIRS and (FORCES.search(words) or find_kind(words))):
        return find_speaker(view, claim)
    actor = next((a for a in sorted(view.actors.values(), key=lambda a: (a.type != "armed group", a.name)) if a.type != "person" and names(words, a)), None)
    if actor is not None:
        return state_key(actor), actor.name
    found = describe_fighters(view, words, country_of(view, claim))
    name = CAPITAL.fullmatch(re.sub(r"^the ", "", words))
    return found or ((f"group:{name_key(name[0])}", name[0]) if name is not None and name[0] not in load_adjectives() else None)


def find_speaker(view: View, claim: Fact | Statement) -> Holder | None:
    """Whoever speaks, as a holder: the actor, else the army or the rebels for whom the office speaks, else those that the words for the speaker name."""
    speaker, country = claim.speakers[0] if claim.speakers else None, country_of(view, claim)
    actor = view.actors.get(speaker.id or "") if speaker is not None else None
    if speaker is not None and actor is not None and actor.type in PARTIES:
        return holder_key(view, speaker), speaker.name or speaker.text
    found = find_side_holder(view, view.sides[claim.id], country)
    if found is not None or speaker is None:
        return found
    if speaker.text.lower() in PRONOUNS:
        number = view.sentence_at(speaker.span.start)
        return describe_fighters(view, view.words_of(number - 1), country) if number and tells("renegade", view.words_of(number - 1)) else None
    words = re.split(r"[.,;“”\"]| said| told| says", view.reading.report.text[speaker.span.start : speaker.span.end + SPEAKER_CHARS])[0]
    group = next((a for a in view.actors.values() if a.type in ("armed group", "party", "unknown") and names(words, a)), None)
    if group is not None:
        return group.id, group.name
    state = next((code for word, code in load_adjectives().items() if re.search(rf"\b{re.escape(word)}\b", words)), None)
    if state is not None and re.search(r"\b(?:president|government|minister|ministry|army|military|command\w*|officer|official|general|spokes\w+)\b", words):
        return f"state:{state}", words
    named = SPOKEN.search(words)
    name = (named[1] or named[2]) if named is not None else ""
    if (
        name
        and not find_offices(name, "")
        and not OFFICES.match(name)
        and not any(word in load_adjectives() for word in name.split())
        and name not in {m[1] for m in view.mentions}
    ):
        return f"group:{name_key(name)}", name
    if tells("official", words) and VOICES.search(words):
        return f"force:{country}", words
    return (f"irregular:{country}", words) if tells("renegade", words) else None


def find_side_holder(view: View, side: Side, country: str) -> Holder | None:
    """The armed side that an office or a body speaks for; a report's own voice is its publisher's."""
    keys = find_offices(side.publisher or "", "") if side.own else side.keys
    body = next((a for a in view.actors.values() if f"body:{a.name}" in keys and a.type in ("armed group", "coalition")), None)
    if body is None and side.own:
        body = next((a for a in view.actors.values() if a.type == "armed group" and names(side.publisher or "", a)), None)
    if body is not None:
        return body.id, body.name
    if keys & REBEL:
        return f"irregular:{country}", side.name
    if side.own and (told := describe_fighters(view, side.publisher or "", country)) is not None:
        return told
    if any(OFFICIAL.fullmatch(key) for key in keys):
        return (f"state:{min(side.countries)}" if side.countries else f"force:{country}"), side.name
    return None


def are_others(holder: str, other: str) -> bool:
    """Can two keys not mean one holder? Fighters told by their kind or people may be of any group with a name, soldiers the state's own."""
    return holder != other and not may_be_one(holder, other)


def may_be_one(holder: str, other: str) -> bool:
    """May two keys mean one holder?"""
    one, two = kind_of(holder), kind_of(other)
    if TAKERS in (holder, other):
        return False
    if holder == other or {one, two} in VAGUE:
        return True
    return {one, two} == {"force", "state"} and holder.partition(":")[2] == other.partition(":")[2]


def is_like(holder: str, other: str) -> bool:
    """Do two keys bear each other out: one holder, a state and its soldiers, or a group and rebels told by their kind?"""
    one, two = kind_of(holder), kind_of(other)
    return may_be_one(holder, other) and (holder == other or {one, two} in ({"force", "state"}, {"irregular", "named"}, {"irregular", "group"}))


def kind_of(holder: str) -> str:
    """The kind of a key: state, force, irregular, people, group, allied, or named for the id of a group."""
    kind = holder.partition(":")[0]
    return kind if kind in KINDS else "named"


VAGUE = (
    *(frozenset({"people", other}) for other in ("named", "irregular", "force", "group")),
    *(frozenset({"irregular", other}) for other in ("named", "group")), frozenset({"group", "named"}),
)  # fmt: skip
"""Kinds of which one may tell of the other's people."""
