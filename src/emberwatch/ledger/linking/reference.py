"""What a trigger refers to: something told before (the attack), another (a second attack), or something new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from emberwatch.text.span import Span

if TYPE_CHECKING:
    from emberwatch.ledger.linking.claim import Claim

LEAD_CHARS, LAPSE_CHARS = 40, 70
FUNCTION = "who whom which that and or but of in on at by to for from with after before as than was were is are had have has been be not did"
LINK = rf"(?:\s+(?!(?:{FUNCTION.replace(' ', '|')})\b)[\w’'-]+)"
"""A word that may stand between the article and its noun."""
BACK = re.compile(rf"\b(?:the|this|these|those|its|their|his|her){LINK}{{0,2}}\s+$", re.IGNORECASE)
OTHER = re.compile(
    rf"\b(?:another|second|third|fourth|other|separate|similar|new|earlier|previous|different|further|fresh|also){LINK}{{0,2}}\s+$", re.IGNORECASE
)
"""Words that make what follows known to the reader, or make it one more."""
NUMBERS = r"an?|one|two|three|four|five|six|seven|eight|nine|ten|several|few|\d+"
APART = r"\s+(?:hours?|days?|weeks?|months?|years?)\s+(?:earlier|before|after|later)\b"
LAPSE = re.compile(rf"\b(?:{NUMBERS}){APART}[^.!?\n]*$", re.IGNORECASE)
"""A lapse of time between what was told and what follows in the sentence, which is therefore another."""

ASIDE = re.compile(
    rf"\b(?:of|since|after|before|following|over|for|about|from|despite)\s+(?:the|this|that|these|those|its|their|his|her){LINK}{{0,2}}\s+$", re.IGNORECASE
)
"""A known happening named beside what the sentence tells: "were held on Sunday for the victims of the blast"."""
DEEDS, TOLL, COUNTED = ("ASSAULT", "SEIZE"), "CASUALTIES", ("killed", "wounded")
"""Types that can have dead and wounded, the type that tells of these alone, and the states in which they are counted."""
GOES_ON_SENTENCES = 2
"""What knows neither place nor day goes on with a deed told at most so many sentences before; further on a text is at something else."""
OTHER_TIME = re.compile(rf"\b(?:{NUMBERS}|eleven|twelve){APART}[^,;.!?\n]*", re.IGNORECASE)
"""A clause of another time: "six days after a bomb killed eleven"."""


def is_dated_by(text: str, at: int, when: Span) -> bool:
    """May the day at `when` be that of the trigger at `at`? Not where the trigger is a known happening, named beside what is told of that day.

    >>> words = "Funerals were held on Sunday for the victims of the blast."
    >>> is_dated_by(words, words.index("blast"), Span(19, 28)), is_dated_by(words, words.index("held"), Span(19, 28))
    (False, True)
    """
    start = max(0, at - LEAD_CHARS)
    found = ASIDE.search(text[start:at])
    return found is None or when.end > start + found.start()


def is_of_one_time(sentence: str, a: int, b: int) -> bool:
    """Do two places of a sentence stand in one clause of time: both or neither in "six days after a bomb killed eleven"?"""
    return all((m.start() <= a < m.end()) == (m.start() <= b < m.end()) for m in OTHER_TIME.finditer(sentence))


def find_clause(sentence: str, at: int) -> str:
    """The words of a sentence that are of one time with the place `at`.

    >>> find_clause("Two died six days after a bomb killed eleven.", 26)
    'six days after a bomb killed eleven'
    """
    own = next((m[0] for m in OTHER_TIME.finditer(sentence) if m.start() <= at < m.end()), None)
    return OTHER_TIME.sub(" ", sentence) if own is None else own


def find_reference(text: str, at: int, parties: Iterable[Span] = ()) -> str:
    """Do the words before the trigger at `at` refer back, name another happening, or neither (empty)?

    An article that belongs to one of the `parties`, who stand before a verb, says nothing of what they did.

    >>> find_reference("after the deadly attack", 17), find_reference("a second attack", 9), find_reference("they attack", 5)
    ('back', 'other', '')
    >>> find_reference("a day earlier they had attacked", 23)
    'other'
    """
    start = max(0, at - LEAD_CHARS)
    lead = text[start:at]
    for word, pattern in (("other", OTHER), ("back", BACK)):
        found = pattern.search(lead)
        if found is not None and not any(party.start <= start + found.start() < party.end <= at for party in parties):
            return word
    return "other" if LAPSE.search(text[max(0, at - LAPSE_CHARS) : at]) else ""


def find_antecedent(claim: Claim, claims: Sequence[Claim]) -> str:
    """Id of the latest fact before the claim, in an earlier sentence, that is told by the same word; empty where there is none."""
    return next((c.id for c in sorted(claims, key=lambda c: -c.at) if c.sentence < claim.sentence and c.trigger == claim.trigger and c.trigger), "")


def find_meant(claim: Claim, claims: Sequence[Claim]) -> str:
    """Id of the deed just told that a claim without place, day and reference of its own goes on with; empty where there is none.

    The dead and wounded are those of the deed before them. A further deed is a part of one that has a place or a day, unless other sides
    did it, in another way, or its sentence tells of a deed with a place or a day as well.
    """
    if claim.type not in ("ASSAULT", TOLL) or claim.reference or is_set(claim):
        return ""
    toll = is_toll(claim)
    if not toll and any(c.sentence == claim.sentence and c.type in (*DEEDS, TOLL) and is_set(c) for c in claims):
        return ""
    near = sorted({c.sentence for c in claims if c.sentence < claim.sentence})[-GOES_ON_SENTENCES:]
    deeds = (c for c in sorted(claims, key=lambda c: -c.at) if c.sentence in near and c.type in DEEDS and c.reference != "other" and not is_toll(c))
    return next((c.id for c in deeds if toll or (is_set(c) and is_part(claim, c))), "")


def is_set(claim: Claim) -> bool:
    """Has the claim a place or a day?"""
    return bool(claim.place or claim.place_words or claim.start)


def is_toll(claim: Claim) -> bool:
    """Does the claim tell of dead and wounded alone: nobody does it, and they are counted or nothing else is told?"""
    if claim.actors or claim.actor_words:
        return False
    return claim.type == TOLL or (claim.type == "ASSAULT" and claim.mode is None and claim.count is not None and claim.count[0] in COUNTED)


def is_part(claim: Claim, deed: Claim) -> bool:
    """Can the claim be a part of the deed, as far as sides and way go? What is denied right after a deed is mostly another."""
    if claim.status == "denied":
        return False
    crossed = [(claim.actors, deed.recipients), (deed.actors, claim.recipients)]
    crossed += [(claim.actor_words, deed.recipient_words), (deed.actor_words, claim.recipient_words)]
    other_doer = claim.actors and deed.actors and set(claim.actors).isdisjoint(deed.actors)
    other_way = claim.mode and deed.mode and claim.mode != deed.mode
    return not (other_doer or other_way or any(set(one) & set(two) for one, two in crossed))
