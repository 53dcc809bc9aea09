"""Dictionary forms of words by their tag, by lemminflect's tables and rules, remembered word by word."""

from __future__ import annotations

from functools import lru_cache

from emberwatch.language.lexicon import find_lemmas, guess_lemma

INFLECTED = {"VERB": "VERB", "NOUN": "NOUN", "ADJ": "ADJ", "ADV": "ADV", "AUX": "VERB"}
BE = dict.fromkeys("am is are was were been being 's ’s 're ’re 'm ’m".split(), "be")
SHORT = {
    "'ve": "have", "’ve": "have", "'ll": "will", "’ll": "will", "wo": "will", "ca": "can", "n't": "not", "n’t": "not", "'d": "would", "’d": "would",
    "ca n't": "can",
}  # fmt: skip


@lru_cache(maxsize=60_000)
def find_lemma(word: str, upos: str) -> str:
    """Lower-case lemma of `word` tagged `upos` (a UD tag); names and other words are only put in lower case.

    >>> find_lemma("fell", "VERB")
    'fall'
    """
    lower = word.lower()
    if upos == "AUX" and lower in BE:
        return BE[lower]
    if lower in SHORT and upos in {"AUX", "PART", "VERB"}:
        return SHORT[lower]
    category = INFLECTED.get(upos)
    if category is None or not lower.isalpha():
        return lower
    known = find_lemmas(lower, category).get(category)
    return (known[0] if known else guess_lemma(lower, category) or lower).lower()
