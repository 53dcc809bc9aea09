"""How many: the numbers that claims give, each tied to what it counts, in which happening or at which place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from emberwatch.ledger.reply import Reply, Subject
from emberwatch.ledger.view import View
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.numbers import NumberMention, find_numbers
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span
from emberwatch.text.table import load_table, read_rows

DATA = Path(__file__).parent.parent / "data"
TOLLS = frozenset({"killed", "wounded", "abducted", "released", "destroyed", "displaced", "detained", "surrendered", "captured", "missing"})
"""States whose numbers belong to a happening."""
HARM = frozenset({"killed", "wounded"})
PEOPLE = frozenset({"any", "civilian", "force", "irregular", "family"})
REAL = frozenset({"occurred", "ongoing"})
CAUSES = ("ASSAULT", "RETREAT", "DISPLACE", "COERCE", "CASUALTIES")
CAUSE_OF = {
    "killed": ("ASSAULT", "CASUALTIES"), "wounded": ("ASSAULT", "CASUALTIES"), "destroyed": ("ASSAULT", "COERCE"), "displaced": ("DISPLACE",),
    "released": ("RETREAT", "CONCEDE"), "detained": ("COERCE",), "abducted": ("ASSAULT", "COERCE"), "surrendered": ("RETREAT",),
    "captured": ("ASSAULT", "COERCE", "SEIZE"),
}  # fmt: skip
ABOUT = re.compile(r"(?:about|some|around|roughly|approximately|nearly|almost|an estimated)\b", re.IGNORECASE)
STATE_WORDS = {
    "killed": "killed", "wounded": "wounded", "abducted": "abducted", "released": "released", "destroyed": "destroyed", "displaced": "displaced",
    "detained": "detained", "surrendered": "surrendered", "captured": "captured", "missing": "missing", "present": "there",
}  # fmt: skip


@cache
def load_counted(path: Path = DATA / "counted.tsv") -> Mapping[str, str]:
    """The group of each counted noun."""
    return load_table(path, lambda cells: (cells[0], cells[1]) if len(cells) == 2 else None, "word and group")


@cache
def load_counting(path: Path = DATA / "counting.tsv") -> Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """The patterns of each kind, with the state they give."""
    kinds: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for _, (kind, words, value) in read_rows(path):
        part = rf"\b(?:{words})"
        shape = {"before": rf"\b(?:{words})(?: of)?(?: (?:the|a|all|its|their))?\W*$", "after": rf"^\W*(?:{words})\b", "toll": rf"{part}\W*$"}.get(kind, part)
        kinds.setdefault(kind, []).append((re.compile(shape, re.IGNORECASE), value))
    return {kind: tuple(found) for kind, found in kinds.items()}


def says(kind: str, words: str) -> bool:
    """Do the words hold one of the shipped patterns of that kind?"""
    return any(pattern.search(words) for pattern, _ in load_counting()[kind])


def group_of(noun: str) -> str:
    """The group that a counted noun belongs to; the noun itself where the table has none."""
    table = load_counted()
    last = noun.lower().split()[-1] if noun.split() else ""
    if last.isdigit() or not last or last in ("them", "those", "one"):
        return "any"
    return table.get(noun.lower()) or table.get(last) or table.get(f"{last}s") or last


def read_group(text: str, quantity: Quantity) -> str:
    """The group that the words of a number, or those right after it, name; else of the noun that was read, which may be of a list."""
    table = load_counted()
    after = re.split(r"[.;,]| and | or ", text[quantity.span.end : quantity.span.end + 40])[0]
    if " and " in quantity.text and " and " in quantity.of:
        after, inside = f"{quantity.text.rpartition(' and ')[2]} {after}", ""
    else:
        inside = quantity.text.lower().split(" in ")[0]
    for word in (*reversed(re.findall(r"[a-z]+", inside)), *re.findall(r"[a-z]+", after.lower())[:4]):
        if word in table:
            return table[word]
    return group_of(quantity.of) if " and " not in quantity.of else "any"


def read_state(text: str, span: Span, given: str) -> str:
    """The state that the words right beside a number give it, else the one that was read."""
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 60]
    before, after = before[before.rfind(".") + 1 :], re.split(r"[.;:]", after)[0]
    tables = load_counting()
    for kind, words in (("before", before), ("after", after)):
        for pattern, state in tables[kind]:
            if pattern.search(words):
                return state
    return given


def find_counts(view: View, homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies that count: of a happening by `homes` (fact to incident), else of an actor at a place."""
    for number in range(len(view.reading.sentences)):
        yield from count_sentence(view, number, view.by_sentence.get(number, []), homes)


