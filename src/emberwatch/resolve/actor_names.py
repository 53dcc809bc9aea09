"""Where the name of a person begins and ends among titles, offices, nationalities and days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from emberwatch.resolve.actor_phrases import lemma_of
from emberwatch.resolve.actor_tables import load_first_names, load_nouns
from emberwatch.resolve.actor_words import map_for, words_for
from emberwatch.text.span import Span

NAME = re.compile(r"(?:[A-ZÀ-Þ][\w’'‑-]+|[A-Z]\.)(?: (?:(?:al|el|as|bin|ibn|abu|von|van|der|de|di|la|du|da|ag)[ -])*(?:[A-ZÀ-Þ][\w’'‑-]+|[A-Z]\.)){0,4}")
OF_OFFICE = re.compile(r"\b(\w+) [Oo]f $")
"""Before the first word of "State Madeleine Albright" in "Secretary of State Madeleine Albright"."""


def normal_title(word: str) -> str:
    """A title in its commonest form: "Gen." → general, spokeswoman → spokesman, chief → head."""
    low = word.lower().strip(".")
    low = map_for("abbreviated").get(low, low)
    low = lemma_of(low)
    return map_for("synonyms").get(low, low)


def strip_name(text: str, start: int, name: str, taken: Sequence[Span]) -> tuple[int, int, list[str]]:
    """Start, end and words of the name in a run of capitalised words at `start`, without titles and sentence openers before it and days after it.

    `taken` are the spans of names that a table knows.
    """
    words = without_genitive(name).split(" ")
    end = start + len(" ".join(words))
    while words and precedes_name(text, start, words, taken):
        start += len(words[0]) + 1
        words = words[1:]
        if words and (rest := NAME.match(text, start)) is not None:  # a long title may have left out the surname
            end = max(end, rest.end())
            words = without_genitive(text[start:end]).split(" ")
    end = start + len(" ".join(words))
    while len(words) > 1 and words[-1].lower() in words_for("days"):  # "President Bill Clinton Thursday condemned"
        end -= len(words[-1]) + 1
        words = words[:-1]
    return start, end, words


def precedes_name(text: str, start: int, words: Sequence[str], taken: Sequence[Span]) -> bool:
    """Is the first of `words`, at `start`, no part of the name: an opener, a title, or what stands before a title ("Trade Minister")?"""
    first = words[0]
    if first.lower().strip(".") in words_for("not names") or is_title(first) or (first.isupper() and len(first) > 2):
        return True
    if len(words) == 1:
        return False
    if len(words) > 2 and first.lower() not in load_first_names() and (any(map(is_title, words[1:-1])) or follows_office(text, start)):
        return True
    return text[start - 1 : start] == "." and any(s.start < start < s.end for s in taken)  # the "S." of "U.S. Ambassador"


def follows_office(text: str, at: int) -> bool:
    """Does a title with "of" stand right before `at` ("Secretary of ")?"""
    if text[max(0, at - 4) : at].lower() != " of ":
        return False
    office = OF_OFFICE.search(text[max(0, at - 24) : at])
    return office is not None and office[1][:1].isupper() and is_title(office[1])


def without_genitive(name: str) -> str:
    ending = next((ending for ending in ("'s", "’s", "'", "’") if name.endswith(ending)), "")
    return name.removesuffix(ending)


def closes_sentence(word: str) -> bool:
    """Does the full stop after the word end a sentence ("the prime minister. Cohen said"), and not shorten a title ("Gen.")?"""
    low = word.lower()
    return low.endswith((".", "!", "?", ":", ";")) and len(low) > 3 and "." not in low[:-1] and low.strip(".") not in map_for("abbreviated")


def is_title(word: str) -> bool:
    """Is the word a title or office (General, minister, spokesman, Dr)?"""
    low = word.lower().strip(".,")
    if low in map_for("abbreviated"):
        return low not in ("prime", "staff", "abu", "lord", "major")
    return "office" in load_nouns().get(lemma_of(low), ())
