"""Many rows into one table, without SQLAlchemy's work on every single row, which costs more than the writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Float, Table, insert
from sqlalchemy.engine import Dialect


@dataclass(frozen=True, slots=True)
class _Insert:
    """An INSERT with its columns in order and what turns a column's values into the driver's."""

    sql: str
    get: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    turn: tuple[tuple[int, Callable[[Any], Any]], ...]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Inserts `rows`, each of which names every column of `table`."""
    if connection.dialect.paramstyle != "qmark":
        connection.execute(insert(table), list(rows))
        return
    made = _make_insert(table, connection.dialect)
    connection.exec_driver_sql(made.sql, [_turned(made, row) for row in rows] if made.turn else [made.get(row) for row in rows])


def _turned(made: _Insert, row: Mapping[str, Any]) -> tuple[Any, ...]:
    values = list(made.get(row))
    for position, turn in made.turn:
        if values[position] is not None:
            values[position] = turn(values[position])
    return tuple(values)


@lru_cache(maxsize=64)
def _make_insert(table: Table, dialect: Dialect) -> _Insert:
    names = [column.name for column in table.columns]
    quoted = ", ".join(dialect.identifier_preparer.quote(name) for name in names)
    other = [(number, column.type) for number, column in enumerate(table.columns) if not isinstance(column.type, Float)]  # a float is a float already
    turns = ((number, kind.dialect_impl(dialect).bind_processor(dialect)) for number, kind in other)
    sql = f"INSERT INTO {dialect.identifier_preparer.format_table(table)} ({quoted}) VALUES ({', '.join('?' * len(names))})"
    return _Insert(sql, itemgetter(*names), tuple((number, turn) for number, turn in turns if turn is not None))
