"""When something happened, as far as the words say: a half-open interval with its precision and its basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from emberwatch.text.span import Span

Precision = Literal["day", "week", "month", "quarter", "season", "year", "decade", "unknown"]
Basis = Literal["stated", "publication", "text", "unresolved"]


@dataclass(frozen=True, slots=True)
class When:
    """`[start, end)` in days; either is None where the words leave it open or cannot be resolved.

    `basis` tells how it was resolved: `stated` (a full date in the words), `publication` (relative to the
    publication date), `text` (relative to another date in the text), `unresolved` (relative, and no anchor was given).
    """

    text: str
    span: Span
    start: date | None
    end: date | None
    precision: Precision
    basis: Basis

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"when {self.text!r}: start {self.start} must lie before end {self.end}")
