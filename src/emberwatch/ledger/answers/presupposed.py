"""What a denial takes for granted, and what it says nothing of: "nobody was hurt in the blasts", "no more arrests", the release of others."""

from __future__ import annotations

import re

from emberwatch.ledger.answers.happening import Happening
from emberwatch.ledger.answers.view import REAL, UNREAL, View, telling_stems
from emberwatch.ledger.linking.lexicon import load_lexicon
from emberwatch.model.fact import Fact

GRANTED = re.compile(r"\b(?:by|in|from|during|after|since|over) (?:the|these|those|this|that|both)(?: [\w-]+){0,2} $", re.IGNORECASE)
"""Before a deed: it is told of as known, and something else is said of it."""
FURTHER = re.compile(r"\b(?:more|further|another|additional) $", re.IGNORECASE)
POINTED = re.compile(r"\b(?:the|this|that|his|her|its|their)(?: \w+)? $", re.IGNORECASE)
NO_NOUN = (
    "the|an?|this|that|these|those|its|their|his|her|our|any|by|in|at|on|near|from|to|for|with|during|after|before|and|or|when|while|as|over|outside|inside"
)
HEAD = re.compile(rf" (?!(?:{NO_NOUN})\b)[a-z]+")
"""After a participle: the noun that it belongs to."""
PEACEFUL = frozenset({"CONSULT", "AGREE", "CONCEDE", "DISPLACE", "AID", "RETREAT", "COERCE", "COOPERATE", "SUPPORT"})
"""Types of what is done to somebody, or with somebody, every day."""


def is_granted(view: View, fact: Fact) -> bool:
    """Is it a deed of which something else is denied, or one more of which is, or one by which somebody is only pointed out?"""
    text, span = view.reading.report.text, fact.trigger.span
    before = text[view.sentence_start(view.sentence_at(span.start)) : span.start]
    if fact.status in REAL:
        return GRANTED.search(before) is not None
    if fact.status not in UNREAL:
        return False
    pointed = fact.trigger.text.endswith("ed") and POINTED.search(before) is not None and HEAD.match(text, span.end) is not None
    return pointed or FURTHER.search(before) is not None


def are_of_others(denial: Happening, other: Happening) -> bool:
    """Is what hurts nobody told of other people, in no town that both name, than it is denied of, or, where one names nobody, in other words?"""
    a, b = denial.claim, other.claim
    if not isinstance(a, Fact) or not isinstance(b, Fact) or denial.home == other.home or not {a.type, b.type} <= PEACEFUL:
        return False
    if (denial.actors | denial.others) & (other.actors | other.others) or denial.towns & other.towns:
        return False
    stems = [frozenset(s for p in (*f.actors, *f.recipients) for s in telling_stems(f"{p.text} {p.name or ''}")) for f in (a, b)]
    if all(stems):
        return not stems[0] & stems[1]
    kin = load_lexicon().kin
    return not (denial.trigger & other.trigger or any(word in kin.get(each, ()) for each in denial.trigger for word in other.trigger))
