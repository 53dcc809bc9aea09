"""What a record says of several reports together: incidents, questions, findings, origins, judgements, withdrawals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Table, func, or_, select

from emberwatch.errors import NotFound
from emberwatch.ledger.standing import drop_alike
from emberwatch.model.ledger import Family, Finding, Incident, Judgement, Lineage, Origin, Question, Tie, Withdrawal
from emberwatch.store import ledger_load as load
from emberwatch.store import ledger_schema as ledger
from emberwatch.store import schema
from emberwatch.store.engine import say_errors
from emberwatch.store.ledger_changes import Change, find_changes
from emberwatch.store.ledger_queries import IncidentFilter, select_findings, select_incidents, select_questions
from emberwatch.store.ledger_weigh import weigh_incidents
from emberwatch.store.ledger_write import chunked
from emberwatch.store.queries import Words, known, several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from emberwatch.ledger.linking.rulings import Contradiction

PREFIX_MIN = 3
SHOWN_MAX = 5


@dataclass(frozen=True, slots=True)
class Telling:
    """Where a report goes back to: its family (None: no other report is known to tell the same), the lineage in and out of it, its origins."""

    report: str
    family: Family | None
    lineage: tuple[Lineage, ...]
    origins: tuple[Origin, ...]


class LedgerListings:
    """The listings of the ledger; every one answers as the record is now, or as it was known on `as_known_on`."""

    _engine: Engine
    where: str
    as_known_on: datetime | None

    @contextmanager
    def _asked(self) -> Iterator[Connection]:
        with say_errors(self.where), self._engine.connect() as connection:
            yield connection

    def incidents(
        self, *, status: Words | None = None, type: Words | None = None, actor: str | None = None, place: str | None = None, report: Words | None = None,
        since: date | None = None, until: date | None = None, origins: int | None = None, disputed: bool = False, withdrawn: bool = False,
        limit: int | None = None,
    ) -> list[Incident]:  # fmt: skip
        """Incidents by day. See `IncidentFilter` for what each option means."""
        what = IncidentFilter(
            status=status, type=type, actor=actor, place=place, report=report, since=since, until=until, origins=origins, disputed=disputed,
            withdrawn=withdrawn, limit=limit,
        )  # fmt: skip
        with self._asked() as connection:
            return self._load_incidents(connection, connection.execute(select_incidents(what, self.as_known_on)).mappings().all())

    def incident(self, id: str) -> Incident:
        """The incident with this id (or the only one that begins so), or the one that now holds this fact; raises `NotFound`.

        The id of an incident that has since been joined to another, or split, leads to the one that holds its first fact.
        """
        with self._asked() as connection:
            rows = load.find_rows(connection, ledger.incidents, self.as_known_on, ledger.incidents.c.id, [id])
            if not rows:
                rows = load.find_rows(connection, ledger.incidents, self.as_known_on, ledger.incidents.c.row, self._incident_rows(connection, id))
            if not rows:
                raise NotFound(f"nothing in the record has the id {id!r} of an incident or of a fact of one; list ids with `emberwatch incidents`")
            return self._load_incidents(connection, rows)[0]

    def _incident_rows(self, connection: Connection, id: str) -> list[int]:
        """Rows of the incident that a shortened id, an id of before or a fact's id leads to."""
        found = self._prefixed(connection, ledger.incidents, id)
        if found:
            return [row["row"] for row in load.find_rows(connection, ledger.incidents, self.as_known_on, ledger.incidents.c.id, found)]
        facts, incidents = ledger.incident_facts.c, ledger.incidents
        id = next(iter(self._prefixed(connection, incidents, id, ever=True)), id)
        before = select(facts.fact).join(incidents, facts.incident == incidents.c.row).where(incidents.c.id == id).order_by(incidents.c.row, facts.position)
        first = connection.execute(before.limit(1)).scalar()
        holding = select(facts.incident).join(incidents, facts.incident == incidents.c.row).where(known(incidents, self.as_known_on))
        return list(connection.execute(holding.where(facts.fact == (first or id))).scalars())

    def _prefixed(self, connection: Connection, table: Table, id: str, ever: bool = False) -> list[str]:
        """The one id in `table` that begins with `id`, in a list, which is empty where none does; raises `NotFound` where several do.

        With `ever` among the ids of before too, which nothing has now.
        """
        if len(id) < PREFIX_MIN:
            return []
        query = select(table.c.id).where(table.c.id.startswith(id, autoescape=True)).distinct().order_by(table.c.id)
        query = query if ever else query.where(known(table, self.as_known_on))
        found = list(connection.execute(query).scalars())
        if len(found) > 1:
            raise NotFound(f"{len(found)} things have an id that begins with {id!r}: {', '.join(found[:SHOWN_MAX])}; give more of the id")
        return found

    def _load_incidents(self, connection: Connection, rows: Sequence[Any]) -> list[Incident]:
        facts = ledger.incident_facts.c
        inside: list[str] = []
        for some in chunked(row["row"] for row in rows):
            inside += connection.execute(select(facts.fact).where(facts.incident.in_(some))).scalars()
        ties = self._ties(connection, inside)
        return weigh_incidents(connection, list(load.load_incidents(connection, rows, ties).values()), self.as_known_on)

    def _ties(self, connection: Connection, facts: Iterable[str]) -> dict[str, list[Tie]]:
        found: dict[str, list[Tie]] = {}
        for row in load.find_rows(connection, ledger.ties, self.as_known_on, ledger.ties.c.a, list(facts)):
            found.setdefault(row["a"], []).append(load.load_tie(row))
        return {fact: sorted(ties, key=lambda tie: tie.b) for fact, ties in found.items()}

    def questions(self, *, kind: Words | None = None, about: str | None = None, limit: int | None = None) -> list[Question]:
        """Questions that two or more claims answer, by their words; `about` is part of the words or of an answer."""
        with self._asked() as connection:
            return self._load_questions(connection, connection.execute(select_questions(self.as_known_on, kind, about, limit)).mappings().all())

    def question(self, id: str) -> Question:
        """The question with this id, or the only one that begins so; raises `NotFound`."""
        with self._asked() as connection:
            rows = load.find_rows(connection, ledger.questions, self.as_known_on, ledger.questions.c.id, [id])
            rows = rows or load.find_rows(
                connection, ledger.questions, self.as_known_on, ledger.questions.c.id, self._prefixed(connection, ledger.questions, id)
            )
            if not rows:
                raise NotFound(f"nothing in the record has the id {id!r} of a question; list ids with `emberwatch questions`")
            return self._load_questions(connection, rows)[0]

    def _load_questions(self, connection: Connection, rows: Sequence[Any]) -> list[Question]:
        answers: dict[str, list[Any]] = {}
        for row in load.find_rows(connection, ledger.answers, self.as_known_on, ledger.answers.c.question, [row["id"] for row in rows]):
            answers.setdefault(row["question"], []).append(row)
        ordered = {id: [load.load_answer(row) for row in sorted(some, key=lambda row: row["position"])] for id, some in answers.items()}
        return [load.load_question(row, ordered.get(row["id"], ())) for row in rows]

    def findings(
        self, *, kind: Words | None = None, about: str | None = None, claims: Iterable[str] | None = None, question: str | None = None
    ) -> list[Finding]:
        """Findings by id, those of one kind on one field between the same two sentences once; `claims` keeps those about one of these facts or statements."""
        with self._asked() as connection:
            query = select_findings(self.as_known_on, kind, about, question)
            if claims is None:
                found = [load.load_finding(row) for row in connection.execute(query).mappings()]
            else:
                found = []
                for some in chunked(sorted(set(claims))):
                    about_some = or_(ledger.findings.c.a.in_(some), ledger.findings.c.b.in_(some))
                    found += [load.load_finding(row) for row in connection.execute(query.where(about_some)).mappings()]
            return list(drop_alike(found, self._places(connection, {claim for one in found for claim in (one.a, one.b)})))

    def _places(self, connection: Connection, claims: Iterable[str]) -> dict[str, str]:
        """The sentence of each fact and statement."""
        found: dict[str, str] = {}
        for table in (schema.facts, schema.statements):
            query = select(table.c.id, table.c.report, table.c.sentence).where(table.c.sentence.is_not(None)).order_by(table.c.row)
            for some in chunked(claims):
                found |= {id: f"{report}:{sentence}" for id, report, sentence in connection.execute(query.where(table.c.id.in_(some)))}
        return found

    def families(self) -> list[Family]:
        """Every family of reports."""
        with self._asked() as connection:
            rows = load.find_rows(connection, ledger.families, self.as_known_on)
            return list(load.load_families(connection, rows, self.as_known_on).values())

    def origins(self, report: str) -> Telling:
        """Which reports go back to one telling with this one, by what evidence, and the origins of its claims; raises `NotFound`."""
        with self._asked() as connection:
            found = [self.report_for(report)]
            members = ledger.family_reports.c
            owners = connection.execute(select(members.family).where(members.report == found[0])).scalars().all()
            moment = self.as_known_on
            open_families = load.find_rows(connection, ledger.families, moment, ledger.families.c.row, owners)
            families = list(load.load_families(connection, open_families, moment).values())
            rows = [row for column in ("report", "source") for row in load.find_rows(connection, ledger.lineage, moment, ledger.lineage.c[column], found)]
            lineage = tuple(load.load_lineage(row) for row in rows)
            return Telling(found[0], families[0] if families else None, lineage, self._origins_of(connection, found[0]))

    def report_for(self, id: str) -> str:
        """The whole id of the one report whose id begins with `id`; raises `NotFound`."""
        with self._asked() as connection:
            query = select(schema.reports.c.id).where(schema.reports.c.id.startswith(id, autoescape=True)).order_by(schema.reports.c.id).limit(SHOWN_MAX)
            found = connection.execute(query).scalars().all()
        if len(found) == 1 or id in found:
            return id if id in found else found[0]
        if found:
            raise NotFound(f"several reports have an id that begins with {id!r}: {', '.join(found)}; give more of the id")
        raise NotFound(f"the record holds no report {id!r}; list reports with `emberwatch origins`")

    def fact_for(self, id: str) -> str:
        """The id of the fact that `id` names: a fact's own, or that of an incident's first told fact; either may be cut short. Raises `NotFound`."""
        with self._asked() as connection:
            facts = (
                [id] if load.find_rows(connection, schema.facts, self.as_known_on, schema.facts.c.id, [id]) else self._prefixed(connection, schema.facts, id)
            )
        return facts[0] if facts else self.incident(id).facts[0]

    def _origins_of(self, connection: Connection, report: str) -> tuple[Origin, ...]:
        claims: list[str] = []
        for table in (schema.facts, schema.statements):
            query = select(table.c.id).join(schema.reports, table.c.report == schema.reports.c.row).where(schema.reports.c.id == report)
            claims += connection.execute(query.where(known(table, self.as_known_on))).scalars()
        owners: list[int] = []
        for some in chunked(claims):
            owners += connection.execute(select(ledger.origin_claims.c.origin).where(ledger.origin_claims.c.claim.in_(some))).scalars()
        rows = load.find_rows(connection, ledger.origins, self.as_known_on, ledger.origins.c.row, owners)
        return tuple(load.load_origins(connection, rows).values())

    def changes(self, *, since: date | None = None, about: str | None = None, kind: Words | None = None) -> list[Change]:
        """What was confirmed, contradicted, revised, moved on, drifted in copying or was withdrawn, by day; `about` is a name of an actor or place.

        `since` is a day of the later claim's publication, or of the withdrawal; `kind` one or more of `CHANGE_KINDS`.
        """
        return find_changes(self, since, about, None if kind is None else several(kind))

    def least_certain(self, limit: int | None = None) -> list[Tie]:
        """The ties that hold facts together by the least, or the least above being held apart, weakest first; those judged already are left out."""
        judged = {frozenset((one.a, one.b)) for one in self.judgements()}
        with self._asked() as connection:
            query = select(ledger.ties).where(known(ledger.ties, self.as_known_on)).order_by(func.abs(ledger.ties.c.log2_odds), ledger.ties.c.row)
            ties = [load.load_tie(row) for row in connection.execute(query.limit(None if limit is None else limit + len(judged))).mappings()]
        return [tie for tie in ties if frozenset((tie.a, tie.b)) not in judged][:limit]

    def overruled(self) -> list[Contradiction]:
        """The judgements that have no effect because later ones stand against them, with a sentence on each."""
        from emberwatch.ledger.linking.rulings import settle
        from emberwatch.store.ledger_state import bare_claims

        judged = self.judgements()
        with self._asked() as connection:
            claims = bare_claims(connection, {fact for one in judged for fact in (one.a, one.b)})
        return list(settle(judged, claims).contradictions)

    def judgements(self) -> list[Judgement]:
        """Every judgement, in order of time; a later one on the same pair stands over an earlier."""
        return self._said(ledger.judgements, load.load_judgement)

    def withdrawals(self) -> list[Withdrawal]:
        """Every report that its publisher took back, in order of time."""
        return self._said(ledger.withdrawals, load.load_withdrawal)

    def _said(self, table: Table, make: Any) -> list[Any]:
        with self._asked() as connection:
            rows = load.find_rows(connection, table, self.as_known_on)
        return [make(row) for row in sorted(rows, key=lambda row: (row["known_from"], row["row"]))]

    def ledger_counts(self) -> dict[str, int]:
        """How many incidents, families, questions, findings by kind, judgements and withdrawals are known, and how many reports wait to be linked."""
        found: dict[str, int] = {}
        with self._asked() as connection:
            for table in (ledger.incidents, ledger.families, ledger.questions, ledger.judgements, ledger.withdrawals):
                found[table.name] = connection.execute(select(func.count()).select_from(table).where(known(table, self.as_known_on))).scalar_one()
            query = select(ledger.findings.c.kind, func.count()).where(known(ledger.findings, self.as_known_on)).group_by(ledger.findings.c.kind)
            found |= {f"findings: {kind}".replace("_", " "): count for kind, count in connection.execute(query.order_by(ledger.findings.c.kind))}
            found["waiting to be linked"] = connection.execute(select(func.count()).select_from(ledger.waiting)).scalar_one()
        return found
