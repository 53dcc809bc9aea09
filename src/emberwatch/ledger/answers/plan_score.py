"""What speaks for two claims being of one plan: what is to be done, who takes part, where, when and in which words."""

from __future__ import annotations

from emberwatch.ledger.answers.plan_claims import FORCES, Matter
from emberwatch.ledger.answers.sides import is_same_side
from emberwatch.ledger.answers.stances import FORWARD, LACKING, is_stay
from emberwatch.ledger.answers.ties import are_taking, tie_score
from emberwatch.ledger.linking.compare import find_km
from emberwatch.ledger.linking.lexicon import find_stems, load_lexicon

PEOPLE = frozenset({"civilian", *FORCES})
TIED = 4.5
"""Points of `tie_score` from which two claims are of one plan."""
KEPT, TOWN, NEED = 2.5, 2.0, 1.5
"""Points from which two claims are of one plan; those of one town, which suffice where nothing speaks against it; what place and parties must bring."""
NEAR_KM = 15.0
ATTACKS = frozenset({"attack", "strike"})
"""Of these only what is told by like words is one plan: where there is war, there is always another attack."""
LOOSE = frozenset({*ATTACKS, "deploy", "talk", "give"})
"""What is done so often that town and kind alone tell no plan."""
MUTUAL = frozenset({"truce", "talk", "vote", "end"})
"""What several take part in, of whom each claim may name another."""
SAME_VOICE = 1.5
"""What one speaker of both brings."""
SINGLE, LEAST = frozenset({"free"}), 1.0
"""Of these the town and the kind of people alone tell no plan; and what the parties must bring."""
RARE, RARELY = frozenset({"disarm", "open", "truce"}), 2.0
"""What is done so seldom that less speaks for one plan; and how much less."""
SOLE = frozenset({"vote", "end"})
"""What a country, or a town, has but one of at a time."""
ALONE = frozenset({*SOLE, *SINGLE, "truce"})
"""Of these a country, or the kind of people, tells enough of where and who."""
OFTEN = frozenset({"talk", "give", "aid", "deploy"})
"""What one party does, or is offered, in many ways and often."""
UNTOLD = frozenset({"give", "aid", "deploy"})
"""Of these two who announce the same may mean two."""
DEPARTURES = {"RETREAT", "DISPLACE"}
"""Forces that leave and people who flee are two deeds, unless they are told to be the same."""
NAME_CHARS = 4
STEM_POINTS, MOST_STEMS = 0.4, 4
DEED_BITS = 4


def names_meet(one: Matter, other: Matter) -> bool:
    """Is one name in both, or one made from it (Eritrea, Eritreans)?"""
    pairs = [(a, b) for a in one.names for b in other.names]
    return any(a == b or (min(len(a), len(b)) >= NAME_CHARS and (a.startswith(b) or b.startswith(a))) for a, b in pairs)


def matter_score(one: Matter, other: Matter) -> float | None:
    """Points for what speaks for one plan; None where something speaks against it or too little is the same."""
    kinds = one.kinds & other.kinds
    if not kinds:
        return None
    where, who = score_place(one, other), score_parties(one, other)
    if kinds <= MUTUAL:
        who = who or 0.0
    need = NEED if not kinds & SOLE else 1.0
    if where is None or who is None or where + who < need:
        return None
    forward = one.stance in FORWARD and other.stance in FORWARD
    if one.stance == other.stance and forward and kinds <= UNTOLD:
        return None
    if kinds <= LOOSE and not share_doer(one, other) and not (forward and where >= TOWN):
        return None
    if kinds <= ATTACKS and not are_worded_alike(one, other):
        return None
    if (where < TOWN and who < LEAST and not kinds & ALONE) or not is_one_deed(one, other, where >= TOWN):
        return None
    if not who and "leave" not in kinds and any(m.fact is not None and is_stay(m.fact) for m in (one, other)):
        return None
    points = where + who + score_deed(one, other)
    if kinds & SINGLE and who < LEAST:
        return None
    nowhere = not (one.happening.towns or other.happening.towns or one.happening.country or other.happening.country)
    kept = RARELY if kinds & RARE else KEPT
    return points if points >= kept or where >= TOWN or kinds & SOLE or (who >= TOWN and (nowhere or one.view is other.view)) else None


def are_worded_alike(one: Matter, other: Matter) -> bool:
    """Are both deeds told by one word, by words near in meaning, or as the taking of one town?"""
    a, b = one.happening.trigger, other.happening.trigger
    kin = load_lexicon().kin
    return bool(a & b) or any(word in kin.get(each, ()) for each in a for word in b) or are_taking(one.happening, other.happening)


