"""Findings: how the answers to one question stand to each other, as a careful analyst would list them.

Answers of one origin give no finding among themselves. Each answer is held against the last one that each other side gave before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from emberwatch.ledger.answers.pictures import assess_holders
from emberwatch.ledger.answers.relate import RELATE, Relation
from emberwatch.ledger.answers.reply import TIMELESS, Inquiry, Reply
from emberwatch.ledger.answers.sides import is_same_side
from emberwatch.model.ledger import Finding, FindingKind

MOST = 4
"""No more findings of one kind than this are told of one answer; the latest come first."""
MOST_OUTCOMES = 2
"""What became of a plan is told of it so many times, by the first who tell it."""
FIELDS = {"count": "number", "holder": "holder", "happened": "happened", "doer": "doer", "will": "will", "condition": "condition"}
RANK: tuple[FindingKind, ...] = ("contradiction", "self_revision", "update", "consistent")
"""Where one side said several things in one report, the finding told of them is the first of these."""
GROUPS = {"force": "soldiers or police", "irregular": "fighters", "house": "houses"}
OPENING = {
    "consistent": "Two answers agree",
    "contradiction": "Two answers do not agree",
    "self_revision": "One side changed its answer",
    "update": "Things moved on",
}


def assess(inquiry: Inquiry, since: date | None = None) -> tuple[Finding, ...]:
    """The findings of one question, in the order of their later answers; of who holds a place those alone of what was published `since` a day, if given."""
    kept = drop_repeats(inquiry.replies)
    if inquiry.question.kind == "holder":
        pairs: Iterable[tuple[FindingKind, Reply, Reply]] = assess_holders(kept, since)
    else:
        pairs = assess_pairs(kept)
    return tuple(make_finding(kind, a, b, inquiry) for kind, a, b in pairs)


def assess_all(inquiries: Iterable[Inquiry]) -> tuple[Finding, ...]:
    """The findings of many questions, those of one kind on one field between the same two sentences once, sorted by id."""
    found: dict[tuple[object, ...], Finding] = {}
    for inquiry in inquiries:
        places = {reply.claim: (reply.report, reply.words) for reply in inquiry.replies}
        for finding in assess(inquiry):
            found.setdefault((finding.kind, finding.field, places[finding.a], places[finding.b]), finding)
    return tuple(sorted(found.values(), key=lambda f: f.id))


def said_on(reply: Reply) -> date:
    """When it was said: the day that the words give an earlier saying, else that of publication."""
    return (reply.day if reply.retold and reply.kind == "will" else None) or reply.published or TIMELESS


def drop_repeats(replies: Sequence[Reply]) -> list[Reply]:
    """Replies in the order they were said, without copies of an answer that the original gives and sayings retold that we have at first hand."""
    first = {r.origin for r in replies if not r.copied}
    kept = [r for r in replies if not r.copied or r.growth or r.correction or (r.kind == "will" and r.origin not in first)]
    told = sorted(kept, key=lambda r: (said_on(r), r.order))
    return [r for r in told if not (r.retold and any(not other.retold and is_same_side(r.side, other.side) for other in told if other.order < r.order))]


def assess_pairs(replies: Sequence[Reply]) -> Iterator[tuple[FindingKind, Reply, Reply]]:
    """Kind and both answers of each finding: every answer against what each side, its own among them, last said before it."""
    outcomes: dict[str, int] = {}
    for number, b in enumerate(replies):
        counts: dict[str, int] = {}
        picked: list[tuple[FindingKind, Reply]] = []
        for told in last_of_sides(replies[:number], b):
            found = [(kind, a) for a in told if (relation := RELATE[b.kind](a, b, replies)) and (kind := name_relation(relation, a, b))]
            picked += sorted(found, key=lambda pair: (RANK.index(pair[0]), pair[1].order))[:1]
        for kind, a in sorted(picked, key=lambda pair: (pair[1].low, pair[1].high) != (b.low, b.high)):
            counts[kind] = counts.get(kind, 0) + 1
            if b.kind == "will" and kind == "update":
                outcomes[a.claim] = outcomes.get(a.claim, 0) + 1
            if counts[kind] <= (1 if kind == "consistent" else MOST) and outcomes.get(a.claim, 0) <= MOST_OUTCOMES:
                yield kind, a, b


def last_of_sides(before: Sequence[Reply], b: Reply) -> Iterator[list[Reply]]:
    """What each side said in the last report that carries it, the latest first; of the answer's own side only what another report or an earlier time told.

    That something happened, or did not, is taken from where the side told it first.
    """
    told: list[list[Reply]] = []
    for a in reversed(before):
        same = is_same_side(a.side, b.side)
        if is_one_saying(a, b, same) or (a.report == b.report and ((same and a.retold == b.retold) or (a.side.own and b.side.own))):
            continue
        mine = next((each for each in told if is_same_side(each[0].side, a.side) and each[0].group == a.group), None)
        if mine is None:
            told.append([a])
        elif b.kind == "happened" and all(each.stance == a.stance for each in mine):
            mine[:] = [a]
        elif mine[0].report == a.report:
            mine.append(a)
    yield from sorted(told, key=lambda each: each[0].side.own)


def is_one_saying(a: Reply, b: Reply, same: bool) -> bool:
    """Do both go back to one telling, so that they cannot bear each other out? Not where the words around `b` say that it changes the answer."""
    return a.origin == b.origin and not (b.growth or b.correction) and (a.report != b.report or same) and not a.retold


def name_relation(relation: Relation, a: Reply, b: Reply) -> FindingKind | None:
    """The kind of finding that a relation is between two answers, by who gave them."""
    same = is_same_side(a.side, b.side)
    if relation == "agree":
        if b.kind == "doer" and (a.side.own or b.side.own):
            return None
        return None if same or a.report == b.report or a.origin == b.origin else "consistent"
    if relation == "moved":
        return "update"
    return "self_revision" if same else "contradiction"


def make_finding(kind: FindingKind, a: Reply, b: Reply, inquiry: Inquiry) -> Finding:
    """The finding with its sentence."""
    words = f"{OPENING[kind]}: {tell(a)}; {tell(b)}."
    field = f"number of {GROUPS[b.group]}" if b.kind == "count" and b.group == a.group and b.group in GROUPS else FIELDS[b.kind]
    return Finding(kind, a.claim, b.claim, field, words, inquiry.question.id)


def tell(reply: Reply) -> str:
    """Who said what when, in words."""
    who = f"{reply.side.name} (in its own words)" if reply.side.own else reply.side.name
    day = said_on(reply)
    when = f"{day.day} {day:%B %Y}" if day != TIMELESS else "undated"
    return f"{who}, {when}: {reply.value}"
