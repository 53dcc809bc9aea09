"""What a negation leaves standing: a deed that need not have been done, a bomb that did not go off, what kind of deed it was, who is not accused of it."""

from __future__ import annotations

import re

from emberwatch.ledger.answers.view import View
from emberwatch.model.fact import Fact

NOT = r"(?:not|n['’]t|never|no longer)"
UNNEEDED = re.compile(
    rf"\b(?:(?:did|do|does|had|have|has)(?: not|n['’]t) (?:have|need)|(?:should|need|ought)(?: not|n['’]t)(?: to)?(?: have)?"
    rf"|no (?:need|reason|right|excuse|justification))(?: \w+){{0,3}} $|\b{NOT} (?:have|need) to (?:\w+ )?$",
    re.IGNORECASE,
)
"""Right before a deed: it was not needed, or ought not to have been done; mostly it was."""
EXPLODING = re.compile(r"(?:detonat|explod|explosi|blow|blew|go(?:es|ne)?\b|went\b|ignit)", re.IGNORECASE)
UNEXPLODED = re.compile(r"\b(?:(?:did|do|does|had|has|have|was|were)(?: not|n['’]t)|never|fail(?:s|ed|ing)? to|before) (?:[\w-]+ ){0,4}$", re.IGNORECASE)
"""Words before a verb of exploding by which one device did not."""
KIND = re.compile(
    r"(?<!there )\b(?:is|are|was|were|be|been|not)(?: \w+)? [“\"]?(?:not )?[“\"]?(?:an?|the) "
    r"(?:(?!that\b|ha[sd]\b|have\b|was\b|were\b|by\b|of\b)[\w’'-]+ ){1,3}$",
    re.IGNORECASE,
)
"""Before a noun: what is denied is of which kind it was, or who was aimed at."""
UNACCUSED = re.compile(
    rf"\b(?:{NOT}|no(?: one|body)?|none) (?:[\w’'-]+ ){{0,3}}?(?:accus|charg|suspect|blam|convict|believ|thought|known|clear|sure|certain|link|tied|tie|confirm"
    r"|identif|investigat|indict|prosecut|connect|explain|specif|detail)\w*\b[^.;:]*$",
    re.IGNORECASE,
)
"""Before a deed: it is not said of whom or how, or somebody is not accused of it."""
ASIDE = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|reject\w*|dismiss\w*|refut\w*|disput\w*)\b (?!that\b)[^.;]*?"
    r"\b(?:who|which|that (?:have|has|had|was|were|are|is))\b[^.;]*$",
    re.IGNORECASE,
)
"""Before a deed: it stands in a clause on somebody of whom something else is denied."""
OF_DEED = re.compile(r"\s(?:plans?|orders?|efforts?|threats?|warnings?|fears?|drills?|talks|routes?|charges?|allegations?)\b")
"""After a noun: it is not the deed itself that is told of."""
DUE = frozenset({"trial", "arrest", None})
"""Modes of coercion that are not done yet one day and done the next."""


def stands_untouched(view: View, fact: Fact) -> bool:
    """Does the negation that the fact was read with leave open, or even say, that it happened?"""
    number = view.sentence_at(fact.trigger.span.start)
    words, start = view.words_of(number), view.sentence_start(number)
    before = words[: fact.trigger.span.start - start]
    after = words[fact.trigger.span.end - start :]
    if UNNEEDED.search(before) or KIND.search(before) or UNACCUSED.search(before) or ASIDE.search(before) or OF_DEED.match(after):
        return True
    if fact.status != "not_occurred":
        return False
    return is_unexploded(fact, before) or (fact.type == "COERCE" and fact.mode in DUE)


def is_unexploded(fact: Fact, before: str) -> bool:
    """Is it one device that did not go off?"""
    return EXPLODING.match(fact.trigger.text) is not None and UNEXPLODED.search(before) is not None
