"""One thing by its id, and one reading whole."""

from __future__ import annotations

import json
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


def get_reading(record: Record, report_id: str) -> Reading:
    """The reading of a report that is (or was, `as_known_on`) current; raises `NotFound`."""
    with record._engine.connect() as connection:
        report = connection.execute(select(schema.reports).where(schema.reports.c.id == report_id)).mappings().first()
        reading = None
        if report is not None:
            query = select(schema.readings).where(schema.readings.c.report == report["row"], known(schema.readings, record.as_known_on))
            reading = connection.execute(query).mappings().first()
        if report is None or reading is None:
            raise NotFound(f"the record holds no report {report_id!r}; list reports with `emberwatch status`")
        return _whole_reading(connection, load.load_report(report), reading)


def _whole_reading(connection: Connection, report: Report, reading: Any) -> Reading:
    def rows(table: Table) -> list[Any]:
        query = _query(table).where(table.c.reading == reading["row"]).order_by(table.c.row)
        return list(connection.execute(query).mappings().all())

    def entities(table: Table, link: Table, column: str) -> list[Any]:
        query = select(table).join(link, link.c[column] == table.c.row).where(link.c.reading == reading["row"]).order_by(link.c.row)
        return list(connection.execute(query).mappings().all())

    return Reading(
        report=report,
        sentences=tuple((row["start"], row["end"]) for row in rows(schema.sentences)),
        statements=tuple(load.load_statements(connection, rows(schema.statements))),
        facts=tuple(load.load_facts(connection, rows(schema.facts))),
        actors=tuple(load.load_actor(row) for row in entities(schema.actors, schema.named_actors, "actor")),
        places=tuple(load.load_place(row) for row in entities(schema.places, schema.named_places, "place")),
        resolutions=tuple(load.load_resolution(row) for row in rows(schema.resolutions)),
        counters={row["kind"]: row["count"] for row in rows(schema.counters)},
        notes=tuple(json.loads(reading["notes"] or "[]")),
        versions=json.loads(reading["versions"]),
    )
