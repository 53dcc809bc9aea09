"""Triggers from the encoder and the codebook together, on trees written by hand; what fits an entry and what does not."""

# ruff: noqa: E501 - one tree a line
from __future__ import annotations

import pytest

from emberwatch.events.codebook import Codebook, Constraint
from emberwatch.events.extract import Trigger, find_drafts, join_triggers, judge_word
from emberwatch.events.grammar import find_relations
from emberwatch.events.match import constraint_holds, find_entries, fits
from emberwatch.events.roles import find_arguments
from emberwatch.language.labels import EVENTS
from emberwatch.language.pipeline import Sentence
from sentence_factory import make_sentence

PLACES = frozenset({"Homs", "town", "village"})
GROUPS = frozenset({"Rebels", "army", "rebels"})
ACTIVE = "Rebels NOUN 2 nsubj | shelled VERB 0 root | the DET 4 det | village NOUN 2 obj | . PUNCT 2 punct"
PASSIVE = "The DET 2 det | village NOUN 4 nsubj:pass | was AUX 4 aux:pass | shelled VERB/VBN 0 root | by ADP 6 case | rebels NOUN 4 obl:agent | . PUNCT 4 punct"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return Codebook.load()


def class_of(sentence: Sentence, word: int) -> frozenset[str]:
    name = sentence.words[word]
    return frozenset({"place"} if name in PLACES else {"group"} if name in GROUPS else ())


def drafts(codebook: Codebook, sentence: Sentence, skip: frozenset[int] = frozenset()) -> list[tuple[str, str]]:
    places = {w for w, name in enumerate(sentence.words) if name in PLACES}
    return [(d.type, " ".join(sentence.words[w] for w in d.trigger)) for d in find_drafts(codebook, sentence, class_of, places, skip)]


@pytest.mark.parametrize(("table", "actors"), [(ACTIVE, ["Rebels"]), (PASSIVE, ["rebels"])], ids=["active", "passive"])
def test_a_word_of_the_codebook_is_a_trigger_with_its_roles(codebook: Codebook, table: str, actors: list[str]) -> None:
    sentence = make_sentence(table, event={"shelled": ("ASSAULT", 0.8)} | {w: ("none", 0.95) for w in ("village",)})
    (draft,) = [d for d in find_drafts(codebook, sentence, class_of, {sentence.words.index("village")}) if d.type == "ASSAULT"]
    assert [sentence.words[w] for w in draft.arguments.actors] == actors
    assert draft.mode == "artillery"
    assert "village" in [sentence.words[w] for w in (*draft.arguments.recipients, *draft.arguments.places)]
    assert {"type", "status", "actor"} <= {field for field, _ in draft.reasons}
    assert draft.is_state is False


def test_a_sure_encoder_alone_makes_a_trigger(codebook: Codebook) -> None:
    table = "Rebels NOUN 2 nsubj | glorped VERB 0 root | Homs PROPN 2 obj"
    quiet = {"Rebels": ("none", 0.99), "Homs": ("none", 0.99)}
    assert drafts(codebook, make_sentence(table, event={**quiet, "glorped": ("SEIZE", 0.97)})) == [("SEIZE", "glorped")]
    assert drafts(codebook, make_sentence(table, event={**quiet, "glorped": ("none", 0.9)})) == []


def test_a_certain_phrase_counts_whatever_the_encoder_hears(codebook: Codebook) -> None:
    def read(opened: str) -> list[tuple[str, str]]:
        quiet = {opened: ("none", 0.99), "reopened": ("none", 0.93)}
        return drafts(codebook, make_sentence(f"{opened} NOUN 2 nsubj | reopened VERB 0 root", event=quiet))

    assert read("road") == [("CONCEDE", "reopened")]
    assert read("debate") == []


