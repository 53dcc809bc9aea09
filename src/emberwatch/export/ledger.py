"""Incidents and findings as JSON objects and as flat rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from emberwatch.export.codes import acled_geo_precision, ucdp_where_prec
from emberwatch.export.flat import ColumnSpec, joined
from emberwatch.export.objects import PROBABILITY_DIGITS, Json, plain_number
from emberwatch.model.entity import Place
from emberwatch.model.ledger import Finding, Incident, MergedCount, MergedParty, Tie
from emberwatch.store.ledger_changes import NAMES
from emberwatch.store.record import Record


def incident_object(incident: Incident) -> Json:
    """An incident; every merged field lists the facts that it comes from."""
    place, when = incident.place, incident.when
    return {
        "kind": "incident",
        **{name: getattr(incident, name) for name in ("id", "type", "mode", "status")},
        "facts": list(incident.facts),
        "reports": list(incident.reports),
        "withdrawn": list(incident.withdrawn),
        "actors": [_party(one) for one in incident.actors],
        "recipients": [_party(one) for one in incident.recipients],
        "place": None
        if place is None
        else {**_place(place.place), "facts": list(place.facts), "others": [{**_place(other), "facts": list(facts)} for other, facts in place.others]},
        "when": None if when is None else {"start": _iso(when.start), "end": _iso(when.end), "agreed": when.agreed, "facts": list(when.facts)},
        "counts": [_count(one) for one in incident.counts],
        "origins": incident.origins,
        "unknown_origins": incident.unknown_origins,
        "probability": round(incident.probability, PROBABILITY_DIGITS),
        "ties": [_tie(one) for one in incident.ties],
    }


def finding_object(finding: Finding) -> Json:
    """A finding; the kind of finding is its `relation`, since `kind` names the kind of object."""
    names = ("a", "b", "field", "words", "question")
    return {"kind": "finding", "id": finding.id, "relation": finding.kind, **{name: getattr(finding, name) for name in names}}


def _party(party: MergedParty) -> Json:
    return {"id": party.id, "name": party.name, "facts": list(party.facts)}


def _place(place: Place) -> Json:
    return {name: getattr(place, name) for name in ("id", "name", "country", "region", "latitude", "longitude", "precision")}


def _count(count: MergedCount) -> Json:
    by_origin = [{"origin": origin, "low": plain_number(low), "high": plain_number(high)} for origin, low, high in count.by_origin]
    numbers = {name: plain_number(getattr(count, name)) for name in ("low", "best", "high")}
    return {"of": count.of, "state": count.state, **numbers, "facts": list(count.facts), "by_origin": by_origin}


def _tie(tie: Tie) -> Json:
    parts = [{"field": part.field, "level": part.level, "log2_odds": round(part.log2_odds, PROBABILITY_DIGITS), "reason": part.reason} for part in tie.parts]
    return {"a": tie.a, "b": tie.b, "log2_odds": round(tie.log2_odds, PROBABILITY_DIGITS), "parts": parts}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _at(name: str) -> Any:
    return lambda one: getattr(one.place.place, name) if one.place else None


def _bound(state: str, end: str) -> Any:
    """The low, best or high number of that state, over all that is counted."""
    return lambda one: next((getattr(count, end) for count in one.counts if count.state == state), None)


def _names(parties: Sequence[MergedParty]) -> str | None:
    return joined(party.name for party in parties)


def _counts(state: str) -> tuple[ColumnSpec, ...]:
    says = {"low": "least number", "best": "number that most origins tell", "high": "greatest number"}
    return tuple(ColumnSpec(f"{state}_{end}", "float", f"{words} {state}", _bound(state, end)) for end, words in says.items())


INCIDENT_COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("id", "text", "the incident's id, from the fact told first", lambda one: one.id),
    ColumnSpec("type", "text", "type of the event or state", lambda one: one.type),
    ColumnSpec("mode", "text", "mode of the type, empty where none fits", lambda one: one.mode),
    ColumnSpec("status", "text", "what its tellings come to on its reality", lambda one: one.status),
    ColumnSpec("probability", "float", "chance, 0 to 1, that it is as told", lambda one: round(one.probability, PROBABILITY_DIGITS)),
    ColumnSpec("origins", "int", "tellings and speakers found; independence is not shown by it", lambda one: one.origins),
    ColumnSpec("unknown_origins", "int", "reports whose lineage cannot be told", lambda one: one.unknown_origins),
    ColumnSpec("actors", "text", "who does it, or whom a state is about; several with semicolons", lambda one: _names(one.actors)),
    ColumnSpec("actor_ids", "text", "their ids, of those that were resolved", lambda one: joined(party.id for party in one.actors)),
    ColumnSpec("recipients", "text", "who has it done to them", lambda one: _names(one.recipients)),
    ColumnSpec("recipient_ids", "text", "their ids, of those that were resolved", lambda one: joined(party.id for party in one.recipients)),
    ColumnSpec("place", "text", "name of the place on which the facts agree best", _at("name")),
    ColumnSpec("place_id", "text", "id of the place", _at("id")),
    ColumnSpec("other_places", "text", "places that some facts name and that do not fit",
               lambda one: joined(place.name for place, _ in one.place.others) if one.place else None),
    ColumnSpec("country", "text", "ISO 3166 alpha-2 code", _at("country")),
    ColumnSpec("region", "text", "first-level division", _at("region")),
    ColumnSpec("latitude", "float", "degrees north", _at("latitude")),
    ColumnSpec("longitude", "float", "degrees east", _at("longitude")),
    ColumnSpec("place_precision", "text", "point, town, district, region or country", _at("precision")),
    ColumnSpec("acled_geo_precision", "int", "the same in ACLED's code, 1 to 3", lambda one: acled_geo_precision(_at("precision")(one))),
    ColumnSpec("ucdp_where_prec", "int", "the same in UCDP's code, 1 to 6", lambda one: ucdp_where_prec(_at("precision")(one))),
    ColumnSpec("start_date", "date", "first day", lambda one: one.when.start if one.when else None),
    ColumnSpec("end_date", "date", "the day after the last one", lambda one: one.when.end if one.when else None),
    ColumnSpec("days_agreed", "text", "yes where the facts agree on the days, else no", lambda one: ("yes" if one.when.agreed else "no") if one.when else None),
    *_counts("killed"),
    *_counts("wounded"),
    *_counts("displaced"),
    ColumnSpec("reports", "text", "ids of the reports that tell of it", lambda one: joined(one.reports)),
    ColumnSpec("facts", "text", "ids of the facts, first told first", lambda one: joined(one.facts)),
    ColumnSpec("withdrawn", "text", "ids of the facts whose reports were withdrawn", lambda one: joined(one.withdrawn)),
)  # fmt: skip
"""The columns of the incidents; the schema reference is made from them."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding with the day and incidents of its claims."""

    finding: Finding
    day: date | None
    incidents: tuple[str, ...]


