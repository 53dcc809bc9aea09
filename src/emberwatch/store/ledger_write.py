"""Nouns of the ledger to rows: what changed closes its old row and adds a new one, what did not is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select, update

from emberwatch.model.ledger import Answer, Family, Finding, Incident, Judgement, Lineage, MergedParty, MergedPlace, Origin, Question, Tie, Withdrawal
from emberwatch.store import ledger_schema as schema
from emberwatch.store.bulk import insert_rows
from emberwatch.store.write import Row, dump

IN_MAX = 500
"""Values of one IN: well under the 999 variables of an old SQLite."""

Noun = Lineage | Family | Origin | Incident | Tie | Question | tuple[str, int, Answer] | Finding | Judgement | Withdrawal
Held = Mapping[int, Any]
"""Open nouns by the number of their row."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How a noun lies in its table: its own columns, and the rows of tables that belong to it, each with the column that leads back."""

    table: Table
    row: Callable[[Any], Row]
    parts: Callable[[Any], Iterable[tuple[Table, Row]]] = lambda noun: ()


class LedgerWriter:
    """Writes ledger nouns through one connection, which holds the write lock; `known_at` is when they become known."""

    def __init__(self, connection: Connection, known_at: datetime) -> None:
        self.connection = connection
        self.known_at = known_at
        self.last_row: dict[str, int] = {}

    def replace(self, kept: Kept, held: Held, wanted: Iterable[Any]) -> tuple[int, int]:
        """Closes the rows of `held` that are not wanted any more, adds what is wanted and not held; how many of each."""
        left = {noun: row for row, noun in sorted(held.items(), reverse=True)}
        spare = [row for row, noun in held.items() if left[noun] != row]
        fresh = []
        for noun in dict.fromkeys(wanted):
            if left.pop(noun, None) is None:
                fresh.append(noun)
        closed = [*left.values(), *spare]
        self.close(kept.table, closed)
        self.add(kept, fresh)
        return len(closed), len(fresh)

    def close(self, table: Table, rows: Sequence[int]) -> None:
        """Ends what rows say; a row is never known for less than no time."""
        for some in chunked(rows):
            latest = self.connection.execute(select(func.max(table.c.known_from)).where(table.c.row.in_(some))).scalar()
            ends = max(self.known_at, latest) if latest is not None else self.known_at
            self.connection.execute(update(table).where(table.c.row.in_(some)).values(known_to=ends))

    def add(self, kept: Kept, nouns: Sequence[Any]) -> None:
        """Adds a row for each noun, and the rows of its parts."""
        rows: list[Row] = []
        parts: dict[str, tuple[Table, list[Row]]] = {}
        for noun in nouns:
            row = self._next(kept.table)
            rows.append({"known_from": self.known_at, "known_to": None, **kept.row(noun), "row": row})
            for table, part in kept.parts(noun):
                owner = next(column.name for column in table.columns if column.foreign_keys)
                parts.setdefault(table.name, (table, []))[1].append({**part, "row": self._next(table), owner: row})
        if rows:
            insert_rows(self.connection, kept.table, rows)
        for table, some in parts.values():
            insert_rows(self.connection, table, some)

    def _next(self, table: Table) -> int:
        """The next free row number of `table`; nobody else takes it, since the transaction holds the write lock."""
        if table.name not in self.last_row:
            self.last_row[table.name] = self.connection.execute(select(func.max(table.c.row))).scalar() or 0
        self.last_row[table.name] += 1
        return self.last_row[table.name]


def chunked(values: Iterable[Any]) -> Iterable[list[Any]]:
    """`values` in lists that fit into one IN."""
    every = list(values)
    for start in range(0, len(every), IN_MAX):
        yield every[start : start + IN_MAX]


def lineage_row(one: Lineage) -> Row:
    """The columns of a Lineage."""
    spans = {"start": one.span.start if one.span else None, "end": one.span.end if one.span else None}
    spans |= {"source_start": one.source_span.start if one.source_span else None, "source_end": one.source_span.end if one.source_span else None}
    return {"report": one.report, "source": one.source, "kind": one.kind, "share": one.share, "reason": one.reason, **spans}


def family_parts(family: Family) -> list[tuple[Table, Row]]:
    """A row for each report of the family."""
    return [(schema.family_reports, {"position": at, "report": report}) for at, report in enumerate(family.reports)]


def keep_origins(report_of: Mapping[str, str]) -> Kept:
    """How origins are kept, with a row for each claim; `report_of` a claim is its report."""

    def parts(origin: Origin) -> list[tuple[Table, Row]]:
        return [(schema.origin_claims, {"position": at, "claim": claim, "report": report_of[claim]}) for at, claim in enumerate(origin.claims)]

    return Kept(schema.origins, _fields("id", "kind", "name", "reason"), parts)


