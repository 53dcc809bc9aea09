"""One act of saying in one report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from emberwatch.dates.when import When
from emberwatch.ids import content_id
from emberwatch.model.entity import Party
from emberwatch.model.evidence import Evidence
from emberwatch.model.status import Status
from emberwatch.text.span import Span

Manner = Literal["say", "warn", "deny", "announce", "claim", "ask", "estimate", "accuse", "promise", "show", "think"]
MANNERS: tuple[str, ...] = ("say", "warn", "deny", "announce", "claim", "ask", "estimate", "accuse", "promise", "show", "think")


@dataclass(frozen=True, slots=True)
class Statement:
    """Speakers (innermost voice first), cue (None where a quotation goes on), content, verbatim parts, manner.

    `about` is the subject of what is said, where it is someone. `status` is that of the saying, not of what is said: "is expected
    to announce" is an expected statement.
    """

    report: str
    manner: Manner
    cue: Evidence | None
    speakers: tuple[Party, ...]
    content: Evidence
    addressee: Party | None = None
    about: Party | None = None
    quotes: tuple[Span, ...] = ()
    when: When | None = None
    status: Status = "occurred"
    probability: float = 1.0
    reasons: tuple[tuple[str, str], ...] = ()
    id: str = field(init=False)

    def __post_init__(self) -> None:
        cue = self.cue.span.as_list() if self.cue else None
        object.__setattr__(self, "id", content_id("statement", {"report": self.report, "cue": cue, "content": self.content.span.as_list()}))

    @property
    def quote(self) -> bool:
        """Is the content, or most of it, verbatim?"""
        return 2 * sum(len(q) for q in self.quotes) >= len(self.content.span)
