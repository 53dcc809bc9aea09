"""Facts as flat rows: one row a fact, the same columns for CSV, Parquet, GeoJSON and data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from emberwatch.export.codes import acled_geo_precision, acled_time_precision, ucdp_date_prec, ucdp_where_prec
from emberwatch.export.objects import PROBABILITY_DIGITS, plain_number
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.report import Report
from emberwatch.text.quantity import Quantity

JOIN = "; "
"""Between several values in one cell; a semicolon within a value becomes a comma."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a flat row is made from."""

    fact: Fact
    report: Report
    sentence: str | None
    codes: Codes | None


@dataclass(frozen=True, slots=True)
class Codes:
    """The codebook's crosswalk of one type and mode."""

    cameo: tuple[str, ...] = ()
    acled_event: str | None = None
    acled_sub_event: str | None = None


Crosswalk = Callable[[str, str | None], Codes | None]
"""Type and mode to codes, None where there are none."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column: its name, its kind (text, int, float or date), what it says, and how it is made."""

    name: str
    kind: str
    says: str
    make: Callable[[Any], Any]


def joined(parts: Iterable[str | None]) -> str | None:
    return JOIN.join(part.replace(";", ",").replace("\n", " ") for part in parts if part) or None


def _names(parties: Iterable[Party]) -> str | None:
    return joined(party.name or party.text for party in parties)


def _ids(parties: Iterable[Party]) -> str | None:
    return joined(party.id for party in parties)


def quantity_words(quantity: Quantity) -> str:
    """`40 or more fighters withdrawn`: a number with its bounds, in words."""
    low, high = plain_number(quantity.low), plain_number(quantity.high)
    if low is None and high is None:
        number = quantity.text
    elif low is None or high is None:
        number = f"up to {high}" if low is None else f"{low} or more"
    else:
        number = f"{low}" if low == high else f"{low} to {high}"
    return " ".join(part for part in (number, quantity.of, "" if quantity.state == "other" else quantity.state) if part)


def _bound(state: str, end: str) -> Callable[[Line], Any]:
    """The low or high end of the first number of that state."""
    return lambda line: next((getattr(quantity, end) for quantity in line.fact.quantities if quantity.state == state), None)


def _probability(line: Line) -> float:
    return round(line.fact.probability, PROBABILITY_DIGITS)


def _place(name: str) -> Callable[[Line], Any]:
    return lambda line: getattr(line.fact.place.place, name) if line.fact.place and line.fact.place.place else None


def _when(name: str) -> Callable[[Line], Any]:
    return lambda line: getattr(line.fact.when, name) if line.fact.when else None


def _precision(code: Callable[[Any], int | None]) -> Callable[[Line], int | None]:
    return lambda line: code(_place("precision")(line))


