"""Cut the text of a report into sentences of tokens, with exact character offsets.

spaCy's tokenizer makes the tokens. Its own `sentencizer` breaks at every full stop token and never at a
line end, which loses headlines, datelines and quotations; the rules here are the ones news needs.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MAX_WORDS = 160
"""A longer sentence is cut at its last comma or semicolon before this many tokens, so that memory stays bounded."""

TERMINATORS = frozenset(".!?…")
OPENERS = frozenset("\"“‘'«([")
CLOSERS = frozenset("\"”’'»)]")
ABBREVIATIONS = frozenset(
    "gen lt col maj capt sgt cpl brig adm cmdr cpt mr mrs ms dr prof rev hon sen rep gov pres st mt ft no vs etc inc ltd co corp jr sr "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx dept est govt u.s u.k u.n e.u d.c a.m p.m i.e e.g".split()
)
TITLES = frozenset("gen lt col maj capt sgt mr mrs ms dr prof sen rep gov st".split())
"""Abbreviations before which a sentence does not end, whatever follows."""
ENDING_ABBREVIATIONS = frozenset("u.s u.k u.n e.u d.c a.m p.m etc inc ltd co corp jr sr".split())
"""Abbreviations with which a sentence may end."""
STARTERS = frozenset("the a an he she it they we i in on at but and this that these those there his her its their as after when while if".split())


@lru_cache(maxsize=1)
def get_tokenizer() -> Language:
    """spaCy's blank English pipeline; made on first use, since importing spaCy takes a second."""
    import spacy

    return spacy.blank("en")


def find_breaks(text: str) -> list[int]:
    """Character offsets at which a line of `text` ends and a new block begins.

    An empty line always ends a block. A single line end does so unless the text is wrapped: a full line
    that breaks off without a closing mark and goes on with a small letter or inside a long paragraph.
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    if not lines:
        return []
    widths = sorted(end - start for start, end in lines)
    widest = widths[-1]
    wrapped = 40 <= widest <= 130 and len(lines) > 3 and widths[len(widths) // 2] > 0.8 * widest
    breaks = []
    for (start, end), (next_start, next_end) in pairwise(lines):
        blank = text.count("\n", end, next_start) > 1
        closes = text[start:end].rstrip()[-1:] in '.!?…"”’:'
        runs_on = text[next_start:next_end].lstrip()[:1].islower() and not closes
        short = end - start < 0.7 * widest
        if blank or not (runs_on or (wrapped and not (short and closes))):
            breaks.append(next_start)
    return breaks


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text in plain lists: a spaCy token costs a microsecond every time it is asked for."""

    words: list[str]
    starts: list[int]
    spaced: list[bool]  # is white space behind it?
    blank: list[bool]  # is it white space itself?

    @classmethod
    def of(cls, doc: Doc) -> Tokens:
        """The tokens of `doc` in order."""
        words, starts, spaced = [], [], []
        for token in doc:
            words.append(token.text)
            starts.append(token.idx)
            spaced.append(bool(token.whitespace_))
        return cls(words, starts, spaced, [word.isspace() for word in words])


def split_sentences(tokens: Tokens, breaks: list[int]) -> list[tuple[int, int]]:
    """Token ranges `[start, end)` of the sentences, in order, white space tokens at the edges left out."""
    stops = iter([*breaks, sys.maxsize])
    stop = next(stops)
    ranges: list[tuple[int, int]] = []
    start = 0
    for index, at in enumerate(tokens.starts):
        if at >= stop:
            ranges.append((start, index))
            start = index
            while at >= stop:
                stop = next(stops)
        if index > start and begins_sentence(tokens, index):
            ranges.append((start, index))
            start = index
    ranges.append((start, len(tokens.words)))
    return [part for whole in ranges for part in cut_long(tokens, *trim(tokens, *whole)) if part[0] < part[1]]


def begins_sentence(tokens: Tokens, index: int) -> bool:
    """Does token `index` begin a sentence, judged by the tokens before it and its own first letter?"""
    words, spaced, blank = tokens.words, tokens.spaced, tokens.blank
    word = words[index]
    first = word[0]
    if is_run_together(tokens, index):
        return True
    if not (spaced[index - 1] or blank[index - 1]) or first.isspace() or not (first.isupper() or first.isdigit() or first in OPENERS or first in "–—-•"):
        return False
    at = index - 1
    while at > 0 and (blank[at] or (words[at] in CLOSERS and not spaced[at - 1])):
        at -= 1
    before = words[at]
    if before[-1] not in TERMINATORS:
        return False
    if first in OPENERS and not (index + 1 < len(words) and (words[index + 1][:1].isupper() or words[index + 1][:1] in "[…“‘\"'")):
        return False
    if before in TERMINATORS or set(before) <= TERMINATORS:
        shortened = words[at - 1].lower() if at else ""
        if before == "." and not spaced[at - 1] and shortened in ABBREVIATIONS:
            return word.lower() in STARTERS and shortened not in TITLES
        return True
    # "U.S.", "Gen.", "Jan.": one token with its stop
    shortened = before.lower().rstrip(".")
    if shortened in ABBREVIATIONS or len(shortened) == 1 or "." in shortened:
        return shortened in ENDING_ABBREVIATIONS and word.lower() in STARTERS
    return True


def is_run_together(tokens: Tokens, index: int) -> bool:
    """Do two sentences stand without a space between them, as text taken from a web page has them ("… reported.Major General …")?"""
    words, spaced = tokens.words, tokens.spaced
    if index < 2 or words[index - 1] not in {".", "!", "?"} or spaced[index - 1] or spaced[index - 2]:
        return False
    before, word = words[index - 2], words[index]
    ends = len(before) > 1 and before.isalpha() and before[1:].islower() and before.lower() not in ABBREVIATIONS
    capital = word.isalpha() and word[0].isupper() and (word[1:].islower() or word in {"A", "I"})
    return ends and capital and (index + 1 == len(words) or spaced[index] or words[index + 1] in {",", "-", "'", "’", "’s", "'s"})


def trim(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    while start < end and tokens.blank[start]:
        start += 1
    while end > start and tokens.blank[end - 1]:
        end -= 1
    return start, end


def cut_long(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """The range itself, or pieces of at most `MAX_WORDS` tokens, cut after a comma or semicolon where there is one."""
    pieces = []
    while end - start > MAX_WORDS:
        limit = start + MAX_WORDS
        cut = next((i + 1 for i in range(limit - 1, start + MAX_WORDS // 2, -1) if tokens.words[i] in {",", ";", ":"}), limit)
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]
