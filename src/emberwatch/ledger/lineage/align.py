"""Claims of two reports side by side: which fact or statement of a copy is which of its source."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from emberwatch.ledger.lineage.passages import Match, find_matches
from emberwatch.ledger.lineage.shingles import Unit, cut_stem, read_wording
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Lineage
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement

Claim = Fact | Statement


@dataclass(frozen=True, slots=True)
class ClaimPair:
    """A claim of the copy beside the claim of the source that stands in the same place of a matching sentence, or says the same."""

    copy: Claim
    source: Claim
    match: Match
    sure: bool
    """Do both rest on the same word of the common wording?"""


def anchor(claim: Claim) -> int:
    """The character on which the claim rests: of its trigger, or where its content begins."""
    return claim.trigger.span.start if isinstance(claim, Fact) else claim.content.span.start


def claims_of(reading: Reading) -> list[Claim]:
    """Its statements and facts."""
    return [*reading.statements, *reading.facts]


def claims_by_unit(reading: Reading) -> dict[int, list[Claim]]:
    """The claims of a reading by the sentence of its wording in which they stand; those in the furniture are left out."""
    units = read_wording(reading.report).units
    starts = [u.span.start for u in units]
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims_of(reading):
        at = bisect_right(starts, anchor(claim)) - 1
        following = at + 1 < len(units) and units[at + 1].span.start - anchor(claim) <= 2  # a quotation mark before the first word
        if at >= 0 and anchor(claim) < units[at].span.end:
            found[units[at].at].append(claim)
        elif following:
            found[units[at + 1].at].append(claim)
    return found


def align_claims(copy: Reading, source: Reading, lineage: Iterable[Lineage]) -> list[ClaimPair]:
    """Claims of `copy` beside those of `source` within what the lineage between the two covers; each claim of the copy once."""
    kept = [x for x in lineage if x.report == copy.report.id and x.source == source.report.id and x.kind in ("copy", "credit", "passage")]
    if not kept:
        return []
    whole = any(x.span is None for x in kept)
    mine, theirs = claims_by_unit(copy), claims_by_unit(source)
    pairs: dict[str, tuple[tuple[float, ...], ClaimPair]] = {}
    for match in find_matches(copy.report, source.report):
        if not (whole or any(covers(x, match) for x in kept)):
            continue
        for claim in mine.get(match.a.at, ()):
            found = pick_counterpart(claim, theirs.get(match.b.at, ()), match)
            if found is not None:
                rank = (float(found.sure), *match.score)
                if claim.id not in pairs or rank > pairs[claim.id][0]:
                    pairs[claim.id] = (rank, found)
    return [pairs[key][1] for key in sorted(pairs)]


def covers(lineage: Lineage, match: Match) -> bool:
    """Does the match lie in the spans of the lineage?"""
    return lineage.span is not None and lineage.span.overlaps(match.a.span) and (lineage.source_span is None or lineage.source_span.overlaps(match.b.span))


def pick_counterpart(claim: Claim, others: Sequence[Claim], match: Match) -> ClaimPair | None:
    """The claim of the source's sentence that is this one; None where none of its sort is there."""
    same_sort = [o for o in others if isinstance(o, Fact) == isinstance(claim, Fact)]
    mapped = map_word(match, word_at(match.a, anchor(claim)))
    best: tuple[float, Claim] | None = None
    for other in same_sort:
        rank = counterpart_rank(claim, other, word_at(match.b, anchor(other)) == mapped and mapped is not None)
        if rank > 0 and (best is None or rank > best[0]):
            best = (rank, other)
    return None if best is None else ClaimPair(claim, best[1], match, best[0] >= 2)


def counterpart_rank(claim: Claim, other: Claim, same_word: bool) -> float:
    """How surely two claims of matching sentences are one: 0 where they are not."""
    if isinstance(claim, Fact) and isinstance(other, Fact):
        kin = (claim.type == other.type) + 0.5 * (cut_stem(claim.trigger.text.lower()) == cut_stem(other.trigger.text.lower()))
        return 2 * same_word + kin
    if isinstance(claim, Statement) and isinstance(other, Statement):
        return 2 * same_word + 1 + 0.5 * (claim.manner == other.manner)
    return 0.0


def word_at(unit: Unit, char: int) -> int | None:
    """The index of the word of the sentence at or right after a character; None beyond the last."""
    return next((i for i, span in enumerate(unit.spans) if span.end > char), None)


def map_word(match: Match, word: int | None) -> int | None:
    """The word of the source's sentence that stands for a word of the copy's, None where it lies in no run in common."""
    if word is None:
        return None
    return next((other + word - start for start, other, length in match.blocks if start <= word < start + length), None)
