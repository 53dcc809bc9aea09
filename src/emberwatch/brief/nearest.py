"""Names of the record that are spelt like one that was asked for and not found."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from emberwatch.model.reading import Reading

NAMES_MAX = 3
ALIKE = 0.7
"""Share of letters that two names have in common, by `difflib`; below it a name is no likely misspelling."""


def nearest(wanted: str, names: Iterable[str]) -> list[str]:
    """At most `NAMES_MAX` of `names` that are spelt much like `wanted`, the likest first.

    >>> nearest("Baghuuz", ["Baghouz", "Berlin"])
    ['Baghouz']
    """
    known = {name.lower(): name for name in sorted(names, reverse=True)}
    return [known[found] for found in difflib.get_close_matches(wanted.lower(), known, NAMES_MAX, ALIKE)]


def nearest_words(wanted: str, names: Iterable[str]) -> str:
    """ "; nearest: Baghouz, Baghdad", or nothing where no name is like it."""
    found = nearest(wanted, names)
    return f"; nearest: {', '.join(found)}" if found else ""


def place_names(readings: Sequence[Reading]) -> set[str]:
    """Names of the places of some readings."""
    return {place.name for reading in readings for place in reading.places}


def actor_names(readings: Sequence[Reading]) -> set[str]:
    """Names of the actors of some readings."""
    return {actor.name for reading in readings for actor in reading.actors}
