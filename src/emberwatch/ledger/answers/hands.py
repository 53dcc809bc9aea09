"""Who holds a place, read from the words themselves: "remains in our hands", "is under rebel control", "is ours", "our men are still in it"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from emberwatch.ledger.answers.ground import Ground
from emberwatch.ledger.answers.holding import Holder, find_in_words, find_speaker, load_holding, tells
from emberwatch.ledger.answers.view import CAPITAL, WITHIN, View, proper_name
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement

WORDS = r"[\w'’-]+"
SPOT = r"ports?|airports?|airfield|airstrip|market|barracks|base|bridge|police station|station|square|hospital|streets?|cent(?:re|er)|outskirts|hill|heights"
PLACE = rf"(?P<place>(?:the )?(?:[a-z]+ (?:of|around|near|above|in|at) )?(?:{CAPITAL.pattern}(?: (?:{SPOT})\b)?|town|city|village|{SPOT}))"
IS = r"\b(?:is|are|was|were|remains?|stays?|stand)(?: (?:still|now|also|all|completely|entirely|fully))?"
END = r"(?=[,.;]| on | in | after | and | who |$)"
THEM = rf"(?P<who>(?:the |its |all )?(?:{WORDS} ){{0,3}}?{WORDS}){END}"
LINK = re.compile(
    r"\b(?:is|are|was|were|been|remain\w*|stay\w*|still|back|now|firmly|fully|completely|entirely|again|also|partly|largely|mostly"
    r"|pass\w*|f[ae]ll\w*|c[ao]me|slipp\w*|return\w*)(?:[ ,]+\w+){0,3}? $"
)
UNSURE = re.compile(r"\b(?:will|would|shall|should|could|may|might|must|to be|to remain|if|until|once|unless|whether|fears?)\b[^.;]*$", re.IGNORECASE)
NOT = re.compile(r"\b(?:not|n[’']t|no longer|never)\b[^.;,]*$", re.IGNORECASE)
PASSED = re.compile(
    r"\b(?:for|to|towards?|from|via|through|between|past|north|south|east|west|outside|near|capital,?)(?: of)?(?: the)?(?: \w+ of)? $", re.IGNORECASE
)
"""Before a town that is only gone to, come from or passed by."""
PASSED_CHARS = 30
APPOSED = re.compile(r", (?:(?:an?|the|its|their|once|long|home|gateway|which|where|who|\d|some|about|[a-z]+(?:ly|ed|est)) ?).*$")
"""What is told of a place beside its name."""
OF_PLACE = re.compile(r"\bin\b[^.;]* (?:control|command|possession|occupation)\b[^.;]* of\b", re.IGNORECASE)
"""Words by which whoever is the subject holds what they name, and not the other way round."""
BEGUN = re.compile(r"(?:[;:“”\"]|,? and (?=the (?:cent|town|city|village|rest|\w+ part))|\bthat\b|\bwhile\b|\bbut\b|\balthough\b|\bwhere\b)")


@cache
def load_shapes() -> Mapping[str, re.Pattern[str]]:
    """The ways of saying it, by kind: in whose hands, ours, who is there or not, of whom it was cleared or is free, whose town it is, to whom it fell."""
    nouns, kinds = load_holding()["hands"].pattern, load_holding()["fighters"].pattern
    shapes = {
        "hands": rf"\b(?:in|under|into)(?P<who>(?: (?!in\b|under\b|into\b){WORDS}){{0,5}}?) {nouns}(?P<of> of (?:the )?{WORDS}(?: {WORDS}){{0,3}})?",
        "ours": r"\b(?:is|remains|stays|are|remain)(?: still)?(?P<who> ours)\b",
        "there": rf"\b(?P<who>[A-Za-z]{WORDS}(?: {WORDS}){{0,2}}? (?i:{kinds})|[A-Z]\w+s) (?:{IS}) (?:in|on|at|inside) {PLACE}",
        "none": rf"\b(?:[Nn]o|[Nn]ot a single|[Nn]ot one)(?: more| longer any)? (?P<who>(?:{WORDS} ){{0,2}}?(?:{kinds}|soldier|fighter|rebel|militant))"
        rf"(?: left| (?:are|were|remain\w*))?(?: left)? (?:in|on|at|inside) {PLACE}",
        "cleared": rf"\b(?:clear\w*|rid|purg\w*|cleans\w*|free[ds]?|liberat\w*|swept) (?:all of )?{PLACE} (?:of|from) {THEM}",
        "free": rf"{IS} (?:free|clear|empty|rid) of {THEM}",
        "rests": rf"\b(?:is|remains?)(?: still)? an? (?P<who>{WORDS}?)(?:-held|-controlled|-run)? (?:town|city|village|stronghold|bastion|base|fortress)\b",
        "belongs": rf"\bbelongs to (?P<who>(?:the |our )?(?:{WORDS} ){{0,2}}?(?:{kinds}))",
        "saw": rf"\b(?:saw|seen|spotted|watched|met|counted|noticed) (?P<who>(?:{WORDS} ){{0,2}}?(?:{kinds})) (?:{WORDS} ){{0,2}}?(?:in|on|at|inside) {PLACE}",
        "fell": rf"\b(?:fell|has fallen|have fallen|had fallen|falls) (?:in)?to (?P<who>(?:the )?{WORDS}(?: {WORDS}){{0,3}})",
    }
    return {kind: re.compile(shape) for kind, shape in shapes.items()}


@dataclass(frozen=True, slots=True)
class Told:
    """One place and holder read from the words of a sentence: the claim they belong to, where they stand, the place as its words have it."""

    claim: Fact | Statement
    at: int
    end: int
    place: str
    ground: Ground
    words: str
    whole: bool = True
    """Does it tell all that a fact at these words tells?"""


def read_hands(view: View) -> Iterator[Told]:
    """Every holder that the words of a sentence give a place, which a claim of the sentence carries."""
    for number in range(len(view.reading.sentences)):
        words = view.words_of(number)
        for kind, shape in load_shapes().items():
            for match in shape.finditer(words):
                told = read_match(view, number, kind, match)
                if told is not None:
                    yield told


def read_match(view: View, number: int, kind: str, match: re.Match[str]) -> Told | None:
    """What one match tells; None where no place, holder or claim can be told, or it is not said to be so."""
    start, before = view.sentence_start(number), match.string[: match.start()]
    claim = find_claim(view, number, start + match.start(), start + match.end())
    if claim is None or UNSURE.search(before) or (kind == "hands" and (not LINK.search(before) or OF_PLACE.fullmatch(match[0]))):
        return None
    clause = before[max((m.end() for m in BEGUN.finditer(before)), default=0) :]
    place = match["place"] if "place" in match.groupdict() else find_subject(view, clause, start + match.start())
    holder = find_owner(view, kind, match, claim)
    if not place or holder is None:
        return None
    if is_town_word(re.sub(r"^[Tt]he ", "", place)):
        town = find_subject(view, "it", start + match.start())
        place = town if tells("town", place) else f"{place} of {town}" if town else ""
    holds = kind not in ("none", "cleared", "free") and NOT.search(clause) is None
    ground = Ground(holder, holds, seen=kind in ("there", "saw") and holds, forced=kind == "cleared")
    return Told(claim, start + match.start(), start + match.end(), place, ground, clause, kind not in ("cleared", "rests"))


def find_owner(view: View, kind: str, match: re.Match[str], claim: Fact | Statement) -> Holder | None:
    """Whom the words of holding name: the speaker, or a side by its name, people or kind."""
    if kind == "ours":
        return find_speaker(view, claim)
    groups = match.groupdict()
    who = re.sub(r"\b(?:the|full|complete|total|firm|sole|partial|effective|a|an|de facto)\b", "", groups["who"]).strip()
    told = who or re.sub(r"^ of ", "", groups.get("of") or "")
    return find_in_words(view, told, claim) if told else None


def find_subject(view: View, clause: str, at: int) -> str:
    """The place that is the clause's subject; "the town" and "it" mean the one named last."""
    if name_in(clause):
        return clause.strip()
    if not (tells("town", clause) or tells("site", clause) or re.search(r"\b(?:cent(?:re|er)|rest)\b", clause) or re.search(r"\b[Ii]t\b", clause)):
        return ""
    return find_town_meant(view, at)


