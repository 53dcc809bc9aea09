"""The exact words that a fact rests on."""

from __future__ import annotations

from dataclasses import dataclass

from emberwatch.errors import EvidenceError
from emberwatch.model.report import Report
from emberwatch.text.span import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of one report and the exact words there; build it with `quote`, which checks them."""

    span: Span
    text: str

    @classmethod
    def quote(cls, report: Report, start: int, end: int, text: str | None = None) -> Evidence:
        """The words of `report` at `[start, end)`; raises `EvidenceError` where `text` differs or the span lies outside."""
        if not 0 <= start < end <= len(report.text):
            raise EvidenceError(f"span [{start}, {end}) lies outside the {len(report.text)} characters of report {report.id}")
        words = report.text[start:end]
        if text is not None and text != words:
            raise EvidenceError(f"report {report.id} has {words!r} at [{start}, {end}), not {text!r}")
        return cls(Span(start, end), words)
