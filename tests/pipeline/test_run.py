"""Runs: from paths to a record, whatever happens on the way."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fake_readers import FakeFactory

from emberwatch.errors import InputRefused, RecordError, SettingError
from emberwatch.model.report import Report
from emberwatch.pipeline.run import run
from emberwatch.pipeline.summary import Progress
from emberwatch.pipeline.workers import WORTH_CHARS, choose_jobs
from emberwatch.store.record import Record

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def write_reports(folder: Path, count: int) -> list[str]:
    """Text files of different words; their paths."""
    folder.mkdir(exist_ok=True)
    paths = []
    for number in range(count):
        path = folder / f"{number:03}.txt"
        path.write_text(f"published: 2019-03-08\n\nThe men of post {number} said that they had left the town.\n")
        paths.append(str(path))
    return paths


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_reads_all_and_a_second_one_nothing(tmp_path: Path, jobs: int) -> None:
    write_reports(tmp_path / "in", 20)
    (tmp_path / "in" / "bad.txt").write_text("The RAISE report was bad and they said so.")
    (tmp_path / "in" / "empty.txt").write_text("")
    steps: list[Progress] = []
    with Record.open(tmp_path / "r.db") as record:
        factory = FakeFactory(log=tmp_path / "log")
        first = run([tmp_path / "in"], record, factory, jobs=jobs, progress=steps.append, clock=lambda: NOW)
        second = run([tmp_path / "in"], record, factory, jobs=1, clock=lambda: NOW)
        assert (first.read, first.skipped, len(first.refused), len(first.failed), first.exit_status) == (20, 0, 1, 1, 1)
        assert (second.read, second.skipped, len(second.refused), len(second.failed)) == (0, 20, 1, 1)
        assert record.counts()["reports"] == 20
    assert first.failed[0].error == "ValueError: this report is bad"
    assert "fake_readers" in first.failed[0].trace
    assert first.undated == 0
    assert first.notes == {"fake": 20}
    assert steps[-1].done == 22
    assert steps[-1].total_bytes > 0
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    made = (tmp_path / "log").read_text().split()
    assert len(made) <= jobs + 1, "every worker makes one reader"


def test_two_files_with_the_same_report_are_read_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("They said that they had left the town.")
    with Record.open() as record:
        summary = run([tmp_path], record, FakeFactory())
        assert (summary.read, summary.skipped) == (1, 1)
        assert record.reports()[0].path == str(tmp_path / "a.txt")


def test_no_reader_is_made_where_there_is_nothing_to_read(tmp_path: Path) -> None:
    with Record.open() as record:
        summary = run([tmp_path / "none.txt"], record, FakeFactory(broken=True))
    assert summary.exit_status == 1
    assert "no such file" in str(summary.refused[0])


def test_options_hold_for_every_report(tmp_path: Path) -> None:
    write_reports(tmp_path, 2)
    with Record.open() as record:
        run([tmp_path], record, FakeFactory(), published="2020-02-02", publisher="Other Post")
        assert {(report.published, report.publisher) for report in record.reports()} == {(date(2020, 2, 2), "Other Post")}


@pytest.mark.parametrize(("chars", "several"), [(100, False), (WORTH_CHARS // 9, True)])
def test_many_words_are_worth_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chars: int, several: bool) -> None:
    """What is read, and in which order, is the same; the processes that read are others than this one only where that pays."""
    monkeypatch.setattr("emberwatch.pipeline.workers.count_processors", lambda: 2)
    reports = [Report("They said it. " * (chars // 14) + f"So did post {number}.") for number in range(12)]
    log = tmp_path / "log"
    with Record.open(tmp_path / "r.db") as record:
        summary = run(reports, record, FakeFactory(), jobs=None, worker_factory=FakeFactory(log=log), link=False)
        assert (summary.read, record.counts()["reports"]) == (12, 12)
    assert log.exists() == several


def test_one_long_report_is_read_here() -> None:
    jobs, held = choose_jobs(iter([Report("They said it. " * WORTH_CHARS)]))
    assert (jobs, len(list(held))) == (1, 1)


@pytest.mark.parametrize(("options", "error"), [({"jobs": 0}, SettingError), ({"published": "03/04/2019"}, InputRefused)])
def test_a_bad_setting_stops_before_work_starts(options: dict[str, object], error: type[Exception]) -> None:
    with Record.open() as record, pytest.raises(error):
        run(["x"], record, FakeFactory(), **options)  # type: ignore[arg-type]


def test_reread_reads_again_only_what_another_version_read(tmp_path: Path) -> None:
    write_reports(tmp_path, 3)
    with Record.open() as record:
        run([tmp_path], record, FakeFactory(), clock=lambda: NOW)
        assert run([tmp_path], record, FakeFactory(version="2")).skipped == 3
        assert run([tmp_path], record, FakeFactory(), reread=True).skipped == 3
        assert run([tmp_path], record, FakeFactory(version="2"), reread=True, clock=lambda: NOW + timedelta(1)).read == 3
        assert set(map(str, record.known_versions(record.report_ids()).values())) == {"{'fake': '2'}"}


def test_a_reader_that_cannot_be_made_ends_the_run(tmp_path: Path) -> None:
    write_reports(tmp_path, 3)
    for jobs in (1, 2):
        with Record.open() as record, pytest.raises(RuntimeError, match="no weights"):
            run([tmp_path], record, FakeFactory(broken=True), jobs=jobs)


def test_a_report_that_kills_its_worker_is_set_aside() -> None:
    reports = [Report(f"Number {number} was read and they said so.") for number in range(20)]
    reports[11] = Report("DIE, they said.")
    with Record.open() as record:
        summary = run(reports, record, FakeFactory(), jobs=2)
        assert (summary.read, len(summary.failed)) == (19, 1)
    assert summary.failed[0].report == reports[11].id
    assert "process died" in summary.failed[0].error


def test_an_interrupt_leaves_whole_reports() -> None:
    reports = [Report(f"Number {number}") for number in range(5)] + [Report("INTERRUPT")]
    with Record.open() as record:
        with pytest.raises(KeyboardInterrupt):
            run(reports, record, FakeFactory())
        assert record.counts()["reports"] == 5
        assert run(reports[:5], record, FakeFactory()).skipped == 5


def test_a_record_error_stops_the_run(tmp_path: Path) -> None:
    with Record.open() as record:
        record.read_only = True
        with pytest.raises(RecordError):
            run([Report("a")], record, FakeFactory())


SCRIPT = """
import sys
sys.path[:0] = {path!r}
from fake_readers import FakeFactory
from emberwatch.pipeline.run import run
from emberwatch.store.record import Record
import emberwatch.pipeline.run as module
module.BATCH_REPORTS = 3
if __name__ == "__main__":
    with Record.open({record!r}, on_wait=lambda seconds: print("waiting", flush=True)) as record:
        summary = run([{folder!r}], record, FakeFactory(delay_s={delay!r}), jobs={jobs!r})
        print(summary.read, summary.skipped)
