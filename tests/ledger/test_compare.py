"""Each field gives the right level, the same whichever claim comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from emberwatch.ledger.linking.claim import find_place_names
from emberwatch.ledger.linking.compare import ACROSS, WITHIN, find_km
from emberwatch.ledger.linking.names import find_name_keys
from emberwatch.ledger.linking.reference import find_reference
from emberwatch.ledger.linking.weigh import load_model
from emberwatch.model.entity import Party
from emberwatch.places.geometry import Point, distance_km
from emberwatch.text.span import Span
from tests.ledger.claim_factory import bombing

DAY = date(2019, 3, 4)
BASE = replace(bombing("a", DAY), names=("hsn",), prints=("bomb at the same corner",))


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
        ("happening", {"trigger": "market", "type": "CASUALTIES"}, "attack and its dead"),
        ("happening", {"trigger": "market", "mode": "aerial"}, "same type, other mode"),
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
        ("place", {"place": None, "latitude": None, "longitude": None}, "same words"),
        ("place", {"place": None, "latitude": None, "longitude": None, "place_words": ("market",)}, "other words"),
        ("place", {"place": None, "latitude": None, "longitude": None, "names": ("hsn",)}, "same name"),
        ("place", {"place": None, "latitude": None, "longitude": None, "names": ("rakka",)}, "other name"),
        ("place", {"place": "p-2", "latitude": 35.6, "names": ("hsn",)}, "same name"),
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
        ("words", {"words": ("a", "b", "c"), "prints": ("bomb at the same corner",)}, "copied"),
        ("report", {}, "twelve or more"),
        ("report", {"report_words": ("a", "b", "c", "d", "e")}, "none or one"),
        ("report", {"report_words": ("kill", "b", "c", "d", "e", "f", "g")}, "four or more"),
        ("report", {"report_words": ("a", "b", "c", "kill")}, "unknown"),
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
        ("nearness", {"at": 60}, "same sentence, violence"),
        ("nearness", {"at": 60, "type": "SEIZE", "mode": None}, "same sentence, one kind"),
        ("nearness", {"at": 60, "type": "AID"}, "same sentence"),
        ("nearness", {"at": 200, "sentence": 150}, "near"),
        ("nearness", {"at": 2000, "sentence": 1900}, "further"),
        ("reference", {"at": 200}, "new"),
        ("reference", {"at": 200, "reference": "back"}, "refers back"),
        ("reference", {"at": 200, "reference": "back", "type": "AID"}, "new"),
        ("reference", {"at": 200, "reference": "back", "trigger": "insurg"}, "new"),
        ("reference", {"at": 200, "reference": "back", "antecedent": "a"}, "refers to it"),
        ("reference", {"at": 200, "reference": "back", "antecedent": "c"}, "refers to another"),
        ("reference", {"at": 200, "reference": "other"}, "names another"),
        ("reference", {"at": 200, "reference": "back", "place": None, "place_words": (), "names": (), "start": None}, "refers back, bare"),
        ("reference", {"at": 200, "reference": "back", "place": None, "start": None, "count": None}, "refers back"),
        ("reference", {"at": 200, "meant": "a"}, "goes on with it"),
        ("reference", {"at": 200, "meant": "c"}, "goes on with another"),
        ("reference", {"at": 2, "reference": "back"}, "new"),
    ],
)
def test_level_within_a_report(field: str, change: dict[str, object], level: str) -> None:
    model = load_model()
    a, b = model.row(BASE), model.row(replace(BASE, id="b", **change))  # type: ignore[arg-type]
    assert WITHIN[field](a, b) == level == WITHIN[field](b, a)


def test_two_deeds_of_one_kind_and_doer_in_a_sentence() -> None:
    model = load_model()
    entered = replace(BASE, type="SEIZE", mode=None)
    a, b, other = (model.row(replace(entered, id=name, **change)) for name, change in (("a", {}), ("b", {}), ("c", {"actors": ("a-x",), "actor_words": ()})))
    assert (WITHIN["nearness"](a, b), WITHIN["nearness"](a, other)) == ("same sentence, same doer", "same sentence, one kind")


@pytest.mark.parametrize(
    "lead, found",
    [("hours after the ", "back"), ("after the deadly car ", "back"), ("in a second ", "other"), ("in another such ", "other"), ("where they ", ""), ("", "")],
)
def test_reference(lead: str, found: str) -> None:
    assert find_reference(lead, len(lead)) == found


def test_an_article_of_a_party_refers_to_no_deed() -> None:
    text = "The army attacked at dawn"
    assert find_reference(text, 9) == "back"
    assert find_reference(text, 9, [Span(0, 8)]) == ""


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("the town of Um Rawaba", "Umm Ruwaba", True),
        ("Mishan in Deir ez-Zor province", "Hajin in Deir ez-Zor province", False),
        ("Avdiivka", "Avdeevka", True),
        ("al-Mayadin in Deir ez-Zor province", "Mayadeen", True),
        ("Thayet Kone village", "Thayet Gone", True),
        ("the Yemeni town of Zabid", "the Yemeni port of Mocha", False),
        ("Beni", "Bani", False),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str, same: bool) -> None:
    assert bool(set(find_name_keys(one)) & set(find_name_keys(other))) is same


def test_words_without_a_name_have_no_key() -> None:
    assert find_name_keys("the market") == find_name_keys("northern Syria") == find_name_keys("the Deir ez-Zor province") == ()


def test_distance_is_that_of_places() -> None:
    assert find_km(34.69, 40.83, 35.95, 39.01) == pytest.approx(distance_km(Point(34.69, 40.83), Point(35.95, 39.01)))


def test_an_attacked_place_that_no_gazetteer_has_names_the_place() -> None:
    village, army = Party(Span(0, 4), "Chai"), Party(Span(0, 12), "the Lesotho army", "Lesotho", "a:army")
    assert find_place_names(None, [village]) == find_name_keys("the village of Chai")
    assert find_place_names(None, [army]) == ()


@pytest.mark.parametrize(
    "text, words, named",
    [
        ("It was over by noon. Six people died.", "Six people", False),
        ("Twenty-seven died.", "Twenty-seven", False),
        ("BAGA (TN) - Two of the dead were children.", "Two of the dead", False),
        ("Villagers were hit.", "Villagers", False),
        ("He fled. Chai was attacked.", "Chai", True),
        ("They attacked Chai and left.", "Chai", True),
        ("Six people of Chai died.", "Six people of Chai", True),
    ],
)
def test_a_capital_at_the_beginning_of_a_sentence_names_no_place(text: str, words: str, named: bool) -> None:
    party = Party(Span(text.index(words), text.index(words) + len(words)), words)
    assert find_place_names(None, [party], text) == (find_name_keys("Chai") if named else ())
