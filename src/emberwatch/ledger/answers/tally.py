"""One number as an answer: whom it counts, by whose word, in which state, in the happenings that can be its cause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from emberwatch.ledger.answers.causes import CAUSE_OF, HARM, pick_causes
from emberwatch.ledger.answers.counted import find_divided, find_numbers, find_refuted, load_counted, read_group, says, widen
from emberwatch.ledger.answers.extent import find_extent
from emberwatch.ledger.answers.reply import Reply, Subject
from emberwatch.ledger.answers.scenes import name_days
from emberwatch.ledger.answers.sides import IRREGULAR, Side
from emberwatch.ledger.answers.tellers import find_teller
from emberwatch.ledger.answers.view import View
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.quantity import Quantity

TOLLS = frozenset({"killed", "wounded", "abducted", "released", "destroyed", "displaced", "detained", "surrendered", "captured", "missing"})
"""States whose numbers belong to a happening."""
CLASS_OF = {"abducted": "held", "captured": "held", "detained": "held"}
"""States that tell one thing by the word of one side or the other."""
PEOPLE = frozenset({"any", "civilian", "force", "irregular", "family"})
LOST = re.compile(r"\b(?:lost|losing|loss of)\W+(?:\w+\W+)?$", re.IGNORECASE)
OURS = re.compile(r"\b(?:my|our) (?:own )?(?:boys|lads|men|people|brothers|comrades|fighters)\b", re.IGNORECASE)
OWN_LOST = re.compile(
    r"\bof (?:its|their|his) (?:own )?(?:men|soldiers|fighters|troops|members|comrades|boys|brothers) (?:had|have|has|was|were|died|fell|perished)\b",
    re.IGNORECASE,
)
OWN_CHARS = 25
"""So far after a number it is said whose those counted are: "three of our comrades"."""
OWN = re.compile(r"\b(?:its|their|our|his) (?:own )?(?:losses|dead|fallen|casualties|martyrs|fatalities)\b(?:[^.;]{0,40})$", re.IGNORECASE)
THEM = re.compile(r"\bof (?:them|these|those)$", re.IGNORECASE)
FORCES = frozenset({"office:army", "office:police", "office:executive"})
OWN_GROUPS = {"armed group": "irregular", "military": "force", "state": "force", "police": "force"}
THINGS = frozenset({"house", "building", "vehicle", "aircraft", "vessel", "tank", "weapon"})
PERSONAL = frozenset({"killed", "wounded", "abducted", "detained", "missing", "displaced", "surrendered"})
"""States that only people are in."""
STATE_WORDS = {
    "killed": "killed", "wounded": "wounded", "abducted": "abducted", "released": "released", "destroyed": "destroyed", "displaced": "displaced",
    "detained": "detained", "surrendered": "surrendered", "captured": "captured", "missing": "missing", "present": "there",
}  # fmt: skip


def tally(view: View, number: int, quantity: Quantity, state: str, facts: list[Fact], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies with one number, for each incident of its sentence that can be its cause; where none can be, on what its claim tells."""
    facts = [f for f in facts if view.is_of_one_time(f, quantity.span)]
    holders: list[Fact] = [f for f in facts if any(q.span.end == quantity.span.end for q in f.quantities)] or facts
    said = next((s for s in view.reading.statements if s.content.span.start <= quantity.span.start < s.content.span.end), None)
    own: list[Fact | Statement] = [*holders[:1]] or ([said] if said is not None else [])
    causes: list[Fact] = pick_causes(view, number, state, holders, facts, homes)
    for cause in causes or own:
        claim = min(holders, key=lambda f: (f.id != cause.id, f.type not in CAUSE_OF.get(state, ()), f.trigger.span.start), default=own[0] if own else cause)
        home = homes.get(cause.id, cause.id)
        if any(homes.get(f.id, f.id) == home and not view.is_of_one_time(f, quantity.span) for f in view.by_sentence.get(number, ())):
            home = cause.id
        subject: Subject = (("incident", home), ("state", CLASS_OF.get(state, state)))
        group = find_group(view, claim, quantity)
        if (state not in HARM or group in PEOPLE) and not (state in PERSONAL and group in THINGS):
            yield make_count(view, claim, number, subject, quantity, group, state)


