"""Cut a long report into stretches that are read one after the other, so that time grows with its length alone and memory hardly at all.

The encoder reads one stretch at a time, and what it says of a stretch is let go before the next: kept for the whole of a long
text, its scores would be a hundred times the text.

Who "he" is and which town "the town" is are looked for among all that a report has named; over a whole book that would
be a search through everything for every word. A news report is one stretch; over a border nothing is looked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from emberwatch.language.pipeline import Cut
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

    sentences: Sequence[tuple[int, int]]
    statements: Sequence[Statement]
    facts: Sequence[Fact]
    actors: Sequence[Actor]
    places: Sequence[Place]
    resolutions: Sequence[Resolution]
    counters: Counter[str]


def cut_stretches(cut: Cut) -> Iterator[Cut]:
    """Stretches of a text in order, each with the quotations in it; the whole, untouched, where it is no longer than one."""
    borders = find_borders([sentence.paragraph for sentence in cut.sentences])
    if len(borders) == 2:
        yield cut
        return
    at, quotes = 0, cut.quotes
    for first, last in pairwise(borders):
        sentences = cut.sentences[first:last]
        whole = Span(sentences[0].span.start, sentences[-1].span.end)
        while at < len(quotes) and quotes[at].end <= whole.start:
            at += 1
        inside = []
        for quote in islice(quotes, at, None):
            if quote.start >= whole.end:
                break
            inside.append(Span(max(quote.start, whole.start), min(quote.end, whole.end)))
        yield Cut(cut.text, sentences, inside)


def find_borders(paragraphs: Sequence[int]) -> list[int]:
    """Sentence numbers at which stretches begin, 0 first, and the number of sentences last; where it can be at a paragraph.

    `paragraphs` are the paragraph numbers of the sentences.
    """
    borders = [0]
    while len(paragraphs) - borders[-1] > STRETCH_SENTENCES + SLACK_SENTENCES:
        least = borders[-1] + STRETCH_SENTENCES
        begins = (i for i in range(least, least + SLACK_SENTENCES) if paragraphs[i] != paragraphs[i - 1])
        borders.append(next(begins, least))
    return [*borders, len(paragraphs)]


def join_stretches(parts: Sequence[StretchRead]) -> StretchRead:
    """What the stretches gave together: actors and places once each, in the order of their ids."""
    if len(parts) == 1:
        return parts[0]
    actors = {actor.id: actor for part in reversed(parts) for actor in part.actors}
    places = {place.id: place for part in reversed(parts) for place in part.places}
    return StretchRead(
        sentences=[sentence for part in parts for sentence in part.sentences],
        statements=[statement for part in parts for statement in part.statements],
        facts=[fact for part in parts for fact in part.facts],
        actors=[actors[key] for key in sorted(actors)],
        places=[places[key] for key in sorted(places)],
        resolutions=[resolution for part in parts for resolution in part.resolutions],
        counters=sum((part.counters for part in parts), Counter()),
    )
