"""Who holds a place, compared as whole pictures: what one side says in one report of who holds all or part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from emberwatch.ledger.reply import Reply
from emberwatch.ledger.sides import Side, is_same_side
from emberwatch.model.ledger import FindingKind

SAME_TIME_DAYS = 2
"""Sides that differ within so many days contradict each other; later the place may have changed hands."""
HELD_DAYS = 120
EXTENTS = ("part", "", "all")
"""From the least to the most that a claim gives a holder; "" is the place by its name."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Who holds what, as one side tells it in one report: the reply that gives each holder most."""

    side: Side
    report: str
    held: dict[str, Reply]

    @property
    def first(self) -> Reply:
        """The first of its replies."""
        return min(self.held.values(), key=lambda r: r.order)

    @property
    def where(self) -> str:
        """The id of the place, "" where none of its replies has one."""
        return next((r.where for r in self.held.values() if r.where), "")

    @property
    def day(self) -> date | None:
        """The day it speaks of: of publication, for control lasts."""
        return max((d for r in self.held.values() if (d := r.published) is not None), default=None)


def assess_holders(replies: Sequence[Reply]) -> Iterator[tuple[FindingKind, Reply, Reply]]:
    """Kind and both answers of each finding: every picture against the last one before it of each side."""
    pictures = draw(replies)
    for number, b in enumerate(pictures):
        seen: list[Picture] = []
        for a in reversed(pictures[:number]):
            if any(is_same_side(a.side, s.side) for s in seen) or (is_same_side(a.side, b.side) and a.report == b.report):
                continue
            seen.append(a)
            found = relate_pictures(a, b)
            if found is not None:
                yield found


def draw(replies: Sequence[Reply]) -> list[Picture]:
    """One picture a side and report, in order; retold sayings and times long past are left out."""
    pictures: list[Picture] = []
    for reply in replies:
        if reply.retold:
            continue
        mine = next((p for p in pictures if p.report == reply.report and is_same_side(p.side, reply.side)), None)
        if mine is None:
            pictures.append(Picture(reply.side, reply.report, {reply.stance: reply}))
        elif reply.stance not in mine.held or EXTENTS.index(reply.group) > EXTENTS.index(mine.held[reply.stance].group):
            mine.held[reply.stance] = reply
    return pictures


def relate_pictures(a: Picture, b: Picture) -> tuple[FindingKind, Reply, Reply] | None:
    """What one picture is to an earlier one; None where both may be right and differ, or lie too far apart."""
    if a.where and b.where and a.where != b.where:
        return None
    gap = abs((b.day - a.day).days) if a.day and b.day else 0
    if gap > HELD_DAYS:
        return None
    same, clash = is_same_side(a.side, b.side), find_clash(a, b)
    if clash is not None:
        if gap > SAME_TIME_DAYS or (gap > 0 and (same or clash[1].growth)):
            return ("update", *clash)
        return ("self_revision" if same else "contradiction", *clash)
    shared = sorted(set(a.held) & set(b.held))
    if shared and not same and a.report != b.report and a.first.origin != b.first.origin and gap <= SAME_TIME_DAYS:
        both = set(a.held) == set(b.held)
        return ("consistent", a.held[shared[0]], b.held[shared[0]]) if both else None
    return None


def are_others(holder: str, other: str) -> bool:
    """Can two keys not mean one holder? Fighters told by their kind or people may be of any group with a name, soldiers the state's own."""
    kinds = {holder.partition(":")[0] if ":" in holder else "named", other.partition(":")[0] if ":" in other else "named"}
    if holder == other or kinds in ({"irregular", "named"}, {"people", "named"}, {"people", "irregular"}, {"people", "force"}):
        return False
    return not (kinds == {"force", "state"} and holder.partition(":")[2] == other.partition(":")[2])


def find_clash(a: Picture, b: Picture) -> tuple[Reply, Reply] | None:
    """Two replies that cannot both be right: one gives a holder the place, the other gives another at least a part."""
    for holder, mine in sorted(a.held.items()):
        for other, theirs in sorted(b.held.items()):
            if are_others(holder, other) and (mine.group != "part" or theirs.group != "part") and not (a.report == b.report and is_same_side(a.side, b.side)):
                return mine, theirs
    return None
