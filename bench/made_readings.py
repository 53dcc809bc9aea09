"""Readings made by rule, as if the reader had read them: for the cost of linking at any size, without the cost of reading.

A made world has towns, sides and outlets. Every day some things happen; each report tells of a few of them, some reports are copies of a
wire's, some tell another number, some deny. The same numbers make the same readings.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from emberwatch.dates.when import When
from emberwatch.model.entity import Actor, Party, Place, PlaceMention
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.text.quantity import Quantity

FIRST_DAY = date(2015, 1, 1)
REPORTS_A_DAY = 12
HAPPENINGS_A_DAY = 4
OUTLETS, WIRES = 150, ("Reuters", "AFP", "AP")
COPIES, DENIALS, OTHER_NUMBERS = 0.25, 0.1, 0.15
"""The part of reports that copy a wire's, and of tellings that deny, or give another number."""

SIDES = tuple(Actor(f"made:{n}", f"{name} {kind}", "armed group" if n % 3 else "military") for n, (name, kind) in enumerate(
    (name, kind) for name in ("Northern", "Eastern", "Valley", "Coastal", "Republican", "People's", "Free", "United") for kind in ("Front", "Brigades", "Army")
))  # fmt: skip
SPEAKERS = tuple(Actor(f"person:{n}", f"{first} {last}", "person") for n, (first, last) in enumerate(
    (first, last) for first in ("Omar", "Leyla", "Karim", "Nadia", "Yusuf", "Hana") for last in ("Daoud", "Sabri", "Kassim", "Haddad", "Tahan", "Rifai")
))  # fmt: skip
DEEDS = (("ASSAULT", "artillery", "shelled"), ("ASSAULT", "aerial", "bombed"), ("ASSAULT", "firearms", "stormed"), ("SEIZE", None, "captured"))
SYLLABLES = ("ba", "dar", "kan", "mul", "ras", "tel", "zor", "jir", "ham", "qas", "sha", "wad", "nim", "fur", "gal", "hod")
FILLER = (
    "harvest market winter border convoy clinic school bridge river trader engine fuel bread water power road camp tent teacher doctor driver farmer "
    "mosque church office letter radio phone photograph video witness shop wall roof door window street corner square field orchard well tank truck "
    "bus car van bicycle"
).split()


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens in the made world."""

    day: date
    type: str
    mode: str | None
    verb: str
    town: Place
    actor: Actor
    recipient: Actor
    killed: int
    speaker: Actor


@dataclass(slots=True)
class Draft:
    """A report being written: its text so far, and what was read of it once it is whole."""

    parts: list[str] = field(default_factory=list)
    tellings: list[tuple[int, Happening, int, bool]] = field(default_factory=list)

    @property
    def chars(self) -> int:
        """Where the next sentence begins."""
        return sum(map(len, self.parts))

    def add(self, sentence: str) -> int:
        """Puts a sentence at the end and says where it begins."""
        begins = self.chars
        self.parts.append(sentence + " ")
        return begins


def make_readings(count: int, seed: int = 0, skip: int = 0) -> Iterator[Reading]:
    """`count` readings in the order of publication, after the first `skip`; the same ones whatever `skip` is."""
    towns = make_towns(random.Random(seed))
    wires: list[Draft] = []
    for number in range(skip + count):
        rng = random.Random(f"{seed}/{number}")
        day = FIRST_DAY + timedelta(days=number // REPORTS_A_DAY)
        if number % REPORTS_A_DAY == 0:
            wires = []
        copied = rng.choice(wires) if wires and rng.random() < COPIES else None
        wire = copied is None and rng.random() < 0.2
        draft = copied or write_draft(rng, day, towns, seed)
        if wire:
            wires.append(draft)
        if number >= skip:
            yield read_draft(draft, number, day, rng, wire, copied is not None)


def make_towns(rng: random.Random) -> tuple[Place, ...]:
    """Towns with names of their own, some 30 km apart."""
    names: dict[str, None] = {}
    while len(names) < 120:
        names["".join(rng.sample(SYLLABLES, 3)).capitalize()] = None
    return tuple(
        Place(f"town:{n}", name, "town", "SY", f"Region {n // 12}", 33.0 + 0.3 * (n // 12), 36.0 + 0.3 * (n % 12), 5000) for n, name in enumerate(names)
    )


def happenings_on(day: date, towns: tuple[Place, ...], seed: int) -> list[Happening]:
    """What happens on a day."""
    rng = random.Random(f"{seed}/{day.isoformat()}")
    found = []
    for _ in range(HAPPENINGS_A_DAY):
        actor, recipient = rng.sample(SIDES, 2)
        found.append(Happening(day, *rng.choice(DEEDS), rng.choice(towns), actor, recipient, rng.randint(1, 60), rng.choice(SPEAKERS)))
    return found


def write_draft(rng: random.Random, day: date, towns: tuple[Place, ...], seed: int) -> Draft:
    """A report on two or three things of the last days, in sentences between which other words stand."""
    draft = Draft()
    recent = [one for back in (0, 1, 2) for one in happenings_on(day - timedelta(days=back), towns, seed)]
    for one in rng.sample(recent, rng.randint(2, 3)):
        killed = one.killed + rng.randint(1, 9) if rng.random() < OTHER_NUMBERS else one.killed
        denied = rng.random() < DENIALS
        opening = " ".join(rng.sample(FILLER, 5))
        at = draft.add(
            f"{opening.capitalize()}, where {one.actor.name} {one.verb} {one.town.name} on {one.day:%A}, killing {killed} fighters of {one.recipient.name}, "
            f"{one.speaker.name} said."
        )
        draft.tellings.append((at, one, killed, denied))
        if denied:
            draft.add(f"{one.recipient.name} denied that its fighters were killed in {one.town.name}.")
        draft.add(f"Families fled {one.town.name} and {' '.join(rng.sample(FILLER, 6))} were left behind.")
        draft.add(f"{one.actor.name} now controls {' '.join(rng.sample(FILLER, 3))} of {one.town.name}.")
        draft.add(f"{' '.join(rng.sample(FILLER, 12)).capitalize()}.")
    return draft


def read_draft(draft: Draft, number: int, day: date, rng: random.Random, wire: bool, copy: bool) -> Reading:
    """The reading of a draft under its publisher."""
    publisher = rng.choice(WIRES) if wire else f"Outlet {rng.randrange(OUTLETS)}"
    ending = f"With agencies, number {number}." if copy else f"Number {number}."
    report = Report("".join(draft.parts) + ending, title=f"News of {day.isoformat()}", publisher=publisher, published=day, path=f"made-{number}.txt")
    facts: list[Fact] = []
    statements: list[Statement] = []
    for at, one, killed, denied in draft.tellings:
        found = read_telling(report, at, one, killed, denied)
        facts += found[0]
        statements += found[1]
    ends, begin = [], 0
    for part in draft.parts:
        ends.append((begin, begin + len(part) - 1))
        begin += len(part)
    named = {actor.id: actor for _, one, _, _ in draft.tellings for actor in (one.actor, one.recipient, one.speaker)}
    places = {one.town.id: one.town for _, one, _, _ in draft.tellings}
    return Reading(
        report, (*ends, (begin, len(report.text))), tuple(statements), tuple(facts), tuple(named.values()), tuple(places.values()), versions={"made": "1"}
    )


def read_telling(report: Report, at: int, one: Happening, killed: int, denied: bool) -> tuple[list[Fact], list[Statement]]:
    """The statements and facts of the sentences on one happening, which begin at `at`."""

    def find(words: str, after: int = at) -> Evidence:
        start = report.text.index(words, after)
        return Evidence.quote(report, start, start + len(words))

    def party(actor: Actor, after: int = at) -> Party:
        words = find(actor.name, after)
        return Party(words.span, words.text, actor.name, actor.id)

    def town(after: int = at) -> PlaceMention:
        return PlaceMention(find(one.town.name, after).span, one.town.name, one.town)

    weekday, verb, said = find(f"{one.day:%A}"), find(one.verb), find("said")
    when = When(weekday.text, weekday.span, one.day, one.day + timedelta(days=1), "day", "publication")
    speaker = party(one.speaker)
    content = Evidence.quote(report, verb.span.start, speaker.span.start - 2)
    statement = Statement(report.id, "say", said, (speaker,), content)
    common = {"when": when, "speakers": (speaker,), "statement": statement.id, "probability": 0.9}
    killing, number = find("killing"), find(f"{killed} fighters")
    fighters = Quantity("fighters", "killed", float(killed), float(killed), number.text, number.span)
    struck = party(one.recipient, killing.span.end)
    after = said.span.end
    fled, holds = find("fled", after), find("controls", after)
    holder = party(one.actor, after)
    facts = [
        Fact(report.id, "event", one.type, one.mode, "occurred", verb, (party(one.actor),), (), town(), **common),  # type: ignore[arg-type]
        Fact(report.id, "event", "ASSAULT", None, "occurred", killing, (party(one.actor),), (struck,), town(), quantities=(fighters,), **common),  # type: ignore[arg-type]
        Fact(report.id, "event", "DISPLACE", "flight", "occurred", fled, (), (), town(fled.span.start), when, probability=0.8),
        Fact(report.id, "state", "CONTROL", None, "ongoing", holds, (holder,), (), town(holds.span.start), probability=0.8),
    ]
    statements = [statement]
    if denied:
        cue, were = find("denied", after), find("were killed", after)
        denier = party(one.recipient, after)
        denial = Statement(report.id, "deny", cue, (denier,), Evidence.quote(report, cue.span.end + 1, were.span.end), about=denier)
        facts.append(
            Fact(
                report.id,
                "event",
                "ASSAULT",
                None,
                "denied",
                were,
                (),
                (denier,),
                town(were.span.end),
                speakers=(denier,),
                statement=denial.id,
                probability=0.8,
            )
        )
        statements.append(denial)
    return facts, statements
