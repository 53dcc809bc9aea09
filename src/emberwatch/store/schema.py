"""The tables of the record, for SQLite and PostgreSQL alike.

Two times are kept: when a thing happened (`start_date`, `end_date`, exclusive) and when it became known to the record
(`known_from`, `known_to`, UTC; `known_to` empty: known still). Nothing is overwritten: a correction closes the old
row and adds a new one. `row` numbers rows within a table and means nothing outside the database.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text, TypeDecorator
from sqlalchemy.engine import Dialect

SCHEMA_VERSION = 2
FORMAT = "emberwatch record"


class UtcTime(TypeDecorator[datetime]):
    """A moment in UTC as ISO text of fixed width, so that text order is time order in every database."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else utc_words(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else parse_utc(value)


@lru_cache(maxsize=64)
def utc_words(moment: datetime) -> str:
    """`moment` as 2019-03-08T09:30:00.000000Z; raises `ValueError` for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone; give a time in UTC")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@lru_cache(maxsize=1024)
def parse_utc(words: str) -> datetime:
    """The moment that `utc_words` wrote; the rows of one transaction have the same."""
    return datetime.fromisoformat(words)


def row_number() -> Column[int]:
    return Column("row", Integer, primary_key=True, autoincrement=True)


def row_of(table: str, name: str | None = None, *, nullable: bool = False) -> Column[int]:
    return Column(name or table.rstrip("s"), Integer, ForeignKey(f"{table}.row"), nullable=nullable)


def known_times() -> tuple[Column[datetime], Column[datetime]]:
    return Column("known_from", UtcTime, nullable=False), Column("known_to", UtcTime)


def _words(name: str, *, nullable: bool = False) -> tuple[Column[int], Column[int], Column[str]]:
    """A span `[start, end)` in characters of the report's text, and the words there."""
    return (
        Column(f"{name}_start", Integer, nullable=nullable),
        Column(f"{name}_end", Integer, nullable=nullable),
        Column(f"{name}_text", Text, nullable=nullable),
    )


def _when() -> tuple[Column[Any], ...]:
    return (
        *_words("when", nullable=True),
        Column("start_date", Date),
        Column("end_date", Date),
        Column("when_precision", String(10)),
        Column("when_basis", String(12)),
    )


metadata = MetaData()

meta = Table("meta", metadata, Column("key", String(60), primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports",
    metadata,
    row_number(),
    Column("id", String(24), nullable=False, unique=True),
    Column("title", Text),
    Column("publisher", Text),
    Column("byline", Text),
    Column("published", Date),
    Column("url", Text),
    Column("path", Text),
    Column("origin", Text),
    Column("chars", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("known_from", UtcTime, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    row_number(),
    row_of("reports"),
    Column("versions", Text, nullable=False),
    Column("notes", Text),
    *known_times(),
    Index("readings_report", "report"),
)

sentences = Table(
    "sentences",
    metadata,
    row_number(),
    row_of("readings"),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index("sentences_reading", "reading"),
)

actors = Table(
    "actors",
    metadata,
    row_number(),
    Column("id", String(80), nullable=False),
    Column("name", Text, nullable=False),
    Column("type", String(30), nullable=False),
    Column("country", Text),
    Column("affiliation", Text),
    Column("role", Text),
    Column("new", Boolean, nullable=False),
    *known_times(),
    Index("actors_id", "id"),
)

places = Table(
    "places",
    metadata,
    row_number(),
    Column("id", String(80), nullable=False),
    Column("name", Text, nullable=False),
    Column("precision", String(10), nullable=False),
    Column("country", String(2)),
    Column("region", Text),
    Column("latitude", Float(53)),
    Column("longitude", Float(53)),
    Column("population", Integer, nullable=False),
    *known_times(),
    Index("places_id", "id"),
)

statements = Table(
    "statements",
    metadata,
    row_number(),
    Column("id", String(24), nullable=False),
    row_of("readings"),
    row_of("reports"),
    row_of("sentences", nullable=True),
    Column("manner", String(12), nullable=False),
    Column("status", String(12), nullable=False),
    *_words("cue", nullable=True),
    *_words("content"),
    Column("quotes", Text),
    *_when(),
    Column("probability", Float(53), nullable=False),
    Column("reasons", Text),
    *known_times(),
    Index("statements_id", "id"),
    Index("statements_report", "report"),
    Index("statements_reading", "reading"),
)

facts = Table(
    "facts",
    metadata,
    row_number(),
    Column("id", String(24), nullable=False),
    Column("said", String(24), nullable=False),
    row_of("readings"),
    row_of("reports"),
    row_of("sentences", nullable=True),
    Column("kind", String(5), nullable=False),
    Column("type", String(40), nullable=False),
    Column("mode", String(40)),
    Column("status", String(12), nullable=False),
    *_words("trigger"),
    row_of("places", "place", nullable=True),
    *_words("place", nullable=True),
    Column("latitude", Float(53)),
    Column("longitude", Float(53)),
    *_when(),
    Column("statement", String(24)),
    *_words("condition", nullable=True),
    Column("probability", Float(53), nullable=False),
    Column("reasons", Text),
    *known_times(),
    Index("facts_id", "id"),
    Index("facts_report", "report"),
    Index("facts_reading", "reading"),
)

parties = Table(
    "parties",
    metadata,
    row_number(),
    row_of("facts", nullable=True),
    row_of("statements", nullable=True),
    Column("role", String(10), nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("name", Text),
    Column("actor_id", String(80)),
    Index("parties_fact", "fact"),
    Index("parties_statement", "statement"),
)

quantities = Table(
    "quantities",
    metadata,
    row_number(),
    row_of("facts"),
    Column("position", Integer, nullable=False),
    Column("of", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("low", Float(53)),
    Column("high", Float(53)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("composition", Text),
    Index("quantities_fact", "fact"),
)

named_actors = Table("named_actors", metadata, row_number(), row_of("readings"), row_of("actors"), Index("named_actors_reading", "reading"))
named_places = Table("named_places", metadata, row_number(), row_of("readings"), row_of("places"), Index("named_places_reading", "reading"))

resolutions = Table(
    "resolutions",
    metadata,
    row_number(),
    row_of("readings"),
    Column("kind", String(10), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("pick", String(80)),
    Column("reason", Text, nullable=False),
    Column("candidates", Text),
    Index("resolutions_reading", "reading"),
)

counters = Table(
    "counters",
    metadata,
    row_number(),
    row_of("readings"),
    Column("kind", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Index("counters_reading", "reading"),
)

SEARCH_TABLES = """
CREATE VIRTUAL TABLE reports_search USING fts5(title, text, content='reports', content_rowid='row', tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE sentences_search USING fts5(text, content='sentences', content_rowid='row', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER reports_search_add AFTER INSERT ON reports BEGIN
  INSERT INTO reports_search(rowid, title, text) VALUES (new.row, new.title, new.text); END;
CREATE TRIGGER sentences_search_add AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_search(rowid, text) VALUES (new.row, new.text); END;
"""
"""Full-text search of SQLite over titles, texts and sentences; words count by their stem."""


def search_statements() -> list[str]:
    """`SEARCH_TABLES`, statement by statement."""
    found: list[str] = []
    for line in SEARCH_TABLES.strip().split("\n"):
        if line.startswith("CREATE"):
            found.append(line)
        else:
            found[-1] += "\n" + line
    return [statement if statement.endswith("END;") else statement.rstrip(";") for statement in found]
