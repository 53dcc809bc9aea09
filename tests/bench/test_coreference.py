"""The coreference scores agree with numbers worked by hand."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest

from bench.coreference import assign, b_cubed, ceaf_e, conll, muc

GOLD = [{1, 2, 3}, {4, 5, 6, 7}, {8}]
FOUND = [{1, 2}, {3, 4}, {5, 6, 7, 8}]


def test_muc() -> None:
    """Gold: 3 is cut off (1 of 2 links kept), 4 is (2 of 3); found: {3, 4} is no link, 8 is one too many."""
    agreement = muc(GOLD, FOUND)
    assert (agreement.recall, agreement.precision) == (pytest.approx(3 / 5), pytest.approx(3 / 5))


def test_b_cubed() -> None:
    agreement = b_cubed(GOLD, FOUND)
    assert agreement.recall == pytest.approx((2 * 2 / 3 + 1 / 3 + 1 / 4 + 3 * 3 / 4 + 1) / 8)
    assert agreement.precision == pytest.approx((2 + 1 / 2 + 1 / 2 + 3 * 3 / 4 + 1 / 4) / 8)


def test_ceaf_e() -> None:
    """Best pairing: {1, 2, 3} with {1, 2}, {4..7} with {5..8}; {8} with {3, 4} shares nothing."""
    best = 2 * 2 / 5 + 2 * 3 / 8
    agreement = ceaf_e(GOLD, FOUND)
    assert (agreement.recall, agreement.precision) == (pytest.approx(best / 3), pytest.approx(best / 3))


def test_equal_clusterings_score_one_and_missing_mentions_cost() -> None:
    assert conll(GOLD, GOLD) == {"muc": 1.0, "b3": 1.0, "ceafe": 1.0, "conll": 1.0}
    assert b_cubed(GOLD, [{1, 2, 3}]).recall == pytest.approx(3 / 8) and b_cubed(GOLD, [{1, 2, 3}]).precision == 1.0


def test_assignment_is_the_best_of_all() -> None:
    random = Random(1)
    for _ in range(20):
        costs = [[random.random() for _ in range(5)] for _ in range(4)]
        best = min(sum(costs[row][column] for row, column in enumerate(columns)) for columns in permutations(range(5), 4))
        assert assign(costs) == pytest.approx(best)
