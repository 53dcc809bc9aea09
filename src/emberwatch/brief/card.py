"""One fact or statement laid out for a reader: its sentence with the words marked, its fields, and the reasons for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from emberwatch.brief.content import Mark
from emberwatch.brief.figures import format_bounds, format_day, format_when
from emberwatch.brief.marks import fact_spans, find_line, find_marks, find_sentence, place_in, statement_spans
from emberwatch.brief.parties import speaker_names
from emberwatch.brief.wording import Wording, load_wording
from emberwatch.dates.when import When
from emberwatch.model.entity import Party, PlaceMention
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its name, its value in words, and the reason it was read so (may be empty)."""

    name: str
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A thing of the record for a reader. `marks` do not overlap; `roles` may nest; both count from the start of `sentence`."""

    title: str
    sentence: str
    marks: tuple[Mark, ...]
    roles: tuple[Mark, ...]
    rows: tuple[Row, ...]


def make_fact_card(fact: Fact, reading: Reading) -> Card:
    """The card of one fact of `reading`."""
    wording = load_wording()
    reasons = dict(fact.reasons)
    about = "about" if fact.kind == "state" else "actors"
    rows = [
        Row("type", fact.type + (f" / {fact.mode}" if fact.mode else ""), reasons.pop("type", "")),
        Row("status", fact.status, reasons.pop("status", "")),
        Row("trigger", f"“{_flat(fact.trigger.text)}”", reasons.pop("trigger", "")),
        Row(about, _parties(fact.actors), reasons.pop("actors", reasons.pop("about", ""))),
        Row("recipients", _parties(fact.recipients), reasons.pop("recipients", "")),
        Row("place", _place(fact.place), reasons.pop("place", "")),
        Row("when", _when(fact.when), reasons.pop("when", "")),
        Row("quantities", "; ".join(map(_quantity, fact.quantities)), reasons.pop("quantities", "")),
        Row("condition", f"“{_flat(fact.condition.text)}”" if fact.condition else "", reasons.pop("condition", "")),
        Row("speakers", _chain(fact.speakers, wording), reasons.pop("speakers", "")),
        Row("statement", fact.statement or ""),
        Row("probability", f"{fact.probability:.0%} that trigger, type and status are right", reasons.pop("probability", "")),
        *(Row(name, "", reason) for name, reason in sorted(reasons.items())),
        *_report_rows(reading, fact.trigger.span),
    ]
    sentence = find_sentence(reading, fact.trigger.span)
    return _card(f"{fact.kind.capitalize()} {fact.id}", reading, sentence, fact_spans(fact), rows)


def make_statement_card(statement: Statement, reading: Reading) -> Card:
    """The card of one statement of `reading`."""
    reasons = dict(statement.reasons)
    cue = f"“{_flat(statement.cue.text)}”" if statement.cue else "none: the quotation goes on"
    rows = [
        Row("manner", statement.manner, reasons.pop("manner", "")),
        Row("cue", cue, reasons.pop("cue", "")),
        Row("speakers", _parties(statement.speakers), reasons.pop("speakers", "")),
        Row("addressee", _parties((statement.addressee,)) if statement.addressee else "", reasons.pop("addressee", "")),
        Row("content", f"“{_flat(statement.content.text)}”", reasons.pop("content", "")),
        Row("verbatim", "; ".join(f"“{_flat(q.of(reading.report.text))}”" for q in statement.quotes)),
        Row("when", _when(statement.when), reasons.pop("when", "")),
        Row("probability", f"{statement.probability:.0%}"),
        *(Row(name, "", reason) for name, reason in sorted(reasons.items())),
        *_report_rows(reading, statement.content.span),
    ]
    sentence = find_sentence(reading, statement.content.span)
    return _card(f"Statement {statement.id}", reading, sentence, statement_spans(statement), rows)


def _card(title: str, reading: Reading, sentence: Span, spans: list[tuple[Span, str]], rows: Iterable[Row]) -> Card:
    inside = sorted({(s, role) for s, role in spans if sentence.covers(s)}, key=lambda pair: (pair[0].start, -pair[0].end, pair[1]))
    roles = tuple(Mark(s.start - sentence.start, s.end - sentence.start, role) for s, role in inside)
    shown = tuple(row for row in rows if row.value or row.reason)
    return Card(title, sentence.of(reading.report.text), find_marks(sentence, spans), roles, shown)


def bracket(card: Card) -> str:
    """The sentence with every role in brackets with its name, nested where one holds another; crossing ones are left out."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, int] = {}
    stack: list[Mark] = []
    for mark in card.roles:
        while stack and stack[-1].end <= mark.start:
            stack.pop()
        if stack and mark.end > stack[-1].end:
            continue
        stack.append(mark)
        opens.setdefault(mark.start, []).append(f"[{mark.role}: ")
        closes[mark.end] = closes.get(mark.end, 0) + 1
    out = []
    for at in range(len(card.sentence) + 1):
        out.append("]" * closes.get(at, 0) + "".join(opens.get(at, ())))
        out.append(card.sentence[at : at + 1])
    return "".join(out)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _parties(parties: Iterable[Party]) -> str:
    return "; ".join(f"{p.name} (“{_flat(p.text)}”, {p.id})" if p.name else f"“{_flat(p.text)}”, nobody by name" for p in parties)


def _chain(speakers: tuple[Party, ...], wording: Wording) -> str:
    return ", via ".join(speaker_names(speakers, wording))


def _place(mention: PlaceMention | None) -> str:
    if mention is None:
        return ""
    place = mention.place
    if place is None:
        return f"“{_flat(mention.text)}”, not resolved"
    at = f", {place.latitude:.2f}, {place.longitude:.2f}" if place.latitude is not None and place.longitude is not None else ""
    country = f", {place.country}" if place.country else ""
    return f"{place.name}{country} ({place.precision}{at}; “{_flat(mention.text)}”, {place.id})"


def _when(when: When | None) -> str:
    if when is None:
        return ""
    words = f"“{_flat(when.text)}”"
    if when.basis == "unresolved" or (when.start is None and when.end is None):
        return f"{words}, not resolved"
    how = {"stated": "stated", "publication": "from the publication date", "text": "from another date in the text"}[when.basis]
    return f"{format_when(when)} ({words}, {how}, precise to the {when.precision})"


def _quantity(quantity: Quantity) -> str:
    bounds = format_bounds(quantity) or "number open"
    makeup = f", {quantity.composition}" if quantity.composition else ""
    return f"{bounds} {quantity.of}, {quantity.state}{makeup} (“{_flat(quantity.text)}”)"


def _report_rows(reading: Reading, span: Span) -> list[Row]:
    report = reading.report
    day = format_day(report.published) if report.published else "no publication date"
    named = ", ".join(part for part in (report.publisher, f"“{report.title}”" if report.title else None, day) if part)
    where = Row("found at", f"{place_in(*find_line(reading, span.start))}, characters {span.start} to {span.end}")
    return [Row("report", f"{named} ({report.id})"), where, Row("path", report.path or ""), Row("url", report.url or "")]
