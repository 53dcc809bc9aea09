"""`emberwatch show ID`: one thing of the record in full."""

from __future__ import annotations

import sys
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from emberwatch.cli.door import open_record
from emberwatch.cli.options import as_known_on_option, columns, record_option, styled

if TYPE_CHECKING:
    from emberwatch.api import Card

COLOURS = {
    "trigger": "bold black on yellow", "cue": "bold black on magenta", "actor": "black on bright_cyan", "recipient": "black on bright_red",
    "place": "black on bright_green", "when": "black on bright_magenta", "quantity": "black on bright_yellow", "speaker": "black on cyan",
    "condition": "black on white", "content": "underline",
}  # fmt: skip


@click.command()
@click.argument("id")
@as_known_on_option
@record_option
def show(id: str, as_known_on: date | None, record: str | None) -> None:
    """Show one fact, its words marked, its fields and reasons.

    Its sentence with the words of every field marked, its fields, and why they were read so.
    ID may be cut short where only one id begins so; actors, places and reports have ids too. The words are marked in
    colour on a terminal, in brackets with their role elsewhere.

    \b
    Examples:
      emberwatch show e3f0c2
    """
    from emberwatch import api

    with open_record(record, as_known_on) as held:
        found = api.make_card(held, id)
    if isinstance(found, api.Card):
        _print_card(found)
    else:
        _print_fields(found)


def _print_card(card: Card) -> None:
    from rich.text import Text

    from emberwatch.api import bracket, printable

    console = make_console()
    coloured = styled(sys.stdout)
    console.print(Text(card.title, style="bold"))
    console.print()
    sentence = Text(printable(card.sentence) if coloured else printable(bracket(card)))
    if coloured and len(sentence.plain) == len(card.sentence):
        for mark in card.marks:
            sentence.stylize(COLOURS[mark.role], mark.start, mark.end)
    console.print(sentence)
    if coloured:
        console.print(Text("  ").join(Text(f" {role} ", style=COLOURS[role]) for role in dict.fromkeys(mark.role for mark in card.marks)))
    console.print()
    print_pairs([(row.name, row.value, row.reason) for row in card.rows])


def print_pairs(rows: list[tuple[str, str, str]]) -> None:
    """Names and values in two columns, each with its reason where it has one; wrapped on a terminal, whole lines elsewhere."""
    from rich.padding import Padding
    from rich.text import Text

    console = make_console()
    width = max((len(name) for name, _, _ in rows), default=0)
    is_whole = not sys.stdout.isatty()
    for name, value, reason in rows:
        indent = (0, 0, 0, width + 2)
        value = value or "–"
        first = Text.assemble((f"{name:<{width}}  ", "dim"), value)
        if len(first.plain) > console.width and not is_whole:
            console.print(Text(name, style="dim"))
            console.print(Padding(Text(value), indent))
        else:
            console.print(first)
        because = Text(f"because {reason}", style="italic dim")
        if reason:
            console.print(Text(" " * (width + 2)) + because if is_whole else Padding(because, indent))


def _print_fields(thing: Any) -> None:
    """An actor, place or report: its fields as they are; the text of a report last."""
    text = getattr(thing, "text", None)
    rows = [(f.name, str(getattr(thing, f.name)), "") for f in fields(thing) if f.name != "text" and getattr(thing, f.name) not in (None, False)]
    print_pairs(rows)
    if text is not None:
        from emberwatch.api import printable

        click.echo()
        click.echo(printable(text))


def make_console() -> Any:
    """Where things are printed: as wide as the terminal, without colour where none may go."""
    from rich.console import Console

    return Console(width=columns(), highlight=False, soft_wrap=not sys.stdout.isatty(), no_color=not styled(sys.stdout))
