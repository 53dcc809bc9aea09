"""Datelines of wire stories."""

from __future__ import annotations

from datetime import date

import pytest

from emberwatch.intake.dateline import find_dateline, parse_agency

CASES = [
    ("BEIRUT, March 7 (Reuters) - Fighters", ("BEIRUT", None, 3, 7, None, "Reuters")),
    ("AL-HOL, Syria (AP) — Women", ("AL-HOL", "Syria", None, None, None, "AP")),
    ("Five flee\n\nBAGHOUZ, Syria, 7 March 2019 (AFP) -- Men", ("BAGHOUZ", "Syria", 3, 7, date(2019, 3, 7), "AFP")),
    ("NEAR BAGHOUZ, Eastern Syria, Mar. 7 (Reuters) - Men", ("NEAR BAGHOUZ", "Eastern Syria", 3, 7, None, "Reuters")),
    ("DAMASCUS — The army", ("DAMASCUS", None, None, None, None, None)),
    ("WASHINGTON, D.C. (AP) - The", ("WASHINGTON", "D.C.", None, None, None, "AP")),
    ("Beirut, March 7, 2019 (AFP) - The", ("Beirut", None, 3, 7, date(2019, 3, 7), "AFP")),
    ("BEIRUT, Feb 30, 2019 (AFP) - The", ("BEIRUT", None, 2, 30, None, "AFP")),
    ("(Reuters) - Five men", (None, None, None, None, None, "Reuters")),
    ("MARIB (Yemen), 9 Feb — Tribesmen", ("MARIB", None, 2, 9, None, None)),
    ("CÚCUTA (Colombia), 19 Jan – More", ("CÚCUTA", None, 1, 19, None, None)),
    ("ERBIL, Iraq (Valley Post) – The", ("ERBIL", "Iraq", None, None, None, None)),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_datelines(text: str, wanted: tuple[object, ...]) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (found.city, found.region, found.month, found.day_of_month, found.day, found.origin) == wanted
    assert text[found.span.end - 1] == " "
    assert text[found.span.end :].isalpha() or " " in text[found.span.end :]


@pytest.mark.parametrize(
    "text", ["US-backed forces said", "IS - the group - left", "The army (AP photo) - left", "UN-led talks", "", "A" * 5000, "Old Town (south) - the men"]
)
def test_no_dateline(text: str) -> None:
    assert find_dateline(text) is None


CREDITS = [("Reuters", "Reuters"), ("Agence France-Presse", "AFP"), ("AP and Reuters", "AP"), ("Valley Post", None), ("", None), ("with AFP", "AFP")]


@pytest.mark.parametrize(("words", "agency"), [*CREDITS, (None, None)])
def test_agencies(words: str | None, agency: str | None) -> None:
    assert parse_agency(words) == agency
