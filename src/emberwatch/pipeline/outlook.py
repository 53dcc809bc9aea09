"""Runs the outlook: hands the counts at hand to the pure functions of `outlook`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from emberwatch.errors import SettingError
from emberwatch.model.outlook import Measure
from emberwatch.model.reading import Reading
from emberwatch.outlook.answer import Ask, GroupOutlook, make_outlook, make_unit
from emberwatch.outlook.expect import expect_counts
from emberwatch.outlook.fitted import pick_fit
from emberwatch.outlook.models.drifting import Drifting
from emberwatch.outlook.names import find_group, find_place
from emberwatch.outlook.resurgence import Definition, Kind
from emberwatch.outlook.series import make_series, place_key, select_counts
from emberwatch.outlook.signals import Signal, find_signals
from emberwatch.outlook.territory import find_territory
from emberwatch.pipeline.outlook_supply import Supply, import_table, lie_in, load_fits, load_readings, load_record, load_supply

__all__ = ["ask_group", "ask_outlook", "import_table", "render_outlook"]


def ask_group(
    group: str, *, place: str | None = None, measure: Measure = "events", horizons: Sequence[int] = (3, 6, 12), as_known_on: date | None = None,
    definition: Definition | None = None, lost: date | None = None, later: bool = False, readings: Sequence[Reading] = (), source: str | None = None,
    home: Path | None = None, supply: Supply | None = None,
) -> GroupOutlook:  # fmt: skip
    """The outlook for a group by the counts at hand; raises `NotFound` with the nearest names for an unknown group or place.

    Without `as_known_on` it is asked at the end of what the counts cover. `readings` are the reports whose signals are shown.
    """
    check_horizons(horizons)
    supply = supply or load_supply(group, home, source)
    name = find_group(group, supply.groups, supply.names)
    cutoff = as_known_on or supply.last_day
    key, place_name = find_place_of(place, name, supply)
    ask = Ask(name, cutoff, measure, tuple(sorted(set(horizons))), definition or Definition(), key, place_name, lost)
    rows = select_counts(supply.counts, name, key, cutoff)
    series = make_series(rows, make_unit(ask), measure, cutoff)
    expected, model = expect_counts(series, max(ask.horizons), Drifting())
    aliases = next(((each.name, *each.aliases, *each.sources) for each in supply.names if each.name == name), (name,))
    signals: tuple[Signal, ...] = find_signals(readings, aliases, cutoff, _year_before(cutoff))
    fit = pick_fit(load_fits(), series.last_month)
    made = make_outlook(supply.counts, ask, fit, expected, model, source=supply.source, signals=signals, later=later)
    return replace(made, territory=find_territory(readings, aliases, cutoff, lie_in(place_name) if place_name else None))


def check_horizons(horizons: Sequence[int]) -> None:
    """Raises `SettingError` unless there are some and all are months from 1 to 12."""
    if not horizons or any(not 1 <= horizon <= 12 for horizon in horizons):
        raise SettingError(f"horizons are {', '.join(map(str, horizons)) or 'none'}; give months from 1 to 12, such as 3m,6m,12m")


def _year_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 365)


def find_place_of(place: str | None, group: str, supply: Supply) -> tuple[str | None, str | None]:
    """The key of a place in which the group has events, and its name; None for none; raises `NotFound` with the nearest names."""
    if place is None:
        return None, None
    names: dict[str, str] = {}
    for count in supply.counts:
        if count.role == "own" and count.group == group:
            for name in (count.country, count.region, *count.place):
                if name:
                    names.setdefault(place_key(name), name)
    key = find_place(place, place_key(place), names, group)
    return key, place if place_key(place) == key else names[key]


def render_outlook(told: GroupOutlook, format: str = "text", width: int = 100) -> str:
    """An outlook as text, json or html (with its picture where matplotlib is there)."""
    if format == "text":
        from emberwatch.outlook.tell import render_text

        return render_text(told, width)
    if format == "json":
        from emberwatch.outlook.objects import outlook_object

        return json.dumps(outlook_object(told), ensure_ascii=False, indent=2) + "\n"
    if format == "html":
        from emberwatch.outlook.draw import draw_outlook
        from emberwatch.outlook.page import render_page

        try:
            picture = draw_outlook(told, "svg").decode("utf-8")
        except SettingError:
            picture = None
        return render_page(told, picture)
    raise SettingError(f"there is no format {format!r} for an outlook; give text, json or html")


def ask_outlook(
    group: str, *, readings_of: str | None = None, place: str | None = None, measure: Measure = "events", horizon: Sequence[int] = (3, 6, 12),
    as_known_on: date | None = None, lost_territory: date | None = None, kind: Kind = "resurgence", floor: float = 1.0, fall: float = 0.8,
    back: float = 1 / 3, limit: float = 0.0, what_happened_next: bool = False, source: str | None = None,
) -> GroupOutlook:  # fmt: skip
    """`ask_group` with the words of the command line; `readings_of` is a record whose reports are searched for signals on the group."""
    supply = load_record(readings_of) if source == "record" else None
    definition = Definition(kind=kind, floor=floor, fall_share=fall, return_share=back, limit=limit)
    return ask_group(
        group, place=place, measure=measure, horizons=horizon, as_known_on=as_known_on, definition=definition, lost=lost_territory,
        later=what_happened_next, readings=load_readings(group, readings_of), source=source, supply=supply,
    )  # fmt: skip
