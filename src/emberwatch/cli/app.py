"""The command `emberwatch`: its groups, its errors and its exit statuses."""

from __future__ import annotations

import sys
from typing import Any

import click

from emberwatch.cli.backtest import backtest
from emberwatch.cli.brief import brief
from emberwatch.cli.export import export
from emberwatch.cli.incident import incident
from emberwatch.cli.judge import judge, link, withdraw
from emberwatch.cli.ledger import changes, incidents, origins, question, questions
from emberwatch.cli.listing import actors, facts, places, statements
from emberwatch.cli.outlook import import_, outlook
from emberwatch.cli.read import read
from emberwatch.cli.show import show
from emberwatch.cli.status import status
from emberwatch.cli.tables import codebook, gazetteer
from emberwatch.cli.watch_list import watch_list
from emberwatch.errors import EmberwatchError

REFUSED = 1
"""Exit status where something was refused; 2, for wrong usage, is click's own."""


class Commands(click.Group):
    """A group whose errors are one line on standard error and an exit status, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of work, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; an `EmberwatchError`, or a file that cannot be written, ends with status 1."""
        try:
            return super().invoke(ctx)
        except EmberwatchError as error:
            click.echo(f"emberwatch: {error}", err=True)
        except BrokenPipeError:
            sys.stderr.close()
        except OSError as error:
            named = f"{error.filename}: " if error.filename else ""
            click.echo(f"emberwatch: [E060] {named}{error.strerror or error}; check that the path exists and may be written", err=True)
        ctx.exit(REFUSED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="emberwatch", message="%(prog)s %(version)s")
def main() -> None:
    """Read reports about armed conflict into a record, and say what the record says.

    Who says that who did what to whom, where, when and how many: every fact with its exact words, its speakers and
    what the text says of its reality; which reports tell of the same, where they disagree and what changed. Works offline.

    \b
    Examples:
      emberwatch read reports/ --record syria.db
      emberwatch brief --record syria.db
      emberwatch facts --record syria.db --place Baghouz --status planned
      emberwatch show e3f0c2 --record syria.db
      emberwatch incidents --record syria.db --disputed

    The record is a file. Without --record it is $EMBERWATCH_RECORD, else emberwatch.db in the current folder.
    Exit status: 0 all went well, 1 something was refused, 2 wrong usage.
    """


for command in (
    *(read, brief, facts, statements, actors, places, show, incidents, incident, changes, questions, question, origins),
    *(judge, withdraw, link, import_, outlook, watch_list, backtest, export, codebook, gazetteer, status),
):
    main.add_command(command)
