"""Findings: the right kind between the right two sentences; README.md in this folder states which produced ones count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bench.ledger.cases import ANY, ORDERED, Anchor, ExpectedFinding, MarkedQuestion, Story
from bench.ledger.families import copy_pairs
from bench.match import Count
from emberwatch.model.ledger import Finding, Ledger
from emberwatch.model.reading import Reading
from emberwatch.text.span import Span

Place = tuple[str, int]
"""A sentence: report id and number."""

FIELD_GROUPS = {
    "role": ("role", "roles", "actor", "actors", "recipient", "recipients", "about", "doer"),
    "number": ("number", "count", "counts", "quantity", "quantities"),
    "place": ("place", "where"),
    "status": ("status", "will", "happened"),
    "speaker": ("speaker", "speakers", "attribution"),
}
"""What a produced drift may call the field that the expected file names."""


@dataclass(slots=True)
class FindingScore:
    """Findings counted, in all and by kind (of which `predicted` holds the counted ones); hits whose question or drifted field is right too."""

    findings: Count = field(default_factory=Count)
    by_kind: dict[str, Count] = field(default_factory=dict)
    fields: int = 0
    misses: list[str] = field(default_factory=list)

    def include(self, other: FindingScore) -> None:
        """Add the counts and misses of another record."""
        for kind, count in other.by_kind.items():
            self.by_kind.setdefault(kind, Count()).add(count.right, count.predicted, count.gold)
        self.findings.add(other.findings.right, other.findings.predicted, other.findings.gold)
        self.fields += other.fields
        self.misses += other.misses


@dataclass(frozen=True, slots=True)
class Marked:
    """One expected finding with the sentences of its two answers."""

    story: str
    question: MarkedQuestion
    finding: ExpectedFinding
    a: frozenset[Place]
    b: frozenset[Place]

    def fits(self, kind: str, a: frozenset[Place], b: frozenset[Place]) -> bool:
        """Is a finding of that kind between those sentences this one?"""
        if kind not in self.finding.kinds:
            return False
        return bool(a & self.a and b & self.b) or (kind not in ORDERED and bool(a & self.b and b & self.a))

    def names_field(self, finding: Finding, question: str | None) -> bool:
        """Is the produced question of the right kind or, in a drift, the changed field the right one?"""
        if self.finding.field:
            return finding.field.lower() in FIELD_GROUPS[self.finding.field]
        return question in self.question.kinds

    def tell(self) -> str:
        """Story, question and the two answers."""
        return f"{self.story}/{self.question.name}: {self.finding.a} and {self.finding.b}"


class Sentences:
    """Where claims and anchors stand, in sentences of the readings."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self.readings = readings
        self.claims: dict[str, frozenset[Place]] = {}
        for report, reading in readings.items():
            for fact in reading.facts:
                self.claims[fact.id] = self.find(report, fact.trigger.span)
            for said in reading.statements:
                cue = self.find(report, said.cue.span) if said.cue else frozenset()
                self.claims[said.id] = cue | self.find(report, said.content.span)

    def find(self, report: str, span: Span) -> frozenset[Place]:
        """The sentences that `span` touches."""
        sentences = self.readings[report].sentences if report in self.readings else ()
        return frozenset((report, number) for number, (start, end) in enumerate(sentences) if start < span.end and span.start < end)

    def of(self, anchors: Sequence[Anchor]) -> frozenset[Place]:
        """The sentences of the anchors' words."""
        return frozenset(place for anchor in anchors for start, end in anchor.spans for place in self.find(anchor.report, Span(start, end)))


def score_findings(
    stories: Sequence[Story], readings: Mapping[str, Reading], ledger: Ledger, names: Mapping[str, str], all_graded: bool = False
) -> FindingScore:
    """Match produced findings with expected ones and count the rest that the rules hold against the product; every one where `all_graded`."""
    sentences = Sentences(readings)
    marked = list(find_marked(stories, sentences))
    required = [each for each in marked if not each.finding.optional]
    grounds = frozenset().union(*(sentences.of(a) for s in stories for q in s.questions.values() for a in q.answers.values()))
    tellings = copy_pairs(stories)
    kinds = {question.id: question.kind for question in ledger.questions}
    hits: dict[int, bool] = {}
    extras: dict[tuple[object, ...], str] = {}
    for finding in sorted(ledger.findings, key=lambda f: (f.kind, f.a, f.b, f.field)):
        a, b = sentences.claims.get(finding.a, frozenset()), sentences.claims.get(finding.b, frozenset())
        question = kinds.get(finding.question or "")
        found = pick_marked(marked, finding, question, a, b, hits)
        if found is not None:
            hits[id(found)] = hits.get(id(found), False) or found.names_field(finding, question)
        elif all_graded or is_counted(finding, question, a, b, grounds, tellings):
            extras.setdefault((finding.kind, frozenset((min(a, default=None), min(b, default=None)))), tell_extra(finding, a, b, readings, names))
    return sum_up(required, hits, extras)


