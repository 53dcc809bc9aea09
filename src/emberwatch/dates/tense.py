"""Guess from the words around a time whether it lies ahead, for readers that have no parse."""

from __future__ import annotations

import re

from emberwatch.dates.resolve import Tense
from emberwatch.text.span import Span

REACH_CHARS = 90
"""How far from the time a verb form is still looked for; it does not cross the end of a sentence."""
AHEAD = re.compile(
    r"\b(?:will|won['’]t|would|shall|to be (?:held|released|announced)|(?:is|are|was|were|be|been) (?:to|due|expected|scheduled|set|planning|going|about)\b"
    r"|(?:plan|plans|planned|expect|expects|expected|scheduled|due|intend|intends|hope|hopes|aim|aims|set) (?:to|for|on|at)\b|upcoming|expires?|['’]ll\b)",
    re.IGNORECASE,
)
JUST_BEFORE = re.compile(
    r"\bas (?:soon|early|late) as\W*$|\b(?:until|due|scheduled for|set for|planned for|by)(?: (?:the|next|early|late))?\W*$",
    re.IGNORECASE,
)
"""Words right in front of a time that put it ahead, whatever the verb."""
BEHIND = re.compile(r"\b(?:said|told|was|were|had|did|reported|announced|\w+ed)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.!?;](?=\s)|\n\s*\n")


def find_tense(text: str, span: Span) -> Tense | None:
    """ "future" or "past" by the nearest verb form before or after `span` in its sentence; None where none is near."""
    before = text[max(0, span.start - REACH_CHARS) : span.start]
    before = before[max((m.end() for m in SENTENCE_END.finditer(before)), default=0) :]
    if JUST_BEFORE.search(before):
        return "future"
    after = text[span.end : span.end + REACH_CHARS]
    if (stop := SENTENCE_END.search(after)) is not None:
        after = after[: stop.start()]
    ahead = nearest(AHEAD, before, after)
    behind = nearest(BEHIND, before, after)
    if ahead is None and behind is None:
        return None
    if behind is None or (ahead is not None and ahead <= behind):
        return "future"
    return "past"


def nearest(pattern: re.Pattern[str], before: str, after: str) -> int | None:
    """Characters between the time and the nearest match on either side; None where there is none."""
    gaps = [len(before) - m.end() for m in pattern.finditer(before)] + [m.start() for m in pattern.finditer(after)]
    return min(gaps, default=None)
