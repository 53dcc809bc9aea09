"""Who holds a place, read from the words themselves: "remains in our hands", "is under rebel control", "is ours", "our men are still in it"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from emberwatch.ledger.ground import Ground
from emberwatch.ledger.holding import Holder, find_in_words, find_speaker, load_holding
from emberwatch.ledger.view import CAPITAL, View, proper_name
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement

NOUNS = load_holding()["hands"].pattern
HANDS = re.compile(rf"\b(?:in|under|into)(?P<who>(?: [\w'’-]+){{0,5}}?) {NOUNS}(?P<of> of (?:the )?[\w'’-]+(?: [\w'’-]+)?)?")
OURS = re.compile(r"\b(?:is|remains|stays|are|remain)(?: still)?(?P<who> ours)\b")
KINDS = (
    r"(?:defenders|soldiers|troops|forces|fighters|men|army|police|rebels|militants|insurgents|guerrillas|separatists|gunmen|jihadists|terrorists|mercenaries)"
)
PLACE = rf"(?P<place>(?:the )?(?:[a-z]+ (?:of|around|near|above|in|at) )?(?:{CAPITAL.pattern}|town|city|village))"
THERE = re.compile(
    rf"\b(?P<who>[A-Za-z][\w'’-]*(?: [\w'’-]+){{0,2}}? {KINDS}|[A-Z]\w+s|{KINDS.title()}) (?:are|is|were|remain|stand)(?: still| now| also| all)? (?:in|on|at|inside) {PLACE}"
)
NONE = re.compile(
    rf"\b(?:no|not a single|not one)(?: more| longer any)? (?P<who>(?:[\w'’-]+ ){{0,2}}?(?:{KINDS}|soldier|fighter|rebel|militant))(?: left| (?:are|were|remain\w*))?(?: left)? (?:in|on|at|inside) {PLACE}"
)
CLEARED = re.compile(
    rf"\b(?:clear\w*|rid|purg\w*|cleans\w*|free[ds]?|liberat\w*|swept) (?:all of )?{PLACE} (?:of|from) (?P<who>(?:the |its |all )?(?:[\w'’-]+ ){{0,3}}?[\w'’-]+)(?=[,.;]| on | in | after | and | who |$)"
)
FREE = re.compile(
    r"\b(?:is|are|was|remains?)(?: now| completely| entirely| fully)? (?:free|clear|empty|rid) of (?P<who>(?:the |all )?(?:[\w'’-]+ ){0,3}?[\w'’-]+)(?=[,.;]| and |$)"
)
RESTS = re.compile(r"\b(?:is|remains?)(?: still)? an? (?P<who>[\w'’-]+?)(?:-held|-controlled|-run)? (?:town|city|village|stronghold|bastion|base|fortress)\b")
FELL = re.compile(r"\b(?:fell|has fallen|have fallen|had fallen|falls) (?:in)?to (?P<who>(?:the )?[\w'’-]+(?: [\w'’-]+){0,3})")
LINK = re.compile(
    r"\b(?:is|are|was|were|been|remain\w*|stay\w*|still|back|now|firmly|fully|completely|entirely|again|also|partly|largely|mostly)(?:[ ,]+\w+){0,3}? $"
)
UNSURE = re.compile(r"\b(?:will|would|shall|should|could|may|might|must|to be|to remain|if|until|once|unless|whether|fears?)\b[^.;]*$", re.IGNORECASE)
NOT = re.compile(r"\b(?:not|n[’']t|no longer|never)\b[^.;,]*$", re.IGNORECASE)
BEGUN = re.compile(r"(?:[;:“”\"]|\bthat\b|\bwhile\b|\bbut\b|\balthough\b|\bwhere\b)")
TOWN_WORD = re.compile(rf"\b(?:it|{load_holding()['town'].pattern})\b", re.IGNORECASE)


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
        words, start = view.words_of(number), view.sentence_start(number)
        for pattern in (HANDS, OURS, THERE, NONE, FELL, CLEARED, FREE, RESTS):
            for match in pattern.finditer(words):
                told = read_match(view, number, words, start, match)
                if told is not None:
                    yield told


def read_match(view: View, number: int, words: str, start: int, match: re.Match[str]) -> Told | None:
    """What one match tells; None where no place, holder or claim can be told, or it is not said to be so."""
    before, there = words[: match.start()], match.re in (THERE, NONE, CLEARED)
    claim = find_claim(view, number, start + match.start(), start + match.end())
    if claim is None or UNSURE.search(before) or (match.re is HANDS and not LINK.search(before)):
        return None
    clause = before[max((m.end() for m in BEGUN.finditer(before)), default=0) :]
    place = match["place"] if there else find_subject(view, clause, start + match.start())
    holder = find_owner(view, match, claim)
    if not place or holder is None:
        return None
    if TOWN_WORD.fullmatch(re.sub(r"^[Tt]he ", "", place)):
        place = find_subject(view, place, start + match.start())
    holds = match.re not in (NONE, CLEARED, FREE) and NOT.search(clause) is None
    ground = Ground(holder, holds, seen=there and holds, forced=match.re is CLEARED)
    return Told(claim, start + match.start(), start + match.end(), place, ground, clause, match.re not in (CLEARED, RESTS))


def find_owner(view: View, match: re.Match[str], claim: Fact | Statement) -> Holder | None:
    """Whom the words of holding name: the speaker, or a side by its name, people or kind."""
    if match.re is OURS:
        return find_speaker(view, claim)
    groups = match.groupdict()
    who = re.sub(r"\b(?:the|full|complete|total|firm|sole|partial|effective|a|an|de facto)\b", "", groups["who"]).strip()
    told = who or re.sub(r"^ of ", "", groups.get("of") or "")
    return find_in_words(view, told, claim) if told else None


def find_subject(view: View, clause: str, at: int) -> str:
    """The place that is the clause's subject; "the town" and "it" mean the one named last."""
    name = proper_name(re.split(r"\b(?:is|are|was|were|has|have|had|remain\w*|stay\w*)\b", clause)[0].strip(" ,"))
    if name:
        return clause.strip()
    if not TOWN_WORD.search(clause):
        return ""
    return next((m[1] for m in reversed(view.mentions) if m[0] < at), view.mentions[0][1] if view.mentions else "")


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
