"""From paths to a record: intake, reading, writing; the only place that does all three."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

from emberwatch.errors import SettingError
from emberwatch.intake.readers import find_reports
from emberwatch.intake.refusal import Refusal
from emberwatch.intake.sources import Source, find_sources
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.pipeline.summary import Failure, Progress, RunSummary
from emberwatch.pipeline.workers import Outcome, ReaderFactory, choose_jobs, read_here, read_in_workers
from emberwatch.store.record import Record

BATCH_REPORTS = 32
BATCH_S = 1.0
"""Readings are written together, whole reports only, at either bound: a killed run loses at most this much work."""

LOOKUP_REPORTS = 64
"""Reports looked up in the record together before they are read."""

Given = Iterable[str | os.PathLike[str] | Report]


def utc_now() -> datetime:
    """The moment at which a reading becomes known; the only clock in the reading of reports, and no text is read by it."""
    return datetime.now(UTC)


def run(
    paths: Given,
    record: Record,
    reader_factory: ReaderFactory,
    *,
    jobs: int | None = 1,
    worker_factory: ReaderFactory | None = None,
    progress: Callable[[Progress], None] | None = None,
    published: date | str | None = None,
    publisher: str | None = None,
    reread: bool = False,
    link: bool = True,
    clock: Callable[[], datetime] = utc_now,
) -> RunSummary:
    """Reads every report that `paths` (files, folders, globs, `-`, or Reports) hold into `record` and says what happened.

    A report that is in the record is passed over; with `reread` only where the same stage versions read it, as
    `versions` of the factory or of its reader tells. One whose reading raises is set aside and counted. Interrupted or killed at any
    moment, the record holds whole reports only, and the next run reads the rest. With `jobs` None this process reads, or, where
    that would take long, as many as there are processors. Other processes make their readers with `worker_factory` (by default
    `reader_factory`), which must be picklable. At the end every report that waits is linked, unless `link` is False.
    """
    if jobs is not None and jobs < 1:
        raise SettingError(f"jobs is {jobs}; give 1 or more")
    start = time.perf_counter()
    summary = _Run(record, reader_factory, worker_factory or reader_factory, jobs, progress, reread, clock).go(paths, published, publisher)
    if not link:
        return summary
    from emberwatch.pipeline.link import link_waiting  # here, since reading processes need none of it

    linked = link_waiting(record, clock)
    return replace(summary, linked=linked, seconds=time.perf_counter() - start)


class _Run:
    """The state of one run."""

    def __init__(
        self,
        record: Record,
        factory: ReaderFactory,
        worker_factory: ReaderFactory,
        jobs: int | None,
        progress: Callable[[Progress], None] | None,
        reread: bool,
        clock: Callable[[], datetime],
    ) -> None:
        self.record = record
        self.factory = factory
        self.worker_factory = worker_factory
        self.jobs = jobs
        self.tell = progress
        self.reread = reread
        self.clock = clock
        self.progress = Progress()
        self.seen: set[str] = set()
        self.refused: list[Refusal] = []
        self.failed: list[Failure] = []
        self.batch: list[Reading] = []
        self.batch_since = 0.0
        self.sums: Counter[str] = Counter()
        self.counters: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()

    def go(self, paths: Given, published: date | str | None, publisher: str | None) -> RunSummary:
        start = time.perf_counter()
        given = list(paths)
        self._advance(total_bytes=_total_bytes(given) if self.tell else 0)
        fresh = self._fresh(self._accepted(_intake(given, published, publisher)))
        jobs = self.jobs
        if jobs is None:
            jobs, fresh = choose_jobs(fresh)
        outcomes = read_here(fresh, self.factory) if jobs == 1 else read_in_workers(fresh, self.worker_factory, jobs)
        try:
            with closing(outcomes):
                for outcome in outcomes:
                    self._take(outcome)
        finally:
            self._write()
        return self._summary(time.perf_counter() - start)

    def _accepted(self, found: Iterator[Report | Refusal]) -> Iterator[Report]:
        for one in found:
            if isinstance(one, Refusal):
                self.refused.append(one)
                self._advance(refused=1, path=one.path)
            elif one.id in self.seen:
                self._skip(one)
            else:
                self.seen.add(one.id)
                yield one

    def _fresh(self, reports: Iterator[Report]) -> Iterator[Report]:
        """Reports that still have to be read."""
        versions = self._versions() if self.reread else None
        for some in _groups(reports, LOOKUP_REPORTS):
            known = self.record.known_versions([report.id for report in some])
            for report in some:
                if report.id in known and not (self.reread and known[report.id] != versions):
                    self._skip(report)
                else:
                    yield report

    def _versions(self) -> Mapping[str, str]:
        """The versions that would read now; a factory that does not tell them makes one reader for the question."""
        found: Mapping[str, str] | None = getattr(self.factory, "versions", None)
        return dict(getattr(self.factory(), "versions", {}) if found is None else found)

    def _skip(self, report: Report) -> None:
        self._advance(skipped=1, chars=len(report.text), path=report.path or "")

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failure):
            self.failed.append(outcome)
            self._advance(failed=1, path=outcome.path)
            return
        if not self.batch:
            self.batch_since = time.monotonic()
        self.batch.append(outcome)
        if len(self.batch) >= BATCH_REPORTS or time.monotonic() - self.batch_since >= BATCH_S:
            self._write()

    def _write(self) -> None:
        """Writes the batch in one transaction and counts what it held."""
        batch, self.batch = self.batch, []
        if not batch:
            return
        added = self.record.add_all(batch, self.clock(), reread=self.reread)
        for reading, is_new in zip(batch, added, strict=True):
            if not is_new:  # another process was faster
                self._skip(reading.report)
                continue
            self._count(reading)
            self._advance(read=1, chars=len(reading.report.text), path=reading.report.path or "")

    def _count(self, reading: Reading) -> None:
        self.sums["words"] += len(reading.report.text.split())
        self.sums["undated"] += reading.report.published is None
        self.sums["statements"] += len(reading.statements)
        self.sums.update(fact.kind for fact in reading.facts)
        self.counters.update(reading.counters)
        self.notes.update(reading.notes)

    def _advance(self, *, path: str = "", total_bytes: int = 0, **more: int) -> None:
        now = self.progress
        counts = {name: getattr(now, name) + count for name, count in more.items()}
        self.progress = replace(now, path=path or now.path, total_bytes=total_bytes or now.total_bytes, **counts)
        if self.tell is not None:
            self.tell(self.progress)

    def _summary(self, seconds: float) -> RunSummary:
        return RunSummary(
            read=self.progress.read,
            skipped=self.progress.skipped,
            refused=tuple(self.refused),
            failed=tuple(self.failed),
            seconds=seconds,
            words=self.sums["words"],
            undated=self.sums["undated"],
            statements=self.sums["statements"],
            events=self.sums["event"],
            states=self.sums["state"],
            counters=dict(sorted(self.counters.items())),
            notes=dict(sorted(self.notes.items())),
        )


def _intake(given: list[str | os.PathLike[str] | Report], published: date | str | None, publisher: str | None) -> Iterator[Report | Refusal]:
    reports = [one for one in given if isinstance(one, Report)]
    paths = [one for one in given if not isinstance(one, Report)]
    found = find_reports(paths, published=published, publisher=publisher)

    def both() -> Iterator[Report | Refusal]:
        yield from reports
        yield from found

    return both()


def _total_bytes(given: list[str | os.PathLike[str] | Report]) -> int:
    """Bytes of all that is to be read, 0 where standard input is among it."""
    texts = sum(len(one.text) for one in given if isinstance(one, Report))
    sources = [one for one in find_sources(one for one in given if not isinstance(one, Report)) if isinstance(one, Source)]
    return 0 if any(source.path == "-" for source in sources) else texts + sum(source.size_bytes for source in sources)


def _groups(reports: Iterator[Report], size: int) -> Iterator[list[Report]]:
    """Reports in groups; the first one is small, so that work begins at once."""
    group: list[Report] = []
    wanted = 4
    for report in reports:
        group.append(report)
        if len(group) >= wanted:
            yield group
            group, wanted = [], size
    if group:
        yield group
