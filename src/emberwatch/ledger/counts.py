"""How many: the numbers that claims give, each tied to what it counts, in which happening or at which place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from emberwatch.ledger.counted import find_refuted, group_of, is_part, is_refuted, load_counted, load_counting, read_group, read_state, says, widen
from emberwatch.ledger.reply import Reply, Subject
from emberwatch.ledger.sides import IRREGULAR, Side
from emberwatch.ledger.tellers import find_teller
from emberwatch.ledger.view import REAL, View
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.numbers import NumberMention, find_numbers
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span

TOLLS = frozenset({"killed", "wounded", "abducted", "released", "destroyed", "displaced", "detained", "surrendered", "captured", "missing"})
"""States whose numbers belong to a happening."""
HARM = frozenset({"killed", "wounded"})
PEOPLE = frozenset({"any", "civilian", "force", "irregular", "family"})
CAUSES = ("ASSAULT", "RETREAT", "DISPLACE", "COERCE", "CASUALTIES")
CAUSE_OF = {
    "killed": ("ASSAULT", "CASUALTIES"), "wounded": ("ASSAULT", "CASUALTIES"), "destroyed": ("ASSAULT", "COERCE"), "displaced": ("DISPLACE",),
    "released": ("RETREAT", "CONCEDE", "DISPLACE", "AID"), "detained": ("COERCE",), "abducted": ("ASSAULT", "COERCE"), "surrendered": ("RETREAT",),
    "captured": ("ASSAULT", "COERCE", "SEIZE"),
}  # fmt: skip
DEADLY = frozenset({"SEIZE", "MOBILIZE", "COERCE"})
"""Deeds in which people die, where nothing nearer is told: a town overrun."""
HURT = re.compile(r"\b(?:hurt|injur|wound|harm)", re.IGNORECASE)
RESCUED = re.compile(r"(?:rescu|freed|freeing|releas)", re.IGNORECASE)
TOUCHED = re.compile(r"(?:harm|touch)", re.IGNORECASE)
"""Of nobody who was harmed in any way none was killed."""
UNHEARD = re.compile(r"\b(?:reports?|word|claims?|details|information|immediate(?:ly)?|clear|known|confirm\w*)\b", re.IGNORECASE)
"""Words by which nothing is known of casualties, rather than that there were none."""
LOST = re.compile(r"\b(?:lost|losing|loss of)\W+(?:\w+\W+)?$", re.IGNORECASE)
TOLL_OF = re.compile(r"\b(?:number|toll|count|figure) (?:of|among) (?:the |its |their )?(?:\w+ )?(\w+) (?:killed|dead|who)\b", re.IGNORECASE)
OWN = re.compile(r"\b(?:its|their|our|his) (?:own )?(?:losses|dead|fallen|casualties|martyrs|fatalities)\b(?:[^.;]{0,40})$", re.IGNORECASE)
FORCES = frozenset({"office:army", "office:police", "office:executive"})
OWN_GROUPS = {"armed group": "irregular", "military": "force", "state": "force", "police": "force"}
THINGS = frozenset({"house", "building", "vehicle", "tank", "weapon"})
PERSONAL = frozenset({"killed", "wounded", "abducted", "detained", "missing", "displaced", "surrendered"})
"""States that only people are in."""
STATE_WORDS = {
    "killed": "killed", "wounded": "wounded", "abducted": "abducted", "released": "released", "destroyed": "destroyed", "displaced": "displaced",
    "detained": "detained", "surrendered": "surrendered", "captured": "captured", "missing": "missing", "present": "there",
}  # fmt: skip


def find_counts(view: View, homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies that count: of a happening by `homes` (fact to incident), else of an actor at a place."""
    for number in range(len(view.reading.sentences)):
        yield from count_sentence(view, number, view.by_sentence.get(number, []), homes)


