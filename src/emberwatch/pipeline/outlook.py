"""Runs the outlook: reads the shipped tables, imported files and the record, and hands them to the pure functions of `outlook`."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path

from emberwatch.dates.month import format_month, last_day, month_of, parse_month
from emberwatch.errors import NotFound, RecordError, SettingError, TableError
from emberwatch.model.outlook import Measure
from emberwatch.model.placed import Imported
from emberwatch.model.reading import Reading
from emberwatch.outlook.answer import Ask, GroupOutlook, make_outlook, make_unit
from emberwatch.outlook.count_table import parse_counts
from emberwatch.outlook.counts import Count, count_events
from emberwatch.outlook.events_file import dump_events, dump_months, load_events
from emberwatch.outlook.expect import expect_counts
from emberwatch.outlook.fitted import FittedChances, fit_from_json, pick_fit
from emberwatch.outlook.models.drifting import Drifting
from emberwatch.outlook.names import GroupNames, find_group, find_place, fold_name, map_sources, parse_groups
from emberwatch.outlook.resurgence import Definition, Kind
from emberwatch.outlook.series import make_series, place_key, select_counts
from emberwatch.outlook.signals import Signal, find_signals
from emberwatch.settings import user_home

KINDS = ("ucdp", "acled", "views")
SHIPPED_SOURCE = "a sample of UCDP events (UCDP GED, CC BY 4.0), figures shipped with Emberwatch; not totals"
SOURCES = {"ucdp": "imported UCDP events (UCDP, CC BY 4.0)", "acled": "imported ACLED events (ACLED, its terms of use apply)"}
LEAST_EVENTS = 30


def read_table(path: Path) -> str:
    """The text of a file, unpacked where it is gzipped; raises `TableError` where it is not UTF-8 or not whole."""
    content = path.read_bytes()
    try:
        return (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode("utf-8-sig")
    except (OSError, EOFError) as error:
        raise TableError(f"{path.name} is not a whole gzip file ({error}); fetch it again") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path.name} is not UTF-8 at byte {error.start}; save it as UTF-8") from error


def parse_table(kind: str, path: Path, as_of: date | None) -> Imported:
    """The events or country-months of a file of the field; raises `TableError` with every fault."""
    from emberwatch.outlook.imports.acled import parse_acled
    from emberwatch.outlook.imports.ucdp import parse_ged, parse_ged_jsonl
    from emberwatch.outlook.imports.views import parse_views

    text = read_table(path)
    if kind == "ucdp":
        return parse_ged_jsonl(text.split("\n"), path.name, as_of) if text.lstrip()[:1] == "{" else parse_ged(text, path.name, as_of)
    if kind not in KINDS:
        raise SettingError(f"no importer for {kind!r}; there are {', '.join(KINDS)}")
    return (parse_acled if kind == "acled" else parse_views)(text, path.name, as_of)


def import_table(kind: str, path: Path, as_of: date | None, home: Path | None = None) -> tuple[Imported, Path]:
    """Reads a file and keeps what it holds in the user's folder, in place of the last import of its kind; where it was kept."""
    found = parse_table(kind, path, as_of)
    kept = (home or user_home()) / "outlook" / f"{kind}.jsonl.gz"
    kept.parent.mkdir(parents=True, exist_ok=True)
    lines = dump_events(found.events) if found.events else dump_months(found.country_months)
    kept.write_bytes(gzip.compress("".join(line + "\n" for line in lines).encode(), mtime=0))
    return found, kept


@dataclass(frozen=True, slots=True)
class Supply:
    """The counts at hand, the names of groups, and where the counts come from; `groups` numbers each group's events."""

    counts: tuple[Count, ...]
    names: tuple[GroupNames, ...]
    groups: dict[str, int]
    source: str

    @property
    def last_day(self) -> date:
        """The end of the last month in which anything is counted."""
        return last_day(month_of(max(count.day for count in self.counts)))


