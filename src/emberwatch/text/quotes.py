"""Find quotations: the character spans between quotation marks, with the marks a paragraph leaves open closed at its end."""

from __future__ import annotations

import re

from emberwatch.text.span import Span

MARKS = re.compile(r"[\"“”„«»]|(?<!\w)‘(?=\w)|(?<=[\w.,!?…])’(?!\w)|\n+")
OPENING = "“„«‘"
LONGEST_CHARS = 6_000
"""A quotation longer than this is a lost mark, not a quotation."""
SHORTEST_UNCLOSED_CHARS = 40
"""What stands between two opening marks is a quotation of its own from this length on; below it the first mark is lost."""


def find_quotes(text: str) -> list[Span]:
    """Spans inside quotation marks, the marks left out, in order; nested ones are part of the outer one.

    A straight mark opens after white space or an opening bracket and closes otherwise. A quotation left open runs to
    the end of its paragraph, as newspapers do when the next paragraph goes on quoting.
    """
    spans: list[Span] = []
    begun: int | None = None
    opener = ""
    for match in MARKS.finditer(text):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            if begun is not None and at - begun > 1 and opener in '"“«„':
                spans.append(Span(begun, at))
            begun = None
        elif begun is None:
            if opens(text, mark, at):
                begun, opener = match.end(), mark
        elif closes(text, mark, at, opener):
            if at > begun and at - begun < LONGEST_CHARS:
                spans.append(Span(begun, at))
            begun = None
        elif mark in '"“' and opens(text, mark, at) and mark == opener:
            if LONGEST_CHARS > at - begun > SHORTEST_UNCLOSED_CHARS:
                spans.append(Span(begun, begun + len(text[begun:at].rstrip())))  # a paragraph of the quotation that was run into the next
            begun = match.end()
    if begun is not None and len(text) - begun > 1:
        spans.append(Span(begun, len(text)))
    return spans


def opens(text: str, mark: str, at: int) -> bool:
    if mark in OPENING:
        return True
    before = text[at - 1] if at else " "
    return mark == '"' and (before.isspace() or before in "([—–-:")


def closes(text: str, mark: str, at: int, opener: str) -> bool:
    if opener == "‘":
        return mark == "’"
    if mark == '"' and opener == '"':
        after = text[at + 1] if at + 1 < len(text) else " "
        return not text[at - 1].isspace() or after.isspace()
    return mark in "”»" or (mark == '"' and not text[at - 1].isspace())


def quotes_within(quotes: list[Span], whole: Span) -> list[Span]:
    """The parts of the quotations that lie in `whole`."""
    parts = []
    for quote in quotes:
        start, end = max(quote.start, whole.start), min(quote.end, whole.end)
        if start < end:
            parts.append(Span(start, end))
    return parts
