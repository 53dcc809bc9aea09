"""Runs the outlook for a country on imported VIEWS months."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from emberwatch.dates.month import last_day, parse_month
from emberwatch.errors import NotFound, SettingError
from emberwatch.model.placed import CountryMonth
from emberwatch.outlook.countries import CountryOutlook, find_runs, make_country_series, tell_country, views_rows
from emberwatch.outlook.countries import ask_countries as ask_all
from emberwatch.outlook.models.shipped import DEFAULT
from emberwatch.pipeline.outlook_supply import read_table
from emberwatch.settings import user_home

SOURCE = "imported VIEWS country-months (VIEWS/UCDP)"
MONTHS_MAX = 36
"""So many months ahead a country may be asked about; VIEWS asks for 14."""
ONE_LINE = "Months in one line have the same distribution: it tells how far single months may lie apart, not which of them is higher."


def ask_countries(
    countries: Sequence[str], horizon: Sequence[int] = (3, 6, 12), as_known_on: date | None = None, home: Path | None = None
) -> list[CountryOutlook]:
    """The predicted deaths of countries (codes, numbers or names; none: all of them) for every month up to the longest horizon, 36 at most."""
    if not horizon or not 1 <= max(horizon) <= MONTHS_MAX:
        raise SettingError(f"horizons are {', '.join(map(str, horizon)) or 'none'}; give months from 1 to {MONTHS_MAX}, such as 14m")
    path = (home or user_home()) / "outlook" / "views.jsonl.gz"
    if not path.exists():
        raise NotFound("no country-months are imported; import some with `emberwatch import views FILE`")
    rows = [json.loads(line) for line in read_table(path).split("\n") if line]
    months = [CountryMonth(**{**row, "month": parse_month(row["month"])}) for row in rows]
    cutoff = as_known_on or last_day(max(month.month for month in months))
    series = make_country_series(months, cutoff)
    if not series:
        raise NotFound(f"no country-month had ended by {cutoff}; the first is {min(row['month'] for row in rows)}")
    named = [spell_country(name, [each.unit.name for each in series.values()]) for name in countries]
    return ask_all(series, named or [str(number) for number in series], max(horizon), DEFAULT, SOURCE)


def spell_country(given: str, names: Sequence[str]) -> str:
    """The one of `names` that is the country of an ISO code (SYR, SY) or of another name of it; `given` itself where none is."""
    from emberwatch.resolve.actor_tables import FOLDER, load_states
    from emberwatch.text.table import read_rows

    codes = {cells[1]: cells[2] for _, cells in read_rows(FOLDER / "codes.tsv") if cells[0] == "country"}
    code = codes.get(given.upper(), given.upper())
    for state in load_states():
        ways = {name.lower() for name in state.actor.aliases}
        if code == state.code or given.lower() in ways:
            return next((name for name in names if name.lower() in ways), given)
    return given


def render_countries(told: Sequence[CountryOutlook]) -> str:
    """The outlooks as text, one after another."""
    joined = any(len(run) > 1 for each in told for run in find_runs(each.forecast))
    return "\n".join([*(tell_country(each) for each in told), *([f"{ONE_LINE}\n"] if joined else [])])


def write_views_parquet(told: Sequence[CountryOutlook], path: Path) -> int:
    """Writes the draws as VIEWS wants them and says how many rows; raises `SettingError` where pyarrow is missing."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped]
        import pyarrow.parquet as pq  # type: ignore[import-untyped]
    except ImportError as error:
        raise SettingError('Parquet needs pyarrow; install it with `pip install "emberwatch[tables]"`') from error
    table = pa.table(views_rows(told))
    pq.write_table(table, path)
    return int(table.num_rows)
