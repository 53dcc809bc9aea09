"""Whose voice a statement is, on which occasion, and which statements are one saying carried by several reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from emberwatch.ledger.answers.sides import STATE_BODIES
from emberwatch.ledger.lineage.credits import canonical, find_credits, is_hearsay, is_known, is_outlet
from emberwatch.ledger.lineage.find import day_grids, telling_order
from emberwatch.ledger.lineage.shingles import QUOTE_WORDS_MIN, STOPS, WORD, cut_stem, plain, runs
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement

SAME_WORDS, SAME_SHARE = 3, 0.5
"""So many content words, and this part of the shorter content, in common make two contents say the same."""
ADDRESSEE_DAYS = 3
"""Two sayings of one speaker to one body so many days apart are one occasion."""
UNNAMED = frozenset({"people", "unknown"})
UNNAMED_VOICE = re.compile(
    r"^(?:an?|one|two|three|some|several|many|other|another|local|senior|security|military|police|unnamed)\b|\b(?:sources?|officials|officers)$", re.IGNORECASE
)
""" "a military officer", "security sources", "several officials": somebody of a body, nobody says who."""


RISEN = re.compile(r"\b(?:rebels?|separatists?|insurgents?|guerrillas?|breakaway|self-proclaimed|militants?|mutineers?|opposition)\b", re.IGNORECASE)
"""Whoever is called so speaks for no state, whatever state the words were resolved to."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement as origins see it. `voice` is the id of the innermost named speaker; `told` the outlet it was said to, `told_own` where that published it.

    The saying lies in `[start, end)`, None where neither the words nor the publication date it. `topics` are what its facts are about.
    """

    statement: Statement
    report: Report
    voice: str | None
    name: str | None
    told: str | None
    told_own: bool
    hearsay: bool
    addressee: str | None
    start: date | None
    end: date | None
    stems: frozenset[str]
    topics: frozenset[str]
    quote_runs: frozenset[tuple[str, ...]]


def read_sayings(reading: Reading) -> list[Saying]:
    """The statements of a reading with their voices and occasions, in its order."""
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in reading.facts:
        if fact.statement is not None:
            facts[fact.statement].append(fact)
    types = {actor.id: actor.type for actor in reading.actors}
    return [read_saying(reading, statement, facts[statement.id], types) for statement in reading.statements]


def read_saying(reading: Reading, statement: Statement, facts: Sequence[Fact], types: Mapping[str, str]) -> Saying:
    report = reading.report
    named = [p for p in statement.speakers if is_named(p, types.get(p.id or ""))]
    told, told_own = find_told(statement, report, types)
    start, end = occasion(statement, report)
    words = [plain(m[0]) for m in WORD.finditer(statement.content.text)]
    quoted = [tuple(plain(m[0]) for m in WORD.finditer(report.text, q.start, q.end)) for q in statement.quotes]
    return Saying(
        statement,
        report,
        named[0].id if named else None,
        named[0].name if named else None,
        told,
        told_own,
        bool(statement.speakers) and all(p.id is None and is_hearsay(p.text) for p in statement.speakers),
        statement.addressee.id if statement.addressee and not is_media(statement.addressee.text, types.get(statement.addressee.id or "")) else None,
        start,
        end,
        frozenset(cut_stem(w) for w in words if w not in STOPS and len(w) > 1),
        frozenset(topic for fact in facts for topic in find_topics(fact)),
        frozenset(run for words in quoted for run in runs(words, QUOTE_WORDS_MIN)),
    )


def is_media(words: str, actor_type: str | None) -> bool:
    """Do the words name an outlet?"""
    return actor_type == "media" or is_known(words)


def is_named(party: Party, actor_type: str | None) -> bool:
    """Is it a person with a name, or a body that speaks as itself? "A military officer" is neither, whatever army he belongs to."""
    if party.id is None or actor_type in UNNAMED or is_media(party.name or party.text, actor_type):
        return False
    if actor_type in STATE_BODIES and RISEN.search(party.text):
        return False
    return actor_type == "person" or UNNAMED_VOICE.search(party.text) is None


def find_told(statement: Statement, report: Report, types: Mapping[str, str]) -> tuple[str | None, bool]:
    """The outlet that heard the statement (in the chain, as addressee, or by a credit in its sentence), and whether it is the report's publisher."""
    own = canonical(report.publisher).lower() if report.publisher else None
    parties = [*statement.speakers[1:], *([statement.addressee] if statement.addressee else [])]
    named = [canonical(p.name or p.text) for p in parties if is_media(p.name or p.text, types.get(p.id or ""))]
    start, end = sentence_around(statement, report.text)
    credits = [c for c in find_credits(report) if c.scope in ("claim", "own") and c.span is not None and start <= c.span.start < end]
    named += [c.name for c in credits if c.name and (is_outlet(c.name) or c.scope == "own")]
    other = next((name for name in named if name.lower() != own), None)
    return (other, False) if other is not None else (named[0] if named else None, bool(named))


