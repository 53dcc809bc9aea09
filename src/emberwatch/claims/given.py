"""What a denial takes for granted: "denied that he had ordered the arrest of the mayor" denies the order, and not the arrest."""

from __future__ import annotations

from emberwatch.claims.disclaim import INVOLVED, PARTS
from emberwatch.language.pipeline import Sentence

VERSION = "1"
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
CLAUSES = ("ccomp", "xcomp", "advcl", "acl")


def is_given(sentence: Sentence, head: int) -> bool:
    """Is the happening named by a definite noun, or by a participle before one, under a verb of what is denied?

    What is denied directly ("denied the attack"), and the subject of it ("denied that the raid took place"), is not given.
    """
    noun = sentence.heads[head] if sentence.rels[head] == "amod" and sentence.xpos[head] == "VBN" else head
    if noun < 0 or sentence.upos[noun] != "NOUN" or not any(sentence.lemmas[k] in DEFINITE for k in sentence.kids(noun, "det", "nmod:poss")):
        return False
    if noun != head:
        return True
    return sentence.rel(noun) in {"obj", "obl", "nmod"} and under_clause(sentence, noun) and not is_shared_in(sentence, noun)


def is_shared_in(sentence: Sentence, noun: int) -> bool:
    """Is it what somebody denies a part in ("denied that they had taken part in the massacre", "any hand in the murders")?"""
    above = sentence.heads[noun]
    return sentence.lemmas[above] in PARTS | INVOLVED or any(sentence.lemmas[k] in PARTS for k in sentence.kids(above, "obj"))


def under_clause(sentence: Sentence, noun: int) -> bool:
    """Does the noun hang on a clause that itself hangs on another word, and not on a verb that only carries it out?"""
    at = sentence.heads[noun]
    for _ in range(4):
        if at < 0:
            return False
        if sentence.rels[at].startswith(CLAUSES):
            return True
        at = sentence.heads[at]
    return False
