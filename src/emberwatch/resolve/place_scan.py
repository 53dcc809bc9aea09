"""Every gazetteer name in one sentence: the longest match over runs of capitalised tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emberwatch.places.gazetteer import Entry, Gazetteer, is_main_name
from emberwatch.places.names import ARTICLES, key_of, keys_of
from emberwatch.text.span import Span

MOST_TOKENS = 8
LINKS = frozenset({
    "of", "and", "the", "de", "del", "la", "las", "los", "le", "du", "des", "da", "do", "dos", "&", "'",
}) | ARTICLES  # fmt: skip
PREPOSITIONS = frozenset({
    "in", "at", "near", "from", "to", "into", "of", "around", "outside", "inside", "towards", "toward", "across", "between", "through", "over",
    "throughout", "within", "against", "via", "beyond", "north", "south", "east", "west",
})  # fmt: skip
STRONG_PREPOSITIONS = frozenset({
    "in", "at", "near", "outside", "inside", "around", "across", "throughout", "within", "northern", "southern", "eastern", "western", "central",
})  # fmt: skip
KIND_NOUNS = frozenset({
    "town", "city", "village", "province", "governorate", "district", "region", "state", "camp", "prefecture", "oblast", "capital", "suburb",
    "neighbourhood", "neighborhood", "area", "county", "department",
})  # fmt: skip
TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "gen", "general", "colonel", "col", "major", "lieutenant", "lt", "captain", "sgt", "president", "minister", "secretary",
    "senator", "sen", "rep", "prime", "king", "queen", "prince", "sheikh", "imam", "ayatollah", "mullah", "commander", "spokesman", "spokeswoman",
    "spokesperson", "ambassador", "governor", "chief", "sir", "lord", "pope", "judge",
})  # fmt: skip
FOLLOWERS = frozenset({
    "and", "or", "on", "in", "at", "to", "for", "by", "with", "from", "after", "before", "as", "when", "where", "while", "since", "until", "over", "but",
    "province", "state", "city", "town", "village", "district", "region", "is", "was", "were", "has", "had", "have", "will", "said", "that", "which", "who",
    "this", "last",
})  # fmt: skip
"""Words that may follow a place; an ordinary word before any other small word ("in Western cities") is an adjective or noun."""
SIDES = re.compile(r"(?:(?:north|south)[- ]?(?:east|west)?|east|west|centre|center|central)(?:ern)?", re.IGNORECASE)
NO_NAMES = frozenset("street road avenue boulevard lane africa europe asia america oceania".split())
"""Words that gazetteers have as villages of some country, and that mean a road or a continent wherever they stand alone."""
PERSON_TAGS = frozenset({"PER", "PERSON"})
OTHER_TAGS = frozenset({"ORG", "MISC", "EVENT", "TIME", "DATE", "WORK", "PRODUCT"})
PLACE_TAGS = frozenset({"LOC", "GPE", "PLACE", "FAC"})
PHRASE_TOKEN = re.compile(r"[^\W_]+(?:[’'‘ʿʻ](?!s\b)[^\W_]+)*|[^\w\s]")
LARGE = 100_000
"""People; a larger place is taken at its name, a smaller one needs a word of evidence before it."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of the gazetteer in a text: its span, its tokens `[first, last)` in the sentence, its key and the places it may mean.

    `evidence` says why it is read as a place: tag, preposition, known (a country or a large or well-known place), form.
    """

    span: Span
    text: str
    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]
    evidence: str


def is_name_token(word: str) -> bool:
    """May a name start here: a capital, or a small Arabic article?"""
    return word[:1].isupper() or (word[:1] in "'’‘ʿʻ" and word[1:2].isupper())


def find_runs(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Token ranges in which names lie: capitalised tokens with links, hyphens and articles between them."""
    i, n = 0, len(words)
    while i < n:
        start_ok = is_name_token(words[i]) or (words[i] in ARTICLES and i + 2 < n and words[i + 1] == "-" and words[i + 2][:1].isupper())
        if not start_ok:
            i += 1
            continue
        j = last = i + 1
        while j < n and (is_name_token(words[j]) or words[j] == "-" or words[j].lower() in LINKS or words[j] == "."):
            j += 1
            if words[j - 1] == "-" and j + 1 < n and words[j].isalpha() and words[j + 1] == "-":
                j += 1
            if is_name_token(words[j - 1]):
                last = j
        while last < n and last - i < MOST_TOKENS and words[last].isalpha() and words[last] in TAILS:
            last += 1
        yield i, last
        i = max(last, i + 1)