def test_who_holds_a_place_in_his_hands_stands_to_the_verb() -> None:
    sentence = make_sentence("town NOUN 2 nsubj | remained VERB 0 root | under ADP 4 case | control NOUN 2 obl | of ADP 6 case | rebels NOUN 4 nmod")
    assert find_relations(sentence, 1).get("of") == [5]
    other = make_sentence("town NOUN 2 nsubj | remained VERB 0 root | under ADP 4 case | fire NOUN 2 obl | of ADP 6 case | rebels NOUN 4 nmod")
    assert find_relations(other, 1).get("of") is None


def test_a_sure_no_of_the_encoder_silences_weak_words(codebook: Codebook) -> None:
    weak = next(
        e
        for entries in codebook.entries.values()
        for e in entries
        if e.strength == 1 and e.pos == "N" and not e.others and not e.constraints and e.lemma.isalpha()
    )
    sentence = make_sentence(f"The DET 2 det | {weak.lemma} NOUN 0 root", event={weak.lemma: ("none", 0.99), "The": ("none", 0.99)})
    assert drafts(codebook, sentence) == []


def test_skipped_words_and_function_words_are_no_triggers(codebook: Codebook) -> None:
    events = {word: ("ASSAULT", 0.99) for word in ("the", "shelled", ".")}
    sentence = make_sentence(ACTIVE, event={**events, "Rebels": ("none", 0.99), "village": ("none", 0.99)})
    assert [words for _, words in drafts(codebook, sentence)] == ["shelled"]
    assert drafts(codebook, sentence, frozenset({1})) == []
    assert judge_word(codebook, sentence, 2, class_of) is None


JOINED = [
    ("bombing NOUN 2 compound | raids NOUN 0 root", "ASSAULT ASSAULT", [[0, 1]]),
    ("bombing NOUN 2 compound | raids NOUN 0 root", "ASSAULT COERCE", [[0], [1]]),
    ("took VERB 0 root | control NOUN 1 obj", "SEIZE SEIZE", [[0, 1]]),
    ("shelled VERB 0 root | bombed VERB 1 conj", "ASSAULT ASSAULT", [[0], [1]]),
    ("dead ADJ 0 root | and CCONJ 4 cc | thirteen NUM 4 nsubj | missing ADJ 1 conj", "CASUALTIES - - CASUALTIES", [[0], [3]]),
]


@pytest.mark.parametrize(("table", "types", "groups"), JOINED)
def test_neighbours_of_one_type_that_hang_on_each_other_are_one_trigger(table: str, types: str, groups: list[list[int]]) -> None:
    triggers = [Trigger(word, type_, 1.0, 0.9, None) for word, type_ in enumerate(types.split()) if type_ != "-"]
    assert [[t.word for t in group] for group in join_triggers(make_sentence(table), triggers)] == groups


def test_triggers_come_in_text_order_and_share_no_word(codebook: Codebook) -> None:
    table = "Rebels NOUN 2 nsubj | shelled VERB 0 root | Homs PROPN 2 obj | and CCONJ 5 cc | fled VERB 2 conj | the DET 7 det | town NOUN 5 obj"
    sentence = make_sentence(
        table, event={"shelled": ("ASSAULT", 0.9), "fled": ("DISPLACE", 0.9), "Rebels": ("none", 0.99), "Homs": ("none", 0.99), "town": ("none", 0.99)}
    )
    found = find_drafts(codebook, sentence, class_of, set())
    words = [w for d in found for w in d.trigger]
    assert words == sorted(set(words))
    assert [d.type for d in found] == ["ASSAULT", "DISPLACE"]
    assert all(d.type in EVENTS[1:] for d in found)


CONSTRAINTS = [
    (ACTIVE, Constraint("obj", False, frozenset({"place"})), True),
    (ACTIVE, Constraint("obj", True, frozenset({"place"})), False),
    (ACTIVE, Constraint("obj", False, frozenset({"group"})), False),
    (ACTIVE, Constraint("obj", False, frozenset({"village"})), True),
    (ACTIVE, Constraint("subj", False, frozenset({"any"})), True),
    (ACTIVE, Constraint("by", False, frozenset({"any"})), False),
    (ACTIVE, Constraint("by", False, frozenset({"none"})), True),
    (ACTIVE, Constraint("voice", False, frozenset({"active"})), True),
    (PASSIVE, Constraint("voice", False, frozenset({"active"})), False),
    (PASSIVE, Constraint("voice", False, frozenset({"passive"})), True),
    (PASSIVE, Constraint("obj", False, frozenset({"place"})), True),
    (PASSIVE, Constraint("by", False, frozenset({"group"})), True),
]


