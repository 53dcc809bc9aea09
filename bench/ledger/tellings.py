"""Which facts of one real report tell of one happening: coded by offsets into the public corpora, whose words do not stand here.

The reports are whole and mostly long, with background and several happenings each. Those of `learned.tsv` teach the weights of linking
(`training.linking`), those of `held_out.tsv` are scored, and nothing is learned from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from bench.ledger.cases import BadCase
from bench.ledger.incidents import b_cubed
from bench.ledger.real import find_document
from bench.match import Span
from emberwatch.model.ledger import Ledger
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from training.real import Texts

FOLDER = Path(__file__).parent / "tellings"
LEARNED, HELD_OUT_TELLINGS = FOLDER / "learned.tsv", FOLDER / "held_out.tsv"

_TRIGGERS = re.compile(r"\d+-\d+(?: \d+-\d+)*")
_OPEN = re.compile(r"\?(\d+) (\d+)")


@dataclass(frozen=True, slots=True)
class CodedReport:
    """A report with the triggers of each of its tellings; `open` are pairs of tellings of which analysts would differ."""

    report: Report
    tellings: tuple[tuple[Span, ...], ...]
    open: frozenset[tuple[int, int]]

    def label(self, reading: Reading) -> dict[str, int]:
        """The telling of each fact of the reading whose trigger is one of those coded; facts that nobody coded are left out."""
        coded = {span: number for number, spans in enumerate(self.tellings) for span in spans}
        spans = {fact.id: (fact.trigger.span.start, fact.trigger.span.end) for fact in reading.facts}
        return {fact: coded[span] for fact, span in spans.items() if span in coded}

    def is_open(self, one: int, other: int) -> bool:
        """Would analysts differ on whether the two tellings are one?"""
        return (min(one, other), max(one, other)) in self.open


def read_tellings(path: Path, corpora: Path) -> Iterator[CodedReport]:
    """The coded reports of a file; raises `BadCase` where a line cannot be meant so."""
    texts = Texts(corpora)
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            yield parse_report(line, texts)
        except BadCase as problem:
            raise BadCase(f"{path.name}:{at}: {problem}") from None


def parse_report(line: str, texts: Texts) -> CodedReport:
    """One line of the file: set, document, tellings, and pairs of them that are open."""
    corpus, document, *columns = line.split("\t")
    tellings = tuple(parse_triggers(column) for column in columns if not column.startswith("?"))
    return CodedReport(Report(find_document(texts, corpus, document)), tellings, frozenset(parse_open(column) for column in columns if column.startswith("?")))


def parse_triggers(column: str) -> tuple[Span, ...]:
    """`18-25 1105-1113` as spans."""
    if not _TRIGGERS.fullmatch(column):
        raise BadCase(f"{column!r} is no telling; '18-25 1105-1113' is")
    return tuple((int(start), int(end)) for start, end in (part.split("-") for part in column.split()))


def parse_open(column: str) -> tuple[int, int]:
    """`?0 3` as a pair, the smaller first."""
    match = _OPEN.fullmatch(column)
    if match is None:
        raise BadCase(f"{column!r} is no pair of tellings; '?0 3' is")
    one, other = sorted((int(match[1]), int(match[2])))
    return one, other


def score_tellings(coded: Sequence[CodedReport], readings: Iterable[Reading], make: Callable[[Sequence[Reading]], Ledger]) -> dict[str, float]:
    """B-cubed over the facts of all reports, each linked by itself, and precision and recall of pairs; open pairs do not count there."""
    gold: dict[str, tuple[int, int]] = {}
    homes: dict[str, str] = {}
    right = joined = wanted = 0
    for number, (one, reading) in enumerate(zip(coded, readings, strict=True)):
        labels = one.label(reading)
        found = {fact: incident.id for incident in make([reading]).incidents for fact in incident.facts}
        gold |= {fact: (number, telling) for fact, telling in labels.items()}
        homes |= {fact: f"{number} {found.get(fact, fact)}" for fact in labels}
        for same, together in compare_pairs(one, labels, homes):
            right, joined, wanted = right + (same and together), joined + together, wanted + same
    score = b_cubed(gold, homes)
    figures = {"f1": score.f1, "precision": score.precision, "recall": score.recall}
    return figures | {"pairs.precision": right / max(1, joined), "pairs.recall": right / max(1, wanted), "facts": len(gold), "reports": len(coded)}


def compare_pairs(coded: CodedReport, labels: Mapping[str, int], homes: Mapping[str, str]) -> Iterator[tuple[bool, bool]]:
    """For each two facts: is it one telling, and were they joined?"""
    for (a, one), (b, other) in combinations(labels.items(), 2):
        if not coded.is_open(one, other):
            yield one == other, homes[a] == homes[b]
