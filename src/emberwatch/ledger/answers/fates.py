"""What became of a person: told to be dead, told to be alive, or heard speaking after the death was told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import name_key
from emberwatch.ledger.answers.view import REAL, UNREAL, View
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.table import read_rows

FATES = Path(__file__).parents[2] / "data" / "fates.tsv"
PART = r"(?:(?:al|el|ar|ad|as|az|an|ash|at|ul)-)?[A-Z][\w’']+(?:-[\w’']+)*"
NAME = re.compile(rf"{PART}(?: (?:[“\"][^”\"]{{2,25}}[”\"] )?(?:(?:bin|ibn|abu|de|da|dos|van|von|ould|al|el) )?{PART})+")
APPOSED = re.compile(r",? (?:(?:better |also |and )*(?:known as|alias|a\.k\.a\.|called|named|nicknamed) )?(?=[A-Z“\"])")
ABOUT_HIM = re.compile(
    r"\b(?:he|she|him|his|her|I|me|my|himself|herself|the (?:[\w-]+ ){0,2}(?:commander|leader|chief|general|colonel|emir|warlord|militant|rebel))\b"
)
TRIED = re.compile(r"\w+(?:[’']s)? (?:attempts?|bids?|plots?|plans?|tr(?:y|ies))\b", re.IGNORECASE)
KIN = re.compile(
    r"\b(?:sister|brother|mother|father|son|daughter|wife|widow|husband|uncle|aunt|cousin|friend|relative|lawyer|parent)s? of (?:an?|the|one of the) "
    r"(?:[\w’'-]+ ){1,4}(?:who (?:was|were) )?$"
)
KIN_CHARS = 70
DEADLY = frozenset({"ASSAULT", "CASUALTIES"})
BESIDE_CHARS = 40
SPOKEN_FOR = re.compile(r"\b(?:spokes(?:m[ae]n|wom[ae]n|persons?|people)|speaks for|on behalf of)\b", re.IGNORECASE)
"""Who speaks for others was not the one told dead."""
NEAR_SENTENCES = 2
"""So many sentences around a saying it is looked for that the speaker was told dead."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in a text: where, the key of the name, and the name."""

    at: int
    end: int
    key: str
    name: str


@cache
def load_fates(path: Path = FATES) -> dict[str, re.Pattern[str]]:
    """One pattern a kind: `dead`, `alive`, `rumour` (a death is told of as somebody's telling), `title` (words before a name that are no part of it)."""
    return {kind: re.compile(rf"\b(?:{words})(?!\w)", 0 if kind == "title" else re.IGNORECASE) for _, (kind, words) in read_rows(path)}


def find_fates(view: View) -> Iterator[Reply]:
    """Replies that say of a named person that he or she was killed, or is alive."""
    people = find_people_named(view)
    if people:
        yield from find_deaths(view, people)
        yield from find_lives(view, people)


def find_people_named(view: View) -> list[Person]:
    """The persons that the text names in full, in its order; no places and no bodies."""
    text = view.reading.report.text
    types = {actor.id: actor.type for actor in view.actors.values()}
    known = {actor.id: actor.name for actor in view.actors.values()}
    other = [r.span for r in view.reading.resolutions if r.pick is not None and types.get(r.pick, "unknown") not in ("person", "unknown", "people")]
    found = []
    for match in NAME.finditer(text):
        if any(span.start < match.end() and match.start() < span.end for span in other):
            continue
        name = re.sub(r"[“\"][^”\"]*[”\"] ", "", load_fates()["title"].sub("", match[0])).strip()
        person = next(
            (
                r.pick
                for r in view.reading.resolutions
                if r.pick and types.get(r.pick) == "person" and r.span.start < match.end() and match.start() < r.span.end
            ),
            None,
        )
        name = known.get(person or "", name)
        parts = name_key(name).split()
        if len(parts) >= 2:
            found.append(Person(match.start(), match.end(), f"{parts[0]} {parts[-1]}", name))
    return found


def find_deaths(view: View, people: list[Person]) -> Iterator[Reply]:
    """Replies that a person was killed: the fact tells of a death, and the person is whom it was done to."""
    for fact in view.reading.facts:
        if fact.type not in DEADLY or is_of_another(view, fact):
            continue
        stance = "yes" if fact.status in REAL else ""
        told = {p.key: p for party in fact.recipients if is_told_dead(view, fact, party) for p in find_meant(view, party, people)}
        for person in told.values() if stance else ():
            yield make_fate(view, fact, person, stance)


