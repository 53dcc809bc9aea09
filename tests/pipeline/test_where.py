"""Where a fact is set: what the encoder, the tree and the names say together."""

from __future__ import annotations

import pytest

from emberwatch.claims.status import StatusReading
from emberwatch.events.extract import Draft
from emberwatch.events.roles import Arguments
from emberwatch.language.pipeline import Sentence
from emberwatch.pipeline.gather import place_span
from emberwatch.pipeline.marks import Marks
from emberwatch.pipeline.where import find_place_words
from emberwatch.resolve.place_scan import NameHit
from emberwatch.text.span import Span
from tests.sentence_factory import make_sentence, text_of

NEUTRAL = StatusReading("occurred", 0.5, "", None, ())
THERE = "Soldiers NOUN 2 nsubj | fought VERB 0 root | {} ADV 2 advmod"
BELOW = "Mali PROPN 2 nsubj | lifted VERB 0 root | sanctions NOUN 2 obj | on ADP 5 case | Niger PROPN 3 nmod"
ABOVE = "Talks NOUN 2 nsubj | began VERB 0 root | in ADP 4 case | Doha PROPN 2 obl | to PART 6 mark | end VERB 2 advcl | war NOUN 6 obj"
PARTY = "She PRON 2 nsubj | visited VERB 0 root | Mali PROPN 2 obj"
PATH = "Families NOUN 2 nsubj | {} VERB 0 root | from ADP 4 case | Homs PROPN 2 obl | to ADP 6 case | Idlib PROPN 2 obl"
LAND = "It PRON 2 nsubj | shelled VERB 0 root | Syria PROPN 2 obl | near ADP 5 case | Homs PROPN 2 obl"


def find(
    sentence: Sentence, trigger: str, type_: str, places: list[str] | None = None, recipients: list[str] | None = None, marks: Marks | None = None
) -> str | None:
    """The head word of the place of a trigger with these fillers."""
    arguments = Arguments(recipients=[sentence.words.index(w) for w in recipients or ()], places=[sentence.words.index(w) for w in places or ()])
    head = sentence.words.index(trigger)
    draft = Draft(0, [head], head, type_, None, 1.0, NEUTRAL, arguments)
    found = find_place_words(sentence, marks or Marks([], [], [], []), draft)
    return None if found is None else sentence.words[found[1]]


@pytest.mark.parametrize(("word", "prob", "place"), [("there", 0.9, "there"), ("there", 0.2, None), ("abroad", 0.9, None)])
def test_what_points_to_a_place_needs_the_encoder(word: str, prob: float, place: str | None) -> None:
    sentence = make_sentence(THERE.format(word), roles={("fought", word): ("place", prob)})
    assert find(sentence, "fought", "ASSAULT", places=[word]) == place


def test_a_filler_that_is_a_time_is_no_place() -> None:
    sentence = make_sentence(
        "They PRON 2 nsubj | fought VERB 0 root | all DET 4 det | night NOUN 2 obl", mention={"night": "time"}, roles={("fought", "night"): ("place", 0.9)}
    )
    assert find(sentence, "fought", "ASSAULT", places=["night"]) is None


@pytest.mark.parametrize(
    ("table", "trigger", "type_", "word", "prob", "place"),
    [
        (BELOW, "lifted", "CONCEDE", "Niger", 0.02, None),
        (BELOW, "lifted", "CONCEDE", "Niger", 0.15, "Niger"),
        (ABOVE, "war", "ASSAULT", "Doha", 0.15, None),
        (ABOVE, "war", "ASSAULT", "Doha", 0.35, "Doha"),
    ],
)
def test_a_place_near_the_trigger_in_the_tree_is_its_place_where_the_encoder_agrees(
    table: str, trigger: str, type_: str, word: str, prob: float, place: str | None
) -> None:
    sentence = make_sentence(table, mention={word: "place"}, roles={(trigger, word): ("place", prob)})
    assert find(sentence, trigger, type_, recipients=["sanctions"] if table == BELOW else []) == place


@pytest.mark.parametrize(("prob", "place"), [(0.5, "Mali"), (0.2, None)])
def test_a_party_that_is_surely_the_place_is_both(prob: float, place: str | None) -> None:
    sentence = make_sentence(PARTY, mention={"Mali": "place"}, roles={("visited", "Mali"): ("place", prob)})
    assert find(sentence, "visited", "CONSULT", recipients=["Mali"]) == place


@pytest.mark.parametrize(("verb", "type_", "place"), [("fled", "DISPLACE", "Homs"), ("retired", "RETREAT", "Homs"), ("deployed", "MOBILIZE", "Idlib")])
def test_who_leaves_is_placed_where_they_left_and_who_deploys_where_they_go(verb: str, type_: str, place: str) -> None:
    roles = {(verb, "Homs"): ("place", 0.6), (verb, "Idlib"): ("place", 0.7 if type_ != "MOBILIZE" else 0.5)}
    sentence = make_sentence(PATH.format(verb), mention={"Homs": "place", "Idlib": "place"}, roles=roles)
    assert find(sentence, verb, type_, places=["Homs", "Idlib"]) == place


def test_of_two_fillers_the_likelier_is_the_place() -> None:
    sentence = make_sentence(
        LAND, mention={"Homs": "place", "Syria": "place"}, roles={("shelled", "Homs"): ("place", 0.8), ("shelled", "Syria"): ("place", 0.5)}
    )
    assert find(sentence, "shelled", "ASSAULT", places=["Syria", "Homs"]) == "Homs"


def test_a_name_beside_the_description_is_the_place() -> None:
    table = "They PRON 2 nsubj | ringed VERB 0 root | the DET 4 det | capital NOUN 2 obj | , PUNCT 6 punct | Sittwe PROPN 4 appos"
    sentence = make_sentence(table, mention={"capital": "place"}, roles={("ringed", "capital"): ("place", 0.9)})
    marks = Marks([], [], [], [], place_words={5: NameHit(Span(24, 30), "Sittwe", 5, 6, "sittwe", (), "known")})
    assert find(sentence, "ringed", "COERCE", places=["capital"], marks=marks) == "Sittwe"


@pytest.mark.parametrize(("kind", "words"), [("time", "the camp"), ("place", "the camp on Saturday")])
def test_a_day_after_a_place_is_no_part_of_it(kind: str, words: str) -> None:
    sentence = make_sentence(
        "They PRON 2 nsubj | stayed VERB 0 root | at ADP 5 case | the DET 5 det | camp NOUN 2 obl | on ADP 7 case | Saturday PROPN 5 nmod",
        mention={"Saturday": kind},
    )
    assert place_span(sentence, 4).of(text_of(sentence)) == words


@pytest.mark.parametrize(("below", "place"), [("", None), (" | of ADP 6 case | Homs PROPN 4 nmod", "part")])
def test_in_part_is_nowhere(below: str, place: str | None) -> None:
    sentence = make_sentence(f"They PRON 2 nsubj | fought VERB 0 root | in ADP 4 case | part NOUN 2 obl{below}", roles={("fought", "part"): ("place", 0.9)})
    assert find(sentence, "fought", "ASSAULT", places=["part"]) == place
