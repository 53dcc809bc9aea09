"""What a fact without place and day goes on with: its own dead, a part of the deed just told, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from emberwatch.ledger.linking.claim import Claim
from emberwatch.ledger.linking.cluster import link
from emberwatch.ledger.linking.reference import find_meant
from tests.ledger.claim_factory import bombing

DAY = date(2019, 3, 4)
NOWHERE = {"place": None, "place_words": (), "country": None, "latitude": None, "longitude": None, "place_precision": None, "start": None, "end": None}


def follow(told: Claim, sentences: int = 1, **change: object) -> Claim:
    """A fact some sentences after `told`, in the same report, that has no place, day, side or word of its own."""
    at = told.sentence + 100 * sentences
    bare: dict[str, object] = {"actors": (), "actor_words": (), "mode": None, "words": (), "count": None, "counts": ()}
    return replace(told, id=f"{told.id}{sentences}", at=at + 10, sentence=at, **(NOWHERE | bare | change))  # type: ignore[arg-type]


def toll(told: Claim, dead: float, sentences: int = 1) -> Claim:
    """So many dead, told some sentences after the deed."""
    count = ("killed", dead, dead)
    return follow(told, sentences, type="CASUALTIES", trigger="die", count=count, counts=(count,))


def groups(claims: Iterable[Claim]) -> set[frozenset[str]]:
    ordered = sorted(claims, key=lambda claim: claim.at)
    return {frozenset(cluster.facts) for cluster in link(replace(claim, meant=find_meant(claim, ordered)) for claim in ordered)}


BOMB = bombing("a", DAY)
UNSET = replace(BOMB, **NOWHERE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "told, later, meant",
    [
        pytest.param(BOMB, toll(BOMB, 12), "a", id="the dead of a bombing"),
        pytest.param(UNSET, toll(UNSET, 12), "a", id="the dead of a bombing without a place"),
        pytest.param(BOMB, replace(toll(BOMB, 12), type="ASSAULT", trigger="kill"), "a", id="killed, by nobody named"),
        pytest.param(replace(BOMB, type="SEIZE", mode=None), toll(BOMB, 12), "a", id="the dead of a town taken"),
        pytest.param(BOMB, follow(BOMB, type="ASSAULT", trigger="strike"), "a", id="a part of it"),
        pytest.param(UNSET, follow(UNSET, type="ASSAULT", trigger="strike"), "", id="a part of what has neither place nor day"),
        pytest.param(BOMB, follow(BOMB, type="ASSAULT", trigger="fire", actors=("a-us",)), "", id="another side"),
        pytest.param(BOMB, follow(BOMB, type="ASSAULT", trigger="fire", mode="firearms"), "", id="another way"),
        pytest.param(BOMB, follow(BOMB, type="ASSAULT", trigger="strike", place="p-Raqqa", place_words=("raqqa",)), "", id="a place of its own"),
        pytest.param(BOMB, replace(toll(BOMB, 12), start=DAY, end=DAY + timedelta(1)), "", id="a day of its own"),
        pytest.param(BOMB, replace(toll(BOMB, 12), reference="other"), "", id="named as another"),
        pytest.param(replace(BOMB, reference="other"), toll(BOMB, 12), "", id="after another, named beside"),
        pytest.param(BOMB, follow(BOMB, type="SEIZE", trigger="take"), "", id="taking a town is no part of a bombing"),
    ],
)
def test_what_a_fact_goes_on_with(told: Claim, later: Claim, meant: str) -> None:
    assert find_meant(later, [told, later]) == find_meant(later, [later, told]) == meant


def test_a_fact_goes_on_with_what_was_just_told() -> None:
    between = [follow(BOMB, number, type="AID", trigger="help") for number in (1, 2)]
    assert find_meant(toll(BOMB, 12, 2), [BOMB, between[0]]) == "a"
    assert find_meant(toll(BOMB, 12, 3), [BOMB, *between]) == ""


def test_a_sentence_that_has_its_own_deed_goes_on_with_none() -> None:
    own = replace(bombing("b", DAY - timedelta(7)), at=130, sentence=100, report="r-a")
    assert find_meant(follow(BOMB, type="ASSAULT", trigger="operat"), [BOMB, own]) == ""


def test_the_dead_join_the_bombing_before_them() -> None:
    first = replace(BOMB, count=None, counts=())
    second = replace(bombing("b", DAY + timedelta(7), count=None), report="r-a", at=310, sentence=300, published=BOMB.published, reference="other")
    second = replace(second, reference="", trigger="explos")
    told = [first, toll(first, 12), second, toll(second, 9)]
    assert groups(told) == {frozenset({"a", "a1"}), frozenset({"b", "b1"})}
