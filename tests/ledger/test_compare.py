"""Each field gives the right level, the same whichever claim comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from emberwatch.ledger.claim import find_reference
from emberwatch.ledger.compare import ACROSS, WITHIN, find_km
from emberwatch.ledger.weigh import load_model
from emberwatch.places.geometry import Point, distance_km
from tests.ledger.claim_factory import bombing

DAY = date(2019, 3, 4)
BASE = bombing("a", DAY)


def long(start: date, days: int) -> dict[str, object]:
    return {"start": start, "end": start + timedelta(days)}


@pytest.mark.parametrize(
    "field, change, level",
    [
        ("happening", {}, "same common word"),
        ("happening", {"trigger": "blast"}, "near word"),
        ("happening", {"trigger": "market"}, "same type and mode"),
        ("happening", {"trigger": "market", "mode": None}, "same type"),
        ("happening", {"trigger": "market", "type": "SEIZE"}, "types of one happening"),
        ("happening", {"trigger": "market", "type": "AID"}, "other type"),
        ("happening", {"trigger": "market", "type": ""}, "other word"),
        ("happening", {"trigger": "war"}, "one is background"),
        ("actors", {}, "same"),
        ("actors", {"actors": (), "actor_words": ()}, "unknown"),
        ("actors", {"actors": ("a-x",), "actor_words": ("islam",)}, "same words"),
        ("actors", {"actors": ("a-x",), "actor_words": ("armi",)}, "other"),
        ("actors", {"actors": (), "actor_words": ("armi",)}, "other words"),
        ("actors", {"actors": ("a-x",), "actor_words": ("armi",), "recipients": ("a-is",)}, "crossed"),
        ("recipients", {}, "unknown"),
        ("place", {}, "same place"),
        ("place", {"place": None, "latitude": None, "longitude": None}, "same name"),
        ("place", {"place": None, "latitude": None, "longitude": None, "place_words": ("market",)}, "other name"),
        ("place", {"place": None, "latitude": None, "longitude": None, "place_words": ()}, "unknown"),
        ("place", {"place": "p-2", "latitude": 34.73}, "near"),
        ("place", {"place": "p-2", "latitude": 35.6}, "apart"),
        ("place", {"place": "p-2", "latitude": 35.6, "place_precision": "region"}, "may be"),
        ("place", {"place": "p-2", "latitude": 36.9, "country": "IQ"}, "other country"),
        ("when", {}, "same day"),
        ("when", long(DAY, 5), "same days"),
        ("when", long(DAY, 30), "may be"),
        ("when", long(DAY, 400), "one is long"),
        ("when", long(DAY + timedelta(1), 1), "next day"),
        ("when", long(DAY + timedelta(4), 1), "days apart"),
        ("when", long(DAY + timedelta(7), 1), "weeks apart"),
        ("when", long(DAY - timedelta(90), 1), "far apart"),
        ("when", {"start": None}, "unknown"),
        ("published", {}, "a day"),
        ("published", {"published": DAY + timedelta(11)}, "two weeks"),
        ("published", {"published": None}, "unknown"),
        ("count", {}, "same number"),
        ("count", {"count": ("killed", 10, None)}, "may be"),
        ("count", {"count": ("killed", 20, 20)}, "up to double"),
        ("count", {"count": ("killed", 90, 90)}, "more than double"),
        ("count", {"count": ("wounded", 12, 12)}, "unknown"),
        ("reality", {}, "both real"),
        ("reality", {"status": "planned"}, "plan and deed"),
        ("reality", {"status": "denied"}, "said and denied"),
        ("words", {}, "four or five"),
        ("words", {"words": ("a", "b", "c")}, "none"),
        ("report", {}, "seven or more"),
        ("report", {"report_words": ("a", "b", "c", "d", "e")}, "none or one"),
    ],
)
def test_level_across_reports(field: str, change: dict[str, object], level: str) -> None:
    model = load_model()
    other = replace(bombing("b", DAY), **change)  # type: ignore[arg-type]
    if "count" in change:
        other = replace(other, counts=(other.count,))  # type: ignore[arg-type]
    a, b = model.row(BASE), model.row(other)
    assert ACROSS[field](a, b) == level == ACROSS[field](b, a)


@pytest.mark.parametrize(
    "field, change, level",
    [
        ("nearness", {"at": 60}, "same sentence, one kind"),
        ("nearness", {"at": 60, "type": "AID"}, "same sentence"),
        ("nearness", {"at": 200, "sentence": 150}, "near"),
        ("nearness", {"at": 2000, "sentence": 1900}, "further"),
        ("reference", {"at": 200}, "new"),
        ("reference", {"at": 200, "reference": "back"}, "refers back"),
        ("reference", {"at": 200, "reference": "back", "type": "AID"}, "new"),
        ("reference", {"at": 200, "reference": "other"}, "names another"),
        ("reference", {"at": 200, "reference": "back", "place": None, "start": None, "count": None}, "refers back, bare"),
        ("reference", {"at": 2, "reference": "back"}, "new"),
    ],
)
def test_level_within_a_report(field: str, change: dict[str, object], level: str) -> None:
    model = load_model()
    a, b = model.row(BASE), model.row(replace(BASE, id="b", **change))  # type: ignore[arg-type]
    assert WITHIN[field](a, b) == level == WITHIN[field](b, a)


@pytest.mark.parametrize(
    "lead, found",
    [("hours after the ", "back"), ("after the deadly car ", "back"), ("in a second ", "other"), ("in another such ", "other"), ("where they ", ""), ("", "")],
)
def test_reference(lead: str, found: str) -> None:
    assert find_reference(lead) == found


def test_distance_is_that_of_places() -> None:
    assert find_km(34.69, 40.83, 35.95, 39.01) == pytest.approx(distance_km(Point(34.69, 40.83), Point(35.95, 39.01)))
