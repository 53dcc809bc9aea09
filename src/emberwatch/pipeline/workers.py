"""Readers in this process or in worker processes: reports go in, readings or failures come out, in the order of reports."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import Protocol

from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.pipeline.summary import Failure

CHUNK_REPORTS = 8
CHUNK_CHARS = 200_000
"""A chunk is closed at either number: small ones keep every worker busy, large ones save messages."""

CHUNKS_AHEAD = 2
"""Chunks a worker that wait or are read: bounds the memory, whatever the number of reports."""

WORTH_CHARS = 150_000
"""Text from which on several processes read sooner than one: about eight seconds of work for one, two of which a process takes to start."""

JOBS_CHOSEN_MAX = 3
"""Processes that are taken unasked: each needs 250 MB."""

Outcome = Reading | Failure


class Reader(Protocol):
    """Reads one report."""

    def read(self, report: Report) -> Reading: ...


ReaderFactory = Callable[[], Reader]


def choose_jobs(reports: Iterator[Report]) -> tuple[int, Iterator[Report]]:
    """How many processes these reports are worth, and the reports: one, unless the others start sooner than it would be done."""
    held, chars = [], 0
    for report in reports:
        held.append(report)
        chars += len(report.text)
        if chars >= WORTH_CHARS:
            break
    jobs = min(count_processors(), JOBS_CHOSEN_MAX) if chars >= WORTH_CHARS and len(held) > 1 else 1
    return jobs, chain(held, reports)


def count_processors() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_here(reports: Iterable[Report], factory: ReaderFactory) -> Generator[Outcome, None, None]:
    """Reads chunk after chunk in this process; the reader is made when the first report comes."""
    reader: Reader | None = None
    for chunk in _chunks(reports):
        reader = reader or factory()
        yield from read_chunk(reader, chunk)


def read_chunk(reader: Reader, chunk: Sequence[Report]) -> Iterator[Outcome]:
    """The outcome of every report; read together where the reader can, one by one where that raises."""
    together = getattr(reader, "read_all", None)
    if together is not None and len(chunk) > 1:
        try:
            readings: list[Reading] = together(chunk)
        except Exception:  # noqa: BLE001 - one by one, each report tells its own error
            pass
        else:
            yield from readings
            return
    for report in chunk:
        yield read_one(reader, report)


def read_one(reader: Reader, report: Report) -> Outcome:
    """The reading of `report`, or the failure that its reading ended in."""
    try:
        return reader.read(report)
    except Exception as error:  # noqa: BLE001 - the quarantine: whatever a report does to the reader, the run goes on
        trace = traceback.format_exc(limit=-6)
        return Failure(report.id, report.path or report.id, f"{type(error).__name__}: {error}", trace)


def read_in_workers(reports: Iterable[Report], factory: ReaderFactory, jobs: int) -> Generator[Outcome, None, None]:
    """Reads in `jobs` processes, each of which makes its reader once; outcomes come in the order of the reports.

    A report at which a worker dies is read once more, alone; where the worker dies again, it is a failure. A factory
    that raises ends the run with its error.
    """
    chunks = _chunks(reports)
    with _Pool(factory, jobs) as pool:
        waiting: deque[tuple[Sequence[Report], Future[list[Outcome]]]] = deque()
        while True:
            for fresh in islice(chunks, jobs * CHUNKS_AHEAD - len(waiting)):
                waiting.append((fresh, pool.submit(fresh)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                again = [chunk, *(later for later, _ in waiting)]
                waiting.clear()
                for suspect in (report for some in again for report in some):
                    yield pool.read_alone(suspect)


class _Pool:
    """A process pool that is made anew where a worker died."""

    def __init__(self, factory: ReaderFactory, jobs: int) -> None:
        self.factory = factory
        self.jobs = jobs
        self.executor = self._make()

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *error: object) -> None:
        self.executor.shutdown(wait=error[0] is None, cancel_futures=True)

    def _make(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_start_worker, initargs=(self.factory,))

    def submit(self, chunk: Sequence[Report]) -> Future[list[Outcome]]:
        try:
            return self.executor.submit(_read_chunk, chunk)
        except BrokenProcessPool as error:
            failed: Future[list[Outcome]] = Future()
            failed.set_exception(error)
            return failed

    def read_alone(self, report: Report) -> Outcome:
        """Reads one report while no other is being read, so that a dying worker tells which report it was."""
        for attempt in (1, 2):
            future = self.submit([report])
            try:
                return future.result()[0]
            except BrokenProcessPool:
                self.executor.shutdown(wait=False, cancel_futures=True)
                self.executor = self._make()
                if attempt == 2:
                    break
        return Failure(report.id, report.path or report.id, "the reading process died (out of memory, perhaps)")


_reader: Reader | None = None
_factory_error: BaseException | None = None


def _start_worker(factory: ReaderFactory) -> None:
    """Makes this worker's reader. Interrupts are the parent's to handle, and a worker whose parent dies ends."""
    global _reader, _factory_error
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _reader = factory()
    except Exception as error:  # noqa: BLE001 - told with the first chunk: raised here it would only say that the pool broke
        _factory_error = error


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _read_chunk(chunk: Sequence[Report]) -> list[Outcome]:
    if _factory_error is not None:
        raise _factory_error
    assert _reader is not None, "the initializer ran"
    return list(read_chunk(_reader, chunk))


def _chunks(reports: Iterable[Report]) -> Iterator[list[Report]]:
    chunk: list[Report] = []
    chars = 0
    for report in reports:
        chunk.append(report)
        chars += len(report.text)
        if len(chunk) >= CHUNK_REPORTS or chars >= CHUNK_CHARS:
            yield chunk
            chunk, chars = [], 0
    if chunk:
        yield chunk
