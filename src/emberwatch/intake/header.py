"""The small header of a text file: `key: value` lines on top, closed by an empty line or set between --- lines."""

from __future__ import annotations

import re
from dataclasses import dataclass

KEYS = {
    "title": "title",
    "headline": "title",
    "published": "published",
    "date": "published",
    "publisher": "publisher",
    "source": "publisher",
    "outlet": "publisher",
    "url": "url",
    "link": "url",
    "byline": "byline",
    "author": "byline",
}
LINES_MAX = 40
FENCED_LINES_MAX = 400
"""A header between --- lines may hold long lists; one without them is closed by the first empty line."""

_LINE = re.compile(r"^([A-Za-z][\w -]{0,30}?)\s*:(?:\s+(.*))?$")
_FENCE = re.compile(r"^---\s*$")


@dataclass(frozen=True, slots=True)
class Header:
    """Fields by their one name, the line (from 1) that each stood on, and the text below the header."""

    fields: dict[str, str]
    lines: dict[str, int]
    body: str


def parse_header(text: str) -> Header:
    """The header of `text` and its body; without a header no fields, and all of `text` as the body.

    A header begins on the first line with a key that is known, holds `key: value` lines only and is closed by an
    empty line or the end; between `---` lines it may begin with any key. Keys that are not known are passed over.
    """
    text = text.removeprefix("\ufeff")
    fenced = bool(_FENCE.match(text.partition("\n")[0]))
    most = FENCED_LINES_MAX if fenced else LINES_MAX
    lines = text.split("\n", most + 1)
    found = _read_lines(lines[: most + 1], fenced)
    if found is None:
        return Header({}, {}, text)
    fields, at, used = found
    return Header(fields, at, "\n".join(lines[used:]).lstrip("\n"))


def _read_lines(lines: list[str], fenced: bool) -> tuple[dict[str, str], dict[str, int], int] | None:
    """Fields, their lines and the number of lines used; None where this is no header."""
    fields: dict[str, str] = {}
    at: dict[str, int] = {}
    first = 1 if fenced else 0
    for number, line in enumerate(lines[first:], first):
        if (fenced and line.rstrip() in ("---", "...")) or (not fenced and not line.strip()):
            return (fields, at, number + 1) if fields else None
        match = _LINE.match(line.rstrip())
        if match is None:
            if fenced and (not line.strip() or line[0] in " -#\t"):
                continue
            return None
        key = KEYS.get(match[1].strip().lower())
        if key is None and number == 0:
            return None
        if key is not None and key not in fields and (value := _unquote(match[2] or "")):
            fields[key], at[key] = value, number + 1
    return (fields, at, len(lines)) if fields and not fenced and len(lines) <= LINES_MAX else None


def _unquote(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
