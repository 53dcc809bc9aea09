"""Which codebook entries fit a word in its sentence: dependants that must be there, and what they must be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from emberwatch.events.codebook import Codebook, Constraint, Entry
from emberwatch.events.grammar import Relations, find_relations
from emberwatch.language.pipeline import Sentence

PARTS_OF_SPEECH = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A", "ADV": "R"}

ClassOf = Callable[[Sentence, int], frozenset[str]]
"""Classes of an argument word: some of place, person, group, people, thing, number."""


def listed_entries(codebook: Codebook, sentence: Sentence, word: int) -> Iterator[Entry]:
    """Entries for the word's lemma and part of speech, whether or not what stands around it fits them."""
    for part in parts_of_speech(sentence, word):
        yield from codebook.lookup(sentence.lemmas[word], part)


def find_entries(codebook: Codebook, sentence: Sentence, word: int, class_of: ClassOf) -> tuple[list[Entry], bool]:
    """Entries that fit `word`, the most demanding first, and whether it is a listed look-alike instead."""
    for part in parts_of_speech(sentence, word):
        entries = codebook.lookup(sentence.lemmas[word], part)
        alike = codebook.look_alikes(sentence.lemmas[word], part)
        if not entries and not alike:
            continue
        around = lemmas_around(sentence, word)
        relations = find_relations(sentence, word)
        if any(fits(sentence, word, look.others, look.constraints, around, relations, class_of) for look in alike):
            return [], True
        fitting = [e for e in entries if fits(sentence, word, e.others, e.constraints, around, relations, class_of)]
        if fitting:
            return fitting, False
    return [], False


def parts_of_speech(sentence: Sentence, word: int) -> list[str]:
    own = PARTS_OF_SPEECH.get(sentence.upos[word])
    if own is None:
        return []
    if own == "A" and sentence.xpos[word] in {"VBN", "VBG", "JJ"} and sentence.words[word].endswith(("ed", "ing")):
        return ["A", "V"]
    if own == "N" and sentence.words[word].endswith("ing"):
        return ["N", "V"]
    return [own]


def lemmas_around(sentence: Sentence, word: int) -> set[str]:
    """Lemmas of the word's dependants and of their function words, particles and compounds."""
    found = set()
    for kid in sentence.children[word]:
        found.add(sentence.lemmas[kid])
        for grandchild in sentence.children[kid]:
            if sentence.rel(grandchild) in {"case", "mark", "compound", "det", "amod", "fixed", "obj", "advmod"}:
                found.add(sentence.lemmas[grandchild])
    for word_before in (word - 1, word - 2):
        if word_before >= 0 and sentence.rel(word_before) in {"compound", "punct", "amod"}:
            found.add(sentence.lemmas[word_before])
    return found


def fits(
    sentence: Sentence,
    word: int,
    others: tuple[frozenset[str], ...],
    constraints: tuple[Constraint, ...],
    around: set[str],
    relations: Relations,
    class_of: ClassOf,
) -> bool:
    if any(not other & around for other in others):
        return False
    return all(constraint_holds(sentence, word, c, relations, class_of) for c in constraints)


def constraint_holds(sentence: Sentence, word: int, constraint: Constraint, relations: Relations, class_of: ClassOf) -> bool:
    if constraint.relation == "voice":
        passive = bool(sentence.kids(word, "aux:pass", "nsubj:pass"))
        held = ("passive" if passive else "active") in constraint.values
    else:
        fillers = relations.get(constraint.relation, [])
        if "none" in constraint.values:
            held = not fillers
        elif not fillers:
            held = False
        elif "any" in constraint.values:
            held = True
        else:
            named = [*fillers, *(c for f in fillers if (c := counted_below(sentence, f)) is not None)]
            held = any(sentence.lemmas[f] in constraint.values or class_of(sentence, f) & constraint.values for f in named)
    return held != constraint.negated


COUNTING = frozenset("hundred thousand dozen score number group handful couple wave convoy column band most many some several few all lot".split())


def counted_below(sentence: Sentence, word: int) -> int | None:
    """ "fighters" for the "hundreds" of "hundreds of fighters", which fills a role in its place."""
    if sentence.lemmas[word] not in COUNTING and sentence.upos[word] != "NUM":
        return None
    below = sentence.kids(word, "nmod", "obl")
    return next((k for k in below if any(sentence.lemmas[c] == "of" for c in sentence.kids(k, "case"))), None)
