"""Time expressions of TimeBank and AQUAINT, as a group of figures."""

from __future__ import annotations

from bench.figure import Measured, Skipped
from bench.shared import Setting


def measure(setting: Setting) -> Measured:
    """Detection and value of time expressions against TIMEX3 annotations."""
    try:
        from bench import timex
    except ImportError as error:
        raise Skipped("bench/timex.py is not here") from error
    return Measured({f"timex.{name}": value for name, value in timex.measure(setting.need("corpora", "timeml")).items()})