def find_town_meant(view: View, at: int) -> str:
    """The town that "the town" and "it" mean: the one named last, but not one that is only gone to, come from or passed by."""
    before = [m for m in view.mentions if m[0] < at]
    stayed = [m for m in before if not PASSED.search(view.reading.report.text[: m[0]][-PASSED_CHARS:])]
    return next((m[1] for m in reversed(stayed or before)), view.mentions[0][1] if view.mentions else "")


def name_in(clause: str) -> str:
    """The name of the place that is a clause's subject: in its words before the verb, else within them ("the headquarters in Geneina").

    What is told of it between commas names other places: "The town of Gao, gateway to the north, fell".
    """
    subject = re.split(r"\b(?:is|are|was|were|has|have|had|remain\w*|stay\w*|passed|fell|came|slipped|returned)\b", clause)[0].strip(" ,")
    subject = APPOSED.sub("", subject) if APPOSED.search(subject) and proper_name(APPOSED.sub("", subject)) else subject
    within = WITHIN.search(subject)
    return proper_name(subject) or (within[1] if within is not None and tells("site", subject) else "")


def is_town_word(words: str) -> bool:
    """Are the words but a noun for a town or for a spot in one?"""
    return load_holding()["town"].fullmatch(words) is not None or re.fullmatch(SPOT, words) is not None


def find_claim(view: View, number: int, start: int, end: int) -> Fact | Statement | None:
    """The claim that carries the words: a state right there, else what is said there, else the nearest fact of the sentence."""
    facts = view.by_sentence.get(number, [])
    there = [f for f in facts if f.trigger.span.start < end and start < f.trigger.span.end]
    if there:
        return min(there, key=lambda f: (f.kind != "state", f.trigger.span.start, f.id))
    said = [s for s in view.reading.statements if s.content.span.start <= start < s.content.span.end]
    said += [s for s in view.reading.statements if s.cue is not None and view.sentence_at(s.cue.span.start) == number]
    if said:
        return said[0]
    return min(facts, key=lambda f: (abs(f.trigger.span.start - start), f.id), default=None)
