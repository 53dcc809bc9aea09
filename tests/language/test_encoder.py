"""The shipped encoder: labels and checksums are those the code relies on; batches change nothing; odd words have scores."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import numpy as np
import pytest

from emberwatch.errors import WeightsError
from emberwatch.language import labels
from emberwatch.language.encoder import BATCH_PIECES, MAX_PIECES, WEIGHTS, Encoder, Scores, case_of, group_by_length, name_relation
from emberwatch.language.tree import is_tree

TOLERANCE = 0.04
"""On average: single probabilities of an int8 model differ more, with the batch that sets the range of its activations."""

SENTENCES = [
    "The army shelled the village on Tuesday .".split(),
    "More than 300 civilians , mostly women and children , fled the town over the past three days , a spokesman told reporters in Beirut .".split(),
    "Stop !".split(),
    "“ We will not leave , ” said Ahmad Khalil .".split(),
    "Police arrested four protesters in Cairo on Monday .".split(),
]


def test_labels_are_those_of_the_weights(encoder: Encoder) -> None:
    assert tuple(encoder.labels["event"]) == labels.EVENTS
    assert tuple(encoder.labels["status"]) == labels.STATUSES
    assert tuple(encoder.labels["role"]) == labels.ROLES
    assert encoder.labels["attribution"] == ["source", "cue", "content", "speech"]
    assert {"nsubj:pass", "aux:pass", "obl:agent", "nmod:poss", "acl:relcl", "compound:prt"} <= set(encoder.labels["rel"])
    assert {"none", "person", "place", "organization", "time"} <= set(encoder.labels["mention"])


def test_checksums_are_those_of_the_files(encoder: Encoder) -> None:
    told = json.loads((WEIGHTS / "checksums.json").read_text(encoding="utf-8"))
    assert {"encoder.onnx", "tokenizer.json"} <= set(told)
    assert told == {name: hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() for name in told}
    assert encoder.version == told["encoder.onnx"][:12]


def test_the_weights_are_under_40_megabytes(encoder: Encoder) -> None:
    assert sum(file.stat().st_size for file in WEIGHTS.iterdir()) < 40_000_000


def test_missing_weights_are_told_with_what_to_do(tmp_path: object) -> None:
    with pytest.raises(WeightsError, match="install the package again"):
        Encoder(tmp_path)  # type: ignore[arg-type]


def test_scores_have_one_row_a_word_and_are_probabilities(encoder: Encoder) -> None:
    for words, scores in zip(SENTENCES, encoder.encode(SENTENCES), strict=True):
        n = len(words)
        assert [len(x) for x in (scores.heads, scores.rels, scores.upos, scores.xpos, scores.mention, scores.ner)] == [n] * 6
        assert scores.event.shape == (n, len(labels.EVENTS))
        assert scores.status.shape == (n, len(labels.STATUSES))
        assert scores.roles.shape == (n, n, len(labels.ROLES))
        assert scores.attribution.shape == (n, 4)
        for rows in (scores.event, scores.status, scores.roles):
            assert np.allclose(rows.sum(-1), 1.0, atol=1e-3)
        for column in (scores.attribution, scores.holds):
            assert ((column >= 0) & (column <= 1)).all()
        assert is_tree(scores.heads)
        assert [rel == "root" for rel in scores.rels] == [head == 0 for head in scores.heads]


def distance(one: Scores, other: Scores) -> float:
    return max(float(np.abs(getattr(one, name) - getattr(other, name)).mean()) for name in ("attribution", "event", "status"))


def same_share(one: Sequence[object], other: Sequence[object]) -> float:
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def test_a_batch_gives_what_single_sentences_give_in_the_order_given(encoder: Encoder) -> None:
    for order in (SENTENCES, SENTENCES[::-1]):
        for words, scores in zip(order, encoder.encode(order), strict=True):
            (alone,) = encoder.encode([words])
            assert same_share(scores.upos, alone.upos) > 0.85
            assert same_share(scores.heads, alone.heads) > 0.85
            assert distance(scores, alone) < TOLERANCE


def test_many_sentences_come_back_in_order(encoder: Encoder) -> None:
    many = [words[: 1 + i % len(words)] for i, words in enumerate(SENTENCES * 12)]
    assert [len(scores.heads) for scores in encoder.encode(many)] == [len(words) for words in many]


ODD = [["\u200b"], ["\ufffd", "\ufffd"], ["\ue000", "left", "."], ["x" * 5_000], ["🙂"] * 30, ["a"] * 508, ["internationalization"] * 400, [" "], ["\x00"]]


@pytest.mark.parametrize("words", ODD, ids=[f"{words[0][:8]!r}x{len(words)}" for words in ODD])
def test_words_without_pieces_and_words_of_many_pieces_have_scores(encoder: Encoder, words: list[str]) -> None:
    (scores,) = encoder.encode([words])
    assert len(scores.heads) == len(words)
    assert is_tree(scores.heads)
    ids, cases, first = encoder._lay_out(words)
    assert len(ids) == len(cases) <= MAX_PIECES + 2
    assert len(first) == len(words)


def test_no_sentences_and_a_sentence_of_no_words(encoder: Encoder) -> None:
    assert encoder.encode([]) == []
    with pytest.raises(ValueError, match="at least one word"):
        encoder.encode([[]])


CASES = [("army", 1), ("Army", 2), ("A", 2), ("ARMY", 3), ("McCain", 4), ("F-16", 5), ("300", 5), (",", 0), ("al-Hol", 4), ("U.S.", 3)]
CASES += [("well-known", 1), ("", 0)]


@pytest.mark.parametrize(("word", "case"), CASES)
def test_case_of(word: str, case: int) -> None:
    assert case_of(word) == case


@pytest.mark.parametrize("sizes", [[], [5], [3, 900, 4, 3_000, 5], [10] * 1_000])
def test_groups_hold_every_index_once_within_the_limit(sizes: list[int]) -> None:
    groups = list(group_by_length(sizes, BATCH_PIECES))
    assert sorted(index for group in groups for index in group) == list(range(len(sizes)))
    assert all(len(group) == 1 or max(sizes[i] for i in group) * len(group) <= BATCH_PIECES for group in groups)


@pytest.mark.parametrize(("head", "rel", "name"), [(0, "nsubj", "root"), (0, "root", "root"), (2, "root", "parataxis"), (2, "nsubj", "nsubj")])
def test_the_root_alone_is_root(head: int, rel: str, name: str) -> None:
    assert name_relation(head, rel) == name
