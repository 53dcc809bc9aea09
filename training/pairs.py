"""The coded sentences of the PLOVER pairs, in five folds: the bars on the pairs are measured by leaving each out in turn.

The codes are ours, of every event of a sentence. Where no event of a sentence has the type that the set gives for its pair of
sides, the event between these two takes that type: what the set's coders call it counts on their sentences.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from training.own_corpus import CodedFact, Item, Span
from training.real import read_pair_items, read_pair_rows

FOLDS = 5
YIELD = ("CONCEDE", "RETREAT")


def fold_of(row: int) -> int:
    """Fold 0..4 of a row: rows stand sorted by type, so neighbours go to different folds."""
    return row % FOLDS


def read_pairs(root: Path, leave_fold: int | None = None) -> list[Item]:
    """The coded sentences of the set under `root`, those of one fold left out, also where they stand in another fold a second time."""
    rows, items = read_pair_rows(root), read_pair_items(root)
    left = {item.text for row, item in items if fold_of(row) == leave_fold}
    return [settle_type(item, rows[row]) for row, item in items if item.text not in left]


def settle_type(item: Item, row: dict[str, str]) -> Item:
    """The item with an event of the type that the set gives; as it is where no event joins the two sides."""
    types = YIELD if row["gold_root"] == "YIELD" else (row["gold_root"],)
    if any(fact.type in types for fact in item.facts if fact.kind == "E"):
        return item
    sides = {role: find_side(item.text, row[name]) for role, name in (("actor", "source"), ("recipient", "target"))}

    def shared(fact: CodedFact) -> int:
        return sum(any(side and a < side[1] and side[0] < b for a, b in fact.roles.get(role, [])) for role, side in sides.items())

    events = [fact for fact in item.facts if fact.kind == "E"]
    meant = max(events, key=shared, default=None)
    if meant is None or shared(meant) < 2:
        return item
    return replace(item, facts=[replace(fact, type=types[0], mode=None) if fact is meant else fact for fact in item.facts])


def find_side(sentence: str, words: str) -> Span | None:
    """Characters of a side's words in the sentence, its first mention; None where they are not there letter for letter."""
    words = words.strip()
    at = sentence.find(words)
    return None if at < 0 or not words else (at, at + len(words))
