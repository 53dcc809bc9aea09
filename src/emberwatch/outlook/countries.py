"""Deaths by country and month: the series, the predicted distributions, and the table in the layout of VIEWS."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from emberwatch.dates.month import format_month, month_of, parse_month
from emberwatch.errors import NotFound
from emberwatch.model.outlook import Series, Unit
from emberwatch.model.placed import CountryMonth
from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.likelihood import name_chance
from emberwatch.outlook.models.base import Model
from emberwatch.outlook.names import offer
from emberwatch.outlook.panel import make_panel
from emberwatch.outlook.tell import percent

DRAWS = 1000
MONTH_1 = parse_month("1980-01")
"""Month 1 of VIEWS."""


@dataclass(frozen=True, slots=True, eq=False)
class CountryOutlook:
    """The predicted deaths of one country after `series`; `number` is the country's number at VIEWS."""

    series: Series
    number: int
    forecast: Forecast
    source: str = ""


def make_country_series(months: Iterable[CountryMonth], cutoff: date) -> dict[int, Series]:
    """The series of every country by VIEWS's number, up to the last month listed that ended by `cutoff`; missing months are None."""
    last = month_of(cutoff + timedelta(days=1)) - 1
    rows: dict[int, dict[int, CountryMonth]] = defaultdict(dict)
    for each in months:
        if each.month <= last:
            rows[each.country][each.month] = each
    end = max((max(found) for found in rows.values()), default=last)
    made = {}
    for number, found in sorted(rows.items()):
        first, any_ = min(found), next(iter(found.values()))
        best = tuple(found[m].deaths if m in found else None for m in range(first, end + 1))
        unit = Unit(any_.iso or str(number), any_.name, "country", any_.iso)
        made[number] = Series(unit, "deaths", first, best, best, best, cutoff)
    return made


def find_country(given: str, series: dict[int, Series]) -> int:
    """The number of the country with this code, number or name; raises `NotFound` with the nearest names."""
    ways = {key.lower(): number for number, each in series.items() for key in (each.unit.id, each.unit.name, str(number))}
    if given.lower() in ways:
        return ways[given.lower()]
    raise NotFound(f"no deaths of a country {given!r} are here; {offer(given, {way: series[number].unit.name for way, number in ways.items()})}")


def ask_countries(series: dict[int, Series], given: Sequence[str], months: int, model: Model, source: str, seed: int = 0) -> list[CountryOutlook]:
    """The predicted deaths of countries for each of the next `months`; the model is fitted once, on all countries together."""
    numbers = [find_country(name, series) for name in given]
    order, ahead = list(series), tuple(range(1, months + 1))
    whole = model.fit(make_panel([series[number] for number in order]), ahead, seed).predict(ahead, DRAWS)
    return [CountryOutlook(series[number], number, pick_row(whole, order.index(number)), source) for number in numbers]


def pick_row(forecast: Forecast, row: int) -> Forecast:
    """The part of a forecast that is of one unit."""
    return Forecast(forecast.model, (forecast.units[row],), forecast.origin, forecast.horizons, forecast.draws[row : row + 1])


def tell_country(told: CountryOutlook) -> str:
    """The outlook as text: bands by month, beside the last year."""
    name, last = told.series.unit.name, told.series.last_month
    recent = ", ".join("unknown" if value is None else f"{value:g}" for value in told.series.best[-12:])
    lines = [f"{name}: deaths a month as known on {told.series.known}", f"Source: {told.source}", "", f"The last twelve months counted {recent}.", ""]
    lines += [f"Predicted ({told.forecast.model})", f"  {'month':<20}{'median':>8}   {'50 %':<16}{'90 %':<16}any at all"]
    runs = [(columns, told.forecast.read_distribution(0, columns[0])) for columns in find_runs(told.forecast)]
    for columns, d in runs:
        half, most = d.get_band(0.5), d.get_band(0.9)
        bands = f"{f'{half.low:g} to {half.high:g}':<16}{f'{most.low:g} to {most.high:g}':<16}"
        first, end = (format_month(last + told.forecast.horizons[column]) for column in (columns[0], columns[-1]))
        months = first if first == end else f"{first} to {end}"
        lines.append(f"  {months:<20}{d.get_quantile(0.5):>8g}   {bands}{percent(d.any_prob)} ({name_chance(d.any_prob)})")
    return "\n".join(lines) + "\n"


def find_runs(forecast: Forecast) -> list[list[int]]:
    """The columns of a forecast of one unit in runs of neighbouring horizons that have the same draws."""
    runs: list[list[int]] = []
    for column, horizon in enumerate(forecast.horizons):
        before = runs[-1][-1] if runs else None
        same = before is not None and horizon == forecast.horizons[before] + 1 and np.array_equal(forecast.draws[0, before], forecast.draws[0, column])
        if same:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def views_rows(told: Sequence[CountryOutlook]) -> dict[str, list[int]]:
    """The draws as VIEWS wants them: columns country_id, month_id, draw and outcome."""
    table: dict[str, list[int]] = {name: [] for name in ("country_id", "month_id", "draw", "outcome")}
    for each in told:
        for column, month in enumerate(each.forecast.months):
            draws = each.forecast.draws[0, column]
            table["country_id"] += [each.number] * len(draws)
            table["month_id"] += [month - MONTH_1 + 1] * len(draws)
            table["draw"] += list(range(len(draws)))
            table["outcome"] += [round(float(draw)) for draw in draws]
    return table
