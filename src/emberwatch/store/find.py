"""One thing by its id, and one reading whole."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, Select, Table, select

from emberwatch.errors import NotFound
from emberwatch.model.entity import Actor, Place
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.store import load, schema
from emberwatch.store.queries import known

if TYPE_CHECKING:
    from emberwatch.store.record import Record

TABLES = (schema.reports, schema.statements, schema.facts, schema.actors, schema.places)
PREFIX_MIN = 3
SHOWN_MAX = 5
READINGS_TOGETHER = 100
"""Readings loaded by one set of queries."""


def get_by_id(record: Record, id: str) -> Report | Statement | Fact | Actor | Place:
    """The thing whose id is `id` or, where only one is, begins with it; raises `NotFound` with the nearest ids or names."""
    with record._engine.connect() as connection:
        found = [(table, whole) for table in TABLES for whole in _ids(connection, record, table, id, exact=True)]
        if not found and len(id) >= PREFIX_MIN:
            found = [(table, whole) for table in TABLES for whole in _ids(connection, record, table, id, exact=False)]
        if len(found) > 1:
            shown = ", ".join(f"{whole} ({_describe(connection, table, whole)})" for table, whole in found[:SHOWN_MAX])
            raise NotFound(f"{len(found)} things have an id that begins with {id!r}: {shown}; give more of the id")
        if not found:
            raise NotFound(_nearest(connection, id))
        return _load(connection, record, *found[0])


def _ids(connection: Connection, record: Record, table: Table, id: str, *, exact: bool) -> list[str]:
    match = table.c.id == id if exact else table.c.id.startswith(id, autoescape=True)
    query = select(table.c.id).where(match).distinct().order_by(table.c.id)
    if "known_to" in table.c:
        query = query.where(known(table, record.as_known_on))
    return [row[0] for row in connection.execute(query)]


def _describe(connection: Connection, table: Table, id: str) -> str:
    """A few words on a thing for a list of ids."""
    for name in ("title", "type", "manner", "name"):
        if name in table.c:
            word = connection.execute(select(table.c[name]).where(table.c.id == id).limit(1)).scalar()
            trigger = connection.execute(select(table.c.trigger_text).where(table.c.id == id).limit(1)).scalar() if table is schema.facts else None
            return f"{word} {trigger!r}" if trigger else str(word or table.name.rstrip("s"))
    return table.name


def _nearest(connection: Connection, id: str) -> str:
    """What to say where nothing has this id: the ids and names nearest to it."""
    names: dict[str, str] = {}
    for table in TABLES:
        label: Column[Any] = table.c.name if "name" in table.c else table.c.id
        for whole, name in connection.execute(select(table.c.id, label)):
            names.setdefault(whole, whole)
            names.setdefault(name.lower(), whole)
    near = get_close_matches(id, names, n=SHOWN_MAX, cutoff=0.5) or get_close_matches(id.lower(), names, n=SHOWN_MAX, cutoff=0.5)
    shown = ", ".join(dict.fromkeys(names[one] for one in near))
    hint = f"; nearest: {shown}" if shown else ""
    return f"nothing in the record has the id {id!r}{hint}; list ids with `emberwatch facts`, `statements`, `actors` or `places`"


def _load(connection: Connection, record: Record, table: Table, id: str) -> Report | Statement | Fact | Actor | Place:
    if table is schema.reports:
        return load.load_report(connection.execute(select(table).where(table.c.id == id)).mappings().one())
    query = _query(table).where(table.c.id == id, known(table, record.as_known_on)).order_by(table.c.row.desc()).limit(1)
    rows = connection.execute(query).mappings().all()
    if table is schema.statements:
        return load.load_statements(connection, rows)[0]
    if table is schema.facts:
        return load.load_facts(connection, rows)[0]
    return load.load_actor(rows[0]) if table is schema.actors else load.load_place(rows[0])


def _query(table: Table) -> Select[Any]:
    """Every column that loading a row of `table` needs."""
    if table not in (schema.statements, schema.facts):
        return select(table)
    query: Select[Any] = select(table, schema.reports.c.id.label("report_id")).join(schema.reports, table.c.report == schema.reports.c.row)
    if table is schema.facts:
        of_place = [column.label(f"of_place_{column.name}") for column in schema.places.c]
        query = query.add_columns(*of_place).outerjoin(schema.places, table.c.place == schema.places.c.row)
    return query


def fact_query() -> Select[Any]:
    """Every column that loading facts needs."""
    return _query(schema.facts)


def get_reading(record: Record, report_id: str) -> Reading:
    """The reading of a report that is (or was, `as_known_on`) current; raises `NotFound`."""
    with record._engine.connect() as connection:
        found = get_readings(connection, [report_id], record.as_known_on)
    if not found:
        raise NotFound(f"the record holds no report {report_id!r}; list reports with `emberwatch status`")
    return found[report_id]


def get_readings(connection: Connection, report_ids: Sequence[str], moment: datetime | None = None) -> dict[str, Reading]:
    """The current readings (or those at `moment`) of the reports among `report_ids` that the record holds, in a few queries for many."""
    found: dict[str, Reading] = {}
    for start in range(0, len(report_ids), READINGS_TOGETHER):
        found |= _some_readings(connection, report_ids[start : start + READINGS_TOGETHER], moment)
    return found


def _some_readings(connection: Connection, report_ids: Sequence[str], moment: datetime | None) -> dict[str, Reading]:
    of_report = [column.label(f"of_report_{column.name}") for column in schema.reports.c]
    query = select(schema.readings, *of_report).join(schema.reports, schema.readings.c.report == schema.reports.c.row)
    query = query.where(schema.reports.c.id.in_(report_ids), known(schema.readings, moment))
    readings = {row["row"]: row for row in connection.execute(query).mappings()}
    if not readings:
        return {}

    def by_reading(table: Table) -> Rows:
        return _grouped(connection.execute(_query(table).where(table.c.reading.in_(readings)).order_by(table.c.row)).mappings())

    def entities(table: Table, link: Table, column: str) -> Rows:
        query = select(table, link.c.reading).join(link, link.c[column] == table.c.row).where(link.c.reading.in_(readings)).order_by(link.c.row)
        return _grouped(connection.execute(query).mappings())

    statement_rows, fact_rows = by_reading(schema.statements), by_reading(schema.facts)
    statements, facts = _loaded(connection, load.load_statements, statement_rows), _loaded(connection, load.load_facts, fact_rows)
    sentences, resolutions, counters = by_reading(schema.sentences), by_reading(schema.resolutions), by_reading(schema.counters)
    actors, places = entities(schema.actors, schema.named_actors, "actor"), entities(schema.places, schema.named_places, "place")
    found = {}
    for number, row in readings.items():
        report = load.load_report({name: row[f"of_report_{name}"] for name in load.REPORT_FIELDS})
        found[report.id] = Reading(
            report=report,
            sentences=tuple((one["start"], one["end"]) for one in sentences[number]),
            statements=tuple(statements[number]),
            facts=tuple(facts[number]),
            actors=tuple(load.load_actor(one) for one in actors[number]),
            places=tuple(load.load_place(one) for one in places[number]),
            resolutions=tuple(load.load_resolution(one) for one in resolutions[number]),
            counters={one["kind"]: one["count"] for one in counters[number]},
            notes=tuple(json.loads(row["notes"] or "[]")),
            versions=json.loads(row["versions"]),
        )
    return found


Rows = defaultdict[int, list[Any]]


def _grouped(rows: Iterable[Any]) -> Rows:
    """Rows by the reading that they belong to."""
    found: Rows = defaultdict(list)
    for row in rows:
        found[row["reading"]].append(row)
    return found


def _loaded(connection: Connection, make: Callable[[Connection, Sequence[Any]], list[Any]], rows: Rows) -> Rows:
    """What `make` loads from the rows, by reading; all in one go, since each costs queries."""
    every = [row for some in rows.values() for row in some]
    found: Rows = defaultdict(list)
    for row, thing in zip(every, make(connection, every), strict=True):
        found[row["reading"]].append(thing)
    return found
