"""Families: the reports that go back to one telling."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from emberwatch.ledger.lineage.credits import canonical, find_credits, is_agency
from emberwatch.ledger.lineage.find import lineage_order, telling_order, whole_credit
from emberwatch.ledger.lineage.retelling import pick_ties
from emberwatch.model.ledger import Family, Lineage
from emberwatch.model.report import Report


def make_families(reports: Iterable[Report], lineage: Iterable[Lineage]) -> tuple[Family, ...]:
    """The sets of two or more reports tied by whole-report copies or one wire credit; passages, quotations and links alone tie nobody.

    Each family keeps the lineage of its reports to the one that told it first, or else their best.
    """
    by_id = {r.id: r for r in reports}
    publishers = {r.id: canonical(r.publisher) for r in by_id.values() if r.publisher}
    whole = pick_ties(sorted((x for x in lineage if ties_whole(x) and x.report in by_id and x.source in by_id), key=lineage_order), publishers)
    parent = {key: key for key in by_id}
    for tie in whole:
        low, high = sorted((find_root(parent, tie.report), find_root(parent, tie.source)))
        parent[high] = low
    groups: dict[str, list[Report]] = defaultdict(list)
    for key in sorted(by_id):
        groups[find_root(parent, key)].append(by_id[key])
    families = []
    for members in groups.values():
        if len(members) > 1:
            ids = {r.id for r in members}
            families.append(make_family(sorted(members, key=telling_order), [x for x in whole if x.report in ids]))
    return tuple(sorted(families, key=lambda f: f.id))


def ties_whole(lineage: Lineage) -> bool:
    """Does the lineage make the two reports one telling?"""
    return lineage.kind in ("copy", "credit") and lineage.span is None


def find_root(parent: dict[str, str], key: str) -> str:
    """The representative of the group of `key`."""
    while parent[key] != key:
        parent[key] = parent[parent[key]]
        key = parent[key]
    return key


def make_family(members: Sequence[Report], lineage: Sequence[Lineage]) -> Family:
    """The family of reports in telling order, with the teller where a credit names one."""
    name = find_teller(members)
    first = find_first(members, name)
    return Family(tuple(r.id for r in members), best_lineage(lineage, first), name, first)


def find_teller(members: Sequence[Report]) -> str | None:
    """The name that most credits for the whole give; the publisher that is an agency before any other."""
    counts: dict[str, int] = defaultdict(int)
    for report in members:
        name = whole_credit(report)
        if name is not None:
            counts[name] += 1 + (2 * len(members) if is_agency(report.publisher) else 0)
    return min(counts, key=lambda n: (-counts[n], n)) if counts else None


def find_first(members: Sequence[Report], name: str | None) -> str | None:
    """The report that told it first: the teller's own, or the one published on an earlier day than all others; None where that is not known."""
    if name is not None:
        own = [r for r in members if any(c.scope == "own" and c.name == name for c in find_credits(r))]
        return own[0].id if own else None
    days = [r.published for r in members]
    if None in days or days.count(days[0]) > 1:
        return None
    return members[0].id


def best_lineage(lineage: Sequence[Lineage], first: str | None) -> tuple[Lineage, ...]:
    """For each report its lineage to the first teller, or else the one of the greatest share."""
    best: dict[str, Lineage] = {}
    for each in sorted(lineage, key=lambda x: (x.source != first, x.kind != "copy", -x.share, x.source)):
        best.setdefault(each.report, each)
    return tuple(sorted(best.values(), key=lineage_order))
