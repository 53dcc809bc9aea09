"""Whatever a report holds, it is read without an exception, in bounded time, and every span is exact."""

from __future__ import annotations

import string
import time
import weakref
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emberwatch.intake.readers import read_text
from emberwatch.language.pipeline import Parsed
from emberwatch.model.entity import Party
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.pipeline.reader import NO_DATE, Reader
from emberwatch.pipeline.stretches import SLACK_SENTENCES, STRETCH_SENTENCES, cut_stretches
from emberwatch.text.clean import clean_text
from emberwatch.text.span import Span

DAY = date(2019, 3, 8)
STORY = (
    "BEIRUT, March 7 (Reuters) - The army shelled the village on Tuesday, killing at least 40 people, a spokesman said.\n\n"
    "“We will not leave,” Ahmad Khalil told AFP. “The shells fall every night.”\n\n"
    "More than 300 civilians, mostly women and children, fled the town over the past three days. The rebels plan to attack Aleppo if the talks fail.\n"
)


def read(reader: Reader, text: str, published: date | None = DAY) -> Reading:
    """The reading of a text as intake would hand it over, every span checked."""
    reading = reader.read(Report(clean_text(text), published=published))
    check_spans(reading)
    return reading


def check_spans(reading: Reading) -> None:
    """Every piece of evidence, party, place, time and number has the words that stand at its span; sentences lie in order."""
    text = reading.report.text
    for span, words in spans_of(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text) == words
    edges = [edge for sentence in reading.sentences for edge in sentence]
    assert edges == sorted(edges)
    assert not edges or edges[-1] <= len(text)
    for statement in reading.statements:
        assert all(statement.content.span.covers(quote) for quote in statement.quotes)


def spans_of(reading: Reading) -> list[tuple[Span, str]]:
    found = [(r.span, r.text) for r in reading.resolutions]
    for statement in reading.statements:
        found += [(e.span, e.text) for e in (statement.content, statement.cue, statement.addressee, statement.when, *statement.speakers) if e is not None]
    for fact in reading.facts:
        found += [(e.span, e.text) for e in pieces(fact)]
        found += [(q.span, q.text) for q in fact.quantities]
    return found


def pieces(fact: Fact) -> list[Evidence | Party]:
    parts = (fact.trigger, fact.condition, fact.place, fact.when, *fact.actors, *fact.recipients, *fact.speakers)
    return [part for part in parts if part is not None]  # type: ignore[misc]


def test_the_story_gives_statements_and_facts(reader: Reader) -> None:
    reading = read(reader, STORY)
    assert len(reading.sentences) >= 5
    assert len(reading.statements) >= 2
    assert {"ASSAULT", "DISPLACE"} <= {fact.type for fact in reading.facts}
    assert reading.notes == ()
    assert set(reading.versions) >= {"language", "weights", "claims", "events", "codebook"}


def test_every_id_that_a_fact_names_is_in_the_reading(reader: Reader) -> None:
    reading = read(reader, STORY)
    statements, actors, places = {s.id for s in reading.statements}, {a.id for a in reading.actors}, {p.id for p in reading.places}
    for fact in reading.facts:
        assert fact.report == reading.report.id
        assert fact.statement is None or fact.statement in statements
        assert {p.id for p in (*fact.actors, *fact.recipients, *fact.speakers) if p.id} <= actors
        assert fact.place is None or fact.place.place is None or fact.place.place.id in places
        assert 0.0 < fact.probability < 1.0
    ids = [x.id for x in (*reading.facts, *reading.statements)]
    assert len(ids) == len(set(ids))


def test_reading_twice_gives_the_same_reading(reader: Reader) -> None:
    assert read(reader, STORY) == read(reader, STORY)


def test_reports_read_together_are_the_reports_read_alone(reader: Reader) -> None:
    texts = [STORY, "Rebels captured the town on Wednesday.", "", "Police arrested four men in Cairo.", *HOSTILE.values()]
    reports = [Report(clean_text(text), published=DAY) for text in texts]
    assert reader.read_all(reports) == [reader.read(report) for report in reports]


EMPTY = ["", " ", "\n\n\n", "…", "—", ".", "??!!", "“”", '"', "(", "()", "...\n...\n", "\u00a0", "\ufffd" * 5, "🙂🙂🙂", "$", "'s", "n't", "1", "2019-03-08"]


@pytest.mark.parametrize("text", EMPTY, ids=repr)
def test_a_text_of_next_to_nothing_has_no_facts(reader: Reader, text: str) -> None:
    reading = read(reader, text)
    assert (reading.facts, reading.statements) == ((), ())


