"""Evidence that reports go back to one another: near-copies, copied passages, credits, quotations in common, links."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from emberwatch.ledger.lineage.credits import COLLECTIVE, Credit, canonical, find_credits, is_agency
from emberwatch.ledger.lineage.passages import Match, Passage, covered_share, find_matches, find_passages, join_matches, may_tell_one
from emberwatch.ledger.lineage.retelling import find_retelling
from emberwatch.ledger.lineage.shingles import QUOTE_WORDS_MIN, VERSION, cut_stem, find_bands, find_seeds, plain, quote_keys, read_wording
from emberwatch.model.ledger import Lineage
from emberwatch.model.report import Report
from emberwatch.text.span import Span

COPY_SHARE = 0.55
"""The part of a report's words that must stand in another for the report to be a copy of it."""
CREDITED_SHARE = 0.25
"""The same where a credit for the whole report or a link names the other: a desk has reworked the rest."""
CREDIT_DAYS = 2
"""A report that rests on an agency's is published at most so many days from it."""
ALIKE_SHARE = 0.6
"""The part of the content words of the shorter sentence that two must have in common to say the same, where a credit ties their reports."""
CREDITED_SENTENCES = 2
"""Sentences that must say the same where reports share a wire credit and hardly any wording."""
FORMULA_DAYS = 10
"""Single sentences further apart are copies only where they are long: like happenings are told in like words month after month."""
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'”’)\]]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """Keys under which a store finds the reports that may be related: each key is a short string, the same on every machine.

    `strong` keys suffice alone; of the `weak` ones (sentences in common) two are asked for. See `is_near`.
    """

    report: str
    strong: tuple[str, ...]
    weak: tuple[str, ...]

    def is_near(self, other: Signature) -> bool:
        """Must the two reports be compared?"""
        return bool(set(self.strong) & set(other.strong)) or len(set(self.weak) & set(other.weak)) >= 2


def signature(report: Report) -> Signature:
    """The report's blocking keys: bands of its wording, its sentences, credits by day, quotations and addresses."""
    wording = read_wording(report)
    strong = [*find_bands(wording), *quote_keys(wording), *credit_keys(report), *url_keys(report)]
    return Signature(report.id, tuple(sorted(set(strong))), find_seeds(wording))


def credit_keys(report: Report, own: bool = True) -> list[str]:
    """A key for each teller, day and name: a report that names a teller meets the teller's own where they are near in time and name one thing.

    Of a teller of the whole report every name in it counts, of one who is credited with a sentence the names there; `*` stands for none.
    Without `own` only the tellers are given that are not the publisher: those whose reports decide what this one goes back to.
    """
    wording = read_wording(report)
    names: dict[str, set[str]] = defaultdict(set)
    for credit in find_credits(report):
        if credit.scope == "part" or not credit.name or credit.name == COLLECTIVE:
            continue
        if credit.scope == "claim" and credit.span is not None:
            at = credit.span.start
            said = next((unit.names for unit in wording.units if unit.span.start <= at < unit.span.end), frozenset())
            names[credit.name.lower()] |= said - {cut_stem(plain(w)) for w in credit.name.split()} or {"*"}
        else:
            names[credit.name.lower()] |= {"*"}.union(*(unit.names for unit in wording.units))
    publisher = canonical(report.publisher).lower() if report.publisher else None
    if publisher is not None and own:
        names[publisher] |= {"*"}.union(*(unit.names for unit in wording.units))
    elif publisher is not None:
        names.pop(publisher, None)
    return [f"credit{VERSION}:{teller}:{grid}:{name}" for teller, held in names.items() for grid in day_grids(report.published) for name in sorted(held)]


def shares_credit(one: Report, other: Report) -> bool:
    """Do the two reports name one teller, near in time, and one thing?"""
    return not set(credit_keys(one)).isdisjoint(credit_keys(other))


def day_grids(day: date | None) -> tuple[str, ...]:
    """Two marks, of which days no more than two apart share one: fours of days, counted from two beginnings; undated ones share none.

    >>> set(day_grids(date(2019, 3, 7))) & set(day_grids(date(2019, 3, 9))) != set()
    True
    """
    if day is None:
        return ()
    number = day.toordinal()
    return (f"a{number // 4}", f"b{(number + 2) // 4}")


def url_keys(report: Report) -> list[str]:
    """A key for the report's own address and for each address in its text."""
    return [f"url:{plain_url(u)}" for u in ([report.url] if report.url else []) + URL.findall(report.text)]


