"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import click

STATUSES = ("occurred", "ongoing", "planned", "expected", "possible", "conditional", "not_occurred", "denied", "demanded")
OUTPUTS = ("table", "json", "jsonl", "csv")
Command = Callable[..., Any]


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that says what is allowed."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no date; give a day as YYYY-MM-DD, such as 2019-03-08", param, ctx)


def record_option(command: Command) -> Command:
    """`--record FILE`."""
    return click.option("--record", metavar="FILE", help="The record: a file or database URL. [default: $EMBERWATCH_RECORD, else emberwatch.db]")(command)


def as_known_on_option(command: Command) -> Command:
    """`--as-known-on DATE`."""
    text = "Answer as the record was known at the end of this day (YYYY-MM-DD, UTC), links and findings included."
    return click.option("--as-known-on", type=Day(), metavar="DATE", help=text)(command)


def output_option(command: Command) -> Command:
    """`--output`, the one policy of every listing."""
    text = "How to print: aligned columns, one JSON array, one JSON object a line, or CSV."
    return click.option("--output", type=click.Choice(OUTPUTS), default="table", show_default=True, help=text)(command)


def columns() -> int:
    """The width of the terminal, or 80 where there is none; COLUMNS overrides both."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def styled(stream: Any) -> bool:
    """May colour and emphasis go to `stream`? Only on a terminal (or under FORCE_COLOR), and not under NO_COLOR or TERM=dumb."""
    return (bool(stream.isatty()) or bool(os.environ.get("FORCE_COLOR"))) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
