"""Name → candidate places, from the SQLite file that ships and the user's own beside it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from emberwatch.errors import CodebookError
from emberwatch.model.entity import Place, PlacePrecision
from emberwatch.places.geometry import Box, Point
from emberwatch.places.names import key_of, keys_of
from emberwatch.places.schema import FORMAT, PRECISION_OF, Kind
from emberwatch.settings import user_home

USER_FILE = "gazetteer.sqlite"

PLACES_SQL = """
SELECT k.value, p.id, p.name, p.latitude_e4, p.longitude_e4, p.population, p.kind, p.code, a.code, a.name, a.country
FROM json_each(?) k JOIN name n ON n.key = k.value JOIN place p ON p.id = n.place LEFT JOIN area a ON a.id = p.area
"""
AREA_COLUMNS = "a.code, a.kind, a.name, a.country, a.latitude, a.longitude, a.south, a.west, a.north, a.east, a.population, a.geoname"
AREAS_SQL = f"""
SELECT k.value, {AREA_COLUMNS}
FROM json_each(?) k JOIN name n ON n.key = k.value JOIN area a ON a.id = -n.place
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer; `country` an ISO 3166 alpha-2 code, `division` a code such as `SY.07`, `region` its name.

    `population` 0 is unknown; `ours` marks the rows of the project's and the user's own tables, whose names are chosen with care.
    """

    id: str
    name: str
    kind: Kind
    latitude: float | None
    longitude: float | None
    country: str | None = None
    division: str | None = None
    region: str | None = None
    population: int = 0
    ours: bool = False
    box: Box | None = None

    @property
    def point(self) -> Point | None:
        """Where it is; None for a country without places."""
        return None if self.latitude is None or self.longitude is None else Point(self.latitude, self.longitude)

    @property
    def precision(self) -> PlacePrecision:
        """As exact as its kind allows."""
        return PRECISION_OF[self.kind]

    def as_place(self, precision: PlacePrecision | None = None) -> Place:
        """The noun of the record; `precision` where the words are less exact than the place."""
        return Place(self.id, self.name, precision or self.precision, self.country, self.region, self.latitude, self.longitude, self.population)


def user_gazetteer_path() -> Path:
    """Where `gazetteer add` writes."""
    return user_home() / USER_FILE


def connect_read_only(path: Path, immutable: bool) -> sqlite3.Connection:
    """Open a gazetteer file for reading; `CodebookError` where it is none or of another format."""
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{'immutable=1' if immutable else 'mode=ro'}", uri=True, check_same_thread=False)
        found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.Error as error:
        raise CodebookError(f"{path} is not a gazetteer file ({error}); make one with `emberwatch gazetteer add FILE`") from error
    if found != (str(FORMAT),):
        raise CodebookError(f"{path} has gazetteer format {found and found[0]}, this version reads {FORMAT}; remove it and add your files again")
    return connection


class Gazetteer:
    """Places by name, searched in every file given; nothing is opened before the first look-up."""

    def __init__(self, shipped: Path, user: Path | None = None) -> None:
        self.paths = (shipped, *((user,) if user is not None and user.exists() else ()))
        self._connections: tuple[sqlite3.Connection, ...] | None = None
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._countries: dict[str, Entry | None] = {}
        self._common: frozenset[str] | None = None
        self._adjectives: dict[str, str] | None = None

    @classmethod
    def open(cls, user: Path | None = None) -> Gazetteer:
        """The gazetteer in the installed package, with the user's own file where there is one."""
        shipped = Path(str(resources.files("emberwatch.data") / "places" / "gazetteer.sqlite"))
        return cls(shipped, user if user is not None else user_gazetteer_path())

    def close(self) -> None:
        """Close the files; a later look-up opens them again."""
        for connection in self._connections or ():
            connection.close()
        self._connections = None

    @property
    def connections(self) -> tuple[sqlite3.Connection, ...]:
        """The open files, the shipped one first."""
        if self._connections is None:
            self._connections = tuple(connect_read_only(path, immutable=i == 0) for i, path in enumerate(self.paths))
        return self._connections

    def find_keys(self, keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """Every key → the places listed under it, the most peopled first; all unknown keys go in one query a table."""
        wanted = set(keys)
        missing = wanted - self._found.keys()
        if missing:
            self._load(missing)
        return {key: self._found[key] for key in wanted}

    def find(self, name: str) -> tuple[Entry, ...]:
        """The places of one name, in any spelling its keys allow."""
        keys = keys_of(name)
        found = self.find_keys(keys)
        return tuple({e.id: e for key in keys for e in found[key]}.values())

    def is_common(self, key: str) -> bool:
        """Is the key an ordinary word or given name too?"""
        if self._common is None:
            self._common = frozenset(row[0] for c in self.connections for row in c.execute("SELECT key FROM common"))
        return key in self._common

    def _name_region(self, entry: Entry) -> Entry:
        """The entry of a user's file with its division's name, which only the shipped file knows."""
        row = self.connections[0].execute("SELECT name FROM area WHERE code = ?", (entry.division,)).fetchone()
        return replace(entry, region=row[0] if row else None)

    def find_country(self, code: str) -> Entry | None:
        """The country of an ISO 3166 alpha-2 code; None where there is none."""
        if code not in self._countries:
            row = self.connections[0].execute(f"SELECT '', {AREA_COLUMNS} FROM area a WHERE a.code = ?", (code,)).fetchone()
            self._countries[code] = None if row is None else area_entry(row)
        return self._countries[code]

    def find_capital(self, code: str) -> Entry | None:
        """The capital of a country; None where the gazetteer lists none."""
        connection = self.connections[0]
        row = connection.execute("SELECT p.name, p.id FROM area c JOIN place p ON p.id = c.capital WHERE c.code = ?", (code,)).fetchone()
        if row is None:
            return None
        return next((e for e in self.find(row[0]) if e.id == f"gn{row[1]}"), None)

    def find_side(self, code: str, side: str) -> Point | None:
        """The middle of the populated places on one side (`north`, `northeast`, …, `centre`) of a country."""
        row = self.connections[0].execute("SELECT latitude, longitude FROM side WHERE country = ? AND side = ?", (code, side)).fetchone()
        return None if row is None else Point(*row)

    def find_border(self, one: str, other: str) -> Point | None:
        """The middle of the places along the border of two countries; None where they share none."""
        row = self.connections[0].execute("SELECT latitude, longitude FROM border WHERE one = ? AND other = ?", (min(one, other), max(one, other))).fetchone()
        return None if row is None else Point(*row)

    @property
    def adjectives(self) -> dict[str, str]:
        """Adjective of a country in small letters → its code (`syrian` → `SY`)."""
        if self._adjectives is None:
            lines = (resources.files("emberwatch.data") / "places" / "countries.tsv").read_text("utf-8").splitlines()[1:]
            rows = [line.split("\t") for line in lines]
            self._adjectives = {word.lower(): row[0] for row in rows for word in row[3].split(";") if word}
        return self._adjectives

    def _load(self, keys: set[str]) -> None:
        """Look the keys up in every file, the user's rows replacing shipped ones of the same id, except those of our own table."""
        found: dict[str, dict[str, Entry]] = {key: {} for key in keys}
        asked = (json.dumps(sorted(keys), ensure_ascii=False),)
        for number, connection in enumerate(self.connections):
            for row in connection.execute(AREAS_SQL, asked):
                entry = area_entry(row)
                if number == 0 or entry.id not in found[row[0]]:
                    found[row[0]][entry.id] = entry
            for row in connection.execute(PLACES_SQL, asked):
                entry = place_entry(row, number > 0)
                known = found[row[0]].get(entry.id)
                if known is None or not known.ours:
                    found[row[0]][entry.id] = entry if number == 0 else self._name_region(entry)
        for key, entries in found.items():
            self._found[key] = tuple(sorted(entries.values(), key=lambda e: (e.kind != "country", -e.population, e.id)))


def place_entry(row: tuple[Any, ...], users: bool = False) -> Entry:
    """One row of `PLACES_SQL` as an entry."""
    _, number, name, latitude, longitude, population, kind, code, area, region, country = row
    division = area if area is not None and "." in area else None
    return Entry(
        code or f"gn{number}",
        name,
        kind or "town",
        latitude / 10_000,
        longitude / 10_000,
        country,
        division,
        region if division else None,
        population,
        kind is not None and not users,
    )


def area_entry(row: tuple[Any, ...]) -> Entry:
    """One row of `AREAS_SQL` as an entry."""
    _, code, kind, name, country, latitude, longitude, south, west, north, east, population, geoname = row
    box = None if south is None else Box(south, west, north, east)
    division = code if kind == "division" else None
    return Entry(
        f"gn{geoname}" if geoname else f"adm:{code}",
        name,
        kind,
        latitude,
        longitude,
        country,
        division,
        name if division else None,
        population,
        kind == "country",
        box,
    )


def is_main_name(entry: Entry, key: str) -> bool:
    """Is `key` the key of the entry's main name, not of an alternate?"""
    return key_of(entry.name) == key
