"""How soon fighting ends: claims that it will be over within days, and claims that it will go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from emberwatch.ledger.answers.happening import describe
from emberwatch.ledger.answers.plan_claims import Matter, find_last, find_party_keys, find_towns
from emberwatch.ledger.answers.stances import TURNS, Stance, load_planning
from emberwatch.ledger.answers.view import View
from emberwatch.model.fact import Fact

END = frozenset({"end"})
FOUGHT = frozenset({"ASSAULT", "CAPABILITY", "SEIZE", "MOBILIZE", "CONTROL", "RETREAT"})
"""Types of what a claim on the end of fighting may be read as."""


def find_endings(view: View, homes: Mapping[str, str]) -> Iterator[Matter]:
    """A claim for every clause that says how soon fighting ends, on the first fact of the fighting in it."""
    for number, facts in sorted(view.by_sentence.items()):
        words, start = view.words_of(number), view.sentence_start(number)
        turns = [m.end() for m in TURNS.finditer(words)]
        for begin, end in zip([0, *turns], [*turns, len(words)], strict=True):
            stance = read_ending(words[begin:end])
            within = [f for f in facts if begin <= f.trigger.span.start - start < end and f.type in FOUGHT]
            if stance is not None and within:
                yield lay_ending(view, min(within, key=lambda f: f.trigger.span.start), stance, homes)


def read_ending(clause: str) -> Stance | None:
    """Does the clause say that fighting will soon be over, or that it will go on; None where it speaks of neither."""
    patterns = load_planning()
    if not patterns["fight"].search(clause):
        return None
    ahead = patterns["will"].search(clause) or re.search(r"\b(?:could|may|might|can)\b", clause, re.IGNORECASE)
    if patterns["undated"].search(clause) or (ahead and patterns["lasting"].search(clause)):
        return "no"
    return "yes" if ahead and patterns["over"].search(clause) and patterns["soon"].search(clause) and not re.search(r"\b(?:not|never)\b", clause) else None


def lay_ending(view: View, fact: Fact, stance: Stance, homes: Mapping[str, str]) -> Matter:
    """The claim laid flat."""
    happening = describe(view, fact, homes)
    towns = view.places.get(fact.id, frozenset())
    keys = frozenset(find_party_keys(view, (*fact.actors, *fact.recipients)))
    return Matter(
        replace(happening, towns=happening.towns or towns), stance, END, keys, frozenset(), frozenset(), frozenset(), frozenset(),
        find_towns(view, fact), frozenset() if towns else find_last(view, fact),
    )  # fmt: skip
