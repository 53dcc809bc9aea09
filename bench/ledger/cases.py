"""Stories of the graded set: their reports and the expected families, passages, incidents and findings, with every word checked.

README.md in this folder tells the layout of `expected.tsv` and how it is coded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.match import Span
from emberwatch.intake.readers import find_reports
from emberwatch.model.ledger import FINDING_KINDS, QUESTION_KINDS
from emberwatch.model.report import Report

STORIES = Path(__file__).parent / "stories"
HELD_OUT = Path(__file__).parent / "held_out"
"""Stories that no weight was learned from and no error was looked at: `stories` are for learning, these for knowing."""
EXPECTED = "expected.tsv"
DRIFT_FIELDS = ("role", "number", "place", "status", "speaker")
ORDERED = ("self_revision", "update", "drift")
"""Kinds in which the earlier claim and the later one are not interchangeable."""
ANY = "*"
COLUMNS = {"family": (1, 1), "passage": (3, 3), "incident": (2, 2), "question": (3, 3), "answer": (3, 3), "finding": (4, 4), "optional": (4, 4)}

_OCCURRENCE = re.compile(r"^(.*?)(?:#(\d+))?$")


class BadCase(Exception):
    """A line of an expected file that cannot be meant so; the text holds the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a report that name a happening or hold a claim: spans in order of preference, any of which will do."""

    report: str
    spans: tuple[Span, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The part of `report` that is copied from `source`; both are report ids."""

    report: str
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class MarkedIncident:
    """One happening and the words of each report that name it."""

    name: str
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """Two answers to a question (`a` the earlier one, or the origin's) and the kinds that are right between them.

    `field` is what a drift changed, None otherwise. An `optional` one is neither missed nor held against the product; there
    `a` or `b` may be `*`, which means every pair that no other line names.
    """

    kinds: tuple[str, ...]
    a: str
    b: str
    field: str | None = None
    optional: bool = False


@dataclass(slots=True)
class MarkedQuestion:
    """One question, the answers by label with the words that give them, and the findings between them."""

    name: str
    kinds: tuple[str, ...]
    words: str
    answers: dict[str, tuple[Anchor, ...]] = field(default_factory=dict)
    findings: list[ExpectedFinding] = field(default_factory=list)


