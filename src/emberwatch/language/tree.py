"""Make a tree of arc scores: one root, no cycle (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def is_tree(heads: list[int]) -> bool:
    """Do `heads` (1-based, 0 the root) have exactly one root and no cycle?"""
    if sum(head == 0 for head in heads) != 1:
        return False
    state = [0] * len(heads)  # 0 new, 1 on the way, 2 known to reach the root
    for start in range(len(heads)):
        path, at = [], start
        while at >= 0 and state[at] == 0:
            state[at] = 1
            path.append(at)
            at = heads[at] - 1
        if at >= 0 and state[at] == 1:
            return False
        for node in path:
            state[node] = 2
    return True


def find_tree(arcs: NDArray[np.float32]) -> list[int]:
    """Heads (1-based, 0 the root) of the best single-rooted tree; `arcs[i, j]` scores head `j` for word `i`, column 0 the root."""
    import numpy as np

    greedy: list[int] = arcs.argmax(1).tolist()
    if is_tree(greedy):
        return greedy
    count = arcs.shape[0]
    root = int(arcs[:, 0].argmax())
    scores = np.full((count + 1, count + 1), -1e9)
    scores[1:, :] = arcs
    scores[1:, 0] = -1e8
    scores[root + 1, 0] = 1e8
    np.fill_diagonal(scores, -1e9)
    return contract(scores)[1:].tolist()  # type: ignore[no-any-return]


def contract(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Head of every node (node 0 the root, its head 0) in the best tree over `scores[dependant, head]`."""
    import numpy as np

    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.array([n for n in range(len(heads)) if n not in set(cycle)])
    best = scores[inside, heads[inside]].sum()
    small = np.full((len(outside) + 1, len(outside) + 1), -1e9)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    into = scores[np.ix_(inside, outside)] - scores[inside, heads[inside]][:, None] + best
    out_of = scores[np.ix_(outside, inside)]
    small[-1, :-1] = into.max(0)
    small[:-1, -1] = out_of.max(1)
    small[0, -1] = -1e9
    solved = contract(small)
    result = heads.copy()
    for row, node in enumerate(outside):
        head = solved[row]
        result[node] = inside[out_of[row].argmax()] if head == len(outside) else outside[head]
    entry = solved[-1]
    broken = inside[into[:, entry].argmax()]
    result[broken] = outside[entry]
    result[0] = 0
    return result


def find_cycle(heads: NDArray[np.int64]) -> list[int]:
    """The nodes of one cycle among `heads`, or none; node 0 is the root."""
    seen = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        on_path: set[int] = set()
        at = start
        while at not in seen:
            seen.add(at)
            on_path.add(at)
            path.append(at)
            at = int(heads[at])
        if at in on_path:
            return path[path.index(at) :]
    return []
