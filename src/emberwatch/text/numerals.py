"""The value of a number written in digits or in words: "7,000", "twenty-one", "2.5 million", "two hundred and five"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ONES: dict[str, int] = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS: dict[str, int] = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
SCALES: dict[str, int] = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES: dict[str, int] = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "tn": 10**12}
"""Letters that scale digits they touch: "1.5m", "10k"."""
TOO_LARGE = 1e15
"""From here on a row of digits is no number that anyone counts."""
CARDINAL_WORDS: frozenset[str] = frozenset(ONES) | frozenset(TENS) | frozenset(SCALES)
ORDINALS: dict[str, int] = {
    word: value
    for value, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
            "eighteenth nineteenth"
        ).split(),
        start=1,
    )
} | {word: 10 * value for value, word in enumerate("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split(), start=2)}


def parse_ordinal(word: str) -> int | None:
    """The place a word names, "third" or "3rd" or "21st" → 3, 3, 21; None where it is no ordinal."""
    if word[:1].isdigit():
        digits = word[:-2]
        return int(digits) if digits.isdecimal() and word[-2:] in {"st", "nd", "rd", "th"} else None
    return ORDINALS.get(word)


def parse_number(words: Sequence[str]) -> float | None:
    """The value of one cardinal in small letters, hyphens left out; None where the words do not make one number.

    >>> parse_number("two hundred and five".split())
    205
    >>> parse_number(["2.5", "million"])
    2500000
    """
    if is_spoken_year(words):
        return 100 * parse_small(words[:1]) + parse_small(words[1:])
    total = group = 0.0
    ceiling = float("inf")
    after_digit = False
    for word in words:
        if word in {"and", "a", "an"}:
            group = group or float(word != "and")
        elif word in SCALES:
            if word == "hundred":
                group = (group or 1) * 100
            elif SCALES[word] >= ceiling:
                return None
            else:
                ceiling = SCALES[word]
                total, group = total + (group or 1) * ceiling, 0
        else:
            value = parse_small([word])
            if value < 0 or (after_digit and not 0 < value < 10) or (group and group % 10 and group % 100 < 20) or (group % 100 and value >= 10):
                return None
            group += value
        after_digit = word in TENS
    return tidy(total + group) if total + group < TOO_LARGE else None


def parse_small(words: Iterable[str]) -> float:
    """The sum of digits, ones and tens, -1 where a word is none of them."""
    total = 0.0
    for word in words:
        plain = word.replace(",", "")
        if plain[:1].isdigit():
            try:
                total += float(plain)
            except ValueError:
                return -1
        elif word in ONES or word in TENS:
            total += ONES.get(word, TENS.get(word, 0))
        else:
            return -1
    return total


def is_spoken_year(words: Sequence[str]) -> bool:
    """Are these the two halves of a year said aloud: "nineteen ninety-six"?"""
    return len(words) in (2, 3) and words[0] in {"seventeen", "eighteen", "nineteen"} and words[1] in TENS and all(w in ONES for w in words[2:])


def tidy(value: float) -> float:
    """`value` as an int where it is whole, so that it prints as one."""
    return int(value) if value == int(value) else value
