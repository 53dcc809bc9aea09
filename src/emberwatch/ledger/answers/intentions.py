"""Who stays after a withdrawal: how many forces of a state are left in another country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from emberwatch.ledger.answers.counted import group_of, widen
from emberwatch.ledger.answers.happened import is_ahead
from emberwatch.ledger.answers.reply import Reply, Subject
from emberwatch.ledger.answers.stances import AHEAD
from emberwatch.ledger.answers.view import UNREAL, View
from emberwatch.model.fact import Fact
from emberwatch.text.table import load_word_patterns, read_rows

DATA = Path(__file__).parents[2] / "data"
TROOPS = re.compile(r"\b(?:troops?|soldiers?|forces?|contingent|peacekeep\w+|men|units?|marines|army|them|rest|americans|us|we|our)\b", re.IGNORECASE)
NEAR_CHARS = 45
STILL_CHARS = 25
POSTED = ("COERCE", "MOBILIZE", "CONTROL")
"""What soldiers do where they are."""
STILL = re.compile(r"\b(?:still|remain(?:s|ed)?|continue(?:s|d)? to|keeps? on)\b[^,.;]*$", re.IGNORECASE)
STAYING = re.compile(r"(?:stay|remain|present|left behind)", re.IGNORECASE)
COMPLETE = re.compile(r"[^.;]{0,90}\b(?:(?:was|were|is|has been|have been|had been) (?:now )?(?:completed|complete|concluded|finished|over))\b")
COMPLETE_BEFORE = re.compile(r"\b(?:complet(?:ed|es)|conclud(?:ed|es)|finish(?:ed|es)) (?:the |its |their )?(?:\w+ )?$", re.IGNORECASE)
Left = tuple[float | None, float | None, str]
"""Bounds of the number left and the words for it."""


def load_remainder(path: Path = DATA / "remainder.tsv") -> Mapping[str, re.Pattern[str]]:
    """One pattern a kind."""
    return load_word_patterns(path)


@cache
def load_adjectives(path: Path = DATA / "actors" / "states.tsv") -> Mapping[str, str]:
    """The first adjective of each state by its code: TD is Chadian."""
    return {cells[0]: cells[3].split(";")[0] or cells[1] for _, cells in read_rows(path) if len(cells) > 3}


def find_remainders(view: View) -> Iterator[Reply]:
    """Replies that say how many forces of a state are to be left in another country: none, a number, or some."""
    state = country = None
    for fact in sorted(view.reading.facts, key=lambda f: f.trigger.span.start):
        where = fact.place.place if fact.place else None
        country = where.country if where is not None and where.country else country
        if fact.type not in ("RETREAT", "DISPLACE", "STRENGTH", *POSTED):
            continue
        state = find_state(view, fact) or state
        left = read_present(view, fact) or (read_left(view, fact) if fact.type not in POSTED else None)
        if left is not None and state and country and state != country:
            yield make_remainder(view, fact, state, country, *left)


def find_state(view: View, fact: Fact) -> str | None:
    """The state whose forces are meant: of a party's actor, or of who says "our"."""
    for party in (*fact.recipients, *fact.actors):
        actor = view.actors.get(party.id or "")
        if actor is not None and actor.country and actor.type in ("state", "government", "military"):
            return actor.country
    if any(re.match(r"(?:all of |every one of )?(?:our|we)\b", p.text, re.IGNORECASE) for p in fact.actors):
        return next(iter(sorted(view.sides[fact.id].countries)), None)
    return None


def read_left(view: View, fact: Fact) -> Left | None:
    """Bounds of the number left and the words for it; None where the claim does not say."""
    patterns, text = load_remainder(), view.reading.report.text
    parties = " ".join(p.text for p in (*fact.actors, *fact.recipients))
    before = text[max(0, fact.trigger.span.start - 2 * NEAR_CHARS) : fact.trigger.span.start]
    near = re.split(r"[.;]", before)[-1]
    if fact.type == "STRENGTH":
        return read_stay(fact, parties)
    if not TROOPS.search(parties) and not group_is_force(fact):
        return None
    if fact.status not in (*AHEAD, "possible", "ongoing") or fact.mode not in (None, "withdraw", "return", "flight"):
        return None
    every = patterns["all"].search(parties) or re.search(r"\b(?:complete|full|total|entire)\b(?:,? \w+){0,2} $", near + " ", re.IGNORECASE)
    return (0, 0, "none") if every else None


def read_present(view: View, fact: Fact) -> Left | None:
    """What a claim on the present says of how many are left: some who still stand there or were not withdrawn, none where the withdrawal is over."""
    parties = " ".join(p.text for p in (*fact.actors, *fact.recipients))
    if not TROOPS.search(parties):
        return None
    number = view.sentence_at(fact.trigger.span.start)
    start, words = view.sentence_start(number), view.words_of(number)
    before, after = words[: fact.trigger.span.start - start], words[fact.trigger.span.end - start :]
    patterns = load_remainder()
    if fact.type == "RETREAT":
        if fact.status in UNREAL and not is_ahead(view, fact):
            return (1, None, "some") if patterns["none"].search(parties) else None
        over = fact.status == "occurred" and (COMPLETE.match(after) or COMPLETE_BEFORE.search(before) or patterns["all"].match(parties))
        return (0, 0, "none") if over else None
    if fact.status not in ("ongoing", "occurred") or fact.type == "DISPLACE" or any(q.state in ("present", "deployed") for q in fact.quantities):
        return None
    still = STILL.search(before[-STILL_CHARS:]) or STAYING.match(fact.trigger.text)
    return (1, None, "some") if still and not patterns["none"].search(parties) else None


def group_is_force(fact: Fact) -> bool:
    """Does it count soldiers?"""
    return any(group_of(q.of) == "force" for q in fact.quantities)


def read_stay(fact: Fact, parties: str) -> Left | None:
    """What a claim that people stay says of how many; only a number, of a time to come, or flatly none."""
    patterns = load_remainder()
    if not patterns["stay"].search(fact.trigger.text):
        return None
    if fact.status in UNREAL:
        return (0, 0, "none") if patterns["none"].search(parties) else None
    counted = next((q for q in fact.quantities if q.state in ("present", "deployed", "other") and group_of(q.of) in ("force", "any")), None)
    if counted is not None:
        low, high = widen(counted)
        return low, high, counted.text
    if fact.status not in (*AHEAD, "possible"):
        return None
    return (1, None, "some") if patterns["some"].search(parties) else None


def make_remainder(view: View, fact: Fact, state: str, country: str, low: float | None, high: float | None, words: str) -> Reply:
    """One reply."""
    number = view.sentence_at(fact.trigger.span.start)
    subject: Subject = (("left", state), ("country", country))
    where = next((p.name for p in view.reading.places if p.country == country and p.precision == "country"), country)
    said = view.statements.get(fact.statement or "")
    return Reply(
        "will", subject, fact.id, view.reading.report.id, view.published, fact.trigger.span.start, view.sides[fact.id],
        tuple(p.name or p.text for p in fact.speakers), f"{words} left" if words == "none" else words, fact.status, low, high, group="force",
        stance="" if fact.status in (*AHEAD, "possible") or (fact.status in UNREAL and is_ahead(view, fact)) else "now",
        day=said.when.start if said is not None and said.when is not None else None, retold=view.is_told_before(fact),
        label=f"How many {load_adjectives().get(state, state)} troops will be left in {where}", words=view.words_of(number).strip(),
    )  # fmt: skip
