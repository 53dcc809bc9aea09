"""Time expressions of TimeBank and AQUAINT, as a group of figures."""

from __future__ import annotations

from bench.figure import Measured
from bench.shared import Setting


def measure(setting: Setting) -> Measured:
    """Detection and value of time expressions against TIMEX3 annotations."""
    archive = setting.need("corpora", "timeml", "timebank-aquaint.zip")
    from bench.timex import score

    return Measured(score(archive))
