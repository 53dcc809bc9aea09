"""Rows back to the nouns of the model, equal to those that were added."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from emberwatch.dates.when import When
from emberwatch.model.entity import Actor, Candidate, Party, Place, PlaceMention, Resolution
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.store import schema
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span

CHUNK_ROWS = 500
"""Rows whose parties and quantities are fetched together: well under the 999 variables of an old SQLite."""

REPORT_FIELDS = ("text", "title", "publisher", "byline", "published", "url", "path", "origin")

Found = RowMapping | Mapping[str, Any]


def load_report(row: Found) -> Report:
    """A report from its row."""
    return Report(**{name: row[name] for name in REPORT_FIELDS})


def load_actor(row: Found) -> Actor:
    """An actor from its row."""
    return Actor(**{name: row[name] for name in ("id", "name", "type", "country", "affiliation", "role", "new")})


def load_place(row: Found, prefix: str = "") -> Place:
    """A place from its row, or from columns that begin with `prefix`."""
    names = ("id", "name", "precision", "country", "region", "latitude", "longitude", "population")
    return Place(**{name: row[prefix + name] for name in names})


def load_resolution(row: Found) -> Resolution:
    """A resolution from its row."""
    candidates = tuple(Candidate(one[0], one[1], one[2], tuple(one[3])) for one in json.loads(row["candidates"] or "[]"))
    return Resolution(row["kind"], Span(row["start"], row["end"]), row["text"], candidates, row["pick"], row["reason"])


def load_statements(connection: Connection, rows: Sequence[Found]) -> list[Statement]:
    """The statements of `rows`, which hold every column of the table and `report_id`."""
    found: list[Statement] = []
    for chunk in _chunks(rows):
        parties = _load_parties(connection, schema.parties.c.statement, chunk)
        found += [_statement(row, parties[row["row"]]) for row in chunk]
    return found


def load_facts(connection: Connection, rows: Sequence[Found]) -> list[Fact]:
    """The facts of `rows`, which hold every column of the table, `report_id` and the place's columns as `of_place_…`."""
    found: list[Fact] = []
    for chunk in _chunks(rows):
        parties = _load_parties(connection, schema.parties.c.fact, chunk)
        quantities = _load_quantities(connection, chunk)
        found += [_fact(row, parties[row["row"]], quantities[row["row"]]) for row in chunk]
    return found


def _chunks(rows: Sequence[Found]) -> Iterator[Sequence[Found]]:
    for start in range(0, len(rows), CHUNK_ROWS):
        yield rows[start : start + CHUNK_ROWS]


Roles = dict[str, tuple[Party, ...]]


def _load_parties(connection: Connection, owner: Any, rows: Sequence[Found]) -> defaultdict[int, Roles]:
    columns = schema.parties.c
    query: Select[Any] = select(owner, columns.role, columns.start, columns.end, columns.text, columns.name, columns.actor_id)
    query = query.where(owner.in_([row["row"] for row in rows])).order_by(owner, columns.role, columns.position)
    found: defaultdict[int, Roles] = defaultdict(dict)
    for row, role, start, end, text, name, actor_id in connection.execute(query):
        roles = found[row]
        roles[role] = (*roles.get(role, ()), Party(Span(start, end), text, name, actor_id))
    return found


def _load_quantities(connection: Connection, rows: Sequence[Found]) -> defaultdict[int, list[Quantity]]:
    columns = schema.quantities.c
    fields = (columns.of, columns.state, columns.low, columns.high, columns.text, columns.start, columns.end, columns.composition)
    query = select(columns.fact, *fields).where(columns.fact.in_([row["row"] for row in rows])).order_by(columns.fact, columns.position)
    found: defaultdict[int, list[Quantity]] = defaultdict(list)
    for fact, of, state, low, high, text, start, end, composition in connection.execute(query):
        found[fact].append(Quantity(of, state, low, high, text, Span(start, end), composition))
    return found


def _statement(row: Found, roles: Roles) -> Statement:
    addressee = roles.get("addressee", ())
    content = _evidence(row, "content")
    assert content is not None, "the column is not nullable"
    return Statement(
        report=row["report_id"],
        manner=row["manner"],
        status=row["status"],
        cue=_evidence(row, "cue"),
        speakers=roles.get("speaker", ()),
        content=content,
        addressee=addressee[0] if addressee else None,
        about=about[0] if (about := roles.get("about", ())) else None,
        quotes=tuple(Span(*span) for span in json.loads(row["quotes"] or "[]")),
        when=_when(row),
        probability=row["probability"],
        reasons=_reasons(row),
    )


def _fact(row: Found, roles: Roles, quantities: list[Quantity]) -> Fact:
    trigger = _evidence(row, "trigger")
    assert trigger is not None, "the column is not nullable"
    fact = Fact(
        report=row["report_id"],
        kind=row["kind"],
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        trigger=trigger,
        actors=roles.get("actor", ()),
        recipients=roles.get("recipient", ()),
        place=_place(row),
        when=_when(row),
        quantities=tuple(quantities),
        speakers=roles.get("speaker", ()),
        statement=row["statement"],
        condition=_evidence(row, "condition"),
        probability=row["probability"],
        reasons=_reasons(row),
    )
    object.__setattr__(fact, "said", row["said"])  # as it was when added: a later version may word the same content otherwise
    return fact


def _evidence(row: Found, name: str) -> Evidence | None:
    start = row[f"{name}_start"]
    return None if start is None else Evidence(Span(start, row[f"{name}_end"]), row[f"{name}_text"])


def _place(row: Found) -> PlaceMention | None:
    if row["place_start"] is None:
        return None
    place = load_place(row, "of_place_") if row["place"] is not None else None
    return PlaceMention(Span(row["place_start"], row["place_end"]), row["place_text"], place)


def _when(row: Found) -> When | None:
    if row["when_start"] is None:
        return None
    span = Span(row["when_start"], row["when_end"])
    return When(row["when_text"], span, row["start_date"], row["end_date"], row["when_precision"], row["when_basis"])


def _reasons(row: Found) -> tuple[tuple[str, str], ...]:
    return tuple((name, words) for name, words in json.loads(row["reasons"] or "[]"))
