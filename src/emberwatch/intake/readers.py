"""Files, folders, globs and standard input to Reports, one at a time; what cannot be read comes as a Refusal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date

from emberwatch.errors import InputRefused
from emberwatch.intake.build import build_report
from emberwatch.intake.decode import decode_text
from emberwatch.intake.header import parse_header
from emberwatch.intake.jsonl import parse_line, read_jsonl
from emberwatch.intake.markdown import strip_markdown
from emberwatch.intake.published import parse_published
from emberwatch.intake.refusal import Refusal
from emberwatch.intake.sources import Source, find_sources
from emberwatch.model.report import Report

TEXT_PATH = "text"
"""The path of a report that was given as words and not as a file."""


def find_reports(
    paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str], published: date | str | None = None, publisher: str | None = None
) -> Iterator[Report | Refusal]:
    """Every report in `paths` (files, folders, globs, `-`), in a stable order, or why there is none.

    `published` and `publisher` hold for every report and beat what the files say. Raises `InputRefused` at once
    where `published` is no date; a fault in a file is a `Refusal` and the next file is read.
    """
    day = parse_published(published)
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    return _read_all(given, day, publisher)


def _read_all(paths: Iterable[str | os.PathLike[str]], day: date | None, publisher: str | None) -> Iterator[Report | Refusal]:
    for source in find_sources(paths):
        if isinstance(source, Refusal):
            yield source
        else:
            yield from read_source(source, published=day, publisher=publisher)


def read_source(source: Source, *, published: date | None = None, publisher: str | None = None) -> Iterator[Report | Refusal]:
    """The reports of one file."""
    try:
        text = decode_text(source.read_bytes())
    except OSError as error:
        yield Refusal(source.path, f"it cannot be read: {error.strerror or error}")
        return
    except InputRefused as error:
        yield Refusal(source.path, error.message)
        return
    suffix = os.path.splitext(source.path)[1].lower()
    if suffix == ".jsonl" or (not suffix and _is_jsonl(text)):
        yield from read_jsonl(text, source.path, published=published, publisher=publisher)
    else:
        yield read_text(text, source.path, markdown=suffix == ".md", published=published, publisher=publisher)


def read_text(raw: str, path: str = TEXT_PATH, *, markdown: bool = False, published: date | None = None, publisher: str | None = None) -> Report | Refusal:
    """The report of one text, with or without a header."""
    header = parse_header(raw.replace("\r\n", "\n").replace("\r", "\n"))
    body = strip_markdown(header.body) if markdown else header.body
    try:
        return build_report(body, header.fields, path, published=published, publisher=publisher)
    except InputRefused as error:
        return Refusal(path, error.message, header.lines.get("published"))


def _is_jsonl(text: str) -> bool:
    """Is the first line of a text without an ending an object with a `text`?"""
    first = text.lstrip().split("\n", 1)[0]
    if not first.startswith("{"):
        return False
    try:
        parse_line(first)
    except InputRefused:
        return False
    return True
