"""One step of linking, continued: clusters of the facts that the new reports touch, and the incidents drawn from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from emberwatch.ledger.build import day_of, make_incidents
from emberwatch.ledger.linking.cluster import link_tellings
from emberwatch.ledger.linking.sift import pair_up, sift
from emberwatch.ledger.linking.telling import Telling
from emberwatch.ledger.linking.weigh import Model, load_model
from emberwatch.ledger.standing import find_places
from emberwatch.ledger.touch import claim_key
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Incident, Origin, Tie
from emberwatch.pipeline.link_step import Step
from emberwatch.store.ledger_write import TIES, keep_incidents

Pair = tuple[str, str]


class IncidentStep(Step):
    """Clusters and incidents."""

    rehomed: set[str]
    """Facts of incidents that have gained or lost facts, and those in the same sentences."""

    def find_incidents(self) -> None:
        """Incidents of every telling that hangs together with a new one, and of those whose origins changed."""
        model = load_model()
        held = self.state.incidents(reports=self.seeds)
        old = {fact for incident in held.values() for fact in incident.facts}
        fresh = [telling for report in self.fresh for telling in self.tellings(report)]
        before = self.gone | self._claims_of_seeds()
        near_before = {fact for pair in self.state.near(before) for fact in pair}
        self.state.put_near(before, self._weigh(fresh, model))
        tellings = self._reach({telling.pooled.id for telling in fresh} | self._homes_of((old | near_before) - self.gone))
        reach = {telling.pooled.id for telling in tellings}
        strong = {pair: weight for pair, weight in self.state.near(reach).items() if pair[0] in reach and pair[1] in reach}
        clusters = link_tellings(tellings, strong, self.rulings, model)
        groups: list[tuple[Sequence[str], Sequence[Tie]]] = [(cluster.facts, cluster.ties) for cluster in clusters]
        self._write(groups, {claim.id for telling in tellings for claim in telling.claims})

    def _claims_of_seeds(self) -> set[str]:
        return {fact.id for reading in self.fresh.values() for fact in reading.facts}

    def _weigh(self, fresh: Sequence[Telling], model: Model) -> dict[Pair, float]:
        """The pairs of a new telling and any that shares a key with it which are strong enough to hang together."""
        sought = {key for report in self.fresh for keys in self.blocks(report) for key in keys}
        reports = self.state.sharers(map(claim_key, sought))
        self.readings(reports)
        told = [each for report in reports for each in zip(self.rows(report, model), self.blocks(report), strict=True)]
        told.sort(key=lambda each: each[0].order)
        new = {telling.pooled.id for telling in fresh}
        return sift([row for row, _ in told], pair_up([keys for _, keys in told], [row.id in new for row, _ in told], sought), model.across)

    def _homes_of(self, facts: Collection[str]) -> set[str]:
        """The ids of the tellings that hold these facts."""
        return {telling.pooled.id for telling in self._tellings_of(facts)}

    def _tellings_of(self, facts: Collection[str]) -> list[Telling]:
        """The tellings that hold any of these facts, which the record has."""
        reports = set(self.state.reports_of(facts).values()) | (self.seeds if not self._claims_of_seeds().isdisjoint(facts) else set())
        self.readings(reports)
        return [telling for report in reports for telling in self.tellings(report) if any(claim.id in facts for claim in telling.claims)]

    def _reach(self, start: set[str]) -> list[Telling]:
        """The tellings that strong pairs and judgements connect with those of `start`, directly or through others."""
        ruled: dict[str, set[str]] = defaultdict(set)
        for a, b in self.rulings.same:
            ruled[a].add(b)
            ruled[b].add(a)
        found: dict[str, Telling] = {}
        edge = start
        while edge:
            tellings = [telling for telling in self._tellings_of(edge) if telling.pooled.id not in found]
            found |= {telling.pooled.id: telling for telling in tellings}
            ids = {telling.pooled.id for telling in tellings}
            edge = {fact for pair in self.state.near(ids) for fact in pair}
            edge |= {other for telling in tellings for claim in telling.claims for other in ruled.get(claim.id, ())}
            edge -= found.keys()
        return sorted(found.values(), key=lambda telling: telling.pooled.order)

    def _write(self, groups: list[tuple[Sequence[str], Sequence[Tie]]], reach: set[str]) -> None:
        """Merges the groups, and once more the stored incidents whose origins changed, and writes what is new."""
        held = self.state.incidents(facts=reach | self.changed | self.gone, reports=self.seeds)
        groups += [(incident.facts, incident.ties) for incident in held.values() if reach.isdisjoint(incident.facts) and self.gone.isdisjoint(incident.facts)]
        inside = {fact for group, _ in groups for fact in group}
        facts = self.facts(inside)
        published = self.state.day_of({fact.report for fact in facts.values()})
        made = make_incidents(groups, facts, published, self._origin_of(inside), self.state.withdrawn())
        days = {incident.id: day for incident in made if (day := day_of(incident, published)) is not None}
        self.replace(keep_incidents({name: fact.report for name, fact in facts.items()}, days), held, made)
        self.replace(TIES, self.state.ties(inside | self.gone), [tie for incident in made for tie in incident.ties])
        before, after = self._homes(held.values()), self._homes(made)
        moved = {fact for fact in before.keys() | after.keys() if before.get(fact) != after.get(fact)}
        stirred = moved | self._claims_of_seeds()
        resized = {home for facts in (before, after) for fact, home in facts.items() if fact in stirred}
        self.rehomed = self._with_mates(moved | {fact for facts in (before, after) for fact, home in facts.items() if home in resized})

    def _with_mates(self, facts: set[str]) -> set[str]:
        """`facts` and those that stand in the same sentence."""
        found = set(facts)
        for reading in self.readings(set(self.state.reports_of(facts).values())).values():
            places = find_places([reading])
            sentences = {places[fact.id] for fact in reading.facts if fact.id in facts}
            found |= {fact.id for fact in reading.facts if places[fact.id] in sentences}
        return found

    def facts(self, ids: Collection[str]) -> dict[str, Fact]:
        """Facts by id."""
        reports = set(self.state.reports_of(ids).values()) | self.seeds
        return {fact.id: fact for reading in self.readings(reports).values() for fact in reading.facts if fact.id in ids}

    def _origin_of(self, claims: Collection[str]) -> dict[str, Origin]:
        return {claim: origin for origin in self.state.origins(claims=claims).values() for claim in origin.claims}

    def _homes(self, incidents: Iterable[Incident]) -> dict[str, str]:
        return {fact: incident.id for incident in incidents for fact in incident.facts}