"""


def start(tmp_path: Path, jobs: int = 1, delay: float = 0.01) -> subprocess.Popen[str]:
    """A process that reads tmp_path/in into tmp_path/r.db."""
    here = str(Path(__file__).parent)
    script = SCRIPT.format(path=[here, *sys.path], record=str(tmp_path / "r.db"), folder=str(tmp_path / "in"), delay=delay, jobs=jobs)
    file = tmp_path / f"go{jobs}.py"
    file.write_text(script)
    return subprocess.Popen([sys.executable, str(file)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)


def count_reports(path: Path) -> int:
    """Reports in a record that another process may be writing; 0 before it is made."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        with closing(connection):
            return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_killed_at_any_instant_the_record_holds_whole_reports_and_the_rest_is_read_later(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 60)
    last = 0
    for wait_s in (0.0, 0.013, 0.037):
        process = start(tmp_path, delay=0.03)
        deadline = time.monotonic() + 60
        while count_reports(tmp_path / "r.db") <= last and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(wait_s)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        with Record.open(tmp_path / "r.db") as record:
            ids = record.report_ids()
            assert last < len(ids) < 60, "the kill fell into the reading"
            assert all(record.reading(report_id).sentences for report_id in ids)
            last = len(ids)
    output, _ = start(tmp_path, delay=0.0).communicate(timeout=60)
    assert list(map(int, output.split())) == [60 - last, last]
    with Record.open(tmp_path / "r.db") as record:
        assert record.counts()["reports"] == 60


def test_two_processes_reading_into_one_record_both_finish(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 30)
    outputs = [process.communicate(timeout=90)[0] for process in [start(tmp_path), start(tmp_path)]]
    found = [list(map(int, output.splitlines()[-1].split())) for output in outputs]  # a process may say first that it waits
    assert [sum(pair) for pair in found] == [30, 30]
    assert sum(pair[0] for pair in found) == 30, "each report is added by one of them"
    with Record.open(tmp_path / "r.db") as record:
        assert record.counts()["reports"] == 30


def test_workers_end_with_a_killed_parent(tmp_path: Path) -> None:
    write_reports(tmp_path / "in", 40)
    process = start(tmp_path, jobs=2, delay=0.2)
    deadline = time.monotonic() + 20
    children: list[int] = []
    while len(children) < 3 and time.monotonic() < deadline:  # two workers and the resource tracker
        time.sleep(0.2)
        tasks = Path(f"/proc/{process.pid}/task")
        if not tasks.exists():
            pytest.skip("needs /proc to see child processes")
        children = [int(child) for task in tasks.iterdir() for child in (task / "children").read_text().split()]
    time.sleep(1.0)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + 10
    while any(_alive(child) for child in children) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(_alive(child) for child in children)
    process.communicate()


def _alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
