"""One claim laid flat for tying it to another that tells of the same happening."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from emberwatch.ledger.answers.counted import load_counted
from emberwatch.ledger.answers.sides import Side, actor_key, name_key
from emberwatch.ledger.answers.view import CAPITAL, MONTHS, View, load_demonyms, telling_stems
from emberwatch.ledger.linking.lexicon import find_stems, load_lexicon
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement

FAMILY = {
    "SEIZE": "ground", "MOBILIZE": "ground", "CONTROL": "ground", "RETREAT": "leave", "DISPLACE": "leave", "ASSAULT": "harm", "CASUALTIES": "harm",
    "COERCE": "harm", "AGREE": "talk", "CONSULT": "talk", "AID": "give", "CONCEDE": "give", "COOPERATE": "give",
}  # fmt: skip
"""Types that readers of one happening may choose between."""
KILLING = re.compile(r"\b(?:kill|dead|die|wound|injur|hurt)", re.IGNORECASE)
HARMING = re.compile(KILLING.pattern + r"|\b(?:harm|massacr|behead|decapitat|slaughter|slain|execut|shot|gunned)", re.IGNORECASE)
"""Words that tell by themselves of people killed or hurt."""
FALLING = re.compile(r"\b(?:fall|fell)", re.IGNORECASE)
"""Of a town that fell: who is named with it lost it."""
RARE_BITS, RARE_TRIGGER_BITS, STATEMENT_BITS = 7, 5, 3
"""Words so rare are keys; triggers; words so rare are compared in statements."""
UNKNOWN = "unknown:"
"""Before the id of an actor of whom nothing but the name is known, who may be one that another name means."""
ANYBODY = re.compile(r"(?:(?:any|no|none|every|all)(?:one|body|thing)?\b|(?:nobody|nothing|them|people|us|me)$)", re.IGNORECASE)
"""Words for those that a deed was done to which tell nothing of them."""
DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
COMMON = frozenset({*MONTHS.lower().split("|"), *DAYS.split("|"), "the", "it", "its", "u.n", "un", "mr", "we", "i"})
"""Words with a capital letter that name no place."""
UNDATED = -1
"""The stretch of days of what nobody dated."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact or statement laid flat for tying: who, where, when, in which words. `home` is its incident.

    `side`: whose word it is. `harm`: it tells of people killed or hurt; `kills`: its own word does.
    `aims`: the ids of the claims that it points back to, where it tells nothing itself. `names`: keys of the names in its clause that are no
    party's; `near`: those of the last place named before it, where it has none itself.
    `tellers`: keys and countries of the sides whose telling it calls untrue. `refers`: it tells nothing of the deed itself, and what it
    points to stands in another report.
    """

    claim: Fact | Statement
    view: View
    home: str
    family: str
    trigger: frozenset[str]
    actors: frozenset[str]
    others: frozenset[str]
    towns: frozenset[str]
    place: str | None
    country: str | None
    start: date | None
    end: date | None
    numbers: frozenset[tuple[str, float]]
    stems: frozenset[str]
    side: Side
    harm: bool = False
    kills: bool = False
    aims: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    tellers: frozenset[str] = frozenset()
    refers: bool = False
    shared: frozenset[str] | None = field(default=None, init=False, compare=False, repr=False)
    """Its blocking keys, once they were asked for."""

    @property
    def at(self) -> int:
        """Its place in the text."""
        return self.claim.trigger.span.start if isinstance(self.claim, Fact) else self.claim.content.span.start

    @property
    def order(self) -> tuple[date, str, int, str]:
        """Publication (undated last), report, place in the text."""
        return (self.view.published or date.max, self.view.reading.report.id, self.at, self.claim.id)

    def blocks(self) -> frozenset[str]:
        """Blocking keys: two happenings that may be tied share one."""
        if self.shared is None:
            object.__setattr__(self, "shared", self.find_blocks())
        return self.shared or frozenset()

    def find_blocks(self) -> frozenset[str]:
        """`blocks`, worked out."""
        lexicon = load_lexicon()
        rare = sorted((s for s in self.stems if lexicon.bits(s) >= RARE_BITS), key=lambda s: (-lexicon.bits(s), s))[:6]
        rare += [f"{self.family}!{s}" for s in self.trigger if lexicon.bits(s) >= RARE_TRIGGER_BITS]
        rare += [f"{self.family}#{self.start.isoformat()}"] if self.start and self.end and (self.end - self.start).days <= 2 else []
        parts = [
            *(f"{self.family}@{town}" for town in self.towns | self.names | self.near),
            *(f"{self.family}/{actor}" for actor in self.actors),
            *(f"stem:{stem}" for stem in rare),
        ]
        homes = [f"home:{self.home}"] if self.home != self.claim.id else []
        return frozenset((*parts, *homes, f"report:{self.view.reading.report.id}"))


def describe(view: View, claim: Fact | Statement, homes: Mapping[str, str]) -> Happening:
    """The claim laid flat, once for each home that it has had."""
    own = find_own_home(view, claim)
    home = homes.get(own, own)
    if (claim.id, home) not in view.laid:
        flat = view.laid.get((claim.id, own))
        view.laid[claim.id, home] = lay(view, claim, home) if flat is None else replace(flat, home=home)
    return view.laid[claim.id, home]


def find_own_home(view: View, claim: Fact | Statement) -> str:
    """The fact whose incident is that of a claim: the first of a statement; the statement's own id where it has none."""
    return claim.id if isinstance(claim, Fact) else next((f.id for f in view.reading.facts if f.statement == claim.id), claim.id)