def is_one_deed(one: Matter, other: Matter, near: bool) -> bool:
    """Are both told by one word, by words near in meaning, or as deeds of one manner, and by no two known doers?

    What is done often must be told by such words, or of one town (`near`).
    """
    a, b = one.fact, other.fact
    if a is None or b is None:
        return True
    if {a.type, b.type} == DEPARTURES and not (one.doers & other.doers or one.groups & other.groups or one.words & other.words or are_worded_alike(one, other)):
        return False
    if {one.stance, other.stance} & LACKING:
        return one.view is not other.view or a.type != b.type or near or are_worded_alike(one, other)
    if one.doers and other.doers and not one.doers & other.doers:
        return False
    if one.kinds & other.kinds <= OFTEN:
        return near or are_worded_alike(one, other)
    return a.type != b.type or a.mode == b.mode or a.mode is None or b.mode is None or are_worded_alike(one, other)


def share_doer(one: Matter, other: Matter) -> bool:
    """Is one doer named in both, or is one deed told by the same word where nobody says that others did it?"""
    if one.doers and other.doers:
        return bool(one.doers & other.doers)
    if one.armed and other.armed and not one.armed & other.armed:
        return False
    return bool(one.happening.trigger & other.happening.trigger) or are_taking(one.happening, other.happening)


def score_place(one: Matter, other: Matter) -> float | None:
    """Places: one town, one wider place, a town that one names beside, one country, not known; None where they are two."""
    a, b = one.happening, other.happening
    if a.towns & b.towns or (one.worded and one.about & b.towns) or (other.worded and other.about & a.towns):
        return TOWN
    if (a.towns and b.towns and not is_near(one, other)) or (a.country and b.country and a.country != b.country):
        return None
    if a.place and a.place == b.place:
        return 1.5
    if not (a.towns and b.towns) and (a.towns | one.about | one.names) & (b.towns | other.about | other.names) & (a.towns | b.towns | one.about | other.about):
        return 1.5
    if (a.towns or one.last) & (b.towns or other.last):
        return 1.0
    return 0.5 if a.country and a.country == b.country else 0.0


def is_near(one: Matter, other: Matter) -> bool:
    """May two towns with two names be one place: do they lie side by side, or is one on no map?"""
    first, second = (m.fact.place.place if m.fact is not None and m.fact.place else None for m in (one, other))
    if first is None or second is None or first.latitude is None or second.latitude is None or first.longitude is None or second.longitude is None:
        return (first is None) != (second is None)
    return find_km(first.latitude, first.longitude, second.latitude, second.longitude) <= NEAR_KM


def score_parties(one: Matter, other: Matter) -> float | None:
    """Parties: one body, one name, one group, not known; None where they are told to be others. Who takes back his own word speaks of the same."""
    told = score_named(one, other)
    a, b = one.happening.side, other.happening.side
    same = one.view is not other.view and {one.stance, other.stance} & FORWARD and is_same_side(a, b) and not (a.own and b.own)
    return max(told, SAME_VOICE) if told is not None and same and not one.kinds & other.kinds <= LOOSE else told


def score_named(one: Matter, other: Matter) -> float | None:
    """Parties by the words for them."""
    clash = groups_clash(one, other)
    if one.keys & other.keys:
        return 0.5 if clash else 2.0
    if names_meet(one, other):
        return 0.5 if clash else 1.5
    if clash or (one.keys and other.keys) or (one.names - other.happening.towns and other.names - one.happening.towns):
        return None
    if one.words & other.words:
        return 1.0
    return 0.5 if one.groups & other.groups else 0.0


def groups_clash(one: Matter, other: Matter) -> bool:
    """Are the people of one soldiers and those of the other fighters, or those who bear no arms?"""
    a, b = ({"civilian" if g == "family" else g for g in m.groups} & PEOPLE for m in (one, other))
    return bool(a and b and not a & b)


def score_deed(one: Matter, other: Matter) -> float:
    """Words: the same trigger, one incident, and other rare words of both clauses; and the same days."""
    a, b = one.happening, other.happening
    lexicon = load_lexicon()
    named = (a.trigger & b.stems) | (b.trigger & a.stems)
    score = 1.0 if any(lexicon.bits(s) >= DEED_BITS for s in named) else 0.0
    score += 1.0 if a.home == b.home else 0.0
    shared = (a.stems & b.stems) - a.trigger - b.trigger - one.words - other.words
    placed = {s for m in (one, other) if m.fact is not None and m.fact.place for s in find_stems(m.fact.place.text)}
    score += STEM_POINTS * min(MOST_STEMS, len(shared - placed))
    if a.start and a.end and b.start and b.end and a.start < b.end and b.start < a.end:
        score += 0.5
    return score


def score(one: Matter, other: Matter) -> float | None:
    """What speaks for two claims being of one plan: by their parties and places, else as any two claims of one happening."""
    found = matter_score(one, other)
    if found is not None:
        return found
    if one.fact is None or other.fact is None or LACKING & {one.stance, other.stance} or one.happening.family != other.happening.family:
        return None
    if (one.armed and other.armed and not one.armed & other.armed) or one.worded or other.worded:
        return None
    if "harm" in (one.happening.family, other.happening.family) and not are_worded_alike(one, other):
        return None
    if not one.kinds & other.kinds or not is_one_deed(one, other, False):
        return None
    tied = tie_score(other.happening, one.happening)
    return tied - TIED + KEPT if tied >= TIED and score_parties(one, other) is not None else None
