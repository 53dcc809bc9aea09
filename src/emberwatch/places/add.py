"""The user's own gazetteer file: GeoNames country files and CSV tables added to it."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from emberwatch.errors import CodebookError
from emberwatch.ids import content_id
from emberwatch.places.geometry import Point
from emberwatch.places.names import bare_key, key_of
from emberwatch.places.schema import KINDS, create_tables

GEONAMES_COLUMNS = 19
LONGEST_NAME = 60
MOST_ERRORS = 50
"""Errors listed; the rest are counted."""
KIND_OF_CODE: dict[str, str] = {
    "ADM1": "division", "ADM2": "district", "ADM3": "district", "ADM4": "district", "RGN": "region", "AREA": "region", "RGNH": "region",
    "OILF": "oilfield", "GASF": "oilfield", "STM": "river", "STMX": "river", "WAD": "river", "LK": "lake", "LKS": "lake", "RSV": "lake", "SEA": "sea",
    "GULF": "sea", "BAY": "sea", "STRT": "sea", "MT": "mountain", "MTS": "mountain", "HLL": "mountain", "HLLS": "mountain", "PK": "mountain",
    "RDGE": "mountain", "DSRT": "desert", "VAL": "region", "PLN": "region", "PEN": "region", "ISL": "region", "ISLS": "region", "AIRB": "base",
    "INSM": "base", "AIRP": "airport", "AIRF": "airport", "CMPRF": "camp", "CMP": "camp", "PRN": "site", "DAM": "site", "HSP": "site", "PRT": "site",
    "PSTB": "crossing", "PPLX": "district",
}  # fmt: skip
"""GeoNames feature codes that are kept apart from the populated places (class P, codes PPL…); others are passed over and counted."""
CSV_COLUMNS = ("name", "latitude", "longitude", "country", "kind", "alternates")


@dataclass(frozen=True, slots=True)
class NewPlace:
    """One row on its way into the user's file; `id` None where the file gives no GeoNames id."""

    id: int | None
    name: str
    alternates: tuple[str, ...]
    point: Point
    country: str
    division: str | None = None
    population: int = 0
    kind: str | None = None


@dataclass(slots=True)
class Added:
    """How many places were added, and how many rows of which feature code were passed over."""

    places: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)


def add_geonames(file: Path, user_gazetteer: Path) -> Added:
    """Add a GeoNames file (19 columns, `.txt` or `.zip`) or a CSV with a header to the user's gazetteer; all or nothing.

    Raises `CodebookError` with every line that cannot be read, its number and the reason.
    """
    if not file.is_file():
        raise CodebookError(
            f"{file} is not a file; give a GeoNames country file (SY.txt, SY.zip, allCountries.zip) or a CSV with the columns {', '.join(CSV_COLUMNS[:3])}"
        )
    user_gazetteer.parent.mkdir(parents=True, exist_ok=True)
    added = Added()
    errors: list[str] = []
    with closing(sqlite3.connect(user_gazetteer)) as connection:
        _prepare(connection, user_gazetteer)
        areas: dict[str, int] = dict(connection.execute("SELECT code, id FROM area"))
        with open_table(file) as lines:
            rows = read_csv(lines, errors) if file.suffix.lower() == ".csv" else read_geonames(lines, errors, added)
            for row in rows:
                if not errors:
                    _insert(connection, row, areas)
                added.places += 1
        if errors:
            connection.rollback()
            more = f"\n… and {len(errors) - MOST_ERRORS} more" if len(errors) > MOST_ERRORS else ""
            raise CodebookError(f"{file} was not added, {len(errors)} line(s) cannot be read:\n" + "\n".join(errors[:MOST_ERRORS]) + more)
        connection.commit()
    return added


@contextmanager
def open_table(file: Path) -> Iterator[TextIO]:
    """The lines of a text file, or of the one table inside a zip file."""
    if not zipfile.is_zipfile(file):
        with file.open(encoding="utf-8-sig", errors="replace", newline="") as handle:
            yield handle
        return
    with zipfile.ZipFile(file) as archive:
        tables = [n for n in archive.namelist() if n.endswith(".txt") and not n.lower().startswith("readme")]
        if len(tables) != 1:
            raise CodebookError(f"{file} holds {len(tables)} tables ({', '.join(tables) or 'none'}); one .txt beside readme.txt is allowed")
        with archive.open(tables[0]) as raw, io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="") as handle:
            yield handle


