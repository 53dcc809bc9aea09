"""Subjects, objects and obliques of a trigger on trees written by hand, voice and control undone; times and counts tied by the same trees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from emberwatch.claims.status import StatusReading
from emberwatch.dates.find import find_times
from emberwatch.events.extract import Draft
from emberwatch.events.grammar import climb_to_head, find_relations, phrase, spread
from emberwatch.events.roles import Arguments
from emberwatch.events.tallies import counted_noun, find_quantities
from emberwatch.events.timing import find_tense, find_time, times_by_word
from emberwatch.language.pipeline import Sentence
from emberwatch.text.numbers import find_numbers
from sentence_factory import make_sentence, text_of

ACTIVE = "Rebels NOUN 2 nsubj | shelled VERB 0 root | the DET 4 det | town NOUN 2 obj | near ADP 6 case | Homs PROPN 2 obl | . PUNCT 2 punct"
PASSIVE = "The DET 2 det | town NOUN 4 nsubj:pass | was AUX 4 aux:pass | shelled VERB/VBN 0 root | by ADP 6 case | rebels NOUN 4 obl:agent | . PUNCT 4 punct"
PASSIVE_OBL = PASSIVE.replace("obl:agent", "obl")
PLANNED = "Rebels NOUN 2 nsubj | plan VERB/VBP 0 root | to PART 4 mark | shell VERB/VB 2 xcomp | towns NOUN 4 obj | . PUNCT 2 punct"
TOLD = "He PRON 2 nsubj | urged VERB 0 root | rebels NOUN 2 obj | to PART 5 mark | leave VERB/VB 2 xcomp | Homs PROPN 5 obj | . PUNCT 2 punct"
TOGETHER = "Rebels NOUN 2 nsubj | shelled VERB 0 root | and CCONJ 4 cc | seized VERB 2 conj | Homs PROPN 4 obj | . PUNCT 2 punct"
RELATIVE = "Rebels NOUN 5 nsubj | who PRON 3 nsubj | shelled VERB 1 acl:relcl | Homs PROPN 3 obj | left VERB 0 root | . PUNCT 5 punct"
RELATIVE_OBJECT = "Towns NOUN 5 nsubj | that PRON 4 obj | rebels NOUN 4 nsubj | shelled VERB 1 acl:relcl | burned VERB 0 root | . PUNCT 5 punct"
HELD = "Towns NOUN 5 nsubj | held VERB/VBN 1 acl | by ADP 4 case | rebels NOUN 2 obl:agent | burned VERB 0 root | . PUNCT 5 punct"
LEAVING = "Rebels NOUN 4 nsubj | leaving VERB/VBG 1 acl | Homs PROPN 2 obj | burned VERB 0 root | . PUNCT 4 punct"
LIGHT = "Rebels NOUN 2 nsubj | launched VERB 0 root | an DET 4 det | attack NOUN 2 obj | on ADP 6 case | Homs PROPN 4 nmod | . PUNCT 2 punct"
UNDER = "Homs PROPN 2 nsubj | came VERB 0 root | under ADP 4 case | attack NOUN 2 obl | . PUNCT 2 punct"
SUFFERED = "Homs PROPN 2 nsubj | suffered VERB 0 root | an DET 4 det | attack NOUN 2 obj | . PUNCT 2 punct"
NOMINAL = (
    "The DET 2 det | shelling NOUN 7 nsubj | of ADP 4 case | Homs PROPN 2 nmod | by ADP 6 case | rebels NOUN 2 nmod | stopped VERB 0 root | . PUNCT 7 punct"
)
POSSESSIVE = "Turkey PROPN 3 nmod:poss | 's PART 1 case | attack NOUN 4 nsubj | stopped VERB 0 root | . PUNCT 4 punct"
COORDINATE = "Rebels NOUN 4 nsubj | and CCONJ 3 cc | soldiers NOUN 1 conj | shelled VERB 0 root | Homs PROPN 4 obj | . PUNCT 4 punct"
BEFORE_NOUN = "Rebels NOUN 3 compound | - PUNCT 3 punct | held VERB/VBN 4 amod | towns NOUN 5 nsubj | burned VERB 0 root | . PUNCT 5 punct"

RELATIONS = [
    (ACTIVE, "shelled", {"subj": "Rebels", "obj": "town", "near": "Homs"}),
    (PASSIVE, "shelled", {"obj": "town", "by": "rebels"}),
    (PASSIVE_OBL, "shelled", {"obj": "town", "by": "rebels"}),
    (PLANNED, "shell", {"subj": "Rebels", "obj": "towns"}),
    (TOLD, "leave", {"subj": "rebels", "obj": "Homs"}),
    (TOGETHER, "seized", {"subj": "Rebels", "obj": "Homs"}),
    (RELATIVE, "shelled", {"subj": "Rebels", "obj": "Homs"}),
    (RELATIVE_OBJECT, "shelled", {"subj": "rebels", "obj": "Towns"}),
    (HELD, "held", {"obj": "Towns", "by": "rebels"}),
    (LEAVING, "leaving", {"subj": "Rebels", "obj": "Homs"}),
    (LIGHT, "attack", {"subj": "Rebels", "on": "Homs"}),
    (UNDER, "attack", {"on": "Homs"}),
    (SUFFERED, "attack", {"on": "Homs"}),
    (NOMINAL, "shelling", {"of": "Homs", "by": "rebels"}),
    (POSSESSIVE, "attack", {"poss": "Turkey"}),
    (COORDINATE, "shelled", {"subj": "Rebels soldiers", "obj": "Homs"}),
    (BEFORE_NOUN, "held", {"obj": "towns", "by": "Rebels"}),
]


def word_of(sentence: Sentence, word: str) -> int:
    return sentence.words.index(word)


@pytest.mark.parametrize(("table", "trigger", "expected"), RELATIONS, ids=[f"{case[1]}: {text_of(make_sentence(case[0]))}" for case in RELATIONS])
def test_relations(table: str, trigger: str, expected: dict[str, str]) -> None:
    sentence = make_sentence(table)
    found = find_relations(sentence, word_of(sentence, trigger))
    assert {name: [sentence.words[w] for w in words] for name, words in found.items() if words and name != "comp"} == {
        n: w.split() for n, w in expected.items()
    }


def test_a_loop_of_light_verbs_ends() -> None:
    chain = (
        "Rebels NOUN 2 nsubj | began VERB 0 root | an DET 4 det | attack NOUN 2 obj | in ADP 6 case | support NOUN 4 nmod | of ADP 8 case | Homs PROPN 6 nmod"
    )
    sentence = make_sentence(chain)
    assert all(find_relations(sentence, word) is not None for word in range(len(sentence.words)))


PHRASE = (
    "Hundreds NOUN 8 nsubj | of ADP 5 case | heavily ADV 4 advmod | armed ADJ 5 amod | fighters NOUN 1 nmod | from ADP 7 case | Idlib PROPN 5 nmod "
    "| left VERB 0 root | the DET 10 det | town NOUN 8 obj | , PUNCT 13 punct | a DET 13 det | ruin NOUN 10 appos | . PUNCT 8 punct"
)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        pytest.param(
            "Hundreds",
            "Hundreds of heavily armed fighters",
            marks=pytest.mark.xfail(reason="known fault: an adverb inside is taken for one that trails", strict=False),
        ),
        ("fighters", "heavily armed fighters"),
        ("town", "the town"),
        ("Idlib", "Idlib"),
    ],
)
def test_phrases_are_one_run_of_words(head: str, words: str) -> None:
    sentence = make_sentence(PHRASE)
    found = phrase(sentence, word_of(sentence, head))
    assert found == list(range(found[0], found[-1] + 1))
    assert " ".join(sentence.words[w] for w in found) == words


@pytest.mark.parametrize(("comma", "words"), [("", "IS leader Abu Bakr"), (", PUNCT 5 punct | ", "IS leader")])
def test_a_name_right_behind_its_title_belongs_to_the_phrase(comma: str, words: str) -> None:
    at = 4 if comma else 3
    table = f"IS PROPN 2 compound | leader NOUN {at + 2} nsubj | {comma}Abu PROPN 2 appos | Bakr PROPN {at} flat | spoke VERB 0 root"
    sentence = make_sentence(table)
    assert " ".join(sentence.words[w] for w in phrase(sentence, 1)) == words


def test_every_word_has_a_phrase_that_holds_it() -> None:
    for table, _, _ in RELATIONS:
        sentence = make_sentence(table)
        for word in range(len(sentence.words)):
            assert word in phrase(sentence, word)


def test_climbing_ends_at_the_head_of_the_name() -> None:
    sentence = make_sentence("General NOUN 2 compound | Joseph PROPN 4 nsubj | Votel PROPN 2 flat | spoke VERB 0 root")
    assert [climb_to_head(sentence, word) for word in range(3)] == [1, 1, 1]
    assert spread(sentence, [1]) == [1]


# ---------------------------------------------------------------- times
TIMED = "Rebels NOUN 2 nsubj | shelled VERB 0 root | Homs PROPN 2 obj | on ADP 5 case | Tuesday PROPN 2 obl | . PUNCT 2 punct"
SAID = (
    "He PRON 2 nsubj | said VERB 0 root | on ADP 4 case | Tuesday PROPN 2 obl | rebels NOUN 6 nsubj | shelled VERB 2 ccomp | Homs PROPN 6 obj | . PUNCT 2 punct"
)
ABOVE = "Rebels NOUN 2 nsubj | began VERB 0 root | shelling VERB/VBG 2 xcomp | Homs PROPN 3 obj | on ADP 6 case | Tuesday PROPN 2 obl | . PUNCT 2 punct"


@pytest.mark.parametrize(
    ("table", "trigger", "found"), [(TIMED, "shelled", "on Tuesday"), (SAID, "shelled", None), (SAID, "said", "on Tuesday"), (ABOVE, "shelling", "on Tuesday")]
)
def test_times_belong_to_their_trigger_and_not_to_the_saying(table: str, trigger: str, found: str | None) -> None:
    sentence = make_sentence(table)
    by_word = times_by_word(sentence, find_times(text_of(sentence)))
    cues = frozenset({word_of(sentence, "said")} if "said" in sentence.words and trigger != "said" else ())
    time = find_time(sentence, word_of(sentence, trigger), by_word, cues)
    assert (time[0].text if time else None) == found


TENSES = [
    (TIMED, "shelled", "past"),
    (PASSIVE, "shelled", "past"),
    (PLANNED, "shell", "future"),
    ("Rebels NOUN 3 nsubj | will AUX/MD 3 aux | leave VERB/VB 0 root", "leave", "future"),
    ("Rebels NOUN 3 nsubj | have AUX/VBP 3 aux | left VERB/VBN 0 root", "left", "past"),
    ("Rebels NOUN 2 nsubj | leave VERB/VBP 0 root", "leave", "present"),
    ("The DET 2 det | attack NOUN 0 root", "attack", None),
]


@pytest.mark.parametrize(("table", "word", "tense"), TENSES)
def test_tense(table: str, word: str, tense: str | None) -> None:
    sentence = make_sentence(table)
    assert find_tense(sentence, word_of(sentence, word)) == tense


# ---------------------------------------------------------------- counts
NEUTRAL = StatusReading("occurred", 0.9, "", None, (0.9,) * 9)
COUNTED = [
    (
        "At ADP 3 advmod | least ADJ 1 fixed | 40 NUM 4 nummod | soldiers NOUN 5 nsubj | fled VERB 0 root | Homs PROPN 5 obj",
        "fled",
        "DISPLACE",
        ("soldiers", "displaced", 40, None),
    ),
    (
        "Hundreds NOUN 4 nsubj | of ADP 3 case | fighters NOUN 1 nmod | fled VERB 0 root | Homs PROPN 4 obj",
        "fled",
        "DISPLACE",
        ("fighters", "displaced", 200, None),
    ),
    ("Shells NOUN 3 nsubj | have AUX 3 aux | killed VERB/VBN 0 root | 12 NUM 5 nummod | men NOUN 3 obj", "killed", "CASUALTIES", ("men", "killed", 12, 12)),
    ("All DET 3 det:predet | 2,000 NUM 3 nummod | men NOUN 4 nsubj | fled VERB 0 root", "fled", "DISPLACE", ("men", "displaced", 2000, 2000)),
    ("Men NOUN 2 nsubj | shot VERB 0 root | dead VERB 2 conj | 23 NUM 5 nummod | mourners NOUN 2 obj", "shot", "ASSAULT", ("mourners", "killed", 23, 23)),
    ("They PRON 2 nsubj | fled VERB 0 root | Homs PROPN 2 obj", "fled", "DISPLACE", None),
]


@pytest.mark.parametrize(("table", "trigger", "type_", "expected"), COUNTED)
def test_counts_belong_to_the_facts_they_hang_on(table: str, trigger: str, type_: str, expected: tuple[object, ...] | None) -> None:
    sentence = make_sentence(table)
    word, text = word_of(sentence, trigger), text_of(sentence)
    fillers = sorted({w for role in ("subj", "obj") for w in find_relations(sentence, word).get(role, [])})
    draft = Draft(0, [word], word, type_, None, 1.0, NEUTRAL, Arguments(actors=fillers))
    found = find_quantities(sentence, draft, find_numbers(text, []), text)
    assert [(q.of, q.state, q.low, q.high) for q in found] == ([expected] if expected else [])
    assert all(q.span.of(text) == q.text for q in found)


def test_a_count_of_another_clause_is_left_out() -> None:
    table = (
        "Rebels NOUN 2 nsubj | fled VERB 0 root | Homs PROPN 2 obj | , PUNCT 7 punct | officials NOUN 7 nsubj | have AUX 7 aux | told VERB/VBN 2 parataxis "
        "| 12 NUM 9 nummod | reporters NOUN 7 obj"
    )
    sentence = make_sentence(table)
    text = text_of(sentence)
    (number,) = find_numbers(text, [])
    assert counted_noun(sentence, number) == word_of(sentence, "reporters")
    assert find_quantities(sentence, Draft(0, [1], 1, "DISPLACE", None, 1.0, NEUTRAL, Arguments(actors=[0])), [number], text) == []


def test_a_where_before_its_noun_is_no_part_of_the_phrase() -> None:
    sentence = make_sentence("where ADV 2 advmod | residents NOUN 3 nsubj | fled VERB 0 root")
    assert phrase(sentence, 1) == [1]


def test_still_somewhere_tells_who_is_where() -> None:
    table = "Rebels NOUN 6 nsubj | are AUX 6 cop | still ADV 6 advmod | in ADP 6 case | the DET 6 det | town NOUN 0 root"
    assert find_relations(make_sentence(table), 2) == {"subj": [0], "in": [5]}
    assert find_relations(make_sentence(table.replace("are AUX 6 cop", "often ADV 6 advmod")), 2) == {}


@pytest.mark.parametrize(("second", "words"), [("Shefi PROPN 4 obl", "Margalit Har-Shefi"), ("based VERB 4 acl", "Margalit Har")])
def test_a_hyphened_name_stays_whole(second: str, words: str) -> None:
    sentence = make_sentence(f"Margalit PROPN 2 compound | Har PROPN 5 nsubj | - PUNCT 2 punct | {second} | left VERB 0 root")
    sentence = replace(sentence, starts=[0, 9, 12, 13, 19], ends=[8, 12, 13, 18, 23])
    found = phrase(sentence, 1)
    assert "Margalit Har-Shefi left"[sentence.starts[found[0]] : sentence.ends[found[-1]]] == words


def test_a_participle_below_a_verb_of_telling_suffers() -> None:
    sentence = make_sentence("Miners NOUN 3 nsubj:pass | were AUX 3 aux:pass | confirmed VERB/VBN 0 root | killed VERB/VBN 3 xcomp")
    assert find_relations(sentence, 3) == {"obj": [0]}


def test_a_particle_before_a_bare_noun_group_is_its_preposition() -> None:
    table = "Rebels NOUN 2 nsubj | called VERB 0 root | on ADP 2 compound:prt | the DET 5 det | army NOUN 2 obl | to PART 7 mark | leave VERB/VB 2 xcomp"
    sentence = make_sentence(table)
    assert find_relations(sentence, 1).get("on") == [4]
    other = make_sentence("Rebels NOUN 2 nsubj | called VERB 0 root | yesterday NOUN 2 obl | on ADP 2 compound:prt | the DET 6 det | army NOUN 2 obl")
    assert find_relations(other, 1).get("on") == [5]
    assert find_relations(make_sentence("Rebels NOUN 2 nsubj | called VERB 0 root | the DET 4 det | army NOUN 2 obl"), 1).get("on") is None


def test_a_second_subject_behind_an_active_verb_is_whom_it_meets() -> None:
    sentence = make_sentence("Oman PROPN 2 nsubj | warned VERB 0 root | Iran PROPN 2 nsubj | that SCONJ 6 mark | it PRON 6 nsubj | acts VERB 2 ccomp")
    relations = find_relations(sentence, 1)
    assert (relations["subj"], relations["obj"]) == ([0], [2])
