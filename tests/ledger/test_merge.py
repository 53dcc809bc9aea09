"""Merging follows its rules: place, days, status, parties and numbers, each with the facts it came from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from emberwatch.dates.when import When
from emberwatch.ledger.linking.merge import merge
from emberwatch.ledger.linking.rulings import incident_id
from emberwatch.model.entity import Party, Place, PlaceMention
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Incident, Origin
from emberwatch.model.status import Status
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span

DAY = date(2019, 3, 4)
HERE = Span(0, 4)
HAJIN = Place("hajin", "Hajin", "town", "SY", "Deir ez-Zor", 34.69, 40.83)
MAYADIN = Place("mayadin", "Mayadin", "town", "SY", "Deir ez-Zor", 35.02, 40.45)
PROVINCE = Place("dez", "Deir ez-Zor", "region", "SY", "Deir ez-Zor", 35.0, 40.5)
SYRIA = Place("sy", "Syria", "country", "SY", None, 35.0, 38.5)


def make(
    report: str,
    place: Place | None = None,
    days: tuple[int, int] | None = None,
    dead: tuple[float | None, float | None] | None = None,
    status: Status = "occurred",
    type: str = "ASSAULT",
    mode: str | None = None,
    actors: Sequence[tuple[str | None, str]] = (),
    at: int = 0,
) -> Fact:
    """A fact in a few words; `days` from DAY, the end exclusive."""
    when = When("then", HERE, DAY + timedelta(days[0]), DAY + timedelta(days[1]), "day", "stated") if days else None
    return Fact(
        report=report,
        kind="event",
        type=type,
        mode=mode,
        status=status,
        trigger=Evidence(Span(at, at + 4), "bomb"),
        actors=tuple(Party(HERE, name, name if id_ else None, id_) for id_, name in actors),
        place=PlaceMention(HERE, place.name, place) if place else None,
        when=when,
        quantities=(Quantity("people", "killed", dead[0], dead[1], "some", HERE),) if dead else (),
        probability=0.8,
    )


def merged(*facts: Fact, origins: Sequence[Sequence[int]] = (), withdrawn: frozenset[str] = frozenset()) -> Incident:
    """The incident of facts told on days in the order of their reports' names; `origins` are groups of positions."""
    published = {fact.report: DAY + timedelta(ord(fact.report) - ord("a") + 1) for fact in facts}
    known = {facts[i].id: Origin("telling", None, tuple(facts[j].id for j in group), "") for group in origins for i in group}
    return merge(facts, published, known, withdrawn=withdrawn)


def test_the_id_is_that_of_the_first_fact_told() -> None:
    a, b = make("a"), make("b")
    assert merged(b, a).id == merged(a).id == incident_id(a.id)
    assert merged(b, a).facts == (a.id, b.id) and merged(b, a).reports == ("a", "b")


def test_no_facts_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        merge([], {}, {})


@pytest.mark.parametrize(
    "places, chosen, others",
    [
        pytest.param([HAJIN, SYRIA], "hajin", [], id="the finer one"),
        pytest.param([PROVINCE, HAJIN, SYRIA], "hajin", [], id="wider ones allow it"),
        pytest.param([HAJIN, HAJIN, MAYADIN], "hajin", ["mayadin"], id="the one most facts allow"),
        pytest.param([MAYADIN, HAJIN, PROVINCE], "mayadin", ["hajin"], id="equals: told first"),
        pytest.param([None, SYRIA], "sy", [], id="only a wide one"),
    ],
)
def test_place(places: list[Place | None], chosen: str, others: list[str]) -> None:
    place = merged(*(make(chr(ord("a") + n), place) for n, place in enumerate(places))).place
    assert place is not None and place.place.id == chosen
    assert [other.id for other, _ in place.others] == others


