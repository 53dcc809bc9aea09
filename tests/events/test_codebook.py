"""The codebook: loading, every kind of error with its line, files laid over one another, and words that must be known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from emberwatch.errors import CodebookError
from emberwatch.events.codebook import SHIPPED, Codebook, Constraint, Crosswalk
from emberwatch.events.codebook_file import check_codebook
from training.own_corpus import MODES

WITHOUT_MODES = ("AGREE", "SUPPORT", "CONCEDE", "ACCUSE", "REJECT", "THREATEN", "CONTROL", "STRENGTH", "CAPABILITY", "CASUALTIES")
ACLED_SUB_EVENTS = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}
SMALL = """\
# a codebook of two types
type\tRAID\t-\tevent\t195\tBattles: Armed clash\t1,2\tan attack
type\tRAID\tcattle\tevent\t195\t-\t-\tan attack for cattle
type\tHOLD\t-\tstate\t-\t-\t-\twho holds what
frame\t-\t-\tV\tsubj=actor obj=recipient
frame\tRAID\tcattle\tV\tobj=none from=recipient
list\tstock\tcow goat camel
word\tRAID\t-\tV\traid\t2\t-
word\tRAID\tcattle\tV\trustle/lift @stock\t3\tin=place\tnews of the herders
word\tHOLD\t-\tN\tin hand of=group\t3\t-
word\tRAID\t-\tN\tcall* arms\t1\t-
notword\tN\tpanic raid
"""


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    return Codebook.load()


def write(folder: Path, text: str, name: str = "mine.tsv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_shipped_codebook_has_no_errors() -> None:
    assert check_codebook(SHIPPED) == []


def test_shipped_types_and_modes_are_those_of_the_record(shipped: Codebook) -> None:
    assert set(shipped.types) == {*MODES, *WITHOUT_MODES}
    assert {t: " ".join(shipped.modes(t)) for t in shipped.types} == {**MODES, **dict.fromkeys(WITHOUT_MODES, "")}
    assert {t for t in shipped.types if shipped.kind(t) == "state"} == {"CONTROL", "STRENGTH", "CAPABILITY", "CASUALTIES"}


def test_every_type_and_mode_has_words(shipped: Codebook) -> None:
    rows = shipped.describe()
    assert [row["type"] for row in rows if not row["mode"]] == list(shipped.types)
    assert [(row["type"], row["mode"]) for row in rows if int(row["words"]) < 2] == []


def test_crosswalk_is_complete(shipped: Codebook) -> None:
    for type_, mode in shipped.rows:
        walk = shipped.crosswalk(type_, mode)
        if shipped.kind(type_) == "event":
            assert walk.cameo or walk.acled_event, (type_, mode)
        if walk.acled_event is not None:
            assert walk.acled_sub_event in ACLED_SUB_EVENTS[walk.acled_event], (type_, mode)
        assert walk.ucdp is None or set(walk.ucdp.split(",")) <= {"1", "2", "3"}
    assert shipped.crosswalk("ASSAULT", "aerial") == Crosswalk(("195",), "Explosions/Remote violence", "Air/drone strike", "1,3")
    with pytest.raises(CodebookError, match="ASSAULT has no mode 'siege'"):
        shipped.crosswalk("ASSAULT", "siege")
    with pytest.raises(CodebookError, match="no type 'WAR'"):
        shipped.crosswalk("WAR")


KNOWN = [
    # lemma, pos, words around the trigger, type, mode, least strength
    ("bomb", "V", "", "ASSAULT", "aerial", 3),
    ("shell", "V", "", "ASSAULT", "artillery", 3),
    ("strike", "N", "air", "ASSAULT", "aerial", 3),
    ("airstrike", "N", "", "ASSAULT", "aerial", 3),
    ("attack", "N", "suicide", "ASSAULT", "suicide-attack", 3),
    ("behead", "V", "", "ASSAULT", "execution", 3),
    ("kidnap", "V", "", "ASSAULT", "abduct", 3),
    ("clash", "N", "", "ASSAULT", "clash", 3),
    ("withdrawal", "N", "troop", "RETREAT", "withdraw", 3),
    ("lay", "V", "down weapon", "RETREAT", "surrender", 3),
    ("give", "V", "himself up", "RETREAT", "surrender", 3),
    ("ceasefire", "N", "", "RETREAT", "ceasefire", 3),
    ("flee", "V", "", "DISPLACE", "flight", 3),
    ("evacuate", "V", "", "DISPLACE", "evacuation", 3),
    ("repatriate", "V", "", "DISPLACE", "return", 3),
    ("recapture", "V", "", "SEIZE", "retake", 3),
    ("overrun", "V", "", "SEIZE", None, 3),
    ("arrest", "V", "", "COERCE", "arrest", 3),
    ("besiege", "V", "", "COERCE", "siege", 3),
    ("curfew", "N", "", "COERCE", "curfew", 3),
    ("deploy", "V", "", "MOBILIZE", "deploy", 3),
    ("mobilise", "V", "", "MOBILIZE", None, 3),
    ("mobilize", "V", "", "MOBILIZE", None, 3),
    ("riot", "N", "", "PROTEST", "riot", 3),
    ("grant", "V", "asylum", "AID", "refuge", 3),
    ("negotiation", "N", "", "CONSULT", "negotiate", 3),
    ("ratify", "V", "", "AGREE", None, 3),
    ("praise", "V", "", "SUPPORT", None, 3),
    ("lift", "V", "sanction", "CONCEDE", None, 3),
    ("extradite", "V", "", "COOPERATE", "judicial", 3),
    ("urge", "V", "", "REQUEST", None, 3),
    ("call", "V", "for ceasefire", "REQUEST", "ceasefire", 3),
    ("condemn", "V", "", "ACCUSE", None, 3),
    ("veto", "V", "", "REJECT", None, 3),
    ("ultimatum", "N", "", "THREATEN", None, 3),
    ("embargo", "N", "", "SANCTION", "embargo", 3),
    ("recall", "V", "ambassador", "SANCTION", "reduce", 3),
    ("stronghold", "N", "", "CONTROL", None, 3),
    ("presence", "N", "military", "STRENGTH", None, 3),
    ("far", "A", "over", "CAPABILITY", None, 3),
    ("toll", "N", "death", "CASUALTIES", None, 3),
]


@pytest.mark.parametrize(("lemma", "pos", "around", "type_", "mode", "least"), KNOWN)
def test_words_that_must_be_known(shipped: Codebook, lemma: str, pos: str, around: str, type_: str, mode: str | None, least: int) -> None:
    words = set(around.split())
    fitting = [e for e in shipped.lookup(lemma, pos) if all(c.negated for c in e.constraints) and all(other & words for other in e.others)]
    assert any((e.type, e.mode) == (type_, mode) and e.strength >= least for e in fitting), fitting


PLACE_OR_PERSON = [
    ("seize", Constraint("obj", False, frozenset({"place"})), "SEIZE"),
    ("capture", Constraint("obj", False, frozenset({"place"})), "SEIZE"),
    ("hold", Constraint("obj", False, frozenset({"place"})), "CONTROL"),
    ("seize", Constraint("obj", False, frozenset({"person", "people"})), "ASSAULT"),
    ("hold", Constraint("obj", False, frozenset({"person", "people"})), "COERCE"),
]


@pytest.mark.parametrize(("lemma", "constraint", "type_"), PLACE_OR_PERSON)
def test_what_is_seized_decides_the_type(shipped: Codebook, lemma: str, constraint: Constraint, type_: str) -> None:
    assert type_ in {e.type for e in shipped.lookup(lemma, "V") if constraint in e.constraints}


LOOK_ALIKES = [("attack", "N", "heart"), ("war", "N", "price"), ("storm", "N", "snow"), ("bombshell", "N", ""), ("take", "V", "place")]


@pytest.mark.parametrize(("lemma", "pos", "around"), LOOK_ALIKES)
def test_look_alikes_are_listed(shipped: Codebook, lemma: str, pos: str, around: str) -> None:
    words = set(around.split())
    assert any(all(other & words for other in look.others) for look in shipped.look_alikes(lemma, pos))


FRAMES = [
    ("seize", "V", "SEIZE", {"subj": "actor", "from": "recipient", "obj": "place"}),
    ("flee", "V", "DISPLACE", {"subj": "actor", "obj": "place", "from": "place"}),
    ("fall", "N", "SEIZE", {"of": "place", "to": "actor"}),
    ("withdrawal", "N", "RETREAT", {"of": "actor", "from": "place"}),
    ("evacuation", "N", "DISPLACE", {"of": "recipient", "by": "actor"}),
    ("attack", "N", "ASSAULT", {"by": "actor", "on": "recipient", "against": "recipient"}),
    ("negotiation", "N", "CONSULT", {"between": "reciprocal", "with": "recipient"}),
    ("criticism", "N", "ACCUSE", {"of": "recipient", "by": "actor"}),
    ("accuse", "V", "ACCUSE", {"subj": "actor", "obj": "recipient", "of": "none"}),
    ("sanction", "N", "SANCTION", {"on": "recipient", "against": "recipient"}),
    ("clash", "V", "ASSAULT", {"subj": "reciprocal", "with": "recipient"}),
    ("die", "V", "CASUALTIES", {"subj": "recipient"}),
]


@pytest.mark.parametrize(("lemma", "pos", "type_", "roles"), FRAMES)
def test_frames_of_telling_words(shipped: Codebook, lemma: str, pos: str, type_: str, roles: dict[str, str]) -> None:
    frames = [e.frame for e in shipped.lookup(lemma, pos) if e.type == type_]
    assert any(roles.items() <= frame.items() for frame in frames), frames


def test_entries_come_most_demanding_first(shipped: Codebook) -> None:
    for entries in shipped.entries.values():
        demands = [(len(e.others) + len(e.constraints), e.strength) for e in entries]
        assert demands == sorted(demands, reverse=True)


def test_a_codebook_by_itself(tmp_path: Path) -> None:
    book = Codebook.load(write(tmp_path, SMALL), replace=True)
    assert book.types == ("RAID", "HOLD")
    (lift,) = book.lookup("lift", "V")
    assert (lift.type, lift.mode, lift.kind, lift.strength, lift.line) == ("RAID", "cattle", "event", 3, 9)
    assert lift.others == (frozenset({"cow", "goat", "camel"}),)
    assert dict(lift.frame) == {"subj": "actor", "obj": "none", "from": "recipient", "in": "place"}
    assert book.lookup("rustle", "V")[0].others == lift.others
    (hand,) = book.lookup("hand", "N")
    assert (hand.kind, hand.others, hand.constraints) == ("state", (frozenset({"in"}),), (Constraint("of", False, frozenset({"group"})),))
    assert book.lookup("call", "N")[0].others == (frozenset({"arms"}),)
    assert book.lookup("arms", "N") == book.lookup("raid", "A") == ()
    assert book.look_alikes("raid", "N")[0].others == (frozenset({"panic"}),)


def test_a_users_file_extends_and_overrides(tmp_path: Path, shipped: Codebook) -> None:
    mine = """\
