"""Everything that the command line, the pages and other programs use: read reports, ask the record, export it."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

from emberwatch.brief.card import Card, bracket, make_fact_card, make_statement_card
from emberwatch.brief.content import Brief
from emberwatch.brief.figures import format_when
from emberwatch.brief.nearest import nearest_words
from emberwatch.brief.words import printable
from emberwatch.errors import InputRefused, SettingError
from emberwatch.export.view import ReportView
from emberwatch.export.write import export as _export
from emberwatch.intake.readers import TEXT_PATH, read_text
from emberwatch.intake.refusal import Refusal
from emberwatch.model.entity import Actor, Place
from emberwatch.model.fact import STATE_TYPES, Fact
from emberwatch.model.ledger import Family, Finding, Incident, Judgement, Question, Tie, Withdrawal
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.pipeline.run import run
from emberwatch.pipeline.summary import Failure, LinkSummary, Progress, RunSummary
from emberwatch.settings import Settings, load_settings, user_codebooks
from emberwatch.store.ledger_changes import CHANGE_KINDS, Change
from emberwatch.store.ledger_record import Telling
from emberwatch.store.queries import Filter
from emberwatch.store.record import Record as StoreRecord
from emberwatch.store.record import end_of_known

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]

    from emberwatch.brief.linked import Linked
    from emberwatch.export.flat import Codes
    from emberwatch.outlook.draw import draw_outlook
    from emberwatch.pipeline.outlook import ask_outlook, import_table, render_outlook
    from emberwatch.pipeline.outlook_backtest import (
        ask_backtest,
        describe_backtest,
        draw_backtest,
        list_asked,
        list_backtest,
        render_asked,
        render_backtest,
    )
    from emberwatch.pipeline.outlook_country import ask_countries, render_countries, write_views_parquet
    from emberwatch.pipeline.outlook_watch import watch, watch_days
    from emberwatch.pipeline.workers import ReaderFactory

PathLike = str | os.PathLike[str]

ENCODER_THREADS = 2
"""Processors that the encoder uses where one process reads."""
OUTLOOK = {
    "ask_outlook": "pipeline.outlook",
    "import_table": "pipeline.outlook",
    "render_outlook": "pipeline.outlook",
    "watch": "pipeline.outlook_watch",
    "watch_days": "pipeline.outlook_watch",
    "ask_backtest": "pipeline.outlook_backtest",
    "describe_backtest": "pipeline.outlook_backtest",
    "draw_backtest": "pipeline.outlook_backtest",
    "list_asked": "pipeline.outlook_backtest",
    "list_backtest": "pipeline.outlook_backtest",
    "render_asked": "pipeline.outlook_backtest",
    "render_backtest": "pipeline.outlook_backtest",
    "ask_countries": "pipeline.outlook_country",
    "render_countries": "pipeline.outlook_country",
    "write_views_parquet": "pipeline.outlook_country",
    "draw_outlook": "outlook.draw",
}
"""What the outlook offers and where it is: fetched when asked for, since it loads numpy and tables that reading has no need of."""

__all__ = [
    "CHANGE_KINDS",
    "STATE_TYPES",
    "Brief",
    "Card",
    "Change",
    "Failure",
    "Family",
    "Filter",
    "Finding",
    "Incident",
    "Judgement",
    "LinkSummary",
    "Progress",
    "Question",
    "Reading",
    "Record",
    "Refusal",
    "Report",
    "ReportView",
    "RunSummary",
    "Settings",
    "Telling",
    "Tie",
    "Withdrawal",
    "add_places",
    "ask_backtest",
    "ask_countries",
    "ask_outlook",
    "bracket",
    "check_codebook",
    "describe_backtest",
    "draw_backtest",
    "draw_outlook",
    "export",
    "format_incident",
    "format_when",
    "import_actors",
    "import_table",
    "list_asked",
    "list_backtest",
    "load_codebook",
    "load_settings",
    "make_brief",
    "make_card",
    "nearest_words",
    "printable",
    "read",
    "read_into",
    "render_asked",
    "render_backtest",
    "render_brief",
    "render_countries",
    "render_outlook",
    "watch",
    "watch_days",
    "write_views_parquet",
]


def __getattr__(name: str) -> Any:
    """The parts of the outlook, on first use; raises `AttributeError` for any other name."""
    if name not in OUTLOOK:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"emberwatch.{OUTLOOK[name]}"), name)


class Record(StoreRecord):
    """A record that can also be shown and turned into data frames; `summary` tells what the last `read` into it did."""

    summary: RunSummary | None = None

    @classmethod
    def open(
        cls,
        path_or_url: str | os.PathLike[str] = ":memory:",
        *,
        read_only: bool = False,
        as_known_on: date | datetime | None = None,
        on_wait: Callable[[float], None] | None = None,
        finish: bool = True,
    ) -> Self:
        """The record at a path, a database URL or, by default, in memory; one that does not exist is made.

        `as_known_on` is a moment, or a day to the end of which (UTC) things count as known. Linking that was cut short is finished,
        unless the record is opened for reading only or `finish` is False. Raises `RecordError`; the record is then as it was.
        """
        record = super().open(path_or_url, read_only=read_only, as_known_on=as_known_on, on_wait=on_wait)
        if finish and not read_only:
            record.link()
        return record

    def known_on(self, moment: date | datetime) -> Self:
        """This record as it was known on a day (to its end, UTC) or at a moment, for reading."""
        return type(self)(self._engine, self.where, read_only=True, as_known_on=end_of_known(moment))

    def link(self, *, again: bool = False) -> LinkSummary:
        """Links the reports that wait, or with `again` all of them anew, as after a change of the program; judgements stay."""
        if not again and self.ledger_counts()["waiting to be linked"] == 0:
            return LinkSummary()
        from emberwatch.pipeline.link import link_again, link_waiting

        return link_again(self) if again else link_waiting(self)

    def judge(self, a: str, b: str, verdict: str, *, by: str, why: str) -> Judgement:
        """Keeps a signed judgement (`same`, `different` or `unsure`) on two facts or incidents and links anew what it concerns.

        Of judgements that contradict each other both are kept and the later stands; `overruled()` tells which do not. Raises
        `SettingError` for a verdict that is none, `NotFound` for an id that the record does not hold.
        """
        from emberwatch.pipeline.link import judge, utc_now

        return judge(self, a, b, verdict, by=by, why=why, at=utc_now())

    def withdraw(self, report: str, why: str) -> Withdrawal:
        """Keeps that a publisher took a report back: its claims stay visible as withdrawn and stop counting."""
        from emberwatch.pipeline.link import utc_now, withdraw

        return withdraw(self, report, why, utc_now())

    def to_pandas(self, what: str = "facts") -> pd.DataFrame:
        """A data frame of `facts`, `incidents` or `findings` (the columns of the CSV exports), `statements`, `reports`, `actors` or `places`."""
        from emberwatch.export.frame import make_frame

        return make_frame(self, what, _find_codes())

    def view(self, report: str | Report | None = None) -> ReportView:
        """A report with its facts marked, as notebooks show it; by id, or the only report where none is named."""
        if report is None:
            ids = self.report_ids()
            if len(ids) != 1:
                raise SettingError(f"the record holds {len(ids)} reports; name one: view(report), or views() for all")
            report = ids[0]
        return ReportView.of(self.reading(report.id if isinstance(report, Report) else report))

    def views(self) -> list[ReportView]:
        """Every report with its facts marked."""
        return [ReportView.of(self.reading(report_id)) for report_id in self.report_ids()]

    def export(self, format: str, out: PathLike | IO[bytes], what: str = "facts") -> None:
        """Writes the record as jsonl, csv, parquet or geojson; in the latter three `facts`, `incidents` or `findings`."""
        _export(self, format, out, crosswalk=_find_codes(), what=what)

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {name}" for name, number in self.counts().items())
        return f"<Record {self.where}: {counts}>"


def read(
    paths: PathLike | Report | Iterable[PathLike | Report] | None = None,
    record: Record | PathLike | None = None,
    *,
    text: str | None = None,
    published: date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    jobs: int | None = 1,
    progress: Callable[[Progress], None] | None = None,
    codebooks: Sequence[PathLike] = (),
    link: bool = True,
    reader_factory: ReaderFactory | None = None,
) -> Record:
    """Reads files, folders, globs, `-`, Reports or one `text` into a record and gives it back.

    `record` is a Record, a path or a URL; without one the record is in memory. What was refused or failed is in the
    record's `summary`. `codebooks` are laid over the shipped one and those of the user's home folder. What was read is linked
    with what the record holds, unless `link` is False. `jobs` processes read; with None as many as the reports are worth, which
    a script may ask for under `if __name__ == "__main__":` alone. Raises `InputRefused`
    for words given as a path, and for a `text` that cannot be read, `CodebookError` for a codebook with errors.
    """
    given = _given(paths, text, title)
    if text is not None:
        given = [_text_report(text, title, published, publisher)]
    here, beside = _reader_factories(reader_factory, codebooks)  # a codebook with errors is told before a record is made
    opened = record if isinstance(record, Record) else Record.open(record) if record is not None else Record.open()
    opened.summary = run(given, opened, here, jobs=jobs, worker_factory=beside, progress=progress, published=published, publisher=publisher, link=link)
    return opened


def read_into(
    record: StoreRecord,
    paths: Sequence[PathLike | Report],
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    jobs: int | None = 1,
    progress: Callable[[Progress], None] | None = None,
    reread: bool = False,
    codebooks: Sequence[PathLike] = (),
    link: bool = True,
    reader_factory: ReaderFactory | None = None,
) -> RunSummary:
    """Reads `paths` into an open record and says what happened; `jobs` processes read (None: as many as it is worth), this one writes.

    A report in the record is passed over; with `reread` it is read anew where the program or a table (codebook, actors,
    gazetteer) has changed since. At the end every report that waits is linked, unless `link` is False.
    """
    here, beside = _reader_factories(reader_factory, codebooks)
    return run(paths, record, here, jobs=jobs, worker_factory=beside, progress=progress, published=published, publisher=publisher, reread=reread, link=link)


def export(record: StoreRecord, format: str, out: PathLike | IO[bytes] | None = None, what: str = "facts") -> None:
    """Writes a record as jsonl, csv, parquet or geojson to a file or binary stream; to standard output without one.

    jsonl holds everything; the others hold `what`: a row for each of the `facts`, `incidents` or `findings`.
    """
    _export(record, format, sys.stdout.buffer if out is None else out, crosswalk=_find_codes(), what=what)


def make_brief(
    record: StoreRecord,
    *,
    since: date | None = None,
    place: str | None = None,
    actor: str | None = None,
    refused: Sequence[tuple[str, str]] = (),
) -> Brief:
    """What a record says, every line cited, narrowed by the filters; `refused` are (what was given, reason) pairs of a last run."""
    from emberwatch.brief.build import make_brief as build

    readings = record.readings()
    linked = _find_linked(record, since, place, actor)
    known_on = record.as_known_on.date() if record.as_known_on else None
    name = Path(record.where).name
    return build(readings, record=name, since=since, place=place, actor=actor, refused=refused, linked=linked, known_on=known_on)


def _find_linked(record: StoreRecord, since: date | None, place: str | None, actor: str | None) -> Linked:
    """What the ledger adds to a brief: incidents by fact, disputes by incident, and the changes that the filters keep."""
    from emberwatch.brief.linked import Linked

    incidents = [*record.incidents(), *record.incidents(withdrawn=True)]
    by_fact = {fact: incident for incident in incidents for fact in incident.facts}
    disputes: dict[str, list[Finding]] = {}
    for finding in record.findings(kind="contradiction"):
        for id in dict.fromkeys(by_fact[claim].id for claim in (finding.a, finding.b) if claim in by_fact):
            disputes.setdefault(id, []).append(finding)
    changes = record.changes(since=since, about=place or actor)
    if place and actor:
        about_both = {change.id for change in record.changes(since=since, about=actor)}
        changes = [change for change in changes if change.id in about_both]
    withdrawn = frozenset(one.report for one in record.withdrawals())
    drifted = frozenset(finding.b for finding in record.findings(kind="drift"))
    asked = {question.id: question.words for question in record.questions()} if changes else {}
    return Linked(by_fact, disputes, changes, withdrawn, drifted, record.ledger_counts()["waiting to be linked"], asked)


def render_brief(brief: Brief, format: str = "text", width: int = 80, styled: bool = False) -> str:
    """A brief as text (of `width` columns, with emphasis where `styled`), markdown or html."""
    if format == "text":
        from emberwatch.brief.text import render_text

        return render_text(brief, width, styled)
    if format == "markdown":
        from emberwatch.brief.markdown import render_markdown

        return render_markdown(brief)
    if format == "html":
        from emberwatch.brief.html import render_html

        return render_html(brief)
    raise SettingError(f"there is no format {format!r} for a brief; give text, markdown or html")


def make_card(record: StoreRecord, id: str) -> Card | Actor | Place | Report:
    """A fact or statement laid out with its words, fields and reasons; an actor, place or report as it is. `id` may be cut short."""
    found = record.get(id)
    if isinstance(found, Fact):
        return make_fact_card(found, record.reading(found.report))
    if isinstance(found, Statement):
        return make_statement_card(found, record.reading(found.report))
    return found


def format_incident(incident: Incident) -> str:
    """An incident as one JSON object, as the export has it."""
    import json

    from emberwatch.export.ledger import incident_object

    return json.dumps(incident_object(incident), ensure_ascii=False, indent=2)


def _given(paths: PathLike | Report | Iterable[PathLike | Report] | None, text: str | None, title: str | None) -> list[PathLike | Report]:
    if (paths is None) == (text is None):
        raise InputRefused("give either paths to read or text=…, one of the two")
    if title is not None and text is None:
        raise InputRefused("title= belongs to text=…; files say their own title")
    if paths is None:
        return []
    given = [paths] if isinstance(paths, str | os.PathLike | Report) else list(paths)
    for one in given:
        if isinstance(one, str) and _is_words(one):
            raise InputRefused(f"{one[:60]!r} is no file; to read words instead of a file give them as text=…")
    return given


def _is_words(given: str) -> bool:
    """Is it a text rather than a path? Where nothing has that name and it holds a line end or several spaces."""
    if not ("\n" in given or given.count(" ") > 2):
        return False
    try:
        return not os.path.lexists(given)
    except ValueError:  # NUL
        return True


def _text_report(text: str, title: str | None, published: date | str | None, publisher: str | None) -> Report:
    from dataclasses import replace

    from emberwatch.intake.published import parse_published

    found = read_text(text, TEXT_PATH, published=parse_published(published), publisher=publisher)
    if isinstance(found, Refusal):
        raise InputRefused(found.reason)
    return replace(found, title=title) if title is not None else found


def _reader_factories(given: ReaderFactory | None, codebooks: Sequence[PathLike] = ()) -> tuple[ReaderFactory, ReaderFactory]:
    """What makes the reader of this process and those of processes beside it: the one `given`, or the real one, with the user's own
    codebooks and actors, whose encoder uses `ENCODER_THREADS` processors here and one beside.

    Raises `CodebookError` at once where a codebook has errors, before any work starts.
    """
    if given is not None:
        return given, given
    from emberwatch.pipeline.reader import make_reader
    from emberwatch.resolve.actor_import import user_actor_files

    books = (*user_codebooks(), *map(Path, codebooks))
    if books:
        load_codebook(*map(Path, codebooks))
    factory = partial(make_reader, threads=ENCODER_THREADS, codebooks=books, actor_files=user_actor_files())
    return factory, partial(factory, threads=1)


def _find_codes() -> Callable[[str, str | None], Codes | None]:
    """The codebook's crosswalks by type and mode; None for a type that the codebook in use does not know."""
    from emberwatch.export.flat import Codes

    rows: dict[tuple[str, str | None], Any] = dict(load_codebook().rows)

    def find(type: str, mode: str | None) -> Codes | None:
        row = rows.get((type, mode)) or rows.get((type, None))
        return Codes(tuple(row.crosswalk.cameo), row.crosswalk.acled_event, row.crosswalk.acled_sub_event) if row else None

    return find


def check_codebook(path: Path) -> list[Any]:
    """Every error of a codebook file, with its line and reason; empty where there is none."""
    from emberwatch.events.codebook_file import check_codebook as check

    return list(check(path))


def load_codebook(*paths: Path) -> Any:
    """The codebook in use: the shipped one with those of the user's home folder and then the given files laid over it."""
    from emberwatch.events.codebook import Codebook

    return Codebook.load(*user_codebooks(), *paths)


def add_places(file: Path) -> int:
    """Adds a GeoNames file or a CSV of places to the user's gazetteer and says how many; raises with every error at once."""
    from emberwatch.places.add import add_geonames
    from emberwatch.places.gazetteer import user_gazetteer_path

    return add_geonames(file, user_gazetteer_path()).places


def import_actors(file: Path) -> int:
    """Adds a PETRARCH actor dictionary or a CSV to the user's actors and says how many; raises with every error at once."""
    from emberwatch.resolve.actor_import import import_actors as take

    return take(file).actors
