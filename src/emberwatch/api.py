"""Everything that the command line, the pages and other programs use: read reports, ask the record, export it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from emberwatch.brief.card import Card, bracket, make_fact_card, make_statement_card
from emberwatch.brief.content import Brief
from emberwatch.brief.figures import format_when
from emberwatch.brief.words import printable
from emberwatch.errors import InputRefused, SettingError
from emberwatch.export.view import ReportView
from emberwatch.export.write import export as _export
from emberwatch.intake.readers import TEXT_PATH, read_text
from emberwatch.intake.refusal import Refusal
from emberwatch.model.entity import Actor, Place
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.pipeline.run import run
from emberwatch.pipeline.summary import Failure, Progress, RunSummary
from emberwatch.settings import Settings, load_settings, user_codebooks
from emberwatch.store.queries import Filter
from emberwatch.store.record import Record as StoreRecord

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]

    from emberwatch.export.flat import Codes
    from emberwatch.pipeline.workers import ReaderFactory

PathLike = str | os.PathLike[str]

__all__ = [
    "Brief",
    "Card",
    "Failure",
    "Filter",
    "Progress",
    "Reading",
    "Record",
    "Refusal",
    "Report",
    "ReportView",
    "RunSummary",
    "Settings",
    "add_places",
    "bracket",
    "check_codebook",
    "export",
    "format_when",
    "import_actors",
    "load_codebook",
    "load_settings",
    "make_brief",
    "make_card",
    "printable",
    "read",
    "read_into",
    "render_brief",
]


class Record(StoreRecord):
    """A record that can also be shown and turned into data frames; `summary` tells what the last `read` into it did."""

    summary: RunSummary | None = None

    def to_pandas(self, what: str = "facts") -> pd.DataFrame:
        """A data frame of `facts` (a row each, the columns of the CSV export), `statements`, `reports`, `actors` or `places`."""
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

    def export(self, format: str, out: PathLike | IO[bytes]) -> None:
        """Writes the record as jsonl, csv, parquet or geojson."""
        _export(self, format, out, crosswalk=_find_codes())

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
    jobs: int = 1,
    progress: Callable[[Progress], None] | None = None,
    codebooks: Sequence[PathLike] = (),
    reader_factory: ReaderFactory | None = None,
) -> Record:
    """Reads files, folders, globs, `-`, Reports or one `text` into a record and gives it back.

    `record` is a Record, a path or a URL; without one the record is in memory. What was refused or failed is in the
    record's `summary`. `codebooks` are laid over the shipped one and those of the user's home folder. Raises `InputRefused`
    for words given as a path, and for a `text` that cannot be read, `CodebookError` for a codebook with errors.
    """
    given = _given(paths, text, title)
    if text is not None:
        given = [_text_report(text, title, published, publisher)]
    factory = reader_factory or _reader_factory(jobs, codebooks)
    opened = record if isinstance(record, Record) else Record.open(record) if record is not None else Record.open()
    opened.summary = read_into(opened, given, published=published, publisher=publisher, jobs=jobs, progress=progress, reader_factory=factory)
    return opened


def read_into(
    record: StoreRecord,
    paths: Sequence[PathLike | Report],
    *,
    published: date | str | None = None,
    publisher: str | None = None,
    jobs: int = 1,
    progress: Callable[[Progress], None] | None = None,
    reread: bool = False,
    codebooks: Sequence[PathLike] = (),
    reader_factory: ReaderFactory | None = None,
) -> RunSummary:
    """Reads `paths` into an open record and says what happened; `jobs` processes read, this one writes.

    A report in the record is passed over; with `reread` it is read anew where the program or a table (codebook, actors,
    gazetteer) has changed since.
    """
    factory = reader_factory or _reader_factory(jobs, codebooks)
    return run(paths, record, factory, jobs=jobs, progress=progress, published=published, publisher=publisher, reread=reread)


def export(record: StoreRecord, format: str, out: PathLike | IO[bytes] | None = None) -> None:
    """Writes a record as jsonl, csv, parquet or geojson to a file or binary stream; to standard output without one."""
    _export(record, format, sys.stdout.buffer if out is None else out, crosswalk=_find_codes())


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

    readings = [record.reading(report_id) for report_id in record.report_ids()]
    return build(readings, record=Path(record.where).name, since=since, place=place, actor=actor, refused=refused)


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


def _reader_factory(jobs: int, codebooks: Sequence[PathLike] = ()) -> ReaderFactory:
    """Makes the real reader, with the user's own codebooks and actors; with several processes each uses one thread.

    Raises `CodebookError` at once where a codebook has errors, before any work starts.
    """
    from emberwatch.pipeline.reader import make_reader
    from emberwatch.resolve.actor_import import user_actor_files

    books = (*user_codebooks(), *map(Path, codebooks))
    if books:
        load_codebook(*map(Path, codebooks))
    return partial(make_reader, threads=1 if jobs > 1 else 2, codebooks=books, actor_files=user_actor_files())


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
