"""The interface of a model of counts: fitted on a panel that ends at the cutoff, it predicts draws by horizon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from emberwatch.outlook.forecast import Forecast
from emberwatch.outlook.panel import Panel


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a model can do and needs: least months of history, libraries beyond numpy, gaps in the counts, neighbours."""

    least_months: int = 1
    libraries: tuple[str, ...] = ()
    takes_gaps: bool = True
    uses_neighbours: bool = False


class Fitted(Protocol):
    """A model that has learned from a panel."""

    def predict(self, horizons: Sequence[int], draws: int) -> Forecast:
        """`draws` draws for every unit of the panel and every horizon (months after its last); the same bytes every time."""


class Model(Protocol):
    """A way to predict counts. It is handed what was known at the cutoff and nothing else: the panel's last month is the cutoff."""

    @property
    def name(self) -> str:
        """Short, stable and unique: it stands in tables and files."""

    @property
    def abilities(self) -> Abilities:
        """What it can do and needs."""

    def fit(self, panel: Panel, horizons: Sequence[int], seed: int) -> Fitted:
        """Learn from `panel` for `horizons`; chance comes from `seed` alone."""
