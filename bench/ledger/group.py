"""The graded sets of the ledger, read by the whole reader and each linked as one record: families, incidents and findings."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bench.figure import Measured, Skipped
from bench.ledger.cases import HELD_OUT, STORIES, Story, by_report, read_stories
from bench.ledger.findings import FindingScore, score_findings
from bench.ledger.real import read_real
from bench.ledger.score import score_ledger
from bench.ledger.short import SHORT, SHORT_HELD_OUT, read_short
from bench.ledger.tellings import HELD_OUT_TELLINGS, read_tellings, score_tellings
from bench.shared import Setting
from emberwatch.model.ledger import Ledger, Lineage
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report

BUILDER = "emberwatch.ledger.build"
QUICK_STORIES = 3
SETS = {"ledger": STORIES, "ledger.held_out": HELD_OUT, "ledger.short": SHORT, "ledger.short_held_out": SHORT_HELD_OUT}
"""The sets under the names of their figures, each linked as one record; the misses of those held out are not looked at."""
APART_FIGURES = ("families.f1", "incidents.f1", "incidents.precision", "incidents.recall", "findings.f1", "findings.precision", "findings.recall", "reports")
"""What is told of the sets beside the stories."""


def measure(setting: Setting, build: Callable[[Sequence[Reading]], Ledger] | None = None) -> Measured:
    """Figures of the graded set, by `build` or else by the product's own `build_ledger`; those of the held-out stories apart."""
    make = build or find_builder()
    figures: dict[str, float] = {}
    for name, folder in SETS.items():
        stories, readings = read_graded(setting.quick, folder)
        scored = score_ledger(stories, readings, make(readings), find_passages([reading.report for reading in readings]))
        figures |= {f"{name}.{key}": value for key, value in scored.figures.items() if folder == STORIES or key in APART_FIGURES}
        if setting.misses and folder in (STORIES, SHORT):
            for line in scored.misses:
                print(f"  {line}")
    return Measured(figures | measure_real(setting, make) | measure_tellings(setting, make))


def measure_real(setting: Setting, make: Callable[[Sequence[Reading]], Ledger]) -> dict[str, float]:
    """Findings (without `consistent`) between the reports of the public corpora, every one of them graded; nothing where the corpora are absent."""
    try:
        files = read_graded_real(setting)
    except Skipped as reason:
        print(f"  ledger.real: skipped, {reason}")
        return {}
    total = FindingScore()
    for stories, readings in files:
        ledger = make(readings)
        ledger = replace(ledger, findings=tuple(each for each in ledger.findings if each.kind != "consistent"))
        total.include(score_findings(stories, {reading.report.id: reading for reading in readings}, ledger, by_report(stories), all_graded=True))
    if setting.misses:
        for line in total.misses:
            print(f"  {line}")
    found = total.findings
    figures: dict[str, float] = {"findings.f1": found.f1, "findings.precision": found.precision, "findings.recall": found.recall}
    figures |= {f"findings.{kind}.precision": count.precision for kind, count in sorted(total.by_kind.items()) if count.predicted}
    figures |= {"findings.gold": found.gold, "findings.found": found.predicted}
    figures |= {"reports": sum(len(readings) for _, readings in files), "cases": sum(len(stories) for stories, _ in files)}
    return {f"ledger.real.{key}": value for key, value in figures.items()}


def measure_tellings(setting: Setting, make: Callable[[Sequence[Reading]], Ledger]) -> dict[str, float]:
    """Which facts of one whole report are joined, on reports of the public corpora that taught nothing; nothing where these are absent."""
    from emberwatch.pipeline.reader import make_reader

    try:
        coded = list(read_tellings(HELD_OUT_TELLINGS, setting.need("corpora")))[: QUICK_STORIES if setting.quick else None]
    except Skipped as reason:
        print(f"  ledger.tellings: skipped, {reason}")
        return {}
    scored = score_tellings(coded, make_reader().read_all([one.report for one in coded]), make)
    return {f"ledger.tellings.{key}": value for key, value in scored.items()}


def read_graded_real(setting: Setting) -> list[tuple[list[Story], list[Reading]]]:
    """The cases of each file with the readings of their reports, a report that stands in two of them once; of the first few cases where `quick`."""
    from emberwatch.pipeline.reader import make_reader

    found = [stories[: QUICK_STORIES if setting.quick else None] for stories in read_real(setting).values()]
    reports = [{report.id: report for story in stories for report in story.reports.values()} for stories in found]
    return [(stories, list(make_reader().read_all(each.values()))) for stories, each in zip(found, reports, strict=True)]


def find_builder() -> Callable[[Sequence[Reading]], Ledger]:
    """The function that makes a ledger of readings; raises `Skipped` where this version has none."""
    try:
        found: Callable[[Sequence[Reading]], Ledger] = importlib.import_module(BUILDER).build_ledger
    except ModuleNotFoundError as error:
        if error.name != BUILDER:
            raise
        raise Skipped(f"this version has no {BUILDER}") from None
    return found


def find_passages(reports: Sequence[Report]) -> list[Lineage]:
    """Copied passages among `reports`, every two of which are compared."""
    from emberwatch.ledger.lineage.find import find_lineage

    found = (line for number, report in enumerate(reports) for line in find_lineage(report, reports[number + 1 :]))
    return [line for line in found if line.kind == "passage"]


@lru_cache(maxsize=2 * len(SETS))
def read_graded(quick: bool = False, folder: Path = STORIES) -> tuple[tuple[Story, ...], tuple[Reading, ...]]:
    """The stories and the readings of all their reports, read once in a run; the first few stories where `quick`."""
    from emberwatch.pipeline.reader import make_reader

    found = read_short(folder) if folder in (SHORT, SHORT_HELD_OUT) else read_stories(folder)
    stories = tuple(found)[: QUICK_STORIES if quick else None]
    reports = [report for story in stories for report in story.reports.values()]
    return stories, tuple(make_reader().read_all(reports))