def place_row(merged: MergedPlace | None) -> Row:
    """The columns of a merged place, all None for None."""
    place = merged.place if merged else None
    names = {"place_id": "id", "place_name": "name", "place_precision": "precision", "country": "country", "region": "region"}
    names |= {"latitude": "latitude", "longitude": "longitude", "population": "population"}
    others = [[other_fields(other), list(facts)] for other, facts in merged.others] if merged else []
    row = {column: getattr(place, name) if place else None for column, name in names.items()}
    return {**row, "place_facts": dump(list(merged.facts)) if merged else None, "other_places": dump(others)}


def other_fields(place: Any) -> list[Any]:
    """A place as a list of its fields, in their order."""
    return [getattr(place, name) for name in ("id", "name", "precision", "country", "region", "latitude", "longitude", "population")]


def incident_row(incident: Incident) -> Row:
    """The columns of an Incident; `day` is left to `with_days`."""
    when = incident.when
    return {
        **{name: getattr(incident, name) for name in ("id", "type", "mode", "status", "origins", "unknown_origins", "probability")},
        **place_row(incident.place),
        "start_date": when.start if when else None,
        "end_date": when.end if when else None,
        "when_agreed": when.agreed if when else None,
        "when_facts": dump(list(when.facts)) if when else None,
        "day": None,
        "reasons": dump([list(pair) for pair in incident.reasons]),
    }


def incident_parts(incident: Incident, report_of: Mapping[str, str]) -> Iterable[tuple[Table, Row]]:
    """Rows for the facts, parties and counts of an incident; `report_of` a fact is its report."""
    for at, fact in enumerate(incident.facts):
        yield schema.incident_facts, {"position": at, "fact": fact, "report": report_of[fact], "withdrawn": fact in incident.withdrawn}
    for role, parties in (("actor", incident.actors), ("recipient", incident.recipients)):
        for at, party in enumerate(parties):
            yield schema.incident_parties, {"role": role, "position": at, **party_row(party)}
    for at, count in enumerate(incident.counts):
        by_origin = [[name, low, high] for name, low, high in count.by_origin]
        numbers = {"of": count.of, "state": count.state, "low": count.low, "best": count.best, "high": count.high}
        yield schema.incident_counts, {"position": at, **numbers, "facts": dump(list(count.facts)), "by_origin": dump(by_origin)}


def party_row(party: MergedParty) -> Row:
    """The columns of a party of an incident."""
    return {"actor_id": party.id, "name": party.name, "facts": dump(list(party.facts))}


def keep_incidents(report_of: Mapping[str, str], days: Mapping[str, date]) -> Kept:
    """How incidents are kept; `days` gives the day of each incident that has one (the listing's order)."""
    return Kept(schema.incidents, lambda one: {**incident_row(one), "day": days.get(one.id)}, lambda one: incident_parts(one, report_of))


def keep_findings(speaker_of: Mapping[str, str]) -> Kept:
    """How findings are kept, each with whose record its claims touch."""
    fields = _fields("id", "kind", "a", "b", "field", "words", "question")
    return Kept(schema.findings, lambda one: {**fields(one), "speaker_a": speaker_of.get(one.a), "speaker_b": speaker_of.get(one.b)})


def answer_row(placed: tuple[str, int, Answer]) -> Row:
    """The columns of an answer to the question with an id, at its place among the answers."""
    question, position, answer = placed
    names = ("claim", "report", "said", "value", "low", "high", "status")
    return {"question": question, "position": position, **{name: getattr(answer, name) for name in names}, "speakers": dump(list(answer.speakers))}


def tie_row(tie: Tie) -> Row:
    """The columns of a Tie; its parts as JSON."""
    return {"a": tie.a, "b": tie.b, "log2_odds": tie.log2_odds, "parts": dump([[one.field, one.level, one.log2_odds, one.reason] for one in tie.parts])}


def judgement_row(one: Judgement) -> Row:
    """The columns of a Judgement, known from the moment it was given."""
    return {"id": one.id, "a": one.a, "b": one.b, "verdict": one.verdict, "by": one.by, "why": one.why, "known_from": one.at, "known_to": None}


def _fields(*names: str) -> Callable[[Any], Row]:
    return lambda noun: {name: getattr(noun, name) for name in names}


LINEAGE = Kept(schema.lineage, lineage_row)
FAMILIES = Kept(schema.families, _fields("id", "name", "first"), family_parts)
TIES = Kept(schema.ties, tie_row)
QUESTIONS = Kept(
    schema.questions, lambda one: {"id": one.id, "kind": one.kind, "subject": dump([list(pair) for pair in one.subject]) or "[]", "words": one.words}
)
ANSWERS = Kept(schema.answers, answer_row)
JUDGEMENTS = Kept(schema.judgements, judgement_row)
WITHDRAWALS = Kept(schema.withdrawals, lambda one: {"report": one.report, "why": one.why, "known_from": one.at, "known_to": None})
