"""The words around a number that bound it ("at least", "up to"), scale it ("dozens") or say what sort it is ("km", "dollars")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NumberKind = Literal["count", "percent", "fraction", "money", "measure", "ordinal"]
Bound = Literal["low", "high", "both"]
DASHES = frozenset("-–‑—")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number read from tokens `[first, last)`."""

    first: int
    last: int
    low: float | None
    high: float | None
    kind: NumberKind = "count"
    unit: str = ""


BOUNDS: dict[Bound, tuple[str, ...]] = {
    "low": (
        "at least", "more than", "over", "well over", "upwards of", "upward of", "above", "in excess of", "exceeding", "no fewer than", "no less than",
        "not less than", "not fewer than", "a minimum of", "greater than", "at minimum", "over and above", "somewhat more than", "slightly more than",
    ),
    "high": (
        "up to", "as many as", "as much as", "at most", "no more than", "not more than", "fewer than", "less than", "under", "just under", "below", "almost",
        "nearly", "close to", "a maximum of", "approaching",
    ),
    "both": (
        "about", "around", "some", "approximately", "roughly", "an estimated", "estimated", "all", "circa", "exactly", "just", "only", "another", "a further",
        "an additional", "as few as", "a total of", "somewhere around", "in the region of", "something like",
    ),
}  # fmt: skip
BOUND_OF: dict[tuple[str, ...], Bound] = {tuple(words.split()): bound for bound, phrases in BOUNDS.items() for words in phrases}
LONGEST_BOUND = max(len(words) for words in BOUND_OF)
AFTER_BOUNDS: dict[tuple[str, ...], Bound] = {
    ("or", "more"): "low", ("plus",): "low", ("-", "plus"): "low", ("+",): "low", ("or", "so"): "both", ("or", "fewer"): "high", ("or", "less"): "high",
    ("at", "least"): "low", ("and", "counting"): "low",
}  # fmt: skip

TURNS = frozenset("sides directions fronts".split())
"""What a number before it tells from where something was done: nobody and nothing is counted."""
OVER_VERBS = frozenset("hand hands handed handing turn turns turned turning take takes took taken taking sign signed give gave given".split())
"""Verbs after which "over" is their particle and bounds no number: "handed over two tanks"."""
VAGUE_PLURALS: dict[str, int] = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2_000_000, "billions": 2_000_000_000}
"""The least that a vague plural is taken for; open above."""
PLURAL_SCALES: dict[str, int] = {"thousands": 1000, "millions": 10**6, "billions": 10**9}
VAGUE_FACTORS: dict[str, int] = {"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200}
"""Before "of thousands" and the like: tens of thousands 20,000."""
FEW: dict[str, int] = {"several": 3, "few": 3, "handful": 2, "couple": 2}
COLLECTIVES: dict[str, int] = {"dozen": 12, "score": 20, "pair": 2}
SCORES_NEXT = frozenset(("of were was have had are more others people civilians dead killed wounded injured arrested detained missing died fled").split())
FRACTION_PARTS: dict[str, int] = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4,
    "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10,
}  # fmt: skip

PERCENT = frozenset({"%", "percent", "pct", "percentage"})
CURRENCY_MARKS = frozenset("$€£¥₺₽₪")
CURRENCIES = frozenset(
    (
        "dollar dollars euro euros pounds sterling lira liras dinar dinars ruble rubles rouble roubles yen riyal riyals rial rials shekels cents usd eur gbp"
    ).split()
)
MEASURES = frozenset(
    (
        "km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters m mm cm millimetre millimetres millimeter millimeters "
        "centimetres "
        "centimeters foot feet ft inch inches yard yards kg kgs kilo kilos kilogram kilograms kilogrammes gram grams tonne tonnes ton tons lb lbs "
        "ounces hectare hectares "
        "acre acres litre litres liter liters gallon gallons barrel barrels degree degrees mph kph knots megawatt megawatts mw gw kw kilowatts "
        "gigawatts megabytes "
        "calibre caliber kiloton kilotons nautical square sq cubic °"
    ).split()
)
TIME_UNITS = frozenset(
    (
        "second seconds minute minutes hour hours day days night nights week weeks weekend weekends fortnight month months quarter quarters year "
        "years yr yrs decade decades "
        "century centuries am pm morning mornings evening evenings a.m a.m. p.m p.m. oclock"
    ).split()
)
DESIGNATED = frozenset(
    "resolution resolutions phase phases article articles no nos chapter flight highway route page pages paragraph paragraphs version "
    "section boeing airbus aged age number".split()
)
"""Words that name what follows them by number: "Resolution 2254", "phase two"."""
DESIGNATED_NAMES = frozenset(
    ("unit room gate block sector level type channel area camp pier terminal checkpoint stage tier vision class mark apollo platform line").split()
)
"""The same, but only with a capital: "Camp 4", not "in the camp 4 people"."""
BLOCS = frozenset("us uk uae eu un usa drc car ussr".split())
COUNTED = frozenset(
    (
        "people persons civilians soldiers troops fighters men women children militants rebels dead deaths others police officers refugees families "
        "homes houses prisoners hostages "
        "villagers residents protesters demonstrators victims bodies casualties wounded injured workers members personnel policemen jihadists "
        "terrorists attacks vehicles tanks"
    ).split()
)
"""Nouns that make four digits a count rather than a year: "2000 troops"."""
