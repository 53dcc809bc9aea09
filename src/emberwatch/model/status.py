"""What a text says of the reality of what it names."""

from __future__ import annotations

from typing import Literal

Status = Literal["occurred", "ongoing", "planned", "expected", "possible", "conditional", "not_occurred", "denied", "demanded"]
STATUSES: tuple[str, ...] = ("occurred", "ongoing", "planned", "expected", "possible", "conditional", "not_occurred", "denied", "demanded")
