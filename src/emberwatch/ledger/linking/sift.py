"""Which of very many pairs of rows reach the threshold of a scale: each field is compared once for all pairs that have the same there.

The levels are those of `compare`, and what is left is weighed in full, so that the weights are the ones that `Scale.weigh` gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from emberwatch.ledger.linking.compare import Compare
from emberwatch.ledger.linking.row import Row
from emberwatch.ledger.linking.weigh import ROUNDING, Scale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Positions = NDArray[np.int64]
    Weights = NDArray[np.float64]

Sign = Callable[[Row], Hashable]
SIGNS: Mapping[str, Sign] = {
    "reality": lambda row: row.reality,
    "published": lambda row: row.published_day,
    "when": lambda row: (row.start_day, row.end_day),
    "happening": lambda row: (row.background, row.rare, row.plain, row.common, row.types, row.modes),
    "place": lambda row: (row.place, row.names, row.place_words, row.country, row.latitude, row.longitude, row.place_km),
    "count": lambda row: (row.numbers, row.count_state, row.count_low, row.count_high),
    "recipients": lambda row: (row.recipients, row.recipient_words),
    "actors": lambda row: (row.actors, row.actor_words, row.recipients, row.recipient_words),
    "report": lambda row: row.report_words,
}
"""For each field of two reports what its level depends on, those of which few differ first; `words` differ in nearly every row."""
TABLE_MOST = 4_000_000
"""Up to so many pairs of signs a table of all of them is quicker than sorting those that occur."""


def pair_up(keys: Sequence[Iterable[str]], new: Sequence[bool], sought: Collection[str]) -> Positions:
    """Positions of the pairs, the first before the second, of which one is new and that share one of the `sought` keys; each once."""
    import numpy as np

    sharing: dict[str, list[int]] = defaultdict(list)
    for at, some in enumerate(keys):
        for key in some:
            if key in sought:
                sharing[key].append(at)
    blocks = {key: np.array(some, dtype=np.int64) for key, some in sharing.items()}
    size, found = len(keys), [np.zeros(0, dtype=np.int64)]
    for at, some in enumerate(keys):
        if new[at]:
            near = np.zeros(size, dtype=bool)
            for key in some:
                near[blocks[key]] = True
            others = np.flatnonzero(near)
            found.append(np.minimum(others, at) * size + np.maximum(others, at))
    codes = np.unique(np.concatenate(found))
    pairs = np.stack((codes // max(1, size), codes % max(1, size)), axis=1)
    kept: Positions = pairs[pairs[:, 0] != pairs[:, 1]]
    return kept


def sift(rows: Sequence[Row], pairs: Iterable[tuple[int, int]] | Positions, scale: Scale) -> dict[tuple[str, str], float]:
    """Weight of the pairs that reach the threshold of the scale across reports, by their ids; `pairs` are positions in `rows`."""
    import numpy as np

    given = pairs if isinstance(pairs, np.ndarray) else np.fromiter(chain.from_iterable(pairs), dtype=np.int64).reshape(-1, 2)
    left, right = given[:, 0], given[:, 1]
    most = {name: max(weights.values()) for name, weights in scale.weights.items()}
    total = np.full(len(left), scale.prior - scale.threshold + ROUNDING + sum(most.values()))
    for name, sign in SIGNS.items():
        weights, compare = scale.weights[name], scale.fields[name]
        total += weigh_field(rows, left, right, sign, compare, weights) - most[name]
        kept = total >= 0
        left, right, total = left[kept], right[kept], total[kept]
    found: dict[tuple[str, str], float] = {}
    weights, compare = scale.weights["words"], scale.fields["words"]
    for i, j, others in zip(left.tolist(), right.tolist(), (total - most["words"]).tolist(), strict=True):
        if others + weights[compare(rows[i], rows[j])] >= 0 and (weight := scale.weigh(rows[i], rows[j])) >= scale.threshold:
            found[rows[i].id, rows[j].id] = weight
    return found


def weigh_field(rows: Sequence[Row], left: Positions, right: Positions, sign: Sign, compare: Compare, weights: Mapping[str, float]) -> Weights:
    """What one field adds to each pair."""
    import numpy as np

    number: dict[Hashable, int] = {}
    signs = np.array([number.setdefault(sign(row), len(number)) for row in rows], dtype=np.int64)
    first = {n: at for at, n in reversed(list(enumerate(signs.tolist())))}
    pairs = signs[left] * len(number) + signs[right]
    if len(number) ** 2 <= TABLE_MOST:
        met = np.zeros(len(number) ** 2, dtype=bool)
        met[pairs] = True
        differing = np.flatnonzero(met)
        at = pairs
        table = np.zeros(len(met))
    else:
        differing, at = np.unique(pairs, return_inverse=True)
        table = np.zeros(len(differing))
    added = [weights[compare(rows[first[p // len(number)]], rows[first[p % len(number)]])] for p in differing.tolist()]
    table[differing if at is pairs else slice(None)] = added
    weighed: Weights = table[at]
    return weighed
