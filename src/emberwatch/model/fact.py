"""Events and states as one report puts them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from emberwatch.dates.when import When
from emberwatch.ids import content_id
from emberwatch.model.entity import Party, PlaceMention
from emberwatch.model.evidence import Evidence
from emberwatch.model.status import STATUSES, Status
from emberwatch.text.quantity import Quantity

__all__ = ["STATE_TYPES", "STATUSES", "Fact", "Status"]

STATE_TYPES: tuple[str, ...] = ("CONTROL", "STRENGTH", "CAPABILITY", "CASUALTIES")


@dataclass(frozen=True, slots=True)
class Fact:
    """An event or a state. For a state `actors` are those it is about (`about` in exports).

    `probability` (0..1) is calibrated: the chance that trigger, type and status are right. `reasons` pairs a field
    with the sentence that says how it was read. `said` identifies what is said, `id` this saying of it.
    """

    report: str
    kind: Literal["event", "state"]
    type: str
    mode: str | None
    status: Status
    trigger: Evidence
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: PlaceMention | None = None
    when: When | None = None
    quantities: tuple[Quantity, ...] = ()
    speakers: tuple[Party, ...] = ()
    statement: str | None = None
    condition: Evidence | None = None
    probability: float = 1.0
    reasons: tuple[tuple[str, str], ...] = ()
    id: str = field(init=False)
    said: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id(self.kind, {"report": self.report, "trigger": self.trigger.span.as_list(), "type": self.type}))
        object.__setattr__(self, "said", content_id(f"{self.kind}-said", self.said_content()))

    def said_content(self) -> dict[str, object]:
        """What is said, apart from who says it where: the content that `said` is the hash of."""
        place, when = self.place, self.when
        return {
            "type": self.type,
            "mode": self.mode,
            "status": self.status,
            "actors": sorted(p.name or p.text.lower() for p in self.actors),
            "recipients": sorted(p.name or p.text.lower() for p in self.recipients),
            "place": None if place is None else (place.place.id if place.place else place.text.lower()),
            "when": None if when is None or when.start is None else [str(when.start), str(when.end)],
            "quantities": sorted(([q.of, q.state, as_float(q.low), as_float(q.high)] for q in self.quantities), key=repr),
        }


def as_float(bound: float | None) -> float | None:
    """The bound as a float, so that 40 and 40.0 give one hash."""
    return None if bound is None else float(bound)
