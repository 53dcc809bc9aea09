"""The outlook for one group, at large or in a place: where it stands, the chance of its return, what moved it, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from emberwatch.dates.month import format_month, month_of
from emberwatch.model.outlook import Chance, Distribution, Driver, Measure, Outlook, Series, Unit
from emberwatch.outlook.chance_backtest import PRIOR_CASES
from emberwatch.outlook.chance_features import FEATURES, draw_chances, make_risk_month
from emberwatch.outlook.counts import Count
from emberwatch.outlook.fitted import FittedChances
from emberwatch.outlook.history import make_history
from emberwatch.outlook.likelihood import name_chance
from emberwatch.outlook.models.drifting import Drifting
from emberwatch.outlook.panel import Bools, Floats, make_panel
from emberwatch.outlook.resurgence import Definition, Standing, find_return, trace_standing
from emberwatch.outlook.series import make_series, select_counts
from emberwatch.outlook.signals import Signal
from emberwatch.outlook.territory import Territory

LEAST_MONTHS = 24
LATE_WINDOW_MONTHS = 24
NO_RATE = "under this definition none of its months while down was settled by then, and there is no rate of all groups to lean on"
HAZARD = "hazard of return"
BASE_RATE = "base rate of the group"
DRAWS = "a drifting level, not backtested for this question"
PATHS = 4000


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: whose counts (`place` a key of `place_key`), of what, as known when, how far ahead, by which definition.

    `lost` is the day on which the group lost its last territory, None where it did not or nobody says.
    """

    group: str
    cutoff: date
    measure: Measure = "events"
    horizons: tuple[int, ...] = (3, 6, 12)
    definition: Definition = field(default_factory=Definition)
    place: str | None = None
    place_name: str | None = None
    lost: date | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """What naive models say of one horizon: `hits` of `cases` own months at risk were followed by a return; the rate of all groups; conflictology.

    None where there is nothing to take it from.
    """

    horizon: int
    hits: int
    cases: int
    of_all: float | None
    drawn: float | None


@dataclass(frozen=True, slots=True)
class GroupOutlook:
    """An outlook with what is told beside it: the standing, the fit that gave the chances, signals of reports, and what happened next.

    `territory` is what the record says of its last place; it moves no figure. `later` is None unless it was asked for. `source` names
    where the counts come from, with attribution. `why_plain` says why no hazard answers, None where one does.
    """

    ask: Ask
    outlook: Outlook
    standing: Standing
    fit: FittedChances | None = None
    signals: tuple[Signal, ...] = ()
    later: Series | None = None
    source: str = ""
    territory: Territory | None = None
    beside: tuple[Beside, ...] = ()
    why_plain: str | None = None

    @property
    def title(self) -> str:
        """ "Islamic State in Syria"."""
        return self.outlook.series.unit.name

    @property
    def back_at(self) -> int | None:
        """The month in which it was back by what is known later; None where it was not, or that was not asked."""
        if self.later is None or self.standing.threshold is None:
            return None
        at = self.outlook.series.last_month - self.later.first_month
        found = find_return(self.later.best, at, self.standing.threshold, self.ask.definition)
        return None if found is None else found + self.later.first_month


def make_unit(ask: Ask) -> Unit:
    """The unit asked about."""
    if ask.place is None:
        return Unit(ask.group, ask.group, "group")
    return Unit(f"{ask.group}@{ask.place}", f"{ask.group} in {ask.place_name or ask.place}", "group in place")


def make_outlook(
    counts: Sequence[Count], ask: Ask, fit: FittedChances | None, distributions: Sequence[Distribution] = (), model: str = "", *, source: str = "",
    signals: Sequence[Signal] = (), later: bool = False,
) -> GroupOutlook:  # fmt: skip
    """The outlook from `counts`, of which nothing is used that was not known on the day asked; `fit` must have learned from months before it."""
    rows = select_counts(counts, ask.group, ask.place, ask.cutoff)
    series = make_series(rows, make_unit(ask), ask.measure, ask.cutoff)
    trace = trace_standing(series.best, ask.definition, _lost_at(ask, series))
    standing = trace[-1] if trace else Standing("short history")
    refused = _refuse(series, standing)
    chances = _base_rates(series, trace, ask, fit) if refused else _find_chances(rows, series, trace, ask, fit)
    refused = refused or (None if chances else NO_RATE)
    hazard = fit if not refused and _can_use(fit, ask, standing) else None
    kept = () if len(series.best) < LEAST_MONTHS else tuple(distributions)
    made = Outlook(
        series, model, kept, tuple(chances), (), ask.definition.words, tuple(_find_gaps(rows, series, ask)), refused,
    )  # fmt: skip
    whole = make_series(select_counts(counts, ask.group, ask.place), make_unit(ask), ask.measure, _end_of(counts), series.first_month) if later else None
    beside = tuple(_see_beside(series, trace, ask, fit, horizon) for horizon in ask.horizons)
    why = None if hazard is not None else _why_plain(fit, ask, standing)
    return GroupOutlook(ask, made, standing, hazard, tuple(signals), whole, source, beside=beside, why_plain=why)


