"""What speaks for two claims, laid flat, telling of one happening, and what against it."""

from __future__ import annotations

import re
from datetime import timedelta

from emberwatch.ledger.answers.happening import UNKNOWN, Happening
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement

TAKING = re.compile(r"\b(?:captur|seiz|tak|took|overr[ua]n|conquer|occup|fall|fell|enter)", re.IGNORECASE)
LATE_POINTS = 1.0
"""No more than so many points are lost by reports that lie far apart."""
TIE, STRONG = 4.0, 6.5
"""Score from which a denial is tied to a claim, and from which to one of another incident too."""
COVER, COVER_STEMS = 0.6, 3
"""The part of a denial's telling words, and how many, that a statement must hold to be what it denies."""
REFUSED_DAYS = 7
"""A refusal that tells nothing of what it refuses is of what was told within so many days before it."""
UNDATED_DAYS = 3
"""Two tellings of which one does not say on which day it was are of one time where they were published within so many days."""
MODES = frozenset({"abduct", "arrest", "clash"})
"""Modes that no other mode is told for."""
GIVING = re.compile(r"\b(?:surrender|fall|fell|lost|los[es]|abandon|left|leav|withdr|pull|evacuat|drove|driv|expel|retreat|g[ai]ve|yield)", re.IGNORECASE)
"""Words that tell of one town's changing hands from the side of who had it."""


def tie_score(one: Happening, other: Happening) -> float:
    """How much speaks for both being one happening: points for what agrees, less for what cannot be; unknown adds nothing."""
    if one.refers:
        return refer_score(one, other)
    if isinstance(one.claim, Statement) or isinstance(other.claim, Statement):
        return cover_score(one, other)
    score = 2.0 if one.home == other.home else 0.0
    score += 1.0 if one.family == other.family else 0.0 if are_taking(one, other) else -2.5
    score += 2.5 if are_alike(one, other) or are_taking(one, other) else 0.0
    score += side_score(one, other) + place_score(one, other) + time_score(one, other)
    score += 2.5 if one.tellers & (other.side.keys | other.side.countries) else 0.0
    score += 1.5 if one.numbers & other.numbers else 0.0
    if one.others and other.others:
        score += -2.0 if struck_others(one, other) else 0.0 if not meet_others(one, other) else 1.5
    score -= 2.0 if are_unlike(one, other) else 0.0
    shared = (one.stems & other.stems) - one.trigger - other.trigger
    return score + min(2.5, 0.5 * len(shared))


def are_alike(one: Happening, other: Happening) -> bool:
    """Are both told by one word, or as harm to people of which one tells that it killed?"""
    return bool(one.trigger & other.trigger) or (one.harm and other.harm and (one.kills or other.kills))


def are_others(one: Happening, other: Happening) -> bool:
    """Are those that it was done to told by groups of both, and by none in common, or by no group at all?"""
    groups = [{each for each in h.others if each.startswith("group:")} for h in (one, other)]
    return all(groups) or not any(groups)


def meet_others(one: Happening, other: Happening) -> bool:
    """Do the words for those that it was done to meet, or stand in the other's clause?"""
    return bool(one.others & other.others or one.others & other.stems or other.others & one.stems)


def struck_others(one: Happening, other: Happening) -> bool:
    """Was it done to others, as far as either tells?"""
    return bool(one.others and other.others) and not meet_others(one, other) and are_others(one, other)


def are_taking(one: Happening, other: Happening) -> bool:
    """Do both tell of one town's being taken, in whatever words?"""
    told = [h.claim for h in (one, other) if isinstance(h.claim, Fact)]
    taking = [f.type == "SEIZE" and TAKING.match(f.trigger.text) is not None for f in told]
    giving = [f.type in ("SEIZE", "RETREAT", "CONTROL") and GIVING.match(f.trigger.text) is not None for f in told]
    alike = len(told) == 2 and any(taking) and all(t or g for t, g in zip(taking, giving, strict=True))
    return alike and bool((one.towns | one.names) & (other.towns | other.names))


def are_unlike(one: Happening, other: Happening) -> bool:
    """Are the deeds of kinds that nobody tells for each other: an abduction, an arrest, a clash, an attack?"""
    kinds = {kind_of(h.claim) for h in (one, other) if isinstance(h.claim, Fact)}
    if kinds == {"abduct", "clash"}:
        return True
    return len(kinds) == 2 and not kinds & {"", "clash"} and not one.trigger & other.trigger


def kind_of(fact: Fact) -> str:
    """Abduction, arrest, clash or another attack; "" for what is no attack."""
    return fact.mode if fact.mode in MODES else fact.type if fact.type == "ASSAULT" else ""


def side_score(one: Happening, other: Happening) -> float:
    """Actors: the same, different, or not known of one."""
    if not one.actors or not other.actors:
        return 0.0
    if one.actors & other.actors:
        return 2.0
    return 0.0 if any(key.startswith(UNKNOWN) for key in one.actors | other.actors) else -4.0


def place_score(one: Happening, other: Happening) -> float:
    """Places: the same town, the same wider place, one country, another town or country, or not known."""
    if one.towns & other.towns or (one.towns | one.names) & (other.towns | other.names):
        return 2.0
    if one.towns and other.towns:
        return -3.0
    if one.near & (other.towns | other.names | other.near) or other.near & (one.towns | one.names):
        return 1.0
    if one.place and other.place and one.place == other.place:
        return 1.5
    if one.country and other.country:
        return 0.5 if one.country == other.country else -3.0
    return 0.0


def time_score(one: Happening, other: Happening) -> float:
    """Times: overlapping days, days apart, or not known; then how far apart the reports are."""
    score = 0.0
    if one.start and one.end and other.start and other.end:
        overlap = one.start < other.end + timedelta(days=1) and other.start < one.end + timedelta(days=1)
        score = 1.5 if overlap else -3.0
    a, b = one.view.published, other.view.published
    if one.view is other.view:
        return score + max(0.0, 1.5 - abs(one.at - other.at) / 400)
    score += 1.0 if one.view.reading.report.publisher and one.view.reading.report.publisher == other.view.reading.report.publisher else 0.0
    return score + (0.0 if a is None or b is None else 0.5 if abs((a - b).days) <= 3 else -min(LATE_POINTS, 0.1 * (abs((a - b).days) - 3)))


def is_in_time(one: Happening, other: Happening) -> bool:
    """Do their days meet, or, where one has none, were they published within three days?"""
    a, b = one.view.published, other.view.published
    if one.start and one.end and other.start and other.end:
        return one.start < other.end and other.start < one.end
    return a is None or b is None or abs((a - b).days) <= UNDATED_DAYS


def cover_score(one: Happening, other: Happening) -> float:
    """Of two claims of which one is a bare statement: the part of the words of `one` that the other holds, in points of `tie_score`."""
    shared = one.stems & other.stems
    if len(shared) < COVER_STEMS or len(shared) < COVER * len(one.stems):
        return 0.0
    return TIE + len(shared) / max(1, len(one.stems))


def refer_score(one: Happening, other: Happening) -> float:
    """Of a refusal that tells nothing of the deed: it is tied to harm that its own side is said to have done, told of the same place in the same days."""
    a, b = one.view.published, other.view.published
    near = a is not None and b is not None and 0 <= (a - b).days <= REFUSED_DAYS
    if not near or one.view is other.view or other.family != one.family or not one.actors & other.actors or place_score(one, other) < 1:
        return 0.0
    return TIE + place_score(one, other)
