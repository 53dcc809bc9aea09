"""Chances in words, by the scale of the US Intelligence Community Directive 203."""

from __future__ import annotations

SCALE = (
    "ICD 203: almost no chance up to 5 %, very unlikely to 20 %, unlikely to 45 %, roughly even chance to 55 %, likely to 80 %, "
    "very likely to 95 %, almost certain above"
)
"""The scale in force, as it is printed with the words."""
TERMS: tuple[tuple[float, str], ...] = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)


def name_chance(prob: float) -> str:
    """The term for a chance (0..1); an end of a step belongs to the lower one.

    >>> name_chance(0.2), name_chance(0.21)
    ('very unlikely', 'unlikely')
    """
    return next((term for end, term in TERMS if prob <= end), TERMS[-1][1])
