"""Short cases: two or three reports of a few sentences with what stands between them, many cases in one file.

README.md in this folder tells the layout; the expected lines are those of a story's `expected.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.ledger.cases import COLUMNS, BadCase, Story, add_line
from emberwatch.model.report import Report

SHORT = Path(__file__).parent / "short"
SHORT_HELD_OUT = Path(__file__).parent / "short_held_out"
"""As with the stories: the first to learn from, the other to know by."""
REPORT = re.compile(r"% (\d\d) (\d{4}-\d\d-\d\d|undated) (.+)")


def read_short(folder: Path = SHORT) -> list[Story]:
    """Every case of every file in `folder`; raises `BadCase` where a line cannot be meant so."""
    return [story for path in sorted(folder.glob("*.txt")) for story in read_cases(path)]


def read_cases(path: Path) -> Iterator[Story]:
    """The cases of one file."""
    lines = list(enumerate(path.read_text(encoding="utf-8").splitlines(), 1))
    starts = [at for at, (_, line) in enumerate(lines) if line.startswith("@ ")]
    if not starts:
        raise BadCase(f"{path.name}: no line begins with '@ ' and a name")
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield read_case(path, lines[start:end])


def read_case(path: Path, lines: list[tuple[int, str]]) -> Story:
    """One case: its name, its reports, then the expected lines."""
    story = Story(f"{path.stem}/{lines[0][1][2:].strip()}", {})
    held: list[str] = []
    number, head = "", None
    for at, line in [*lines[1:], (lines[-1][0], "% 00 undated end")]:
        expected = line.partition("\t")[0] in COLUMNS and "\t" in line
        if head is not None and (line.startswith("% ") or expected):
            story.reports[number] = make_report(head, held)
            head = None
        if line.startswith("% "):
            head, held = REPORT.fullmatch(line.rstrip()), []
            if head is None:
                raise BadCase(f"{path.name}:{at}: a report begins with '% NN YYYY-MM-DD publisher', or undated; this says {line!r}")
            number = head[1]
        elif expected:
            try:
                add_line(story, line.rstrip().split("\t"))
            except BadCase as problem:
                raise BadCase(f"{path.name}:{at}: {problem}") from None
        elif head is not None:
            held.append(line)
        elif line.strip():
            raise BadCase(f"{path.name}:{at}: neither a report nor an expected line: {line!r}")
    return story


def make_report(head: re.Match[str], lines: list[str]) -> Report:
    """The report under one header."""
    return Report("\n".join(lines).strip(), publisher=head[3], published=None if head[2] == "undated" else date.fromisoformat(head[2]))
