"""Compare two claims field by field: each field gives a level of agreement in words, `unknown` among them.

The same levels stand as SQL conditions in the shipped parameters (`data/linking.json`), for Splink; a test holds both to one answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import asin, cos, radians, sin, sqrt

from emberwatch.ledger.linking.claim import REPORT_WORDS
from emberwatch.ledger.linking.row import PLACE_KM, Row
from emberwatch.places.geometry import EARTH_KM

UNKNOWN = "unknown"
NEAR_CHARS = 400
VIOLENCE = "violence"
"""The group of types of which one sentence mostly tells once: an attack and the dead."""
LONG_DAYS = 62
"""What goes on for longer than two months is a background (the war, the campaign), not one happening."""
DEGREE_KM_LEAST = 111.0
"""A degree of latitude is no shorter: where it alone is too far, the distance need not be worked out."""


def compare_happening(a: Row, b: Row) -> str:
    """By the triggers' words, then by their types; a war or campaign is no happening within it."""
    if a.background != b.background:
        return "one is background"
    if a.rare & b.rare:
        return "same rare word"
    if a.plain & b.plain:
        return "same word"
    if a.common & b.common:
        return "same common word"
    if a.kin & b.rare or a.kin & b.plain or a.kin & b.common:
        return "near word"
    if not a.types or not b.types:
        return "other word"
    if a.types & b.types:
        return "same type and mode" if a.modes & b.modes else "same type, other mode" if a.modes and b.modes else "same type"
    both = a.families & b.families
    return "attack and its dead" if VIOLENCE in both else "types of one happening" if both else "other type"


def compare_actors(a: Row, b: Row) -> str:
    """Those who do it; `crossed` where the one's actors are the other's recipients."""
    found = compare_parties(a.actors, a.actor_words, b.actors, b.actor_words)
    return "crossed" if found.startswith("other") and (crosses(a, b) or crosses(b, a)) else found


def crosses(a: Row, b: Row) -> bool:
    """Has the one's actor the role of the other's recipient?"""
    return bool(a.actors & b.recipients or a.actor_words & b.recipient_words)


def compare_recipients(a: Row, b: Row) -> str:
    """Those who have it done to them."""
    return compare_parties(a.recipients, a.recipient_words, b.recipients, b.recipient_words)


def compare_parties(a: frozenset[str], a_words: frozenset[str], b: frozenset[str], b_words: frozenset[str]) -> str:
    """Two sides by id, else by their telling words."""
    if not (a or a_words) or not (b or b_words):
        return UNKNOWN
    if a & b:
        return "same"
    if a_words & b_words:
        return "same words"
    return "other" if a and b else "other words"


def compare_place(a: Row, b: Row) -> str:
    """By id, else by proper name, however it is written; else by distance within the places' precision, or by the other words."""
    if a.place and a.place == b.place:
        return "same wide place" if (a.place_km or 0) > PLACE_KM["district"] else "same place"
    if a.names & b.names:
        return "same name"
    if a.place and b.place:
        return compare_located(a, b)
    if a.names and b.names:
        return "other name"
    if not a.place_words or not b.place_words:
        return UNKNOWN
    return "same words" if a.place_words & b.place_words else "other words"


