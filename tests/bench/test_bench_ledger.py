"""The graded set of the ledger is well formed, and its scorer gives numbers worked by hand."""

from __future__ import annotations

import os
import re
from collections.abc import Hashable
from datetime import date
from pathlib import Path

import pytest

from bench.ledger.cases import (
    ANY,
    ORDERED,
    Anchor,
    BadCase,
    ExpectedFinding,
    MarkedIncident,
    MarkedQuestion,
    Passage,
    Story,
    add_line,
    find_words,
    read_stories,
)
from bench.ledger.families import score_families
from bench.ledger.findings import spread
from bench.ledger.group import measure
from bench.ledger.incidents import align, b_cubed, score_incidents
from bench.ledger.score import Scored, score_ledger
from bench.shared import Setting
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import FINDING_KINDS, Family, Finding, Incident, Ledger, Lineage, Question
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.text.span import Span

STORIES = read_stories()
REPORTS = [(f"{story.name}/{number}", report) for story in STORIES for number, report in story.reports.items()]
ROOT = Path(__file__).resolve().parents[2]
SHARED_WORDS = 7
TEXTS = (
    "A bomb killed 12 people. Police blamed rebels. Rain fell.",
    "A bomb killed 15 people. Rebels denied it. Rain fell.",
    "A bomb killed 12 people in Homs.",
)


# ---- the files


def test_twenty_nine_stories_of_at_least_sixty_reports() -> None:
    assert len(STORIES) == 29
    assert len(REPORTS) >= 62
    assert len({report.id for _, report in REPORTS}) == len(REPORTS)
    assert min(len(story.reports) for story in STORIES) >= 5


@pytest.mark.parametrize(("name", "report"), REPORTS, ids=[name for name, _ in REPORTS])
def test_report_is_short_dated_and_of_no_real_outlet(name: str, report: Report) -> None:
    assert 60 <= len(report.text.split()) <= 180
    assert report.title and report.publisher and report.published
    assert report.url and re.match(r"https://[\w.-]+\.example\.org/", report.url)


def test_every_kind_of_finding_and_tie_is_expected() -> None:
    required = [f for story in STORIES for q in story.questions.values() for f in q.findings if not f.optional]
    for kind in FINDING_KINDS:
        assert sum(kind == f.kinds[0] for f in required) >= 7, kind
    assert {f.field for f in required if f.field} == {"role", "number", "place", "status", "speaker"}
    assert sum(len(story.families) for story in STORIES) >= 10 and sum(len(story.passages) for story in STORIES) >= 3


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_later_claims_are_not_published_earlier(story: Story) -> None:
    day = {report.id: report.published or date.min for report in story.reports.values()}
    for question in story.questions.values():
        for finding in question.findings:
            if not finding.optional and set(finding.kinds) & set(ORDERED):
                first, later = (min(day[a.report] for a in question.answers[label]) for label in (finding.a, finding.b))
                assert first <= later, (question.name, finding)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_no_words_are_in_two_incidents(story: Story) -> None:
    spans = [(anchor.report, anchor.spans[0]) for incident in story.incidents for anchor in incident.anchors]
    assert len(set(spans)) == len(spans)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_line_decides_on_every_pair_of_answers(story: Story) -> None:
    for question in story.questions.values():
        told = {frozenset((a, b)) for _, a, b in spread(question)}
        labels = list(question.answers)
        assert [(a, b) for a in labels for b in labels if a < b and frozenset((a, b)) not in told] == []


def test_no_report_shares_a_run_of_words_with_the_shared_ones() -> None:
    shared = Path(os.environ.get("EMBERWATCH_SHARED") or ROOT.parent / "shared")
    files = [path for path in (shared / "seed" / "report.txt", shared / "devset" / "reports.jsonl") if path.exists()]
    if not files:
        pytest.skip("the shared reports are not here")
    theirs = set().union(*(word_runs(path.read_text(encoding="utf-8")) for path in files))
    assert [(name, run) for name, report in REPORTS for run in word_runs(report.text) & theirs] == []


def word_runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[at : at + SHARED_WORDS]) for at in range(len(words) - SHARED_WORDS + 1)}


