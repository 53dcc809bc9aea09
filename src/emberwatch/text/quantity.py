"""Numbers in words and digits: "hundreds", "at least 40", "between 5 and 7"."""

from __future__ import annotations

from dataclasses import dataclass

from emberwatch.text.span import Span

QUANTITY_STATES: tuple[str, ...] = tuple(
    "killed wounded detained displaced present deployed missing captured surrendered released withdrawn abducted destroyed other".split()
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of what, in which state; `low` or `high` None where that end is open."""

    of: str
    state: str
    low: float | None
    high: float | None
    text: str
    span: Span
    composition: str | None = None
