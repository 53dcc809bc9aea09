"""Where a claim stands to a plan: it will, it will not, it began, it came about, in part or not so far, or those who were to go are still there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from emberwatch.ledger.answers.happened import SURE, is_ahead, load_reality
from emberwatch.ledger.answers.refusals import HABIT, is_called_false
from emberwatch.ledger.answers.view import UNREAL, View
from emberwatch.model.fact import Fact
from emberwatch.text.table import load_word_patterns

Stance = Literal["yes", "no", "begun", "done", "part", "not", "still"]
AHEAD = frozenset({"planned", "expected", "conditional"})
FORWARD: frozenset[Stance] = frozenset({"yes", "no"})
"""Stances of what is announced."""
SETTLED: frozenset[Stance] = frozenset({"done", "begun", "part"})
"""Stances of what came about, at least in part."""
LACKING: frozenset[Stance] = frozenset({"not", "still"})
"""Stances of what did not come about so far."""
PLANNING = Path(__file__).parents[2] / "data" / "planning.tsv"
LEAD_CHARS, VERB_CHARS, TAIL_CHARS = 90, 40, 110
WISH_CHARS = 60
VERBAL = r"(?:to|ha[ds]|have|will|would|was|were|is|are|be|been|being|do|does|did|not|never|who|that|which|and|or)\b"
NAMED = re.compile(
    r"(?:['’]s?|\b(?:his|her|its|their|our|my|your|the|a|an|any|of|for|from|this|against|about|on))"
    rf"(?: (?!{VERBAL})[\w-]+){{0,2}} $",
    re.IGNORECASE,
)
"""Before a noun: what is spoken of, not told."""
DOUBTED = re.compile(r"\b(?:(?:not|un) ?(?:clear|known|certain|sure|decided|likely)|whether|wonder\w*)\b", re.IGNORECASE)
"""Before a verb: nobody knows if it will be done."""
UNSURE = frozenset({"think", "warn", "ask"})
"""Manners of saying that announce nothing."""
STAYING = frozenset({"STRENGTH", "CONTROL"})
TURNS = re.compile(r"[;:]|, (?:but|and|while|after|before|although|though) | (?:but|while|because|after|before|until|unless|if|once|when|where) ")
"""Where one clause of a sentence ends and another begins."""
EARLIER = re.compile(r"\bhad(?: \w+ly)? $")
ASKED = re.compile(r"\b(?:how (?:many|much|long|often|soon)|why|when will|who will|what will|whether)\b[^,;:]*$", re.IGNORECASE)
"""Before a verb: it is asked whether, when or how often it will be done."""
OR_ELSE = re.compile(r"\bor (?:else )?(?:we|i|they|he|she|you|it)(?:['’]ll| will| shall| would)(?: \w+ly)? $", re.IGNORECASE)
"""Before a verb: a threat for the case that somebody does not obey."""
ONCE = re.compile(r"\b(?:originally|initially|at first|had considered|considered|had been|moved (?:up|forward|back)|brought forward)\b", re.IGNORECASE)
"""Words by which a plan is told as one of earlier days."""
PROGRESSIVE = re.compile(r"\b(?:was|were) (?:\w+ly )?$", re.IGNORECASE)
TRIED = re.compile(r"\b(?:tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|sought|seek(?:s|ing)?) to (?:\w+ly )?$", re.IGNORECASE)
"""Before a verb: what was tried and is not told to have failed."""
PRESENT = frozenset({"COERCE", "MOBILIZE", "ASSAULT", *STAYING})
"""What those do who are somewhere."""


def load_planning(path: Path = PLANNING) -> Mapping[str, re.Pattern[str]]:
    """One pattern a kind."""
    return load_word_patterns(path)


def says_before(kind: str, words: str, chars: int = LEAD_CHARS) -> bool:
    """Do words of that kind stand among the last so many characters of the clause before a verb?"""
    return load_planning()[kind].search(words[-chars:]) is not None


def lead_of(view: View, fact: Fact) -> str:
    """The words of the clause before the trigger, back to the last full stop, semicolon or turn."""
    number = view.sentence_at(fact.trigger.span.start)
    words = view.words_of(number)[: fact.trigger.span.start - view.sentence_start(number)]
    return TURNS.split(words)[-1]


def tail_of(view: View, fact: Fact) -> str:
    """The words of the clause after the trigger."""
    number = view.sentence_at(fact.trigger.span.start)
    words = view.words_of(number)[fact.trigger.span.end - view.sentence_start(number) :]
    return re.split(r"[;:]|, (?:but|and|while) | but | while ", words)[0][:TAIL_CHARS]


def find_stance(view: View, fact: Fact) -> Stance | None:
    """Where the claim stands; None where it tells of no plan and of nothing that a plan may come to."""
    if fact.probability < SURE or fact.type in ("CASUALTIES", "CAPABILITY", "ACCUSE"):
        return None
    if is_by_publisher(view, fact) or HABIT.search(lead_of(view, fact)) or is_asked(view, fact):
        return None
    if is_stay(fact):
        return find_stay(view, fact)
    if fact.kind != "event" or (fact.type == "REJECT" and not is_breach(view, fact)):
        return None
    if is_still_there(view, fact):
        return "still"
    return find_event_stance(view, fact)


def is_asked(view: View, fact: Fact) -> bool:
    """Does its sentence, or its clause, ask or threaten rather than tell?"""
    lead = lead_of(view, fact)
    if ASKED.search(lead) or OR_ELSE.search(lead):
        return True
    return view.words_of(view.sentence_at(fact.trigger.span.start)).rstrip(" \"'”’»)").endswith("?")


def is_by_publisher(view: View, fact: Fact) -> bool:
    """Is the doer the one that publishes the report?"""
    publisher = (view.reading.report.publisher or "").removeprefix("The ")
    return any(p.text.removeprefix("The ") == publisher for p in fact.actors)


def is_stay(fact: Fact) -> bool:
    """Does it say that somebody stays where he is?"""
    return fact.type in STAYING and load_planning()["stay"].match(fact.trigger.text) is not None


def find_stay(view: View, fact: Fact) -> Stance | None:
    """Of those who stay: that they will is no departure, that nobody does is one."""
    none = load_reality()["nobody"].match(" ".join(p.text for p in (*fact.actors, *fact.recipients))) is not None
    if fact.status in UNREAL:
        return "yes" if is_ahead(view, fact) else "done"
    if is_announced(view, fact):
        return "yes" if none else "no"
    if fact.status in ("ongoing", "occurred") and not EARLIER.search(lead_of(view, fact)):
        return "done" if none else "still"
    return None


def is_still_there(view: View, fact: Fact) -> bool:
    """Does what somebody still does, or did while still in a place, show that he is there?"""
    if fact.status not in ("ongoing", "occurred") or not fact.actors:
        return False
    lead = lead_of(view, fact)
    return (says_before("still", lead, VERB_CHARS) and fact.type in PRESENT) or load_planning()["there"].search(lead) is not None


def find_event_stance(view: View, fact: Fact) -> Stance | None:
    """Of an event: by its status, and by words beside it that say more."""
    lead, tail = lead_of(view, fact), tail_of(view, fact)
    if is_weighed(view, fact, lead):
        return None
    if load_planning()["sham"].match(tail.lstrip(" ,")) or is_sham(tail):
        return "not"
    if is_refused(view, fact, lead, tail):
        return "no"
    if fact.status in UNREAL or is_called_false(view, fact):
        return None if TRIED.search(lead) else "not"
    begun = says_before("begun", lead, VERB_CHARS) and not says_before("will", lead, VERB_CHARS)
    if begun and fact.status in ("planned", "occurred", "ongoing"):
        return "begun"
    if is_announced(view, fact):
        return None if (says_before("past", lead, VERB_CHARS) and not says_before("will", lead, VERB_CHARS // 2)) or ONCE.search(lead) else "yes"
    if fact.status == "ongoing":
        return None if PROGRESSIVE.search(lead) else "begun"
    return find_extent(fact) if fact.status == "occurred" else None


def is_sham(tail: str) -> bool:
    """Is what was told said to be done for show, right after it?"""
    found = load_planning()["sham"].search(tail)
    return found is not None and "," not in tail[: found.start()]


def is_refused(view: View, fact: Fact, lead: str, tail: str) -> bool:
    """Is it said that it will not come about, is not planned, or is put off?"""
    if load_reality()["off"].search(tail.split(". ")[0]):
        return True
    unreal = fact.status in UNREAL or is_called_false(view, fact)
    negated = re.search(r"\b(?:not|never|no|nobody|nothing|none|won.t|wouldn.t)\b", lead[-VERB_CHARS:], re.IGNORECASE) is not None
    if (unreal or (negated and fact.status in (*AHEAD, "possible", "demanded"))) and (is_ahead(view, fact) or says_before("will", lead, VERB_CHARS)):
        return True
    if (says_before("noplan", lead, VERB_CHARS + 10) or says_before("shun", lead, VERB_CHARS)) and fact.status != "occurred":
        return True
    put_off = load_planning()["putoff"]
    return fact.status not in ("occurred", "ongoing") and (put_off.search(lead[-VERB_CHARS:]) is not None or put_off.match(tail.lstrip()) is not None)


def is_announced(view: View, fact: Fact) -> bool:
    """Is it announced, promised or expected?"""
    said = view.statements.get(fact.statement or "")
    if said is not None and said.manner in UNSURE:
        return False
    lead = lead_of(view, fact)
    if is_wished(view, fact, lead):
        return False
    if fact.status in ("planned", "expected"):
        return not lead.endswith(" to ") or says_before("will", lead)
    if fact.type == "ASSAULT" and fact.status == "conditional":
        return False
    return fact.status in ("conditional", "possible", "demanded") and says_before("will", lead_of(view, fact), VERB_CHARS)


def is_weighed(view: View, fact: Fact, lead: str) -> bool:
    """Is what is not so, or not yet so, told as wished, weighed or opposed, so that it says nothing of a plan?"""
    if fact.status not in (*UNREAL, *AHEAD, "possible", "demanded"):
        return False
    if load_planning()["wish"].search(lead[-WISH_CHARS:]) and not says_before("noplan", lead, VERB_CHARS + 10):
        return True
    return fact.status in UNREAL and is_only_named(view, fact, lead)


def is_wished(view: View, fact: Fact, lead: str) -> bool:
    """Is it told as wished, demanded, doubted or opposed, or only named as a matter?"""
    number = view.sentence_at(fact.trigger.span.start)
    before = view.words_of(number)[: fact.trigger.span.start - view.sentence_start(number)]
    return load_planning()["wish"].search(lead[-WISH_CHARS:]) is not None or DOUBTED.search(before) is not None or is_only_named(view, fact, lead)


def is_only_named(view: View, fact: Fact, lead: str) -> bool:
    """Is it named by a noun, with no word beside it that says that it is decided, will be done, or is given up?"""
    beside = f"{lead}# {tail_of(view, fact)[: WISH_CHARS // 2]}"
    return NAMED.search(lead) is not None and load_planning()["decided"].search(beside) is None


def find_extent(fact: Fact) -> Stance:
    """Did it come about for all, for the first, or for some of those alone whom it was to come about for?"""
    parties = " ".join(p.text for p in (*fact.actors, *fact.recipients))
    patterns = load_planning()
    if patterns["first"].search(parties):
        return "begun"
    return "part" if patterns["part"].search(parties) and not patterns["all"].search(parties) else "done"


def is_breach(view: View, fact: Fact) -> bool:
    """Does it tell, in its own sentence, that a truce was broken?"""
    if fact.status not in ("occurred", "ongoing") or fact.type not in ("ASSAULT", "REJECT"):
        return False
    return load_planning()["breach"].search(view.words_of(view.sentence_at(fact.trigger.span.start))) is not None
