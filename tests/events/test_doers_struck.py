"""Who does what a noun names, and whom and what an attack strikes, on trees written by hand."""

from __future__ import annotations

import pytest

from emberwatch.events.doers import find_doers, part_counterparts
from emberwatch.events.grammar import find_relations
from emberwatch.events.roles import Arguments, find_arguments
from emberwatch.events.struck import find_struck
from emberwatch.language.pipeline import Sentence
from sentence_factory import make_sentence

PARTIES = {"Oman": "group", "Iran": "group", "Qatar": "group", "envoy": "person", "rebels": "group", "army": "group", "two": "people", "soldiers": "people"}
PLACES = frozenset({"Homs", "port", "crossing"})
KINDS = {"envoy": "person", "rebels": "organization", "army": "organization", "soldiers": "person"}


def class_of(sentence: Sentence, word: int) -> frozenset[str]:
    name = sentence.words[word]
    return frozenset({"place"} if name in PLACES else {PARTIES[name]} if name in PARTIES else ())


def read(table: str) -> Sentence:
    words = {row.split()[0] for row in table.split("|")}
    return make_sentence(table, mention={w: kind for w, kind in KINDS.items() if w in words})


def arguments(sentence: Sentence, head: int, actors: str = "", recipients: str = "", places: str = "") -> Arguments:
    found = Arguments(*([sentence.words.index(w) for w in words.split()] for words in (actors, recipients, places)))
    found.relations = find_relations(sentence, head)
    return found


def named(sentence: Sentence, words: list[int]) -> str:
    return " ".join(sentence.words[w] for w in words)


ISSUED = "Oman PROPN 2 nsubj | {} VERB 0 root | a DET 4 det | warning NOUN 2 obj"


@pytest.mark.parametrize(("verb", "actors"), [("issued", "Oman"), ("condemned", "")])
def test_the_subject_of_a_verb_that_does_what_its_object_names_is_its_actor(verb: str, actors: str) -> None:
    sentence = make_sentence(ISSUED.format(verb), roles={("warning", "Oman"): ("actor", 0.2)})
    assert named(sentence, find_arguments(sentence, [3], 3, {"to": "recipient"}, set(), class_of).actors) == actors


@pytest.mark.parametrize(
    ("table", "actors"),
    [
        ("Oman PROPN 2 nsubj | sent VERB 0 root | a DET 4 det | letter NOUN 2 obj | threatening VERB/VBG 4 acl | Iran PROPN 5 obj", "Oman"),
        ("A DET 2 det | letter NOUN 5 nsubj | by ADP 4 case | Oman PROPN 2 nmod | threatened VERB 0 root | Iran PROPN 5 obj", "Oman"),
        ("A DET 2 det | letter NOUN 3 nsubj | threatened VERB 0 root | Iran PROPN 3 obj", "letter"),
    ],
)
def test_whoever_made_a_letter_speaks_through_it(table: str, actors: str) -> None:
    sentence = read(table)
    head = next(w for w, word in enumerate(sentence.words) if word.startswith("threaten"))
    assert named(sentence, find_doers(sentence, "THREATEN", head, arguments(sentence, head, "letter", "Iran"), class_of)) == actors


MEETING = "After ADP 2 case | talks NOUN 6 obl | with ADP 4 case | rebels NOUN 2 nmod | {} NOUN 6 nsubj | left VERB 0 root"


@pytest.mark.parametrize(("who", "actors"), [("envoy", "envoy"), ("doubts", "")])
def test_the_subject_takes_part_in_the_meeting_that_names_the_other_side(who: str, actors: str) -> None:
    sentence = read(MEETING.format(who))
    assert named(sentence, find_doers(sentence, "CONSULT", 1, arguments(sentence, 1, "", "rebels"), class_of)) == actors


def test_who_leads_an_attack_makes_it() -> None:
    sentence = read("An DET 5 det | Iran PROPN 4 compound | - PUNCT 2 punct | led VERB/VBN 5 amod | strike NOUN 0 root")
    assert named(sentence, find_doers(sentence, "ASSAULT", 4, arguments(sentence, 4), class_of)) == "Iran"
    other = read("An DET 5 det | Iran PROPN 4 compound | - PUNCT 2 punct | backed VERB/VBN 5 amod | strike NOUN 0 root")
    assert find_doers(other, "ASSAULT", 4, arguments(other, 4), class_of) == []


