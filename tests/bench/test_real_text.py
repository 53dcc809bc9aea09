"""How tokens of the corpora become print."""

from __future__ import annotations

import pytest

from bench.ledger.real_text import print_lines


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        (["He left the U.", "S.", "on Monday."], ["He left the U.S. on Monday."]),
        (["It cost 5.", "2 million.", "Nobody paid."], ["It cost 5.2 million.", "Nobody paid."]),
        (["They came in 2016.", "Nobody paid."], ["They came in 2016.", "Nobody paid."]),
        (["She nodded. ``", "We go, ``she said.``", "Now. ``"], ["She nodded.", "“We go,” she said.", "“Now.”"]),
        (['He said: "We go.', '"And we stay. "', "They went."], ["He said: “We go.", "“And we stay.”", "They went."]),
        (["The mayor' s son, 28, 000 men at 8: 30"], ["The mayor's son, 28,000 men at 8:30"]),
        (["In 2016, 200 men with a. 38 caliber gun"], ["In 2016, 200 men with a .38 caliber gun"]),
    ],
)
def test_tokens_become_print(lines: list[str], printed: list[str]) -> None:
    assert print_lines(lines) == printed
