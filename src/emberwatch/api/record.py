"""A record that can also be linked, judged, shown and turned into data frames."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Self

from emberwatch.errors import SettingError
from emberwatch.model.report import Report
from emberwatch.pipeline.summary import LinkSummary
from emberwatch.store.record import Record as StoreRecord
from emberwatch.store.record import end_of_known

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]

    from emberwatch.export.view import ReportView
    from emberwatch.model.ledger import Judgement, Withdrawal
    from emberwatch.pipeline.summary import RunSummary


class Record(StoreRecord):
    """A record that can also be shown and turned into data frames; `summary` tells what the last `read` into it did."""

    summary: RunSummary | None = None

    @classmethod
    def open(
        cls,
        path_or_url: str | os.PathLike[str] = ":memory:",
        *,
        read_only: bool = False,
        as_known_on: date | datetime | None = None,
        on_wait: Callable[[float], None] | None = None,
        finish: bool = True,
    ) -> Self:
        """The record at a path, a database URL or, by default, in memory; one that does not exist is made.

        `as_known_on` is a moment, or a day to the end of which (UTC) things count as known. Linking that was cut short is finished,
        unless the record is opened for reading only or `finish` is False. Raises `RecordError`; the record is then as it was.
        """
        record = super().open(path_or_url, read_only=read_only, as_known_on=as_known_on, on_wait=on_wait)
        if finish and not read_only:
            record.link()
        return record

    def known_on(self, moment: date | datetime) -> Self:
        """This record as it was known on a day (to its end, UTC) or at a moment, for reading."""
        return type(self)(self._engine, self.where, read_only=True, as_known_on=end_of_known(moment))

    def link(self, *, again: bool = False) -> LinkSummary:
        """Links the reports that wait, or with `again` all of them anew, as after a change of the program; judgements stay."""
        if not again and self.ledger_counts()["waiting to be linked"] == 0:
            return LinkSummary()
        from emberwatch.pipeline.link import link_again, link_waiting

        return link_again(self) if again else link_waiting(self)

    def judge(self, a: str, b: str, verdict: str, *, by: str, why: str) -> Judgement:
        """Keeps a signed judgement (`same`, `different` or `unsure`) on two facts or incidents and links anew what it concerns.

        Of judgements that contradict each other both are kept and the later stands; `overruled()` tells which do not. Raises
        `SettingError` for a verdict that is none, `NotFound` for an id that the record does not hold.
        """
        from emberwatch.pipeline.link import judge, utc_now

        return judge(self, a, b, verdict, by=by, why=why, at=utc_now())

    def withdraw(self, report: str, why: str) -> Withdrawal:
        """Keeps that a publisher took a report back: its claims stay visible as withdrawn and stop counting."""
        from emberwatch.pipeline.link import utc_now, withdraw

        return withdraw(self, report, why, utc_now())

    def to_pandas(self, what: str = "facts") -> pd.DataFrame:
        """A data frame of `facts`, `incidents` or `findings` (the columns of the CSV exports), `statements`, `reports`, `actors` or `places`."""
        from emberwatch.api.exports import find_codes
        from emberwatch.export.frame import make_frame

        return make_frame(self, what, find_codes())

    def view(self, report: str | Report | None = None) -> ReportView:
        """A report with its facts marked, as notebooks show it; by id, or the only report where none is named."""
        from emberwatch.export.view import ReportView

        if report is None:
            ids = self.report_ids()
            if len(ids) != 1:
                raise SettingError(f"the record holds {len(ids)} reports; name one: view(report), or views() for all")
            report = ids[0]
        return ReportView.of(self.reading(report.id if isinstance(report, Report) else report))

    def views(self) -> list[ReportView]:
        """Every report with its facts marked."""
        from emberwatch.export.view import ReportView

        return [ReportView.of(self.reading(report_id)) for report_id in self.report_ids()]

    def export(self, format: str, out: str | os.PathLike[str] | IO[bytes], what: str = "facts") -> None:
        """Writes the record as jsonl, csv, parquet or geojson; in the latter three `facts`, `incidents` or `findings`."""
        from emberwatch.api.exports import export

        export(self, format, out, what)

    def __repr__(self) -> str:
        counts = ", ".join(f"{number} {name}" for name, number in self.counts().items())
        return f"<Record {self.where}: {counts}>"