def lay(view: View, claim: Fact | Statement, home: str) -> Happening:
    """The claim laid flat in its home."""
    if isinstance(claim, Statement):
        about = {p.id for p in (claim.about,) if p is not None and p.id}
        return Happening(
            claim, view, home, "", frozenset(), frozenset(about), frozenset(), frozenset(), None, None,
            None, None, frozenset(), statement_stems(claim), view.sides[claim.id],
        )  # fmt: skip
    where, when = claim.place.place if claim.place else None, claim.when
    named = find_names(view, view.sentence_at(claim.trigger.span.start))
    timed = when if when is not None and when.precision in ("day", "week", "month") else None
    return Happening(
        claim, view, home, family_of(claim), frozenset(find_stems(claim.trigger.text)),
        frozenset() if FALLING.match(claim.trigger.text) else frozenset(doer_keys(view, claim.actors)), hurt_words(claim),
        view.places.get(claim.id, frozenset()), where.id if where else None, where.country if where else None,
        timed.start if timed else None, timed.end if timed else None,
        frozenset((q.of.split()[-1] if q.of.split() else "", q.low) for q in claim.quantities if q.low is not None), telling_stems(clause_of(view, claim)),
        view.sides[claim.id], does_harm(claim), HARMING.search(claim.trigger.text) is not None,
        names=named, near=frozenset() if named or where or view.places.get(claim.id) else find_near(view, claim),
    )  # fmt: skip


def family_of(fact: Fact) -> str:
    """The family of its type; to seize people somewhere is harm, not ground."""
    apart = fact.place is not None and fact.recipients and all(fact.place.text not in p.text and p.text not in fact.place.text for p in fact.recipients)
    taken = fact.type == "SEIZE" and apart and any(q.state in ("captured", "abducted", "detained") for q in fact.quantities)
    return "harm" if taken or (fact.type == "SEIZE" and fact.mode == "capture" and apart) else FAMILY.get(fact.type, fact.type)


def statement_stems(statement: Statement) -> frozenset[str]:
    """The stems of a statement's content that are rare enough to compare."""
    return frozenset(s for s in find_stems(statement.content.text) if load_lexicon().bits(s) >= STATEMENT_BITS)


def does_harm(fact: Fact) -> bool:
    """Does it tell of people killed or hurt, by its own word or by a number?"""
    return HARMING.search(fact.trigger.text) is not None or any(q.state in ("killed", "wounded") for q in fact.quantities)


