"""Cut a long report into stretches that are read one after the other, so that time and memory grow with its length alone.

Who "he" is and which town "the town" is are looked for among all that a report has named; over a whole book that would
be a search through everything for every word. A news report is one stretch; over a border nothing is looked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from emberwatch.language.pipeline import Parsed, Sentence
from emberwatch.model.entity import Actor, Place, Resolution
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.span import Span

STRETCH_SENTENCES = 400
"""Some 9,000 words: the longest features of newspapers are shorter."""
SLACK_SENTENCES = 100
"""How many more sentences a stretch may have so that it ends where a paragraph ends."""


@dataclass(frozen=True, slots=True)
class StretchRead:
    """What one stretch of a report gave; the same fields as a Reading."""

    statements: Sequence[Statement]
    facts: Sequence[Fact]
    actors: Sequence[Actor]
    places: Sequence[Place]
    resolutions: Sequence[Resolution]
    counters: Counter[str]


def cut_stretches(parsed: Parsed) -> Iterator[Parsed]:
    """Stretches of the parsed text in order, each with the quotations in it; the whole, untouched, where the report is no longer than one."""
    borders = find_borders(parsed.sentences)
    if len(borders) == 2:
        yield parsed
        return
    at, quotes = 0, parsed.quotes
    for first, last in pairwise(borders):
        sentences = [replace(sentence, index=i) for i, sentence in enumerate(parsed.sentences[first:last])]
        whole = Span(sentences[0].start, sentences[-1].end)
        while at < len(quotes) and quotes[at].end <= whole.start:
            at += 1
        inside = []
        for quote in quotes[at:]:
            if quote.start >= whole.end:
                break
            inside.append(Span(max(quote.start, whole.start), min(quote.end, whole.end)))
        yield Parsed(parsed.text, sentences, parsed.tokens, inside)


def find_borders(sentences: Sequence[Sentence]) -> list[int]:
    """Sentence numbers at which stretches begin, 0 first, and the number of sentences last; where it can be at a paragraph."""
    borders = [0]
    while len(sentences) - borders[-1] > STRETCH_SENTENCES + SLACK_SENTENCES:
        least = borders[-1] + STRETCH_SENTENCES
        paragraphs = (i for i in range(least, least + SLACK_SENTENCES) if sentences[i].paragraph != sentences[i - 1].paragraph)
        borders.append(next(paragraphs, least))
    return [*borders, len(sentences)]


def join_stretches(parts: Sequence[StretchRead]) -> StretchRead:
    """What the stretches gave together: actors and places once each, in the order of their ids."""
    if len(parts) == 1:
        return parts[0]
    actors = {actor.id: actor for part in reversed(parts) for actor in part.actors}
    places = {place.id: place for part in reversed(parts) for place in part.places}
    return StretchRead(
        statements=[statement for part in parts for statement in part.statements],
        facts=[fact for part in parts for fact in part.facts],
        actors=[actors[key] for key in sorted(actors)],
        places=[places[key] for key in sorted(places)],
        resolutions=[resolution for part in parts for resolution in part.resolutions],
        counters=sum((part.counters for part in parts), Counter()),
    )
