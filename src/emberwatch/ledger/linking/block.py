"""Which claims can tell of one happening at all: those that share a key of time, type group and place, parties or words.

Keys are strings that a store can index; a claim has a bounded number of them, and they depend on that claim alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from math import cos, floor, radians

from emberwatch.ledger.linking.claim import FINE, Claim
from emberwatch.ledger.linking.lexicon import load_lexicon
from emberwatch.ledger.linking.row import find_groups
from emberwatch.ledger.linking.weigh import load_model

BUCKET_DAYS = 16
SLACK_DAYS = 2
"""Reports may err by so many days on when a thing happened."""
TOLD_WITHIN_DAYS = 24
"""A happening without a date is taken to be told within so many days; a longer interval than `VAGUE_DAYS` counts as none."""
VAGUE_DAYS = 31
AHEAD_DAYS = 12
CELL_DEGREES = 0.5
CELL_SLACK_KM = 15.0
KM_A_DEGREE = 111.2
KEY_WORDS, KEY_PARTIES, KEY_COUNTS, KEY_NEAR = 10, 3, 3, 8
KEY_BITS = 8
KEYS_MOST = 120
"""No claim has more keys than this; the average is about a quarter of it."""

Pair = tuple[str, str]


def candidates_keys(claim: Claim, families: Mapping[str, frozenset[str]] | None = None) -> tuple[str, ...]:
    """The keys of a claim, sorted, each once, at most `KEYS_MOST`: two claims that share none are never compared by search.

    A key is time bucket, type group and one specific: grid cell, name of the place, party, telling word of the report, number counted.
    """
    families = load_model().families if families is None else families
    modes = claim.modes or ((f"{claim.type}/{claim.mode}",) if claim.mode else ())
    groups = sorted(find_groups(claim.types or (claim.type,), modes, families)) or find_words_groups(claim)
    keys = {f"{time}|{group}|{what}" for time in find_times(claim) for group in groups for what in find_specifics(claim)}
    return tuple(sorted(keys)[:KEYS_MOST])


def find_words_groups(claim: Claim) -> list[str]:
    """For a claim without a type its trigger, and what says nearly the same."""
    triggers = [word for word in claim.triggers or (claim.trigger,) if word]
    return [f"={near}" for word in triggers for near in (word, *load_lexicon().kin.get(word, ())[:KEY_NEAR])]


def find_times(claim: Claim) -> list[str]:
    """Buckets of days in which the happening can lie; `-` where neither its date nor that of the report is known."""
    start, end = claim.start, claim.end
    if start is not None and end is not None and (end - start).days <= VAGUE_DAYS:
        first, last = start - timedelta(SLACK_DAYS), end + timedelta(SLACK_DAYS - 1)
    elif claim.published is not None:
        first = claim.published - timedelta(TOLD_WITHIN_DAYS)
        last = claim.published + timedelta(1 if claim.status in ("occurred", "ongoing", "denied", "not_occurred") else AHEAD_DAYS)
    else:
        return ["-"]
    return [str(bucket) for bucket in range(first.toordinal() // BUCKET_DAYS, last.toordinal() // BUCKET_DAYS + 1)]


def find_specifics(claim: Claim) -> Iterator[str]:
    """What, beside time and type, two tellings of one happening are likely to share."""
    if claim.place_precision in FINE:
        yield from find_cells(claim)
    for name in claim.names[:KEY_PARTIES]:
        yield f"@{name}"
    for party in [*claim.actors, *claim.recipients][:KEY_PARTIES]:
        yield f"-:{party}"
    lexicon = load_lexicon()
    for word in [w for w in claim.report_words if lexicon.bits(w) >= KEY_BITS][:KEY_WORDS]:
        yield f"~{word}"
    for count in claim.counts[:KEY_COUNTS]:
        yield "#" + ":".join(map(str, count))


def find_cells(claim: Claim) -> Iterator[str]:
    """The grid cell of a fine place, and the next ones where it lies near their edge."""
    if claim.latitude is None or claim.longitude is None:
        return
    north = CELL_SLACK_KM / KM_A_DEGREE
    east = north / max(0.2, cos(radians(claim.latitude)))
    rows = {floor((claim.latitude + by) / CELL_DEGREES) for by in (-north, north)}
    columns = {floor((claim.longitude + by) / CELL_DEGREES) for by in (-east, east)}
    for row in sorted(rows):
        for column in sorted(columns):
            yield f"@{row},{column}"


def find_pairs(claims: Sequence[Claim], families: Mapping[str, frozenset[str]] | None = None) -> set[Pair]:
    """Ids of the claims that share a key, the one that comes first in `claims` before the other."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, claim in enumerate(claims):
        for key in candidates_keys(claim, families):
            blocks[key].append(at)
    found: set[tuple[int, int]] = set()
    for block in blocks.values():
        found.update(combinations(block, 2))
    return {(claims[i].id, claims[j].id) for i, j in found}


def find_touched(new: Iterable[Claim]) -> set[str]:
    """The keys by which new claims can touch older ones."""
    return {key for claim in new for key in candidates_keys(claim)}
