"""What a report tells beside its own matter: what goes on as a rule, many deeds at once, and deeds of another time."""

from __future__ import annotations

import re

from emberwatch.ledger.answers.scenes import SINCE
from emberwatch.ledger.answers.view import View
from emberwatch.model.fact import Fact

RULE = re.compile(
    r"\b(?:often|frequently|usually|regularly|routinely|repeatedly|commonly|occasionally|increasingly|sometimes|typically"
    r"|(?:many|most|several|previous|past|earlier|recent|other|dozens of|hundreds of|around|about|nearly|\d+) (?:\w+ )?"
    r"(?:attacks|assaults|raids|strikes|bombings|killings|abductions|kidnappings|seizures|hijackings|attempts|operations))\b",
    re.IGNORECASE,
)
"""Words by which many deeds are told at once, or what is done as a rule."""
LONG_AGO = re.compile(
    r"\b(?:last (?:month|year|spring|summer|autumn|fall|winter)|(?:months|years|decades) (?:ago|earlier|before)|earlier this (?:month|year)"
    r"|the (?:month|year) before|in the past(?! (?:\w+ )?(?:hours?|days?|weeks?|months?|years?)))\b",
    re.IGNORECASE,
)
PAST_DAYS = 45
"""So long before the report what it tells is background."""


def is_of_many(view: View, fact: Fact) -> bool:
    """Is it told as what goes on as a rule or over a long time, or as one of many deeds told at once?"""
    words = view.words_of(view.sentence_at(fact.trigger.span.start))
    return RULE.search(words) is not None or SINCE.search(words) is not None


def is_long_past(view: View, fact: Fact) -> bool:
    """Is it told as of a time long before the report?"""
    when = fact.when
    if when is not None and when.end is not None and view.published is not None:
        return (view.published - when.end).days > PAST_DAYS
    return LONG_AGO.search(view.words_of(view.sentence_at(fact.trigger.span.start))) is not None
