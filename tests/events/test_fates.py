"""What became of people, on trees written by hand: tolls above an attack and in its relative clause, shares of a group, states by the words."""

# ruff: noqa: E501 - one tree a line
from __future__ import annotations

import pytest

from emberwatch.claims.status import StatusReading
from emberwatch.events.extract import Draft
from emberwatch.events.roles import Arguments
from emberwatch.events.tallies import find_quantities
from emberwatch.text.numbers import find_numbers
from sentence_factory import make_sentence, text_of

NEUTRAL = StatusReading("occurred", 0.9, "", None, ())

WHEN = "Two NUM 2 nummod | people NOUN 4 nsubj:pass | were AUX 4 aux:pass | killed VERB/VBN 0 root | when ADV 7 advmod | shells NOUN 7 nsubj | hit VERB 4 advcl | Homs PROPN 7 obj"
IN_WHICH = "The DET 2 det | raid NOUN 8 nsubj | in ADP 4 case | which PRON 7 obl | 25 NUM 6 nummod | guests NOUN 7 nsubj | died VERB 2 acl:relcl | shocked VERB 0 root | Homs PROPN 8 obj"
LEFT = "Clashes NOUN 3 nsubj | have AUX 3 aux | left VERB/VBN 0 root | 41 NUM 5 nummod | people NOUN 3 obj | dead ADJ 3 xcomp"
LIVES = "The DET 2 det | battle NOUN 3 nsubj | cost VERB 0 root | the DET 5 det | lives NOUN 3 obj | of ADP 8 case | seven NUM 8 nummod | soldiers NOUN 5 nmod"
BOMBERS = "Two NUM 2 nummod | bombers NOUN 3 nsubj | killed VERB 0 root | 33 NUM 5 nummod | traders NOUN 3 obj | in ADP 8 case | three NUM 8 nummod | hamlets NOUN 3 obl"
HURT = "Three NUM 2 nummod | soldiers NOUN 4 nsubj:pass | were AUX 4 aux:pass | wounded VERB/VBN 0 root"
MISHUNG = "Shells NOUN 2 nsubj | hit VERB 0 root | Homs PROPN 2 obj | , PUNCT 5 punct | killing VERB/VBG 2 advcl | two NUM 7 nummod | men NOUN 5 obj | and CCONJ 9 cc | wounding VERB/VBG 5 conj | nine NUM 11 nummod | others NOUN 5 obj"
STAYED = "They PRON 2 nsubj | sailed VERB 0 root | from ADP 4 case | Bissau PROPN 2 obl | , PUNCT 6 punct | leaving VERB/VBG 2 advcl | 1,800 NUM 8 nsubj | behind ADV 6 xcomp"
SEIZED = "Half NOUN 10 nsubj | of ADP 5 case | the DET 5 det | forty NUM 5 nummod | girls NOUN 1 nmod | seized VERB/VBN 5 acl | in ADP 8 case | Kitgum PROPN 6 obl | have AUX 10 aux | returned VERB/VBN 0 root"
TOLL = "They PRON 2 nsubj | put VERB 0 root | the DET 4 det | toll NOUN 2 obj | at ADP 6 case | 58 NUM 2 obl"
FOUR = "The DET 2 det | number NOUN 7 nsubj | of ADP 4 case | policemen NOUN 2 nmod | killed VERB/VBN 4 acl | is AUX 7 cop | four NUM 0 root"
COPIES = FOUR.replace("number", "price").replace("killed", "freed")
PRICE = "They PRON 2 nsubj | discussed VERB 0 root | the DET 4 det | toll NOUN 2 obj | with ADP 6 case | 58 NUM 2 obl"

INJURED = "The DET 2 det | blast NOUN 3 nsubj | left VERB 0 root | 20 NUM 5 nummod | dead ADJ 3 xcomp | and CCONJ 8 cc | 100 NUM 8 nummod | injured ADJ 3 conj"
OTHERS = "Clashes NOUN 2 nsubj | left VERB 0 root | four NUM 4 nummod | men NOUN 2 obj | dead ADJ 2 xcomp | and CCONJ 9 cc | nine NUM 8 nummod | others NOUN 9 nsubj | wounded VERB 5 conj"
MISSING = "The DET 2 det | raid NOUN 3 nsubj | left VERB 0 root | 30 NUM 5 nummod | people NOUN 3 obj | missing ADJ 5 amod"
OFFICERS = "Some DET 3 det | 40 NUM 3 nummod | officers NOUN 4 nsubj | {} VERB 0 root | nine NUM 6 nummod | men NOUN 4 obj"


