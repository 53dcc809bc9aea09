"""The section of the brief that tells who said what, the verbatim parts in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from emberwatch.brief.cite import Citer
from emberwatch.brief.content import Line, Section
from emberwatch.brief.figures import format_when
from emberwatch.brief.parties import speaker_names
from emberwatch.brief.sections import capital
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement
from emberwatch.text.span import Span

CONTENT_CHARS = 180
"""Characters of a statement's content shown; the rest is in the report."""
SPEAKER_LINES_MAX = 8
"""Lines of one speaker before the others have had theirs: one interview must not fill the section."""
MARKS = re.compile(r"[\"“”]")
SAYING_EDGE = "\"“”'‘’ ,."


def statement_section(statements: Sequence[tuple[Statement, Reading]], citer: Citer, lines_max: int) -> Section:
    """Who said what: speakers with most statements first, each one's statements in the order of the record; those without a speaker last."""
    by_speaker: dict[str, list[tuple[Statement, Reading]]] = {}
    for statement, reading in statements:
        name = (statement.speakers[0].name or statement.speakers[0].text.lower()) if statement.speakers else ""
        by_speaker.setdefault(name, []).append((statement, reading))
    ordered = [pairs for _, pairs in sorted(by_speaker.items(), key=lambda item: (item[0] == "", -len(item[1]), item[0]))]
    kept = set(_spread(ordered, lines_max))
    lines = tuple(_line(*pair, citer) for at, pairs in enumerate(ordered) for number, pair in enumerate(pairs) if (at, number) in kept)
    return Section("statements", "Who said what", lines, "", "No statements were found.", max(0, len(statements) - len(lines)), "emberwatch statements")


def _spread(ordered: Sequence[Sequence[object]], lines_max: int) -> list[tuple[int, int]]:
    """Which statements are shown, as speaker and number: of each speaker the first few, then more of those who said more."""
    places = [(number >= SPEAKER_LINES_MAX, at, number) for at, pairs in enumerate(ordered) for number in range(len(pairs))]
    return [(at, number) for _, at, number in sorted(places)[:lines_max]]


def _line(statement: Statement, reading: Reading, citer: Citer) -> Line:
    names = speaker_names(statement.speakers, citer.wording)
    said = citer.wording.phrase("manner", statement.manner)
    speaker = ", via ".join(names) + ("," if len(names) > 1 else "") if names else "someone not named"
    leads = " " if statement.manner in ("ask", "warn", "promise") else " to "
    addressee = f"{leads}{speaker_names((statement.addressee,), citer.wording)[0]}" if statement.addressee else ""
    cue = f" (“{' '.join(statement.cue.text.split())}”)" if statement.manner == "think" and statement.cue else ""
    placed = statement.when and (statement.when.start or statement.when.end)
    when = f" ({format_when(statement.when)})" if placed else ""
    text = f"{capital(speaker)} {said}{cue}{addressee}{when}{_content(statement, reading)}"
    return Line(text, (citer.cite_statement(statement, reading),), "", "", statement.manner)


def _content(statement: Statement, reading: Reading) -> str:
    """The content behind the verb of saying: what is verbatim in quotation marks, indirect speech without."""
    shown = shorten(_marked(statement, reading.report.text))
    shown = shown if shown.endswith(("”", "…", "?", "!")) else f"{shown}."
    return f" {shown}" if shown.lower().startswith(("that ", "to ", "whether ")) else f": {shown}"


def _marked(statement: Statement, text: str) -> str:
    """The content on one line, its verbatim parts alone between “ and ”, a cue and speaker in its midst as an ellipsis."""
    content, saying = statement.content.span, _saying(statement, text)
    quotes = sorted(q for q in statement.quotes if q.overlaps(content))
    out, at = [], content.start
    for quote in quotes:
        start, end = max(quote.start, at), min(quote.end, content.end)
        if end <= start:
            continue
        out += [_outside(text, at, start, saying), f"“{MARKS.sub('', text[start:end]).strip().removesuffix(',')}”"]
        at = end
    words = " ".join("".join([*out, _outside(text, at, content.end, saying)]).split())
    return words.rstrip(" ,.") if not words.endswith("”") else words


def _outside(text: str, start: int, end: int, saying: Span | None) -> str:
    """What stands between the verbatim parts, without stray quotation marks; the saying itself is left out."""
    if saying is None or not (start <= saying.start and saying.end <= end):
        return MARKS.sub("", text[start:end])
    before, after = MARKS.sub("", text[start : saying.start]).rstrip(SAYING_EDGE), MARKS.sub("", text[saying.end : end]).lstrip(SAYING_EDGE)
    return f"{before} … {after}"


def _saying(statement: Statement, text: str) -> Span | None:
    """The cue and the speaker beside it where they stand in the midst of the content ("…, the army said, …")."""
    content, cue = statement.content.span, statement.cue
    if cue is None or not content.covers(cue.span):
        return None
    beside = (p.span for p in statement.speakers if content.covers(p.span) and not _between(p.span, cue.span, text).strip())
    inside = [cue.span, *beside]
    return Span(min(s.start for s in inside), max(s.end for s in inside))


def _between(one: Span, other: Span, text: str) -> str:
    return text[min(one.end, other.end) : max(one.start, other.start)]


def shorten(words: str, chars: int = CONTENT_CHARS) -> str:
    """`words`, cut at a word's end with an ellipsis where they are longer than `chars`; a quotation that the cut leaves open is closed."""
    if len(words) <= chars:
        return words
    cut = words[:chars].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return f"{cut}”" if cut.count("“") > cut.count("”") else cut
