"""The brief as plain text, wrapped to a width, with a little emphasis on a terminal."""

from __future__ import annotations

import textwrap

from emberwatch.brief.content import Brief, Line, Section
from emberwatch.brief.words import by_heading, cite_words, more_words, printable

WIDTH_MIN = 40
BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
OPEN_BOLD, OPEN_DIM, CLOSE = "\ue000", "\ue001", "\ue002"


def render_text(brief: Brief, width: int = 80, styled: bool = False) -> str:
    """The brief as text of at most `width` columns (words longer than that apart); `styled` adds bold and dim codes."""
    width = max(WIDTH_MIN, width)
    blocks = [_header(brief, width), *(_section(section, width) for section in brief.sections), _sources(brief, width)]
    plain = "\n\n".join(blocks) + "\n"
    bold, dim, close = (BOLD, DIM, PLAIN) if styled else ("", "", "")
    return plain.replace(OPEN_BOLD, bold).replace(OPEN_DIM, dim).replace(CLOSE, close)


def _own(text: str) -> str:
    """Text of a report, without control characters and those used here to mark emphasis (none is printable)."""
    return printable(text)


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> str:
    return textwrap.fill(text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def _header(brief: Brief, width: int) -> str:
    label = max((len(name) for name, _ in brief.summary), default=0)
    rows = [_wrap(_own(value), width, f"{name:<{label}}  ", " " * (label + 2)) for name, value in brief.summary]
    notes = [_wrap(_own(note), width, "! ", "  ") for note in brief.notes]
    title = _own(brief.title)
    return "\n".join([f"{OPEN_BOLD}{title}{CLOSE}", "=" * min(width, len(title)), *rows, *(["", *notes] if notes else [])])


def _section(section: Section, width: int) -> str:
    out = [f"{OPEN_BOLD}{section.title.upper()}{CLOSE}"]
    if section.lead:
        out.append(_wrap(section.lead, width))
    if not section.lines:
        return "\n".join([out[0], section.empty])
    for heading, lines in by_heading(section):
        indent = ""
        if heading:
            out += ["", _own(heading)]
            indent = "  "
        out += [_line(line, width, indent) for line in lines]
    return "\n".join([*out, *filter(None, [more_words(section)])])


def _line(line: Line, width: int, indent: str) -> str:
    cites = "; ".join(map(_own, cite_words(line.citations)))
    notes = f" ({_own('; '.join(line.notes))})" if line.notes else ""
    text = _own(line.text) + notes + (f" {OPEN_DIM}[{cites}]{CLOSE}" if cites else "")
    return _wrap(text, width, f"{indent}- ", f"{indent}  ")


def _sources(brief: Brief, width: int) -> str:
    rows = []
    for source in brief.sources:
        day = source.published.isoformat() if source.published else "undated"
        title = f", “{source.title}”" if source.title else ""
        rows.append(_wrap(_own(f"{day}  {source.name}{title} ({source.facts} fact{'' if source.facts == 1 else 's'}; {source.id})"), width, "- ", "  "))
    return "\n".join([f"{OPEN_BOLD}REPORTS{CLOSE}", *(rows or ["None."])])
