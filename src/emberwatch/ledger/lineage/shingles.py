"""The wording of a report laid out for comparison: sentences, words, what is quoted, what is furniture, and keys that near-copies share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from emberwatch.ledger.lineage.credits import find_furniture, load_credits
from emberwatch.model.report import Report
from emberwatch.text.quotes import find_quotes
from emberwatch.text.span import Span

VERSION = "1"
"""Goes up whenever the keys change, since keys of two versions never meet."""
SHINGLE_WORDS = 3
SEEDS_WORDS = 7
"""Words in a row that two sentences must share to find each other."""
BANDS, ROWS = 16, 4
"""Bands of MinHash values: reports of Jaccard 0.7 over their shingles meet with 0.99, of 0.5 with 0.64, of 0.1 with 0.002."""
SEEDS_A_SENTENCE = 2
QUOTE_WORDS_MIN = 6

WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+")
BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+")
NO_BREAK = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|St|No|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.$")
ABBREVIATED = re.compile(r"(?:\b[A-Za-z]\.){2,}$")
STOPS = frozenset(
    "a about after again all also an and any are as at be because been before being both but by can could did do does down during each for from further "
    "had has have having he her here him his how i if in into is it its just may me might more most must my no nor not now of off on once one only or other "
    "our out over own per said say says she should since so some still such t than that the their them then there these they this those through to told "
    "too under until up upon us very was we were what when where which while who whom why will with would you your s".split()
)
"""Words so common in any report that sharing them tells nothing."""
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
CALENDAR = WEEKDAYS | frozenset("january february march april may june july august september october november december".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence (or line) of a report: its words in small letters with their characters, and which of them stand in quotation marks.

    `telling` marks the words that carry wording: neither common, nor names, nor numbers. `stems` are the words that carry content,
    cut to their stems; `names` those that are written with a capital inside the sentence, days, months and
    news agencies apart.
    """

    at: int
    span: Span
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    quoted: tuple[bool, ...]
    telling: tuple[bool, ...]
    stems: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of some length, and every `QUOTE_WORDS_MIN` words in a row of it."""

    span: Span
    words: int
    runs: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of one report without its furniture, how many words they hold, the stems of all, and its longer quotations."""

    report: Report
    units: tuple[Unit, ...]
    words: int
    stems: frozenset[str]
    quotes: tuple[Quotation, ...]


@lru_cache(maxsize=2048)
def read_wording(report: Report) -> Wording:
    """The report's sentences, words and quotations."""
    text = report.text
    quotes = find_quotes(text)
    hidden = find_furniture(report)
    units: list[Unit] = []
    for start, end in cut_sentences(text):
        unit = read_unit(text, Span(start, end), len(units), quotes, hidden)
        if unit is not None:
            units.append(unit)
    stems = frozenset(stem for unit in units for stem in unit.stems)
    return Wording(report, tuple(units), sum(len(u.words) for u in units), stems, tuple(read_quotes(text, quotes)))


def read_quotes(text: str, quotes: Sequence[Span]) -> Iterator[Quotation]:
    """The quotations of `QUOTE_WORDS_MIN` words and more."""
    for quote in quotes:
        words = [plain(m[0]) for m in WORD.finditer(text, quote.start, quote.end)]
        if len(words) >= QUOTE_WORDS_MIN:
            yield Quotation(quote, len(words), frozenset(runs(words, QUOTE_WORDS_MIN)))


def cut_sentences(text: str) -> list[tuple[int, int]]:
    """Character ranges of the sentences and lines of `text`; good enough to compare wordings, and the same for the same words."""
    cuts = [0]
    for match in BREAK.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if "\n" in match[0] or not (NO_BREAK.search(before) or ABBREVIATED.search(before)):
            cuts += [match.start() + len(match[0]) - len(match[0].lstrip("\"'”’)]")), match.end()]
    cuts.append(len(text))
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b]