def _end_of(counts: Sequence[Count]) -> date:
    """The last day that the source covers: the end of the last month in which it lists anything."""
    from emberwatch.dates.month import last_day

    return last_day(month_of(max(count.day for count in counts)))


def _lost_at(ask: Ask, series: Series) -> int | None:
    return None if ask.lost is None or ask.lost > ask.cutoff else max(month_of(ask.lost) - series.first_month, 0)


def _refuse(series: Series, standing: Standing) -> str | None:
    """Why no more than base rates are given; None where there is enough history."""
    months = len(series.best)
    if not months:
        return "nothing of it was known by then"
    if months < LEAST_MONTHS or standing.phase == "short history":
        return f"it was known for {months} months; {LEAST_MONTHS} are needed"
    if standing.phase == "below the floor":
        return f"its highest mean was {standing.peak or 0:.2g} a month, below the floor of the definition: there is no peak to come back to"
    if not any(series.reported[-12:]):
        return "nobody reported from its countries in the last twelve months"
    return None


def _can_use(fit: FittedChances | None, ask: Ask, standing: Standing) -> bool:
    """May the hazard answer? It was fitted on counts of events under one definition, for groups that are down, and must have shown skill."""
    return fit is not None and standing.at_risk and ask.measure == "events" and fit.definition == ask.definition and all(map(fit.has_skill, ask.horizons))


def _why_plain(fit: FittedChances | None, ask: Ask, standing: Standing) -> str:
    """Why the hazard does not answer."""
    if not standing.at_risk:
        return "the hazard is for groups that are down, and by the definition this one is not"
    if fit is None:
        return "none was fitted by then: too few groups had come back to learn from"
    if ask.measure != "events":
        return f"the hazard was fitted on events, not on {ask.measure}"
    if fit.definition != ask.definition:
        return "the hazard was fitted under another definition"
    return "by then the hazard's forecasts had not beaten both the base rate and conflictology"


def _see_beside(series: Series, trace: Sequence[Standing], ask: Ask, fit: FittedChances | None, horizon: int) -> Beside:
    _, hits, cases = _base_rate(series, trace, ask, fit, horizon)
    own = np.array([np.nan if value is None else value for value in series.best])
    limit = trace[-1].threshold if trace else None
    drawn = None if limit is None or np.isnan(own[-12:]).all() else float(draw_chances(own, limit, ask.definition, horizon)[-1])
    return Beside(horizon, hits, cases, _rate_of_all(fit, ask, horizon), drawn)


def _rate_of_all(fit: FittedChances | None, ask: Ask, horizon: int) -> float | None:
    """The share of all groups' months at risk that were followed by a return; None where it was not counted under this definition."""
    if fit is None or fit.definition != ask.definition or not fit.base_rates:
        return None
    return fit.base_rates[min(fit.base_rates, key=lambda known: abs(known - horizon))]


def _find_chances(rows: Sequence[Count], series: Series, trace: Sequence[Standing], ask: Ask, fit: FittedChances | None) -> list[Chance]:
    if not trace[-1].at_risk:
        return _active_chances(series, trace, ask)
    if fit is None or not _can_use(fit, ask, trace[-1]):
        return _base_rates(series, trace, ask, fit)
    shot = make_history(rows, ask.group).snapshot(series.last_month)
    assert shot is not None
    down = sum(standing.at_risk for standing in trace)
    hazard = min((fit.returns + 1) / (fit.months_at_risk + 40), 0.5)
    case = make_risk_month(shot, trace[-1], down, ask.definition, hazard)
    probs, low, high = fit.predict(case.features, ask.horizons)
    drivers = _find_drivers(fit, case.features)
    return [
        Chance(ask.definition.kind, h, float(p), float(a), float(b), _base_rate(series, trace, ask, fit, h)[0], name_chance(float(p)), drivers)
        for h, p, a, b in zip(ask.horizons, probs, low, high, strict=True)
    ]


def _find_drivers(fit: FittedChances, features: Floats) -> tuple[Driver, ...]:
    """The features by how much they move the chance, the strongest first; the season's two terms as one."""
    added = fit.hazard.explain(features)
    values = dict(zip(FEATURES, features.tolist(), strict=True))
    season = added.pop("spring") + added.pop("autumn")
    drivers = [Driver(name, by, FEATURES[name], values[name]) for name, by in added.items()]
    return tuple(sorted([*drivers, Driver("season", season, "the time of the year")], key=lambda d: -abs(d.log2_odds)))


