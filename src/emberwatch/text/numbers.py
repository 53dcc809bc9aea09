"""Find the numbers of a sentence with the words that bound them, and what they come to: "at least 40" is 40 and open above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from emberwatch.text import amount
from emberwatch.text.amount import DASHES, Amount, Bound, NumberKind
from emberwatch.text.lexer import Token, find_tokens, get_lower, touches
from emberwatch.text.lookalikes import MONTHS, is_no_count
from emberwatch.text.numerals import CARDINAL_WORDS, ONES, SCALES, SHORT_SCALES, TENS, parse_number, parse_ordinal, tidy
from emberwatch.text.span import Span

STARTERS = CARDINAL_WORDS | amount.VAGUE_PLURALS.keys() | amount.VAGUE_FACTORS.keys() | amount.FEW.keys() | amount.COLLECTIVES.keys() | {"half", "a", "an"}


@dataclass(frozen=True, slots=True)
class NumberMention:
    """One number in the text. `low` or `high` is None where that end is open; percents are of 100, fractions of 1."""

    span: Span
    """With the bounding words ("at least", "or so") and a per-cent sign, unit or currency mark."""
    core: Span
    """The number alone."""
    text: str
    low: float | None
    high: float | None
    kind: NumberKind
    unit: str = ""
    """The word of measure or money, "" otherwise."""


def find_numbers(text: str, taken: Iterable[Span] = (), articles: bool = False) -> list[NumberMention]:
    """Every number told in `text`, in order; years, dates, clock times, ages and designations ("F-16", "phase two") are none.

    Numbers that overlap a span of `taken` (the times already found) are left out. With `articles`, "a" and "an" count as one.
    """
    return list(_find_numbers(text, tuple(sorted(taken)), articles))


@lru_cache(maxsize=4096)
def _find_numbers(text: str, blocked: tuple[Span, ...], articles: bool) -> tuple[NumberMention, ...]:
    """As `find_numbers`; remembered, since linking asks several times for the numbers of a sentence."""
    tokens = find_tokens(text)
    found: list[NumberMention] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        number = read_amount(tokens, at, articles) if token.lower in STARTERS or token.lower[0].isdigit() or parse_ordinal(token.lower) else None
        if number is None:
            at += 1
            continue
        at = max(number.last, at + 1)
        if number.low is None and number.high is None:
            continue
        whole = bound(tokens, number)
        core = Span(tokens[number.first].start, tokens[number.last - 1].end)
        if not any(core.overlaps(span) for span in blocked):
            span = Span(tokens[whole.first].start, tokens[whole.last - 1].end)
            found.append(NumberMention(span, core, span.of(text), whole.low, whole.high, whole.kind, whole.unit))
        at = max(whole.last, at)
    return tuple(found)


def read_amount(tokens: Sequence[Token], at: int, articles: bool) -> Amount | None:
    """The number that begins at token `at`, with its unit and its range; None where there is none or it counts nothing."""
    number = read_vague(tokens, at) or read_fraction(tokens, at) or read_ordinal(tokens, at)
    if number is not None:
        return number
    if tokens[at].lower in {"a", "an"} and (collected := amount.COLLECTIVES.get(get_lower(tokens, at + 1), 20)) != 20:
        return Amount(at, at + 2, collected, collected)
    if tokens[at].lower in {"a", "an"} and get_lower(tokens, at + 1) not in SCALES:
        return Amount(at, at + 1, 1, 1) if articles else None
    number = read_cardinal(tokens, at)
    if number is None:
        return None
    if is_no_count(tokens, number):
        return Amount(at, skip_joined(tokens, number.last), None, None)
    number = read_range(tokens, number)
    return read_unit(tokens, number)


def read_vague(tokens: Sequence[Token], at: int) -> Amount | None:
    """ "dozens", "tens of thousands", "several hundred", "a few", "a handful of": open above."""
    start = at
    word = tokens[at].lower
    if word == "a" and get_lower(tokens, at + 1) in amount.FEW:
        at, word = at + 1, get_lower(tokens, at + 1)
    after, next_but_one = get_lower(tokens, at + 1), get_lower(tokens, at + 2)
    if word in amount.VAGUE_FACTORS and after == "of" and next_but_one in amount.PLURAL_SCALES:
        return Amount(start, at + 3, amount.VAGUE_FACTORS[word] * amount.PLURAL_SCALES[next_but_one], None)
    if word in amount.VAGUE_PLURALS:
        return None if word == "scores" and after not in amount.SCORES_NEXT else Amount(start, at + 1, amount.VAGUE_PLURALS[word], None)
    if word not in amount.FEW or (word in {"couple", "handful"} and start == at):
        return None
    scale = SCALES.get(after) or amount.COLLECTIVES.get(after)
    if scale is not None and after != "score":
        return Amount(start, at + 2, amount.FEW[word] * scale, None)
    if after in amount.TIME_UNITS or (after == "of" and next_but_one in amount.TIME_UNITS) or (word == "few" and start == at):
        return None
    return Amount(start, at + 1, amount.FEW[word], None)


def read_fraction(tokens: Sequence[Token], at: int) -> Amount | None:
    """ "half", "two-thirds", "a quarter of", "one in five" as parts of 1."""
    word, after = tokens[at].lower, get_lower(tokens, at + 1)
    if word == "half":
        if after in {"a", "dozen"}:
            skip = 2 if after == "a" else 1
            unit = get_lower(tokens, at + skip)
            size = SCALES.get(unit) or amount.COLLECTIVES.get(unit)
            if size is not None:
                return Amount(at, at + skip + 1, tidy(size / 2), tidy(size / 2))
        return Amount(at, at + 1, 0.5, 0.5, "fraction") if after in {"of", "the", "its", "their", "his", "a", "those"} else None
    if word in ONES and after in {"in", "out"} and (of := at + (3 if after == "out" else 2)) < len(tokens):
        whole = parse_number([tokens[of].lower]) if tokens[of].lower in ONES or tokens[of].lower.isdecimal() else None
        share = ONES[word] / whole if whole and ONES[word] < whole <= 20 and get_lower(tokens, of + 1) not in amount.TIME_UNITS else None
        return Amount(at, of + 1, share, share, "fraction") if share and (after == "out" or word == "one") else None
    top = 1 if word in {"a", "an"} else ONES.get(word)
    part = at + (2 if after in DASHES else 1)
    bottom = amount.FRACTION_PARTS.get(get_lower(tokens, part))
    scale = SCALES.get(get_lower(tokens, part + 3))
    if top and bottom and scale and scale >= 1000 and get_lower(tokens, part + 1) == "of" and get_lower(tokens, part + 2) in {"a", "one"}:
        return Amount(at, part + 4, tidy(scale * top / bottom), tidy(scale * top / bottom))  # "a quarter of a million"
    if top is None or not bottom or (top == 1 and get_lower(tokens, part + 1) != "of" and word != "one") or (top > 1 and not tokens[part].lower.endswith("s")):
        return None
    return Amount(at, part + 1, top / bottom, top / bottom, "fraction")


def read_ordinal(tokens: Sequence[Token], at: int) -> Amount | None:
    place = parse_ordinal(tokens[at].lower)
    if place is None:
        return None
    near = {get_lower(tokens, at - 1), get_lower(tokens, at + 1), get_lower(tokens, at + 2) if get_lower(tokens, at + 1) == "of" else ""}
    if near & MONTHS or near & amount.TIME_UNITS:
        return Amount(at, at + 1, None, None)
    return Amount(at, at + 1, place, place, "ordinal")


def read_cardinal(tokens: Sequence[Token], at: int) -> Amount | None:
    """The longest run of tokens from `at` that makes one cardinal: "2.5 million", "twenty-one", "1.5m", "two dozen"."""
    first = tokens[at].lower
    if first[0].isdigit():
        if not first.replace(",", "").replace(".", "").isdecimal():
            return Amount(at, at + 1, None, None)
        last, words = at + 1, [first]
    else:
        last, words = at + 1, [first]
        if first not in CARDINAL_WORDS | {"a", "an"}:
            return None
    while last < len(tokens):
        step = 2 if tokens[last].lower in DASHES and words[-1] in TENS and get_lower(tokens, last + 1) in ONES else 1
        word = get_lower(tokens, last + step - 1)
        joins = word in CARDINAL_WORDS or (word == "and" and words[-1] in {"hundred", "thousand"} and get_lower(tokens, last + 1) in CARDINAL_WORDS)
        if not joins or (first[0].isdigit() and word not in SCALES) or (word != "and" and parse_number([*words, word]) is None):
            break
        words.append(word)
        last += step
    value = parse_number(words)
    if value is None:
        return None
    suffix = get_lower(tokens, last)
    if suffix in SHORT_SCALES and touches(tokens, last - 1) and first[0].isdigit() and not (suffix == "m" and float(first.replace(",", "")) >= 100):
        value, last = tidy(value * SHORT_SCALES[suffix]), last + 1
    elif suffix in amount.COLLECTIVES and suffix != "score":
        value, last = value * amount.COLLECTIVES[suffix], last + 1
    return Amount(at, last, value, value)


def skip_joined(tokens: Sequence[Token], last: int) -> int:
    """Past what is written together with a number that counts nothing: the "11" of "9/11", the "16" of "F-16A"."""
    while last < len(tokens) and touches(tokens, last - 1) and (tokens[last].lower in {"/", "-"} or tokens[last].lower[0].isalnum()):
        if tokens[last].lower in {"/", "-"} and not get_lower(tokens, last + 1)[:1].isdigit():
            break
        last += 1
    return last


def read_range(tokens: Sequence[Token], number: Amount) -> Amount:
    """ "5 to 7", "5-7", "two or three", "between 5 and 7"; the number itself where no second one follows or it is smaller."""
    joint, before = get_lower(tokens, number.last), get_lower(tokens, number.first - 1)
    if not (joint in DASHES or (joint == "to" and before != "from") or joint == "or" or (joint == "and" and before == "between")) or number.low is None:
        return number
    if number.last + 1 >= len(tokens) or not (tokens[number.last + 1].lower in CARDINAL_WORDS or tokens[number.last + 1].lower[0].isdigit()):
        return number
    other = read_cardinal(tokens, number.last + 1)
    if other is None or other.high is None:
        return number
    low = number.low
    scale = next((SCALES[w] for w in (tokens[other.last - 1].lower,) if w in SCALES), 1)
    if scale > 1 and low < 1000 and low * scale <= other.high and tokens[number.last - 1].lower not in SCALES:
        low *= scale
    if joint in DASHES and low >= other.high:
        return Amount(number.first, other.last, None, None)
    if low >= other.high or (joint == "or" and other.high > 2 * low + 2):
        return number
    return Amount(number.first - (before == "between"), other.last, low, other.high)


def read_unit(tokens: Sequence[Token], number: Amount) -> Amount:
    """The number with the per-cent sign, currency or measure beside it; "800-strong" stays a count and takes in the word."""
    after, last = get_lower(tokens, number.last), number.last
    if get_lower(tokens, number.first - 1) in amount.CURRENCY_MARKS:
        prefix = 2 if get_lower(tokens, number.first - 2) in {"us", "s"} and touches(tokens, number.first - 2) else 1
        return Amount(number.first - prefix, last, number.low, number.high, "money", tokens[number.first - 1].text)
    if after in amount.PERCENT or (after == "per" and get_lower(tokens, last + 1) == "cent"):
        return Amount(number.first, last + (2 if after == "per" else 1), number.low, number.high, "percent")
    step = 2 if after in DASHES else 1
    word = get_lower(tokens, last + step - 1)
    if word == "strong" and step == 2:
        return Amount(number.first, last + 2, number.low, number.high)
    if word in amount.CURRENCIES:
        return Amount(number.first, last + step, number.low, number.high, "money", word)
    if word in amount.MEASURES:
        area = get_lower(tokens, last + step) in amount.MEASURES and word in {"square", "sq", "cubic", "nautical"}
        return Amount(number.first, last + step + area, number.low, number.high, "measure", word)
    return number


def bound(tokens: Sequence[Token], number: Amount) -> Amount:
    """The number with the bounding words around it taken in and its ends opened as they say."""
    first, last, low, high = number.first, number.last, number.low, number.high
    if low == high == 1 and get_lower(tokens, first - 1) == "not" and "but" not in {get_lower(tokens, last), get_lower(tokens, last + 1)}:
        return Amount(first - 1, last, 0, 0, number.kind, number.unit)  # "not one soldier"
    while (effect := find_bound(tokens, first)) is not None:
        length, side = effect
        first -= length
        low, high = open_end(low, high, side)
    for words, side in amount.AFTER_BOUNDS.items():
        if tuple(get_lower(tokens, last + i) for i in range(len(words))) == words and number.kind != "ordinal":
            last += len(words)
            low, high = open_end(low, high, side)
            break
    return Amount(first, last, low, high, number.kind, number.unit)


def find_bound(tokens: Sequence[Token], first: int) -> tuple[int, Bound] | None:
    """How many tokens before `first` make a bounding phrase, the longest, and which end it gives."""
    for length in range(min(amount.LONGEST_BOUND, first), 0, -1):
        if length == 1 and get_lower(tokens, first - 1) == "over" and get_lower(tokens, first - 2) in amount.OVER_VERBS:
            continue  # "handed over two tanks"
        side = amount.BOUND_OF.get(tuple(token.lower for token in tokens[first - length : first]))
        if side is not None:
            return length, side
    return None


def open_end(low: float | None, high: float | None, side: Bound) -> tuple[float | None, float | None]:
    value = low if low is not None else high
    if side == "low":
        return value, None
    if side == "high":
        return None, high if high is not None else value
    return low, high
