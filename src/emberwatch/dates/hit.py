"""One match of a grammar rule, and what its groups of words come to: a count, a unit, a month, a time of day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from emberwatch.dates.form import Part, Shift, Unit
from emberwatch.dates.words import CLOCK_OF, COUNTS, MONTH_OF, SHIFT_OF, UNIT_OF
from emberwatch.text.lexer import Token
from emberwatch.text.numerals import parse_number, parse_ordinal

PART_OF: dict[str, Part] = {
    "early": "early", "start": "early", "beginning": "early", "onset": "early", "outset": "early", "mid": "mid", "middle": "mid",
    "late": "late", "end": "end", "close": "end", "earlier": "earlier", "later": "later",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """One match of a rule: the tokens of the text, the tokens `[first, last)` it covers, and its groups."""

    tokens: Sequence[Token]
    match: re.Match[str]

    @property
    def first(self) -> int:
        return self.match.start()

    @property
    def last(self) -> int:
        return self.match.end()

    def words(self, *names: str) -> list[str]:
        """The words of the first group of `names` that matched, in small letters, marks left out; empty if none did."""
        for name in names:
            if name in self.match.re.groupindex and self.match[name] is not None:
                return [t.lower for t in self.tokens[self.match.start(name) : self.match.end(name)] if t.lower not in "-–‑,'’."]
        return []

    def word(self, *names: str) -> str:
        return " ".join(self.words(*names))

    def before(self) -> str:
        """The word in front of the match, "" at the beginning."""
        return self.tokens[self.first - 1].lower if self.first else ""

    def after(self) -> str:
        """The word behind the match, "" at the end."""
        return self.tokens[self.last].lower if self.last < len(self.tokens) else ""

    def all_words(self) -> list[str]:
        return [t.lower for t in self.tokens[self.first : self.last]]


def get_part(hit: Hit) -> Part | None:
    return next((PART_OF[w] for w in hit.words("part") + hit.words("when") if w in PART_OF), None)


def get_shift(hit: Hit, group: str = "shift") -> Shift | None:
    words = hit.words(group)
    if "this" in words and len(words) > 1:
        return "last" if "past" in words else "next"
    return next((SHIFT_OF[w] for w in words if w in SHIFT_OF), None)


def get_unit(hit: Hit) -> Unit:
    return UNIT_OF[hit.words("unit")[-1]]


def get_count(words: Sequence[str]) -> float | None:
    """The number told by the words of a count: "two and a half" 2.5, "a couple of" 2, "a few" None, "a" 1."""
    if words and words[-1] == "half" and "and" in words:
        whole = get_count(words[: words.index("and")])
        return None if whole is None else whole + 0.5
    plain = [w for w in words if w not in {"of", "a", "an"}]
    if not plain:
        return 1
    if "/" in plain:
        top, bottom = int(plain[-3]), int(plain[-1])
        return (parse_number(plain[:-3]) or 0) + (top / bottom if bottom else 0)
    if plain[0] in COUNTS:
        return COUNTS[plain[0]]
    return parse_number(plain)


def get_clock(hit: Hit) -> str | None:
    """The time of day of a hit, as TIMEX3 writes it: "MO", "10:35"; None where none is told."""
    for word in hit.words("at"):
        return CLOCK_OF[word]
    words = hit.words("clock")
    if not words:
        return None
    if words[0] in CLOCK_OF:
        return CLOCK_OF[words[0]]
    hour, _, rest = words[0].replace(".", ":").partition(":")
    half = next((w.replace(".", "") for w in words[1:] if w[0] in "ap" and w.replace(".", "") in {"am", "pm"}), "")
    if not hour.isdecimal() or int(hour) > 24 or len(rest.replace(":", "")) not in {0, 2, 4}:
        return None
    hours = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
    return f"{hours:02d}:{rest or '00'}"


def get_month(hit: Hit, *names: str) -> int:
    return MONTH_OF[hit.words(*names)[0]]


def get_day(word: str) -> int | None:
    value = int(word) if word.isdecimal() else parse_ordinal(word)
    return value if value is not None and 1 <= value <= 31 else None


def get_year(hit: Hit, *names: str) -> int | None:
    words = hit.words(*names)
    if not words:
        return None
    value = parse_number(words)
    return int(value) if value is not None and 1000 <= value < 2200 else None
