"""Raw text to clean text, one character at a time; the record keeps the clean text and spans refer to it.

| characters | become |
|---|---|
| CR LF, CR, vertical tab, form feed, U+2028, U+2029 | one line feed |
| tab, no-break and other Unicode spaces | one space each |
| U+0080 to U+009F | the character that Windows-1252 has there (quotation marks, dashes); the five that it lacks are dropped |
| NUL and the other control characters | dropped |
| byte order mark, zero-width characters, soft hyphen, variation selectors, direction marks, tags | dropped |
| unpaired surrogates, noncharacters | U+FFFD, the replacement character |
| letters with separate accents | composed (Unicode NFC); a row of more than 30 accents stays as it is |

Every other character stays, visible or not; nothing is cut at any length.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MARKS_TOGETHER_MAX = 30
"""Combining marks in a row that are composed: the Stream-Safe Text limit of Unicode Annex 15, and no language stacks more.

Python puts a row of marks in order in quadratic time, so that a longer row, which no word has, stays as it stands.
"""

_LINE_ENDS = "\r\v\f\u2028\u2029"
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_UNSEEN = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x061C, 0x061C),  # Arabic letter mark
    (0x180B, 0x180F),  # Mongolian variation selectors and vowel separator
    (0x200B, 0x200F),  # zero-width space and joiners, left-to-right and right-to-left marks
    (0x202A, 0x202E),  # direction embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, direction isolates
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFF9, 0xFFFC),  # interlinear notes, object replacement
    (0xE0000, 0xE0FFF),  # tags, more variation selectors
)


@lru_cache(maxsize=1)
def _table() -> dict[int, str | None]:
    """What each character that does not stay becomes; None: dropped."""
    table: dict[int, str | None] = {code: None for code in [*range(0x20), 0x7F] if chr(code) != "\n"}
    table |= {ord(char): "\n" for char in _LINE_ENDS}
    table |= {ord(char): " " for char in _SPACES}
    table |= {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
    table |= {code: None for first, last in _UNSEEN for code in range(first, last + 1)}
    table |= {code: "\ufffd" for code in range(0xD800, 0xE000)}
    table |= {code: "\ufffd" for code in range(0xFDD0, 0xFDF0)}
    table |= {plane + low: "\ufffd" for plane in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF)}
    return table


@lru_cache(maxsize=1)
def _long_marks() -> re.Pattern[str]:
    """Matches a row of more combining marks than are composed together."""
    codes = [code for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code))]
    runs: list[list[int]] = []
    for code in codes:
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    marks = "".join(f"{chr(first)}-{chr(last)}" for first, last in runs)
    return re.compile(f"[{marks}]{{{MARKS_TOGETHER_MAX + 1},}}")


def clean_text(raw: str) -> str:
    """The clean text of `raw`: cleaning it again changes nothing, and the time taken is linear in its length."""
    text = raw.replace("\r\n", "\n").translate(_table())
    if text.isascii():
        return text
    if _long_marks().search(text) is None:
        return unicodedata.normalize("NFC", text)
    return _compose_in_pieces(text)


def _compose_in_pieces(text: str) -> str:
    """NFC of `text` but for its long rows of marks, which are kept as they stand."""
    pieces: list[str] = []
    done = 0
    for row in _long_marks().finditer(text):
        pieces += [unicodedata.normalize("NFC", text[done : row.start()]), row.group()]
        done = row.end()
    pieces.append(unicodedata.normalize("NFC", text[done:]))
    return "".join(pieces)


def count_changes(raw: str) -> dict[str, int]:
    """How many characters of `raw` were dropped or replaced by `clean_text` (composition apart), by kind."""
    table = _table()
    counts = {"dropped": 0, "replaced": 0}
    for char in raw.replace("\r\n", "\n"):
        if ord(char) in table:
            counts["dropped" if not table[ord(char)] else "replaced"] += 1
    return counts
