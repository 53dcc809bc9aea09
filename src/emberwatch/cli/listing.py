"""`emberwatch facts`, `statements`, `actors` (with `actors import`) and `places`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from emberwatch.cli import rows
from emberwatch.cli.door import import_actors, open_record
from emberwatch.cli.options import STATUSES, Day, as_known_on_option, output_option, record_option
from emberwatch.cli.output import count_words, print_rows

if TYPE_CHECKING:
    from emberwatch.api import Record

NOTHING = "Nothing in the record fits; widen the filters, or see `emberwatch status` for what it holds."
Command = Callable[..., Any]
limit_option = click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N of them.")
search_option = click.option("--search", metavar="WORDS", help="Only where all these words stand in the sentence.")
since_option = click.option("--since", type=Day(), metavar="DATE", help="Only on or after this day (YYYY-MM-DD).")


def nothing_fits(held: Record, *, place: str | None = None, actor: str | None = None, type_: Sequence[str] | None = None) -> str:
    """What is said where a listing is empty: names and types that are spelt like those asked for, else all types."""
    from emberwatch import api

    wanted: list[tuple[str, Iterable[str]]] = []
    if place:
        wanted.append((place, (one.name for one in held.places())))
    if actor:
        wanted.append((actor, (one.name for one in held.actors())))
    types = [*{row.type for row in api.load_codebook().rows.values()}, *api.STATE_TYPES] if type_ else []
    wanted += [(one, types) for one in type_ or () if one not in types]
    found = [f"{asked!r}{words}" for asked, names in wanted if (words := api.nearest_words(asked, names))]
    if found:
        return f"Nothing in the record fits {', '.join(found)}."
    strange = [repr(one) for one, names in wanted if names is types]
    return f"Nothing in the record fits: {', '.join(strange)} is no type; types are {', '.join(sorted({*types}))}." if strange else NOTHING


def several(values: tuple[str, ...]) -> list[str] | None:
    """Comma-separated and repeated values as one list; None where there are none."""
    found = [part.strip() for value in values for part in value.split(",") if part.strip()]
    return found or None


def statuses(values: tuple[str, ...]) -> list[str] | None:
    found = several(values)
    wrong = [value for value in found or () if value not in STATUSES]
    if wrong:
        raise click.BadParameter(f"{', '.join(map(repr, wrong))} is no status; allowed: {', '.join(STATUSES)}", param_hint="--status")
    return found


@click.command()
@click.option("--status", multiple=True, metavar="STATUS", help=f"One or more, with commas: {', '.join(STATUSES)}.")
@click.option("--type", "type_", multiple=True, metavar="TYPE", help="One or more event types or states, with commas, such as ASSAULT,SEIZE or CONTROL.")
@click.option("--actor", metavar="NAME", help="Who does it or has it done to them: an id, or part of a name or of the words.")
@click.option("--place", metavar="NAME", help="Where: an id, or part of a name or of the words.")
@search_option
@since_option
@limit_option
@as_known_on_option
@record_option
@output_option
def facts(
    status: tuple[str, ...], type_: tuple[str, ...], actor: str | None, place: str | None, search: str | None, since: date | None,
    limit: int | None, as_known_on: date | None, record: str | None, output: str,
) -> None:  # fmt: skip
    """List events and states.

    \b
    Examples:
      emberwatch facts --status planned,expected --place Baghouz
      emberwatch facts --type ASSAULT --since 2019-03-01 --output csv > assaults.csv
    """
    wanted = statuses(status)
    types = several(tuple(value.upper() for value in type_))
    with open_record(record, as_known_on) as held:
        found = held.facts(status=wanted, type=types, actor=actor, place=place, search=search, since=since, limit=limit)
        made = [rows.fact_row(fact) for fact in found]
        empty = NOTHING if made else nothing_fits(held, place=place, actor=actor, type_=types)
    print_rows(made, output, shown=rows.FACT_SHOWN, every=rows.FACT_FIELDS, empty=empty, narrow=rows.FACT_NARROW)


@click.command()
@click.option("--actor", metavar="NAME", help="Who speaks or is spoken to: an id, or part of a name or of the words.")
@click.option("--type", "type_", multiple=True, metavar="MANNER", help="One or more manners of saying, with commas, such as warn,deny.")
@search_option
@since_option
@limit_option
@as_known_on_option
@record_option
@output_option
def statements(
    actor: str | None, type_: tuple[str, ...], search: str | None, since: date | None, limit: int | None, as_known_on: date | None, record: str | None,
    output: str,
) -> None:  # fmt: skip
    """List statements: who says what, and how.

    \b
    Examples:
      emberwatch statements --actor Votel
      emberwatch statements --type warn,deny --output jsonl
    """
    manners = several(tuple(value.lower() for value in type_))
    with open_record(record, as_known_on) as held:
        found = held.statements(actor=actor, manner=manners, search=search, since=since, limit=limit)
        made = [rows.statement_row(statement) for statement in found]
        empty = NOTHING if made else nothing_fits(held, actor=actor)
    if output == "table":
        made = [row | {"content": cut(row["content"])} for row in made]
    print_rows(made, output, shown=rows.STATEMENT_SHOWN, every=rows.STATEMENT_FIELDS, empty=empty)


def cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= rows.CONTENT_CHARS else flat[: rows.CONTENT_CHARS].rsplit(" ", 1)[0] + " …"


@click.group(invoke_without_command=True)
@click.option("--type", "type_", multiple=True, metavar="TYPE", help="One or more types, with commas, such as state,armed group.")
@click.option("--actor", "--search", "name", metavar="NAME", help="An id, or part of a name.")
@limit_option
@as_known_on_option
@record_option
@output_option
@click.pass_context
def actors(ctx: click.Context, type_: tuple[str, ...], name: str | None, limit: int | None, as_known_on: date | None, record: str | None, output: str) -> None:
    """List the actors in the record, or import your own.

    \b
    Examples:
      emberwatch actors --type "armed group"
      emberwatch actors import my-actors.csv
    """
    if ctx.invoked_subcommand is not None:
        return
    with open_record(record, as_known_on) as held:
        found = held.actors(name=name, type=several(type_), limit=limit)
        made = [rows.entity_row(actor, rows.ACTOR_FIELDS) for actor in found]
        empty = NOTHING if made else nothing_fits(held, actor=name)
    print_rows(made, output, shown=rows.ACTOR_FIELDS[:5], every=rows.ACTOR_FIELDS, empty=empty)


@actors.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def import_(file: str) -> None:
    """Add actors from a CSV file or a PETRARCH actor dictionary to your own list.

    All errors are shown at once, with their lines; then nothing is added.
    """
    click.echo(f"{file}: {count_words(import_actors(file), 'actor')} added.")


@click.command()
@click.option("--place", "--search", "name", metavar="NAME", help="An id, or part of a name.")
@click.option("--type", "type_", multiple=True, metavar="PRECISION", help="One or more of point, town, district, region, country.")
@limit_option
@as_known_on_option
@record_option
@output_option
def places(name: str | None, type_: tuple[str, ...], limit: int | None, as_known_on: date | None, record: str | None, output: str) -> None:
    """List the places in the record.

    \b
    Examples:
      emberwatch places --type town --output csv
    """
    with open_record(record, as_known_on) as held:
        found = held.places(name=name, precision=several(type_), limit=limit)
        made = [rows.entity_row(place, rows.PLACE_FIELDS) for place in found]
        empty = NOTHING if made else nothing_fits(held, place=name)
    print_rows(made, output, shown=rows.PLACE_FIELDS[:7], every=rows.PLACE_FIELDS, empty=empty)