def load_supply(group: str | None = None, home: Path | None = None, source: str | None = None) -> Supply:
    """Imported events where there are some (`source` names which, else the first of UCDP and ACLED), the shipped table otherwise.

    Of imported events only those rows are made that `group` needs; without one, those of every group with 30 events.
    """
    names = load_names()
    folder = (home or user_home()) / "outlook"
    kinds = [kind for kind in ("ucdp", "acled") if (folder / f"{kind}.jsonl.gz").exists() and source in (None, kind)]
    if not kinds and source not in (None, "shipped"):
        raise NotFound(f"no {source} events are imported; import some with `emberwatch import {source} FILE`")
    if not kinds or source == "shipped":
        counts = load_shipped()
        return Supply(counts, names, _number(counts), SHIPPED_SOURCE)
    events = load_events(read_table(folder / f"{kinds[0]}.jsonl.gz").split("\n"))
    ours = map_sources(names)
    numbers = Counter(ours.get(name, name) for event in events if event.violent for name in dict.fromkeys(event.names))
    wanted = {find_group(group, numbers, names)} if group else {name for name, number in numbers.items() if number >= LEAST_EVENTS and is_group(name)}
    return Supply(count_events(events, ours, wanted), names, dict(numbers), SOURCES[kinds[0]])


def is_group(name: str) -> bool:
    """Is a named side a group rather than a state or civilians?"""
    return not name.startswith(("Government of", "Military Forces of", "Police Forces of", "Civilians", "Protesters", "Rioters"))


def _number(counts: Sequence[Count]) -> dict[str, int]:
    numbers: Counter[str] = Counter()
    for count in counts:
        if count.role == "own":
            numbers[count.group] += count.events
    return dict(numbers)


@lru_cache(maxsize=1)
def load_names() -> tuple[GroupNames, ...]:
    """The shipped table of groups."""
    return parse_groups(_shipped("groups.tsv"))


@lru_cache(maxsize=1)
def load_shipped() -> tuple[Count, ...]:
    """The shipped counts."""
    return parse_counts(_shipped("counts.tsv"))


@lru_cache(maxsize=1)
def load_fits() -> tuple[FittedChances, ...]:
    """The shipped hazards, one for every half year."""
    return tuple(fit_from_json(each) for each in json.loads(_shipped("hazard.json"))["fits"])


def _shipped(name: str) -> str:
    return (resources.files("emberwatch.data") / "outlook" / name).read_text(encoding="utf-8")


def ask_group(
    group: str, *, place: str | None = None, measure: Measure = "events", horizons: Sequence[int] = (3, 6, 12), as_known_on: date | None = None,
    definition: Definition | None = None, lost: date | None = None, later: bool = False, readings: Sequence[Reading] = (), source: str | None = None,
    home: Path | None = None,
) -> GroupOutlook:  # fmt: skip
    """The outlook for a group by the counts at hand; raises `NotFound` with the nearest names for an unknown group or place.

    Without `as_known_on` it is asked at the end of what the counts cover. `readings` are the reports whose signals are shown.
    """
    _check_horizons(horizons)
    supply = load_supply(group, home, source)
    name = find_group(group, supply.groups, supply.names)
    cutoff = as_known_on or supply.last_day
    key, place_name = _find_place(place, name, supply)
    ask = Ask(name, cutoff, measure, tuple(sorted(set(horizons))), definition or Definition(), key, place_name, lost)
    rows = select_counts(supply.counts, name, key, cutoff)
    series = make_series(rows, make_unit(ask), measure, cutoff)
    expected, model = expect_counts(series, max(ask.horizons), Drifting())
    aliases = next(((each.name, *each.aliases, *each.sources) for each in supply.names if each.name == name), (name,))
    signals: tuple[Signal, ...] = find_signals(readings, aliases, cutoff, _year_before(cutoff))
    fit = pick_fit(load_fits(), series.last_month)
    return make_outlook(supply.counts, ask, fit, expected, model, source=supply.source, signals=signals, later=later)


def _check_horizons(horizons: Sequence[int]) -> None:
    if not horizons or any(not 1 <= horizon <= 12 for horizon in horizons):
        raise SettingError(f"horizons are {', '.join(map(str, horizons)) or 'none'}; give months from 1 to 12, such as 3m,6m,12m")


def _year_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 365)


def _find_place(place: str | None, group: str, supply: Supply) -> tuple[str | None, str | None]:
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


