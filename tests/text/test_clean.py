"""Raw text to clean text."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emberwatch.text.clean import clean_text, count_changes

CASES = [
    ("line ends", "a\r\nb\rc\nd\u2028e\x0cf", "a\nb\nc\nd\ne\nf"),
    ("NUL and controls", "fi\x00ve\x07 \x1bmen\x7f", "five men"),
    ("tab and spaces", "a\tb\u00a0c\u202fd\u3000e", "a b c d e"),
    ("zero width", "\ufeffBag\u200bhou\u200dz\u2060", "Baghouz"),
    ("direction marks", "\u200fبغداد\u200e \u202bx\u202c \u2067y\u2069", "بغداد x y"),
    ("soft hyphen", "with\u00addraw", "withdraw"),
    ("mis-decoded Windows quotes", "\x93gone\x94 \x96 he\x92s\x85", "“gone” – he’s…"),
    ("composed", "Cafe\u0301", "Café"),
    ("surrogate", "a\ud800b", "a\ufffdb"),
    ("mixed quotes stay", '“a\' «b» "c" ‘d’', '“a\' «b» "c" ‘d’'),
    ("blank lines stay", "\n\n a  b \n", "\n\n a  b \n"),
]


@pytest.mark.parametrize(("raw", "clean"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_clean_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaning_twice_changes_nothing_and_the_text_can_be_stored(raw: str) -> None:
    clean = clean_text(raw)
    assert clean_text(clean) == clean
    clean.encode("utf-8")
    assert unicodedata.is_normalized("NFC", clean)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in clean)


@given(st.text(alphabet="abc é\u200b\r\n\x00\u00a0", max_size=60))
def test_every_change_is_counted(raw: str) -> None:
    whole = raw.replace("\r\n", "\n")
    assert len(clean_text(raw)) == len(whole) - count_changes(raw)["dropped"]


def test_a_long_row_of_accents_stays_and_stays_the_same() -> None:
    raw = "e" + "\u0301\u0323" * 40 + " Cafe\u0301"
    assert clean_text(raw) == "e" + "\u0301\u0323" * 40 + " Café" == clean_text(clean_text(raw))


@pytest.mark.parametrize("unit", ["The men fled. ", "é", "e\u0301\u0323", "\u0301\u0323", "\x00\u200b", "\r\n"])
def test_five_megabytes_take_bounded_time(unit: str) -> None:
    raw = unit * (5_000_000 // len(unit))
    start = time.perf_counter()
    clean_text(raw)
    assert time.perf_counter() - start < 6
