"""Who says, or of whom it is said, that they had no part in a happening: "has nothing to do with", "was not involved in", "played no role in"."""

from __future__ import annotations

from emberwatch.language.pipeline import Sentence

VERSION = "1"
NEGATIONS = frozenset({"not", "never", "no", "neither", "nor"})
PARTS = frozenset({"part", "role", "hand", "involvement", "responsibility", "share"})
"""Nouns for a share in what was done."""
INVOLVED = frozenset({"involve", "involved", "implicate", "responsible"})


def find_disclaimer(sentence: Sentence, happening: int) -> int | None:
    """The word whose subject is said to have had no part in the happening; None where no such thing is said."""
    above = sentence.heads[happening]
    cases = {sentence.lemmas[c] for c in sentence.kids(happening, "case")}
    if above < 0 or not cases & {"with", "in", "for"}:
        return None
    if "with" in cases and sentence.lemmas[above] == "do":
        return nothing_to_do(sentence, above)
    if sentence.lemmas[above] in INVOLVED:
        return above if is_negated(sentence, above) else None
    share = above if sentence.lemmas[above] in PARTS else next((k for k in sentence.kids(above, "obj") if sentence.lemmas[k] in PARTS), None)
    if share is None or share == happening:
        return None
    verb = sentence.heads[share]
    if verb < 0 or sentence.upos[verb] not in {"VERB", "AUX"}:
        return None
    return verb if is_negated(sentence, share) or is_negated(sentence, verb) else None


def nothing_to_do(sentence: Sentence, do: int) -> int | None:
    """The "has" of "has nothing to do with", whatever the tree hangs "to do" on."""
    at = sentence.heads[do]
    if at >= 0 and sentence.lemmas[at] == "nothing":
        at = sentence.heads[at]
    elif at < 0 or not any(sentence.lemmas[k] == "nothing" for k in sentence.kids(at, "obj")):
        return None
    return at if at >= 0 and sentence.lemmas[at] in {"have", "want"} else None


def is_negated(sentence: Sentence, word: int) -> bool:
    """Does "not", "never" or "no" stand with the word?"""
    return any(sentence.lemmas[k] in NEGATIONS for k in sentence.kids(word, "advmod", "det"))
