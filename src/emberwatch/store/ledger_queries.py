"""What to look for in the ledger, and the SQL that finds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from emberwatch.store import ledger_schema as ledger
from emberwatch.store import schema
from emberwatch.store.queries import Words, in_place, known, like, party_is, several


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """What a listing of incidents is narrowed to; a field left None narrows nothing, several values of one field are alternatives.

    `since` and `until` are days, both included; an incident's day is that of its merged time, else its first report's publication. `actor`
    and `place` are an id, or part of a name. `origins` is the least number of origins found. `disputed` keeps those that a
    contradiction is about, `withdrawn` those that rest on withdrawn reports alone, which are else left out.
    """

    status: Words | None = None
    type: Words | None = None
    actor: str | None = None
    place: str | None = None
    report: Words | None = None
    since: date | None = None
    until: date | None = None
    origins: int | None = None
    disputed: bool = False
    withdrawn: bool = False
    limit: int | None = None


def select_incidents(what: IncidentFilter, moment: datetime | None) -> Select[Any]:
    """Incidents in the order of their days (undated last) and ids."""
    table = ledger.incidents.c
    query = select(ledger.incidents).where(known(ledger.incidents, moment))
    for name in ("status", "type"):
        value = getattr(what, name)
        if value is not None:
            query = query.where(table[name].in_(several(value)))
    if what.actor is not None:
        parties = ledger.incident_parties.c
        query = query.where(exists().where(parties.incident == table.row, or_(parties.actor_id == what.actor, like(parties.name, what.actor))))
    if what.place is not None:
        query = query.where(_at_place(what.place))
    if what.report is not None:
        facts = ledger.incident_facts.c
        query = query.where(table.row.in_(select(facts.incident).where(facts.report.in_(several(what.report)))))
    if what.since is not None:
        query = query.where(func.coalesce(table.end_date, table.day) >= what.since)
    if what.until is not None:
        query = query.where(func.coalesce(table.start_date, table.day) <= what.until)
    if what.origins is not None:
        query = query.where(table.origins >= what.origins)
    if what.disputed:
        query = query.where(_is_disputed(moment))
    live = exists().where(ledger.incident_facts.c.incident == table.row, ledger.incident_facts.c.withdrawn.is_(False))
    query = query.where(~live if what.withdrawn else live)
    return query.order_by(table.day.is_(None), table.day, table.id, table.row).limit(what.limit)


def _at_place(words: str) -> ColumnElement[bool]:
    table = ledger.incidents.c
    if len(words) == 2:
        return or_(table.place_id == words, table.country == words.upper())
    return or_(table.place_id == words, like(table.place_name, words), func.lower(table.region) == words.lower())


def _is_disputed(moment: datetime | None) -> ColumnElement[bool]:
    facts, findings = ledger.incident_facts.c, ledger.findings
    about = or_(findings.c.a == facts.fact, findings.c.b == facts.fact)
    return exists().where(facts.incident == ledger.incidents.c.row, about, findings.c.kind == "contradiction", known(findings, moment))


def select_findings(moment: datetime | None, kinds: Words | None = None, about: str | None = None, question: str | None = None) -> Select[Any]:
    """Findings in the order of their rows; `about` is part of the name of an actor or place of either claim, or of the finding's words."""
    table = ledger.findings
    query = select(table).where(known(table, moment)).order_by(table.c.row)
    if kinds is not None:
        query = query.where(table.c.kind.in_(several(kinds)))
    if question is not None:
        query = query.where(table.c.question == question)
    if about is not None:
        claims = _claims_about(about)
        query = query.where(or_(like(table.c.words, about), table.c.a.in_(claims), table.c.b.in_(claims)))
    return query


def _claims_about(words: str) -> Select[Any]:
    facts, places, statements, parties = schema.facts, schema.places, schema.statements, schema.parties
    named = or_(party_is(facts.c.row, parties.c.fact, ("actor", "recipient", "speaker"), words), in_place(words))
    of_facts = select(facts.c.id).outerjoin(places, facts.c.place == places.c.row).where(named)
    said = select(statements.c.id).where(party_is(statements.c.row, parties.c.statement, ("speaker", "addressee"), words))
    return select(of_facts.union(said).subquery().c.id)


def select_questions(moment: datetime | None, kinds: Words | None = None, about: str | None = None, limit: int | None = None) -> Select[Any]:
    """Questions in the order of their words; `about` is part of the words or of an answer's."""
    table, answers = ledger.questions, ledger.answers
    query = select(table).where(known(table, moment)).order_by(table.c.words, table.c.id, table.c.row)
    if kinds is not None:
        query = query.where(table.c.kind.in_(several(kinds)))
    if about is not None:
        said = exists().where(answers.c.question == table.c.id, known(answers, moment), or_(like(answers.c.value, about), like(answers.c.speakers, about)))
        query = query.where(or_(like(table.c.words, about), like(table.c.subject, about), said))
    return query.limit(limit)
