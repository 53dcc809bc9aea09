"""How strong or beaten an actor is said to be: one question an actor, its answers on a ladder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from emberwatch.ledger.doers import find_country, find_kind
from emberwatch.ledger.reply import Reply
from emberwatch.ledger.sides import name_key
from emberwatch.ledger.view import TOLD_BEFORE, View
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.text.table import read_rows

LADDER = Path(__file__).parent.parent / "data" / "ladder.tsv"
LOOSE = frozenset({"DISPLACE", "ASSAULT", "SEIZE"})
"""Types that words of strength are sometimes read as ("come back", "beaten")."""
ARMED = frozenset({"armed group", "military"})
PRONOUNS = frozenset({"it", "they"})
RISING = re.compile(r"\b(?:insurgency|rebellion|rebel movement|guerrilla)\b", re.IGNORECASE)
NAMED = re.compile(r"\b[A-Z][\w-]{2,}")
NEAR_CHARS, CLAUSE_CHARS = 30, 50
CONDITION = re.compile(r"\b(?:once|if|until|unless|before|when|whether)\b[^,.;]*$", re.IGNORECASE)
LOSERS = re.compile(r"defeat|beat|crush|destroy|vanquish|won|wip", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder, and where in the sentence the words for it stand."""

    start: int
    end: int
    rung: int
    name: str


@cache
def load_ladder(path: Path = LADDER) -> tuple[tuple[re.Pattern[str], int, str], ...]:
    """Pattern, rung and its words, in the order of the table."""
    return tuple((re.compile(rf"\b(?:{words})\b"), int(rung), name) for _, (rung, words, name) in read_rows(path))


def find_assessments(view: View) -> Iterator[Reply]:
    """Replies that say how an armed actor stands, one for each actor of a sentence: `low` and `high` of all rungs told of it."""
    for number, facts in sorted(view.by_sentence.items()):
        words = view.words_of(number)
        retold = TOLD_BEFORE.search(words)
        rungs = read_rungs(words[: retold.start()] if retold else words) or read_rungs(words)
        told: dict[str, tuple[Fact, Party, list[Rung]]] = {}
        for rung in rungs:
            claim = pick_claim(facts, view.sentence_start(number) + rung.start, view.sentence_start(number) + rung.end)
            party = find_assessed(view, number, claim, facts) if claim is not None else None
            if claim is not None and party is not None:
                told.setdefault(party.id or "", (claim, party, []))[2].append(rung)
        for claim, party, found in told.values():
            yield make_assessment(view, number, claim, party, found)


def read_rungs(words: str) -> list[Rung]:
    """Rungs that the words name, each stretch of them once; what is said to be so only once or if something happens is left out."""
    found: list[Rung] = []
    for pattern, rung, name in load_ladder():
        for match in pattern.finditer(words):
            free = not any(match.start() < other.end and other.start < match.end() for other in found)
            if free and not CONDITION.search(words[max(0, match.start() - CLAUSE_CHARS) : match.start()]):
                found.append(Rung(match.start(), match.end(), rung, name))
    return found


def pick_claim(facts: list[Fact], start: int, end: int) -> Fact | None:
    """The claim that the words at `[start, end)` are of: an assessment, or what is told within or right beside them."""
    near = [f for f in facts if f.type == "CAPABILITY" or (f.trigger.span.start < end + NEAR_CHARS and f.trigger.span.end > start - NEAR_CHARS)]
    beside = [f for f in near if f.type == "CAPABILITY" or (f.type in LOOSE and f.trigger.span.start < end and f.trigger.span.end > start)]
    return min(beside or [f for f in near if f.type in LOOSE], key=lambda f: (f.type != "CAPABILITY", abs(f.trigger.span.start - start), f.id), default=None)


def find_assessed(view: View, number: int, claim: Fact, facts: list[Fact]) -> Party | None:
    """The armed group assessed: whom a defeat struck, else the subject of the claim, else the one that the sentence is about, or the only one in it."""
    parties = sentence_parties(view, number, facts)
    groups = [p for p in parties if (actor := view.actors.get(p.id or "")) is not None and actor.type in ARMED]
    rebels = [p for p in groups if view.actors[p.id or ""].type == "armed group"]
    speakers = {p.id for p in claim.speakers}
    own = [p for p in (*claim.recipients, *claim.actors) if p in groups] if LOSERS.search(claim.trigger.text) else [p for p in claim.actors if p in groups]
    if LOSERS.search(claim.trigger.text):
        own = [p for p in own if p in claim.recipients or p in rebels]
    if own:
        return own[0]
    others = {p.id: p for p in rebels if p.id not in speakers}
    said = view.statements.get(claim.statement or "")
    if said is not None and said.about is not None and said.about.id in others:
        return said.about
    if others or claim.type != "CAPABILITY":
        return next(iter(others.values())) if len(others) == 1 else None
    return find_described(view, number, claim)


def find_described(view: View, number: int, claim: Fact) -> Party | None:
    """Irregulars told by their kind alone ("the terrorists", an insurgency that is "it"), as those of the country in which it is told."""
    start = view.sentence_start(number)
    for party in (*claim.actors, *claim.recipients):
        meant = party.text.lower() in PRONOUNS
        told = view.words_of(number)[: party.span.start - start] if meant else party.text
        named = not meant and NAMED.search(told.partition(" ")[2]) is not None
        if party.id is None and not named and find_kind(RISING.sub("insurgents", told)) == "irregular":
            return Party(party.span, party.text, party.name, f"irregular:{find_country(view, claim)}")
    return None


def sentence_parties(view: View, number: int, facts: list[Fact]) -> list[Party]:
    """Everybody named in a sentence: of its facts, of what its statements are about, and groups named in the words alone."""
    parties = [p for f in facts for p in (*f.actors, *f.recipients)]
    start = view.sentence_start(number)
    words = view.words_of(number)
    parties += [s.about for s in view.reading.statements if s.about is not None and start <= s.content.span.start < start + len(words)]
    for actor in view.actors.values():
        if actor.type == "armed group" and not any(p.id == actor.id for p in parties) and re.search(rf"\b{re.escape(actor.name)}\b", words):
            parties.append(Party(facts[0].trigger.span, actor.name, actor.name, actor.id))
    return parties


def make_assessment(view: View, number: int, fact: Fact, party: Party, rungs: list[Rung]) -> Reply:
    """One reply: `low` and `high` are the lowest and highest rung told, `group` the rungs in words."""
    name = party.name or party.text
    low, high = min(r.rung for r in rungs), max(r.rung for r in rungs)
    value = ", ".join(dict.fromkeys(r.name for r in sorted(rungs, key=lambda r: (r.rung, r.name))))
    return Reply(
        "condition", (("actor", party.id or name_key(name)),), fact.id, view.reading.report.id, view.published, fact.trigger.span.start, view.sides[fact.id],
        tuple(p.name or p.text for p in fact.speakers), value, fact.status, low, high, stance=value,
        retold=view.is_told_before(fact), label=f"How strong or beaten is {name}", words=view.words_of(number).strip(),
    )  # fmt: skip
