"""Is `probability` what it says? Of the facts given 0.8, eight in ten should be right on held-out text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.chart import Chart, Series
from bench.figure import Measured
from bench.own import pair_facts, read_held_out
from bench.product import Line
from bench.shared import Setting
from training.own_corpus import Item

BINS = 10
Answer = tuple[float, bool]


@dataclass(frozen=True, slots=True)
class Bin:
    """Facts whose probability lies in `[low, high)` (the last bin's end included): how many, their mean probability, the share right."""

    low: float
    high: float
    count: int
    probability: float
    right: float


def measure(setting: Setting) -> Measured:
    """Expected calibration error and Brier score of the facts found in the held-out items, with the reliability curve."""
    answers = [answer for item, lines in read_held_out(setting.quick) for answer in find_answers(item, lines or [])]
    bins = fill_bins(answers)
    for part in bins:
        print(f"  calibration {part.low:.1f}–{part.high:.1f}  {part.count:5d} facts  given {part.probability:.3f}  right {part.right:.3f}")
    figures = {"calibration.ece": expected_error(bins), "calibration.brier": brier(answers), "calibration.facts": len(answers)}
    return Measured(figures, {"reliability.svg": draw(bins, expected_error(bins))})


def find_answers(item: Item, lines: Sequence[Line]) -> list[Answer]:
    """Each exported event or state: its probability, and whether trigger, type and status are as coded."""
    coded = [fact for fact in item.facts if fact.kind != "S"]
    facts = [line for line in lines if line["kind"] != "statement"]
    right = {p for g, p in pair_facts(coded, facts) if coded[g].status == facts[p]["status"]}
    return [(float(fact["probability"]), index in right) for index, fact in enumerate(facts)]


def fill_bins(answers: Sequence[Answer], count: int = BINS) -> list[Bin]:
    """The bins of equal width that hold an answer, from low to high."""
    held: list[list[Answer]] = [[] for _ in range(count)]
    for probability, right in answers:
        held[min(int(probability * count + 1e-9), count - 1)].append((probability, right))
    return [
        Bin(i / count, (i + 1) / count, len(part), sum(p for p, _ in part) / len(part), sum(r for _, r in part) / len(part))
        for i, part in enumerate(held)
        if part
    ]


def expected_error(bins: Sequence[Bin]) -> float:
    """Mean distance between probability and share right, each bin weighted by its facts; 1 where there are no facts."""
    total = sum(part.count for part in bins)
    return sum(part.count * abs(part.probability - part.right) for part in bins) / total if total else 1.0


def brier(answers: Sequence[Answer]) -> float:
    """Mean squared distance between probability and outcome; 1 where there are no answers."""
    return sum((p - right) ** 2 for p, right in answers) / len(answers) if answers else 1.0


def draw(bins: Sequence[Bin], error: float) -> str:
    """The reliability curve as SVG: share right over probability given, with the number of facts at each point."""
    curve = Series("facts of the held-out fifth", [(part.probability, part.right) for part in bins], labels=[str(part.count) for part in bins])
    diagonal = Series("perfectly calibrated", [(0.0, 0.0), (1.0, 1.0)], dashed=True)
    chart = Chart(f"Reliability of probability (expected calibration error {error:.3f})", "probability given", "share right", (0.0, 1.0), (0.0, 1.0))
    return chart.draw([diagonal, curve])
