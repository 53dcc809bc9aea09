"""One policy for every listing: the same rows as a table, JSON, JSON lines or CSV."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import Any

import click

from emberwatch.cli.options import columns, styled

Row = dict[str, Any]
SHORT_ID_CHARS = 9
CONTENT_ID = re.compile(r"[a-z][0-9a-f]{16}")
UNBROKEN = frozenset({"id", "status", "type", "start", "manner", "value"})
NARROW_COLUMNS = 100
"""A terminal with fewer columns gets the narrow choice of fields."""


def print_rows(rows: Sequence[Row], output: str, *, shown: Sequence[str], every: Sequence[str], empty: str, narrow: Sequence[str] = ()) -> None:
    """Prints `rows`: a table of the fields `shown` (`narrow` on a narrow terminal), or all of the fields `every` in the other formats.

    On a terminal a table has ids cut to what `show` accepts and is fitted to the width; in a pipe it is plain text,
    aligned and whole. `empty` is said on standard error where there are no rows.
    """
    if not rows and output == "table":
        click.echo(empty, err=True)
    elif output == "table" and sys.stdout.isatty():
        _print_rich(rows, narrow if narrow and columns() < NARROW_COLUMNS else shown)
    elif output == "table":
        _print_plain(rows, shown)
    else:
        {"json": _print_json, "jsonl": _print_jsonl, "csv": _print_csv}[output](rows, every)


def count_words(number: int, noun: str) -> str:
    """ "1 place", "1,200 places"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def cell(value: Any) -> str:
    """A value as one line of text: lists joined by "; ", nothing for None, no control characters."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(cell(v) for v in value)
    if isinstance(value, float):
        return f"{value:.10g}"
    words = " ".join(str(value).split())
    return words if words.isprintable() else "".join(c for c in words if c.isprintable())


def _print_rich(rows: Sequence[Row], shown: Sequence[str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    filled = [name for name in shown if any(cell(row[name]) for row in rows)]
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for name in filled:
        table.add_column(_heading(name), overflow="fold", no_wrap=name in UNBROKEN, style="dim" if name == "id" else None)
    for row in rows:
        table.add_row(*(_escape(_short_id(cell(row[name])) if name == "id" else cell(row[name])) for name in filled))
    Console(width=columns(), no_color=not styled(sys.stdout), highlight=False).print(table)


def _short_id(id: str) -> str:
    return id[:SHORT_ID_CHARS] if CONTENT_ID.fullmatch(id) else id


def _escape(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _heading(name: str) -> str:
    return name.replace("_", " ")


def _print_plain(rows: Sequence[Row], shown: Sequence[str]) -> None:
    grid = [[_heading(name) for name in shown], *([cell(row[name]) for name in shown] for row in rows)]
    widths = [max(len(line[at]) for line in grid) for at in range(len(shown))]
    for line in grid:
        click.echo("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _print_json(rows: Sequence[Row], every: Sequence[str]) -> None:
    click.echo(json.dumps([{name: row[name] for name in every} for row in rows], ensure_ascii=False, indent=2, default=str))


def _print_jsonl(rows: Sequence[Row], every: Sequence[str]) -> None:
    for row in rows:
        click.echo(json.dumps({name: row[name] for name in every}, ensure_ascii=False, default=str))


def _print_csv(rows: Sequence[Row], every: Sequence[str]) -> None:
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(every)
    writer.writerows([cell(row[name]) for name in every] for row in rows)