def sentence_around(statement: Statement, text: str) -> tuple[int, int]:
    """Characters from the first of cue and content to the end of the sentence or line that holds the last."""
    spans = [statement.content.span, *([statement.cue.span] if statement.cue else [])]
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    stops = [at for stop in (". ", ".\n", "\n") if (at := text.find(stop, end)) >= 0]
    return start, min(stops, default=len(text))


def occasion(statement: Statement, report: Report) -> tuple[date | None, date | None]:
    """The days `[start, end)` on which it was said: by its own words, else the day of publication or the day before."""
    when = statement.when
    if when is not None and when.start is not None and when.end is not None and when.precision == "day":
        return when.start, when.end
    if report.published is None:
        return None, None
    return report.published - timedelta(days=1), report.published + timedelta(days=1)


def find_topics(fact: Fact) -> set[str]:
    """What a fact is about: its type with its place, and with each of its named parties."""
    topics = {f"{fact.type}@{fact.place.place.id}"} if fact.place is not None and fact.place.place is not None else set()
    return topics | {f"{fact.type}/{party.id}" for party in (*fact.actors, *fact.recipients) if party.id is not None}


def is_one_saying(one: Saying, other: Saying) -> bool:
    """Is it the same voice (or the same long quotation) on the same occasion, saying the same thing?"""
    if shares_quotation(one, other):
        return True
    alike = says_the_same(one, other)
    if not alike:
        return False
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return len(one.stems & other.stems) >= 2 * SAME_WORDS
    if one.start < other.end and other.start < one.end:
        return True
    return one.addressee is not None and one.addressee == other.addressee and abs((one.start - other.start).days) <= ADDRESSEE_DAYS


def says_the_same(one: Saying, other: Saying) -> bool:
    """Are the facts about one thing, or the words of the contents in good part the same?"""
    if one.topics & other.topics:
        return True
    common = len(one.stems & other.stems)
    return common >= SAME_WORDS and common >= SAME_SHARE * min(len(one.stems), len(other.stems))


def shares_quotation(one: Saying, other: Saying) -> bool:
    """Do both hold one quotation of some length, word for word?"""
    if not one.quote_runs or not other.quote_runs:
        return False
    return len(one.quote_runs & other.quote_runs) >= 0.6 * min(len(one.quote_runs), len(other.quote_runs))


def saying_keys(saying: Saying) -> set[str]:
    """Keys of which two sayings that may be one share one: the voice or the outlet told with the days, or the words of a quotation."""
    grids = day_grids(saying.start) or ("undated",)
    keys = {f"quote:{' '.join(run)}" for run in saying.quote_runs}
    if saying.told is not None:
        keys |= {f"told:{saying.told.lower()}:{grid}" for grid in grids}
    if saying.voice is not None:
        return keys | {f"voice:{saying.voice}:{grid}" for grid in grids}
    return keys


def origin_keys(reading: Reading) -> tuple[str, ...]:
    """The reading's blocking keys for origins: readings that share one may hold one saying. For a store, beside `lineage.signature`."""
    keys: set[str] = set()
    for saying in read_sayings(reading):
        found = saying_keys(saying)
        keys.update(key for key in found if not key.startswith("quote:"))
    return tuple(sorted(keys))


def group_sayings(sayings: Iterable[Saying]) -> list[list[Saying]]:
    """Sayings put together that are one; each stands in one group, alone where none is like it. Independent of their order."""
    ordered = sorted(sayings, key=lambda s: (telling_order(s.report), s.statement.content.span, s.statement.id))
    parent = list(range(len(ordered)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    blocks: dict[str, list[int]] = defaultdict(list)
    for at, saying in enumerate(ordered):
        for key in sorted(saying_keys(saying)):
            for other in blocks[key]:
                if root(other) != root(at) and is_one_saying(ordered[other], saying):
                    parent[max(root(other), root(at))] = min(root(other), root(at))
            blocks[key].append(at)
    groups: dict[int, list[Saying]] = defaultdict(list)
    for at, saying in enumerate(ordered):
        groups[root(at)].append(saying)
    return list(groups.values())
