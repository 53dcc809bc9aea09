"""Peak memory of a command and all processes that it starts."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

INTERVAL_S = 0.1
PROC = Path("/proc")


def run_watched(command: Sequence[str], folder: Path | None = None, timeout_s: float = 3600) -> tuple[str, float]:
    """What `command`, run in `folder`, printed, and the peak memory of its processes together, in MB (10⁶ bytes).

    Pages that processes share are counted once (proportional set size, Linux). Elsewhere the peak is that of the largest
    single process. A status other than 0 raises `CalledProcessError`.
    """
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) as process:
        ends = time.monotonic() + timeout_s
        while process.poll() is None:
            peak = max(peak, sum(read_share(pid) for pid in find_tree(process.pid)))
            if time.monotonic() > ends:
                process.kill()
                raise subprocess.TimeoutExpired(command, timeout_s)
            time.sleep(INTERVAL_S)
        printed = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed)
    return printed, (peak or find_largest_child()) / 1e6


def find_tree(pid: int) -> list[int]:
    """The process and all below it, as far as they still run."""
    found, left = [], [pid]
    while left:
        one = left.pop()
        found.append(one)
        for task in (PROC / str(one) / "task").glob("*/children"):
            try:
                left += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def read_share(pid: int) -> int:
    """Bytes of memory that a process holds, shared pages divided among their holders; 0 where it has ended."""
    try:
        rollup = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)


def find_largest_child() -> int:
    """Peak bytes of the largest child process that has ended, where the system keeps no finer account."""
    import resource
    import sys

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