def read_unit(text: str, span: Span, at: int, quotes: Sequence[Span], hidden: Sequence[Span]) -> Unit | None:
    """The words of one sentence, None where nothing but furniture stands there."""
    veils = [h for h in hidden if h.overlaps(span)]
    found = [m for m in WORD.finditer(text, span.start, span.end) if not veils or not any(h.start <= m.start() < h.end for h in veils)]
    if not found:
        return None
    near = [q for q in quotes if q.overlaps(span)]
    written = [m[0] for m in found]
    words = tuple(plain(w) for w in written)
    agencies = load_credits().agency_words
    content = [len(w) > 1 and w not in STOPS for w in words]
    named = [w[0].isdigit() or (w[0].isupper() and (i > 0 or w.isupper())) for i, w in enumerate(written)]
    stems = [cut_stem(w) if c else "" for w, c in zip(words, content, strict=True)]
    spans = tuple(Span(m.start(), m.end()) for m in found)
    return Unit(
        at,
        Span(spans[0].start, span.end),
        words,
        spans,
        tuple(any(q.start <= s.start < q.end for q in near) for s in spans) if near else (False,) * len(spans),
        tuple(c and not n for c, n in zip(content, named, strict=True)),
        frozenset(s for s in stems if s),
        frozenset(s for s, n, w in zip(stems, named, words, strict=True) if s and n and w not in CALENDAR and w not in agencies and not w[0].isdigit()),
    )


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """The word in small letters without accents and dots; figures without commas."""
    if word.isascii():
        return word.lower().replace(".", "") if not word[0].isdigit() else word.replace(",", "")
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower().replace(".", "")


@lru_cache(maxsize=50_000)
def cut_stem(word: str) -> str:
    """The word without the endings that grammar gives it: rough, but alike for alike words.

    >>> cut_stem("attacks") == cut_stem("attacked") == cut_stem("attacking")
    True
    """
    for ending in ("ings", "ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def find_bands(wording: Wording) -> tuple[str, ...]:
    """Keys of the whole report: two reports of like wording share one of them; none for a report of a few words."""
    from datasketch import MinHash  # type: ignore[import-untyped]

    shingles = {b" ".join(w.encode() for w in words) for unit in wording.units for words in runs(unit.words, SHINGLE_WORDS)}
    if len(shingles) < 2 * SHINGLE_WORDS:
        return ()
    sketch = MinHash(BANDS * ROWS, seed=1, scheme="affine32")
    sketch.update_batch(sorted(shingles))
    values = sketch.hashvalues.astype("<u4")
    return tuple(f"band{VERSION}:{b}:{digest(values[b * ROWS : (b + 1) * ROWS].tobytes())}" for b in range(BANDS))


def find_seeds(wording: Wording) -> tuple[str, ...]:
    """Keys of the single sentences: two sentences of like wording share one or both of theirs, whatever stands around them."""
    keys: set[str] = set()
    for unit in wording.units:
        keys.update(f"seed{VERSION}:{key}" for key in least_runs(unit))
    return tuple(sorted(keys))


def least_runs(unit: Unit) -> set[str]:
    """The runs of words of one sentence with the least hash values, only such as carry wording of their own."""
    keyed = []
    for at, words in enumerate(runs(unit.words, SEEDS_WORDS)):
        if sum(unit.telling[at : at + SEEDS_WORDS]) >= 3:
            keyed.append(digest(" ".join(words).encode()))
    return set(sorted(set(keyed))[:SEEDS_A_SENTENCE])


def quote_keys(wording: Wording) -> tuple[str, ...]:
    """Keys of the quotations: two that hold the same words share one, though one of them be cut shorter."""
    keys: set[str] = set()
    for quote in wording.quotes:
        hashed = [digest(" ".join(run).encode()) for run in quote.runs]
        keys.update((min(hashed), min(hashed, key=lambda key: key[::-1])))
    return tuple(f"quote{VERSION}:{key}" for key in sorted(keys))


def runs(words: Sequence[str], length: int) -> list[tuple[str, ...]]:
    """Every `length` words in a row."""
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]


def digest(content: bytes) -> str:
    """Twelve hexadecimal digits that are the same on every machine."""
    return hashlib.blake2b(content, digest_size=6).hexdigest()
