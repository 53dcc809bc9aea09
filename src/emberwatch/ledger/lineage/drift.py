"""What a copy changed: a role, number, place, status or speaker that differs from its source where the wording differs too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from emberwatch.ledger.lineage.align import Claim, ClaimPair, align_claims, anchor, claims_by_unit, covers
from emberwatch.ledger.lineage.drift_fields import Change, find_place_change, find_role_changes, find_speaker_change, find_status_change
from emberwatch.ledger.lineage.drift_numbers import NumberChange, find_number_changes
from emberwatch.ledger.lineage.find import lineage_order, telling_order
from emberwatch.ledger.lineage.passages import Match, find_matches
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Family, Finding, Lineage
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.text.span import Span

SHOWN_CHARS = 160
"""So much of a passage is shown; the changed words stand in the middle."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two readings, with their claims by sentence."""

    original: Reading
    copy: Reading
    original_claims: dict[int, list[Claim]]
    copy_claims: dict[int, list[Claim]]


def find_drift(original: Reading, copy: Reading, passages: Iterable[Lineage]) -> tuple[Finding, ...]:
    """What `copy` changed of `original` within the lineage between them; `a` is the original's claim and `b` the copy's.

    A difference of reading alone is none: the words must differ as well. Where a number differs in a sentence in which nothing was
    read, `a` and `b` are the reports. Independent of the order of `passages`.
    """
    kept = [x for x in passages if x.report == copy.report.id and x.source == original.report.id and x.kind in ("copy", "credit", "passage")]
    if not kept:
        return ()
    sides = Sides(original, copy, claims_by_unit(original), claims_by_unit(copy))
    whole = any(x.span is None for x in kept)
    matches = [m for m in find_matches(copy.report, original.report) if whole or any(covers(x, m) for x in kept)]
    found: dict[tuple[object, ...], Finding] = {}
    for match in matches:
        for number in find_number_changes(copy.report, original.report, match, matches):
            found[(match.a.at, match.b.at, "number", number.copy.span, number.source.span)] = number_finding(sides, match, number)
    for pair in sorted(align_claims(copy, original, kept), key=lambda p: (anchor(p.copy), p.copy.id)):
        for change in find_changes(sides, pair):
            key = (pair.match.a.at, pair.match.b.at, change.field, change.copy_words, change.source_words)
            found.setdefault(key, change_finding(sides, pair, change))
    return tuple(sorted({f.id: f for f in found.values()}.values(), key=lambda f: f.id))


def find_all_drift(readings: Iterable[Reading], families: Iterable[Family], lineage: Iterable[Lineage]) -> tuple[Finding, ...]:
    """The drift of every copy and copied passage against the one report that it goes back to soonest: the first of its family, or the earliest source."""
    by_id = {r.report.id: r for r in readings}
    firsts = {key: family.first for family in families for key in family.reports}
    ties: dict[str, list[Lineage]] = defaultdict(list)
    for each in sorted(lineage, key=lineage_order):
        if each.report in by_id and each.source in by_id and each.kind in ("copy", "credit", "passage"):
            ties[each.report].append(each)
    found: dict[str, Finding] = {}
    for key, kept in sorted(ties.items()):
        for tie in pick_sources(kept, firsts.get(key), by_id):
            found |= {f.id: f for f in find_drift(by_id[tie.source], by_id[key], [tie])}
    return tuple(found[key] for key in sorted(found))


def pick_sources(ties: Sequence[Lineage], first: str | None, readings: Mapping[str, Reading]) -> list[Lineage]:
    """Of the lineage of one report the tie of the whole to its best source, else for each passage the one to the earliest."""
    whole = sorted((x for x in ties if x.span is None), key=lambda x: (x.source != first, -x.share, telling_order(readings[x.source].report)))
    if whole:
        return whole[:1]
    picked: list[Lineage] = []
    for tie in sorted(ties, key=lambda x: (x.source != first, telling_order(readings[x.source].report), lineage_order(x))):
        if tie.span is not None and not any(tie.span.overlaps(p.span) for p in picked if p.span is not None):
            picked.append(tie)
    return picked


def find_changes(sides: Sides, pair: ClaimPair) -> list[Change]:
    """The fields in which two claims that stand for each other differ, numbers apart."""
    found: list[Change | None] = [find_speaker_change(sides.original, sides.copy, pair)]
    if isinstance(pair.copy, Fact) and isinstance(pair.source, Fact):
        found += [*find_role_changes(sides.original, sides.copy, pair), find_place_change(pair), find_status_change(pair)]
    return [change for change in found if change is not None]


def change_finding(sides: Sides, pair: ClaimPair, change: Change) -> Finding:
    """The finding for a changed field, with both passages."""
    words = f"{shown_sides(sides, pair.match, change.copy_at, change.source_at)} The {change.field} changed: {change.source_words} became {change.copy_words}."
    return Finding("drift", pair.source.id, pair.copy.id, change.field, words)


def number_finding(sides: Sides, match: Match, change: NumberChange) -> Finding:
    """The finding for a changed number; it names the claims that hold the numbers, or the nearest of the sentence, or the reports."""
    a = pick_claim(sides.original_claims.get(match.b.at, ()), change.source.span)
    b = pick_claim(sides.copy_claims.get(match.a.at, ()), change.copy.span)
    words = f"{shown_sides(sides, match, change.copy.span, change.source.span)} The number changed: “{change.source.text}” became “{change.copy.text}”."
    return Finding("drift", a.id if a else sides.original.report.id, b.id if b else sides.copy.report.id, "number", words)


def pick_claim(claims: Sequence[Claim], number: Span) -> Claim | None:
    """The claim that counts with this number, else the one that rests nearest to it."""
    ranked = sorted(claims, key=lambda c: (not counts_with(c, number), not isinstance(c, Fact), abs(anchor(c) - number.start), c.id))
    return ranked[0] if ranked else None


def counts_with(claim: Claim, number: Span) -> bool:
    """Is the number one of the fact's quantities?"""
    return isinstance(claim, Fact) and any(q.span.overlaps(number) for q in claim.quantities)


def shown_sides(sides: Sides, match: Match, copy_at: Span, source_at: Span) -> str:
    """Both passages side by side, the source first."""
    source = f"{name_of(sides.original.report)}: “{shorten(sides.original.report.text, match.b.span, source_at)}”"
    return f"{source} – {name_of(sides.copy.report)}: “{shorten(sides.copy.report.text, match.a.span, copy_at)}”"


def name_of(report: Report) -> str:
    """What a reader calls the one who published the report."""
    return report.publisher or report.title or report.id


def shorten(text: str, sentence: Span, around: Span) -> str:
    """The sentence on one line, cut at words to the part around the changed words where it is long."""
    if len(sentence) <= SHOWN_CHARS:
        return " ".join(sentence.of(text).split())
    middle = min(max((around.start + around.end) // 2, sentence.start), sentence.end)
    start = max(sentence.start, min(middle - SHOWN_CHARS // 2, sentence.end - SHOWN_CHARS))
    end = min(sentence.end, start + SHOWN_CHARS)
    start = start if start == sentence.start else text.find(" ", start, end) + 1 or start
    end = end if end == sentence.end else max(text.rfind(" ", start, end), start)
    shown = " ".join(text[start:end].split())
    return ("… " if start > sentence.start else "") + shown + (" …" if end < sentence.end else "")