HOSTILE = {
    "control characters": "The \x00army\x07 shel\x08led the village\x1b[31m on Tuesday.\x7f",
    "zero-width characters": "The ar\u200bmy shel\u200dled\ufeff the vil\u2060lage on Tues\u00adday.",
    "direction marks": "\u202bThe army\u200f shelled \u2067the village\u2069 on \u202eTuesday\u202c.",
    "Arabic names inside": "The army, الجيش, shelled the village of الباغوز on Tuesday.",
    "mixed quotes": "„The army shelled the village on Tuesday\", he said. ‘It' was “not' the «first\" time.",
    "a lost opening mark": "The army shelled the village on Tuesday, he said. “" + "It went on and on. " * 40,
    "a lost closing mark": "The army” shelled the village\" on Tuesday.” he said.’’’",
    "nested marks": "“‘“The army ‘shelled “the village” on Tuesday’” he said”",
    "brackets": "((((The army [[[shelled]]] the village)))) on Tuesday}}}",
    "capitals": "THE ARMY SHELLED THE VILLAGE ON TUESDAY, KILLING AT LEAST 40 PEOPLE, SAID A SPOKESMAN.",
    "small letters": "the army shelled the village on tuesday, killing at least 40 people, said a spokesman",
    "no punctuation": "the army shelled the village on tuesday and a spokesman said forty people were killed " * 40,
    "no spaces": "Thearmyshelledthevillageontuesday" * 200,
    "wide spaces": "The\u3000army\u2003shelled\u00a0the\u2009village\ton   Tuesday",
    "one word a line": "The\narmy\nshelled\nthe\nvillage\non\nTuesday\n" * 30,
    "commas": "army, " * 2_000,
    "stops": "shelled." * 500,
    "quotes alone": "“ ” " * 1_000,
    "straight quotes alone": "\" " * 1_001,
    "hyphens": "the-army-shelled-the-village-" * 300,
    "apostrophes": "the army's general's spokesman's 's 's 's n't n't wo n't said that " * 20,
    "digits": "Between 5 and 7, 300, 4,000, 2.5 million, 10-15, 1/3, 50%, 1st, 07/03/2019, 99999999999999999999999 people were killed. " * 5,
    "numbers beyond reason": "At least " + "9" * 400 + " people and 10e999 others fled on 99 March 99999, 0 BC and 31 February 2019.",
    "dates beyond the calendar": "It happened 9999 years ago, 99999999 days ago, in 9999, in the year 0, in 12 centuries and 3 decades from now.",
    "combining marks": "The ar" + "\u0301" * 500 + "my shelled the village.",
    "surrogates and nonsense": "The army \ud800\udfff\ufffe shelled \U0010ffff the village.",
    "emoji": "👨‍👩‍👧‍👦 fled the village 🇸🇾 on Tuesday ‼️ said 👮🏽.",
    "ligatures and full width": "Ｔｈｅ ａｒｍｙ ﬁred at the village ① on Tuesday…",
    "web address": "https://example.org/a?b=" + "c" * 3_000 + " said @army #shelled the village: http://x.y/%00%FF",
    "HTML": "<p>The army <b>shelled</b> the village &amp; town on <a href='x'>Tuesday</a></p><script>alert(1)</script>",
    "table": "| town | dead |\n|---|---|\n| Azaz | 40 |\n| Idlib | 12 |\n",
    "line breaks everywhere": "The army shel-\nled the\r\nvillage\ron\u2028Tuesday\x0b,\x0cit said.",
    "said said said": "He said she said they said it said he said " * 30,
    "nothing but triggers": "attack bomb shell strike kill wound flee seize capture withdraw " * 30,
    "nothing but names": "Syria Iraq Aleppo Damascus Baghdad Reuters AFP Trump Putin Assad Daesh ISIS SDF " * 30,
    "conditions": "if unless once if unless until whether if the army attacks if unless " * 10,
    "pronouns": "He told him that she told them that they told us that it told you that who told which told whom. " * 10,
    "semicolons": "; ".join(["the army shelled the village"] * 200),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_with_exact_spans(reader: Reader, name: str) -> None:
    reading = read(reader, HOSTILE[name])
    covered = "".join(reading.report.text[a:b] for a, b in reading.sentences)
    assert sorted("".join(covered.split())) == sorted("".join(reading.report.text.split())) or "BEIRUT" in covered, "every word is in a sentence"


SHELLED = ["control characters", "zero-width characters", "direction marks", "wide spaces", "Arabic names inside"]


@pytest.mark.parametrize("name", SHELLED)
def test_unseen_characters_do_not_hide_an_event(reader: Reader, name: str) -> None:
    facts = read(reader, HOSTILE[name]).facts
    assert [(f.type, f.status) for f in facts if f.trigger.text == "shelled"] == [("ASSAULT", "occurred")]


@pytest.mark.parametrize("cut", range(1, len(STORY), 37))
def test_a_report_cut_off_anywhere_is_read(reader: Reader, cut: int) -> None:
    read(reader, STORY[:cut])
    read(reader, STORY[cut:])


def test_no_date_is_noted_once_and_nothing_is_filled_in(reader: Reader) -> None:
    reading = read(reader, STORY, published=None)
    assert reading.notes == (NO_DATE,)
    assert "--published" in NO_DATE
    whens = [fact.when for fact in reading.facts if fact.when is not None]
    assert whens
    assert all(when.start is None and when.end is None for when in whens)
    assert reading.counters["times not resolved"] >= 2


def test_a_date_in_the_header_or_dateline_anchors_times() -> None:
    report = read_text("BEIRUT, March 7, 2019 (Reuters) - The army shelled the village on Tuesday.")
    assert isinstance(report, Report)
    assert report.published == date(2019, 3, 7)


def test_a_sentence_of_20_000_words_is_read_whole(reader: Reader) -> None:
    words = "the army shelled the village and then it moved on to the next town and "
    text = "Then " + words * (20_000 // len(words.split()))
    start = time.process_time()
    reading = read(reader, text)
    assert time.process_time() - start < 60
    assert sum(len(text[a:b].split()) for a, b in reading.sentences) == len(text.split())
    assert len([f for f in reading.facts if f.trigger.text == "shelled"]) > 1_000


def test_a_long_report_costs_as_much_a_sentence_as_a_short_one(reader: Reader) -> None:
    """Reading after the parse, whose cost is that of the encoder: three times the length, about three times the time."""

    def seconds(times: int) -> float:
        report = Report(STORY * times, published=DAY)
        parsed = list(reader.parse(report.text))
        start = time.process_time()
        check_spans(reader.read_parsed(report, parsed))
        return time.process_time() - start

    seconds(20)
    assert seconds(600) < 7 * seconds(200) + 1.0, "the cost of a report is not linear in its length"


def test_stretches_of_a_long_report_hold_every_sentence_once(reader: Reader) -> None:
    text = STORY * 150
    cut = reader.pipeline.cut(text)
    stretches = list(cut_stretches(cut))
    assert len(stretches) > 1
    assert [s for stretch in stretches for s in stretch.sentences] == cut.sentences
    for stretch in stretches:
        assert len(stretch.sentences) <= STRETCH_SENTENCES + SLACK_SENTENCES
        assert all(stretch.sentences[0].span.start <= q.start < q.end <= stretch.sentences[-1].span.end for q in stretch.quotes)
    reading = reader.read(Report(text, published=DAY))
    assert reading.sentences == tuple((s.span.start, s.span.end) for s in cut.sentences)
    assert len([f for f in reading.facts if f.trigger.text == "shelled"]) == 150
    assert len({a.id for a in reading.actors}) == len(reading.actors)


def test_of_a_long_report_one_stretch_is_held_at_a_time(reader: Reader) -> None:
    """What the encoder says of a text is a hundred times the text: each stretch must be gone before the next is parsed."""
    held: list[weakref.ref[Parsed]] = []

    def parse(text: str) -> Iterator[Parsed]:
        for parsed in reader.parse(text):
            held.append(weakref.ref(parsed))
            yield parsed
            del parsed
            assert held[-1]() is None

    report = Report(STORY * 200, published=DAY)
    reader.read_parsed(report, parse(report.text))
    assert len(held) > 1


PRINTABLE = st.text(st.characters(exclude_categories=("Cs",)), max_size=400)
PIECES = (*STORY.split(), *string.punctuation, "“", "”", "‘", "’", "\n", "\n\n", "—", "Mr.", "U.S.", "5", "%")
WORDS = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
LOOSE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


@given(text=PRINTABLE)
@LOOSE
def test_any_text_is_read(reader: Reader, text: str) -> None:
    read(reader, text)


@given(text=WORDS, dated=st.booleans())
@LOOSE
def test_any_order_of_the_words_of_news_is_read(reader: Reader, text: str, dated: bool) -> None:
    read(reader, text, DAY if dated else None)


@given(text=WORDS)
@LOOSE
def test_reading_words_in_any_order_twice_gives_the_same(reader: Reader, text: str) -> None:
    assert read(reader, text) == read(reader, text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen killed nine people in the bazaar of Mingora in Pakistan's Swat valley on Tuesday.", "Mingora"),
        ("Rebels fired mortars at the police station of Caloto in south-western Colombia.", "Caloto"),
        ("Soldiers killed nine people in south-western Colombia on Tuesday.", "south-western Colombia"),
        ("Ethiopian troops attacked the southern Somali town of Baidoa on Wednesday.", "Baidoa"),
    ],
)
def test_of_a_town_in_a_region_the_town_is_the_place(reader: Reader, text: str, place: str) -> None:
    places = {fact.place for fact in read(reader, text).facts if fact.type == "ASSAULT" and fact.place is not None}
    assert places and all(place in told.text and told.place is not None and told.place.name == place for told in places)


def test_a_base_that_was_attacked_is_where_it_was_and_what_it_was_done_to(reader: Reader) -> None:
    (fact,) = [f for f in read(reader, "On October 14, the rebels attacked an army base near Mingora.").facts if f.type == "ASSAULT"]
    assert [party.text.split()[:3] for party in fact.recipients] == [["an", "army", "base"]]
    assert fact.place is not None and "Mingora" in fact.place.text