def count_sentence(view: View, number: int, facts: list[Fact], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies of one sentence: each number once for each happening that it may belong to, and tolls that no fact holds."""
    totals = list(find_tolls(view, number))
    seen: set[tuple[int, str]] = set()
    text = view.reading.report.text
    for fact in facts:
        for quantity in own_quantities(view, fact):
            state = "released" if RESCUED.match(fact.trigger.text) else read_state(text, quantity.span, quantity.state)
            key = (quantity.span.end, state)
            if key in seen or state not in TOLLS or fact.status not in REAL or is_part(text, quantity) or (totals and state == "killed"):
                continue
            if is_refuted(text, quantity.span.start):
                continue
            seen.add(key)
            yield from tally(view, number, quantity, state, facts, homes)
    for quantity in find_untold(view, number, facts):
        if not (totals and quantity.state == "killed") and not is_part(view.reading.report.text, quantity):
            yield from tally(view, number, quantity, quantity.state, facts, homes)
    for mention in totals:
        yield from total(view, number, mention, facts, homes)
    for fact in facts:
        if fact.type == "CASUALTIES" and fact.status in ("denied", "not_occurred") and not UNHEARD.search(view.words_of(number)):
            yield from count_none(view, number, fact, homes)


def count_none(view: View, number: int, fact: Fact, homes: Mapping[str, str]) -> Iterator[Reply]:
    """The replies of "nobody was hurt" and "without losses": none, in the happening told beside it or last before; of the side that is named."""
    state = "wounded" if HURT.search(fact.trigger.text) else "killed"
    told = " ".join(p.text for p in fact.recipients)
    kinds = {view.actors[p.id].type for p in fact.recipients if p.id in view.actors}
    group = next((OWN_GROUPS[kind] for kind in sorted(kinds) if kind in OWN_GROUPS), group_of(told) if told else "any")
    quantity = Quantity(told, state, 0, 0, "none", fact.trigger.span)
    for cause in [f for f in view.by_sentence[number] if f.type == "ASSAULT" and f.status in REAL][:1] or last_assault(view, number):
        subject: Subject = (("incident", homes.get(cause.id, cause.id)), ("state", state))
        yield make_count(view, fact, number, subject, quantity, group if group in PEOPLE else "any", state)


def find_untold(view: View, number: int, facts: list[Fact]) -> Iterator[Quantity]:
    """Numbers of a sentence that no fact holds, though the words beside them say what became of those counted."""
    if not any(f.status in REAL for f in facts):
        return
    start, text = view.sentence_start(number), view.reading.report.text
    for mention in find_numbers(view.words_of(number)):
        span = shift(mention.span, start)
        held = any(span.overlaps(q.span) for f in facts for q in f.quantities) or not any(view.is_of_one_time(f, span) for f in facts)
        state = "" if held or mention.kind != "count" or is_refuted(text, span.start) else read_state(text, span, "")
        noun = re.match(r"\W*([a-z]+)", text[span.end :])
        if state in TOLLS:
            yield Quantity(noun[1] if noun else "", state, mention.low, mention.high, text[span.start : span.end + (noun.end() if noun else 0)].strip(), span)


def own_quantities(view: View, fact: Fact) -> list[Quantity]:
    """The numbers of a fact that are of its own time: not the eleven of "killed four, six days after a bomb killed eleven"."""
    return [quantity for quantity in fact.quantities if view.is_of_one_time(fact, quantity.span)]


def tally(view: View, number: int, quantity: Quantity, state: str, facts: list[Fact], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies with one number, for each incident of its sentence that can be its cause."""
    facts = [f for f in facts if view.is_of_one_time(f, quantity.span)]
    holders = [f for f in facts if any(q.span.end == quantity.span.end for q in f.quantities)] or facts
    for fact in pick_causes(view, number, state, holders, facts, homes):
        claim = min(holders, key=lambda f: (f.id != fact.id, f.type not in CAUSE_OF.get(state, ()), f.trigger.span.start))
        subject: Subject = (("incident", homes.get(fact.id, fact.id)), ("state", state))
        group = find_group(view, claim, quantity)
        if (state not in HARM or group in PEOPLE) and not (state in PERSONAL and group in THINGS):
            yield make_count(view, claim, number, subject, quantity, group, state)


def find_group(view: View, claim: Fact, quantity: Quantity) -> str:
    """The group that a number counts; men whom a side says it lost are its own."""
    text = view.reading.report.text
    group = read_group(text, quantity)
    if group != "any" or not LOST.search(text[max(0, quantity.span.start - 20) : quantity.span.start]):
        return group
    kinds = (actor.type for party in (*claim.actors, *claim.speakers) if (actor := view.actors.get(party.id or "")) is not None)
    return next((OWN_GROUPS[kind] for kind in kinds if kind in OWN_GROUPS), group)


def pick_causes(view: View, number: int, state: str, holders: list[Fact], facts: list[Fact], homes: Mapping[str, str]) -> list[Fact]:
    """The facts whose incidents a number belongs to: causes that hold it, else causes beside it, else the last one before; one an incident."""
    types = CAUSE_OF.get(state, CAUSES)
    real = [f for f in facts if f.status in REAL and f.type in types]
    found = [f for f in holders if f in real] or real or [f for f in holders if state in HARM and f.status in REAL and f.type in DEADLY]
    if state in HARM or state == "destroyed":
        beside = [f for f in real if f.type == "ASSAULT" and f not in found and not any(q.state == state for q in f.quantities)]
        adrift = not any(f.place is not None or (f.when is not None and f.when.start is not None) for f in (*found, *beside))
        found = [*found, *beside, *(last_assault(view, number) if adrift or not any(f.type == "ASSAULT" for f in (*found, *beside)) else [])]
    first: dict[str, Fact] = {}
    for fact in found:
        first.setdefault(homes.get(fact.id, fact.id), fact)
    return list(first.values())


def last_assault(view: View, number: int) -> list[Fact]:
    """The assault told last before a sentence, within three sentences."""
    for back in range(number - 1, number - 4, -1):
        found = [f for f in view.by_sentence.get(back, ()) if f.type == "ASSAULT" and f.status in REAL and f.mode != "clash"]
        if found:
            return [found[0]]
    return []


def find_tolls(view: View, number: int) -> Iterator[NumberMention]:
    """Numbers that words like "raising the number of dead to" call the toll so far."""
    words = view.words_of(number)
    if not any(word in words for word in ("toll", "number", "figure", "count")):
        return
    start = view.sentence_start(number)
    for mention in find_numbers(words):
        if mention.kind == "count" and any(p.search(words[: mention.span.start]) for p, _ in load_counting()["toll"]):
            yield NumberMention(shift(mention.span, start), shift(mention.core, start), mention.text, mention.low, mention.high, "count")


def shift(span: Span, by: int) -> Span:
    """The span moved on by so many characters."""
    return Span(span.start + by, span.end + by)


def total(view: View, number: int, mention: NumberMention, facts: list[Fact], homes: Mapping[str, str]) -> Iterator[Reply]:
    """The replies of a toll: of the incidents of its sentence, else of the one told last before."""
    quantity = Quantity("people", "killed", mention.low, mention.high, mention.text, mention.span)
    causes = pick_causes(view, number, "killed", [f for f in facts if f.type == "ASSAULT"], facts, homes) or last_assault(view, number)
    for fact in causes:
        claim = pick_claim(view, mention, fact, facts)
        counted = TOLL_OF.search(view.words_of(number))
        group = load_counted().get(counted[1].lower(), "any") if counted is not None else "any"
        yield make_count(view, claim, number, (("incident", homes.get(fact.id, fact.id)), ("state", "killed")), quantity, group, "killed")


def pick_claim(view: View, mention: NumberMention, cause: Fact, facts: list[Fact]) -> Fact | Statement:
    """The claim that tells a toll: of the dead or of the cause in its sentence, else the statement that holds it, else the cause."""
    if facts:
        return next((f for f in facts if f.type == "CASUALTIES"), cause if cause in facts else facts[0])
    return next((s for s in view.reading.statements if s.content.span.start <= mention.span.start < s.content.span.end), cause)


def make_count(view: View, claim: Fact | Statement, number: int, subject: Subject, quantity: Quantity, group: str, state: str) -> Reply:
    """One counting reply."""
    words = view.words_of(number)
    around = " ".join(view.words_of(n) for n in range(number, min(number + 3, len(view.reading.sentences) or 1)))
    low, high = widen(quantity)
    side = view.sides[claim.id]
    if side.own:
        side = find_teller(view, number) or side
    if group == "any" and state in HARM:
        group = find_own_group(view, words[: quantity.span.end - view.sentence_start(number)], side)
    return Reply(
        "count", subject, claim.id, view.reading.report.id, view.published, quantity.span.start, side,
        tuple(p.name or p.text for p in claim.speakers),
        f"{quantity.text} {STATE_WORDS.get(state, state)}" if state not in quantity.text else quantity.text, claim.status, low, high, group=group,
        retold=view.is_told_before(claim), growth=says("growth", words), correction=says("correction", f"{view.reading.report.title or ''} {around}"),
        against=find_refuted(words), label=f"How many were {STATE_WORDS.get(state, state)}", words=words.strip(),
    )  # fmt: skip


def find_own_group(view: View, words: str, side: Side) -> str:
    """The group of those that a side calls its own dead ("its losses at 41"), by what kind of side it is; "any" for others."""
    if not OWN.search(words):
        return "any"
    bodies = {f"body:{actor.name}" for actor in view.actors.values() if actor.type == "armed group"}
    if side.keys & (IRREGULAR | bodies):
        return "irregular"
    return "force" if side.keys & FORCES or any(key.startswith("office:ministry of") for key in side.keys) else "any"


def deny_counts(view: View, fact: Fact, home: str) -> Iterator[Reply]:
    """A denial that anybody was killed or hurt counts none, in the happening that it denies."""
    number = view.sentence_at(fact.trigger.span.start)
    words = " ".join(p.text for p in fact.recipients)
    state = read_state(view.reading.report.text, Span(fact.trigger.span.start, fact.trigger.span.start), "killed" if TOUCHED.match(fact.trigger.text) else "")
    if state not in HARM or not re.match(r"(?:any|no|a single|civilian)\b", words, re.IGNORECASE):
        return
    quantity = Quantity(words.split()[-1], state, 0, 0, "none", fact.trigger.span)
    yield make_count(view, fact, number, (("incident", home), ("state", state)), quantity, group_of(words), state)


def find_strengths(view: View) -> Iterator[Reply]:
    """Replies that say how many armed people an actor has, or has left, in a country: of now, not of a plan."""
    country = None
    for fact in sorted(view.reading.facts, key=lambda f: f.trigger.span.start):
        where = fact.place.place if fact.place else None
        country = where.country if where is not None and where.country else country
        number = view.sentence_at(fact.trigger.span.start)
        for quantity in fact.quantities:
            text = view.reading.report.text[quantity.span.end : quantity.span.end + 60]
            left = re.match(r"^\W*(?:are|were|is|was|to be|could be|may be)? ?(?:still )?(?:left|remain|inside)\b", text)
            present = fact.type == "STRENGTH" and quantity.state in ("present", "other") and fact.status in (*REAL, "possible")
            if not (present or left) or group_of(quantity.of) not in ("force", "irregular") or is_part(view.reading.report.text, quantity):
                continue
            owner = find_owner(view, fact, quantity)
            if owner is not None:
                subject: Subject = (("strength", owner[0]), ("country", country or "unknown"))
                reply = make_count(view, fact, number, subject, quantity, group_of(quantity.of), "present")
                yield replace(reply, label=f"How many fighters does {owner[1]} have", value=quantity.text)


def find_owner(view: View, fact: Fact, quantity: Quantity) -> tuple[str, str] | None:
    """Key and name of the actor whose people are counted: of the words of the number, else of the fact, else the only one of its sentence."""
    parties = sorted((*fact.actors, *fact.recipients), key=lambda p: not p.span.overlaps(quantity.span))
    said = view.statements.get(fact.statement or "")
    for party in (*parties, *([said.about] if said is not None and said.about is not None else [])):
        actor = view.actors.get(party.id or "")
        if actor is not None and actor.type in ("armed group", "military", "coalition", "state"):
            return (actor.id, actor.name)
    return None
