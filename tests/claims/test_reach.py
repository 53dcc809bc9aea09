"""How far a saying reaches: semicolons, a cue behind what is said, a cue set into it, and who it is told through."""

# ruff: noqa: E501 - one tree a line
from __future__ import annotations

import pytest

from emberwatch.claims.attribute import find_claims
from emberwatch.claims.claim import Claim
from emberwatch.language.pipeline import Sentence
from emberwatch.text.quotes import find_quotes
from sentence_factory import make_sentence, text_of

LEFT = "Rebels NOUN 2 nsubj | left VERB 0 root | Homs PROPN 2 obj"


def read(sentence: Sentence, cue: str, outlets: frozenset[str] = frozenset()) -> Claim:
    found = find_claims(sentence, find_quotes(text_of(sentence)), lambda index, word: sentence.words[word] in outlets)
    (claim,) = [c for c in found if sentence.words[c.cue[0]] == cue]
    return claim


def held(sentence: Sentence, claim: Claim) -> str:
    return " ".join(w for w, start in zip(sentence.words, sentence.starts, strict=True) if claim.holds(start))


CASES = [
    # what stands beyond a semicolon is another saying's
    (f"{LEFT} | , PUNCT 6 punct | Baku PROPN 6 nsubj | said VERB 2 parataxis | ; PUNCT 9 punct | Yerevan PROPN 9 nsubj | denied VERB 6 ccomp | losses NOUN 9 obj", "said", "Rebels left Homs"),
    (f"{LEFT} | ; PUNCT 6 punct | Baku PROPN 6 nsubj | denied VERB 2 parataxis | losses NOUN 6 obj", "denied", "losses"),
    # before a cue at the end the whole clause is said, whatever the tree cut off
    ("Its PRON 2 nmod:poss | allies NOUN 4 nsubj | soon ADV 4 advmod | left VERB 0 root | and CCONJ 6 cc | fled VERB 4 conj | , PUNCT 9 punct | officials NOUN 9 nsubj | said VERB 6 acl", "said", "Its allies soon left and fled"),
    # a cue set into its content
    ("Rebels NOUN 5 nsubj | , PUNCT 4 punct | officials NOUN 4 nsubj | said VERB 5 parataxis | left VERB/VBD 0 root | Homs PROPN 5 obj", "said", "left Homs"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "cue", "said"), CASES)
def test_what_is_said(table: str, cue: str, said: str) -> None:
    sentence = make_sentence(table, cue={cue: 0.9})
    assert held(sentence, read(sentence, cue)).rstrip(" ,") == said


ON = (
    "Rebels NOUN 2 nsubj | left VERB 6 ccomp | Homs PROPN 2 obj | , PUNCT 6 punct | Baku PROPN 6 nsubj | said VERB 0 root | , PUNCT 10 punct | "
    "and CCONJ 10 cc | fighting NOUN 10 nsubj | ended VERB 6 conj"
)


@pytest.mark.parametrize(("prob", "said"), [(0.5, "Rebels left Homs and fighting ended"), (0.05, "Rebels left Homs")])
def test_after_and_it_goes_on_where_the_encoder_gives_it_some_chance(prob: float, said: str) -> None:
    sentence = make_sentence(ON, cue={"said": 0.9})
    sentence.scores.attribution[7:, 2] = prob
    assert held(sentence, read(sentence, "said")) == said


def test_the_reporter_goes_on_after_a_source_in_the_middle() -> None:
    table = (
        "Six NUM 2 nsubj | died VERB/VBD 0 root | , PUNCT 6 punct | according VERB 6 case | to ADP 4 fixed | clinics NOUN 2 obl | , PUNCT 10 punct | "
        "and CCONJ 10 cc | officials NOUN 10 nsubj | urged VERB 2 conj | everybody PRON 10 obj | to PART 13 mark | leave VERB 10 xcomp"
    )
    sentence = make_sentence(table, cue={"urged": 0.9})
    assert held(sentence, read(sentence, "according")) == "Six died"


def test_per_is_a_source_only_before_somebody() -> None:
    table = "Wages NOUN 2 nsubj | fell VERB 0 root | ten NUM 5 nummod | per ADP 5 case | cent NOUN 2 obl"
    assert [c for c in find_claims(make_sentence(table), [], lambda *_: False) if c.cue == [3]] == []
    assert [c for c in find_claims(make_sentence(table, mention={"cent": "organization"}), [], lambda *_: False) if c.cue == [3]] != []


CHAINS = [
    ("Rebels NOUN 2 nsubj | left VERB 5 ccomp | , PUNCT 5 punct | Reuters PROPN 5 nsubj | reported VERB 0 root | , PUNCT 7 punct | quoting VERB/VBG 5 case | unnamed ADJ 9 amod | lawmakers NOUN 7 nsubj", "reported", ["lawmakers", "Reuters"]),
    ("Rebels NOUN 2 nsubj | left VERB 5 ccomp | , PUNCT 5 punct | Reuters PROPN 5 nsubj | reported VERB 0 root | , PUNCT 7 punct | citing VERB/VBG 5 advcl | two NUM 9 nummod | officials NOUN 2 obl", "reported", ["officials", "Reuters"]),
    ("Reuters PROPN 2 nsubj | quoted VERB 0 root | officials NOUN 2 obj | as SCONJ 5 mark | saying VERB/VBG 2 advcl | rebels NOUN 7 nsubj | left VERB 5 ccomp", "saying", ["officials", "Reuters"]),
    ("Officials NOUN 5 nsubj | reached VERB/VBN 1 acl | by ADP 4 case | Reuters PROPN 2 obl:agent | said VERB 0 root | rebels NOUN 7 nsubj | left VERB 5 ccomp", "said", ["Officials", "Reuters"]),
    ("Officials NOUN 5 nsubj | elected VERB/VBN 1 acl | by ADP 4 case | Homs PROPN 2 obl:agent | said VERB 0 root | rebels NOUN 7 nsubj | left VERB 5 ccomp", "said", ["Officials"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "cue", "chain"), CHAINS)
def test_chains(table: str, cue: str, chain: list[str]) -> None:
    sentence = make_sentence(table, cue={cue: 0.9})
    assert [sentence.words[w] for _, w in read(sentence, cue, frozenset({"Reuters"})).sources] == chain