def count_sentence(view: View, number: int, facts: list[Fact], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies of one sentence: each number once for each happening that it may belong to, and tolls that no fact holds."""
    totals = list(find_tolls(view, number))
    seen: set[tuple[int, str]] = set()
    for fact in facts:
        for quantity in fact.quantities:
            state = read_state(view.reading.report.text, quantity.span, quantity.state)
            key = (quantity.span.end, state)
            if key in seen or state not in TOLLS or fact.status not in REAL or is_part(view, quantity) or (totals and state == "killed"):
                continue
            seen.add(key)
            yield from tally(view, number, quantity, state, facts, homes)
    for quantity in find_untold(view, number, facts):
        if not (totals and quantity.state == "killed") and not is_part(view, quantity):
            yield from tally(view, number, quantity, quantity.state, facts, homes)
    for mention in totals:
        yield from total(view, number, mention, facts, homes)


def find_untold(view: View, number: int, facts: list[Fact]) -> Iterator[Quantity]:
    """Numbers of a sentence that no fact holds, though the words beside them say what became of those counted."""
    if not any(f.status in REAL for f in facts):
        return
    start, text = view.sentence_start(number), view.reading.report.text
    for mention in find_numbers(view.words_of(number)):
        span = shift(mention.span, start)
        held = any(span.overlaps(q.span) for f in facts for q in f.quantities)
        state = "" if held or mention.kind != "count" else read_state(text, span, "")
        noun = re.match(r"\W*([a-z]+)", text[span.end :])
        if state in TOLLS:
            yield Quantity(noun[1] if noun else "", state, mention.low, mention.high, text[span.start : span.end + (noun.end() if noun else 0)].strip(), span)


def is_part(view: View, quantity: Quantity) -> bool:
    """Is the number a share of another ("three of the dead") or an addition to one ("two more")?"""
    text = view.reading.report.text
    return says("part", text[quantity.span.start : quantity.span.end + 12].split(",")[0]) or (quantity.high is not None and quantity.high < 1)


def tally(view: View, number: int, quantity: Quantity, state: str, facts: list[Fact], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies with one number, for each incident of its sentence that can be its cause."""
    holders = [f for f in facts if any(q.span.end == quantity.span.end for q in f.quantities)] or facts
    for fact in pick_causes(view, number, state, holders, facts, homes):
        claim = min(holders, key=lambda f: (f.id != fact.id, f.type not in CAUSE_OF.get(state, ()), f.trigger.span.start))
        subject: Subject = (("incident", homes.get(fact.id, fact.id)), ("state", state))
        group = read_group(view.reading.report.text, quantity)
        if state not in HARM or group in PEOPLE:
            yield make_count(view, claim, number, subject, quantity, group, state)


def pick_causes(view: View, number: int, state: str, holders: list[Fact], facts: list[Fact], homes: Mapping[str, str]) -> list[Fact]:
    """The facts whose incidents a number belongs to: causes that hold it, else causes beside it, else the last one before; one an incident."""
    types = CAUSE_OF.get(state, CAUSES)
    real = [f for f in facts if f.status in REAL and f.type in types]
    found = [f for f in holders if f in real] or real
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
        yield make_count(view, claim, number, (("incident", homes.get(fact.id, fact.id)), ("state", "killed")), quantity, "any", "killed")


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
    return Reply(
        "count", subject, claim.id, view.reading.report.id, view.published, quantity.span.start, view.sides[claim.id],
        tuple(p.name or p.text for p in claim.speakers),
        f"{quantity.text} {STATE_WORDS.get(state, state)}" if state not in quantity.text else quantity.text, claim.status, low, high, group=group,
        retold=view.is_told_before(claim), growth=says("growth", words), correction=says("correction", f"{view.reading.report.title or ''} {around}"),
        label=f"How many were {STATE_WORDS.get(state, state)}", words=words.strip(),
    )  # fmt: skip


def widen(quantity: Quantity) -> tuple[float | None, float | None]:
    """Bounds, a tenth wider at both ends where the words call the number approximate."""
    low, high = quantity.low, quantity.high
    if low is None or high is None or low != high or not ABOUT.match(quantity.text):
        return low, high
    return low * 0.9, high * 1.1


def deny_counts(view: View, fact: Fact, home: str) -> Iterator[Reply]:
    """A denial that anybody was killed or hurt counts none, in the happening that it denies."""
    number = view.sentence_at(fact.trigger.span.start)
    words = " ".join(p.text for p in fact.recipients)
    state = read_state(view.reading.report.text, Span(fact.trigger.span.start, fact.trigger.span.start), "")
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
            if not (present or left) or group_of(quantity.of) not in ("force", "irregular") or is_part(view, quantity):
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
