"""UCDP events: the GED table as UCDP publishes it, and one JSON object a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from emberwatch.model.placed import Imported, PlacedEvent, Side
from emberwatch.outlook.imports.cells import Line, drop_repeated, parse_day, read_csv_rows, read_days, read_degrees, read_json_rows, read_number
from emberwatch.outlook.imports.faults import Faults
from emberwatch.outlook.imports.gaps import note_gaps

GED_COLUMNS = ("id", "side_a", "side_b", "date_start", "date_end", "country", "best", "low", "high")
JSON_COLUMNS: Mapping[str, str] = {
    "side_a_name": "side_a",
    "side_b_name": "side_b",
    "start_date": "date_start",
    "end_date": "date_end",
    "location_root_name": "country",
    "location_adm1_name": "adm_1",
    "location_adm2_name": "adm_2",
    "location_where_name": "where_coordinates",
    "deaths_side_a": "deaths_a",
    "deaths_side_b": "deaths_b",
    "deaths_civilian": "deaths_civilians",
    "deaths_low": "low",
    "deaths_high": "high",
}
JSON_NEEDED = ("id", "source_date", "deaths_unknown", *JSON_COLUMNS)
DEATH_COLUMNS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
CIVILIANS = "Civilians"
SOURCE = "ucdp"


def parse_ged(text: str, file: str, as_of: date | None = None) -> Imported:
    """The events of a GED table; raises `TableError` with every fault, days after `as_of` among them."""
    faults = Faults(file)
    return _take(read_csv_rows(text, GED_COLUMNS, faults), faults, as_of)


def parse_ged_jsonl(lines: Sequence[str], file: str, as_of: date | None = None) -> Imported:
    """The events of a file with one JSON object a line; best is the sum over the sides, civilians and unknown."""
    faults = Faults(file)
    rows = read_json_rows(lines, JSON_NEEDED, faults)
    faults.check()
    return _take([_rename(line, faults) for line in rows], faults, as_of)


def _rename(line: Line, faults: Faults) -> Line:
    row = {JSON_COLUMNS.get(name, name): value for name, value in line.row.items()}
    parts = [read_number(Line(line.number, row), column, faults) for column in DEATH_COLUMNS]
    row["best"] = str(sum(part or 0 for part in parts))
    return Line(line.number, row)


def _take(rows: Sequence[Line], faults: Faults, as_of: date | None) -> Imported:
    starts, ends = (read_days(rows, column, faults, as_of) for column in ("date_start", "date_end"))
    kept, notes = drop_repeated(rows, "id", faults)
    events = [made for line in kept if (made := _make_event(line, starts, ends, faults)) is not None]
    faults.check()
    unknown = sum(event.known is None for event in events)
    if unknown:
        notes.append(f"{unknown:,} of {len(events):,} events do not say when their source appeared; for those the day they became known is not known")
    return Imported(SOURCE, tuple(sorted(events, key=lambda e: (e.end, e.id))), notes=(*notes, *note_gaps(events)))


def _make_event(line: Line, starts: Mapping[int, date], ends: Mapping[int, date], faults: Faults) -> PlacedEvent | None:
    low, best, high = (read_number(line, column, faults) for column in ("low", "best", "high"))
    latitude, longitude = read_degrees(line, "latitude", 90, faults), read_degrees(line, "longitude", 180, faults)
    start, end = starts.get(line.number), ends.get(line.number)
    if start is None or end is None or low is None or best is None or high is None:
        return None
    if start > end:
        faults.add(line.number, f"date_start {start} lies after date_end {end}")
        return None
    if not low <= best <= high:
        faults.add(line.number, f"low {low:g}, best {best:g} and high {high:g} deaths are out of order")
        return None
    row = line.row
    known = _read_known(line, end, faults)
    place = row.get("where_coordinates") or row.get("where_description") or None
    return PlacedEvent(
        f"{SOURCE}:{row['id']}", SOURCE, _kind(row), start, end + timedelta(days=1), known, read_sides(row["side_a"], row["side_b"]),
        row["country"] or None, row.get("adm_1") or None, row.get("adm_2") or None, place, latitude, longitude, low, best, high,
    )  # fmt: skip


def _kind(row: Mapping[str, str]) -> str:
    if row["side_b"] == CIVILIANS:
        return "one-sided"
    return {"1": "state-based", "2": "non-state", "3": "one-sided"}.get(row.get("type_of_violence", ""), "fighting")


def read_sides(side_a: str, side_b: str) -> tuple[Side, ...]:
    """The named sides; several in one cell stand apart, and where civilians are the other side it is known who attacked."""
    if side_b == CIVILIANS:
        return (*(Side(name, "doer") for name in _split(side_a)), Side(CIVILIANS, "target"))
    return tuple(dict.fromkeys(Side(name) for cell in (side_a, side_b) for name in _split(cell)))


def _split(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(", ") if name.strip()]


def _read_known(line: Line, end: date, faults: Faults) -> date | None:
    """The first day on which a source appeared, and not before the event ended; None where the file does not say."""
    words = [part.strip() for part in line.row.get("source_date", "").split(";") if part.strip()]
    found = [(part, parse_day(part)) for part in words]
    for part, day in found:
        if day is None:
            faults.add(line.number, f"source_date {part!r} is not a day written as 2019-03-31")
    days = [day[1] for _, day in found if day is not None]
    return max(min(days), end) if days else None
