"""Whether a road, a border, a bridge or a port is open: claims that it is, or is closed, cut or in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from emberwatch.ledger.answers.hands import UNSURE, find_claim
from emberwatch.ledger.answers.holding import load_holding
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import name_key
from emberwatch.ledger.answers.view import CAPITAL, View, load_demonyms
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement

NAME = rf"(?:{CAPITAL.pattern}|\d+)"
JOIN = r"(?: (?:and|or|to|from|of|at|in|with|between|near|into|outside|leading|that|leads?|there|the|town|city|village|border|both|main))*"
NOT = re.compile(r"\b(?:not|n[’']t|no longer|never|yet to be)\b(?: \w+){0,3} $", re.IGNORECASE)
PLAIN = frozenset({"The", "A", "An", "That", "This", "Highway", "Route", "Road", "Bridge", "Border", "As", "On", "In"})
DEED = re.compile(
    rf"(?: down| off| up)?(?: (?:the|all|both|its|a|along|on|main|two))*(?: {CAPITAL.pattern})?(?: (?:[a-z]+al|[a-z]+ern|main|only|vital|key))*\W*"
)
"""What may stand between a deed and the way that it is done to."""
NEAR_CHARS = 45


@cache
def load_way() -> re.Pattern[str]:
    """A way with the names before and behind it."""
    noun = load_holding()["way"].pattern
    return re.compile(rf"(?P<before>(?:{CAPITAL.pattern} )?)(?:[a-z-]+ )?\b(?P<noun>{noun}|Highway|Route|Road)\b(?P<after>(?:,?{JOIN} {NAME}(?![\w-]))*)")


@cache
def load_state() -> re.Pattern[str]:
    """What is said of a way: open or shut."""
    return re.compile(rf"\b(?:(?P<open>{load_holding()['open'].pattern})|(?P<shut>{load_holding()['shut'].pattern}))\b")


def find_ways(view: View) -> Iterator[Reply]:
    """Replies that say whether a way is open, one for each pair or name of places that it joins."""
    last: tuple[tuple[str, ...], str] = ((), "")
    for number in range(len(view.reading.sentences)):
        words = view.words_of(number)
        for way in load_way().finditer(words):
            keys = find_ends(way)
            last = (keys, way[0].strip()) if keys else last
            state = find_state(words, way)
            if state is None or not last[0] or (not keys and not re.search(r"\b[Tt]he (?:\w+ )?$", words[: way.start("noun")])):
                continue
            at = view.sentence_start(number) + state[1]
            claim = find_claim(view, number, at, at + 1)
            if claim is not None:
                yield from (make_way(view, number, claim, key, last[1], state[0], at) for key in last[0])


def find_ends(way: re.Match[str]) -> tuple[str, ...]:
    """Keys of a way: its kind with the places it joins, by pairs where it says from where to where."""
    noun = way["noun"].lower()
    number = re.match(r" (\d+)\b", way["after"])
    if number is not None:
        return (f"road/{number[1]}",)
    kind = next((name.partition(".")[2] for name, p in load_holding().items() if name.startswith("way.") and p.fullmatch(noun)), noun.removesuffix("s"))
    told = re.split(r"\b(?:to|with|and|into)\b", way["after"])
    names = [[name_key(m[0]) or m[0] for m in re.finditer(NAME, part) if m[0] not in PLAIN] for part in told]
    names = [[n for n in part if n] for part in names]
    ends = [n for part in names[1:] for n in part]
    starts = names[0] if re.search(r"\b(?:from|between)\b", told[0]) else []
    if starts and ends:
        return tuple(f"{kind}/{'-'.join(sorted(pair))}" for pair in product(starts, ends))
    joined = re.fullmatch(r"([A-Z][a-z]+)-([A-Z][a-z]+) ", way["before"])
    if joined is not None and not {joined[1], joined[2]} & load_demonyms():
        return (f"{kind}/{'-'.join(sorted(map(name_key, joined.groups())))}",)
    own = [name_key(m[0]) for m in re.finditer(CAPITAL, way["before"]) if m[0] not in PLAIN and m[0] not in load_demonyms()]
    return tuple(f"{kind}/{n}" for n in dict.fromkeys([*(n for part in names for n in part), *own]) if n)


def find_state(words: str, way: re.Match[str]) -> tuple[str, int] | None:
    """Open or closed, and where that is said: behind the way, or as a deed or a movement right before it."""
    after = re.split(r"[;“”\"]|, (?:but|while|which)", words[way.end() :])[0]
    for match in load_state().finditer(after):
        start, turned = way.end() + match.start(), NOT.search(after[: match.start()])
        if UNSURE.search(words[:start]):
            return None
        if re.search(r"\b(?:is|are|was|were|been|remain\w*|stay\w*|still|now|again|and|also)\W(?:\w+ ){0,3}$", after[: match.start()]) or match.start() <= 1:
            return ("open" if (match["open"] is not None) != (turned is not None) else "closed"), start
    begin = max(0, way.start("noun") - NEAR_CHARS)
    before = words[begin : way.start("noun")]
    found = list(load_state().finditer(before))
    deed = found[-1] if found and DEED.fullmatch(before[found[-1].end() :]) else None
    at = begin + deed.start() if deed is not None else 0
    if deed is None or UNSURE.search(words[:at]):
        return None
    return ("open" if (deed["open"] is not None) != (NOT.search(words[:at]) is not None) else "closed"), at


def make_way(view: View, number: int, claim: Fact | Statement, key: str, shown: str, stance: str, at: int) -> Reply:
    """One reply: `stance` is open or closed."""
    deed = isinstance(claim, Fact) and claim.kind == "event" and claim.status == "occurred"
    return Reply(
        "holder", (("way", key),), claim.id, view.reading.report.id, view.published, at, view.sides[claim.id],
        tuple(p.name or p.text for p in claim.speakers), f"{shown} is {stance}", "occurred", stance=stance, retold=view.is_told_before(claim),
        growth=deed, label=f"Is the way open: {shown}", words=view.words_of(number).strip(),
    )  # fmt: skip
