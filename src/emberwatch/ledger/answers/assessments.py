"""How strong or beaten an actor is said to be: one question an actor, its answers on a ladder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from emberwatch.ledger.answers.doers import find_kind, find_meant
from emberwatch.ledger.answers.holding import ACRONYM, FORCES, THEIRS, WE, country_of, find_speaker, is_civil, load_adjectives, load_holding, state_key, tells
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import name_key, names
from emberwatch.ledger.answers.view import TOLD_BEFORE, UNREAL, View
from emberwatch.model.entity import Actor, Party
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.table import read_rows

LADDER = Path(__file__).parents[2] / "data" / "ladder.tsv"
ARMED = frozenset({"armed group", "military", "party", "unknown"})
PRONOUNS = frozenset({"it", "they"})
RISING = re.compile(r"\b(?:insurgency|rebellion|rebel movement|guerrilla|uprising|resistance)\b", re.IGNORECASE)
ANAPHOR = re.compile(r"\b(?:the (?:movement|group|organi[sz]ation|militia)|it|they|its|their)\b", re.IGNORECASE)
NEAR_CHARS, CLAUSE_CHARS, SUBJECT_CHARS, OBJECT_CHARS = 30, 50, 60, 30
CONDITION = re.compile(r"\b(?:once|if|until|unless|before|when|whether)\b[^,.;]*$", re.IGNORECASE)
AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|must|should|shall|to|can|going to|soon)(?: soon| be| finally| eventually| have| been){0,3} $", re.IGNORECASE
)
LOSERS = re.compile(r"defeat|beat|crush|destroy|vanquish|won|wip|broke|eliminat|eradicat|annihilat|smash|victory|rout", re.IGNORECASE)
ACTIVE = re.compile(r"(?:has|have|had|broke|broken|break|defeat|victory)\b|defeated [A-Z]")
PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|itself|themselves)\b|^$")
PARTS = re.compile(r"\b(?:of|in|at|on|by|from|to|for|near|with)\b")
"""Between a defeat and a name, these tell that something of theirs was struck, or that they struck."""
UNBEATEN, TURN_CHARS = 1, 70


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung of the ladder, and where in the sentence the words for it stand."""

    start: int
    end: int
    rung: int
    name: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """Somebody who may be the one assessed: his place in the sentence, key and name."""

    start: int
    end: int
    key: str
    name: str


@cache
def load_ladder(path: Path = LADDER) -> tuple[tuple[re.Pattern[str], int, str], ...]:
    """Pattern, rung and its words, in the order of the table."""
    return tuple((re.compile(rf"\b(?:{words})\b"), int(rung), name) for _, (rung, words, name) in read_rows(path))


@cache
def load_described() -> re.Pattern[str]:
    """Fighters told by their kind."""
    return re.compile(rf"\b(?:[Tt]he |[Oo]ur |[Tt]heir |[Hh]is |[Ii]ts )?(?:[\w'’-]+ )?{load_holding()['fighters'].pattern}")


@cache
def load_doubted() -> re.Pattern[str]:
    """What turns round the words behind it."""
    return re.compile(rf"{load_holding()['doubted'].pattern}[^.;]{{0,40}}$", re.IGNORECASE)


def find_assessments(view: View) -> Iterator[Reply]:
    """Replies that say how an armed actor stands, one for each actor of a sentence: `low` and `high` of all rungs told of it."""
    for number in range(len(view.reading.sentences)):
        words = view.words_of(number)
        retold = TOLD_BEFORE.search(words)
        rungs = read_rungs(words[: retold.start()] if retold else words) or read_rungs(words)
        told: dict[str, tuple[Fact | Statement, Assessed, list[Rung]]] = {}
        for rung in rungs:
            claim = pick_claim(view, number, rung)
            assessed = find_assessed(view, number, claim, rung) if claim is not None else None
            if claim is not None and assessed is not None:
                told.setdefault(assessed.key, (claim, assessed, []))[2].append(rung)
        for claim, assessed, found in told.values():
            country = country_of(view, claim)
            reply = make_assessment(view, number, claim, assessed, found, country)
            yield reply
            if country and not assessed.key.startswith(("irregular:", "state:", "force:")) and is_irregular(view, assessed.key):
                yield replace(reply, subject=(("actor", f"irregular:{country}"),), where=assessed.key)


