"""Trees from arc scores, against a search through every tree."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from emberwatch.language.tree import find_tree, is_tree


def best_by_search(arcs: np.ndarray) -> float:
    count = arcs.shape[0]
    trees = (heads for heads in itertools.product(range(count + 1), repeat=count) if is_tree(list(heads)))
    return max(sum(float(arcs[i, h]) for i, h in enumerate(heads)) for heads in trees)


@pytest.mark.parametrize("seed", range(40))
def test_the_tree_found_is_a_tree_and_as_good_as_any_with_its_root(seed: int) -> None:
    generator = np.random.default_rng(seed)
    count = int(generator.integers(1, 6))
    arcs = generator.normal(size=(count, count + 1)).astype(np.float32)
    for i in range(count):
        arcs[i, i + 1] = -1e4
    root = int(arcs[:, 0].argmax())
    heads = find_tree(arcs)
    assert is_tree(heads)
    only_root = arcs.copy()
    only_root[:, 0] = -1e5
    only_root[root, 0] = arcs[root, 0] + 1e6
    found = sum(float(only_root[i, h]) for i, h in enumerate(heads))
    if heads[root] == 0:
        assert found == pytest.approx(best_by_search(only_root), rel=1e-6)


@pytest.mark.parametrize(("heads", "answer"), [([0], True), ([2, 0], True), ([2, 1], False), ([0, 0], False), ([2, 3, 2, 0], False), ([0, 1, 2, 3], True)])
def test_is_tree(heads: list[int], answer: bool) -> None:
    assert is_tree(heads) is answer
