"""One incident from the facts that tell of it: type, status, place, time, roles and numbers by stated rules, each with its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from emberwatch.ledger.linking.merge_counts import merge_counts
from emberwatch.ledger.linking.merge_place import merge_place
from emberwatch.ledger.linking.rulings import incident_id
from emberwatch.model.entity import Party
from emberwatch.model.fact import STATE_TYPES, Fact
from emberwatch.model.ledger import Incident, MergedParty, MergedWhen, Origin, Tie
from emberwatch.model.status import Status

REAL: tuple[Status, ...] = ("occurred", "ongoing")
REFUSED: tuple[Status, ...] = ("not_occurred", "denied")


@dataclass(frozen=True, slots=True)
class Told:
    """A fact, the day its report was published, and the id of its origin: that of its report where none is known."""

    fact: Fact
    published: date | None
    origin: str
    known: bool

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Publication (undated last), report, place in the text."""
        return (self.published.isoformat() if self.published else "9999-99-99", self.fact.report, self.fact.trigger.span.start, self.fact.id)


def merge(
    facts: Sequence[Fact],
    published: Mapping[str, date | None],
    origins: Mapping[str, Origin],
    ties: Sequence[Tie] = (),
    withdrawn: AbstractSet[str] = frozenset(),
) -> Incident:
    """The incident of facts judged to tell of one happening; `ValueError` where there are none.

    `published` gives the day of each report, `origins` the origin of each fact that has one, `withdrawn` the reports that their
    publishers took back: their facts are named and count for nothing, unless all are withdrawn. The id comes from the first fact told.
    """
    if not facts:
        raise ValueError("an incident needs at least one fact")
    told = sorted((tell(fact, published, origins) for fact in facts), key=lambda t: t.order)
    counting = [t for t in told if t.fact.report not in withdrawn] or told
    real = [t for t in counting if t.fact.status in REAL] or counting
    type_, mode = merge_type(real)
    status, why = merge_status(counting)
    known = {t.origin for t in counting if t.known}
    return Incident(
        id=incident_id(told[0].fact.id),
        type=type_,
        mode=mode,
        status=status,
        facts=tuple(t.fact.id for t in told),
        reports=tuple(dict.fromkeys(t.fact.report for t in told)),
        actors=merge_parties([(t.fact.id, party) for t in counting for party in t.fact.actors]),
        recipients=merge_parties([(t.fact.id, party) for t in counting for party in t.fact.recipients]),
        place=merge_place([t.fact for t in real]) or merge_place([t.fact for t in counting]),
        when=merge_when(real) or merge_when(counting),
        counts=merge_counts([(t.fact, t.origin) for t in counting]),
        origins=len(known),
        unknown_origins=len({t.fact.report for t in counting if not t.known}),
        probability=max(t.fact.probability for t in counting),
        ties=tuple(ties),
        reasons=(("status", why),),
    )


def tell(fact: Fact, published: Mapping[str, date | None], origins: Mapping[str, Origin]) -> Told:
    """The fact with what is known of its telling; an origin of unknown kind counts as none."""
    origin = origins.get(fact.id)
    known = origin is not None and origin.kind != "unknown"
    return Told(fact, published.get(fact.report), origin.id if origin is not None and known else fact.report, known)


def merge_type(told: Sequence[Told]) -> tuple[str, str | None]:
    """The type that most facts have, an event before a state, the first told where alike; of its modes the commonest."""
    types = [t.fact.type for t in told]
    counts = Counter(types)
    chosen = max(dict.fromkeys(types), key=lambda name: (name not in STATE_TYPES, counts[name]))
    modes = [t.fact.mode for t in told if t.fact.type == chosen and t.fact.mode]
    mode_counts = Counter(modes)
    return chosen, max(dict.fromkeys(modes), key=lambda name: mode_counts[name], default=None)


def merge_status(told: Sequence[Told]) -> tuple[Status, str]:
    """What is said of its reality, and why: a telling that it happened outweighs plans before it and denials, which stay disputes.

    Occurred where any fact says so, else ongoing; with neither, the status told last: a plan called off afterwards is not_occurred.
    """
    statuses = [t.fact.status for t in told]
    count = Counter(statuses)
    for status in REAL:
        if count[status]:
            others = ", ".join(f"{count[s]} {s}" for s in dict.fromkeys(statuses) if s != status)
            return status, f"told as {status} by {count[status]} of {len(told)} facts" + (f"; also {others}" if others else "")
    last = told[-1].fact.status
    if last in REFUSED or not any(s in REFUSED for s in statuses):
        return last, f"told last as {last}, on {told[-1].published or 'an unknown day'}"
    ahead = [t.fact.status for t in told if t.fact.status not in REFUSED]
    return ahead[-1], f"told as {ahead[-1]} after it was denied"


def merge_parties(named: Sequence[tuple[str, Party]]) -> tuple[MergedParty, ...]:
    """Each party once, by id where resolved, else by its words; those that most facts name first."""
    facts: dict[tuple[str | None, str], list[str]] = {}
    names: dict[tuple[str | None, str], str] = {}
    for fact, party in named:
        key = (party.id, "" if party.id else party.text.lower())
        facts.setdefault(key, []).append(fact)
        names.setdefault(key, party.name or party.text)
    ranked = sorted(facts, key=lambda key: (key[0] is None, -len(set(facts[key])), names[key]))
    return tuple(MergedParty(key[0], names[key], tuple(dict.fromkeys(facts[key]))) for key in ranked)


def merge_when(told: Sequence[Told]) -> MergedWhen | None:
    """The days that lie in every dated fact's interval, or, where there are none, the span of all of them, not agreed.

    An interval open at one end bounds that end alone. None where no fact has a day.
    """
    dated = [(t.fact.id, t.fact.when) for t in told if t.fact.when is not None and (t.fact.when.start or t.fact.when.end)]
    if not dated:
        return None
    starts = [when.start for _, when in dated if when and when.start]
    ends = [when.end for _, when in dated if when and when.end]
    start, end = max(starts, default=None), min(ends, default=None)
    facts = tuple(fact for fact, _ in dated)
    if start is None or end is None or start < end:
        return MergedWhen(start, end, True, facts)
    return MergedWhen(min(starts), max([*ends, max(starts) + timedelta(1)]), False, facts)