def is_irregular(view: View, key: str) -> bool:
    """Is it a group that fights a state, so that "the rebels" of a country may mean it?"""
    actor = view.actors.get(key)
    return key.startswith("group:") or (actor is not None and actor.type == "armed group")


def read_rungs(words: str) -> list[Rung]:
    """Rungs that the words name, each stretch of them once, turned round where they are denied; what is only to come, or depends on something, is left out."""
    found: list[Rung] = []
    for pattern, rung, name in load_ladder():
        for match in pattern.finditer(words):
            before = words[max(0, match.start() - TURN_CHARS) : match.start()]
            free = not any(match.start() < other.end and other.start < match.end() for other in found)
            if not free or CONDITION.search(before[-CLAUSE_CHARS:]) or (rung < 0 and AHEAD.search(before)):
                continue
            turned = rung < 0 and load_doubted().search(before) is not None
            found.append(Rung(match.start(), match.end(), UNBEATEN if turned else rung, "not beaten" if turned else name))
    return found


def pick_claim(view: View, number: int, rung: Rung) -> Fact | Statement | None:
    """The claim that the words of a rung are of: an assessment, else what is told within or right beside them, else the saying."""
    start = view.sentence_start(number)
    facts = view.by_sentence.get(number, [])
    near = [f for f in facts if f.trigger.span.start < start + rung.end + NEAR_CHARS and f.trigger.span.end > start + rung.start - NEAR_CHARS]
    beside = [f for f in facts if f.type == "CAPABILITY"] or near
    if beside:
        return min(beside, key=lambda f: (f.type != "CAPABILITY", abs(f.trigger.span.start - start - rung.start), f.id))
    said = [s for s in view.reading.statements if s.content.span.start <= start + rung.start < s.content.span.end]
    return said[0] if said else min(facts, key=lambda f: (abs(f.trigger.span.start - start - rung.start), f.id), default=None)


def find_assessed(view: View, number: int, claim: Fact | Statement, rung: Rung) -> Assessed | None:
    """The armed actor assessed: whom a defeat struck, else the one named last before the words, else the one that the report is about."""
    words = view.words_of(number)
    found = find_candidates(view, number, claim)
    told = words[rung.start : rung.end]
    if ACTIVE.match(told) and LOSERS.search(told) and not PASSIVE.search(told):
        after = [c for c in found if rung.end <= c.start + len("A ") and c.start - rung.end <= OBJECT_CHARS and not PARTS.search(words[rung.end : c.end])]
        return min(after, key=lambda c: c.start, default=None)
    if isinstance(claim, Fact) and claim.type == "CAPABILITY" and not claim.recipients:
        start = view.sentence_start(number)
        own = {(p.span.start - start) for p in claim.actors}
        subject = [c for c in found if c.start in own and c.end <= rung.start + 1]
        if subject:
            return min(subject, key=lambda c: c.start)
    before = [c for c in found if c.end <= rung.start + 1]
    if before and rung.start - max(c.end for c in before) <= SUBJECT_CHARS:
        return max(before, key=lambda c: (c.end, not c.key.startswith(("irregular", "state"))))
    if isinstance(claim, Fact) and claim.type == "CAPABILITY" and found:
        return max(before, key=lambda c: c.end) if before else min(found, key=lambda c: c.start)
    said = view.statements.get(claim.statement or "") if isinstance(claim, Fact) else claim
    about = view.actors.get(said.about.id or "") if said is not None and said.about is not None else None
    if about is not None and about.type in ARMED:
        return Assessed(rung.start, rung.start, about.id, about.name)
    return find_only(view, number) if ANAPHOR.search(words[: rung.start]) else None


