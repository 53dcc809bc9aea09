"""Pairing of spans and the sums that follow, with numbers worked by hand."""

from __future__ import annotations

import pytest

from bench.match import Count, Span, likeness, pair_spans


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [((0, 10), (0, 10), 1.0), ((0, 10), (5, 15), 5 / 15), ((0, 5), (5, 10), 0.0), ((2, 4), (0, 10), 0.2), ((0, 0), (0, 5), 0.0)],
)
def test_likeness(a: Span, b: Span, expected: float) -> None:
    assert likeness(a, b) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("gold", "predicted", "pairs"),
    [
        ([(0, 5)], [(0, 5)], [(0, 0)]),
        ([(0, 5)], [(5, 9)], []),
        ([(0, 10)], [(0, 3), (0, 9)], [(0, 1)]),
        ([(0, 4), (5, 9)], [(0, 9)], [(0, 0)]),
        ([(0, 4), (2, 8)], [(2, 8), (0, 4)], [(0, 1), (1, 0)]),
        ([], [(0, 3)], []),
    ],
)
def test_pairs(gold: list[Span], predicted: list[Span], pairs: list[tuple[int, int]]) -> None:
    assert pair_spans(gold, predicted) == pairs


def test_a_refused_pair_leaves_the_next_best() -> None:
    assert pair_spans([(0, 10)], [(0, 10), (0, 2)], lambda g, p: p != 0) == [(0, 1)]


def test_count() -> None:
    count = Count()
    count.add(2, 3, 5)
    count.add(1, 3, 1)
    assert (count.precision, count.recall, count.f1) == (0.5, 0.5, 0.5)
    assert (Count().precision, Count().recall, Count().f1) == (0.0, 0.0, 0.0)
