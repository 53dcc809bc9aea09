"""One group's question asked anew at every past month in which it could come back, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from emberwatch.dates.month import last_day, month_of
from emberwatch.model.outlook import Chance, Series
from emberwatch.outlook.answer import Ask, make_outlook, make_unit
from emberwatch.outlook.chance_backtest import Asked, brier, find_skill
from emberwatch.outlook.chance_features import draw_chances
from emberwatch.outlook.counts import Count
from emberwatch.outlook.fitted import FittedChances, Record, Skill, pick_fit
from emberwatch.outlook.resurgence import find_return, trace_standing
from emberwatch.outlook.series import make_series, select_counts

GIVEN, BASE, DRAWN = "as given", "base rate of the group", "conflictology"
NAIVE = (BASE, DRAWN)
LEAST_RETURNS = 5
"""With fewer returns behind them, forecasts for one group cannot tell skill from luck: no interval is drawn, and the answer says so."""
BLOCK_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PastChance:
    """What was said for one horizon, what the naive models would have said, and whether it came true (None: not yet known).

    `settled` where the whole horizon has passed: only those are scored. Scoring what came true early, but not what may yet, would raise the rate.
    """

    horizon: int
    prob: float
    base_rate: float
    drawn: float
    came_true: bool | None
    settled: bool


@dataclass(frozen=True, slots=True)
class PastMonth:
    """One month at whose end the group was down: what was said from what was known then, and the month in which it was back.

    `hazard` tells whether the hazard answered or only a base rate. `since` and `back` are months; `back` is None where it is not back yet.
    """

    month: int
    since: int | None
    threshold: float
    hazard: bool
    chances: tuple[PastChance, ...]
    back: int | None


@dataclass(frozen=True, slots=True)
class OwnScore:
    """How the answers for one horizon did: settled months, those that came true, the different returns behind them, and the skill.

    `skills` have no interval (both ends not a number) below `LEAST_RETURNS` returns; a skill is None where the naive model made no error.
    """

    horizon: int
    settled: int
    came_true: int
    returns: int
    said: float
    skills: tuple[Skill | None, ...]

    @property
    def enough(self) -> bool:
        """Do enough returns stand behind it to tell skill from luck?"""
        return self.returns >= LEAST_RETURNS


@dataclass(frozen=True, slots=True)
class GroupBacktest:
    """Every past month asked about, with its scores by horizon; `series` is the history as it is known at the end.

    `all_groups` is the record of the same model over all groups by horizon.
    """

    ask: Ask
    series: Series
    months: tuple[PastMonth, ...]
    scores: tuple[OwnScore, ...]
    all_groups: tuple[tuple[int, Record], ...]
    source: str = ""

    @property
    def title(self) -> str:
        """ "Islamic State in Syria"."""
        return self.series.unit.name

    @property
    def returns(self) -> tuple[int, ...]:
        """The months in which it came back after a month asked about."""
        return find_returns([month.back for month in self.months if month.back is not None], self.ask.definition.return_months)


def find_returns(backs: Iterable[int], window: int) -> tuple[int, ...]:
    """The first months of the returns among `backs`: those less than `window` months after the one before belong to the same return.

    >>> find_returns([604, 603, 632], 3)
    (603, 632)
    """
    kept: list[int] = []
    before: int | None = None
    for back in sorted(set(backs)):
        if before is None or back - before >= window:
            kept.append(back)
        before = back
    return tuple(kept)


def ask_past(counts: Sequence[Count], ask: Ask, fits: Sequence[FittedChances], source: str = "") -> GroupBacktest:
    """The question of `ask` at the end of every month before its cutoff, each answered from what was known then by a fit of before.

    What came of it is judged by what is known at the cutoff of `ask`.
    """
    rows = select_counts(counts, ask.group, ask.place, ask.cutoff)
    truth = make_series(rows, make_unit(ask), ask.measure, ask.cutoff)
    months = [found for month in range(truth.first_month, truth.last_month + 1) if (found := _ask_one(rows, replace(ask, cutoff=last_day(month)), fits, truth))]
    scores = tuple(_score(months, ask, horizon) for horizon in ask.horizons)
    fit = pick_fit(fits, truth.last_month)
    records = tuple(sorted(fit.records.items())) if fit is not None else ()
    return GroupBacktest(ask, truth, tuple(months), scores, tuple((h, r) for h, r in records if h in ask.horizons), source)


def _ask_one(rows: Sequence[Count], ask: Ask, fits: Sequence[FittedChances], truth: Series) -> PastMonth | None:
    """The answer at the end of one month; None where the group was not down by what was known then."""
    month = month_of(ask.cutoff)
    known = make_series(select_counts(rows, ask.group, ask.place, ask.cutoff), make_unit(ask), ask.measure, ask.cutoff)
    lost = month_of(ask.lost) - known.first_month if ask.lost is not None and ask.lost <= ask.cutoff else None
    trace = trace_standing(known.best, ask.definition, None if lost is None else max(lost, 0))
    if not trace or not trace[-1].at_risk:
        return None
    told = make_outlook(rows, ask, pick_fit(fits, month))
    limit = told.standing.threshold
    if limit is None or not told.outlook.chances:
        return None
    at = find_return(truth.best, month - truth.first_month, limit, ask.definition)
    back = None if at is None else truth.first_month + at
    own = np.array([np.nan if value is None else value for value in told.outlook.series.best])
    drawn = draw_chances(own, limit, ask.definition, max(ask.horizons))
    chances = tuple(_see_chance(c, float(drawn[c.horizon - 1]), None if back is None else back - month, truth.last_month - month) for c in told.outlook.chances)
    since = None if told.standing.since is None else told.outlook.series.first_month + told.standing.since
    return PastMonth(month, since, limit, told.fit is not None, chances, back)


def _see_chance(chance: Chance, drawn: float, back: int | None, seen: int) -> PastChance:
    """What came of a chance by what is known: `back` and `seen` are months after the day asked."""
    horizon = chance.horizon
    came_true = True if back is not None and back <= horizon else False if seen >= horizon else None
    return PastChance(horizon, chance.prob, chance.base_rate, drawn, came_true, seen >= horizon)


def _score(months: Sequence[PastMonth], ask: Ask, horizon: int) -> OwnScore:
    asked = [
        Asked(
            ask.group, month.month, horizon, {GIVEN: chance.prob, BASE: chance.base_rate, DRAWN: chance.drawn}, bool(chance.came_true),
            (month.back or 0) - month.month,
        )
        for month in months for chance in month.chances if chance.horizon == horizon and chance.settled
    ]  # fmt: skip
    returns = len(find_returns([each.month + each.back for each in asked if each.came_true], ask.definition.return_months))
    said = float(np.mean([each.chances[GIVEN] for each in asked])) if asked else 0.0
    skills = tuple(_skill(asked, against, returns >= LEAST_RETURNS) for against in NAIVE)
    return OwnScore(horizon, len(asked), sum(each.came_true for each in asked), returns, said, skills)


def _skill(asked: Sequence[Asked], against: str, enough: bool) -> Skill | None:
    if not asked or not brier(asked, against).sum():
        return None
    if not enough:
        value = 1 - float(brier(asked, GIVEN).sum() / brier(asked, against).sum())
        return Skill(against, value, float("nan"), float("nan"))
    return Skill(against, *find_skill(asked, GIVEN, against, block_months=BLOCK_MONTHS))
