"""One measured number, the bar it must reach, and how it compares with the frozen one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure must reach: at least `limit`, or at most `limit` where `at_most`."""

    limit: float
    at_most: bool = False

    def met(self, value: float) -> bool:
        """Does `value` reach the bar? Not a number never does."""
        return value <= self.limit if self.at_most else value >= self.limit

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {self.limit:g}"


def _at_least(limits: Mapping[str, float]) -> dict[str, Bar]:
    return {name: Bar(limit) for name, limit in limits.items()}


def _at_most(limits: Mapping[str, float]) -> dict[str, Bar]:
    return {name: Bar(limit, at_most=True) for name, limit in limits.items()}


BARS: dict[str, Bar] = {
    **_at_least({"seed.whole": 0.90, "seed.event.precision": 0.85, "seed.statement.f1": 0.95}),
    **_at_most({"seed.refused": 0}),
    **_at_least({"devset.event.f1": 0.65, "devset.state.f1": 0.50, "devset.statement.f1": 0.85}),
    **_at_least({"devset.type": 0.85, "devset.status": 0.90, "devset.speakers": 0.90, "devset.actor": 0.80, "devset.place": 0.60, "devset.when": 0.70}),
    **_at_least({"pairs.type_any": 0.70, "pairs.type_f1": 0.58, "pairs.triple_f1": 0.50}),
    **_at_least({"encoder.ewt.las": 88.5, "encoder.gum.las": 88.5}),
    **_at_least({"encoder.polnear.source": 83, "encoder.polnear.cue": 73, "encoder.polnear.content": 90}),
    **_at_least({"own.type.f1": 0.80, "own.status": 0.92, "own.actor.f1": 0.80, "own.recipient.f1": 0.80, "own.speakers": 0.90}),
    **_at_least({"timex.value_accuracy": 0.80, "timex.detection_f1": 0.85}),
    **_at_most({"calibration.ece": 0.05}),
    **_at_least({"ledger.families.f1": 0.95, "ledger.incidents.f1": 0.90, "ledger.findings.f1": 0.80}),
    **_at_least({"linking.ecb.conll": 0.70, "linking.ecb.gain": 0.0}),
    **_at_most({f"views.{year}.reproduced_gap": 0.05 for year in (2020, 2021, 2022)}),
    **_at_most({f"views.{year}.crps_ratio": 1.0 for year in (2020, 2021, 2022)}),
    **_at_most({"views.log_crps_ratio": 0.95, "views.ignorance_ratio": 1.0, "views.coverage_gap": 0.03}),
    **_at_least({"groups.m6.skill.base": 0.0, "groups.m6.skill.conflictology": 0.0}),
    **_at_most({"groups.m6.ece": 0.05, "groups.seconds": 2.0, "views.seconds": 600.0}),
    **_at_least({"speed.ratio": 0.6}),
    **_at_most({"speed.memory_mb": 1000, "speed.memory_jobs2_mb": 1000, "speed.linearity": 1.2}),
    **_at_most({"start.import_s": 0.2, "start.help_s": 0.5}),
    **_at_most({"scale.link_over_read": 1.0, "scale.add_100_s": 10, "scale.memory_mb": 2000}),
}

COUNTED = frozenset({"items", "facts", "reports", "words", "unread", "gold", "predicted"})
"""Last parts of names that say how much was measured: shown, never compared."""

LOWER_IS_BETTER = ("calibration.", "seed.refused", "speed.memory", "speed.linearity", "speed.seconds", "start.", "scale.")
"""Beginnings of names of which a smaller value is a better one."""

LOWER_IS_BETTER_LAST = (".ece", "_ratio", "_gap", "crps", "ignorance", "_over_published", ".seconds")
"""Ends of names of which a smaller value is a better one."""

TOLERANCES: tuple[tuple[str, float, bool], ...] = (
    ("seed.refused", 0.0, False),
    ("encoder.", 0.1, False),
    ("speed.", 0.15, True),
    ("start.", 0.25, True),
    ("groups.seconds", 0.5, True),
    ("views.seconds", 0.5, True),
    ("scale.", 0.25, True),
    ("", 0.005, False),
)
"""By how much a figure may worsen before it is told: first name that fits, allowance, and whether that is a share of the frozen figure."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one group gives back: figures by name, and charts (SVG text) by file name."""

    figures: Mapping[str, float]
    charts: Mapping[str, str] = field(default_factory=dict)


class Skipped(Exception):
    """A group cannot be measured here; the text says what is missing."""


def is_counted(name: str) -> bool:
    """Is this figure a count of what was measured rather than a measure of how well?"""
    return name.rpartition(".")[2] in COUNTED


def lower_is_better(name: str) -> bool:
    """Does a smaller value of this figure mean a better product?"""
    return name.startswith(LOWER_IS_BETTER) or name.endswith(LOWER_IS_BETTER_LAST)


def find_tolerance(name: str, frozen: float) -> float:
    """How far `name` may lie on the wrong side of its frozen value, in the figure's own unit."""
    allowance, relative = next((a, r) for prefix, a, r in TOLERANCES if name.startswith(prefix))
    return allowance * abs(frozen) if relative else allowance


def is_worse(name: str, value: float, frozen: float | None) -> bool:
    """Has the figure worsened against the frozen one by more than its tolerance? A new figure has not."""
    if frozen is None or is_counted(name):
        return False
    loss = value - frozen if lower_is_better(name) else frozen - value
    return loss > find_tolerance(name, frozen) + 1e-9


def judge(name: str, value: float) -> str:
    """`ok` or `short` against the bar; `-` where the figure has none."""
    bar = BARS.get(name)
    if bar is None:
        return "-"
    return "ok" if bar.met(value) else "short"


def format_value(name: str, value: float) -> str:
    """Counts without decimals, figures above 20 with one or two, others with three."""
    if is_counted(name) or name == "seed.refused":
        return f"{value:.0f}"
    return f"{value:.0f}" if abs(value) >= 1000 else f"{value:.2f}" if abs(value) >= 20 else f"{value:.3f}"


def format_line(name: str, value: float, frozen: float | None = None) -> str:
    """`name value bar ok|short`, aligned, and a word where it is worse than the frozen figure."""
    bar = BARS.get(name)
    line = f"{name:34s} {format_value(name, value):>9s}  {str(bar) if bar else '-':8s} {judge(name, value):5s}"
    if frozen is not None and is_worse(name, value, frozen):
        line += f"  worse than frozen {format_value(name, frozen)}"
    return line.rstrip()
