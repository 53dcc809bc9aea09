"""Citations, and the sentences that they lead to, numbered as they are first cited."""

from __future__ import annotations

from emberwatch.brief.content import Citation, Sentence
from emberwatch.brief.gather import Told
from emberwatch.brief.marks import fact_spans, find_line, find_marks, find_sentence, statement_spans
from emberwatch.brief.parties import speaker_names
from emberwatch.brief.wording import Wording
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.text.span import Span

SHORT_ID_CHARS = 9
"""Characters of a report's id shown where it has no publisher: enough to tell some thousands apart."""


class Citer:
    """Makes citations and collects the sentences cited."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._cited: dict[tuple[str, int], tuple[Reading, Span, list[tuple[Span, str]]]] = {}

    def source_name(self, report: Report) -> str:
        """The publisher, else the name of the file, else the start of the report's id."""
        return report.publisher or _file_name(report.path) or report.id[:SHORT_ID_CHARS]

    def cite(self, told: Told, words: str = "") -> Citation:
        """The citation of one fact; `words` are its own words where they differ from those of the line."""
        fact = told.fact
        anchor = self._anchor(told.reading, fact.trigger.span, fact_spans(fact))
        report = told.reading.report
        speakers = speaker_names(fact.speakers, self.wording)
        line, number = find_line(told.reading, fact.trigger.span.start)
        return Citation(report.id, self.source_name(report), report.published, line, speakers, fact.id, words, anchor, number)

    def cite_statement(self, statement: Statement, reading: Reading) -> Citation:
        """The citation of one statement; its speakers stand in the line itself."""
        report, span = reading.report, statement.content.span
        anchor = self._anchor(reading, span, statement_spans(statement))
        line, number = find_line(reading, span.start)
        return Citation(report.id, self.source_name(report), report.published, line, (), statement.id, "", anchor, number)

    def cite_report(self, reading: Reading, span: Span) -> Citation:
        """A citation of words alone, without a sentence to lead to."""
        report = reading.report
        line, number = find_line(reading, span.start)
        return Citation(report.id, self.source_name(report), report.published, line, sentence=number)

    def _anchor(self, reading: Reading, span: Span, spans: list[tuple[Span, str]]) -> str:
        sentence = find_sentence(reading, span)
        key = (reading.report.id, sentence.start)
        self._cited.setdefault(key, (reading, sentence, []))[2].extend(spans)
        return _anchor_name(*key)

    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence cited so far, by report in the order of first citation, then by place in the report."""
        order: dict[str, int] = {}
        for report, _ in self._cited:
            order.setdefault(report, len(order))
        made = []
        for (report, start), (reading, span, spans) in sorted(self._cited.items(), key=lambda item: (order[item[0][0]], item[0][1])):
            line, number = find_line(reading, start)
            source, marks = self.source_name(reading.report), find_marks(span, spans)
            made.append(Sentence(_anchor_name(report, start), report, source, line, span.of(reading.report.text), marks, number))
        return tuple(made)


def _file_name(path: str | None) -> str | None:
    """The last part of a path with an ending that stands for one report; a line of a .jsonl file is named by its number too."""
    last = (path or "").replace("\\", "/").rsplit("/", 1)[-1]
    return last if "." in last.strip(".") else None


def _anchor_name(report: str, start: int) -> str:
    return f"s-{report[:SHORT_ID_CHARS]}-{start}"
