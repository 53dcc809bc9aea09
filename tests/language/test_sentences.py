"""Sentences of news: quotations, abbreviations, datelines, headlines, wrapped lines."""

from __future__ import annotations

import pytest

from emberwatch.language.sentences import MAX_WORDS, Tokens, find_breaks, get_tokenizer, split_sentences

CASES = [
    ("Gen. Joseph Votel told Lt. Col. Smith it was over. It was not.", ["Gen. Joseph Votel told Lt. Col. Smith it was over.", "It was not."]),
    ("The U.S. Senate met. He left the U.S. The army stayed.", ["The U.S. Senate met.", "He left the U.S.", "The army stayed."]),
    (
        "“We are done,” he said. “What now?” she asked. “No one knows.” Then it rained.",
        ["“We are done,” he said.", "“What now?” she asked.", "“No one knows.”", "Then it rained."],
    ),
    (
        "A headline without a stop\nThe first line follows, says a minister.\nThe second.",
        ["A headline without a stop", "The first line follows, says a minister.", "The second."],
    ),
    ("“Why us?” he said. “Why now? We wanted law.", ["“Why us?” he said.", "“Why now?", "We wanted law."]),
    ("About 3.5 million fled in Jan. 2019. Another 5,000 stayed.", ["About 3.5 million fled in Jan. 2019.", "Another 5,000 stayed."]),
    ('She asked: "Why?" "Because," he said. (They agreed.) Then they left.', ['She asked: "Why?"', '"Because," he said.', "(They agreed.)", "Then they left."]),
    (
        "A mine went off near Ramadi.Three soldiers died.It was dark.A man fled.",
        ["A mine went off near Ramadi.", "Three soldiers died.", "It was dark.", "A man fled."],
    ),
    ("He read it on yahoo.com at 5 p.m. Gen.Smith left.", ["He read it on yahoo.com at 5 p.m. Gen.Smith left."]),
]


def cut(text: str) -> list[str]:
    doc = get_tokenizer()(text)
    return [text[doc[a].idx : doc[b - 1].idx + len(doc[b - 1])] for a, b in split_sentences(Tokens.of(doc), find_breaks(text))]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_sentences_of_news(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_lines_of_a_wrapped_paragraph_are_joined() -> None:
    text = (
        "The siege of the town went on for the whole of that winter and nobody could tell\n"
        "when it would end, or whether those who had stayed inside it would live to see\n"
        "the day on which it did. The roads out were closed and the river was too high to\n"
        "cross. Nobody came."
    )
    assert len(cut(text)) == 3


def test_a_sentence_without_end_is_cut_into_bounded_pieces_and_nothing_is_lost() -> None:
    text = "word " * 20_000
    pieces = cut(text.strip())
    assert all(len(piece.split()) <= MAX_WORDS for piece in pieces)
    assert sum(len(piece.split()) for piece in pieces) == 20_000


def test_a_text_of_white_space_has_no_sentence() -> None:
    assert cut(" \n \n") == []