def hurt_words(fact: Fact) -> frozenset[str]:
    """Stems of those without an id that it was done to, or who moved, and the group of those that are people."""
    gone = fact.actors if fact.type == "DISPLACE" else ()
    told = [p.text for p in (*fact.recipients, *gone) if not p.id]
    return telling_stems(" ".join(text for text in told if not ANYBODY.match(text))) | find_people(told)


def find_people(told: Iterable[str]) -> frozenset[str]:
    """The groups that the words for people name, but people in general."""
    groups = {f"group:{load_counted()[word]}" for text in told for word in re.findall(r"[a-z]+", text.lower()) if word in load_counted()}
    return frozenset(groups - {"group:any"})


def speaker_keys(view: View, side: Side) -> frozenset[str]:
    """Keys of the state or the body that a side speaks for, as those of a doer."""
    offices = any(key.startswith("office:") for key in side.keys)
    states = {f"state:{country}" for country in side.countries} if offices or not side.keys else set()
    return frozenset(states | {actor.id for actor in view.actors.values() if f"body:{actor.name}" in side.keys})


def doer_keys(view: View, parties: Iterable[Party]) -> Iterator[str]:
    """Keys of resolved parties: one for a state, its government and its army."""
    for party in parties:
        actor = view.actors.get(party.id or "")
        if actor is not None:
            yield UNKNOWN + actor.id if actor.type == "unknown" else actor_key(actor)


def find_names(view: View, number: int) -> frozenset[str]:
    """Keys of the proper names in a sentence, but those of parties, speakers and states: of places, mostly, which no gazetteer need have."""
    start, words = view.sentence_start(number), view.words_of(number)
    facts = view.by_sentence.get(number, [])
    parties = [p for f in facts for p in (*f.actors, *f.recipients, *f.speakers) if p.id]
    said = [p for f in view.reading.statements if f.content.span.start < start + len(words) and start < f.content.span.end for p in f.speakers]
    held = [(p.span.start, p.span.end) for p in (*parties, *said)] + view.wide
    starts = {p.span.start for f in facts for p in f.recipients if not p.id} | {at for at, _ in view.named}
    found = set()
    for match in CAPITAL.finditer(words):
        at = start + match.start()
        lower = match[0].lower()
        first = not match.start() and " " not in match[0] and at not in starts
        if any(a <= at < b for a, b in held) or lower in COMMON or match[0] in load_demonyms() or first:
            continue
        found.add(name_key(match[0]))
    return frozenset(key for key in found if len(key) > 1)


def find_near(view: View, fact: Fact) -> frozenset[str]:
    """Keys of the town that was named last before a fact which tells none; else of the first named after it."""
    at = fact.trigger.span.start
    told = sorted(view.named, key=lambda place: (place[0] > at, abs(place[0] - at)))
    return told[0][1] if told else frozenset()


def clause_of(view: View, fact: Fact) -> str:
    """The words around a fact: its statement's content where that holds it, else its sentence."""
    said = view.statements.get(fact.statement or "")
    if said is not None and said.content.span.start <= fact.trigger.span.start < said.content.span.end:
        return said.content.text
    return view.words_of(view.sentence_at(fact.trigger.span.start))


class Blocks:
    """Happenings under their keys and stretches of days, so that one is held only against those told within so many days of it."""

    def __init__(self, span_days: int) -> None:
        self.span_days = span_days
        self.held: dict[tuple[str, int | None], list[Happening]] = defaultdict(list)

    def put(self, happening: Happening) -> None:
        """Keep it under its own stretch and, for those that nobody dated, under none."""
        day = happening.view.published
        stretches = {None, UNDATED if day is None else day.toordinal() // self.span_days}
        for key in happening.blocks():
            for stretch in stretches:
                self.held[key, stretch].append(happening)

    def seek(self, happening: Happening) -> list[Happening]:
        """Those that share a key with it and may lie within the days, each once; undated ones are near to all."""
        day, found = happening.view.published, dict[str, Happening]()
        middle = None if day is None else day.toordinal() // self.span_days
        for key in happening.blocks():
            near = [None] if middle is None else [middle - 1, middle, middle + 1, UNDATED]
            for other in (h for stretch in near for h in self.held.get((key, stretch), ())):
                found[other.claim.id] = other
        return list(found.values())
