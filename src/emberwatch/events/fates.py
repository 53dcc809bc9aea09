"""What became of people around a trigger: the words that tell of dead, wounded or missing though they stand above it or beside it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from emberwatch.events.match import COUNTING
from emberwatch.language.pipeline import Sentence
from emberwatch.text.quantity import QUANTITY_STATES
from emberwatch.text.table import load_table

VERSION = "1"
FILE = Path(__file__).parent.parent / "data" / "tallies.tsv"
FATES = frozenset({"killed", "wounded", "missing", "destroyed"})
"""States in which an attack leaves those whom it meets."""
LEAVING = frozenset({"leave", "cost", "claim", "take"})
"""Verbs whose object is what an attack leaves behind ("left 25 dead") or takes ("claimed seven lives")."""
DYING = frozenset({"die", "perish", "drown", "fall", "succumb", "lose"})
"""Verbs of which those who die are the subject."""
WITHIN = frozenset({"in", "by", "during", "from", "of", "under"})
TIME_MARKS = frozenset({"when", "after", "as", "while", "because"})


@cache
def load_states(path: Path = FILE) -> dict[str, str]:
    """State of a counted group by the lemma it hangs on; every faulty line is told at once in a `CodebookError`."""
    expected = f"a lemma and a state of {', '.join(QUANTITY_STATES)}"
    return load_table(path, lambda cells: (cells[0], cells[1]) if len(cells) == 2 and cells[1] in QUANTITY_STATES else None, expected)


def tells_fate(sentence: Sentence, word: int) -> bool:
    """Does the word tell that somebody was killed, wounded or lost, or something destroyed?"""
    if sentence.lemmas[word] == "leave":
        left = sentence.kids(word, "xcomp", "obj", "amod", "ccomp")
        left += [k for thing in sentence.kids(word, "obj") for k in sentence.kids(thing, "amod") if k > thing]
        return any(load_states().get(sentence.lemmas[k]) in FATES for k in left)
    if sentence.lemmas[word] in LEAVING:
        return any(sentence.lemmas[k] == "life" for k in sentence.kids(word, "obj"))
    return sentence.upos[word] in {"VERB", "ADJ"} and load_states().get(sentence.lemmas[word]) in FATES


def fate_state(sentence: Sentence, word: int) -> str:
    """The state that a word which tells a fate gives those whom it meets: its own, or that of what it leaves behind; a life lost is a death."""
    behind = [k for thing in sentence.kids(word, "obj") for k in sentence.kids(thing, "amod") if k > thing]
    below = (load_states().get(sentence.lemmas[k]) for k in (*sentence.kids(word, "xcomp", "ccomp", "amod"), *behind))
    own = None if sentence.lemmas[word] in LEAVING else load_states().get(sentence.lemmas[word])
    return own or next((state for state in below if state in FATES), None) or "killed"


def find_fates(sentence: Sentence, head: int) -> set[int]:
    """Words that tell the outcome of the attack named at `head` without being a part of its phrase.

    Above it ("two were killed when a bomb hit …", "clashes have left 41 dead") and in its relative clause ("the raid in which 25 died").
    """
    found = {k for k in sentence.kids(head, "acl") if sentence.rels[k].endswith("relcl") and tells_fate(sentence, k)}
    at = head
    for _ in range(3):
        above, rel = sentence.heads[at], sentence.rel(at)
        if above < 0 or not leads_up(sentence, at, rel):
            break
        if tells_fate(sentence, above):
            found.add(above)
            break
        if rel == "nsubj":
            break
        at = above
    heads = {*found, *(k for word in found for k in sentence.kids(word, "xcomp"))}  # "left four dead and nine wounded"
    beside = {k for word in heads for k in sentence.kids(word, "conj") if tells_fate(sentence, k)}
    before = {sentence.heads[word] for word in found if sentence.rel(word) == "conj" and tells_fate(sentence, sentence.heads[word])}
    return found | beside | before


def leads_up(sentence: Sentence, word: int, rel: str) -> bool:
    """Is the word the subject, the circumstance or the moment of what stands above it, so that this tells its outcome?"""
    if rel == "nsubj":
        return sentence.rels[word] == "nsubj" and sentence.upos[word] == "NOUN"
    if rel in {"obl", "nmod"}:
        return any(sentence.lemmas[c] in WITHIN for c in sentence.kids(word, "case"))
    if rel == "advcl":
        return any(sentence.lemmas[c] in TIME_MARKS for c in sentence.kids(word, "mark", "advmod"))
    return rel == "acl" or (rel == "conj" and sentence.upos[word] != "VERB")  # "killed by the women who blew themselves up"


def meets(sentence: Sentence, fate: int, counted: int) -> bool:
    """Are the counted those who suffer what the word `fate` tells, and not those who do it?"""
    if sentence.heads[counted] == fate and sentence.rel(counted) == "conj" and sentence.lemmas[fate] == "leave":
        return load_states().get(sentence.lemmas[counted]) in FATES  # "left 20 dead and 100 injured"
    at = counted
    while sentence.heads[at] >= 0 and sentence.heads[at] != fate:
        below, above = sentence.rel(at), sentence.heads[at]
        inside = below in {"nummod", "compound", "conj", "amod", "appos"} or (below == "nmod" and sentence.lemmas[above] in {*COUNTING, "life"})
        bare = below == "nmod" and sentence.upos[above] == "NUM"
        behind = below == "nsubj" and sentence.rel(above) == "xcomp"
        if not (inside or bare or behind) or (tells_fate(sentence, at) and at != counted):
            return False
        at = above
    if sentence.heads[at] != fate:
        return False
    rel = sentence.rel(at)
    if rel == "nsubj":
        bare = sentence.xpos[fate] in {"VBN", "VBD"} and not sentence.kids(fate, "aux", "obj")  # "left four dead and nine others wounded"
        passive = sentence.rels[at] == "nsubj:pass" or sentence.upos[fate] == "ADJ" or bare or bool(sentence.kids(fate, "aux:pass"))
        return passive or sentence.lemmas[fate] in DYING
    return rel == "obj" and sentence.lemmas[fate] != "lose"


def adjacent_state(sentence: Sentence, start: int, end: int) -> str | None:
    """The fate that the word right before or right after the characters `[start, end)` gives: "wounding about a dozen", "72,654 wounded"."""
    before = max((w for w, e in enumerate(sentence.ends) if e <= start), default=-1)
    after = next((w for w, s in enumerate(sentence.starts) if s >= end), -1)
    for word, forms in ((before, {"VBG", "VBD", "VBN"}), (after, {"VBN", "VBD", "JJ", "NN", "NNS"})):
        if word >= 0 and sentence.xpos[word] in forms and sentence.rel(word) != "compound":
            state = load_states().get(sentence.lemmas[word])
            active = word != before or not is_done_to(sentence, word)
            if state in FATES and active:
                return state
    return None


def is_done_to(sentence: Sentence, word: int) -> bool:
    """Is the word a passive verb or a participle without an object, so that what follows it is not what it meets?"""
    return bool(sentence.kids(word, "aux:pass", "nsubj:pass")) or (sentence.xpos[word] == "VBN" and sentence.rel(word) in {"acl", "amod"})
