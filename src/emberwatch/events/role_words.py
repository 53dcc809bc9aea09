"""Classes of words by which roles are told apart, as loaded from their table."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from emberwatch.text.table import read_rows

FILE = Path(__file__).parent.parent / "data" / "roles.tsv"


@cache
def load_classes(path: Path = FILE) -> Mapping[str, frozenset[str]]:
    """The lemmas of each class of the table; read once."""
    return {cells[0]: frozenset(cells[1].split()) for _, cells in read_rows(path)}
