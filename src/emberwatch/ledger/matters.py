"""What a claim on a plan is about, laid flat: what is to be done, who and what takes part, where; and what speaks for two being of one plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from emberwatch.ledger.compare import find_km
from emberwatch.ledger.counted import group_of, load_counted
from emberwatch.ledger.happening import Happening, are_taking, describe, doer_keys, tie_score
from emberwatch.ledger.lexicon import find_stems, load_lexicon
from emberwatch.ledger.sides import name_key
from emberwatch.ledger.stances import FORWARD, LACKING, Stance, find_stance, load_planning
from emberwatch.ledger.view import TOWNS, View, telling_stems
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact

KINDS: Mapping[str, frozenset[str]] = {
    key: frozenset(kinds.split())
    for key, kinds in {
        "RETREAT": "leave", "RETREAT/surrender": "disarm", "RETREAT/ceasefire": "truce", "RETREAT/release": "free return", "RETREAT/return": "leave return",
        "DISPLACE": "move", "DISPLACE/return": "return", "DISPLACE/evacuation": "move", "DISPLACE/transfer": "move", "DISPLACE/flight": "move leave",
        "STRENGTH": "leave", "CONTROL": "leave", "MOBILIZE": "deploy", "MOBILIZE/advance": "attack", "ASSAULT": "attack strike", "ASSAULT/aerial": "strike",
        "ASSAULT/artillery": "strike", "ASSAULT/drone": "strike", "ASSAULT/explosives": "strike", "ASSAULT/suicide-attack": "strike", "ASSAULT/abduct": "",
        "ASSAULT/execution": "", "ASSAULT/clash": "attack", "ASSAULT/firearms": "attack", "SEIZE": "attack",
        "CONSULT": "talk", "AGREE": "talk", "COOPERATE": "talk", "AID": "aid", "CONCEDE": "open give", "COERCE": "shut",
    }.items()
}  # fmt: skip
"""What a plan may be for, by type and mode: claims that share none are of two plans."""
FORCES = frozenset({"force", "irregular"})
PEOPLE = frozenset({"civilian", *FORCES})
VEHICLE = "vehicles"
TIED = 4.5
"""Points of `tie_score` from which two claims are of one plan."""
KEPT, TOWN, NEED = 2.5, 2.0, 1.5
"""Points from which two claims are of one plan; those of one town, which suffice where nothing speaks against it; what place and parties must bring."""
NEAR_KM = 15.0
TYPED = frozenset({"state", "government", "military", "police", "armed group", "coalition", "international body", "ngo", "company", "media", "party"})
NAME = re.compile(r"(?<![\w’'])[A-Z][\w’'-]+")
GENERIC = frozenset(
    "the all some about no not one two three its their our state national federal republican ministry government police army navy air force forces armed "
    "guard guards security military command defence defense joint general staff council first many most only".split()
)
"""Words with a capital that name no one body."""
MOVING = re.compile(r"(?:mov|redeploy|re-?position|shift|relocat|pull|draw|evacuat|roll|drov|driv|sail|fl[ey]w)", re.IGNORECASE)
LOOSE = frozenset({"attack", "strike", "deploy", "talk", "give"})
"""What is done so often that town and kind alone tell no plan."""
UNTOLD = frozenset({"give", "aid", "deploy"})
"""Of these two who announce the same may mean two."""
NAME_CHARS = 4
OPENING = re.compile(r"[-–—:“\"]\s*$")
ELLIPTIC = re.compile(r"(?:not (?:a single )?one|no ?(?:one|body)|none|neither|all|both|they|them|he|she|it|we|us|most|some|many|few|others|each)(?: of (?:them|us|those))?$", re.IGNORECASE)
"""Parties that only what was told before tells who they are."""
FORCED = re.compile(r"(?:army|armies|military|troops|forces|units?|contingents?|brigades?|battalions?|divisions?|garrison|infantry|columns?|navy)$")
BACK_CHARS = 400
LEAVING = re.compile(r"(?:leav|left|quit|depart|withdr|pull|go\b|goes|going|gone|went|exit|vacat|return|com(?:e|ing)|came|br(?:ing|ought)|sen[dt]|sail|fl[ey]w)", re.IGNORECASE)
STEM_POINTS, MOST_STEMS = 0.4, 4
DEED_BITS = 4


@dataclass(frozen=True, slots=True)
class Matter:
    """A claim on a plan: its stance, what it may be for, and the parties by key, by name, by group and by word.

    `doers` are keys of the actors alone. `happening` is the claim laid flat as every other. `about` are the towns that its sentence names,
    `last` those that the report named last, where it names none itself.
    """

    happening: Happening
    stance: Stance
    kinds: frozenset[str]
    keys: frozenset[str]
    doers: frozenset[str]
    names: frozenset[str]
    groups: frozenset[str]
    words: frozenset[str]
    about: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    @property
    def view(self) -> View:
        """The reading that tells it."""
        return self.happening.view

    @property
    def claim(self) -> Fact:
        """The fact."""
        assert isinstance(self.happening.claim, Fact)
        return self.happening.claim

    @property
    def order(self) -> tuple[date, str, int, str]:
        """Publication (undated last), report, place in the text."""
        return self.happening.order

    def blocks(self) -> frozenset[str]:
        """Blocking keys: two claims that may be of one plan share one."""
        towns = {f"{kind}@{town}" for kind in self.kinds for town in (self.happening.towns or self.last) | self.about}
        parties = {f"{kind}/{key}" for kind in self.kinds for key in self.keys}
        return frozenset({*towns, *parties, *self.happening.blocks()})


def lay_matter(view: View, fact: Fact, homes: Mapping[str, str]) -> Matter | None:
    """The claim laid flat; None where it says nothing of a plan."""
    stance = find_stance(view, fact)
    kinds = frozenset({"leave"}) if stance == "still" else find_kinds(fact) if stance else frozenset[str]()
    if stance is None or not kinds:
        return None
    shut = "shut" in kinds
    told = fact.recipients if shut else (*fact.actors, *fact.recipients)
    parties = find_meant(view, fact, told)
    groups = find_groups(fact, parties)
    if groups & FORCES and kinds & {"return", "move"} and LEAVING.match(fact.trigger.text):
        kinds = kinds | {"leave"}
    if stance != "still" and kinds & {"move", "aid", "deploy", "open", "leave", "shut"} and load_planning()[VEHICLE].search(" ".join(f"{p.text} {p.name or ''}" for p in parties)):
        kinds = kinds | {"convoy"}
    if shut:
        stance, kinds = turn(stance), (kinds - {"shut"}) | {"open"}
    towns, about = view.places.get(fact.id, frozenset()), find_towns(view, fact)
    return Matter(
        lay_flat(view, fact, homes, parties != told), stance, kinds, frozenset(find_party_keys(view, parties)),
        frozenset(find_party_keys(view, fact.actors)), find_names(view, parties), groups, frozenset(s for p in parties for s in telling_stems(p.text if p.id else p.name or p.text)),
        about, frozenset() if towns else find_last(view, fact),
    )  # fmt: skip


def lay_flat(view: View, fact: Fact, homes: Mapping[str, str], borrowed: bool) -> Happening:
    """The claim laid flat as every other; in the town told last where its parties are told before it."""
    happening = describe(view, fact, homes)
    return replace(happening, towns=find_last(view, fact)) if borrowed and not happening.towns else happening


def find_towns(view: View, fact: Fact) -> frozenset[str]:
    """Keys of the towns that its sentence names."""
    number = view.sentence_at(fact.trigger.span.start)
    start = view.sentence_start(number)
    named = find_named(view, start, start + len(view.words_of(number)))
    return frozenset({key for f in view.by_sentence.get(number, []) for key in view.places.get(f.id, ())} | named)


def find_named(view: View, start: int, end: int) -> set[str]:
    """Keys of the towns and of what may be towns that a stretch of the text names."""
    wide = {p.id for p in view.reading.places if p.precision not in TOWNS}
    found = [r for r in view.reading.resolutions if r.kind == "place" and start <= r.span.start < end and r.pick not in wide]
    return {r.pick for r in found if r.pick} | {name_key(name) for r in found for name in NAME.findall(r.text)[-1:] if name.lower() not in GENERIC}


def find_last(view: View, fact: Fact) -> frozenset[str]:
    """Keys of the town of the fact before it that has one, else of the first after it, else of those that the report names."""
    told = sorted((f.trigger.span.start, f.id) for f in view.reading.facts if view.places.get(f.id))
    before = [claim for at, claim in told if at <= fact.trigger.span.start]
    if told:
        return view.places[before[-1] if before else told[0][1]]
    return frozenset(find_named(view, 0, len(view.reading.report.text)))


def find_meant(view: View, fact: Fact, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties; those of the claims right before it where they are told by a bare "none of them"."""
    if any(p.id or not ELLIPTIC.match(p.text) for p in parties):
        return parties
    at = fact.trigger.span.start
    before = [f for f in view.reading.facts if 0 < at - f.trigger.span.start <= BACK_CHARS and f.id != fact.id]
    told = sorted(before, key=lambda f: -f.trigger.span.start)
    return next((named for f in told if (named := tuple(p for p in f.actors if not ELLIPTIC.match(p.text)))), parties)


