"""The brief as a whole: sections, grouping, filters, citations, and its three renderings."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from brief_factory import DAY, make_fact, make_reading
from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from emberwatch.brief.build import make_brief
from emberwatch.brief.card import bracket, make_fact_card
from emberwatch.brief.cite import Citer
from emberwatch.brief.content import Brief, Section
from emberwatch.brief.gather import Told
from emberwatch.brief.html import render_html
from emberwatch.brief.markdown import escape, render_markdown
from emberwatch.brief.text import render_text
from emberwatch.brief.wording import load_wording
from emberwatch.brief.words import cite_words
from emberwatch.model.entity import Resolution
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.text.span import Span
from record_factory import readings

LEFT = "Forty people left Kobani on Thursday.\nThe army shelled the port, an official told Reuters."


def told(publisher: str, text: str = LEFT, published: date | None = date(2019, 3, 8), low: float = 40) -> Reading:
    report = Report(text, publisher=publisher, published=published)
    left = make_fact(report, "left", type="DISPLACE", actor="Forty people", place="Kobani=", when=("on Thursday", *DAY),
                     q=[("Forty people", "people", "displaced", low, low, None)])  # fmt: skip
    shelled = make_fact(report, "shelled", actor="The army", recipient="the port", by=("an official", "Reuters"))
    return make_reading(report, left, shelled)


def resolved(publisher: str, low: float = 40) -> Reading:
    report = Report(LEFT, publisher=publisher, published=date(2019, 3, 8))
    fact = make_fact(report, "left", type="DISPLACE", actor="Forty people=People of Kobani", place="Kobani=Kobani", when=("on Thursday", *DAY),
                     q=[("Forty people", "people", "displaced", low, low, None)])  # fmt: skip
    return make_reading(report, fact)


def section(brief: Brief, key: str) -> Section:
    return next(one for one in brief.sections if one.key == key)


def texts(readings: Sequence[Reading], key: str, **filters: object) -> list[str]:
    return [line.text for line in section(make_brief(readings, **filters), key).lines]  # type: ignore[arg-type]


def test_happenings_come_newest_first_each_with_its_citation() -> None:
    lines = section(make_brief([told("Valley Post")]), "happened").lines
    assert [(line.heading, line.text) for line in lines] == [
        ("reported 8 March 2019", "The army shelled the port."),
        ("7 March 2019", "Forty people left Kobani."),
    ]
    (cite,) = lines[0].citations
    assert (cite.source, cite.line, cite.speakers) == ("Valley Post", 2, ("an official", "Reuters"))


def test_a_citation_says_which_sentence_of_a_long_line_and_names_each_report_once() -> None:
    lines = [f"A convoy {verb} Kobani." for verb in ("left", "passed", "saw", "met", "knew", "held")]
    report = Report(" ".join(lines), publisher="Valley Post", published=date(2019, 3, 8))
    starts = [report.text.index(line) for line in lines]
    facts = [make_fact(report, verb) for verb in ("left", "held")]
    reading = Reading(report, sentences=tuple((start, start + len(line)) for start, line in zip(starts, lines, strict=True)), facts=tuple(facts))
    citer = Citer(load_wording())
    cites = [citer.cite(Told(fact, reading)) for fact in facts]
    assert cite_words(cites) == ["Valley Post, 8 March 2019, line 1, sentence 1", "line 1, sentence 6"]
    assert [sentence.number for sentence in citer.sentences()] == [1, 6]


def test_tellings_of_the_same_stand_on_one_line_with_their_own_numbers() -> None:
    (line,) = section(make_brief([resolved("A"), resolved("B", low=50)]), "happened").lines
    assert [(cite.source, cite.words) for cite in line.citations] == [("A", ""), ("B", "“Forty people”")]
    assert len(section(make_brief([resolved("A"), resolved("B", low=50)]), "affected").lines) == 2


def test_facts_that_leave_too_much_open_are_never_put_together() -> None:
    facts = [make_reading(report, make_fact(report, "raid")) for report in (Report("A raid.", publisher="A"), Report("A raid.", publisher="B"))]
    assert len(section(make_brief(facts), "happened").lines) == 2


@pytest.mark.parametrize(
    ("status", "key"),
    [("occurred", "happened"), ("ongoing", "happened"), ("planned", "coming"), ("expected", "coming"), ("possible", "coming"), ("conditional", "coming"),
     ("demanded", "coming"), ("denied", "disputed"), ("not_occurred", "disputed")],
)  # fmt: skip
def test_status_decides_the_section(status: str, key: str) -> None:
    report = Report("The army shelled Kobani.", publisher="A")
    brief = make_brief([make_reading(report, make_fact(report, "shelled", status, actor="The army", place="Kobani"))])
    assert [one.key for one in brief.sections if one.lines] == [key]


def test_an_unsure_reading_is_kept_apart_with_its_chance() -> None:
    report = Report("The army shelled Kobani.", publisher="A")
    reading = make_reading(report, make_fact(report, "shelled", actor="The army", place="Kobani", probability=0.31))
    assert texts([reading], "happened") == []
    assert texts([reading], "unsure") == ["The army shelled Kobani (31% sure)."]


def test_affected_people_are_told_with_status_and_never_summed() -> None:
    report = Report("Shells killed at least 40 villagers. The mayor fears that 12 men were killed.", publisher="A")
    sure = make_fact(report, "killed at least 40", recipient="at least 40 villagers", q=[("at least 40 villagers", "villagers", "killed", 40, None, None)])
    feared = make_fact(report, "were killed", "possible", recipient="12 men", q=[("12 men", "men", "killed", 12, 12, None)])
    assert texts([make_reading(report, sure, feared)], "affected") == ["At least 40 villagers, no date.", "Possible: 12 men, no date."]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [({"place": "kobani"}, 1), ({"place": "SY"}, 1), ({"place": "Gareth"}, 0), ({"actor": "army"}, 1), ({"actor": "reuters"}, 1),
     ({"since": date(2019, 3, 8)}, 1), ({"since": date(2019, 3, 7)}, 2), ({"since": date(2019, 3, 9)}, 0)],
)  # fmt: skip
def test_filters_narrow(filters: dict[str, object], expected: int) -> None:
    report = Report(LEFT, publisher="A", published=date(2019, 3, 8))
    facts = (
        make_fact(report, "left", type="DISPLACE", actor="Forty people", place="Kobani=Kobani", when=("on Thursday", *DAY)),
        make_fact(report, "shelled", actor="The army", recipient="the port", by=("an official", "Reuters")),
    )
    assert len(texts([make_reading(report, *facts)], "happened", **filters)) == expected


def test_reports_without_a_date_are_named_once_with_the_remedy() -> None:
    brief = make_brief([told("A", published=None), told("B", published=None)])
    assert [note for note in brief.notes if "--published" in note] == list(brief.notes)
    assert render_text(brief).count("--published") == 1


def test_what_was_not_resolved_is_counted_and_what_was_refused_is_named() -> None:
    report = Report("The raid on Gareth. Gareth.", publisher="A")
    gareth = tuple(Resolution("place", Span(at, at + 6), "Gareth", (), None, "no such name") for at in (12, 20))
    lines = texts([make_reading(report, resolutions=gareth)], "unresolved", refused=[("a.bin", "no text")])
    assert lines == ["Places not resolved (1): Gareth (2); add them with: emberwatch gazetteer add FILE.", "Refused: a.bin – no text."]


def test_a_long_section_says_how_many_more_there_are() -> None:
    brief = make_brief([told("A")], lines_max=1)
    assert section(brief, "happened").more == 1
    assert "… and 1 more; list them with: emberwatch incidents" in render_text(brief)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_text_keeps_to_the_width(width: int) -> None:
    assert max(len(line) for line in render_text(make_brief([told("A"), resolved("B")]), width).splitlines()) <= width


def test_text_has_escape_codes_only_when_asked() -> None:
    brief = make_brief([told("A\x1b[31m")])
    assert "\x1b" not in render_text(brief)
    assert "\x1b[31m" not in render_text(brief, styled=True) and "\x1b[1m" in render_text(brief, styled=True)


class Page(HTMLParser):
    """Collects ids, links, loads and whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        self.loads += [tag] if tag in ("script", "link", "img", "iframe", "object") or "src" in found or any(name.startswith("on") for name in found) else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def parse_page(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    return page


HOSTILE = "<script>alert('&')</script> shelled <b>Kobani</b>."


def test_html_is_closed_escaped_and_loads_nothing() -> None:
    report = Report(HOSTILE, publisher="<img src=x onerror=alert(1)>", title='"><script>', url="javascript:alert(1)", published=date(2019, 3, 8))
    fact = make_fact(report, "shelled", actor="<script>alert('&')</script>", place="<b>Kobani</b>")
    html = render_html(make_brief([make_reading(report, fact)], record="<i>"))
    page = parse_page(html)
    assert page.loads == [] and "@import" not in html and "url(" not in html
    assert HOSTILE in page.text and "javascript:" not in "".join(page.links)


def test_every_citation_of_the_page_leads_to_its_sentence() -> None:
    page = parse_page(render_html(make_brief([told("A"), resolved("B"), told("C", published=None)])))
    inner = [link[1:] for link in page.links if link.startswith("#")]
    assert inner and set(inner) <= set(page.ids) and len(set(page.ids)) == len(page.ids)


def test_renderings_hold_the_same_lines() -> None:
    brief = make_brief([told("A"), resolved("B", low=50)], record="x.db")
    page, markdown = parse_page(render_html(brief)), render_markdown(brief)
    plain = " ".join(render_text(brief).split())
    for one in brief.sections:
        for line in one.lines:
            assert line.text in page.text and escape(line.text) in markdown and " ".join(line.text.split()) in plain


@pytest.mark.parametrize(("text", "expected"), [("a*b_c", r"a\*b\_c"), ("<b>&", r"\<b\>&amp;"), ("[x](y)", r"\[x\](y)"), ("two\nlines", "two lines")])
def test_markdown_escapes(text: str, expected: str) -> None:
    assert escape(text) == expected


def test_card_marks_the_words_by_role_and_nests_them() -> None:
    report = Report("Hundreds of men left Kobani on Thursday.", publisher="A", published=date(2019, 3, 8))
    fact = make_fact(report, "left", type="DISPLACE", actor="Hundreds of men", place="Kobani=Kobani", when=("on Thursday", *DAY),
                     q=[("Hundreds", "men", "displaced", 200, None, None)], reasons=(("type", "leave is DISPLACE"),))  # fmt: skip
    card = make_fact_card(fact, make_reading(report, fact))
    assert bracket(card) == "[actor: [quantity: Hundreds] of men] [trigger: left] [place: Kobani] [when: on Thursday]."
    assert [card.sentence[m.start : m.end] for m in card.marks] == ["Hundreds", " of men", "left", "Kobani", "on Thursday"]
    rows = {row.name: row for row in card.rows}
    assert rows["type"].reason == "leave is DISPLACE"
    assert rows["quantities"].value == "200 or more men, displaced (“Hundreds”)"
    assert rows["when"].value == "7 March 2019 (“on Thursday”, from the publication date, precise to the day)"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(readings())
def test_any_reading_can_be_briefed(reading: Reading) -> None:
    brief = make_brief([reading])
    assert render_text(brief) and render_markdown(brief)
    parse_page(render_html(brief))
    for fact in reading.facts:
        assert bracket(make_fact_card(fact, reading))
