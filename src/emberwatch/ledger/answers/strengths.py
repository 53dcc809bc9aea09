"""How strong: the numbers of armed people that claims give an actor, or of those at a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from emberwatch.ledger.answers.counted import group_of, is_part, read_group
from emberwatch.ledger.answers.reply import Reply, Subject
from emberwatch.ledger.answers.scenes import carry_known
from emberwatch.ledger.answers.sides import names
from emberwatch.ledger.answers.tally import PEOPLE, make_count
from emberwatch.ledger.answers.view import REAL, View
from emberwatch.model.fact import Fact
from emberwatch.text.quantity import Quantity

LEFT = re.compile(r"^\W*(?:are|were|is|was|to be|could be|may be)? ?(?:still )?(?:left|remain|inside)\b")
GONE = frozenset({"killed", "wounded", "released", "destroyed", "surrendered", "withdrawn"})
KINDS = {"force": "soldiers", "irregular": "fighters"}


def find_strengths(view: View) -> Iterator[Reply]:
    """Replies that say how many armed people an actor has, or has left, in a country, or how many there are in a town: of now, not of a plan."""
    country = None
    for fact in sorted(view.reading.facts, key=lambda f: f.trigger.span.start):
        where = fact.place.place if fact.place else None
        country = where.country if where is not None and where.country else country
        number = view.sentence_at(fact.trigger.span.start)
        for quantity in fact.quantities:
            group = find_armed(view, fact, quantity)
            if group and is_strength(view, fact, quantity):
                for subject, label in find_subjects(view, fact, quantity, group, country):
                    yield replace(make_count(view, fact, number, subject, quantity, group, "present"), label=label, value=quantity.text)


def is_strength(view: View, fact: Fact, quantity: Quantity) -> bool:
    """Does a fact say of those counted that they are there, or are left?"""
    text = view.reading.report.text
    present = fact.type == "STRENGTH" and quantity.state not in GONE and fact.status in (*REAL, "possible")
    left = LEFT.match(text[quantity.span.end : quantity.span.end + 60]) is not None and fact.status in REAL
    return (present or left) and not is_part(text, quantity)


def find_armed(view: View, fact: Fact, quantity: Quantity) -> str:
    """The armed group that a number counts, by its words or by whom the fact is about; "" for others."""
    group = read_group(view.reading.report.text, quantity)
    told = [group_of(party.text) for party in (*fact.actors, *fact.recipients)] if group not in PEOPLE or group == "any" else [group]
    return next((each for each in told if each in KINDS), "")


def find_subjects(view: View, fact: Fact, quantity: Quantity, group: str, country: str | None) -> Iterator[tuple[Subject, str]]:
    """What a strength is asked of, and in which words: of an actor in a country, and anywhere where the fact has no place; else of a town."""
    owner = find_owner(view, fact, quantity)
    if owner is not None:
        label = f"How many fighters does {owner[1]} have"
        yield (("strength", owner[0]), ("country", country or "unknown")), label
        if fact.place is None and country:
            yield (("strength", owner[0]), ("country", "unknown")), label
        return
    number = view.sentence_at(fact.trigger.span.start)
    for town in sorted(carry_known(view, number)):
        yield (("strength", group), ("town", town)), f"How many {KINDS[group]} are there"


def find_owner(view: View, fact: Fact, quantity: Quantity) -> tuple[str, str] | None:
    """Key and name of the actor whose people are counted: of the words of the number, else of the fact, else the only one of its sentence."""
    parties = sorted((*fact.actors, *fact.recipients), key=lambda p: not p.span.overlaps(quantity.span))
    said = view.statements.get(fact.statement or "")
    for party in (*parties, *([said.about] if said is not None and said.about is not None else [])):
        actor = view.actors.get(party.id or "")
        if actor is not None and actor.type in ("armed group", "military", "coalition", "state"):
            return (actor.id, actor.name)
    number = view.sentence_at(fact.trigger.span.start)
    start = view.sentence_start(number)
    near = [r.pick for r in view.reading.resolutions if r.kind == "actor" and start <= r.span.start < start + len(view.words_of(number))]
    near += [actor.id for actor in view.actors.values() if names(view.words_of(number), actor)]
    groups = {actor.id: actor.name for pick in near if (actor := view.actors.get(pick or "")) is not None and actor.type == "armed group"}
    return next(iter(groups.items())) if len(groups) == 1 else None
