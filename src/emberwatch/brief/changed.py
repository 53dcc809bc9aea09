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

OPENED = frozenset({"contradicted", "revised", "moved on"})
"""Kinds whose words begin by saying what they are."""
QUESTION_LINES_MAX = 3
"""Changes of one kind told of one question; more answers that all differ would be every pair of them."""


def changed_section(linked: Linked, readings: Sequence[Reading], citer: Citer, lines_max: int) -> Section:
    """One line for each change, with the question it is about and both claims cited."""
    claims: Claims = {fact.id: (fact, reading) for reading in readings for fact in reading.facts}
    claims |= {statement.id: (statement, reading) for reading in readings for statement in reading.statements}
    told = sorted(
        (one for one in linked.changes if one.kind in TOLD), key=lambda one: (one.day is None, -(one.day.toordinal() if one.day else 0), one.kind, one.id)
    )
    shown = _of_each_question(told)
    lines = tuple(_line(one, beside, linked, claims, citer) for one, beside in shown[:lines_max])
    more = sum(1 + beside for _, beside in shown[lines_max:])
    return Section("changed", "What changed", lines, LEAD if lines else "", "Nothing.", more, "emberwatch changes")


def _of_each_question(told: Sequence[Change]) -> list[tuple[Change, int]]:
    """The first few changes of a kind on each question, the last of them with the number of those left out."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for one in told:
        groups.setdefault((one.question or one.id, one.kind), []).append(one)
    left = {group[:QUESTION_LINES_MAX][-1].id: max(0, len(group) - QUESTION_LINES_MAX) for group in groups.values()}
    kept = {one.id for group in groups.values() for one in group[:QUESTION_LINES_MAX]}
    return [(one, left.get(one.id, 0)) for one in told if one.id in kept]


def _line(change: Change, beside: int, linked: Linked, claims: Claims, citer: Citer) -> Line:
    cites = tuple(_cite(*claims[claim], citer) for claim in dict.fromkeys((change.a, change.b)) if claim in claims)
    heading = format_day(change.day) if change.day else "no date"
    words = " ".join(change.words.split())
    asked = linked.questions.get(change.question or "", "")
    told = f"{asked} {words}".strip() if change.kind in OPENED else f"{change.kind.capitalize()}: {words}"
    notes = (f"{beside} more on the same question: emberwatch question {change.question}",) if beside else ()
    return Line(told, cites, heading, "", change.kind, notes)


def _cite(claim: Fact | Statement, reading: Reading, citer: Citer) -> Citation:
    return citer.cite(Told(claim, reading)) if isinstance(claim, Fact) else citer.cite_statement(claim, reading)


def withdrawn_sections(told: Sequence[Told], citer: Citer, lines_max: int, linked: Linked) -> tuple[Section, ...]:
    """What rests on withdrawn reports alone, in a section of its own; none where nothing does."""
    if not told:
        return ()
    made = event_section("happened", told, citer, lines_max, linked)
    lead = "These reports were taken back: nothing here counts."
    return (Section("withdrawn", "Withdrawn by their publishers", made.lines, lead, "", made.more, "emberwatch incidents --withdrawn"),)
