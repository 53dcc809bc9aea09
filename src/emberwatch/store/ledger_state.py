"""What linking asks of the record while it holds the write lock: who waits, who shares a key, what is open now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, or_, select

from emberwatch.ledger.linking.claim import Claim
from emberwatch.model.ledger import Answer, Family, Incident, Judgement, Lineage, Origin, Question, Tie
from emberwatch.model.reading import Reading
from emberwatch.store import ledger_load as load
from emberwatch.store import ledger_schema as ledger
from emberwatch.store import schema
from emberwatch.store.bulk import insert_rows
from emberwatch.store.find import get_readings
from emberwatch.store.ledger_write import chunked


class LedgerState:
    """The open rows of the ledger and its index, read through one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def waiting(self, limit: int) -> dict[int, str]:
        """At most `limit` reports that wait to be linked, by row, those published first first."""
        query = select(schema.reports.c.row, schema.reports.c.id).join(ledger.waiting, ledger.waiting.c.report == schema.reports.c.row)
        order = (schema.reports.c.published.is_(None), schema.reports.c.published, schema.reports.c.id)
        return {row: id for row, id in self.connection.execute(query.order_by(*order).limit(limit))}

    def end_waiting(self, rows: Collection[int]) -> None:
        """Takes reports off the list."""
        for some in chunked(rows):
            self.connection.execute(delete(ledger.waiting).where(ledger.waiting.c.report.in_(some)))

    def reading_rows(self, reports: Iterable[str]) -> dict[str, int]:
        """The row of the current reading of each report that has one."""
        query = select(schema.reports.c.id, schema.readings.c.row).join(schema.readings, schema.readings.c.report == schema.reports.c.row)
        query = query.where(schema.readings.c.known_to.is_(None))
        return {id: row for some in chunked(reports) for id, row in self.connection.execute(query.where(schema.reports.c.id.in_(some)))}

    def readings(self, reports: Sequence[str]) -> dict[str, Reading]:
        """The current readings of reports."""
        return get_readings(self.connection, reports)

    def put_keys(self, keys: Mapping[int, tuple[str, Collection[str]]]) -> None:
        """Makes the keys the index of reports, by their rows, each with its id: those that they had are forgotten."""
        for some in chunked(keys):
            self.connection.execute(delete(ledger.ledger_keys).where(ledger.ledger_keys.c.report.in_(some)))
        found = {(hash_key(key), report, row) for row, (report, of_report) in keys.items() for key in of_report}
        if found:
            insert_rows(self.connection, ledger.ledger_keys, [{"key": key, "owner": report, "report": row} for key, report, row in sorted(found)])

    def put_replies(self, replies: Mapping[int, Sequence[tuple[str, str]]]) -> None:
        """Makes the replies, each a question's id and the packed reply, those of reports, by their rows."""
        for some in chunked(replies):
            self.connection.execute(delete(ledger.replies).where(ledger.replies.c.report.in_(some)))
        told = [(question, row, at, packed) for row, those in replies.items() for at, (question, packed) in enumerate(those)]
        rows = [{"question": question, "report": row, "position": at, "packed": packed} for question, row, at, packed in sorted(told)]
        if rows:
            insert_rows(self.connection, ledger.replies, rows)

    def replies(self, questions: Collection[str], withdrawn: Collection[str]) -> list[str]:
        """The packed replies to `questions` of reports that stand."""
        table, reports = ledger.replies.c, schema.reports.c
        query = select(table.packed, reports.id).join(schema.reports, table.report == reports.row).order_by(reports.id, table.position)
        found: list[str] = []
        for some in chunked(questions):
            found += [packed for packed, report in self.connection.execute(query.where(table.question.in_(some))) if report not in withdrawn]
        return found

    def origins_by_claim(self, claims: Collection[str]) -> dict[str, str]:
        """The origin of each of `claims`."""
        table, origins = ledger.origin_claims.c, ledger.origins
        query = select(table.claim, origins.c.id).join(origins, table.origin == origins.c.row).where(origins.c.known_to.is_(None))
        return {claim: id for some in chunked(claims) for claim, id in self.connection.execute(query.where(table.claim.in_(some)))}

    def owners(self, keys: Iterable[str]) -> dict[str, list[tuple[str, date | None]]]:
        """The reports that have each of `keys`, with their days of publication, where any has."""
        names = {hash_key(key): key for key in keys}
        table, reports = ledger.ledger_keys.c, schema.reports.c
        query = select(table.key, reports.id, reports.published).join(schema.reports, table.report == reports.row)
        found: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
        for some in chunked(sorted(names)):
            for key, report, published in self.connection.execute(query.where(table.key.in_(some))).all():
                found[names[key]].append((report, published))
        return found

    def sharers(self, keys: Iterable[str]) -> set[str]:
        """The reports that have any of `keys`."""
        table, rows = ledger.ledger_keys.c, set[int]()
        for some in chunked(sorted(map(hash_key, keys))):
            rows.update(self.connection.execute(select(table.report).where(table.key.in_(some)).distinct()).scalars().all())
        found: set[str] = set()
        for some in chunked(rows):
            found.update(self.connection.execute(select(schema.reports.c.id).where(schema.reports.c.row.in_(some))).scalars())
        return found

    def days(self) -> tuple[date, date] | None:
        """The first and the last publication of the record; None where no report is dated."""
        published = schema.reports.c.published
        first, last = self.connection.execute(select(func.min(published), func.max(published))).one()
        return None if first is None else (first, last)

    def lineage(self, reports: Collection[str]) -> dict[int, Lineage]:
        """Lineage in or out of any of `reports`, by row."""
        columns = ledger.lineage.c
        rows = [row for column in (columns.report, columns.source) for row in load.find_rows(self.connection, ledger.lineage, None, column, list(reports))]
        return {row["row"]: load.load_lineage(row) for row in rows}

    def families(self, reports: Collection[str]) -> dict[int, Family]:
        """Families of any of `reports`, by row."""
        owners = self._owning(ledger.family_reports, ledger.family_reports.c.report, reports)
        return load.load_families(self.connection, load.find_rows(self.connection, ledger.families, None, ledger.families.c.row, owners), None)

    def day_of(self, reports: Collection[str]) -> dict[str, date | None]:
        """The day of publication of each report."""
        found: dict[str, date | None] = {}
        for some in chunked(reports):
            query = select(schema.reports.c.id, schema.reports.c.published).where(schema.reports.c.id.in_(some))
            found |= {id: day for id, day in self.connection.execute(query)}
        return found

    def origins(self, *, claims: Collection[str] = (), reports: Collection[str] = ()) -> dict[int, Origin]:
        """Origins of any of these claims, or of any claim of these reports, by row."""
        columns = ledger.origin_claims.c
        owners = self._owning(ledger.origin_claims, columns.claim, claims) + self._owning(ledger.origin_claims, columns.report, reports)
        return load.load_origins(self.connection, load.find_rows(self.connection, ledger.origins, None, ledger.origins.c.row, owners))

    def reports_of(self, claims: Collection[str]) -> dict[str, str]:
        """The report of each claim that has an origin."""
        columns = ledger.origin_claims.c
        found: dict[str, str] = {}
        for some in chunked(claims):
            found |= {claim: report for claim, report in self.connection.execute(select(columns.claim, columns.report).where(columns.claim.in_(some)))}
        return found

    def incidents(self, *, facts: Collection[str] = (), reports: Collection[str] = ()) -> dict[int, Incident]:
        """Incidents of any of these facts, or of any fact of these reports, by row."""
        columns = ledger.incident_facts.c
        owners = self._owning(ledger.incident_facts, columns.fact, facts) + self._owning(ledger.incident_facts, columns.report, reports)
        rows = load.find_rows(self.connection, ledger.incidents, None, ledger.incidents.c.row, owners)
        inside: list[str] = []
        for some in chunked(row["row"] for row in rows):
            inside += self.connection.execute(select(columns.fact).where(columns.incident.in_(some))).scalars()
        ties: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties(inside).values():
            ties[tie.a].append(tie)
        return load.load_incidents(self.connection, rows, ties)

    def ties(self, facts: Collection[str]) -> dict[int, Tie]:
        """Ties that begin or end with any of `facts`, by row."""
        return {row["row"]: load.load_tie(row) for row in self._of_pair(ledger.ties, facts)}

    def homes(self, reports: Collection[str]) -> dict[str, str]:
        """The incident of every fact of `reports` that has one."""
        facts, incidents = ledger.incident_facts.c, ledger.incidents
        query = select(facts.fact, incidents.c.id).join(incidents, facts.incident == incidents.c.row).where(incidents.c.known_to.is_(None))
        return {fact: id for some in chunked(reports) for fact, id in self.connection.execute(query.where(facts.report.in_(some)))}

    def origin_ids(self, reports: Collection[str]) -> dict[str, str]:
        """The origin of every claim of `reports`."""
        claims, origins = ledger.origin_claims.c, ledger.origins
        query = select(claims.claim, origins.c.id).join(origins, claims.origin == origins.c.row).where(origins.c.known_to.is_(None))
        return {claim: id for some in chunked(reports) for claim, id in self.connection.execute(query.where(claims.report.in_(some)))}

    def sizes(self, incidents: Collection[str]) -> dict[str, int]:
        """How many facts of reports that stand each incident has."""
        facts, table = ledger.incident_facts.c, ledger.incidents
        query = select(table.c.id, func.count()).join(ledger.incident_facts, facts.incident == table.c.row)
        query = query.where(table.c.known_to.is_(None), facts.withdrawn.is_(False)).group_by(table.c.id)
        return {id: count for some in chunked(incidents) for id, count in self.connection.execute(query.where(table.c.id.in_(some)))}

    def first_reports(self, origins: Collection[str], withdrawn: Collection[str]) -> dict[str, str]:
        """The report, of those that stand, that came first of the ones that carry each origin."""
        claims, table, reports = ledger.origin_claims.c, ledger.origins, schema.reports.c
        query = select(table.c.id, reports.id, reports.published).join(ledger.origin_claims, claims.origin == table.c.row)
        query = query.join(schema.reports, claims.report == reports.id).where(table.c.known_to.is_(None)).distinct()
        found: dict[str, tuple[date, str]] = {}
        for some in chunked(origins):
            for origin, report, published in self.connection.execute(query.where(table.c.id.in_(some))):
                if report not in withdrawn:
                    found[origin] = min(found.get(origin, (date.max, "~")), (published or date.max, report))
        return {origin: report for origin, (_, report) in found.items()}

    def incident_reports(self, ids: Collection[str]) -> set[str]:
        """The reports that tell of any of these incidents."""
        facts, incidents = ledger.incident_facts.c, ledger.incidents
        query = select(facts.report).join(incidents, facts.incident == incidents.c.row).where(incidents.c.known_to.is_(None)).distinct()
        return {report for some in chunked(ids) for report in self.connection.execute(query.where(incidents.c.id.in_(some))).scalars()}

    def question_ids(self, claims: Collection[str]) -> set[str]:
        """The questions that any of `claims` answers."""
        table = ledger.answers.c
        query = select(table.question).where(table.known_to.is_(None)).distinct()
        return {id for some in chunked(claims) for id in self.connection.execute(query.where(table.claim.in_(some))).scalars()}

    def answering_reports(self, questions: Collection[str]) -> set[str]:
        """The reports with an answer to any of `questions`."""
        table = ledger.answers.c
        query = select(table.report).where(table.known_to.is_(None)).distinct()
        return {report for some in chunked(questions) for report in self.connection.execute(query.where(table.question.in_(some))).scalars()}

    def questions(self, ids: Collection[str]) -> dict[int, Question]:
        """Questions by row, without their answers."""
        rows = load.find_rows(self.connection, ledger.questions, None, ledger.questions.c.id, list(ids))
        return {row["row"]: load.load_question(row, ()) for row in rows}

    def answers(self, questions: Collection[str]) -> dict[int, tuple[str, int, Answer]]:
        """The answers to `questions` by row, each with its question and place."""
        rows = load.find_rows(self.connection, ledger.answers, None, ledger.answers.c.question, list(questions))
        return {row["row"]: (row["question"], row["position"], load.load_answer(row)) for row in rows}

    def findings(self, claims: Collection[str], questions: Collection[str] = ()) -> dict[int, Any]:
        """Findings about any of `claims` or on any of `questions`, by row."""
        rows = self._of_pair(ledger.findings, claims)
        rows += load.find_rows(self.connection, ledger.findings, None, ledger.findings.c.question, list(questions))
        return {row["row"]: load.load_finding(row) for row in rows}

    def _of_pair(self, table: Table, ids: Collection[str]) -> list[Any]:
        found: list[Any] = []
        for column in (table.c.a, table.c.b):
            found += load.find_rows(self.connection, table, None, column, list(ids))
        return found

    def judgements(self) -> list[Judgement]:
        """Every judgement."""
        return [load.load_judgement(row) for row in load.find_rows(self.connection, ledger.judgements, None)]

    def withdrawn(self) -> frozenset[str]:
        """Ids of the reports that were withdrawn."""
        return frozenset(row["report"] for row in load.find_rows(self.connection, ledger.withdrawals, None))

    def near(self, facts: Collection[str]) -> dict[tuple[str, str], float]:
        """Pairs with any of `facts` that are strong enough to hang together, and their weights."""
        table = ledger.near_facts.c
        found: dict[tuple[str, str], float] = {}
        for some in chunked(facts):
            for a, b, weight in self.connection.execute(select(table.a, table.b, table.log2_odds).where(or_(table.a.in_(some), table.b.in_(some)))):
                found[a, b] = weight
        return found

    def put_near(self, gone: Collection[str], pairs: Mapping[tuple[str, str], float]) -> None:
        """Forgets the pairs of the facts `gone`, and adds `pairs`."""
        table = ledger.near_facts.c
        for some in chunked(gone):
            self.connection.execute(delete(ledger.near_facts).where(or_(table.a.in_(some), table.b.in_(some))))
        if pairs:
            self.connection.execute(insert(ledger.near_facts), [{"a": a, "b": b, "log2_odds": weight} for (a, b), weight in sorted(pairs.items())])

    def _owning(self, table: Table, column: Any, values: Collection[str]) -> list[int]:
        """The rows that own parts with one of `values` in `column`, open or closed."""
        owner = next(one for one in table.columns if one.foreign_keys)
        found: list[int] = []
        for some in chunked(values):
            found += self.connection.execute(select(owner).where(column.in_(some)).distinct()).scalars()
        return found


def bare_claims(connection: Connection, facts: Collection[str]) -> list[Claim]:
    """Facts as far as rulings need them: their ids and the order in which they were told, in that order."""
    table, reports = schema.facts.c, schema.reports.c
    query = select(table.id, reports.id.label("told_by"), reports.published, table.trigger_start, table.kind, table.type, table.mode, table.status)
    query = query.join(schema.reports, table.report == reports.row).where(table.known_to.is_(None))
    found = [
        Claim(id, report, published, at, 0, kind, type, mode, status, "")
        for some in chunked(facts)
        for id, report, published, at, kind, type, mode, status in connection.execute(query.where(table.id.in_(some)))
    ]
    return sorted(found, key=lambda claim: claim.order)


def hash_key(key: str) -> int:
    """A key as a signed 64-bit number, the same on every machine."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