@dataclass(slots=True)
class Story:
    """The reports of one story by number ("01") and all that is expected of them; families hold report ids."""

    name: str
    reports: dict[str, Report]
    families: list[tuple[str, ...]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    incidents: list[MarkedIncident] = field(default_factory=list)
    questions: dict[str, MarkedQuestion] = field(default_factory=dict)


def read_stories(folder: Path = STORIES) -> list[Story]:
    """Every story in `folder`, by name; raises `BadCase` where a file does not hold what its expected file says."""
    return [read_story(each) for each in sorted(folder.iterdir()) if (each / EXPECTED).exists()]


def read_story(folder: Path) -> Story:
    """The reports of one folder and its expected file, every line checked."""
    story = Story(folder.name, read_reports(folder))
    path = folder / EXPECTED
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                add_line(story, line.split("\t"))
            except BadCase as problem:
                raise BadCase(f"{path.parent.name}/{path.name}:{number}: {problem}") from None
    return story


def read_reports(folder: Path) -> dict[str, Report]:
    """The reports of `folder` by the number that their file name begins with."""
    reports: dict[str, Report] = {}
    for each in find_reports(sorted(str(path) for path in folder.glob("*.txt"))):
        if not isinstance(each, Report) or each.path is None:
            raise BadCase(f"{folder.name}: a report was refused: {each}")
        reports[Path(each.path).name.partition("-")[0]] = each
    return reports


def add_line(story: Story, columns: list[str]) -> None:
    """Add what one line of the expected file says."""
    kind, *values = columns
    if kind not in COLUMNS or not COLUMNS[kind][0] <= len(values) <= COLUMNS[kind][1]:
        raise BadCase(f"{kind!r} with {len(values)} columns; allowed: {', '.join(f'{k} with {n}' for k, (n, _) in COLUMNS.items())}")
    if kind == "family":
        story.families.append(tuple(get_report(story, number).id for number in values[0].split()))
    elif kind == "passage":
        story.passages.append(parse_passage(story, *values))
    elif kind == "incident":
        story.incidents.append(MarkedIncident(values[0], tuple(parse_anchors(story, values[1]))))
    elif kind == "question":
        story.questions[values[0]] = MarkedQuestion(values[0], parse_kinds(values[1], QUESTION_KINDS), values[2])
    elif kind == "answer":
        get_question(story, values[0]).answers[values[1]] = tuple(parse_anchors(story, values[2]))
    else:
        question = get_question(story, values[0])
        question.findings.append(parse_finding(question, values[1], values[2], values[3], kind == "optional"))


def get_report(story: Story, number: str) -> Report:
    """The report of that number; raises `BadCase` where there is none."""
    if number not in story.reports:
        raise BadCase(f"no report {number!r}; there are {', '.join(story.reports)}")
    return story.reports[number]


def get_question(story: Story, name: str) -> MarkedQuestion:
    """The question of that name; raises `BadCase` where no line above defines it."""
    if name not in story.questions:
        raise BadCase(f"no question {name!r} above this line")
    return story.questions[name]


def parse_kinds(words: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """`a|b` as a tuple, `*` as all of `allowed`; raises `BadCase` for others."""
    kinds = allowed if words == ANY else tuple(words.split("|"))
    wrong = [kind for kind in kinds if kind not in allowed]
    if wrong:
        raise BadCase(f"{', '.join(wrong)} is none of {', '.join(allowed)}")
    return kinds


def parse_finding(question: MarkedQuestion, kind: str, a: str, b: str, optional: bool) -> ExpectedFinding:
    """The finding of one line; `drift/number` names the field that drifted."""
    name, _, changed = kind.partition("/")
    if (name == "drift") != bool(changed) or (changed and changed not in DRIFT_FIELDS):
        raise BadCase(f"{kind!r}: drift, and drift alone, names a field: {', '.join(DRIFT_FIELDS)}")
    allowed = (*question.answers, ANY) if optional else tuple(question.answers)
    missing = [label for label in (a, b) if label not in allowed]
    if missing or (a == b and a != ANY):
        raise BadCase(f"{' and '.join(missing) or a}: a finding needs two answers out of {', '.join(allowed)}")
    if any({a, b} == {each.a, each.b} for each in question.findings):
        raise BadCase(f"{a} and {b} have a finding already")
    return ExpectedFinding(parse_kinds(name, FINDING_KINDS), a, b, changed or None, optional)


def parse_anchors(story: Story, words: str) -> Iterator[Anchor]:
    """Anchors of a line: `01:words ; 02:words#2|other words`."""
    for part in words.split(" ; "):
        number, _, options = part.strip().partition(":")
        report = get_report(story, number)
        yield Anchor(report.id, tuple(find_words(report.text, option) for option in options.split("|")), part.strip())


def find_words(text: str, words: str) -> Span:
    """Where `words` stand in `text` as whole words; `words#2` is their second occurrence. Raises `BadCase` where they do not."""
    match = _OCCURRENCE.match(words)
    wanted, nth = (match[1], int(match[2] or 1)) if match else (words, 1)
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text)]
    if not wanted or len(found) < nth:
        raise BadCase(f"{words!r} stands {len(found)} times in the text that begins {text[:40]!r}")
    return found[nth - 1]


def parse_passage(story: Story, number: str, source: str, words: str) -> Passage:
    """A copied passage by its first and last words, `first words … last words`."""
    report = get_report(story, number)
    first, _, last = words.partition(" … ")
    start, end = find_words(report.text, first)[0], find_words(report.text, last or first)[1]
    if end <= start:
        raise BadCase(f"the passage ends before it begins: {words!r}")
    return Passage(report.id, get_report(story, source).id, (start, end))


def by_report(stories: Sequence[Story]) -> Mapping[str, str]:
    """`story/number` of every report id."""
    return {report.id: f"{story.name}/{number}" for story in stories for number, report in story.reports.items()}
