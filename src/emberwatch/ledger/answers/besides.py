"""Numbers of others: "her brother and ten others died" tells of eleven dead, "with nine others" of ten at least."""

from __future__ import annotations

import re
from dataclasses import replace

from emberwatch.ledger.answers.counted import find_core_start, find_numbers
from emberwatch.model.fact import Fact
from emberwatch.text.quantity import Quantity

OTHERS = re.compile(r"(?:[\w,.-]+ ){1,3}?others?\b", re.IGNORECASE)
WITH = re.compile(r"(?:\b(?:and|with)|\b(?:along|together) with|\bbesides) (?:at least |about |some )?$", re.IGNORECASE)
BEFORE_CHARS = 40
CLAUSE = re.compile(r"\b(?:was|were|is|are|been|who|that|which|killing|killed|wounding|wounded|injur\w+|hurt|died|dead)\b", re.IGNORECASE)
"""Words between which and "and ten others" nobody is named who shares their lot."""


def add_named(text: str, fact: Fact, quantity: Quantity) -> Quantity:
    """The number with those added who are named beside the others that it counts: as many as the fact has, where none of these is a number."""
    at = find_core_start(quantity)
    lead = text[max(0, at - BEFORE_CHARS) : at]
    joined = WITH.search(lead)
    if quantity.low is None or OTHERS.match(text[at : at + BEFORE_CHARS]) is None or joined is None:
        return quantity
    before = lead[: joined.start()].rpartition(".")[2]
    if "and" in joined[0].lower() and (CLAUSE.search(before.rpartition(",")[2] or before) or find_numbers(before)):
        return quantity
    named = [p for p in fact.recipients if p.span.end <= at or p.span.start > quantity.span.end]
    plain = bool(named) and not any(find_numbers(p.text) or is_many(p.text) for p in named) and "," not in before
    low = quantity.low + max(len(named), 1)
    return replace(quantity, low=low, high=low if plain and quantity.high == quantity.low else None)


def is_many(words: str) -> bool:
    """Do the words of a party name several people: "two brothers and a cousin", "relatives"?"""
    last = words.split()[-1] if words.split() else ""
    return " and " in words or (last[:1].islower() and last.endswith("s"))
