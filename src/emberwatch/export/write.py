"""A record to a file or stream in one of four formats; the same record gives the same bytes."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from emberwatch.errors import SettingError
from emberwatch.export.flat import COLUMNS, ColumnSpec, Crosswalk, flat_row
from emberwatch.export.gather import find_lines, find_objects
from emberwatch.export.ledger import FINDING_COLUMNS, INCIDENT_COLUMNS, finding_rows, incident_rows
from emberwatch.store.record import Record

FORMATS = ("jsonl", "csv", "parquet", "geojson")
TABLES = ("facts", "incidents", "findings")
ROWS_TOGETHER = 5000
"""Rows of one Parquet row group."""


def export(record: Record, format: str, out: str | os.PathLike[str] | IO[bytes], *, crosswalk: Crosswalk | None = None, what: str = "facts") -> None:
    """Writes the record as `format` to a file, which appears whole or not at all, or to a binary stream.

    `crosswalk` fills the columns of other coding schemes; `what` is what csv, parquet and geojson hold a row of. Raises
    `SettingError` for a format or content that there is not and for a file that cannot be written.
    """
    writers: dict[str, Callable[[Table, IO[bytes]], None]] = {"csv": write_csv, "parquet": write_parquet, "geojson": write_geojson}
    if format not in FORMATS:
        raise SettingError(f"there is no format {format!r}; give one of {', '.join(FORMATS)}")
    if what not in TABLES:
        raise SettingError(f"there is no export of {what!r}; give one of {', '.join(TABLES)}")
    if format == "geojson" and what == "findings":
        raise SettingError("findings have no place of their own; export them as csv, parquet or jsonl")
    with _opened(out) as stream:
        if format == "jsonl":
            write_jsonl(record, stream)
        else:
            writers[format](make_table(record, what, crosswalk), stream)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and the rows that have them, made one by one."""

    columns: Sequence[ColumnSpec]
    rows: Iterator[dict[str, Any]]


def make_table(record: Record, what: str, crosswalk: Crosswalk | None = None) -> Table:
    """The rows of facts, incidents or findings, with their columns."""
    if what == "incidents":
        return Table(INCIDENT_COLUMNS, incident_rows(record))
    if what == "findings":
        return Table(FINDING_COLUMNS, finding_rows(record))
    return Table(COLUMNS, (flat_row(line) for line in find_lines(record, crosswalk)))


@contextmanager
def _opened(out: str | os.PathLike[str] | IO[bytes]) -> Iterator[IO[bytes]]:
    if not isinstance(out, str | os.PathLike):
        yield out
        return
    path = Path(out)
    if path.exists() and not path.is_file():  # a device or a pipe, which no other file can take the place of
        with path.open("wb") as stream:
            yield stream
        return
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise SettingError(f"{path} cannot be written: {error.strerror}; give another file with --out") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise SettingError(f"{path} cannot be written: {error.strerror}; give another file with --out") from error
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_jsonl(record: Record, stream: IO[bytes]) -> None:
    """One object a line: reports, each with its statements, events and states, then actors, places, incidents and findings."""
    for found in find_objects(record):
        stream.write(json.dumps(found, ensure_ascii=False).encode() + b"\n")


def write_csv(table: Table, stream: IO[bytes]) -> None:
    """The rows under a row of column names, UTF-8, RFC 4180 quoting, line feeds; whole numbers without a fraction."""
    writer = csv.writer(_Encoded(stream), lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(value) for value in row.values()])


class _Encoded:
    """What csv.writer writes text to; it must not close the stream as a TextIOWrapper would."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        return self.stream.write(text.encode())


def _cell(value: Any) -> Any:
    """A cell's text; one that a spreadsheet would run as a formula begins with a quotation mark."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        return f"'{value}"
    return value


def write_geojson(table: Table, stream: IO[bytes]) -> None:
    """A FeatureCollection of the rows that have coordinates; the properties are the columns of the CSV."""
    stream.write(b'{"type": "FeatureCollection", "features": [')
    between = b"\n"
    for row in table.rows:
        longitude, latitude = row.pop("longitude"), row.pop("latitude")
        if longitude is None or latitude is None:
            continue
        properties = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items() if value is not None}
        feature = {"type": "Feature", "id": row["id"], "geometry": {"type": "Point", "coordinates": [longitude, latitude]}, "properties": properties}
        stream.write(between + json.dumps(feature, ensure_ascii=False).encode())
        between = b",\n"
    stream.write(b"\n]}\n")


def write_parquet(table: Table, stream: IO[bytes]) -> None:
    """The rows of the CSV with typed columns; each column's description is its field metadata. Needs pyarrow."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped]
        import pyarrow.parquet as pq  # type: ignore[import-untyped]
    except ImportError as error:
        raise SettingError("Parquet needs pyarrow; install it with pip install 'emberwatch[tables]', or export csv") from error
    types = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "date": pa.date32()}
    schema = pa.schema([pa.field(column.name, types[column.kind], metadata={"description": column.says}) for column in table.columns])
    with pq.ParquetWriter(stream, schema) as writer:
        rows: list[dict[str, Any]] = []
        for row in table.rows:
            rows.append(row)
            if len(rows) >= ROWS_TOGETHER:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema=schema))
