"""Weights: readable parts that sum up, unknown adds nothing, and Splink over the shipped settings gives the same numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest

from emberwatch.ledger.linking.block import KEYS_MOST, candidates_keys
from emberwatch.ledger.linking.claim import Claim
from emberwatch.ledger.linking.compare import UNKNOWN
from emberwatch.ledger.linking.lexicon import load_lexicon
from emberwatch.ledger.linking.telling import make_telling
from emberwatch.ledger.linking.weigh import load_model
from tests.ledger.claim_factory import PLACES, bombing

DAY = date(2019, 3, 4)
BARE = Claim("x", "r-x", None, 0, 0, "event", "ASSAULT", None, "occurred", "bomb")


def test_parts_sum_up_to_the_weight() -> None:
    model = load_model()
    a, b = bombing("a", DAY), bombing("b", DAY, count=14)
    tie = model.tie(b, a)
    assert (tie.a, tie.b) == ("a", "b")
    assert tie.log2_odds == pytest.approx(sum(part.log2_odds for part in tie.parts)) == pytest.approx(model.across.weigh(model.row(a), model.row(b)))
    assert all(part.reason for part in tie.parts)


def test_facts_of_a_long_report_need_more_in_common() -> None:
    model = load_model()
    here = replace(BARE, place="sy.1", latitude=35.0, longitude=40.0, place_precision="town")
    a, b = replace(here, id="a"), replace(here, id="b", at=900, sentence=900)
    short, long = model.tie(a, b), model.tie(replace(a, long=True), replace(b, long=True))
    assert (short.parts[0].level, long.parts[0].level) == ("within", "long")
    assert long.log2_odds < short.log2_odds


def test_unknown_adds_nothing_and_is_not_told() -> None:
    model = load_model()
    assert all(weights[UNKNOWN] == 0 for scale in (model.within, model.long, model.across) for weights in scale.weights.values())
    tie = model.tie(bombing("a", DAY), BARE)
    assert {part.field for part in tie.parts} == {"prior", "happening", "reality"}


@pytest.mark.parametrize(
    "field, better, worse",
    [
        ("place", "same place", "apart"),
        ("place", "near", "other country"),
        ("when", "same day", "next day"),
        ("when", "next day", "weeks apart"),
        ("count", "same number", "more than double"),
        ("happening", "same word", "other type"),
        ("happening", "same type and mode", "same type"),
        ("happening", "same type and mode", "same type, other mode"),
        ("happening", "attack and its dead", "other type"),
        ("place", "same name", "other name"),
        ("words", "copied", "six or more"),
        ("actors", "same words", "other"),
        ("words", "six or more", "none"),
        ("report", "twelve or more", "none or one"),
    ],
)
def test_agreement_weighs_more_than_disagreement(field: str, better: str, worse: str) -> None:
    weights = load_model().across.weights[field]
    assert weights[better] > weights[worse] + 1


def test_a_reason_names_the_values() -> None:
    tie = load_model().tie(bombing("a", DAY), bombing("b", DAY + timedelta(7), place="Raqqa"))
    reasons = {part.field: part.reason for part in tie.parts}
    assert "2019-03-04" in reasons["when"] and "2019-03-11" in reasons["when"]
    assert "p-Raqqa" in reasons["place"] and "12" in reasons["count"]


def make_random_claims(count: int) -> list[Claim]:
    random = Random(7)
    words = sorted(load_lexicon().rarity)
    claims = []
    for number in range(count):
        place = random.choice([*PLACES, None])
        day = random.choice([None, DAY + timedelta(random.randrange(40))])
        claim = bombing(f"{number:03d}", day, place, random.choice([None, 1, 4, 12, 12]), trigger=random.choice(["bomb", "blast", "attack", "say", "war", ""]))
        claims.append(
            replace(
                claim,
                type=random.choice(["ASSAULT", "SEIZE", "CASUALTIES", ""]),
                mode=random.choice([None, "explosives"]),
                actors=tuple(random.sample(["a1", "a2"], random.randrange(2))),
                actor_words=tuple(random.sample(["milit", "islam"], random.randrange(2))),
                recipients=tuple(random.sample(["a1", "a3"], random.randrange(2))),
                place_precision=random.choice(["town", "region"]) if place else None,
                end=day + timedelta(random.choice([1, 5, 30, 90])) if day else None,
                status=random.choice(["occurred", "planned", "denied"]),
                words=tuple(sorted(random.sample(words[:12], 6))),
                report_words=tuple(random.sample(words[:30], 14)),
                published=random.choice([None, DAY + timedelta(random.randrange(90))]),
                counts=(claim.count,) if claim.count else (),
                reference=random.choice(["", "back", "other"]),
                antecedent=random.choice(["", "", f"{max(0, number - 1):03d}"]),
                meant=random.choice(["", "", f"{max(0, number - 2):03d}"]),
                names=tuple(random.sample(["hsn", "rkk", "mtn"], random.randrange(3))),
                prints=tuple(random.sample(["p1", "p2", "p3", "p4"], random.randrange(2))),
                at=number * 150,
                sentence=number // 2,
            )
        )
    pooled = [make_telling([replace(a, report="r"), replace(b, report="r")]).pooled for a, b in combinations(claims[:6], 2)]
    return claims + [replace(claim, id=f"p{number}", report=f"r-p{number}") for number, claim in enumerate(pooled)]


@pytest.mark.parametrize("scale", ["within", "across"])
def test_splink_gives_the_same_weights(scale: str) -> None:
    pytest.importorskip("splink")
    from emberwatch.ledger.linking.batch import weigh_batch

    model = load_model()
    claims = make_random_claims(40)
    rows = {claim.id: model.row(claim) for claim in claims}
    chosen = getattr(model, scale)
    found = weigh_batch(list(rows.values()), {claim.id: ["all"] for claim in claims}, chosen)
    assert len(found) == len(claims) * (len(claims) - 1) // 2
    for (a, b), weight in found.items():
        assert weight == pytest.approx(chosen.weigh(rows[a], rows[b]), abs=1e-6), chosen.compare(rows[a], rows[b])


def test_keys_are_few_and_stable() -> None:
    for claim in make_random_claims(40):
        keys = candidates_keys(claim)
        assert list(keys) == sorted(set(keys)) and len(keys) <= KEYS_MOST
        assert keys == candidates_keys(claim)
