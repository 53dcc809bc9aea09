"""What is said, by the encoder's own marks: for a sure cue whose clause the tree lost, and for what the tree cut short."""

from __future__ import annotations

from emberwatch.claims.claim import CONTENT, SURE_CUE_PROB, words_span
from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span

CONTENT_PROB = 0.55
GAP_WORDS = 2
"""So many unmarked words in a marked stretch are part of it."""
SHORTEST_WORDS = 2
UNSAID_PROB = 0.25
TAIL_WORDS = 4
"""So many words below `UNSAID_PROB` at the end of a span, or with another cue among them, end what is said."""


def marked_content(sentence: Sentence, cue: int) -> tuple[Span, Span | None] | None:
    """The stretch of marked words that belongs to `cue`, and one on the cue's other side where it goes on there; None where nothing is marked.

    What follows the cue is taken first; other cues of the sentence bound it on both sides.
    """
    begin, end = bounds(sentence, cue)
    left, right = longest_run(sentence, begin, cue), longest_run(sentence, cue + 1, end)
    if sentence.rels[cue].startswith("acl:relcl"):
        left = []  # "a charge that Israel denied": what stands before is the charge
    if right and left and begin > 0:
        left = []  # what another cue may have said
    follows = right and right[0] - cue <= 2 and sentence.words[cue + 1] != ","
    first, second = (right, left) if follows or not left else (left, right)
    if not first:
        return None
    return words_span(sentence, first), words_span(sentence, second) if second else None


def widen(sentence: Sentence, cue: int, span: Span) -> tuple[Span, Span | None]:
    """The span that the tree gave, drawn out to the marked words around it, and, for the only cue of a sentence, what goes on beyond it."""
    begin, end = bounds(sentence, cue)
    alone = (begin, end) == (0, len(sentence.words))
    if sentence.rels[cue].startswith("acl:relcl"):
        begin = cue
    beyond = None
    for run in (longest_run(sentence, begin, cue), longest_run(sentence, cue + 1, end)):
        if not run:
            continue
        marked = words_span(sentence, run)
        if marked.overlaps(span):
            joined = Span(min(marked.start, span.start), max(marked.end, span.end))
            if not joined.start <= sentence.starts[cue] < joined.end:
                span = joined
        elif alone and len(run) > 3:
            beyond = marked
    return trim(sentence, cue, span), beyond


def trim(sentence: Sentence, cue: int, span: Span) -> Span:
    """The span up to where the encoder is sure that somebody else speaks, or nobody: "…, but the rebels went on", "…, but the army denies it"."""
    probs = sentence.scores.attribution[:, CONTENT]
    inside = [w for w, start in enumerate(sentence.starts) if span.start <= start < span.end]
    if not inside or inside[0] < cue:
        return span
    gap: list[int] = []
    for word in [*inside, -1]:
        if word >= 0 and (probs[word] < UNSAID_PROB or sentence.upos[word] == "PUNCT"):
            gap.append(word)
            continue
        other = any(sentence.cue_prob(w) > SURE_CUE_PROB for w in gap)
        if len(gap) >= TAIL_WORDS and (word < 0 or other):
            kept = [w for w in inside if w < gap[0]]
            marked = sum(probs[w] > CONTENT_PROB for w in kept)
            return words_span(sentence, kept) if 2 * marked > len(kept) > 0 else span
        gap = []
    return span


def bounds(sentence: Sentence, cue: int) -> tuple[int, int]:
    """The words between the sure cues before and after this one."""
    others = [w for w in range(len(sentence.words)) if abs(w - cue) > 1 and sentence.upos[w] in {"VERB", "NOUN"} and sentence.cue_prob(w) > SURE_CUE_PROB]
    return max((w + 1 for w in others if w < cue), default=0), min((w for w in others if w > cue), default=len(sentence.words))


def longest_run(sentence: Sentence, begin: int, end: int) -> list[int]:
    """The longest stretch of words from `begin` to `end` that the encoder marks as said, small gaps closed; empty where it is too short."""
    probs = sentence.scores.attribution[:, CONTENT]
    best: list[int] = []
    run: list[int] = []
    for word in range(begin, end):
        if probs[word] < CONTENT_PROB:
            continue
        run = [*run, *range(run[-1] + 1, word + 1)] if run and word - run[-1] <= GAP_WORDS + 1 else [word]
        if len(run) > len(best):
            best = run
    while best and sentence.upos[best[0]] in {"PUNCT", "SCONJ"} and sentence.words[best[0]] not in {"“", '"'}:
        best = best[1:]
    return best if sum(sentence.upos[w] != "PUNCT" for w in best) >= SHORTEST_WORDS else []
