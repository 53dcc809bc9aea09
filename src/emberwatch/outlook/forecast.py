"""What a model predicts: draws for every unit and horizon, and the distributions read from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emberwatch.model.outlook import Distribution, Unit
from emberwatch.outlook.panel import Floats

LEVELS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995)


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """Draws by unit, horizon and number, equally likely, rising along the last axis; `origin` is the last month that was known.

    `horizons` are months after `origin`. Draws are whole numbers, none negative. The array is read-only.
    """

    model: str
    units: tuple[Unit, ...]
    origin: int
    horizons: tuple[int, ...]
    draws: Floats

    def __post_init__(self) -> None:
        shape = (len(self.units), len(self.horizons))
        if self.draws.ndim != 3 or self.draws.shape[:2] != shape:
            raise ValueError(f"draws of {shape[0]} units and {shape[1]} horizons have shape {self.draws.shape}")
        ordered = np.sort(self.draws, axis=2)
        if not np.isfinite(ordered).all() or (ordered.size and ordered.min() < 0):
            raise ValueError(f"{self.model} drew a negative count or none at all")
        ordered.setflags(write=False)
        object.__setattr__(self, "draws", ordered)

    @property
    def months(self) -> tuple[int, ...]:
        """The months predicted."""
        return tuple(self.origin + horizon for horizon in self.horizons)

    def read_distribution(self, row: int, column: int, levels: Sequence[float] = LEVELS) -> Distribution:
        """The distribution of one unit and horizon."""
        draws = self.draws[row, column]
        found = np.quantile(draws, levels, method="inverted_cdf")
        return Distribution(self.horizons[column], float(draws.mean()), tuple(levels), tuple(map(float, found)), float((draws > 0).mean()))
