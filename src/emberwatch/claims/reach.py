"""How far a saying reaches in its sentence: to the semicolons around it, over all that stands before a cue at the end, and past a cue set into it."""

from __future__ import annotations

from emberwatch.claims.claim import CONTENT, SURE_CUE_PROB, words_span
from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OPENING = frozenset("when after as while before although though if since asked".split())
"""Words that open a clause in which nothing is said yet: "When the rebels came, he said, …"."""
GOING_ON_PROB = 0.22
TURNING = frozenset("but while although though yet whereas".split())
"""Words after a cue set in commas with which the reporter speaks again."""


def reach(sentence: Sentence, word: int, sources: list[int], span: Span, beyond: Span | None, quotes: list[Span]) -> tuple[Span, Span | None]:
    """What is said and what goes on beyond the cue, within the semicolons around it and out to the ends of what a cue set into it is set into."""
    part = own_part(sentence, word, quotes)
    around = set_in(sentence, word, sources[0] if sources else None, part)
    if around is not None and has_clause(sentence, part[0], around[0]):
        before = words_span(sentence, list(range(part[0], around[0])))
        if span.start < sentence.starts[word]:
            span = before
        elif around[1] < part[1] and span.start > sentence.starts[around[1]] and sentence.upos[around[0] - 1] != "CCONJ":
            span, beyond = before, span
    clipped = clip(sentence, span, part)
    beyond = None if beyond is None else clip(sentence, beyond, part)
    if around is not None and beyond is None and goes_on(sentence, around[1], part[1]):
        beyond = words_span(sentence, list(range(around[1] + 1, part[1])))
    return clipped or span, beyond


def own_part(sentence: Sentence, word: int, quotes: list[Span]) -> tuple[int, int]:
    """The words from the semicolon before `word` to the one after it, as `[first, end)`; semicolons inside quotations do not count."""
    marks = [w for w, text in enumerate(sentence.words) if text == ";" and not any(q.start <= sentence.starts[w] < q.end for q in quotes)]
    return max((w + 1 for w in marks if w < word), default=0), min((w for w in marks if w > word), default=len(sentence.words))


def clip(sentence: Sentence, span: Span, part: tuple[int, int]) -> Span | None:
    """The words of `span` that lie in `part`; None where none does."""
    inside = [w for w in range(*part) if span.start <= sentence.starts[w] < span.end and sentence.upos[w] != "PUNCT"]
    if not inside:
        return None
    whole = span.start >= sentence.starts[part[0]] and span.end <= sentence.ends[part[1] - 1]
    return span if whole else words_span(sentence, inside)


def set_in(sentence: Sentence, word: int, source: int | None, part: tuple[int, int]) -> tuple[int, int] | None:
    """The commas around a cue clause that comes after what is said, as words; the second is the end of the part where none follows.

    None where the cue clause opens its part, or where no comma parts it from what stands before.
    """
    inverted = source is not None and word < source <= word + 8
    begin = word if source is None or inverted else source
    if begin > word or depends(sentence, word) or sentence.lemmas[part[0]] in OPENING:
        return None
    comma = next((w for w in range(begin - 1, part[0], -1) if sentence.words[w] in {",", "–", "—"}), None)
    if comma is None or (inverted and comma != word - 1):
        return None
    return comma, next((w for w in range(word + 1, part[1]) if sentence.words[w] in {",", "–", "—"}), part[1])


def depends(sentence: Sentence, word: int) -> bool:
    """Is the cue a participle or in a relative clause, or does "as" set it beside what is said ("as one judge put it")?"""
    relative = sentence.rels[word] == "acl:relcl" or any(sentence.lemmas[k] in {"who", "which"} for k in sentence.kids(word, "nsubj"))
    return sentence.xpos[word] == "VBG" or relative or any(sentence.lemmas[k] == "as" for k in sentence.kids(word, "mark"))


def has_clause(sentence: Sentence, begin: int, end: int) -> bool:
    """Is there a finite verb among these words?"""
    return any(sentence.xpos[w] in FINITE for w in range(begin, end))


def goes_on(sentence: Sentence, comma: int, end: int) -> bool:
    """After a cue set in commas, does what was said go on: with a finite verb, or with "and" and no other speaker?"""
    first = comma + 1
    if end - first < 3 or sentence.lemmas[first] in TURNING:
        return False
    if any(sentence.cue_prob(w) > SURE_CUE_PROB for w in range(first, end)):
        return False
    probs = sentence.scores.attribution[first:end, CONTENT]
    return sentence.xpos[first] in FINITE or (sentence.lemmas[first] == "and" and float(probs.mean()) > GOING_ON_PROB)
