"""Write docs/reference/cli.md from the commands themselves.

python scripts/write_cli_reference.py
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from emberwatch.cli.app import main

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "cli.md"
HEAD = """# Commands

Written from the commands by `python scripts/write_cli_reference.py`; a test holds the two together.

The record is a file. Without `--record` it is `$EMBERWATCH_RECORD`, else `emberwatch.db` in the current folder. Every listing takes `--output`: a table
(fitted to a terminal, plain aligned text in a pipe), `json`, `jsonl` or `csv`. `NO_COLOR` is respected. Progress is shown on a terminal only.

| exit status | means |
|---|---|
| 0 | all went well |
| 1 | something was refused, or there was an error; one line on standard error says what was given and what to do |
| 2 | wrong usage |
"""


def find_commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Every command below `command` with its full name, in the order of `--help`."""
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield name, command
    if isinstance(command, click.Group):
        for part, one in command.commands.items():
            yield from find_commands(one, f"{name} {part}")


def format_command(name: str, command: click.Command) -> str:
    """The section of one command: usage, help, examples, options."""
    context = click.Context(command, info_name=name)
    usage = command.get_usage(context).removeprefix("Usage: ")
    rows = [f"| `{'`, `'.join(p.opts)}`{_value(p, context)} | {_help(p)} |" for p in command.params if isinstance(p, click.Option)]
    options = ["", "| option | means |", "|---|---|", *rows] if rows else []
    return "\n".join([f"## {name}", "", "```", " ".join(usage.split()), "```", "", _text(command), *options])


def _text(command: click.Command) -> str:
    """The help text; what stands under "Examples:" as a code block."""
    text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    told, _, examples = text.partition("Examples:\n")
    block = f"\n\n```\n{inspect.cleandoc(examples)}\n```" if examples else ""
    return told.strip() + block


def _value(option: click.Option, context: click.Context) -> str:
    metavar = "" if option.is_flag else option.make_metavar(context)
    return f" {metavar}".replace("|", "\\|") if metavar else ""


def _help(option: click.Option) -> str:
    default = f" Default: `{option.default}`." if option.show_default and option.default is not None else ""
    return ((option.help or "") + default).replace("|", "\\|")


def format_page() -> str:
    """The whole page."""
    sections = [format_command(name, command) for name, command in find_commands(main, "emberwatch") if name != "emberwatch"]
    return HEAD + "\n" + "\n\n".join(sections) + "\n"


if __name__ == "__main__":
    PAGE.write_text(format_page(), encoding="utf-8")
