"""Readers that stand in for the real one; importable by worker processes."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path

from emberwatch.model.reading import Reading
from emberwatch.model.report import Report

VERSIONS = {"fake": "1"}


@dataclass
class FakeReader:
    """Reads nothing out of a report but its length; does what the words of the report ask for."""

    delay_s: float = 0.0
    versions: dict[str, str] = field(default_factory=lambda: dict(VERSIONS))

    def read(self, report: Report) -> Reading:
        time.sleep(self.delay_s)
        if "RAISE" in report.text:
            raise ValueError("this report is bad")
        if "INTERRUPT" in report.text:
            raise KeyboardInterrupt
        if "DIE" in report.text:
            os._exit(9)
        sentences = ((0, len(report.text)),)
        return Reading(report, sentences, counters={"chars": len(report.text)}, notes=("fake",), versions=self.versions)


@dataclass(frozen=True)
class FakeFactory:
    """Makes a FakeReader; notes each making as a line of `log`."""

    delay_s: float = 0.0
    log: Path | None = None
    version: str = "1"
    broken: bool = False

    @property
    def versions(self) -> dict[str, str]:
        return {"fake": self.version}

    def __call__(self) -> FakeReader:
        if self.broken:
            raise RuntimeError("no weights")
        if self.log is not None:
            with self.log.open("a") as handle:
                handle.write(f"{os.getpid()}\n")
        return FakeReader(self.delay_s, self.versions)
