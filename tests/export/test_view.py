"""A report as HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from emberwatch.export.view import ReportView
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from record_factory import make_reading, make_report, words


class Seen(HTMLParser):
    """The words that a browser shows below the head, and the marks."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.marks: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "div"
        self.marks += [dict(attrs)["title"] or ""] if tag == "mark" else []

    def handle_data(self, data: str) -> None:
        if self.depth == 2:
            self.words.append(data)


def seen(reading: Reading) -> Seen:
    parser = Seen()
    parser.feed(ReportView.of(reading)._repr_html_())
    return parser


def test_the_text_is_shown_whole_with_its_facts_marked() -> None:
    reading = make_reading()
    found = seen(reading)
    assert "".join(found.words) == reading.report.text
    assert len(found.marks) == 3
    left = next(title for title in found.marks if "RETREAT" in title)
    assert "who: Islamic State" in left
    assert "where: Baghouz" in left
    assert "how many: 40 or more fighters withdrawn" in left
    assert "statement: a spokesman, Reuters (say)" in left, "a fact inside a statement tells both"


def test_overlapping_facts_are_all_told() -> None:
    report = make_report()
    facts = tuple(Fact(report.id, "event", kind, None, "occurred", words(report, quoted)) for kind, quoted in [("A", "left the village"), ("B", "village of")])
    found = seen(Reading(report, facts=facts))
    assert "".join(found.words) == report.text
    assert [sorted(line for line in title.split("\n") if line.startswith("event")) for title in found.marks] == [
        ["event: A (occurred)"],
        ["event: A (occurred)", "event: B (occurred)"],
        ["event: B (occurred)"],
    ]


def test_markup_in_a_report_is_shown_and_not_run() -> None:
    report = make_report('<script>alert(1)</script> & "more" fled', title="<b>T</b>", publisher="<i>P</i>")
    fact = Fact(report.id, "event", "DISPLACE", None, "occurred", words(report, "<script>"))
    html = ReportView.of(Reading(report, facts=(fact,)))._repr_html_()
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "".join(seen(Reading(report, facts=(fact,))).words) == report.text
