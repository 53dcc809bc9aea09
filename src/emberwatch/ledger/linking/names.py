"""Place names as linking compares them: a key that transliterations of one name share."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

COUNTRIES = Path(__file__).parents[2] / "data" / "places" / "countries.tsv"
NOUNS = Path(__file__).parents[2] / "data" / "places" / "nouns.tsv"
COMPASS = frozenset(
    "north south east west northern southern eastern western north-east north-eastern north-west north-western south-east south-eastern"
    " south-west south-western northeast northwest southeast southwest central upper lower".split()
)
TOKEN = re.compile(r"[^\W\d_][\w’'-]*")
DIVISION = re.compile(
    r"(?:(?:[a-z]{2,3}-)?[^\W\d_a-z][\w’'-]*\s+)+(?:[Pp]rovinces?|[Rr]egions?|[Gg]overnorates?|[Ss]tates?|[Oo]blast|[Cc]ount(?:y|ies)|[Dd]epartment|[Pp]refecture)\b"
    r"|\b(?:province|region|governorate|state|county|department|prefecture) of(?:\s+[^\W\d_a-z][\w’'-]*)+"
)
"""A province named with its kind: wide, so that it tells no town from another."""
POSSESSIVE = re.compile(r"['’]s?$")
ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|esh|et|ez|en)[-\s]+", re.IGNORECASE)
SAME_SOUND = str.maketrans({"c": "k", "q": "k", "g": "k", "x": "k", "d": "t", "b": "p", "z": "s", "j": "s", "v": "f"})
SILENT = re.compile(r"[aeiouywh'’\s-]+")
TWICE = re.compile(r"(.)\1+")
LEAST_SOUNDS = 3
"""With fewer consonants many names share a key, so that the name stands as it is written."""


def find_name_keys(text: str) -> tuple[str, ...]:
    """Keys of the proper names in the words for a place, sorted; without countries, provinces and the like.

    >>> find_name_keys("the town of Um Rawaba in North Kordofan state") == find_name_keys("Umm Ruwaba, Sudan")
    True
    """
    return tuple(sorted({name_key(name) for name in find_names(DIVISION.sub(" ", text))}))


def find_names(text: str) -> Iterator[str]:
    """Runs of words with a capital letter that are no country, no people's adjective, no direction and no kind of place."""
    run: list[str] = []
    end = 0
    for match in TOKEN.finditer(text):
        word = POSSESSIVE.sub("", match[0])
        named = (word[0].isupper() or ARTICLE.match(word) is not None) and not is_common(word)
        if run and (not named or text[end : match.start()].strip()):
            yield " ".join(run)
            run = []
        if named:
            run.append(word)
        end = match.start() + len(word)
    if run:
        yield " ".join(run)


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """The consonants of a name, those that transliterations confuse as one; a name with hardly any, in small letters."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    bare = ARTICLE.sub("", plain)
    sounds = TWICE.sub(r"\1", SILENT.sub("", bare.replace("ph", "f").translate(SAME_SOUND)))
    return sounds if len(sounds) >= LEAST_SOUNDS else f"={bare}"


@cache
def find_common() -> frozenset[str]:
    """Words with a capital letter that name no place within a country: countries, their adjectives, kinds of place, directions."""
    words = set(COMPASS)
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            for cell in (row["name"], row["alternates"] or "", row["adjectives"] or ""):
                words.update(word for part in cell.lower().split(";") for word in part.split())
    with NOUNS.open(encoding="utf-8", newline="") as lines:
        words.update(row["lemma"].lower() for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    return frozenset(words)


def is_common(word: str) -> bool:
    """Is the word, with or without a plural s, one of `find_common`?"""
    lower = word.lower()
    return lower in find_common() or lower.removesuffix("s") in find_common()
