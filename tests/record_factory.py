"""One-line factories of readings, and hypothesis strategies for whole ones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from emberwatch.dates.when import When
from emberwatch.model.entity import Actor, Candidate, Party, Place, PlaceMention, Resolution
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import STATUSES, Fact
from emberwatch.model.ledger import Finding, Incident, MergedCount, MergedParty, MergedPlace, MergedWhen, Part, Tie
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import MANNERS, Statement
from emberwatch.text.clean import clean_text
from emberwatch.text.quantity import Quantity

READ_AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
TEXT = (
    "Fighters leave Baghouz, says spokesman\n"
    "More than 40 fighters left the village of Baghouz on Thursday, a spokesman told Reuters. "
    "Government troops plan to shell the river bank if talks fail."
)
BAGHOUZ = Place("geo:1", "Baghouz", "town", "SY", "Deir ez-Zor", 34.45, 40.95, 8000)
FIGHTERS = Actor("actor:is", "Islamic State", "armed group", None, None, None)
TROOPS = Actor("actor:syr-mil", "Syrian army", "military", "SY")


def words(report: Report, quoted: str) -> Evidence:
    """The first place where `quoted` stands in the report."""
    start = report.text.index(quoted)
    return Evidence.quote(report, start, start + len(quoted))


def party(report: Report, quoted: str, actor: Actor | None = None) -> Party:
    """Someone named by `quoted`."""
    evidence = words(report, quoted)
    return Party(evidence.span, evidence.text, actor.name if actor else None, actor.id if actor else None)


def make_report(text: str = TEXT, **fields: Any) -> Report:
    """A dated report of an outlet."""
    return Report(text, **{"publisher": "Valley Post", "published": date(2019, 3, 8), "path": "a.txt", **fields})


def make_reading(report: Report | None = None, **fields: Any) -> Reading:
    """A reading with a statement, an event that occurred with all its fields, and a planned one."""
    report = report or make_report()
    told = words(report, "told")
    content = words(report, "More than 40 fighters left the village of Baghouz on Thursday")
    speakers = (party(report, "a spokesman"), party(report, "Reuters"))
    statement = Statement(report.id, "say", told, speakers, content, probability=0.9, reasons=(("manner", "tell is to say"),))
    thursday = words(report, "on Thursday")
    left = Fact(
        report.id, "event", "RETREAT", "withdraw", "occurred", words(report, "left"),
        actors=(party(report, "More than 40 fighters", FIGHTERS),),
        place=PlaceMention(words(report, "the village of Baghouz").span, "the village of Baghouz", BAGHOUZ),
        when=When(thursday.text, thursday.span, date(2019, 3, 7), date(2019, 3, 8), "day", "publication"),
        quantities=(Quantity("fighters", "withdrawn", 40, None, "More than 40", words(report, "More than 40").span, "mostly men"),),
        speakers=speakers, statement=statement.id, probability=0.87654, reasons=(("type", "leave is RETREAT"),),
    )  # fmt: skip
    shell = Fact(
        report.id, "event", "ASSAULT", "artillery", "conditional", words(report, "shell"),
        actors=(party(report, "Government troops", TROOPS),), condition=words(report, "if talks fail"),
        place=PlaceMention(words(report, "the river bank").span, "the river bank"), probability=0.6,
    )  # fmt: skip
    hold = Fact(report.id, "state", "CONTROL", None, "ongoing", words(report, "Fighters"), actors=(party(report, "Fighters", FIGHTERS),), probability=0.5)
    first, second = report.text.index("\n"), report.text.index("Government") - 1
    river = words(report, "the river bank")
    whole: dict[str, Any] = {
        "sentences": ((0, first), (first + 1, second), (second + 1, len(report.text))),
        "statements": (statement,),
        "facts": (left, shell, hold),
        "actors": (FIGHTERS, TROOPS),
        "places": (BAGHOUZ,),
        "resolutions": (Resolution("place", river.span, river.text, (Candidate("geo:9", "River", 0.1, ("far away",)),), None, "a description"),),
        "counters": {"place not resolved": 1},
        "notes": ("read for a test",),
        "versions": {"events": "1", "claims": "2"},
    }
    return Reading(report, **{**whole, **fields})


def make_incident(reading: Reading | None = None) -> Incident:
    """An incident of the first two facts of a reading, with every field filled."""
    first, second, *_ = (reading or make_reading()).facts
    facts = (first.id, second.id)
    tie = Tie(*facts, 2.5, (Part("when", "same day", 2.5, "both on 7 March"),))
    return Incident(
        "i0123456789abcdef", "RETREAT", "withdraw", "occurred", facts, (first.report,), (MergedParty(FIGHTERS.id, FIGHTERS.name, facts),), (),
        MergedPlace(BAGHOUZ, facts, ((BAGHOUZ, facts),)), MergedWhen(date(2019, 3, 7), date(2019, 3, 8), True, facts),
        (MergedCount("fighters", "withdrawn", 40.0, None, None, facts, (("o1", 40.0, None),)),), 1, 1, 0.9, (tie,), (("status", "both say so"),), facts[1:],
    )  # fmt: skip


def make_finding() -> Finding:
    """A contradiction between two claims."""
    return Finding("contradiction", "e1", "e2", "number", "Two answers do not agree.", "q1")


def many_reports(count: int, text: str = TEXT) -> list[Report]:
    """Reports that differ in their first line and day."""
    return [make_report(f"Number {number}\n{text}", published=date(2019, 1, 1) + timedelta(days=number), path=f"{number}.txt") for number in range(count)]


SHORT = st.sampled_from(["", "SDF", "the “town”", "Дейр", "بغداد", "\U0001f6a9", "'; DROP TABLE facts; --", 'a "b" \\ c', "null", "0"])
MAYBE = st.sampled_from([None, None, "", "SDF", "Дейр", "null"])
PROBS = st.sampled_from([0.0, 1.0, 0.1 + 0.2, 1e-17, 0.87654321])
NUMBERS = st.sampled_from([None, 0.0, 7000.0, 0.5, 1e300, -1.0])
DAYS = st.sampled_from([date(1914, 7, 28), date(2019, 3, 8), date(2100, 1, 1)])
REASONS = st.lists(st.tuples(SHORT, SHORT), max_size=2).map(tuple)
ACTORS = st.builds(
    Actor, id=st.sampled_from(["a:1", "a:2"]), name=SHORT, type=st.sampled_from(["state", "unknown"]), country=MAYBE, affiliation=MAYBE, new=st.booleans()
)
PLACES = st.builds(
    Place,
    id=st.sampled_from(["g:1", "g:2"]),
    name=SHORT,
    precision=st.sampled_from(["point", "town", "country"]),
    country=st.none() | st.sampled_from(["SY", "IQ"]),
    region=MAYBE,
    latitude=st.none() | st.sampled_from([-90.0, 34.45]),
    longitude=st.none() | st.sampled_from([180.0, 40.95]),
    population=st.sampled_from([0, 8_000_000]),
)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading that a report may give."""
    raw = draw(st.sampled_from(["Five men fled.\n“No,” he said", "قال المتحدث", "x\u0000y", "\U0001f6a9" * 9]))
    report = make_report(f"{clean_text(raw)} and so on {draw(st.integers(0, 9))}", title=draw(MAYBE), publisher=draw(MAYBE), published=draw(st.none() | DAYS))
    evidence = st.tuples(st.integers(0, len(report.text) - 1), st.integers(1, 9)).map(
        lambda at: Evidence.quote(report, at[0], min(at[0] + at[1], len(report.text)))
    )
    spans = evidence.map(lambda one: one.span)
    parties = st.lists(st.builds(lambda one, name, key: Party(one.span, one.text, name, key), evidence, MAYBE, MAYBE), max_size=2).map(tuple)
    whens = st.builds(
        lambda one, start, days, basis: When(one.text, one.span, start, start + timedelta(days) if start and days else None, "day", basis),
        evidence,
        st.none() | DAYS,
        st.none() | st.integers(1, 400),
        st.sampled_from(["stated", "publication", "text", "unresolved"]),
    )
    mentions = st.builds(lambda one, place: PlaceMention(one.span, one.text, place), evidence, st.none() | PLACES)
    quantities = st.builds(Quantity, SHORT, st.sampled_from(["killed", "other"]), NUMBERS, NUMBERS, SHORT, spans, MAYBE)
    statements = st.builds(
        Statement,
        report=st.just(report.id),
        manner=st.sampled_from(MANNERS),
        cue=st.none() | evidence,
        speakers=parties,
        content=evidence,
        addressee=parties.map(lambda found: found[0] if found else None),
        quotes=st.lists(spans, max_size=2).map(tuple),
        when=st.none() | whens,
        probability=PROBS,
        reasons=REASONS,
    )
    facts = st.builds(
        Fact,
        report=st.just(report.id),
        kind=st.sampled_from(["event", "state"]),
        type=st.sampled_from(["ASSAULT", "CONTROL"]),
        mode=MAYBE,
        status=st.sampled_from(STATUSES),
        trigger=evidence,
        actors=parties,
        recipients=parties,
        place=st.none() | mentions,
        when=st.none() | whens,
        quantities=st.lists(quantities, max_size=1).map(tuple),
        speakers=parties,
        statement=st.none() | st.just("s0123"),
        condition=st.none() | evidence,
        probability=PROBS,
        reasons=REASONS,
    )
    resolutions = st.builds(
        Resolution,
        st.sampled_from(["actor", "place"]),
        spans,
        SHORT,
        st.lists(st.builds(Candidate, SHORT, SHORT, st.sampled_from([-1.5, 3.0]), st.lists(SHORT, max_size=2).map(tuple)), max_size=2).map(tuple),
        MAYBE,
        SHORT,
    )

    def several(of: st.SearchStrategy[Any], unique: bool = False) -> tuple[Any, ...]:
        return tuple(draw(st.lists(of, max_size=2, unique_by=(lambda one: one.id) if unique else None)))

    cuts = sorted(draw(st.sets(st.integers(0, len(report.text)), max_size=4)))
    return Reading(
        report,
        sentences=tuple(pairwise(cuts)),
        statements=several(statements, unique=True),
        facts=several(facts, unique=True),
        actors=several(ACTORS),
        places=several(PLACES),
        resolutions=several(resolutions),
        counters=draw(st.dictionaries(SHORT, st.integers(0, 99), max_size=2)),
        notes=several(SHORT),
        versions=draw(st.dictionaries(SHORT, SHORT, max_size=2)),
    )
