"""Linking: reports that were read join the ledger, a few at a time, each time in one transaction.

What is written depends on the set of reports, judgements and withdrawals alone, and what a step looks at on what the new reports
touch. A report waits from the moment it is read until it is linked, so that linking cut short is finished the next time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from sqlalchemy import delete, select

from emberwatch.errors import RecordError, SettingError
from emberwatch.ledger.build import LINKING_VERSION
from emberwatch.ledger.lineage.find import signature
from emberwatch.ledger.linking.weigh import load_model
from emberwatch.model.ledger import VERDICTS, Judgement, Withdrawal
from emberwatch.model.report import Report
from emberwatch.pipeline.link_questions import QuestionStep
from emberwatch.pipeline.link_step import Cache
from emberwatch.pipeline.summary import LinkSummary
from emberwatch.store import ledger_schema as ledger
from emberwatch.store import schema
from emberwatch.store.engine import say_errors, write_transaction
from emberwatch.store.ledger_state import LedgerState
from emberwatch.store.ledger_write import JUDGEMENTS, WITHDRAWALS, Kept, LedgerWriter
from emberwatch.store.record import Record
from emberwatch.store.write import wait_for_linking

REPORTS_TOGETHER = 256
"""Reports linked in one transaction: bounds the memory, and the work that a kill can cost."""
VERSION_KEY = "linking_version"
_caches: WeakKeyDictionary[Record, Cache] = WeakKeyDictionary()
"""What each open record has in memory of its readings."""


def utc_now() -> datetime:
    """The moment at which links become known."""
    return datetime.now(UTC)


def link_waiting(record: Record, clock: Callable[[], datetime] = utc_now, tell: Callable[[int], None] | None = None) -> LinkSummary:
    """Links every report that waits; `tell` is called with the number done so far. Nothing is done where another version linked the record."""
    start = time.perf_counter()
    done = closed = added = 0
    if record.ledger_counts()["waiting to be linked"] == 0:
        return LinkSummary()
    linked_by = record.meta().get(VERSION_KEY)
    if linked_by is not None and linked_by != LINKING_VERSION:
        return LinkSummary(outdated=linked_by)
    cache = _caches.setdefault(record, Cache())
    warm_up()
    while True:
        with say_errors(record.where), write_transaction(record._engine, record._on_wait) as connection:
            state = LedgerState(connection)
            seeds = state.waiting(REPORTS_TOGETHER)
            if not seeds:
                break
            step = QuestionStep(state, LedgerWriter(connection, clock()), cache, seeds)
            step.run()
            state.end_waiting(seeds)
        done, closed, added = done + len(seeds), closed + step.closed, added + step.added
        if tell is not None:
            tell(done)
    if linked_by is None:
        record.set_meta(VERSION_KEY, LINKING_VERSION)
    return LinkSummary(done, closed, added, time.perf_counter() - start)


def warm_up() -> None:
    """Loads tables and libraries before the write lock is taken, so that nobody waits for that."""
    load_model()
    signature(Report("Nobody said anything about it there and then, nor did they write of it later."))


def link_again(record: Record, clock: Callable[[], datetime] = utc_now, tell: Callable[[int], None] | None = None) -> LinkSummary:
    """Links every report anew, as after a change of the program; judgements and withdrawals stay, and what was known before stays known."""
    with say_errors(record.where), write_transaction(record._engine, record._on_wait) as connection:
        for table in (ledger.ledger_keys, ledger.near_facts, ledger.waiting):
            connection.execute(delete(table))
        connection.execute(ledger.waiting.insert().from_select(["report"], select(schema.reports.c.row)))
        connection.execute(schema.meta.delete().where(schema.meta.c.key == VERSION_KEY))
    return link_waiting(record, clock, tell)


def judge(record: Record, a: str, b: str, verdict: str, *, by: str, why: str, at: datetime) -> Judgement:
    """Keeps a signed judgement on two facts or incidents, and links anew what it concerns.

    A judgement on an incident is kept on its first told fact, since that stays its own whatever joins. Raises `SettingError` with
    every fault of what was given, `NotFound` for an id that the record does not hold.
    """
    faults = [f"verdict is {verdict!r}; give one of {', '.join(VERDICTS)}"] if verdict not in VERDICTS else []
    faults += [f"{name} is empty; {what}" for name, value, what in (("by", by, "say who judges"), ("why", why, "say why")) if not value.strip()]
    if faults:
        raise SettingError("; ".join(faults))
    one, other = record.fact_for(a), record.fact_for(b)
    if one == other:
        raise SettingError(f"{a!r} and {b!r} stand for one fact, {one}; give the ids of two facts, as `emberwatch incident {one}` lists them")
    made = Judgement(one, other, verdict, by.strip(), why.strip(), at)  # type: ignore[arg-type]
    _keep(record, JUDGEMENTS, made, at, facts=(one, other))
    return made


def withdraw(record: Record, report: str, why: str, at: datetime) -> Withdrawal:
    """Keeps that a publisher took a report back: its claims stay visible and stop counting. `report` may be cut short."""
    if not why.strip():
        raise SettingError("why is empty; say why the report was withdrawn")
    found = record.report_for(report)
    before = next((one for one in record.withdrawals() if one.report == found), None)
    if before is not None:
        raise SettingError(f"report {found} is withdrawn already, on {before.at.date()}: {before.why}")
    made = Withdrawal(found, why.strip(), at)
    _keep(record, WITHDRAWALS, made, at, reports=(found,))
    return made


def _keep(record: Record, kept: Kept, made: Judgement | Withdrawal, at: datetime, *, facts: tuple[str, ...] = (), reports: tuple[str, ...] = ()) -> None:
    """Writes what a person said and lists the reports that it concerns as waiting, in one transaction; then links them."""
    if record.read_only:
        raise RecordError(f"{record.where} was opened for reading only; open it without read_only")
    with say_errors(record.where), write_transaction(record._engine, record._on_wait) as connection:
        LedgerWriter(connection, at).add(kept, [made])
        told = select(schema.facts.c.report).where(schema.facts.c.id.in_(facts), schema.facts.c.known_to.is_(None))
        named = select(schema.reports.c.row).where(schema.reports.c.id.in_(reports))
        wait_for_linking(connection, sorted({*connection.execute(told).scalars(), *connection.execute(named).scalars()}))
    link_waiting(record, lambda: at)