COLUMNS: tuple[ColumnSpec, ...] = (
    ColumnSpec("id", "text", "the fact's id: this saying of it", lambda line: line.fact.id),
    ColumnSpec("said", "text", "the id of what is said; two sayings of the same have the same", lambda line: line.fact.said),
    ColumnSpec("kind", "text", "event or state", lambda line: line.fact.kind),
    ColumnSpec("type", "text", "type of the event or state", lambda line: line.fact.type),
    ColumnSpec("mode", "text", "mode of the type, empty where none fits", lambda line: line.fact.mode),
    ColumnSpec("status", "text", "what the text says of its reality", lambda line: line.fact.status),
    ColumnSpec("probability", "float", "calibrated chance, 0 to 1, that trigger, type and status are right", _probability),
    ColumnSpec("actors", "text", "who does it, or whom a state is about; several with semicolons", lambda line: _names(line.fact.actors)),
    ColumnSpec("actor_ids", "text", "their ids, of those that were resolved", lambda line: _ids(line.fact.actors)),
    ColumnSpec("recipients", "text", "who has it done to them", lambda line: _names(line.fact.recipients)),
    ColumnSpec("recipient_ids", "text", "their ids, of those that were resolved", lambda line: _ids(line.fact.recipients)),
    ColumnSpec("place", "text", "name of the place, empty where the words were not resolved", _place("name")),
    ColumnSpec("place_text", "text", "the words that say where", lambda line: line.fact.place.text if line.fact.place else None),
    ColumnSpec("place_id", "text", "id of the place", _place("id")),
    ColumnSpec("country", "text", "ISO 3166 alpha-2 code", _place("country")),
    ColumnSpec("region", "text", "first-level division", _place("region")),
    ColumnSpec("latitude", "float", "degrees north", _place("latitude")),
    ColumnSpec("longitude", "float", "degrees east", _place("longitude")),
    ColumnSpec("place_precision", "text", "point, town, district, region or country", _place("precision")),
    ColumnSpec("acled_geo_precision", "int", "the same in ACLED's code, 1 to 3", _precision(acled_geo_precision)),
    ColumnSpec("ucdp_where_prec", "int", "the same in UCDP's code, 1 to 6", _precision(ucdp_where_prec)),
    ColumnSpec("when_text", "text", "the words that say when", _when("text")),
    ColumnSpec("start_date", "date", "first day", _when("start")),
    ColumnSpec("end_date", "date", "the day after the last one", _when("end")),
    ColumnSpec("when_precision", "text", "day, week, month, quarter, season, year, decade or unknown", _when("precision")),
    ColumnSpec("when_basis", "text", "how it was resolved: stated, publication, text or unresolved", _when("basis")),
    ColumnSpec("acled_time_precision", "int", "length of the interval in ACLED's code, 1 to 3", lambda line: acled_time_precision(line.fact.when)),
    ColumnSpec("ucdp_date_prec", "int", "length of the interval in UCDP's code, 1 to 5", lambda line: ucdp_date_prec(line.fact.when)),
    ColumnSpec("quantities", "text", "numbers with what they count, several with semicolons", lambda line: joined(map(quantity_words, line.fact.quantities))),
    ColumnSpec("killed_low", "float", "least number killed, as far as the words say", _bound("killed", "low")),
    ColumnSpec("killed_high", "float", "greatest number killed, empty where it is open", _bound("killed", "high")),
    ColumnSpec("wounded_low", "float", "least number wounded", _bound("wounded", "low")),
    ColumnSpec("wounded_high", "float", "greatest number wounded", _bound("wounded", "high")),
    ColumnSpec("displaced_low", "float", "least number displaced", _bound("displaced", "low")),
    ColumnSpec("displaced_high", "float", "greatest number displaced", _bound("displaced", "high")),
    ColumnSpec("speakers", "text", "who says so, innermost voice first; empty where the report does", lambda line: _names(line.fact.speakers)),
    ColumnSpec("statement", "text", "id of the statement that it stands in", lambda line: line.fact.statement),
    ColumnSpec("condition", "text", "the words of its condition", lambda line: line.fact.condition.text if line.fact.condition else None),
    ColumnSpec("trigger", "text", "the word that tells it", lambda line: line.fact.trigger.text),
    ColumnSpec("trigger_start", "int", "first character of the trigger in the report's text", lambda line: line.fact.trigger.span.start),
    ColumnSpec("trigger_end", "int", "the character after the trigger", lambda line: line.fact.trigger.span.end),
    ColumnSpec("sentence", "text", "the sentence that it stands in", lambda line: line.sentence),
    ColumnSpec("report", "text", "id of the report", lambda line: line.report.id),
    ColumnSpec("publisher", "text", "publisher of the report", lambda line: line.report.publisher),
    ColumnSpec("published", "date", "day of publication, empty where nobody gave one", lambda line: line.report.published),
    ColumnSpec("title", "text", "title of the report", lambda line: line.report.title),
    ColumnSpec("url", "text", "address of the report", lambda line: line.report.url),
    ColumnSpec("cameo", "text", "CAMEO codes of the type and mode", lambda line: joined(line.codes.cameo) if line.codes else None),
    ColumnSpec("acled_event_type", "text", "ACLED's event type", lambda line: line.codes.acled_event if line.codes else None),
    ColumnSpec("acled_sub_event_type", "text", "ACLED's sub-event type", lambda line: line.codes.acled_sub_event if line.codes else None),
)  # fmt: skip
"""The columns in their order; the schema reference is made from them."""


def flat_row(line: Line) -> dict[str, Any]:
    """One fact as a row with every column; dates are dates, absent values None."""
    return {column.name: column.make(line) for column in COLUMNS}
