"""Tolls that revise another: a number put beside an earlier one ("raised to", "now put at", "not four") belongs to the happening of that one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from emberwatch.ledger.answers.causes import HARM
from emberwatch.ledger.answers.counted import says
from emberwatch.ledger.answers.counts import find_own_counts
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import is_same_side
from emberwatch.ledger.answers.view import View

REVISED_DAYS = 90
"""So long after a toll it may be revised."""
BRIDGES = frozenset({frozenset({"any", "civilian"}), frozenset({"any", "force"}), frozenset({"any", "family"})})
"""Groups of which one may hold the other."""


def is_revision(reply: Reply) -> bool:
    """Do the words around a number put it beside an earlier one?"""
    return bool(reply.against) or any(says(kind, reply.words) for kind in ("growth", "correction", "revised"))


def toll_keys(view: View, state: str) -> frozenset[str]:
    """Keys of the tolls of a report: the state with each town that the report's facts name."""
    towns = {town for keys in view.places.values() for town in keys}
    return frozenset(f"toll:{state}@{town}" for town in towns)


def find_toll_roles(view: View) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Id, role (toll, and revision where it is one too) and keys of every claim that gives a toll of a happening."""
    for reply in find_own_counts(view):
        keys = toll_keys(view, reply.subject[1][1])
        yield reply.claim, "toll", keys
        if is_revision(reply):
            yield reply.claim, "revision", keys


def find_revisions(views: Sequence[View], counts: Mapping[str, Sequence[Reply]]) -> Iterator[Reply]:
    """Every revised toll once more, as an answer on the happening of the toll that it revises; `counts` are the counting replies of each report."""
    held: dict[str, list[Reply]] = defaultdict(list)
    keys = {(view.reading.report.id, state): toll_keys(view, state) for view in views for state in {r.subject[1][1] for r in counts[view.reading.report.id]}}
    for reply in (reply for view in views for reply in counts[view.reading.report.id]):
        for key in keys[reply.report, reply.subject[1][1]]:
            held[key].append(reply)
    for view in views:
        for reply in counts[view.reading.report.id]:
            if is_revision(reply):
                near = {id(r): r for key in keys[reply.report, reply.subject[1][1]] for r in held[key]}
                first = pick_revised(reply, near.values())
                if first is not None and first.subject != reply.subject:
                    yield replace(reply, subject=first.subject)


def pick_revised(reply: Reply, others: Iterable[Reply]) -> Reply | None:
    """The earlier toll that a toll revises: one that it says is wrong, before the last that the same side gave; None where there is neither."""
    found = [(score, other) for other in others if (score := score_revised(reply, other)) > 0]
    return max(found, key=lambda pair: (pair[0], pair[1].published, [-ord(c) for c in pair[1].report], -pair[1].at))[1] if found else None


def score_revised(reply: Reply, other: Reply) -> int:
    """0 where `other` cannot be what a toll revises, more where it is told by the same side, and where its number is said to be wrong."""
    a, b = other.published, reply.published
    if a is None or b is None or not 0 < (b - a).days <= REVISED_DAYS or other.report == reply.report:
        return 0
    if reply.group != other.group and frozenset({reply.group, other.group}) not in BRIDGES:
        return 0
    wrong = other.low is not None and f"{other.low:g}" in reply.against.split()
    same = is_same_side(reply.side, other.side) and not (reply.side.own and other.side.own and reply.subject[1][1] not in HARM)
    return 2 * wrong + same
