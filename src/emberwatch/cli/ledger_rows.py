"""Incidents, changes, questions and families as rows of a listing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emberwatch.model.ledger import Answer, Family, Incident, Lineage, MergedCount, MergedWhen, Question
    from emberwatch.model.report import Report
    from emberwatch.store.ledger_changes import Change

INCIDENT_SHOWN = ("id", "status", "type", "who", "to_whom", "place", "days", "numbers", "origins", "unknown", "facts")
INCIDENT_NARROW = ("id", "status", "type", "who", "place", "days", "origins")
INCIDENT_FIELDS = (
    *("id", "status", "type", "mode", "who", "to_whom", "place", "place_id", "country", "latitude", "longitude", "days", "start", "end", "days_agreed"),
    *("numbers", "origins", "unknown", "probability", "facts", "fact_ids", "report_ids", "withdrawn"),
)
CHANGE_SHOWN = ("day", "kind", "words")
CHANGE_FIELDS = ("id", "day", "kind", "words", "a", "b", "question", "incidents")
QUESTION_SHOWN = ("id", "kind", "answers", "words")
QUESTION_FIELDS = ("id", "kind", "words", "subject", "answers", "first", "last")
ANSWER_SHOWN = ("said", "value", "status", "who", "report")
ANSWER_FIELDS = ("claim", "said", "value", "low", "high", "status", "who", "report", "report_id")
FAMILY_SHOWN = ("id", "name", "reports", "first", "told")
FAMILY_FIELDS = ("id", "name", "reports", "first", "told", "report_ids")
LINEAGE_SHOWN = ("report", "goes_back_to", "kind", "share", "reason")
LINEAGE_FIELDS = ("report", "report_id", "goes_back_to", "source_id", "kind", "share", "span_start", "span_end", "source_start", "source_end", "reason")


def incident_row(incident: Incident) -> dict[str, Any]:
    """One incident as a row; `start` and `end` are ISO dates, the end exclusive."""
    place, when = incident.place.place if incident.place else None, incident.when
    return {
        "id": incident.id, "status": incident.status, "type": incident.type, "mode": incident.mode,
        "who": [party.name for party in incident.actors], "to_whom": [party.name for party in incident.recipients],
        "place": place.name if place else None, "place_id": place.id if place else None, "country": place.country if place else None,
        "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
        "days": days_words(when), "start": iso(when.start if when else None), "end": iso(when.end if when else None),
        "days_agreed": when.agreed if when else None, "numbers": [count_words(count) for count in incident.counts],
        "origins": incident.origins, "unknown": incident.unknown_origins, "probability": round(incident.probability, 4),
        "facts": len(incident.facts), "fact_ids": list(incident.facts), "report_ids": list(incident.reports), "withdrawn": list(incident.withdrawn),
    }  # fmt: skip


def days_words(when: MergedWhen | None) -> str | None:
    """ "2019-03-07", "2019-03-05 to 2019-03-08"; with a question mark where the facts do not agree."""
    if when is None or (when.start is None and when.end is None):
        return None
    start, last = when.start, when.end - timedelta(days=1) if when.end else None
    words = f"{iso(start) or '…'}" if start == last else f"{iso(start) or '…'} to {iso(last) or '…'}"
    return words if when.agreed else f"{words} ?"


def count_words(count: MergedCount) -> str:
    """ "killed 40 to 50, best 45, of people": low, best and high."""
    low, high = number(count.low), number(count.high)
    bounds = low if low == high and low else f"{low or '?'} to {high or '?'}" if low and high else f"{low} or more" if low else f"up to {high}" if high else "?"
    best = f", best {number(count.best)}" if count.best is not None and low != high else ""
    return f"{bounds} {count.of} {'' if count.state == 'other' else count.state}".rstrip() + best


def number(value: float | None) -> str | None:
    """A bound in figures."""
    return None if value is None else f"{value:.10g}"


def iso(day: date | None) -> str | None:
    """A day as YYYY-MM-DD."""
    return day.isoformat() if day else None


def change_row(change: Change) -> dict[str, Any]:
    """One change as a row."""
    row = {name: getattr(change, name) for name in ("id", "kind", "words", "a", "b", "question")}
    return row | {"day": iso(change.day), "incidents": list(change.incidents)}


def question_row(question: Question) -> dict[str, Any]:
    """One question as a row; `first` and `last` are the days of its earliest and latest answer."""
    days = sorted(answer.said for answer in question.answers if answer.said)
    subject = "; ".join(f"{name}: {value}" for name, value in question.subject)
    said = {"first": iso(days[0] if days else None), "last": iso(days[-1] if days else None)}
    return {"id": question.id, "kind": question.kind, "words": question.words, "subject": subject, "answers": len(question.answers), **said}


def answer_row(answer: Answer, reports: dict[str, Report]) -> dict[str, Any]:
    """One answer as a row: who gave it, innermost voice first, through which report."""
    row = {name: getattr(answer, name) for name in ("claim", "value", "low", "high", "status")}
    return row | {"said": iso(answer.said), "who": list(answer.speakers), "report": report_name(reports.get(answer.report)), "report_id": answer.report}


def report_name(report: Report | None) -> str | None:
    """What a person calls a report: its publisher, else its title, path or id, with its day."""
    if report is None:
        return None
    return (report.publisher or report.title or report.path or report.id) + (f", {report.published.isoformat()}" if report.published else "")


def family_row(family: Family, reports: dict[str, Report]) -> dict[str, Any]:
    """One family as a row; `first` is the report that told it first, where that is known."""
    told = [report_name(reports.get(report)) or report for report in family.reports]
    first = report_name(reports.get(family.first or ""))
    return {"id": family.id, "name": family.name, "reports": len(family.reports), "first": first, "told": told, "report_ids": list(family.reports)}


def lineage_row(one: Lineage, reports: dict[str, Report]) -> dict[str, Any]:
    """One piece of evidence as a row; the spans are empty where whole reports are meant."""
    spans = {"span_start": one.span.start if one.span else None, "span_end": one.span.end if one.span else None}
    spans |= {"source_start": one.source_span.start if one.source_span else None, "source_end": one.source_span.end if one.source_span else None}
    named = {"report": report_name(reports.get(one.report)), "goes_back_to": report_name(reports.get(one.source))}
    return {**named, "report_id": one.report, "source_id": one.source, "kind": one.kind, "share": round(one.share, 3), **spans, "reason": one.reason}