@dataclass(frozen=True, slots=True)
class Watched:
    """A line of the watch list: the outlook now, its chance at the horizon, and how it changed since before (None: not asked then)."""

    told: GroupOutlook
    prob: float
    change: float | None


def watch(horizon: int = 6, as_known_on: date | None = None, since: date | None = None, home: Path | None = None, source: str | None = None) -> list[Watched]:
    """Every group with 30 events by its chance, the highest first; `since` is the day to compare with, else the month before."""
    supply = load_supply(None, home, source)
    cutoff = as_known_on or supply.last_day
    before = since or last_day(month_of(cutoff) - 1)
    found = []
    for name in sorted(group for group, number in supply.groups.items() if number >= LEAST_EVENTS and is_group(group)):
        own = replace(supply, counts=tuple(c for c in supply.counts if c.group == name or c.role == "country"))
        now, then = (_ask_quick(own, name, day, horizon) for day in (cutoff, before))
        if now is None or now.outlook.refused:
            continue
        prob = now.outlook.chances[0].prob
        same = then is not None and not then.outlook.refused and then.outlook.chances[0].what == now.outlook.chances[0].what
        found.append(Watched(now, prob, prob - then.outlook.chances[0].prob if same and then is not None else None))
    return sorted(found, key=lambda w: (not w.told.standing.at_risk, -w.prob, w.told.title))


def _ask_quick(supply: Supply, group: str, cutoff: date, horizon: int) -> GroupOutlook | None:
    ask = Ask(group, cutoff, horizons=(horizon,))
    fit = pick_fit(load_fits(), month_of(date.fromordinal(cutoff.toordinal() + 1)) - 1)
    return make_outlook(supply.counts, ask, fit, source=supply.source)


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


def list_backtest(until: str | None = None) -> list[dict[str, object]]:
    """How the forecasts settled by the end of the month `until` did, a row for each horizon and naive model."""
    month = parse_month(until) if until else max(fit.until for fit in load_fits())
    fit = pick_fit(load_fits(), month)
    if fit is None:
        return []
    return [
        {
            "until": format_month(fit.until), "horizon": horizon, "forecasts": record.cases, "came_true": record.came_true, "returns": record.returns,
            "groups": record.groups, "calibration_error": record.calibration_error, "against": skill.against,
            "skill": skill.value, "skill_low": skill.low, "skill_high": skill.high,
        }
        for horizon, record in fit.records.items() for skill in record.skills
    ]  # fmt: skip


def ask_outlook(
    group: str, *, readings_of: str | None = None, place: str | None = None, measure: Measure = "events", horizon: Sequence[int] = (3, 6, 12),
    as_known_on: date | None = None, lost_territory: date | None = None, kind: Kind = "resurgence", floor: float = 1.0, fall: float = 0.8,
    back: float = 1 / 3, limit: float = 0.0, what_happened_next: bool = False, source: str | None = None,
) -> GroupOutlook:  # fmt: skip
    """`ask_group` with the words of the command line; `readings_of` is a record whose reports are searched for signals on the group."""
    definition = Definition(kind=kind, floor=floor, fall_share=fall, return_share=back, limit=limit)
    return ask_group(
        group, place=place, measure=measure, horizons=horizon, as_known_on=as_known_on, definition=definition, lost=lost_territory,
        later=what_happened_next, readings=load_readings(group, readings_of), source=source,
    )  # fmt: skip


def load_readings(group: str, record: str | None) -> list[Reading]:
    """The reports of a record that name the group; none where there is no record."""
    from emberwatch.settings import load_settings
    from emberwatch.store.queries import Filter
    from emberwatch.store.record import Record

    where = load_settings(record=record).record
    if "://" not in where and not Path(where).exists():
        if record is not None:
            raise RecordError(f"there is no record at {where!r}; make one with `emberwatch read PATH --record {where}`, or leave --record out")
        return []
    aliases = next(((each.name, *each.aliases) for each in load_names() if fold_name(group) in map(fold_name, (each.name, *each.aliases))), (group,))
    with Record.open(where, read_only=True) as opened:
        reports = {fact.report for name in aliases if len(name) > 3 for fact in opened.find_facts(Filter(actor=name))}
        return [opened.reading(report) for report in sorted(reports)]
