"""Who did it, to whom and where: the tree's relations through the codebook's frames, and the encoder's role head, together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from emberwatch.events.grammar import DOING_VERBS, NOMINAL, Relations, climb_to_head, direct_relations, find_relations, is_relative
from emberwatch.events.match import ClassOf
from emberwatch.language.decision import load_decision
from emberwatch.language.labels import ROLE_INDEX
from emberwatch.language.pipeline import Sentence

VERB_FRAME: Mapping[str, str] = {
    "subj": "actor", "obj": "recipient", "by": "actor", "against": "recipient", "on": "recipient", "in": "place", "at": "place", "near": "place",
}  # fmt: skip
NOUN_FRAME: Mapping[str, str] = {
    "subj": "actor", "by": "actor", "poss": "actor", "comp": "actor", "of": "recipient", "on": "recipient", "against": "recipient",
    "in": "place", "at": "place", "near": "place",
}  # fmt: skip
FRAME_VOTE = {"subj": 0.55, "obj": 0.5, "by": 0.5, "poss": 0.45, "comp": 0.2, "of": 0.45, "reciprocal": 0.5}
OTHER_VOTE = 0.45
NAMED_COMPOUND_VOTE = 0.5
"""For "coalition" in "coalition air strikes": a group before a noun of action is whoever did it."""
LED_VOTE, LED_VOTE_BELOW = 0.43, 0.3
"""For the subject of a verb that does what its object names ("issued a warning"); less where the verb only shares it, or it is a thing."""
DOERS = frozenset({"person", "people", "group"})
NAMES_MORE = frozenset({"conj", "appos", "nmod", "compound", "amod", "flat"})
"""Relations by which a noun says more of the noun above it, or stands beside it."""
PARTIES = {"subj": frozenset({"people", "group"}), "obj": frozenset({"people", "person", "group"})}
"""Classes of what is no place though its relation would have it one; a lone name that falls or is held is a town, whatever the encoder takes it for."""
HOLDERS = frozenset({"person", "organization", "place"})
"""Kinds of mentions that can be met by what is done to something of theirs."""


@dataclass(slots=True)
class Arguments:
    """Head words of a trigger's role fillers, best first, with how each was found."""

    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    reasons: list[tuple[str, str]] = field(default_factory=list)
    relations: Relations = field(default_factory=dict)
    frame: Mapping[str, str] = field(default_factory=dict)


def find_arguments(sentence: Sentence, trigger: list[int], head: int, frame: Mapping[str, str] | None, places: set[int], class_of: ClassOf) -> Arguments:
    """Role fillers of one trigger; `places` are the head words that name places."""
    relations = find_relations(sentence, head)
    default = VERB_FRAME if sentence.upos[head] in {"VERB", "AUX", "ADJ"} else NOUN_FRAME
    mapping = default if frame is None else {"iobj": "recipient", **frame}
    votes = neural_votes(sentence, trigger, head)
    restrain(votes, relations, mapping)
    mapping = turn_owner(sentence, relations, mapping, class_of)
    told: dict[tuple[int, str], str] = {}
    for relation, words in relations.items():
        for word, role in fillers(relation, words, mapping):
            if word in trigger or role == "none" or (role != "place" and sentence.scores.mention[word] == "time"):
                continue
            if role == "place" and relation in {"obj", "subj"} and word not in places and is_party(sentence, word, PARTIES[relation], class_of):
                role = "recipient" if relation == "obj" else "actor"
            elif role == "place" and relation in {"obj", "subj"} and (word, "actor") in votes:
                votes[word, "actor"] *= 0.5  # a town that falls or is held does nothing
            vote = FRAME_VOTE.get(relation, OTHER_VOTE)
            if relation == "comp" and "group" in class_of(sentence, word):
                vote = NAMED_COMPOUND_VOTE
            votes[word, role] = votes.get((word, role), 0.0) + vote
            told[word, role] = f"“{sentence.words[word]}” stands in the relation {relation} to “{sentence.words[head]}”"
    if default is NOUN_FRAME and sentence.rel(head) == "obj" and sentence.lemmas[sentence.heads[head]] in DOING_VERBS:
        own = direct_relations(sentence, sentence.heads[head]).get("subj", [])
        for word in relations.get("subj", []):
            sure = word in own and class_of(sentence, word) & DOERS
            votes[word, "actor"] = votes.get((word, "actor"), 0.0) + (LED_VOTE if sure else LED_VOTE_BELOW)
    owner = find_owner(sentence, trigger, head)
    if owner is not None and (owner, "actor") not in told and "group" in class_of(sentence, owner) and owner not in relations.get("of", []):
        votes[owner, "actor"] = votes.get((owner, "actor"), 0.0) + NAMED_COMPOUND_VOTE
        told[owner, "actor"] = f"“{sentence.words[owner]}” stands right before “{sentence.words[trigger[0]]}”"
    found = choose(sentence, votes, told, places)
    found.relations, found.frame = relations, mapping
    return found


def is_party(sentence: Sentence, word: int, parties: frozenset[str], class_of: ClassOf) -> bool:
    """Is the word someone rather than a place: of these classes, and not by the encoder's guess alone for a lone name that no table knows?"""
    classes = class_of(sentence, word)
    lone = sentence.upos[word] == "PROPN" and not sentence.kids(word, "compound", "flat", "amod", "det", "conj")
    return bool(classes & parties) and not (lone and "known" not in classes and sentence.scores.mention[word] != "person")


