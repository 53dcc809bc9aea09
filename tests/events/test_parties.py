"""Whom a dealing meets behind its matter, whom a promise or a demand meets by its deed, on trees written by hand."""

# ruff: noqa: E501 - one tree a line
from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from emberwatch.events.grammar import find_relations
from emberwatch.events.parties import meet_beyond_object, meet_parties, share_parties
from emberwatch.events.roles import Arguments
from emberwatch.language.pipeline import Sentence
from sentence_factory import make_sentence

KINDS = {"police": "organization", "court": "organization", "rebels": "person", "forces": "organization", "envoys": "person", "man": "person"}
MATTERS = {
    "ban": "abstract",
    "request": "abstract",
    "imports": "abstract",
    "curfew": "abstract",
    "aid": "abstract",
    "claims": "abstract",
    "war": "event",
    "killing": "event",
}
LIFTED = "Syria PROPN 2 nsubj | lifted VERB 0 root | its PRON 4 nmod:poss | ban NOUN 2 obj | on ADP 6 case | imports NOUN 4 nmod | of ADP 9 case | Dutch ADJ 9 amod | tulips NOUN 6 nmod"
REFUSED = (
    "Syria PROPN 2 nsubj | rejected VERB 0 root | a DET 4 det | request NOUN 2 obj | by ADP 6 case | rebels NOUN 4 nmod | for ADP 8 case | peace NOUN 4 nmod"
)
FILED = "Syria PROPN 2 nsubj | rejected VERB 0 root | a DET 4 det | request NOUN 2 obj | filed VERB/VBN 4 acl | by ADP 7 case | rebels NOUN 5 obl:agent"
CURFEW = "Syria PROPN 2 nsubj | lifted VERB 0 root | the DET 4 det | curfew NOUN 2 obj"
OPPOSED = "Syria PROPN 2 nsubj | opposed VERB 0 root | the DET 4 det | war NOUN 2 obj"
CLAIMS = "Syria PROPN 2 nsubj | denounced VERB 0 root | claims NOUN 2 obj | that SCONJ 7 mark | the DET 6 det | police NOUN 7 nsubj | lied VERB 3 acl"
KILLING = "Syria PROPN 2 nsubj | condemned VERB 0 root | the DET 4 det | killing NOUN 2 obj | of ADP 7 case | the DET 7 det | man NOUN 4 nmod"


def class_of(sentence: Sentence, word: int) -> frozenset[str]:
    name = sentence.words[word]
    if name in {"Syria", "Oman", "Dutch"}:
        return frozenset({"place", "group"})
    return frozenset({"group"}) if name in KINDS else frozenset()


def read(table: str) -> Sentence:
    words = {row.split()[0] for row in table.split("|")}
    return make_sentence(table, mention={w: kind for w, kind in (KINDS | MATTERS).items() if w in words})


def arguments(sentence: Sentence, head: int, actors: str = "", recipients: str = "", frame: dict[str, str] | None = None) -> Arguments:
    found = Arguments([sentence.words.index(w) for w in actors.split()], [sentence.words.index(w) for w in recipients.split()])
    found.relations, found.frame = find_relations(sentence, head), frame or {}
    return found


def named(sentence: Sentence, words: list[int]) -> str:
    return " ".join(sentence.words[w] for w in words)


@pytest.mark.parametrize(
    ("table", "type_", "met"),
    [
        (LIFTED, "CONCEDE", "Dutch"),
        (REFUSED, "REJECT", "rebels"),
        (FILED, "REJECT", "rebels"),
        (CURFEW, "CONCEDE", ""),
        (OPPOSED, "REJECT", "war"),
        (CLAIMS, "ACCUSE", "police"),
        (KILLING, "ACCUSE", "killing"),
        (LIFTED, "ASSAULT", "ban"),
    ],
)
def test_a_dealing_meets_the_party_behind_its_matter(table: str, type_: str, met: str) -> None:
    sentence = read(table)
    matter = next(w for w in MATTERS if w in sentence.words and sentence.rels[sentence.words.index(w)] == "obj")
    assert named(sentence, meet_parties(sentence, type_, 1, arguments(sentence, 1, "Syria", matter), class_of)) == met


HANDED = "Rebels NOUN 2 nsubj | handed VERB 0 root | {} NOUN 2 obj | to ADP 5 case | police NOUN 2 obl"


@pytest.mark.parametrize(("given", "met"), [("rifles", "police"), ("prisoners", "prisoners")])
def test_of_what_is_handed_over_people_are_met_and_of_things_whoever_gets_them(given: str, met: str) -> None:
    sentence = read(HANDED.format(given))

    def classes(_: Sentence, word: int) -> frozenset[str]:
        return {"prisoners": frozenset({"people"}), "police": frozenset({"group"})}.get(sentence.words[word], frozenset())

    assert named(sentence, meet_parties(sentence, "RETREAT", 1, arguments(sentence, 1, "", f"{given} police"), classes)) == met


