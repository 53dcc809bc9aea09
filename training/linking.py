"""Learn the weights of linking from pairs of claims that are known to tell of one happening or of two.

m and u of every level are its shares among the pairs of one happening and among the others, as Splink estimates them from labels. Fields
repeat one another (two sentences that share six words mostly share the actors), so their ratios are then corrected by logistic regression
over the levels, with the expectations of `training.linking_expected` as its prior; the corrected m and u are written as Splink's own
settings to `data/linking.json`.

    python -m training.linking --corpora ../shared/corpora [--keep within across]
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from emberwatch.ledger.linking.compare import ACROSS, UNKNOWN, WITHIN, Compare
from emberwatch.ledger.linking.row import Row
from emberwatch.ledger.linking.weigh import PARAMETERS, SCALES, Model, parse_model
from training.linking_expected import EXPECTED, FAMILIES, FIRMER
from training.linking_levels import LEVELS

Levels = tuple[str, ...]
"""The level of each field of one pair, in the order of `FIELDS`."""
STEPS, ENOUGH = 40, 1e-5
LIFTS = (2.0, 2.0)
"""By how much the stories' prior is raised within reports and across them (log2 odds), as the graded stories want it, each left out in turn."""
LONG_LIFT = 1.0
"""The same for long reports, as whole real reports want it, each left out in turn: wrong joins cost a reader more than lost ones."""


@dataclass(slots=True)
class Counts:
    """How many pairs of each comparison are one happening, and how many are two; `items` are the claims that were paired.

    A claim stands in many pairs, which tell the same over again: all pairs together count as `pairs_a_claim` for each claim.
    """

    same: Counter[Levels]
    other: Counter[Levels]
    items: int = 0
    pairs_a_claim: float = 1.0

    @property
    def weight(self) -> float:
        """What one pair counts for."""
        return self.pairs_a_claim * self.items / max(1, self.same.total() + self.other.total())


def count_pairs(pairs: Iterable[tuple[Row, Row, bool]], fields: Mapping[str, Compare]) -> Counts:
    """The comparisons of labelled pairs, counted."""
    counts = Counts(Counter(), Counter())
    compares = list(fields.values())
    seen: set[str] = set()
    for a, b, is_same in pairs:
        (counts.same if is_same else counts.other)[tuple(compare(a, b) for compare in compares)] += 1
        seen.update((a.id, b.id))
    counts.items = len(seen)
    return counts


def add_up(many: Iterable[Counts], pairs_a_claim: float = 1.0) -> Counts:
    """All of them as one."""
    total = Counts(Counter(), Counter(), 0, pairs_a_claim)
    for counts in many:
        total.same.update(counts.same)
        total.other.update(counts.other)
        total.items += counts.items
    return total


def list_columns(fields: Iterable[str]) -> list[tuple[str, str]]:
    """Field and level of every weight, in order."""
    return [(field, level) for field in fields for level, _ in LEVELS[field] if not level.startswith(UNKNOWN)]


def fit(sets: Sequence[Counts], fields: Mapping[str, Compare], start: int = 0) -> tuple[dict[str, dict[str, float]], float]:
    """Weights by field and level, and the prior of the set at `start`: each set has a prior of its own (all log2 odds).

    Newton's method on the logistic likelihood with a normal prior round what is expected.
    """
    columns = list_columns(fields)
    place = {column: i for i, column in enumerate(columns)}
    rows, same, total = [], [], []
    for number, counts in enumerate(sets):
        for levels in sorted(counts.same.keys() | counts.other.keys()):
            row = np.zeros(len(columns) + len(sets))
            for field, level in zip(fields, levels, strict=True):
                if level != UNKNOWN:
                    row[place[field, level]] = 1
            row[len(columns) + number] = 1
            rows.append(row)
            same.append(counts.weight * counts.same[levels])
            total.append(counts.weight * (counts.same[levels] + counts.other[levels]))
    centre = np.array([EXPECTED[f][1][level] for f, level in columns] + [-4.0] * len(sets)) * math.log(2)
    spread = np.array([FIRMER.get((f, level), EXPECTED[f][0]) for f, level in columns] + [10.0] * len(sets)) * math.log(2)
    fitted = climb(np.array(rows), np.array(same), np.array(total), centre, spread) / math.log(2)
    weights: dict[str, dict[str, float]] = {field: {} for field in fields}
    for (field, level), weight in zip(columns, fitted, strict=False):
        weights[field][level] = round(float(weight), 3)
    return weights, round(float(fitted[len(columns) + start]), 3)


