"""The tables of a gazetteer file, for the one that ships and for the user's own."""

from __future__ import annotations

import sqlite3
from typing import Literal, get_args

from emberwatch.model.entity import PlacePrecision

FORMAT = 1
"""Raised when the tables change; a file of another format is refused."""

Kind = Literal[
    "country", "division", "region", "continent", "river", "lake", "sea", "mountain", "desert",
    "district", "city", "town", "village", "camp", "base", "oilfield", "crossing", "airport", "site",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
SETTLEMENTS: frozenset[Kind] = frozenset({"city", "town", "village"})

PRECISION_OF: dict[Kind, PlacePrecision] = {
    "country": "country", "division": "region", "region": "region", "continent": "region", "river": "region", "lake": "region", "sea": "region",
    "mountain": "region", "desert": "region", "district": "district", "city": "town", "town": "town", "village": "town",
    "camp": "point", "base": "point", "oilfield": "point", "crossing": "point", "airport": "point", "site": "point",
}  # fmt: skip

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- countries (code SY) and first-level divisions (code SY.07); the box holds their populated places
CREATE TABLE area (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, country TEXT NOT NULL, latitude REAL, longitude REAL,
    south REAL, west REAL, north REAL, east REAL, population INTEGER NOT NULL DEFAULT 0, capital INTEGER, geoname INTEGER);
-- degrees times 10,000; area is the division or, where that is unknown, the country; kind NULL is a populated place; code NULL is GeoNames' id
CREATE TABLE place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, latitude_e4 INTEGER NOT NULL, longitude_e4 INTEGER NOT NULL,
    area INTEGER, population INTEGER NOT NULL DEFAULT 0, kind TEXT, code TEXT);
-- every name's key; place is place.id, or -area.id
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
-- the middle of the populated places on one side of a country, and along the border of two
CREATE TABLE side (country TEXT NOT NULL, side TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, PRIMARY KEY (country, side)) WITHOUT ROWID;
CREATE TABLE border (one TEXT NOT NULL, other TEXT NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL, PRIMARY KEY (one, other)) WITHOUT ROWID;
-- keys that are ordinary English words or given names too: a place only where the text gives reason
CREATE TABLE common (key TEXT PRIMARY KEY) WITHOUT ROWID;
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the empty tables and note their format."""
    connection.executescript(TABLES)
    connection.execute("INSERT INTO meta VALUES ('format', ?)", (str(FORMAT),))
