"""Incidents: B-cubed over the facts that a careful analyst anchors."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.ledger.cases import Anchor, Story
from bench.match import Span, likeness
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Incident
from emberwatch.model.reading import Reading

Clusters = Mapping[Hashable, Hashable]
"""The cluster of each item."""


@dataclass(frozen=True, slots=True)
class BCubed:
    """Precision, recall (each 0..1) and their harmonic mean, over items."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class IncidentScore:
    """B-cubed over the anchored facts that were read, and over all anchors with each unread one as a cluster of its own."""

    read: BCubed
    all: BCubed
    anchors: int
    found: int
    misses: list[str] = field(default_factory=list)


def b_cubed(gold: Clusters, produced: Clusters) -> BCubed:
    """B-cubed (Bagga and Baldwin 1998) over the items of `gold`, all of which `produced` must hold."""
    if not gold:
        return BCubed(0.0, 0.0)
    precision = recall = 0.0
    for item, cluster in gold.items():
        same_gold = {other for other, c in gold.items() if c == cluster}
        same_produced = {other for other in gold if produced[other] == produced[item]}
        shared = len(same_gold & same_produced)
        precision += shared / len(same_produced)
        recall += shared / len(same_gold)
    return BCubed(precision / len(gold), recall / len(gold))


def score_incidents(stories: Sequence[Story], readings: Mapping[str, Reading], incidents: Sequence[Incident], names: Mapping[str, str]) -> IncidentScore:
    """Align anchors with the facts read, and compare their incidents; a fact in no incident is a cluster of its own."""
    facts = {report: reading.facts for report, reading in readings.items()}
    homes = {fact: incident.id for incident in incidents for fact in incident.facts}
    gold: dict[Hashable, Hashable] = {}
    produced: dict[Hashable, Hashable] = {}
    tellings: dict[Hashable, str] = {}
    for story in stories:
        anchors = [(anchor, (story.name, incident.name)) for incident in story.incidents for anchor in incident.anchors]
        aligned = align([anchor for anchor, _ in anchors], facts)
        for number, ((anchor, home), fact) in enumerate(zip(anchors, aligned, strict=True)):
            item = fact or ("unread", story.name, number)
            gold[item], produced[item] = home, homes.get(fact, fact) if fact else item
            tellings[item] = f"{names.get(anchor.report, anchor.report)}:{anchor.words.partition(':')[2]}"
    read: dict[Hashable, Hashable] = {item: home for item, home in gold.items() if isinstance(item, str)}
    score = IncidentScore(b_cubed(read, produced), b_cubed(gold, produced), len(gold), len(read))
    score.misses = [f"incident unread: {tellings[item]}" for item in gold if item not in read] + tell_clusters(read, produced, tellings)
    return score


def align(anchors: Sequence[Anchor], facts: Mapping[str, Sequence[Fact]]) -> list[str | None]:
    """For each anchor the id of the fact whose trigger overlaps its most preferred words, the most alike first; each fact once."""
    ranked = sorted(
        (option, -likeness(words, span_of(fact)), number, fact.id)
        for number, anchor in enumerate(anchors)
        for option, words in enumerate(anchor.spans)
        for fact in facts.get(anchor.report, ())
        if likeness(words, span_of(fact))
    )
    found: list[str | None] = [None] * len(anchors)
    used: set[str] = set()
    for _, _, number, fact in ranked:
        if found[number] is None and fact not in used:
            found[number] = fact
            used.add(fact)
    return found


def span_of(fact: Fact) -> Span:
    """The trigger's span as a pair."""
    return fact.trigger.span.start, fact.trigger.span.end


def tell_clusters(gold: Clusters, produced: Clusters, tellings: Mapping[Hashable, str]) -> list[str]:
    """One line for each marked incident that was split, and for each produced one that joins several."""
    lines = []
    for cluster in dict.fromkeys(gold.values()):
        parts: dict[Hashable, list[str]] = {}
        for item in gold:
            if gold[item] == cluster:
                parts.setdefault(produced[item], []).append(tellings[item])
        if len(parts) > 1:
            lines.append(f"incident split: {cluster[1] if isinstance(cluster, tuple) else cluster}: " + " | ".join(", ".join(part) for part in parts.values()))
    for cluster in dict.fromkeys(produced[item] for item in gold):
        homes: dict[Hashable, list[str]] = {}
        for item in gold:
            if produced[item] == cluster:
                homes.setdefault(gold[item], []).append(tellings[item])
        if len(homes) > 1:
            lines.append("incident joined: " + " | ".join(", ".join(part) for part in homes.values()))
    return lines
