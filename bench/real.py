"""Held-out sentences of real reports, coded by the project's rules and read by the whole product; their text is in the corpora alone."""

from __future__ import annotations

from bench.figure import Measured
from bench.own import measure_readings, read_items
from bench.shared import Setting
from training.real import read_real


def measure(setting: Setting) -> Measured:
    """Figures of the held-out items of `training/labels`."""
    return measure_readings("real", read_items(read_real(setting.need("corpora")), setting.quick), setting)
