"""Deaths by country and month, as in the VIEWS prediction challenge of 2023/24: each year forecast from data to the October before.

    python -m bench.outlook [--chart FILE]

prints one line a model and year, and the countries that decide the plain mean. Past only: a model is handed a copy of the panel
that ends at the origin. Deaths: VIEWS/UCDP.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figure import Measured, Skipped
from bench.shared import Setting, find_shared

if TYPE_CHECKING:
    from emberwatch.outlook.backtest import Scored, Trial
    from emberwatch.outlook.models.base import Model
    from emberwatch.outlook.panel import Panel

YEARS = (2020, 2021, 2022)
HORIZONS = tuple(range(3, 15))
DRAWS = 1008
"""A multiple of twelve, so that the last twelve months stand in equal parts in conflictology's draws."""
SEED = 20231
KNOWN = date(2022, 12, 31)
PUBLISHED_CRPS = {2020: 21.3, 2021: 76.8, 2022: 124.0}
"""Conflictology's mean CRPS as VIEWS published it."""
PUBLISHED_IGNORANCE = {2020: 0.57, 2021: 0.69, 2022: 0.70}
"""Conflictology's ignorance as published: its twelve draws resampled to 1,000 by a Fourier method, which lowers it; ours from them as they are is higher."""
SCORES = ("crps", "log_crps", "ignorance", "interval", "covered", "covered_randomised")


@dataclass(frozen=True, slots=True)
class Told:
    """A model's trials and scores by year, and the processor seconds they took."""

    model: str
    trials: Mapping[int, Trial]
    scores: Mapping[int, Scored]
    seconds: float

    def mean(self, name: str, year: int | None = None) -> float:
        """The mean of a score in a year, or of the three years' means."""
        years = YEARS if year is None else (year,)
        return sum(self.scores[each].mean(name) for each in years) / len(years)


def load_panel(path: Path) -> Panel:
    """The panel of all countries in a VIEWS table."""
    from emberwatch.outlook.countries import make_country_series
    from emberwatch.outlook.imports.views import parse_views
    from emberwatch.outlook.panel import make_panel

    table = parse_views(path.read_text(encoding="utf-8"), path.name, KNOWN)
    return make_panel(list(make_country_series(table.country_months, KNOWN).values()))


def ask(model: Model, panel: Panel) -> Told:
    """Backtest one model over the three years."""
    from emberwatch.dates.month import parse_month
    from emberwatch.outlook.backtest import run_backtest, score_trial

    began = time.process_time()
    origins = {year: parse_month(f"{year - 1}-10") for year in YEARS}
    made = run_backtest([model], panel, list(origins.values()), HORIZONS, DRAWS, SEED)
    trials = dict(zip(YEARS, made, strict=True))
    return Told(model.name, trials, {year: score_trial(trial) for year, trial in trials.items()}, time.process_time() - began)


def ask_all(panel: Panel, quick: bool = False) -> list[Told]:
    """Every model, the naive ones first; those alone and the default where `quick`. Models whose library is absent are left out."""
    from importlib.util import find_spec

    from emberwatch.outlook.models.naive import NAIVE_MODELS
    from emberwatch.outlook.models.shipped import COUNT_MODELS, DEFAULT

    models = (*NAIVE_MODELS, DEFAULT) if quick else COUNT_MODELS
    return [ask(model, panel) for model in models if all(find_spec(library) for library in model.abilities.libraries)]


def measure(setting: Setting) -> Measured:
    """The default model against conflictology; every model's means; the chart where matplotlib is installed."""
    told = {each.model: each for each in ask_all(load_panel(setting.need("corpora", "views", "country_month.csv")), setting.quick)}
    from emberwatch.outlook.models.shipped import DEFAULT

    figures = compare(told[DEFAULT.name], told["conflictology"])
    for each in told.values():
        stem = f"views.{each.model.replace(' ', '_').replace(',', '')}"
        figures |= {f"{stem}.{name}": each.mean(name) for name in ("crps", "log_crps", "ignorance")}
    figures["views.seconds"] = sum(each.seconds for each in told.values())
    try:
        charts = {} if setting.quick else {"outlook_countries.svg": draw_chart(list(told.values()))}
    except Skipped:
        charts = {}
    return Measured(figures, charts)


