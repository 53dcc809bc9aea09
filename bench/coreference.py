"""Scores of clusterings: MUC, B-cubed, CEAF-e and their mean, as the CoNLL shared tasks define them; mentions are given.

MUC after Vilain et al. 1995, B-cubed after Bagga and Baldwin 1998, CEAF-e after Luo 2005 (phi 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass

Clusters = Sequence[Set[Hashable]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Recall and precision (0..1) of predicted clusters against gold ones."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        """Harmonic mean; 0 where both are 0."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def index(clusters: Clusters) -> dict[Hashable, int]:
    """The number of the cluster that holds each mention."""
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def muc(gold: Clusters, found: Clusters) -> Agreement:
    """Links that would have to be added: clusters of one count for nothing."""
    return Agreement(muc_recall(gold, found), muc_recall(found, gold))


def muc_recall(gold: Clusters, found: Clusters) -> float:
    at = index(found)
    kept = total = 0
    for cluster in gold:
        parts = len({at.get(m, ("alone", m)) for m in cluster})
        kept, total = kept + len(cluster) - parts, total + len(cluster) - 1
    return kept / total if total else 0.0


def b_cubed(gold: Clusters, found: Clusters) -> Agreement:
    """Mean over mentions of the share of their cluster that is right."""
    return Agreement(b_cubed_recall(gold, found), b_cubed_recall(found, gold))


def b_cubed_recall(gold: Clusters, found: Clusters) -> float:
    overlaps = find_overlaps(gold, found)
    mentions = sum(len(c) for c in gold)
    return sum(n * n / len(gold[g]) for (g, _), n in overlaps.items()) / mentions if mentions else 0.0


def ceaf_e(gold: Clusters, found: Clusters) -> Agreement:
    """The best one-to-one pairing of clusters by the overlap 2n / (size + size)."""
    weights: dict[int, dict[int, float]] = defaultdict(dict)
    for (g, f), n in find_overlaps(gold, found).items():
        weights[g][f] = 2 * n / (len(gold[g]) + len(found[f]))
    best = sum(match_best(block) for block in find_blocks(weights))
    return Agreement(best / len(gold) if gold else 0.0, best / len(found) if found else 0.0)


def find_overlaps(gold: Clusters, found: Clusters) -> dict[tuple[int, int], int]:
    """How many mentions each pair of clusters shares, where it shares any."""
    at = index(found)
    overlaps: dict[tuple[int, int], int] = defaultdict(int)
    for number, cluster in enumerate(gold):
        for mention in cluster:
            if mention in at:
                overlaps[number, at[mention]] += 1
    return overlaps


def find_blocks(weights: dict[int, dict[int, float]]) -> list[dict[int, dict[int, float]]]:
    """The weights by sets of clusters that overlap directly or through others: each can be matched alone."""
    back: dict[int, list[int]] = defaultdict(list)
    for g, row in weights.items():
        for f in row:
            back[f].append(g)
    left, blocks = set(weights), []
    while left:
        stack, block = [left.pop()], {}
        while stack:
            g = stack.pop()
            block[g] = weights[g]
            near = {other for f in weights[g] for other in back[f]} & left
            left -= near
            stack += near
        blocks.append(block)
    return blocks


def match_best(weights: dict[int, dict[int, float]]) -> float:
    """Largest sum of weights of a one-to-one pairing: the Hungarian method with potentials."""
    columns = sorted({f for row in weights.values() for f in row})
    rows = [[-row.get(f, 0.0) for f in columns] for row in weights.values()]
    if len(rows) > len(columns):
        rows = [list(column) for column in zip(*rows, strict=True)]
    return -assign(rows)


def assign(costs: list[list[float]]) -> float:
    """Least cost that gives each row a column of its own; there are no more rows than columns."""
    n, m = len(costs), len(costs[0])
    row_price, column_price, owner = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        owner[0], at, least, came, seen = i, 0, [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while owner[at]:
            seen[at] = True
            row, step, onward = owner[at], float("inf"), 0
            for j in range(1, m + 1):
                if not seen[j]:
                    price = costs[row - 1][j - 1] - row_price[row] - column_price[j]
                    if price < least[j]:
                        least[j], came[j] = price, at
                    if least[j] < step:
                        step, onward = least[j], j
            for j in range(m + 1):
                if seen[j]:
                    row_price[owner[j]] += step
                    column_price[j] -= step
                else:
                    least[j] -= step
            at = onward
        while at:
            owner[at], at = owner[came[at]], came[at]
    return sum(costs[owner[j] - 1][j - 1] for j in range(1, m + 1) if owner[j])


def conll(gold: Clusters, found: Clusters) -> dict[str, float]:
    """F1 by each measure, and their mean as `conll`."""
    figures = {"muc": muc(gold, found).f1, "b3": b_cubed(gold, found).f1, "ceafe": ceaf_e(gold, found).f1}
    return {**figures, "conll": sum(figures.values()) / 3}
