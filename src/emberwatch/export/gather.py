"""The record's content in the order of exports, a few reports at a time, whatever its size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from emberwatch.export.flat import Crosswalk, Line
from emberwatch.export.ledger import finding_object, incident_object
from emberwatch.export.objects import Json, actor_object, fact_object, place_object, report_object, statement_object
from emberwatch.store.record import Record

REPORTS_TOGETHER = 50
"""Reports loaded together: bounds the memory and keeps the number of queries small."""


def find_objects(record: Record) -> Iterator[Json]:
    """Every object of the record: each report with its statements and facts, then actors, places, incidents and findings."""
    for ids in _chunks(record):
        statements = {key: list(some) for key, some in groupby(record.statements(report=ids), lambda one: one.report)}
        facts = {key: list(some) for key, some in groupby(record.facts(report=ids), lambda one: one.report)}
        for report in record.reports(report=ids):
            yield report_object(report)
            yield from map(statement_object, statements.get(report.id, ()))
            yield from map(fact_object, facts.get(report.id, ()))
    yield from map(actor_object, record.actors())
    yield from map(place_object, record.places())
    yield from (incident_object(incident) for some in (False, True) for incident in record.incidents(withdrawn=some))
    yield from map(finding_object, record.findings())


def find_lines(record: Record, crosswalk: Crosswalk | None = None) -> Iterator[Line]:
    """Every fact of the record with its report and sentence."""
    for ids in _chunks(record):
        reports = {report.id: report for report in record.reports(report=ids)}
        sentences = record.fact_sentences(ids)
        for fact in record.facts(report=ids):
            codes = crosswalk(fact.type, fact.mode) if crosswalk else None
            yield Line(fact, reports[fact.report], sentences.get(fact.id), codes)


def _chunks(record: Record) -> Iterator[list[str]]:
    ids = record.report_ids()
    for start in range(0, len(ids), REPORTS_TOGETHER):
        yield ids[start : start + REPORTS_TOGETHER]
