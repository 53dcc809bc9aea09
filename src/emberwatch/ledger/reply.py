"""One claim as the answer to one question, with all that comparing it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from emberwatch.ledger.sides import Side
from emberwatch.model.ledger import Answer, Question, QuestionKind
from emberwatch.model.status import Status

Subject = tuple[tuple[str, str], ...]
"""The canonical content of a question: pairs of a field and its value."""
TIMELESS = date.max


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is one: `stance` is what is compared where no number is, `group` whom the number counts ("any": people).

    `at` is the claim's place in the text, `day` the day the claim speaks of (None: unknown, then that of publication counts).
    `retold`: the report repeats an earlier saying. `growth`, `correction`: the words around it say that a figure rose, or was put right.
    `words` quotes the report. `where`: the id of its place. `copied`: another report told of the same origin before.
    """

    kind: QuestionKind
    subject: Subject
    claim: str
    report: str
    published: date | None
    at: int
    side: Side
    speakers: tuple[str, ...]
    value: str
    status: Status = "occurred"
    low: float | None = None
    high: float | None = None
    stance: str = ""
    group: str = ""
    day: date | None = None
    retold: bool = False
    growth: bool = False
    correction: bool = False
    origin: str = ""
    copied: bool = False
    where: str = ""
    label: str = ""
    words: str = ""

    @property
    def order(self) -> tuple[date, str, int, str]:
        """Publication (undated last), report, place in the text."""
        return (self.published or TIMELESS, self.report, self.at, self.claim)

    def answer(self) -> Answer:
        """As the ledger keeps it."""
        return Answer(self.claim, self.report, self.published, self.speakers, self.value, self.low, self.high, self.status)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with its replies, in the order of `Reply.order`, which are its answers."""

    question: Question
    replies: tuple[Reply, ...]