def compare(ours: Told, theirs: Told) -> dict[str, float]:
    """The figures with a bar: reproduction, CRPS by year, CRPS of the logarithm, ignorance, coverage, and skill with its interval."""
    import numpy as np

    from emberwatch.outlook.scores import find_skill

    figures = {f"views.{year}.reproduced_gap": abs(theirs.mean("crps", year) - PUBLISHED_CRPS[year]) for year in YEARS}
    figures |= {f"views.{year}.crps_ratio": ours.mean("crps", year) / theirs.mean("crps", year) for year in YEARS}
    figures |= {f"views.{year}.ignorance_over_published": ours.mean("ignorance", year) - PUBLISHED_IGNORANCE[year] for year in YEARS}
    figures["views.log_crps_ratio"] = ours.mean("log_crps") / theirs.mean("log_crps")
    figures["views.ignorance_ratio"] = ours.mean("ignorance") / theirs.mean("ignorance")
    figures["views.coverage_gap"] = abs(ours.mean("covered_randomised") - 0.9)
    figures["views.coverage"], figures["views.coverage_ends_included"] = ours.mean("covered_randomised"), ours.mean("covered")
    scores = [np.concatenate([one.scores[year].log_crps.ravel() for year in YEARS]) for one in (ours, theirs)]
    countries = np.tile(np.repeat(np.arange(len(ours.scores[YEARS[0]].crps)), len(HORIZONS)), len(YEARS))
    skill = find_skill(*scores, countries, SEED)
    return figures | {"views.log_skill": skill.value, "views.log_skill.low": skill.low, "views.log_skill.high": skill.high}


def find_deciders(ours: Told, theirs: Told, year: int, most: int = 6) -> list[tuple[str, float, float, float]]:
    """The countries with the largest part in conflictology's mean CRPS of a year: name, its part, our part, deaths a month that year."""
    trial = theirs.trials[year]
    parts, mine = (one.scores[year].crps.mean(axis=1) / len(trial.actual) for one in (theirs, ours))
    order = sorted(range(len(parts)), key=lambda row: -parts[row])[:most]
    return [(trial.forecast.units[row].name, float(parts[row]), float(mine[row]), float(trial.actual[row].mean())) for row in order]


def draw_chart(told: Sequence[Told]) -> str:
    """The SVG of bench/outlook_chart.py; raises `Skipped` without matplotlib."""
    from bench.outlook_chart import draw

    return draw(told)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table and the deciding countries; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.outlook", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chart", type=Path, metavar="FILE", help="write the chart as SVG")
    parser.add_argument("--quick", action="store_true", help="the naive models and the default alone")
    options = parser.parse_args(arguments)
    told = ask_all(load_panel(Setting(find_shared()).need("corpora", "views", "country_month.csv")), options.quick)
    theirs = next(each for each in told if each.model == "conflictology")
    print(f"{'model':26s} {'CRPS by year':>25s}  {'CRPS of log(1+deaths)':>25s}   {'ignorance':>17s}  90 % bands  seconds")
    for each in told:
        rows = [
            " ".join(f"{each.mean(name, year):{width}}" for year in YEARS) for name, width in (("crps", "8.2f"), ("log_crps", "8.4f"), ("ignorance", "5.3f"))
        ]
        print(f"{each.model:26s} {rows[0]}  {rows[1]}   {rows[2]}  {each.mean('covered_randomised'):.3f}  {each.seconds:6.0f}", flush=True)
    ours = next((each for each in told if each.model == "memories"), theirs)
    for name, value in compare(ours, theirs).items():
        print(f"{name:44s} {value:.4f}")
    for year in YEARS:
        print(
            year,
            "; ".join(f"{name} {part:.1f} (ours {mine:.1f}; {deaths:.0f} deaths a month)" for name, part, mine, deaths in find_deciders(ours, theirs, year)),
        )
    if options.chart:
        options.chart.write_text(draw_chart(told), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
