"""The tables of word forms answer as the library that they come with, and without loading it."""

from __future__ import annotations

import subprocess
import sys

import lemminflect
import pytest

from emberwatch.language.lemmas import INFLECTED, find_lemma
from emberwatch.language.lexicon import FORMS, LEMMAS, find_lemmas, inflect_verb, load_changed, load_lines

EVERY = 97
"""Each so many lines of a table are compared: prime, so that no letter is passed over."""
TAGS = ("VBD", "VBN", "VBG", "VBZ")


def words_of(table: str) -> list[str]:
    """Words of a table and all words that its corrections name."""
    found = {line.partition(",")[0] for line in load_lines(table)[::EVERY]} | set(load_changed(table))
    return sorted(word for word in found if word.isalpha() and word.islower())


def test_lemmas_are_those_of_the_library():
    words = words_of(LEMMAS)
    assert len(words) > 500
    assert {word: find_lemmas(word) for word in words} == {word: lemminflect.getAllLemmas(word) for word in words}


def test_a_lemma_of_one_tag_is_that_of_the_library_known_word_or_not():
    for word in [*words_of(LEMMAS)[::5], "frobulated", "drone-struck", "technicals", "glorping"]:
        for upos, category in INFLECTED.items():
            if upos != "AUX" and word.isalpha():
                found = lemminflect.getLemma(word, upos=category)
                assert find_lemma(word, upos) == (found[0].lower() if found else word), (word, upos)


@pytest.mark.parametrize("tag", TAGS)
def test_forms_of_verbs_are_those_of_the_library(tag: str):
    verbs = [line.partition(",")[0] for line in load_lines(FORMS) if ",verb," in line][::13]
    for lemma in filter(str.islower, [*verbs, "be", "can", "will", "frobulate", *load_changed(FORMS)]):
        found = lemminflect.getInflection(lemma, tag=tag)
        assert inflect_verb(lemma, tag) == (found[0] if found else lemma), (lemma, tag)


def test_known_words_are_answered_without_the_library():
    asked = "from emberwatch.language.lexicon import find_lemmas, inflect_verb; find_lemmas('fell'), inflect_verb('flee', 'VBN')"
    code = f"import sys; {asked}; print(sorted({{'lemminflect', 'spacy', 'numpy'}} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
