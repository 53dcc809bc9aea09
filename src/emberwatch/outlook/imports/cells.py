"""Rows of a file of events, and the numbers and days in their cells."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from emberwatch.outlook.imports.faults import Faults, list_lines

Row = Mapping[str, str]
CLOCK = r"(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?"
DAY_FORMATS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "2019-03-31": (re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}}){CLOCK}"), "%Y-%m-%d"),
    "31 March 2019": (re.compile(r"(\d{1,2} [A-Z][a-z]{3,8} \d{4})"), "%d %B %Y"),
    "31-Mar-2019": (re.compile(r"(\d{1,2}-[A-Z][a-z]{2}-\d{4})"), "%d-%b-%Y"),
}
"""The ways to write a day that leave no doubt which number is the month; 03/04/2019 is not among them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row and the line of the file on which it begins (1 is the first)."""

    number: int
    row: Row


def read_csv_rows(text: str, needed: Sequence[str], faults: Faults, names: Mapping[str, str] | None = None) -> list[Line]:
    """The rows of a comma-separated file under the names of its first line; `names` renames columns.

    Raises `TableError` for an empty file and for missing columns; a row with too many or too few cells is a fault.
    """
    reader = csv.reader(text.lstrip("\ufeff").splitlines(keepends=True), strict=True)
    lines: list[Line] = []
    try:
        header = next(reader, None)
        head = [(names or {}).get(cell.strip().lower(), cell.strip().lower()) for cell in header or ()]
        _check_header(head, needed, faults)
        start = reader.line_num + 1
        for cells in reader:
            if cells and len(cells) != len(head):
                faults.add(start, f"{len(cells)} cells where the first line names {len(head)} columns")
            elif cells:
                lines.append(Line(start, dict(zip(head, (cell.strip() for cell in cells), strict=True))))
            start = reader.line_num + 1
    except csv.Error as error:
        faults.add(reader.line_num, f"not a comma-separated line ({error})")
    if not lines and not faults.found:
        faults.add(0, "it has a first line with names and no rows")
    return lines


def _check_header(head: Sequence[str], needed: Sequence[str], faults: Faults) -> None:
    if not any(head):
        faults.add(0, "it is empty")
        faults.check()
    twice = sorted({name for name in head if name and head.count(name) > 1})
    if twice:
        faults.add(1, f"columns named twice: {', '.join(twice)}")
    missing = [name for name in needed if name not in head]
    if missing:
        faults.add(1, f"columns missing: {', '.join(missing)} (there are: {', '.join(filter(None, head))})")
    faults.check()


def read_json_rows(lines: Iterable[str], needed: Sequence[str], faults: Faults) -> list[Line]:
    """The rows of a file with one JSON object a line; null and absent cells that are not `needed` are empty."""
    rows: list[Line] = []
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            found = json.loads(text)
        except json.JSONDecodeError as error:
            faults.add(number, f"not a JSON object ({error.msg})")
            continue
        if not isinstance(found, dict):
            faults.add(number, "not a JSON object")
            continue
        missing = [name for name in needed if name not in found]
        if missing:
            faults.add(number, f"fields missing: {', '.join(missing)}")
        rows.append(Line(number, {str(name): "" if value is None else str(value).strip() for name, value in found.items()}))
    if not rows and not faults.found:
        faults.add(0, "it is empty")
    return rows


def read_number(line: Line, column: str, faults: Faults, *, whole: bool = True) -> float | None:
    """The number in a cell, 0 or more; a fault and None for words, nothing, or a number below 0."""
    words = line.row.get(column, "")
    try:
        number = float(words)
    except ValueError:
        faults.add(line.number, f"{column} is {words!r}, not a number" if words else f"{column} is empty")
        return None
    if not math.isfinite(number) or number < 0:
        faults.add(line.number, f"{column} is {words}; it must be 0 or more")
        return None
    if whole and number != int(number):
        faults.add(line.number, f"{column} is {words}; it must be a whole number")
        return None
    return number


def read_degrees(line: Line, column: str, most: float, faults: Faults) -> float | None:
    """Degrees from -`most` to `most`; None where the cell is empty or absent."""
    words = line.row.get(column, "")
    if not words:
        return None
    try:
        degrees = float(words)
    except ValueError:
        faults.add(line.number, f"{column} is {words!r}, not a number")
        return None
    if not -most <= degrees <= most:
        faults.add(line.number, f"{column} is {words}; it must lie from -{most:g} to {most:g}")
        return None
    return degrees


def read_days(lines: Sequence[Line], column: str, faults: Faults, as_of: date | None) -> dict[int, date]:
    """The day in `column` by line; faults for days in no or in several ways of writing, and for days after `as_of`."""
    days: dict[int, date] = {}
    used: dict[str, list[int]] = {}
    for line in lines:
        words = line.row.get(column, "")
        found = parse_day(words)
        if found is None:
            faults.add(line.number, f"{column} is {words!r}, not a day written as {' or '.join(DAY_FORMATS)}" if words else f"{column} is empty")
            continue
        form, day = found
        used.setdefault(form, []).append(line.number)
        if as_of is not None and day > as_of:
            faults.add(line.number, f"{column} is {words}, after {as_of}; if that day is right, give a later day with --as-of")
        days[line.number] = day
    if len(used) > 1:
        kinds = "; ".join(f"{form} on {list_lines(numbers)}" for form, numbers in used.items())
        faults.add(0, f"{column} is written in {len(used)} ways: {kinds}. Give one way throughout")
    return days


def parse_day(words: str) -> tuple[str, date] | None:
    """The way `words` write a day, and the day; None where they are not one of `DAY_FORMATS`."""
    for form, (pattern, code) in DAY_FORMATS.items():
        matched = pattern.fullmatch(words)
        if matched:
            try:
                return form, datetime.strptime(matched[1], code).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                return None
    return None


def drop_repeated(lines: Sequence[Line], column: str, faults: Faults) -> tuple[list[Line], list[str]]:
    """The rows without repetitions of the very same row, and a note of them; the same id on rows that differ is a fault."""
    first: dict[str, Line] = {}
    again: list[int] = []
    for line in lines:
        id_ = line.row.get(column, "")
        if not id_:
            faults.add(line.number, f"{column} is empty")
            continue
        known = first.setdefault(id_, line)
        if known is line:
            continue
        if known.row == line.row:
            again.append(line.number)
        else:
            changed = sorted(name for name in line.row if line.row[name] != known.row.get(name))
            faults.add(line.number, f"{column} {id_} stands on line {known.number} too, with other values of {', '.join(changed)}")
    notes = [f"{len(again)} rows repeat an earlier one word for word and are taken once ({list_lines(again)})"] if again else []
    return list(first.values()), notes
