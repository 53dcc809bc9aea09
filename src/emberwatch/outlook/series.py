"""Counts of a unit by month or week, as known on a day; what nobody reported on is told from what did not happen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from emberwatch.dates.month import month_of
from emberwatch.errors import SettingError
from emberwatch.model.outlook import Measure, Series, Unit
from emberwatch.outlook.counts import Count
from emberwatch.places.names import key_of

KINDS_OF_PLACE = frozenset(
    "governorate province district city state town region department village subdistrict sub-district county division municipality area".split()
)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Counts by week (Monday to Sunday) from the Monday `first` on; None where nobody reported."""

    unit: Unit
    measure: Measure
    first: date
    best: tuple[float | None, ...]
    known: date


def place_key(name: str) -> str:
    """A key under which the ways to write a place agree, without the word for its kind.

    >>> place_key("Deir ez Zor governorate") == place_key("Deir ez-Zor")
    True
    """
    words = [word for word in name.split() if word.lower() not in KINDS_OF_PLACE]
    return key_of(" ".join(words or name.split()))


def is_in(count: Count, place: str) -> bool:
    """Does the row lie in the place with this key: a country, a region or something smaller?"""
    names = (count.country, count.region, *count.place)
    return any(name and place_key(name) == place for name in names)


def select_counts(counts: Iterable[Count], group: str, place: str | None = None, cutoff: date | None = None) -> tuple[Count, ...]:
    """The rows of a group, its enemies and its countries, in `place` (a key) where one is given, as known on `cutoff`.

    The countries are those where the group was seen by then; rows of enemies and countries are not narrowed to the place.
    """
    known = [count for count in counts if cutoff is None or count.known_by(cutoff)]
    own = [c for c in known if c.role == "own" and c.group == group and (place is None or is_in(c, place))]
    countries = {c.country for c in own}
    beside = [c for c in known if (c.role == "enemies" and c.group == group) or (c.role == "country" and c.country in countries)]
    return (*own, *(c for c in beside if place is None or c.country in countries))


def make_series(counts: Sequence[Count], unit: Unit, measure: Measure, cutoff: date, first_month: int | None = None) -> Series:
    """The months of `unit` from its first event (or `first_month`) to the last full month before `cutoff`.

    `counts` are those that `select_counts` gives. A month is None where the source lists nothing at all in the countries of the unit.
    """
    known = [count for count in counts if count.known_by(cutoff)]
    own = [count for count in known if count.role == "own"]
    last = month_of(cutoff + timedelta(days=1)) - 1
    months = [month for count in own if (month := month_of(count.day)) <= last]
    if not months:
        return Series(unit, measure, last + 1 if first_month is None else first_month, (), (), (), cutoff)
    first = min(months) if first_month is None else first_month
    reported = {month_of(count.day) for count in known}
    sums = [[0.0, 0.0, 0.0] for _ in range(last - first + 1)]
    for count in own:
        at = month_of(count.day) - first
        if 0 <= at < len(sums):
            for column, value in enumerate(_values(count, measure)):
                sums[at][column] += value
    low, best, high = (tuple(row[column] if first + at in reported else None for at, row in enumerate(sums)) for column in range(3))
    return Series(unit, measure, first, best, low, high, cutoff)


def _values(count: Count, measure: Measure) -> tuple[float, float, float]:
    if measure == "deaths":
        return count.low, count.best, count.high
    number = float(count.events if measure == "events" else count.attacks)
    return number, number, number


def make_weeks(counts: Sequence[Count], unit: Unit, measure: Measure, cutoff: date) -> Weeks:
    """The weeks of `unit` from its first event to the last full week before `cutoff`; raises `SettingError` for counts known by month only."""
    known = [count for count in counts if count.known_by(cutoff)]
    if any(count.monthly for count in known):
        raise SettingError("these counts are known by month only; import events (emberwatch import ucdp FILE) to count by week")
    last = _week(cutoff + timedelta(days=1)) - 1
    own = [(week, count) for count in known if count.role == "own" and (week := _week(count.day)) <= last]
    if not own:
        return Weeks(unit, measure, date.fromordinal((last + 1) * 7 + 1), (), cutoff)
    first = min(week for week, _ in own)
    reported = {_week(count.day) for count in known}
    sums = [0.0] * (last - first + 1)
    for week, count in own:
        sums[week - first] += _values(count, measure)[1]
    best = tuple(value if first + at in reported else None for at, value in enumerate(sums))
    return Weeks(unit, measure, date.fromordinal(first * 7 + 1), best, cutoff)


def _week(day: date) -> int:
    """The number of the week that holds `day`; its Monday is ordinal 7 n + 1."""
    return (day.toordinal() - 1) // 7


def sum_months(counts: Iterable[Count]) -> tuple[Count, ...]:
    """The rows by group, role, country, region, month and month in which they became known: what a small table keeps of many events."""
    summed: dict[tuple[object, ...], Count] = {}
    for count in counts:
        day = _month_end(count.day)
        known = None if count.known is None else max(day, _month_end(count.known))
        region = count.region if count.role == "own" else None
        key = (count.group, count.role, count.country or "", region or "", day, known or date.min)
        base = summed.get(key) or replace(count, day=day, known=known, region=region, place=(), events=0, attacks=0, low=0.0, best=0.0, high=0.0, monthly=True)
        summed[key] = replace(
            base, events=base.events + count.events, attacks=base.attacks + count.attacks,
            low=base.low + count.low, best=base.best + count.best, high=base.high + count.high,
        )  # fmt: skip
    return tuple(summed[key] for key in sorted(summed, key=lambda k: tuple(map(str, k))))


def _month_end(day: date) -> date:
    from emberwatch.dates.month import last_day

    return last_day(month_of(day))
