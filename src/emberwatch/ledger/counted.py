"""What the words of a number say: whom or what it counts, what became of those counted, and whether it is but a part of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from emberwatch.text.numbers import find_numbers
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span
from emberwatch.text.table import load_table, read_rows

DATA = Path(__file__).parent.parent / "data"
ABOUT = re.compile(r"(?:about|some|around|roughly|approximately|nearly|almost|an estimated)\b", re.IGNORECASE)
OWN_STATE = re.compile(r"\b(dead|killed|slain|wounded|injured|hurt)$", re.IGNORECASE)
AMONG = re.compile(r"\s*(?:was|were|is|are)? ?among (?:the|those)\b", re.IGNORECASE)
SHARE = re.compile(r"\w of (?:the|them|those|these)\b", re.IGNORECASE)
REFUTED = re.compile(r"\b(?:not|rather than|instead of)(?: the| all)? $", re.IGNORECASE)
AGE = re.compile(r"\b(?:girl|boy|child|man|woman|baby|infant|youth|teenager|toddler|son|daughter) (?:of|aged) \w+$", re.IGNORECASE)
"""A number that is an age: "a girl of six"."""


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
    """The state that the last word of a number ("ten injured") or the words right beside it give it, else the one that was read."""
    own = OWN_STATE.search(text[span.start : span.end])
    if own is not None:
        return "killed" if own[1].lower() in ("dead", "killed", "slain") else "wounded"
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 60]
    before, after = before[before.rfind(".") + 1 :], re.split(r"[.;:]", after)[0]
    tables = load_counting()
    for kind, words in (("before", before), ("after", after)):
        for pattern, state in tables[kind]:
            if pattern.search(words):
                return state
    return given


def is_refuted(text: str, start: int) -> bool:
    """Is the number that begins at `start` said to be wrong: "seven people, not four"?"""
    return REFUTED.search(text[max(0, start - 20) : start]) is not None


def find_refuted(words: str) -> str:
    """The numbers that a sentence says are wrong, spaces between them."""
    return " ".join(f"{m.low:g}" for m in find_numbers(words) if m.low is not None and is_refuted(words, m.span.start))


def is_part(text: str, quantity: Quantity) -> bool:
    """Is the number a share of another ("three of the dead"), an addition to one ("two more"), or an age ("a girl of six")?"""
    behind = text[quantity.span.end : quantity.span.end + 30].split(",")[0]
    part = says("part", behind[:12]) or SHARE.search(quantity.text) is not None or AMONG.match(behind) is not None or AGE.search(quantity.text) is not None
    return part or (quantity.high is not None and quantity.high < 1)


def widen(quantity: Quantity) -> tuple[float | None, float | None]:
    """Bounds, a tenth wider at both ends where the words call the number approximate."""
    low, high = quantity.low, quantity.high
    if low is None or high is None or low != high or not ABOUT.match(quantity.text):
        return low, high
    return low * 0.9, high * 1.1
