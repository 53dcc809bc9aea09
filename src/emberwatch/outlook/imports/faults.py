"""Everything that is wrong with a file, gathered and told at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from emberwatch.errors import TableError

SHOWN_MAX = 40
"""Faults listed one by one; more are only counted."""


@dataclass(slots=True)
class Faults:
    """The faults of one file by line; `check` raises them."""

    file: str
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, reason: str) -> None:
        """Notes a fault; `line` 0 is the file as a whole."""
        self.found.append((line, reason))

    def check(self) -> None:
        """Raises `TableError` that lists every fault in the order of the lines, where there is any."""
        if not self.found:
            return
        told = [f"  {f'line {line}: ' if line else ''}{reason}" for line, reason in sorted(self.found)]
        more = len(told) - SHOWN_MAX
        rest = [f"  and {more} more"] if more > 0 else []
        many = f"{len(told)} faults" if len(told) > 1 else "a fault"
        raise TableError(f"{self.file} has {many} and nothing of it was taken:\n" + "\n".join([*told[:SHOWN_MAX], *rest]))


def list_lines(lines: Sequence[int], most: int = 5) -> str:
    """ "line 3", "lines 3, 4 and 9", "lines 3, 4, 5, 6, 7 and 12 more"."""
    if len(lines) == 1:
        return f"line {lines[0]}"
    named = [str(line) for line in lines[:most]]
    if len(lines) > most:
        return f"lines {', '.join(named)} and {len(lines) - most} more"
    return f"lines {', '.join(named[:-1])} and {named[-1]}"
