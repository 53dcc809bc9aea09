"""A record of an older version becomes one of today's, with all that it held."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from emberwatch.errors import RecordError
from emberwatch.store.record import Record
from emberwatch.store.schema import SCHEMA_VERSION

SQL = Path(__file__).with_name("record_v1.sql").read_text(encoding="utf-8")
TEXT = "Rebels shelled the town."
FILL = f"""
INSERT INTO meta VALUES ('format', 'emberwatch record'), ('schema_version', '1');
INSERT INTO reports VALUES (1, 'r0123456789abcdef', 'Shelling', 'Valley Post', NULL, '2019-03-08', NULL, 'a.txt', NULL, {len(TEXT)}, '{TEXT}',
  '2024-05-01T12:00:00.000000Z');
INSERT INTO readings VALUES (1, 1, '{{"events":"1"}}', NULL, '2024-05-01T12:00:00.000000Z', NULL);
INSERT INTO sentences VALUES (1, 1, 0, 0, {len(TEXT)}, '{TEXT}');
INSERT INTO facts (row, id, said, reading, report, sentence, kind, type, status, trigger_start, trigger_end, trigger_text, probability, known_from)
  VALUES (1, 'e0123456789abcdef', 'e0', 1, 1, 1, 'event', 'ASSAULT', 'occurred', 7, 14, 'shelled', 0.9, '2024-05-01T12:00:00.000000Z');
"""


def make_old(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SQL + FILL)
    return path


def describe(path: Path) -> dict[str, list[object]]:
    """Columns, keys and indexes of every table, without the names that a search table makes for itself."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search_%' ORDER BY name")]
        found: dict[str, list[object]] = {}
        for table in tables:
            found[table] = [
                *connection.execute(f"PRAGMA table_info({table})"),
                *connection.execute(f"PRAGMA foreign_key_list({table})"),
                *sorted(row[1:] for row in connection.execute(f"PRAGMA index_list({table})")),
            ]
        return found


def test_an_old_record_gets_the_tables_of_a_new_one(tmp_path: Path) -> None:
    Record.open(make_old(tmp_path / "old.db")).close()
    Record.open(tmp_path / "new.db").close()
    assert describe(tmp_path / "old.db") == describe(tmp_path / "new.db")


def test_what_an_old_record_held_is_there_and_waits_to_be_linked(tmp_path: Path) -> None:
    with Record.open(make_old(tmp_path / "old.db")) as record:
        assert record.meta()["schema_version"] == str(SCHEMA_VERSION)
        (report,), (fact,) = record.reports(), record.facts()
        assert (report.publisher, fact.trigger.text, fact.type) == ("Valley Post", "shelled", "ASSAULT")
        assert record.ledger_counts()["waiting to be linked"] == 1
        assert record.incidents() == []


def test_an_old_record_opened_for_reading_is_left_as_it_is(tmp_path: Path) -> None:
    path = make_old(tmp_path / "old.db")
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"older schema version 1.*which upgrades it"):
        Record.open(path, read_only=True)
    assert path.read_bytes() == before