MONTHS = frozenset("January February March April May June July August September October November December".split())
TAILS = frozenset({
    "camp", "refugee", "oil", "gas", "field", "base", "air", "airport", "river", "valley", "crossing", "border", "prison", "dam", "desert",
    "mountains", "mountain", "plain", "plains", "strip", "basin", "region", "state", "city", "island", "islands", "nuclear", "power", "plant",
})  # fmt: skip


def join_tokens(words: Sequence[str], starts: Sequence[int], first: int, last: int) -> str:
    """The words as they stand in the text: a blank wherever the text has a gap."""
    parts = [words[first]]
    for i in range(first + 1, last):
        if starts[i] > starts[i - 1] + len(words[i - 1]):
            parts.append(" ")
        parts.append(words[i])
    return "".join(parts)


def is_name_edge(words: Sequence[str], first: int, last: int) -> bool:
    """Does `[first, last)` start with a name token or article and end with a name token or a kind word?"""
    end = words[last - 1]
    if end in ("-", ".", "'", "&") or end in LINKS:
        return False
    if not (is_name_token(end) or end in TAILS):
        return False
    start = words[first]
    return is_name_token(start) or (start in ARTICLES and first + 1 < last and words[first + 1] == "-")


def find_spans(words: Sequence[str], starts: Sequence[int]) -> dict[tuple[int, int], str]:
    """Every token range that could be a name, with its words."""
    spans: dict[tuple[int, int], str] = {}
    for begin, end in find_runs(words):
        for first in range(begin, end):
            for last in range(first + 1, min(end, first + MOST_TOKENS) + 1):
                if is_name_edge(words, first, last):
                    spans[first, last] = join_tokens(words, starts, first, last)
    return spans


def tag_at(names: Sequence[str] | None, first: int, last: int) -> str | None:
    """The encoder's verdict on the tokens: a place tag where any has one, else the first other tag; None without tags."""
    if names is None:
        return None
    tags = [n.split("-", 1)[-1] for n in names[first:last] if n != "O"]
    return next((t for t in tags if t in PLACE_TAGS), tags[0] if tags else "O")


def is_acronym_abuse(text: str, key: str) -> bool:
    """A key of two or three letters stands only for capitals: `US`, not `us`; `CAR`, not `Car`."""
    return (
        len(key) <= 3
        and not text.replace(".", "").replace(" ", "").isupper()
        and key in {"us", "uk", "uae", "drc", "car", "usa", "prc", "ksa", "kri", "merv", "loc", "dmz", "rok"}
    )


def is_no_name(word: str, after: Sequence[str]) -> bool:
    """Is the word a side of what follows ("Eastern Syria"; but the "Eastern Region" has that name), a kind of road or a continent?"""
    if SIDES.fullmatch(word):
        return not (after and after[0].lower() in KIND_NOUNS)
    return word.lower() in NO_NAMES


def is_inside_other_name(words: Sequence[str], first: int, last: int) -> bool:
    """Is the range next to another capitalised word, as in `Jordan Smith`, `Jack London` or `Washington Post`?"""
    after = words[last] if last < len(words) else ""
    if after[:1].isupper() and after.lower() not in KIND_NOUNS and not after.isupper():
        return True
    before = words[first - 1] if first else ""
    if not before[:1].isupper() or before.lower() in PREPOSITIONS | STRONG_PREPOSITIONS | KIND_NOUNS or before.lower() in LINKS:
        return False
    return before.lower() in TITLES or first > 1