def turn_owner(sentence: Sentence, relations: Relations, mapping: Mapping[str, str], class_of: ClassOf) -> Mapping[str, str]:
    """The frame with whoever owns the deed as its doer where it names whom it was done to ("Rwanda's expulsion of nuns"), or is a force that does it."""
    owners = relations.get("poss", [])
    if mapping.get("poss") != "recipient" or mapping.get("by") == "none":
        return mapping
    forces = any("group" in class_of(sentence, w) and sentence.upos[w] != "PRON" for w in owners)
    return {**mapping, "poss": "actor"} if "of" in relations or forces else mapping


def find_owner(sentence: Sentence, trigger: list[int], head: int) -> int | None:
    """The noun right before a noun of action, whatever the tree makes of it: "coalition" in "army artillery and coalition air strikes"."""
    if sentence.upos[head] != "NOUN":
        return None
    before = trigger[0] - 1
    while before >= 0 and sentence.heads[before] in trigger and sentence.rel(before) in {"compound", "amod"} and sentence.upos[before] != "PROPN":
        before -= 1
    return before if before >= 0 and sentence.upos[before] in {"NOUN", "PROPN"} else None


def fillers(relation: str, words: list[int], mapping: Mapping[str, str]) -> list[tuple[int, str]]:
    role = mapping.get(relation, "none")
    if role == "reciprocal" and relation == "subj" and len(words) > 2:  # a list of subjects acts together
        return [(word, "actor") for word in words]
    if role == "reciprocal":
        return [(word, "actor" if i == 0 else "recipient") for i, word in enumerate(words)]
    return [(word, role) for word in words]


def restrain(votes: dict[tuple[int, str], float], relations: Relations, mapping: Mapping[str, str]) -> None:
    """Halve the encoder's vote for actor or recipient where the tree and the frame give the word the other of the two."""
    opposite = {"actor": "recipient", "recipient": "actor"}
    for relation in ("subj", "obj", "by"):
        role = opposite.get(mapping.get(relation, ""))
        for word in relations.get(relation, []):
            if role is not None and (word, role) in votes and mapping.get(relation) != "reciprocal":
                votes[word, role] *= 0.5


def neural_votes(sentence: Sentence, trigger: list[int], head: int) -> dict[tuple[int, str], float]:
    """The encoder's role probabilities above a tenth, moved to the head of each noun group."""
    votes: dict[tuple[int, str], float] = {}
    rows = sentence.scores.roles[head] if len(trigger) == 1 else sentence.scores.roles[trigger].max(0)
    for role in ("actor", "recipient", "place"):
        column = rows[:, ROLE_INDEX[role]]
        for word in (column > 0.1).nonzero()[0].tolist():
            at = climb_to_head(sentence, word)
            if at in trigger or sentence.upos[at] in {"PUNCT", "ADP", "CCONJ"}:
                at = word
            if is_beside(sentence, head, at):
                continue
            if sentence.upos[at] in NOMINAL or sentence.upos[at] == "ADV":
                votes[at, role] = max(votes.get((at, role), 0.0), float(column[word]))
    return votes


def is_beside(sentence: Sentence, trigger: int, word: int) -> bool:
    """Do a noun and the trigger stand side by side ("army artillery and coalition air strikes"), so that neither does the other?"""
    if sentence.upos[trigger] not in {"NOUN", "PROPN"}:
        return False
    return (sentence.heads[trigger] == word and sentence.rel(trigger) == "conj") or (sentence.heads[word] == trigger and sentence.rel(word) == "conj")


def find_holder(sentence: Sentence, word: int) -> int:
    """Who is met where something of theirs is: Trump in "criticism of Trump's plans"; the word itself where nobody holds it."""
    if sentence.scores.mention[word] not in {"abstract", "event"}:
        return word
    holders = [k for k in sentence.kids(word, "nmod:poss") if sentence.upos[k] in {"NOUN", "PROPN"} and sentence.scores.mention[k] in HOLDERS]
    return holders[0] if holders else word


def choose(sentence: Sentence, votes: dict[tuple[int, str], float], told: dict[tuple[int, str], str], places: set[int]) -> Arguments:
    """Each word takes its strongest role if that is strong enough; a relative pronoun gives way to its noun."""
    best: dict[int, tuple[float, str]] = {}
    for (word, role), vote in votes.items():
        if role == "actor" and word in places and vote < 0.9:
            vote -= 0.1
        if vote > best.get(word, (0.0, ""))[0]:
            best[word] = (vote, role)
    found, decision = Arguments(), load_decision()
    slots = {"actor": found.actors, "recipient": found.recipients, "place": found.places}
    for word, (vote, role) in sorted(best.items(), key=lambda item: (-item[1][0], item[0])):
        lone = role != "place" and not slots[role] and vote >= decision.lone
        needed = decision.lone if role == "place" else decision.accept
        if (vote < needed and not lone) or is_relative(sentence, word):
            continue
        holder = find_holder(sentence, word) if role == "recipient" else word
        if holder not in slots[role]:
            slots[role].append(holder)
        why = told.get((word, role))
        found.reasons.append((role, why or f"the encoder gives “{sentence.words[word]}” this role with {vote:.2f}"))
    for words in slots.values():
        words[:] = sorted(word for word in words if not is_part(sentence, word, words))
    return found


def is_part(sentence: Sentence, word: int, fillers: list[int]) -> bool:
    """Does a filler only say more of another of the same role: "Maltsev" in "the minister, Maltsev", "Chad" in "diplomats from Chad"?"""
    at, below = sentence.heads[word], sentence.rel(word)
    only_listed = below == "conj"
    while below in NAMES_MORE:
        if at in fillers:
            return not only_listed or is_part(sentence, at, fillers)
        at, below = sentence.heads[at], sentence.rel(at)
        only_listed = only_listed and below == "conj"
    return False
