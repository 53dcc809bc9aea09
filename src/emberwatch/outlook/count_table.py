"""Counts by group, region and month as a tab-separated table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from emberwatch.dates.month import format_month, last_day, month_of, parse_month
from emberwatch.errors import TableError
from emberwatch.outlook.counts import ROLES, Count

COLUMNS = ("group", "role", "country", "region", "month", "known", "events", "attacks", "low", "best", "high")


def format_counts(counts: Iterable[Count], head: Iterable[str] = ()) -> str:
    """The table, one row a group, role, place, month and month in which it became known; `head` are its comments."""
    lines = [f"# {words}" for words in head] + ["# " + "\t".join(COLUMNS)]
    for c in counts:
        known = "" if c.known is None else format_month(month_of(c.known))
        cells = (c.group, c.role, c.country or "", c.region or "", format_month(month_of(c.day)), known, c.events, c.attacks)
        lines.append("\t".join(map(str, cells)) + f"\t{c.low:g}\t{c.best:g}\t{c.high:g}")
    return "\n".join(lines) + "\n"


def parse_counts(text: str, file: str = "counts.tsv") -> tuple[Count, ...]:
    """The rows of the table; raises `TableError` with every line at fault."""
    counts, faults = [], []
    days: dict[str, date] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line and line[0] != "#":
            try:
                counts.append(_parse(line.split("\t"), days))
            except (ValueError, IndexError) as error:
                faults.append(f"  line {number}: {error}")
    if faults:
        raise TableError(f"{file} has {len(faults)} faults:\n" + "\n".join(faults[:40]))
    return tuple(counts)


def _parse(cells: list[str], days: dict[str, date]) -> Count:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} cells; expected {', '.join(COLUMNS)}")
    group, role, country, region, month, known, events, attacks, low, best, high = cells
    if role not in ROLES:
        raise ValueError(f"role {role!r}; expected one of {', '.join(ROLES)}")
    for words in (month, known):
        if words and words not in days:
            days[words] = last_day(parse_month(words))
    row = Count(group, role, days[month], days[known] if known else None, country or None, region or None, (), int(events), int(attacks))  # type: ignore[arg-type]
    return _with_dead(row, float(low), float(best), float(high))


def _with_dead(row: Count, low: float, best: float, high: float) -> Count:
    from dataclasses import replace

    if not 0 <= low <= best <= high:
        raise ValueError(f"deaths must be 0 ≤ low ≤ best ≤ high, not {low:g}, {best:g}, {high:g}")
    return replace(row, low=low, best=best, high=high, monthly=True)
