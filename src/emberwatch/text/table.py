"""Read the tab-separated tables of the package: a line a row, `#` for comments, every fault told at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from emberwatch.errors import CodebookError

Key = TypeVar("Key")
Value = TypeVar("Value")


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of every line that is neither empty nor a comment."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip() and line[0] != "#":
            yield number, line.split("\t")


def load_table(path: Path, parse: Callable[[list[str]], tuple[Key, Value] | None], expected: str) -> dict[Key, Value]:
    """Key and value of each row as `parse` gives them; a later row takes the place of an earlier one of its key.

    Raises `CodebookError` that names every line for which `parse` gives None, with what was `expected`.
    """
    rows: dict[Key, Value] = {}
    faults = []
    for number, cells in read_rows(path):
        row = parse(cells)
        if row is None:
            given = "\t".join(cells)
            faults.append(f"{path.name}:{number}: expected {expected}, not {given!r}")
        else:
            rows[row[0]] = row[1]
    if faults:
        raise CodebookError("\n".join(faults))
    return rows


def read_kinds(path: Path) -> dict[str, list[str]]:
    """The words of a table of two columns, kind and words, by kind."""
    kinds: dict[str, list[str]] = {}
    for _, (kind, words) in read_rows(path):
        kinds.setdefault(kind, []).append(words)
    return kinds


@cache
def load_word_patterns(path: Path) -> Mapping[str, re.Pattern[str]]:
    """One pattern of whole words, in whatever case, for each kind of such a table; read once."""
    return {kind: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for kind, words in read_kinds(path).items()}
