"""Placed events and country-months as one JSON object a line: how imports are kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from emberwatch.dates.month import format_month
from emberwatch.model.placed import CountryMonth, PlacedEvent, Side


def dump_events(events: Iterable[PlacedEvent]) -> Iterator[str]:
    """A line an event, fields that are None left out."""
    for event in events:
        row: dict[str, Any] = {name: value for name, value in asdict(event).items() if value is not None}
        row["sides"] = [[side.name, side.role] for side in event.sides]
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def dump_months(months: Iterable[CountryMonth]) -> Iterator[str]:
    """A line a country and month."""
    for each in months:
        yield json.dumps(asdict(each) | {"month": format_month(each.month)}, ensure_ascii=False, separators=(",", ":"))


def load_events(lines: Iterable[str]) -> tuple[PlacedEvent, ...]:
    """The events that `dump_events` wrote."""
    return tuple(_load(json.loads(line)) for line in lines if line.strip())


def _load(row: dict[str, Any]) -> PlacedEvent:
    days = {name: date.fromisoformat(row[name]) if row.get(name) else None for name in ("start", "end", "known")}
    return PlacedEvent(**{**row, **days, "sides": tuple(Side(name, role) for name, role in row["sides"])})
