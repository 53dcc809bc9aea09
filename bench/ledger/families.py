"""Families and copied passages: pairs of reports that go back to one telling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from bench.ledger.cases import Story
from bench.match import Count, Span, likeness
from emberwatch.model.ledger import Family

Pair = frozenset[str]
Ties = dict[Pair, str]
"""Pairs of report ids and whether the `whole` of one goes back to the other's telling, or only a `passage` of it."""


@dataclass(slots=True)
class FamilyScore:
    """Pairs counted, the overlap (0..1) of every expected passage with the produced one, and a line for each miss and extra."""

    pairs: Count = field(default_factory=Count)
    passages: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def passage_overlap(self) -> float:
        """Mean overlap of the expected passages; 0 where there are none."""
        return sum(self.passages) / len(self.passages) if self.passages else 0.0


def score_families(stories: Sequence[Story], families: Sequence[Family], names: Mapping[str, str]) -> FamilyScore:
    """Count a pair as right where it is expected and produced as the same kind of tie; `names` tells reports to a reader."""
    expected, produced = expected_ties(stories), produced_ties(families)
    right = sum(produced.get(pair) == kind for pair, kind in expected.items())
    score = FamilyScore(Count(right, len(produced), len(expected)))
    for pair, kind in expected.items():
        if produced.get(pair) != kind:
            score.misses.append(f"family missing: {tell(pair, names)} by {kind}, was {produced.get(pair, 'not tied')}")
    for pair, kind in produced.items():
        if pair not in expected:
            score.misses.append(f"family extra: {tell(pair, names)} by {kind}")
    spans = produced_passages(families)
    score.passages = [max((likeness(p.span, s) for s in spans.get(p.report, [])), default=0.0) for story in stories for p in story.passages]
    return score


def tell(pair: Pair, names: Mapping[str, str]) -> str:
    """Both reports by name."""
    return " and ".join(sorted(names.get(report, report) for report in pair))


def expected_ties(stories: Sequence[Story]) -> Ties:
    """Every pair within an expected family, and every passage's report with its source and the source's family."""
    ties: Ties = {}
    for story in stories:
        homes = {report: family for family in story.families for report in family}
        for passage in story.passages:
            add_ties(ties, [passage.report], homes.get(passage.source, (passage.source,)), "passage")
        for family in story.families:
            ties.update({frozenset(pair): "whole" for pair in combinations(family, 2)})
    return ties


def produced_ties(families: Sequence[Family]) -> Ties:
    """The same of produced families: a report tied by nothing but passages of its own is in the family by a passage."""
    ties: Ties = {}
    for family in families:
        partly = {line.report for line in family.lineage if line.kind == "passage"}
        partly -= {report for line in family.lineage if line.kind != "passage" for report in (line.report, line.source)}
        whole = [report for report in family.reports if report not in partly]
        for report in family.reports:
            if report in partly:
                sources = {line.source for line in family.lineage if line.report == report}
                add_ties(ties, [report], whole or sources, "passage")
        ties.update({frozenset(pair): "whole" for pair in combinations(whole, 2)})
    return ties


def add_ties(ties: Ties, reports: Iterable[str], sources: Iterable[str], kind: str) -> None:
    """Tie each report with each source, unless they are one."""
    ties.update({frozenset((report, source)): kind for report in reports for source in sources if report != source})


def produced_passages(families: Sequence[Family]) -> dict[str, list[Span]]:
    """Spans of the copied passages by report."""
    spans: dict[str, list[Span]] = {}
    for family in families:
        for line in family.lineage:
            if line.kind == "passage" and line.span is not None:
                spans.setdefault(line.report, []).append((line.span.start, line.span.end))
    return spans
