"""Nouns of the model as JSON objects, in the one form that exports, listings and pages share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from emberwatch.dates.when import When
from emberwatch.model.entity import Actor, Party, Place, PlaceMention
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.text.quantity import Quantity

Json = dict[str, Any]
PROBABILITY_DIGITS = 4


def report_object(report: Report) -> Json:
    """A report without its text; `chars` is the text's length, into which all spans point."""
    return {
        "kind": "report",
        "id": report.id,
        "publisher": report.publisher,
        "published": report.published.isoformat() if report.published else None,
        "title": report.title,
        "byline": report.byline,
        "url": report.url,
        "origin": report.origin,
        "path": report.path,
        "chars": len(report.text),
    }


def statement_object(statement: Statement) -> Json:
    """A statement; `addressee` is a name or, where it was not resolved, the words."""
    addressee = statement.addressee
    return {
        "kind": "statement",
        "id": statement.id,
        "report": statement.report,
        "type": statement.manner.upper(),
        "manner": statement.manner.lower(),
        "status": statement.status,
        "cue": _evidence(statement.cue),
        "speakers": _parties(statement.speakers),
        "addressee": None if addressee is None else addressee.name or addressee.text,
        "about": None if statement.about is None else _parties((statement.about,))[0],
        "content": _evidence(statement.content),
        "quote": statement.quote,
        "quotes": [span.as_list() for span in statement.quotes],
        "when": when_object(statement.when),
        "probability": round(statement.probability, PROBABILITY_DIGITS),
    }


def fact_object(fact: Fact) -> Json:
    """An event or a state; a state says whom it is `about`, and the same again as `actors`."""
    actors = _parties(fact.actors)
    return {
        "kind": fact.kind,
        "id": fact.id,
        "said": fact.said,
        "report": fact.report,
        "statement": fact.statement,
        "type": fact.type,
        "mode": fact.mode,
        "status": fact.status,
        "trigger": _evidence(fact.trigger),
        **({"about": actors} if fact.kind == "state" else {}),
        "actors": actors,
        "recipients": _parties(fact.recipients),
        "place": place_mention_object(fact.place),
        "when": when_object(fact.when),
        "quantities": [quantity_object(quantity) for quantity in fact.quantities],
        "speakers": _parties(fact.speakers),
        "condition": fact.condition.text if fact.condition else None,
        "probability": round(fact.probability, PROBABILITY_DIGITS),
    }


def actor_object(actor: Actor) -> Json:
    """An actor; `new` where no list knows it."""
    return {
        "kind": "actor",
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "country": actor.country,
        "affiliation": actor.affiliation,
        "role": actor.role,
        "new": actor.new,
    }


def place_object(place: Place) -> Json:
    """A place."""
    return {
        "kind": "place",
        "id": place.id,
        "name": place.name,
        "precision": place.precision,
        "country": place.country,
        "region": place.region,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "population": place.population,
    }


def when_object(when: When | None) -> Json | None:
    """A time; `start` and `end` are ISO dates, the end exclusive, either None where the words leave it open."""
    if when is None:
        return None
    return {
        "text": when.text,
        "span": when.span.as_list(),
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "precision": when.precision,
        "basis": when.basis,
    }


def place_mention_object(mention: PlaceMention | None) -> Json | None:
    """Where a fact is; every field of the place None where the words were not resolved."""
    if mention is None:
        return None
    place = mention.place
    names = ("name", "id", "country", "region", "latitude", "longitude", "precision")
    return {"span": mention.span.as_list(), "text": mention.text, **{name: getattr(place, name) if place else None for name in names}}


def quantity_object(quantity: Quantity) -> Json:
    """A number; whole numbers are written without a fraction."""
    return {
        "of": quantity.of,
        "state": quantity.state,
        "low": plain_number(quantity.low),
        "high": plain_number(quantity.high),
        "text": quantity.text,
        "span": quantity.span.as_list(),
        "composition": quantity.composition,
    }


def plain_number(value: float | None) -> float | int | None:
    """7000 for 7000.0, everything else as it is."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _evidence(evidence: Evidence | None) -> Json | None:
    return None if evidence is None else {"span": evidence.span.as_list(), "text": evidence.text}


def _parties(parties: Iterable[Party]) -> list[Json]:
    return [{"span": party.span.as_list(), "text": party.text, "name": party.name, "id": party.id} for party in parties]
