"""The whole ledger from a set of readings: what the runner reaches step by step, whatever the order and the batches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta

from emberwatch.ledger.assess import assess
from emberwatch.ledger.claim import find_claims
from emberwatch.ledger.cluster import link
from emberwatch.ledger.confidence import Record, find_records, find_speakers, weigh_incident
from emberwatch.ledger.drift import find_all_drift
from emberwatch.ledger.families import make_families
from emberwatch.ledger.lineage import find_all_lineage, telling_order
from emberwatch.ledger.merge import merge
from emberwatch.ledger.origins import claims_of, find_origins
from emberwatch.ledger.questions import find_inquiries
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Finding, Incident, Judgement, Ledger, Origin, Question, Tie, Withdrawal
from emberwatch.model.reading import Reading

LINKING_VERSION = "1"
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


def find_deniers(questions: Iterable[Question]) -> dict[str, tuple[str, ...]]:
    """The claims that answer that an incident did not happen, by the incident's id."""
    found: dict[str, tuple[str, ...]] = {}
    for question in questions:
        if question.kind == "happened" and question.subject[0][0] == "incident":
            found[question.subject[0][1]] = tuple(sorted({one.claim for one in question.answers if one.status in ("denied", "not_occurred")}))
    return found


def weigh_all(
    incidents: Iterable[Incident],
    facts: Mapping[str, Fact],
    origin_of: Mapping[str, Origin],
    speaker_of: Mapping[str, str],
    records: Mapping[str, Record],
    deniers: Mapping[str, Sequence[str]],
) -> list[Incident]:
    """Incidents with their probabilities, from the facts that stand, the claims that deny them, and the records of the speakers.

    `facts` holds those of the incidents and, as far as they are facts, those that deny them. An incident that rests on withdrawn
    reports alone has probability 0.
    """
    made = []
    for incident in incidents:
        standing = [facts[fact] for fact in incident.facts if fact not in incident.withdrawn]
        against = [facts[claim] for claim in deniers.get(incident.id, ()) if claim in facts]
        told = weigh_incident(standing, origin_of, speaker_of, records, against)
        reasons = (*(pair for pair in incident.reasons if pair[0] != "probability"), ("probability", told.reason))
        made.append(replace(incident, probability=told.probability, reasons=reasons))
    return made


def find_places(readings: Iterable[Reading]) -> dict[str, str]:
    """For each fact and statement the report and sentence in which it stands, as one string."""
    found: dict[str, str] = {}
    for reading in readings:
        starts = [start for start, _ in reading.sentences]
        for claim in claims_of(reading):
            at = claim.trigger.span.start if isinstance(claim, Fact) else (claim.cue or claim.content).span.start
            found[claim.id] = f"{reading.report.id}:{bisect_right(starts, at) - 1}"
    return found


def drop_alike(findings: Iterable[Finding], places: Mapping[str, str]) -> tuple[Finding, ...]:
    """Findings by id; of those of one kind on one field between the same two sentences the first alone."""
    found: dict[tuple[str, ...], Finding] = {}
    for one in sorted(findings, key=lambda finding: finding.id):
        found.setdefault((one.kind, one.field, places.get(one.a, one.a), places.get(one.b, one.b)), one)
    return tuple(found.values())


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
