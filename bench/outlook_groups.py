"""The outlook for named groups: skill, calibration and speed of the chance of resurgence, asked at every past month."""

from __future__ import annotations

import gzip
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figure import Measured
from bench.shared import Setting

if TYPE_CHECKING:
    from emberwatch.outlook.history import History

FIRST, UNTIL = "2014-01", "2022-12"
LEAST_EVENTS = 30
QUICK_GROUPS = 12
SHORT = {"base rate of the group": "base", "conflictology": "conflictology", "base rate of all": "all", "base rate of the group, calibrated": "calibrated_base"}


def measure(setting: Setting) -> Measured:
    """Backtest over every side with 30 events that is no state: figures by horizon; and the seconds that one outlook takes."""
    from emberwatch.dates.month import parse_month
    from emberwatch.outlook.chance_backtest import run_backtest
    from emberwatch.outlook.fitted import HORIZONS, make_record
    from emberwatch.outlook.resurgence import Definition

    histories = load_histories(setting.need("corpora", "ucdp", "aec_events.jsonl.gz"), QUICK_GROUPS if setting.quick else None)
    asked = list(run_backtest(histories, parse_month(FIRST), parse_month(UNTIL), Definition()))
    figures: dict[str, float] = {"groups.items": len(histories)}
    for horizon in HORIZONS:
        record = make_record([each for each in asked if each.horizon == horizon])
        if record is None:
            continue
        stem = f"groups.m{horizon}"
        figures |= {f"{stem}.items": record.cases, f"{stem}.returns.items": record.returns, f"{stem}.ece": record.calibration_error}
        for skill in record.skills:
            name = f"{stem}.skill.{SHORT[skill.against]}"
            figures |= {name: skill.value, f"{name}.low": skill.low, f"{name}.high": skill.high}
    return Measured({**figures, "groups.seconds": time_one()})


def load_histories(path: Path, most: int | None) -> list[History]:
    """The histories of the groups with enough events, the largest `most` where it is given."""
    from emberwatch.outlook.counts import count_events
    from emberwatch.outlook.history import make_history
    from emberwatch.outlook.imports.ucdp import parse_ged_jsonl
    from emberwatch.outlook.names import map_sources
    from emberwatch.pipeline.outlook_supply import is_group, load_names

    events = [e for e in parse_ged_jsonl(gzip.decompress(path.read_bytes()).decode().split("\n"), path.name).events if e.end <= date(2023, 1, 1)]
    ours = map_sources(load_names())
    numbers = Counter(ours.get(name, name) for event in events for name in event.names)
    found = [name for name, number in numbers.most_common() if number >= LEAST_EVENTS and is_group(name)][:most]
    counts = count_events(events, ours, found)
    return [make_history(counts, name) for name in sorted(found)]


def time_one() -> float:
    """Processor seconds of one outlook as text from the shipped figures, tables read anew."""
    from emberwatch.pipeline.outlook import ask_group, render_outlook
    from emberwatch.pipeline.outlook_supply import load_fits, load_shipped

    for cached in (load_shipped, load_fits):
        cached.cache_clear()
    began = time.process_time()
    render_outlook(ask_group("Islamic State", place="Syria", as_known_on=date(2019, 3, 31), lost=date(2019, 3, 23), source="shipped"))
    return time.process_time() - began
