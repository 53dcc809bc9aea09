"""Numbers that no fact holds, though the words beside them say what became of those counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from emberwatch.ledger.answers.counted import find_numbers, is_part, is_refuted, is_whole, read_state
from emberwatch.ledger.answers.tally import TOLLS
from emberwatch.ledger.answers.view import REAL, View
from emberwatch.model.fact import Fact
from emberwatch.text.numbers import NumberMention
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span

ORDINALS = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth".split()
)
NTH = re.compile(
    rf"\b(?:a|an|the) (?:(?P<word>{'|'.join(ORDINALS)}|twentieth)|(?P<digits>\d+)(?:st|nd|rd|th))(?: (?P<noun>[a-z]+))?\b[^.;]{{0,80}}?"
    r"\b(?:died|dead|succumbed|passed away|lost (?:his|her) life|perished)\b",
    re.IGNORECASE,
)
"""One more of the dead, who is numbered: "a sixth soldier died"."""
SURVIVED = re.compile(r"\b(?:survived|lived|(?:are|were|is|was|got out|came out|escaped|remain\w*) alive|escaped death)\b", re.IGNORECASE)
OF_WHOLE = re.compile(r"\W*of (?:the |its |their |our )?", re.IGNORECASE)
SOLE = re.compile(r"\b(?:only|sole|lone|single) survivor\b", re.IGNORECASE)
ABOARD = re.compile(
    r"\W*(?:[\w’'-]+ ){0,3}(?:aboard|on board|in (?:it|the (?:vehicle|car|bus|plane|boat|lorry|truck|convoy|house|helicopter)))\b", re.IGNORECASE
)


def find_untold(view: View, number: int, facts: list[Fact]) -> Iterator[Quantity]:
    """Numbers of a sentence that no fact holds; of one without facts where somebody says it."""
    if facts and not any(f.status in REAL for f in facts):
        return
    start, text, words = view.sentence_start(number), view.reading.report.text, view.words_of(number)
    mentions = find_numbers(words)
    for mention in mentions:
        span = shift(mention.span, start)
        held = any(span.overlaps(q.span) for f in facts for q in f.quantities) or (bool(facts) and not any(view.is_of_one_time(f, span) for f in facts))
        state = "" if held or mention.kind not in ("count", "fraction") or is_refuted(text, span.start) else read_state(text, span, "")
        noun = re.match(r"\W*([a-z]+)", text[span.end :])
        quantity = Quantity(noun[1] if noun else "", state, mention.low, mention.high, text[span.start : span.end + (noun.end() if noun else 0)].strip(), span)
        if state in TOLLS and not is_part(text, quantity) and not is_whole(text, quantity, state):
            yield quantity
    yield from find_numbered(words, start)
    yield from find_lost(words, start, mentions)


def find_numbered(words: str, start: int) -> Iterator[Quantity]:
    """The dead as many as the last of them is numbered: six by "a sixth soldier died"."""
    found = NTH.search(words)
    if found is not None and (found["noun"] or "") not in ("day", "time", "week", "month", "year", "attack", "night", "blast", "victim"):
        nth = int(found["digits"]) if found["digits"] else (ORDINALS.index(found["word"].lower()) + 2 if found["word"].lower() in ORDINALS else 20)
        span = Span(start + found.start(), start + found.end("noun" if found["noun"] else 0))
        yield Quantity(found["noun"] or "people", "killed", nth, nth, words[found.start() : span.end - start], span)


def find_lost(words: str, start: int, mentions: Sequence[NumberMention]) -> Iterator[Quantity]:
    """The dead as many as there were more than survived: eleven by "two of the thirteen men lived"."""
    counts = [m for m in mentions if m.kind == "count" and m.low is not None and m.low == m.high]
    whole = left = None
    if SURVIVED.search(words):
        for one, other in pairwise(counts):
            if (share := OF_WHOLE.match(words, one.core.end)) is not None and share.end() >= other.span.start:
                left, whole = one, other
    elif SOLE.search(words):
        whole = next((m for m in counts if ABOARD.match(words, m.core.end)), None)
    alive = left.low if left is not None else 1
    if whole is not None and whole.low is not None and alive is not None and whole.low > alive:
        noun = re.match(r"\W*([a-z]+)", words[whole.core.end :])
        span = Span(start + whole.span.start, start + whole.span.end)
        lost = whole.low - alive
        yield Quantity(noun[1] if noun else "people", "killed", lost, lost, f"{lost:g} of {whole.text}", span)


def shift(span: Span, by: int) -> Span:
    """The span moved on by so many characters."""
    return Span(span.start + by, span.end + by)
