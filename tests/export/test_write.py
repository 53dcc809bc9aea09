"""The record in the formats of other programs."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from emberwatch.dates.when import When
from emberwatch.errors import SettingError
from emberwatch.export.codes import acled_geo_precision, acled_time_precision, ucdp_date_prec, ucdp_where_prec
from emberwatch.export.flat import COLUMNS, quantity_words
from emberwatch.export.write import FORMATS, export
from emberwatch.model.reading import Reading
from emberwatch.store.record import Record
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span
from record_factory import READ_AT, make_reading, make_report, many_reports

SHARED = Path(os.environ.get("EMBERWATCH_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")


def stored(*added: Reading) -> Record:
    record = Record.open()
    record.add_all(added, READ_AT)
    return record


def written(record: Record, format: str) -> bytes:
    stream = io.BytesIO()
    export(record, format, stream)
    return stream.getvalue()


def objects(record: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(record, "jsonl").decode().splitlines()]


def test_jsonl_holds_every_object_in_the_form_that_is_promised() -> None:
    reading = make_reading()
    found = objects(stored(reading))
    assert [one["kind"] for one in found] == ["report", "statement", "state", "event", "event", "actor", "actor", "place"]
    report, statement, state, left, shell = found[:5]
    text = reading.report.text
    assert report["published"] == "2019-03-08"
    assert report["chars"] == len(text)
    assert "text" not in report
    assert statement["manner"] == "say"
    assert [speaker["text"] for speaker in statement["speakers"]] == ["a spokesman", "Reuters"]
    assert statement["quote"] is False
    assert left["place"] == {
        "span": left["place"]["span"], "text": "the village of Baghouz", "name": "Baghouz", "id": "geo:1", "country": "SY", "region": "Deir ez-Zor",
        "latitude": 34.45, "longitude": 40.95, "precision": "town",
    }  # fmt: skip
    assert (left["when"]["start"], left["when"]["end"], left["when"]["basis"]) == ("2019-03-07", "2019-03-08", "publication")
    assert left["quantities"][0]["low"] == 40
    assert left["quantities"][0]["high"] is None
    assert left["probability"] == 0.8765
    assert left["statement"] == statement["id"]
    assert shell["condition"] == "if talks fail"
    assert shell["place"]["name"] is None
    assert shell["place"]["latitude"] is None
    assert state["about"] == state["actors"]
    assert "about" not in left
    for part in (statement["cue"], statement["content"], left["trigger"], left["place"], left["when"], left["quantities"][0], *left["actors"]):
        assert text[slice(*part["span"])] == part["text"]


def test_csv_has_one_row_a_fact() -> None:
    rows = list(csv.DictReader(io.StringIO(written(stored(make_reading()), "csv").decode(), newline="")))
    assert [row["type"] for row in rows] == ["CONTROL", "RETREAT", "ASSAULT"]
    left = rows[1]
    assert list(left) == [column.name for column in COLUMNS]
    wanted = {
        "actors": "Islamic State", "actor_ids": "actor:is", "place": "Baghouz", "latitude": "34.45", "acled_geo_precision": "1", "ucdp_where_prec": "1",
        "start_date": "2019-03-07", "end_date": "2019-03-08", "acled_time_precision": "1", "ucdp_date_prec": "1", "mode": "withdraw", "published": "2019-03-08",
        "quantities": "40 or more fighters withdrawn", "speakers": "a spokesman; Reuters", "probability": "0.8765", "killed_low": "", "condition": "",
    }  # fmt: skip
    assert {name: left[name] for name in wanted} == wanted
    assert left["sentence"].startswith("More than 40 fighters left")


def test_csv_cells_are_no_formulas() -> None:
    rows = csv.DictReader(io.StringIO(written(stored(make_reading(make_report(title="=HYPERLINK(1)"))), "csv").decode()))
    assert {row["title"] for row in rows} == {"'=HYPERLINK(1)"}


def test_geojson_holds_the_facts_with_a_point() -> None:
    found = json.loads(written(stored(make_reading()), "geojson"))
    assert found["type"] == "FeatureCollection"
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [40.95, 34.45]}
    assert feature["properties"]["type"] == "RETREAT"
    assert feature["properties"]["start_date"] == "2019-03-07"


def test_parquet_has_typed_columns() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(written(stored(make_reading()), "parquet")))
    assert table.column_names == [column.name for column in COLUMNS]
    assert table.column("start_date").to_pylist() == [None, date(2019, 3, 7), None]
    assert table.schema.field("actors").metadata[b"description"]


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_reading_does_not_change_a_byte(format: str, tmp_path: Path) -> None:
    readings = [make_reading(report) for report in many_reports(7)]
    first, second = stored(*readings), stored(*reversed(readings))
    assert written(first, format) == written(second, format)
    export(first, format, tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == written(first, format)


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_record_gives_a_valid_file(format: str) -> None:
    content = written(stored(), format)
    assert content == b"" if format == "jsonl" else content
    if format == "geojson":
        assert json.loads(content)["features"] == []


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("old")
    with pytest.raises(SettingError, match=r"no format 'xlsx'; give one of jsonl, csv, parquet, geojson"):
        export(stored(), "xlsx", tmp_path / "out.csv")
    with pytest.raises(SettingError, match="cannot be written"):
        export(stored(), "csv", tmp_path / "none" / "out.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "old"


@pytest.mark.parametrize(
    ("precision", "acled", "ucdp"), [(None, None, None), ("point", 1, 1), ("town", 1, 1), ("district", 2, 3), ("region", 3, 4), ("country", 3, 6)]
)
def test_codes_of_place_precision(precision: Any, acled: int | None, ucdp: int | None) -> None:
    assert (acled_geo_precision(precision), ucdp_where_prec(precision)) == (acled, ucdp)


@pytest.mark.parametrize(
    ("days", "acled", "ucdp"), [(1, 1, 1), (2, 2, 2), (6, 2, 2), (7, 2, 3), (8, 3, 4), (31, 3, 4), (32, 3, 5), (366, 3, 5), (367, 3, None)]
)
def test_codes_of_time_precision(days: int, acled: int, ucdp: int | None) -> None:
    when = When("x", Span(0, 1), date(2019, 1, 1), date.fromordinal(date(2019, 1, 1).toordinal() + days), "day", "stated")
    assert (acled_time_precision(when), ucdp_date_prec(when)) == (acled, ucdp)


@pytest.mark.parametrize(
    ("low", "high", "state", "words"),
    [
        (40, 40, "killed", "40 men killed"),
        (40, None, "killed", "40 or more men killed"),
        (None, 9, "other", "up to 9 men"),
        (5, 7, "other", "5 to 7 men"),
        (None, None, "killed", "some men killed"),
    ],
)
def test_quantities_in_words(low: float | None, high: float | None, state: str, words: str) -> None:
    assert quantity_words(Quantity("men", state, low, high, "some", Span(0, 4))) == words


def test_the_scorer_reads_the_export_and_finds_what_it_is_told(tmp_path: Path) -> None:
    scorer = SHARED / "tools" / "score_facts.py"
    if not scorer.exists():
        pytest.skip("needs the shared folder beside the repository")
    record = stored(make_reading())
    gold = []
    for one in objects(record):
        if one["kind"] in ("statement", "event", "state"):
            first = {
                "actor": [party["name"] for party in one.get("actors", [])] or None,
                "when": one["when"],
                "speakers": [party["text"] for party in one["speakers"]],
            }
            trigger = (one.get("trigger") or one.get("cue"))["span"]
            fact = {"id": one["id"], "kind": one["kind"], "article": 1, "trigger": trigger, "type": one.get("type"), "status": one.get("status"), **first}
            place = one.get("place") and {"lat": one["place"]["latitude"], "lon": one["place"]["longitude"], "name": one["place"]["text"]}
            gold.append({key: value for key, value in {**fact, "place": place, "quantities": one.get("quantities")}.items() if value is not None})
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)))
    (tmp_path / "out.jsonl").write_text("\n".join(json.dumps({**one, "report_key": "1"}) for one in objects(record)))
    command = [sys.executable, str(scorer), str(tmp_path / "gold.jsonl"), str(tmp_path / "out.jsonl"), "--min", "whole=1.0", "--misses"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
