"""An outlook as a JSON object."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from emberwatch.dates.month import format_month
from emberwatch.outlook.answer import GroupOutlook


def outlook_object(told: GroupOutlook) -> dict[str, Any]:
    """The outlook with months as `2019-03` and days as ISO dates."""
    outlook, standing = told.outlook, told.standing
    first = outlook.series.first_month
    return {
        "kind": "outlook", "unit": asdict(outlook.series.unit), "measure": told.ask.measure, "as_known_on": told.ask.cutoff.isoformat(), "source": told.source,
        "definition": outlook.definition, "refused": outlook.refused,
        "standing": {
            "phase": standing.phase, "threshold": standing.threshold, "peak": standing.peak,
            "peak_month": _month(first, standing.peak_at), "down_since": _month(first, standing.since),
            "returns": [_month(first, at) for at in standing.returns],
        },
        "chances": [asdict(chance) for chance in outlook.chances],
        "beside": [asdict(each) for each in told.beside], "why_plain": told.why_plain,
        "model": outlook.model,
        "distributions": [{"month": format_month(outlook.series.last_month + d.horizon), **asdict(d)} for d in outlook.distributions],
        "backtest": {horizon: asdict(record) for horizon, record in told.fit.records.items()} if told.fit else None,
        "signals": [{**asdict(signal), "published": signal.published.isoformat()} for signal in told.signals],
        "territory": _territory(told),
        "gaps": list(outlook.gaps),
        "history": [{"month": format_month(first + at), "low": low, "best": best, "high": high}
                    for at, (low, best, high) in enumerate(zip(outlook.series.low, outlook.series.best, outlook.series.high, strict=True))],
        "back_in": None if told.back_at is None else format_month(told.back_at),
    }  # fmt: skip


def _territory(told: GroupOutlook) -> dict[str, Any] | None:
    land = told.territory
    if land is None:
        return None
    listed = {name: [{"id": s.id, "report": s.report, "published": s.published.isoformat()} for s in getattr(land, name)] for name in ("reports", "against")}
    suggested = None if land.suggested is None else land.suggested.isoformat()
    return {"place": land.place, "day": land.day.isoformat(), "exact": land.exact, "suggested": suggested, **listed}


def _month(first: int, at: int | None) -> str | None:
    return None if at is None else format_month(first + at)
