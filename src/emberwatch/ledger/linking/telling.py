"""What one report tells of one happening: the facts of the report that belong together, pooled into one claim.

A report names place and day once and then speaks of "the attack"; pooled, its facts are compared with other reports' as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from emberwatch.ledger.linking.claim import Claim, rank_count
from emberwatch.ledger.linking.row import PLACE_KM, REALITY


@dataclass(frozen=True, slots=True)
class Telling:
    """Facts of one report that tell of one happening, first told first, and all of them as one claim; `pooled.id` is the first fact's."""

    claims: tuple[Claim, ...]
    pooled: Claim


def make_telling(claims: Sequence[Claim]) -> Telling:
    """The facts, pooled: words and parties of all, the finest place, the narrowest days, the most telling number.

    Of what happened rather than of what was planned, where the facts tell of both.
    """
    ordered = sorted(claims, key=lambda claim: claim.order)
    if len(ordered) == 1:
        return Telling((ordered[0],), ordered[0])
    first = ordered[0]
    real = [c for c in ordered if REALITY.get(c.status) == "real"] or ordered
    located = min((c for c in real if c.place), key=lambda c: (PLACE_KM.get(c.place_precision or "", 9999.0), c.order), default=None) or first
    dated = min((c for c in real if c.start and c.end), key=find_days, default=None) or first
    counts = tuple(sorted({count for c in real for count in c.counts}, key=rank_count))
    pooled = replace(
        first,
        status=real[0].status,
        actors=unite(c.actors for c in ordered),
        actor_words=unite(c.actor_words for c in ordered),
        recipients=unite(c.recipients for c in ordered),
        recipient_words=unite(c.recipient_words for c in ordered),
        place=located.place,
        place_words=located.place_words if located.place else unite(c.place_words for c in ordered),
        country=located.country,
        latitude=located.latitude,
        longitude=located.longitude,
        place_precision=located.place_precision,
        start=dated.start,
        end=dated.end,
        when_precision=dated.when_precision,
        count=next(iter(counts), None),
        counts=counts,
        words=unite(c.words for c in ordered),
        triggers=unite((c.trigger,) for c in ordered),
        types=unite((c.type,) for c in ordered),
        names=unite(c.names for c in ordered),
        prints=unite(c.prints for c in ordered),
        modes=unite((f"{c.type}/{c.mode}",) for c in ordered if c.mode),
    )
    return Telling(tuple(ordered), pooled)


def find_days(claim: Claim) -> tuple[int, tuple[str, str, int, str]]:
    """Length of the claim's interval, then its order."""
    return (claim.end - claim.start).days if claim.start and claim.end else 99999, claim.order


def unite(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """All of them, sorted, each once, without the empty."""
    return tuple(sorted({one for part in parts for one in part if one}))
