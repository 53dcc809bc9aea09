"""Claims into clusters that tell of one happening each: first within each report, then across reports, under judgements.

The result depends on the set of claims and judgements alone: not on their order, nor on claims that share no tie with a component.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from emberwatch.ledger.linking.block import find_pairs
from emberwatch.ledger.linking.claim import Claim
from emberwatch.ledger.linking.joining import SAMPLE, Joining, Pair, find_components
from emberwatch.ledger.linking.row import Row
from emberwatch.ledger.linking.rulings import Rulings, settle
from emberwatch.ledger.linking.sift import sift
from emberwatch.ledger.linking.telling import Telling, make_telling
from emberwatch.ledger.linking.weigh import Model, Scale, load_model
from emberwatch.model.ledger import Judgement, Tie

REACH_FACTS = 80
"""Within a report a fact is compared with so many before it: a longer text is no one story."""
NO_RULINGS = Rulings()


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims judged to tell of one happening, first told first; `ties` tie each later one to what it fits best, strongest first.

    A tie within a report is between its two facts; one across reports is between the pooled tellings, under the ids of their first facts.
    """

    claims: tuple[Claim, ...]
    ties: tuple[Tie, ...] = ()

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts, first told first."""
        return tuple(claim.id for claim in self.claims)


def link(claims: Iterable[Claim], judgements: Iterable[Judgement] = (), model: Model | None = None) -> list[Cluster]:
    """Clusters of all the claims, in the order of their first ones; a claim that ties to no other is a cluster of its own."""
    model = model or load_model()
    ordered = sorted({claim.id: claim for claim in claims}.values(), key=lambda claim: claim.order)
    rulings = settle(judgements, ordered)
    tellings = find_tellings(ordered, rulings, model)
    pairs = find_pairs([telling.pooled for telling in tellings], model.families)
    return link_tellings(tellings, find_strong(tellings, pairs, model), rulings, model)


def find_tellings(claims: Iterable[Claim], rulings: Rulings = NO_RULINGS, model: Model | None = None) -> list[Telling]:
    """What each report tells: its facts that belong together. Depends on each report (and the judgements on its facts) alone."""
    model = model or load_model()
    reports: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        reports[claim.report].append(claim)
    found: list[Telling] = []
    for report in reports.values():
        singles = [make_telling([claim]) for claim in sorted(report, key=lambda claim: claim.order)]
        pairs = [(a.pooled.id, b.pooled.id) for i, a in enumerate(singles) for b in singles[i + 1 : i + 1 + REACH_FACTS]]
        scale = model.inside(report[0])
        for group in join(singles, weigh_pairs(singles, pairs, model, scale), rulings, model, scale):
            found.append(make_telling([claim for telling in group for claim in telling.claims]))
    return sorted(found, key=lambda telling: telling.pooled.order)


def find_strong(tellings: Sequence[Telling], pairs: Iterable[Pair], model: Model | None = None) -> dict[Pair, float]:
    """Of pairs of telling ids those that weigh enough to connect, with their weight: these make the components."""
    model = model or load_model()
    rows = [model.row(telling.pooled) for telling in tellings]
    position = {row.id: at for at, row in enumerate(rows)}
    return sift(rows, [(position[a], position[b]) for a, b in pairs], model.across)


def link_tellings(tellings: Sequence[Telling], strong: Mapping[Pair, float], rulings: Rulings = NO_RULINGS, model: Model | None = None) -> list[Cluster]:
    """Clusters of tellings of which the strong pairs are known; tellings of one component must be given together."""
    model = model or load_model()
    ordered = sorted(tellings, key=lambda telling: telling.pooled.order)
    clusters = [make_cluster(group, model) for group in join(ordered, strong, rulings, model, model.across)]
    return sorted(clusters, key=lambda cluster: cluster.claims[0].order)


def weigh_pairs(tellings: Sequence[Telling], pairs: Iterable[Pair], model: Model, scale: Scale) -> dict[Pair, float]:
    """The pairs at or above the scale's threshold, each (first told, later told), with their weight."""
    rows = {telling.pooled.id: model.row(telling.pooled) for telling in tellings}
    weighed = ((pair, scale.weigh_if(rows[pair[0]], rows[pair[1]])) for pair in pairs)
    return {pair: weight for pair, weight in weighed if weight is not None}


def join(members: Sequence[Telling], strong: Mapping[Pair, float], rulings: Rulings, model: Model, scale: Scale) -> list[list[Telling]]:
    """Groups of tellings, component by component."""
    home = {claim.id: telling.pooled.id for telling in members for claim in telling.claims}
    same = [(home[a], home[b]) for a, b in rulings.same if a in home and b in home]
    components = find_components(members, [*strong, *same])
    component_of = {telling.pooled.id: n for n, component in enumerate(components) for telling in component}
    ties: dict[int, dict[Pair, float]] = defaultdict(dict)
    for pair, weight in strong.items():
        if pair[0] in component_of:
            ties[component_of[pair[0]]][pair] = weight
    groups: list[list[Telling]] = []
    for number, component in enumerate(components):
        groups += join_component(component, ties[number], rulings, model, scale) if len(component) > 1 else [component]
    return groups


def join_component(component: Sequence[Telling], strong: Mapping[Pair, float], rulings: Rulings, model: Model, scale: Scale) -> list[list[Telling]]:
    """Groups of one component."""
    rows: dict[str, Row] = {telling.pooled.id: model.row(telling.pooled) for telling in component}
    joining = Joining(component, rows, scale, model.inside)
    joining.meet(strong)
    joining.force(rulings.same)
    joining.run(rulings.different)
    return joining.groups()


def make_cluster(tellings: Sequence[Telling], model: Model) -> Cluster:
    """The cluster of tellings, with a tie from each fact and telling to the earlier one that it fits best."""
    ties: list[Tie] = []
    rows = {telling.pooled.id: model.row(telling.pooled) for telling in tellings}
    for at, telling in enumerate(tellings[1:], 1):
        best = max(tellings[max(0, at - SAMPLE) : at], key=lambda other: (model.across.weigh(rows[other.pooled.id], rows[telling.pooled.id]), other.pooled.id))
        ties.append(model.tie(best.pooled, telling.pooled))
    for telling in tellings:
        ties += tie_within(telling.claims, model)
    claims = sorted((claim for telling in tellings for claim in telling.claims), key=lambda claim: claim.order)
    return Cluster(tuple(claims), tuple(sorted(ties, key=lambda tie: (-tie.log2_odds, tie.a, tie.b))))


def tie_within(claims: Sequence[Claim], model: Model) -> list[Tie]:
    """A tie from each fact of a telling to the earlier one that it fits best."""
    best: dict[str, Tie] = {}
    for a, b in combinations(claims[: 2 * SAMPLE], 2):
        tie = model.tie(a, b)
        if b.id not in best or tie.log2_odds > best[b.id].log2_odds:
            best[b.id] = tie
    return list(best.values())
