"""Many series on one grid of months, as arrays; a part of it that ends at a month holds nothing of what came later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from emberwatch.model.outlook import Measure, Series, Unit

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Counts of `units` (rows) by month (columns) from `first_month` on; not a number where nobody reported. The arrays are read-only.

    `neighbours` gives the weight of one unit (column) among another's (row) neighbours, or is None where none are known.
    """

    units: tuple[Unit, ...]
    measure: Measure
    first_month: int
    counts: Floats
    low: Floats
    high: Floats
    neighbours: Floats | None = None

    def __post_init__(self) -> None:
        shape = (len(self.units), self.counts.shape[1])
        if not self.counts.shape == self.low.shape == self.high.shape == shape:
            raise ValueError(f"counts, low and high of {len(self.units)} units have shapes {self.counts.shape}, {self.low.shape}, {self.high.shape}")
        for name in ("counts", "low", "high", "neighbours"):
            array = getattr(self, name)
            if array is not None:
                copied = np.array(array, dtype=np.float64)
                copied.setflags(write=False)
                object.__setattr__(self, name, copied)

    @property
    def months(self) -> int:
        """How many months."""
        return int(self.counts.shape[1])

    @property
    def last_month(self) -> int:
        """The last month; one before `first_month` where there is none."""
        return self.first_month + self.months - 1

    @property
    def reported(self) -> Bools:
        """For each unit and month, was it reported on?"""
        return ~np.isnan(self.counts)

    def until(self, month: int) -> Panel:
        """The panel up to and with `month`, copied: what came later cannot be reached from it. Raises `ValueError` outside the panel."""
        if not self.first_month <= month <= self.last_month:
            raise ValueError(f"month {month} is not among {self.first_month} to {self.last_month}")
        end = month - self.first_month + 1
        return Panel(self.units, self.measure, self.first_month, self.counts[:, :end], self.low[:, :end], self.high[:, :end], self.neighbours)

    def at(self, months: Sequence[int]) -> Floats:
        """The counts of every unit (rows) in `months` (columns); not a number outside the panel."""
        found = np.full((len(self.units), len(months)), np.nan)
        for column, month in enumerate(months):
            if self.first_month <= month <= self.last_month:
                found[:, column] = self.counts[:, month - self.first_month]
        return found


def make_panel(series: Sequence[Series], neighbours: Floats | None = None) -> Panel:
    """The panel of `series`, which must be of one measure and over the same months; raises `ValueError` otherwise."""
    if not series:
        raise ValueError("no series to make a panel of")
    kinds = {(each.measure, each.first_month, len(each.best)) for each in series}
    if len(kinds) > 1:
        raise ValueError(f"series of different measures or months: {sorted(kinds)}")

    def lay(field: str) -> Floats:
        return np.array([[np.nan if value is None else value for value in getattr(each, field)] for each in series], dtype=np.float64)

    first = series[0]
    units = tuple(each.unit for each in series)
    return Panel(units, first.measure, first.first_month, lay("best"), lay("low"), lay("high"), neighbours)
