"""Rival tellings: who two claims say did a deed that both tell of, though as they name different doers no incident joins them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from emberwatch.ledger.answers.doers import find_told_doers
from emberwatch.ledger.answers.happening import Blocks, Happening, describe
from emberwatch.ledger.answers.memory import remembered_by_homes
from emberwatch.ledger.answers.refusals import is_by
from emberwatch.ledger.answers.relate import GROUND
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.ties import REFUSED_DAYS, is_in_time, meet_others, struck_others
from emberwatch.ledger.answers.view import View
from emberwatch.ledger.linking.lexicon import find_stems
from emberwatch.model.fact import Fact

RIVAL_DAYS = 60
"""Tellings published so many days apart are held against each other."""
RIVAL = 4.0
SURE = 0.3


def answer_rivals(views: Sequence[View], homes: Mapping[str, str]) -> Iterator[Reply]:
    """The later reply of every two that tell of one deed in two incidents, to the question on the incident of the one told first, marked as from another."""
    blocks = Blocks(RIVAL_DAYS)
    told = [each for view in views for each in lay_doings(view, homes)]
    for happening, _ in told:
        blocks.put(happening)
    for happening, reply in told:
        for other in blocks.seek(happening):
            if other.order < happening.order and other.home != happening.home and is_rival(other, happening):
                yield replace(reply, subject=(("incident", other.home),), where=f"rival {reply.where}")


@remembered_by_homes
def lay_doings(view: View, homes: Mapping[str, str]) -> Iterator[tuple[Happening, Reply]]:
    """Every deed of which a report says who did it, laid flat, with the reply that says so."""
    for fact, reply in find_told_doers(view, homes):
        yield describe(view, fact, homes), reply


def is_rival(one: Happening, other: Happening) -> bool:
    """Do both tell of one deed: in one place, at one time, of one kind, done to the same, whoever did it?"""
    if one.view is other.view or not isinstance(one.claim, Fact) or not isinstance(other.claim, Fact):
        return False
    if min(one.claim.probability, other.claim.probability) < SURE or one.family != other.family:
        return False
    if is_mutual(one, other) and is_soon(one, other):
        return find_shared_place(one, other) > 1
    if struck_others(one, other) or not is_in_time(one, other):
        return False
    place = find_shared_place(one, other)
    return place > 0 and place + deed_score(one, other) >= RIVAL


def is_mutual(one: Happening, other: Happening) -> bool:
    """Does each blame the other's side?"""
    return all(is_by(h.view, h.claim, rival.side) for h, rival in ((one, other), (other, one)) if isinstance(h.claim, Fact))


def is_soon(one: Happening, other: Happening) -> bool:
    """Were both published within the days in which blame is answered, and does nothing say that they are of different days?"""
    a, b = one.view.published, other.view.published
    dated = one.start is not None and other.start is not None
    return a is not None and b is not None and abs((a - b).days) <= REFUSED_DAYS and (not dated or is_in_time(one, other))


def find_shared_place(one: Happening, other: Happening) -> float:
    """Points for a place that both name."""
    mine, theirs = one.towns | one.names, other.towns | other.names
    if mine & theirs:
        return 2.0
    if one.near & (theirs | other.near) or mine & other.near:
        return 1.0
    return 1.0 if one.place and one.place == other.place else 0.0


def deed_score(one: Happening, other: Happening) -> float:
    """Points for the same word, the same that it was done to, numbers, days and words, and for each who blames the other's side.

    None where the deed is told by another word, as done to others, and not both blame each other.
    """
    alike = bool(one.trigger & other.trigger) or (one.harm and other.harm) or one.family == GROUND
    met = meet_others(one, other)
    timed = one.start is not None and other.start is not None
    blame = sum(is_by(h.view, h.claim, rival.side) for h, rival in ((one, other), (other, one)) if isinstance(h.claim, Fact))
    if not alike and not met and blame < 2:
        return 0.0
    placed = {stem for h in (one, other) if isinstance(h.claim, Fact) and h.claim.place for stem in find_stems(h.claim.place.text)}
    shared = (one.stems & other.stems) - one.trigger - other.trigger - placed
    return 1.0 * blame + 1.5 * alike + 1.5 * met + 1.5 * bool(one.numbers & other.numbers) + 1.0 * timed + min(2.0, 0.5 * len(shared))
