"""The watch list: groups, and groups in a country, that are down by their chance of coming back and its change; then those that are active."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from emberwatch.dates.month import format_month, last_day, month_of
from emberwatch.errors import SettingError
from emberwatch.outlook.answer import Ask, GroupOutlook, make_outlook
from emberwatch.outlook.fitted import pick_fit
from emberwatch.outlook.series import place_key
from emberwatch.pipeline.outlook_supply import LEAST_EVENTS, Supply, is_group, load_fits, load_supply

NEARLY_ALL = 0.95
"""With so large a share of a group's events in one country, the group there is the group at large."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A line of the watch list: the outlook now, the chance of a return at the horizon, and how it changed (None: not comparable, as `note` says).

    `prob` and `change` are None for a group that is active: there is nothing for it to come back from. `recent` is what the last months counted
    together, as many as `told.standing.threshold` is of; None where nobody reported in any of them.
    """

    told: GroupOutlook
    prob: float | None
    change: float | None
    note: str = ""
    recent: float | None = None

    @property
    def down_since(self) -> str | None:
        """The month (YYYY-MM) since which the group is down; None where it is not."""
        return self._name_month(self.told.standing.since)

    @property
    def back_since(self) -> str | None:
        """The month of its last return; None where it was never down."""
        return self._name_month(next(iter(self.told.standing.returns[-1:]), None))

    def _name_month(self, month: int | None) -> str | None:
        return None if month is None else format_month(self.told.outlook.series.first_month + month)


def watch_days(as_known_on: date | None = None, since: date | None = None, home: Path | None = None, source: str | None = None) -> tuple[date, date]:
    """The day of the list and the day that it is compared with; raises `SettingError` where that is not the earlier one."""
    return _days(load_supply(None, home, source), as_known_on, since)


def _days(supply: Supply, as_known_on: date | None, since: date | None) -> tuple[date, date]:
    now = as_known_on or supply.last_day
    before = since or last_day(month_of(now) - 1)
    if before >= now:
        raise SettingError(f"the list is of {now} and would be compared with {before}; give an earlier day with --since")
    return now, before


def watch(
    horizon: int = 6, as_known_on: date | None = None, since: date | None = None, home: Path | None = None, source: str | None = None, *,
    places: bool = False, by: str = "chance",
) -> list[Watched]:  # fmt: skip
    """Every group with 30 events that is down, by its chance or the size of its change (`by`), the largest first; then those that are active, by `recent`.

    What cannot be compared, such as a group that went down since, is the largest change. `since` is the day to compare
    with, else the end of the month before. With `places`, also each group in each of its countries with 30 of its events.
    """
    supply = load_supply(None, home, source)
    now, before = _days(supply, as_known_on, since)
    found = [watched for own, ask in _asks(supply, now, horizon, places) if (watched := _watch_one(own, ask, before)) is not None]
    largest: dict[str, Callable[[Watched], float]] = {"chance": lambda w: w.prob or 0.0, "change": lambda w: 2.0 if w.change is None else abs(w.change)}
    if by not in largest:
        raise SettingError(f"no order {by!r}; there are {', '.join(largest)}")
    down = sorted((w for w in found if w.prob is not None), key=lambda w: (-largest[by](w), w.told.title))
    return down + sorted((w for w in found if w.prob is None), key=lambda w: (-(w.recent or 0.0), w.told.title))


def _asks(supply: Supply, now: date, horizon: int, places: bool) -> Iterator[tuple[Supply, Ask]]:
    for name in sorted(group for group, number in supply.groups.items() if number >= LEAST_EVENTS and is_group(group)):
        own = replace(supply, counts=tuple(c for c in supply.counts if c.group == name or c.role == "country"))
        yield own, Ask(name, now, horizons=(horizon,))
        for country in _find_countries(own, now) if places else ():
            yield own, Ask(name, now, horizons=(horizon,), place=place_key(country), place_name=country)


def _find_countries(own: Supply, now: date) -> list[str]:
    """The countries with enough of a group's events by `now`; none where one of them holds nearly all, since it would say the same twice."""
    numbers: Counter[str] = Counter()
    for count in own.counts:
        if count.role == "own" and count.country and count.known_by(now):
            numbers[count.country] += count.events
    if not numbers or max(numbers.values()) >= NEARLY_ALL * numbers.total():
        return []
    return sorted(country for country, number in numbers.items() if number >= LEAST_EVENTS)


def _watch_one(supply: Supply, ask: Ask, before: date) -> Watched | None:
    now, then = (_ask_quick(supply, replace(ask, cutoff=day)) for day in (ask.cutoff, before))
    if now.outlook.refused:
        return None
    known = [value for value in now.outlook.series.best[-ask.definition.return_months :] if value is not None]
    recent = sum(known) if known else None
    moved = not then.outlook.refused and now.standing.at_risk != then.standing.at_risk
    if not now.standing.at_risk:
        return Watched(now, None, None, f"back since {before}" if moved else "", recent)
    prob = now.outlook.chances[0].prob
    if then.outlook.refused or moved:
        return Watched(now, prob, None, f"down since {before}" if moved else f"too little history on {before}", recent)
    return Watched(now, prob, prob - then.outlook.chances[0].prob, "", recent)


def _ask_quick(supply: Supply, ask: Ask) -> GroupOutlook:
    fit = pick_fit(load_fits(), month_of(date.fromordinal(ask.cutoff.toordinal() + 1)) - 1)
    return make_outlook(supply.counts, ask, fit, source=supply.source)