@pytest.mark.parametrize(
    "days, start, end, agreed",
    [
        ([(0, 1), (0, 1)], 0, 1, True),
        ([(0, 1), (-3, 4)], 0, 1, True),
        ([(0, 2), (1, 4)], 1, 2, True),
        ([(0, 1), (2, 3)], 0, 3, False),
    ],
)
def test_when(days: list[tuple[int, int]], start: int, end: int, agreed: bool) -> None:
    when = merged(*(make(chr(ord("a") + n), days=day) for n, day in enumerate(days))).when
    assert when is not None and (when.start, when.end, when.agreed) == (DAY + timedelta(start), DAY + timedelta(end), agreed)
    assert len(when.facts) == len(days)


@pytest.mark.parametrize(
    "statuses, status",
    [
        (["planned", "occurred"], "occurred"),
        (["occurred", "denied"], "occurred"),
        (["ongoing", "planned"], "ongoing"),
        (["planned", "not_occurred"], "not_occurred"),
        (["denied", "planned"], "planned"),
        (["planned", "expected"], "expected"),
        (["denied"], "denied"),
    ],
)
def test_status(statuses: list[Status], status: Status) -> None:
    assert merged(*(make(chr(ord("a") + n), status=each) for n, each in enumerate(statuses))).status == status


def test_a_plan_does_not_set_the_day_of_the_deed() -> None:
    when = merged(make("a", days=(5, 6), status="planned"), make("b", days=(0, 1))).when
    assert when is not None and (when.start, when.agreed) == (DAY, True)


@pytest.mark.parametrize(
    "dead, origins, low, best, high",
    [
        pytest.param([(12, 12), (12, 12), (15, 15)], [[0], [1], [2]], 12, 12, 15, id="most origins"),
        pytest.param([(12, 12), (12, 12), (15, 15)], [[0, 1], [2]], 12, None, 15, id="a copy adds nothing"),
        pytest.param([(12, 12), (14, 14)], [[0, 1]], 14, 14, 14, id="an origin's last figure"),
        pytest.param([(12, 12), (20, None)], [[0], [1]], 12, 12, None, id="an open end"),
        pytest.param([(None, 30), (10, 20)], [[0], [1]], 10, None, 30, id="nothing exact"),
        pytest.param([(12, 12), (15, 15)], [], 12, None, 15, id="unknown origins stand for themselves"),
    ],
)
def test_counts(dead: list[tuple[float | None, float | None]], origins: list[list[int]], low: float, best: float | None, high: float | None) -> None:
    incident = merged(*(make(chr(ord("a") + n), dead=each) for n, each in enumerate(dead)), origins=origins)
    (count,) = incident.counts
    assert (count.state, count.low, count.best, count.high) == ("killed", low, best, high)
    assert len(count.facts) == len(dead) and len(count.by_origin) == (len(origins) or len(dead))


def test_origins_are_counted_apart_from_unknown_ones() -> None:
    incident = merged(make("a"), make("b"), make("c"), origins=[[0, 1]])
    assert (incident.origins, incident.unknown_origins) == (1, 1)


def test_parties_by_id_then_by_words() -> None:
    incident = merged(make("a", actors=[("is", "ISIS")]), make("b", actors=[("is", "Islamic State"), (None, "Gunmen")]), make("c", actors=[(None, "gunmen")]))
    assert [(party.id, party.name, len(party.facts)) for party in incident.actors] == [("is", "ISIS", 2), (None, "Gunmen", 2)]


def test_type_is_the_commonest_event() -> None:
    incident = merged(make("a", type="CASUALTIES"), make("b", type="CASUALTIES"), make("c", mode="explosives"))
    assert (incident.type, incident.mode) == ("ASSAULT", "explosives")


def test_a_withdrawn_report_is_named_and_does_not_count() -> None:
    incident = merged(make("a", dead=(40, 40), place=MAYADIN), make("b", dead=(12, 12), place=HAJIN), withdrawn=frozenset("a"))
    assert len(incident.facts) == 2 and incident.counts[0].high == 12
    assert incident.place is not None and incident.place.place.id == "hajin"
    assert merged(make("a", dead=(40, 40)), withdrawn=frozenset("a")).counts[0].high == 40