def read_geonames(lines: Iterable[str], errors: list[str], added: Added) -> Iterator[NewPlace]:
    """Rows of a GeoNames table; what cannot be read goes to `errors` with its line number."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) == 1 and not cells[0].strip():
            continue
        if len(cells) != GEONAMES_COLUMNS:
            errors.append(f"line {number}: {len(cells)} columns, a GeoNames table has {GEONAMES_COLUMNS} separated by tabs")
            continue
        kind = KIND_OF_CODE.get(cells[7])
        if kind is None and cells[6] != "P":
            added.passed_over[cells[7] or cells[6] or "?"] += 1
            continue
        try:
            yield _geonames_row(cells, kind)
        except ValueError as error:
            errors.append(f"line {number}: {error}")


def _geonames_row(cells: list[str], kind: str | None) -> NewPlace:
    """One row of a GeoNames table; `ValueError` says what is wrong."""
    if not cells[0].isdigit():
        raise ValueError(f"geonameid {cells[0]!r} is not a whole number")
    if not cells[1].strip():
        raise ValueError("the name is empty")
    alternates = tuple(n for n in dict.fromkeys([cells[2], *cells[3].split(",")]) if is_latin(n))
    division = f"{cells[8]}.{cells[10]}" if cells[10] else None
    return NewPlace(
        int(cells[0]), cells[1], alternates, Point(_number(cells[4], "latitude"), _number(cells[5], "longitude")), cells[8], division, int(cells[14] or 0), kind
    )


def read_csv(lines: Iterable[str], errors: list[str]) -> Iterator[NewPlace]:
    """Rows of a CSV with a header: name, latitude, longitude, and if wanted country, kind, alternates (separated by semicolons)."""
    reader = csv.DictReader(lines)
    missing = [c for c in CSV_COLUMNS[:3] if c not in (reader.fieldnames or ())]
    if missing:
        errors.append(f"line 1: the column(s) {', '.join(missing)} are missing; allowed are {', '.join(CSV_COLUMNS)}")
        return
    for row in reader:
        try:
            yield _csv_row(row)
        except ValueError as error:
            errors.append(f"line {reader.line_num}: {error}")


def _csv_row(row: Mapping[str, str | None]) -> NewPlace:
    """One row of a CSV; `ValueError` says what is wrong."""
    cells = {column: (row.get(column) or "").strip() for column in CSV_COLUMNS}
    if not key_of(cells["name"]):
        raise ValueError("the name is empty")
    if cells["kind"] and cells["kind"] not in KINDS:
        raise ValueError(f"kind {cells['kind']!r} is not one of {', '.join(KINDS)}")
    if cells["country"] and not (len(cells["country"]) == 2 and cells["country"].isalpha()):
        raise ValueError(f"country {cells['country']!r} is not an ISO 3166 code of two letters")
    alternates = tuple(n.strip() for n in cells["alternates"].split(";") if n.strip())
    point = Point(_number(cells["latitude"], "latitude"), _number(cells["longitude"], "longitude"))
    return NewPlace(None, cells["name"], alternates, point, cells["country"].upper(), None, 0, cells["kind"] or "town")


def _number(cell: str, column: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"{column} {cell!r} is not a number of degrees") from None


def is_latin(name: str) -> bool:
    """Is a name short enough and in letters that English text prints?"""
    return 2 < len(name) <= LONGEST_NAME and name[0].isalpha() and all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in name)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables in a new file; refuse a file that is something else."""
    try:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise CodebookError(f"{path} is not a gazetteer file ({error}); move it away and add your files again") from error
    if not tables:
        create_tables(connection)
        connection.commit()
    elif "name" not in tables:
        raise CodebookError(f"{path} is some other database (tables {', '.join(sorted(tables))}); move it away and add your files again")


def _insert(connection: sqlite3.Connection, row: NewPlace, areas: dict[str, int]) -> None:
    """Write one place and its names; a place of the same id is replaced."""
    code = None if row.id is not None else content_id("place", [row.name, row.country, row.point.latitude, row.point.longitude])
    number = row.id if row.id is not None else 2**41 + int((code or "")[1:11], 16)
    area = _area(connection, row.division or row.country, row.country, areas) if row.country else None
    at = (round(row.point.latitude * 10_000), round(row.point.longitude * 10_000))
    connection.execute("DELETE FROM name WHERE place = ?", (number,))
    connection.execute("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?)", (number, row.name, *at, area, row.population, row.kind, code))
    keys = {k for n in (row.name, *row.alternates) for k in (key_of(n), bare_key(n) or "", f"al{bare_key(n)}" if bare_key(n) else "") if len(k) > 1}
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", [(k, number) for k in sorted(keys)])


def _area(connection: sqlite3.Connection, code: str, country: str, areas: dict[str, int]) -> int:
    """The id of a country or division in the user's file, made where it is new; its name comes from the shipped file."""
    if code not in areas:
        kind = "division" if "." in code else "country"
        cursor = connection.execute("INSERT INTO area (code, kind, name, country) VALUES (?,?,?,?)", (code, kind, code, country))
        areas[code] = int(cursor.lastrowid or 0)
    return areas[code]
