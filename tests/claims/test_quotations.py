"""Quotations over sentence borders: whose they are when nobody says so again."""

from __future__ import annotations

import pytest

from emberwatch.claims.claim import Claim
from emberwatch.claims.quotations import carry_quotations, overlap
from emberwatch.language.pipeline import Sentence
from emberwatch.text.quotes import find_quotes
from emberwatch.text.span import Span
from sentence_factory import make_sentence, text_of

FIRST = "“ PUNCT 3 punct | We PRON 3 nsubj | left VERB 6 ccomp | home NOUN 3 obj | ” PUNCT 3 punct | said VERB 0 root | Khalil PROPN 6 nsubj | . PUNCT 6 punct"
SECOND = "“ PUNCT 4 punct | The DET 3 det | shells NOUN 4 nsubj | fell VERB 0 root | every DET 6 det | night NOUN 4 obl | . PUNCT 4 punct | ” PUNCT 4 punct"
PLAIN = "Rebels NOUN 2 nsubj | held VERB 0 root | the DET 4 det | town NOUN 2 obj | . PUNCT 2 punct"


def make_story(*tables: str, paragraphs: tuple[int, ...]) -> tuple[list[Sentence], str]:
    """Sentences one after the other, and their text."""
    sentences: list[Sentence] = []
    for index, (table, paragraph) in enumerate(zip(tables, paragraphs, strict=True)):
        sentences.append(make_sentence(table, index=index, start=sentences[-1].end + 1 if sentences else 0, paragraph=paragraph))
    return sentences, text_of(*sentences)


def first_claim(sentences: list[Sentence], text: str) -> Claim:
    """Khalil's claim of the first sentence."""
    return Claim(0, [5], "say", [(0, 6)], find_quotes(text)[0], direct=True)


def test_in_the_same_paragraph_the_statement_goes_on() -> None:
    sentences, text = make_story(FIRST, SECOND, paragraphs=(0, 0))
    (claim,) = carry_quotations(sentences, [first_claim(sentences, text)], find_quotes(text), text)
    assert claim.content.end == find_quotes(text)[1].end


def test_in_the_next_paragraph_a_statement_without_a_cue_begins() -> None:
    sentences, text = make_story(FIRST, SECOND, paragraphs=(0, 1))
    claims = carry_quotations(sentences, [first_claim(sentences, text)], find_quotes(text), text)
    assert [(c.head, c.sources, c.content) for c in claims] == [(5, [(0, 6)], find_quotes(text)[0]), (None, [(0, 6)], find_quotes(text)[1])]


@pytest.mark.parametrize("between", [1, 2, 3])
def test_a_quotation_far_from_the_last_belongs_to_nobody(between: int) -> None:
    sentences, text = make_story(FIRST, *[PLAIN] * between, SECOND, paragraphs=tuple(range(between + 2)))
    claims = carry_quotations(sentences, [first_claim(sentences, text)], find_quotes(text), text)
    assert [c.sources for c in claims] == [[(0, 6)], [(0, 6)] if between < 2 else []]


def test_a_quotation_before_any_speaker_is_said_by_nobody_named() -> None:
    sentences, text = make_story(SECOND, PLAIN, paragraphs=(0, 0))
    (claim,) = carry_quotations(sentences, [], find_quotes(text), text)
    assert (claim.head, claim.sources, claim.content, claim.direct) == (None, [], find_quotes(text)[0], True)


def test_a_title_in_marks_that_opens_a_sentence_is_no_statement() -> None:
    title = "“ PUNCT 3 punct | The DET 3 det | Road NOUN 8 nsubj | to ADP 5 case | Peace NOUN 3 nmod | ” PUNCT 3 punct | is AUX 8 cop | old ADJ 0 root"
    sentences, text = make_story(title, paragraphs=(0,))
    assert carry_quotations(sentences, [], find_quotes(text), text) == []


def test_a_phrase_in_marks_is_no_statement() -> None:
    phrase = "The DET 3 det | “ PUNCT 3 punct | caliphate NOUN 5 nsubj | ” PUNCT 3 punct | fell VERB 0 root | . PUNCT 5 punct"
    sentences, text = make_story(FIRST, phrase, paragraphs=(0, 0))
    assert len(carry_quotations(sentences, [first_claim(sentences, text)], find_quotes(text), text)) == 1


def test_a_speaker_before_a_colon() -> None:
    sentences, text = make_story("Khalil PROPN 2 nsubj | said VERB 0 root | : PUNCT 2 punct", SECOND, paragraphs=(0, 1))
    (claim,) = carry_quotations(sentences, [], find_quotes(text), text)
    assert (claim.sources, claim.cue, claim.content) == ([(0, 0)], [1], find_quotes(text)[0])


@pytest.mark.parametrize(("one", "other", "chars"), [((0, 5), (3, 9), 2), ((0, 3), (3, 9), 0), ((0, 9), (3, 5), 2), ((0, 1), (5, 6), 0)])
def test_overlap(one: tuple[int, int], other: tuple[int, int], chars: int) -> None:
    assert overlap(Span(*one), Span(*other)) == overlap(Span(*other), Span(*one)) == chars
