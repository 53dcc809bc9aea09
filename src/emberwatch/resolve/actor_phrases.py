"""A noun phrase read for what it says of an actor: class of the head, modifiers, definiteness, number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from emberwatch.resolve.actor_tables import load_nouns
from emberwatch.resolve.actor_words import map_for, words_for
from emberwatch.resolve.discourse import ActorQuery


@dataclass(frozen=True, slots=True)
class Phrase:
    """What the words of a phrase say: `modifiers` stand before the head, with hyphenated words joined; all in lower case."""

    head: str
    lemma: str
    head_at: int
    modifiers: tuple[str, ...]
    after: tuple[str, ...]
    classes: frozenset[str]
    definite: bool
    indefinite: bool
    possessive: str
    plural: bool
    proper: bool

    def modified_by(self, words: frozenset[str]) -> bool:
        """Does a modifier of the phrase, or its head, belong to `words`?"""
        return self.head in words or self.lemma in words or any(m in words for m in self.modifiers)


def lemma_of(word: str) -> str:
    """A noun's singular, in lower case, by rule."""
    low = word.lower()
    if low in map_for("irregular"):
        return map_for("irregular")[low]
    known = load_nouns()
    if low in known:
        return low
    for ending, instead in (("ies", "y"), ("es", "e"), ("es", ""), ("s", "")):
        if low.endswith(ending) and low[: -len(ending)] + instead in known:
            return low[: -len(ending)] + instead
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    return low[:-1] if low.endswith("s") and not low.endswith("ss") and len(low) > 3 else low


def find_head(query: ActorQuery) -> int:
    """Index of the head among the words; of what is counted, where the head only counts it ("hundreds of fighters")."""
    at = next((i for i, w in enumerate(query.words) if w == query.head), max(len(query.words) - 1, 0))
    low = [w.lower() for w in query.words]
    while at > 0 and not low[at][-1:].isalnum():
        at -= 1
    if not low:
        return 0
    if low[at] in words_for("quantifiers") and "of" in low[at + 1 : at + 3]:
        inner = _counted(low, low.index("of", at + 1) + 1)
        return at if inner is None else inner
    return at


def _counted(low: Sequence[str], start: int) -> int | None:
    """The first noun of a known class after "of", or the last word before the phrase goes on."""
    nouns, last = load_nouns(), None
    for index in range(start, len(low)):
        if low[index] in words_for("stops") and low[index] != "-":
            break
        if lemma_of(low[index]) in nouns and not (index + 1 < len(low) and low[index + 1] in ("-",)):
            return index
        last = index
    return last


def join_hyphens(words: Sequence[str]) -> tuple[str, ...]:
    """Words in lower case, with what hyphens tie together as one word and dots dropped ("U.S. - backed" → "us-backed")."""
    joined: list[str] = []
    tie = False
    for word in words:
        low = word.lower().replace(".", "") or word
        if low in ("-", "–", "‐", "‑"):
            tie = bool(joined)
        elif tie:
            joined[-1] = f"{joined[-1]}-{low}"
            tie = False
        else:
            joined.append(low)
    return tuple(joined)


def read_phrase(query: ActorQuery) -> Phrase:
    """The phrase of `query`, read by its words alone."""
    at = find_head(query)
    head = query.words[at] if at < len(query.words) else query.head
    low = head.lower()
    given = query.lemma.lower() if head == query.head else ""
    lemma = given if given in load_nouns() else lemma_of(low)
    classes = load_nouns().get(lemma, frozenset())
    modifiers = join_hyphens(query.words[:at])
    first = modifiers[0] if modifiers else ""
    upos = query.upos[at] if at < len(query.upos) else ""
    genitive = any(m in ("'s", "’s") for m in modifiers)
    plural = low in words_for("plural words") or (low != lemma_of(low) and low.endswith("s")) or low in map_for("irregular")
    return Phrase(
        head=low,
        lemma=lemma,
        head_at=at,
        modifiers=modifiers,
        after=join_hyphens(query.words[at + 1 :]),
        classes=classes,
        definite=genitive or any(m in words_for("definite") for m in modifiers),
        indefinite=first in words_for("indefinite"),
        possessive=next((m for m in modifiers if m in words_for("possessive")), ""),
        plural=plural,
        proper=upos == "PROPN" or (upos == "" and head[:1].isupper() and at > 0),
    )
