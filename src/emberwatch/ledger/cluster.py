"""Claims into clusters that tell of one happening each: average-link joining within connected components, under judgements.

The result depends on the set of claims and judgements alone: not on their order, nor on claims that share no tie with a component.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import combinations

from emberwatch.ledger.block import find_pairs
from emberwatch.ledger.claim import Claim
from emberwatch.ledger.compare import Row
from emberwatch.ledger.rulings import Rulings, settle
from emberwatch.ledger.weigh import Model, load_model
from emberwatch.model.ledger import Judgement, Tie

SAMPLE = 24
"""Members of each of two large clusters, first told first, whose comparisons stand for all: the cost of a join stays bounded."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims judged to tell of one happening, first told first; `ties` are those that hold it together, strongest first."""

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
    weights = weigh_pairs(ordered, find_pairs(ordered), model)
    return link_weighed(ordered, weights, rulings, model)


def link_weighed(claims: Sequence[Claim], weights: Mapping[Pair, float], rulings: Rulings, model: Model) -> list[Cluster]:
    """Clusters of claims (in order) whose candidate pairs are weighed already; pairs are (first told, later told)."""
    clusters: list[Cluster] = []
    strong = [pair for pair, weight in weights.items() if weight >= model.threshold]
    for members in find_components(claims, [*strong, *rulings.same]):
        clusters += link_component(members, weights, rulings, model)
    return sorted(clusters, key=lambda cluster: cluster.claims[0].order)


def weigh_pairs(claims: Sequence[Claim], pairs: Iterable[Pair], model: Model) -> dict[Pair, float]:
    """The weight of each pair of ids."""
    rows = {claim.id: model.row(claim) for claim in claims}
    return {(a, b): model.weigh(rows[a], rows[b]) for a, b in pairs}


def find_components(claims: Sequence[Claim], pairs: Iterable[Pair]) -> list[list[Claim]]:
    """Claims that pairs connect, directly or through others; each component in the order given."""
    parent = {claim.id: claim.id for claim in claims}

    def root(at: str) -> str:
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    for a, b in pairs:
        if a in parent and b in parent:
            parent[root(a)] = root(b)
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[root(claim.id)].append(claim)
    return list(found.values())


def link_component(members: Sequence[Claim], weights: Mapping[Pair, float], rulings: Rulings, model: Model) -> list[Cluster]:
    """Clusters of one component: the two with the highest mean weight join while that is above the threshold."""
    if len(members) == 1:
        return [Cluster(tuple(members))]
    joining = Joining(members, weights, model)
    for a, b in sorted(rulings.same):
        joining.force(a, b)
    joining.run(rulings.different)
    return [make_cluster([members[i] for i in group], joining, model) for group in joining.groups()]


def make_cluster(members: list[Claim], joining: Joining, model: Model) -> Cluster:
    """The cluster with a tie from each claim to the earlier one that it fits best."""
    ties = []
    for at, claim in enumerate(members[1:], 1):
        best = max(members[max(0, at - SAMPLE) : at], key=lambda other: (joining.weight(other.id, claim.id), other.order))
        ties.append(model.tie(best, claim))
    return Cluster(tuple(members), tuple(sorted(ties, key=lambda tie: (-tie.log2_odds, tie.a, tie.b))))


@dataclass(slots=True)
class Joining:
    """The state of one component's joining: groups are lists of positions, each under the position of its first member."""

    members: Sequence[Claim]
    weights: Mapping[Pair, float]
    model: Model
    rows: dict[str, Row] = field(default_factory=dict)
    known: dict[Pair, float] = field(default_factory=dict)
    position: dict[str, int] = field(default_factory=dict)
    group: dict[int, list[int]] = field(default_factory=dict)
    owner: list[int] = field(default_factory=list)
    near: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.position = {claim.id: i for i, claim in enumerate(self.members)}
        self.group = {i: [i] for i in range(len(self.members))}
        self.owner = list(range(len(self.members)))
        self.near = {i: set() for i in self.group}
        for a, b in self.strong_pairs():
            self.near[a].add(b)
            self.near[b].add(a)

    def strong_pairs(self) -> Iterable[tuple[int, int]]:
        """Positions of the pairs at or above the threshold."""
        place = self.position
        if len(place) * len(place) < len(self.weights):
            pairs: Iterable[Pair] = ((a.id, b.id) for a, b in combinations(self.members, 2))
        else:
            pairs = self.weights
        for a, b in pairs:
            if a in place and b in place and self.weights.get((a, b), -99.0) >= self.model.threshold:
                yield place[a], place[b]

    def weight(self, a: str, b: str) -> float:
        """Weight of two claims, the first told first; compared now where no key led to it."""
        if (found := self.weights.get((a, b))) is not None:
            return found
        if (a, b) not in self.known:
            for claim in (a, b):
                if claim not in self.rows:
                    self.rows[claim] = self.model.row(self.members[self.position[claim]])
            self.known[a, b] = self.model.weigh(self.rows[a], self.rows[b])
        return self.known[a, b]

    def mean(self, a: int, b: int) -> float:
        """Mean weight over the pairs of two groups, of the first `SAMPLE` members of each."""
        ones, others = self.group[a][:SAMPLE], self.group[b][:SAMPLE]
        total = sum(self.weight(*(self.members[k].id for k in sorted((i, j)))) for i in ones for j in others)
        return total / (len(ones) * len(others))

    def force(self, a: str, b: str) -> None:
        """Join the groups of two claims whatever they weigh."""
        if a in self.position and b in self.position:
            one, other = sorted((self.owner[self.position[a]], self.owner[self.position[b]]))
            if one != other:
                self.join(one, other)

    def join(self, a: int, b: int) -> None:
        """The group `b` goes into `a`, which comes first."""
        self.group[a] = sorted(self.group[a] + self.group.pop(b))
        for i in self.group[a]:
            self.owner[i] = a
        self.near[a] = (self.near[a] | self.near.pop(b)) - {a, b}
        for other in self.near[a]:
            self.near[other].discard(b)
            self.near[other].add(a)

    def run(self, different: frozenset[Pair]) -> None:
        """Join the best pair of groups until none is left above the threshold; groups held apart by a judgement never join."""
        apart = [(self.position[a], self.position[b]) for a, b in different if a in self.position and b in self.position]
        age = dict.fromkeys(self.group, 0)
        heap = [(-round(self.mean(a, b), 9), a, b, 0, 0) for a in self.group for b in self.near[a] if a < b]
        heapify(heap)
        while heap:
            worth, a, b, age_a, age_b = heappop(heap)
            if a not in self.group or b not in self.group or (age[a], age[b]) != (age_a, age_b):
                continue
            if -worth < self.model.threshold:
                break
            if any({self.owner[i], self.owner[j]} == {a, b} for i, j in apart):
                continue
            self.join(a, b)
            age[a] += 1
            for other in sorted(self.near[a]):
                one, two = sorted((a, other))
                heappush(heap, (-round(self.mean(one, two), 9), one, two, age[one], age[two]))

    def groups(self) -> list[list[int]]:
        """The groups, each in order."""
        return [self.group[a] for a in sorted(self.group)]
