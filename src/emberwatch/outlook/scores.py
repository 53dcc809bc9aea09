"""Proper scores of predicted counts and chances; lower is better in all but the skill. Arrays of draws have them along the last axis.

The ignorance score follows the VIEWS prediction challenge of 2023/24 (evaluate_submissions.py and IgnoranceScore.py in
prio-data/prediction_competition_2023): eleven bins, one draw added to each so that nothing is impossible, 1,000 draws.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emberwatch.outlook.draws import thin
from emberwatch.outlook.panel import Floats

IGNORANCE_EDGES = (0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)
"""Upper ends of the bins 0, 1-2, 3-5, 6-10, 11-25, 26-50, 51-100, 101-250, 251-500, 501-1000; the eleventh has none."""
IGNORANCE_DRAWS = 1000
LEAST_PROB = 1e-6
"""The log score takes a probability for no closer to 0 or 1 than this."""


def score_crps(draws: Floats, actual: Floats) -> Floats:
    """The continuous ranked probability score of the empirical distribution of `draws`: E|X-y| - E|X-X'|/2."""
    ordered = np.sort(draws, axis=-1)
    count = ordered.shape[-1]
    ranks = 2 * np.arange(1, count + 1) - count - 1
    error = np.abs(ordered - actual[..., None]).mean(axis=-1)
    return np.asarray(error - (ordered * ranks).sum(axis=-1) / count**2)


def score_log_crps(draws: Floats, actual: Floats) -> Floats:
    """The CRPS of log(1 + count)."""
    return score_crps(np.log1p(draws), np.log1p(actual))


def score_ignorance(draws: Floats, actual: Floats) -> Floats:
    """Minus log2 of the share of draws in the bin of what happened, one draw added to every bin."""
    known = thin(np.sort(draws, axis=-1), IGNORANCE_DRAWS) if draws.shape[-1] != IGNORANCE_DRAWS else draws
    bins = np.digitize(actual, IGNORANCE_EDGES)
    hits = (np.digitize(known, IGNORANCE_EDGES) == bins[..., None]).sum(axis=-1)
    return np.asarray(-np.log2((hits + 1) / (IGNORANCE_DRAWS + len(IGNORANCE_EDGES) + 1)))


def find_band(draws: Floats, share: float = 0.9) -> tuple[Floats, Floats]:
    """Lower and upper end of the central band of `share`; both are draws."""
    levels = [(1 - share) / 2, (1 + share) / 2]
    low, high = np.quantile(draws, levels, axis=-1, method="inverted_cdf")
    return low, high


def score_interval(draws: Floats, actual: Floats, share: float = 0.9) -> Floats:
    """Width of the central band, and 2/(1-share) for each unit by which `actual` lies outside it."""
    low, high = find_band(draws, share)
    outside = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    return np.asarray(high - low + outside * 2 / (1 - share))


def is_covered(draws: Floats, actual: Floats, share: float = 0.9) -> Floats:
    """1 where `actual` lies in the central band, its ends included, else 0."""
    low, high = find_band(draws, share)
    return ((actual >= low) & (actual <= high)).astype(np.float64)


def cover_randomised(draws: Floats, actual: Floats, share: float = 0.9) -> Floats:
    """The chance that the randomised probability integral transform of `actual` falls in the central `share`.

    Counts are whole: a band that must hold 0 or not can hold far more than its share. Spread evenly over the step of the
    distribution function at `actual` (Czado, Gneiting and Held 2009), the transform of a calibrated forecast is even, and the mean
    of this is `share`.
    """
    below, until = (draws < actual[..., None]).mean(axis=-1), (draws <= actual[..., None]).mean(axis=-1)
    low, high = (1 - share) / 2, (1 + share) / 2
    inside = np.maximum(np.minimum(until, high) - np.maximum(below, low), 0)
    step = until - below
    return np.asarray(np.where(step > 0, inside / np.where(step > 0, step, 1), (below >= low) & (below <= high)), dtype=np.float64)


def score_brier(probs: Floats, happened: Floats) -> Floats:
    """The squared difference between probability and outcome (0 or 1)."""
    return np.asarray((probs - happened) ** 2)


def score_log(probs: Floats, happened: Floats) -> Floats:
    """Minus the natural logarithm of the probability given to what happened."""
    kept = np.clip(probs, LEAST_PROB, 1 - LEAST_PROB)
    return np.asarray(-np.log(np.where(happened > 0, kept, 1 - kept)))


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Forecasts whose probability lies in [low, high): how many, their mean probability, and the share that came true (None: no forecast)."""

    low: float
    high: float
    count: int
    mean_prob: float | None
    share: float | None


def find_reliability(
    probs: Floats, happened: Floats, edges: Sequence[float] = (0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)
) -> list[ReliabilityBin]:
    """One bin for each two neighbouring `edges`; the last holds its upper end too."""
    places = np.minimum(np.digitize(probs, edges[1:]), len(edges) - 2)
    bins = []
    for place, (low, high) in enumerate(itertools.pairwise(edges)):
        inside = places == place
        count = int(inside.sum())
        means = (float(probs[inside].mean()), float(happened[inside].mean())) if count else (None, None)
        bins.append(ReliabilityBin(low, high, count, *means))
    return bins


def find_calibration_error(bins: Sequence[ReliabilityBin]) -> float:
    """The expected calibration error: |mean probability - share that came true|, weighted by count; not a number without forecasts."""
    total = sum(each.count for each in bins)
    gaps = sum(each.count * abs(each.mean_prob - each.share) for each in bins if each.mean_prob is not None and each.share is not None)
    return gaps / total if total else float("nan")


@dataclass(frozen=True, slots=True)
class Skill:
    """1 - score / reference score, above 0 where the model is better, with the ends of its bootstrap interval (`share`, 0..1)."""

    value: float
    low: float
    high: float
    share: float = 0.9


def find_skill(scores: Floats, reference: Floats, blocks: Floats, seed: int, rounds: int = 1000, share: float = 0.9) -> Skill:
    """The skill of `scores` against `reference`, its interval by drawing whole `blocks` (labels, as many as scores) with replacement.

    Forecasts of one unit, or made from one month, err together: blocks keep them so. Not a number where the reference is 0.
    """
    labels, places = np.unique(blocks, return_inverse=True)
    ours, theirs = np.bincount(places, scores, len(labels)), np.bincount(places, reference, len(labels))
    picks = np.random.default_rng(seed).integers(0, len(labels), (rounds, len(labels)))
    with np.errstate(divide="ignore", invalid="ignore"):
        drawn = 1 - ours[picks].sum(axis=1) / theirs[picks].sum(axis=1)
        value = float(1 - ours.sum() / theirs.sum())
    drawn = drawn[np.isfinite(drawn)]
    low, high = np.quantile(drawn, [(1 - share) / 2, (1 + share) / 2]) if len(drawn) else (float("nan"), float("nan"))
    return Skill(value, float(low), float(high), share)
