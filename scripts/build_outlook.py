"""Writes the shipped counts and hazards of the outlook from a file of UCDP events; figures only, no event is copied."""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

from emberwatch.dates.month import format_month, last_day, month_of, parse_month
from emberwatch.model.placed import PlacedEvent
from emberwatch.outlook.chance_backtest import Asked, run_backtest
from emberwatch.outlook.count_table import format_counts
from emberwatch.outlook.counts import count_events
from emberwatch.outlook.fitted import fit_as_json, fit_chances
from emberwatch.outlook.history import History, make_history
from emberwatch.outlook.imports.ucdp import parse_ged, parse_ged_jsonl
from emberwatch.outlook.names import map_sources, parse_groups
from emberwatch.outlook.resurgence import Definition
from emberwatch.outlook.series import sum_months

FOLDER = Path(__file__).resolve().parents[1] / "src" / "emberwatch" / "data" / "outlook"
LEAST_EVENTS = 30
SHIPPED = (
    "Islamic State", "Taliban", "Al-Shabaab", "Boko Haram", "Tehrik-i-Taliban Pakistan", "Al-Qaeda in the Arabian Peninsula", "Al-Qaeda in the Islamic Maghreb",
    "Syrian Democratic Forces", "Hayat Tahrir al-Sham", "Syrian insurgents", "Communist Party of the Philippines", "Communist Party of India (Maoist)",
    "Kurdistan Workers' Party", "Ambazonia insurgents",
)  # fmt: skip
ATTRIBUTION = "computed from a sample of events of the Uppsala Conflict Data Program (UCDP GED, CC BY 4.0, https://ucdp.uu.se); not totals"


def main() -> None:
    """Reads the events, writes `counts.tsv` and `hazard.json`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=Path, help="a GED csv, or JSON lines; plain or .gz")
    parser.add_argument("--until", default="2022-12", help="the last month that the events cover (YYYY-MM)")
    parser.add_argument("--first", default="2014-01", help="the first month of the backtest (YYYY-MM)")
    given = parser.parse_args()
    until, first = parse_month(given.until), parse_month(given.first)
    events = [event for event in load_events(given.events) if event.end <= last_day(until) + timedelta(days=1)]
    names = map_sources(parse_groups((FOLDER / "groups.tsv").read_text(encoding="utf-8")))
    write_counts(events, names, until)
    write_hazards(make_histories(events, names), first, until)


def load_events(path: Path) -> tuple[PlacedEvent, ...]:
    """The events of a file, as its name tells the layout."""
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return parse_ged_jsonl(text.split("\n"), path.name).events if ".jsonl" in path.name else parse_ged(text, path.name).events


def find_groups(events: list[PlacedEvent], names: dict[str, str]) -> list[str]:
    """Every named side with at least `LEAST_EVENTS` events that is no state and not civilians."""
    numbers = Counter(names.get(name, name) for event in events for name in event.names)
    return sorted(name for name, number in numbers.items() if number >= LEAST_EVENTS and not name.startswith("Government of") and name != "Civilians")


def make_histories(events: list[PlacedEvent], names: dict[str, str]) -> list[History]:
    """The histories of all groups with enough events."""
    groups = find_groups(events, names)
    counts = count_events(events, names, groups)
    return [make_history(counts, group) for group in groups]


def write_counts(events: list[PlacedEvent], names: dict[str, str], until: int) -> None:
    """The monthly counts of the shipped groups, their enemies and their countries."""
    counts = [count for count in count_events(events, names, SHIPPED) if month_of(count.day) <= until]
    countries = {count.country for count in counts if count.role == "own"}
    kept = sum_months(count for count in counts if count.country in countries)
    head = ("Events and deaths by group, region and month, with the month in which they became known", ATTRIBUTION, f"covered until {format_month(until)}")
    (FOLDER / "counts.tsv").write_text(format_counts(kept, head), encoding="utf-8")
    print(f"counts.tsv: {len(kept):,} rows, {(FOLDER / 'counts.tsv').stat().st_size:,} bytes")


def write_hazards(histories: list[History], first: int, until: int) -> None:
    """A hazard for every half year, fitted on what was known at its end, with the record of forecasts settled by then."""
    definition = Definition()
    asked: list[Asked] = list(run_backtest(histories, first, until, definition))
    ends = [month for month in range(first + 11, until + 1) if month % 6 == 5]
    fits = [fit for end in ends if (fit := fit_chances(histories, asked, first - 24, end, definition)) is not None]
    content = {"attribution": ATTRIBUTION, "groups": len(histories), "fits": [fit_as_json(fit) for fit in fits]}
    (FOLDER / "hazard.json").write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")
    last = fits[-1]
    print(f"hazard.json: {len(fits)} fits, {(FOLDER / 'hazard.json').stat().st_size:,} bytes")
    for horizon, record in last.records.items():
        skills = "; ".join(f"{s.against} {s.value:+.3f} ({s.low:+.3f} to {s.high:+.3f})" for s in record.skills)
        print(f"{horizon:>2} months: {record.cases} forecasts, {record.came_true} true, {record.returns} returns, {record.groups} groups")
        print(f"   calibration error {record.calibration_error:.3f}; Brier skill against {skills}")


if __name__ == "__main__":
    main()
