"""What several reports say together: origins, incidents, questions, findings, judgements."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, datetime
from typing import Literal

from emberwatch.ids import content_id
from emberwatch.model.entity import Place
from emberwatch.model.status import Status
from emberwatch.text.span import Span

LineageKind = Literal["copy", "passage", "credit", "quotation", "link"]
LINEAGE_KINDS: tuple[str, ...] = ("copy", "passage", "credit", "quotation", "link")
OriginKind = Literal["telling", "speaker", "unknown"]
FindingKind = Literal["consistent", "contradiction", "self_revision", "update", "drift"]
FINDING_KINDS: tuple[str, ...] = ("consistent", "contradiction", "self_revision", "update", "drift")
QuestionKind = Literal["count", "holder", "happened", "doer", "will", "condition"]
QUESTION_KINDS: tuple[str, ...] = ("count", "holder", "happened", "doer", "will", "condition")
Verdict = Literal["same", "different", "unsure"]
VERDICTS: tuple[str, ...] = ("same", "different", "unsure")


@dataclass(frozen=True, slots=True)
class Lineage:
    """Evidence that `report` (or its `span`) goes back to `source` (or its `source_span`), another report.

    `span` and `source_span` are None where the whole reports are meant. `share` (0..1) is the part of the shorter text that the
    other holds; `reason` is the sentence that says so.
    """

    report: str
    source: str
    kind: LineageKind
    share: float
    reason: str
    span: Span | None = None
    source_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Reports that go back to one telling. `name` is who told it first, where a credit says so; `first` the report that did.

    A report whose lineage cannot be told is in no family. `reports` are in order of publication, undated last.
    """

    reports: tuple[str, ...]
    lineage: tuple[Lineage, ...]
    name: str | None = None
    first: str | None = None
    id: str = made(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id("family", sorted(self.reports)))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim entered the reporting: one telling, one speaker at one occasion, or unknown. `claims` are ids of facts and statements."""

    kind: OriginKind
    name: str | None
    claims: tuple[str, ...]
    reason: str
    id: str = made(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id("origin", [self.kind, sorted(self.claims)]))


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a comparison: its level in words, what it adds to the match weight (log2 odds), and the sentence that explains it."""

    field: str
    level: str
    log2_odds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Two facts and how strongly their comparison says that they tell of the same happening."""

    a: str
    b: str
    log2_odds: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class MergedParty:
    """An actor or recipient of an incident, with the facts that name it; `id` is None for generic people."""

    id: str | None
    name: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergedPlace:
    """Where, as exactly as the facts agree; `others` are places that some facts name and that do not fit."""

    place: Place
    facts: tuple[str, ...]
    others: tuple[tuple[Place, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class MergedWhen:
    """`[start, end)` in days on which the facts agree, or the span of all of them where they do not (`agreed` is False then)."""

    start: date | None
    end: date | None
    agreed: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergedCount:
    """How many: `low` and `high` over the origins that count, `best` as UCDP uses the word (the figure most origins support, None where none does)."""

    of: str
    state: str
    low: float | None
    best: float | None
    high: float | None
    facts: tuple[str, ...]
    by_origin: tuple[tuple[str, float | None, float | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening, drawn from the facts judged to tell of it, which may be one fact.

    `id` comes from the first fact told (by publication, report and place in the text), so that it stays while later reports join.
    `origins` counts the tellings and speakers found, `unknown_origins` the reports whose lineage cannot be told. `probability` (0..1).
    `withdrawn` are those of `facts` whose reports were withdrawn: they are shown and count for nothing.
    """

    id: str
    type: str
    mode: str | None
    status: Status
    facts: tuple[str, ...]
    reports: tuple[str, ...]
    actors: tuple[MergedParty, ...] = ()
    recipients: tuple[MergedParty, ...] = ()
    place: MergedPlace | None = None
    when: MergedWhen | None = None
    counts: tuple[MergedCount, ...] = ()
    origins: int = 0
    unknown_origins: int = 0
    probability: float = 1.0
    ties: tuple[Tie, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What one claim (a fact or statement) answers to a question: a value in words, with bounds where it counts; `said` is the day of publication."""

    claim: str
    report: str
    said: date | None
    speakers: tuple[str, ...]
    value: str
    low: float | None = None
    high: float | None = None
    status: Status = "occurred"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that claims answer differently or alike; `subject` is its canonical content, `words` says it to a reader."""

    kind: QuestionKind
    subject: tuple[tuple[str, str], ...]
    words: str
    answers: tuple[Answer, ...]
    id: str = made(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id("question", [self.kind, [list(pair) for pair in self.subject]]))


@dataclass(frozen=True, slots=True)
class Finding:
    """Agreement or disagreement between two claims on one question, or the change that a copy made (`field`, no question needed).

    `a` is the earlier claim (in drift the origin's), `b` the later; both are ids of facts or statements. `words` says it to a reader.
    """

    kind: FindingKind
    a: str
    b: str
    field: str
    words: str
    question: str | None = None
    id: str = made(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id("disagreement", [self.kind, self.a, self.b, self.field]))


@dataclass(frozen=True, slots=True)
class Judgement:
    """`same`, `different` or `unsure` on two facts or incidents, signed and timed; a later one on the same pair stands over it."""

    a: str
    b: str
    verdict: Verdict
    by: str
    why: str
    at: datetime
    id: str = made(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id("judgement", [*sorted((self.a, self.b)), self.verdict, self.by, self.why, self.at.isoformat()]))


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A report that its publisher took back: its claims stay visible as withdrawn and stop counting."""

    report: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that the ledger says of a set of readings at one moment."""

    families: tuple[Family, ...] = ()
    origins: tuple[Origin, ...] = ()
    incidents: tuple[Incident, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