TWO = "Iran PROPN 4 nsubj | and CCONJ 3 cc | Oman PROPN 1 conj | agreed VERB 0 root"
THREE = "Iran PROPN 5 nsubj | Qatar PROPN 1 conj | and CCONJ 4 cc | Oman PROPN 1 conj | agreed VERB 0 root"


@pytest.mark.parametrize(
    ("table", "type_", "sides"), [(TWO, "AGREE", ("Iran", "Oman")), (TWO, "RETREAT", ("Iran Oman", "")), (THREE, "AGREE", ("Iran Qatar Oman", ""))]
)
def test_of_two_who_agree_the_first_agrees_with_the_second(table: str, type_: str, sides: tuple[str, str]) -> None:
    sentence = read(table)
    found = arguments(sentence, len(sentence.words) - 1, " ".join(w for w in sentence.words if w in PARTIES))
    part_counterparts(sentence, type_, found)
    assert (named(sentence, found.actors), named(sentence, found.recipients)) == sides


FIRED = "Rebels NOUN 2 nsubj | fired VERB 0 root | rockets NOUN 2 obj | at ADP 5 case | Homs PROPN 2 obl"
DOWNED = "Rebels NOUN 2 nsubj | shot VERB 0 root | down ADP 2 compound:prt | a DET 5 det | drone NOUN 2 obj"
SHELLED = "Rebels NOUN 2 nsubj | shelled VERB 0 root | Homs PROPN 2 obj"
ATTACK = "attack NOUN 0 root | on ADP 3 case | Homs PROPN 1 nmod"
FOUGHT = "Rebels NOUN 2 nsubj | fought VERB 0 root | alongside ADP 4 case | army NOUN 2 obl"
ARMED = "Rebels NOUN 2 nsubj | attacked VERB 0 root | army NOUN 2 obj | with ADP 5 case | knives NOUN 2 obl"
CLOSED = "Rebels NOUN 2 nsubj | closed VERB 0 root | crossing NOUN 2 obj | to ADP 5 case | soldiers NOUN 2 obl"
KILLED = "The DET 2 det | shelling NOUN 3 nsubj | killed VERB 0 root | soldiers NOUN 3 obj"
BESIDE_TARGET = "The DET 2 det | shelling NOUN 5 nsubj | of ADP 4 case | rebels NOUN 2 nmod | killed VERB 0 root | soldiers NOUN 5 obj"

STRUCK = [
    (FIRED, "fired", "ASSAULT", "rockets", "Homs", "Homs"),
    (DOWNED, "shot", "ASSAULT", "drone", "", "drone"),
    (SHELLED, "shelled", "ASSAULT", "", "Homs", "Homs"),
    (SHELLED, "shelled", "SEIZE", "", "Homs", ""),
    (ATTACK, "attack", "ASSAULT", "", "Homs", "Homs"),
    (FOUGHT, "fought", "ASSAULT", "army", "", ""),
    (ARMED, "attacked", "ASSAULT", "army knives", "", "army"),
    (CLOSED, "closed", "COERCE", "soldiers", "crossing", "soldiers"),
    (CLOSED, "closed", "COERCE", "", "crossing", "crossing"),
    (KILLED, "shelling", "ASSAULT", "", "", "soldiers"),
    (BESIDE_TARGET, "shelling", "ASSAULT", "rebels soldiers", "", "rebels"),
]


@pytest.mark.parametrize(("table", "trigger", "type_", "recipients", "places", "struck"), STRUCK)
def test_an_attack_strikes_its_target_and_a_closure_the_place(table: str, trigger: str, type_: str, recipients: str, places: str, struck: str) -> None:
    sentence = read(table)
    head = sentence.words.index(trigger)
    assert named(sentence, find_struck(sentence, type_, head, arguments(sentence, head, "", recipients, places), class_of)) == struck
