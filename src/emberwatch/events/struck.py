"""Whom and what an attack strikes: the target of what is fired, not the munition; the dead of a blast that has no other target; no comrades."""

from __future__ import annotations

from emberwatch.events.fates import LEAVING, find_fates, meets
from emberwatch.events.match import ClassOf
from emberwatch.events.parties import PARTIES
from emberwatch.events.role_words import load_classes
from emberwatch.events.roles import Arguments
from emberwatch.language.pipeline import Sentence

STRUCK = {("ASSAULT", "VERB"): ("obj",), ("COERCE", "VERB"): ("obj",), ("ASSAULT", "NOUN"): ("on", "against", "of")}
"""Relations in which a place is struck or sealed off itself, by type and part of speech."""


def find_struck(sentence: Sentence, type: str, head: int, arguments: Arguments, class_of: ClassOf) -> list[int]:
    """Recipients of an attack or a closure; those of other types stay as they are."""
    relations = arguments.relations
    means = {w for w in relations.get("with", []) if not class_of(sentence, w) & PARTIES}  # "fought with rocket launchers", "propped up with tanks"
    found = [w for w in arguments.recipients if w not in means]
    if type == "ASSAULT":
        classes = load_classes()
        beside = {w for name in classes["beside"] for w in relations.get(name, [])}
        found = [w for w in found if w not in beside and not is_loosed(sentence, head, w)]
        found = found or find_targets(sentence, head, arguments)
    if type == "COERCE" and set(found) & set(relations.get("to", [])):  # "closed the crossing to lorries": it is the lorries that are held up
        return found
    struck = {w for name in STRUCK.get((type, sentence.upos[head]), ()) for w in relations.get(name, []) if w in arguments.places}
    found = sorted({*found, *(w for w in struck if "place" in class_of(sentence, w))})
    return settle_victims(sentence, head, found, arguments) if type == "ASSAULT" and sentence.upos[head] == "NOUN" else found


def is_loosed(sentence: Sentence, verb: int, word: int) -> bool:
    """Is the word a munition that the verb looses: the missile in "fired a missile at the port", not that in "shot down a missile"?"""
    classes = load_classes()
    return not sentence.kids(verb, "compound:prt") and sentence.lemmas[verb] in classes["loosing"] and sentence.lemmas[word] in classes["munition"]


def find_targets(sentence: Sentence, verb: int, arguments: Arguments) -> list[int]:
    """What a munition is loosed at, be it a place."""
    loosed = [w for w in arguments.relations.get("obj", []) if is_loosed(sentence, verb, w)]
    if not loosed:
        return []
    aimed = [w for name in load_classes()["target"] for w in arguments.relations.get(name, [])]
    return [w for w in aimed if w not in arguments.actors and sentence.scores.mention[w] != "time"]


def settle_victims(sentence: Sentence, noun: int, found: list[int], arguments: Arguments) -> list[int]:
    """The target alone where an attack has one, and else whoever it is said to have killed or wounded ("the shelling killed two")."""
    fates = find_fates(sentence, noun)
    victims = {k for fate in fates for k in sentence.kids(fate, "obj", "nsubj") if meets(sentence, fate, k)}
    targets = [w for name in ("on", "of", "against") for w in arguments.relations.get(name, []) if w in found]
    if targets:
        return [w for w in found if w not in victims or w in targets]
    above = sentence.heads[noun]
    killed = [w for w in sentence.kids(above, "obj") if w in victims] if above in fates and sentence.lemmas[above] not in LEAVING else []
    return found or [w for w in killed if w not in arguments.actors]
