"""What a claim on a plan is about, laid flat: what is to be done, who and what takes part, where; and what speaks for two being of one plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from emberwatch.ledger.answers.counted import group_of, load_counted
from emberwatch.ledger.answers.happening import Happening, describe, doer_keys
from emberwatch.ledger.answers.sides import name_key
from emberwatch.ledger.answers.stances import Stance, find_stance, is_breach, load_planning, tail_of
from emberwatch.ledger.answers.view import TOWNS, View, telling_stems
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.quantity import Quantity
from emberwatch.text.table import read_rows

FORCES = frozenset({"force", "irregular"})
VEHICLE, VEHICLE_GROUP = "vehicles", "vehicle"
MATTERS = Path(__file__).parents[2] / "data" / "plan_matters.tsv"
CARRIED = frozenset({"convoy", "move", "aid", "deploy", "open", "leave", "shut"})
"""What is, or is not, done by convoys, where vehicles take part."""
WORDED: Mapping[str, tuple[str, ...]] = {
    "RETREAT": ("disarm",), "DISPLACE": ("disarm", "free", "return"), "MOBILIZE": ("disarm", "convoy"), "CONCEDE": ("disarm", "free"), "SEIZE": ("disarm",),
}  # fmt: skip
"""What a claim of each type may be for by the words that follow its verb."""
AGREEING = frozenset({"AGREE", "COOPERATE"})
AWAY = frozenset({"leave", "move"})
"""What is done away from a place."""
BOUND = re.compile(r"\b(?:to|towards?|into|for)(?: the| a| an| their| its)?\s*$")
SHUTTING = frozenset({"blockade", "curfew", "siege"})
BACKWARD = re.compile(r"\s*(?:back|home)\b")
TYPED = frozenset({"state", "government", "military", "police", "armed group", "coalition", "international body", "ngo", "company", "media", "party"})
NAME = re.compile(r"(?<![\w’'])[A-Z][\w’'-]+")
GENERIC = frozenset(
    "the all some about no not one two three its their our state national federal republican ministry government police army navy air force forces armed "
    "guard guards security military command defence defense joint general staff council first many most only".split()
)
"""Words with a capital that name no one body."""
OPENING = re.compile(r"[-–—:“\"]\s*$")
BACK_CHARS = 400


@dataclass(frozen=True, slots=True)
class Matter:
    """A claim on a plan: its stance, what it may be for, and the parties by key, by name, by group and by word.

    `doers` are keys of the actors alone, `armed` their groups, of those who bear arms. `happening` is the claim laid flat as every other.
    `about` are the towns that its sentence names, `last` those that the report named last, where it names none itself.
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
    armed: frozenset[str] = frozenset()
    shared: frozenset[str] | None = field(default=None, init=False, compare=False, repr=False)
    """Its blocking keys, once they were asked for."""

    @property
    def view(self) -> View:
        """The reading that tells it."""
        return self.happening.view

    @property
    def claim(self) -> Fact | Statement:
        """The fact or statement."""
        return self.happening.claim

    @property
    def fact(self) -> Fact | None:
        """The claim, where it is a fact."""
        return self.happening.claim if isinstance(self.happening.claim, Fact) else None

    @property
    def worded(self) -> bool:
        """Is the plan told by words alone, in a statement or after "agreed that"?"""
        return self.fact is None or (self.fact.type in AGREEING and self.fact.status == "occurred" and self.stance == "yes")

    @property
    def order(self) -> tuple[date, str, int, str]:
        """Publication (undated last), report, place in the text."""
        return self.happening.order

    def blocks(self) -> frozenset[str]:
        """Blocking keys: two claims that may be of one plan share one."""
        if self.shared is None:
            object.__setattr__(self, "shared", self.find_blocks())
        return self.shared or frozenset()

    def find_blocks(self) -> frozenset[str]:
        """`blocks`, worked out."""
        towns = {f"{kind}@{town}" for kind in self.kinds for town in (self.happening.towns or self.last) | self.about | self.names}
        parties = {f"{kind}/{key}" for kind in self.kinds for key in self.keys}
        return frozenset({*towns, *parties, *self.happening.blocks()})


@cache
def load_matters(path: Path = MATTERS) -> Mapping[str, frozenset[str]]:
    """What a plan may be for, by type and mode of an event."""
    return {cells[1]: frozenset(cells[2].split()) for _, cells in read_rows(path) if cells[0] == "type"}


@cache
def load_words(path: Path = MATTERS) -> Mapping[str, re.Pattern[str]]:
    """A pattern of the words that tell each matter."""
    return {cells[1]: re.compile(rf"\b(?:{cells[2]})\b", re.IGNORECASE) for _, cells in read_rows(path) if cells[0] == "word"}


