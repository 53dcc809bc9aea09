"""What to look for in the record, and the SQL that finds it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, and_, exists, func, literal_column, or_, select

from emberwatch.store import schema

Words = str | Collection[str]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a listing is narrowed to; a field left None narrows nothing, several values of one field are alternatives.

    `since` and `until` are days, both included. A fact's days are those of its `when`, else its report's publication;
    one that has neither is left out where a day is asked for. `actor` and `place` are an id, or part of a name or of the
    words; `actor` looks at actors and recipients, `speaker` at speakers. `search` are words that must all stand in the
    sentence. `min_probability` is 0..1.
    """

    kind: str | None = None
    status: Words | None = None
    type: Words | None = None
    manner: Words | None = None
    actor: str | None = None
    speaker: str | None = None
    place: str | None = None
    publisher: str | None = None
    report: Words | None = None
    statement: str | None = None
    since: date | None = None
    until: date | None = None
    search: str | None = None
    min_probability: float | None = None
    limit: int | None = None


def known(table: Table, as_known_on: datetime | None) -> ColumnElement[bool]:
    """Rows that are known now, or were at the moment `as_known_on`."""
    if as_known_on is None:
        return table.c.known_to.is_(None)
    return and_(table.c.known_from <= as_known_on, or_(table.c.known_to.is_(None), table.c.known_to > as_known_on))


def select_reports(what: Filter, as_known_on: datetime | None, sqlite: bool, columns: tuple[Column[Any], ...] = ()) -> Select[Any]:
    """Reports in the order of publication (undated last) and id."""
    reports = schema.reports.c
    query: Select[Any] = select(*(columns or (schema.reports,)))
    if as_known_on is not None:
        query = query.where(reports.known_from <= as_known_on)
    if what.publisher is not None:
        query = query.where(like(reports.publisher, what.publisher))
    if what.report is not None:
        query = query.where(reports.id.in_(several(what.report)))
    if what.since is not None:
        query = query.where(reports.published >= what.since)
    if what.until is not None:
        query = query.where(reports.published <= what.until)
    if what.search:
        query = query.where(_search("reports", [reports.title, reports.text], reports.row, what.search, sqlite))
    return query.order_by(*_report_order()).limit(what.limit)


def select_statements(what: Filter, as_known_on: datetime | None, sqlite: bool) -> Select[Any]:
    """Statements with `report_id`, in the order of their reports and then of the text."""
    table = schema.statements
    query = select(table, schema.reports.c.id.label("report_id")).join(schema.reports, table.c.report == schema.reports.c.row)
    query = _where_common(query, table, what, as_known_on, sqlite)
    if what.manner is not None:
        query = query.where(table.c.manner.in_(several(what.manner)))
    if what.speaker is not None:
        query = query.where(party_is(table.c.row, schema.parties.c.statement, ("speaker",), what.speaker))
    if what.actor is not None:
        query = query.where(party_is(table.c.row, schema.parties.c.statement, ("speaker", "addressee"), what.actor))
    first = func.coalesce(table.c.cue_start, table.c.content_start)
    return query.order_by(*_report_order(), first, table.c.content_start, table.c.id, table.c.row).limit(what.limit)


def select_facts(what: Filter, as_known_on: datetime | None, sqlite: bool) -> Select[Any]:
    """Facts with `report_id` and `of_place_…`, in the order of their reports and then of the text."""
    table, places = schema.facts, schema.places
    of_place = [column.label(f"of_place_{column.name}") for column in places.c]
    query = select(table, schema.reports.c.id.label("report_id"), *of_place)
    query = query.join(schema.reports, table.c.report == schema.reports.c.row).outerjoin(places, table.c.place == places.c.row)
    query = _where_common(query, table, what, as_known_on, sqlite)
    for name in ("kind", "status", "type", "statement"):
        value = getattr(what, name)
        if value is not None:
            query = query.where(table.c[name].in_(several(value)))
    if what.actor is not None:
        query = query.where(party_is(table.c.row, schema.parties.c.fact, ("actor", "recipient"), what.actor))
    if what.speaker is not None:
        query = query.where(party_is(table.c.row, schema.parties.c.fact, ("speaker",), what.speaker))
    if what.place is not None:
        query = query.where(in_place(what.place))
    return query.order_by(*_report_order(), table.c.trigger_start, table.c.trigger_end, table.c.id, table.c.row).limit(what.limit)


