"""How strong or beaten an actor is said to be: one question an actor, its answers on a ladder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from emberwatch.ledger.reply import Reply
from emberwatch.ledger.sides import name_key
from emberwatch.ledger.view import TOLD_BEFORE, View
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.text.table import read_rows

LADDER = Path(__file__).parent.parent / "data" / "ladder.tsv"
ASSESSED = frozenset({"armed group", "military", "coalition", "state"})
LOSERS = re.compile(r"defeat|beat|crush|destroy|vanquish|won|wip", re.IGNORECASE)


@cache
def load_ladder(path: Path = LADDER) -> tuple[tuple[re.Pattern[str], int, str], ...]:
    """Pattern, rung and its words, in the order of the table."""
    return tuple((re.compile(rf"\b(?:{words})\b"), int(rung), name) for _, (rung, words, name) in read_rows(path))


def find_assessments(view: View) -> Iterator[Reply]:
    """Replies that say how an armed actor stands, a sentence and actor at most one: the highest rung told of what it can still do."""
    for number, facts in sorted(view.by_sentence.items()):
        words = view.words_of(number)
        retold = TOLD_BEFORE.search(words)
        rungs = read_rungs(words[: retold.start()] if retold else words) or read_rungs(words)
        claims = [f for f in facts if f.type == "CAPABILITY"] or [f for f in facts if f.type in ("DISPLACE", "ASSAULT", "SEIZE") and rungs]
        assessed = find_assessed(view, claims, facts)
        if rungs and claims and assessed is not None:
            yield make_assessment(view, number, pick_claim(claims), assessed, rungs)


def read_rungs(words: str) -> list[tuple[int, str]]:
    """Rungs that the words name, each place in them once."""
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for pattern, rung, name in load_ladder():
        for match in pattern.finditer(words):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
                found.append((rung, name))
    return found


def pick_claim(claims: list[Fact]) -> Fact:
    """The claim that the reply is: a CAPABILITY first, the surest of them."""
    return min(claims, key=lambda f: (f.type != "CAPABILITY", -f.probability, f.trigger.span.start))


def find_assessed(view: View, claims: list[Fact], facts: list[Fact]) -> Party | None:
    """The armed actor assessed: a defeat's recipient, else the subject of the claim, else the only armed group of the sentence."""
    number = view.sentence_at(claims[0].trigger.span.start) if claims else 0
    armed = [p for p in sentence_parties(view, number, facts) if is_armed(view, p)]
    groups = [p for p in armed if view.actors[p.id or ""].type == "armed group"]
    for fact in claims:
        if LOSERS.search(fact.trigger.text):
            loser = next((p for p in (*fact.recipients, *fact.actors) if p in groups), None)
            if loser is not None:
                return loser
    direct = next((p for fact in claims for p in fact.actors if p in groups), None)
    return direct or (groups[0] if groups else None)


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


def is_armed(view: View, party: Party) -> bool:
    """Is it an armed group, an army or a coalition?"""
    actor = view.actors.get(party.id or "")
    return actor is not None and actor.type in ASSESSED


def make_assessment(view: View, number: int, fact: Fact, party: Party, rungs: list[tuple[int, str]]) -> Reply:
    """One reply: `low` and `high` are the lowest and highest rung told, `group` the rungs in words."""
    name = party.name or party.text
    low, high = min(r for r, _ in rungs), max(r for r, _ in rungs)
    value = ", ".join(dict.fromkeys(words for _, words in sorted(rungs)))
    return Reply(
        "condition", (("actor", party.id or name_key(name)),), fact.id, view.reading.report.id, view.published, fact.trigger.span.start, view.sides[fact.id],
        tuple(p.name or p.text for p in fact.speakers), value, fact.status, low, high, stance=value,
        retold=view.is_told_before(fact), label=f"How strong or beaten is {name}", words=view.words_of(number).strip(),
    )  # fmt: skip
