"""Months between the first and the last event of a file in which it lists nothing at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from emberwatch.dates.month import format_month, month_of
from emberwatch.model.placed import PlacedEvent


def find_gaps(months: Iterable[int]) -> list[tuple[int, int]]:
    """The first and last month of every gap between the given months, in order.

    >>> find_gaps([1, 2, 5, 7])
    [(3, 4), (6, 6)]
    """
    ordered = sorted(set(months))
    return [(a + 1, b - 1) for a, b in pairwise(ordered) if b > a + 1]


def note_gaps(events: Sequence[PlacedEvent]) -> list[str]:
    """A sentence on the months without any event; such months are unknown, not zero."""
    gaps = find_gaps(month_of(event.end - timedelta(days=1)) for event in events)
    if not gaps:
        return []
    told = format_gaps(gaps)
    return [f"no event at all in {told}; those months are taken as not reported on, not as zero"]


def format_gaps(gaps: Sequence[tuple[int, int]], most: int = 6) -> str:
    """ "2019-03, 2019-05 to 2019-07 and 4 more stretches"."""
    told = [format_month(a) if a == b else f"{format_month(a)} to {format_month(b)}" for a, b in gaps]
    rest = f" and {len(told) - most} more stretches" if len(told) > most else ""
    return ", ".join(told[:most]) + rest
