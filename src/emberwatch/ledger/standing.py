"""What incidents and findings come to when all is known: probabilities, and findings told once.

Light to load, since every listing of a record needs it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from emberwatch.ledger.confidence import Record, weigh_incident
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Finding, Incident, Origin, Question
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement


def find_places(readings: Iterable[Reading]) -> dict[str, str]:
    """For each fact and statement the report and sentence in which it stands, as one string."""
    found: dict[str, str] = {}
    claims: list[Fact | Statement]
    for reading in readings:
        starts = [start for start, _ in reading.sentences]
        claims = [*reading.facts, *reading.statements]
        for claim in claims:
            at = claim.trigger.span.start if isinstance(claim, Fact) else (claim.cue or claim.content).span.start
            found[claim.id] = f"{reading.report.id}:{bisect_right(starts, at) - 1}"
    return found


def drop_alike(findings: Iterable[Finding], places: Mapping[str, str]) -> tuple[Finding, ...]:
    """Findings by id; of those of one kind on one field between the same two sentences the first alone."""
    found: dict[tuple[str, ...], Finding] = {}
    for one in sorted(findings, key=lambda finding: finding.id):
        found.setdefault((one.kind, one.field, places.get(one.a, one.a), places.get(one.b, one.b)), one)
    return tuple(found.values())


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
