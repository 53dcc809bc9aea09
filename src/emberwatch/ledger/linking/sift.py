"""Which of very many pairs of rows reach the threshold of a scale: each field is compared once for all pairs that have the same there.

The levels are those of `compare`, and what is left is weighed in full, so that the weights are the ones that `Scale.weigh` gives.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
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


def sift(rows: Sequence[Row], pairs: Iterable[tuple[int, int]], scale: Scale) -> dict[tuple[str, str], float]:
    """Weight of the pairs that reach the threshold of the scale across reports, by their ids; `pairs` are positions in `rows`."""
    import numpy as np

    given = np.fromiter(chain.from_iterable(pairs), dtype=np.int64).reshape(-1, 2)
    left, right = given[:, 0], given[:, 1]
    most = {name: max(weights.values()) for name, weights in scale.weights.items()}
    total = np.full(len(left), scale.prior - scale.threshold + ROUNDING + sum(most.values()))
    for name, sign in SIGNS.items():
        weights, compare = scale.weights[name], scale.fields[name]
        total += weigh_field(rows, left, right, sign, compare, weights) - most[name]
        kept = total >= 0
        left, right, total = left[kept], right[kept], total[kept]
    found: dict[tuple[str, str], float] = {}
    for i, j in zip(left.tolist(), right.tolist(), strict=True):
        weight = scale.weigh(rows[i], rows[j])
        if weight >= scale.threshold:
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
