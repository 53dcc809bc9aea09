"""The same comparisons and weights through Splink, over DuckDB in memory: for large batches elsewhere, and to check the plain functions.

Nothing is written to disk. Splink's Spark back end takes the same settings and table, which is the way past one machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from emberwatch.ledger.linking.row import Row
from emberwatch.ledger.linking.weigh import Scale

INTEGERS = frozenset("at sentence start_day end_day published_day".split())
FLOATS = frozenset("latitude longitude place_km count_low count_high".split())
FLAGS = frozenset("bare long background".split())
ID = "id"


def make_table(rows: Sequence[Row], keys: Mapping[str, Sequence[str]]) -> Any:
    """The rows as an Arrow table with a column for each field and their blocking keys; sets are sorted lists."""
    import pyarrow as pa  # type: ignore[import-untyped]

    columns: dict[str, Any] = {}
    for field in fields(Row):
        values = [getattr(row, field.name) for row in rows]
        if rows and isinstance(values[0], frozenset):
            columns[field.name] = pa.array([sorted(value) for value in values], pa.list_(pa.string()))
        else:
            columns[field.name] = pa.array(values, find_type(field.name))
    columns["keys"] = pa.array([list(keys[row.id]) for row in rows], pa.list_(pa.string()))
    return pa.table(columns)


def find_type(name: str) -> Any:
    """The Arrow type of a column that holds single values."""
    import pyarrow as pa

    if name in INTEGERS:
        return pa.int64()
    if name in FLOATS:
        return pa.float64()
    return pa.bool_() if name in FLAGS else pa.string()


def weigh_batch(rows: Sequence[Row], keys: Mapping[str, Sequence[str]], scale: Scale, threads: int = 2) -> dict[tuple[str, str], float]:
    """Match weight of every pair of ids that shares a key, in the order of their ids.

    Within reports and across them have scales of their own: give only rows whose pairs the scale is for, or leave the others out after.
    """
    import logging

    import duckdb
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(":memory:", config={"threads": threads})
    try:
        database = DuckDBAPI(connection=connection)
        linker = Linker(database.register(make_table(rows, keys)), dict(scale.settings), log_level=logging.ERROR)
        scored = linker.inference.predict()
        found = connection.sql(f"SELECT {ID}_l, {ID}_r, match_weight FROM {scored.physical_name}").fetchall()
    finally:
        connection.close()
    return {(min(a, b), max(a, b)): float(weight) for a, b, weight in found}
