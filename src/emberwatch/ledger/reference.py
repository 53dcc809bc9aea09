"""What a trigger refers to: something told before (the attack), another (a second attack), or something new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from emberwatch.text.span import Span

if TYPE_CHECKING:
    from emberwatch.ledger.claim import Claim

LEAD_CHARS, LAPSE_CHARS = 40, 70
FUNCTION = "who whom which that and or but of in on at by to for from with after before as than was were is are had have has been be not did"
LINK = rf"(?:\s+(?!(?:{FUNCTION.replace(' ', '|')})\b)[\w’'-]+)"
"""A word that may stand between the article and its noun."""
BACK = re.compile(rf"\b(?:the|this|these|those|its|their|his|her){LINK}{{0,2}}\s+$", re.IGNORECASE)
OTHER = re.compile(
    rf"\b(?:another|second|third|fourth|other|separate|similar|new|earlier|previous|different|further|fresh|also){LINK}{{0,2}}\s+$", re.IGNORECASE
)
"""Words that make what follows known to the reader, or make it one more."""
LAPSE = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|few|\d+)\s+(?:hours?|days?|weeks?|months?|years?)\s+(?:earlier|before|after|later)\b"
    r"[^.!?\n]*$",
    re.IGNORECASE,
)
"""A lapse of time between what was told and what follows in the sentence, which is therefore another."""


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
