"""A Reading to rows, all within one transaction of the caller."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, update

from emberwatch.dates.when import When
from emberwatch.model.entity import Actor, Party, Place, Resolution
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement
from emberwatch.store import ledger_schema, schema
from emberwatch.store.bulk import insert_rows

Row = dict[str, Any]
ENTITY_FIELDS: dict[str, tuple[str, ...]] = {
    "actors": ("name", "type", "country", "affiliation", "role", "new"),
    "places": ("name", "precision", "country", "region", "latitude", "longitude", "population"),
}


OWNERS_FIRST = tuple(schema.metadata.sorted_tables)


class Writer:
    """Writes readings through one connection; made anew for every transaction, since it counts rows itself."""

    def __init__(self, connection: Connection, read_at: datetime) -> None:
        self.connection = connection
        self.read_at = read_at
        self.pending: dict[str, list[Row]] = {}
        self.last_row: dict[str, int] = {}
        self.entity_rows: dict[tuple[str, Actor | Place], int] = {}
        self.entity_current: dict[tuple[str, str], Actor | Place] = {}

    def add(self, reading: Reading, *, reread: bool = False) -> bool:
        """Writes `reading` whole and returns True; False, and nothing written, where the record holds its report already.

        With `reread` a report read by other stage versions is written again: its open rows are closed first.
        """
        found = self.connection.execute(select(schema.reports.c.row).where(schema.reports.c.id == reading.report.id)).scalar()
        versions = dump(dict(reading.versions)) or "{}"
        if found is not None:
            if not reread or self._open_versions(found) == versions:
                return False
            self._close(found)
        report_row = found or self._add_report(reading)
        self._add_reading(reading, report_row, versions)
        self._flush()
        wait_for_linking(self.connection, [report_row])
        return True

    def _open_versions(self, report_row: int) -> str | None:
        readings = schema.readings.c
        query = select(readings.versions).where(readings.report == report_row, readings.known_to.is_(None))
        return self.connection.execute(query).scalar()

    def _close(self, report_row: int) -> None:
        """Closes what earlier readings said of a report; a row is never known for less than no time."""
        for table in (schema.readings, schema.statements, schema.facts):
            open_rows = (table.c.report == report_row, table.c.known_to.is_(None))
            latest = self.connection.execute(select(func.max(table.c.known_from)).where(*open_rows)).scalar()
            if latest is not None:
                self.read_at = max(self.read_at, latest)
            self.connection.execute(update(table).where(*open_rows).values(known_to=self.read_at))

    def _add_report(self, reading: Reading) -> int:
        report = reading.report
        row = self._next(schema.reports)
        names = ("id", "title", "publisher", "byline", "published", "url", "path", "origin", "text")
        values = {name: getattr(report, name) for name in names}
        self._push(schema.reports, {"row": row, **values, "chars": len(report.text), "known_from": self.read_at})
        return row

    def _add_reading(self, reading: Reading, report_row: int, versions: str) -> None:
        row = self._next(schema.readings)
        known = {"known_from": self.read_at, "known_to": None}
        self._push(schema.readings, {"row": row, "report": report_row, "versions": versions, "notes": dump(list(reading.notes)), **known})
        starts, sentence_rows = self._add_sentences(reading, row)

        def common(at: int) -> Row:
            number = bisect_right(starts, at) - 1
            return {"reading": row, "report": report_row, "sentence": sentence_rows[number] if number >= 0 else None, **known}

        for statement in unique(reading.statements):
            self._add_statement(statement, common((statement.cue or statement.content).span.start))
        for fact in unique(reading.facts):
            self._add_fact(fact, common(fact.trigger.span.start))
        for actor in reading.actors:
            self._push(schema.named_actors, {"row": self._next(schema.named_actors), "reading": row, "actor": self._entity("actors", actor)})
        for place in reading.places:
            self._push(schema.named_places, {"row": self._next(schema.named_places), "reading": row, "place": self._entity("places", place)})
        for resolution in reading.resolutions:
            self._push(schema.resolutions, {"row": self._next(schema.resolutions), "reading": row, **resolution_row(resolution)})
        for kind, count in sorted(reading.counters.items()):
            self._push(schema.counters, {"row": self._next(schema.counters), "reading": row, "kind": kind, "count": count})

    def _add_sentences(self, reading: Reading, reading_row: int) -> tuple[list[int], list[int]]:
        """Starts and row numbers of the sentences."""
        starts, rows = [], []
        for number, (start, end) in enumerate(reading.sentences):
            row = self._next(schema.sentences)
            starts.append(start)
            rows.append(row)
            self._push(
                schema.sentences, {"row": row, "reading": reading_row, "number": number, "start": start, "end": end, "text": reading.report.text[start:end]}
            )
        return starts, rows

    def _add_statement(self, statement: Statement, common: Row) -> None:
        row = self._next(schema.statements)
        values = {
            "row": row,
            "id": statement.id,
            "manner": statement.manner,
            "status": statement.status,
            **evidence_row("cue", statement.cue),
            **evidence_row("content", statement.content),
            "quotes": dump([span.as_list() for span in statement.quotes]),
            **when_row(statement.when),
            "probability": statement.probability,
            "reasons": dump([list(pair) for pair in statement.reasons]),
        }
        self._push(schema.statements, {**values, **common})
        self._add_parties("speaker", statement.speakers, statement=row)
        if statement.addressee is not None:
            self._add_parties("addressee", (statement.addressee,), statement=row)
        if statement.about is not None:
            self._add_parties("about", (statement.about,), statement=row)

    def _add_fact(self, fact: Fact, common: Row) -> None:
        row = self._next(schema.facts)
        names = ("id", "said", "kind", "type", "mode", "status", "statement", "probability")
        values = {
            "row": row,
            **{name: getattr(fact, name) for name in names},
            **evidence_row("trigger", fact.trigger),
            **self._place_row(fact),
            **when_row(fact.when),
            **evidence_row("condition", fact.condition),
            "reasons": dump([list(pair) for pair in fact.reasons]),
        }
        self._push(schema.facts, {**values, **common})
        self._add_parties("actor", fact.actors, fact=row)
        self._add_parties("recipient", fact.recipients, fact=row)
        self._add_parties("speaker", fact.speakers, fact=row)
        for position, quantity in enumerate(fact.quantities):
            numbers = {"of": quantity.of, "state": quantity.state, "low": quantity.low, "high": quantity.high, "composition": quantity.composition}
            words = {"text": quantity.text, "start": quantity.span.start, "end": quantity.span.end}
            self._push(schema.quantities, {"row": self._next(schema.quantities), "fact": row, "position": position, **numbers, **words})

    def _place_row(self, fact: Fact) -> Row:
        mention = fact.place
        row = evidence_row("place", mention)
        place = mention.place if mention is not None else None
        row["place"] = self._entity("places", place) if place is not None else None
        row["latitude"] = place.latitude if place is not None else None
        row["longitude"] = place.longitude if place is not None else None
        return row

    def _add_parties(self, role: str, parties: Sequence[Party], *, fact: int | None = None, statement: int | None = None) -> None:
        for position, party in enumerate(parties):
            words = {"start": party.span.start, "end": party.span.end, "text": party.text, "name": party.name, "actor_id": party.id}
            self._push(schema.parties, {"row": self._next(schema.parties), "fact": fact, "statement": statement, "role": role, "position": position, **words})

    def _entity(self, table_name: str, entity: Actor | Place) -> int:
        """The row of an actor or place; one that is told otherwise than before closes the old row and gets a new one."""
        key = (table_name, entity)
        current = self.entity_current.get((table_name, entity.id))
        if current == entity and key in self.entity_rows:
            return self.entity_rows[key]
        table = schema.metadata.tables[table_name]
        fields = {name: getattr(entity, name) for name in ENTITY_FIELDS[table_name]}
        row = self._open_entity(table, entity.id, fields)
        if row is None:
            row = self._next(table)
            values = {"row": row, "id": entity.id, **fields, "known_from": self.read_at, "known_to": None}
            self.connection.execute(insert(table), [values])
        self.entity_rows[key] = row
        self.entity_current[table_name, entity.id] = entity
        return row

    def _open_entity(self, table: Table, entity_id: str, fields: Row) -> int | None:
        """The open row with exactly these fields; an open row with others is closed."""
        columns = table.c
        query = select(columns.row, columns.known_from, *(columns[name] for name in fields)).where(columns.id == entity_id, columns.known_to.is_(None))
        for found in self.connection.execute(query).mappings().all():
            if all(found[name] == value for name, value in fields.items()):
                return int(found["row"])
            closing = max(self.read_at, found["known_from"])
            self.connection.execute(update(table).where(columns.row == found["row"]).values(known_to=closing))
        return None

    def _next(self, table: Table) -> int:
        """The next free row number of `table`; nobody else takes it, since the transaction holds the write lock."""
        name = table.name
        if name not in self.last_row:
            self.last_row[name] = self.connection.execute(select(func.max(table.c.row))).scalar() or 0
        self.last_row[name] += 1
        return self.last_row[name]

    def _push(self, table: Table, row: Row) -> None:
        self.pending.setdefault(table.name, []).append(row)

    def _flush(self) -> None:
        """Writes the pending rows, owners before what they own."""
        for table in OWNERS_FIRST:
            rows = self.pending.pop(table.name, None)
            if rows:
                insert_rows(self.connection, table, rows)


def wait_for_linking(connection: Connection, report_rows: Sequence[int]) -> None:
    """Lists reports as waiting to be linked, those that wait already once."""
    waiting = ledger_schema.waiting
    there = set(connection.execute(select(waiting.c.report).where(waiting.c.report.in_(report_rows))).scalars())
    fresh = [{"report": row} for row in report_rows if row not in there]
    if fresh:
        connection.execute(insert(waiting), fresh)


def unique(things: Iterable[Any]) -> list[Any]:
    """`things` without those whose id came before: one saying is kept once."""
    return list({thing.id: thing for thing in reversed(list(things))}.values())[::-1]


def evidence_row(name: str, words: Any) -> Row:
    """The span and words of an Evidence or mention as three columns."""
    if words is None:
        return {f"{name}_start": None, f"{name}_end": None, f"{name}_text": None}
    return {f"{name}_start": words.span.start, f"{name}_end": words.span.end, f"{name}_text": words.text}


def when_row(when: When | None) -> Row:
    """The columns of a When, all None for None."""
    row = evidence_row("when", when)
    row["start_date"] = when.start if when else None
    row["end_date"] = when.end if when else None
    row["when_precision"] = when.precision if when else None
    row["when_basis"] = when.basis if when else None
    return row


def resolution_row(resolution: Resolution) -> Row:
    """The columns of a Resolution; its candidates as JSON."""
    candidates = [[one.id, one.name, one.score, list(one.reasons)] for one in resolution.candidates]
    return {
        "kind": resolution.kind,
        "start": resolution.span.start,
        "end": resolution.span.end,
        "text": resolution.text,
        "pick": resolution.pick,
        "reason": resolution.reason,
        "candidates": dump(candidates),
    }


def dump(value: list[Any] | Mapping[str, Any]) -> str | None:
    """`value` as compact JSON, None where there is nothing in it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) if value else None
