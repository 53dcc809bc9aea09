"""`emberwatch incidents`, `incident`, `changes`, `questions`, `question` and `origins`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from emberwatch.cli import ledger_rows as rows
from emberwatch.cli.door import open_record
from emberwatch.cli.listing import limit_option, nothing_fits, several, since_option, statuses
from emberwatch.cli.options import as_known_on_option, output_option, record_option
from emberwatch.cli.output import print_rows

if TYPE_CHECKING:
    from emberwatch.api import Record, Report

NOTHING = "Nothing in the record fits; widen the filters, or see `emberwatch status` for what it holds."
CHANGE_KINDS = ("confirmed", "contradicted", "revised", "moved on", "drifted", "withdrawn")
QUESTION_KINDS = ("count", "holder", "happened", "doer", "will", "condition")


@click.command()
@click.option("--status", multiple=True, metavar="STATUS", help="One or more statuses, with commas, such as occurred,ongoing.")
@click.option("--type", "type_", multiple=True, metavar="TYPE", help="One or more event types or states, with commas, such as ASSAULT,SEIZE.")
@click.option("--actor", metavar="NAME", help="Who does it or has it done to them: an id, or part of a name.")
@click.option("--place", metavar="NAME", help="Where: an id, part of a name, a region, or a country code.")
@click.option("--origins", type=click.IntRange(min=0), metavar="N", help="Only with at least N origins found.")
@click.option("--disputed", is_flag=True, help="Only what a contradiction is about.")
@click.option("--withdrawn", is_flag=True, help="What rests on withdrawn reports alone, which is else left out.")
@since_option
@limit_option
@as_known_on_option
@record_option
@output_option
def incidents(
    status: tuple[str, ...], type_: tuple[str, ...], actor: str | None, place: str | None, origins: int | None, disputed: bool, withdrawn: bool,
    since: date | None, limit: int | None, as_known_on: date | None, record: str | None, output: str,
) -> None:  # fmt: skip
    """List incidents: happenings, each drawn from all the reports that tell of it.

    Origins are tellings and speakers that could be traced; reports whose lineage cannot be told are counted apart, as
    unknown. Neither number says that they are independent.

    \b
    Examples:
      emberwatch incidents --place Baghouz --since 2019-03-01
      emberwatch incidents --disputed --output csv > disputed.csv
    """
    wanted, types = statuses(status), several(tuple(value.upper() for value in type_))
    with open_record(record, as_known_on) as held:
        tell_waiting(held)
        found = held.incidents(
            status=wanted, type=types, actor=actor, place=place, origins=origins, disputed=disputed, withdrawn=withdrawn, since=since, limit=limit
        )
        empty = NOTHING if found else nothing_fits(held, place=place, actor=actor, type_=types)
    made = [rows.incident_row(incident) for incident in found]
    print_rows(made, output, shown=rows.INCIDENT_SHOWN, every=rows.INCIDENT_FIELDS, empty=empty, narrow=rows.INCIDENT_NARROW)


@click.command()
@click.option("--about", metavar="NAME", help="Only about this actor or place: part of a name or of the words.")
@click.option("--kind", multiple=True, metavar="KIND", help=f"One or more, with commas: {', '.join(CHANGE_KINDS)}.")
@since_option
@as_known_on_option
@record_option
@output_option
def changes(about: str | None, kind: tuple[str, ...], since: date | None, as_known_on: date | None, record: str | None, output: str) -> None:
    """Tell what changed: contradicted, confirmed, revised, moved on, drifted in copying, or withdrawn.

    Days are those of the later claim's publication, or of the withdrawal.

    \b
    Examples:
      emberwatch changes --since 2019-03-01
      emberwatch changes --about Baghouz --kind contradicted,drifted
    """
    kinds = _kinds(kind, CHANGE_KINDS, "--kind")
    with open_record(record, as_known_on) as held:
        tell_waiting(held)
        found = held.changes(since=since, about=about, kind=kinds)
    print_rows([rows.change_row(one) for one in found], output, shown=rows.CHANGE_SHOWN, every=rows.CHANGE_FIELDS, empty="Nothing changed that fits.")


@click.command()
@click.option("--kind", multiple=True, metavar="KIND", help=f"One or more, with commas: {', '.join(QUESTION_KINDS)}.")
@click.option("--about", metavar="WORDS", help="Only with these words in the question or an answer.")
@limit_option
@as_known_on_option
@record_option
@output_option
def questions(kind: tuple[str, ...], about: str | None, limit: int | None, as_known_on: date | None, record: str | None, output: str) -> None:
    """List the questions that two or more claims answer.

    \b
    Examples:
      emberwatch questions --kind count --about Baghouz
    """
    kinds = _kinds(kind, QUESTION_KINDS, "--kind")
    with open_record(record, as_known_on) as held:
        tell_waiting(held)
        found = held.questions(kind=kinds, about=about, limit=limit)
    print_rows([rows.question_row(one) for one in found], output, shown=rows.QUESTION_SHOWN, every=rows.QUESTION_FIELDS, empty=NOTHING)


@click.command()
@click.argument("id")
@as_known_on_option
@record_option
@output_option
def question(id: str, as_known_on: date | None, record: str | None, output: str) -> None:
    """Show one question: its answers in time, who gave them, through whom.

    ID may be cut short where only one question's begins so.

    \b
    Examples:
      emberwatch question q3f0c2
    """
    with open_record(record, as_known_on) as held:
        found = held.question(id)
        reports = _reports(held, [answer.report for answer in found.answers])
        told = held.findings(question=found.id)
    if output == "table":
        click.echo(f"{found.words} ({found.kind}, {found.id})\n")
    print_rows([rows.answer_row(one, reports) for one in found.answers], output, shown=rows.ANSWER_SHOWN, every=rows.ANSWER_FIELDS, empty=NOTHING)
    if output == "table" and told:
        click.echo("\n" + "\n".join(f"{one.kind.replace('_', ' ')}: {' '.join(one.words.split())}" for one in told))


@click.command()
@click.argument("report", required=False)
@as_known_on_option
@record_option
@output_option
def origins(report: str | None, as_known_on: date | None, record: str | None, output: str) -> None:
    """Tell which reports go back to one telling, by what evidence.

    Without REPORT the families of reports; with the id of one (it may be cut short) the evidence on it, and where its
    claims entered the reporting. "unknown" is an answer.

    \b
    Examples:
      emberwatch origins
      emberwatch origins r3f0c2
    """
    with open_record(record, as_known_on) as held:
        tell_waiting(held)
        if report is None:
            families = held.families()
            reports = _reports(held, [one for family in families for one in family.reports])
            made = [rows.family_row(family, reports) for family in families]
            empty = "No two reports are known to go back to one telling; of each report alone tells `emberwatch origins REPORT`."
            print_rows(made, output, shown=rows.FAMILY_SHOWN, every=rows.FAMILY_FIELDS, empty=empty)
            return
        told = held.origins(report)
        reports = _reports(
            held, [told.report, *(one for line in told.lineage for one in (line.report, line.source)), *(told.family.reports if told.family else ())]
        )
    if output == "table":
        _tell_origins(told, reports)
    made = [rows.lineage_row(one, reports) for one in told.lineage]
    print_rows(
        made, output, shown=rows.LINEAGE_SHOWN, every=rows.LINEAGE_FIELDS, empty="No other report is known to share words, credits, quotations or links."
    )


def _tell_origins(told: Any, reports: dict[str, Report]) -> None:
    """The family of a report and the origins of its claims, in a few lines."""
    family = told.family
    click.echo(f"{rows.report_name(reports.get(told.report))} ({told.report})")
    if family is None:
        click.echo("Family: none known; whether other reports tell the same is unknown.")
    else:
        members = ", ".join(str(rows.report_name(reports.get(one))) for one in family.reports)
        click.echo(f"Family: {f'told by {family.name}' if family.name else 'one telling'}, {len(family.reports)} reports: {members}")
    for origin in sorted(told.origins, key=lambda one: (-len(one.claims), one.id)):
        name = f" {origin.name}" if origin.name else ""
        click.echo(f"Origin: {origin.kind}{name}, {len(origin.claims)} claims: {origin.reason}")
    click.echo()


def _kinds(values: tuple[str, ...], allowed: tuple[str, ...], option: str) -> list[str] | None:
    found = several(values)
    wrong = [value for value in found or () if value not in allowed]
    if wrong:
        raise click.BadParameter(f"{', '.join(map(repr, wrong))} is none of: {', '.join(allowed)}", param_hint=option)
    return found


def _reports(held: Record, ids: list[str]) -> dict[str, Report]:
    wanted = sorted(set(ids))
    found = [report for start in range(0, len(wanted), 500) for report in held.reports(report=wanted[start : start + 500])]
    return {report.id: report for report in found}


def tell_waiting(held: Record) -> None:
    """Says on standard error that reports are not linked yet, where some are."""
    waiting = held.ledger_counts()["waiting to be linked"]
    if waiting:
        some = "1 report is" if waiting == 1 else f"{waiting:,} reports are"
        click.echo(f"{some} read and not yet linked; link with: emberwatch link", err=True)
