"""Match weights: what each level of a comparison adds to the odds, in log2, that two facts tell of one happening."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log2
from pathlib import Path
from typing import Any

from emberwatch.ids import content_id
from emberwatch.ledger.linking.claim import Claim
from emberwatch.ledger.linking.compare import ACROSS, UNKNOWN, WITHIN, Compare
from emberwatch.ledger.linking.reasons import find_reason
from emberwatch.ledger.linking.row import Row, make_row
from emberwatch.model.ledger import Part, Tie

PARAMETERS = Path(__file__).parents[2] / "data" / "linking.json"
ROUNDING = 1e-6
"""Sums in another order differ by less: a pair so near the threshold is weighed in full."""
SCALES: Mapping[str, Mapping[str, Compare]] = {"within": WITHIN, "long": WITHIN, "across": ACROSS}
"""What is compared on each scale."""
BEFORE = {
    "within": "two facts of one report, before anything is compared",
    "long": "two facts of one long report, before anything is compared",
    "across": "two reports that share a key, before anything is compared",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights by field and level, the prior, and the mean weight from which clusters join (all log2 odds).

    `name` is `within` or `long` for two facts of one report, `across` for two tellings in different reports; `settings` are Splink's, with m and u.
    """

    name: str
    prior: float
    threshold: float
    weights: Mapping[str, Mapping[str, float]]
    fields: Mapping[str, Compare]
    settings: Mapping[str, Any]
    plan: tuple[tuple[Mapping[str, float], Compare, float], ...] = ()
    """The fields in the order in which they decide most, each with its weights and the most that those after it can add."""

    def weigh_if(self, a: Row, b: Row) -> float | None:
        """`weigh` where it reaches the threshold, None elsewhere; most pairs are given up after a few fields."""
        total = self.prior - self.threshold + ROUNDING
        for weights, field, most in self.plan:
            total += weights[field(a, b)]
            if total + most < 0:
                return None
        weight = self.weigh(a, b)
        return weight if weight >= self.threshold else None

    def weigh(self, a: Row, b: Row) -> float:
        """Log2 odds that the two tell of one happening; the same whichever comes first."""
        weights = self.weights
        total = self.prior
        for name, field in self.fields.items():
            total += weights[name][field(a, b)]
        return total

    def compare(self, a: Row, b: Row) -> dict[str, str]:
        """The level of every field; the same whichever of the two comes first."""
        return {name: field(a, b) for name, field in self.fields.items()}


@dataclass(frozen=True, slots=True)
class Model:
    """The scales, and for each type the groups of types that can tell of one happening.

    `within` compares two facts of one short report, `long` two of one long report, `across` two tellings of different reports.
    """

    within: Scale
    long: Scale
    across: Scale
    families: Mapping[str, frozenset[str]]
    version: str

    def row(self, claim: Claim) -> Row:
        """The claim made ready to compare, once."""
        if claim.made is None or claim.made[0] is not self.families:
            object.__setattr__(claim, "made", (self.families, make_row(claim, self.families)))
        return claim.made[1]  # type: ignore[index,return-value]

    def inside(self, one: Row | Claim) -> Scale:
        """The scale on which this fact is compared with others of its report."""
        return self.long if one.long else self.within

    def tie(self, a: Claim, b: Claim) -> Tie:
        """The comparison with its parts: the prior, and every field that is known. `a` is the one told first."""
        a, b = sorted((a, b), key=lambda claim: claim.order)
        scale = self.inside(a) if a.report == b.report else self.across
        parts = [Part("prior", scale.name, scale.prior, BEFORE[scale.name])]
        for name, level in scale.compare(self.row(a), self.row(b)).items():
            if level != UNKNOWN:
                parts.append(Part(name, level, scale.weights[name][level], find_reason(name, level, a, b)))
        return Tie(a.id, b.id, sum(part.log2_odds for part in parts), tuple(parts))


@cache
def load_model(path: Path = PARAMETERS) -> Model:
    """The shipped parameters; read once."""
    return parse_model(json.loads(path.read_text(encoding="utf-8")))


def parse_model(held: Mapping[str, Any]) -> Model:
    """The model of parameters as `training.linking` writes them: for each scale Splink's settings and the threshold, and the groups of types."""
    groups: Mapping[str, list[str]] = held["families"]
    types = sorted({type_ for members in groups.values() for type_ in members})
    families = {type_: frozenset(name for name, members in groups.items() if type_ in members) for type_ in types}
    within, long, across = (parse_scale(name, held[name], fields) for name, fields in SCALES.items())
    return Model(within, long, across, families, content_id("linking", dict(held)))


def parse_scale(name: str, held: Mapping[str, Any], fields: Mapping[str, Compare]) -> Scale:
    """One scale of the parameters."""
    settings = held["settings"]
    share = settings["probability_two_random_records_match"]
    weights = {field["output_column_name"]: find_weights(field["comparison_levels"]) for field in settings["comparisons"]}
    return Scale(name, log2(share / (1 - share)), held["threshold"], weights, fields, settings, plan_fields(weights, fields))


def plan_fields(weights: Mapping[str, Mapping[str, float]], fields: Mapping[str, Compare]) -> tuple[tuple[Mapping[str, float], Compare, float], ...]:
    """The fields by how far apart their weights lie, with what those after each can add at most."""
    ordered = sorted(fields, key=lambda name: min(weights[name].values()) - max(weights[name].values()))
    left = sum(max(weights[name].values()) for name in ordered)
    plan = []
    for name in ordered:
        left -= max(weights[name].values())
        plan.append((weights[name], fields[name], left))
    return tuple(plan)


def find_weights(levels: list[dict[str, Any]]) -> dict[str, float]:
    """Label and log2(m / u) of each level; a null level adds nothing and goes by `unknown`."""
    weights = {UNKNOWN: 0.0}
    for level in levels:
        if not level.get("is_null_level"):
            weights[level["label_for_charts"]] = log2(level["m_probability"] / level["u_probability"])
    return weights
