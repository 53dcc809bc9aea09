"""The one door from the commands to the rest: `emberwatch.api`, opened only when a command runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emberwatch.errors import RecordError
from emberwatch.settings import load_settings

if TYPE_CHECKING:
    from emberwatch.api import Progress, Record, RunSummary

CODEBOOK_FIELDS = ("type", "mode", "kind", "cameo", "acled_event", "acled_sub_event", "ucdp", "gloss")


def record_path(given: str | None) -> str:
    """The record meant: as given, else as the settings say."""
    return load_settings(record=given).record


@contextmanager
def open_record(given: str | None, as_known_on: date | None = None) -> Iterator[Record]:
    """The record to read from, as known on a day where one is given; raises `RecordError` where there is none yet, instead of making one."""
    where = _existing(given)
    from emberwatch.api import Record

    with Record.open(where, read_only=True, as_known_on=as_known_on) as record:
        yield record


@contextmanager
def open_to_write(given: str | None, *, finish: bool = True) -> Iterator[Record]:
    """The record to write judgements into; linking cut short is finished first unless `finish` is False. Raises `RecordError` where there is none."""
    where = _existing(given)
    from emberwatch.api import Record

    with Record.open(where, finish=finish) as record:
        yield record


def _existing(given: str | None) -> str:
    where = record_path(given)
    if "://" not in where and not Path(where).exists():
        raise RecordError(f"there is no record at {where!r}; make one with `emberwatch read PATH --record {where}`, or name another with --record")
    return where


def read_into(
    where: str,
    paths: Sequence[str],
    *,
    published: date | None,
    publisher: str | None,
    jobs: int | None,
    progress: Callable[[Progress], None] | None,
    codebooks: Sequence[str] = (),
    reread: bool = False,
) -> RunSummary:
    """Reads `paths` into the record at `where`, made where there is none."""
    from emberwatch import api

    chosen = load_settings(record=where, jobs=jobs)
    with api.Record.open(chosen.record) as record:
        return api.read_into(record, paths, published=published, publisher=publisher, jobs=chosen.jobs, progress=progress, codebooks=codebooks, reread=reread)


def write_brief(
    given: str | None, format_: str, width: int, styled: bool, *, since: date | None, place: str | None, actor: str | None, as_known_on: date | None = None
) -> str:
    """The brief of the record in a format."""
    from emberwatch import api

    with open_record(given, as_known_on) as record:
        made = api.make_brief(record, since=since, place=place, actor=actor)
    return api.render_brief(made, format_, width, styled)


def export_record(given: str | None, format_: str, out: str | None, what: str, as_known_on: date | None) -> None:
    """Writes the record in a format, to a file or to standard output."""
    from emberwatch import api

    with open_record(given, as_known_on) as record:
        api.export(record, format_, out, what)


def check_codebook(file: str) -> list[tuple[int, str]]:
    """The errors of a codebook file as line and reason."""
    from emberwatch import api

    return [(problem.line, problem.reason) for problem in api.check_codebook(Path(file))]


def find_codebook_rows() -> list[dict[str, Any]]:
    """The types and modes of the codebook in use, as rows with `CODEBOOK_FIELDS`."""
    from emberwatch import api

    return [
        {"type": row.type, "mode": row.mode, "kind": row.kind, "cameo": list(row.crosswalk.cameo), "acled_event": row.crosswalk.acled_event}
        | {"acled_sub_event": row.crosswalk.acled_sub_event, "ucdp": row.crosswalk.ucdp, "gloss": row.gloss}
        for row in api.load_codebook().rows.values()
    ]


def add_places(file: str) -> int:
    """Adds a GeoNames file to the user's gazetteer; the number of places."""
    from emberwatch import api

    return int(api.add_places(Path(file)))


def import_actors(file: str) -> int:
    """Adds an actor file to the user's own actors; the number of actors."""
    from emberwatch import api

    return int(api.import_actors(Path(file)))
