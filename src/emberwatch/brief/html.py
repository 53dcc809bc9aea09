"""The brief as one HTML file of its own: styles inside, no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files

from emberwatch.brief.content import Brief, Citation, Line, Section, Sentence, Source
from emberwatch.brief.marks import place_in
from emberwatch.brief.words import by_heading, cite_words, more_words, printable

HEAD = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
ROLE_NAMES = {"trigger": "trigger", "cue": "saying", "actor": "actor", "recipient": "recipient", "place": "place", "when": "when"}
ROLE_NAMES |= {"quantity": "number", "speaker": "speaker", "condition": "condition"}


def render_html(brief: Brief) -> str:
    """The brief as a self-contained page; every citation links to its sentence, where the words are marked."""
    style = (files("emberwatch.data") / "brief" / "brief.css").read_text(encoding="utf-8")
    body = [_header(brief), _contents(brief), *(_section(s) for s in brief.sections), _sources(brief.sources), _appendix(brief.sentences)]
    head = f"{HEAD}<title>{_text(brief.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
    return head + "\n".join(filter(None, body)) + "\n</main>\n</body>\n</html>\n"


def _text(text: str) -> str:
    return escape(printable(text))


def _header(brief: Brief) -> str:
    rows = "".join(f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>" for name, value in brief.summary)
    notes = "".join(f'<p class="note">{_text(note)}</p>' for note in brief.notes)
    return f"<header>\n<h1>{_text(brief.title)}</h1>\n<dl>{rows}</dl>\n{notes}</header>"


def _contents(brief: Brief) -> str:
    links = "".join(f'<a href="#{s.key}">{_text(s.title)} <span>{len(s.lines) + s.more:,}</span></a>' for s in brief.sections)
    return f'<nav aria-label="Sections">{links}</nav>'


def _section(section: Section) -> str:
    out = [f'<section id="{section.key}">', f"<h2>{_text(section.title)}</h2>"]
    out += [f'<p class="lead">{_text(section.lead)}</p>'] if section.lead else []
    if not section.lines:
        return "\n".join([*out, f'<p class="empty">{_text(section.empty)}</p>', "</section>"])
    for heading, lines in by_heading(section):
        dated = f'<div class="date">{_text(heading)}</div>' if heading else ""
        out.append(f'<div class="run{"" if heading else " undated"}">{dated}<ul>{"".join(_line(line) for line in lines)}</ul></div>')
    out += [f'<p class="empty">{_text(more_words(section))}</p>'] if section.more else []
    return "\n".join([*out, "</section>"])


def _line(line: Line) -> str:
    status = line.status.replace("_", " ")
    said = not status or line.text.lower().startswith(status)
    label = "" if said else f'<span class="label {_class(line.status)}">{_text(status)}</span> '
    cites = "; ".join(map(_cite, line.citations, cite_words(line.citations)))
    notes = f' <span class="notes">{_text("; ".join(line.notes))}</span>' if line.notes else ""
    return f"<li>{label}{_text(line.text)}{notes}" + (f' <span class="cite">[{cites}]</span>' if cites else "") + "</li>"


def _class(status: str) -> str:
    return re.sub(r"[^a-z_]", "", status)


def _cite(citation: Citation, words: str) -> str:
    return f'<a href="#{escape(citation.anchor)}">{_text(words)}</a>' if citation.anchor else _text(words)


def _sources(sources: tuple[Source, ...]) -> str:
    rows = "".join(_source(s) for s in sources)
    return f'<section id="reports">\n<h2>Reports</h2>\n<ul class="sources">{rows}</ul>\n</section>' if sources else ""


def _source(source: Source) -> str:
    day = source.published.isoformat() if source.published else "undated"
    title = f" “{_text(source.title)}”" if source.title else ""
    safe = re.fullmatch(r"https?://[^\s<>]+", source.url)
    named = f'<a href="{escape(source.url)}" rel="noreferrer">{_text(source.name)}</a>' if safe else _text(source.name)
    facts = f"{source.facts} fact{'' if source.facts == 1 else 's'}"
    return f'<li><span class="day">{day}</span> {named}{title} <span class="cite">{facts} · {_text(source.id)}</span></li>'


def _appendix(sentences: tuple[Sentence, ...]) -> str:
    if not sentences:
        return ""
    legend = " ".join(f'<mark class="{role}">{name}</mark>' for role, name in ROLE_NAMES.items())
    rows = "".join(_sentence(s) for s in sentences)
    return f'<section id="sentences">\n<h2>Sentences cited</h2>\n<p class="legend">{legend}</p>\n<ol>{rows}</ol>\n</section>'


def mark_words(words: str, role: str) -> str:
    """Words marked with their role, or plain where they have none."""
    return f'<mark class="{role}" title="{ROLE_NAMES[role]}">{_text(words)}</mark>' if role in ROLE_NAMES else _text(words)


def _sentence(sentence: Sentence) -> str:
    marked = "".join(mark_words(words, role) for words, role in sentence.pieces())
    return f'<li id="{escape(sentence.anchor)}"><span class="where">{_text(sentence.source)}, {place_in(sentence.line, sentence.number)}</span> {marked}</li>'
