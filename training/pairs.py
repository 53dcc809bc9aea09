"""The coded sentences of the PLOVER pairs, in five folds: the bars on the pairs are measured by leaving each out in turn.

The codes are ours, of every event of a sentence, made with the type and the two sides that the set gives for one of them at hand.
"""

from __future__ import annotations

from pathlib import Path

from training.own_corpus import Item
from training.real import read_pair_items

FOLDS = 5


def fold_of(row: int) -> int:
    """Fold 0..4 of a row: rows stand sorted by type, so neighbours go to different folds."""
    return row % FOLDS


def read_pairs(root: Path, leave_fold: int | None = None) -> list[Item]:
    """The coded sentences of the set under `root`, those of one fold left out."""
    return [item for row, item in read_pair_items(root) if fold_of(row) != leave_fold]
