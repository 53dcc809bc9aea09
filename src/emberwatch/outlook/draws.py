"""Equally likely draws that stand for a distribution: of weighted values, of a mixture, of several forecasts together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from emberwatch.outlook.panel import Floats


def middle_levels(count: int) -> Floats:
    """The `count` levels in the middle of equal shares of 0..1."""
    return (np.arange(count) + 0.5) / count


def draw_weighted(values: Floats, weights: Floats, count: int) -> Floats:
    """`count` draws, rising, that stand for `values` with `weights` (not negative, some above 0), without chance."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    places = np.searchsorted(reached / reached[-1], middle_levels(count), side="left")
    return values[order][np.minimum(places, len(values) - 1)]


def share_out(weights: Sequence[float] | Floats, count: int) -> list[int]:
    """`count` split by `weights` into whole numbers that add up to it.

    >>> share_out([0.5, 0.3, 0.2], 10)
    [5, 3, 2]
    """
    given = np.asarray(weights, dtype=np.float64)
    ends = np.round(np.cumsum(given) / given.sum() * count).astype(int)
    return [int(size) for size in np.diff(ends, prepend=0)]


def thin(draws: Floats, count: int) -> Floats:
    """`count` of the rising draws along the last axis, evenly taken; more than there are repeats them."""
    places = (middle_levels(count) * draws.shape[-1]).astype(int)
    return draws[..., places]


def mix(parts: Sequence[Floats], weights: Sequence[float] | Floats, count: int) -> Floats:
    """`count` draws of the linear pool of `parts` (draws along the last axis), rising."""
    sizes = share_out(weights, count)
    taken = [thin(np.sort(part, axis=-1), size) for part, size in zip(parts, sizes, strict=True) if size]
    return np.sort(np.concatenate(taken, axis=-1), axis=-1)