FINDING_COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("id", "text", "the finding's id", lambda one: one.finding.id),
    ColumnSpec("relation", "text", "consistent, contradiction, self_revision, update or drift", lambda one: one.finding.kind),
    ColumnSpec("field", "text", "what the two claims agree or differ in", lambda one: one.finding.field),
    ColumnSpec("day", "date", "day of publication of the later claim", lambda one: one.day),
    ColumnSpec("words", "text", "the finding in a sentence", lambda one: one.finding.words),
    ColumnSpec("a", "text", "id of the earlier claim, in drift of the origin's", lambda one: one.finding.a),
    ColumnSpec("b", "text", "id of the later claim", lambda one: one.finding.b),
    ColumnSpec("question", "text", "id of the question, empty in drift", lambda one: one.finding.question),
    ColumnSpec("incidents", "text", "ids of the incidents that the claims belong to", lambda one: joined(one.incidents)),
)
"""The columns of the findings; the schema reference is made from them."""


def incident_rows(record: Record) -> Iterator[dict[str, Any]]:
    """Every incident as a row, by day."""
    for incident in record.incidents():
        yield {column.name: column.make(incident) for column in INCIDENT_COLUMNS}


def finding_rows(record: Record) -> Iterator[dict[str, Any]]:
    """Every finding as a row, by the day of the later claim."""
    findings = {finding.id: finding for finding in record.findings()}
    for change in record.changes(kind=tuple(NAMES.values())):
        told = _Told(findings[change.id], change.day, change.incidents)
        yield {column.name: column.make(told) for column in FINDING_COLUMNS}