@pytest.mark.parametrize(("words", "span"), [("fire", (0, 4)), ("fire#2", (11, 15)), ("fires", (5, 10)), ("fire fires", (0, 10))])
def test_words_are_found_whole(words: str, span: tuple[int, int]) -> None:
    assert find_words("fire fires fire", words) == span


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("incident\tx\t09:bomb", "no report '09'"),
        ("incident\tx\t01:bombs", "stands 0 times"),
        ("incident\tx\t01:bomb#2", "stands 1 times"),
        ("question\tq\twhy\twhy", "why is none of"),
        ("answer\tr\tx\t01:bomb", "no question 'r'"),
        ("finding\tq\tconsistent\ta\tc", "needs two answers"),
        ("finding\tq\tconsistent\ta\t*", "needs two answers"),
        ("finding\tq\tdrift\ta\tb", "names a field"),
        ("finding\tq\tdrift/colour\ta\tb", "names a field"),
        ("finding\tq\tquarrel\ta\tb", "quarrel is none of"),
        ("family", "'family' with 0 columns"),
        ("passage\t02\t01\tpeople … bomb", "ends before it begins"),
    ],
)
def test_a_line_that_cannot_be_meant_is_refused(line: str, reason: str) -> None:
    story, _ = make_story()
    story.questions["q"] = MarkedQuestion("q", ("count",), "how many", {"a": (), "b": ()})
    with pytest.raises(BadCase, match=re.escape(reason)):
        add_line(story, line.split("\t"))


# ---- a small story: 01 and 02 are independent, 03 copies the first sentence of 01


def make_story() -> tuple[Story, list[Reading]]:
    reports = {f"0{n}": Report(text, title=str(n), publisher="P", published=date(2020, 1, n)) for n, text in enumerate(TEXTS, 1)}
    readings = [Reading(report, tuple(m.span() for m in re.finditer(r"[^.]+\.", report.text)), facts=tuple(make_facts(report))) for report in reports.values()]
    return Story("s", reports), readings


def make_facts(report: Report) -> list[Fact]:
    words = [word for word in ("bomb", "killed", "blamed", "denied", "fell") if word in report.text]
    spans = [re.search(word, report.text).span() for word in words]  # type: ignore[union-attr]
    return [Fact(report.id, "event", "ASSAULT", None, "occurred", Evidence.quote(report, *span)) for span in spans]


def fact_id(reading: Reading, word: str) -> str:
    return next(fact.id for fact in reading.facts if fact.trigger.text == word)


def anchor(story: Story, number: str, *words: str) -> Anchor:
    report = story.reports[number]
    return Anchor(report.id, tuple(find_words(report.text, each) for each in words), f"{number}:{'|'.join(words)}")


# ---- families


def lineage(report: str, source: str, kind: str = "copy", span: Span | None = None) -> Lineage:
    return Lineage(report, source, kind, 1.0, "", span)  # type: ignore[arg-type]


FAMILY_CASES = [
    # expected: a, b, c are one family (3 pairs), and d holds a passage of a
    ([], (0, 0, 3)),
    ([Family(("a", "b", "c"), ())], (3, 3, 3)),
    ([Family(("a", "b"), ()), Family(("c", "x"), ())], (1, 2, 3)),
    ([Family(("a", "b", "c", "d"), (lineage("b", "a"), lineage("c", "a"), lineage("d", "a", "passage")))], (3, 3, 3)),
    ([Family(("a", "b", "c", "d"), (lineage("b", "a"), lineage("c", "a"), lineage("d", "a")))], (3, 6, 3)),
    ([Family(("a", "b"), (lineage("b", "a", "passage"), lineage("b", "a", "credit")))], (1, 1, 3)),
]


@pytest.mark.parametrize(("families", "expected"), FAMILY_CASES)
def test_family_pairs(families: list[Family], expected: tuple[int, int, int]) -> None:
    story = Story("s", {}, families=[("a", "b", "c")], passages=[Passage("d", "a", (0, 10))])
    pairs = score_families([story], families, [], {}).pairs
    assert (pairs.right, pairs.predicted, pairs.gold) == expected


