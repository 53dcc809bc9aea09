"""Quotations by their marks."""

from __future__ import annotations

import pytest

from emberwatch.text.quotes import find_quotes

CASES = [
    ("He said “we go” and left.", ["we go"]),
    ('He said "we go" and left.', ["we go"]),
    ("“First,” he said. “Second.”", ["First,", "Second."]),
    ("“One paragraph goes on\n\n“and the next ends.” He left.", ["One paragraph goes on", "and the next ends."]),
    ("The group’s men didn’t go.", []),
    ("The ‘caliphate’ of the group’s men fell.", ["caliphate"]),
    ('"A lost mark runs to the end of its line', ["A lost mark runs to the end of its line"]),
    ('the 6" gun fired', []),
    ("", []),
]


@pytest.mark.parametrize(("text", "quoted"), CASES)
def test_quotations(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in find_quotes(text)] == quoted
