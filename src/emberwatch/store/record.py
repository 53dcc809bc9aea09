"""The record: add readings to it, ask it for reports, statements, facts, actors and places."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, Select, func, select

from emberwatch.errors import RecordError
from emberwatch.model.entity import Actor, Place
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.store import load, schema
from emberwatch.store.engine import MEMORY, WaitCallback, open_engine, say_errors, write_transaction
from emberwatch.store.ledger_record import LedgerListings
from emberwatch.store.queries import Filter, Words, known, select_entities, select_facts, select_reports, select_statements
from emberwatch.store.write import Writer

Found = Report | Statement | Fact | Actor | Place


class Record(LedgerListings):
    """An open record. Use it as a context manager, or call `close`.

    Every listing answers as the record is now, or as it was known on `as_known_on`. Listings come in the order of
    publication (undated reports last), report id and place in the text.
    """

    def __init__(
        self, engine: Engine, where: str, *, read_only: bool = False, as_known_on: datetime | None = None, on_wait: WaitCallback | None = None
    ) -> None:
        self._engine = engine
        self._on_wait = on_wait
        self.where = where
        self.read_only = read_only
        self.as_known_on = as_known_on

    @classmethod
    def open(
        cls,
        path_or_url: str | os.PathLike[str] = MEMORY,
        *,
        read_only: bool = False,
        as_known_on: date | datetime | None = None,
        on_wait: WaitCallback | None = None,
    ) -> Self:
        """The record at a path, a database URL or, by default, in memory; one that does not exist is made.

        `as_known_on` is a moment, or a day to the end of which (UTC) things count as known. `on_wait` is called with
        the seconds waited while another process writes. Raises `RecordError`; the record is then as it was.
        """
        where = os.fspath(path_or_url)
        engine = open_engine(where, read_only=read_only, on_wait=on_wait)
        return cls(engine, where, read_only=read_only, as_known_on=end_of_known(as_known_on), on_wait=on_wait)

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(self, reading: Reading, read_at: datetime, *, reread: bool = False) -> bool:
        """Writes one reading whole; False, and nothing changed, where its report is in the record already.

        `read_at` (with a time zone) is when its facts became known. With `reread`, a report that other stage
        versions had read is written anew and what they said is closed, not lost.
        """
        return self.add_all([reading], read_at, reread=reread)[0]

    def add_all(self, readings: Iterable[Reading], read_at: datetime, *, reread: bool = False) -> list[bool]:
        """Writes several readings in one transaction: all of them whole or none; per reading what `add` says."""
        if self.read_only:
            raise RecordError(f"{self.where} was opened for reading only; open it without read_only")
        with say_errors(self.where), write_transaction(self._engine, self._on_wait) as connection:
            writer = Writer(connection, read_at)
            return [writer.add(reading, reread=reread) for reading in readings]

    def known_versions(self, report_ids: Collection[str]) -> dict[str, dict[str, str]]:
        """The stage versions by which the reports among `report_ids` that the record holds were last read."""
        reports, readings = schema.reports.c, schema.readings.c
        query = select(reports.id, readings.versions).join(schema.readings, readings.report == reports.row).where(readings.known_to.is_(None))
        found: dict[str, dict[str, str]] = {}
        wanted = sorted(report_ids)
        for start in range(0, len(wanted), load.CHUNK_ROWS):
            for report_id, versions in self._rows(query.where(reports.id.in_(wanted[start : start + load.CHUNK_ROWS]))):
                found[report_id] = json.loads(versions)
        return found

    def reports(
        self, *, report: Words | None = None, publisher: str | None = None, since: date | None = None, until: date | None = None, search: str | None = None,
        limit: int | None = None,
    ) -> list[Report]:  # fmt: skip
        """Reports; `since` and `until` are days of publication, both included."""
        what = Filter(report=report, publisher=publisher, since=since, until=until, search=search, limit=limit)
        return [load.load_report(row) for row in self._mappings(select_reports(what, self.as_known_on, self._is_sqlite))]

    def report_ids(self) -> list[str]:
        """The id of every report, in the order of `reports`, without loading the texts."""
        query = select_reports(Filter(), self.as_known_on, self._is_sqlite, (schema.reports.c.id,))
        return [row[0] for row in self._rows(query)]

    def statements(
        self, *, manner: Words | None = None, speaker: str | None = None, actor: str | None = None, report: Words | None = None,
        publisher: str | None = None, since: date | None = None, until: date | None = None, search: str | None = None, limit: int | None = None,
    ) -> list[Statement]:  # fmt: skip
        """Statements; `actor` is a speaker or an addressee. See `Filter` for the rest."""
        what = Filter(
            manner=manner, speaker=speaker, actor=actor, report=report, publisher=publisher, since=since, until=until, search=search, limit=limit
        )  # fmt: skip
        return self.find_statements(what)

    def find_statements(self, what: Filter) -> list[Statement]:
        """Statements that `what` describes."""
        with say_errors(self.where), self._engine.connect() as connection:
            rows = connection.execute(select_statements(what, self.as_known_on, self._is_sqlite)).mappings().all()
            return load.load_statements(connection, rows)

    def facts(
        self, *, kind: str | None = None, status: Words | None = None, type: Words | None = None, actor: str | None = None, speaker: str | None = None,
        place: str | None = None, report: Words | None = None, publisher: str | None = None, statement: str | None = None, since: date | None = None,
        until: date | None = None, search: str | None = None, min_probability: float | None = None, limit: int | None = None,
    ) -> list[Fact]:  # fmt: skip
        """Events and states (`kind` is `event` or `state`). See `Filter` for what each option means."""
        what = Filter(
            kind=kind, status=status, type=type, actor=actor, speaker=speaker, place=place, report=report, publisher=publisher, statement=statement,
            since=since, until=until, search=search, min_probability=min_probability, limit=limit,
        )  # fmt: skip
        return self.find_facts(what)

    def find_facts(self, what: Filter) -> list[Fact]:
        """Facts that `what` describes."""
        with say_errors(self.where), self._engine.connect() as connection:
            rows = connection.execute(select_facts(what, self.as_known_on, self._is_sqlite)).mappings().all()
            return load.load_facts(connection, rows)

    def actors(self, *, name: str | None = None, type: Words | None = None, limit: int | None = None) -> list[Actor]:
        """Actors by name; `name` is an id or part of a name."""
        return [load.load_actor(row) for row in self._mappings(select_entities(schema.actors, self.as_known_on, name, type, limit))]

    def places(self, *, name: str | None = None, precision: Words | None = None, limit: int | None = None) -> list[Place]:
        """Places by name; `name` is an id or part of a name."""
        return [load.load_place(row) for row in self._mappings(select_entities(schema.places, self.as_known_on, name, precision, limit))]

    def get(self, id: str) -> Found:
        """The one thing with this id, or with an id that begins so; raises `NotFound` with what comes nearest."""
        from emberwatch.store.find import get_by_id

        return get_by_id(self, id)

    def reading(self, report_id: str) -> Reading:
        """Everything that the last reading of a report gave, as it was added; raises `NotFound`."""
        from emberwatch.store.find import get_reading

        return get_reading(self, report_id)

    def readings(self) -> list[Reading]:
        """Every reading, in the order of `reports`."""
        from emberwatch.store.find import get_readings

        ids = self.report_ids()
        with say_errors(self.where), self._engine.connect() as connection:
            found = get_readings(connection, ids, self.as_known_on)
        return [found[report_id] for report_id in ids if report_id in found]

    def sentence(self, thing: Fact | Statement) -> tuple[int, int] | None:
        """The characters `[start, end)` of the sentence that a fact's trigger or a statement's cue (or content) stands in."""
        table = schema.facts if isinstance(thing, Fact) else schema.statements
        sentences = schema.sentences.c
        query = select(sentences.start, sentences.end).join(table, table.c.sentence == sentences.row).where(table.c.id == thing.id).order_by(table.c.row.desc())
        rows = self._rows(query.limit(1))
        return (rows[0][0], rows[0][1]) if rows else None

    def fact_sentences(self, report_ids: Collection[str]) -> dict[str, str]:
        """The sentence of every known fact of these reports, by the fact's id."""
        facts, sentences, reports = schema.facts, schema.sentences, schema.reports
        query = select(facts.c.id, sentences.c.text).join(sentences, facts.c.sentence == sentences.c.row).join(reports, facts.c.report == reports.c.row)
        return {key: text for key, text in self._rows(query.where(known(facts, self.as_known_on), reports.c.id.in_(list(report_ids))))}

    def counts(self) -> dict[str, int]:
        """How many reports, statements, events, states, actors and places are known."""
        facts = select(schema.facts.c.kind, func.count()).where(known(schema.facts, self.as_known_on)).group_by(schema.facts.c.kind)
        kinds = {kind: count for kind, count in self._rows(facts)}
        counted = {"reports": len(self.report_ids()), "statements": 0, "events": kinds.get("event", 0), "states": kinds.get("state", 0)}
        for table in (schema.statements, schema.actors, schema.places):
            counted[table.name] = self._rows(select(func.count()).select_from(table).where(known(table, self.as_known_on)))[0][0]
        return counted

    def counters(self) -> dict[str, int]:
        """What was not understood, by kind, over all reports."""
        counters, readings = schema.counters.c, schema.readings
        query = select(counters.kind, func.sum(counters.count)).join(readings, counters.reading == readings.c.row)
        query = query.where(known(readings, self.as_known_on)).group_by(counters.kind).order_by(counters.kind)
        return {kind: int(count) for kind, count in self._rows(query)}

    def notes(self) -> dict[str, int]:
        """What readings want the user to know, each with the number of reports that it holds for."""
        query = select(schema.readings.c.notes).where(known(schema.readings, self.as_known_on), schema.readings.c.notes.is_not(None))
        found: dict[str, int] = {}
        for (notes,) in self._rows(query):
            for note in json.loads(notes):
                found[note] = found.get(note, 0) + 1
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def unresolved(self, kind: str = "place", limit: int | None = None) -> list[tuple[str, int]]:
        """The words that named a place (or `kind="actor"`) and were not resolved, most frequent first: the work list."""
        resolutions, readings = schema.resolutions.c, schema.readings
        query = select(resolutions.text, func.count().label("times")).join(readings, resolutions.reading == readings.c.row)
        query = query.where(known(readings, self.as_known_on), resolutions.kind == kind, resolutions.pick.is_(None))
        query = query.group_by(resolutions.text).order_by(func.count().desc(), resolutions.text).limit(limit)
        return [(text, count) for text, count in self._rows(query)]

    def meta(self) -> Mapping[str, str]:
        """What the record says of itself: its format, schema version and the versions noted by `set_meta`."""
        return {key: value for key, value in self._rows(select(schema.meta.c.key, schema.meta.c.value).order_by(schema.meta.c.key))}

    def set_meta(self, key: str, value: str) -> None:
        """Notes a version (of the encoder, the codebook) under `key`; `format` and `schema_version` are the record's own."""
        if key in ("format", "schema_version"):
            raise RecordError(f"{key} is set by Emberwatch itself")
        with say_errors(self.where), write_transaction(self._engine, self._on_wait) as connection:
            connection.execute(schema.meta.delete().where(schema.meta.c.key == key))
            connection.execute(schema.meta.insert(), [{"key": key, "value": value}])

    @property
    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    def _mappings(self, query: Select[Any]) -> list[Any]:
        with say_errors(self.where), self._engine.connect() as connection:
            return list(connection.execute(query).mappings().all())

    def _rows(self, query: Select[Any]) -> list[Any]:
        with say_errors(self.where), self._engine.connect() as connection:
            return list(connection.execute(query).all())


def end_of_known(moment: date | datetime | None) -> datetime | None:
    """The last moment meant by `as_known_on`: a day counts to its end, a time without a zone is UTC."""
    if moment is None:
        return None
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.combine(moment + timedelta(days=1), time(), tzinfo=UTC) - timedelta(microseconds=1)