def plain_url(url: str) -> str:
    """The address without scheme, www, query and closing marks, in small letters."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", url.strip().lower()).split("#")[0].split("?")[0].rstrip("/.,;:")


def find_lineage(report: Report, others: Iterable[Report]) -> list[Lineage]:
    """All evidence between `report` and each of `others`, in whichever direction it runs; ordered, and the same whichever side is asked."""
    found: dict[tuple[object, ...], Lineage] = {}
    for other in others:
        if other.id != report.id:
            for lineage in compare_reports(*sorted((report, other), key=telling_order)):
                found[(lineage.report, lineage.source, lineage.kind, lineage.span, lineage.source_span)] = lineage
    return sorted(found.values(), key=lineage_order)


def lineage_order(lineage: Lineage) -> tuple[object, ...]:
    """The order in which lineage is kept and shown."""
    return (lineage.report, lineage.source, lineage.kind, lineage.span or Span(0, 0), lineage.source_span or Span(0, 0))


def telling_order(report: Report) -> tuple[str, str]:
    """Publication, undated last, then id."""
    return (report.published.isoformat() if report.published else "9999-99-99", report.id)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports with the direction in which their lineage runs: `copy` goes back to `source`; `why` says how that was told, "" where it was not."""

    copy: Report
    source: Report
    why: str


def compare_reports(first: Report, second: Report) -> list[Lineage]:
    """The evidence between two reports; each pair is looked at once, in telling order."""
    matches = find_matches(first, second)
    quoted = common_quotes(first, second)
    linked = linked_pair(first, second)
    retold = [found for found in (find_retelling(second, first), find_retelling(first, second)) if found is not None][:1]
    if not (matches or quoted or linked or retold):
        return []
    pair = find_direction(first, second, matches)
    found = whole_lineage(pair, linked is not None) or passage_lineage(pair) or retold
    found += claim_lineage(first, second, found) + claim_lineage(second, first, found)
    if quoted:
        found.append(quote_lineage(pair, quoted))
    if linked is not None:
        copy, source = linked
        found.append(Lineage(copy.id, source.id, "link", 0.0, f"the report gives the address of {title_of(source)}"))
    return found


def find_direction(first: Report, second: Report, matches: Sequence[Match]) -> Pair:
    """Which of two reports is the copy: by a credit or link, then by the day of publication, then the one held by the other.

    A credit in words stands over a day of publication that lies within `CREDIT_DAYS`: outlets in other time zones date the same hour apart.
    """
    near = days_between(first, second)
    if near is None or near <= CREDIT_DAYS:
        for copy, source in ((second, first), (first, second)):
            if credits_publisher(copy, source) and not credits_publisher(source, copy):
                return Pair(copy, source, f"it is credited to {canonical(source.publisher or '')}")
        for copy, source in ((second, first), (first, second)):
            if is_agency(source.publisher) and not is_agency(copy.publisher) and near in (0, None):
                return Pair(copy, source, f"{canonical(source.publisher or '')} is a news agency")
    if near:
        return Pair(second, first, f"it was published {near} day{'s' if near > 1 else ''} later")
    held_first = covered_share(matches, read_wording(first), "a")
    held_second = covered_share(matches, read_wording(second), "b")
    if abs(held_first - held_second) >= 0.15:
        copy, source = (first, second) if held_first > held_second else (second, first)
        return Pair(copy, source, "the other holds all of it and more" if max(held_first, held_second) > 0.9 else "the other holds more of it")
    return Pair(second, first, "")


def credits_publisher(report: Report, source: Report) -> bool:
    """Does the report credit the other's publisher, as a whole, in part or for a sentence?"""
    if not source.publisher:
        return False
    teller = canonical(source.publisher).lower()
    return any(c.name.lower() == teller and c.scope != "own" for c in find_credits(report))


def whole_credit(report: Report) -> str | None:
    """Who told the whole report: the one it is credited to, or its publisher where that is an agency."""
    for credit in find_credits(report):
        if credit.scope == "whole":
            return credit.name
    return canonical(report.publisher) if report.publisher and is_agency(report.publisher) else None


def days_between(one: Report, other: Report) -> int | None:
    """Days between two publications, None where either is not dated."""
    if one.published is None or other.published is None:
        return None
    return abs((one.published - other.published).days)


def whole_lineage(pair: Pair, linked: bool) -> list[Lineage]:
    """The copy of the whole report, or its credit where the wording was reworked; empty where only passages are in common."""
    matches = find_matches(pair.copy, pair.source)
    same = [m for m in matches if m.same_wording]
    share = covered_share(same, read_wording(pair.copy), "a")
    back = covered_share(same, read_wording(pair.source), "b")
    copied = any(p.is_copied for p in join_matches(same))
    direction = f"; {pair.why}" if pair.why else "; which came first is not known"
    if copied and share >= COPY_SHARE:
        words = f"{share:.0%} of its words stand in {title_of(pair.source)}"
        return [Lineage(pair.copy.id, pair.source.id, "copy", max(share, back), words + direction)]
    teller = common_teller(pair)
    if teller is None and not linked:
        return []
    near = days_between(pair.copy, pair.source)
    if near is not None and near > CREDIT_DAYS:
        return []
    said_alike = [m for m in matches if (m.same_wording or m.stems_share >= ALIKE_SHARE) and may_tell_one(m.a, m.b)]
    reworked = copied and share >= CREDITED_SHARE
    alike = len({m.a.at for m in said_alike}) >= max(CREDITED_SENTENCES, 0.4 * min(len(read_wording(r).units) for r in (pair.copy, pair.source)))
    if not (reworked or alike):
        return []
    how = f"both are credited to {teller}" if teller else "it links to the other"
    words = f"{how}, and {len({m.a.at for m in said_alike})} sentences say the same" if not reworked else f"{how}, and {share:.0%} of the words are the same"
    return [Lineage(pair.copy.id, pair.source.id, "credit" if teller else "copy", max(share, back), words + direction)]