@pytest.mark.parametrize(
    ("table", "trigger", "type_", "actors", "recipients", "expected"),
    [
        (WHEN, "hit", "ASSAULT", ["shells"], [], [("people", "killed", 2)]),
        (WHEN, "hit", "DISPLACE", ["shells"], [], []),
        (IN_WHICH, "raid", "ASSAULT", [], [], [("guests", "killed", 25)]),
        (LEFT, "Clashes", "ASSAULT", [], [], [("people", "killed", 41)]),
        (LIVES, "battle", "ASSAULT", [], [], [("soldiers", "killed", 7)]),
        (BOMBERS, "killed", "ASSAULT", ["bombers"], ["traders"], [("bombers", "other", 2), ("traders", "killed", 33), ("hamlets", "other", 3)]),
        (HURT, "wounded", "CASUALTIES", [], ["soldiers"], [("soldiers", "wounded", 3)]),
        (MISHUNG, "hit", "ASSAULT", ["Shells"], ["Homs"], [("men", "killed", 2), ("others", "wounded", 9)]),
        (STAYED, "sailed", "RETREAT", ["They"], [], [("1,800", "present", 1800)]),
        (SEIZED, "seized", "ASSAULT", [], ["girls"], [("girls", "other", 40)]),
        (SEIZED, "returned", "DISPLACE", ["Half"], [], [("girls", "displaced", 20)]),
        (TOLL, "toll", "CASUALTIES", [], [], [("58", "killed", 58)]),
        (FOUR, "killed", "ASSAULT", [], ["policemen"], [("four", "killed", 4)]),
        (COPIES, "freed", "RETREAT", [], ["policemen"], []),
        (PRICE, "toll", "CASUALTIES", [], [], []),
        (INJURED, "blast", "ASSAULT", [], ["dead"], [("dead", "killed", 20), ("injured", "wounded", 100)]),
        (OTHERS, "Clashes", "ASSAULT", [], [], [("men", "killed", 4), ("others", "wounded", 9)]),
        (MISSING, "raid", "ASSAULT", [], [], [("people", "missing", 30)]),
        (OFFICERS.format("detained"), "detained", "COERCE", ["officers"], ["men"], [("officers", "other", 40), ("men", "detained", 9)]),
        (OFFICERS.format("escorted"), "escorted", "DISPLACE", ["officers"], ["men"], [("officers", "other", 40), ("men", "displaced", 9)]),
    ],
)
def test_counts_go_to_the_attack_that_they_tell_of(
    table: str, trigger: str, type_: str, actors: list[str], recipients: list[str], expected: list[tuple[str, str, float]]
) -> None:
    sentence = make_sentence(table)
    text, word = text_of(sentence), sentence.words.index(trigger)
    roles = Arguments(actors=[sentence.words.index(w) for w in actors], recipients=[sentence.words.index(w) for w in recipients])
    found = find_quantities(sentence, Draft(0, [word], word, type_, None, 1.0, NEUTRAL, roles), find_numbers(text), text)
    assert [(q.of, q.state, q.low) for q in found] == expected


@pytest.mark.parametrize(("last", "state"), [("aboard ADV 6 advmod", "other"), ("dead ADJ 6 amod", "killed")])
def test_those_aboard_are_not_its_dead(last: str, state: str) -> None:
    table = f"A DET 2 det | helicopter NOUN 3 nsubj | crashed VERB/VBD 0 root | with ADP 6 case | nine NUM 6 nummod | soldiers NOUN 2 nmod | {last}"
    sentence = make_sentence(table)
    text = text_of(sentence)
    found = find_quantities(sentence, Draft(0, [2], 2, "CASUALTIES", None, 1.0, NEUTRAL, Arguments(recipients=[1, 5])), find_numbers(text), text)
    assert [q.state for q in found] == [state]
