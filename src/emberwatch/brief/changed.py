"""The sections of the brief that tell what changed, and what was withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from emberwatch.brief.cite import Citer
from emberwatch.brief.content import Citation, Line, Section
from emberwatch.brief.figures import format_day
from emberwatch.brief.gather import Told
from emberwatch.brief.linked import Linked
from emberwatch.brief.sections import event_section
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement
from emberwatch.store.ledger_changes import Change

Claims = dict[str, tuple[Fact | Statement, Reading]]
LEAD = "What contradicts, revises or moves on from what was told before, what changed in copying, and what was withdrawn; newest first."
TOLD = frozenset({"contradicted", "revised", "moved on", "drifted", "withdrawn"})
"""Kinds of change that the brief tells; what was confirmed shows in the origins of each line."""


def changed_section(changes: Sequence[Change], readings: Sequence[Reading], citer: Citer, lines_max: int) -> Section:
    """One line for each change, with both claims cited."""
    claims: Claims = {fact.id: (fact, reading) for reading in readings for fact in reading.facts}
    claims |= {statement.id: (statement, reading) for reading in readings for statement in reading.statements}
    told = sorted((one for one in changes if one.kind in TOLD), key=lambda one: (one.day is None, -(one.day.toordinal() if one.day else 0), one.kind, one.id))
    lines = tuple(_line(one, claims, citer) for one in told[:lines_max])
    return Section("changed", "What changed", lines, LEAD if lines else "", "Nothing.", max(0, len(told) - lines_max), "emberwatch changes")


def _line(change: Change, claims: Claims, citer: Citer) -> Line:
    cites = tuple(_cite(*claims[claim], citer) for claim in dict.fromkeys((change.a, change.b)) if claim in claims)
    heading = format_day(change.day) if change.day else "no date"
    return Line(f"{change.kind.capitalize()}: {' '.join(change.words.split())}", cites, heading, "", change.kind)


def _cite(claim: Fact | Statement, reading: Reading, citer: Citer) -> Citation:
    return citer.cite(Told(claim, reading)) if isinstance(claim, Fact) else citer.cite_statement(claim, reading)


def withdrawn_sections(told: Sequence[Told], citer: Citer, lines_max: int, linked: Linked) -> tuple[Section, ...]:
    """What rests on withdrawn reports alone, in a section of its own; none where nothing does."""
    if not told:
        return ()
    made = event_section("happened", told, citer, lines_max, linked)
    lead = "These reports were taken back: nothing here counts."
    return (Section("withdrawn", "Withdrawn by their publishers", made.lines, lead, "", made.more, "emberwatch incidents --withdrawn"),)
