"""The value of numbers in words and digits."""

from __future__ import annotations

import pytest

from emberwatch.text.lexer import find_tokens
from emberwatch.text.numerals import parse_number, parse_ordinal

NUMBERS = [
    ("7,000", 7000),
    ("2.5 million", 2_500_000),
    ("twenty one", 21),
    ("two hundred and five", 205),
    ("one hundred twenty thousand", 120_000),
    ("two million three hundred thousand", 2_300_000),
    ("nineteen ninety six", 1996),
    ("hundred", 100),
    ("zero", 0),
    ("five five", None),
    ("twenty thirty", None),
    ("fighters", None),
    ("9" * 400, None),
]


@pytest.mark.parametrize(("words", "value"), NUMBERS)
def test_parse_number(words: str, value: float | None) -> None:
    assert parse_number(words.split()) == value


@pytest.mark.parametrize(("word", "place"), [("third", 3), ("21st", 21), ("twentieth", 20), ("second", 2), ("7", None), ("x", None), ("3xx", None)])
def test_parse_ordinal(word: str, place: int | None) -> None:
    assert parse_ordinal(word) == place


def test_tokens_keep_their_characters() -> None:
    text = "U.S. jets hit 7,000 homes at 10:35 a.m.; the mid-1990s."
    tokens = find_tokens(text)
    assert [token.text for token in tokens if token.text[0].isdigit() or token.lower == "a.m."] == ["7,000", "10:35", "a.m.", "1990s"]
    assert all(text[token.start : token.end] == token.text for token in tokens)
