"""One fact, one sentence: the exact words for each status and shape."""

from __future__ import annotations

import re
from typing import Any

import pytest
from brief_factory import make_scene

from emberwatch.brief.scene import leave_to_complement
from emberwatch.brief.sentence import with_indefinite, write_event, write_state
from emberwatch.model.fact import STATUSES

SHELL = "The army shelled Kobani."
CASES: list[tuple[str, str, str, dict[str, Any], str]] = [
    (SHELL, "shelled", "occurred", {"actor": "The army", "place": "Kobani"}, "the army shelled Kobani"),
    ("The army is shelling Kobani.", "shelling", "ongoing", {"actor": "The army", "place": "Kobani"}, "the army is shelling Kobani"),
    ("The Dalmar Front is preparing a final offensive on Gareth.", "offensive", "planned", {"actor": "The Dalmar Front", "place": "Gareth"},
     "the Dalmar Front is planning an offensive on Gareth"),
    ("They want to storm the port.", "storm", "planned", {"actor": "They=Dalmar Front", "recipient": "the port"},
     "Dalmar Front is planning to storm the port"),
    ("More families are expected to leave the valley.", "leave", "expected", {"actor": "More families", "place": "the valley"},
     "more families are expected to leave the valley"),
    ("The rebels could retake the bridge.", "retake", "possible", {"actor": "The rebels", "recipient": "the bridge"}, "the rebels could retake the bridge"),
    ("The engineers may have been killed.", "killed", "possible", {"recipient": "The engineers"}, "the engineers may have been killed"),
    ("The police would withdraw if the talks hold.", "withdraw", "conditional", {"actor": "The police", "condition": "if the talks hold"},
     "the police would withdraw, on the condition “if the talks hold”"),
    ("The brigade was not advancing on Thursday.", "advancing", "not_occurred", {"actor": "The brigade"}, "the brigade did not advance"),
    ("The brigade will not withdraw from Kobani.", "withdraw", "not_occurred", {"actor": "The brigade", "place": "Kobani"},
     "the brigade will not withdraw from Kobani"),
    ("No prisoners were exchanged.", "exchanged", "not_occurred", {"recipient": "No prisoners"}, "no prisoners were exchanged"),
    ("The army denies shelling Kobani.", "shelling", "denied", {"actor": "The army", "place": "Kobani", "by": "The army"},
     "denied by the army: the army shelling Kobani"),
    ("The envoy urged the rebels to leave the town.", "leave", "demanded", {"actor": "the rebels", "place": "the town"},
     "a call for the rebels to leave the town"),
    ("Gunmen killed at least 40 villagers.", "killed", "occurred", {"actor": "Gunmen", "recipient": "at least 40 villagers",
     "q": [("at least 40", "villagers", "killed", 40, None, None)]}, "gunmen killed at least 40 villagers"),
    ("Hundreds of people fled Kobani.", "fled", "occurred", {"actor": "Hundreds of people", "place": "Kobani",
     "q": [("Hundreds", "people", "displaced", 200, None, "mostly women")]}, "hundreds of people fled Kobani – 200 or more people, mostly women"),
    ("Two villagers were abducted by the militia.", "abducted", "occurred", {"actor": "the militia", "recipient": "Two villagers"},
     "the militia abducted two villagers"),
    ("The mayor denied the raid on Kobani.", "raid", "denied", {"place": "Kobani"}, "denied: raid on Kobani"),
    ("Its fighters left the enclave.", "left", "occurred", {"actor": "Its fighters=Dalmar Front", "place": "the enclave=Kobani"},
     "its fighters [Dalmar Front] left the enclave [Kobani]"),
    ("The envoy urged the rebels to leave the town of Kobani by Friday, or else.", "urged", "occurred", {"actor": "The envoy", "recipient": "the rebels",
     "type": "REQUEST", "place": "Kobani"}, "the envoy urged the rebels “to leave the town of Kobani by Friday”"),
    ("Guards in Kobani are preventing 1,000 people from leaving.", "preventing", "ongoing", {"actor": "Guards", "recipient": "1,000 people", "type": "COERCE",
     "place": "Kobani"}, "Guards are preventing 1,000 people in Kobani “from leaving”"),
    ("The court refused for now to free the men.", "refused", "occurred", {"actor": "The court", "type": "REJECT"},
     "the court refused “for now to free the men”"),
    ("Turkey accused the army of shelling Kobani.", "shelling", "ongoing", {"actor": "the army", "place": "Kobani"},
     "shelling of Kobani by the army, under way"),
    ("Turkey accused the army of killing villagers in Kobani.", "killing", "occurred", {"actor": "the army", "recipient": "villagers", "place": "Kobani"},
     "killing of villagers by the army in Kobani"),
    ("The army attacked the rebels to free the road.", "attacked", "occurred", {"actor": "The army", "recipient": "the rebels"},
     "the army attacked the rebels"),
    # The words around do not tell whether the trigger is a verb, or an object is missing: the report's own clause.
    ("Rebel attack kills five.", "attack", "occurred", {}, "“Rebel attack kills five”"),
    ("The courier brought the rebels money.", "brought", "occurred", {"actor": "The courier"}, "“The courier brought the rebels money”"),
    ("The army did not say how many men were killed.", "killed", "occurred", {"recipient": "how many men"}, "left open: “how many men were killed”"),
    ("Has the army left?", "left", "occurred", {"actor": "the army"}, "left open: “the army left”"),
    ("The court put the rebels on trial.", "put", "occurred", {"actor": "The court", "recipient": "the rebels", "type": "COERCE"},
     "“The court put the rebels on trial”"),
    ("The envoy brought back the rebels.", "brought back", "occurred", {"actor": "The envoy", "recipient": "the rebels"}, "the envoy brought back the rebels"),
    # Nobody says "did not call off": the status belongs to what was called off.
    ("The council cancelled the march.", "march", "not_occurred", {}, "said not to have happened (“march”): “The council cancelled the march”"),
    ("The council postponed it.", "postponed", "not_occurred", {"actor": "The council", "recipient": "it"},
     "said not to have happened (“postponed”): “The council postponed it”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "status", "fields", "expected"), CASES, ids=[case[-1][:60] for case in CASES])
def test_event_is_put_as_its_status_allows(text: str, trigger: str, status: str, fields: dict[str, Any], expected: str) -> None:
    assert write_event(make_scene(text, trigger, status, **fields)) == expected


MARKERS = {
    "planned": r"planning|^planned\b.*: |^the plan is for",
    "expected": r"expected",
    "possible": r"\bcould\b|\bmay have\b|^possible\b.*: ",
    "conditional": r"would\b.*, on (the|a) condition|^conditional\b.*: .*on (the|a) condition",
    "not_occurred": r"did not|will not|(was|were) not|^said not to",
    "denied": r"^denied\b[^:]*: ",
    "demanded": r"^a call for|^called for\b.*: ",
}
SHAPES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("The army attacked the town.", "attacked", "attacked", {"actor": "The army", "recipient": "the town"}),
    ("The army had attacked the town.", "attacked", "attacked", {"actor": "The army", "recipient": "the town"}),
    ("The town was attacked.", "attacked", "attacked", {"recipient": "The town"}),
    ("The town was attacked by rebels.", "attacked", "attacked", {"actor": "rebels", "recipient": "The town"}),
    ("Rebels overran the base.", "overran", "overran", {"actor": "Rebels", "place": "the base"}),
    ("Families fled.", "fled", "fled", {"actor": "Families"}),
    ("Forty people died.", "died", "died", {"recipient": "Forty people"}),
    ("Guards shot dead a nurse.", "shot dead", "shot", {"actor": "Guards", "recipient": "a nurse"}),
    ("Brawls killed nine people on Monday.", "killed", "killed", {"recipient": "nine people"}),
    ("The ceasefire collapsed.", "ceasefire", "collapsed", {}),
    ("Soldiers opened fire near the school.", "opened fire", "opened", {"actor": "Soldiers", "place": "the school"}),
    ("An air strike hit the port.", "air strike", "hit", {"recipient": "the port"}),
    ("The generals took control of the city.", "took control", "took", {"actor": "The generals", "place": "the city"}),
]
SAFE_BEFORE = re.compile(r"(not|have|has|been|be|being|not be)$")


@pytest.mark.parametrize("status", [status for status in STATUSES if status in MARKERS])
@pytest.mark.parametrize(("text", "trigger", "past", "fields"), SHAPES, ids=[shape[0] for shape in SHAPES])
def test_no_bare_past_for_what_is_not_said_to_have_happened(text: str, trigger: str, past: str, fields: dict[str, Any], status: str) -> None:
    sentence = write_event(make_scene(text, trigger, status, **fields))
    assert re.search(MARKERS[status], sentence), sentence
    claims = re.sub(r"“[^”]*”", "", sentence)
    for claim in re.finditer(rf"\b{past}\b", claims):
        assert SAFE_BEFORE.search(claims[: claim.start()].strip()), sentence
    if "“" in sentence and not claims.strip().startswith("the"):
        assert not sentence.startswith("“"), sentence


STATES = [
    ("The group holds a part of Kobani.", "holds", "ongoing", "CONTROL", {"actor": "The group=Dalmar Front", "place": "Kobani"},
     "the group [Dalmar Front]: at the time, Kobani – “The group holds a part of Kobani”"),
    ("The group could come back.", "come back", "possible", "CAPABILITY", {"actor": "The group"},
     "the group: possible – “The group could come back”"),
    ("About 200 soldiers will stay in Kobani.", "stay", "planned", "STRENGTH", {"actor": "About 200 soldiers", "place": "Kobani"},
     "about 200 soldiers: planned, in Kobani – “About 200 soldiers will stay in Kobani”"),
    ("It does not hold Kobani.", "hold", "not_occurred", "CONTROL", {"actor": "It=Dalmar Front", "place": "Kobani"},
     "Dalmar Front: said not to be so, Kobani – “It does not hold Kobani”"),
    ("Nine people died in Kobani.", "died", "occurred", "CASUALTIES", {"recipient": "Nine people", "place": "Kobani"},
     "nine people, in Kobani – “Nine people died in Kobani”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "status", "type_", "fields", "expected"), STATES, ids=[case[-1][:50] for case in STATES])
def test_state_is_put_with_who_where_and_how_real(text: str, trigger: str, status: str, type_: str, fields: dict[str, Any], expected: str) -> None:
    assert write_state(make_scene(text, trigger, status, type=type_, kind="state", **fields)) == expected


@pytest.mark.parametrize(("noun", "expected"), [("offensive", "an offensive"), ("raid", "a raid"), ("air strikes", "air strikes"), ("shelling", "shelling")])
def test_article_before_a_noun(noun: str, expected: str) -> None:
    assert with_indefinite(noun) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "recipient", "kept"),
    [
        ("The court refused for now to free the men.", "refused", "the men", False),
        ("The mayor agreed to let the rebels leave.", "agreed", "the rebels", False),
        ("The envoy urged the rebels to leave the town.", "urged", "the rebels", True),
        ("The court apologised to the families.", "apologised", "the families", True),
    ],
    ids=["in the clause", "let", "before the clause", "a preposition"],
)
def test_whom_a_clause_names_is_told_with_the_clause(text: str, trigger: str, recipient: str, kept: bool) -> None:
    scene = make_scene(text, trigger, "occurred", actor="The", recipient=recipient, type="REJECT")
    assert bool(leave_to_complement(scene.fact, text).recipients) is kept
