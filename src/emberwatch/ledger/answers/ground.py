"""What a claim tells of the ground: whom it gives a place, and whom it says to be no longer, or not, there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from emberwatch.ledger.answers.holding import PARTIES, TAKERS, Holder, find_party, find_speaker, load_holding, tells
from emberwatch.ledger.answers.view import REAL, UNREAL, View
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact

TAKEN = re.compile(r"\b(?:captur|seiz|retak|retook|recaptur|took|taken|overr[ua]n|conquer|occup)", re.IGNORECASE)
WITHIN_CHARS, SEEN_CHARS = 30, 12
SURRENDER_SURE = 0.5
QUIT_MODES = frozenset({"ceasefire", "release"})
GONE_TYPES = frozenset({"RETREAT", "DISPLACE"})
SEEN_TYPES = {"MOBILIZE": "seen", "STRENGTH": "seen", "SUPPORT": "defend"}
WHOLE_TOLD = re.compile(r"\b(?:all|the whole|entire|fully|full|complete\w*|total)\b", re.IGNORECASE)
LOSS = re.compile(r"\blos[st]\w*", re.IGNORECASE)
OUT = re.compile(r"[^.;]*?\b(?:out of|from|off|out|back)\b")
OUT_CHARS = 60
INTO = re.compile(r"^[^.;]{0,20}\b(?:into|inside|onto)\b")
LEFT_OF = re.compile(r"\b(?:left|lost|relinquish\w*|ceded|gave up|given up|slipped|out of|outside|beyond)(?: \w+){0,2} $", re.IGNORECASE)
ADMITS = re.compile(r"\b(?:admit|acknowledg|conced|confess|own)\w*", re.IGNORECASE)
MEANT = re.compile(r"\b(?:intention|intend\w*|plan\w*|wish\w*|order\w*) (?:of|to|for) $", re.IGNORECASE)
"""What was not meant to be done says nothing of who is there."""
FROM = re.compile(r"\bfrom (?:the )?$")
NONE = re.compile(r"^(?:no|not an?|none|nobody|neither)\b", re.IGNORECASE)
TOWARDS = re.compile(r"\b(?:to|into|towards?|onto|across)(?: the| their| its| a| an)?(?: \w+){0,2} $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ground:
    """One holder of a place by one claim: `holds` False says that he is not, or no longer, there; `seen` that he is there and no more."""

    holder: Holder
    holds: bool
    seen: bool = False
    forced: bool = False
    contested: bool = False


def read_ground(view: View, fact: Fact) -> Iterator[Ground]:
    """All that a fact tells of who holds its place; nothing where it is planned, feared or asked for."""
    if fact.status not in REAL and fact.status not in UNREAL:
        return
    trigger, at = fact.trigger.text, fact.trigger.span.start
    if fact.status in UNREAL and MEANT.search(view.reading.report.text[max(0, at - WITHIN_CHARS) : at]):
        return
    if load_holding()["thing"].match(view.reading.report.text[fact.trigger.span.start : fact.trigger.span.end + WITHIN_CHARS]):
        return
    after = view.reading.report.text[fact.trigger.span.end : fact.trigger.span.end + OUT_CHARS]
    if fact.type != "CONTROL" and tells("driven", trigger) and OUT.match(f"{trigger} {after}"):
        yield from read_driven(view, fact)
    elif fact.type == "CONTROL" and tells("contested", trigger):
        if fact.status in REAL:
            yield Ground(("contested", "nobody"), True, contested=True)
    elif fact.type in ("CONTROL", "SEIZE") and (tells("lost", trigger) or tells("fall", trigger)):
        yield from read_fall(view, fact)
    elif fact.type in ("CONTROL", "SEIZE"):
        yield from read_hold(view, fact)
    elif fact.type == "ASSAULT":
        yield from read_assault(view, fact)
    elif fact.type in GONE_TYPES and fact.mode not in QUIT_MODES:
        yield from read_leaving(view, fact)
    else:
        yield from read_loose(view, fact, after)


def read_loose(view: View, fact: Fact, after: str) -> Iterator[Ground]:
    """What facts of other types tell by their words: a loss, a taking, an arrival, a presence."""
    if fact.type == "CASUALTIES" and LOSS.match(fact.trigger.text) and is_place(view, fact):
        yield from read_loss(view, fact)
    elif TAKEN.search(fact.trigger.text) and is_place(view, fact):
        yield from read_hold(view, fact)
    elif fact.type == "MOBILIZE" and is_destination(view, fact) and INTO.search(after):
        yield from read_arrival(view, fact)
    elif fact.type in SEEN_TYPES and tells(SEEN_TYPES[fact.type], view.reading.report.text[fact.trigger.span.start : fact.trigger.span.end + SEEN_CHARS]):
        yield from read_presence(view, fact)


def read_hold(view: View, fact: Fact) -> Iterator[Ground]:
    """Who takes or holds the place does; those it was taken from, or who were driven out, do not; it is turned round where it is denied."""
    real, at = fact.status in REAL, fact.trigger.span.start
    if fact.type == "CONTROL" and LEFT_OF.search(view.reading.report.text[max(0, at - WITHIN_CHARS) : at]):
        real = not real
    if fact.type == "SEIZE" and real and not fact.actors and is_admitted(view, fact) and (loser := find_speaker(view, fact)) is not None:
        yield Ground(loser, False)
        return
    fact = take_from(view, fact)
    holder = find_one(view, fact, fact.actors) or (find_liberator(view, fact) if real and not fact.actors else None)
    if holder is not None and (real or not WHOLE_TOLD.search(view.content_of(fact))):
        yield Ground(holder, real, forced=real and tells("driven", fact.trigger.text))
    if holder is None and not real:
        yield from read_denial(view, fact)
    loser = find_one(view, fact, fact.recipients) if fact.type != "CONTROL" and real else None
    if loser is not None and loser[0] != (holder or ("",))[0]:
        yield Ground(loser, False, forced=tells("driven", fact.trigger.text))


def take_from(view: View, fact: Fact) -> Fact:
    """The fact with those it was taken from, by their words ("liberated from the rebels"), among whom it was done to."""
    text = view.reading.report.text
    losers = tuple(p for p in fact.actors if p.span.start > fact.trigger.span.end and FROM.search(text[fact.trigger.span.end : p.span.start]))
    return replace(fact, actors=tuple(p for p in fact.actors if p not in losers), recipients=(*losers, *fact.recipients)) if losers else fact


def read_driven(view: View, fact: Fact) -> Iterator[Ground]:
    """Those who were put out are not there, those who did it are; denied, the former are there still."""
    real = fact.status in REAL
    loser, winner = find_one(view, fact, fact.recipients), find_one(view, fact, fact.actors)
    if loser is not None:
        yield Ground(loser, not real, forced=True)
    if winner is not None and real and loser is not None and winner[0] != loser[0]:
        yield Ground(winner, True, forced=True)


def is_admitted(view: View, fact: Fact) -> bool:
    """Is it told by words of admission?"""
    said = view.statements.get(fact.statement or "")
    return said is not None and said.cue is not None and ADMITS.search(said.cue.text) is not None


def find_liberator(view: View, fact: Fact) -> Holder | None:
    """Who took back a place of which it is only said that it was taken back: the one side that its sentence names, else whoever says so."""
    if tells("capture", fact.trigger.text) and not tells("fall", fact.trigger.text) and not is_admitted(view, fact):
        return find_speaker(view, fact)
    if not tells("back", fact.trigger.text):
        return None
    beside = view.by_sentence[view.sentence_at(fact.trigger.span.start)]
    named = {found for other in beside if other.id != fact.id for party in other.actors if party.id and (found := find_party(view, party, other)) is not None}
    return next(iter(named)) if len(named) == 1 else find_speaker(view, fact)


def read_fall(view: View, fact: Fact) -> Iterator[Ground]:
    """A place lost or fallen: its losers, and to whom it fell; denied, the losers, or else whoever denies it, hold it."""
    real = fact.status in REAL
    holder = find_one(view, fact, fact.actors)
    after = view.reading.report.text[fact.trigger.span.end : fact.trigger.span.end + WITHIN_CHARS]
    taken = tells("fall", fact.trigger.text) and re.search(r"^\W*(?:\w+ ){0,2}(?:to|in|under) ", after) is not None
    if holder is not None:
        yield Ground(holder, real if taken else not real)
    if not real and holder is None:
        yield from read_denial(view, fact)


def read_denial(view: View, fact: Fact) -> Iterator[Ground]:
    """It was not lost, nobody says by whom: the denier holds it, and whoever else is said to have taken it did not."""
    denier = find_speaker(view, fact)
    yield Ground(denier, True) if denier is not None else Ground((TAKERS, "whoever is said to have taken it"), False)


def read_loss(view: View, fact: Fact) -> Iterator[Ground]:
    """The loss of a place, as of a soldier: of the actor's, else of whoever admits it."""
    loser = find_one(view, fact, fact.actors) or find_speaker(view, fact)
    if loser is not None:
        yield Ground(loser, fact.status in UNREAL)


