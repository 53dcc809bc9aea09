"""Answers that cannot both be right differ; who gave them, when, and from which origin says what that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from emberwatch.ledger.answers.assess import assess, assess_all
from emberwatch.ledger.answers.reply import Inquiry, Reply
from emberwatch.model.ledger import FINDING_KINDS, Question
from tests.ledger.question_factory import reply, side


def inquire(*replies: Reply) -> Inquiry:
    ordered = tuple(sorted(replies, key=lambda r: r.order))
    return Inquiry(Question(replies[0].kind, replies[0].subject, "How many?", tuple(r.answer() for r in ordered)), ordered)


def kinds(*replies: Reply) -> list[str]:
    return [finding.kind for finding in assess(inquire(*replies))]


def count(who: str, on: int, low: float | None, high: float | None, **fields: object) -> Reply:
    return reply("count", who, on, str(fields.pop("value", f"{low}-{high}")), low=low, high=high, **{"group": "any", **fields})


COUNTS = [
    ("the same number from two sides", count("police", 1, 6, 6), count("hospital", 2, 6, 6), ["consistent"]),
    ("people and their attackers", count("police", 1, 3, 3), count("army", 1, 6, 6, group="irregular"), []),
    ("two numbers from two sides", count("police", 1, 6, 6), count("hospital", 1, 9, 9), ["contradiction"]),
    ("at least so many, and more", count("hospital", 1, 14, None), count("police", 2, 15, 15), ["consistent"]),
    ("at least so many, and very many more", count("hospital", 1, 14, None), count("police", 2, 90, 90), []),
    ("more than the most", count("army", 1, None, 150), count("experts", 1, 450, 550), ["contradiction"]),
    ("bounds that overlap but say little of each other", count("army", 1, 100, 300), count("experts", 1, 250, 600), []),
    ("one side counts more bodies", count("police", 1, 11, 11), count("police", 2, 15, 15), ["update"]),
    ("one side puts its count right", count("police", 1, 11, 11), count("police", 2, 15, 15, correction=True), ["self_revision"]),
    ("one side counts fewer", count("police", 1, 15, 15), count("police", 2, 11, 11), ["self_revision"]),
    ("the wounded die", count("ministry", 1, 19, 19), count("hospital", 3, 22, 22, growth=True), ["update"]),
    ("civilians among people", count("police", 1, 10, 10), count("hospital", 1, 4, 4, group="civilian", value="4 civilians"), []),
    ("villagers are people", count("police", 1, 10, 10), count("hospital", 1, 4, 4, group="civilian", value="4 villagers"), ["contradiction"]),
    ("of two days", count("police", 1, 10, 10, day=date(2021, 5, 1)), count("hospital", 8, 4, 4, day=date(2021, 5, 7)), []),
    ("more civilians than people", count("police", 1, 3, 3), count("hospital", 1, 4, 4, group="civilian"), ["contradiction"]),
    ("soldiers and fighters", count("army", 1, 3, 3, group="force"), count("rebels", 1, 40, 40, group="irregular"), []),
    ("no number at all", count("army", 1, None, None), count("rebels", 1, 40, 40), []),
]


@pytest.mark.parametrize(("case", "a", "b", "expected"), COUNTS, ids=[c[0] for c in COUNTS])
def test_counts(case: str, a: Reply, b: Reply, expected: list[str]) -> None:
    assert kinds(a, b) == expected


def stance(kind: str, who: str, on: int, value: str, **fields: object) -> Reply:
    return reply(kind, who, on, value, stance=value, **fields)


PLAN, LEFT = (("plan", "e1"),), (("left", "DK"), ("country", "ML"))
STANCES = [
    ("done and denied", stance("happened", "witness", 1, "yes"), stance("happened", "army", 1, "no"), ["contradiction"]),
    ("denied and admitted", stance("happened", "army", 1, "no"), stance("happened", "army", 4, "yes"), ["self_revision"]),
    ("told by two", stance("happened", "witness", 1, "yes"), stance("happened", "army", 1, "yes"), []),
    ("two doers", stance("doer", "army", 1, "a:rebels"), stance("doer", "rebels", 1, "a:army"), ["contradiction"]),
    ("one doer", stance("doer", "army", 1, "a:rebels"), stance("doer", "monitor", 1, "a:rebels"), ["consistent"]),
    ("each strikes the other", stance("doer", "army", 1, "a:rebels"), stance("doer", "rebels", 1, "a:army", against="a:rebels"), []),
    (
        "deeds done to others",
        stance("doer", "army", 1, "a:rebels", against="group:force"),
        stance("doer", "rebels", 1, "a:army", against="group:civilian"),
        [],
    ),
    ("a town taken by two", stance("doer", "army", 1, "a:rebels", group="ground"), stance("doer", "rebels", 1, "a:army", group="ground"), []),
    ("two kinds of deed", stance("doer", "army", 1, "a:rebels", group="harm"), stance("doer", "rebels", 1, "a:army", group="ground"), []),
    ("a doer and somebody vague", stance("doer", "army", 1, "a:rebels"), stance("doer", "mayor", 1, "words:bandits"), []),
    ("plan and act", stance("will", "army", 1, "yes", subject=PLAN), stance("will", "mayor", 9, "done", subject=PLAN), ["update"]),
    ("plan and reversal", stance("will", "army", 1, "yes", subject=PLAN), stance("will", "army", 9, "no", subject=PLAN), ["self_revision"]),
    ("plan and doubt of another", stance("will", "army", 1, "yes", subject=PLAN), stance("will", "mayor", 9, "no", subject=PLAN), ["contradiction"]),
    ("all go, some stay", reply("will", "chief", 1, low=0, high=0, subject=LEFT), reply("will", "chief", 9, low=1, high=None, subject=LEFT), ["self_revision"]),
    ("all go, in two mouths", reply("will", "chief", 1, low=0, high=0, subject=LEFT), reply("will", "envoy", 2, low=0, high=0, subject=LEFT), ["consistent"]),
    ("beaten, far from it", reply("condition", "army", 1, low=-4, high=-4), reply("condition", "un", 9, low=1, high=3), ["contradiction"]),
    ("beaten, then capable", reply("condition", "army", 1, low=-4, high=-4), reply("condition", "army", 9, low=-1, high=2), ["self_revision"]),
    ("about to fall, may return", reply("condition", "army", 1, low=-3, high=-3), reply("condition", "un", 9, low=3, high=3), []),
    ("weakened, stronger than ever", reply("condition", "army", 1, low=-1, high=3), reply("condition", "un", 2, low=4, high=4), ["contradiction"]),
]


@pytest.mark.parametrize(("case", "a", "b", "expected"), STANCES, ids=[c[0] for c in STANCES])
def test_stances(case: str, a: Reply, b: Reply, expected: list[str]) -> None:
    assert kinds(a, b) == expected


def hold(who: str, on: int, holder: str, extent: str = "") -> Reply:
    return reply("holder", who, on, holder, stance=holder, group=extent, subject=(("place", "fjlb"),))


HOLDERS = [
    ("all against all", hold("army", 1, "army", "all"), hold("rebels", 1, "rebels", "all"), ["contradiction"]),
    ("all against a part", hold("army", 1, "army", "all"), hold("rebels", 2, "rebels", "part"), ["contradiction"]),
    ("two parts", hold("army", 1, "army", "part"), hold("rebels", 1, "rebels", "part"), []),
    ("the same", hold("army", 1, "army", "all"), hold("monitor", 2, "army"), ["consistent"]),
    ("later in other hands", hold("army", 1, "army", "all"), hold("rebels", 20, "rebels", "all"), ["update"]),
    ("one side a day later", hold("monitor", 1, "army", "all"), hold("monitor", 2, "rebels", "all"), ["update"]),
]


@pytest.mark.parametrize(("case", "a", "b", "expected"), HOLDERS, ids=[c[0] for c in HOLDERS])
def test_holders(case: str, a: Reply, b: Reply, expected: list[str]) -> None:
    assert kinds(a, b) == expected


def test_copies_of_one_origin_give_no_finding() -> None:
    first = count("police", 1, 6, 6, origin="o")
    assert kinds(first, replace(count("hospital", 2, 6, 6, origin="o"), copied=True)) == []
    assert kinds(first, replace(count("hospital", 2, 9, 9, origin="o"), copied=True)) == []


def test_a_saying_retold_gives_way_to_the_saying_itself() -> None:
    told = count("police", 1, 6, 6)
    again = count("police", 5, 6, 6, retold=True)
    assert kinds(told, count("hospital", 3, 9, 9), again) == ["contradiction"]


def test_within_one_report_a_side_revises_only_what_is_told_as_earlier() -> None:
    first, second = count("police", 1, 6, 6, report="r"), count("police", 1, 9, 9, report="r", at=50)
    assert kinds(first, second) == []
    assert kinds(replace(first, retold=True), replace(second, correction=True)) == ["self_revision"]


def test_findings_are_not_the_cross_product() -> None:
    replies = [count(f"outlet{i}", i, 6, 6) for i in range(1, 13)]
    assert len(kinds(*replies)) == len(replies) - 1
    changing = [count("police", i, 30 - i, 30 - i) for i in range(1, 13)]
    assert len(kinds(*changing)) == len(changing) - 1


def test_a_side_that_denies_harm_to_civilians_counts_everybody_with_its_fighters() -> None:
    governor, denial = count("governor", 1, 16, 16, group="civilian"), count("nato", 1, 0, 0, group="civilian")
    fighters = count("nato", 1, 5, 5, group="irregular", at=9)
    assert "contradiction" in kinds(governor, fighters, denial)
    assert kinds(governor, fighters) == []


def test_a_paper_that_corrects_itself_revises() -> None:
    own = side(own="Gazette")
    first = replace(stance("happened", "Gazette", 1, "yes"), side=own)
    assert kinds(first, replace(stance("happened", "Gazette", 2, "no"), side=own)) == ["self_revision"]


def test_every_finding_says_who_said_what_when() -> None:
    for a, b in [(c[1], c[2]) for c in (*COUNTS, *STANCES, *HOLDERS)]:
        for finding in assess(inquire(a, b)):
            assert finding.kind in FINDING_KINDS
            assert {finding.a, finding.b} == {a.claim, b.claim}
            assert a.side.name in finding.words and "May 2021" in finding.words and b.value in finding.words


def test_one_disagreement_of_two_sentences_is_told_once() -> None:
    one = inquire(count("police", 1, 6, 6), count("hospital", 1, 9, 9))
    other = inquire(*(replace(r, subject=(("incident", "e2"), ("state", "killed"))) for r in one.replies))
    assert len(assess_all([one, other])) == 1