def find_group(view: View, claim: Fact | Statement, quantity: Quantity) -> str:
    """The group that a number counts; men whom a side says it lost are its own, and whoever bears the name of an armed body is of its kind."""
    text = view.reading.report.text
    group = read_group(text, quantity)
    if group == "any" and THEM.search(quantity.text):
        return find_them(view, quantity)
    known = group in PEOPLE or group in load_counted().values()
    named = [*claim.actors, *claim.recipients] if isinstance(claim, Fact) else []
    if not known:
        kinds = [actor.type for p in named if p.span.overlaps(quantity.span) and (actor := view.actors.get(p.id or "")) is not None]
        return next((OWN_GROUPS[kind] for kind in kinds if kind in OWN_GROUPS and kind != "state"), "any" if is_people(quantity) else group)
    around = text[quantity.span.start : quantity.span.end + OWN_CHARS].split(",")[0]
    own = OURS.search(around) is not None or OWN_LOST.search(around) is not None
    if not own and (group != "any" or not LOST.search(text[max(0, quantity.span.start - 20) : quantity.span.start])):
        return group
    kinds = [actor.type for party in (*named, *claim.speakers) if (actor := view.actors.get(party.id or "")) is not None]
    if own and not set(kinds) & set(OWN_GROUPS):
        return group_of_side(view, view.sides[claim.id])
    return next((OWN_GROUPS[kind] for kind in kinds if kind in OWN_GROUPS), "any" if own and group == "civilian" else group)


def find_them(view: View, quantity: Quantity) -> str:
    """The group meant by "of them": fighters, where they are the people named last in their sentence or in the one before; else "any"."""
    number = view.sentence_at(quantity.span.start)
    own = view.words_of(number)[: quantity.span.start - view.sentence_start(number)]
    told = [re.findall(r"[a-z]+", words.lower()) for words in (own, view.words_of(number - 1) if number else "")]
    last = [next((group for word in reversed(words) if (group := load_counted().get(word, "")) in PEOPLE), "any") for words in told]
    return "irregular" if "irregular" in last else "any"


def is_people(quantity: Quantity) -> bool:
    """Is the noun of a number the name of a people or body: "35 Serbs"?"""
    return re.search(r"\b[A-Z][a-z]+s\b", quantity.text) is not None


def make_count(view: View, claim: Fact | Statement, number: int, subject: Subject, quantity: Quantity, group: str, state: str) -> Reply:
    """One counting reply."""
    words = view.words_of(number)
    around = " ".join(view.words_of(n) for n in range(number, min(number + 3, len(view.reading.sentences) or 1)))
    grown = says("growth", words) or (state in HARM and says("growth", next_words(view, number)))
    low, high = widen(quantity, find_divided(view.reading.report.text, quantity), words)
    side = view.sides[claim.id]
    if side.own:
        side = find_teller(view, number) or side
    if group == "any" and state in HARM:
        group = find_own_group(view, words[: quantity.span.end - view.sentence_start(number)], side)
    return Reply(
        "count", subject, claim.id, view.reading.report.id, view.published, quantity.span.start, side,
        tuple(p.name or p.text for p in claim.speakers),
        f"{quantity.text} {STATE_WORDS.get(state, state)}" if state not in quantity.text else quantity.text, claim.status, low, high, group=group,
        day=None if grown else find_day(view, number), retold=view.is_told_before(claim), growth=grown,
        correction=says("correction", f"{view.reading.report.title or ''} {around}"),
        where=find_extent(view, number, quantity), against=find_refuted(words), label=f"How many were {STATE_WORDS.get(state, state)}", words=words.strip(),
    )  # fmt: skip


def find_day(view: View, number: int) -> date | None:
    """The one day that a sentence names as that of what it counts."""
    days = name_days(view, number)
    return min(days) if len(days) == 1 else None


def next_words(view: View, number: int) -> str:
    """The sentence after, where a number stands in it that tells how the last came about: "twelve of them died in hospital"."""
    after = view.words_of(number + 1) if number + 1 < len(view.reading.sentences) else ""
    return after if find_numbers(after) or "died" in after else ""


def find_own_group(view: View, words: str, side: Side) -> str:
    """The group of those that a side calls its own dead ("its losses at 41"), by what kind of side it is; "any" for others."""
    return group_of_side(view, side) if OWN.search(words) else "any"


def group_of_side(view: View, side: Side) -> str:
    """The group of the men of a side, by what kind of side it is; "any" where it has none."""
    bodies = {f"body:{actor.name}" for actor in view.actors.values() if actor.type == "armed group"}
    if side.keys & (IRREGULAR | bodies):
        return "irregular"
    return "force" if side.keys & FORCES or any(key.startswith("office:ministry of") for key in side.keys) else "any"
