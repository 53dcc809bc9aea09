"""Whom an event meets, where its object is a matter or a place: the party behind the matter, and the place as the one struck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from emberwatch.events.grammar import Relations, direct_relations
from emberwatch.events.match import ClassOf
from emberwatch.events.role_words import load_classes
from emberwatch.events.roles import Arguments
from emberwatch.language.pipeline import Sentence

DEALINGS = frozenset("AGREE SUPPORT CONCEDE REJECT ACCUSE SANCTION REQUEST THREATEN COOPERATE CONSULT AID".split())
"""Types of what one party says to or does for another: what they say it of ("the ban", "the offer") is neither."""
OF_MATTERS = frozenset({"REJECT", "SUPPORT", "ACCUSE"})
"""Types of dealings that may meet a matter alone ("opposed the war")."""
MADE_BY: tuple[str, ...] = ("poss", "by", "from", "comp", "of", "to", "with")
MADE_FOR: tuple[str, ...] = ("on", "against", "for", "to", "with", "upon", "of", "from", "by", "comp")
HELD_BY: tuple[str, ...] = ("poss", *MADE_FOR)
"""The same for what a matter is for in its turn ("tariffs on China's exports"); of the matter itself, "its ban" tells who made it."""
AGAINST_TYPES = frozenset({"CONCEDE", "SANCTION", "AID"})
"""Types whose matter is met by whom it is for ("lifted the ban on"); of the others by whose it is ("rejected the request of")."""
ASKED: tuple[str, ...] = ("from", "to", "comp")
PARTIES = frozenset({"person", "people", "group", "place"})
EACH = frozenset("each other neither none both all either one".split())
"""Words that stand for parties named elsewhere."""
DEEPEST = 3
VOWS = frozenset({"AGREE", "REJECT", "THREATEN"})
"""Types of what one party says of a deed of its own, which meets whom the deed would meet."""


class Met(Protocol):
    """An event with its words, its type and its role fillers."""

    head: int
    type: str
    mode: str | None
    arguments: Arguments


def meet_parties(sentence: Sentence, type: str, head: int, arguments: Arguments, class_of: ClassOf) -> list[int]:
    """Recipients of a dealing between parties: for each matter the party behind it, and none where nobody is."""
    if type == "RETREAT":
        return yield_to(sentence, arguments, class_of)
    recipients, actors = arguments.recipients, arguments.actors
    if type not in DEALINGS:
        return recipients
    found: list[int] = []
    for word in recipients:
        whole = class_of(sentence, word) & PARTIES or (type in {"REQUEST", "ACCUSE"} and sentence.lemmas[word] in EACH)
        met = [word] if whole or moves(sentence, head, word) else find_parties(sentence, type, word, actors, class_of)
        if not met and type in OF_MATTERS:
            met = [word]
        found += [w for w in met if w not in found]
    return found


def moves(sentence: Sentence, verb: int, word: int) -> bool:
    """Does an object do something of its own, or have something given to it: "let the lorries pass", "refused landing rights to an aircraft"?"""
    if sentence.scores.mention[word] != "object":
        return False
    return bool(sentence.kids(verb, "xcomp")) or sentence.rel(word) == "iobj" or any(sentence.lemmas[c] == "to" for c in sentence.kids(word, "case"))


def meet_beyond_object(sentence: Sentence, type: str, head: int, arguments: Arguments, class_of: ClassOf) -> list[int]:
    """Parties that stand to the object as the frame has them stand to the verb: "sending aid to Kabul", "demanded support from the ministry"."""
    if type not in DEALINGS or arguments.recipients:
        return arguments.recipients
    if sentence.upos[head] != "VERB":
        matters = arguments.relations.get("into", []) if type == "ACCUSE" else []
        return [p for w in matters for p in ([w] if is_party(sentence, w, class_of) else find_parties(sentence, type, w, arguments.actors, class_of))]
    for name, words in arguments.relations.items():
        if type == "AID" and name == "to" and (parties := [w for w in words if {"group", "place"} <= class_of(sentence, w)]):
            return parties  # a country that is helped, and where it is
    for matter in arguments.relations.get("obj", []):
        for name, words in complements(sentence, matter).items():
            leads = name == "to" and sentence.lemmas[matter] in load_classes()["way"]  # "the road to Hajin"
            parties = [w for w in words if w not in arguments.actors and is_party(sentence, w, class_of) and not (leads and "place" in class_of(sentence, w))]
            if parties and arguments.frame.get(name) == "recipient" and (type != "REQUEST" or name == "from"):
                return parties
    return []


def is_party(sentence: Sentence, word: int, class_of: ClassOf) -> bool:
    """Is it somebody who can be dealt with: people, a body, or a place by its name?"""
    if sentence.scores.mention[word] in {"person", "organization"}:
        return True
    return (sentence.upos[word] == "PROPN" or sentence.words[word][0].isupper()) and bool(class_of(sentence, word) & PARTIES)


def find_parties(sentence: Sentence, type: str, matter: int, actors: list[int], class_of: ClassOf, depth: int = 0) -> list[int]:
    """The parties that a matter is of, from or for: "a request by the Philippines", "its ban on imports of Egyptian goods"."""
    kids = complements(sentence, matter)
    deed = sentence.scores.mention[matter] == "event"
    unmeant = "of" if deed and type == "ACCUSE" else "comp" if deed and type == "REQUEST" else ""  # "condemned the killing of two men"
    for name in sought(type, depth):
        for kid in kids.get(name, []):
            if kid in actors or name == unmeant:
                continue
            if name == "comp":
                if sentence.words[kid][0].isupper() and "group" in class_of(sentence, kid):
                    return [kid]
            elif is_party(sentence, kid, class_of):
                return [kid, *(k for k in sentence.kids(kid, "conj") if is_party(sentence, k, class_of))]
            elif depth < DEEPEST and name != "poss" and (below := find_parties(sentence, type, kid, actors, class_of, depth + 1)):
                return below
    listed = sentence.kids(matter, "conj") if depth < DEEPEST else []
    return next((found for k in listed if (found := find_parties(sentence, type, k, actors, class_of, depth + 1))), [])


def sought(type: str, depth: int) -> tuple[str, ...]:
    """Relations to a matter in which its party is looked for, the likeliest first; `depth` counts the matters above it."""
    if type in AGAINST_TYPES:
        return HELD_BY if depth else MADE_FOR
    return ASKED if type == "REQUEST" else ("told", *MADE_BY) if type == "ACCUSE" else MADE_BY


def complements(sentence: Sentence, noun: int) -> Relations:
    """Words behind or before a noun that say whose it is or what it is of, by relation; "filed by lawyers" counts as by."""
    found: Relations = {}
    for kid in sentence.kids(noun, "nmod", "compound", "amod"):
        if sentence.rels[kid] == "nmod:poss" and sentence.upos[kid] != "PRON":
            found.setdefault("poss", []).append(kid)
        if sentence.rel(kid) != "nmod":
            found.setdefault("comp", []).insert(0, kid)
        for case in sentence.kids(kid, "case")[-1:]:
            found.setdefault(sentence.lemmas[case], []).append(kid)
    for clause in sentence.kids(noun, "acl"):
        if sentence.xpos[clause] == "VBN":
            found.setdefault("by", []).extend(k for k in sentence.kids(clause, "obl") if any(sentence.lemmas[c] == "by" for c in sentence.kids(k, "case")))
    if sentence.scores.mention[noun] != "event":
        found["told"] = [k for clause in sentence.kids(noun, "acl", "ccomp") if is_told(sentence, clause) for k in sentence.kids(clause, "nsubj")]
    return found


def is_told(sentence: Sentence, clause: int) -> bool:
    """Is it a clause with "that" that says what a noun or verb tells: "claims that two servicemen abused children"?"""
    return any(sentence.lemmas[m] == "that" for m in sentence.kids(clause, "mark"))


def share_parties(sentence: Sentence, drafts: Sequence[Met], class_of: ClassOf) -> None:
    """Whoever is met by what is promised, refused or threatened is met by the promise too: "agreed to let surveyors map the wreck"."""
    by_head = {draft.head: draft for draft in drafts}
    for draft in drafts:
        if draft.type in VOWS and not draft.arguments.recipients:
            draft.arguments.recipients = find_promised(sentence, draft.head, draft.arguments.actors, by_head, class_of)
        if draft.type == "REQUEST":
            ask_doers(sentence, draft, by_head, class_of)


def ask_doers(sentence: Sentence, request: Met, by_head: Mapping[int, Met], class_of: ClassOf) -> None:
    """Who is to do the deed asked for is asked, and not whom it would be done to: "demanded the withdrawal of the forces", "ordered the arrest of the man"."""
    asker = request.arguments
    for deed in sentence.kids(request.head, "obj", "iobj"):
        if (draft := by_head.get(deed)) is not None:
            met = set(draft.arguments.recipients) if draft.type != "RETREAT" or draft.mode == "release" else set()
            asker.recipients = [w for w in asker.recipients if w not in met]
            asker.recipients = asker.recipients or [w for w in draft.arguments.actors if w not in asker.actors and sentence.upos[w] != "PRON"]
        elif sentence.lemmas[deed] in load_classes()["leaving"]:
            asker.recipients = asker.recipients or [w for w in complements(sentence, deed).get("of", []) if is_party(sentence, w, class_of)]
    if not asker.recipients:
        told = [k for clause in sentence.kids(request.head, "ccomp") if is_told(sentence, clause) for k in direct_relations(sentence, clause).get("subj", [])]
        asker.recipients = [w for w in told if w not in asker.actors and is_party(sentence, w, class_of) and sentence.upos[w] == "PROPN"]


def yield_to(sentence: Sentence, arguments: Arguments, class_of: ClassOf) -> list[int]:
    """Of what is handed over and to whom: people who are freed are met, and of things whoever gets them; no war that is ended."""
    to = [w for w in arguments.relations.get("to", []) if w in arguments.recipients]
    given = [w for w in arguments.relations.get("obj", []) if w in arguments.recipients and w not in to]
    if not to or not given:
        return [w for w in arguments.recipients if sentence.scores.mention[w] != "event" or class_of(sentence, w) & PARTIES]
    people = [w for w in given if class_of(sentence, w) & {"person", "people"} and sentence.scores.mention[w] != "object"]
    return [w for w in arguments.recipients if w not in (to if people else given)]


def find_promised(sentence: Sentence, head: int, actors: list[int], by_head: Mapping[int, Met], class_of: ClassOf) -> list[int]:
    """Parties met by the deed that a vow holds, down its chain of infinitives."""
    for deed in sentence.kids(head, "xcomp", "acl"):
        if sentence.xpos[deed] != "VB":
            continue
        draft = by_head.get(deed)
        below = direct_relations(sentence, deed)
        if draft is not None and draft.type == "MOBILIZE":  # the troops sent are one's own
            met = below.get("to", [])
        else:
            met = draft.arguments.recipients if draft is not None else below.get("obj", []) or below.get("to", [])
        met = [w for w in met if not any(sentence.upos[k] == "PRON" for k in sentence.kids(w, "nmod:poss"))]  # not "their forces"
        parties = [w for w in met if w not in actors and is_party(sentence, w, class_of)]
        parties = parties or [p for w in met for p in find_parties(sentence, "THREATEN", w, actors, class_of)]
        if parties or (parties := find_promised(sentence, deed, actors, by_head, class_of)):
            return parties
    return []
