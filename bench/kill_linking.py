"""Kill linking at a hundred random instants and see that nothing comes of it: `python -m bench.kill_linking [TIMES] [REPORTS]`.

After every kill the record must open with every report; once linking is let finish, the result must be the one of linking undisturbed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.made_readings import make_readings
from bench.shared import ROOT
from emberwatch.ledger.build import build_ledger
from emberwatch.pipeline.link import link_waiting
from emberwatch.store.record import Record

TIMES, REPORTS = 100, 60
SCRIPT = "import sys, emberwatch.pipeline.link as m; from emberwatch.store.record import Record; m.REPORTS_TOGETHER = 4; m.warm_up(); print('go', flush=True); "
SCRIPT += "m.link_waiting(Record.open(sys.argv[1]))"


def kill_once(path: Path, wait_s: float) -> None:
    """Links in another process and kills it after `wait_s` seconds of linking."""
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(path)], stdout=subprocess.PIPE, cwd=ROOT, start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(wait_s)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


def main() -> int:
    """Exit status 0 where the record survived every kill and came out the same."""
    given = [int(word) for word in sys.argv[1:3]]
    times, reports = [*given, *(TIMES, REPORTS)[len(given) :]]
    readings = list(make_readings(reports))
    expected = build_ledger(readings)
    rng = random.Random(7)
    within = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "killed.db"
        with Record.open(path) as record:
            record.add_all(readings, datetime.now(UTC))
        for number in range(times):
            kill_once(path, rng.uniform(0.0, 2.0))
            with Record.open(path) as record:
                left = record.ledger_counts()["waiting to be linked"]
                assert len(record.reports()) == reports, f"kill {number}: reports are missing"
                within += left > 0
                if left == 0:  # all over: begin anew, so that every kill falls into linking
                    with record._engine.begin() as connection:
                        connection.exec_driver_sql('INSERT INTO waiting (report) SELECT "row" FROM reports')
        with Record.open(path) as record:
            link_waiting(record)
            same = set(record.incidents()) == set(expected.incidents) and set(record.findings()) == set(expected.findings)
            same = same and set(record.questions()) == set(expected.questions) and set(record.families()) == set(expected.families)
    print(f"{times} kills, {within} of them before the last report was linked; the result is {'the same' if same else 'NOT the same'}")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
