"""Linking gives one answer for one set of claims, keeps look-alikes apart and respects judgements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from emberwatch.ledger.linking.claim import Claim
from emberwatch.ledger.linking.cluster import link
from emberwatch.ledger.linking.rulings import incident_id, settle
from emberwatch.model.ledger import Judgement
from tests.ledger.claim_factory import bombing

DAY = date(2019, 3, 4)
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def judge(a: str, b: str, verdict: str, hours: int = 0) -> Judgement:
    return Judgement(a, b, verdict, "A. Reader", "read both", NOW + timedelta(hours=hours))  # type: ignore[arg-type]


def groups(claims: Iterable[Claim], judgements: Iterable[Judgement] = ()) -> set[frozenset[str]]:
    return {frozenset(cluster.facts) for cluster in link(claims, judgements)}


def test_two_reports_of_one_bombing_are_one() -> None:
    assert groups([bombing("a", DAY), bombing("b", DAY)]) == {frozenset({"a", "b"})}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(bombing("b", DAY + timedelta(7), count=9), id="a week later"),
        pytest.param(bombing("b", DAY, place="Raqqa", count=9), id="another town on the same day"),
        pytest.param(bombing("b", DAY + timedelta(1), count=44), id="next day with another toll"),
    ],
)
def test_look_alikes_stay_apart(other: Claim) -> None:
    assert groups([bombing("a", DAY), other]) == {frozenset({"a"}), frozenset({"b"})}


def test_a_vague_fact_joins_no_two_bombings() -> None:
    vague = bombing("v", None, place=None, count=None)
    found = groups([bombing("a", DAY), bombing("b", DAY + timedelta(7), count=9), vague])
    assert not any({"a", "b"} <= group for group in found)


def test_what_refers_back_joins_no_other_deed_of_its_sentence() -> None:
    told = bombing("a", DAY)
    other = replace(
        told, id="b", at=210, sentence=200, trigger="shoot", mode=None, actors=("a-us",), actor_words=("american",), count=None, counts=(), words=()
    )
    other = replace(other, place=None, place_words=(), country=None, latitude=None, longitude=None, place_precision=None, start=None, end=None)
    back = replace(other, id="c", at=250, trigger="bomb", actors=(), actor_words=(), reference="back", antecedent="a")
    assert groups([told, other, back]) == {frozenset({"a", "c"}), frozenset({"b"})}


def test_order_does_not_matter() -> None:
    claims = [bombing(f"{day}{n}", DAY + timedelta(day), count=10 + day) for day in (0, 3, 7, 9) for n in "abc"]
    expected = [cluster.facts for cluster in link(claims)]
    for seed in range(5):
        Random(seed).shuffle(claims)
        assert [cluster.facts for cluster in link(claims)] == expected


def test_judgements_rule() -> None:
    claims = [bombing("a", DAY), bombing("b", DAY), bombing("c", DAY + timedelta(7), count=30)]
    assert groups(claims, [judge("a", "b", "different")]) == {frozenset("a"), frozenset("b"), frozenset("c")}
    assert any({"a", "c"} <= group for group in groups(claims, [judge("a", "c", "same")]))
    assert groups(claims, [judge("a", "b", "different"), judge("a", "b", "unsure", 1)]) == groups(claims)


def test_judgements_on_incidents_hold_for_their_first_fact() -> None:
    claims = [bombing("a", DAY), bombing("c", DAY + timedelta(7))]
    assert groups(claims, [judge(incident_id("a"), incident_id("c"), "same")]) == {frozenset("ac")}


def test_the_later_of_two_judgements_stands_and_the_earlier_is_told() -> None:
    claims = [bombing(name, DAY) for name in "abc"]
    rulings = settle([judge("a", "b", "same"), judge("b", "c", "same", 1), judge("a", "c", "different", 2)], claims)
    assert rulings.different == {("a", "c")} and rulings.same == {("b", "c")}
    assert len(rulings.contradictions) == 1 and "A. Reader" in rulings.contradictions[0].words


def test_unknown_ids_are_told() -> None:
    assert settle([judge("a", "nothing", "same")], [bombing("a", DAY)]).unknown == ("nothing",)
