"""Gather the phrases that the resolvers are asked about: who fills a role or speaks, and the words of the place where a fact is set."""

from __future__ import annotations

from emberwatch.claims.claim import Claim
from emberwatch.events.extract import Draft
from emberwatch.events.grammar import is_relative, phrase
from emberwatch.events.tallies import counted_noun
from emberwatch.language.pipeline import Sentence
from emberwatch.pipeline.marks import Marks, words_in
from emberwatch.pipeline.where import Words, content_head, whole_lemma
from emberwatch.resolve.discourse import ActorQuery
from emberwatch.resolve.places import PlaceQuery
from emberwatch.text.span import Span

MAX_NUMBER_GAP_CHARS = 14
"""Characters that may stand between a number and the phrase it counts: " of its", " of the".  """
CROWDS = frozenset({"PROTEST", "DISPLACE"})
"""Types of what people do rather than their state: "French protests" are no doing of France."""


# ---------------------------------------------------------------- queries
def phrase_span(sentence: Sentence, word: int, marks: Marks | None = None) -> tuple[list[int], Span]:
    """Words and characters of the phrase that a word heads; a number before it ("as many as 2,000", "hundreds of") belongs to it."""
    words = phrase(sentence, word)
    start, end = sentence.starts[words[0]], sentence.ends[words[-1]]
    for number in marks.numbers if marks is not None else ():
        if number.kind == "count" and number.span.start < start and start - number.span.end <= MAX_NUMBER_GAP_CHARS and counted_noun(sentence, number) == word:
            start = number.span.start
    first = next((w for w, s in enumerate(sentence.starts) if s >= start), words[0])
    return list(range(first, words[-1] + 1)), Span(start, end)


WHEREABOUTS = frozenset("of in near along on at outside inside around across".split())


def place_span(sentence: Sentence, word: int) -> Span:
    """The phrase that says where, with the places that say where it is ("a camp along the banks of the river")."""
    words = phrase(sentence, word)
    first, last = words[0], words[-1]
    held: set[int] = set()
    stack = [word]
    while stack:
        for kid in sentence.kids(stack.pop(), "nmod"):
            if sentence.scores.mention[kid] != "time" and {sentence.lemmas[c] for c in sentence.kids(kid, "case")} & WHEREABOUTS:
                held |= {*phrase(sentence, kid), *sentence.kids(kid, "case")}
                stack.append(kid)
    while last + 1 in held and sentence.upos[last + 1] != "PUNCT":
        last += 1
    return Span(sentence.starts[first], sentence.ends[last])


def settle_heads(sentence: Sentence, marks: Marks, draft: Draft) -> None:
    """Where a role's head is part of a number ("upwards of 30,000 people"), the noun it counts is the head."""
    counted = {}
    for number in marks.numbers:
        noun = counted_noun(sentence, number) if number.kind == "count" else None
        if noun is not None:
            counted.update({w: noun for w in words_in(sentence, number.span)})
    timed = {w for time in marks.times for w in words_in(sentence, time.core)}
    for words in (draft.arguments.actors, draft.arguments.recipients):
        words[:] = [w for w in dict.fromkeys(counted.get(w, w) for w in words) if w not in timed and sentence.scores.mention[w] != "time"]


def gather_place_queries(sentences: list[Sentence], wanted: list[Words], text: str = "") -> list[PlaceQuery]:
    """One query a phrase, in text order."""
    queries = []
    for index, word in wanted:
        sentence = sentences[index]
        span = place_span(sentence, word)
        lemma = whole_lemma(sentence, content_head(sentence, word))
        queries.append(PlaceQuery(span=span, text=text[span.start : span.end], sentence_index=index, head_lemma=lemma))
    return queries


def gather_actor_queries(
    sentences: list[Sentence], marks: list[Marks], claims: list[Claim], drafts: list[Draft], text: str = ""
) -> tuple[list[Words], list[ActorQuery]]:
    """Every role filler, speaker and addressee, in text order, with the speaker of the quotation it stands in."""
    speakers = {source for claim in claims for source in claim.sources}
    wanted = set(speakers)
    wanted |= {words for claim in claims for words in (claim.addressee, claim.about) if words is not None}
    for draft in drafts:
        wanted |= {(draft.sentence, w) for w in (*draft.arguments.actors, *draft.arguments.recipients)}
    acting = {(draft.sentence, w) for draft in drafts if draft.type not in CROWDS for w in draft.arguments.actors}
    ordered = sorted(w for w in wanted if not is_relative(sentences[w[0]], w[1]))
    place = {w: i for i, w in enumerate(ordered)}
    return ordered, [
        make_query(sentences[i], marks[i], word, (i, word) in speakers, quote_speaker(sentences[i], word, claims, place), text, (i, word) in acting)
        for i, word in ordered
    ]


def quote_speaker(sentence: Sentence, word: int, claims: list[Claim], place: dict[Words, int]) -> int | None:
    """Index of the query for the innermost speaker of the direct speech that a word stands in."""
    at = sentence.starts[word]
    around = [c for c in claims if c.sources and c.direct and c.content.start <= at < c.content.end]
    if not around:
        return None
    claim = min(around, key=lambda c: len(c.content))
    return place.get(claim.sources[0])


def make_query(sentence: Sentence, marks: Marks, word: int, is_speaker: bool, speaker: int | None, text: str, acts: bool) -> ActorQuery:
    words, span = phrase_span(sentence, word, marks)
    kind = sentence.scores.mention[word]
    return ActorQuery(
        span=span,
        text=text[span.start : span.end],
        words=tuple(sentence.words[w] for w in words),
        upos=tuple(sentence.upos[w] for w in words),
        head=sentence.words[word],
        lemma=sentence.lemmas[word],
        sentence=sentence.index,
        is_pronoun=sentence.upos[word] == "PRON",
        relation=sentence.rels[word],
        is_speaker=is_speaker,
        quote_speaker=speaker,
        mention=None if kind == "none" else kind,
        acts=acts,
    )
