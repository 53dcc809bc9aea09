"""What a number is a number of: the happenings of its sentence, or the last told before, that can have caused it."""

from __future__ import annotations

from collections.abc import Mapping

from emberwatch.ledger.answers.scenes import is_long
from emberwatch.ledger.answers.view import REAL, View
from emberwatch.model.fact import Fact

HARM = frozenset({"killed", "wounded"})
CAUSES = ("ASSAULT", "RETREAT", "DISPLACE", "COERCE", "CASUALTIES")
CAUSE_OF = {
    "killed": ("ASSAULT", "CASUALTIES"), "wounded": ("ASSAULT", "CASUALTIES"), "destroyed": ("ASSAULT", "COERCE"), "displaced": ("DISPLACE",),
    "released": ("RETREAT", "CONCEDE", "DISPLACE", "AID"), "detained": ("COERCE",), "abducted": ("ASSAULT", "COERCE"), "surrendered": ("RETREAT",),
    "captured": ("ASSAULT", "COERCE", "SEIZE"),
}  # fmt: skip
DEADLY = frozenset({"SEIZE", "MOBILIZE", "COERCE"})
"""Deeds in which people die, where nothing nearer is told: a town overrun."""


def pick_causes(view: View, number: int, state: str, holders: list[Fact], facts: list[Fact], homes: Mapping[str, str]) -> list[Fact]:
    """The facts whose incidents a number belongs to: causes that hold it, else causes beside it, else the last one before; one an incident."""
    types = CAUSE_OF.get(state, CAUSES)
    real = [f for f in facts if f.status in REAL and f.type in types]
    found = [f for f in holders if f in real] or real or [f for f in holders if state in HARM and f.status in REAL and f.type in DEADLY]
    if state in HARM or state == "destroyed":
        beside = [f for f in real if f.type == "ASSAULT" and f not in found and not any(q.state == state for q in f.quantities)]
        adrift = not any(f.place is not None or (f.when is not None and f.when.start is not None) for f in (*found, *beside))
        found = [*found, *beside, *(last_assault(view, number) if adrift or not any(f.type == "ASSAULT" for f in (*found, *beside)) else [])]
    first: dict[str, Fact] = {}
    for fact in found:
        first.setdefault(homes.get(fact.id, fact.id), fact)
    return list(first.values())


def last_assault(view: View, number: int) -> list[Fact]:
    """The assault told last before a sentence, within three sentences; none before one that counts the harm of weeks or years."""
    if is_long(view, number):
        return []
    for back in range(number - 1, number - 4, -1):
        found = [f for f in view.by_sentence.get(back, ()) if f.type == "ASSAULT" and f.status in REAL and f.mode != "clash"]
        if found:
            return [found[0]]
    return []
