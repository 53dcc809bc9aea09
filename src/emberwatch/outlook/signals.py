"""What the record says that an analyst would weigh: warnings, escapes, dispersals, withdrawals, claims, states of capability."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement
from emberwatch.outlook.names import fold_name

KINDS: Mapping[str, str] = {
    "warning": "warnings that it could act or return",
    "escape": "escapes and releases of detainees",
    "dispersal": "its fighters dispersed, withdrew or gave up",
    "withdrawal": "withdrawals of forces that oppose it",
    "claim": "attacks that it claims",
    "capability": "assessments of its condition or intent",
    "territory": "places taken from it",
}
"""The kinds of signals by name, each in words."""
UNFITTED = "no weight is fitted to these: too few past outlooks have reports behind them to measure what they add, and none is assumed"
HELD = re.compile(r"\b(detain|prison|inmate|captive|convict|suspect|jailed|captured)", re.IGNORECASE)
ESCAPED = re.compile(r"\b(escap|br(?:eak|oke)\w* (?:out|free)|freed|free)", re.IGNORECASE)
COMING = frozenset({"possible", "expected", "planned", "conditional"})
HAPPENED = frozenset({"occurred", "ongoing"})
LEAVING = frozenset({("RETREAT", "withdraw"), ("RETREAT", "surrender"), ("DISPLACE", "flight")})
VIOLENT = frozenset({"ASSAULT", "SEIZE", "MOBILIZE", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Signal:
    """One fact or statement that is a signal of `kind`: its words, the report and its day, and the id under which `show` finds it."""

    kind: str
    words: str
    id: str
    report: str
    published: date
    publisher: str | None = None


def find_signals(readings: Iterable[Reading], names: Iterable[str], cutoff: date, since: date | None = None) -> tuple[Signal, ...]:
    """The signals on the group called `names` in reports published by `cutoff` (and from `since` on), the latest first.

    Reports without a day of publication give none: when they became known is not known.
    """
    keys = frozenset(fold_name(name) for name in names)
    found: dict[str, Signal] = {}
    for reading in readings:
        day = reading.report.published
        if day is None or day > cutoff or (since is not None and day < since):
            continue
        for signal in _of_reading(reading, keys, day):
            found.setdefault(signal.id, signal)
    return tuple(sorted(found.values(), key=lambda s: (-s.published.toordinal(), s.kind, s.report, s.id)))


def _of_reading(reading: Reading, keys: frozenset[str], day: date) -> Iterator[Signal]:
    report = reading.report
    named = any(is_group(party, keys) for fact in reading.facts for party in (*fact.actors, *fact.recipients))
    for fact in reading.facts:
        kind = _kind_of_fact(fact, keys, named)
        if kind is not None:
            yield Signal(kind, sentence_of(reading, fact.trigger.span.start), fact.id, report.id, day, report.publisher)
    for statement in reading.statements:
        kind = _kind_of_statement(statement, keys)
        if kind is not None:
            yield Signal(kind, sentence_of(reading, statement.content.span.start), statement.id, report.id, day, report.publisher)


def _kind_of_fact(fact: Fact, keys: frozenset[str], named: bool) -> str | None:
    """The kind of signal that a fact is; None where it is none. `named`: the group is named in the report."""
    doer, target = (any(is_group(party, keys) for party in parties) for parties in (fact.actors, fact.recipients))
    if fact.type == "CAPABILITY":
        return "capability" if doer else None
    if fact.status in COMING and fact.type in VIOLENT and doer:
        return "warning"
    if fact.type == "ASSAULT" and fact.status in HAPPENED and any(is_group(party, keys) for party in fact.speakers):
        return "claim"
    if named and _is_escape(fact):
        return "escape"
    if (fact.type, fact.mode) in LEAVING:
        if doer and fact.status in HAPPENED:
            return "dispersal"
        if named and not doer and fact.mode == "withdraw" and any(party.id for party in fact.actors):
            return "withdrawal"
    if fact.type == "SEIZE" and target and not doer and fact.status in HAPPENED:
        return "territory"
    return None


def _is_escape(fact: Fact) -> bool:
    """Did people who were held get away or get released?"""
    held = any(HELD.search(party.text) for party in (*fact.actors, *fact.recipients))
    if fact.type == "RETREAT" and fact.mode == "release":
        return held
    return fact.type == "DISPLACE" and bool(ESCAPED.match(fact.trigger.text)) and held


def _kind_of_statement(statement: Statement, keys: frozenset[str]) -> str | None:
    if statement.manner == "claim" and any(is_group(party, keys) for party in statement.speakers):
        return "claim"
    if statement.manner != "warn" or any(is_group(party, keys) for party in statement.speakers):
        return None
    words = fold_name(statement.content.text)
    about = statement.about is not None and is_group(statement.about, keys)
    return "warning" if about or any(len(key) > 3 and key in words for key in keys) else None


def is_group(party: Party, keys: frozenset[str]) -> bool:
    """Do the name or the words of a party stand among the folded names `keys`?"""
    return any(name is not None and fold_name(name) in keys for name in (party.name, party.text))


def sentence_of(reading: Reading, at: int) -> str:
    """The sentence that holds the character `at`, on one line."""
    for start, end in reading.sentences:
        if start <= at < end:
            return " ".join(reading.report.text[start:end].split())
    return " ".join(reading.report.text[at : at + 200].split())
