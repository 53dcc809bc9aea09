"""Who says what, on trees written by hand: cues, sources, contents, chains, addressees."""

# ruff: noqa: E501 - one tree a line
from __future__ import annotations

import pytest

from emberwatch.claims.attribute import claim_at, drop_twins, find_claims
from emberwatch.claims.claim import Claim
from emberwatch.claims.cues import find_cue
from emberwatch.language.pipeline import Sentence
from emberwatch.text.quotes import find_quotes
from emberwatch.text.span import Span
from sentence_factory import make_sentence, text_of

OUTLETS = frozenset({"AFP", "Reuters"})

CASES = [
    ("Officials NOUN 2 nsubj | said VERB 0 root | that SCONJ 5 mark | rebels NOUN 5 nsubj | left VERB 2 ccomp | . PUNCT 2 punct", "said", ["Officials"], "rebels left", None),
    ("Rebels NOUN 2 nsubj | left VERB 0 root | , PUNCT 5 punct | officials NOUN 5 nsubj | said VERB 2 parataxis | . PUNCT 2 punct", "said", ["officials"], "Rebels left", None),
    ("Officials NOUN 2 nsubj | told VERB 0 root | AFP PROPN 2 obj | rebels NOUN 5 nsubj | left VERB 2 ccomp | . PUNCT 2 punct", "told", ["Officials", "AFP"], "rebels left", None),
    ("Officials NOUN 2 nsubj | told VERB 0 root | senators NOUN 2 obj | rebels NOUN 5 nsubj | left VERB 2 ccomp | . PUNCT 2 punct", "told", ["Officials"], "rebels left", "senators"),
    ("Officials NOUN 2 nsubj | denied VERB 0 root | shelling VERB/VBG 2 xcomp | Homs PROPN 3 obj | . PUNCT 2 punct", "denied", ["Officials"], "shelling Homs", None),
    ("Officials NOUN 2 nsubj | announced VERB 0 root | a DET 4 det | truce NOUN 2 obj | . PUNCT 2 punct", "announced", ["Officials"], "a truce", None),
    ("Reuters PROPN 2 nsubj | reported VERB 0 root | , PUNCT 4 punct | citing VERB/VBG 2 advcl | officials NOUN 4 obj | , PUNCT 8 punct | rebels NOUN 8 nsubj | left VERB 2 ccomp | . PUNCT 2 punct", "reported", ["officials", "Reuters"], "rebels left", None),
    ("Egypt PROPN 2 nsubj | called VERB 0 root | on ADP 4 case | Sudan PROPN 2 obl | to PART 6 mark | withdraw VERB/VB 2 advcl | . PUNCT 2 punct", "called", ["Egypt"], "to withdraw", None),
    ("Egypt PROPN 2 nsubj | called VERB 0 root | for ADP 5 case | a DET 5 det | truce NOUN 2 obl | . PUNCT 2 punct", "called", ["Egypt"], "a truce", None),
    ("Egypt PROPN 2 nsubj | accused VERB 0 root | rebels NOUN 2 obj | of SCONJ 5 mark | shelling VERB/VBG 2 advcl | Homs PROPN 5 obj | . PUNCT 2 punct", "accused", ["Egypt"], "of shelling Homs", "rebels"),
    ("“ PUNCT 4 punct | We PRON 4 nsubj | all DET 4 advmod | left VERB 7 ccomp | , PUNCT 7 punct | ” PUNCT 7 punct | said VERB 0 root | Khalil PROPN 7 nsubj | . PUNCT 7 punct", "said", ["Khalil"], "We all left,", None),
]  # fmt: skip


def claims_of(sentence: Sentence) -> list[Claim]:
    return find_claims(sentence, find_quotes(text_of(sentence)), lambda index, word: sentence.words[word] in OUTLETS)


