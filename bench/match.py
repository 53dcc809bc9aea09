"""Pair coded spans with predicted ones, and the sums that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(slots=True)
class Count:
    """Right, predicted and coded things; `f1` and its parts follow."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Add the counts of one more text."""
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        """Share of the predicted things that are right; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the coded things that were found; 0 where nothing is coded."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall: twice the right over all predicted and coded; 0 where there are none."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0


def overlap_chars(a: Span, b: Span) -> int:
    """Characters that two half-open spans share, 0 or more."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def likeness(a: Span, b: Span) -> float:
    """Shared characters over those in either span: 0 apart, 1 the same."""
    shared = overlap_chars(a, b)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared else 0.0


def pair_spans(gold: Sequence[Span], predicted: Sequence[Span], allowed: Callable[[int, int], bool] = lambda g, p: True) -> list[tuple[int, int]]:
    """Pairs (gold index, predicted index) of overlapping spans, each used once, the most alike first.

    `allowed` may refuse a pair of indices. Ties go to the earlier gold, then the earlier prediction.
    """
    ranked = sorted((-likeness(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if overlap_chars(g, p) and allowed(i, j))
    pairs, used_gold, used_predicted = [], set(), set()
    for _, i, j in ranked:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return sorted(pairs)
