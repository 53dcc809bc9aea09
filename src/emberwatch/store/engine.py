"""Opening the database of a record, waiting for its lock, and errors that say what to do."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DatabaseError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from emberwatch.errors import RecordError
from emberwatch.store.migrations import create_tables, migrate, read_version
from emberwatch.store.schema import SCHEMA_VERSION

MEMORY = ":memory:"
LOCK_TRY_S = 1.0
"""Seconds that SQLite itself waits for a lock before the caller is told that it waits."""

LOCK_WAIT_MAX_S = 900.0
SQLITE_HEADER = b"SQLite format 3\x00"

WaitCallback = Callable[[float], None]


def open_engine(where: str, *, read_only: bool = False, on_wait: WaitCallback | None = None) -> Engine:
    """An engine on the record at `where` (a path, `:memory:` or a database URL), made or upgraded where needed.

    Raises `RecordError` for a record that cannot be opened, is newer, or is no record; it is then as it was before.
    """
    engine = _sqlite_engine(where, read_only) if "://" not in where else _url_engine(where)
    try:
        with say_errors(where):
            if read_only:
                _check(engine)
            else:
                with write_transaction(engine, on_wait) as connection:
                    _prepare(connection)
                if engine.dialect.name == "sqlite":
                    _use_write_ahead_log(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _url_engine(url: str) -> Engine:
    try:
        return create_engine(url)
    except (SQLAlchemyError, ImportError) as error:
        raise RecordError(f"the database URL {url.split('://')[0]}://… cannot be used: {error}; give a file, or install the database's driver") from error


def _sqlite_engine(path: str, read_only: bool) -> Engine:
    if path == MEMORY:
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        _check_file(Path(path), read_only)
        mode = f"ro{'&immutable=1' if _is_frozen(Path(path)) else ''}" if read_only else "rwc"
        engine = create_engine(f"sqlite:///file:{_uri_path(path)}?mode={mode}&uri=true", connect_args={"timeout": LOCK_TRY_S})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _is_frozen(path: Path) -> bool:
    """Can nobody here write beside the record, and is nothing left in its log?

    A record with a write-ahead log needs a file beside it even to be read; where none can be made, SQLite has to be
    told that the record does not change.
    """
    log = path.with_name(f"{path.name}-wal")
    return not os.access(path.absolute().parent, os.W_OK) and not log.exists()


def _uri_path(path: str) -> str:
    return str(Path(path).absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _check_file(path: Path, read_only: bool) -> None:
    """Raises `RecordError` for a path that cannot be a record, before anything touches it."""
    try:
        if path.is_dir():
            raise RecordError(f"{path} is a folder; give a file in it, such as {path / 'emberwatch.db'}")
        if not path.exists():
            if read_only:
                raise RecordError(f"there is no record at {path}; make one with `emberwatch read PATH… --record {path}`")
            if not path.absolute().parent.is_dir():
                raise RecordError(f"the folder {path.absolute().parent} does not exist; make it, or give another record with --record")
            return
        with path.open("rb") as handle:
            head = handle.read(len(SQLITE_HEADER))
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror or error}; give another record with --record") from error
    if head and head != SQLITE_HEADER:
        raise RecordError(f"{path} is no Emberwatch record (it is no SQLite database); it was left as it is, give another file with --record")


def _on_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin in `_on_begin`; the driver would begin them too late to hold a lock
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA cache_size = -32000")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _use_write_ahead_log(engine: Engine) -> None:
    """Switches the file to write-ahead logging, with which readers and the writer do not wait for each other.

    Where another process is just then at the file the switch is left to the next opening; it changes speed only.
    """
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    except Exception as error:
        if not _code(error).startswith("SQLITE_BUSY"):
            raise
    finally:
        raw.close()


@contextmanager
def write_transaction(engine: Engine, on_wait: WaitCallback | None = None) -> Iterator[Connection]:
    """A transaction that holds the write lock from its beginning; all of it is written, or nothing.

    While another process writes, `on_wait` is called with the seconds waited so far, about once a second.
    """
    with engine.connect().execution_options(writes=True) as connection:
        _begin(connection, on_wait)
        try:
            yield connection
            connection.commit()
        except BaseException:
            connection.rollback()
            raise


def _begin(connection: Connection, on_wait: WaitCallback | None) -> None:
    start = time.monotonic()
    while True:
        try:
            connection.begin()
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(0x454d4252)")
            return
        except DBAPIError as error:
            waited_s = time.monotonic() - start
            if not _code(error.orig).startswith("SQLITE_BUSY") or waited_s > LOCK_WAIT_MAX_S:
                raise
            if on_wait is not None:
                on_wait(waited_s)


def _prepare(connection: Connection) -> None:
    """Makes the tables in an empty database, upgrades those of an older version."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        create_tables(connection)
    elif "meta" not in tables:
        raise RecordError("this database is no Emberwatch record; it was left as it is, give another file with --record")
    elif read_version(connection) != SCHEMA_VERSION:
        migrate(connection)


def _check(engine: Engine) -> None:
    with engine.connect() as connection:
        if "meta" not in inspect(connection).get_table_names():
            raise RecordError("this database is no Emberwatch record; give another file with --record")
        found = read_version(connection)
        if found < SCHEMA_VERSION:
            raise RecordError(f"the record has the older schema version {found}; read into it once (`emberwatch read PATH --record …`), which upgrades it")
        if found > SCHEMA_VERSION:
            migrate(connection)


_ADVICE = {
    "SQLITE_FULL": "the disk is full; make room and run the same command again, reports already in the record are not read twice",
    "SQLITE_READONLY": "the record or its folder cannot be written; make it writable, or give another record with --record",
    "SQLITE_CANTOPEN": "the record cannot be opened; check that its folder exists and can be written, or give another record with --record",
    "SQLITE_PERM": "the record cannot be opened; you lack the right to it",
    "SQLITE_BUSY": "another process has been writing into the record for too long; wait for it to end and run the same command again",
    "SQLITE_NOTADB": "this is no Emberwatch record (it is no SQLite database); give another file with --record",
    "SQLITE_CORRUPT": "the file is damaged; recover it with `sqlite3 FILE .recover`, or read the reports into a new record",
    "SQLITE_IOERR": "the disk gave an error; check its free space and state, then run the same command again",
}


@contextmanager
def say_errors(where: str) -> Iterator[None]:
    """Turns the database's errors into a `RecordError` that says what to do."""
    try:
        yield
    except RecordError as error:
        if where in error.message or where == MEMORY:
            raise
        raise RecordError(f"{where}: {error.message}") from error
    except DatabaseError as error:
        raise RecordError(f"{where}: {_advice(error.orig)}") from error
    except OSError as error:
        raise RecordError(f"{where}: {error.strerror or error}") from error


def _advice(error: BaseException | None) -> str:
    code = _code(error)
    for known, advice in _ADVICE.items():
        if code.startswith(known):
            return advice
    return f"the database refused: {error}"


def _code(error: BaseException | None) -> str:
    """SQLite's name of the error, such as SQLITE_FULL, empty for another database."""
    return str(getattr(error, "sqlite_errorname", ""))
