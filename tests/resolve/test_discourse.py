"""Which mention a pronoun goes back to, by number, sex, distance and grammatical relation."""

from __future__ import annotations

import pytest

from emberwatch.resolve.discourse import ActorQuery, Discourse, Mention, Sort, fits_pronoun, pronoun_kind
from emberwatch.text.span import Span


def mention(start: int, name: str, sort: str, plural: bool | None = None, sex: str = "", relation: str = "nsubj", sentence: int = 0) -> Mention:
    return Mention(start, start + 5, sentence, name, None, sort, plural, sex, relation)  # type: ignore[arg-type]


def ask(at: int, sentence: int = 0, relation: str = "nsubj") -> ActorQuery:
    return ActorQuery(Span(at, at + 2), "it", ("it",), ("PRON",), "it", "it", sentence, True, relation)


KINDS = [("He", "he"), ("hers", "she"), ("its", "it"), ("Them", "they"), ("us", "we"), ("I", "i"), ("whose", "relative"), ("others", "other"), ("your", "you")]


@pytest.mark.parametrize(("word", "kind"), KINDS)
def test_kinds_of_pronoun(word: str, kind: str) -> None:
    assert pronoun_kind(word) == kind


FITS = [
    ("he", mention(0, "A", "person", False, "m"), True),
    ("he", mention(0, "A", "person", False, "f"), False),
    ("she", mention(0, "A", "person", False, ""), True),
    ("he", mention(0, "A", "state"), False),
    ("it", mention(0, "A", "state"), True),
    ("it", mention(0, "A", "group", True), False),
    ("they", mention(0, "A", "group"), True),
    ("they", mention(0, "A", "state"), False),
    ("they", mention(0, "A", "people", True), True),
    ("they", mention(0, "A", "person", False), False),
]


@pytest.mark.parametrize(("kind", "who", "fits"), FITS)
def test_a_pronoun_takes_only_what_agrees(kind: str, who: Mention, fits: bool) -> None:
    assert fits_pronoun(kind, who, None) is fits  # type: ignore[arg-type]


def test_the_excluded_speaker_is_not_he() -> None:
    assert not fits_pronoun("he", mention(0, "A", "person", False, "m"), "A")


RANKS = [
    ("nearer sentence", [mention(0, "far", "group"), mention(50, "near", "group", sentence=2)], ask(80, 2), "near"),
    ("subject over modifier", [mention(0, "subject", "group"), mention(20, "modifier", "group", relation="nmod")], ask(40), "subject"),
    ("only what stands before", [mention(0, "before", "group"), mention(60, "after", "group")], ask(40), "before"),
    (
        "named often",
        [mention(0, "often", "group"), mention(8, "often", "group"), mention(16, "once", "group"), mention(24, "often", "group")],
        ask(40),
        "often",
    ),
]


@pytest.mark.parametrize(("mentions", "query", "best"), [r[1:] for r in RANKS], ids=[r[0] for r in RANKS])
def test_the_most_salient_mention_is_first(mentions: list[Mention], query: ActorQuery, best: str) -> None:
    assert Discourse(mentions).rank(query, lambda m: True, 3)[0][1].name == best


def test_too_far_back_is_not_looked_at() -> None:
    assert Discourse([mention(0, "old", "group")]).rank(ask(900, 9), lambda m: True, 3) == []


def test_a_fuller_mention_replaces_the_name_inside_it() -> None:
    discourse = Discourse([mention(4, "Front", "group")])
    discourse.add(Mention(0, 20, 0, "Front", None, "group", True))
    assert [(m.start, m.end) for m in discourse.all()] == [(0, 20)]


@pytest.mark.parametrize(("sort", "armed", "fits"), [("state", False, False), ("state", True, True), ("group", False, True)])
def test_they_are_no_state_but_its_troops(sort: Sort, armed: bool, fits: bool) -> None:
    assert fits_pronoun("they", Mention(0, 4, 0, "Chad", "td", sort, True, armed=armed), None) is fits
