"""What a tree's signs say of the reality of a trigger, with an encoder that has no opinion."""

# ruff: noqa: E501 - one tree a line
from __future__ import annotations

from pathlib import Path

import pytest

from emberwatch.claims.status import find_condition, load_hedges, own_signs, read_status, status_of_saying
from emberwatch.errors import CodebookError
from emberwatch.events.grammar import find_relations
from emberwatch.language.labels import STATUSES
from sentence_factory import make_sentence, text_of

CASES = [
    ("Rebels NOUN 2 nsubj | shelled VERB/VBD 0 root | Homs PROPN 2 obj", "shelled", "occurred"),
    ("Rebels NOUN 3 nsubj | are AUX/VBP 3 aux | shelling VERB/VBG 0 root | Homs PROPN 3 obj", "shelling", "ongoing"),
    ("Rebels NOUN 2 nsubj | plan VERB/VBP 0 root | to PART 4 mark | shell VERB/VB 2 xcomp | Homs PROPN 4 obj", "shell", "planned"),
    ("Rebels NOUN 3 nsubj:pass | are AUX/VBP 3 aux:pass | expected VERB/VBN 0 root | to PART 5 mark | leave VERB/VB 3 xcomp", "leave", "expected"),
    ("Rebels NOUN 3 nsubj | may AUX/MD 3 aux | leave VERB/VB 0 root", "leave", "possible"),
    ("Rebels NOUN 3 nsubj | could AUX/MD 3 aux | leave VERB/VB 0 root", "leave", "possible"),
    ("Rebels NOUN 4 nsubj | did AUX/VBD 4 aux | not PART/RB 4 advmod | leave VERB/VB 0 root", "leave", "not_occurred"),
    ("Rebels NOUN 3 nsubj | never ADV 3 advmod | left VERB/VBD 0 root", "left", "not_occurred"),
    ("No DET 2 det | attack NOUN 3 nsubj | came VERB/VBD 0 root", "attack", "not_occurred"),
    ("Rebels NOUN 2 nsubj | failed VERB/VBD 0 root | to PART 4 mark | leave VERB/VB 2 xcomp", "leave", "not_occurred"),
    ("Rebels NOUN 2 nsubj | denied VERB/VBD 0 root | shelling VERB/VBG 2 xcomp | Homs PROPN 3 obj", "shelling", "denied"),
    ("Rebels NOUN 3 nsubj | must AUX/MD 3 aux | leave VERB/VB 0 root", "leave", "demanded"),
    ("He PRON 2 nsubj | demanded VERB/VBD 0 root | that SCONJ 5 mark | rebels NOUN 5 nsubj | leave VERB/VBP 2 ccomp", "leave", "demanded"),
    ("If SCONJ 3 mark | talks NOUN 3 nsubj | fail VERB/VBP 6 advcl | rebels NOUN 6 nsubj | will AUX/MD 6 aux | leave VERB/VB 0 root", "leave", "conditional"),
    (
        "Rebels NOUN 3 nsubj | will AUX/MD 3 aux | leave VERB/VB 0 root | unless SCONJ 6 mark | talks NOUN 6 nsubj | succeed VERB/VBP 3 advcl",
        "leave",
        "conditional",
    ),
]
CASES[-2:-2] = [
    (
        "Rebels NOUN 2 nsubj | threatened VERB/VBD 0 root | to PART 4 mark | attack VERB/VB 2 xcomp | unless SCONJ 7 mark | police NOUN 7 nsubj | resigned VERB/VBD 4 advcl",
        "resigned",
        "demanded",
    ),
    ("Rebels NOUN 2 nsubj | began VERB/VBD 0 root | an DET 4 det | offensive NOUN 2 obj", "offensive", "occurred"),
    ("Rebels NOUN 2 nsubj | began VERB/VBD 0 root | shelling VERB/VBG 2 xcomp | Homs PROPN 3 obj", "shelling", "ongoing"),
    ("Rebels NOUN 2 nsubj | agreed VERB/VBD 0 root | to ADP 5 case | a DET 5 det | truce NOUN 2 obl", "truce", "occurred"),
]


@pytest.mark.parametrize(("table", "trigger", "status"), CASES, ids=[text_of(make_sentence(case[0])) for case in CASES])
def test_signs(table: str, trigger: str, status: str) -> None:
    sentence = make_sentence(table)
    word = sentence.words.index(trigger)
    reading = read_status(sentence, [word], word, state=False)
    assert reading.status == status
    assert sum(reading.distribution) == pytest.approx(1.0)
    assert reading.probability == max(reading.distribution)
    assert reading.probability > 1 / len(STATUSES)
    assert (reading.condition is not None) == (status == "conditional")
    assert reading.reason


