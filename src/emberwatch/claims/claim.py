"""One act of saying while it is being put together, and the characters of its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span

WEAK_CUE_PROB = 0.45
"""Encoder's cue probability above which a word of strength 1 is a cue; 2 needs a third of it."""
SURE_CUE_PROB = 0.8
"""Encoder's cue probability above which a word says something without the help of the tree or the word lists."""
CONTENT = 2
"""The column of `Scores.attribution` for what is said."""
IsMedia = Callable[[int, int], bool]


@dataclass(slots=True)
class Claim:
    """One act of saying while it is being put together; word indices are those of sentence `sentence`."""

    sentence: int
    cue: list[int]
    manner: str
    sources: list[tuple[int, int]]  # (sentence, head word), innermost voice first
    content: Span
    addressee: tuple[int, int] | None = None
    about: tuple[int, int] | None = None
    probability: float = 0.9
    reasons: list[tuple[str, str]] = field(default_factory=list)
    direct: bool = False  # the content is a quotation of at least a clause
    beyond: Span | None = None  # the rest of the clause, on the cue's other side: "…, he said, in the worst attack for years"

    def holds(self, at: int) -> bool:
        """Is character `at` part of what is said, on either side of the cue?"""
        return self.content.start <= at < self.content.end or (self.beyond is not None and self.beyond.start <= at < self.beyond.end)

    @property
    def head(self) -> int | None:
        """The cue's first word, or None for a quotation that goes on."""
        return self.cue[0] if self.cue else None


def clause_span(sentence: Sentence, clause: int, cue: int) -> Span:
    """Characters of a content clause: its subtree, less the cue's own branch, the "that" before it, and marks at its edges."""
    words = [w for w in sentence.subtree(clause) if (w < cue) == (clause < cue)]
    for other in (cue, *other_sayings(sentence, words, clause), *(contrasts(sentence, clause) if cue < clause else ())):
        if other in words:
            own = set(sentence.subtree(other))
            words = [w for w in words if w not in own]
    first_part = contiguous(words, clause)
    while first_part and (sentence.lemmas[first_part[0]] == "that" and sentence.rel(first_part[0]) == "mark"):
        first_part = first_part[1:]
    return words_span(sentence, first_part or [clause])


def other_sayings(sentence: Sentence, words: list[int], clause: int) -> list[int]:
    """Verbs joined on to a content clause that say something themselves: "said it had agreed, but the army insists that …"."""
    return [
        w
        for w in words
        if w > clause
        and sentence.rel(w) in {"conj", "parataxis"}
        and sentence.kids(w, "nsubj")
        and sentence.kids(w, "ccomp")
        and (sentence.upos[sentence.kids(w, "nsubj")[0]] != "PRON" or sentence.rel(w) == "parataxis")
        and sentence.cue_prob(w) > SURE_CUE_PROB
    ]


def contrasts(sentence: Sentence, clause: int) -> list[int]:
    """Clauses after ", but" with a subject of their own, where the reporter speaks again: "said it would sign, but rebels went on"."""
    found = []
    for kid in sentence.kids(clause, "conj"):
        joint = next((c for c in sentence.kids(kid, "cc") if sentence.lemmas[c] == "but"), None)
        subjects = sentence.kids(kid, "nsubj")
        if joint is not None and subjects and sentence.upos[subjects[0]] in {"NOUN", "PROPN"} and sentence.words[joint - 1] == ",":
            found.append(kid)
    return found


def contiguous(words: list[int], around: int) -> list[int]:
    """The words from the first to the last; a gap is filled, since a span is one piece."""
    return list(range(words[0], words[-1] + 1)) if words else [around]


def words_span(sentence: Sentence, words: list[int]) -> Span:
    """Characters from the first word to the last, punctuation and quotation marks at the edges left out."""
    first, last = words[0], words[-1]
    while first < last and sentence.upos[first] == "PUNCT" and sentence.words[first] not in "[(":
        first += 1
    while last > first and sentence.upos[last] == "PUNCT" and sentence.words[last] not in "])":
        last -= 1
    return Span(sentence.starts[first], sentence.ends[last])