def turn(stance: Stance) -> Stance:
    """The stance towards opening of a claim on shutting."""
    turned: Mapping[Stance, Stance] = {"yes": "no", "no": "yes", "done": "not", "begun": "not", "part": "not", "not": "done"}
    return turned.get(stance, stance)


def find_kinds(fact: Fact) -> frozenset[str]:
    """What the claim may be for, by type, mode and trigger."""
    kinds = KINDS.get(f"{fact.type}/{fact.mode}") or KINDS.get(fact.type, frozenset())
    if fact.type == "COERCE":
        return kinds if load_planning()["shut"].match(fact.trigger.text) else frozenset()
    if fact.type == "CONCEDE" and not load_planning()["open"].match(fact.trigger.text):
        return frozenset({"give"})
    return kinds | {"leave"} if fact.type in ("MOBILIZE", "DISPLACE", "SEIZE") and MOVING.match(fact.trigger.text) else kinds


def find_party_keys(view: View, parties: tuple[Party, ...]) -> set[str]:
    """Keys of the parties that are known bodies; people and what was kept as it stands have none."""
    typed = tuple(p for p in parties if (actor := view.actors.get(p.id or "")) is not None and actor.type in TYPED and not actor.new)
    return set(doer_keys(view, typed))


def find_names(view: View, parties: tuple[Party, ...]) -> frozenset[str]:
    """Keys of the words with a capital by which parties are told, as the text and as the name of a known body have them."""
    found = set[str]()
    for party in parties:
        actor = view.actors.get(party.id or "")
        known = actor is not None and actor.type in TYPED
        first = not known and is_opening(view, party.span.start)
        told = NAME.findall(party.text.partition(" ")[2] if first else party.text) + (NAME.findall(party.name or "") if known else [])
        found |= {name_key(word) for word in told if word.lower() not in GENERIC}
    return frozenset(key for key in found if key)


