"""What leaves no doubt that somebody denies: no part in a happening ("has nothing to do with", "played no role in"), or tellings of it called false."""

from __future__ import annotations

from emberwatch.language.pipeline import Sentence

VERSION = "1"
NEGATIONS = frozenset({"not", "never", "no", "neither", "nor"})
PARTS = frozenset({"part", "role", "hand", "involvement", "responsibility", "share"})
"""Nouns for a share in what was done."""
TOLD = frozenset("report claim rumour rumor allegation accusation charge story account news suggestion talk assertion notion idea".split())
"""Nouns for what others tell."""
FALSE = frozenset(
    "false untrue untruth baseless groundless unfounded wrong incorrect inaccurate fabricate fabrication invention lie fiction nonsense propaganda "
    "fake hoax".split()
)
OF_TOLD = ("acl", "ccomp", "nmod", "csubj")
"""Relations of a happening to the noun for its telling; no relative clause, which tells of something else, and nothing that hangs deeper."""
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


def find_falsehood(sentence: Sentence, happening: int) -> int | None:
    """The word that calls tellings of the happening untrue: "reports that a church was hit are *false*"; None where there is none."""
    at = happening
    while sentence.rels[at].startswith("conj") and sentence.heads[at] >= 0:
        at = sentence.heads[at]
    told, rel = sentence.heads[at], sentence.rels[at]
    if told < 0 or rel == "acl:relcl" or not rel.startswith(OF_TOLD) or sentence.lemmas[told] not in TOLD or not sentence.rels[told].startswith("nsubj"):
        return None
    untrue = sentence.heads[told]
    return untrue if untrue >= 0 and sentence.lemmas[untrue] in FALSE and not is_negated(sentence, untrue) else None


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
