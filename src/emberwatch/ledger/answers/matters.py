"""Counts of one matter whose happenings were not joined: of one state and group, in one town, on one day.

Two reports may tell of one happening by words so different that its facts are not joined; where both count the same kind of people
in the same state, in one town on one day, they answer one question all the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from emberwatch.ledger.answers.counted import load_counting
from emberwatch.ledger.answers.counts import find_counts
from emberwatch.ledger.answers.memory import remembered_by_homes
from emberwatch.ledger.answers.reply import Reply, Subject
from emberwatch.ledger.answers.revisions import BRIDGES, is_revision
from emberwatch.ledger.answers.scenes import Scene, find_scene
from emberwatch.ledger.answers.sides import is_same_side
from emberwatch.ledger.answers.view import View, telling_stems
from emberwatch.ledger.linking.reference import OTHER_TIME

DATED_DAYS = 90
"""So long afterwards a count of a day that is told may be answered."""
NEAR_DAYS = 5
"""So far apart two reports may be where one leaves the day open."""


TELLING = 10
"""A number above this, unless it is a round one, is a happening's own."""
BODIES = re.compile(r"\b(?:bodies|corpses|remains|funerals?|buried|morgues?|mortuar\w+|laid to rest)\b", re.IGNORECASE)
"""Words by which the day is not that of the deaths."""


@dataclass(frozen=True, slots=True)
class Count:
    """A counting reply with its scene; `stems` are the telling words of its sentence and the one before, `sites` what these say was struck."""

    reply: Reply
    scene: Scene
    stems: frozenset[str]
    sites: frozenset[str]

    @property
    def state(self) -> str:
        """What became of those counted."""
        return self.reply.subject[1][1]


@remembered_by_homes
def lay_counts(view: View, homes: Mapping[str, str]) -> list[Count]:
    """The counts of a report, each with its scene; how many fled is asked of the town that they are from."""
    made: list[Count] = []
    scenes: dict[int, Scene] = {}
    for reply in find_counts(view, homes):
        if reply.subject[1][1] == "displaced":
            continue
        number = view.sentence_at(reply.at)
        if number not in scenes:
            scenes[number] = find_scene(view, number)
        scene = scenes[number]
        if BODIES.search(view.words_of(number)) or is_in_aside(view, number, reply.at) or (is_revision(reply) and scene.days == {view.published}):
            scene = replace(scene, days=frozenset())
        words = view.words_of(number) + (f" {view.words_of(number - 1)}" if number else "")
        made.append(Count(reply, scene, telling_stems(words), find_sites(view.words_of(number)) or find_sites(words)))
    return made


def find_sites(words: str) -> frozenset[str]:
    """The kinds of site that words name: market, school, checkpoint."""
    return frozenset(kind for pattern, kind in load_counting()["site"] if pattern.search(words))


def is_in_aside(view: View, number: int, at: int) -> bool:
    """Does a number stand in a clause of another time than its sentence: "a week after eleven had died"?"""
    return any(m.start() <= at - view.sentence_start(number) < m.end() for m in OTHER_TIME.finditer(view.words_of(number)))


def find_count_roles(view: View) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Id, role (count, dated) and keys of every claim that counts: the state with each town, and with its day or odd number."""
    for count in lay_counts(view, {}):
        yield count.reply.claim, "count", frozenset(f"{count.state}@{town}" for town in count.scene.towns)
        marks = {*map(str, count.scene.days), *([f"#{count.reply.low:g}"] if is_telling(count.reply) else [])}
        yield count.reply.claim, "dated", frozenset(f"{count.state}@{town}@{mark}" for town in count.scene.towns | count.scene.main for mark in marks)


def is_telling(reply: Reply) -> bool:
    """Is the number so odd that another report which gives it will mean the same?"""
    return reply.low is not None and reply.low == reply.high and reply.low > TELLING and reply.low % 10 != 0


def find_matters(views: Sequence[View], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Every count once more, as an answer on the happening of the earlier count of its matter in each other report that does not share one with it."""
    laid = [count for view in views for count in lay_counts(view, homes)]
    near: dict[tuple[str, int | None], list[Count]] = defaultdict(list)
    asked: dict[Subject, list[Count]] = defaultdict(list)
    for count in laid:
        asked[count.reply.subject].append(count)
        for key in town_keys(count):
            near[key, find_stretch(count.reply.published)].append(count)
    for count in laid:
        stretch = find_stretch(count.reply.published)
        stretches = (stretch - 1, stretch) if stretch is not None else ()
        others = {id(other): other for key in town_keys(count) for each in stretches for other in near.get((key, each), ())}
        others |= {id(other): other for other in asked[count.reply.subject] if town_keys(other) & town_keys(count)}
        for subject in sorted(pick_matters(count, list(others.values()))):
            yield replace(count.reply, subject=subject)


