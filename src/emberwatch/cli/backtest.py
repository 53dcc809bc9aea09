"""`emberwatch backtest`: how the outlook's forecasts did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from emberwatch.cli.options import Day, columns, output_option
from emberwatch.cli.outlook import MEASURES, Horizons
from emberwatch.cli.output import print_rows

FIELDS = ("until", "horizon", "forecasts", "came_true", "returns", "groups", "calibration_error", "against", "skill", "skill_low", "skill_high")
SHOWN = ("until", "horizon", "forecasts", "returns", "calibration_error", "against", "skill", "skill_low", "skill_high")
GROUP_FIELDS = ("group", "month", "down_since", "horizon", "chance", "base_rate", "conflictology", "model", "came_true", "back")


@click.command()
@click.argument("group", required=False)
@click.option("--place", metavar="NAME", help="The group in this place only.")
@click.option("--horizon", type=Horizons(), default="3m,6m,12m", show_default=True, help="Months ahead.")
@click.option("--measure", type=click.Choice(MEASURES), default="events", show_default=True, help="What is counted.")
@click.option("--until", metavar="MONTH", help="As settled by the end of this month (YYYY-MM). [default: the last]")
@click.option("--lost-territory", type=Day(), metavar="DATE", help="The day the group lost its last territory, which counts as a fall.")
@click.option("--source", type=click.Choice(("ucdp", "acled", "shipped")), help="Which counts. [default: imported events, else the shipped table]")
@click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Draw it as .png or .svg.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a page of its own, with the picture.")
@output_option
def backtest(group: str | None, until: str | None, plot: Path | None, html: Path | None, output: str, **asked: Any) -> None:
    """Show how the outlook's forecasts did when the same question was asked at every past month.

    Without GROUP: over all groups that were down by the definition, skill against naive forecasts (1 is perfect, 0 no
    better, below 0 worse) with 90 % intervals, and the distance of what was said from what came true. With GROUP: every
    month asked about, the chances given from what was known then, what came of it, and the group's own skill.

    \b
    Examples:
      emberwatch backtest --plot backtest.png
      emberwatch backtest "Boko Haram" --plot boko-haram.svg --html boko-haram.html
      emberwatch backtest ISIS --place Syria --lost-territory 2019-03-23 --output csv
    """
    if group is None:
        _refuse_options(asked)
        return _tell_all(until, plot, html, output)
    _tell_group(group, until, plot, html, output, **asked)


def _refuse_options(asked: dict[str, Any]) -> None:
    """Options that only a group has are no use without one; those at their defaults pass."""
    context = click.get_current_context()
    given = [name for name in asked if context.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT]
    if given:
        raise click.UsageError(f"{', '.join('--' + name.replace('_', '-') for name in given)}: for one group; name the GROUP")


def _tell_all(until: str | None, plot: Path | None, html: Path | None, output: str) -> None:
    from emberwatch import api

    if plot is not None:
        plot.write_bytes(api.draw_backtest(None, plot.suffix.lstrip(".").lower(), until))
    if html is not None:
        html.write_text(api.render_backtest(None, until), encoding="utf-8")
    rows = [{name: _round(value) for name, value in row.items()} for row in api.list_backtest(until)]
    print_rows(rows, output, shown=SHOWN, every=FIELDS, empty="no backtest is kept")
    if output == "table" and rows:
        click.echo(f"\n{api.describe_backtest(until, min(columns(), 100))}", nl=False)


def _round(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


def _tell_group(group: str, until: str | None, plot: Path | None, html: Path | None, output: str, **asked: Any) -> None:
    from emberwatch import api

    told = api.ask_backtest(group, until=until, **asked)
    if plot is not None:
        plot.write_bytes(api.draw_backtest(told, plot.suffix.lstrip(".").lower()))
    if html is not None:
        html.write_text(api.render_backtest(told), encoding="utf-8")
    if output == "table":
        click.echo(api.render_asked(told, min(columns(), 100)), nl=False)
    else:
        print_rows(api.list_asked(told), output, shown=GROUP_FIELDS, every=GROUP_FIELDS, empty="it was never down by the definition")