@pytest.mark.parametrize(("table", "constraint", "holds"), CONSTRAINTS, ids=[f"{c.relation}{'!' * c.negated}={'|'.join(c.values)}" for _, c, _ in CONSTRAINTS])
def test_constraints(table: str, constraint: Constraint, holds: bool) -> None:
    sentence = make_sentence(table)
    word = sentence.words.index("shelled")
    assert constraint_holds(sentence, word, constraint, find_relations(sentence, word), class_of) is holds


def test_every_other_word_of_a_phrase_must_be_there() -> None:
    sentence = make_sentence(ACTIVE)
    relations = find_relations(sentence, 1)
    assert fits(sentence, 1, (frozenset({"village", "town"}),), (), {"village", "rebel"}, relations, class_of)
    assert not fits(sentence, 1, (frozenset({"village"}), frozenset({"camp"})), (), {"village", "rebel"}, relations, class_of)


def test_a_look_alike_is_no_entry(codebook: Codebook) -> None:
    sentence = make_sentence("The DET 3 det | heart NOUN 3 compound | attack NOUN 4 nsubj | came VERB 0 root")
    assert find_entries(codebook, sentence, 2, class_of) == ([], True)


COUNTED = "Hundreds NOUN 4 nsubj | of ADP 3 case | rebels NOUN 1 nmod | left VERB 0 root | Homs PROPN 4 obj"


def test_a_constraint_looks_through_a_number_to_what_it_counts() -> None:
    sentence = make_sentence(COUNTED)
    relations = find_relations(sentence, 3)
    assert constraint_holds(sentence, 3, Constraint("subj", False, frozenset({"group"})), relations, class_of)
    assert not constraint_holds(sentence, 3, Constraint("obj", False, frozenset({"group"})), relations, class_of)


def test_what_stands_beside_a_noun_of_action_did_not_do_it_and_what_stands_before_it_did(codebook: Codebook) -> None:
    table = (
        "army NOUN 2 compound | artillery NOUN 7 nsubj | and CCONJ 6 cc | rebels NOUN 2 conj | air NOUN 6 compound | strikes NOUN 2 conj | "
        "hit VERB 0 root | Homs PROPN 7 obj"
    )
    quiet = {w: ("none", 0.99) for w in ("army", "artillery", "rebels", "air", "hit", "Homs")}
    sentence = make_sentence(table, event={**quiet, "strikes": ("ASSAULT", 0.9)}, roles={("strikes", "artillery"): ("actor", 0.9)})
    (draft,) = [d for d in find_drafts(codebook, sentence, class_of, set()) if "strikes" in [sentence.words[w] for w in d.trigger]]
    assert [sentence.words[w] for w in draft.arguments.actors] == ["rebels"]


def test_what_says_more_of_a_filler_is_no_second_filler_and_what_stands_beside_it_is() -> None:
    table = (
        "Russia PROPN 2 nsubj | expelled VERB 0 root | envoys NOUN 2 obj | from ADP 5 case | Poland PROPN 3 nmod | and CCONJ 7 cc | Sweden PROPN 5 conj | "
        "and CCONJ 9 cc | spies NOUN 3 conj | on ADP 11 case | Friday PROPN 2 obl"
    )
    fillers = ("envoys", "Poland", "Sweden", "spies")
    sentence = make_sentence(table, roles={("expelled", word): ("recipient", 0.9) for word in fillers}, mention={"Friday": "time"})
    found = find_arguments(sentence, [1], 1, None, set(), class_of)
    assert [sentence.words[w] for w in found.recipients] == ["envoys", "spies"]
    assert not any("Friday" in why for _, why in found.reasons), "a day is nobody that something is done to"