PASSAGE_CASES = [
    # expected: d holds a passage of a at [0, 10), a and b are one family, e holds one of x at [0, 4)
    ([], (0, 0, 2), 0),
    ([lineage("d", "a", "passage", Span(0, 10))], (1, 1, 2), 1 / 2),
    ([lineage("d", "a", "passage", Span(2, 10)), lineage("d", "b", "passage", Span(0, 2))], (1, 1, 2), 0.8 / 2),
    ([lineage("d", "b", "passage", Span(5, 15))], (0, 1, 2), (5 / 15) / 2),
    ([lineage("b", "a", "passage", Span(0, 10)), lineage("d", "a", "quotation", Span(0, 10))], (0, 0, 2), 0),
    ([lineage("e", "x", "passage", Span(0, 4)), lineage("d", "x", "passage", Span(0, 10))], (1, 2, 2), 1 / 2),
]


@pytest.mark.parametrize(("lines", "expected", "overlap"), PASSAGE_CASES)
def test_passages(lines: list[Lineage], expected: tuple[int, int, int], overlap: float) -> None:
    story = Story("s", {}, families=[("a", "b")], passages=[Passage("d", "a", (0, 10)), Passage("e", "x", (0, 4))])
    score = score_families([story], [], lines, {})
    assert (score.passages.right, score.passages.predicted, score.passages.gold) == expected
    assert score.overlap == pytest.approx(overlap)


# ---- incidents


