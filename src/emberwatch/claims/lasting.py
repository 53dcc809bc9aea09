"""What has lasted until now: "has been encircled for 500 days", "has fought the state since 1984", where the deed is one that goes on."""

from __future__ import annotations

from emberwatch.language.pipeline import Sentence

VERSION = "1"
LASTING = frozenset(
    "besiege blockade surround encircle ring block bar ban forbid prevent refuse detain hold imprison jail keep occupy control govern rule fight resist back "
    "support shelter shut close isolate trap withhold patrol guard defend man police house".split()
)
"""Verbs of what goes on once it is begun, and is not over with each doing."""
UNITS = frozenset("hour day week month year decade century generation season".split())


def has_lasted(sentence: Sentence, verb: int) -> bool:
    """Is the verb one of what goes on, in the present perfect, with the time since when or for how long?"""
    if sentence.lemmas[verb] not in LASTING or not any(sentence.words[k].lower() in {"has", "have", "'ve", "’ve"} for k in sentence.kids(verb, "aux")):
        return False
    counted = any(
        sentence.kids(k, "nummod") for k in sentence.kids(verb, "obj") + [k for k in sentence.kids(verb, "nsubj") if sentence.rels[k] == "nsubj:pass"]
    )
    return not counted and any(tells_how_long(sentence, kid) for kid in sentence.children[verb])  # "300 have been detained since May" adds up what was done


def is_perfect(sentence: Sentence, verb: int) -> bool:
    return any(sentence.lemmas[k] == "have" for k in sentence.kids(verb, "aux"))


def tells_how_long(sentence: Sentence, word: int) -> bool:
    """Is it "since June", "since the war broke out", "for 500 days" or "long"?"""
    opening = {sentence.lemmas[k] for k in sentence.kids(word, "case", "mark")}
    if "since" in opening:
        return True
    return ("for" in opening and sentence.lemmas[word] in UNITS) or (sentence.lemmas[word] == "long" and sentence.rel(word) == "advmod")
