"""Who a report credits with its telling: wire credits, by-lines, "told AFP", "with agencies"; and the lines that are no part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from emberwatch.errors import CodebookError
from emberwatch.intake.dateline import find_dateline
from emberwatch.model.report import Report
from emberwatch.text.span import Span
from emberwatch.text.table import read_rows

TABLE = Path(__file__).parents[2] / "data" / "credits.tsv"
Scope = Literal["whole", "part", "claim", "own"]
PATTERN_KINDS = ("whole", "part", "claim", "own", "furniture")
KINDS = ("agency", "collective", "outlet", "hearsay", *PATTERN_KINDS)
NAME = r"(?:[Tt]he )?(?P<name>[A-Z][\w’'&.-]*[\w](?:[ -][A-Z0-9][\w’'&-]*){0,4}|dpa|agencies|news agencies|wires|wire services)"
"""What may be credited: words with capitals, and the few names that have none."""
LINES_AT_TOP, LINES_AT_END = 6, 5
COLLECTIVE = "agencies"
"""The name under which credits to agencies stand that nobody names."""


@dataclass(frozen=True, slots=True)
class Credit:
    """`name` (canonical where it is known to be an agency or outlet) is said to have told the whole report, a part of it, or one sentence.

    `span` is where the words stand, None for a field of the header. Scope "own" says that the outlet reports for itself.
    """

    name: str
    scope: Scope
    words: str
    span: Span | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class CreditTable:
    """The patterns by kind, the canonical names of agencies and outlets by their words in small letters, and the lists of single words by kind."""

    patterns: dict[str, tuple[re.Pattern[str], ...]]
    names: dict[str, str]
    agencies: frozenset[str]
    agency_words: frozenset[str]
    words: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def load_credits(path: Path = TABLE) -> CreditTable:
    """The shipped table, with the outlets of the actor tables; raises `CodebookError` that names every faulty line."""
    from emberwatch.resolve.actor_tables import load_known

    names = {word.lower(): actor.name for actor in load_known() if actor.type == "media" for word in actor.aliases}
    patterns: dict[str, list[re.Pattern[str]]] = {kind: [] for kind in PATTERN_KINDS}
    agencies: set[str] = set()
    lists: dict[str, set[str]] = {"collective": set(), "outlet": set(), "hearsay": set()}
    faults = []
    for number, (kind, first, *rest) in read_rows(path):
        more = [w.strip() for w in (rest[0] if rest else "").split(";") if w.strip()]
        if kind == "agency":
            agencies.add(first)
            names |= {word.lower(): first for word in (first, *more)}
        elif kind in lists:
            lists[kind].update(w.lower() for w in (first, *(more if kind == "collective" else " ".join(more).split())))
        elif kind in PATTERN_KINDS:
            try:
                patterns[kind].append(re.compile(first.replace("{name}", NAME), re.MULTILINE))
            except re.error as fault:
                faults.append(f"{path.name}:{number}: {fault} in {first!r}")
        else:
            faults.append(f"{path.name}:{number}: kind {kind!r} is none of {', '.join(KINDS)}")
    if faults:
        raise CodebookError("\n".join(faults))
    frozen = {kind: frozenset(words) for kind, words in lists.items()}
    return CreditTable(
        {kind: tuple(found) for kind, found in patterns.items()}, names, frozenset(agencies), frozenset(a.lower() for a in agencies if " " not in a), frozen
    )


def canonical(name: str) -> str:
    """The one name of an agency or outlet; words that are known to be neither come back as they stand, without article and possessive."""
    plain = re.sub(r"['’]s?$", "", re.sub(r"^[Tt]he ", "", " ".join(name.split()).strip(" .,()")))
    table = load_credits()
    lower = plain.lower()
    if lower in table.words["collective"]:
        return COLLECTIVE
    found = table.names.get(lower) or table.names.get("the " + lower) or table.names.get(re.sub(r" (?:news )?agency$", "", lower))
    if found:
        return found
    words = plain.split()
    while len(words) > 1:  # "Reuters Thursday": the name and what happens to follow it
        words.pop()
        if " ".join(words).lower() in table.names:
            return table.names[" ".join(words).lower()]
    return plain


def is_agency(name: str | None) -> bool:
    """Does the name, in whatever form, stand for a news agency?"""
    return name is not None and canonical(name) in load_credits().agencies


def is_outlet(name: str) -> bool:
    """Is the name one of the tables, or does it hold a word that outlets have in their names?"""
    return is_known(name) or any(word.lower() in load_credits().words["outlet"] for word in name.split())


def is_hearsay(words: str) -> bool:
    """Do the words for a speaker stand for nobody: "reports", "local media", "social media"?"""
    last = words.lower().split()[-1:] or [""]
    return last[0] in load_credits().words["hearsay"] and canonical(words) == re.sub(r"^[Tt]he ", "", words) and not is_known(words)


def is_known(name: str) -> bool:
    """Is the name one of an agency or outlet of the tables?"""
    return canonical(name).lower() in load_credits().names


@lru_cache(maxsize=4096)
def find_credits(report: Report) -> tuple[Credit, ...]:
    """Every credit of the header fields and the text, whole ones first; a credit to the publisher itself has scope "own"."""
    found = [*header_credits(report), *line_credits(report), *text_credits(report)]
    own = canonical(report.publisher).lower() if report.publisher else None
    kept: dict[tuple[str, str, Span | None], Credit] = {}
    for credit in found:
        if own is not None and credit.name.lower() == own:
            credit = Credit(credit.name, "own", credit.words, credit.span, credit.known)
        kept.setdefault((credit.name, credit.scope, credit.span), credit)
    order = ("whole", "part", "own", "claim")
    return tuple(sorted(kept.values(), key=lambda c: (order.index(c.scope), c.span or Span(0, 0), c.name)))


def header_credits(report: Report) -> Iterator[Credit]:
    """Credits of by-line and origin; a publisher that is an agency tells for itself."""
    if report.origin:
        yield Credit(canonical(report.origin), "whole" if not is_mixed(report.byline) else "part", report.origin, known=is_known(report.origin))
    if report.publisher and is_agency(report.publisher):
        yield Credit(canonical(report.publisher), "own", report.publisher, known=True)
    if not report.byline:
        return
    pieces = [p for p in re.split(r"\s*(?:/|,|&|\band\b|\bwith\b|\bvia\b|\bfor\b|\bin\b)\s*|^\s*[Bb]y\s+", report.byline) if p and p.strip()]
    known = [canonical(p) for p in pieces if is_known(p) or canonical(p) == COLLECTIVE]
    for name in dict.fromkeys(known):
        yield Credit(name, "part" if is_mixed(report.byline) or name == COLLECTIVE else "whole", report.byline, known=name != COLLECTIVE)
    if not known:
        yield Credit(report.publisher or report.byline, "own", report.byline)


def is_mixed(byline: str | None) -> bool:
    """Does the by-line share the telling between the outlet and an agency: "Staff and agencies", "Web desk with AFP"?"""
    return byline is not None and re.search(r"\b(?:staff|desk|with|and agencies|team|newsroom|online)\b|&", byline, re.IGNORECASE) is not None


@lru_cache(maxsize=4096)
def line_credits(report: Report) -> tuple[Credit, ...]:
    """Credits on the first and last lines, where they stand for the report or for part of it."""
    return tuple(read_line_credits(report))


def read_line_credits(report: Report) -> Iterator[Credit]:
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", report.text) if m[0].strip()]
    patterns = load_credits().patterns
    for index, (start, line) in enumerate(lines):
        top, end = index < LINES_AT_TOP, index >= len(lines) - LINES_AT_END
        if not (top or end):
            continue
        for scope, most in (("whole", 160), ("part", 240)):
            shown, shift = (line[:most], 0) if top and not end else (line[-most:], max(0, len(line) - most))
            for pattern in patterns[scope]:
                match = pattern.search(shown)
                if match is None or (pattern.pattern[0] == "^" and shift):
                    continue
                name = canonical(match["name"])
                bare = match[0].strip(" \t.()") == match["name"]
                if (bare or scope == "part" or match["name"].islower()) and not (is_known(name) or name == COLLECTIVE):
                    continue  # a line of one capitalised word is a heading unless it names an outlet
                span = Span(start + shift + match.start(), start + shift + match.end())
                yield Credit(name, "part" if name == COLLECTIVE else scope, match[0].strip(), span, is_known(name))  # type: ignore[arg-type]


def text_credits(report: Report) -> Iterator[Credit]:
    """Credits inside sentences, for what that sentence says, and the outlet's word for its own reporting."""
    table = load_credits()
    for scope in ("claim", "own"):
        for pattern in table.patterns[scope]:
            for match in pattern.finditer(report.text):
                name = canonical(match["name"]) if "name" in pattern.groupindex else (report.publisher or "")
                scoped: Scope = "claim" if scope == "claim" else "own"
                yield Credit(name, scoped, match[0], Span(match.start(), match.end()), is_known(name))


@lru_cache(maxsize=4096)
def find_furniture(report: Report) -> tuple[Span, ...]:
    """The title on top, dateline, by-lines, credits on lines of their own, addresses, and what an outlet puts beside every report."""
    text = report.text
    spans = []
    title = (report.title or "").strip()
    top = text.lstrip()
    if title and top.startswith(title):
        start = len(text) - len(top)
        spans.append(Span(start, start + len(title)))
    dateline = find_dateline(text)
    if dateline is not None:
        spans.append(dateline.span)
    spans += [c.span for c in line_credits(report) if c.span is not None]
    patterns = load_credits().patterns["furniture"]
    for match in re.finditer(r"[^\n]+", text):
        if len(match[0]) <= 400 and any(p.match(match[0]) for p in patterns):
            spans.append(Span(match.start(), match.end()))
    spans += [Span(match.start(), match.end()) for match in re.finditer(r"(?:https?://|www\.)\S+", text)]
    return tuple(sorted(set(spans)))
