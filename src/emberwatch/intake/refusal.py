"""What could not be read as a report, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file or line that gave no report; `line` counts from 1, None where the whole file is meant.

    `language` is the ISO 639 code of a text that was set aside because it is not English, None for anything else.
    """

    path: str
    reason: str
    line: int | None = None
    language: str | None = None

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason}"
