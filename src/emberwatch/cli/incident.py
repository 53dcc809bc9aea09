"""`emberwatch incident ID`: one happening in full."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from emberwatch.cli import ledger_rows as rows
from emberwatch.cli.door import open_record
from emberwatch.cli.options import as_known_on_option, record_option
from emberwatch.cli.output import count_words
from emberwatch.cli.show import make_console, print_pairs

if TYPE_CHECKING:
    from emberwatch.api import Incident, Record

TRACED = "tellings and speakers that could be traced; independence is not shown by it"
Pairs = list[tuple[str, str, str]]


@click.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="Print it as one JSON object, as the export has it.")
@as_known_on_option
@record_option
def incident(id: str, as_json: bool, as_known_on: date | None, record: str | None) -> None:
    """Show one incident: its facts by report, what they come to, origins, disputes, and the weights that tied it.

    ID is that of an incident or of one of its facts, and may be cut short. The id of an incident that has since been
    joined to another leads to that one.

    \b
    Examples:
      emberwatch incident i3f0c2
    """
    with open_record(record, as_known_on) as held:
        found = held.incident(id)
        if as_json:
            from emberwatch import api

            click.echo(api.format_incident(found))
            return
        told = facts_by_report(held, found)
        disputes = [(one.kind.replace("_", " "), " ".join(one.words.split()), "") for one in held.findings(claims=found.facts)]
    _head(f"Incident {found.id}")
    print_pairs(merged_pairs(found))
    for title, pairs in (("Facts by report", told), ("Findings", disputes), ("Weights", weight_pairs(found))):
        if pairs:
            click.echo()
            _head(title)
            print_pairs(pairs)


def _head(words: str) -> None:
    from rich.text import Text

    make_console().print(Text(words, style="bold"))


def merged_pairs(found: Incident) -> Pairs:
    """The merged fields, each with the number of facts that it comes from."""
    reasons = dict(found.reasons)
    place, when = found.place, found.when
    pairs: Pairs = [("type", found.type + (f" / {found.mode}" if found.mode else ""), ""), ("status", found.status, reasons.get("status", ""))]
    pairs += [(name, "; ".join(f"{one.name} ({_facts(one.facts)})" for one in parties), "") for name, parties in _roles(found) if parties]
    if place is not None:
        others = "".join(f"; {other.name} in {_facts(facts)}" for other, facts in place.others)
        named = f"{place.place.name}{f', {place.place.country}' if place.place.country else ''}"
        pairs.append(("place", f"{named} ({place.place.precision}, {_facts(place.facts)}{others})", ""))
    if when is not None:
        pairs.append(("days", f"{rows.days_words(when)} ({_facts(when.facts)}{'' if when.agreed else '; they do not agree'})", ""))
    pairs += [("number", f"{rows.count_words(count)} ({_facts(count.facts)}, {count_words(len(count.by_origin), 'origin')})", "") for count in found.counts]
    pairs.append(("origins", f"{found.origins} found, {count_words(found.unknown_origins, 'report')} of unknown origin", TRACED))
    pairs.append(("probability", f"{found.probability:.0%}", reasons.get("probability", "")))
    return pairs


def _roles(found: Incident) -> list[tuple[str, Any]]:
    return [("actors", found.actors), ("recipients", found.recipients)]


def _facts(facts: tuple[str, ...]) -> str:
    return f"{len(facts)} fact{'' if len(facts) == 1 else 's'}"


def facts_by_report(held: Record, found: Incident) -> Pairs:
    """Every fact with its report and sentence, in the order told."""
    reports = {report.id: report for report in held.reports(report=found.reports)}
    facts = {fact.id: fact for fact in held.facts(report=found.reports)}
    sentences = held.fact_sentences(found.reports)
    pairs: Pairs = []
    for id in found.facts:
        fact = facts.get(id)
        if fact is not None:
            mark = ", withdrawn" if id in found.withdrawn else ""
            words = f"{rows.report_name(reports.get(fact.report))}{mark}: {' '.join(sentences.get(id, fact.trigger.text).split())}"
            pairs.append((id, words, f"{fact.type}, {fact.status.replace('_', ' ')}, “{fact.trigger.text}”"))
    return pairs


def weight_pairs(found: Incident) -> Pairs:
    """The ties that hold it together, each with its parts in log2 odds."""
    pairs: Pairs = []
    for tie in found.ties:
        parts = "; ".join(f"{part.field} {part.level} {part.log2_odds:+.1f}" for part in tie.parts)
        pairs.append((f"{tie.log2_odds:+.1f}", f"{tie.a} – {tie.b}: {parts}", ""))
    return pairs
