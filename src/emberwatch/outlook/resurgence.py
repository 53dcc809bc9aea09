"""Resurgence, onset and threshold: what counts as coming back, in words and in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from emberwatch.errors import SettingError
from emberwatch.outlook.panel import Floats

Kind = Literal["resurgence", "onset", "threshold"]
Phase = Literal["short history", "below the floor", "active", "fallen", "quiet", "watched"]


@dataclass(frozen=True, slots=True)
class Definition:
    """What is asked. Means and sums are over the months reported on; a mean needs half of its months.

    resurgence: a group whose mean over `peak_months` once reached `floor`, and then over `fall_months` was at least `fall_share`
    below that peak (or which lost its last territory), has `return_months` whose sum exceeds `return_share` of as many months at the peak.
    onset: `fall_months` without any, then one. threshold: `return_months` whose sum exceeds `limit`.
    """

    kind: Kind = "resurgence"
    floor: float = 1.0
    peak_months: int = 12
    fall_share: float = 0.8
    fall_months: int = 6
    return_months: int = 3
    return_share: float = 1 / 3
    limit: float = 0.0

    def __post_init__(self) -> None:
        wrong = [name for name in ("peak_months", "fall_months", "return_months") if getattr(self, name) < 1]
        wrong += [name for name in ("fall_share", "return_share") if not 0 < getattr(self, name) <= 1]
        wrong += [name for name in ("floor", "limit") if getattr(self, name) < 0]
        if wrong:
            raise SettingError(f"{', '.join(wrong)}: months must be 1 or more, shares above 0 and at most 1, floor and limit 0 or more")

    @property
    def words(self) -> str:
        """The definition as a sentence."""
        if self.kind == "onset":
            return f"onset: after {self.fall_months} months without any, a month with at least one"
        if self.kind == "threshold":
            return f"threshold: {self.return_months} months in a row whose sum exceeds {self.limit:g}"
        return (
            f"resurgence: the group once had a mean of at least {self.floor:g} a month over {self.peak_months} months; over "
            f"{self.fall_months} months it fell by {self.fall_share:.0%} or more from its highest such mean, or it lost its last territory; "
            f"it is back in the first later month with which the sum over {self.return_months} months exceeds "
            f"{_fraction(self.return_share)} of {self.return_months} months at that highest mean"
        ).replace("%", " %")


def _fraction(share: float) -> str:
    named = {1 / 3: "a third", 0.5: "half", 0.25: "a quarter", 2 / 3: "two thirds", 1.0: "all"}
    return named.get(share, f"{share:.0%}")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a unit stands in one month: its phase, its peak (mean a month) and the month of it, since when it is down, what it must exceed.

    Months are positions in the counts. `returns` are the months in which it came back before.
    """

    phase: Phase
    threshold: float | None = None
    peak: float | None = None
    peak_at: int | None = None
    since: int | None = None
    returns: tuple[int, ...] = ()

    @property
    def at_risk(self) -> bool:
        """Can it come back by the definition?"""
        return self.phase in ("fallen", "quiet", "watched")


def rolling_sum(counts: Floats, months: int) -> Floats:
    """The sum over `months` that ends in each month; months not reported on add nothing; shorter at the start."""
    total = np.concatenate([[0.0], np.cumsum(np.nan_to_num(counts))])
    at = np.arange(1, len(counts) + 1)
    return np.asarray(total[at] - total[np.maximum(at - months, 0)])


def rolling_mean(counts: Floats, months: int) -> Floats:
    """The mean over the reported of `months` that end in each month; not a number where fewer than half, or too few, are there."""
    seen = rolling_sum(np.where(np.isnan(counts), 0.0, 1.0), months)
    enough = (2 * seen >= months) & (np.arange(1, len(counts) + 1) >= months)
    return np.where(enough, rolling_sum(counts, months) / np.maximum(seen, 1), np.nan)


def trace_standing(counts: Sequence[float | None] | Floats, definition: Definition, lost_at: int | None = None) -> list[Standing]:
    """The standing at the end of every month; `lost_at` is the month in which the last territory was lost.

    Each month is judged by itself and the months before it alone.
    """
    values = np.array([np.nan if value is None else value for value in counts], dtype=np.float64)
    if definition.kind == "resurgence":
        return _trace_resurgence(values, definition, lost_at)
    if definition.kind == "threshold":
        return [Standing("watched", definition.limit) for _ in values]
    quiet = rolling_mean(values, definition.fall_months)
    return [Standing("quiet", 0.0) if mean == 0 else Standing("active", 0.0) if mean == mean else Standing("short history") for mean in quiet]


def _trace_resurgence(values: Floats, d: Definition, lost_at: int | None) -> list[Standing]:
    peaks, lows, sums = rolling_mean(values, d.peak_months), rolling_mean(values, d.fall_months), rolling_sum(values, d.return_months)
    found: list[Standing] = []
    peak, peak_at, since = 0.0, -1, -1
    returns: tuple[int, ...] = ()
    for at in range(len(values)):
        if peaks[at] > peak:
            peak, peak_at = float(peaks[at]), at
        limit = peak * d.return_months * d.return_share
        if peak_at < 0 or peak < d.floor:
            found.append(Standing("short history" if peak_at < 0 else "below the floor", None, peak if peak_at >= 0 else None))
            continue
        if since >= 0 and sums[at] > limit:
            since, returns = -1, (*returns, at)
        elif since < 0 and sums[at] <= limit and (lows[at] <= (1 - d.fall_share) * peak + 1e-12 or _lost(at, lost_at, returns)):
            since = at
        found.append(Standing("fallen" if since >= 0 else "active", limit, peak, peak_at, since if since >= 0 else None, returns))
    return found


def _lost(at: int, lost_at: int | None, returns: tuple[int, ...]) -> bool:
    """Is the last territory lost, and did the group not come back since?"""
    return lost_at is not None and at >= lost_at and not (returns and returns[-1] >= lost_at)


def find_return(counts: Sequence[float | None] | Floats, at: int, threshold: float, definition: Definition) -> int | None:
    """The first month after `at` with which the sum over `return_months` (one month for an onset) exceeds `threshold`; None where none does."""
    values = np.array([np.nan if value is None else value for value in counts], dtype=np.float64)
    sums = rolling_sum(values, 1 if definition.kind == "onset" else definition.return_months)
    later = np.flatnonzero(sums[at + 1 :] > threshold)
    return int(later[0]) + at + 1 if len(later) else None
