"""How long a user waits before anything happens: the import, and `emberwatch --help`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.figure import Measured
from bench.shared import Setting

RUNS = 7
IMPORT = "import time; began = time.perf_counter(); import emberwatch; print(time.perf_counter() - began)"


def measure(setting: Setting) -> Measured:
    """Medians of several new processes; one run before them fills the disk's cache."""
    runs = 3 if setting.quick else RUNS
    help_command = [str(Path(sys.executable).with_name("emberwatch")), "--help"]
    time_command(help_command)
    return Measured(
        {
            "start.import_s": statistics.median(time_import() for _ in range(runs)),
            "start.help_s": statistics.median(time_command(help_command) for _ in range(runs)),
        }
    )


def time_import() -> float:
    """Seconds that `import emberwatch` takes in a new process."""
    return float(subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True, timeout=120).stdout)


def time_command(command: list[str]) -> float:
    """Seconds from the start of a command to its end, the interpreter's own start included."""
    began = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return time.perf_counter() - began
