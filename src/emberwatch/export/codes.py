"""How exact a place or a time is, in the codes of ACLED and of UCDP GED."""

from __future__ import annotations

from emberwatch.dates.when import When
from emberwatch.model.entity import PlacePrecision

ACLED_GEO: dict[str, int] = {"point": 1, "town": 1, "district": 2, "region": 3, "country": 3}
"""ACLED `geo_precision`: 1 a named place, 2 near one or a part of a region, 3 a larger region."""

UCDP_WHERE: dict[str, int] = {"point": 1, "town": 1, "district": 3, "region": 4, "country": 6}
"""UCDP GED `where_prec`: 1 exact place, 3 second-order division, 4 first-order division, 6 country."""


def acled_geo_precision(precision: PlacePrecision | None) -> int | None:
    """ACLED's code, None without a place."""
    return None if precision is None else ACLED_GEO[precision]


def ucdp_where_prec(precision: PlacePrecision | None) -> int | None:
    """UCDP's code, None without a place."""
    return None if precision is None else UCDP_WHERE[precision]


def acled_time_precision(when: When | None) -> int | None:
    """ACLED's code: 1 a day, 2 up to a week, 3 longer; None where an end is open or not resolved."""
    days = _days(when)
    if days is None:
        return None
    return 1 if days == 1 else 2 if days <= 7 else 3


def ucdp_date_prec(when: When | None) -> int | None:
    """UCDP's code: 1 a day, 2 two to six days, 3 a week, 4 eight days to a month, 5 longer, up to a year; else None."""
    days = _days(when)
    if days is None or days > 366:
        return None
    for longest, code in ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5)):
        if days <= longest:
            return code
    return None


def _days(when: When | None) -> int | None:
    """Length of the interval in days."""
    if when is None or when.start is None or when.end is None:
        return None
    return (when.end - when.start).days
