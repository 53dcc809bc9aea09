"""VIEWS: deaths by country and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from emberwatch.dates.month import format_month, last_day, parse_month
from emberwatch.model.placed import CountryMonth, Imported
from emberwatch.outlook.imports.cells import Line, read_csv_rows, read_number
from emberwatch.outlook.imports.faults import Faults
from emberwatch.outlook.imports.gaps import find_gaps, format_gaps

DEATHS = ("ged_sb_actual", "ged_sb", "ged_sb_best_sum_nokgi", "ged_best_sb")
"""The names that VIEWS has given to state-based deaths, the newest first."""
MONTH_1 = parse_month("1980-01")
"""Month 1 of VIEWS."""
SOURCE = "views"
SHOWN_MAX = 8


def parse_views(text: str, file: str, as_of: date | None = None) -> Imported:
    """The country-months of a VIEWS table; raises `TableError` with every fault, months that end after `as_of` among them.

    A country's missing months stay missing and are named in the notes: nothing is filled in.
    """
    faults = Faults(file)
    deaths = _find_deaths(text)
    rows = read_csv_rows(text, ("country_id", deaths), faults)
    made = [found for line in rows if (found := _make_month(line, deaths, faults, as_of)) is not None]
    _check_twice(made, faults)
    faults.check()
    months = sorted((each for _, each in made), key=lambda m: (m.month, m.country))
    return Imported(SOURCE, country_months=tuple(months), notes=_note_gaps(months))


def _find_deaths(text: str) -> str:
    head = {cell.strip().lower() for cell in text.lstrip("\ufeff").partition("\n")[0].split(",")}
    return next((name for name in DEATHS if name in head), DEATHS[0])


def _make_month(line: Line, deaths: str, faults: Faults, as_of: date | None) -> tuple[int, CountryMonth] | None:
    month, dead = _read_month(line, faults), read_number(line, deaths, faults, whole=False)
    country = read_number(line, "country_id", faults)
    if month is None or dead is None or country is None:
        return None
    if as_of is not None and last_day(month) > as_of:
        faults.add(line.number, f"month {format_month(month)} ends after {as_of}; if it is over, give a later day with --as-of")
    name = line.row.get("country") or f"country {int(country)}"
    return line.number, CountryMonth(int(country), name, line.row.get("iso") or line.row.get("isoab") or None, month, dead)


def _read_month(line: Line, faults: Faults) -> int | None:
    """The month by `month` (2019-03) or `month_id` (471); where both are there they must agree."""
    words, number = line.row.get("month", ""), line.row.get("month_id", "")
    try:
        by_words = parse_month(words) if words else None
        by_number = MONTH_1 + int(number) - 1 if number else None
    except ValueError:
        faults.add(line.number, f"month {words!r} or month_id {number!r} is no month; write 2019-03 and 471")
        return None
    if by_words is None and by_number is None:
        faults.add(line.number, "neither month (2019-03) nor month_id (471) is given")
    elif by_words is not None and by_number is not None and by_words != by_number:
        faults.add(line.number, f"month {words} and month_id {number} ({format_month(by_number)}) differ")
        return None
    return by_words if by_words is not None else by_number


def _check_twice(made: Sequence[tuple[int, CountryMonth]], faults: Faults) -> None:
    first: dict[tuple[int, int], int] = {}
    for number, each in made:
        before = first.setdefault((each.country, each.month), number)
        if before != number:
            faults.add(number, f"{each.name} in {format_month(each.month)} stands on line {before} too")


def _note_gaps(months: Sequence[CountryMonth]) -> tuple[str, ...]:
    """A sentence for each country with months missing inside its span, and one for those that begin or end apart from the rest."""
    by_country: Mapping[int, list[CountryMonth]] = defaultdict(list)
    for each in months:
        by_country[each.country].append(each)
    gapped = [(rows[0].name, gaps) for rows in by_country.values() if (gaps := find_gaps(row.month for row in rows))]
    notes = [f"{name} has no row for {format_gaps(gaps)}; those months stay unknown" for name, gaps in gapped[:SHOWN_MAX]]
    if len(gapped) > SHOWN_MAX:
        notes.append(f"{len(gapped) - SHOWN_MAX} more countries have months without a row; they stay unknown")
    first, last = (months[0].month, months[-1].month) if months else (0, 0)
    short = [rows[0].name for rows in by_country.values() if rows[0].month > first or rows[-1].month < last]
    if short:
        notes.append(f"{len(short)} countries begin after {format_month(first)} or end before {format_month(last)}: {', '.join(short[:SHOWN_MAX])}")
    return tuple(notes)
