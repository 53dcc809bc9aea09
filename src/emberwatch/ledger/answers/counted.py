"""What the words of a number say: whom or what it counts, what became of those counted, and whether it is but a part of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from emberwatch.text import numbers
from emberwatch.text.numbers import NumberMention
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span
from emberwatch.text.table import load_table, read_rows

DATA = Path(__file__).parents[2] / "data"
ABOUT = re.compile(r"(?:about|some|around|roughly|approximately|nearly|almost|an estimated)\b", re.IGNORECASE)
OWN_STATE = re.compile(r"\b(dead|deaths|fatalities|killed|slain|bodies|corpses|martyrs|wounded|injured|hurt)$", re.IGNORECASE)
INCLUDING = re.compile(r"\b(?:including|among them|among whom|of (?:them|whom)|counting)\W+$", re.IGNORECASE)
AMONG = re.compile(r"\s*(?:was|were|is|are)? ?among (?:the|those)\b", re.IGNORECASE)
SHARE = re.compile(r"\W*of (?:(?:the|those|these|its|their|our|his|my) (?P<whole>[^,.;]*)|(?:them|whom|us)\b)", re.IGNORECASE)
"""What follows a number that is a share of a known whole."""
STRICKEN = re.compile(
    r"\b(?:dead|killed|victims?|wounded|injured|hurt|casualt\w+|fatalit\w+|survivors?|bodies|deaths|slain|fallen|missing|number|others)\b", re.I
)
"""A whole of whom it is known what became of them: a share of it tells who they were."""
OWN_LOST = re.compile(r"\b(?:lost|losing|loses?|loss of)\W+(?:[\w’'-]+\W+){0,2}$", re.IGNORECASE)
"""Before a number of their own whom somebody lost: "lost 44 of its sons"."""
WHOLE_LEAD = re.compile(r"\W*of (?:the|its|their|our|those|these|some|about|all)? ?(?:estimated )?", re.IGNORECASE)
VERB = re.compile(r"\b(?:who|whom|that|which|was|were|are|is|be|been|have|had|has|died|fell|lay|lie|in|on|at|by)\b")
OTHERS = re.compile(r"\W*(?:\w+ )?others\b", re.IGNORECASE)
WHOLE_BEFORE = re.compile(r"\b(?:\w+|\d) of (?:the |its |their |our |those |these )?$", re.IGNORECASE)
AS_MANY = re.compile(r"as (?:many|few) as\b", re.IGNORECASE)
BODIES = re.compile(r"\b(?:bodies|corpses|remains|graves)\b", re.IGNORECASE)
FOUND = re.compile(r"\b(?:found|recover(?:ed|ing)|discover(?:ed|ing)|dug (?:out|up)|pulled|unearthed|exhumed|retrieved|washed (?:up|ashore)|brought)\b", re.I)
CROWD = re.compile(r"\b(?:crowd|throng|gathering|mass|rally|queue|line|march|procession|audience|congregation)s? of (?:some |about |around |several )?$", re.I)
"""A number of those who were there: thousands, where a crowd of them was shot at."""
REFUTED = re.compile(r"\b(?:not|rather than|instead of)(?: the| all)? $", re.IGNORECASE)
TIMES = re.compile(r"\W*(?:times|shots|bullets|rounds|years?|months?|weeks?|days?|hours?|minutes|(?:kilo)?met(?:re|er)s|miles|per ?cent)\b", re.IGNORECASE)
"""What follows a number that counts no people: "shot eleven times"."""
BY = re.compile(r"\bby (?:a group of |some |about |at least |up to |more than )?$", re.IGNORECASE)
"""Words before the number of those who did it, or by which a toll rose."""
DOING = re.compile(
    r"(?: (?!(?:and|or|but|was|were|are|is|been|had|have|who|that)\b)[\w’'-]+){0,3} (?:shot|killed|wounded|injured|stabbed|murdered)(?: and \w+ed)? "
    r"(?!(?:a|an|the) (?:day|night|week|month|year|few|previous)\b)(?:an?|the|his|her|their|its|another|at least|[A-Z]\w+|\d+|two|three|four|five|six)\b"
)
"""Words after the number of those who did it to somebody."""
ASIDE = re.compile(r"\($|\b(?:wom[ae]n|girls?|boys?|child(?:ren)?|m[ae]n|bab(?:y|ies)) and $")
"""Words before a number that tells of whom another was made up: "two women and one man"."""
AGE = re.compile(r"\b(?:girl|boy|child|man|woman|baby|infant|youth|teenager|toddler|son|daughter) (?:of|aged) \w+$", re.IGNORECASE)
"""A number that is an age: "a girl of six"."""


@lru_cache(maxsize=8192)
def find_numbers(text: str) -> tuple[NumberMention, ...]:
    """The numbers of a text, which is asked for many times, as `numbers.find_numbers` reads them."""
    return tuple(numbers.find_numbers(text))


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
        shape = {
            "before": rf"\b(?:{words})(?: of)?(?: (?:the|a|all|its|their))?\W*$",
            "after": rf"^\W*(?:{words})\b",
            "toll": rf"{part}\W*$",
            "site": rf"{part}\b",
        }.get(kind, part)
        kinds.setdefault(kind, []).append((re.compile(shape, re.IGNORECASE), value))
    return {kind: tuple(found) for kind, found in kinds.items()}


@lru_cache(maxsize=32768)
def says(kind: str, words: str) -> bool:
    """Do the words hold one of the shipped patterns of that kind?"""
    return any(pattern.search(words) for pattern, _ in load_counting()[kind])


def group_of(noun: str) -> str:
    """The group that a counted noun belongs to; the noun itself where the table has none."""
    table = load_counted()
    last = noun.lower().split()[-1] if noun.split() else ""
    if last.isdigit() or not last or last in ("them", "those", "one", "whom") or find_numbers(last):
        return "any"
    return table.get(noun.lower()) or table.get(last) or table.get(f"{last}s") or table.get(re.sub(r"man$", "men", last)) or last


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
        return "wounded" if own[1].lower() in ("wounded", "injured", "hurt") else "killed"
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 100]
    before, after = before[before.rfind(".") + 1 :], drop_whole(re.split(r"[.;:]", after)[0])[:60]
    tables = load_counting()
    for kind, words in (("before", before), ("after", after)):
        for pattern, state in tables[kind]:
            if pattern.search(words):
                return state
    return given


def drop_whole(after: str) -> str:
    """What follows a number, without the whole that it is a share of and where that was: " were killed" after "of the 32 people on board"."""
    share = re.match(r"\W*of (?:the |those |these |its |their |our |his |my |them\b|whom\b|us\b)", after, re.IGNORECASE)
    if share is None:
        return after
    rest = after[share.end() :]
    told = re.search(r"\b(?:was|were|are|is|have|has|had|died|perished|fell)\b", rest)
    return f" {rest[told.start() :]}" if told is not None else after


def is_refuted(text: str, start: int) -> bool:
    """Is the number that begins at `start` said to be wrong: "seven people, not four"?"""
    return REFUTED.search(text[max(0, start - 20) : start]) is not None


def find_refuted(words: str) -> str:
    """The numbers that a sentence says are wrong, spaces between them."""
    return " ".join(f"{m.low:g}" for m in find_numbers(words) if m.low is not None and is_refuted(words, m.span.start))


def is_part(text: str, quantity: Quantity) -> bool:
    """Is the number a share of another ("three of the dead"), an addition to one ("two more"), the size of a crowd, or an age ("a girl of six")?

    A share of people of whom nothing is told but that they were there counts like any number: "killed nine of them".
    """
    span, start = find_told_at(text, quantity), find_core_start(quantity)
    behind = text[span.end : span.end + 30].split(",")[0]
    share = SHARE.match(text[span.end : span.end + 80])
    if share is not None:
        unknown = quantity.high is not None and quantity.high < 1 and find_divided(text, quantity) is None
        return (
            unknown
            or share[0].strip().lower() == "of whom"
            or STRICKEN.search(VERB.split(share["whole"] or "")[0]) is not None
            or not (read_state(text, span, "") or OWN_LOST.search(text[max(0, start - 20) : start]))
        )
    core = find_core(quantity)
    rest = quantity.text[core.core.end :] + text[quantity.span.end : quantity.span.end + 80] if core is not None else ""
    if TIMES.match(rest) or BY.search(text[max(0, start - 30) : start]) or ASIDE.search(text[:start]):
        return True
    if quantity.state in ("killed", "wounded") and DOING.match(re.split(r"[.,;:]", " " + rest.lstrip())[0]):
        return True
    more = says("part", behind[:12]) and not (OTHERS.match(behind) and quantity.state not in ("killed", "wounded"))
    part = (
        more
        or CROWD.search(text[max(0, start - 40) : start]) is not None
        or INCLUDING.search(text[max(0, start - 20) : start]) is not None
        or AMONG.match(behind) is not None
        or AGE.search(quantity.text) is not None
    )
    return part or (quantity.high is not None and quantity.high < 1 and find_divided(text, quantity) is None)


def find_told_at(text: str, quantity: Quantity) -> Span:
    """Where the words that tell what became of those counted are to be sought: beside the number itself where it is a share, else beside its words."""
    found = find_core(quantity)
    if found is None:
        return quantity.span
    core = Span(quantity.span.start + found.core.start, quantity.span.start + found.core.end)
    return core if SHARE.match(text[core.end : core.end + 80]) is not None or OTHERS.match(text[core.end : core.end + 20]) else quantity.span


def find_core_start(quantity: Quantity) -> int:
    """Where the number itself begins."""
    found = find_core(quantity)
    return quantity.span.start + (found.core.start if found is not None else 0)


def cut_words(quantity: Quantity) -> Quantity:
    """The number with its own words alone, where those that were read hold another before it: the ten of "247 people in Kenya and 10"."""
    found = find_core(quantity)
    if found is None or not any(m.span.end <= found.span.start for m in find_numbers(quantity.text)):
        return quantity
    start = found.span.start
    span = Span(quantity.span.start + start, quantity.span.end)
    return replace(quantity, of=quantity.of.rpartition(" and ")[2], text=quantity.text[start:], span=span)


def find_core(quantity: Quantity) -> NumberMention | None:
    """The number within the words of a quantity: of several the one that has its bounds, else the first."""
    found = find_numbers(quantity.text)
    return next((m for m in found if (m.low, m.high) == (quantity.low, quantity.high)), found[0] if found else None)


def is_whole(text: str, quantity: Quantity, state: str) -> bool:
    """Is it the number of those of whom another came into the state: the thirteen of "two of the thirteen policemen died"?"""
    start = find_core_start(quantity)
    lead = text[max(0, start - 40) : start]
    found = find_numbers(lead)
    if WHOLE_BEFORE.search(lead) is None or not found:
        return False
    share = Span(start - len(lead) + found[-1].core.start, start - len(lead) + found[-1].core.end)
    return state in ("killed", "wounded") or read_state(text, share, "") == state


def find_divided(text: str, quantity: Quantity) -> float | None:
    """The number of which a fraction is told: the forty of "half of the forty"; None where there is none."""
    core = find_told_at(text, quantity)
    whole = find_numbers(text[core.end : core.end + 30])
    share = WHOLE_LEAD.match(text[core.end : core.end + 30])
    return whole[0].low if whole and share is not None and share.end() >= whole[0].span.start and whole[0].low == whole[0].high else None


def widen(quantity: Quantity, whole: float | None = None, words: str = "") -> tuple[float | None, float | None]:
    """Bounds, of a fraction times the `whole` that it is of; a tenth wider at both ends where the words call it approximate; "as many as" ten are ten.

    Of bodies that the `words` of the sentence say were found there may be more.
    """
    low, high = quantity.low, quantity.high
    if FOUND.search(words) and (BODIES.search(quantity.text) or re.search(rf"\b(?:bodies|corpses|remains) of (?:the )?{re.escape(quantity.text)}", words)):
        return low, None
    if low is not None and high is not None and high < 1 and whole is not None:
        return low * whole, high * whole
    if AS_MANY.match(quantity.text):
        low, high = (high, high) if low is None else (low, low)
    if low is None or high is None or low != high or not ABOUT.match(quantity.text):
        return low, high
    return low * 0.9, high * 1.1
