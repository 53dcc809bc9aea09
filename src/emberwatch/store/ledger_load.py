"""Rows of the ledger back to its nouns, equal to those that were added."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select

from emberwatch.model.entity import Place
from emberwatch.model.ledger import (
    Answer,
    Family,
    Finding,
    Incident,
    Judgement,
    Lineage,
    MergedCount,
    MergedParty,
    MergedPlace,
    MergedWhen,
    Origin,
    Part,
    Question,
    Tie,
    Withdrawal,
)
from emberwatch.store import ledger_schema as schema
from emberwatch.store.ledger_write import chunked
from emberwatch.store.queries import known
from emberwatch.text.span import Span

Found = RowMapping | Mapping[str, Any]
Parts = dict[int, list[Found]]


def find_rows(
    connection: Connection, table: Table, moment: datetime | None, column: ColumnElement[Any] | None = None, values: Sequence[Any] | None = None
) -> list[Found]:
    """Rows of `table` known at `moment` (None: now), those where `column` has one of `values`; all without a column. In the order of rows."""
    query = select(table).where(known(table, moment)).order_by(table.c.row)
    if column is None:
        return list(connection.execute(query).mappings())
    found: list[Found] = []
    for some in chunked(sorted(set(values or ()))):
        found += connection.execute(query.where(column.in_(some))).mappings()
    return found


def find_parts(connection: Connection, table: Table, owners: Sequence[int]) -> Parts:
    """Rows of a table of parts by the row that they belong to, in their order."""
    owner = next(column for column in table.columns if column.foreign_keys)
    found: Parts = defaultdict(list)
    for some in chunked(owners):
        for row in connection.execute(select(table).where(owner.in_(some)).order_by(table.c.row)).mappings():
            found[row[owner.name]].append(row)
    return found


def load_lineage(row: Found) -> Lineage:
    """A Lineage from its row."""
    span = Span(row["start"], row["end"]) if row["start"] is not None else None
    source_span = Span(row["source_start"], row["source_end"]) if row["source_start"] is not None else None
    return Lineage(row["report"], row["source"], row["kind"], row["share"], row["reason"], span, source_span)


def load_families(connection: Connection, rows: Sequence[Found], moment: datetime | None) -> dict[int, Family]:
    """Families by row, with the lineage that was known at `moment`."""
    if not rows:
        return {}
    from emberwatch.ledger.lineage.families import best_lineage, ties_whole  # here, since it loads all that compares wordings

    reports = find_parts(connection, schema.family_reports, [row["row"] for row in rows])
    told = [part["report"] for some in reports.values() for part in some]
    lineage: dict[str, list[Lineage]] = defaultdict(list)
    for found in find_rows(connection, schema.lineage, moment, schema.lineage.c.report, told):
        lineage[found["report"]].append(load_lineage(found))
    families = {}
    for row in rows:
        members = tuple(part["report"] for part in reports[row["row"]])
        inside = [one for member in members for one in lineage[member] if ties_whole(one) and one.source in members]
        families[row["row"]] = Family(members, best_lineage(inside, row["first"]), row["name"], row["first"])
    return families


def load_origins(connection: Connection, rows: Sequence[Found]) -> dict[int, Origin]:
    """Origins by row."""
    claims = find_parts(connection, schema.origin_claims, [row["row"] for row in rows])
    return {row["row"]: Origin(row["kind"], row["name"], tuple(part["claim"] for part in claims[row["row"]]), row["reason"]) for row in rows}


def load_incidents(connection: Connection, rows: Sequence[Found], ties: Mapping[str, Sequence[Tie]]) -> dict[int, Incident]:
    """Incidents by row; `ties` gives those that a fact begins."""
    numbers = [row["row"] for row in rows]
    tables = (schema.incident_facts, schema.incident_parties, schema.incident_counts)
    facts, parties, counts = (find_parts(connection, table, numbers) for table in tables)
    return {row["row"]: _incident(row, facts[row["row"]], parties[row["row"]], counts[row["row"]], ties) for row in rows}


def _incident(row: Found, facts: Sequence[Found], parties: Sequence[Found], counts: Sequence[Found], ties: Mapping[str, Sequence[Tie]]) -> Incident:
    told = tuple(part["fact"] for part in facts)
    inside = frozenset(told)
    return Incident(
        id=row["id"],
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        facts=told,
        reports=tuple(dict.fromkeys(part["report"] for part in facts)),
        actors=_parties(parties, "actor"),
        recipients=_parties(parties, "recipient"),
        place=_place(row),
        when=_when(row),
        counts=tuple(_count(part) for part in counts),
        origins=row["origins"],
        unknown_origins=row["unknown_origins"],
        probability=row["probability"],
        ties=tuple(sorted((tie for fact in told for tie in ties.get(fact, ()) if tie.b in inside), key=lambda tie: (-tie.log2_odds, tie.a, tie.b))),
        reasons=tuple((name, words) for name, words in json.loads(row["reasons"] or "[]")),
        withdrawn=tuple(part["fact"] for part in facts if part["withdrawn"]),
    )


def _parties(rows: Sequence[Found], role: str) -> tuple[MergedParty, ...]:
    return tuple(MergedParty(row["actor_id"], row["name"], _ids(row["facts"])) for row in rows if row["role"] == role)


def _place(row: Found) -> MergedPlace | None:
    if row["place_id"] is None:
        return None
    fields = ("place_id", "place_name", "place_precision", "country", "region", "latitude", "longitude", "population")
    others = tuple((Place(*values), tuple(facts)) for values, facts in json.loads(row["other_places"] or "[]"))
    return MergedPlace(Place(*(row[name] for name in fields)), _ids(row["place_facts"]), others)


def _when(row: Found) -> MergedWhen | None:
    return None if row["when_agreed"] is None else MergedWhen(row["start_date"], row["end_date"], row["when_agreed"], _ids(row["when_facts"]))


def _count(row: Found) -> MergedCount:
    by_origin = tuple((name, low, high) for name, low, high in json.loads(row["by_origin"] or "[]"))
    return MergedCount(row["of"], row["state"], row["low"], row["best"], row["high"], _ids(row["facts"]), by_origin)


def _ids(words: str | None) -> tuple[str, ...]:
    return tuple(json.loads(words or "[]"))


def load_tie(row: Found) -> Tie:
    """A Tie from its row."""
    return Tie(row["a"], row["b"], row["log2_odds"], tuple(Part(*fields) for fields in json.loads(row["parts"] or "[]")))


def load_answer(row: Found) -> Answer:
    """An Answer from its row."""
    return Answer(row["claim"], row["report"], row["said"], _ids(row["speakers"]), row["value"], row["low"], row["high"], row["status"])


def load_question(row: Found, answers: Sequence[Answer]) -> Question:
    """A Question from its row and its answers, in order of time."""
    subject = tuple((name, value) for name, value in json.loads(row["subject"]))
    return Question(row["kind"], subject, row["words"], tuple(answers))


def load_finding(row: Found) -> Finding:
    """A Finding from its row."""
    return Finding(row["kind"], row["a"], row["b"], row["field"], row["words"], row["question"])


def load_judgement(row: Found) -> Judgement:
    """A Judgement from its row."""
    return Judgement(row["a"], row["b"], row["verdict"], row["by"], row["why"], row["known_from"])


def load_withdrawal(row: Found) -> Withdrawal:
    """A Withdrawal from its row."""
    return Withdrawal(row["report"], row["why"], row["known_from"])
