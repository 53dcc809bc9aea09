"""`emberwatch export`: the record for other programs."""

from __future__ import annotations

import click

from emberwatch.cli.door import export_record
from emberwatch.cli.options import record_option


@click.command()
@click.option("--format", "format_", type=click.Choice(["jsonl", "csv", "parquet", "geojson"]), required=True, help="How to write it.")
@click.option("--out", type=click.Path(dir_okay=False), metavar="FILE", help="Write to FILE instead of standard output. Parquet needs one.")
@record_option
def export(format_: str, out: str | None, record: str | None) -> None:
    """Write the whole record for other programs.

    jsonl holds every object with its kind; csv and parquet hold a row for each fact; geojson the facts that have a point.

    \b
    Examples:
      emberwatch export --format jsonl --out syria.jsonl
      emberwatch export --format geojson > syria.geojson
    """
    if format_ == "parquet" and out is None:
        raise click.UsageError("parquet is a binary format; name a file with --out FILE.")
    export_record(record, format_, out)
    if out is not None:
        click.echo(f"Record written to {out}.", err=True)
