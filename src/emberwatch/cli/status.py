"""`emberwatch status`: what the record holds and what was not understood."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from emberwatch.cli.door import open_record, record_path
from emberwatch.cli.options import as_known_on_option, output_option, record_option
from emberwatch.cli.output import Row, print_rows

if TYPE_CHECKING:
    from emberwatch.api import Record

NAMES_MAX = 15


@click.command()
@click.option("--limit", type=click.IntRange(min=0), default=NAMES_MAX, show_default=True, metavar="N", help="At most N unresolved names of each kind.")
@as_known_on_option
@record_option
@output_option
def status(limit: int, as_known_on: date | None, record: str | None, output: str) -> None:
    """Count what the record holds and what it lacks.

    What could not be understood is counted by kind, unresolved names by name: the work list for a gazetteer or actor file.

    \b
    Examples:
      emberwatch status --record syria.db
    """
    with open_record(record, as_known_on) as held:
        rows = _find_rows(held, record_path(record), limit)
    print_rows(rows, output, shown=("what", "name", "value"), every=("what", "name", "value"), empty="The record is empty.")


def _find_rows(held: Record, where: str, limit: int) -> list[Row]:
    rows: list[Row] = [{"what": "record", "name": "", "value": where}]
    rows += [{"what": "record", "name": key.replace("_", " "), "value": value} for key, value in held.meta().items()]
    rows += [{"what": "holds", "name": name, "value": number} for name, number in held.counts().items()]
    rows += [{"what": "ledger", "name": name, "value": number} for name, number in held.ledger_counts().items()]
    rows += [{"what": "note", "name": note, "value": number} for note, number in held.notes().items()]
    rows += [{"what": "not understood", "name": kind.replace("_", " "), "value": number} for kind, number in held.counters().items()]
    for kind in ("place", "actor"):
        rows += [{"what": f"unresolved {kind}", "name": name, "value": number} for name, number in held.unresolved(kind, limit)]
    return rows
