"""Which sentences of two reports are the same wording, give or take small edits, and which say the same in other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil

from emberwatch.ledger.lineage.shingles import WEEKDAYS, Unit, Wording, read_wording
from emberwatch.model.report import Report
from emberwatch.text.span import Span

RUN_WORDS_MIN = 3
"""Shorter runs of words in common are chance."""
SAME_SHARE = 0.55
"""The part of the shorter sentence that must stand in such runs for the two to be one wording."""
REWORDED_SHARE, REWORDED_STEMS = 0.55, 4
"""The part, and the least number, of the content words of the shorter sentence that the other holds where it says the same in other words."""
NEAR_STEMS, NEAR_SHARE = 3, 0.4
"""The least number, and part, of the content words of the shorter sentence in common for two sentences to be looked at closely."""
GAP_STEMS = 2
"""Content words in common of two sentences that stand between the same neighbours."""
TELLING_MIN, RUN_TOTAL_MIN, LONGEST_RUN_MIN, SINGLE_SHARE = 4, 9, 7, 0.65
"""Words of its own wording (no names, numbers, common words) and words altogether, outside quotation marks, that make a copied passage; the longest
run that it needs, and the part of the shorter sentence where it is one sentence alone."""

FORMULA_WORDS, FORMULA_SHARE = 20, 0.97
"""So long, and so much alike, must single sentences of reports far apart be to be copies."""


@dataclass(frozen=True, slots=True)
class Match:
    """Sentence `a` of one report beside sentence `b` of another. `blocks` are the runs `(a word, b word, length)` in common.

    `own_words` counts the words of the blocks outside quotation marks, `telling` those of them that carry wording; `share` is the part
    of the shorter sentence in blocks, `stems_share` that of its content words in common.
    """

    a: Unit
    b: Unit
    blocks: tuple[tuple[int, int, int], ...]
    own_words: int
    telling: int
    share: float
    stems_share: float

    @property
    def same_wording(self) -> bool:
        """Is it one wording, give or take small edits?"""
        return self.share >= SAME_SHARE

    @property
    def score(self) -> tuple[float, float, int, int]:
        """Order of matches, the best highest; earlier sentences before later ones."""
        return (self.share, self.stems_share, -abs(self.a.at - self.b.at), -self.a.at - self.b.at)


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring sentences of one report that are, in order, sentences of another."""

    span: Span
    source_span: Span
    matches: tuple[Match, ...]

    @property
    def own_words(self) -> int:
        """Words in common outside quotation marks."""
        return sum(m.own_words for m in self.matches)

    @property
    def is_copied(self) -> bool:
        """Is so much wording of their own in common that one was copied from the other or both from a third?

        One sentence alone needs a long run and a name in common, since short news of like happenings is told in like words.
        """
        if sum(m.telling for m in self.matches) < TELLING_MIN or self.own_words < RUN_TOTAL_MIN:
            return False
        sure = [m for m in self.matches if may_tell_one(m.a, m.b) and max(length for _, _, length in m.blocks) >= LONGEST_RUN_MIN]
        return bool(sure) and (len(self.matches) > 1 or sure[0].share >= SINGLE_SHARE)

    @property
    def may_be_formula(self) -> bool:
        """Is it one sentence of no great length, or one that was edited?"""
        return len(self.matches) == 1 and (self.own_words < FORMULA_WORDS or self.matches[0].share < FORMULA_SHARE)


@lru_cache(maxsize=4096)
def find_matches(one: Report, other: Report) -> tuple[Match, ...]:
    """For each sentence of either report the best one of the other that matches it, in the order of `one`'s sentences."""
    a, b = read_wording(one), read_wording(other)
    pairs = [match for left, right in near_pairs(a, b) if (match := compare(left, right)) is not None]
    best: dict[tuple[str, int], Match] = {}
    for match in sorted(pairs, key=lambda m: m.score, reverse=True):
        best.setdefault(("a", match.a.at), match)
        best.setdefault(("b", match.b.at), match)
    kept = {(m.a.at, m.b.at): m for m in best.values()}
    for match in fill_gaps(a, b, sorted(kept)):
        kept[(match.a.at, match.b.at)] = match
    return tuple(kept[key] for key in sorted(kept))


def fill_gaps(a: Wording, b: Wording, matched: Sequence[tuple[int, int]]) -> list[Match]:
    """Single sentences between the same two matching neighbours on both sides: what stands there was reworked beyond recognition."""
    places = {(u.at, v.at): (u, v) for (i, j), (k, m) in pairwise(matched) if k - i == 2 == m - j for u in a.units[i + 1 : k] for v in b.units[j + 1 : m]}
    found = []
    for left, right in places.values():
        if len(left.stems & right.stems) >= GAP_STEMS and not any(left.at == i or right.at == j for i, j in matched):
            found.append(compare(left, right, gap=True))
    return [match for match in found if match is not None]


