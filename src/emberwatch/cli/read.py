"""`emberwatch read PATH…`: reports into the record."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from emberwatch.cli.door import read_into, record_path
from emberwatch.cli.options import Day, record_option
from emberwatch.cli.output import count_words

if TYPE_CHECKING:
    from emberwatch.api import Progress, RunSummary

REFUSALS_MAX = 200
"""Refused files listed one by one; more are only counted."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@record_option
@click.option("--published", type=Day(), metavar="DATE", help="The day of publication (YYYY-MM-DD) of every report given; beats what the files say.")
@click.option("--publisher", metavar="NAME", help="The publisher of every report given; beats what the files say.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), metavar="N", help="Processes that read. [default: $EMBERWATCH_JOBS, else up to 3 by what there is to read]"
)
@click.option("--codebook", "codebooks", type=click.Path(exists=True, dir_okay=False), multiple=True, metavar="FILE",
              help="Lay this codebook over the shipped one and your own; may be given several times.")  # fmt: skip
@click.option("--reread", is_flag=True, help="Read reports of the record anew where the program, a codebook, your actors or places have changed since.")
def read(
    paths: tuple[str, ...], record: str | None, published: date | None, publisher: str | None, jobs: int | None, codebooks: tuple[str, ...], reread: bool
) -> None:
    """Read reports into a record.

    PATH is a file, a folder, a glob, or - for standard input. .txt and .md hold one report each, with or without a
    header (title, published, publisher, url); .jsonl one report a line. A report that is in the record already is
    passed over, unless --reread is given. What is refused is listed at the end, with the reason.

    \b
    Examples:
      emberwatch read news/ --record syria.db
      emberwatch read report.txt --published 2019-03-08 --publisher "The New Arab"
      emberwatch read news/ --codebook my-codebook.tsv --reread
      curl -s https://example.org/story.txt | emberwatch read -
    """
    where = record_path(record)
    with _progress() as tell:
        summary = read_into(where, paths, published=published, publisher=publisher, jobs=jobs, progress=tell, codebooks=codebooks, reread=reread)
    for line in summary_lines(summary, where):
        click.echo(line)
    for line in refusal_lines(summary):
        click.echo(line, err=True)
    if summary.exit_status:
        raise SystemExit(summary.exit_status)


def summary_lines(summary: RunSummary, where: str) -> list[str]:
    """What a run did, in a few lines; numbers that are zero are left out where nobody would miss them."""
    refused, failed = len(summary.refused), len(summary.failed)
    parts = [f"{count_words(summary.read, 'report')} read"]
    parts += [f"{summary.skipped:,} already in the record"] if summary.skipped else []
    parts += [f"{refused:,} refused"] if refused else []
    parts += [f"{failed:,} set aside after an error"] if failed else []
    lines = [f"{', '.join(parts)} ({where}, {summary.seconds:.1f} s)."]
    if summary.read:
        lines.append(f"Found {_found(summary)}.")
    if summary.linked.reports:
        lines.append(f"Linked {count_words(summary.linked.reports, 'report')} in {summary.linked.seconds:.1f} s.")
    if summary.linked.outdated is not None:
        lines.append("The record was linked by another version of Emberwatch, so that the new reports wait; link all of it anew with: emberwatch link --again")
    if summary.undated:
        some, where = ("1 report has", "it") if summary.undated == 1 else (f"{summary.undated:,} reports have", "them")
        lines.append(f"{some} no publication date, so relative times in {where} stay words; give one with --published YYYY-MM-DD.")
    return lines


def _found(summary: RunSummary) -> str:
    """Statements, events, states, and places not resolved."""
    facts = f"{count_words(summary.events, 'event')}, {count_words(summary.states, 'state')}"
    places = sum(number for kind, number in summary.counters.items() if "place" in kind)
    return f"{count_words(summary.statements, 'statement')}, {facts}" + (f"; {count_words(places, 'mention')} of places not resolved" if places else "")


def refusal_lines(summary: RunSummary) -> list[str]:
    """Everything that was refused or set aside, one a line, with its reason."""
    every = [f"refused: {_one_line(one)}" for one in summary.refused] + [f"set aside: {_one_line(one)}" for one in summary.failed]
    more = len(every) - REFUSALS_MAX
    return every[:REFUSALS_MAX] + ([f"… and {more:,} more"] if more > 0 else [])


def _one_line(thing: object) -> str:
    return "".join(c if c.isprintable() else " " for c in str(thing))


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar on standard error where that is a terminal; None elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[reports]} reports"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None, reports=0)

        def tell(now: Any) -> None:
            bar.update(task, total=now.total_bytes or None, completed=now.chars, reports=now.done)

        yield tell
