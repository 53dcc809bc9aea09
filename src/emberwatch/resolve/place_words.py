"""What a noun phrase for a place asks for: a side of a country, a part of a named place, or a place described and not named."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from emberwatch.text.table import read_rows

SIDE = r"(north|south|east|west|central)(?:[- ]?(east|west))?(?:ern)?"
SIDE_NAMES = {
    "north": "northern", "south": "southern", "east": "eastern", "west": "western", "northeast": "north-eastern", "northwest": "north-western",
    "southeast": "south-eastern", "southwest": "south-western", "centre": "central",
}  # fmt: skip
BEFORE_NAME = re.compile(rf"\b(?:{SIDE})(?:[- ](?:and|to)[- ](?:{SIDE}))? (?:parts? of |areas? of |regions? of )?(?:the )?$", re.IGNORECASE)
OF_NAME = re.compile(rf"\b(?:{SIDE})(?: of|, of)?(?: (?:parts?|areas?|regions?|corner|side|half|tip|countryside) of)? (?:the )?$", re.IGNORECASE)
AFTER_NAME = re.compile(rf"^['’]s? (?:[\w-]+ ){{0,2}}?{SIDE}\b", re.IGNORECASE)
SUPERLATIVE = re.compile(r"\b(?:last|final|remaining|sole|only|besieged|collapsing|besieged|surrounded|encircled|embattled)\b", re.IGNORECASE)
INDEFINITE = re.compile(
    r"^(?:an?|some|several|many|other|another|two|three|four|five|six|seven|eight|nine|ten|dozens of|scores of|hundreds of|\d+)\b", re.IGNORECASE
)
DEFINITE = re.compile(r"^(?:one of )?(?:the|this|that|its|their|his|her|these|those)\b", re.IGNORECASE)
PLURAL = re.compile(
    r"(?:villages|towns|cities|camps|areas|bases|districts|provinces|regions|suburbs|settlements|neighbou?rhoods|parts|states|countries|prisons)\b",
    re.IGNORECASE,
)


class Noun(NamedTuple):
    """A describing noun: the class of place it refers to, and whether it names a part of what follows."""

    kind: str
    part: bool


@lru_cache(maxsize=1)
def describing_nouns() -> dict[str, Noun]:
    """Lemma → noun, from the table nouns.tsv."""
    path = Path(str(resources.files("emberwatch.data"))) / "places" / "nouns.tsv"
    _, *rows = (cells for _, cells in read_rows(path))
    return {row[0]: Noun(row[1], row[2] == "part") for row in rows}


def find_noun(lemma: str) -> Noun | None:
    """The describing noun of a head lemma, however it is hyphenated or pluralised; None where it describes no place."""
    nouns, word = describing_nouns(), lemma.lower().strip()
    for form in (word, word.rsplit("-", 1)[-1], word.removesuffix("s"), word.removesuffix("es"), word[:-3] + "y" if word.endswith("ies") else word):
        if form in nouns:
            return nouns[form]
    return None


def side_of(match: re.Match[str] | None) -> str | None:
    """The side that a match of the patterns above names: `north`, `northeast`, `centre`, …"""
    if match is None:
        return None
    first, second = match[1].lower(), (match[2] or "").lower()
    return "centre" if first == "central" else first + second


def find_side(before: str, after: str) -> str | None:
    """The side named by the words before or after a name: "far eastern …", "the north-east of …", "…'s north"."""
    return side_of(BEFORE_NAME.search(before)) or side_of(OF_NAME.search(before)) or side_of(AFTER_NAME.match(after))


def find_bare_side(text: str) -> str | None:
    """The side in a phrase without a name: "the country's east", "the north-east of the country", "the northeast"."""
    return side_of(re.search(rf"\b{SIDE}\b", text, re.IGNORECASE))
