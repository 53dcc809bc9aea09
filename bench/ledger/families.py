"""Families, as pairs of reports that go back to one telling, and the passages that other reports copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bench.ledger.cases import Story
from bench.match import Count, Span, likeness
from emberwatch.model.ledger import Family, Lineage

Pair = frozenset[str]
LIKE_ENOUGH = 0.5
"""A produced passage is the expected one where they share half of the characters that either holds."""


@dataclass(slots=True)
class FamilyScore:
    """Pairs and passages counted, the overlap (0..1) of every expected passage with the best produced one, and a line for each miss and extra."""

    pairs: Count = field(default_factory=Count)
    passages: Count = field(default_factory=Count)
    overlaps: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def overlap(self) -> float:
        """Mean overlap of the expected passages; 0 where there are none."""
        return sum(self.overlaps) / len(self.overlaps) if self.overlaps else 0.0


def score_families(stories: Sequence[Story], families: Sequence[Family], lineage: Iterable[Lineage], names: Mapping[str, str]) -> FamilyScore:
    """Compare families pair by pair, and copied passages, which stand in `lineage` or in that of families; `names` tells reports to a reader."""
    expected, produced = {pair for story in stories for pair in whole_pairs(story.families)}, produced_pairs(families)
    score = FamilyScore(Count(len(expected & produced), len(produced), len(expected)))
    score.misses += sorted(f"family missing: {tell(pair, names)}" for pair in expected - produced)
    score.misses += sorted(f"family extra: {tell(pair, names)}" for pair in produced - expected)
    score_passages(score, stories, [*lineage, *(line for family in families for line in family.lineage)], expected, names)
    return score


def tell(pair: Pair, names: Mapping[str, str]) -> str:
    """Both reports by name."""
    return " and ".join(sorted(names.get(report, report) for report in pair))


def whole_pairs(families: Iterable[Iterable[str]]) -> set[Pair]:
    """Every two reports of one family."""
    return {frozenset(pair) for family in families for pair in combinations(family, 2)}


def produced_pairs(families: Iterable[Family]) -> set[Pair]:
    """Pairs of produced families, without reports that are tied to theirs by nothing but passages."""
    whole = []
    for family in families:
        partly = {line.report for line in family.lineage if line.kind == "passage"}
        partly -= {report for line in family.lineage if line.kind != "passage" for report in (line.report, line.source)}
        partly -= {line.source for line in family.lineage if line.report in partly}
        whole.append([report for report in family.reports if report not in partly])
    return whole_pairs(whole)


def copy_pairs(stories: Iterable[Story]) -> set[Pair]:
    """Pairs of reports of which one repeats the other, in whole or by a passage: a claim in both may be one telling."""
    pairs: set[Pair] = set()
    for story in stories:
        pairs |= whole_pairs(story.families)
        for passage in story.passages:
            pairs |= {frozenset((passage.report, source)) for source in home_of(story, passage.source)}
    return pairs


def home_of(story: Story, report: str) -> tuple[str, ...]:
    """The expected family of a report, itself alone where it has none."""
    return next((family for family in story.families if report in family), (report,))


def score_passages(score: FamilyScore, stories: Sequence[Story], lineage: Iterable[Lineage], whole: set[Pair], names: Mapping[str, str]) -> None:
    """Add the passages: each expected one against those produced from its source or the source's family.

    Produced ones between reports of one expected family say nothing new and are passed over; so is a second one from the same family.
    """
    homes = {report: family for story in stories for family in story.families for report in family}
    produced: dict[tuple[str, tuple[str, ...]], list[Span]] = {}
    for line in lineage:
        if line.kind == "passage" and line.span is not None and frozenset((line.report, line.source)) not in whole:
            produced.setdefault((line.report, homes.get(line.source, (line.source,))), []).append((line.span.start, line.span.end))
    expected = {(p.report, home_of(story, p.source)): p for story in stories for p in story.passages}
    for key, passage in expected.items():
        score.overlaps.append(max((likeness(passage.span, span) for span in produced.get(key, [])), default=0.0))
        if score.overlaps[-1] < LIKE_ENOUGH:
            score.misses.append(f"passage missing: {tell(frozenset((passage.report, passage.source)), names)}, overlap {score.overlaps[-1]:.2f}")
    score.misses += [f"passage extra: {tell(frozenset((report, *home)), names)}" for report, home in produced if (report, home) not in expected]
    score.passages.add(sum(overlap >= LIKE_ENOUGH for overlap in score.overlaps), len(produced), len(expected))
