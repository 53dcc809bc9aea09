"""`emberwatch export`: the record for other programs."""

from __future__ import annotations

from datetime import date

import click

from emberwatch.cli.door import export_record
from emberwatch.cli.options import as_known_on_option, record_option


@click.command()
@click.option("--format", "format_", type=click.Choice(["jsonl", "csv", "parquet", "geojson"]), required=True, help="How to write it.")
@click.option("--out", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE instead of standard output. Parquet needs one.")
@click.option("--what", type=click.Choice(["facts", "incidents", "findings"]), default="facts", show_default=True,
              help="What csv, parquet and geojson hold a row of; jsonl holds everything.")  # fmt: skip
@as_known_on_option
@record_option
def export(format_: str, out: str | None, what: str, as_known_on: date | None, record: str | None) -> None:
    """Write the whole record for other programs.

    jsonl holds every object with its kind; csv and parquet hold a row for each fact, incident or finding; geojson the
    facts or incidents that have a point.

    \b
    Examples:
      emberwatch export --format jsonl --out syria.jsonl
      emberwatch export --format geojson > syria.geojson
      emberwatch export --format csv --what incidents > incidents.csv
    """
    if format_ == "parquet" and out is None:
        raise click.UsageError("parquet is a binary format; name a file with --out FILE.")
    if format_ == "geojson" and what == "findings":
        raise click.UsageError("findings have no place of their own; give another --format.")
    export_record(record, format_, out, what, as_known_on)
    if out is not None:
        click.echo(f"Record written to {out}.", err=True)
