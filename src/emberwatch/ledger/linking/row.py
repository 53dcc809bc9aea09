"""A claim made ready to compare: one row of the table that linking weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from emberwatch.ledger.linking.claim import Claim
from emberwatch.ledger.linking.lexicon import Lexicon, load_lexicon

PLACE_KM: Mapping[str, float] = {"point": 3, "town": 8, "district": 35, "region": 150, "country": 700}
"""How far from its middle a place of each precision is taken to reach."""
REALITY: Mapping[str, str] = {"occurred": "real", "ongoing": "real", "not_occurred": "not", "denied": "not"}
"""What the text says of the happening's reality; every other status speaks of what is to come or may be."""
BACKGROUND = frozenset("war conflict campaign insurg upris crisi rebellion offens".split())
"""Stems of what goes on while single happenings come and go."""
RARE_BITS, COMMON_BITS = 8, 4
"""A trigger of one text in 256 or fewer is rare; of one in 16 or more common."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim made ready to compare: words as sets, days as ordinals, place with its reach. One row of the table that Splink is given.

    Triggers stand by how rare they are in news; `modes` have their type before them.
    """

    id: str
    report: str
    at: int
    sentence: int
    reference: str
    antecedent: str
    meant: str
    bare: bool
    long: bool
    rare: frozenset[str]
    plain: frozenset[str]
    common: frozenset[str]
    kin: frozenset[str]
    types: frozenset[str]
    modes: frozenset[str]
    families: frozenset[str]
    actors: frozenset[str]
    actor_words: frozenset[str]
    recipients: frozenset[str]
    recipient_words: frozenset[str]
    place: str | None
    place_words: frozenset[str]
    names: frozenset[str]
    country: str | None
    latitude: float | None
    longitude: float | None
    place_km: float | None
    start_day: int | None
    end_day: int | None
    published_day: int | None
    count_state: str | None
    count_low: float | None
    count_high: float | None
    numbers: frozenset[str]
    background: bool
    reality: str
    words: frozenset[str]
    prints: frozenset[str]
    report_words: frozenset[str]

    @property
    def order(self) -> tuple[int, str, int, str]:
        """Publication (undated last), report, place in the text, as in `Claim.order`."""
        return (self.published_day if self.published_day is not None else date.max.toordinal() + 1, self.report, self.at, self.id)


def make_row(claim: Claim, families: Mapping[str, frozenset[str]], lexicon: Lexicon | None = None) -> Row:
    """The claim as one row; `families` gives, for each type, the groups of types that can tell of one happening."""
    lexicon = lexicon or load_lexicon()
    count = claim.count or (None, None, None)
    located = claim.latitude is not None and claim.longitude is not None
    dated = claim.start is not None and claim.end is not None
    triggers = [word for word in claim.triggers or (claim.trigger,) if word]
    types = [name for name in claim.types or (claim.type,) if name]
    modes = claim.modes or ((f"{claim.type}/{claim.mode}",) if claim.mode else ())
    return Row(
        id=claim.id,
        report=claim.report,
        at=claim.at,
        sentence=claim.sentence,
        reference=claim.reference,
        antecedent=claim.antecedent,
        meant=claim.meant,
        bare=claim.place is None and not claim.place_words and not claim.names and not dated,
        long=claim.long,
        rare=frozenset(w for w in triggers if lexicon.bits(w) >= RARE_BITS),
        plain=frozenset(w for w in triggers if COMMON_BITS < lexicon.bits(w) < RARE_BITS),
        common=frozenset(w for w in triggers if lexicon.bits(w) <= COMMON_BITS),
        kin=frozenset(near for w in triggers for near in lexicon.kin.get(w, ())),
        types=frozenset(types),
        modes=frozenset(modes),
        families=find_groups(types, modes, families),
        actors=frozenset(claim.actors),
        actor_words=frozenset(claim.actor_words),
        recipients=frozenset(claim.recipients),
        recipient_words=frozenset(claim.recipient_words),
        place=claim.place,
        place_words=frozenset(claim.place_words),
        names=frozenset(claim.names),
        country=claim.country,
        latitude=claim.latitude if located else None,
        longitude=claim.longitude if located else None,
        place_km=float(PLACE_KM[claim.place_precision]) if located and claim.place_precision else None,
        start_day=to_day(claim.start) if dated else None,
        end_day=to_day(claim.end) if dated else None,
        published_day=to_day(claim.published),
        count_state=count[0],
        count_low=float(count[1]) if count[1] is not None else None,
        count_high=float(count[2]) if count[2] is not None else None,
        numbers=frozenset(f"{state}:{low}:{high}" for state, low, high in claim.counts),
        background=bool(triggers) and all(word in BACKGROUND for word in triggers),
        reality=REALITY.get(claim.status, "ahead"),
        words=frozenset(claim.words),
        prints=frozenset(claim.prints),
        report_words=frozenset(claim.report_words),
    )


def find_groups(types: Iterable[str], modes: Iterable[str], families: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The groups of the types, and those that only facts of a certain mode are in (`ASSAULT/abduct`)."""
    return frozenset(group for name in (*types, *modes) for group in families.get(name, ()))


def to_day(day: date | None) -> int | None:
    """The day's ordinal."""
    return None if day is None else day.toordinal()
