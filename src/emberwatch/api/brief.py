"""What a record says, for a reader: the brief and the card of one fact."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from emberwatch.brief.build import make_brief as build
from emberwatch.brief.card import Card, make_fact_card, make_statement_card
from emberwatch.brief.content import Brief
from emberwatch.brief.linked import Linked
from emberwatch.errors import SettingError
from emberwatch.export.ledger import incident_object
from emberwatch.model.entity import Actor, Place
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Finding, Incident
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.store.record import Record as StoreRecord


def make_brief(
    record: StoreRecord,
    *,
    since: date | None = None,
    place: str | None = None,
    actor: str | None = None,
    refused: Sequence[tuple[str, str]] = (),
) -> Brief:
    """What a record says, every line cited, narrowed by the filters; `refused` are (what was given, reason) pairs of a last run."""
    readings = record.readings()
    linked = find_linked(record, since, place, actor)
    known_on = record.as_known_on.date() if record.as_known_on else None
    name = Path(record.where).name
    return build(readings, record=name, since=since, place=place, actor=actor, refused=refused, linked=linked, known_on=known_on)


def find_linked(record: StoreRecord, since: date | None, place: str | None, actor: str | None) -> Linked:
    """What the ledger adds to a brief: incidents by fact, disputes by incident, and the changes that the filters keep."""
    incidents = [*record.incidents(), *record.incidents(withdrawn=True)]
    by_fact = {fact: incident for incident in incidents for fact in incident.facts}
    disputes: dict[str, list[Finding]] = {}
    for finding in record.findings(kind="contradiction"):
        for id in dict.fromkeys(by_fact[claim].id for claim in (finding.a, finding.b) if claim in by_fact):
            disputes.setdefault(id, []).append(finding)
    changes = record.changes(since=since, about=place or actor)
    if place and actor:
        about_both = {change.id for change in record.changes(since=since, about=actor)}
        changes = [change for change in changes if change.id in about_both]
    withdrawn = frozenset(one.report for one in record.withdrawals())
    drifted = frozenset(finding.b for finding in record.findings(kind="drift"))
    asked = {question.id: question.words for question in record.questions()} if changes else {}
    return Linked(by_fact, disputes, changes, withdrawn, drifted, record.ledger_counts()["waiting to be linked"], asked)


def render_brief(brief: Brief, format: str = "text", width: int = 80, styled: bool = False) -> str:
    """A brief as text (of `width` columns, with emphasis where `styled`), markdown or html."""
    if format == "text":
        from emberwatch.brief.text import render_text

        return render_text(brief, width, styled)
    if format == "markdown":
        from emberwatch.brief.markdown import render_markdown

        return render_markdown(brief)
    if format == "html":
        from emberwatch.brief.html import render_html

        return render_html(brief)
    raise SettingError(f"there is no format {format!r} for a brief; give text, markdown or html")


def make_card(record: StoreRecord, id: str) -> Card | Actor | Place | Report:
    """A fact or statement laid out with its words, fields and reasons; an actor, place or report as it is. `id` may be cut short."""
    found = record.get(id)
    if isinstance(found, Fact):
        return make_fact_card(found, record.reading(found.report))
    if isinstance(found, Statement):
        return make_statement_card(found, record.reading(found.report))
    return found


def format_incident(incident: Incident) -> str:
    """An incident as one JSON object, as the export has it."""
    return json.dumps(incident_object(incident), ensure_ascii=False, indent=2)