def select_entities(table: Table, as_known_on: datetime | None, name: str | None, kind: Words | None, limit: int | None) -> Select[Any]:
    """Actors or places by name and id; `kind` is an actor's type or a place's precision."""
    query = select(table).where(known(table, as_known_on))
    if name is not None:
        query = query.where(or_(table.c.id == name, like(table.c.name, name)))
    if kind is not None:
        query = query.where((table.c.type if "type" in table.c else table.c.precision).in_(several(kind)))
    return query.order_by(func.lower(table.c.name), table.c.id, table.c.row).limit(limit)


def search_words(words: str) -> str:
    """`words` as a query of SQLite's full-text search: all must occur; `"some words"` stand together, `with*` begins a word."""
    parts = []
    for number, piece in enumerate(words.split('"')):
        if number % 2:
            parts.append('"' + piece + '"')
        else:
            parts += [f'"{word[:-1]}"*' if word.endswith("*") and len(word) > 1 else f'"{word}"' for word in piece.split()]
    return " ".join(part for part in parts if any(char.isalnum() for char in part))


def _report_order() -> tuple[ColumnElement[Any], ...]:
    reports = schema.reports.c
    return reports.published.is_(None), reports.published, reports.id


def several(value: Words) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _where_common(query: Select[Any], table: Table, what: Filter, as_known_on: datetime | None, sqlite: bool) -> Select[Any]:
    reports = schema.reports.c
    query = query.where(known(table, as_known_on))
    if what.report is not None:
        query = query.where(reports.id.in_(several(what.report)))
    if what.publisher is not None:
        query = query.where(like(reports.publisher, what.publisher))
    if what.min_probability is not None:
        query = query.where(table.c.probability >= what.min_probability)
    if what.since is not None:
        # An open end (since 2014) reaches to any later day; an end is exclusive, so that it must lie after the day asked for.
        no_when = and_(table.c.start_date.is_(None), table.c.end_date.is_(None))
        query = query.where(
            or_(
                table.c.end_date > what.since, and_(table.c.end_date.is_(None), table.c.start_date.is_not(None)), and_(no_when, reports.published >= what.since)
            )
        )
    if what.until is not None:
        no_when = and_(table.c.start_date.is_(None), table.c.end_date.is_(None))
        query = query.where(
            or_(
                table.c.start_date <= what.until,
                and_(table.c.start_date.is_(None), table.c.end_date.is_not(None)),
                and_(no_when, reports.published <= what.until),
            )
        )
    if what.search:
        query = query.where(table.c.sentence.in_(_sentences_with(what.search, sqlite)))
    return query


def like(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)


def party_is(row: ColumnElement[Any], owner: ColumnElement[Any], roles: tuple[str, ...], words: str) -> ColumnElement[bool]:
    parties = schema.parties.c
    named = or_(parties.actor_id == words, like(parties.name, words), like(parties.text, words))
    return exists().where(owner == row, parties.role.in_(roles), named)


def in_place(words: str) -> ColumnElement[bool]:
    facts, places = schema.facts.c, schema.places.c
    named = [places.id == words, like(places.name, words), like(facts.place_text, words), func.lower(places.region) == words.lower()]
    if len(words) == 2:
        named = [places.id == words, places.country == words.upper()]
    return or_(*named)


def _sentences_with(words: str, sqlite: bool) -> Select[Any]:
    sentences = schema.sentences.c
    return select(sentences.row).where(_search("sentences", [sentences.text], sentences.row, words, sqlite))


def _search(table: str, columns: list[Column[Any]], row: Column[Any], words: str, sqlite: bool) -> ColumnElement[bool]:
    """Full-text search where there is one, else every word somewhere in a column."""
    query = search_words(words)
    if sqlite and query:
        index = f"{table}_search"
        match = literal_column(index).op("MATCH")(query)
        return row.in_(select(literal_column("rowid")).select_from(literal_table(index)).where(match))
    return and_(*(or_(*(like(column, word) for column in columns)) for word in words.replace('"', " ").replace("*", " ").split()))


def literal_table(name: str) -> Table:
    """A table that the metadata does not know, by its name."""
    from sqlalchemy import MetaData

    return Table(name, MetaData())