def read_assault(view: View, fact: Fact) -> Iterator[Ground]:
    """A capture read as an attack, and an attack beaten off: whom it was made on still holds the place."""
    attacked, attacker = find_one(view, fact, fact.actors), find_one(view, fact, fact.recipients)
    if tells("repelled", fact.trigger.text) and fact.status in REAL:
        yield from (Ground(holder, holds) for holder, holds in ((attacker, False), (attacked, True)) if holder is not None)
    elif TAKEN.search(fact.trigger.text) and not any(party.id for party in fact.recipients) and (fact.mode != "abduct" or is_place(view, fact)):
        if attacked is not None:
            yield Ground(attacked, fact.status in REAL)
    elif fact.mode == "clash" and fact.status == "ongoing" and attacked is not None and not fact.recipients and len(fact.actors) == 1:
        yield Ground(attacked, True, seen=True)


def read_arrival(view: View, fact: Fact) -> Iterator[Ground]:
    """Fighters who moved into a place are there; who withdrew to it may hold all that or nothing."""
    holder = find_one(view, fact, fact.actors)
    if any(NONE.match(party.text) for party in fact.actors) and holder is not None:
        yield Ground(holder, False)
    elif fact.type in ("DISPLACE", "MOBILIZE") and fact.mode != "flight" and holder is not None and not any(is_some(party) for party in fact.actors):
        yield Ground(holder, fact.status in REAL, seen=fact.status in REAL)


