"""Stages are checked before a run."""

from __future__ import annotations

import pytest

from emberwatch.errors import SettingError
from emberwatch.pipeline.stage import Stage, check_stages, stage_versions


def stage(name: str, needs: str = "", gives: str = "", version: str = "1") -> Stage:
    return Stage(name, version, frozenset(needs.split()), frozenset(gives.split()))


def test_stages_in_order_pass() -> None:
    stages = [stage("language", "report", "sentences"), stage("claims", "sentences report", "statements", "3")]
    check_stages(stages)
    assert stage_versions(stages) == {"language": "1", "claims": "3"}


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ([stage("claims", "sentences", "statements"), stage("language", "report", "sentences")], r"needs sentences \(given by language, which comes later\)"),
        ([stage("claims", "trees")], r"needs trees \(given by no stage\); what is there before it: report"),
        ([stage("a", "", "x"), stage("b", "", "x")], "'b' gives x, which is there"),
        ([stage("a"), stage("a")], "two stages are named 'a'"),
        ([stage("a", version="")], "has no version"),
        ([stage("a", "x"), stage("b", "y")], "needs x.*needs y"),
    ],
)
def test_faults_are_all_told(stages: list[Stage], words: str) -> None:
    with pytest.raises(SettingError, match=words):
        check_stages(stages)
