"""What the outlook counts: the shipped tables, imported files, the record's incidents and reports."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path

from emberwatch.dates.month import last_day, month_of
from emberwatch.errors import NotFound, RecordError, SettingError, TableError
from emberwatch.model.entity import Place
from emberwatch.model.placed import Imported
from emberwatch.model.reading import Reading
from emberwatch.outlook.count_table import parse_counts
from emberwatch.outlook.counts import Count, count_events, events_of_incidents
from emberwatch.outlook.events_file import dump_events, dump_months, load_events
from emberwatch.outlook.fitted import FittedChances, fit_from_json
from emberwatch.outlook.names import GroupNames, find_group, fold_name, map_sources, parse_groups
from emberwatch.outlook.series import place_key
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


def lie_in(place: str) -> Callable[[Place], bool]:
    """Does a place of the record lie in the one called `place`: a country, a region, or the place itself?"""
    from emberwatch.resolve.actor_tables import load_states

    key = place_key(place)
    country = next((state.code for state in load_states() if key in map(place_key, state.actor.aliases)), None)

    def lies(given: Place) -> bool:
        named = key in (place_key(name) for name in (given.name, given.region) if name)
        return named or (country is not None and given.country == country)

    return lies


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


def load_record(record: str | None) -> Supply:
    """Counts of the violent incidents that the ledger of a record holds, known from the day of the first report of each."""
    from emberwatch.settings import load_settings
    from emberwatch.store.record import Record

    where = load_settings(record=record).record
    if "://" not in where and not Path(where).exists():
        raise RecordError(f"there is no record at {where!r}; make one with `emberwatch read PATH --record {where}`")
    with Record.open(where, read_only=True) as opened:
        published = {report.id: report.published for report in opened.reports()}
        events, notes = events_of_incidents(opened.incidents(), published)
    if not events:
        raise NotFound(f"the record {where!r} holds no violent incident with a day ({'; '.join(notes) or 'none at all'}); import events instead")
    counts = count_events(events)
    left_out = f"; {'; '.join(notes)}" if notes else ""
    return Supply(counts, load_names(), _number(counts), f"violent incidents of the record {Path(where).name}{left_out}")


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
