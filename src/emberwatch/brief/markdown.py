"""The brief as Markdown: sections, lists, and the sentences cited at the end."""

from __future__ import annotations

import re

from emberwatch.brief.content import Brief, Citation, Line, Section, Sentence
from emberwatch.brief.marks import place_in
from emberwatch.brief.words import by_heading, cite_words, more_words, printable

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def render_markdown(brief: Brief) -> str:
    """The brief as Markdown that any reader of it shows alike; words of reports are escaped."""
    rows = [f"- **{name}:** {escape(value)}" for name, value in brief.summary]
    notes = [f"> {escape(note)}" for note in brief.notes]
    blocks = [f"# {escape(brief.title)}", "\n".join(rows), *notes, *(_section(s) for s in brief.sections), _sources(brief), _appendix(brief)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escape(text: str) -> str:
    """`text` on one line, without meaning to Markdown or HTML."""
    return SPECIAL.sub(r"\\\1", " ".join(printable(text).replace("&", "&amp;").split()))


def _section(section: Section) -> str:
    out = [f"## {section.title}", ""]
    if section.lead:
        out += [f"*{section.lead}*", ""]
    if not section.lines:
        return "\n".join([*out, section.empty]).strip()
    for heading, lines in by_heading(section):
        if heading:
            out += [f"**{escape(heading)}**", ""]
        out += [*(_line(line) for line in lines), ""]
    return "\n".join([*out, more_words(section)]).strip()


def _line(line: Line) -> str:
    cites = "; ".join(map(_cite, line.citations, cite_words(line.citations)))
    notes = f" *{escape('; '.join(line.notes))}*" if line.notes else ""
    return f"- {escape(line.text)}{notes}" + (f" ({cites})" if cites else "")


def _cite(citation: Citation, words: str) -> str:
    return f"[{escape(words)}](#{citation.anchor})" if citation.anchor else escape(words)


def _sources(brief: Brief) -> str:
    rows = []
    for source in brief.sources:
        day = source.published.isoformat() if source.published else "undated"
        title = f", “{escape(source.title)}”" if source.title else ""
        url = f" <{source.url}>" if re.fullmatch(r"https?://[^\s<>]+", source.url) else ""
        rows.append(f"- {day} {escape(source.name)}{title}{url} ({source.facts} facts; `{source.id}`)")
    return "\n".join(["## Reports", "", *(rows or ["None."])])


def _appendix(brief: Brief) -> str:
    return "\n".join(["## Sentences cited", "", *(_sentence(s) for s in brief.sentences)]).strip() if brief.sentences else ""


def _sentence(sentence: Sentence) -> str:
    shown = "".join(_mark(words, role) for words, role in sentence.pieces())
    return f'- <a id="{sentence.anchor}"></a>{escape(sentence.source)}, {place_in(sentence.line, sentence.number)}: {shown}'


def _mark(words: str, role: str) -> str:
    return f"**{escape_piece(words)}**" if role in ("trigger", "cue") and words.strip() == words else escape_piece(words)


def escape_piece(text: str) -> str:
    """As `escape`, keeping the blanks at both ends as single ones."""
    left, right = " " * (text[:1].isspace()), " " * (text[-1:].isspace() and text.strip() != "")
    return f"{left}{escape(text)}{right}"
