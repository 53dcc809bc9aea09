"""The sentence a fact stands in, with the words of the fact marked by role."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import groupby

from emberwatch.brief.content import Mark
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement
from emberwatch.text.span import Span

ROLES = ("speaker", "content", "condition", "when", "place", "recipient", "actor", "quantity", "cue", "trigger")
"""Roles from the one that yields to the one that is kept where words have two roles."""


LONG_LINE_SENTENCES = 5
"""A line of more sentences than this is a page rather than a paragraph: where in it has to be said."""


def find_line(reading: Reading, start: int) -> tuple[int, int]:
    """The line, from 1, that the character at `start` stands on, and which sentence of it; 0 where the line is short enough to find it."""
    text = reading.report.text
    begin, end = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    first, last = (bisect_left(reading.sentences, (at, 0)) for at in (begin, len(text) if end < 0 else end))
    number = bisect_right(reading.sentences, (start, len(text) + 1)) - first if last - first > LONG_LINE_SENTENCES else 0
    return text.count("\n", 0, start) + 1, number


def place_in(line: int, sentence: int) -> str:
    """ "line 7", or "line 1, sentence 14" where the line is long."""
    return f"line {line}, sentence {sentence}" if sentence else f"line {line}"


def find_sentence(reading: Reading, span: Span) -> Span:
    """The sentence of the reading that holds the start of `span`, or its line where no sentence does."""
    at = bisect_right(reading.sentences, (span.start, len(reading.report.text) + 1)) - 1
    if at >= 0 and reading.sentences[at][0] <= span.start < reading.sentences[at][1]:
        start, end = reading.sentences[at]
        return Span(start, max(end, span.end))
    text = reading.report.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)


def fact_spans(fact: Fact) -> list[tuple[Span, str]]:
    """The spans of a fact with their roles."""
    spans = [(fact.trigger.span, "trigger")]
    spans += [(p.span, "actor") for p in fact.actors]
    spans += [(p.span, "recipient") for p in fact.recipients]
    spans += [(p.span, "speaker") for p in fact.speakers]
    spans += [(q.span, "quantity") for q in fact.quantities]
    spans += [(fact.place.span, "place")] if fact.place else []
    spans += [(fact.when.span, "when")] if fact.when else []
    spans += [(fact.condition.span, "condition")] if fact.condition else []
    return spans


def statement_spans(statement: Statement) -> list[tuple[Span, str]]:
    """The spans of a statement with their roles."""
    spans = [(statement.content.span, "content"), *((p.span, "speaker") for p in statement.speakers)]
    spans += [(statement.cue.span, "cue")] if statement.cue else []
    spans += [(statement.addressee.span, "recipient")] if statement.addressee else []
    return spans


def find_marks(sentence: Span, spans: Iterable[tuple[Span, str]]) -> tuple[Mark, ...]:
    """Marks, counted from the start of the sentence, that do not overlap; a role later in `ROLES` wins its characters."""
    painted = [""] * len(sentence)
    for span, role in sorted(spans, key=lambda pair: (ROLES.index(pair[1]), -len(pair[0]))):
        low, high = max(span.start, sentence.start) - sentence.start, min(span.end, sentence.end) - sentence.start
        painted[low:high] = [role] * max(0, high - low)
    marks, at = [], 0
    for role, run in groupby(painted):
        length = len(list(run))
        if role:
            marks.append(Mark(at, at + length, role))
        at += length
    return tuple(marks)
