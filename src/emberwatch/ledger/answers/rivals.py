"""Rival tellings: who two claims say did a deed that both tell of, though as they name different doers no incident joins them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from emberwatch.ledger.answers.doers import find_told_doers
from emberwatch.ledger.answers.happening import Happening, describe
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
WEEK_DAYS = 7
"""Rivals are told of days that meet, or published within so many days (`REFUSED_DAYS` is the most that is asked of two without such days)."""
RIVAL = 4.0
SURE = 0.3


def answer_rivals(views: Sequence[View], homes: Mapping[str, str]) -> Iterator[Reply]:
    """The later reply of every two that tell of one deed in two incidents, to the question on the incident of the one told first, marked as from another."""
    blocks = DeedBlocks()
    told = [each for view in views for each in lay_doings(view, homes)]
    for happening, _ in told:
        blocks.put(happening)
    for happening, reply in told:
        for other in blocks.seek(happening):
            if other.home != happening.home and other.order < happening.order and is_rival(other, happening):
                yield replace(reply, subject=(("incident", other.home),), where=f"rival {reply.where}")


class DeedBlocks:
    """Deeds under place and time, so that one is held only against those that `is_rival` may find to be rivals."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], list[Happening]] = defaultdict(list)

    def put(self, deed: Happening) -> None:
        """Keep it under each of its places, by its days, by the week of its publication and, for those that nobody dated, by neither."""
        times = (*find_weeks(deed), *own_weeks(deed.view.published))
        for place in place_keys(deed):
            for time in times:
                self.held[place, time].append(deed)

    def seek(self, deed: Happening) -> list[Happening]:
        """Those of one place and time with it, told within so many days, that share more with it than a wide place; each once."""
        times = (*find_weeks(deed), *near_weeks(deed.view.published))
        found = {id(other): other for place in place_keys(deed) for time in times for other in self.held.get((place, time), ())}
        return [other for other in found.values() if other.view is not deed.view and is_told_near(deed, other) and deed.blocks() & other.blocks()]


def is_told_near(one: Happening, other: Happening) -> bool:
    """Were both published within so many days, as far as they are dated?"""
    a, b = one.view.published, other.view.published
    return a is None or b is None or abs((a - b).days) <= RIVAL_DAYS


def place_keys(deed: Happening) -> set[str]:
    """The family of a deed with each place that `find_shared_place` holds against another's."""
    return {f"{deed.family}@{town}" for town in deed.towns | deed.names | deed.near} | ({f"{deed.family}={deed.place}"} if deed.place else set())


def find_weeks(deed: Happening) -> list[str]:
    """The weeks that hold the days of a deed, where it tells them."""
    if deed.start is None or deed.end is None:
        return []
    first, last = deed.start.toordinal(), max(deed.start.toordinal(), deed.end.toordinal() - 1)
    return [f"of {week}" for week in range(first // WEEK_DAYS, last // WEEK_DAYS + 1)]


def own_weeks(published: date | None) -> tuple[str, ...]:
    """The week of a publication, and a mark for everything."""
    return ("undated", "any") if published is None else (f"in {published.toordinal() // WEEK_DAYS}", "any")


def near_weeks(published: date | None) -> tuple[str, ...]:
    """The weeks that can hold a publication within a week of this one, and the undated ones."""
    if published is None:
        return ("any",)
    week = published.toordinal() // WEEK_DAYS
    return (f"in {week - 1}", f"in {week}", f"in {week + 1}", "undated")


def find_doing_roles(view: View) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Id, role and keys of every fact that says who did a deed: by place alone (doing), and by place and the weeks of its days (timed)."""
    for deed, _ in lay_doings(view, {fact.id: fact.id for fact in view.reading.facts}):
        places = place_keys(deed)
        yield deed.claim.id, "doing", frozenset(places)
        yield deed.claim.id, "timed", frozenset(f"{place}~{week}" for place in places for week in find_weeks(deed))


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
