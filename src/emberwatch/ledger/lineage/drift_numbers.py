"""Numbers that differ between matching sentences, whether or not a fact was read there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from emberwatch.ledger.lineage.passages import Match
from emberwatch.ledger.lineage.shingles import STOPS, Unit, cut_stem
from emberwatch.model.report import Report
from emberwatch.text.numbers import NumberMention, find_numbers
from emberwatch.text.span import Span

NEAR_SHARE = 0.1
"""Numbers told with "about" or "nearly" are alike within a tenth."""
OPEN_RATIO, VAGUE_RATIO, VAGUE_LEAST = 2.0, 5.0, 0.75
"""How far an exact number may lie above "at least 40", and above "dozens", and still be what they round; and how far below the least that
"dozens" is taken for."""
COUNTED_WORDS = 3
"""The thing counted stands within so many words after its number."""
ROUND_WORDS = frozenset("about around some approximately roughly nearly almost estimated circa close".split())


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number of the copy beside the one of the source in its place; spans are those of their reports."""

    copy: NumberMention
    source: NumberMention


def find_number_changes(copy: Report, source: Report, match: Match, matches: Sequence[Match]) -> list[NumberChange]:
    """Numbers of two matching sentences that stand in one place or count one thing, and differ by more than rounding.

    A number that stands elsewhere in the sentences of the source that this one matches was moved, not changed.
    """
    mine, theirs = numbers_of(copy, match.a), numbers_of(source, match.b)
    if not mine or not theirs:
        return []
    near = [(n, counted(m.b, n)) for m in matches if m.a.at == match.a.at for n in numbers_of(source, m.b)]
    back = [(n, counted(m.a, n)) for m in matches if m.b.at == match.b.at for n in numbers_of(copy, m.a)]
    changed = [n for n in mine if not has_twin(n, counted(match.a, n), near)]
    lost = [n for n in theirs if not has_twin(n, counted(match.b, n), back)]
    pairs = []
    for number in changed:
        for other in lost:
            if number.kind == other.kind and number.unit == other.unit and not is_same(number, other) and in_one_place(match, number, other):
                pairs.append(NumberChange(number, other))
                lost.remove(other)
                break
    return pairs


def has_twin(number: NumberMention, things: set[str], others: Sequence[tuple[NumberMention, set[str]]]) -> bool:
    """Is one of the others the same number of the same things, as far as these can be told?"""
    return any(is_same(number, other) and (not things or not theirs or bool(things & theirs)) for other, theirs in others)


def numbers_of(report: Report, unit: Unit) -> list[NumberMention]:
    """The numbers of one sentence with their places in the report."""
    return [shift(n, unit.span.start) for n in find_numbers(unit.span.of(report.text)) if n.kind != "ordinal"]


def shift(number: NumberMention, by: int) -> NumberMention:
    return NumberMention(number.span.shift(by), number.core.shift(by), number.text, number.low, number.high, number.kind, number.unit)


def core_of(number: NumberMention) -> float:
    """The number itself, whichever of its ends is open."""
    low, high = number.low, number.high
    return low if low is not None else high if high is not None else 0.0


def is_same(one: NumberMention, other: NumberMention) -> bool:
    """Do two numbers say the same, rounding and vagueness allowed for?"""
    a, b = core_of(one), core_of(other)
    if a == b or one.high == other.high is not None:
        return True
    if is_round(one) or is_round(other):
        return abs(a - b) <= NEAR_SHARE * max(a, b)
    if one.low is not None and one.high is not None and one.low < one.high and one.low <= b <= one.high:
        return True
    if other.low is not None and other.high is not None and other.low < other.high and other.low <= a <= other.high:
        return True
    return fits_open(one, b, other) or fits_open(other, a, one)


def fits_open(open_one: NumberMention, value: float, other: NumberMention) -> bool:
    """Does "at least 40" round a closed number, or "dozens" any?"""
    if is_vague(open_one) and open_one.low is not None:
        return VAGUE_LEAST * open_one.low <= value <= VAGUE_RATIO * open_one.low
    if other.low is None or other.high is None:
        return False
    if open_one.low is None and open_one.high is not None:
        return open_one.high / OPEN_RATIO <= value <= open_one.high
    return open_one.high is None and open_one.low is not None and open_one.low <= value <= OPEN_RATIO * open_one.low


def is_vague(number: NumberMention) -> bool:
    """Is it a number without a figure: "dozens", "hundreds", "several"?"""
    return number.high is None and not any(c.isdigit() for c in number.text) and number.span == number.core


def is_round(number: NumberMention) -> bool:
    """Do its words say that it is rounded?"""
    return bool(ROUND_WORDS & set(number.text.lower().split()))


def in_one_place(match: Match, number: NumberMention, other: NumberMention) -> bool:
    """Do both stand in the same gap of the common wording, or before the same thing counted?"""
    mine, theirs = words_in(match.a, number.core), words_in(match.b, other.core)
    if not mine or not theirs:
        return False
    if counted(match.a, number) & counted(match.b, other):
        return True
    return match.same_wording and neighbours(match, mine, 0) & neighbours(match, theirs, 1) != set()


def words_in(unit: Unit, span: Span) -> list[int]:
    """Indexes of the words of the sentence that lie in a span."""
    return [i for i, word in enumerate(unit.spans) if span.overlaps(word)]


def counted(unit: Unit, number: NumberMention) -> set[str]:
    """Stems of the content words right after a number, up to the next number."""
    found: set[str] = set()
    last = max(words_in(unit, number.core), default=len(unit.words))
    for word in unit.words[last + 1 : last + 1 + COUNTED_WORDS]:
        if word[0].isdigit() or word in ("and", "or", "but"):
            break
        if word not in STOPS:
            found.add(cut_stem(word))
    return found


def neighbours(match: Match, words: Sequence[int], side: int) -> set[tuple[str, int]]:
    """The blocks that end right before, or begin right after, these words (a word or two between are let pass)."""
    found: set[tuple[str, int]] = set()
    for at, block in enumerate(match.blocks):
        start, length = block[side], block[2]
        if 0 <= words[0] - (start + length) <= 2:
            found.add(("after", at))
        if 0 <= start - words[-1] - 1 <= 2:
            found.add(("before", at))
        if start <= words[0] < start + length:
            found.add(("in", at))
    return found
