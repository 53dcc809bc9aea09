"""Who and where: mentions, the actors and places they name, and how each was resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from emberwatch.text.span import Span

ActorType = Literal[
    "state", "government", "military", "police", "armed group", "coalition", "international body", "party", "media", "company", "ngo", "office", "person",
    "people", "unknown",
]  # fmt: skip
PlacePrecision = Literal["point", "town", "district", "region", "country"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A resolved actor with a stable id; `new` where the words name no known actor and were kept as they stand."""

    id: str
    name: str
    type: ActorType = "unknown"
    country: str | None = None
    affiliation: str | None = None
    role: str | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place; coordinates in degrees, `country` an ISO 3166 alpha-2 code, precision as exact as the words."""

    id: str
    name: str
    precision: PlacePrecision
    country: str | None = None
    region: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Party:
    """Someone in a role: the words, and the actor they were resolved to (`name` and `id` None: generic people)."""

    span: Span
    text: str
    name: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """The words that say where, and the place they were resolved to (None: not resolved)."""

    span: Span
    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing a mention may mean: its id and name, a score (higher is better) and the reasons for it."""

    id: str
    name: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """A mention, its ranked candidates, the id picked or None, and why."""

    kind: Literal["actor", "place"]
    span: Span
    text: str
    candidates: tuple[Candidate, ...]
    pick: str | None
    reason: str
