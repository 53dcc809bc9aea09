"""Sifting very many pairs gives the weights that single comparisons give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest

from emberwatch.ledger.linking import sift as sifting
from emberwatch.ledger.linking.claim import Claim
from emberwatch.ledger.linking.sift import SIGNS, sift
from emberwatch.ledger.linking.weigh import load_model
from tests.ledger.claim_factory import bombing

DAY = date(2019, 3, 4)


def vary(number: int) -> Claim:
    """A claim that differs from others in whatever a sign holds."""
    rng = Random(number)
    day = DAY + timedelta(rng.randrange(3))
    made = bombing(f"c{number:02}", day, place=rng.choice(("Hajin", "Raqqa", None)), count=rng.choice((4, 5, 60)))
    return replace(
        made,
        published=rng.choice((made.published, day + timedelta(20), None)),
        status=rng.choice(("occurred", "planned", "denied")),
        actors=rng.choice(((), ("a",), ("b",))),
        recipients=rng.choice(((), ("a",), ("c",))),
        actor_words=rng.choice(((), ("rebel",))),
        trigger=rng.choice((made.trigger, "shell", "war", "")),
        names=rng.choice((made.names, (), ("hajin",))),
        words=rng.choice((made.words, ())),
        report_words=rng.choice((made.report_words, ("one", "two", "three", "four", "five"))),
    )


@pytest.mark.parametrize("table_most", [pytest.param(sifting.TABLE_MOST, id="by a table"), pytest.param(0, id="by sorting")])
def test_sifted_weights_are_those_of_single_comparisons(monkeypatch: pytest.MonkeyPatch, table_most: int) -> None:
    monkeypatch.setattr(sifting, "TABLE_MOST", table_most)
    model = load_model()
    rows = [model.row(vary(number)) for number in range(60)]
    pairs = list(combinations(range(len(rows)), 2))
    weighed = {(rows[i].id, rows[j].id): model.across.weigh(rows[i], rows[j]) for i, j in pairs}
    expected = {pair: weight for pair, weight in weighed.items() if weight >= model.across.threshold}
    assert 0 < len(expected) < len(pairs)
    assert sift(rows, pairs, model.across) == expected


def test_no_pairs_give_no_weights() -> None:
    assert sift([], [], load_model().across) == {}


def test_every_field_but_the_words_has_a_sign() -> None:
    assert set(SIGNS) == set(load_model().across.fields) - {"words"}


def test_pairs_are_those_of_a_new_one_and_any_that_shares_a_sought_key() -> None:
    rng = Random(1)
    keys = [rng.sample("abcdefgh", 2) for _ in range(30)]
    new = [rng.random() < 0.3 for _ in keys]
    sought = {key for some, is_new in zip(keys, new, strict=True) if is_new for key in some}
    expected = {(i, j) for i, j in combinations(range(30), 2) if (new[i] or new[j]) and set(keys[i]) & set(keys[j])}
    assert {(i, j) for i, j in sifting.pair_up(keys, new, sought).tolist()} == expected
    assert len(sifting.pair_up([], [], set())) == 0
