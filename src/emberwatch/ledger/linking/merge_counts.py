"""How many, over origins: low, best and high as UCDP uses the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from emberwatch.ledger.linking.lexicon import find_stems
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import MergedCount
from emberwatch.text.quantity import Quantity


def merge_counts(told: Sequence[tuple[Fact, str]]) -> tuple[MergedCount, ...]:
    """A count for each kind of people or things and state that a fact numbers; `told` pairs facts, first told first, with origins.

    An origin counts once, with what it told last: a corrected toll replaces its first one, a copy adds nothing. `low` is the lowest
    low bound of an origin, `high` the highest high bound (None where an origin leaves it open); `best` is the exact figure that most
    origins tell, None where several are told equally often or none is exact.
    """
    groups: dict[tuple[str, str], list[tuple[Fact, str, Quantity]]] = {}
    for fact, origin in told:
        for quantity in fact.quantities:
            if quantity.low is not None or quantity.high is not None:
                groups.setdefault((name_kind(quantity.of), quantity.state), []).append((fact, origin, quantity))
    return tuple(merge_group(group) for _, group in sorted(groups.items()))


def name_kind(of: str) -> str:
    """The stem of the last word of what is counted, so that soldiers and Syrian soldiers are one kind."""
    stems = find_stems(of)
    return stems[-1] if stems else of.lower()


def merge_group(group: Sequence[tuple[Fact, str, Quantity]]) -> MergedCount:
    """One count from the tellings of one kind and state."""
    last = {origin: quantity for _, origin, quantity in group}
    lows = [q.low for q in last.values() if q.low is not None]
    highs = [q.high for q in last.values()]
    named = Counter(q.of for _, _, q in group)
    return MergedCount(
        of=max(dict.fromkeys(q.of for _, _, q in group), key=lambda of: named[of]),
        state=group[0][2].state,
        low=min(lows, default=None),
        best=find_best(list(last.values())),
        high=None if None in highs else max(high for high in highs if high is not None),
        facts=tuple(dict.fromkeys(fact.id for fact, _, _ in group)),
        by_origin=tuple((origin, q.low, q.high) for origin, q in last.items()),
    )


def find_best(quantities: Sequence[Quantity]) -> float | None:
    """The exact figure that more origins tell than any other; None where there is no such figure."""
    exact = Counter(float(q.low) for q in quantities if q.low is not None and q.low == q.high)
    ranked = exact.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
