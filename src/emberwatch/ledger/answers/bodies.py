"""Bodies of the shipped lists in the names of publishers: whose word "FARDC North Kivu Operations" publishes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from emberwatch.text.table import read_rows

ACTORS = Path(__file__).parents[2] / "data" / "actors"
SHORT_NAME = 3
"""Initials of so many letters or more are a body's name."""
COUNTRY, ALIASES = 2, 7
"""Columns of the lists."""


@lru_cache(maxsize=1024)
def find_body(publisher: str) -> tuple[str, str, str]:
    """Name, type and country of the body whose name or initials a publisher bears, the longest first; empty where it bears none.

    >>> find_body("FARDC North Kivu Operations")
    ('FARDC', 'military', 'CD')
    """
    words = publisher.split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            found = load_bodies().get(" ".join(words[start : start + length]))
            if found is not None:
                return found
    return "", "", ""


@cache
def load_bodies() -> Mapping[str, tuple[str, str, str]]:
    """Name, type and country of each body, by all its names; single words that are no initials are left out."""
    found: dict[str, tuple[str, str, str]] = {}
    for _, cells in (row for name in ("bodies", "groups") for row in read_rows(ACTORS / f"{name}.tsv")):
        cells = [*cells, *[""] * (ALIASES + 1 - len(cells))]
        for word in (cells[0], *cells[ALIASES].split(";")):
            if " " in word or (len(word) >= SHORT_NAME and word[:2].isupper()):
                found.setdefault(word, (cells[0], cells[1], cells[COUNTRY]))
    return found