@pytest.mark.parametrize(("table", "cue", "speakers", "content", "addressee"), CASES, ids=[text_of(make_sentence(case[0])) for case in CASES])
def test_claims(table: str, cue: str, speakers: list[str], content: str, addressee: str | None) -> None:
    sentence = make_sentence(table, cue={cue: 0.9})
    (claim,) = [c for c in claims_of(sentence) if sentence.words[c.cue[0]] == cue]
    assert [sentence.words[w] for _, w in claim.sources] == speakers
    assert claim.content.of(text_of(sentence)).rstrip(",") == content.rstrip(",")
    assert (sentence.words[claim.addressee[1]] if claim.addressee else None) == addressee
    found = find_cue(sentence, sentence.words.index(cue), "V")
    assert found is not None and claim.manner == found.manner
    assert 0.0 < claim.probability < 1.0
    assert {field for field, _ in claim.reasons} == {"cue", "content", "speakers"}


def test_the_cue_is_no_part_of_what_is_said() -> None:
    for table, cue, *_ in CASES:
        sentence = make_sentence(table, cue={cue: 0.9})
        for claim in claims_of(sentence):
            assert all(not claim.content.start <= sentence.starts[w] < claim.content.end for w in claim.cue)


def test_a_clause_behind_the_cue_is_said_too() -> None:
    table = (
        "Rebels NOUN 2 nsubj | left VERB 5 ccomp | , PUNCT 5 punct | officials NOUN 5 nsubj | said VERB 0 root | , PUNCT 9 punct | after ADP 9 case | "
        "heavy ADJ 9 amod | shelling NOUN 5 obl | of ADP 11 case | Homs PROPN 9 nmod | . PUNCT 5 punct"
    )
    sentence = make_sentence(table, cue={"said": 0.9})
    (claim,) = claims_of(sentence)
    assert claim.content.of(text_of(sentence)) == "Rebels left"
    assert claim.beyond is not None and claim.beyond.of(text_of(sentence)) == "after heavy shelling of Homs"
    assert claim.holds(sentence.starts[8]) and not claim.holds(sentence.starts[4])


def test_of_two_relative_clauses_the_cue_says_the_second() -> None:
    table = (
        "a DET 2 det | policy NOUN 0 root | that PRON 7 nsubj | groups NOUN 5 nsubj | say VERB 2 acl:relcl | has AUX 7 aux | led VERB 2 acl:relcl | "
        "to ADP 9 case | reprisals NOUN 7 obl"
    )
    sentence = make_sentence(table, cue={"say": 0.9})
    (claim,) = claims_of(sentence)
    assert claim.holds(sentence.starts[8])


SILENT = [
    "Rebels NOUN 3 nsubj:pass | are AUX 3 aux:pass | thought VERB 0 root | to PART 6 mark | have AUX 6 aux | left VERB 3 xcomp | . PUNCT 3 punct",
    "Officials NOUN 4 nsubj | would AUX 4 aux | not PART 4 advmod | say VERB 0 root | how ADV 6 advmod | many ADJ 7 nsubj | left VERB 4 ccomp | . PUNCT 4 punct",
    "Rebels NOUN 2 nsubj | shelled VERB 0 root | Homs PROPN 2 obj | . PUNCT 2 punct",
    "He PRON 2 nsubj | said VERB 0 root | little ADJ 2 obj | . PUNCT 2 punct",
    "Nothing PRON 0 root",
]


@pytest.mark.parametrize(("verb", "content"), [("denied", "it"), ("praised", None)])
def test_a_denial_of_what_was_said_before(verb: str, content: str | None) -> None:
    claim = claim_at(make_sentence(f"Army NOUN 2 nsubj | {verb} VERB/VBD 0 root | it PRON 2 obj", cue={verb: 0.9}), 1, [], lambda *_: False)
    assert (claim and claim.content.of("Army denied it")) == content


@pytest.mark.parametrize(("case", "speaker"), [("with", "movement"), ("to", "Ministers")])
def test_the_noun_before_a_participle_speaks_where_somebody_meets_with_it(case: str, speaker: str) -> None:
    table = f"Ministers NOUN 2 nsubj | met VERB/VBD 0 root | {case} ADP 4 case | movement NOUN 2 obl | saying VERB/VBG 2 advcl | troops NOUN 7 nsubj | left VERB 5 ccomp"
    sentence = make_sentence(table, cue={"saying": 0.9}, mention={"movement": "organization"})
    claim = claim_at(sentence, 4, [], lambda *_: False)
    assert claim is not None
    assert [sentence.words[w] for _, w in claim.sources] == [speaker]