def test_the_condition_is_the_clause() -> None:
    sentence = make_sentence(CASES[-2][0])
    condition, signs = find_condition(sentence, 5)
    assert condition == (0, 2)
    assert [sign[0] for sign in signs] == ["conditional"]
    assert find_condition(make_sentence(CASES[0][0]), 1) == (None, [])


def test_not_only_is_no_negation() -> None:
    sentence = make_sentence("Rebels NOUN 4 nsubj | not PART 4 advmod | only ADV 4 advmod | left VERB/VBD 0 root")
    assert all(sign[0] != "not_occurred" for sign in own_signs(sentence, 3))


def test_without_signs_the_encoder_decides() -> None:
    for status in STATUSES:
        sentence = make_sentence("Attack NOUN 0 root", status={"Attack": (status, 0.95)})
        reading = read_status(sentence, [0], 0, state=False)
        assert reading.status == status
        assert reading.probability > 0.5


def test_a_sure_encoder_beats_a_weak_sign() -> None:
    table = CASES[0][0]
    assert read_status(make_sentence(table, status={"shelled": ("denied", 0.95)}), [1], 1, state=False).status == "denied"


SAYINGS = [
    ("He PRON 2 nsubj | announced VERB/VBD 0 root | a DET 4 det | truce NOUN 2 obj", "announced", "occurred"),
    ("He PRON 4 nsubj | did AUX 4 aux | not PART 4 advmod | announce VERB/VB 0 root | a DET 6 det | truce NOUN 4 obj", "announce", "not_occurred"),
    (
        "He PRON 3 nsubj:pass | is AUX 3 aux:pass | expected VERB/VBN 0 root | to PART 5 mark | announce VERB/VB 3 xcomp | a DET 7 det | truce NOUN 5 obj",
        "announce",
        "expected",
    ),
]


@pytest.mark.parametrize(("table", "cue", "status"), SAYINGS)
def test_status_of_the_saying_itself(table: str, cue: str, status: str) -> None:
    sentence = make_sentence(table)
    assert status_of_saying(sentence, sentence.words.index(cue)) == status


def test_a_hedge_file_with_faults_is_refused_with_every_line(tmp_path: Path) -> None:
    file = tmp_path / "hedges.tsv"
    file.write_text("# a note\nplan\tV\tplanned\t3\nplan\tX\tplanned\t3\nhope\tV\thoped\t2\nshort\n", encoding="utf-8")
    with pytest.raises(CodebookError) as told:
        load_hedges(file)
    assert [number for number in range(1, 6) if f"hedges.tsv:{number}:" in str(told.value)] == [3, 4, 5]


DISCLAIMED = [
    "The DET 2 det | side NOUN 3 nsubj | has VERB/VBZ 0 root | nothing PRON 3 obj | to PART 6 mark | do VERB/VB 4 acl | with ADP 9 case | the DET 9 det | bombing NOUN 6 obl",
    "The DET 2 det | side NOUN 5 nsubj | was AUX/VBD 5 cop | not PART/RB 5 advmod | involved ADJ 0 root | in ADP 8 case | the DET 8 det | bombing NOUN 5 obl",
    "The DET 2 det | side NOUN 3 nsubj | played VERB/VBD 0 root | no DET 5 det | role NOUN 3 obj | in ADP 8 case | the DET 8 det | bombing NOUN 3 obl",
]


@pytest.mark.parametrize("table", DISCLAIMED)
def test_nobody_had_a_part_in_it(table: str) -> None:
    sentence = make_sentence(table, status={"bombing": ("occurred", 0.95)})
    word = sentence.words.index("bombing")
    assert read_status(sentence, [word], word, state=False).status == "not_occurred"
    assert read_status(sentence, [word], word, state=False, manner="say").status == "denied"
    assert find_relations(sentence, word)["by"] == [1]


FALSE = "Reports NOUN 6 nsubj | that SCONJ 4 mark | they PRON 4 nsubj | fled VERB/VBD 1 acl | are AUX 6 cop | false ADJ/JJ 0 root"


@pytest.mark.parametrize(
    ("table", "status"),
    [(FALSE, "denied"), (FALSE.replace("false", "new"), "occurred"), (FALSE.replace("acl", "acl:relcl"), "occurred")],
    ids=["false", "new", "a relative clause"],
)
def test_what_is_told_in_reports_that_are_called_false_is_denied(table: str, status: str) -> None:
    sentence = make_sentence(table, status={"fled": ("occurred", 0.95)})
    assert read_status(sentence, [3], 3, state=False, manner="say").status == status


def test_a_part_that_was_played_is_no_denial() -> None:
    sentence = make_sentence(DISCLAIMED[2].replace("no DET", "a DET"), status={"bombing": ("occurred", 0.95)})
    assert read_status(sentence, [7], 7, state=False).status == "occurred"


