"""Reads reports into a record: those that a program names, and those that the command line does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from emberwatch.api.record import Record
from emberwatch.api.tables import load_codebook
from emberwatch.errors import InputRefused
from emberwatch.intake.readers import TEXT_PATH, read_text
from emberwatch.intake.refusal import Refusal
from emberwatch.model.report import Report
from emberwatch.pipeline.run import run
from emberwatch.pipeline.summary import Progress, RunSummary
from emberwatch.pipeline.workers import ReaderFactory
from emberwatch.settings import user_codebooks
from emberwatch.store.record import Record as StoreRecord

PathLike = str | os.PathLike[str]

ENCODER_THREADS = 2
"""Processors that the encoder uses where one process reads."""


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
    given = list_given(paths, text, title)
    if text is not None:
        given = [make_report(text, title, published, publisher)]
    here, beside = find_factories(reader_factory, codebooks)  # a codebook with errors is told before a record is made
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
    here, beside = find_factories(reader_factory, codebooks)
    return run(paths, record, here, jobs=jobs, worker_factory=beside, progress=progress, published=published, publisher=publisher, reread=reread, link=link)


def list_given(paths: PathLike | Report | Iterable[PathLike | Report] | None, text: str | None, title: str | None) -> list[PathLike | Report]:
    if (paths is None) == (text is None):
        raise InputRefused("give either paths to read or text=…, one of the two")
    if title is not None and text is None:
        raise InputRefused("title= belongs to text=…; files say their own title")
    if paths is None:
        return []
    given = [paths] if isinstance(paths, str | os.PathLike | Report) else list(paths)
    for one in given:
        if isinstance(one, str) and is_words(one):
            raise InputRefused(f"{one[:60]!r} is no file; to read words instead of a file give them as text=…")
    return given


def is_words(given: str) -> bool:
    """Is it a text rather than a path? Where nothing has that name and it holds a line end or several spaces."""
    if not ("\n" in given or given.count(" ") > 2):
        return False
    try:
        return not os.path.lexists(given)
    except ValueError:  # NUL
        return True


def make_report(text: str, title: str | None, published: date | str | None, publisher: str | None) -> Report:
    from emberwatch.intake.published import parse_published

    found = read_text(text, TEXT_PATH, published=parse_published(published), publisher=publisher)
    if isinstance(found, Refusal):
        raise InputRefused(found.reason)
    return replace(found, title=title) if title is not None else found


def find_factories(given: ReaderFactory | None, codebooks: Sequence[PathLike] = ()) -> tuple[ReaderFactory, ReaderFactory]:
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
