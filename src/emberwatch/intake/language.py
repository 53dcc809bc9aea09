"""Is a text English? Its small words say so at once; a language model is asked only where they do not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

LETTERS_MIN = 25
"""Letters below which Latin text is never refused: a headline of names looks like any language."""

SMALL_WORDS_ENGLISH = 0.12
"""Share of English small words from which the model is not asked. English news has 0.22 to 0.27."""

OTHER_PROB_MIN = 0.6
ENGLISH_PROB_MAX = 0.05
SAMPLE_CHARS = 3000

_SMALL_WORDS = frozenset(
    {
        "the", "and", "to", "that", "with", "by", "from", "it", "she", "his", "her", "they", "their", "has", "have", "are", "were", "been", "not", "but",
        "which", "this", "would", "said", "after", "as", "on", "there", "than", "about",
    }
)  # fmt: skip
"""English only: in, is, was, had, of, an, for and will are words of Dutch, German or Swedish too."""

_ENGLISH = ("en", "sco", "pcm")
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = {
    "ar": "Arabic", "arz": "Arabic", "ary": "Arabic", "fa": "Persian", "ku": "Kurdish", "ckb": "Kurdish", "tr": "Turkish", "he": "Hebrew",
    "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "ru": "Russian", "uk": "Ukrainian",
    "pl": "Polish", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "ur": "Urdu", "ps": "Pashto", "hi": "Hindi", "bn": "Bengali",
    "id": "Indonesian", "ms": "Malay", "sv": "Swedish", "no": "Norwegian", "nb": "Norwegian", "da": "Danish", "fi": "Finnish", "el": "Greek",
    "ro": "Romanian", "hu": "Hungarian", "cs": "Czech", "sk": "Slovak", "sr": "Serbian", "hr": "Croatian", "bs": "Bosnian", "bg": "Bulgarian",
    "sq": "Albanian", "hy": "Armenian", "az": "Azerbaijani", "ka": "Georgian", "sw": "Swahili", "so": "Somali", "am": "Amharic", "ha": "Hausa",
    "my": "Burmese", "th": "Thai", "vi": "Vietnamese", "ca": "Catalan", "la": "Latin",
}  # fmt: skip


def find_other_language(text: str) -> str | None:
    """The ISO 639 code of the language that `text` is in, None where that is English or cannot be told.

    Judged on samples from the beginning, the middle and the end; a short text in Latin letters is taken for English.
    """
    sample = _sample(text)
    words = _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    if not letters:
        return None
    latin = _latin_share(words)
    if latin > 0.5 and (letters < LETTERS_MIN or _small_words_share(words) >= SMALL_WORDS_ENGLISH):
        return None
    ranked = _identifier().rank(sample)
    probs = {code: prob for code, prob in ranked}
    best, prob = ranked[0]
    if latin <= 0.5:
        return str(next(code for code, _ in ranked if code not in _ENGLISH))
    if best in _ENGLISH or prob < OTHER_PROB_MIN or max(probs.get(code, 0.0) for code in _ENGLISH) > ENGLISH_PROB_MAX:
        return None
    return str(best)


def name_language(code: str) -> str:
    """The English name of a language, or the code itself with a word before it."""
    return _NAMES.get(code, f"the language {code!r}")


def _sample(text: str) -> str:
    if len(text) <= 3 * SAMPLE_CHARS:
        return text
    middle = len(text) // 2
    return f"{text[:SAMPLE_CHARS]} {text[middle : middle + SAMPLE_CHARS]} {text[-SAMPLE_CHARS:]}"


def _small_words_share(words: list[str]) -> float:
    return sum(word in _SMALL_WORDS for word in words) / len(words)


def _latin_share(words: list[str]) -> float:
    """Share of letters that are Latin."""
    letters = "".join(words)
    return sum(char < "\u0250" or "LATIN" in unicodedata.name(char, "") for char in letters) / len(letters)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
