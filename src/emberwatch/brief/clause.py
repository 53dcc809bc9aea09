"""The report's own words around a fact: the clause that holds its trigger and roles."""

from __future__ import annotations

import re

from emberwatch.model.fact import Fact
from emberwatch.text.span import Span

CLAUSE_CHARS = 200
"""A longer clause is narrowed to the words around the trigger."""
REACH_CHARS = 70
"""How far a clause reaches beyond its outermost role for a place to stop."""
STOP = re.compile(r"[,;:.!?—–](?=\s|$)|[\n\"“”]|\s-\s")


def find_clause(fact: Fact, text: str, sentence: Span) -> str:
    """The words from the first role of the fact to the last, reaching on to the next punctuation, on one line.

    Roles outside the sentence, or so far off that the clause would pass `CLAUSE_CHARS`, are left out.
    """
    spans = [fact.trigger.span, *(p.span for p in (*fact.actors, *fact.recipients)), *(q.span for q in fact.quantities)]
    spans += [fact.place.span] if fact.place else []
    trigger = fact.trigger.span
    near = [s for s in spans if sentence.covers(s) and max(s.end, trigger.end) - min(s.start, trigger.start) <= CLAUSE_CHARS]
    start, end = min((s.start for s in near), default=trigger.start), max((s.end for s in near), default=trigger.end)
    if end - start > CLAUSE_CHARS:
        start, end = trigger.start, trigger.end
    if start == trigger.start:
        start = _reach_back(text, start, sentence.start)
    return " ".join(text[start : _reach_on(text, end, sentence.end)].split()).strip(' ,;:–—"“”')


def _reach_back(text: str, start: int, floor: int) -> int:
    low = max(floor, start - REACH_CHARS)
    stops = [m.end() for m in STOP.finditer(text, low, start)]
    if stops:
        return stops[-1]
    return low if low == floor else text.find(" ", low, start) + 1 or start


def _reach_on(text: str, end: int, ceiling: int) -> int:
    high = min(ceiling, end + REACH_CHARS)
    stop = STOP.search(text, end, high)
    if stop:
        return stop.start()
    return high if high == ceiling else max(end, text.rfind(" ", end, high))
