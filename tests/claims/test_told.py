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


SPEAKER = (
    "A DET 2 det | man NOUN 6 nsubj | whose PRON 4 nmod:poss | house NOUN 5 nsubj | burned VERB 2 acl:relcl | said VERB 0 root"
    " | rebels NOUN 8 nsubj | fled VERB 6 ccomp | , PUNCT 10 punct | after ADP 11 case | shelling NOUN 8 obl"
)


@pytest.mark.parametrize(("prob", "told"), [(0.6, False), (0.8, True)])
def test_what_describes_the_speaker_is_told_by_him_only_for_sure(prob: float, told: bool) -> None:
    sentence = make_sentence(SPEAKER, roles={("said", "burned"): ("told", prob)})
    claim = Claim(0, [5], "say", [(0, 1)], Span(sentence.starts[0], sentence.ends[7]))
    assert (find_teller(sentence, [4], [claim]) is claim) == told


@pytest.mark.parametrize(("prob", "told"), [(0.15, False), (0.3, True)])
def test_what_goes_on_beyond_the_cue_needs_more_than_what_is_said_before_it(prob: float, told: bool) -> None:
    sentence = make_sentence(SPEAKER, roles={("said", "shelling"): ("told", prob), ("said", "fled"): ("told", 0.15)})
    claim = Claim(0, [5], "say", [], Span(sentence.starts[6], sentence.ends[7]), beyond=Span(sentence.starts[9], sentence.ends[10]))
    assert (find_teller(sentence, [10], [claim]) is claim) == told
    assert find_teller(sentence, [7], [claim]) is claim