type\tRAID\t-\tevent\t195\t-\t-\tan attack for cattle
list\ttroops\t@troops askari
frame\tSEIZE\tfall\tN\tof=place to=recipient
drop\tN\tceasefire
word\tRAID\t-\tV\trustle\t3\t-
word\tRAID\t-\tV\tbomb\t1\t-
notword\tN\toffensive
"""
    book = Codebook.load(write(tmp_path, mine), None)
    assert [e.type for e in book.lookup("rustle", "V")] == ["RAID"]
    assert [(e.type, e.strength) for e in book.lookup("bomb", "V") if not e.others and not e.constraints] == [("RAID", 1)]
    assert [e for e in book.lookup("ceasefire", "N") if not e.others and not e.constraints] == []
    assert book.look_alikes("offensive", "N")
    assert not [e for e in book.lookup("offensive", "N") if not e.others and not e.constraints]
    withdraw = [e for e in book.lookup("withdraw", "V") for c in e.constraints if "battalion" in c.values]
    assert withdraw
    assert all("askari" in c.values for e in withdraw for c in e.constraints if "battalion" in c.values)
    assert next(e.frame["to"] for e in book.lookup("fall", "N") if e.mode == "fall") == "recipient"
    assert book.version != shipped.version
    assert Codebook.load(None).version == shipped.version
    assert book.lookup("behead", "V") == shipped.lookup("behead", "V")


ERRORS = [
    # a line to add to SMALL, and what is said about it
    ("wrd\tRAID\t-\tV\tburn\t2\t-", "unknown kind of line 'wrd': allowed are type, frame"),
    ("word RAID - V burn 2 -", "columns must be separated by tabs"),
    ("word\tRAID\t-\tV\tburn\t2", "6 columns where a word line has 7 or 8"),
    ("word\tRAIDS\t-\tV\tburn\t2\t-", "unknown type 'RAIDS': allowed are RAID, HOLD"),
    ("word\tRAID\tgoat\tV\tburn\t2\t-", "unknown mode 'goat': RAID has -, cattle"),
    ("word\tRAID\t-\tX\tburn\t2\t-", "unknown part of speech 'X': allowed are V, N, A, R"),
    ("word\tRAID\t-\tV\tburn\t5\t-", "strength '5': allowed are 1, 2, 3, 4"),
    ("word\tRAID\t-\tV\tburn\t2\tobj=victim", "unknown role 'victim' in the frame: allowed are actor"),
    ("word\tRAID\t-\tV\tburn\t2\tdobj=actor", "unknown relation 'dobj' in the frame"),
    ("word\tRAID\t-\tV\tburn\t2\tobj", "frame 'obj': expected relation=role"),
    ("word\tRAID\t-\tV\tburn\t2\tobj=actor obj=place", "gives the relation 'obj' twice"),
    ("word\tRAID\t-\tV\tburn dobj=place\t2\t-", "unknown relation 'dobj' in the constraint"),
    ("word\tRAID\t-\tV\tburn voice=middle\t2\t-", "voice 'middle': allowed are active, passive"),
    ("word\tRAID\t-\tV\tburn @herd\t2\t-", "unknown list '@herd'"),
    ("word\tRAID\t-\tV\tBurn\t2\t-", "the word 'Burn' in 'Burn': expected lower-case"),
    ("word\tRAID\t-\tV\tobj=place\t2\t-", "the pattern has no word"),
    ("word\tRAID\t-\tN\tcall* to* arms\t2\t-", "marks more than one word as the trigger"),
    ("word\tRAID\t-\tV\traid\t2\t-", "'raid' (raid) is already on line 8 with the same type"),
    ("word\tHOLD\t-\tV\traid\t2\t-", "'raid' (raid) is HOLD here and RAID on line 8 with the same words, constraints and strength"),
    ("word\tRAID\t-\tN\tpanic raid\t2\t-", "'raid' (panic raid) stands on line 12 as a look-alike"),
    ("notword\tN\tpanic raid", "the look-alike 'panic raid' is already on line 12"),
    ("notword\tV\traid", "'raid' stands on line 8 as a word of RAID"),
    ("drop\tV\tplunder", "nothing to drop"),
    ("frame\tRAID\tcattle\tV\tobj=actor", "the frame of RAID/cattle V is already on line 6"),
    ("frame\tRAIDS\t-\tV\tobj=actor", "unknown type 'RAIDS'"),
    ("list\tstock\tox", "the list 'stock' is already on line 7"),
    ("type\tRAID\tcattle\tevent\t195\t-\t-\tagain", "the type RAID/cattle is already on line 3"),
    ("type\tSIEGE\tlong\tevent\t195\t-\t-\tx", "stands before its type"),
    ("type\tsiege\t-\tevent\t195\t-\t-\tx", "must be written in capitals"),
    ("type\tSIEGE\t-\tthing\t195\t-\t-\tx", "unknown kind of type 'thing': allowed are event, state"),
    ("type\tHOLD\tfirm\tevent\t195\t-\t-\tx", "the mode 'firm' is a event and its type HOLD is a state"),
    ("type\tSIEGE\t-\tevent\tnine\t-\t-\tx", "CAMEO code 'nine': expected two to four digits"),
]


@pytest.mark.parametrize(("line", "reason"), ERRORS)
def test_each_error_is_told_with_its_line(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path, SMALL + line + "\n")
    (problem,) = check_codebook(path, replace=True)
    assert problem.line == 13
    assert reason in problem.reason
    with pytest.raises(CodebookError, match=re.escape(f"{path}:13: ")):
        Codebook.load(path, replace=True)


def test_all_errors_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL + "".join(f"{line}\n" for line, _ in ERRORS))
    assert {problem.line for problem in check_codebook(path, replace=True)} >= set(range(13, 13 + len(ERRORS)))
    with pytest.raises(CodebookError, match=f"has {len(ERRORS)} errors"):
        Codebook.load(path, replace=True)


def test_a_word_may_be_two_types_where_one_is_weaker(tmp_path: Path) -> None:
    path = write(tmp_path, SMALL + "word\tHOLD\t-\tV\traid\t1\t-\n")
    assert [e.type for e in Codebook.load(path, replace=True).lookup("raid", "V")] == ["RAID", "HOLD"]


def test_an_error_that_a_users_file_causes_elsewhere_has_line_0(tmp_path: Path) -> None:
    path = write(tmp_path, "type\tASSAULT\t-\tstate\t18\t-\t-\tnot an event any more\ntype\tASSAULT\tdrone\tevent\t18\t-\t-\tx\n")
    assert [(p.line, p.reason.split(":")[0]) for p in check_codebook(path)] == [(2, "the mode 'drone' is a event and its type ASSAULT is a state")]


@pytest.mark.parametrize("content", [b"word\tRAID\xff\n", None])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mine.tsv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CodebookError, match="cannot be read"):
        Codebook.load(path)


def test_nothing_to_load_is_refused() -> None:
    with pytest.raises(CodebookError, match="no codebook was given"):
        Codebook.load(replace=True)


def test_windows_line_ends_and_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())
    assert Codebook.load(path, replace=True).lookup("raid", "V")