def lay_matter(view: View, fact: Fact, homes: Mapping[str, str]) -> Matter | None:
    """The claim laid flat; None where it says nothing of a plan."""
    stance = find_stance(view, fact)
    kinds = frozenset[str]() if stance is None else find_kinds(view, fact)
    if stance == "still":
        stance, kinds = ("begun", kinds) if "shut" in kinds and load_planning()["shut"].match(fact.trigger.text) else (stance, frozenset({"leave"}))
    if stance is None or not kinds:
        return None
    if is_breach(view, fact):
        stance, kinds = "not", frozenset({"truce"})
    shut = "shut" in kinds
    told = fact.recipients if shut else (*fact.actors, *fact.recipients)
    parties = find_meant(view, fact, told)
    groups = find_groups(fact.quantities, parties)
    if groups & {VEHICLE_GROUP, *FORCES} and kinds & {"return", "move"} and load_planning()["leaving"].match(fact.trigger.text):
        kinds = kinds | {"leave"}
    if stance != "still" and kinds & CARRIED and load_planning()[VEHICLE].search(" ".join(f"{p.text} {p.name or ''}" for p in parties)):
        kinds = kinds | {"convoy"}
        if fact.place is not None and load_planning()["way"].search(fact.place.text):
            kinds = kinds | {"open"}
    if shut:
        stance, kinds = turn(stance), (kinds - {"shut"}) | {"open"}
    towns, about = view.places.get(fact.id, frozenset()), find_towns(view, fact)
    bound = kinds <= AWAY and is_bound_for(view, fact)
    return Matter(
        lay_flat(view, fact, homes, parties != told, bound), stance, kinds, frozenset(find_party_keys(view, parties)),
        frozenset(find_party_keys(view, fact.actors)), find_names(view, parties), groups, frozenset(s for p in parties for s in find_words(p)),
        about, frozenset() if towns else find_last(view, fact), find_groups((), fact.actors) & FORCES,
    )  # fmt: skip


def is_bound_for(view: View, fact: Fact) -> bool:
    """Is the town of the claim where those who leave are going?"""
    place = fact.place
    town = place is not None and place.place is not None and place.place.precision in TOWNS
    return town and place is not None and BOUND.search(view.reading.report.text[: place.span.start]) is not None


def is_elliptic(party: Party) -> bool:
    """Does only what was told before tell who the party is: "none of them"?"""
    return load_planning()["elliptic"].fullmatch(re.sub(r" of (?:them|us|those)$", "", party.text)) is not None


def find_words(party: Party) -> frozenset[str]:
    """The telling stems of a party as the text has it; as what it points to is told, where it is a pronoun."""
    return telling_stems(party.text if party.id else party.name or party.text)


def lay_flat(view: View, fact: Fact, homes: Mapping[str, str], borrowed: bool, bound: bool) -> Happening:
    """The claim laid flat as every other; in the town told last where its parties are told before it, or where its place is the one they go to."""
    happening = describe(view, fact, homes)
    return replace(happening, towns=find_last(view, fact)) if bound or (borrowed and not happening.towns) else happening


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
    told = sorted((f.trigger.span.start, f.id) for f in view.reading.facts if f.id != fact.id and view.places.get(f.id))
    before = [claim for at, claim in told if at <= fact.trigger.span.start]
    if told:
        return view.places[before[-1] if before else told[0][1]]
    return frozenset(find_named(view, 0, len(view.reading.report.text)))


def find_meant(view: View, fact: Fact, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties; those of the claims right before it where they are told by a bare "none of them"."""
    if any(p.id or not is_elliptic(p) for p in parties):
        return parties
    at = fact.trigger.span.start
    before = [f for f in view.reading.facts if 0 < at - f.trigger.span.start <= BACK_CHARS and f.id != fact.id]
    told = sorted(before, key=lambda f: -f.trigger.span.start)
    return next((named for f in told if (named := tuple(p for p in f.actors if not is_elliptic(p)))), parties)


def turn(stance: Stance) -> Stance:
    """The stance towards opening of a claim on shutting."""
    turned: Mapping[Stance, Stance] = {"yes": "no", "no": "yes", "done": "not", "begun": "not", "part": "not", "not": "done"}
    return turned.get(stance, stance)


def find_kinds(view: View, fact: Fact) -> frozenset[str]:
    """What the claim may be for, by type, mode and trigger, and by the words that follow it."""
    told = f"{fact.trigger.text}{tail_of(view, fact)}"
    return find_typed_kinds(view, fact) | {kind for kind in WORDED.get(fact.type, ()) if load_words()[kind].search(told)}


def find_typed_kinds(view: View, fact: Fact) -> frozenset[str]:
    """What the claim may be for, by type, mode and trigger."""
    kinds = load_matters().get(f"{fact.type}/{fact.mode}", load_matters().get(fact.type, frozenset()))
    planning, parties = load_planning(), " ".join(f"{p.text} {p.name or ''}" for p in (*fact.actors, *fact.recipients))
    if fact.type == "COERCE":
        return kinds if fact.mode in SHUTTING or planning["shut"].match(fact.trigger.text) else frozenset()
    if fact.type == "SEIZE" and planning[VEHICLE].search(parties):
        return frozenset({"convoy", "leave"}) if load_planning()["moving"].match(fact.trigger.text) else frozenset({"convoy"})
    if fact.mode == "surrender" and planning["yield"].match(fact.trigger.text):
        return kinds | {"leave"}
    if fact.type == "SUPPORT" and not load_words()["truce"].search(view.words_of(view.sentence_at(fact.trigger.span.start))):
        return frozenset()
    if fact.type == "CONCEDE" and not load_planning()["open"].match(fact.trigger.text):
        return frozenset({"give"})
    if fact.type == "DISPLACE" and BACKWARD.match(tail_of(view, fact)):
        return kinds | {"return"}
    return kinds | {"leave"} if fact.type in ("MOBILIZE", "DISPLACE", "SEIZE") and load_planning()["moving"].match(fact.trigger.text) else kinds


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


def find_groups(quantities: Iterable[Quantity], parties: tuple[Party, ...]) -> frozenset[str]:
    """The groups of people and things that the parties and numbers name."""
    table = load_counted()
    words = [w for p in parties for w in re.findall(r"[a-z]+", p.text.lower())]
    named = {group for w in words if (group := table.get(w) or table.get(f"{w}s") or ("force" if load_planning()["forced"].fullmatch(w) else ""))}
    return frozenset({*named, *(group_of(q.of) for q in quantities if q.state != "other")} - {"any", ""})
