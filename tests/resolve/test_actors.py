"""Whom words refer to, on sentences of our own from many wars."""

from __future__ import annotations

from datetime import date

import pytest
from actor_cases import CASES, Case, resolve_case

from emberwatch.model.report import Report
from emberwatch.resolve.actor_index import ActorIndex
from emberwatch.resolve.actors import ActorResolver


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_phrases_resolve_to_actors(case: Case) -> None:
    resolved = resolve_case(case)
    got = [(party.text, party.name) for party, _ in resolved.pairs]
    assert got == [(words, name or None) for words, name in case.expected], [r.reason for _, r in resolved.pairs]


def test_the_same_report_gives_the_same_answer_twice() -> None:
    assert resolve_case(CASES[0]) == resolve_case(CASES[0])


def test_no_query_gives_no_actor() -> None:
    report = Report("Nothing happened.", published=date(2020, 1, 1))
    assert ActorResolver(ActorIndex.load()).resolve(report, [], []).actors == ()
