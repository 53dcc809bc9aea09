"""Carry quotations over sentence borders: a quotation that goes on belongs to the speaker before it."""

from __future__ import annotations

from emberwatch.claims.claim import Claim
from emberwatch.claims.reach import FINITE
from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span

SPEECH_WORDS = 4
"""Words that a quotation needs to be speech of its own and not a name or a phrase set in marks."""


def carry_quotations(sentences: list[Sentence], claims: list[Claim], quotes: list[Span], text: str) -> list[Claim]:
    """The claims with their contents widened to whole quotations, and a claim without a cue for each quotation that goes on alone."""
    for quote in quotes:
        touched = [c for c in claims if c.content.overlaps(quote) and overlap(c.content, quote) >= 0.5 * min(len(quote), len(c.content)) and c.direct]
        if touched:
            widen(max(touched, key=lambda c: c.probability), quote)
    added: list[Claim] = []
    for quote in quotes:
        inside = [s for s in sentences if s.start < quote.end and quote.start < s.end]
        if not inside or sum(quote.start <= w < quote.end for s in inside for w in s.starts) < SPEECH_WORDS:
            continue
        known = sorted([*claims, *added], key=lambda c: c.content.start)
        if any(overlap(c.content, quote) > 0.5 * len(quote) for c in known):
            continue
        if not opens_alone(inside[0], quote):
            continue
        claim = colon_before(sentences, known, quote, text) or goes_on(sentences, known, quote, text, inside[0])
        if claim is None and any(says_something(s, quote) for s in inside):
            claim = stands_alone(quote, inside[0])
        if claim is not None and claim not in known:
            added.append(claim)
    return sorted([*claims, *added], key=lambda c: (c.sentence, c.content.start))


def overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def widen(claim: Claim, quote: Span) -> None:
    start, end = min(claim.content.start, quote.start), max(claim.content.end, quote.end)
    claim.content = Span(start, end)


def opens_alone(sentence: Sentence, quote: Span) -> bool:
    """Does the quotation begin its sentence (give or take the mark), so that no words before it belong to it?"""
    return quote.start - sentence.start <= 2 or quote.start < sentence.start


def colon_before(sentences: list[Sentence], claims: list[Claim], quote: Span, text: str) -> Claim | None:
    """“Trump tweeted:” before a quotation: a speaker and a cue before the colon."""
    before = text[max(0, quote.start - 4) : quote.start].rstrip('“"‘ \n')
    if not before.endswith(":"):
        return None
    sentence = next((s for s in reversed(sentences) if s.start < quote.start - 1), None)
    if sentence is None:
        return None
    from emberwatch.claims.cues import load_cues

    for word in range(len(sentence.words) - 1, -1, -1):
        cue = load_cues().get((sentence.lemmas[word], "V"))
        subject = sentence.kids(word, "nsubj")
        if cue is not None and cue.strength >= 2 and subject and sentence.ends[word] <= quote.start:
            claim = Claim(sentence.index, [word], cue.manner, [(sentence.index, subject[0])], quote, probability=0.93, direct=True)
            claim.reasons = [("content", "the quotation after the colon"), ("speakers", "the subject before the colon")]
            return claim
    return None


def goes_on(sentences: list[Sentence], claims: list[Claim], quote: Span, text: str, first: Sentence) -> Claim | None:
    """A claim by the speaker of the quotation before this one."""
    before = [c for c in claims if c.content.end <= quote.start and c.sources]
    if not before:
        return None
    last = max(before, key=lambda c: (c.content.end, c.sentence))
    previous = max((s for s in sentences if s.start < last.content.end), key=lambda s: s.index, default=sentences[last.sentence])
    previous = max(previous, sentences[last.sentence], key=lambda s: s.index)
    if first.index - previous.index > 2 or not (last.direct or has_quote_mark(text, last.content)):
        return None
    if last.direct and previous.paragraph == first.paragraph and first.index - previous.index <= 1:
        widen(last, quote)
        return last
    claim = Claim(first.index, [], last.manner if last.manner in {"say", "claim"} else "say", list(last.sources), quote, probability=0.85, direct=True)
    claim.reasons = [("content", "a quotation with no cue of its own"), ("speakers", "the speaker of the quotation before it")]
    return claim


def says_something(sentence: Sentence, quote: Span) -> bool:
    """Is there a finite verb in the part of the quotation that lies in this sentence, as in no title or name set in marks?"""
    return any(tag in FINITE and quote.start <= at < quote.end for tag, at in zip(sentence.xpos, sentence.starts, strict=True))


def stands_alone(quote: Span, first: Sentence) -> Claim:
    """A quotation of which the text does not say who speaks: said all the same, and not by the reporter."""
    claim = Claim(first.index, [], "say", [], quote, probability=0.75, direct=True)
    claim.reasons = [("content", "a quotation with no cue of its own"), ("speakers", "the text names none")]
    return claim


def has_quote_mark(text: str, span: Span) -> bool:
    return any(mark in text[max(0, span.start - 2) : span.end + 2] for mark in '"“”')
