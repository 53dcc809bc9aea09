"""What every rendering shares: citations and dates in words, without control characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from emberwatch.brief.content import Citation, Line, Section
from emberwatch.brief.figures import format_day
from emberwatch.brief.marks import place_in


def cite_words(citations: Sequence[Citation]) -> list[str]:
    """Citations without brackets: "The New Arab, 8 March 2019, line 7, according to an official, via AFP".

    One of the same report as the one before it has only what is its own: "line 9, according to the army".
    """
    return [_words(one, before is not None and before.report == one.report) for before, one in pairwise((None, *citations)) if one is not None]


def _words(citation: Citation, same_report: bool) -> str:
    day = format_day(citation.published) if citation.published else "undated"
    parts = ([] if same_report else [citation.source, day]) + [place_in(citation.line, citation.sentence)]
    if citation.speakers:
        parts.append("according to " + ", via ".join(citation.speakers))
    return ", ".join(parts) + (f": {citation.words}" if citation.words else "")


def by_heading(section: Section) -> Iterator[tuple[str, list[Line]]]:
    """The lines of a section in runs under the same heading."""
    for heading, lines in groupby(section.lines, key=lambda line: line.heading):
        yield heading, list(lines)


def more_words(section: Section) -> str:
    """ "and 12 more: emberwatch facts …", or nothing."""
    return f"… and {section.more:,} more; list them with: {section.more_command}" if section.more else ""


def printable(text: str) -> str:
    """`text` without the control characters that a terminal would obey (line breaks stay)."""
    return "".join(c for c in text if c == "\n" or (c.isprintable() or c in "\u200d\u200c"))
