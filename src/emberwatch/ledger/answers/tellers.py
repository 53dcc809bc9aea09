"""Who counts: the side of a number whose sentence tells it as somebody's doing ("the Red Cross raised the number to 38") and not as a saying."""

from __future__ import annotations

import re

from emberwatch.ledger.answers.sides import Side, find_side
from emberwatch.ledger.answers.view import View
from emberwatch.ledger.lineage.align import anchor, claims_of
from emberwatch.model.entity import Actor, Party
from emberwatch.text.span import Span

COUNTS = (
    r"(?:raise[sd]?|lower(?:s|ed)|reduce[sd]|cuts?|puts?(?= (?:the|its|their|his|losses|casualties)\b)|count(?:s|ed)|gave|list(?:s|ed)"
    r"|registered|recorded|tall(?:ies|ied)|documented|verif(?:ies|ied)|speaks? of|spoke of|acknowledge[sd]?|admits?|admitted|concede[sd]?|estimate[sd]?)"
)
CLAUSE = r"(?:, (?:which|who) [^,]+,)?"
WHO = r"(?P<who>(?:(?:The|An?|Its|Their)\s)?[^\W\d_][^.,;:“”\"]{1,60}?)"
COUNTER = re.compile(rf"^\W*{WHO}{CLAUSE} (?:(?:has|have|had|now|later|since) )*(?<! been )(?<! were )(?<! was ){COUNTS}(?!\w)")
BY = re.compile(
    r"\b(?:registered|recorded|counted|documented|confirmed|verified|listed|reported) by (?P<who>[^.,;:]{3,60}?)(?=[.,;:]| (?:on|since|in|at|as|and)\b|$)"
)
WHO_WORDS = 8


def find_teller(view: View, number: int) -> Side | None:
    """The side of whoever a sentence says counts, records or admits a number; None where it names nobody so."""
    words = view.words_of(number)
    found = COUNTER.search(words) or BY.search(words)
    if found is None or len(found["who"].split()) > WHO_WORDS:
        return None
    start = view.sentence_start(number) + found.start("who")
    span = Span(start, start + len(found["who"]))
    actor = find_actor(view, span, found["who"])
    party = Party(span, found["who"], actor.name if actor else None, actor.id if actor else None)
    side = find_side(party, view.reading, view.actors, sides_before(view, start))
    return side if actor is not None or any(key.startswith(("office:", "body:")) for key in side.keys) or is_nameless(side) else None


def find_actor(view: View, span: Span, words: str) -> Actor | None:
    """The actor that the words at `span` were resolved to, else the one that the same words mean elsewhere in the report."""
    named = [r for r in view.reading.resolutions if r.kind == "actor" and r.pick is not None]
    last = words.split()[-2:]
    found = [r for r in named if span.start <= r.span.start < span.end] or [r for r in named if len(last) == 2 and r.text.split()[-2:] == last]
    return view.actors.get(found[0].pick or "") if found else None


def is_nameless(side: Side) -> bool:
    """Is it people of a kind that the table of sides has (doctors, residents), who speak for themselves?"""
    return any(key.startswith("words:") and " " not in key.rpartition(":")[2] for key in side.keys)


def sides_before(view: View, at: int) -> list[Side]:
    """The sides of those who spoke before a place in the text, the latest first."""
    told = sorted((claim for claim in claims_of(view.reading) if anchor(claim) < at and not view.sides[claim.id].own), key=anchor, reverse=True)
    return list(dict.fromkeys(view.sides[claim.id] for claim in told))
