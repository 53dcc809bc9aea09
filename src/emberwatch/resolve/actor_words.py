"""The word lists that actors are read by: quantifiers, titles, words of organisations; all in one table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "actors" / "words.tsv"


@lru_cache(maxsize=1)
def _load_rows() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").split("\n")
    return dict(line.split("\t", 1) for line in lines if line and line[0] != "#")


@lru_cache(maxsize=64)
def words_for(name: str) -> frozenset[str]:
    """The words of the list with this name; `KeyError` where the table has no such list."""
    return frozenset(_load_rows()[name].split())


@lru_cache(maxsize=64)
def map_for(name: str) -> Mapping[str, str]:
    """The word → meaning table with this name; `KeyError` where the table has none."""
    pairs = (entry.split("=", 1) for entry in _load_rows()[name].split())
    return {word: meaning.replace("_", " ") for word, meaning in pairs}