def test_a_war_claims_lives_and_says_nothing() -> None:
    assert claim_at(make_sentence("War NOUN 2 nsubj | claimed VERB/VBD 0 root | lives NOUN 2 obj", cue={"claimed": 0.9}), 1, [], lambda *_: False) is None


def test_whoever_is_described_by_the_noun_of_the_cue_speaks() -> None:
    table = "Cohen PROPN 4 nsubj | was AUX 4 cop | first ADJ 4 amod | minister NOUN 0 root | saying VERB/VBG 4 advcl | troops NOUN 7 nsubj | left VERB 5 ccomp"
    claim = claim_at(make_sentence(table, cue={"saying": 0.9}), 4, [], lambda *_: False)
    assert claim is not None
    assert [w for _, w in claim.sources] == [0]


QUOTED = "The DET 2 det | Argus PROPN 3 nsubj | quoted VERB/VBD 0 root | officer NOUN 3 {rel} | Ndlovu PROPN 4 appos | as SCONJ 7 mark | saying VERB/VBG {head} advcl | rebels NOUN 9 nsubj | left VERB 7 ccomp"


@pytest.mark.parametrize(("rel", "head"), [("obj", 3), ("nsubj", 3), ("obj", 4), ("obj", 5)])
def test_whoever_is_quoted_as_saying_speaks_through_whoever_quotes(rel: str, head: int) -> None:
    sentence = make_sentence(QUOTED.format(rel=rel, head=head), cue={"saying": 0.9})
    claim = claim_at(sentence, 6, [], lambda *_: False)
    assert claim is not None
    assert [sentence.words[w] for _, w in claim.sources] == ["officer", "Argus"]


@pytest.mark.parametrize("table", SILENT)
def test_sentences_without_speech_have_no_claim(table: str) -> None:
    assert claims_of(make_sentence(table)) == []


ACCORDING = [pytest.param("According VERB/VBG 4 case | to ADP 1 fixed", id="verb"), pytest.param("According ADP/IN 4 case | to ADP 1 fixed", id="preposition")]


@pytest.mark.parametrize("according", ACCORDING)
def test_according_to(according: str) -> None:
    sentence = make_sentence(
        f"{according} | the DET 4 det | ministry NOUN 7 obl | , PUNCT 4 punct | rebels NOUN 7 nsubj | left VERB 0 root | Homs PROPN 7 obj | . PUNCT 7 punct"
    )
    (claim,) = claims_of(sentence)
    assert [sentence.words[w] for _, w in claim.sources] == ["ministry"]
    assert claim.content.of(text_of(sentence)) == "rebels left Homs"


def test_of_two_claims_with_one_content_the_surer_is_kept() -> None:
    one, other = (Claim(0, [at], "say", [], Span(5, 9), probability=prob) for at, prob in ((1, 0.6), (3, 0.9)))
    third = Claim(0, [0], "say", [], Span(4, 9), probability=0.2)
    assert drop_twins([one, other, third]) == [third, other]


@pytest.mark.parametrize(
    ("table", "mention", "speaker"),
    [
        (
            "Envoys NOUN/NNS 6 nsubj | , PUNCT 4 punct | a DET 4 det | meeting NOUN 6 nsubj | have AUX 6 aux | warned VERB/VBN 0 root | rebels NOUN 8 nsubj | left VERB 6 ccomp",
            {"meeting": "event"},
            "Envoys",
        ),
        (
            "The DET 2 det | coalition NOUN 4 nsubj | fighting NOUN 4 nsubj | said VERB 0 root | rebels NOUN 6 nsubj | left VERB 4 ccomp",
            {"fighting": "event"},
            "coalition",
        ),
        ("Today NOUN 3 nsubj | officials NOUN 3 nsubj | said VERB 0 root | rebels NOUN 5 nsubj | left VERB 3 ccomp", {}, "officials"),
    ],
)
def test_of_two_subjects_the_one_that_can_speak(table: str, mention: dict[str, str], speaker: str) -> None:
    sentence = make_sentence(table, mention=mention, cue={"warned" if "warned" in table else "said": 0.9})
    (claim,) = claims_of(sentence)
    assert [sentence.words[w] for _, w in claim.sources] == [speaker]
