"""Files of the field: what is taken, and every fault at once."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bench.shared import find_shared
from emberwatch.dates.month import parse_month
from emberwatch.errors import TableError
from emberwatch.model.placed import Imported, PlacedEvent, Side
from emberwatch.outlook.imports.acled import UPLOAD_NOTE, parse_acled
from emberwatch.outlook.imports.ucdp import parse_ged, parse_ged_jsonl
from emberwatch.outlook.imports.views import parse_views

GED_HEAD = "id,side_a,side_b,date_start,date_end,country,adm_1,best,low,high,source_date,latitude,longitude"
GED_ROW = "1,Government of X,Group,2019-03-01 00:00:00.000,2019-03-02 00:00:00.000,X,North,5,3,9,2019-03-04;2019-03-03,34.5,40.9"
ACLED_HEAD = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,admin1,admin2,location,latitude,longitude,fatalities,timestamp"
ACLED_ROW = "SYR1,31 March 2019,Battles,Armed clash,Group A,Group B,Syria,Deir ez Zor,Al Mayadin,Baghuz,34.45,40.95,4,1600000000"
VIEWS_HEAD = "month,month_id,country_id,country,iso,ged_sb_actual"
VIEWS_ROW = "2019-03,471,1,Xland,XXX,7"
NOW = date(2019, 12, 31)


def ged(*rows: str, head: str = GED_HEAD) -> Imported:
    return parse_ged("\n".join([head, *rows]) + "\n", "ged.csv", NOW)


def acled(*rows: str, head: str = ACLED_HEAD) -> Imported:
    return parse_acled("\n".join([head, *rows]) + "\n", "acled.csv", NOW)


def views(*rows: str, head: str = VIEWS_HEAD) -> Imported:
    return parse_views("\n".join([head, *rows]) + "\n", "views.csv", NOW)


def test_ged_row_is_an_event() -> None:
    assert ged(GED_ROW).events == (
        PlacedEvent(
            "ucdp:1", "ucdp", "fighting", date(2019, 3, 1), date(2019, 3, 3), date(2019, 3, 3), (Side("Government of X"), Side("Group")),
            "X", "North", None, None, 34.5, 40.9, 3, 5, 9,
        ),
    )  # fmt: skip


def test_sides_of_one_cell_stand_apart_and_the_attacker_of_civilians_is_known() -> None:
    rows = [GED_ROW.replace("1,Government of X,Group", '2,"Group, Other Group",Civilians')]
    assert ged(*rows).events[0].sides == (Side("Group", "doer"), Side("Other Group", "doer"), Side("Civilians", "target"))


def test_acled_row_is_an_event_and_who_began_a_battle_is_not_told() -> None:
    made = acled(ACLED_ROW, ACLED_ROW.replace("SYR1", "SYR2").replace("Battles", "Violence against civilians").replace("Group B", "Civilians (Syria)"))
    first, second = made.events
    assert (first.start, first.known, first.best, first.sides) == (date(2019, 3, 31), None, 4, (Side("Group A"), Side("Group B")))
    assert second.sides == (Side("Group A", "doer"), Side("Civilians (Syria)", "target"))
    assert UPLOAD_NOTE in made.notes


def test_acled_protests_are_kept_as_not_violent() -> None:
    assert acled(ACLED_ROW.replace("Battles", "Protests")).events[0].violent is False


def test_views_row_is_a_country_month() -> None:
    found = views(VIEWS_ROW).country_months[0]
    assert (found.country, found.name, found.iso, found.month, found.deaths) == (1, "Xland", "XXX", parse_month("2019-03"), 7)


def test_views_takes_month_ids_alone() -> None:
    assert views("471,1,7", head="month_id,country_id,ged_sb").country_months[0].month == parse_month("2019-03")


FAULTS: list[tuple[str, Callable[..., Imported], tuple[str, ...], dict[str, str], tuple[str, ...]]] = [
    ("missing columns", ged, (GED_ROW,), {"head": "id,side_a,when"}, ("columns missing: side_b, date_start, date_end, country, best, low, high",)),
    ("mixed date formats", acled, (ACLED_ROW, ACLED_ROW.replace("SYR1", "SYR2").replace("31 March 2019", "2019-03-31")), {}, (
        "event_date is written in 2 ways: 31 March 2019 on line 2; 2019-03-31 on line 3",)),
    ("a day that could be two", acled, (ACLED_ROW.replace("31 March 2019", "03/04/2019"),), {}, ("line 2: event_date is '03/04/2019', not a day",)),
    ("a day that is none", ged, (GED_ROW.replace("2019-03-01", "2019-02-30"),), {}, ("date_start is '2019-02-30 00:00:00.000', not a day",)),
    ("negative deaths", ged, (GED_ROW.replace(",5,3,9,", ",5,-3,9,"),), {}, ("line 2: low is -3; it must be 0 or more",)),
    ("deaths in words", acled, (ACLED_ROW.replace(",4,16", ",several,16"),), {}, ("fatalities is 'several', not a number",)),
    ("no deaths", acled, (ACLED_ROW.replace(",4,16", ",,16"),), {}, ("fatalities is empty",)),
    ("not a number", views, (VIEWS_ROW.replace(",7", ",nan"),), {}, ("ged_sb_actual is nan; it must be 0 or more",)),
    ("deaths out of order", ged, (GED_ROW.replace(",5,3,9,", ",5,7,9,"),), {}, ("low 7, best 5 and high 9 deaths are out of order",)),
    ("duplicate id", ged, (GED_ROW, GED_ROW.replace(",5,3,9,", ",6,3,9,")), {}, ("line 3: id 1 stands on line 2 too, with other values of best",)),
    ("a date in the future", ged, (GED_ROW.replace("2019-03", "2020-03"),), {}, ("date_start is 2020-03-01 00:00:00.000, after 2019-12-31", "--as-of")),
    ("a month in the future", views, (VIEWS_ROW.replace("2019-03,471", "2020-01,481"),), {}, ("month 2020-01 ends after 2019-12-31",)),
    ("start after end", ged, (GED_ROW.replace("2019-03-01", "2019-03-09"),), {}, ("date_start 2019-03-09 lies after date_end 2019-03-02",)),
    ("country-month twice", views, (VIEWS_ROW, VIEWS_ROW.replace(",7", ",8")), {}, ("line 3: Xland in 2019-03 stands on line 2 too",)),
    ("month against its number", views, (VIEWS_ROW.replace("471", "472"),), {}, ("month 2019-03 and month_id 472 (2019-04) differ",)),
    ("no rows", acled, (), {}, ("it has a first line with names and no rows",)),
    ("too few cells", ged, ("1,Government of X",), {}, ("line 2: 2 cells where the first line names 13 columns",)),
    ("unknown event type", acled, (ACLED_ROW.replace("Battles", "Battle"),), {}, ("event_type is 'Battle'; known are Battles",)),
    ("off the globe", ged, (GED_ROW.replace("34.5", "134.5"),), {}, ("latitude is 134.5; it must lie from -90 to 90",)),
    ("all at once", ged, (GED_ROW.replace(",5,3,9,", ",x,-3,9,").replace("2019-03-01", "1 March"),), {}, (
        "has 3 faults", "best is 'x'", "low is -3", "date_start is '1 March")),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "rows", "head", "told"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_fault_is_told(parse: Callable[..., Imported], rows: tuple[str, ...], head: dict[str, str], told: tuple[str, ...]) -> None:
    with pytest.raises(TableError) as caught:
        parse(*rows, **head)
    for words in told:
        assert words in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n", "\ufeff"])
@pytest.mark.parametrize("parse", [parse_ged, parse_acled, parse_views])
def test_an_empty_file_is_refused(parse: Callable[[str, str], Imported], text: str) -> None:
    with pytest.raises(TableError, match="it is empty"):
        parse(text, "events.csv")


def test_the_same_row_twice_is_taken_once_and_told() -> None:
    made = ged(GED_ROW, GED_ROW)
    assert len(made.events) == 1
    assert made.notes[0] == "1 rows repeat an earlier one word for word and are taken once (line 3)"


def test_a_gap_of_months_is_told_and_not_filled() -> None:
    made = ged(GED_ROW, GED_ROW.replace("1,Gov", "2,Gov").replace("2019-03", "2019-07"))
    assert made.notes == ("no event at all in 2019-04 to 2019-06; those months are taken as not reported on, not as zero",)
    assert views(VIEWS_ROW, VIEWS_ROW.replace("2019-03,471", "2019-06,474")).notes == ("Xland has no row for 2019-04 to 2019-05; those months stay unknown",)


def test_an_event_without_a_source_date_is_told() -> None:
    made = ged(GED_ROW.replace("2019-03-04;2019-03-03", ""))
    assert made.events[0].known is None
    assert "1 of 1 events do not say when their source appeared" in made.notes[0]


def test_json_lines_with_faults() -> None:
    with pytest.raises(TableError) as caught:
        parse_ged_jsonl(["{", "[]", json.dumps({"id": 1})], "events.jsonl")
    for words in ("line 1: not a JSON object (", "line 2: not a JSON object", "line 3: fields missing: source_date"):
        assert words in str(caught.value)


@pytest.fixture(scope="module")
def shared() -> Path:
    folder = find_shared() / "corpora"
    if not folder.exists():
        pytest.skip("the shared sets are not here")
    return folder


def test_the_shared_events_are_taken_whole(shared: Path) -> None:
    lines = gzip.decompress((shared / "ucdp" / "aec_events.jsonl.gz").read_bytes()).decode().split("\n")
    made = parse_ged_jsonl(lines, "aec_events.jsonl.gz")
    assert len(made.events) == 11363
    assert sum("IS" in event.names for event in made.events) == 2853


def test_the_shared_country_months_are_taken_whole(shared: Path) -> None:
    made = parse_views((shared / "views" / "country_month.csv").read_text(), "country_month.csv")
    assert (len(made.country_months), made.notes) == (11460, ())