def find_marked(stories: Sequence[Story], sentences: Sentences) -> Iterator[Marked]:
    """Every expected finding; a `*` stands for all pairs of answers that no other line of the question names."""
    for story in stories:
        for question in story.questions.values():
            for finding, a, b in spread(question):
                yield Marked(story.name, question, finding, sentences.of(question.answers[a]), sentences.of(question.answers[b]))


def spread(question: MarkedQuestion) -> Iterator[tuple[ExpectedFinding, str, str]]:
    """Findings with their answers, `*` spread out over the pairs that are left; the order of answers in the file is that of `a` and `b`."""
    named = {frozenset((f.a, f.b)) for f in question.findings if ANY not in (f.a, f.b)}
    labels = list(question.answers)
    for finding in question.findings:
        if ANY not in (finding.a, finding.b):
            yield finding, finding.a, finding.b
            continue
        fixed = {finding.a, finding.b} - {ANY}
        for number, a in enumerate(labels):
            for b in labels[number + 1 :]:
                if fixed <= {a, b} and frozenset((a, b)) not in named:
                    yield finding, a, b


def pick_marked(
    marked: Sequence[Marked], finding: Finding, question: str | None, a: frozenset[Place], b: frozenset[Place], hits: Mapping[int, bool]
) -> Marked | None:
    """The expected finding that a produced one is: one not yet hit before optional and hit ones, of the right question before others."""
    fitting = [each for each in marked if each.fits(finding.kind, a, b)]
    return min(fitting, key=lambda m: (m.finding.optional or id(m) in hits, not m.names_field(finding, question)), default=None)


def is_counted(
    finding: Finding, question: str | None, a: frozenset[Place], b: frozenset[Place], grounds: frozenset[Place], tellings: set[frozenset[str]]
) -> bool:
    """Does an unexpected finding count against the product?"""
    if not (a | b) & grounds:
        return False
    reports = frozenset(report for report, _ in a | b)
    return not (finding.kind == "consistent" and (question == "happened" or len(reports) == 1 or reports in tellings))


def tell_extra(finding: Finding, a: frozenset[Place], b: frozenset[Place], readings: Mapping[str, Reading], names: Mapping[str, str]) -> str:
    """Kind, field and the two sentences."""
    return f"finding extra: {finding.kind} ({finding.field}): {quote(a, readings, names)} / {quote(b, readings, names)}"


def quote(places: frozenset[Place], readings: Mapping[str, Reading], names: Mapping[str, str]) -> str:
    """The first sentence of `places`, with its report."""
    if not places:
        return "a claim that no reading holds"
    report, number = min(places)
    start, end = readings[report].sentences[number]
    return f"{names.get(report, report)} {readings[report].report.text[start:end].strip()!r}"


def sum_up(required: Sequence[Marked], hits: Mapping[int, bool], extras: Mapping[tuple[object, ...], str]) -> FindingScore:
    """Counts in all and by kind, and a line for each miss and extra."""
    score = FindingScore()
    for each in required:
        count = score.by_kind.setdefault(each.finding.kinds[0], Count())
        hit = id(each) in hits
        count.add(hit, hit, 1)
        score.fields += hit and hits[id(each)]
        if not hit:
            score.misses.append(f"finding missing: {'|'.join(each.finding.kinds)} {each.tell()}")
    for (kind, _), words in extras.items():
        score.by_kind.setdefault(str(kind), Count()).add(0, 1, 0)
        score.misses.append(words)
    for count in score.by_kind.values():
        score.findings.add(count.right, count.predicted, count.gold)
    return score
