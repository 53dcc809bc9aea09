"""The process whose linking is measured; prints its figures as one line of JSON.

python -m bench.scale_child COUNT STEP MORE
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.made_readings import make_readings
from bench.speed_child import CORES, hold_to_cores


def measure(folder: Path, count: int, step: int, more: int) -> dict[str, object]:
    """Seconds of writing and linking `count` made readings, a step at a time, then of linking `more` of the days after."""
    from emberwatch.pipeline.link import link_waiting
    from emberwatch.store.record import Record

    seconds: dict[str, float] = {}
    words = facts = done = 0
    write_s = 0.0
    with Record.open(folder / "scale.db") as record:
        while done < count + more:
            size = min(step, count - done) if done < count else more
            readings = list(make_readings(size, skip=done))
            if done < count:
                words += sum(len(reading.report.text.split()) for reading in readings)
                facts += sum(len(reading.facts) for reading in readings)
            began = time.perf_counter()
            record.add_all(readings, datetime.now(UTC))
            write_s += time.perf_counter() - began
            linked = link_waiting(record)
            seconds[str(done + size)] = linked.seconds
            done += size
            print(f"{done} reports: {linked.seconds:.1f} s for {size}", file=sys.stderr, flush=True)
    more_s = seconds.pop(str(count + more))
    return {"link_s": sum(seconds.values()), "write_s": write_s, "more_s": more_s, "words": words, "facts": facts, "reports": count, "seconds": seconds}


def main() -> None:
    """Measures in a folder that is gone afterwards."""
    hold_to_cores(CORES)
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(Path(folder), *map(int, sys.argv[1:4]))))


if __name__ == "__main__":
    main()
