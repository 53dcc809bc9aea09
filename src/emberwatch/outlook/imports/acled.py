"""ACLED events, from the table that its export tool gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from emberwatch.model.placed import Imported, PlacedEvent, Side
from emberwatch.outlook.imports.cells import Line, drop_repeated, read_csv_rows, read_days, read_degrees, read_number
from emberwatch.outlook.imports.faults import Faults
from emberwatch.outlook.imports.gaps import note_gaps

NEEDED = ("event_id_cnty", "event_date", "event_type", "actor1", "country", "fatalities")
VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
PEACEFUL = frozenset({"Protests", "Riots", "Strategic developments"})
CIVILIANS = "Civilians"
SOURCE = "acled"
UPLOAD_NOTE = (
    "ACLED's timestamp is that of the last change of a row, not of its first appearance: the day these events became known is not known, "
    "and as known on a day counts them from the day they happened"
)


def parse_acled(text: str, file: str, as_of: date | None = None) -> Imported:
    """The events of an ACLED table; raises `TableError` with every fault, days after `as_of` among them.

    Protests, riots and strategic developments are kept as not violent. ACLED gives one number of dead: low, best and high are the same.
    """
    faults = Faults(file)
    rows = read_csv_rows(text, NEEDED, faults)
    days = read_days(rows, "event_date", faults, as_of)
    kept, notes = drop_repeated(rows, "event_id_cnty", faults)
    events = [made for line in kept if (made := _make_event(line, days, faults)) is not None]
    faults.check()
    return Imported(SOURCE, tuple(sorted(events, key=lambda e: (e.end, e.id))), notes=(*notes, *note_gaps(events), UPLOAD_NOTE))


def _make_event(line: Line, days: Mapping[int, date], faults: Faults) -> PlacedEvent | None:
    row, kind = line.row, line.row["event_type"]
    if kind not in VIOLENT | PEACEFUL:
        faults.add(line.number, f"event_type is {kind!r}; known are {', '.join(sorted(VIOLENT | PEACEFUL))}")
    dead = read_number(line, "fatalities", faults)
    latitude, longitude = read_degrees(line, "latitude", 90, faults), read_degrees(line, "longitude", 180, faults)
    day = days.get(line.number)
    if day is None or dead is None:
        return None
    return PlacedEvent(
        f"{SOURCE}:{row['event_id_cnty']}", SOURCE, kind, day, day + timedelta(days=1), None, _read_sides(row),
        row["country"] or None, row.get("admin1") or None, row.get("admin2") or None, row.get("location") or None, latitude, longitude,
        dead, dead, dead, kind in VIOLENT,
    )  # fmt: skip


def _read_sides(row: Mapping[str, str]) -> tuple[Side, ...]:
    """The actors; who attacked is known only where the other side is civilians or nobody, not in battles."""
    first, second = row["actor1"], row.get("actor2", "")
    told = row["event_type"] != "Battles" and (not second or second.startswith(CIVILIANS))
    names: Sequence[tuple[str, bool]] = [(first, True), (second, False)]
    return tuple(Side(name, ("doer" if leads else "target") if told else "side") for name, leads in names if name)
