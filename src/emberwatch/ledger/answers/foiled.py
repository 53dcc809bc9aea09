"""What is said not to have come about without anybody's denying that it was tried or told: an attack foiled, talks put off, an attempted murder."""

from __future__ import annotations

import re

from emberwatch.ledger.answers.view import View
from emberwatch.model.fact import Fact

NEGATION_WORDS = 8
"""A word of negation stands no more than so many words before the trigger."""
NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|zero|untrue|false\w*|fabricat\w+|invent\w+|baseless|groundless|unfounded|"
    r"den(?:y|ies|ied|ying|ial|ials)|reject\w*|refut\w+|dismiss\w*|disput\w+|ruled? out)\b|n['’]t\b",
    re.IGNORECASE,
)
NONE = re.compile(r"\b(?:no|without)\b", re.IGNORECASE)
"""Behind the trigger they negate what follows."""
FOILED = re.compile(
    r"\b(?:foil|thwart|prevent|avert|avoid|abort|attempt|repel|repuls|beaten back|beat back|ward|stopp?|halt|fail|unsuccessful|botch|cancel|"
    r"call(?:ed|ing)? off|postpon|delay|put off|suspend|skip|abandon|unable|unwilling|instead of|rather than|no need|not able|"
    r"(?:not|\w+n['’]t|never) (?:been |be |fully )?(?:achiev|succe|complet|accomplish)|"
    r"(?:can|could|need|should|must|may|might)(?: ?not|n?['’]t)(?! have\b))\w*",
    re.IGNORECASE,
)


HABIT = re.compile(r"\b(?:do|does)(?: not|n['’]t) (?:\w+ly )?(?:\w+ (?:out )?)?$", re.IGNORECASE)
"""What somebody does not do is no one deed: "they do not carry out attacks"."""


def is_foiled(view: View, fact: Fact) -> bool:
    """Is it told as tried, stopped or left undone rather than denied? Then it stands against nobody who tells of it.

    That nobody was hurt denies no happening either: it is a count of none.
    """
    if fact.status != "not_occurred":
        return False
    if fact.type == "CASUALTIES":
        return True
    number = view.sentence_at(fact.trigger.span.start)
    start, words = view.sentence_start(number), view.words_of(number)
    at, end = fact.trigger.span.start - start, fact.trigger.span.end - start
    before = re.split(r"[.;:]\s", words[:at])[-1].split()[-NEGATION_WORDS:]
    near = f"{' '.join(before)} {words[at:end]} {NONE.sub(' ', ' '.join(words[end:].split()[:3]))}"
    roles = " ".join(party.text for party in (*fact.actors, *fact.recipients))
    return FOILED.search(near) is not None or HABIT.search(words[:at]) is not None or NEGATION.search(f"{near} {roles}") is None