def near_pairs(a: Wording, b: Wording) -> list[tuple[Unit, Unit]]:
    """Pairs of sentences with enough content words in common to be looked at."""
    bits = {stem: 1 << at for at, stem in enumerate(a.stems & b.stems)}
    if len(bits) < NEAR_STEMS:
        return []
    left = [(unit, mask, least_common(unit)) for unit in a.units if (mask := mask_of(unit, bits))]
    right = [(unit, mask, least_common(unit)) for unit in b.units if (mask := mask_of(unit, bits))]
    return [(u, v) for u, x, least in left for v, y, other in right if (x & y).bit_count() >= (least if least < other else other)]


def mask_of(unit: Unit, bits: Mapping[str, int]) -> int:
    """The content words of the sentence as a number with a bit for each."""
    return sum(bits[stem] for stem in unit.stems if stem in bits)


def least_common(unit: Unit) -> int:
    """How many content words another sentence must have in common with this one, if it is the shorter."""
    return max(min(NEAR_STEMS, len(unit.stems)), ceil(NEAR_SHARE * len(unit.stems)), 1)


def compare(a: Unit, b: Unit, gap: bool = False) -> Match | None:
    """The two sentences side by side, None where they match in neither wording nor content; in a `gap` between matches they always do."""
    from rapidfuzz.distance import LCSseq

    least = min(len(a.words), len(b.words))
    fewer = min(len(a.stems), len(b.stems))
    common = len(a.stems & b.stems)
    reworded = common >= REWORDED_STEMS and common >= REWORDED_SHARE * fewer and may_tell_one(a, b)
    if not (reworded or gap) and (least < RUN_WORDS_MIN or LCSseq.similarity(a.words, b.words, score_cutoff=ceil(SAME_SHARE * least)) == 0):
        return None
    opcodes = LCSseq.opcodes(a.words, b.words)
    blocks = tuple((o.src_start, o.dest_start, o.src_end - o.src_start) for o in opcodes if o.tag == "equal" and o.src_end - o.src_start >= RUN_WORDS_MIN)
    held = [i for start, _, length in blocks for i in range(start, start + length)]
    own = [i for i in held if not a.quoted[i]]
    match = Match(a, b, blocks, len(own), sum(a.telling[i] for i in own), len(held) / least, common / fewer if fewer else 0.0)
    return match if match.same_wording or reworded or gap else None


def may_tell_one(a: Unit, b: Unit) -> bool:
    """Is a name in common, or one of the two without names, and no other weekday told?

    Sentences on two places or days that share their verbs do not say the same; outlets' names do not count.
    """
    days = [WEEKDAYS.intersection(unit.words) for unit in (a, b)]
    if days[0] and days[1] and not days[0] & days[1]:
        return False
    return not a.names or not b.names or not a.names.isdisjoint(b.names)


def find_passages(one: Report, other: Report) -> tuple[Passage, ...]:
    """Runs of sentences of `one` whose wording stands in `other`, however short; `Passage.is_copied` tells which are copies."""
    return join_matches([m for m in find_matches(one, other) if m.same_wording])


def join_matches(matches: Sequence[Match]) -> tuple[Passage, ...]:
    """Matches of neighbouring sentences in one order made passages; a sentence between two that match may be lacking on one side."""
    runs: list[list[Match]] = []
    for match in sorted(matches, key=lambda m: (m.a.at, m.b.at)):
        last = runs[-1][-1] if runs else None
        if last is not None and 0 <= match.a.at - last.a.at <= 1 and 0 <= match.b.at - last.b.at <= 1:
            runs[-1].append(match)
        else:
            runs.append([match])
    return tuple(
        Passage(Span(run[0].a.span.start, max(m.a.span.end for m in run)), Span(run[0].b.span.start, max(m.b.span.end for m in run)), tuple(run))
        for run in runs
    )


def covered_share(matches: Sequence[Match], wording: Wording, side: str) -> float:
    """The part (0..1) of all words of one report (side "a" or "b") that stands in the blocks of the matches."""
    held: set[tuple[int, int]] = set()
    for match in matches:
        for start, other, length in match.blocks:
            at, first = (match.a.at, start) if side == "a" else (match.b.at, other)
            held.update((at, first + i) for i in range(length))
    return len(held) / wording.words if wording.words else 0.0
