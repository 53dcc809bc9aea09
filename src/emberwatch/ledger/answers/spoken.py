"""Plans told in statements of which no event was read: what is to be done by its own words, where it stands by the verbs around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from emberwatch.ledger.answers.happening import describe
from emberwatch.ledger.answers.plan_claims import AGREEING, GENERIC, NAME, TYPED, Matter, find_groups, find_named, load_words
from emberwatch.ledger.answers.sides import actor_key, name_key
from emberwatch.ledger.answers.stances import TURNS, UNSURE, Stance, load_planning, tail_of
from emberwatch.ledger.answers.view import TOWNS, View, telling_stems
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.span import Span

CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split()
)
CONDITION = re.compile(r"\b(?:if|unless|until|once|when|where|after|before|because)\b")
SPOT = re.compile(r"\b(?:in|at|on|near|out of|from|into|inside|outside|around|towards?) (?:the )?([A-Z][\w’'-]+)")
PROMISED = re.compile(r"(?: on \w+day)?,? (?:with (?:\w+ ){1,3})?(?:that|to)\b")
NEGATED = re.compile(r"\b(?:not|never|no longer|nobody|no one|none)\b|n.t\b|^\W*no\b", re.IGNORECASE)


def find_promised(view: View, homes: Mapping[str, str], read: Sequence[Matter]) -> Iterator[Matter]:
    """A claim for every "agreed that" or "agreed to" whose own clause none of the claims `read` tells."""
    for fact in view.reading.facts:
        start, tail = fact.trigger.span.end, tail_of(view, fact)
        told = any(start <= m.happening.at < start + len(tail) for m in read)
        if fact.type in AGREEING and fact.status == "occurred" and PROMISED.match(tail) and not told:
            matter = lay_spoken(view, fact, start, tail, homes, "yes")
            if matter is not None:
                yield matter


def find_spoken(view: View, homes: Mapping[str, str], read: Iterable[Matter]) -> Iterator[Matter]:
    """A claim for every statement that speaks of a plan, or of what became of one, of which none of the claims `read` speaks."""
    known = [m.happening.at for m in read]
    for statement in view.reading.statements:
        span = statement.content.span
        if statement.manner in UNSURE or any(span.start <= at < span.end for at in known):
            continue
        for start, clause in split_clauses(statement):
            matter = lay_spoken(view, statement, start, clause, homes)
            if matter is not None:
                yield matter
                break


def split_clauses(statement: Statement) -> Iterator[tuple[int, str]]:
    """The clauses of what is said but conditions and circumstances, each with its first character."""
    text, at = statement.content.text, 0
    open_ended = CONDITION.match(text.lstrip("“\"'‘ ").lower()) is not None
    for turn in [*TURNS.finditer(text), None]:
        end = turn.start() if turn else len(text)
        if not open_ended:
            yield statement.content.span.start + at, text[at:end]
        at, open_ended = (turn.end(), CONDITION.search(turn[0]) is not None) if turn else (end, False)


def lay_spoken(view: View, claim: Fact | Statement, start: int, clause: str, homes: Mapping[str, str], told: Stance | None = None) -> Matter | None:
    """The clause laid flat, with the stance `told` where its verbs say none; None where it says nothing of a plan, or of one in no place."""
    kinds = frozenset(kind for kind, words in load_words().items() if words.search(clause))
    stance = read_stance(clause) or told
    if not kinds or stance is None:
        return None
    end = start + len(clause)
    parties = tuple(Party(r.span, r.text, None, r.pick) for r in view.reading.resolutions if r.kind == "actor" and start <= r.span.start < end)
    keys = frozenset(key for p in parties for key in party_keys(view, p))
    words = frozenset(s for p in parties for s in telling_stems(p.text))
    towns, flat = frozenset(find_named(view, start, end)), describe(view, claim, homes)
    if told is None and (load_planning()["wish"].search(clause) or not (towns or "vote" in kinds or find_spots(view, clause))):
        return None
    return Matter(
        replace(flat, towns=towns, country=flat.country if told is None else None), stance, kinds, keys, keys, frozenset(),
        find_groups((), (Party(Span(start, end), clause),)), words,
        towns | find_capitals(clause), frozenset() if towns else find_capitals(view.reading.report.text),
    )  # fmt: skip


def find_capitals(text: str) -> frozenset[str]:
    """Keys of the words with a capital, any of which may be a place, but those of the calendar."""
    return frozenset(name_key(w) for w in NAME.findall(text) if w.lower() not in GENERIC and w.lower() not in CALENDAR) - {""}


def find_spots(view: View, clause: str) -> frozenset[str]:
    """Keys of what a clause says something to be in, at or out of, by a name that is no country's or region's."""
    wide = {name_key(word) for p in view.reading.places if p.precision not in TOWNS for word in p.name.split()}
    return frozenset(name_key(m[1]) for m in SPOT.finditer(clause) if m[1].lower() not in CALENDAR) - wide


def party_keys(view: View, party: Party) -> Iterator[str]:
    """Its key, where it is a known body: one for a state, its government and its army."""
    actor = view.actors.get(party.id or "")
    if actor is not None and actor.type in TYPED and not actor.new:
        yield actor_key(actor)


def read_stance(clause: str) -> Stance | None:
    """Where the clause stands to what it speaks of, by its verbs."""
    patterns = load_planning()
    will = patterns["will"].search(clause)
    if patterns["noplan"].search(clause) or patterns["putoff"].search(clause):
        return "no"
    if will is not None:
        if patterns["closed"].search(clause):
            return "no"
        if patterns["past"].search(clause):
            return None
        return "no" if NEGATED.search(clause[will.start() : will.end() + 20]) or NEGATED.search(clause[: will.start()]) else "yes"
    if patterns["unsaid"].search(clause) or patterns["closed"].search(clause) or NEGATED.search(clause[:30]):
        return "not"
    return "done" if patterns["met"].search(clause) else None
