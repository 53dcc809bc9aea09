"""`emberwatch watch-list`: which of the groups that are down could come back, and which are active."""

from __future__ import annotations

import textwrap
from datetime import date
from typing import Any

import click

from emberwatch.cli.options import Day, columns, output_option
from emberwatch.cli.output import Row, print_rows

FIELDS = ("group", "standing", "since", "chance", "change", "note", "base_rate", "recent", "back_above", "in_words", "within")
DOWN = ("group", "down since", "chance", "changed", "base rate", "last 3 months", "back above", "in words")
ACTIVE = ("group", "since", "last 3 months")


@click.command("watch-list")
@click.option("--horizon", type=click.IntRange(1, 12), default=6, show_default=True, help="How many months ahead.")
@click.option("--as-known-on", type=Day(), metavar="DATE", help="Answer by what was known on this day. [default: the end of what the counts cover]")
@click.option("--since", type=Day(), metavar="DATE", help="The day to compare with. [default: the end of the month before]")
@click.option("--places", is_flag=True, help="Also each group in each of its countries.")
@click.option("--by", type=click.Choice(("chance", "change")), default="chance", show_default=True, help="What to order by, the largest first.")
@click.option("--source", type=click.Choice(("ucdp", "acled", "shipped")), help="Which counts. [default: imported events, else the shipped table]")
@output_option
def watch_list(horizon: int, as_known_on: date | None, since: date | None, places: bool, by: str, source: str | None, output: str) -> None:
    """List the groups that could come back by their chance, and how it changed; then those that are active.

    A group that is down can come back: its chance of resurgence, beside its base rate, and how much it would take. A group
    that is active has nothing to come back from and no such chance; `outlook GROUP` tells how its violence may go on.

    \b
    Examples:
      emberwatch watch-list --as-known-on 2020-06-30
      emberwatch watch-list --places --by change --since 2021-12-31
    """
    from emberwatch import api

    found = api.watch(horizon, as_known_on, since, source=source, places=places, by=by)
    now, before = api.watch_days(as_known_on, since, source=source)
    if output == "table" and found:
        _tell(found, now, before, horizon, places)
    else:
        print_rows([_row(each) for each in found], output, shown=FIELDS, every=FIELDS, empty=f"no group has enough history by {now}")


def _tell(found: list[Any], now: date, before: date, horizon: int, places: bool) -> None:
    down, active = ([each for each in found if (each.prob is not None) is wanted] for wanted in (True, False))
    click.echo(f"As known on {now}\n\nDown: chance of being back within {horizon} months; change since {before}\n")
    print_rows([_down(each) for each in down], "table", shown=DOWN, every=DOWN, empty="none is down")
    if active:
        click.echo("\nActive: nothing to come back from, so no chance of it\n")
        print_rows([_active(each) for each in active], "table", shown=ACTIVE, every=ACTIVE, empty="")
    told = found[0].told
    for words in (
        "A group is back once 3 months together have more events than stands under back above; unknown: nobody reported in any of the last 3.",
        "In one country a chance is less sure than at large: it was fitted and tested on whole groups." if places else "",
        f"By definition, {told.outlook.definition}.",
        f"Source: {told.source}",
    ):
        if words:
            click.echo("\n" + textwrap.fill(words, min(columns(), 100)))


def _down(each: Any) -> Row:
    row = _row(each)
    changed = each.note if each.change is None else _points(each.change)
    limit = f"{row['back_above']:.3g}"
    cells = (row["group"], row["since"], _percent(each.prob), changed, _percent(row["base_rate"]), _number(each.recent), limit, row["in_words"])
    return dict(zip(DOWN, cells, strict=True))


def _points(change: float) -> str:
    whole = round(100 * change)
    return f"{whole:+d} point{'' if abs(whole) == 1 else 's'}" if whole else "no change"


def _active(each: Any) -> Row:
    words = f"back in {each.back_since}" if each.back_since else "was never down"
    return dict(zip(ACTIVE, (each.told.title, words, _number(each.recent)), strict=True))


def _percent(prob: float) -> str:
    from emberwatch.outlook.tell import percent

    return percent(prob)


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:g}"


def _row(each: Any) -> Row:
    """The line as numbers; what is of a return alone is None for a group that is active."""
    standing, chance = each.told.standing, each.told.outlook.chances[0]
    down = each.prob is not None
    return {
        "group": each.told.title, "standing": standing.phase,
        "since": each.down_since,
        "chance": round(each.prob, 3) if down else None, "change": None if each.change is None else round(each.change, 3), "note": each.note or None,
        "base_rate": round(chance.base_rate, 3) if down else None, "recent": each.recent, "back_above": round(standing.threshold or 0.0, 2),
        "in_words": chance.words if down else None, "within": f"{chance.horizon} months",
    }  # fmt: skip