def is_of_another(view: View, fact: Fact) -> bool:
    """Was it but attempted, or is it told of a kinsman or friend: "the sister of the boy killed"?"""
    text, start = view.reading.report.text, fact.trigger.span.start
    return TRIED.match(text, start) is not None or KIN.search(text[max(0, start - KIN_CHARS) : start]) is not None


def is_told_dead(view: View, fact: Fact, party: Party) -> bool:
    """Is a party told to be dead by the word of the fact, or by one right before or after it: "a strike on Tuesday killed Mullah Abdul Baqi"?"""
    text, dead = view.reading.report.text, load_fates()["dead"].pattern
    if load_fates()["dead"].search(fact.trigger.text):
        return True
    before, after = text[: party.span.start][-BESIDE_CHARS:], text[party.span.end :][:BESIDE_CHARS]
    return re.search(rf"{dead}(?: (?!and\b|or\b)[\w’'-]+){{0,2}} $", before, re.IGNORECASE) is not None or (
        re.match(rf"\W*(?:was|were|is|has been|had been|have been) (?:\w+ ){{0,2}}?{dead}", after, re.IGNORECASE) is not None
    )


def find_meant(view: View, party: Party, people: list[Person]) -> list[Person]:
    """The persons that the words for a party name, or that are named right behind them."""
    start, end = party.span.start, party.span.end
    after = APPOSED.match(view.reading.report.text, end)
    reach = after.end() if after else end
    return [p for p in people if (p.at < end and start < p.end) or p.at <= reach < p.end]


def find_lives(view: View, people: list[Person]) -> Iterator[Reply]:
    """Replies that a person is alive: said in so many words, or by his or her own voice where the report tells of the death as told."""
    for number in range(len(view.reading.sentences)):
        words, start = view.words_of(number), view.sentence_start(number)
        claim = claim_of(view, number)
        if claim is None or (isinstance(claim, Fact) and claim.status in UNREAL):
            continue
        alive = load_fates()["alive"].search(words)
        here = [p for p in people if start <= p.at < start + len(words)]
        if alive is not None:
            named = [p for p in here if p.at < start + alive.end()] or ([p for p in people if p.at < start] if ABOUT_HIM.search(words) else []) or here
            if named:
                yield make_fate(view, claim, named[-1], "no")
        else:
            yield from find_voices(view, number, people)


def find_voices(view: View, number: int, people: list[Person]) -> Iterator[Reply]:
    """Replies by persons who speak in a sentence, around which their death is told of as somebody's telling."""
    around = " ".join(view.words_of(n) for n in range(max(0, number - NEAR_SENTENCES), min(len(view.reading.sentences), number + NEAR_SENTENCES + 1)))
    if not load_fates()["rumour"].search(around):
        return
    for said in view.reading.statements:
        if view.sentence_at(said.content.span.start) == number and not SPOKEN_FOR.search(view.words_of(number)):
            for person in {
                p.key: p for party in said.speakers[:1] for p in people if party.span.start <= p.at < party.span.end or p.name == party.name
            }.values():
                yield make_fate(view, said, person, "no")


def claim_of(view: View, number: int) -> Fact | Statement | None:
    """The claim that stands for a sentence: of a death, else its first statement, else its first fact."""
    facts = view.by_sentence.get(number, [])
    said = [s for s in view.reading.statements if view.sentence_at((s.cue or s.content).span.start) == number]
    deadly = [f for f in facts if f.type in DEADLY]
    claims: list[Fact | Statement] = [*deadly, *said, *facts]
    return claims[0] if claims else None


def make_fate(view: View, claim: Fact | Statement, person: Person, stance: str) -> Reply:
    """One reply; `day` is that of the death, where it is told."""
    at = claim.trigger.span.start if isinstance(claim, Fact) else claim.content.span.start
    words = view.words_of(view.sentence_at(at))
    day = claim.when.start if isinstance(claim, Fact) and claim.when is not None and stance == "yes" else None
    status = claim.status if isinstance(claim, Fact) and stance == "yes" else "occurred"
    return Reply(
        "happened", (("person", person.key), ("what", "killed")), claim.id, view.reading.report.id, view.published, at, view.sides[claim.id],
        tuple(p.name or p.text for p in claim.speakers), f"{person.name} {'was killed' if stance == 'yes' else 'is alive'}", status, stance=stance, day=day,
        retold=view.is_told_before(claim), label=f"Was {person.name} killed", words=words.strip(),
    )  # fmt: skip
