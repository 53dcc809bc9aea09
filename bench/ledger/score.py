"""The ledger of the graded stories against what is expected of it: figures by name, and a line for each miss and extra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.ledger.cases import Story, by_report
from bench.ledger.families import score_families
from bench.ledger.findings import score_findings
from bench.ledger.incidents import score_incidents
from emberwatch.model.ledger import Ledger, Lineage
from emberwatch.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Scored:
    """Figures by name (without the group's), and the misses and extras in words."""

    figures: dict[str, float] = field(default_factory=dict)
    misses: tuple[str, ...] = ()


def score_ledger(stories: Sequence[Story], readings: Sequence[Reading], ledger: Ledger, lineage: Sequence[Lineage] = ()) -> Scored:
    """Grade `ledger`, made of `readings`, which must be those of the stories' reports and may be those of others too.

    `lineage` holds the copied passages that tie no whole reports and so are in no family.
    """
    names, by_id = by_report(stories), {reading.report.id: reading for reading in readings}
    families = score_families(stories, ledger.families, lineage, names)
    incidents = score_incidents(stories, by_id, ledger.incidents, names)
    findings = score_findings(stories, by_id, ledger, names)
    figures = {"families.f1": families.pairs.f1, "families.precision": families.pairs.precision, "families.recall": families.pairs.recall}
    figures |= {"passages.f1": families.passages.f1, "passages.overlap": families.overlap}
    figures |= {"incidents.f1": incidents.read.f1, "incidents.precision": incidents.read.precision, "incidents.recall": incidents.read.recall}
    figures |= {"incidents.all.f1": incidents.all.f1, "incidents.read": incidents.found / incidents.anchors if incidents.anchors else 0.0}
    figures |= {"findings.f1": findings.findings.f1, "findings.precision": findings.findings.precision, "findings.recall": findings.findings.recall}
    figures |= {"findings.field": findings.fields / findings.findings.right if findings.findings.right else 0.0}
    figures |= {f"findings.{kind}.f1": count.f1 for kind, count in sorted(findings.by_kind.items())}
    figures |= {"reports": len(names), "facts": incidents.anchors, "findings.gold": findings.findings.gold}
    return Scored(figures, (*families.misses, *incidents.misses, *findings.misses))