SENT = "Syria PROPN 2 nsubj | sent VERB 0 root | aid NOUN 2 obj | to ADP 5 case | Oman PROPN 3 nmod"


@pytest.mark.parametrize(("role", "met"), [("recipient", "Oman"), ("none", "")])
def test_who_stands_to_the_object_as_the_frame_says_of_the_verb_is_met(role: str, met: str) -> None:
    sentence = read(SENT)
    assert named(sentence, meet_beyond_object(sentence, "AID", 1, arguments(sentence, 1, "Syria", "", {"to": role}), class_of)) == met
    assert meet_beyond_object(sentence, "ASSAULT", 1, arguments(sentence, 1, "Syria", "", {"to": role}), class_of) == []


@dataclass
class Event:
    head: int
    type: str
    arguments: Arguments
    mode: str | None = None
    more: list[str] = field(default_factory=list)


PROMISED = "Syria PROPN 2 nsubj | agreed VERB 0 root | to PART 4 mark | meet VERB/VB 2 xcomp | {} {} 4 obj"


@pytest.mark.parametrize(("whom", "met"), [("envoys", "envoys"), ("halfway", "")])
def test_a_promise_meets_whom_its_deed_would_meet(whom: str, met: str) -> None:
    sentence = read(PROMISED.format(whom, "NOUN" if met else "ADV"))
    promise = Event(1, "AGREE", arguments(sentence, 1, "Syria"))
    share_parties(sentence, [promise], class_of)
    assert named(sentence, promise.arguments.recipients) == met


def test_a_promise_of_troops_meets_the_country_they_are_sent_to() -> None:
    sentence = read("Syria PROPN 2 nsubj | agreed VERB 0 root | to PART 4 mark | send VERB/VB 2 xcomp | forces NOUN 4 obj | to ADP 7 case | Oman PROPN 4 obl")
    promise = Event(1, "AGREE", arguments(sentence, 1, "Syria"))
    share_parties(sentence, [promise, Event(3, "MOBILIZE", arguments(sentence, 3, "Syria", "forces"))], class_of)
    assert named(sentence, promise.arguments.recipients) == "Oman"


ORDERED = "Syria PROPN 2 nsubj | demanded VERB 0 root | the DET 4 det | {} NOUN 2 obj | of ADP 6 case | {} NOUN 4 nmod"


def test_who_would_do_what_is_asked_is_asked_and_not_who_would_meet_it() -> None:
    sentence = read(ORDERED.format("arrest", "man"))
    request = Event(1, "REQUEST", arguments(sentence, 1, "Syria", "man"))
    share_parties(sentence, [request, Event(3, "COERCE", arguments(sentence, 3, "", "man"))], class_of)
    assert request.arguments.recipients == []
    sentence = read(ORDERED.format("withdrawal", "forces"))
    request = Event(1, "REQUEST", arguments(sentence, 1, "Syria"))
    share_parties(sentence, [request, Event(3, "RETREAT", arguments(sentence, 3, "forces"))], class_of)
    assert named(sentence, request.arguments.recipients) == "forces"
    request = Event(1, "REQUEST", arguments(sentence, 1, "Syria"))
    share_parties(sentence, [request], class_of)  # the noun is a part of the request's own phrase
    assert named(sentence, request.arguments.recipients) == "forces"


def test_whoever_a_demand_says_is_to_act_is_asked() -> None:
    sentence = read("Syria PROPN 2 nsubj | demanded VERB 0 root | that SCONJ 5 mark | Oman PROPN 5 nsubj | stop VERB/VB 2 ccomp")
    request = Event(1, "REQUEST", arguments(sentence, 1, "Syria"))
    share_parties(sentence, [request], class_of)
    assert named(sentence, request.arguments.recipients) == "Oman"


@pytest.mark.parametrize(("noun", "party", "met"), [("road", "Oman", ""), ("road", "rebels", "rebels"), ("aid", "Oman", "Oman")])
def test_a_place_that_a_way_leads_to_is_no_party(noun: str, party: str, met: str) -> None:
    sentence = read(f"Syria PROPN 2 nsubj | gave VERB 0 root | the DET 4 det | {noun} NOUN 2 obj | to ADP 6 case | {party} PROPN 4 nmod")
    assert named(sentence, meet_beyond_object(sentence, "CONCEDE", 1, arguments(sentence, 1, "Syria", frame={"to": "recipient"}), class_of)) == met
