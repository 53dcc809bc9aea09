"""One claim as the answer to one question, with all that comparing it needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from emberwatch.ledger.answers.sides import Side
from emberwatch.model.ledger import Answer, Question, QuestionKind
from emberwatch.model.status import Status

Subject = tuple[tuple[str, str], ...]
"""The canonical content of a question: pairs of a field and its value."""
TIMELESS = date.max
PLAIN = (
    *("kind", "subject", "claim", "report", "at", "speakers", "value", "status", "low", "high", "stance", "group", "retold", "growth", "correction"),
    *("where", "against", "deed", "label", "words"),
)
"""Fields that JSON keeps as they are."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer before it is one: `stance` is what is compared where no number is, `group` whom the number counts ("any": people).

    `at` is the claim's place in the text, `day` the day the claim speaks of (None: unknown, then that of publication counts).
    `retold`: the report repeats an earlier saying. `growth`, `correction`: the words around it say that a figure rose (or a place
    was taken back), or was put right.
    `words` quotes the report. `where`: the id of its place. `against`: the keys of those it was done to,
    spaces between them; `deed`: the stems of the words for it. `copied`: another report told of the same origin before.
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
    against: str = ""
    deed: str = ""
    label: str = ""
    words: str = ""

    @property
    def order(self) -> tuple[date, str, int, str]:
        """Publication (undated last), report, place in the text."""
        return (self.published or TIMELESS, self.report, self.at, self.claim)

    @property
    def question(self) -> str:
        """The id of the question that it answers."""
        return Question(self.kind, self.subject, "", ()).id

    def answer(self) -> Answer:
        """As the ledger keeps it."""
        return Answer(self.claim, self.report, self.published, self.speakers, self.value, self.low, self.high, self.status)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with its replies, in the order of `Reply.order`, which are its answers."""

    question: Question
    replies: tuple[Reply, ...]


def pack_reply(reply: Reply) -> str:
    """The reply as JSON, for a store: all that its report says, without what depends on other reports (origin, copied)."""
    side = reply.side
    packed = {name: getattr(reply, name) for name in PLAIN}
    packed |= {"published": reply.published.isoformat() if reply.published else None, "day": reply.day.isoformat() if reply.day else None}
    packed |= {"side": [sorted(side.keys), sorted(side.countries), side.name, side.publisher, side.own, side.allied]}
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=32_768)
def unpack_reply(words: str) -> Reply:
    """The reply that `pack_reply` wrote."""
    held = json.loads(words)
    keys, countries, *rest = held.pop("side")
    days = {name: date.fromisoformat(held[name]) if held[name] else None for name in ("published", "day")}
    subject = tuple((name, value) for name, value in held.pop("subject"))
    return Reply(**{**held, **days, "subject": subject, "speakers": tuple(held["speakers"]), "side": Side(frozenset(keys), frozenset(countries), *rest)})
