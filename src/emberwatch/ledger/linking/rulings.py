"""What the judgements come to: pairs that must be one happening, pairs that must not, and judgements that contradict others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from emberwatch.ids import content_id
from emberwatch.ledger.linking.claim import Claim
from emberwatch.model.ledger import Judgement

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A judgement that has no effect because a later one stands against it; `words` says so to a reader."""

    judgement: str
    against: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Rulings:
    """Pairs of fact ids (first told, later told) judged `same` or `different`, and the judgements that yield to later ones."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    contradictions: tuple[Contradiction, ...] = ()
    unknown: tuple[str, ...] = ()


def incident_id(first: str) -> str:
    """Id of the incident whose first told fact is `first`."""
    return content_id("incident", first)


def settle(judgements: Iterable[Judgement], claims: Sequence[Claim]) -> Rulings:
    """The judgements that stand, from the latest back: one that a later one forbids is told and has no effect.

    A judgement on an incident holds for its first told fact. Of two judgements on one pair the later stands; `unsure` leaves the
    pair to the weights. `unknown` are ids that no claim and no incident has.
    """
    place = {claim.id: i for i, claim in enumerate(claims)}
    facts = {**{incident_id(claim.id): claim.id for claim in claims}, **{claim.id: claim.id for claim in claims}}
    standing = Standing()
    unknown: list[str] = []
    for judgement in sorted(judgements, key=lambda j: (j.at, j.id), reverse=True):
        missing = [name for name in (judgement.a, judgement.b) if name not in facts]
        unknown += missing
        if not missing:
            a, b = sorted((facts[judgement.a], facts[judgement.b]), key=place.__getitem__)
            standing.add(judgement, (a, b))
    return Rulings(frozenset(standing.same), frozenset(standing.different), tuple(standing.contradictions), tuple(sorted(set(unknown))))


class Standing:
    """Judgements taken in from the latest back, each checked against those that already stand."""

    def __init__(self) -> None:
        self.decided: dict[Pair, Judgement] = {}
        self.same: dict[Pair, str] = {}
        self.different: dict[Pair, str] = {}
        self.contradictions: list[Contradiction] = []
        self._parent: dict[str, str] = {}

    def add(self, judgement: Judgement, pair: Pair) -> None:
        """Let the judgement stand where no later one decides its pair or forbids it."""
        if pair[0] == pair[1]:
            return
        later = self.decided.get(pair)
        if later is not None and later.verdict == judgement.verdict:
            return
        against = (later.id,) if later is not None else self._find_against(judgement, pair)
        if against:
            said = f"{judgement.by} judged {judgement.a} and {judgement.b} {judgement.verdict}"
            words = f"{said}; {len(against)} later judgement{'s' * (len(against) > 1)} ({', '.join(against)}) say otherwise and stand"
            self.contradictions.append(Contradiction(judgement.id, against, words))
            return
        self.decided[pair] = judgement
        if judgement.verdict == "same":
            self.same[pair] = judgement.id
            self._parent[self._root(pair[0])] = self._root(pair[1])
        elif judgement.verdict == "different":
            self.different[pair] = judgement.id

    def _find_against(self, judgement: Judgement, pair: Pair) -> tuple[str, ...]:
        one, other = self._root(pair[0]), self._root(pair[1])
        if judgement.verdict == "different" and one == other:
            return tuple(sorted(self.same.values()))
        if judgement.verdict == "same":
            return tuple(sorted(held for (a, b), held in self.different.items() if {self._root(a), self._root(b)} == {one, other} and one != other))
        return ()

    def _root(self, at: str) -> str:
        while (up := self._parent.get(at, at)) != at:
            at = up
        return at
