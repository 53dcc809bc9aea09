"""The place that a description ("the enclave", "one of its last hold-outs") refers to, among those the report names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log2

from emberwatch.model.entity import Candidate, Place
from emberwatch.places.gazetteer import Entry
from emberwatch.places.schema import SETTLEMENTS

COMPATIBLE: dict[str, frozenset[str]] = {
    "settlement": SETTLEMENTS,
    "holdout": SETTLEMENTS | {"district", "region", "division"},
    "camp": frozenset({"camp"}),
    "base": frozenset({"base", "airport"}),
    "airport": frozenset({"airport", "base"}),
    "crossing": frozenset({"crossing"}),
    "site": frozenset({"site", "oilfield"}),
    "oilfield": frozenset({"oilfield"}),
    "country": frozenset({"country"}),
    "division": frozenset({"division"}),
    "region": frozenset({"region", "division"}),
    "desert": frozenset({"desert"}),
    "mountain": frozenset({"mountain"}),
    "river": frozenset({"river"}),
    "lake": frozenset({"lake", "sea"}),
    "sea": frozenset({"sea"}),
    "district": frozenset({"district"}),
    "border": frozenset({"border"}),
    "anywhere": SETTLEMENTS | {"district", "region", "division", "camp", "base", "airport", "site", "country", "mountain", "desert", "crossing"},
}
FADING_CHARS = 700.0
"""A mention this far away counts 1/e of one next to the description."""
FAR_AFTER_CHARS = 400
"""How far after the description its place may first be named, where nothing before fits: about the next sentence."""
LOCATING = re.compile(
    r"\b(?:in|of|at|near|from|to|into|inside|outside|around|on|fled|flee|fleeing|left|leaving|reach|captured?|seized?|besieged?|shelled|struck|hit|entered|"
    r"attacked|attack on|bombed|stormed|shook|overran|retook|village|town|city)(?: the)? $",
    re.IGNORECASE,
)
DATELINE_AFTER = re.compile(r"^(?:, [A-Z][\w .]{2,20})?(?:, [A-Z][a-z]+\.? \d{1,2})?,? ?(?:\([A-Z][\w ]+\))? ?[-–—:] ?")


@dataclass(frozen=True, slots=True)
class Referent:
    """A place that the report has named or described, where, and as what kind of place."""

    start: int
    end: int
    place: Place
    kind: str
    division: str | None = None
    located: bool = True
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a description asks for: a kind of place, perhaps in a country or division, with the word used whether it may be named later, and
    whether a side of a place ("northern …") is no answer.
    """

    kind: str
    start: int
    end: int
    word: str = ""
    country: str | None = None
    division: str | None = None
    near_country: str | None = None
    may_follow: bool = False
    whole: bool = False


@dataclass(slots=True)
class _Ranked:
    referent: Referent
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)


def is_dateline(text: str, start: int, end: int) -> bool:
    """Is the name at `[start, end)` the place a line was filed from: "BEIRUT, March 7 (Reuters) -"?"""
    line_start = text.rfind("\n", 0, start) + 1
    return start - line_start <= 2 and bool(DATELINE_AFTER.match(text[end : end + 60]))


def make_referent(text: str, start: int, end: int, entry: Entry) -> Referent | None:
    """The referent that a name gives; None for a dateline or a name inside a compound (`US-backed`)."""
    if is_dateline(text, start, end) or text.startswith("-", end):
        return None
    located = bool(LOCATING.search(text[max(0, start - 24) : start]))
    return Referent(start, end, entry.as_place(), entry.kind, entry.division, located, entry.ours)


def fits(referent: Referent, wanted: Wanted) -> bool:
    """Can the description mean this place: its kind, its country and division?"""
    if referent.kind not in COMPATIBLE[wanted.kind] or (referent.start < wanted.end and wanted.start < referent.end):
        return False
    if referent.kind == "region" and referent.place.country is None and not referent.place.id.startswith("border:"):
        return False
    if wanted.whole and "/" in referent.place.id:
        return False
    if referent.start >= wanted.end and not wanted.may_follow and wanted.near_country not in (None, referent.place.country):
        return False
    if wanted.division is not None and referent.division != wanted.division:
        return False
    return wanted.country is None or referent.place.country == wanted.country


def size_fit(referent: Referent, word: str) -> float:
    """How well a place's size suits the noun: a village of a million people does not."""
    people = referent.place.population
    if word in ("village", "hamlet"):
        return -0.6 if people > 100_000 or referent.kind == "city" else 0.2
    if word == "town":
        return -0.6 if people > 1_000_000 else 0.1
    if word == "city":
        return 0.3 if people > 50_000 or referent.kind == "city" else -0.3
    return 0.0


def rank(referents: Sequence[Referent], wanted: Wanted) -> list[tuple[Referent, Candidate]]:
    """The places that a description can mean, best first, each with its score and reasons."""
    fitting = [r for r in referents if fits(r, wanted)]
    before = [r for r in fitting if r.end <= wanted.start]
    if not before and not wanted.may_follow:
        fitting = [r for r in fitting if r.start - wanted.end <= FAR_AFTER_CHARS]
    elif not wanted.may_follow:
        fitting = [r for r in fitting if r.end <= wanted.start or r.start - wanted.end <= FAR_AFTER_CHARS]
    counts = Counter(r.place.id for r in fitting)
    best: dict[str, _Ranked] = {}
    for referent in fitting:
        ranked = _score(referent, wanted, counts[referent.place.id])
        if referent.place.id not in best or ranked.score > best[referent.place.id].score:
            best[referent.place.id] = ranked
    order = sorted(best.values(), key=lambda r: (-r.score, r.referent.place.id))
    return [(r.referent, Candidate(r.referent.place.id, r.referent.place.name, round(r.score, 2), tuple(r.reasons))) for r in order]


def _score(referent: Referent, wanted: Wanted, mentions: int) -> _Ranked:
    """Nearness, frequency, and how well the place suits the words."""
    ranked = _Ranked(referent)
    after = referent.start >= wanted.end
    away = referent.start - wanted.end if after else wanted.start - referent.end
    ranked.score += (0.5 if after else 1.0) * exp(-away / FADING_CHARS)
    ranked.reasons.append(f"named {away} characters {'after' if after else 'before'}")
    ranked.score += 0.25 * log2(1 + mentions)
    ranked.reasons.append(f"named {mentions} time{'s' if mentions > 1 else ''}")
    if referent.located:
        ranked.score += 0.35
        ranked.reasons.append("named as the place of something")
    if referent.ours:
        ranked.score += 0.2
    if wanted.near_country is not None and referent.place.country == wanted.near_country:
        ranked.score += 0.6
        ranked.reasons.append(f"in {wanted.near_country}, which the sentence is about")
    if wanted.kind == "holdout" and referent.kind in ("region", "division"):
        ranked.score -= 0.4
    ranked.score += size_fit(referent, wanted.word)
    return ranked
