"""Which saying tells of a happening: the content that holds it, unless the encoder is sure of the opposite."""

from __future__ import annotations

import pytest

from emberwatch.claims.claim import Claim
from emberwatch.claims.told import find_teller
from emberwatch.text.span import Span
from sentence_factory import make_sentence

TABLE = (
    "Officials NOUN 2 nsubj | said VERB 0 root | rebels NOUN 4 nsubj | fled VERB 2 ccomp | , PUNCT 8 punct | as SCONJ 8 mark | shelling NOUN 8 nsubj"
    " | began VERB 4 advcl"
)


def make_claim(content: tuple[int, int], cue: list[int] | None = None, direct: bool = False, sentence: int = 0) -> Claim:
    """A claim of TABLE's sentence whose content is the words from the first to the last of `content`."""
    made = make_sentence(TABLE)
    return Claim(sentence, [1] if cue is None else cue, "say", [(0, 0)], Span(made.starts[content[0]], made.ends[content[1]]), direct=direct)


@pytest.mark.parametrize(
    ("word", "prob", "told"),
    [(3, 0.9, True), (3, 0.5, True), (3, 0.01, False), (7, 0.9, True), (7, 0.3, False)],
    ids=["held and told", "held, in doubt", "held, surely not told", "outside, surely told", "outside, in doubt"],
)
def test_tree_and_encoder_together(word: int, prob: float, told: bool) -> None:
    sentence = make_sentence(TABLE, roles={("said", ["fled", "began"][word == 7]): ("told", prob)})
    claim = make_claim((2, 3))
    assert (find_teller(sentence, [word], [claim]) is claim) == told


@pytest.mark.parametrize("claim", [make_claim((2, 3), direct=True), make_claim((2, 3), cue=[]), make_claim((2, 3), sentence=1)])
def test_a_quotation_and_a_cue_elsewhere_stand_whatever_the_encoder_says(claim: Claim) -> None:
    assert find_teller(make_sentence(TABLE), [3], [claim]) is claim


def test_of_nested_sayings_the_inner_one_tells() -> None:
    sentence = make_sentence(TABLE, roles={("said", "fled"): ("told", 0.9)})
    outer, inner = make_claim((2, 7)), make_claim((2, 3))
    assert find_teller(sentence, [3], [outer, inner]) is inner


def test_a_saying_does_not_tell_of_itself() -> None:
    sentence = make_sentence(TABLE, roles={("said", "said"): ("told", 0.9)})
    assert find_teller(sentence, [1], [make_claim((0, 7))]) is None