class PlaceScanner:
    """Finds names of a gazetteer in sentences, one batch of look-ups a sentence."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def scan(self, words: Sequence[str], starts: Sequence[int], names: Sequence[str] | None = None) -> list[NameHit]:
        """All place names in a sentence, from left to right, none inside another; `starts` are the tokens' offsets in the report."""
        spans = find_spans(words, starts)
        if not spans:
            return []
        keys = {place: keys_of(text) for place, text in spans.items()}
        found = self.gazetteer.find_keys(k for ks in keys.values() for k in ks)
        hits: list[NameHit] = []
        taken = [False] * len(words)
        for first, last in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
            if any(taken[first:last]):
                continue
            hit = self._judge(words, starts, names, first, last, spans[first, last], keys[first, last], found)
            if hit is not None:
                hits.append(hit)
                taken[first:last] = [True] * (last - first)
        return sorted(hits, key=lambda h: h.span)

    def scan_phrase(self, text: str, start: int) -> list[NameHit]:
        """The place names of a phrase that is known to say where, at offset `start` of the report."""
        found = list(PHRASE_TOKEN.finditer(text))
        return self.scan([m[0] for m in found], [start + m.start() for m in found], ["B-LOC"] * len(found))

    def _judge(
        self,
        words: Sequence[str],
        starts: Sequence[int],
        names: Sequence[str] | None,
        first: int,
        last: int,
        text: str,
        keys: tuple[str, ...],
        found: dict[str, tuple[Entry, ...]],
    ) -> NameHit | None:
        """The hit at a range, or None where the words there are no place."""
        entries = tuple({e.id: e for k in keys for e in found[k]}.values())
        if not entries or " - " in text or is_acronym_abuse(text, keys[0]) or (last - first == 1 and is_no_name(text, words[last : last + 1])):
            return None
        evidence = self._evidence(words, tag_at(names, first, last), first, last, keys[0], entries)
        if evidence is None:
            return None
        key = next(k for k in keys if found[k])
        if last - first == 1 and (text in MONTHS or (text.lower() in self.gazetteer.adjectives and not any(is_main_name(e, key) for e in entries))):
            return None
        span = Span(starts[first], starts[last - 1] + len(words[last - 1]))
        return NameHit(span, text, first, last, key, entries, evidence)

    def _evidence(self, words: Sequence[str], tag: str | None, first: int, last: int, key: str, entries: tuple[Entry, ...]) -> str | None:
        """Why the words are a place; None where nothing says so or something says they are not."""
        if tag in PLACE_TAGS:
            return "tag"
        if tag in PERSON_TAGS:
            whole = last - first > 2 and any(e.ours or e.population >= LARGE for e in entries)
            return "form" if whole else None  # "Deir ez-Zor" is nobody, whatever its tag
        before = words[first - 1].lower() if first else ""
        if tag not in PLACE_TAGS and self.gazetteer.is_common(key) and last < len(words) and words[last].islower() and words[last] not in FOLLOWERS:
            return None
        kind_of = before == "of" and first > 1 and words[first - 2].lower() in KIND_NOUNS
        known = any(e.kind == "country" or e.ours or (e.population >= LARGE and is_main_name(e, key)) for e in entries)
        inside = is_inside_other_name(words, first, last)
        if kind_of or (before in STRONG_PREPOSITIONS and not inside):
            return None if self.gazetteer.is_common(key) and tag is None and not kind_of and not known else "preposition"
        if tag in OTHER_TAGS or inside:
            return None
        if self.gazetteer.is_common(key):
            return None
        if known:
            return "known"
        if before in PREPOSITIONS and tag is not None:
            return "preposition"
        if before in PREPOSITIONS and max(e.population for e in entries) >= 1000:
            return "preposition"
        return "form" if last - first > 2 and key_of(entries[0].name) == key else None
