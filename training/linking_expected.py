"""What each level is expected to weigh (log2 odds) before any labelled pair is seen, and how firmly: data moves a loose one more.

Expectations on place and time are firm: the corpora with labels have few dates and places, while a town or a week apart is what tells
look-alikes from one another in conflict reports.
"""

from __future__ import annotations

FAMILIES: dict[str, tuple[str, ...]] = {
    "violence": ("ASSAULT", "CASUALTIES", "ASSAULT/abduct", "COERCE/siege"),
    "ground": ("SEIZE", "CONTROL", "RETREAT", "MOBILIZE"),
    "battle": ("ASSAULT", "SEIZE"),
    "movement": ("RETREAT", "DISPLACE"),
    "custody": ("ASSAULT/abduct", "COERCE"),
    "unrest": ("PROTEST",),
    "accord": ("AGREE", "CONCEDE", "RETREAT"),
    "talks": ("AGREE", "CONSULT", "COOPERATE"),
    "help": ("AID", "SUPPORT", "COOPERATE"),
    "refusal": ("REJECT", "SANCTION"),
    "pressure": ("THREATEN", "REQUEST", "ACCUSE"),
    "presence": ("STRENGTH", "MOBILIZE"),
    "condition": ("CAPABILITY",),
}
"""Groups of types that can tell of one happening; a type may be in several, and one with a mode in some that the type alone is not in."""

LOOSE, MIDDLE, FIRM = 3.0, 1.0, 0.5
"""Standard deviations, in log2 odds, of what is expected."""

EXPECTED: dict[str, tuple[float, dict[str, float]]] = {
    "happening": (
        LOOSE,
        {
            "same rare word": 4, "same word": 3, "same common word": 2, "near word": 1.5, "other word": -3, "same type and mode": 1.5, "same type": 0.5,
            "same type, other mode": -1,
            "attack and its dead": -0.5, "types of one happening": -3, "other type": -6, "one is background": -6,
        },
    ),
    "actors": (FIRM, {"same": 1, "same words": 1, "crossed": -1.5, "other": -2, "other words": -0.5}),
    "recipients": (FIRM, {"same": 1, "same words": 1, "other": -2, "other words": -0.5}),
    "place": (
        FIRM,
        {
            "same place": 3.5, "same name": 3, "near": 2, "same wide place": 0.7, "same words": 0.5, "may be": 0.3, "other words": -0.3, "other name": -2,
            "apart": -5, "other country": -6,
        },
    ),
    "when": (
        FIRM,
        {
            "same day": 2.5, "same days": 1.5, "same long time": 1, "may be": 0.3, "one is long": -3, "next day": -1.5, "days apart": -3.5, "weeks apart": -5,
            "far apart": -6,
        },
    ),
    "published": (FIRM, {"a day": 0.7, "days": 0.4, "two weeks": -0.3, "two months": -1.5, "longer": -3}),
    "count": (FIRM, {"same number": 2.5, "may be": 0.7, "up to double": -0.3, "more than double": -1.5}),
    "reality": (FIRM, {"both real": 0, "both ahead": 0, "both denied": 0.5, "said and denied": -1.7, "plan and deed": -0.7}),
    "words": (LOOSE, {"copied": 5, "six or more": 2, "four or five": 1, "two or three": 0.3, "one": -0.3, "none": -1}),
    "report": (LOOSE, {"twelve or more": 2, "seven or more": 1, "four or more": 0.3, "two or three": -0.7, "none or one": -2.5}),
    "nearness": (
        LOOSE,
        {
            "same sentence, violence": 3, "same sentence, same doer": 1.5, "same sentence, one kind": 1, "same sentence": -1, "near": 0,
            "further": -0.3,
        },
    ),
    "reference": (
        MIDDLE,
        {
            "refers to it": 4, "refers to another": -1, "goes on with it": 1, "goes on with another": -1.2, "refers back, bare": 3, "refers back": 1.5,
            "names another": -6.5, "new": -0.3,
        },
    ),
}  # fmt: skip
"""For each field how firmly, and what each level weighs."""

FIRMER: dict[tuple[str, str], float] = {
    ("happening", "same type and mode"): MIDDLE,
    ("happening", "same type"): MIDDLE,
    ("happening", "same type, other mode"): MIDDLE,
    ("words", "copied"): MIDDLE,
    ("reference", "names another"): FIRM,
    ("happening", "types of one happening"): MIDDLE,
    ("happening", "one is background"): FIRM,
    ("happening", "other type"): FIRM,
}
"""Levels of a loose field that are held faster: made-up stories use few types, and one or two words for each."""
