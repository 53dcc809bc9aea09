"""Readings and replies for tests of questions, in one line each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import Side
from emberwatch.model.entity import Actor, Party, Place, PlaceMention
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.text.numbers import find_numbers
from emberwatch.text.quantity import Quantity

ARMY = Actor("a:army", "Norland Army", "military", "NO")
REBELS = Actor("a:rebels", "Free Fjord Front", "armed group", "NO")
STATE = Actor("a:state", "Norland", "state", "NO")
PRESIDENT = Actor("a:president", "Ida Berg", "person", "NO", "Norland", "president")
GENERAL = Actor("a:general", "Olav Dahl", "person", None, None, "General")
ACTORS = {actor.name: actor for actor in (ARMY, REBELS, STATE, PRESIDENT, GENERAL)}
TOWN = Place("geo:1", "Fjellby", "town", "NO")


def day(number: int) -> date:
    """A day of May 2021."""
    return date(2021, 5, number)


def words(report: Report, quoted: str) -> Evidence:
    """The first place where `quoted` stands in the report."""
    start = report.text.index(quoted)
    return Evidence.quote(report, start, start + len(quoted))


def party(report: Report, told: str) -> Party:
    """`words=Actor's name`, or words alone for people in general."""
    quoted, _, name = told.partition("=")
    evidence = words(report, quoted)
    return Party(evidence.span, quoted, name or None, ACTORS[name].id if name else None)


def fact(report: Report, type_: str, trigger: str, by: str = "", to: str = "", at: str = "", count: str = "", says: str = "", **fields: Any) -> Fact:
    """A fact told by its words; `count` is `number words/of/state`."""
    where = words(report, at) if at else None
    quantities = ()
    if count:
        number, of, state = count.split("/")
        read = find_numbers(number)[0]
        quantities = (Quantity(of, state, read.low, read.high, number, words(report, number).span),)
    return Fact(
        report.id, "state" if type_ in ("CONTROL", "STRENGTH", "CAPABILITY", "CASUALTIES") else "event", type_, fields.pop("mode", None),
        fields.pop("status", "occurred"), words(report, trigger), actors=(party(report, by),) if by else (), recipients=(party(report, to),) if to else (),
        place=PlaceMention(where.span, where.text, TOWN) if where else None, quantities=quantities, speakers=(party(report, says),) if says else (),
        probability=fields.pop("probability", 0.8), **fields,
    )  # fmt: skip


def reading(text: str, published: date | None, *facts: dict[str, Any], publisher: str = "Fjord Post") -> Reading:
    """A reading of a text with these facts, cut into sentences at full stops."""
    report = Report(text, publisher=publisher, published=published)
    ends = [m.end() for m in re.finditer(r"\.(?= |$)", text)] or [len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    held = tuple(fact(report, **one) for one in facts)
    return Reading(report, tuple(zip(starts, ends, strict=True)), facts=held, actors=tuple(ACTORS.values()), places=(TOWN,))


def side(*keys: str, own: str | None = None, countries: Sequence[str] = ()) -> Side:
    """A side with these keys; `own` is the publisher that speaks for itself."""
    return Side(frozenset(keys), frozenset(countries), keys[0].partition(":")[2] if keys else own or "", own, own is not None)


def reply(kind: str, who: str, on: int, value: str = "", **fields: Any) -> Reply:
    """An answer of `who` in a report of its own on a day of May 2021."""
    name = fields.pop("claim", f"{who}-{on}-{value}-{fields.get('low')}")
    made: dict[str, Any] = {
        "subject": (("incident", "e1"), ("state", "killed")), "claim": name, "report": f"r-{who}-{on}", "published": day(on), "at": 0,
        "side": side(f"body:{who}"), "speakers": (who,), "value": value, "origin": f"o-{name}",
    }  # fmt: skip
    return Reply(kind=kind, **{**made, **fields})  # type: ignore[arg-type]
