"""Which day belongs to which happening, on trees written by hand."""

# ruff: noqa: E501 - one tree a line
from __future__ import annotations

import pytest

from emberwatch.dates.find import find_times
from emberwatch.events.timing import find_time, times_by_word
from sentence_factory import make_sentence, text_of

CASES = [
    ("Jets NOUN 2 nsubj | bombed VERB/VBD 0 root | Homs PROPN 2 obj | on ADP 5 case | Monday PROPN 2 obl", "bombed", "on Monday"),
    (
        "The DET 2 det | toll NOUN 6 nsubj | of ADP 5 case | the DET 5 det | raid NOUN 2 nmod | rose VERB/VBD 0 root | on ADP 8 case | Monday PROPN 6 obl",
        "raid",
        None,
    ),
    (
        "The DET 2 det | toll NOUN 6 nsubj | of ADP 5 case | the DET 5 det | raid NOUN 2 nmod | rose VERB/VBD 0 root | on ADP 8 case | Monday PROPN 6 obl",
        "toll",
        "on Monday",
    ),
    (
        "Rebels NOUN 2 nsubj | left VERB/VBD 0 root | on ADP 4 case | Monday PROPN 2 obl | after SCONJ 7 mark | soldiers NOUN 7 nsubj | shelled VERB/VBD 2 advcl | Homs PROPN 7 obj",
        "shelled",
        None,
    ),
    (
        "Rebels NOUN 2 nsubj | left VERB/VBD 0 root | on ADP 4 case | Monday PROPN 2 obl | because SCONJ 7 case | of ADP 5 fixed | fighting NOUN 2 obl",
        "fighting",
        None,
    ),
    ("Rebels NOUN 2 nsubj | left VERB/VBD 0 root | on ADP 4 case | Monday PROPN 2 obl | during ADP 6 case | fighting NOUN 2 obl", "fighting", "on Monday"),
    (
        "He PRON 2 nsubj | died VERB/VBD 0 root | three NUM 4 nummod | days NOUN 2 obl:unmarked | after ADP 7 case | the DET 7 det | raid NOUN 2 obl",
        "died",
        None,
    ),
    (
        "Police NOUN 2 nsubj | came VERB/VBD 0 root | in ADP 6 case | the DET 6 det | early ADJ 6 amod | hours NOUN 2 obl | of ADP 8 case | Thursday PROPN 6 nmod",
        "came",
        "Thursday",
    ),
]


@pytest.mark.parametrize(("table", "trigger", "expected"), CASES, ids=[f"{c[1]}: {text_of(make_sentence(c[0]))}" for c in CASES])
def test_the_day_of_a_happening(table: str, trigger: str, expected: str | None) -> None:
    sentence = make_sentence(table)
    found = find_time(sentence, sentence.words.index(trigger), times_by_word(sentence, find_times(text_of(sentence))), frozenset())
    assert (found[0].text if found else None) == expected
