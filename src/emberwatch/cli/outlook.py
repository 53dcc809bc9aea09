"""`emberwatch import` and `outlook`: will it come back?"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from emberwatch.cli.options import Day, columns, record_option
from emberwatch.cli.output import count_words

MEASURES = ("events", "deaths", "attacks")


class Horizons(click.ParamType[tuple[int, ...]]):
    """Months ahead, as 3m,6m,12m."""

    name = "months"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """The months, or a usage error that says what is allowed."""
        if isinstance(value, tuple):
            return value
        found = [re.fullmatch(r"\s*(\d{1,2})m?\s*", part) for part in str(value).split(",")]
        if not all(match and int(match[1]) >= 1 for match in found):
            self.fail(f"{value!r} is no list of months ahead; give months such as 3m,6m,12m", param, ctx)
        return tuple(sorted({int(match[1]) for match in found if match}))


@click.group("import")
def import_() -> None:
    """Take events or counts from the field's own files.

    They are kept in the user's folder ($EMBERWATCH_HOME), in place of the last import of their kind, and `outlook` uses
    them instead of the shipped table. A file with faults is refused with all of them.
    """


def _make_import(kind: str, words: str) -> click.Command:
    @import_.command(kind, help=words)
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--as-of", type=Day(), metavar="DATE", help="The day the file is of; dates after it are faults. [default: today]")
    def run(file: Path, as_of: date | None) -> None:
        from emberwatch import api

        found, kept = api.import_table(kind, file, as_of or _today())
        number = count_words(len(found.events), "event") if found.events else count_words(len(found.country_months), "country-month")
        click.echo(f"{number} taken from {file.name}, kept in {kept}")
        for note in found.notes:
            click.echo(f"  {note}")

    return run


import_ucdp = _make_import("ucdp", "Events of UCDP: a GED csv, or one JSON object a line; plain or gzipped.")
import_acled = _make_import("acled", "Events of ACLED: the csv of its export tool; plain or gzipped.")
import_views = _make_import("views", "Deaths by country and month of VIEWS: a csv; plain or gzipped.")


def _today() -> date:
    from datetime import UTC, datetime

    return datetime.now(UTC).date()


@click.command()
@click.argument("group", required=False)
@click.option("--country", multiple=True, metavar="CODE", help="Instead of a group: deaths in this country, by imported VIEWS months (SYR, a name, or all).")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where --format views-parquet writes.")
@click.option("--place", metavar="NAME", help="Only in this country, region or town.")
@click.option("--horizon", type=Horizons(), default="3m,6m,12m", show_default=True, help="How many months ahead, 1 to 12; to 36 for --country.")
@click.option("--measure", type=click.Choice(MEASURES), default="events", show_default=True, help="What is counted.")
@click.option("--as-known-on", type=Day(), metavar="DATE", help="Answer by what was known on this day. [default: the end of what the counts cover]")
@click.option("--lost-territory", type=Day(), metavar="DATE", help="The day the group lost its last territory, which counts as a fall; a record suggests it.")
@click.option("--kind", type=click.Choice(("resurgence", "onset", "threshold")), default="resurgence", show_default=True, help="What is asked.")
@click.option("--floor", type=float, default=1.0, show_default=True, help="Resurgence: the least peak, a mean a month over a year.")
@click.option("--fall", type=float, default=0.8, show_default=True, help="Resurgence: the share by which it must have fallen.")
@click.option("--back", type=float, default=1 / 3, show_default="a third", help="Resurgence: the share of the peak that three months must exceed.")
@click.option("--limit", type=float, default=0.0, help="Threshold: what three months together must exceed.")
@click.option("--what-happened-next", is_flag=True, help="Tell and draw what is known now of the months after.")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write the picture (.png or .svg).")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a page of its own.")
@click.option("--source", type=click.Choice(("ucdp", "acled", "shipped", "record")), help="Which counts. [default: imported events, else the shipped table]")
@click.option("--format", "format_", type=click.Choice(("text", "json", "views-parquet")), default="text", show_default=True, help="How to print.")
@record_option
def outlook(
    group: str | None, country: tuple[str, ...], out: Path | None, plot: Path | None, html: Path | None, format_: str, record: str | None, **asked: Any
) -> None:
    """Say how likely GROUP is to come back, how sure that is, and which reports say why.

    The chance by horizon beside the group's own base rate, the counts expected, how often such warnings came true, what
    moved it, and what is not known. Where there is a record, its reports are searched for signals on the group.

    \b
    Examples:
      emberwatch outlook "Islamic State"
      emberwatch outlook ISIS --place Syria --as-known-on 2019-03-31 --lost-territory 2019-03-23 --plot is.svg
      emberwatch outlook Taliban --measure deaths --horizon 6m --format json
      emberwatch outlook --country all --horizon 14m --format views-parquet --out forecast.parquet
    """
    from emberwatch import api

    if (group is None) == (not country):
        raise click.UsageError("name a group, or give --country; one of the two")
    if group is None:
        return _tell_countries(country, out, format_, asked["horizon"], asked["as_known_on"])
    if format_ == "views-parquet":
        raise click.UsageError("--format views-parquet is for --country; a group has text and json")
    told = api.ask_outlook(group, readings_of=record, **asked)
    if plot is not None:
        plot.write_bytes(api.draw_outlook(told, plot.suffix.lstrip(".").lower()))
    if html is not None:
        html.write_text(api.render_outlook(told, "html"), encoding="utf-8")
    click.echo(api.render_outlook(told, format_, min(columns(), 100)), nl=False)


def _tell_countries(country: tuple[str, ...], out: Path | None, format_: str, horizon: tuple[int, ...], as_known_on: date | None) -> None:
    from emberwatch import api

    if format_ == "json" or (format_ == "views-parquet") != (out is not None):
        raise click.UsageError("for --country the formats are text, and views-parquet with --out FILE")
    told = api.ask_countries([] if "all" in country else list(country), horizon, as_known_on)
    if out is None:
        click.echo(api.render_countries(told), nl=False)
    else:
        click.echo(f"{count_words(api.write_views_parquet(told, out), 'row')} written to {out}")
