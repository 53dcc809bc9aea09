"""Text to parsed sentences, and the same as a spaCy Doc."""

from __future__ import annotations

import pytest

from emberwatch.language.encoder import Encoder
from emberwatch.language.pipeline import LanguagePipeline, spell_out
from sentence_factory import make_sentence, text_of

TEXT = (
    "Village shelled, says ministry\n\n"
    "BEIRUT, March 7 (Reuters) - The army shelled the village.  “We fled,” a man said.\n\n"
    "It isn't over; the U.S.-led forces left.\n"
)


@pytest.fixture(scope="module")
def pipeline(encoder: Encoder) -> LanguagePipeline:
    return LanguagePipeline(encoder)


def test_sentences_have_the_words_of_the_text(pipeline: LanguagePipeline) -> None:
    parsed = pipeline.parse(TEXT)
    for number, sentence in enumerate(parsed.sentences):
        assert sentence.index == number
        assert [TEXT[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words
        assert sentence.heads.count(-1) == 1
        assert sentence.heads[sentence.root] == -1
        lists = (sentence.upos, sentence.xpos, sentence.lemmas, sentence.rels, sentence.children)
        assert {len(one) for one in lists} == {len(sentence.words)}
        assert sorted(sentence.subtree(sentence.root)) == list(range(len(sentence.words)))
    assert [s.paragraph for s in parsed.sentences] == sorted(s.paragraph for s in parsed.sentences)
    assert parsed.sentences[0].paragraph < parsed.sentences[-1].paragraph


def test_the_dateline_stands_apart(pipeline: LanguagePipeline) -> None:
    sentences = [TEXT[s.start : s.end] for s in pipeline.parse(TEXT).sentences]
    assert "The army shelled the village." in sentences
    assert "Village shelled, says ministry" in sentences


def test_several_texts_share_a_pass_and_keep_their_order(pipeline: LanguagePipeline) -> None:
    texts = ["The army left.", "", TEXT, " \n", "They fled."]
    parsed = pipeline.parse_all(texts)
    assert [one.text for one in parsed] == texts
    assert [len(one.sentences) for one in parsed][0:2] == [1, 0]
    assert [s.words for s in parsed[2].sentences] == [s.words for s in pipeline.parse(TEXT).sentences]


@pytest.mark.parametrize("text", [TEXT, "The army left.", "  Two  spaces\tand a tab .\n\n", "One.\nTwo.\nThree"], ids=["story", "short", "spaces", "lines"])
def test_the_doc_is_the_sentences(pipeline: LanguagePipeline, text: str) -> None:
    parsed = pipeline.parse(text)
    doc = parsed.doc()
    assert doc.text == text
    assert doc.has_annotation("DEP")
    at = {token.idx: token for token in doc}
    for sentence in parsed.sentences:
        for word, start in enumerate(sentence.starts):
            token = at[start]
            assert (token.text, token.pos_, token.tag_, token.lemma_) == (sentence.words[word], sentence.upos[word], sentence.xpos[word], sentence.lemmas[word])
            head = sentence.heads[word]
            assert token.head.idx == (start if head < 0 else sentence.starts[head])
            assert token.dep_ == ("ROOT" if head < 0 else sentence.rels[word])
        assert at[sentence.start].is_sent_start
    assert sum(not sentence.text.isspace() for sentence in doc.sents) == len(parsed.sentences)


TABLE = "Rebels NOUN 3 nsubj | who PRON 4 nsubj | left VERB 0 root | fled VERB 1 acl:relcl | the DET 6 det | town NOUN 3 obj | . PUNCT 3 punct"


def test_a_sentence_made_by_hand() -> None:
    sentence = make_sentence(TABLE, start=10)
    assert text_of(sentence) == " " * 10 + "Rebels who left fled the town."
    assert sentence.root == 2
    assert sentence.kids(2, "nsubj") == [0]
    assert sentence.kids(0, "acl") == [3]
    assert sentence.kids(0, "acl:relcl") == [3]
    assert sentence.subtree(0) == [0, 1, 3]
    assert sentence.subtree(0, frozenset({"acl"})) == [0]
    assert (sentence.start, sentence.end) == (10, 40)


def test_the_group_is_no_form_of_be(pipeline: LanguagePipeline) -> None:
    assert spell_out(["IS", "is", "near"]) == ["ISIS", "is", "near"]
    assert spell_out(["IS", "IT", "OVER"]) == ["IS", "IT", "OVER"]
    (sentence,) = pipeline.parse("IS remains prepared for a comeback.").sentences
    assert sentence.words[0] == "IS"
    assert (sentence.upos[0], sentence.rel(0)) == ("PROPN", "nsubj")