@pytest.mark.parametrize(
    ("gold", "produced", "precision", "recall"),
    [
        ("AAB", "xxy", 1.0, 1.0),
        ("AAB", "xyz", 1.0, (0.5 + 0.5 + 1) / 3),
        ("AAB", "xxx", (2 / 3 + 2 / 3 + 1 / 3) / 3, 1.0),
        ("AAABB", "xxyyy", (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5, (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5),
        ("", "", 0.0, 0.0),
    ],
)
def test_b_cubed(gold: str, produced: str, precision: float, recall: float) -> None:
    score = b_cubed(items(gold), items(produced))
    assert (score.precision, score.recall) == (pytest.approx(precision), pytest.approx(recall))


def items(clusters: str) -> dict[Hashable, Hashable]:
    return dict(enumerate(clusters))


def test_anchors_take_their_preferred_words_and_no_fact_twice() -> None:
    story, readings = make_story()
    facts = {reading.report.id: reading.facts for reading in readings}
    anchors = [anchor(story, "01", "people", "killed"), anchor(story, "01", "bomb", "killed"), anchor(story, "01", "killed 12"), anchor(story, "02", "Rain")]
    assert align(anchors, facts) == [None, fact_id(readings[0], "bomb"), fact_id(readings[0], "killed"), None]


def test_unread_anchors_are_clusters_of_their_own() -> None:
    story, readings = make_story()
    story.incidents = [
        MarkedIncident("bomb", (anchor(story, "01", "killed"), anchor(story, "03", "killed"), anchor(story, "02", "people"))),
        MarkedIncident("rain", (anchor(story, "01", "fell"),)),
    ]
    joined = Incident("i", "ASSAULT", None, "occurred", (fact_id(readings[0], "killed"), fact_id(readings[2], "killed")), ())
    score = score_incidents([story], {r.report.id: r for r in readings}, [joined], {})
    assert (score.anchors, score.found) == (4, 3)
    assert (score.read.precision, score.read.recall) == (1.0, 1.0)
    assert (score.all.precision, score.all.recall) == (1.0, pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4))
    assert len(score.misses) == 1 and "people" in score.misses[0]


# ---- findings: 12 and 15 contradict each other, the denial contradicts the blame, the copy is no news


def score(*findings: tuple[str, str, str, str]) -> Scored:
    """Score findings given as kind, `number:word` of a, of b, and the kind of question (or the drifted field after a slash)."""
    story, readings = make_story()
    story.families = [(story.reports["01"].id, story.reports["03"].id)]
    killed = {"twelve": (anchor(story, "01", "killed"), anchor(story, "03", "killed")), "fifteen": (anchor(story, "02", "killed"),)}
    blame = {"police": (anchor(story, "01", "blamed"),), "rebels": (anchor(story, "02", "denied"),)}
    place = {"wire": (anchor(story, "01", "bomb"),), "copy": (anchor(story, "03", "bomb"),)}
    story.questions = {
        "killed": MarkedQuestion("killed", ("count",), "", killed, [ExpectedFinding(("contradiction",), "twelve", "fifteen")]),
        "doer": MarkedQuestion("doer", ("doer",), "", blame, [ExpectedFinding(("contradiction",), "police", "rebels")]),
        "place": MarkedQuestion("place", ("count",), "", place, [ExpectedFinding(("drift",), "wire", "copy", "place")]),
        "free": MarkedQuestion("free", ("happened",), "", killed, [ExpectedFinding(("update",), "twelve", "fifteen", optional=True)]),
    }
    made, questions = [], []
    for number, (kind, a, b, about) in enumerate(findings):
        question = None if about.startswith("/") else Question(about, (("n", str(number)),), "", ())  # type: ignore[arg-type]
        questions += [question] if question else []
        ends = [fact_id(readings[int(end[:2]) - 1], end[3:]) for end in (a, b)]
        made.append(Finding(kind, *ends, about.lstrip("/"), "", question.id if question else None))  # type: ignore[arg-type]
    return score_ledger([story], readings, Ledger(questions=tuple(questions), findings=tuple(made)))


TOLL = ("contradiction", "01:killed", "02:killed", "count")
FINDING_CASES = [
    # produced findings; precision, recall, share of right questions and fields among the hits
    ([], 0, 0, 0),
    ([TOLL], 1, 1 / 3, 1),
    ([("contradiction", "02:killed", "01:bomb", "count")], 1, 1 / 3, 1),
    ([("contradiction", "03:killed", "02:killed", "happened")], 1, 1 / 3, 0),
    ([TOLL, ("contradiction", "03:killed", "02:killed", "count")], 1, 1 / 3, 1),
    ([("self_revision", "01:killed", "02:killed", "count")], 0, 0, 0),
    ([TOLL, ("update", "01:killed", "02:killed", "happened")], 1, 1 / 3, 1),
    ([TOLL, ("update", "02:killed", "01:killed", "happened")], 1 / 2, 1 / 3, 1),
    ([("drift", "01:killed", "03:killed", "/place")], 1, 1 / 3, 1),
    ([("drift", "01:killed", "03:killed", "/count")], 1, 1 / 3, 0),
    ([("drift", "03:killed", "01:killed", "/place")], 0, 0, 0),
    ([TOLL, ("consistent", "01:killed", "03:killed", "count")], 1, 1 / 3, 1),
    ([TOLL, ("consistent", "01:fell", "02:fell", "count"), ("contradiction", "01:fell", "02:fell", "count")], 1, 1 / 3, 1),
    ([TOLL, ("contradiction", "01:fell", "02:killed", "count")], 1 / 2, 1 / 3, 1),
    ([TOLL, ("consistent", "01:killed", "02:killed", "happened")], 1, 1 / 3, 1),
    ([TOLL, ("consistent", "01:killed", "02:killed", "count")], 1 / 2, 1 / 3, 1),
    ([TOLL, ("contradiction", "01:blamed", "02:denied", "doer"), ("drift", "01:bomb", "03:bomb", "/place")], 1, 1, 1),
]


@pytest.mark.parametrize(("findings", "precision", "recall", "fields"), FINDING_CASES)
def test_findings(findings: list[tuple[str, str, str, str]], precision: float, recall: float, fields: float) -> None:
    figures = score(*findings).figures
    told = (figures["findings.precision"], figures["findings.recall"], figures["findings.field"])
    assert told == (pytest.approx(precision), pytest.approx(recall), pytest.approx(fields))


def test_misses_and_extras_are_told() -> None:
    misses = [line for line in score(("consistent", "01:killed", "02:killed", "count")).misses if line.startswith("finding")]
    assert [line.partition(":")[0] for line in misses] == ["finding missing"] * 3 + ["finding extra"]
    assert "s/killed: twelve and fifteen" in misses[0] and "s/01 'A bomb killed 12 people.'" in misses[-1]


def test_a_star_stands_for_the_pairs_that_are_left() -> None:
    findings = [ExpectedFinding(("update",), "a", "b"), ExpectedFinding(("consistent",), "c", ANY, optional=True)]
    question = MarkedQuestion("q", ("count",), "", {"a": (), "b": (), "c": ()}, findings)
    assert [(a, b) for _, a, b in spread(question)] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_an_empty_ledger_scores_nothing_but_the_singletons() -> None:
    figures = measure(Setting(ROOT, quick=True), lambda readings: Ledger()).figures
    assert figures["ledger.families.f1"] == figures["ledger.findings.f1"] == 0
    assert figures["ledger.incidents.precision"] == 1 and 0 < figures["ledger.incidents.f1"] < 0.8
    assert figures["ledger.incidents.read"] > 0.8