def is_place(view: View, fact: Fact) -> bool:
    """Is what it was done to a place of the report, told by its name?"""
    words = [*(p.text for p in fact.recipients), *([fact.place.text] if fact.place and not fact.recipients else [])]
    return any(text.endswith(name) for text in words for _, name, _, _ in view.mentions)


def read_leaving(view: View, fact: Fact) -> Iterator[Ground]:
    """Fighters who left a place are not there; those who did not leave are. Going on or in part, it tells neither."""
    forced = tells("driven", fact.trigger.text)
    if fact.mode == "surrender" and fact.probability < SURRENDER_SURE:
        return
    if not (tells("gone", fact.trigger.text) or forced or fact.mode == "surrender" or fact.type == "DISPLACE"):
        return
    if is_destination(view, fact):
        yield from read_arrival(view, fact)
        return
    if not (forced or tells("gone", fact.trigger.text) or fact.mode == "surrender"):
        return
    real = fact.status in REAL
    for party in fact.actors or (() if fact.mode == "surrender" else fact.recipients):
        holder = find_party(view, party, fact)
        if holder is not None and not (real and (is_some(party) or is_going_on(view, fact))):
            yield Ground(holder, not real, forced=forced)
            return
    if not real and fact.mode == "surrender" and (denier := find_speaker(view, fact)) is not None:
        yield Ground(denier, True)


def read_presence(view: View, fact: Fact) -> Iterator[Ground]:
    """Fighters seen in a place hold a part of it; of those said not to be there none does. Peacekeepers hold nothing."""
    holder = find_one(view, fact, fact.actors)
    bodies = (view.actors.get(party.id or "") for party in fact.actors)
    if holder is not None and not any(actor is not None and actor.type not in PARTIES for actor in bodies):
        none = any(NONE.match(party.text) for party in fact.actors)
        yield Ground(holder, fact.status in REAL and not none, seen=not none and fact.status in REAL)


def find_one(view: View, fact: Fact, parties: tuple[Party, ...]) -> Holder | None:
    """The first of the parties that is resolved, else the first that words describe."""
    found = [(party, holder) for party in parties if (holder := find_party(view, party, fact)) is not None]
    return next((holder for party, holder in found if party.id), found[0][1] if found else None)


def is_some(party: Party) -> bool:
    """Are they but a part of their side, or none of it?"""
    return tells("some", party.text.split(" of ")[0] if " of " in party.text else party.text)


def is_going_on(view: View, fact: Fact) -> bool:
    """Is the leaving still going on, or only begun?"""
    before = view.reading.report.text[max(0, fact.trigger.span.start - WITHIN_CHARS) : fact.trigger.span.start]
    return fact.trigger.text.lower().endswith("ing") or re.search(r"\b(?:being|beg[au]n|start\w*|continu\w*) (?:to )?(?:\w+ )?$", before) is not None


def is_destination(view: View, fact: Fact) -> bool:
    """Is the place where they went, and not the one they left?"""
    if fact.place is None:
        return False
    text, start = view.reading.report.text, fact.place.span.start
    return fact.trigger.span.end <= start and TOWARDS.search(text[max(fact.trigger.span.end, start - WITHIN_CHARS) : start]) is not None