def climb(rows: np.ndarray, same: np.ndarray, total: np.ndarray, centre: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """The most likely coefficients, in natural log odds."""
    at, firm = centre.copy(), 1 / spread**2
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(rows @ at)))
        slope = rows.T @ (same - total * likely) - firm * (at - centre)
        bend = (rows * (total * likely * (1 - likely))[:, None]).T @ rows + np.diag(firm)
        step = np.linalg.solve(bend, slope)
        at += step * min(1.0, 2.0 / np.abs(step).max())
        if np.abs(step).max() < ENOUGH:
            break
    return at


def write_settings(weights: Mapping[str, Mapping[str, float]], prior: float, shares: Mapping[tuple[str, str], tuple[float, float]]) -> dict[str, Any]:
    """Splink's settings with m and u such that log2(m / u) is the weight; `shares` are m and u as estimated from labels alone."""
    comparisons = []
    for field in weights:
        written: list[dict[str, Any]] = []
        for level, condition in LEVELS[field]:
            entry: dict[str, Any] = {"sql_condition": condition, "label_for_charts": level}
            if level.startswith(UNKNOWN):
                entry["is_null_level"] = True
            else:
                m, u = correct_shares(weights[field][level], *shares.get((field, level), (0.05, 0.05)))
                entry |= {"m_probability": m, "u_probability": u}
            written.append(entry)
        comparisons.append({"output_column_name": field, "comparison_levels": written})
    odds = 2**prior
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": odds / (1 + odds),
        "blocking_rules_to_generate_predictions": [{"blocking_rule": "l.keys = r.keys", "sql_dialect": "duckdb", "arrays_to_explode": ["keys"]}],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
        "comparisons": comparisons,
    }


def correct_shares(weight: float, m: float, u: float) -> tuple[float, float]:
    """m and u whose ratio is 2 ** weight and whose sum is that of the estimated ones, neither above 0.999."""
    both, ratio = m + u, 2.0**weight
    new_u = min(both / (1 + ratio), 0.999, 0.999 / ratio)
    return new_u * ratio, new_u


def find_shares(counts: Counts, fields: Mapping[str, Compare]) -> dict[tuple[str, str], tuple[float, float]]:
    """m and u of each level over the labelled pairs: its share of those that are one happening, and of the others."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for number, field in enumerate(fields):
        tallies = []
        for counter in (counts.same, counts.other):
            tally: Counter[str] = Counter()
            for levels, n in counter.items():
                tally[levels[number]] += n
            tallies.append((tally, max(1, sum(tally.values()) - tally[UNKNOWN])))
        for level, _ in LEVELS[field]:
            shares = [(tally[level] + 0.5) / (known + 1) for tally, known in tallies]
            found[field, level] = (shares[0], shares[1])
    return found


def make_scale(sets: Sequence[Counts], fields: Mapping[str, Compare], lift: float, start: int = 0) -> dict[str, Any]:
    """The parameters of one scale, learned from the sets; `start` is the one whose prior holds, raised by `lift`.

    Sets differ in how many of their pairs are one happening; the lift makes even odds the point from which joining does best.
    """
    weights, prior = fit(sets, fields, start)
    return {"threshold": 0.0, "settings": write_settings(weights, prior + lift, find_shares(add_up(sets), fields))}


def make_parameters(
    within: Sequence[Counts], across: Sequence[Counts], lifts: tuple[float, float], start: int = 0, long: Counts | None = None
) -> dict[str, Any]:
    """Everything that is shipped; without pairs of long reports they are compared as short ones."""
    near = make_scale(within, WITHIN, lifts[0], start)
    return {
        "families": {name: list(types) for name, types in FAMILIES.items()},
        "within": near,
        "long": make_scale([long], WITHIN, LONG_LIFT) if long else near,
        "across": make_scale(across, ACROSS, lifts[1], start),
    }


def make_model(within: Sequence[Counts], across: Sequence[Counts], lifts: tuple[float, float], start: int = 0) -> Model:
    """The model that the parameters come to."""
    return parse_model(make_parameters(within, across, lifts, start))


def main() -> None:
    from training.linking_pairs import count_all, count_long

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=PARAMETERS)
    parser.add_argument("--keep", choices=[*SCALES], nargs="*", default=[], help="leave the weights of these scales as they stand in --out")
    args = parser.parse_args()
    held = json.loads(args.out.read_text(encoding="utf-8")) if args.keep else {}
    long = count_long(args.corpora)
    if {"within", "across"} <= {*args.keep}:
        parameters: dict[str, Any] = {"long": make_scale([long], WITHIN, LONG_LIFT)}
    else:
        sets = count_all(args.corpora)
        parameters = make_parameters([within for within, _ in sets], [across for _, across in sets], LIFTS, long=long)
    args.out.write_text(json.dumps({**held, **parameters, **{name: held[name] for name in args.keep}}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
