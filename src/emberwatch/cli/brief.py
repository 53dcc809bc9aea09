"""`emberwatch brief`: what the record says."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from emberwatch.cli.door import write_brief
from emberwatch.cli.options import Day, as_known_on_option, columns, record_option, styled

WIDTH_MAX = 110
"""Lines wider than this are hard to read, however wide the terminal."""


@click.command()
@click.option("--since", type=Day(), metavar="DATE", help="Only what happened, or was reported, on or after this day (YYYY-MM-DD).")
@click.option("--place", metavar="NAME", help="Only facts at this place: part of a name or of the words, or a country code.")
@click.option("--actor", metavar="NAME", help="Only facts with this actor, recipient or speaker: part of a name or of the words.")
@click.option("--format", "format_", type=click.Choice(["text", "markdown", "html"]), default="text", show_default=True, help="How to write it.")
@click.option("--out", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE instead of standard output.")
@as_known_on_option
@record_option
def brief(since: date | None, place: str | None, actor: str | None, format_: str, out: str | None, as_known_on: date | None, record: str | None) -> None:
    """Tell what the record says, every line cited.

    What happened, what is said to be coming, what is denied, who holds what, people affected, what changed, who said
    what, and what could not be resolved. One line is one incident, with the origins found and its disputes; it never
    says more than the reports do.

    \b
    Examples:
      emberwatch brief --since 2019-03-01 --place Baghouz
      emberwatch brief --format html --out brief.html
      emberwatch brief --as-known-on 2019-03-08
    """
    width, emphasis = min(columns(), WIDTH_MAX), out is None and styled(sys.stdout)
    text = write_brief(record, format_, width, emphasis, since=since, place=place, actor=actor, as_known_on=as_known_on)
    if out is None:
        click.echo(text, nl=False, color=True)
    else:
        Path(out).write_text(text, encoding="utf-8")
        click.echo(f"Brief written to {out}.", err=True)
