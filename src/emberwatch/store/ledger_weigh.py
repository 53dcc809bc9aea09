"""The probability of incidents as the record stands: it rests on the records of the speakers, which any new report may change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from emberwatch.ledger.confidence import Record, find_records
from emberwatch.ledger.standing import find_deniers, weigh_all
from emberwatch.model.ledger import Finding, Incident, Origin, Question
from emberwatch.store import ledger_load as load
from emberwatch.store import ledger_schema as ledger
from emberwatch.store import schema
from emberwatch.store.find import fact_query
from emberwatch.store.ledger_write import chunked
from emberwatch.store.load import load_facts
from emberwatch.store.queries import known


def weigh_incidents(connection: Connection, incidents: Sequence[Incident], moment: datetime | None) -> list[Incident]:
    """`incidents` with their probabilities as known at `moment`."""
    deniers = find_deniers(_happened(connection, {incident.id for incident in incidents}, moment))
    claims = {fact for incident in incidents for fact in incident.facts} | {claim for some in deniers.values() for claim in some}
    rows = [
        row for some in chunked(claims) for row in connection.execute(fact_query().where(schema.facts.c.id.in_(some), known(schema.facts, moment))).mappings()
    ]
    facts = {fact.id: fact for fact in load_facts(connection, rows)}
    return weigh_all(incidents, facts, _origins(connection, claims, moment), find_speakers(connection, claims), _records(connection, moment), deniers)


def _happened(connection: Connection, incidents: Collection[str], moment: datetime | None) -> list[Question]:
    """The questions whether these incidents happened, with their answers."""
    subjects = {f'[["incident","{id}"]]' for id in incidents}
    query = select(ledger.questions).where(known(ledger.questions, moment), ledger.questions.c.kind == "happened")
    rows = [row for row in connection.execute(query).mappings() if row["subject"] in subjects]
    answers: dict[str, list[load.Found]] = {}
    for row in load.find_rows(connection, ledger.answers, moment, ledger.answers.c.question, [row["id"] for row in rows]):
        answers.setdefault(row["question"], []).append(row)
    return [load.load_question(row, [load.load_answer(one) for one in answers.get(row["id"], ())]) for row in rows]


def _origins(connection: Connection, claims: Iterable[str], moment: datetime | None) -> dict[str, Origin]:
    """The origin of each claim, known by its kind and id alone."""
    table, origins = ledger.origin_claims.c, ledger.origins
    query = select(table.claim, origins.c.id, origins.c.kind).join(origins, table.origin == origins.c.row).where(known(origins, moment))
    found: dict[str, Origin] = {}
    made: dict[str, Origin] = {}
    for some in chunked(claims):
        for claim, id, kind in connection.execute(query.where(table.claim.in_(some))):
            if id not in made:
                made[id] = Origin(kind, None, (), "")
                object.__setattr__(made[id], "id", id)
            found[claim] = made[id]
    return found


def _records(connection: Connection, moment: datetime | None) -> dict[str, Record]:
    """How often each speaker was borne out or put right, over all findings."""
    table = ledger.findings
    query = select(table.c.kind, table.c.a, table.c.b, table.c.field, table.c.question, table.c.speaker_a, table.c.speaker_b)
    speakers: dict[str, str] = {}
    findings = []
    for kind, a, b, field, question, speaker_a, speaker_b in connection.execute(query.where(known(table, moment))):
        findings.append(Finding(kind, a, b, field, "", question))
        speakers |= {claim: speaker for claim, speaker in ((a, speaker_a), (b, speaker_b)) if speaker is not None}
    return find_records(findings, speakers)


def find_speakers(connection: Connection, claims: Iterable[str]) -> dict[str, str]:
    """Whose record each fact or statement touches, as `ledger.confidence.find_speakers` says of a reading."""
    found: dict[str, str] = {}
    parties, reports = schema.parties.c, schema.reports.c
    for table, owner in ((schema.facts, parties.fact), (schema.statements, parties.statement)):
        query = select(table.c.id, parties.row, parties.actor_id, reports.publisher).join(schema.reports, table.c.report == reports.row)
        query = query.outerjoin(schema.parties, (owner == table.c.row) & (parties.role == "speaker") & (parties.position == 0)).order_by(table.c.row)
        for some in chunked(claims):
            for id, spoken, actor, publisher in connection.execute(query.where(table.c.id.in_(some))):
                speaker = actor if spoken is not None else f"publisher:{publisher}" if publisher else None
                found.pop(id, None)
                if speaker is not None:
                    found[id] = speaker
    return found