def town_keys(count: Count) -> frozenset[str]:
    """The state that it counts with each town that it may be of."""
    return frozenset(f"{count.state}@{town}" for town in count.scene.towns | count.scene.main)


def find_stretch(published: date | None) -> int | None:
    """The stretch of `DATED_DAYS` that holds a day: what is answered later lies in it or in the one before; None for none."""
    return None if published is None else published.toordinal() // DATED_DAYS


def pick_matters(count: Count, others: Sequence[Count]) -> set[Subject]:
    """The questions of the counts of the same matter in each earlier report, but of one whose counts leave open which it is, or that asks the same already."""
    by_report: dict[str, list[Count]] = defaultdict(list)
    for other in others:
        if other.reply.report != count.reply.report and other.reply.order < count.reply.order and is_alike(count.reply.group, other.reply.group):
            by_report[other.reply.report].append(other)
    for told in sorted(by_report.values(), key=lambda some: min(one.reply.order for one in some)):
        if any(one.reply.subject == count.reply.subject for one in told):
            return set()
        fit = [(score, one) for one in told if (score := score_matter(count, one)) > 0]
        best = [one for score, one in fit if score == max(score for score, _ in fit)]
        if best:
            return {min(one.reply.subject for one in best)} if len({one.reply.at for one in best}) == 1 else set()
    return set()


def is_alike(one: str, other: str) -> bool:
    """Do two groups count the same people, or one the people of whom the other is a part?"""
    return one == other or frozenset({one, other}) in BRIDGES


def score_matter(count: Count, other: Count) -> float:
    """0 where two counts cannot be of one matter, more where more of it is told alike."""
    days, alike = other.scene.days & count.scene.days, is_telling(count.reply) and (count.reply.low, count.reply.high) == (other.reply.low, other.reply.high)
    here, there = count.scene.towns, other.scene.towns
    if not (here & there or (days and (here | count.scene.main) & (there | other.scene.main))):
        return 0.0
    revised = is_revision(count.reply) and is_same_side(count.reply.side, other.reply.side)
    if (count.scene.days and other.scene.days and not days) or (count.scene.long != other.scene.long and not revised):
        return 0.0
    if count.sites and other.sites and not count.sites & other.sites:
        return 0.0
    common = count.stems & other.stems
    if is_after(count.scene.days, other.reply.published) or (
        0 in (count.reply.high, other.reply.high) and not is_denied(count, other, bool(days), len(common))
    ):
        return 0.0
    apart = days_between(count.reply.published, other.reply.published)
    if apart is None or apart > (DATED_DAYS if days or alike else NEAR_DAYS):
        return 0.0
    shared = len(common) / (1 + min(len(count.stems), len(other.stems)))
    return 1.0 + bool(days) + shared + (count.reply.group == other.reply.group)


def is_denied(count: Count, other: Count, dated: bool, common: int) -> bool:
    """Can nought be said of the other count: of one day and told in words that they share, or of who is held, which lasts, and of one group?"""
    return (dated and common > 1) or (count.state == "held" and count.reply.group == other.reply.group)


def is_after(days: frozenset[date], published: date | None) -> bool:
    """Did all that is told of these days come about after a report was published, which cannot tell of it?"""
    return bool(days) and published is not None and min(days) > published


def days_between(a: date | None, b: date | None) -> int | None:
    """Days between two publications; None where one is undated."""
    return abs((a - b).days) if a is not None and b is not None else None