@pytest.mark.parametrize(
    ("table", "types", "found"),
    [
        ("Gunmen NOUN 2 nsubj | shot VERB 0 root | dead VERB 2 conj | three NUM 5 nummod | soldiers NOUN 2 obj", {"shot": "ASSAULT", "dead": "ASSAULT"}, ["shot dead"]),
        ("Troops NOUN 4 nsubj | re VERB 4 parataxis | - PUNCT 2 punct | entered VERB 0 root | Homs PROPN 4 obj", {"re": "SEIZE", "entered": "SEIZE"}, ["re - entered"]),
        ("Men NOUN 2 nsubj | succumbed VERB 0 root | to ADP 4 case | wounds NOUN 2 obl", {"succumbed": "CASUALTIES", "wounds": "CASUALTIES"}, ["succumbed"]),
        ("Men NOUN 2 nsubj | burned VERB 0 root | after ADP 4 case | shelling NOUN 2 obl", {"burned": "ASSAULT", "shelling": "ASSAULT"}, ["burned", "shelling"]),
    ],
)  # fmt: skip
def test_what_is_one_act_is_one_event(codebook: Codebook, table: str, types: dict[str, str], found: list[str]) -> None:
    words = [row.split()[0] for row in table.split("|")]
    sentence = make_sentence(table, event={w: (types[w], 0.99) if w in types else ("none", 0.99) for w in words})
    assert [words for _, words in drafts(codebook, sentence)] == found


@pytest.mark.parametrize(("after", "found"), [(", PUNCT 3 punct", []), ("quickly ADV 3 advmod", ["left"])])
def test_left_between_commas_tells_a_side_in_a_picture(codebook: Codebook, after: str, found: list[str]) -> None:
    table = f"Governor NOUN 5 nsubj | , PUNCT 3 punct | left VERB 1 acl | {after} | waits VERB 0 root"
    sentence = make_sentence(table, event={"left": ("DISPLACE", 0.9), "Governor": ("none", 0.99), "waits": ("none", 0.99)})
    assert [words for _, words in drafts(codebook, sentence)] == found


@pytest.mark.parametrize(
    ("table", "classes", "actors", "recipients"),
    [
        ("his PRON 2 nmod:poss | arrest NOUN 0 root", {"his": {"person"}}, [], ["his"]),
        ("police NOUN 2 nmod:poss | arrest NOUN 0 root", {"police": {"group"}}, ["police"], []),
        ("their PRON 2 nmod:poss | arrest NOUN 0 root | of ADP 4 case | nuns NOUN 2 nmod", {"their": {"people"}, "nuns": {"people"}}, ["their"], ["nuns"]),
    ],
)
def test_whose_arrest_it_is(table: str, classes: dict[str, set[str]], actors: list[str], recipients: list[str]) -> None:
    sentence = make_sentence(table)
    found = find_arguments(
        sentence, [1], 1, {"of": "recipient", "poss": "recipient", "by": "actor"}, set(), lambda s, w: frozenset(classes.get(s.words[w], ()))
    )
    assert [sentence.words[w] for w in found.actors] == actors
    assert [sentence.words[w] for w in found.recipients] == recipients


@pytest.mark.parametrize(("classes", "actors", "places"), [({"group"}, [], ["Mekelle"]), ({"group", "known"}, ["Mekelle"], [])])
def test_a_lone_name_that_falls_is_a_town_unless_a_table_knows_better(classes: set[str], actors: list[str], places: list[str]) -> None:
    sentence = make_sentence("Mekelle PROPN 2 nsubj | fell VERB 0 root", roles={("fell", "Mekelle"): ("actor", 0.7)}, mention={"Mekelle": "organization"})
    found = find_arguments(sentence, [1], 1, {"subj": "place", "to": "actor"}, set(), lambda _, w: frozenset(classes if w == 0 else ()))
    assert [sentence.words[w] for w in found.actors] == actors
    assert [sentence.words[w] for w in found.places] == places