def is_opening(view: View, at: int) -> bool:
    """Does a sentence, or what is said in it, open there, so that any word has a capital?"""
    start = view.sentence_start(view.sentence_at(at))
    return at == start or OPENING.search(view.reading.report.text[start:at]) is not None


def names_meet(one: Matter, other: Matter) -> bool:
    """Is one name in both, or one made from it (Eritrea, Eritreans)?"""
    pairs = [(a, b) for a in one.names for b in other.names]
    return any(a == b or (min(len(a), len(b)) >= NAME_CHARS and (a.startswith(b) or b.startswith(a))) for a, b in pairs)


def find_groups(fact: Fact, parties: tuple[Party, ...]) -> frozenset[str]:
    """The groups of people and things that the parties and numbers name."""
    table = load_counted()
    words = [w for p in parties for w in re.findall(r"[a-z]+", p.text.lower())]
    named = {group for w in words if (group := table.get(w) or table.get(f"{w}s") or ("force" if FORCED.match(w) else ""))}
    return frozenset({*named, *(group_of(q.of) for q in fact.quantities if q.state not in ("other",))} - {"any", ""})


def matter_score(one: Matter, other: Matter) -> float | None:
    """Points for what speaks for one plan; None where something speaks against it or too little is the same."""
    kinds = one.kinds & other.kinds
    if not kinds:
        return None
    where, who = score_place(one, other), score_parties(one, other)
    if where is None or who is None or where + who < NEED:
        return None
    forward = one.stance in FORWARD and other.stance in FORWARD
    if one.stance == other.stance and forward and kinds <= UNTOLD:
        return None
    if kinds <= LOOSE and not share_doer(one, other) and not (forward and where >= TOWN):
        return None
    points = where + who + score_deed(one, other)
    return points if points >= KEPT or where >= TOWN or (one.view is other.view and who >= TOWN) else None


