"""Records that cannot be opened or written: a clear error, and the file as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from emberwatch.errors import RecordError
from emberwatch.model.reading import Reading
from emberwatch.store.engine import write_transaction
from emberwatch.store.migrations import Migration, migrate, read_version
from emberwatch.store.record import Record
from emberwatch.store.schema import SCHEMA_VERSION
from record_factory import READ_AT, make_reading, many_reports


def a_record(path: Path) -> Path:
    with Record.open(path) as record:
        record.add(make_reading(), READ_AT)
    return path


def a_newer_record(path: Path) -> Path:
    a_record(path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", (str(SCHEMA_VERSION + 1),))
    connection.close()
    return path


def text_file(path: Path) -> Path:
    path.write_text("The men left the town, a spokesman said, and did not come back.")
    return path


def other_database(path: Path) -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE cats (name TEXT)")
    connection.close()
    return path


def damaged(path: Path) -> Path:
    path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 5000)
    return path


def folder(path: Path) -> Path:
    path.mkdir()
    return path


CASES = [
    (a_newer_record, f"schema version {SCHEMA_VERSION + 1}.*install a newer Emberwatch"),
    (text_file, "no Emberwatch record.*give another file"),
    (other_database, "no Emberwatch record.*give another file"),
    (damaged, "r.db: "),
    (folder, "is a folder; give a file in it"),
    (lambda path: path / "below", "does not exist|no record at"),
]


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(("make", "words"), CASES, ids=["newer", "text", "other", "damaged", "folder", "no folder"])
def test_what_is_no_record_is_refused_and_left_as_it_was(tmp_path: Path, make: object, words: str, read_only: bool) -> None:
    path = make(tmp_path / "r.db")  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(RecordError, match=words):
        Record.open(path, read_only=read_only)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    (tmp_path / "r.db").touch()
    with Record.open(a_record(tmp_path / "r.db"), read_only=True) as record:
        assert record.counts()["reports"] == 1


def test_a_url_without_a_driver_says_so() -> None:
    with pytest.raises(RecordError, match=r"give a file, or install the database's driver"):
        Record.open("nosuchdatabase://host/name")


def test_a_full_disk_leaves_the_record_whole(tmp_path: Path) -> None:
    path = a_record(tmp_path / "r.db")
    with Record.open(path) as record:
        limit = sa.event.listens_for(record._engine, "connect")
        limit(lambda connection, _: connection.execute("PRAGMA max_page_count = 90"))
        record._engine.dispose()
        with pytest.raises(RecordError, match="the disk is full; make room and run the same command again"):
            record.add_all(map(Reading, many_reports(400)), READ_AT)
    with Record.open(path) as record:
        assert record.counts()["reports"] == 1
        assert record.add_all(map(Reading, many_reports(5)), READ_AT) == [True] * 5


READ_ONLY_FOLDER = """
import os, sys
from emberwatch.errors import RecordError
from emberwatch.store.record import Record
path = sys.argv[1]
Record.open(os.path.dirname(path) + "/warm.db").close()  # every module is loaded before the interpreter's folder is out of reach
os.unlink(os.path.dirname(path) + "/warm.db")
os.setuid(65534)
for action in (lambda: Record.open(path), lambda: Record.open(os.path.dirname(path) + "/new.db")):
    try:
        action()
        print("opened")
    except RecordError as error:
        print(error)
print(Record.open(path, read_only=True).counts()["reports"])
"""


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can take another user's place to test this")
def test_a_read_only_folder_can_be_read_and_says_so_when_written(tmp_path: Path) -> None:
    place = Path("/tmp") / f"emberwatch-test-{os.getpid()}"
    place.mkdir(mode=0o755)
    try:
        path = a_record(place / "r.db")
        path.chmod(0o644)
        command = [sys.executable, "-c", READ_ONLY_FOLDER, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
        lines = done.stdout.splitlines()
        assert "make it writable" in lines[0], done.stdout + done.stderr
        assert "cannot be opened; check that its folder exists and can be written" in lines[1]
        assert lines[2] == "1", done.stderr
    finally:
        for file in place.iterdir():
            file.unlink()
        place.rmdir()


def test_the_second_writer_waits_and_says_so(tmp_path: Path) -> None:
    waits: list[float] = []
    with Record.open(tmp_path / "r.db") as first, Record.open(tmp_path / "r.db", on_wait=waits.append) as second:
        with write_transaction(first._engine):
            thread = threading.Thread(target=second.add, args=(make_reading(), READ_AT))
            thread.start()
            thread.join(timeout=2.5)
            assert thread.is_alive()
            assert first.counts()["reports"] == 0, "reading goes on meanwhile"
        thread.join(timeout=20)
        assert waits
        assert first.counts()["reports"] == 1


def test_migrations_run_in_order_and_only_those_that_are_missing(tmp_path: Path) -> None:
    steps = (
        Migration(SCHEMA_VERSION + 1, "a word of the reader", ("ALTER TABLE reports ADD COLUMN remark TEXT",)),
        Migration(SCHEMA_VERSION + 2, "filled", ("UPDATE reports SET remark = 'old'", "CREATE INDEX reports_remark ON reports(remark)")),
    )
    with Record.open(a_record(tmp_path / "r.db")) as record:
        with write_transaction(record._engine) as connection:
            assert migrate(connection, SCHEMA_VERSION + 2, steps) == 2
            assert read_version(connection) == SCHEMA_VERSION + 2
            assert connection.execute(sa.text("SELECT remark FROM reports")).scalar() == "old"
        with write_transaction(record._engine) as connection:
            assert migrate(connection, SCHEMA_VERSION + 2, steps) == 0
            with pytest.raises(RecordError, match="no way from it"):
                migrate(connection, SCHEMA_VERSION + 3, steps)


def test_a_migration_that_fails_leaves_the_old_record(tmp_path: Path) -> None:
    steps = (Migration(SCHEMA_VERSION + 1, "", ("ALTER TABLE reports ADD COLUMN remark TEXT",)), Migration(SCHEMA_VERSION + 2, "", ("NO SQL",)))
    with Record.open(a_record(tmp_path / "r.db")) as record:
        with pytest.raises(sa.exc.OperationalError), write_transaction(record._engine) as connection:
            migrate(connection, SCHEMA_VERSION + 2, steps)
        assert record.meta()["schema_version"] == str(SCHEMA_VERSION)
        assert len(record.reports()) == 1


def test_search_tables_agree_with_their_content(tmp_path: Path) -> None:
    with Record.open(a_record(tmp_path / "r.db")) as record, write_transaction(record._engine) as connection:
        for table in ("reports_search", "sentences_search"):
            connection.exec_driver_sql(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_datasette_finds_coordinates_on_facts(tmp_path: Path) -> None:
    with sqlite3.connect(a_record(tmp_path / "r.db")) as connection:
        assert connection.execute("SELECT latitude, longitude FROM facts WHERE latitude IS NOT NULL").fetchall() == [(34.45, 40.95)]
    connection.close()