def common_teller(pair: Pair) -> str | None:
    """The one teller to whom both reports go back as wholes, None where there is none."""
    teller = whole_credit(pair.copy)
    if teller is None or teller == COLLECTIVE:
        return None
    sources = {name.lower() for name in (whole_credit(pair.source), canonical(pair.source.publisher) if pair.source.publisher else None) if name}
    return teller if teller.lower() in sources else None


def passage_lineage(pair: Pair) -> list[Lineage]:
    """One lineage for each copied passage."""
    found = []
    apart = days_between(pair.copy, pair.source)
    for passage in find_passages(pair.copy, pair.source):
        if passage.is_copied and (apart is None or apart <= FORMULA_DAYS or not passage.may_be_formula):
            words = f"{count_words(passage)} words of one passage stand in {title_of(pair.source)}"
            share = max(m.share for m in passage.matches)
            direction = f"; {pair.why}" if pair.why else "; which came first is not known"
            found.append(Lineage(pair.copy.id, pair.source.id, "passage", share, words + direction, passage.span, passage.source_span))
    return found


def count_words(passage: Passage) -> int:
    """Words of the passage in runs in common."""
    return sum(length for match in passage.matches for _, _, length in match.blocks)


def claim_lineage(report: Report, source: Report, known: Sequence[Lineage]) -> list[Lineage]:
    """Sentences that `report` credits to the publisher of `source` ("told AFP") and that say what a sentence there says."""
    near = days_between(report, source)
    if source.publisher is None or (near is not None and near > CREDIT_DAYS) or any(x.kind in ("copy", "credit") and x.span is None for x in known):
        return []
    teller = canonical(source.publisher).lower()
    credits: list[Credit] = [c for c in find_credits(report) if c.scope == "claim" and c.span is not None and c.name.lower() == teller]
    found = {}
    for match in find_matches(report, source):
        credit = next((c for c in credits if c.span is not None and match.a.span.covers(c.span)), None)
        if credit is None or match.stems_share < ALIKE_SHARE or not may_tell_one(match.a, match.b):
            continue
        if not any(x.span is not None and x.span.covers(match.a.span) for x in known):
            words = f"“{credit.words}” names {canonical(source.publisher)}, whose report says the same"
            found[match.a.span] = Lineage(report.id, source.id, "credit", max(match.share, match.stems_share), words, match.a.span, match.b.span)
    return list(found.values())


def common_quotes(one: Report, other: Report) -> list[tuple[Span, Span, int]]:
    """Quotations of `one` beside those of `other` that hold the same words, with how many."""
    found = []
    theirs = read_wording(other).quotes
    for quote in read_wording(one).quotes if theirs else ():
        for heard in theirs:
            common = len(quote.runs & heard.runs)
            if common and common >= 0.6 * min(len(quote.runs), len(heard.runs)):
                found.append((quote.span, heard.span, common + QUOTE_WORDS_MIN - 1))
                break
    return found


def quote_lineage(pair: Pair, quoted: Sequence[tuple[Span, Span, int]]) -> Lineage:
    """Quotations in common, which may come from one press conference as well as from one report."""
    words = sum(count for _, _, count in quoted)
    least = min(sum(q.words for q in read_wording(r).quotes) for r in (pair.copy, pair.source))
    many = f"{len(quoted)} quotation{'s' if len(quoted) > 1 else ''} in common ({words} words), which alone makes no copy"
    return Lineage(pair.copy.id, pair.source.id, "quotation", min(1.0, words / least), many)


def linked_pair(first: Report, second: Report) -> tuple[Report, Report] | None:
    """The report that gives the address of the other, and that other."""
    for copy, source in ((second, first), (first, second)):
        if source.url and any(plain_url(u) == plain_url(source.url) for u in URL.findall(copy.text)):
            return copy, source
    return None


def title_of(report: Report) -> str:
    """What a reader calls the report: its publisher and day, or its id."""
    who = report.publisher or report.title or report.id
    return f"the report of {who}" + (f" of {report.published.isoformat()}" if report.published else "")


def find_all_lineage(reports: Sequence[Report]) -> tuple[Lineage, ...]:
    """All evidence among `reports`, found through their signatures; independent of their order."""
    signatures = {r.id: signature(r) for r in reports}
    by_id = {r.id: r for r in reports}
    strong: dict[str, list[str]] = defaultdict(list)
    weak: dict[str, list[str]] = defaultdict(list)
    found: list[Lineage] = []
    for report in sorted(by_id.values(), key=telling_order):
        mine = signatures[report.id]
        near = {other for key in mine.strong for other in strong[key]}
        near |= {other for key in mine.weak for other in weak[key] if mine.is_near(signatures[other])}
        found += find_lineage(report, [by_id[other] for other in sorted(near)])
        for key in mine.strong:
            strong[key].append(report.id)
        for key in mine.weak:
            weak[key].append(report.id)
    return tuple(sorted(found, key=lineage_order))
