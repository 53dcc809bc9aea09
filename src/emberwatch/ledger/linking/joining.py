"""Average-link joining: the two groups with the highest mean weight join, while that is above the threshold and no judgement forbids it.

A chain of weak ties through one vague telling joins nothing: every comparison between two groups counts. Within a report, what refers
back to an earlier fact fits a third no better than that fact does: "the strike" knows nothing of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from emberwatch.ledger.linking.row import Row
from emberwatch.ledger.linking.telling import Telling
from emberwatch.ledger.linking.weigh import Scale

SAMPLE = 24
"""Members of each of two large groups, first told first, whose comparisons stand for all: the cost of a join stays bounded."""

KNOWN_SAY = 0.5
"""A vague telling fits everything; it must not outvote those that know where, when and how many."""

Pair = tuple[str, str]


def find_components(tellings: Sequence[Telling], pairs: Iterable[Pair]) -> list[list[Telling]]:
    """Tellings that pairs of their ids connect, directly or through others; each component in the order given."""
    parent = {telling.pooled.id: telling.pooled.id for telling in tellings}

    def root(at: str) -> str:
        while parent[at] != at:
            parent[at] = at = parent[parent[at]]
        return at

    for a, b in pairs:
        if a in parent and b in parent:
            parent[root(a)] = root(b)
    found: dict[str, list[Telling]] = {}
    for telling in tellings:
        found.setdefault(root(telling.pooled.id), []).append(telling)
    return list(found.values())


def find_say(a: Row, b: Row) -> float:
    """How much a pair counts in a mean: 1, and `KNOWN_SAY` more for each of place, days and number that both have."""
    known = (a.place is not None and b.place is not None) + (a.start_day is not None and b.start_day is not None)
    return 1.0 + KNOWN_SAY * (known + (a.count_state is not None and a.count_state == b.count_state))


@dataclass(slots=True)
class Joining:
    """The state of one component's joining: `group` holds positions of tellings under the position of the first."""

    members: Sequence[Telling]
    rows: Mapping[str, Row]
    scale: Scale
    inside: Callable[[Row], Scale]
    row_list: list[Row] = field(default_factory=list)
    known: dict[tuple[int, int], float] = field(default_factory=dict)
    position: dict[str, int] = field(default_factory=dict)
    group: dict[int, list[int]] = field(default_factory=dict)
    owner: list[int] = field(default_factory=list)
    near: dict[int, set[int]] = field(default_factory=dict)
    antecedent: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.row_list = [self.rows[telling.pooled.id] for telling in self.members]
        self.position = {claim.id: i for i, telling in enumerate(self.members) for claim in telling.claims}
        self.group = {i: [i] for i in range(len(self.members))}
        self.owner = list(range(len(self.members)))
        self.near = {i: set() for i in self.group}
        if self.scale.name != "across":
            meant = {i: row.antecedent or row.meant for i, row in enumerate(self.row_list)}
            self.antecedent = {i: self.position[name] for i, name in meant.items() if name in self.position}

    def meet(self, strong: Mapping[Pair, float]) -> None:
        """Take in the pairs at or above the threshold: only groups that such a pair connects can join."""
        for (a, b), weight in strong.items():
            if a in self.position and b in self.position:
                i, j = sorted((self.position[a], self.position[b]))
                self.near[i].add(j)
                self.near[j].add(i)
                if self.row_list[i].report != self.row_list[j].report:
                    self.known[i, j] = weight

    def weight(self, i: int, j: int) -> float:
        """Weight of two members by their positions; at most that of what the one refers back to with the other, or with what that refers to."""
        found = self.compared(i, j)
        meant, other = self.antecedent.get(i, i), self.antecedent.get(j, j)
        for one, two in ((meant, j), (i, other), (meant, other)):
            if one != two:
                found = min(found, self.compared(one, two))
        return found

    def compared(self, i: int, j: int) -> float:
        """Weight of two members as they are compared, each pair once; two of one report always on the scale of one report."""
        i, j = (i, j) if i < j else (j, i)
        if (found := self.known.get((i, j))) is not None:
            return found
        a, b = self.row_list[i], self.row_list[j]
        found = (self.inside(a) if a.report == b.report else self.scale).weigh(a, b)
        self.known[i, j] = found
        return found

    def mean(self, a: int, b: int) -> float:
        """Mean weight over the pairs of two groups, of the first `SAMPLE` members of each; a pair that knows more has more say."""
        total = say = 0.0
        for i in self.group[a][:SAMPLE]:
            for j in self.group[b][:SAMPLE]:
                first, second = (i, j) if i < j else (j, i)
                share = find_say(self.row_list[first], self.row_list[second])
                total += share * self.weight(first, second)
                say += share
        return total / say

    def force(self, same: Iterable[Pair]) -> None:
        """Join the groups of claims judged the same, whatever they weigh."""
        for a, b in sorted(same):
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

    def run(self, different: Iterable[Pair]) -> None:
        """Join the best pair of groups until none is left at the threshold; groups held apart by a judgement never join."""
        apart = [(self.position[a], self.position[b]) for a, b in different if a in self.position and b in self.position]
        age = dict.fromkeys(self.group, 0)
        heap = [(-round(self.mean(a, b), 9), a, b, 0, 0) for a in self.group for b in self.near[a] if a < b]
        heapify(heap)
        while heap:
            worth, a, b, age_a, age_b = heappop(heap)
            if a not in self.group or b not in self.group or (age[a], age[b]) != (age_a, age_b):
                continue
            if -worth < self.scale.threshold:
                break
            if any({self.owner[i], self.owner[j]} == {a, b} for i, j in apart):
                continue
            self.join(a, b)
            age[a] += 1
            for other in sorted(self.near[a]):
                one, two = sorted((a, other))
                heappush(heap, (-round(self.mean(one, two), 9), one, two, age[one], age[two]))

    def groups(self) -> list[list[Telling]]:
        """The groups, each in order."""
        return [[self.members[i] for i in self.group[a]] for a in sorted(self.group)]
