"""Who holds a place, compared as whole pictures: what one side says in one report of who holds all or part of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from emberwatch.ledger.answers.holding import TAKERS, are_others, is_like, kind_of, may_be_one
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import Side, is_same_side
from emberwatch.ledger.answers.view import UNREAL
from emberwatch.model.ledger import FindingKind

DENIED_DAYS = 7
"""So long what was told is denied, rather than undone."""
SAME_TIME_DAYS = 2
"""Sides that differ within so many days contradict each other; later the place may have changed hands."""
NEAR_DAYS, HELD_DAYS = 30, 1100
"""So far apart two places must have one name or id; and so far apart nothing is compared."""
AGREE_DAYS = 30
"""So long a claim of another side bears out who holds a place."""
EXTENTS = ("seen", "part", "", "all")
"""From the least to the most that a claim gives a holder; "" is the place by its name."""
LEAST = frozenset({"seen", "part"})
PICTURES_BACK, PICTURES_MOST = 40, 4
"""So many pictures before it each is held against, and so many findings of one kind are told of it, the latest of them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Who holds what, as one side tells it in one report: the reply that gives each holder most; and who is said not to be there."""

    side: Side
    report: str
    held: dict[str, Reply]
    out: dict[str, Reply]

    @property
    def replies(self) -> tuple[Reply, ...]:
        """All of its replies in order."""
        return tuple(sorted((*self.held.values(), *self.out.values()), key=lambda r: r.order))

    @property
    def where(self) -> str:
        """The id of the place, "" where none of its replies has one."""
        return next((r.where for r in self.replies if r.where), "")

    @property
    def day(self) -> date | None:
        """The day it speaks of: of publication, for control lasts."""
        return max((d for r in self.replies if (d := r.published) is not None), default=None)


def assess_holders(replies: Sequence[Reply], since: date | None = None) -> Iterator[tuple[FindingKind, Reply, Reply]]:
    """Kind and both answers of each finding: every picture against the last one before it of each side, the `PICTURES_BACK` last at most.

    Of those that were published `since` a day alone, where one is given: what was found before depends on nothing told later.
    """
    pictures, agreed = draw(replies), set[tuple[str, str]]()
    for number, b in enumerate(pictures):
        if since is not None and b.day is not None and b.day < since:
            continue
        seen: list[Picture] = []
        counts: Counter[FindingKind] = Counter()
        for a in reversed(pictures[max(0, number - PICTURES_BACK) : number]):
            if any(is_same_side(a.side, s.side) for s in seen) or (is_same_side(a.side, b.side) and a.report == b.report):
                continue
            seen.append(a)
            found = relate_pictures(a, b)
            if found is not None and (found[0] != "consistent" or (found[1].claim, b.report) not in agreed):
                agreed |= {(found[1].claim, b.report)} if found[0] == "consistent" else set()
                counts[found[0]] += 1
                if counts[found[0]] <= PICTURES_MOST:
                    yield found


def draw(replies: Sequence[Reply]) -> list[Picture]:
    """One picture a side and report, in order; retold sayings and times long past are left out."""
    pictures: list[Picture] = []
    of_report: dict[str, list[Picture]] = defaultdict(list)
    for reply in replies:
        if reply.retold:
            continue
        mine = next((p for p in of_report[reply.report] if is_same_side(p.side, reply.side)), None)
        if mine is None:
            mine = Picture(reply.side, reply.report, {}, {})
            pictures.append(mine)
            of_report[reply.report].append(mine)
        if reply.group == "none":
            mine.out.setdefault(reply.stance, reply)
        elif reply.stance not in mine.held or rank(reply) > rank(mine.held[reply.stance]):
            mine.held[reply.stance] = reply
    return pictures


def rank(reply: Reply) -> tuple[bool, int]:
    """How much a reply tells of its holder: that he holds, before that he has not lost; then how much of the place."""
    return reply.status not in UNREAL, EXTENTS.index(reply.group)


def relate_pictures(a: Picture, b: Picture) -> tuple[FindingKind, Reply, Reply] | None:
    """What one picture is to an earlier one; None where both may be right and differ."""
    if a.where and b.where and a.where != b.where:
        return None
    gap = abs((b.day - a.day).days) if a.day and b.day else 0
    if gap > HELD_DAYS or (gap > NEAR_DAYS and not (a.where or a.replies[0].label == b.replies[0].label)):
        return None
    same, clash = is_same_side(a.side, b.side), find_clash(a, b)
    if clash is not None:
        same = same and not are_opposed(*clash)
        moved = has_moved(*clash, gap, same)
        return ("update" if moved else "self_revision" if same else "contradiction", *clash)
    if same or a.report == b.report or a.replies[0].origin == b.replies[0].origin or gap > AGREE_DAYS:
        return None
    agreed = find_agreement(a, b)
    if agreed is not None and agreed[1].growth and gap > SAME_TIME_DAYS:
        return None
    return ("consistent", *agreed) if agreed is not None else None


def are_opposed(a: Reply, b: Reply) -> bool:
    """Does each speak for a holder of his own, so that they are not one side, whatever office both have?"""
    return are_others(a.stance, b.stance) and all("own" in reply.against.split() and reply.group != "none" for reply in (a, b))


def has_moved(a: Reply, b: Reply, gap: int, same: bool) -> bool:
    """Did the place change hands between two sayings that clash? Not where the later tells of a time before the earlier was said."""
    if a.published is not None and b.day is not None and (b.day < a.published or (b.day == a.published and a.status in UNREAL)):
        return False
    if b.status in UNREAL and b.growth is False and gap <= DENIED_DAYS and not same:
        return False
    later = b.day is not None and a.published is not None and b.day > a.published
    if is_taken(b) and b.status not in UNREAL and (later or (gap > 0 and are_deeds(a, b, gap))):
        return True
    left = b.group == "none" and b.status not in UNREAL
    return gap > SAME_TIME_DAYS or (gap > 0 and (same or left or b.growth))


def find_clash(a: Picture, b: Picture) -> tuple[Reply, Reply] | None:
    """Two replies that cannot both be right: two holders of which one has the whole place, or one who holds it and is not there."""
    if a.report == b.report and is_same_side(a.side, b.side):
        return None
    for holder, mine in sorted(standing(a).items()):
        for other, theirs in sorted(standing(b).items()):
            whole = [reply for reply in (mine, theirs) if reply.group not in LEAST]
            if are_others(holder, other) and whole and (len(whole) > 1 or not are_states(holder, other)):
                return mine, theirs
    for holder in sorted(set(a.held) & set(b.held)):
        mine, theirs = a.held[holder], b.held[holder]
        if ("only" in mine.against.split()) != ("only" in theirs.against.split()) and (mine.group == "all" or theirs.group == "all"):
            return mine, theirs
    for held, out, turned in ((a.held, b.out, False), (b.held, a.out, True)):
        for holder, mine in sorted(held.items()):
            gone = (reply for other, reply in sorted(out.items()) if may_be_one(holder, other) or (other == TAKERS and is_taken(mine)))
            left = next(gone, None)
            if left is not None and may_clash(mine, left, a if not turned else b):
                return (left, mine) if turned else (mine, left)
    told = ((a.out[holder], b.out[holder]) for holder in sorted(set(a.out) & set(b.out)))
    return next(((x, y) for x, y in told if ("forced" in x.against) != ("forced" in y.against) and "own" in f"{x.against} {y.against}".split()), None)


def are_deeds(a: Reply, b: Reply, gap: int) -> bool:
    """Did two take a place one after the other, or did another than the taker tell of it later?"""
    if not are_others(a.stance, b.stance) or a.status in UNREAL or (b.day and (a.day or a.published or b.day) >= b.day):
        return False
    return is_taken(a) or (gap >= SAME_TIME_DAYS and "own" not in b.against.split())


def are_states(holder: str, other: str) -> bool:
    """Are both soldiers of states? Those of two may stand in one place side by side."""
    return {kind_of(holder), kind_of(other)} <= {"state", "force"}


def is_taken(reply: Reply) -> bool:
    """Is it told that the holder took the place, rather than that he has it?"""
    return bool({"taken", "forced"} & set(reply.against.split()))


def standing(picture: Picture) -> dict[str, Reply]:
    """Whom the picture gives the place in the end: without those whom it says to have left again."""
    return {holder: reply for holder, reply in picture.held.items() if holder not in picture.out}


def may_clash(held: Reply, out: Reply, holding: Picture) -> bool:
    """Does it clash that one holds a place and is not there? One who held it and left again was there; so only a denial that he was clashes with it."""
    return out.status in UNREAL or held.stance not in holding.out


def find_agreement(a: Picture, b: Picture) -> tuple[Reply, Reply] | None:
    """Two replies by which the pictures agree: the same holders, or one holds the place and the other is gone."""
    one, two = standing(a), standing(b)
    if one and two:
        pairs = [(one[x], two[y]) for x in sorted(one) for y in sorted(two) if is_like(x, y) and "seen" not in (one[x].group, two[y].group)]
        if len({"only" in reply.against.split() for pair in pairs for reply in pair}) > 1:
            return None
        whole = all(any(is_like(x, y) for y in two) for x in one) and all(any(is_like(x, y) for x in one) for y in two)
        return pairs[0] if pairs and whole else None
    gone = sorted(set(a.out) & set(b.out))
    if gone and not one and not two:
        return a.out[gone[0]], b.out[gone[0]]
    held, out = (one, b.out) if one else (two, a.out)
    if not held or not out or any(may_be_one(holder, other) or other == TAKERS for holder in held for other in out):
        return None
    mine, theirs = max(held.values(), key=lambda r: (rank(r), r.order)), min(out.values(), key=lambda r: r.order)
    return None if mine.group == "seen" else (mine, theirs) if one else (theirs, mine)
