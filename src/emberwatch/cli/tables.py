"""`emberwatch codebook check|show` and `emberwatch gazetteer add`: the tables that a user may bring."""

from __future__ import annotations

import click

from emberwatch.cli import door
from emberwatch.cli.options import output_option
from emberwatch.cli.output import count_words, print_rows


@click.group()
def codebook() -> None:
    """Show the codebook of event types, or check your own."""


@codebook.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def check(file: str) -> None:
    """Check a codebook file; every error is listed with its line and reason.

    \b
    Examples:
      emberwatch codebook check my-codebook.tsv
    """
    problems = door.check_codebook(file)
    for line, reason in problems:
        click.echo(f"{file}:{line}: {reason}", err=True)
    if problems:
        click.echo(f"emberwatch: [E040] {file} has {len(problems)} error{'' if len(problems) == 1 else 's'}; mend the lines above and check again", err=True)
        raise SystemExit(1)
    click.echo(f"{file} has no errors.")


@codebook.command("show")
@output_option
def show_codebook(output: str) -> None:
    """List types and modes, with their CAMEO and ACLED codes.

    \b
    Examples:
      emberwatch codebook show --output csv
    """
    rows = door.find_codebook_rows()
    print_rows(rows, output, shown=("type", "mode", "kind", "cameo", "gloss"), every=door.CODEBOOK_FIELDS, empty="The codebook has no types.")


@click.group()
def gazetteer() -> None:
    """Add places to the gazetteer."""


@gazetteer.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def add(file: str) -> None:
    """Add the places of a GeoNames file (SY.txt, SY.zip, allCountries.zip) to your own gazetteer.

    \b
    Examples:
      emberwatch gazetteer add SY.txt
    """
    click.echo(f"{file}: {count_words(door.add_places(file), 'place')} added.")
