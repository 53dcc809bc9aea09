"""The record's facts, statements or reports as a pandas DataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emberwatch.errors import SettingError
from emberwatch.export.flat import Crosswalk
from emberwatch.export.objects import report_object
from emberwatch.export.write import TABLES, make_table
from emberwatch.store.record import Record

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]

WHAT = ("facts", "statements", "reports", "actors", "places", "incidents", "findings")
_TYPES = {"text": "string", "int": "Int64", "float": "float64", "date": "object"}


def make_frame(record: Record, what: str = "facts", crosswalk: Crosswalk | None = None) -> pd.DataFrame:
    """A frame with a row for each fact, incident or finding (the columns of the CSV exports), statement, report, actor or place."""
    try:
        import pandas as pd
    except ImportError as error:
        raise SettingError("data frames need pandas; install it with pip install 'emberwatch[tables]'") from error
    if what in TABLES:
        table = make_table(record, what, crosswalk)
        frame = pd.DataFrame(list(table.rows), columns=[column.name for column in table.columns])
        return frame.astype({column.name: _TYPES[column.kind] for column in table.columns})
    return pd.DataFrame(_rows(record, what), columns=_COLUMNS[what])


def _rows(record: Record, what: str) -> list[dict[str, Any]]:
    if what not in WHAT:
        raise SettingError(f"there is no table {what!r}; give one of {', '.join(WHAT)}")
    if what == "reports":
        return [report_object(report) | {"text": report.text, "published": report.published} for report in record.reports()]
    if what == "statements":
        return [_statement_row(one) for one in record.statements()]
    found: list[Any] = list(record.actors() if what == "actors" else record.places())
    return [{name: getattr(one, name) for name in _COLUMNS[what]} for one in found]


def _statement_row(one: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "report": one.report,
        "manner": one.manner,
        "speakers": "; ".join(party.name or party.text for party in one.speakers),
        "cue": one.cue.text if one.cue else None,
        "addressee": (one.addressee.name or one.addressee.text) if one.addressee else None,
        "content": one.content.text,
        "quote": one.quote,
        "start_date": one.when.start if one.when else None,
        "end_date": one.when.end if one.when else None,
        "probability": one.probability,
    }


_COLUMNS: dict[str, list[str]] = {
    "reports": ["id", "publisher", "published", "title", "byline", "url", "origin", "path", "chars", "text"],
    "statements": ["id", "report", "manner", "speakers", "cue", "addressee", "content", "quote", "start_date", "end_date", "probability"],
    "actors": ["id", "name", "type", "country", "affiliation", "role", "new"],
    "places": ["id", "name", "precision", "country", "region", "latitude", "longitude", "population"],
}
