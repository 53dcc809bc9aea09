"""The whole ledger from a set of readings: what the runner reaches step by step, whatever the order and the batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta

from emberwatch.ledger.answers.assess import assess
from emberwatch.ledger.answers.questions import find_inquiries
from emberwatch.ledger.confidence import find_records, find_speakers
from emberwatch.ledger.lineage.drift import find_all_drift
from emberwatch.ledger.lineage.families import make_families
from emberwatch.ledger.lineage.find import find_all_lineage, telling_order
from emberwatch.ledger.lineage.origins import find_origins
from emberwatch.ledger.linking.claim import find_claims
from emberwatch.ledger.linking.cluster import link
from emberwatch.ledger.linking.merge import merge
from emberwatch.ledger.standing import drop_alike, find_deniers, find_places, weigh_all
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Incident, Judgement, Ledger, Origin, Tie, Withdrawal
from emberwatch.model.reading import Reading

LINKING_VERSION = "9"
"""Goes up whenever linking would give another result for the same readings; a record keeps the version that linked it."""


def build_ledger(readings: Iterable[Reading], judgements: Iterable[Judgement] = (), withdrawals: Iterable[Withdrawal] = ()) -> Ledger:
    """Families, origins, incidents, questions and findings of a set of readings; independent of every order."""
    by_id = {reading.report.id: reading for reading in readings}
    ordered = sorted(by_id.values(), key=lambda reading: telling_order(reading.report))
    withdrawn = frozenset(one.report for one in withdrawals)
    reports = [reading.report for reading in ordered]
    lineage = find_all_lineage(reports)
    families = make_families(reports, lineage)
    origins = find_origins(ordered, families, lineage)
    origin_of = {claim: origin for origin in origins for claim in origin.claims}
    clusters = link([claim for reading in ordered for claim in find_claims(reading)], judgements)
    facts = {fact.id: fact for reading in ordered for fact in reading.facts}
    published = {report.id: report.published for report in reports}
    groups = [(cluster.facts, cluster.ties) for cluster in clusters]
    incidents = make_incidents(groups, facts, published, origin_of, withdrawn)
    live = [reading for reading in ordered if reading.report.id not in withdrawn]
    incident_of = {fact: incident.id for incident in incidents for fact in incident.facts}
    inquiries = find_inquiries(live, incident_of, {claim: origin.id for claim, origin in origin_of.items()})
    findings = [*find_all_drift(live, families, lineage), *(finding for one in inquiries for finding in assess(one))]
    questions = tuple(sorted((one.question for one in inquiries), key=lambda one: one.id))
    speaker_of = {claim: speaker for reading in ordered for claim, speaker in find_speakers(reading).items()}
    weighed = weigh_all(incidents, facts, origin_of, speaker_of, find_records(findings, speaker_of), find_deniers(questions))
    return Ledger(
        families=families,
        origins=origins,
        incidents=tuple(sorted(weighed, key=lambda one: one.id)),
        questions=questions,
        findings=drop_alike(findings, find_places(live)),
    )


def make_incidents(
    groups: Iterable[tuple[Sequence[str], Sequence[Tie]]],
    facts: Mapping[str, Fact],
    published: Mapping[str, date | None],
    origin_of: Mapping[str, Origin],
    withdrawn: AbstractSet[str],
) -> list[Incident]:
    """An incident for each group of fact ids with its ties, those of withdrawn reports marked."""
    made = []
    for group, ties in groups:
        told = [facts[fact] for fact in group]
        merged = merge(told, published, origin_of, ties, withdrawn)
        taken_back = tuple(fact for fact in merged.facts if facts[fact].report in withdrawn)
        made.append(replace(merged, withdrawn=taken_back))
    return made


def day_of(incident: Incident, published: Mapping[str, date | None]) -> date | None:
    """The day that a listing puts an incident on: its last, where its time is told, else the first publication."""
    when = incident.when
    if when is not None and (when.end or when.start):
        return when.end - timedelta(days=1) if when.end else when.start
    return min((day for report in incident.reports if (day := published.get(report))), default=None)