def _base_rate(series: Series, trace: Sequence[Standing], ask: Ask, fit: FittedChances | None, horizon: int) -> tuple[float, int, int]:
    """The share of its own months at risk after which it was back within `horizon` months, drawn to that of all groups; hits and cases."""
    last = len(series.best) - 1
    cases = [at for at, standing in enumerate(trace) if standing.at_risk and at + horizon <= last]
    hits = 0
    for at in cases:
        back = find_return(series.best, at, trace[at].threshold or 0.0, ask.definition)
        hits += back is not None and back <= at + horizon
    known = _rate_of_all(fit, ask, horizon)
    of_all, weight = (known, PRIOR_CASES) if known is not None else (0.5, 1.0)
    return (hits + weight * of_all) / (len(cases) + weight), hits, len(cases)


def _base_rates(series: Series, trace: Sequence[Standing], ask: Ask, fit: FittedChances | None) -> list[Chance]:
    """The base rate as the chance, with an interval that counts months whose horizons overlap as one; none without any month to take it from."""
    made = []
    for horizon in ask.horizons:
        rate, _, cases = _base_rate(series, trace, ask, fit, horizon)
        if not cases and _rate_of_all(fit, ask, horizon) is None:
            continue
        sure = max(cases / horizon, 0.0) + 2.0
        draws = np.random.default_rng(0).beta(rate * sure, (1 - rate) * sure, 4000)
        low, high = np.quantile(draws, [0.05, 0.95])
        made.append(Chance(ask.definition.kind, horizon, rate, float(low), float(high), rate, name_chance(rate)))
    return made


def _active_chances(series: Series, trace: Sequence[Standing], ask: Ask) -> list[Chance]:
    """For a group that is not down: the chance of months above what would be a return, by ways its counts may go around a drifting level."""
    own = np.array([np.nan if value is None else value for value in series.best])
    limit = trace[-1].threshold or 0.0
    over = _paths_over(series, limit, ask)
    made = []
    for horizon in ask.horizons:
        prob = float(over[:, :horizon].any(axis=1).mean())
        starts = range(12, len(own) - horizon)
        hits = [(back := find_return(own, at, limit, ask.definition)) is not None and back <= at + horizon for at in starts]
        base = float(np.mean(hits)) if hits else prob
        spread = float(np.sqrt(max(prob * (1 - prob), 0.01) / 12))  # as if twelve months had been seen
        made.append(Chance("level", horizon, prob, max(prob - 1.645 * spread, 0.0), min(prob + 1.645 * spread, 1.0), base, name_chance(prob)))
    return made


def _paths_over(series: Series, limit: float, ask: Ask) -> Bools:
    """For each way the counts may go around a drifting level (rows) and month (columns): do the months up to it exceed `limit` together?"""
    paths = Drifting().fit(make_panel([series]), (1,), 0).draw_paths(0, max(ask.horizons), PATHS).T
    window = ask.definition.return_months if ask.definition.kind != "onset" else 1
    known = np.array([value or 0.0 for value in series.best[-(window - 1) :]] if window > 1 else [], dtype=np.float64)
    whole = np.concatenate([np.zeros((PATHS, window - 1 - len(known))), np.tile(known, (PATHS, 1)), paths], axis=1)
    total = np.concatenate([np.zeros((PATHS, 1)), np.cumsum(whole, axis=1)], axis=1)
    return np.asarray(total[:, window:] - total[:, :-window] > limit)


def _find_gaps(rows: Sequence[Count], series: Series, ask: Ask) -> list[str]:
    """Sentences on what is not known: silent months, late reports, no dates of becoming known."""
    silent = [series.first_month + at for at, seen in enumerate(series.reported) if not seen]
    recent = [month for month in silent if month > series.last_month - 12]
    gaps = []
    if not series.best:
        return ["nothing was known of it by then"]
    if silent:
        listed = f": {', '.join(map(format_month, recent))}" if recent else ""
        words = f"in {len(silent)} of {len(series.best)} months the source lists nothing at all from its countries; they are unknown, not zero"
        gaps.append(f"{words} ({len(recent)} of the last 12{listed})")
    else:
        gaps.append("in every month the source lists something from its countries: a zero is a month without its events, as far as the source reaches")
    own = [c for c in rows if c.role == "own" and series.last_month - LATE_WINDOW_MONTHS < month_of(c.day) <= series.last_month - 3]
    dated = [c for c in own if c.known is not None]
    if dated:
        late = sum(c.events for c in dated if c.known is not None and month_of(c.known) > month_of(c.day)) / sum(c.events for c in dated)
        gaps.append(
            f"of its events in the two years before, {late * 100:.0f} % became known after the month they fell in; so much of the last month may be missing"
        )
    elif own:
        gaps.append("the source does not say when events became known: reports that came late cannot be told from those that came in time")
    if ask.place is not None:
        gaps.append("the hazard was fitted and tested on whole groups; in one place it is less sure than its interval says")
    last = max((c.day for c in rows), default=ask.cutoff)
    if ask.cutoff - last > timedelta(days=92):
        gaps.append(f"the source lists nothing from its countries after {last}: the {(ask.cutoff - last).days // 30} months since are unknown")
    return gaps
