"""How strong: the numbers of armed people that claims give an actor, or of those at a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from emberwatch.ledger.counted import group_of, is_part
from emberwatch.ledger.reply import Reply, Subject
from emberwatch.ledger.tally import make_count
from emberwatch.ledger.view import REAL, View
from emberwatch.model.fact import Fact
from emberwatch.text.quantity import Quantity


def find_strengths(view: View) -> Iterator[Reply]:
    """Replies that say how many armed people an actor has, or has left, in a country: of now, not of a plan."""
    country = None
    for fact in sorted(view.reading.facts, key=lambda f: f.trigger.span.start):
        where = fact.place.place if fact.place else None
        country = where.country if where is not None and where.country else country
        number = view.sentence_at(fact.trigger.span.start)
        for quantity in fact.quantities:
            text = view.reading.report.text[quantity.span.end : quantity.span.end + 60]
            left = re.match(r"^\W*(?:are|were|is|was|to be|could be|may be)? ?(?:still )?(?:left|remain|inside)\b", text)
            present = fact.type == "STRENGTH" and quantity.state in ("present", "other") and fact.status in (*REAL, "possible")
            if not (present or left) or group_of(quantity.of) not in ("force", "irregular") or is_part(view.reading.report.text, quantity):
                continue
            owner = find_owner(view, fact, quantity)
            if owner is not None:
                subject: Subject = (("strength", owner[0]), ("country", country or "unknown"))
                reply = make_count(view, fact, number, subject, quantity, group_of(quantity.of), "present")
                yield replace(reply, label=f"How many fighters does {owner[1]} have", value=quantity.text)


def find_owner(view: View, fact: Fact, quantity: Quantity) -> tuple[str, str] | None:
    """Key and name of the actor whose people are counted: of the words of the number, else of the fact, else the only one of its sentence."""
    parties = sorted((*fact.actors, *fact.recipients), key=lambda p: not p.span.overlaps(quantity.span))
    said = view.statements.get(fact.statement or "")
    for party in (*parties, *([said.about] if said is not None and said.about is not None else [])):
        actor = view.actors.get(party.id or "")
        if actor is not None and actor.type in ("armed group", "military", "coalition", "state"):
            return (actor.id, actor.name)
    return None
