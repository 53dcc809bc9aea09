"""Words as linking compares them: their stems, how rare each is in news, and which others say nearly the same."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

WORDS = Path(__file__).parents[2] / "data" / "linking_words.json"
WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*\d")
POSSESSIVE = re.compile(r"['’]s?$")
STOP_BITS = 3
"""A stem this common in news (one text in eight) tells nothing."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`rarity` is the bits (-log2 of the share of news texts) of each known stem, `unseen` that of any other; `kin` is symmetric.

    `irregular` gives the stem of word forms that no rule takes back to it (fought: fight).
    """

    rarity: Mapping[str, int]
    unseen: int
    kin: Mapping[str, tuple[str, ...]]
    irregular: Mapping[str, str]

    def bits(self, word: str) -> int:
        """How rare the stem is in news, in whole bits; names and numbers that no text of the training sets has are the rarest."""
        return self.rarity.get(word, self.unseen)

    def pick_telling(self, words: Iterable[str], most: int) -> tuple[str, ...]:
        """The `most` stems that tell most: by rarity and by how often they stand, more than four times counting as four; sorted."""
        return tuple(sorted(self.rank_telling(words)[:most]))

    def rank_telling(self, words: Iterable[str]) -> list[str]:
        """The stems that are not common, the most telling first."""
        counts = Counter(w for w in words if self.bits(w) > STOP_BITS)
        return sorted(counts, key=lambda w: (-self.bits(w) * (1 + min(counts[w], 4)), w))


@cache
def load_lexicon(path: Path = WORDS) -> Lexicon:
    """The shipped words; read once."""
    held = json.loads(path.read_text(encoding="utf-8"))
    rarity = {word: int(bits) for bits, words in held["rarity"].items() for word in words.split()}
    return Lexicon(rarity, held["unseen"], {word: tuple(near.split()) for word, near in held["kin"].items()}, held["irregular"])


def find_stems(text: str) -> list[str]:
    """Stems of the words and numbers of `text`, in order; single letters are left out.

    >>> find_stems("The rebels' attacks killed 40")
    ['the', 'rebel', 'attack', 'kill', '40']
    """
    return [found for found in map(stem, WORD.findall(text)) if len(found) > 1]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Lower-case stem without accents, so that fought, fighting and fights are one, and Kobanê and Kobane.

    >>> stem("fought") == stem("Fighting"), stem("Kobanê") == stem("Kobane")
    (True, True)
    """
    lower = POSSESSIVE.sub("", "".join(c for c in normalize("NFKD", word.lower()) if not combining(c)))
    if not lower.isalpha():
        return lower.replace(",", "")
    return load_lexicon().irregular.get(lower) or str(get_stemmer().stemWord(lower))


@cache
def get_stemmer() -> Any:
    """Snowball's stemmer for English."""
    import snowballstemmer

    return snowballstemmer.stemmer("english")
