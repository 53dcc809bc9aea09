"""What changed: findings and withdrawals as one list in order of time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from emberwatch.model.ledger import Finding, FindingKind
from emberwatch.store import ledger_load as load
from emberwatch.store import ledger_schema as ledger
from emberwatch.store import schema
from emberwatch.store.ledger_write import chunked
from emberwatch.store.queries import known

if TYPE_CHECKING:
    from emberwatch.store.ledger_record import LedgerListings

NAMES: dict[FindingKind, str] = {
    "consistent": "confirmed",
    "contradiction": "contradicted",
    "self_revision": "revised",
    "update": "moved on",
    "drift": "drifted",
}
CHANGE_KINDS = (*NAMES.values(), "withdrawn")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed. `day` is the publication of the later claim (None: undated), or the day of the withdrawal.

    `a` is the earlier claim and `b` the later, ids of facts, statements or reports; both are the report where one was withdrawn.
    `incidents` are those that the claims belong to.
    """

    day: date | None
    kind: str
    words: str
    a: str
    b: str
    question: str | None = None
    incidents: tuple[str, ...] = ()
    id: str = ""


def find_changes(record: LedgerListings, since: date | None, about: str | None, kinds: Collection[str] | None) -> list[Change]:
    """The changes on or after `since`, about a name, of these kinds; the latest last, undated ones at the end."""
    wanted = [kind for kind, name in NAMES.items() if kinds is None or name in kinds]
    findings = record.findings(kind=wanted, about=about) if wanted else []
    with record._asked() as connection:
        claims = {claim for one in findings for claim in (one.a, one.b)}
        days, homes = _days(connection, claims), _homes(connection, record, claims)
        made = [_change(one, days, homes) for one in findings]
        if kinds is None or "withdrawn" in kinds:
            made += _withdrawn(connection, record, about)
    kept = [one for one in made if since is None or (one.day is not None and one.day >= since)]
    return sorted(kept, key=lambda one: (one.day or date.max, one.kind, one.id))


def _change(one: Finding, days: dict[str, date | None], homes: dict[str, str]) -> Change:
    incidents = tuple(dict.fromkeys(homes[claim] for claim in (one.a, one.b) if claim in homes))
    return Change(days.get(one.b), NAMES[one.kind], one.words, one.a, one.b, one.question, incidents, one.id)


def _days(connection: Connection, claims: Iterable[str]) -> dict[str, date | None]:
    """The publication of each claim's report."""
    found: dict[str, date | None] = {}
    reports = schema.reports.c
    for some in chunked(claims):
        for table in (schema.facts, schema.statements):
            query = select(table.c.id, reports.published).join(schema.reports, table.c.report == reports.row)
            found |= {id: day for id, day in connection.execute(query.where(table.c.id.in_(some)))}
        found |= {id: day for id, day in connection.execute(select(reports.id, reports.published).where(reports.id.in_(some)))}
    return found


def _homes(connection: Connection, record: LedgerListings, claims: Iterable[str]) -> dict[str, str]:
    """The incident of each fact."""
    facts, incidents = ledger.incident_facts.c, ledger.incidents
    query = select(facts.fact, incidents.c.id).join(incidents, facts.incident == incidents.c.row).where(known(incidents, record.as_known_on))
    return {fact: id for some in chunked(claims) for fact, id in connection.execute(query.where(facts.fact.in_(some)))}


def _withdrawn(connection: Connection, record: LedgerListings, about: str | None) -> list[Change]:
    made = []
    for row in load.find_rows(connection, ledger.withdrawals, record.as_known_on):
        report: Any = connection.execute(select(schema.reports).where(schema.reports.c.id == row["report"])).mappings().one()
        named = ", ".join(part for part in (report["publisher"], f"“{report['title']}”" if report["title"] else None) if part) or report["id"]
        words = f"The report of {named} was withdrawn: {row['why']}"
        if about is None or about.lower() in f"{words} {report['text']}".lower():
            made.append(Change(row["known_from"].date(), "withdrawn", words, report["id"], report["id"]))
    return made
