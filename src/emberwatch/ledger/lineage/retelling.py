"""Reports told again in other words: a desk that rewrites another outlet's report says whose it was ("Reuters reports", "told AFP")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from emberwatch.ledger.lineage.credits import canonical, find_credits
from emberwatch.ledger.lineage.shingles import read_wording
from emberwatch.ledger.linking.lexicon import find_stems, load_lexicon
from emberwatch.ledger.linking.row import COMMON_BITS
from emberwatch.model.ledger import Lineage
from emberwatch.model.report import Report

RETOLD_DAYS = 2
"""A report is told again on its day or within so many days."""
RETOLD_SHARE = 0.22
"""The part of either report's telling stems, each weighted by how rare it is, that the other must hold."""
TOLD_BITS = 10
"""What two sentences must have in common, in bits of rarity, for one to tell again of the other."""
TOLD_COPY, TOLD_SOURCE = 2, 3
"""How many sentences must tell again of the other report, and be told again: one credited sentence alone makes no copy."""


def find_retelling(copy: Report, source: Report) -> Lineage | None:
    """The lineage of a report that credits sentences to the publisher of an earlier one and tells most of the same; None for others."""
    if source.publisher is None or copy.published is None or source.published is None or not 0 <= (copy.published - source.published).days <= RETOLD_DAYS:
        return None
    teller = canonical(source.publisher)
    credit = next((c for c in find_credits(copy) if c.name.lower() == teller.lower() and c.scope == "claim"), None)
    if credit is None:
        return None
    told, telling = split_stems(copy), split_stems(source)
    share = share_stems(told, telling)
    if min(share, share_stems(telling, told)) < RETOLD_SHARE or count_told(told, telling) < TOLD_COPY or count_told(telling, told) < TOLD_SOURCE:
        return None
    words = f"“{credit.words}” names {teller}, and {share:.0%} of what tells most in its words is in that report"
    return Lineage(copy.id, source.id, "credit", share, words)


def split_stems(report: Report) -> list[frozenset[str]]:
    """The telling stems of each of the report's sentences, without the furniture of its page."""
    lexicon = load_lexicon()
    sentences = (find_stems(report.text[unit.span.start : unit.span.end]) for unit in read_wording(report).units)
    return [frozenset(stem for stem in stems if lexicon.bits(stem) > COMMON_BITS) for stems in sentences]


def share_stems(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> float:
    """The part of the one report's stems that the other holds, by how rare they are."""
    stems = frozenset().union(*one)
    return sum_bits(stems & frozenset().union(*other)) / max(1, sum_bits(stems))


def count_told(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> int:
    """How many sentences of the one have enough in common with a sentence of the other."""
    return sum(any(sum_bits(stems & theirs) >= TOLD_BITS for theirs in other) for stems in one)


def sum_bits(stems: Iterable[str]) -> int:
    """How rare the stems are in news, taken together."""
    lexicon = load_lexicon()
    return sum(lexicon.bits(stem) for stem in stems)


def pick_ties(ties: Sequence[Lineage], publishers: dict[str, str]) -> list[Lineage]:
    """The ties without those credits that a better one accounts for: a report goes back to one telling of each publisher."""
    best: dict[tuple[str, str], tuple[bool, float]] = {}
    for tie in ties:
        key = (tie.report, publishers.get(tie.source, tie.source))
        best[key] = max(best.get(key, (False, 0.0)), (tie.kind == "copy", tie.share))
    return [tie for tie in ties if tie.kind == "copy" or (False, tie.share) >= best[tie.report, publishers.get(tie.source, tie.source)]]