@pytest.mark.parametrize(
    ("table", "trigger", "read", "status"),
    [
        ("They PRON 3 nsubj | will AUX/MD 3 aux | stay VERB/VB 0 root | after SCONJ 6 mark | it PRON 6 nsubj | withdraws VERB/VBZ 3 advcl | the DET 8 det | rest NOUN 6 obj", "withdraws", "occurred", "planned"),
        ("They PRON 2 nsubj | stayed VERB/VBD 0 root | after SCONJ 5 mark | it PRON 5 nsubj | withdraws VERB/VBZ 2 advcl | the DET 7 det | rest NOUN 5 obj", "withdraws", "occurred", "occurred"),
        ("The DET 2 det | army NOUN 5 nsubj | has AUX/VBZ 5 aux | never ADV 5 advmod | stronger ADJ/JJR 0 root | been AUX/VBN 5 cop", "stronger", "not_occurred", "ongoing"),
        ("The DET 2 det | army NOUN 5 nsubj | is AUX/VBZ 5 cop | not PART/RB 5 advmod | stronger ADJ/JJR 0 root", "stronger", "not_occurred", "not_occurred"),
        ("It PRON 2 nsubj | captured VERB/VBD 0 root | none PRON 2 obj", "captured", "occurred", "not_occurred"),
        ("No DET 2 det | aircraft NOUN 3 nsubj | attacked VERB/VBD 0 root", "attacked", "occurred", "not_occurred"),
    ],
)  # fmt: skip
def test_words_that_turn_what_the_verb_alone_says(table: str, trigger: str, read: str, status: str) -> None:
    sentence = make_sentence(table, status={trigger: (read, 0.6)})
    word = sentence.words.index(trigger)
    assert read_status(sentence, [word], word, state=False).status == status


ORDERED = "He PRON 2 nsubj | denied VERB/VBD 0 root | that SCONJ 5 mark | he PRON 5 nsubj | ordered VERB/VBD 2 ccomp | {det} DET 7 det | arrest NOUN 5 obj"
SHARED = (
    "They PRON 2 nsubj | denied VERB/VBD 0 root | having AUX 4 aux | taken VERB/VBN 2 xcomp | part NOUN 4 obj | in ADP 8 case | the DET 8 det | raid NOUN 4 obl"
)
SUSPECT = "It PRON 2 nsubj | denied VERB/VBD 0 root | the DET 5 det | arrested VERB/VBN 5 amod | man NOUN 7 nsubj | had AUX 7 aux | left VERB/VBN 2 ccomp"


@pytest.mark.parametrize(
    ("table", "word", "denied"),
    [
        (ORDERED.format(det="the"), "arrest", False),
        (ORDERED.format(det="any"), "arrest", True),
        (SHARED, "raid", True),
        (SUSPECT, "arrested", False),
        (SUSPECT, "left", True),
        ("He PRON 2 nsubj | denied VERB/VBD 0 root | the DET 4 det | raid NOUN 2 obj", "raid", True),
    ],
)
def test_a_denial_takes_for_granted_what_is_definite_below_it(table: str, word: str, denied: bool) -> None:
    sentence = make_sentence(table)
    at = sentence.words.index(word)
    assert (read_status(sentence, [at], at, state=False, manner="deny").status == "denied") == denied


def test_where_somebody_is_thought_to_have_died_is_no_thought() -> None:
    sentence = make_sentence(
        "Ten NUM 3 nsubj:pass | are AUX 3 aux:pass | thought VERB/VBN 0 root | to PART 6 mark | have AUX 6 aux | died VERB/VBN 3 xcomp | in ADP 8 case | clashes NOUN 6 obl"
    )
    assert read_status(sentence, [5], 5, state=False).status == "possible"
    assert read_status(sentence, [7], 7, state=False).status == "occurred"


@pytest.mark.parametrize(
    ("aux", "verb", "case", "time", "status"),
    [
        ("has", "encircled", "since", "June", "ongoing"),
        ("has", "encircled", "for", "months", "ongoing"),
        ("has", "encircled", "for", "ransom", "occurred"),
        ("had", "encircled", "since", "June", "occurred"),
        ("has", "shelled", "since", "June", "occurred"),
    ],
)
def test_what_lasts_until_now_is_ongoing(aux: str, verb: str, case: str, time: str, status: str) -> None:
    sentence = make_sentence(f"City NOUN 3 nsubj:pass | {aux} AUX 3 aux | {verb} VERB/VBN 0 root | {case} ADP 5 case | {time} NOUN 3 obl")
    assert read_status(sentence, [2], 2, state=False).status == status


def test_what_adds_up_is_over_with_each_doing() -> None:
    sentence = make_sentence(
        "300 NUM 2 nummod | men NOUN 5 nsubj:pass | have AUX 5 aux | been AUX 5 aux:pass | detained VERB/VBN 0 root | since ADP 7 case | May PROPN 5 obl"
    )
    assert read_status(sentence, [4], 4, state=False).status == "occurred"
