"""`emberwatch judge`, `withdraw` and `link`: what people say of the record, and linking on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from emberwatch.cli import ledger_rows as rows
from emberwatch.cli.door import open_to_write
from emberwatch.cli.options import record_option
from emberwatch.cli.output import count_words

if TYPE_CHECKING:
    from emberwatch.api import Record, Tie

VERDICTS = ("same", "different", "unsure")
KEYS = {"s": "same", "d": "different", "u": "unsure"}
REVIEW_MAX = 20


@click.command()
@click.argument("a", required=False, metavar="ID")
@click.argument("b", required=False, metavar="ID")
@click.argument("verdict", required=False, type=click.Choice(VERDICTS))
@click.option("--by", metavar="NAME", help="Who judges. [required]")
@click.option("--why", metavar="TEXT", help="Why; required unless with --review, which asks.")
@click.option("--review", is_flag=True, help="Walk through the least certain links and ask about each.")
@click.option("--limit", type=click.IntRange(min=1), default=REVIEW_MAX, show_default=True, metavar="N", help="With --review: at most N links.")
@record_option
def judge(a: str | None, b: str | None, verdict: str | None, by: str | None, why: str | None, review: bool, limit: int, record: str | None) -> None:
    """Judge whether two facts or incidents are the same happening.

    Signed, kept for good and reversible: a later judgement on the same pair stands over an earlier one. Ids may be cut
    short; the id of an incident stands for the fact of it that was told first.

    \b
    Examples:
      emberwatch judge i3f0c2 i77a1d same --by "A. Analyst" --why "one raid, told a day apart"
      emberwatch judge --review --by "A. Analyst"
    """
    if not by:
        raise click.UsageError("Say who judges, with --by NAME.")
    if review:
        if a is not None:
            raise click.UsageError("Give either two ids and a verdict, or --review.")
        with open_to_write(record) as held:
            _review(held, by, limit)
        return
    if a is None or b is None or verdict is None:
        raise click.UsageError("Give two ids and one of same, different, unsure; or --review.")
    if not why:
        raise click.UsageError("Say why, with --why TEXT.")
    with open_to_write(record) as held:
        _judge(held, a, b, verdict, by, why)


def _judge(held: Record, a: str, b: str, verdict: str, by: str, why: str) -> None:
    """Keeps one judgement and says what came of it."""
    made = held.judge(a, b, verdict, by=by, why=why)
    homes = dict.fromkeys(held.incident(fact).id for fact in (made.a, made.b))
    click.echo(f"Judged {verdict}: {made.a} and {made.b} are now in {count_words(len(homes), 'incident')}: {', '.join(homes)}.")
    against = [one for one in held.overruled() if made.id in one.against]
    for one in against:
        click.echo(f"Contradicts an earlier judgement, which is kept and has no effect: {one.words}.", err=True)
    if verdict == "same" and len(homes) > 1 and not against:
        click.echo("The judgement is kept and has no effect yet; link the record anew with: emberwatch link --again", err=True)


def _review(held: Record, by: str, limit: int) -> None:
    """Shows one uncertain link after another and asks; ends at the last or at q."""
    ties = held.least_certain(limit)
    if not ties:
        click.echo("No link is left to judge.", err=True)
    for at, tie in enumerate(ties, 1):
        click.echo(f"\n{at} of {len(ties)}: {tie.log2_odds:+.1f} (log2 odds)")
        _show_tie(held, tie)
        key = click.prompt("Same happening? s same, d different, u unsure, n next, q quit", type=click.Choice([*KEYS, "n", "q"]), show_choices=False)
        if key == "q":
            return
        if key in KEYS:
            _judge(held, tie.a, tie.b, KEYS[key], by, click.prompt("Why"))


def _show_tie(held: Record, tie: Tie) -> None:
    facts: Any = [held.get(id) for id in (tie.a, tie.b)]
    reports = {report.id: report for report in held.reports(report=[fact.report for fact in facts])}
    sentences = held.fact_sentences([fact.report for fact in facts])
    for fact in facts:
        words = " ".join(sentences.get(fact.id, fact.trigger.text).split())
        click.echo(f"  {fact.id}  {fact.type}, {fact.status}  {rows.report_name(reports.get(fact.report))}: {words}")
    click.echo("  " + "; ".join(f"{part.field} {part.level} {part.log2_odds:+.1f}" for part in tie.parts))


@click.command()
@click.argument("report")
@click.option("--why", required=True, metavar="TEXT", help="What the publisher says, or where it was withdrawn.")
@record_option
def withdraw(report: str, why: str, record: str | None) -> None:
    """Note that its publisher took a report back.

    Its claims stay visible as withdrawn and stop counting: in origins, numbers, disputes and the brief.

    \b
    Examples:
      emberwatch withdraw r3f0c2 --why "retracted on 12 March: wrong town"
    """
    with open_to_write(record) as held:
        made = held.withdraw(report, why)
    click.echo(f"Report {made.report} is withdrawn; its claims no longer count.")


@click.command()
@click.option("--again", is_flag=True, help="Link every report anew, as after an upgrade of Emberwatch; judgements are kept.")
@record_option
def link(again: bool, record: str | None) -> None:
    """Link reports that are read and not yet linked.

    `emberwatch read` does this by itself; it is needed where reading was cut short, or for a record that another version
    of Emberwatch linked (--again). What the record said before stays known (--as-known-on).

    \b
    Examples:
      emberwatch link
      emberwatch link --again
    """
    with open_to_write(record, finish=False) as held:
        done = held.link(again=again)
        waiting = held.ledger_counts()["waiting to be linked"]
    if done.outdated is not None:
        click.echo(f"The record was linked by version {done.outdated} of the linking; link all of it anew with: emberwatch link --again", err=True)
        raise SystemExit(1)
    click.echo(f"Linked {count_words(done.reports, 'report')} in {done.seconds:.1f} s; {count_words(waiting, 'report')} left.")