def find_candidates(view: View, number: int, claim: Fact | Statement) -> list[Assessed]:
    """Armed actors told in a sentence, by party, by name and by kind; whoever speaks there is none."""
    start, words = view.sentence_start(number), view.words_of(number)
    spoken = [p.span for s in view.reading.statements for p in s.speakers if start <= p.span.start < start + len(words)]
    parties = [(f, p) for f in view.by_sentence.get(number, []) for p in (*f.actors, *f.recipients) if start <= p.span.start < start + len(words)]
    found = [Assessed(p.span.start - start, p.span.end - start, *key) for f, p in parties if (key := key_of(view, p, f)) is not None]
    for actor in view.actors.values():
        if actor.type in ARMED:
            found += [Assessed(m.start(), m.end(), state_key(actor), actor.name) for m in re.finditer(rf"\b{re.escape(actor.name)}\b", words)]
    for match in load_described().finditer(words):
        taken = any(match.start() < c.end and c.start < match.end() for c in found)
        key = None if taken else describe(view, match[0], claim)
        if key is not None:
            found.append(Assessed(match.start(), match.end(), *key))
    free = [c for c in found if not any(span.start - start < c.end and c.start < span.end - start for span in spoken)]
    return sorted(free, key=lambda c: (c.start, c.end, c.key))


def key_of(view: View, party: Party, fact: Fact) -> tuple[str, str] | None:
    """Key and name of an armed party: resolved, or whoever speaks of himself, or told by kind."""
    meant = find_meant(view, party, fact)
    actor = view.actors.get(meant.id or "")
    if is_civil(party.text):
        return None
    if actor is not None and (actor.type in ARMED or (actor.type in ("state", "government") and is_force(party.text, actor))):
        return state_key(actor), actor.name
    if actor is None and re.fullmatch(rf"(?:[Tt]he )?{ACRONYM.pattern}", meant.text):
        return f"group:{name_key(meant.text)}", meant.text
    return describe(view, meant.text, fact) if actor is None else None


def is_force(words: str, actor: Actor) -> bool:
    """Do the words mean a state's army, and not the state?"""
    return words != actor.name and (FORCES.search(words) is not None or find_kind(words) == "force")


def describe(view: View, told: str, claim: Fact | Statement) -> tuple[str, str] | None:
    """Key of people told by kind: of a group whose name the words hold, else irregulars (of the only group there is) or soldiers of the country."""
    named = next((a for a in view.actors.values() if a.type == "armed group" and names(told, a)), None)
    if named is not None:
        return named.id, named.name
    if re.split(r"\W", told.lower())[0] in (WE | THEIRS if claim.speakers else WE) and (speaker := find_speaker(view, claim)) is not None:
        return speaker[0].replace("force:", "state:"), speaker[1]
    kind = "irregular" if tells("renegade", told) else find_kind(RISING.sub("insurgents", told).replace("formations", ""))
    if kind == "irregular":
        groups = [a for a in view.actors.values() if a.type == "armed group"]
        country = country_of(view, claim)
        return (groups[0].id, groups[0].name) if len(groups) == 1 else (f"irregular:{country}", told) if country else None
    state = next((code for word, code in load_adjectives().items() if re.search(rf"\b{re.escape(word)}\b", told)), "")
    country = state or country_of(view, claim)
    return (f"state:{country}", told) if kind == "force" and country else None


def find_only(view: View, number: int) -> Assessed | None:
    """Whom "it" or "the group" means: the only armed group of the report, else the irregulars of the sentence before."""
    groups = [a for a in view.actors.values() if a.type == "armed group"]
    if len(groups) == 1:
        return Assessed(0, 0, groups[0].id, groups[0].name)
    claims = view.by_sentence.get(number - 1, [])
    found = find_candidates(view, number - 1, claims[0]) if claims else []
    return found[0] if len({c.key for c in found}) == 1 else None


def make_assessment(view: View, number: int, claim: Fact | Statement, assessed: Assessed, rungs: list[Rung], country: str) -> Reply:
    """One reply: `low` and `high` are the lowest and highest rung told, `stance` the rungs in words."""
    low, high = min(r.rung for r in rungs), max(r.rung for r in rungs)
    value = ", ".join(dict.fromkeys(r.name for r in sorted(rungs, key=lambda r: (r.rung, r.name))))
    status = claim.status if isinstance(claim, Fact) and claim.status not in UNREAL else "occurred"
    return Reply(
        "condition", (("actor", assessed.key),), claim.id, view.reading.report.id, view.published, view.sentence_start(number) + rungs[0].start,
        view.sides[claim.id], tuple(p.name or p.text for p in claim.speakers), value, status, low, high, stance=value, group=country,
        retold=view.is_told_before(claim), label=f"How strong or beaten is {assessed.name}", words=view.words_of(number).strip(),
    )  # fmt: skip
