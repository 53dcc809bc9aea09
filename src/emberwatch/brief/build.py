"""A brief from readings: every section as lines with citations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from emberwatch.brief.cite import Citer
from emberwatch.brief.content import Brief, Section, Source
from emberwatch.brief.figures import format_days
from emberwatch.brief.gather import Filters, Told, find_told
from emberwatch.brief.sections import UNSURE_PROB, affected_section, event_section, state_section, statement_section, unsure_section
from emberwatch.brief.unresolved import unresolved_section
from emberwatch.brief.wording import load_wording
from emberwatch.model.reading import Reading

LINES_MAX = 100
"""Lines of one section before the rest is only counted; a reader of more wants a listing."""

HAPPENED = frozenset({"occurred", "ongoing"})
COMING = frozenset({"planned", "expected", "possible", "conditional", "demanded"})
DISPUTED = frozenset({"denied", "not_occurred"})


def make_brief(
    readings: Sequence[Reading],
    *,
    record: str = "",
    since: date | None = None,
    place: str | None = None,
    actor: str | None = None,
    refused: Sequence[tuple[str, str]] = (),
    lines_max: int = LINES_MAX,
) -> Brief:
    """The brief of `readings`, narrowed by the filters; `refused` are (what was given, reason) pairs of input set aside."""
    wording = load_wording()
    filters = Filters(since, place, actor)
    told = find_told(readings, filters)
    citer = Citer(wording)
    sure = [t for t in told if t.fact.probability >= UNSURE_PROB]
    events = [t for t in sure if t.fact.kind == "event"]
    states = [t for t in sure if t.fact.kind == "state"]
    sections = (
        event_section("happened", [t for t in events if t.fact.status in HAPPENED], citer, lines_max),
        event_section("coming", [t for t in events if t.fact.status in COMING], citer, lines_max),
        event_section("disputed", [t for t in events if t.fact.status in DISPUTED], citer, lines_max),
        state_section([t for t in states if t.fact.type != "CASUALTIES"], citer, lines_max),
        affected_section(sure, citer, lines_max),
        statement_section([(s, r) for r in readings for s in r.statements if filters.keeps_statement(s, r)], citer, lines_max),
        unsure_section([t for t in told if t.fact.probability < UNSURE_PROB], citer, lines_max),
        unresolved_section(readings, told, refused, citer),
    )
    return Brief(
        title=f"What {record} says" if record else "What the record says",
        summary=_summary(readings, told, record, filters),
        notes=_notes(readings, told, filters),
        sections=sections,
        sources=_sources(readings, told, citer, sections),
        sentences=citer.sentences(),
    )


def _summary(readings: Sequence[Reading], told: Sequence[Told], record: str, filters: Filters) -> tuple[tuple[str, str], ...]:
    publishers = {r.report.publisher for r in readings if r.report.publisher}
    dates = sorted(r.report.published for r in readings if r.report.published)
    rows = [("Record", record)] if record else []
    rows.append(("Reports", f"{_count(len(readings), 'report')}" + (f" from {_count(len(publishers), 'publisher')}" if publishers else "")))
    if dates:
        undated = len(readings) - len(dates)
        span = format_days(dates[0], date.fromordinal(dates[-1].toordinal() + 1))
        rows.append(("Published", span + (f"; {undated} without a date" if undated else "")))
    narrowed = [f"{name} {value}" for name, value in (("since", filters.since), ("place", filters.place), ("actor", filters.actor)) if value]
    if narrowed:
        rows.append(("Narrowed to", ", ".join(narrowed)))
    events = sum(t.fact.kind == "event" for t in told)
    statements = sum(len(r.statements) for r in readings)
    counts = f"{_count(events, 'event')} and {_count(len(told) - events, 'state')} as the reports put them; {_count(statements, 'statement')} read"
    rows.append(("Rests on", counts))
    return tuple(rows)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _notes(readings: Sequence[Reading], told: Sequence[Told], filters: Filters) -> tuple[str, ...]:
    """What a reader must know once: reports without a date, facts that a date filter could not judge, other notes of the readings."""
    notes: list[str] = []
    undated = [r for r in readings if r.report.published is None]
    if undated:
        names = "; ".join(sorted({report_name(r) for r in undated})[:5])
        what = "1 report has" if len(undated) == 1 else f"{len(undated)} reports have"
        notes.append(f"{what} no publication date ({names}): relative times in it stay words. Set it with: emberwatch read FILE --published YYYY-MM-DD")
    if filters.since and undated:
        notes.append("Facts without any date are left out, since --since cannot judge them.")
    seen = {note for r in readings for note in r.notes if "publi" not in note.lower()}
    return (*notes, *sorted(seen))


def report_name(reading: Reading) -> str:
    """What a person calls the report: publisher and title where there are any, else the path, else its id."""
    report = reading.report
    named = ", ".join(part for part in (report.publisher, f"“{report.title}”" if report.title else None) if part)
    return named or report.path or report.id


def _sources(readings: Sequence[Reading], told: Sequence[Told], citer: Citer, sections: Sequence[Section]) -> tuple[Source, ...]:
    cited = {c.report for section in sections for line in section.lines for c in line.citations}
    counts: dict[str, int] = {}
    for one in told:
        counts[one.reading.report.id] = counts.get(one.reading.report.id, 0) + 1
    found = [
        Source(r.report.id, citer.source_name(r.report), r.report.published, r.report.title or "", r.report.url or "", counts.get(r.report.id, 0))
        for r in readings
        if r.report.id in cited or r.report.id in counts
    ]
    return tuple(sorted(found, key=lambda s: (-(s.published or date.min).toordinal(), s.name, s.id)))
