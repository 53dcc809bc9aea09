"""A brief from readings: every section as lines with citations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from emberwatch.brief.changed import changed_section, withdrawn_sections
from emberwatch.brief.cite import Citer
from emberwatch.brief.content import Brief, Section, Source
from emberwatch.brief.figures import format_day, format_days
from emberwatch.brief.gather import Filters, Told, find_told
from emberwatch.brief.linked import Linked
from emberwatch.brief.nearest import actor_names, nearest_words, place_names
from emberwatch.brief.said import statement_section
from emberwatch.brief.sections import BY_STATUS, UNLINKED, UNSURE_PROB, affected_section, event_section, pick_lead, section_of, state_section, unsure_section
from emberwatch.brief.unresolved import unresolved_section
from emberwatch.brief.wording import load_wording
from emberwatch.model.fact import STATE_TYPES
from emberwatch.model.reading import Reading

LINES_MAX = 100
"""Lines of one section before the rest is only counted; a reader of more wants a listing."""


def make_brief(
    readings: Sequence[Reading],
    *,
    record: str = "",
    since: date | None = None,
    place: str | None = None,
    actor: str | None = None,
    refused: Sequence[tuple[str, str]] = (),
    linked: Linked | None = None,
    known_on: date | None = None,
    lines_max: int = LINES_MAX,
) -> Brief:
    """The brief of `readings`, narrowed by the filters; `refused` are (what was given, reason) pairs of input set aside.

    `linked` is what the ledger says of their facts; without it each fact is told by itself unless another says the same. `known_on`
    is the day on which the record was asked to be as known.
    """
    wording = load_wording()
    filters = Filters(since, place, actor)
    linked = linked or UNLINKED
    told = linked.whole(find_told(readings, filters), find_told(readings, Filters()))
    citer = Citer(wording)
    sure = [t for t in told if t.fact.probability >= UNSURE_PROB]
    standing = {t.fact.id for group in linked.group(sure) if not all(map(linked.is_withdrawn, group)) for t in group}
    events = _by_section([t for t in sure if t.fact.id in standing and _is_event(t, linked)], linked)
    states = [t for t in sure if t.fact.id in standing and not _is_event(t, linked) and t.fact.type != "CASUALTIES"]
    sections = (
        *(event_section(key, events[key], citer, lines_max, linked) for key in BY_STATUS),
        state_section(states, citer, lines_max, linked),
        affected_section([t for t in sure if not linked.is_withdrawn(t)], citer, lines_max, linked),
        *((changed_section(linked, readings, citer, lines_max),) if linked.incidents else ()),
        statement_section(
            [(s, r) for r in readings for s in r.statements if r.report.id not in linked.withdrawn and filters.keeps_statement(s, r)], citer, lines_max
        ),
        *withdrawn_sections([t for t in sure if t.fact.id not in standing], citer, lines_max, linked),
        unsure_section([t for t in told if t.fact.probability < UNSURE_PROB], citer, lines_max),
        unresolved_section(_asked_about(readings, told, filters), told, refused, citer),
    )
    return Brief(
        title=f"What {record} says" if record else "What the record says",
        summary=(*_summary(readings, told, record, filters), *_linked_rows(linked, told, known_on)),
        notes=(*_empty_notes(readings, told, filters, known_on), *_notes(readings, told, filters), *_waiting_notes(linked)),
        sections=sections,
        sources=_sources(readings, told, citer, sections),
        sentences=citer.sentences(),
    )


def _by_section(told: Sequence[Told], linked: Linked) -> dict[str, list[Told]]:
    """The events by section: an incident goes where the telling goes that its line is made of, so that no line says more than its section."""
    made: dict[str, list[Told]] = {key: [] for key in BY_STATUS}
    for group in linked.group(told):
        made[section_of(pick_lead(group, linked).fact.status)] += group
    return made


def _is_event(told: Told, linked: Linked) -> bool:
    """Is the incident an event, whatever some of its facts are?"""
    incident = linked.incidents.get(told.fact.id)
    return told.fact.kind == "event" if incident is None else incident.type not in STATE_TYPES


def _linked_rows(linked: Linked, told: Sequence[Told], known_on: date | None) -> list[tuple[str, str]]:
    """What the ledger made of the facts told, and the day on which all this was known."""
    rows = [("As known on", format_day(known_on))] if known_on else []
    incidents = {incident.id: incident for one in told if (incident := linked.incidents.get(one.fact.id)) is not None}
    if incidents:
        several = sum(len(one.reports) > 1 for one in incidents.values())
        disputed = sum(id in linked.disputes for id in incidents)
        rows.append(("Linked", f"{_count(len(incidents), 'incident')}, {several:,} told by several reports, {disputed:,} disputed"))
    return rows


def _waiting_notes(linked: Linked) -> tuple[str, ...]:
    if not linked.waiting:
        return ()
    some = "1 report is" if linked.waiting == 1 else f"{linked.waiting:,} reports are"
    return (f"{some} read and not yet linked, so that what it shares with others is not told; link with: emberwatch link",)


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


def _asked_about(readings: Sequence[Reading], told: Sequence[Told], filters: Filters) -> Sequence[Reading]:
    """The readings whose gaps matter: all of them, or those with a fact that a narrowed brief tells."""
    if filters == Filters():
        return readings
    kept = {one.reading.report.id for one in told}
    return [reading for reading in readings if reading.report.id in kept]


def _empty_notes(readings: Sequence[Reading], told: Sequence[Told], filters: Filters, known_on: date | None) -> tuple[str, ...]:
    """Why a brief tells nothing: no report was read by that day, or nothing fits the filters, with names spelt alike."""
    if told:
        return ()
    if not readings:
        day = f" on {format_day(known_on)}" if known_on else ""
        return (f"The record held no report{day}." + (" What was known counts from the day of reading, not of publication." if known_on else ""),)
    place = f"place {filters.place!r}{nearest_words(filters.place, place_names(readings))}" if filters.place else ""
    actor = f"actor {filters.actor!r}{nearest_words(filters.actor, actor_names(readings))}" if filters.actor else ""
    since = f"since {filters.since}" if filters.since else ""
    asked = ", ".join(part for part in (since, place, actor) if part)
    return (f"No fact of the record fits {asked}.",) if asked else ()


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _notes(readings: Sequence[Reading], told: Sequence[Told], filters: Filters) -> tuple[str, ...]:
    """What a reader must know once: reports without a date, facts that a date filter could not judge, other notes of the readings."""
    notes: list[str] = []
    undated = [r for r in readings if r.report.published is None]
    if undated:
        names = "; ".join(sorted({report_name(r) for r in undated})[:5])
        what = "1 report has" if len(undated) == 1 else f"{len(undated)} reports have"
        where = "it" if len(undated) == 1 else "them"
        notes.append(f"{what} no publication date ({names}): relative times in {where} stay words. Set it with: emberwatch read FILE --published YYYY-MM-DD")
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
