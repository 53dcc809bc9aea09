"""Claims of one happening share a key; far ones do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from emberwatch.ledger.linking.block import KEYS_MOST, candidates_keys, find_cells, find_pairs, find_times
from tests.ledger.claim_factory import bombing

DAY = date(2019, 3, 4)
BARE = {"report_words": (), "actors": (), "count": None, "counts": ()}


def plain(name: str, day: date | None, **change: object):  # type: ignore[no-untyped-def]
    return replace(bombing(name, day), **{**BARE, **change})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other, shared",
    [
        pytest.param(plain("b", DAY), True, id="same"),
        pytest.param(plain("b", DAY + timedelta(3)), True, id="days apart"),
        pytest.param(plain("b", DAY + timedelta(60)), False, id="months apart"),
        pytest.param(plain("b", DAY, latitude=34.72), True, id="next village"),
        pytest.param(plain("b", DAY, latitude=36.9), False, id="far away"),
        pytest.param(plain("b", DAY, type="AID"), False, id="other kind"),
        pytest.param(plain("b", None), True, id="no date, told next day"),
        pytest.param(plain("b", DAY, place_precision=None), False, id="no place, nothing else shared"),
    ],
)
def test_keys_shared(other, shared: bool) -> None:  # type: ignore[no-untyped-def]
    assert bool(set(candidates_keys(plain("a", DAY))) & set(candidates_keys(other))) is shared


def test_actors_words_and_numbers_lead_to_a_claim_without_a_place() -> None:
    a = bombing("a", DAY)
    for left in ("actors", "report_words", "counts"):
        change = {name: value for name, value in BARE.items() if name != left}
        other = replace(bombing("b", DAY, place=None), **change)  # type: ignore[arg-type]
        if left == "report_words":
            a, other = replace(a, report_words=("zueitina",)), replace(other, report_words=("zueitina",))
        assert find_pairs([a, other]) == {("a", "b")}, left


def test_near_a_cell_edge_both_cells_are_keys() -> None:
    assert len(list(find_cells(plain("a", DAY, latitude=34.5, longitude=40.25)))) == 2
    assert len(list(find_cells(plain("a", DAY, latitude=34.25, longitude=40.25)))) == 1


def test_a_vague_date_counts_as_none() -> None:
    assert find_times(plain("a", DAY, end=DAY + timedelta(400))) == find_times(plain("a", None))
    assert find_times(replace(plain("a", None), published=None)) == ["-"]


def test_keys_are_bounded() -> None:
    names = tuple(f"n{n}" for n in range(40))
    many = replace(bombing("a", DAY), actors=names, names=names, report_words=names, types=("ASSAULT", "SEIZE", "RETREAT"), end=DAY + timedelta(30))
    assert len(candidates_keys(many)) == KEYS_MOST


def test_each_of_several_numbers_leads_to_the_claim() -> None:
    a = replace(bombing("a", DAY), **{**BARE, "place": None, "place_precision": None, "latitude": None, "names": ()})  # type: ignore[arg-type]
    told, retold = (("killed", 4.0, 4.0),), (("killed", 7.0, 7.0), ("killed", 4.0, 4.0))
    assert find_pairs([replace(a, counts=told), replace(a, id="b", report="b", counts=retold)]) == {("a", "b")}
