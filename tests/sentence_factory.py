"""Parsed sentences written by hand: `make_sentence("The DET 2 det | army NOUN 3 nsubj | left VERB/VBD 0 root")`."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from emberwatch.language.encoder import Scores
from emberwatch.language.labels import EVENT_INDEX, EVENTS, ROLE_INDEX, ROLES, STATUS_INDEX, STATUSES
from emberwatch.language.lemmas import find_lemma
from emberwatch.language.pipeline import Sentence

TAGS = dict(pair.split("/") for pair in "NOUN/NN PROPN/NNP VERB/VBD AUX/VBD ADJ/JJ ADV/RB ADP/IN DET/DT PRON/PRP NUM/CD PART/TO SCONJ/IN".split())
"""Penn tags where the row gives none."""
GLUED = frozenset(". , ; : ! ? ’ ” 's ’s n't".split())
"""Words that no space stands before."""


def make_sentence(
    table: str,
    *,
    index: int = 0,
    start: int = 0,
    paragraph: int = 0,
    mention: Mapping[str, str] | None = None,
    cue: Mapping[str, float] | None = None,
    event: Mapping[str, tuple[str, float]] | None = None,
    status: Mapping[str, tuple[str, float]] | None = None,
    roles: Mapping[tuple[str, str], tuple[str, float]] | None = None,
) -> Sentence:
    """A sentence of `word UPOS[/XPOS] head relation` rows set apart by `|`; heads count from 1, 0 is the root.

    Scores are neutral: every type and status alike, no role, no attribution. The mappings change them by word.
    """
    rows = [row.split() for row in table.split("|")]
    words = [row[0] for row in rows]
    upos, _, xpos = zip(*(row[1].partition("/") for row in rows), strict=True)
    starts = place_words(words, start)
    tags = [given or TAGS.get(tag, tag) for given, tag in zip(xpos, upos, strict=True)]
    heads = [int(row[2]) for row in rows]
    rels = [row[3] for row in rows]
    scores = neutral_scores(heads, rels, list(upos), tags)
    for word, kind in (mention or {}).items():
        scores.mention[words.index(word)] = kind
    for word, prob in (cue or {}).items():
        scores.attribution[words.index(word), [1, 3]] = prob
    for word, (name, prob) in (event or {}).items():
        lift(scores.event, words.index(word), EVENT_INDEX[name], prob)
    for word, (name, prob) in (status or {}).items():
        lift(scores.status, words.index(word), STATUS_INDEX[name], prob)
    for (trigger, word), (name, prob) in (roles or {}).items():
        lift(scores.roles[words.index(trigger)], words.index(word), ROLE_INDEX[name], prob)
    lemmas = [find_lemma(word, tag) for word, tag in zip(words, upos, strict=True)]
    ends = [s + len(w) for s, w in zip(starts, words, strict=True)]
    return Sentence(index, words, starts, ends, list(upos), tags, lemmas, [h - 1 for h in heads], rels, scores, paragraph)


def text_of(*sentences: Sentence) -> str:
    """The text that the sentences stand in, blanks between them."""
    text = ""
    for sentence in sentences:
        for word, start in zip(sentence.words, sentence.starts, strict=True):
            text = text.ljust(start) + word
    return text


def place_words(words: list[str], start: int) -> list[int]:
    """Character starts of words set one blank apart, none before marks."""
    starts: list[int] = []
    at, before = start, ""
    for word in words:
        at += bool(starts) and word not in GLUED and before not in {"“", "("}
        starts.append(at)
        at, before = at + len(word), word
    return starts


def neutral_scores(heads: list[int], rels: list[str], upos: list[str], xpos: list[str]) -> Scores:
    """Scores that speak for nothing."""
    n = len(heads)
    roles = np.zeros((n, n, len(ROLES)), np.float32)
    roles[:, :, 0] = 1.0
    return Scores(
        heads=heads,
        rels=rels,
        upos=upos,
        xpos=xpos,
        mention=["none"] * n,
        ner=["O"] * n,
        attribution=np.zeros((n, 4), np.float32),
        holds=np.full(n, 0.5, np.float32),
        event=np.full((n, len(EVENTS)), 1 / len(EVENTS), np.float32),
        status=np.full((n, len(STATUSES)), 1 / len(STATUSES), np.float32),
        roles=roles,
    )


def lift(rows: np.ndarray, row: int, column: int, prob: float) -> None:
    """Give one class of a row a probability, the others an even share of the rest."""
    rows[row] = (1.0 - prob) / (rows.shape[1] - 1)
    rows[row, column] = prob
