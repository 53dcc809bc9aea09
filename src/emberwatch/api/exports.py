"""The record in the formats of other programs, with the codebook's crosswalks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any

from emberwatch.api.tables import load_codebook
from emberwatch.export.write import export as _export
from emberwatch.store.record import Record as StoreRecord

if TYPE_CHECKING:
    from emberwatch.export.flat import Codes

PathLike = str | os.PathLike[str]


def export(record: StoreRecord, format: str, out: PathLike | IO[bytes] | None = None, what: str = "facts") -> None:
    """Writes a record as jsonl, csv, parquet or geojson to a file or binary stream; to standard output without one.

    jsonl holds everything; the others hold `what`: a row for each of the `facts`, `incidents` or `findings`.
    """
    _export(record, format, sys.stdout.buffer if out is None else out, crosswalk=find_codes(), what=what)


def find_codes() -> Callable[[str, str | None], Codes | None]:
    """The codebook's crosswalks by type and mode; None for a type that the codebook in use does not know."""
    from emberwatch.export.flat import Codes

    rows: dict[tuple[str, str | None], Any] = dict(load_codebook().rows)

    def find(type: str, mode: str | None) -> Codes | None:
        row = rows.get((type, mode)) or rows.get((type, None))
        return Codes(tuple(row.crosswalk.cameo), row.crosswalk.acled_event, row.crosswalk.acled_sub_event) if row else None

    return find
