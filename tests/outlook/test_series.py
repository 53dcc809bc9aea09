"""Counts by month, as known on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from emberwatch.dates.month import parse_month
from emberwatch.errors import SettingError
from emberwatch.model.entity import Place
from emberwatch.model.ledger import Incident, MergedCount, MergedParty, MergedPlace, MergedWhen
from emberwatch.model.outlook import Measure, Series, Unit
from emberwatch.model.placed import PlacedEvent, Side
from emberwatch.outlook.count_table import format_counts, parse_counts
from emberwatch.outlook.counts import Count, count_events, events_of_incidents
from emberwatch.outlook.series import make_series, make_weeks, place_key, select_counts, sum_months

UNIT = Unit("G", "G", "group")


def event(
    id: str, day: str, *sides: str, known: str | None = None, country: str = "X", region: str | None = "North province", dead: int = 2, **other: object
) -> PlacedEvent:
    start = date.fromisoformat(day)
    roles = tuple(Side(name) for name in sides or ("G", "Army"))
    heard = date.fromisoformat(known) if known else start
    return PlacedEvent(
        id, "test", "fighting", start, start + timedelta(days=1), heard, roles, country, region, None, "Townville", None, None, 1, dead, 9, **other
    )  # type: ignore[arg-type]


EVENTS = (
    event("1", "2019-01-10"),
    event("2", "2019-01-31", known="2019-02-03"),
    event("3", "2019-02-20", "Other", "Army"),
    event("4", "2019-04-05", country="Y", region=None, dead=7),
    event("5", "2019-04-06", "Third", "Other", country="Z"),
)
COUNTS = count_events(EVENTS)


def series(cutoff: str, measure: Measure = "events", place: str | None = None, counts: tuple[Count, ...] = COUNTS) -> Series:
    day = date.fromisoformat(cutoff)
    return make_series(select_counts(counts, "G", place, day), UNIT, measure, day)


def test_a_zero_is_told_from_a_month_nobody_reported_on() -> None:
    made = series("2019-04-30")
    assert (made.first_month, made.best) == (parse_month("2019-01"), (2, 0, None, 1))


def test_what_became_known_later_is_not_there_yet() -> None:
    assert series("2019-01-31").best == (1,)
    assert series("2019-02-28").best == (2, 0)


def test_a_month_that_is_not_over_is_not_counted() -> None:
    assert series("2019-04-29").best == (2, 0, None)


def test_deaths_carry_low_and_high() -> None:
    made = series("2019-04-30", "deaths")
    assert (made.low[0], made.best[0], made.high[0], made.best[3]) == (2, 4, 18, 7)


@pytest.mark.parametrize(("place", "best"), [("north", (2, 0, None, None)), ("y", (1,)), ("townville", (2, 0, None, 1)), ("x", (2, 0, None, None))])
def test_a_place_is_a_point_a_region_or_a_country(place: str, best: tuple[float | None, ...]) -> None:
    assert series("2019-04-30", place=place).best == best


def test_a_group_not_heard_of_has_an_empty_series() -> None:
    assert series("2018-12-31").best == ()


def test_attacks_are_those_whose_doer_is_known() -> None:
    doer = PlacedEvent("9", "test", "one-sided", date(2019, 1, 2), date(2019, 1, 3), None, (Side("G", "doer"), Side("Civilians", "target")), "X")
    assert series("2019-01-31", "attacks", counts=count_events([*EVENTS, doer])).best == (1,)


def test_enemies_are_those_it_fought_before() -> None:
    rows = [count for count in COUNTS if count.group == "G" and count.role == "enemies"]
    assert [count.day for count in rows] == [date(2019, 2, 20)]


def test_weeks_run_from_monday() -> None:
    made = make_weeks(select_counts(COUNTS, "G", None, date(2019, 2, 10)), UNIT, "events", date(2019, 2, 10))
    assert (made.first, made.best) == (date(2019, 1, 7), (1, None, None, 1, None))


def test_months_as_a_table_give_the_same_series() -> None:
    table = parse_counts(format_counts(sum_months(COUNTS), ["a comment"]))
    for cutoff in ("2019-01-31", "2019-02-28", "2019-04-30"):
        assert series(cutoff, counts=table) == series(cutoff)
    with pytest.raises(SettingError, match="by month only"):
        make_weeks(table, UNIT, "events", date(2019, 4, 30))


@pytest.mark.parametrize(("a", "b"), [("Deir ez Zor governorate", "Deir ez-Zor"), ("Borno state", "Borno"), ("State", "state")])
def test_ways_to_write_a_place(a: str, b: str) -> None:
    assert place_key(a) == place_key(b)


def incident(id: str, day: str | None, reports: tuple[str, ...], **more: object) -> Incident:
    start = date.fromisoformat(day) if day else None
    when = MergedWhen(start, start + timedelta(days=1), True, ()) if start else None
    place = MergedPlace(Place("geo:1", "Baghouz", "town", "SY", "Deir ez-Zor"), ())
    parties = (MergedParty("a:1", "G", ()),), (MergedParty("a:2", "Army", ()),)
    return Incident(id, "ASSAULT", "firearms", "occurred", (id,), reports, *parties, place, when, (MergedCount("people", "killed", 3, None, None, ()),), **more)  # type: ignore[arg-type]


def test_incidents_of_the_ledger_count_from_the_first_report_on() -> None:
    published = {"r1": date(2019, 3, 8), "r2": date(2019, 3, 20), "r3": None}
    given = [
        incident("i1", "2019-03-05", ("r2", "r1")),
        incident("i2", None, ("r1",)),
        incident("i3", "2019-03-06", ("r3",)),
        incident("i4", "2019-03-18", ("r2",)),
    ]
    events, notes = events_of_incidents(given, published, date(2019, 3, 10))
    assert [(e.id, e.known, e.country, e.region, e.place, e.low, e.best, e.high) for e in events] == [
        ("ledger:i1", date(2019, 3, 8), "SY", "Deir ez-Zor", "Baghouz", 3, 3, 3)
    ]
    assert events[0].sides == (Side("G", "doer"), Side("Army", "target"))
    assert notes == (
        "1 violent incidents have no day and are in no month",
        "1 violent incidents are told only by reports without a day of publication; when they became known is not known",
    )


@pytest.mark.parametrize("changed", [{"type": "AID"}, {"status": "planned"}])
def test_what_is_not_violence_that_happened_is_not_counted(changed: dict[str, str]) -> None:
    given = replace(incident("i1", "2019-03-05", ("r1",)), **changed)  # type: ignore[arg-type]
    assert events_of_incidents([given], {"r1": date(2019, 3, 8)}) == ((), ())