def compare_located(a: Row, b: Row) -> str:
    """Two resolved places that are not the same; `may be` where the one, being wide, can hold the other."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return UNKNOWN if a.country == b.country or not a.country or not b.country else "other country"
    reach = (a.place_km or 0) + (b.place_km or 0)
    met = abs(a.latitude - b.latitude) * DEGREE_KM_LEAST <= reach and find_km(a.latitude, a.longitude, b.latitude, b.longitude) <= reach
    if met and reach <= 2 * PLACE_KM["district"]:
        return "near"
    if a.country and b.country and a.country != b.country:
        return "other country"
    return "may be" if met else "apart"


def find_km(south: float, west: float, north: float, east: float) -> float:
    """Great-circle distance, as `places.geometry.distance_km` without its points."""
    half = sin(radians(north - south) / 2) ** 2 + cos(radians(south)) * cos(radians(north)) * sin(radians(east - west) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def compare_when(a: Row, b: Row) -> str:
    """Days of the happening: overlap within a week, overlap of wider intervals, an interval too long for one happening, or the gap between them."""
    if a.start_day is None or a.end_day is None or b.start_day is None or b.end_day is None:
        return UNKNOWN
    gap = max(a.start_day - b.end_day, b.start_day - a.end_day) + 1
    wide = max(a.end_day - a.start_day, b.end_day - b.start_day)
    if gap <= 0:
        if wide <= 7:
            return "same day" if wide == 1 else "same days"
        if a.start_day == b.start_day and a.end_day == b.end_day:
            return "same long time"
        return "may be" if wide <= LONG_DAYS else "one is long"
    return "next day" if gap == 1 else "days apart" if gap <= 4 else "weeks apart" if gap <= 30 else "far apart"


def compare_published(a: Row, b: Row) -> str:
    """Days between the two publications."""
    if a.published_day is None or b.published_day is None:
        return UNKNOWN
    days = abs(a.published_day - b.published_day)
    return "a day" if days <= 1 else "days" if days <= 4 else "two weeks" if days <= 14 else "two months" if days <= 60 else "longer"


def compare_count(a: Row, b: Row) -> str:
    """Any number that both have, else the most telling of each, where both count the same state."""
    if a.numbers & b.numbers:
        return "same number"
    if a.count_state is None or a.count_state != b.count_state:
        return UNKNOWN
    a_low, a_high = bounds(a)
    b_low, b_high = bounds(b)
    if a_low <= b_high and b_low <= a_high:
        return "may be"
    return "up to double" if max(a_low, b_low) <= 2 * min(a_high, b_high) else "more than double"


def bounds(row: Row) -> tuple[float, float]:
    """Bounds of the count; an open low end is 0, an open high end thrice the low one: "dozens more" is not thousands."""
    low = row.count_low if row.count_low is not None else 0.0
    return low, row.count_high if row.count_high is not None else 3 * low


def compare_reality(a: Row, b: Row) -> str:
    """What is said of its reality; a plan and the deed can be one happening, so that they differ weighs little."""
    if a.reality == b.reality:
        return {"real": "both real", "ahead": "both ahead", "not": "both denied"}[a.reality]
    return "said and denied" if "not" in (a.reality, b.reality) else "plan and deed"


def compare_words(a: Row, b: Row) -> str:
    """Telling words that two sentences share; unknown within one sentence and where a sentence has hardly any.

    `copied`: the same trigger among the same rare words, as it stands in copies alone.
    """
    if a.report != b.report and a.prints & b.prints:
        return "copied"
    if (a.report == b.report and a.sentence == b.sentence) or len(a.words) < 3 or len(b.words) < 3:
        return UNKNOWN
    shared = len(a.words & b.words)
    return "six or more" if shared >= 6 else "four or five" if shared >= 4 else "two or three" if shared >= 2 else "one" if shared else "none"


def compare_report(a: Row, b: Row) -> str:
    """Telling words that two reports share, as many as they would share if both were long: a brief has only so many words to share."""
    fewest = min(len(a.report_words), len(b.report_words))
    if fewest < 5:
        return UNKNOWN
    shared = REPORT_WORDS * len(a.report_words & b.report_words) // fewest
    if shared >= 4:
        return "twelve or more" if shared >= 12 else "seven or more" if shared >= 7 else "four or more"
    return "two or three" if shared >= 2 else "none or one"


def compare_nearness(a: Row, b: Row) -> str:
    """Where two facts of one report stand to each other."""
    if a.sentence == b.sentence:
        both = a.families & b.families
        if VIOLENCE in both:
            return "same sentence, violence"
        if a.types & b.types and (a.actors & b.actors or a.actor_words & b.actor_words):
            return "same sentence, same doer"
        return "same sentence, one kind" if both else "same sentence"
    return "near" if abs(a.at - b.at) <= NEAR_CHARS else "further"


def compare_reference(a: Row, b: Row) -> str:
    """Do the words of the later of two facts refer back to a thing of its kind (the attack), or name one more?

    Where an earlier fact is told by the same word, it is that fact that they refer to. Else a fact that has no place or day of its own
    most likely takes them from the earlier one, and without a reference from the deed that it goes on with.
    """
    earlier, later = (b, a) if a.at > b.at else (a, b)
    if later.antecedent:
        return "refers to it" if later.antecedent == earlier.id else "refers to another"
    if later.meant:
        return "goes on with it" if later.meant == earlier.id else "goes on with another"
    if later.reference == "back" and a.families & b.families and a.background == b.background:
        return "refers back, bare" if later.bare else "refers back"
    return "names another" if later.reference == "other" else "new"


Compare = Callable[[Row, Row], str]
WITHIN: Mapping[str, Compare] = {
    "happening": compare_happening,
    "actors": compare_actors,
    "recipients": compare_recipients,
    "place": compare_place,
    "when": compare_when,
    "count": compare_count,
    "reality": compare_reality,
    "words": compare_words,
    "nearness": compare_nearness,
    "reference": compare_reference,
}
"""The fields of two facts of one report, in the order in which a tie tells of them."""
ACROSS: Mapping[str, Compare] = {
    "happening": compare_happening,
    "actors": compare_actors,
    "recipients": compare_recipients,
    "place": compare_place,
    "when": compare_when,
    "published": compare_published,
    "count": compare_count,
    "reality": compare_reality,
    "words": compare_words,
    "report": compare_report,
}
"""The fields of two tellings in different reports."""
