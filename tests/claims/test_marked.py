"""What is said by the encoder's own marks, where the tree lost the clause of a sure cue or cut it short."""

from __future__ import annotations

from emberwatch.claims.attribute import find_claims
from emberwatch.claims.marked import bounds, longest_run, marked_content, trim, widen
from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span
from sentence_factory import make_sentence

TABLE = (
    "Rebels NOUN 2 nsubj | left VERB/VBD 0 root | , PUNCT 2 punct | police NOUN 5 nsubj | said VERB/VBD 2 parataxis | , PUNCT 2 punct | "
    "but CCONJ 8 cc | fought VERB/VBD 2 conj | on ADP 8 compound:prt | in ADP 11 case | Homs PROPN 8 obl"
)
SAID = 4


def sentence(said: list[str], cues: dict[str, float] | None = None) -> Sentence:
    made = make_sentence(TABLE, cue=cues or {"said": 0.99})
    for word in said:
        made.scores.attribution[made.words.index(word), 2] = 0.9
    return made


def words_of(made: Sentence, span: Span) -> str:
    return " ".join(w for w, start in zip(made.words, made.starts, strict=True) if span.start <= start < span.end)


def test_marked_words_before_the_cue_are_what_is_said() -> None:
    made = sentence(["Rebels", "left"])
    found = marked_content(made, SAID)
    assert found is not None
    assert (words_of(made, found[0]), found[1]) == ("Rebels left", None)


def test_it_may_go_on_beyond_the_cue() -> None:
    made = sentence(["Rebels", "left", "but", "fought", "on", "in", "Homs"])
    found = marked_content(made, SAID)
    assert found is not None and found[1] is not None
    assert (words_of(made, found[0]), words_of(made, found[1])) == ("Rebels left", "but fought on in Homs")


def test_nothing_marked_is_nothing_said() -> None:
    assert marked_content(sentence([]), SAID) is None
    assert marked_content(sentence(["Rebels"]), SAID) is None, "one word is none"


def test_another_sure_cue_bounds_the_marked_words() -> None:
    made = sentence(["Rebels", "left", "in", "Homs"], {"said": 0.99, "fought": 0.99})
    assert bounds(made, SAID) == (0, 7)
    assert longest_run(made, 5, 7) == []


def test_a_span_is_drawn_out_to_the_marked_words_and_never_over_the_cue() -> None:
    made = sentence(["Rebels", "left"])
    left = Span(made.starts[1], made.ends[1])
    widened, beyond = widen(made, SAID, left)
    assert (words_of(made, widened), beyond) == ("Rebels left", None)


def test_what_nobody_said_behind_a_cue_is_cut_off() -> None:
    table = (
        "Police NOUN 2 nsubj | said VERB/VBD 0 root | rebels NOUN 4 nsubj | left VERB/VBD 2 ccomp | , PUNCT 8 punct | but CCONJ 8 cc | "
        "monitors NOUN 8 nsubj | deny VERB/VBP 4 conj | they PRON 10 nsubj | did VERB/VBD 8 ccomp"
    )
    for cues, said, expected in (
        ({"said": 0.99, "deny": 0.99}, ["rebels", "left", "they", "did"], "rebels left"),
        ({"said": 0.99}, ["rebels", "left"], "rebels left"),
        ({"said": 0.99}, ["rebels", "left", "they", "did"], "rebels left , but monitors deny they did"),
    ):
        made = make_sentence(table, cue=cues)
        for word in said:
            made.scores.attribution[made.words.index(word), 2] = 0.9
        assert words_of(made, trim(made, 1, Span(made.starts[2], made.end))) == expected


def test_nobody_says_nothing() -> None:
    table = "No DET/DT 2 det | group NOUN 4 nsubj | has AUX 4 aux | claimed VERB/VBN 0 root | the DET 6 det | attack NOUN 4 obj"
    assert find_claims(make_sentence(table, cue={"claimed": 0.99}), [], lambda *_: False) == []
    some = table.replace("No DET/DT", "One NUM")
    assert len(find_claims(make_sentence(some, cue={"claimed": 0.99}), [], lambda *_: False)) == 1
