"""Facts, statements, actors and places as rows of a listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emberwatch.model.entity import Actor, Party, Place
    from emberwatch.model.fact import Fact
    from emberwatch.model.statement import Statement

FACT_SHOWN = ("id", "status", "type", "who", "to_whom", "place", "when", "numbers", "trigger")
FACT_NARROW = ("id", "status", "type", "who", "place", "start", "trigger")
FACT_FIELDS = (
    *("id", "kind", "type", "mode", "status", "trigger", "who", "to_whom", "place", "place_id", "country", "latitude", "longitude"),
    *("when", "start", "end", "numbers", "condition", "speakers", "statement", "probability", "report", "span_start", "span_end"),
)
STATEMENT_SHOWN = ("id", "speakers", "manner", "content")
STATEMENT_FIELDS = ("id", "speakers", "manner", "cue", "to", "content", "quote", "start", "end", "probability", "report", "span_start", "span_end")
ACTOR_FIELDS = ("id", "name", "type", "country", "affiliation", "role", "new")
PLACE_FIELDS = ("id", "name", "precision", "country", "region", "latitude", "longitude", "population")
CONTENT_CHARS = 100


def party_names(parties: tuple[Party, ...]) -> list[str]:
    """The name each party was resolved to, else its words."""
    return [p.name or " ".join(p.text.split()) for p in parties]


def fact_row(fact: Fact) -> dict[str, Any]:
    """One fact as a row; `start` and `end` are ISO dates, the end exclusive."""
    mention, when = fact.place, fact.when
    place = mention.place if mention else None
    return {
        "id": fact.id, "kind": fact.kind, "type": fact.type, "mode": fact.mode, "status": fact.status, "trigger": fact.trigger.text,
        "who": party_names(fact.actors), "to_whom": party_names(fact.recipients),
        "place": place.name if place else (mention.text if mention else None), "place_id": place.id if place else None,
        "country": place.country if place else None, "latitude": place.latitude if place else None, "longitude": place.longitude if place else None,
        "when": _when_words(when), "start": _iso(when.start if when else None), "end": _iso(when.end if when else None),
        "numbers": [q.text for q in fact.quantities], "condition": fact.condition.text if fact.condition else None,
        "speakers": party_names(fact.speakers), "statement": fact.statement, "probability": round(fact.probability, 4),
        "report": fact.report, "span_start": fact.trigger.span.start, "span_end": fact.trigger.span.end,
    }  # fmt: skip


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _when_words(when: Any) -> str | None:
    """The days in short ISO form, else the words in quotation marks."""
    if when is None:
        return None
    if when.start is None and when.end is None:
        return f"“{' '.join(when.text.split())}”"
    from emberwatch.api import format_when

    return format_when(when)


def statement_row(statement: Statement) -> dict[str, Any]:
    """One statement as a row."""
    when = statement.when
    return {
        "id": statement.id, "speakers": party_names(statement.speakers), "manner": statement.manner, "cue": statement.cue.text if statement.cue else None,
        "to": party_names((statement.addressee,))[0] if statement.addressee else None, "content": statement.content.text, "quote": statement.quote,
        "start": _iso(when.start if when else None), "end": _iso(when.end if when else None), "probability": round(statement.probability, 4),
        "report": statement.report, "span_start": statement.content.span.start, "span_end": statement.content.span.end,
    }  # fmt: skip


def entity_row(entity: Actor | Place, fields: tuple[str, ...]) -> dict[str, Any]:
    """An actor or place as a row of its own fields."""
    return {name: getattr(entity, name) for name in fields}
