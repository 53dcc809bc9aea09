"""What one reading of one report gives: the runner writes it whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from emberwatch.model.entity import Actor, Place, Resolution
from emberwatch.model.fact import Fact
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement


@dataclass(frozen=True, slots=True)
class Reading:
    """One report with its statements and facts, the actors and places they name, and what was not understood.

    `sentences` are the character ranges of the sentences, in order; `notes` are things to tell the user once
    (no publication date); `counters` counts by kind what was not understood; `versions` names the stages that read it.
    """

    report: Report
    sentences: tuple[tuple[int, int], ...] = ()
    statements: tuple[Statement, ...] = ()
    facts: tuple[Fact, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    counters: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
