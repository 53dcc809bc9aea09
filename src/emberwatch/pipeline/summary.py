"""What a run did, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from emberwatch.intake.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that was set aside because reading it raised `error`; `trace` is where, for a bug report."""

    report: str
    path: str
    error: str
    trace: str = ""

    def __str__(self) -> str:
        return f"{self.path}: reading failed and the report was set aside: {self.error}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: reports done by how they ended, characters done, and the bytes there are (0: not known)."""

    read: int = 0
    skipped: int = 0
    refused: int = 0
    failed: int = 0
    chars: int = 0
    total_bytes: int = 0
    path: str = ""

    @property
    def done(self) -> int:
        """Reports that are done with, however they ended."""
        return self.read + self.skipped + self.refused + self.failed


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """How many reports were linked in how many seconds, and how many rows were closed and added.

    `outdated` is the version that linked the record, where it is another than today's: then nothing was linked.
    """

    reports: int = 0
    closed: int = 0
    added: int = 0
    seconds: float = 0.0
    outdated: str | None = None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """`read` reports were added, `skipped` were in the record already, the others are listed with their reasons.

    `undated` counts the reports read without a publication date; `counters` what was not understood in this run, `notes`
    what the user should know, with the number of reports. `seconds` holds those of linking, which `linked` tells apart.
    """

    read: int = 0
    skipped: int = 0
    refused: tuple[Refusal, ...] = ()
    failed: tuple[Failure, ...] = ()
    words: int = 0
    undated: int = 0
    statements: int = 0
    events: int = 0
    states: int = 0
    seconds: float = 0.0
    linked: LinkSummary = LinkSummary()
    counters: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def set_aside(self) -> tuple[Refusal, ...]:
        """Those of `refused` that are in another language."""
        return tuple(one for one in self.refused if one.language is not None)

    @property
    def facts(self) -> int:
        """Events and states together."""
        return self.events + self.states

    @property
    def exit_status(self) -> int:
        """0 where every report was read or is in the record, 1 where something was refused or failed."""
        return 1 if self.refused or self.failed else 0
