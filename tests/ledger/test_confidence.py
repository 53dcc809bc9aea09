"""The probability of an incident by the stated formula: worked by hand, and what must hold whatever the numbers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwatch.errors import CodebookError
from emberwatch.ledger.confidence import Record, Settings, find_records, find_speakers, load_settings, weigh_incident
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Finding, Origin
from emberwatch.model.status import Status
from tests.ledger.question_factory import day, reading

PLAIN = Settings(confirmed_prior=4, corrected_prior=1, known_weight=0.5, unknown_weight=0.25, denial=0.5)
PROBS = st.floats(0.01, 0.99)


def tell(outlet: int, probability: float, status: Status = "occurred") -> Fact:
    held = reading(f"Outlet {outlet}: troops shelled Fjellby.", day(1), {"type_": "ASSAULT", "trigger": "shelled", "status": status}, publisher=f"{outlet}")
    return replace(held.facts[0], probability=probability)


def origins(*groups: list[Fact], kind: str = "telling") -> dict[str, Origin]:
    made = [Origin(kind, None, tuple(f.id for f in group), "for a test") for group in groups]  # type: ignore[arg-type]
    return {claim: origin for origin in made for claim in origin.claims}


def weigh(facts: list[Fact], origin_of: dict[str, Origin], **fields: object) -> float:
    return weigh_incident(facts, origin_of, settings=PLAIN, **fields).probability  # type: ignore[arg-type]


A, B, C = tell(1, 0.8), tell(2, 0.5), tell(3, 0.5)


def test_hand_worked() -> None:
    assert weigh([A], origins([A])) == pytest.approx(0.8)
    assert weigh([A, B], origins([A], [B])) == pytest.approx(1 - 0.2 * 0.5**0.5)
    assert weigh([A, B], origins([A], [B], kind="unknown")) == pytest.approx(1 - 0.2 * 0.5**0.25)
    assert weigh([A, B, C], origins([A], [B], [C])) == pytest.approx(1 - 0.2 * 0.5**0.5 * 0.5**0.5)
    denied = tell(4, 0.6, "denied")
    assert weigh([A], origins([A], [denied]), denials=[denied]) == pytest.approx(0.8 * (1 - 0.5 * 0.6))


def test_a_record_moves_the_odds() -> None:
    """Odds 4 of 0.8; two confirmations of four plus two make 6, one correction of one plus one makes 2."""
    speakers = {A.id: "s"}
    assert weigh([A], origins([A]), speaker_of=speakers, records={"s": Record(2, 0)}) == pytest.approx(6 / 7)
    assert weigh([A], origins([A]), speaker_of=speakers, records={"s": Record(0, 1)}) == pytest.approx(2 / 3)
    assert weigh([A], origins([A]), speaker_of={}, records={"s": Record(0, 9)}) == pytest.approx(0.8)


@given(st.lists(PROBS, min_size=1, max_size=6), PROBS)
def test_repetition_from_one_origin_adds_nothing(probabilities: list[float], other: float) -> None:
    first = [tell(number, p) for number, p in enumerate(probabilities)]
    rest = [tell(90, other)]
    once = [max(first, key=lambda f: f.probability)]
    assert weigh([*first, *rest], origins(first, rest)) == pytest.approx(weigh([*once, *rest], origins(once, rest)))


@given(st.lists(PROBS, min_size=1, max_size=5), PROBS, st.sampled_from(["telling", "speaker", "unknown"]))
def test_a_further_origin_never_lowers_and_a_denial_never_raises(probabilities: list[float], other: float, kind: str) -> None:
    told = [tell(number, p) for number, p in enumerate(probabilities)]
    more, denial = tell(90, other), tell(91, other, "denied")
    base = weigh(told, origins(*([f] for f in told)))
    assert weigh([*told, more], origins(*([f] for f in told)) | origins([more], kind=kind)) >= base - 1e-9
    assert 0 <= weigh([*told, denial], origins(*([f] for f in told), [denial])) < base


def test_unknown_origins_add_less_than_known_ones() -> None:
    assert weigh([A, B], origins([A], [B], kind="unknown")) < weigh([A, B], origins([A], [B]))
    assert weigh([A, B], {}) == weigh([A, B], origins([A], [B], kind="unknown"))


def test_order_changes_nothing() -> None:
    facts = [tell(number, 0.1 * number) for number in range(1, 9)]
    held = origins(*([f] for f in facts))
    assert weigh_incident(facts, held) == weigh_incident(facts[::-1], held)


def test_only_denials_leave_nothing() -> None:
    assert weigh_incident([tell(1, 0.9, "denied")], {}).probability == 0


def finding(kind: str, a: str, b: str, field: str = "number", question: str | None = "q") -> Finding:
    return Finding(kind, a, b, field, "for a test", question)  # type: ignore[arg-type]


def test_records_count_a_question_once() -> None:
    speakers = {"f1": "police", "f2": "hospital", "f3": "police", "f4": "paper"}
    found = find_records(
        [
            finding("consistent", "f1", "f2"),
            finding("consistent", "f2", "f3"),
            finding("self_revision", "f1", "f3", question="q2"),
            finding("contradiction", "f1", "f2", question="q3"),
            finding("update", "f1", "f2", "will", "q4"),
            finding("drift", "f1", "f4", question=None),
        ],
        speakers,
    )
    assert found == {"police": Record(2, 1), "hospital": Record(1, 0), "paper": Record(0, 1)}


def test_speakers_are_the_innermost_or_the_publisher() -> None:
    shelled = {"type_": "ASSAULT", "trigger": "shelled"}
    for says, expected in [("Ida Berg=Ida Berg", "a:president"), ("", "publisher:Fjord Post"), ("a man", None)]:
        held = reading("Ida Berg and a man said that troops shelled it.", day(1), {**shelled, "says": says})
        assert find_speakers(held).get(held.facts[0].id) == expected


def test_shipped_settings_load_and_faulty_ones_are_refused(tmp_path: Path) -> None:
    assert 0 <= load_settings().unknown_weight <= load_settings().known_weight <= 1
    faulty = tmp_path / "confidence.json"
    faulty.write_text(json.dumps({"denial": 2}), encoding="utf-8")
    with pytest.raises(CodebookError, match=r"denial.*|expected"):
        load_settings(faulty)
