"""Who said what: only verbatim words stand in quotation marks, and nobody fills the section alone."""

from __future__ import annotations

import pytest

from emberwatch.brief.build import make_brief
from emberwatch.brief.said import shorten
from emberwatch.model.entity import Party
from emberwatch.model.evidence import Evidence
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.text.span import Span


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def said(text: str, speaker: str, content: str, quotes: tuple[str, ...] = (), number: int = 1) -> Reading:
    """A report that holds one statement `number` times."""
    report = Report(text, publisher="Valley Post")

    def evidence(words: str) -> Evidence:
        found = span(text, words)
        return Evidence.quote(report, found.start, found.end)

    party = Party(span(text, speaker), speaker, None, None)
    statement = Statement(report.id, "say", evidence("said"), (party,), evidence(content), quotes=tuple(span(text, one) for one in quotes))
    return Reading(report, sentences=((0, len(text)),), statements=(statement,) * number)


def lines(*readings: Reading, **fields: int) -> list[str]:
    brief = make_brief(readings, **fields)
    return [line.text for section in brief.sections if section.key == "statements" for line in section.lines]


@pytest.mark.parametrize(
    ("text", "content", "quotes", "expected"),
    [
        ('Rami said: "We leave."', "We leave.", ("We leave.",), "Rami said: “We leave.”"),
        ('Rami said he was "concerned about an ambush" and would have "left at once".',
         'he was "concerned about an ambush" and would have "left at once', ("concerned about an ambush", "left at once"),
         "Rami said: he was “concerned about an ambush” and would have “left at once”"),
        ('"We leave," said Rami on Monday. "It is over."', 'We leave," said Rami on Monday. "It is over.', ("We leave,", "It is over."),
         "Rami said: “We leave” … on Monday. “It is over.”"),
        ("Rami said “there is love” in the town, and fear.", "there is love” in the town, and fear", ("there is love",),
         "Rami said: “there is love” in the town, and fear."),
        ("Rami said that the road is open.", "that the road is open", (), "Rami said that the road is open."),
    ],
)  # fmt: skip
def test_quotation_marks_hold_verbatim_words_alone(text: str, content: str, quotes: tuple[str, ...], expected: str) -> None:
    assert lines(said(text, "Rami", content, quotes)) == [expected]


def test_each_speaker_has_lines_before_one_has_many() -> None:
    many = said("Rami said it rained.", "Rami", "it rained", number=30)
    one = said("Nour said it was dry.", "Nour", "it was dry")
    assert lines(many, one, lines_max=9) == ["Rami said: it rained."] * 8 + ["Nour said: it was dry."]
    assert lines(many, one, lines_max=12).count("Rami said: it rained.") == 11


def test_a_quotation_that_is_cut_is_closed() -> None:
    assert shorten("“one two three four”", 12) == "“one two …”"
    assert shorten("one two three", 9) == "one two …"
