"""Numbered steps that bring an older record to the tables of today.

A new record is made whole from `schema.py`. When the tables change, `SCHEMA_VERSION` rises by one and a migration
with that number joins the list; it holds the plain SQL of the change, so that it stays what it was. All steps of an
upgrade run in one transaction: a record is wholly old or wholly new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from emberwatch.errors import RecordError
from emberwatch.store import ledger_schema as _ledger_schema  # noqa: F401 - its tables join the metadata
from emberwatch.store import migration_2, schema


@dataclass(frozen=True, slots=True)
class Migration:
    """The SQL that leads to `version` from the one before it, and a word on what changes."""

    version: int
    title: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (Migration(2, "the ledger", migration_2.find_statements()),)


def create_tables(connection: Connection) -> None:
    """Makes every table of today's schema in an empty database, and says so in `meta`."""
    schema.metadata.create_all(connection)
    if connection.dialect.name == "sqlite":
        for statement in schema.search_statements():
            connection.exec_driver_sql(statement)
    rows = [{"key": "format", "value": schema.FORMAT}, {"key": "schema_version", "value": str(schema.SCHEMA_VERSION)}]
    connection.execute(insert(schema.meta), rows)


def migrate(connection: Connection, wanted: int = schema.SCHEMA_VERSION, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Runs the steps from the record's version to `wanted` and returns how many ran; raises `RecordError` for a newer record."""
    found = read_version(connection)
    if found > wanted:
        raise RecordError(
            f"the record has schema version {found} and this Emberwatch knows versions up to {wanted}; "
            "install a newer Emberwatch (pip install --upgrade emberwatch), or read into another record with --record"
        )
    steps = [step for step in migrations if found < step.version <= wanted]
    if [step.version for step in steps] != list(range(found + 1, wanted + 1)):
        raise RecordError(f"the record has schema version {found}, and there is no way from it to version {wanted}; read the reports into a new record")
    for step in steps:
        for statement in step.statements:
            connection.exec_driver_sql(statement)
        connection.execute(update(schema.meta).where(schema.meta.c.key == "schema_version").values(value=str(step.version)))
    return len(steps)


def read_version(connection: Connection) -> int:
    """The schema version that the record says it has; raises `RecordError` where it says none."""
    values = {key: value for key, value in connection.execute(select(schema.meta.c.key, schema.meta.c.value))}
    if values.get("format") != schema.FORMAT or not values.get("schema_version", "").isdigit():
        raise RecordError("this database is no Emberwatch record; give another file with --record")
    return int(values["schema_version"])
