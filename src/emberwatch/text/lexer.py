"""Cut text into the small tokens that the readers of times and numbers look at; one regular expression, one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

TOKEN = re.compile(
    r"""\n\s*\n                                    # an empty line: nothing reaches across it
    | \d{1,2}:\d\d(?::\d\d)?(?!\d)                 # 10:35
    | \d{2,4}s\b                                   # 1990s, 80s
    | \d+(?:st|nd|rd|th)\b                         # 3rd
    | \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)           # 7,000
    | \d+(?:\.\d+)?                                # 2019, 2.5
    | [AaPp]\.[Mm]\b\.?                            # a.m.
    | [^\W\d_]+                                    # words
    | [^\s\w]                                      # marks
    """,
    re.VERBOSE,
)


class Token(NamedTuple):
    """One token: its words in small letters, its words as written, and its characters `[start, end)`."""

    lower: str
    text: str
    start: int
    end: int


def find_tokens(text: str) -> list[Token]:
    """The tokens of `text` in order; hyphens and apostrophes stand alone, numbers keep their commas."""
    return [Token((word := m[0]).lower(), word, m.start(), m.end()) for m in TOKEN.finditer(text)]


def get_lower(tokens: Sequence[Token], at: int) -> str:
    """The word at `at` in small letters, "" beyond either end."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def touches(tokens: Sequence[Token], left: int) -> bool:
    """Do tokens `left` and `left + 1` stand together without a space?"""
    return 0 <= left < len(tokens) - 1 and tokens[left].end == tokens[left + 1].start