def share_doer(one: Matter, other: Matter) -> bool:
    """Is one doer named in both, or is one told by the same word where nobody says whose it is?"""
    if one.doers and other.doers:
        return bool(one.doers & other.doers)
    return bool(one.happening.trigger & other.happening.trigger) or are_taking(one.happening, other.happening)


def score_place(one: Matter, other: Matter) -> float | None:
    """Places: one town, one wider place, a town that one names beside, one country, not known; None where they are two."""
    a, b = one.happening, other.happening
    if a.towns & b.towns:
        return TOWN
    if (a.towns and b.towns and not is_near(one, other)) or (a.country and b.country and a.country != b.country):
        return None
    if a.place and a.place == b.place:
        return 1.5
    if not (a.towns and b.towns) and (a.towns | one.about) & (b.towns | other.about):
        return 1.5
    if (a.towns or one.last) & (b.towns or other.last):
        return 1.0
    return 0.5 if a.country and a.country == b.country else 0.0


def is_near(one: Matter, other: Matter) -> bool:
    """May two towns with two names be one place: do they lie side by side, or is one on no map?"""
    first, second = (m.claim.place.place if m.claim.place else None for m in (one, other))
    if first is None or second is None or first.latitude is None or second.latitude is None or first.longitude is None or second.longitude is None:
        return (first is None) != (second is None)
    return find_km(first.latitude, first.longitude, second.latitude, second.longitude) <= NEAR_KM


def score_parties(one: Matter, other: Matter) -> float | None:
    """Parties: one body, one name, one group, not known; None where they are told to be others."""
    clash = groups_clash(one, other)
    if one.keys & other.keys:
        return 0.5 if clash else 2.0
    if names_meet(one, other):
        return 0.5 if clash else 1.5
    if clash or (one.keys and other.keys) or (one.names and other.names):
        return None
    if one.words & other.words:
        return 1.0
    return 0.5 if one.groups & other.groups else 0.0


def groups_clash(one: Matter, other: Matter) -> bool:
    """Are the people of one soldiers and those of the other fighters, or those who bear no arms?"""
    a, b = one.groups & PEOPLE, other.groups & PEOPLE
    return bool(a and b and not a & b)


def score_deed(one: Matter, other: Matter) -> float:
    """Words: the same trigger, one incident, and other rare words of both clauses; and the same days."""
    a, b = one.happening, other.happening
    lexicon = load_lexicon()
    score = 1.0 if any(lexicon.bits(s) >= DEED_BITS for s in a.trigger & b.trigger) else 0.0
    score += 1.0 if a.home == b.home else 0.0
    shared = (a.stems & b.stems) - a.trigger - b.trigger - one.words - other.words
    named = {s for m in (one, other) if m.claim.place for s in find_stems(m.claim.place.text)}
    score += STEM_POINTS * min(MOST_STEMS, len(shared - named))
    if a.start and a.end and b.start and b.end and a.start < b.end and b.start < a.end:
        score += 0.5
    return score


def score(one: Matter, other: Matter) -> float | None:
    """What speaks for two claims being of one plan: by their parties and places, else as any two claims of one happening."""
    found = matter_score(one, other)
    if found is not None:
        return found
    if LACKING & {one.stance, other.stance} or one.happening.family != other.happening.family:
        return None
    tied = tie_score(other.happening, one.happening)
    return tied - TIED + KEPT if tied >= TIED and score_parties(one, other) is not None else None
