"""Hazards fitted on the past of successive days, with their calibration and how such warnings came true; kept as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from emberwatch.dates.month import format_month, parse_month
from emberwatch.outlook.chance_backtest import (
    CALIBRATED_BASE,
    LEAST_RETURNS,
    Asked,
    ReliabilityBin,
    calibration_of,
    find_reliability,
    find_risk_months,
    find_skill,
    see_past,
)
from emberwatch.outlook.hazard import Hazard, calibrate, fit_hazard
from emberwatch.outlook.history import History
from emberwatch.outlook.panel import Floats
from emberwatch.outlook.resurgence import Definition

HORIZONS = (3, 6, 12)
AGAINST = ("base rate of the group", "conflictology", "base rate of all", CALIBRATED_BASE)


@dataclass(frozen=True, slots=True)
class Skill:
    """Brier skill against a naive model, with the ends of its 90 % interval."""

    against: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Record:
    """How the forecasts for one horizon did, of those whose outcome was known: their number, how many came true, from how many returns."""

    cases: int
    came_true: int
    returns: int
    groups: int
    bins: tuple[ReliabilityBin, ...]
    calibration_error: float
    skills: tuple[Skill, ...]

    def bin_of(self, prob: float) -> ReliabilityBin | None:
        """The bin that holds a chance; None where no forecast said such a chance."""
        return next((b for b in self.bins if b.low <= prob < b.high or (prob == b.high == 1)), None)


@dataclass(frozen=True, slots=True, eq=False)
class FittedChances:
    """A hazard that learned from months up to `until`, by horizon its calibration, the base rate of all groups and its record."""

    until: int
    definition: Definition
    hazard: Hazard
    months_at_risk: int
    returns: int
    base_rates: Mapping[int, float]
    calibration: Mapping[int, tuple[float, float]]
    records: Mapping[int, Record]

    def predict(self, features: Floats, horizons: Sequence[int]) -> tuple[Floats, Floats, Floats]:
        """The calibrated chance by horizon and the ends of its 90 % interval; a longer horizon never has the smaller chance."""
        low, high = self.hazard.predict_band(features, horizons)
        found = [self._calibrate(values, horizons) for values in (self.hazard.predict(features, horizons), low, high)]
        return found[0], np.minimum(found[1], found[0]), np.maximum(found[2], found[0])

    def _calibrate(self, chances: Floats, horizons: Sequence[int]) -> Floats:
        near = [min(self.calibration, key=lambda known: abs(known - horizon)) for horizon in horizons]
        done = [float(calibrate(np.array([chance]), *self.calibration[at])[0]) for chance, at in zip(chances, near, strict=True)]
        return np.maximum.accumulate(np.array(done))

    def has_skill(self, horizon: int) -> bool:
        """Did its past forecasts beat the group's base rate and conflictology (skill above 0 against both)?"""
        record = self.records.get(min(self.records, key=lambda known: abs(known - horizon))) if self.records else None
        return record is not None and all(skill.value > 0 for skill in record.skills if skill.against in AGAINST[:2])


def fit_chances(histories: Sequence[History], asked: Iterable[Asked], first: int, until: int, definition: Definition) -> FittedChances | None:
    """The hazard by what was known at the end of `until`; `asked` are backtest forecasts. None where too few came back to learn from."""
    cases = find_risk_months(histories, first, until, definition)
    past = see_past(cases, {history.group: history for history in histories}, until, definition)
    if past.returns < LEAST_RETURNS:
        return None
    settled = [each for each in asked if each.month + each.horizon <= until]
    earlier = [(each.month, each.horizon, each.chances["hazard, not calibrated"], each.came_true) for each in settled]
    records = {h: make_record([each for each in settled if each.horizon == h]) for h in HORIZONS}
    return FittedChances(
        until, definition, fit_hazard(past.outcomes), len(past.outcomes), past.returns, {h: past.rate(h)[0] for h in HORIZONS},
        {h: calibration_of(earlier, h, until) for h in HORIZONS}, {h: record for h, record in records.items() if record is not None},
    )  # fmt: skip


def make_record(asked: Sequence[Asked]) -> Record | None:
    """How forecasts of one horizon did; None where there are none."""
    if not asked:
        return None
    bins, error = find_reliability(asked, "hazard")
    skills = tuple(Skill(against, *find_skill(asked, "hazard", against)) for against in AGAINST)
    returns = {(each.group, each.month + each.back) for each in asked if each.came_true}
    groups = {each.group for each in asked}
    return Record(len(asked), sum(each.came_true for each in asked), len(returns), len(groups), tuple(bins), error, skills)


def pick_fit(fits: Sequence[FittedChances], cutoff_month: int) -> FittedChances | None:
    """The latest fit that learned from nothing after `cutoff_month`."""
    return max((fit for fit in fits if fit.until <= cutoff_month), key=lambda fit: fit.until, default=None)


def fit_as_json(fit: FittedChances) -> dict[str, Any]:
    """Plain JSON, numbers rounded."""
    return {
        "until": format_month(fit.until), "definition": asdict(fit.definition), "hazard": fit.hazard.as_json(),
        "months_at_risk": fit.months_at_risk, "returns": fit.returns,
        "base_rates": {str(h): round(rate, 5) for h, rate in fit.base_rates.items()},
        "calibration": {str(h): [round(v, 6) for v in pair] for h, pair in fit.calibration.items()},
        "records": {str(h): _round(asdict(record)) for h, record in fit.records.items()},
    }  # fmt: skip


def _round(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, dict):
        return {name: _round(each) for name, each in value.items()}
    return [_round(each) for each in value] if isinstance(value, list | tuple) else value


def fit_from_json(given: Mapping[str, Any]) -> FittedChances:
    """What `fit_as_json` wrote."""
    return FittedChances(
        parse_month(given["until"]), Definition(**given["definition"]), Hazard.from_json(given["hazard"]), given["months_at_risk"], given["returns"],
        {int(h): float(rate) for h, rate in given["base_rates"].items()}, {int(h): (pair[0], pair[1]) for h, pair in given["calibration"].items()},
        {int(h): _record_from(record) for h, record in given["records"].items()},
    )  # fmt: skip


def _record_from(given: Mapping[str, Any]) -> Record:
    bins = tuple(ReliabilityBin(**each) for each in given["bins"])
    return Record(**{**given, "bins": bins, "skills": tuple(Skill(**each) for each in given["skills"])})
