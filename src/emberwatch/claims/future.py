"""Clauses of time under what is to come: "will keep 200 soldiers there after it withdraws the rest"."""

from __future__ import annotations

from emberwatch.language.pipeline import Sentence

VERSION = "1"
TIME_MARKS = frozenset({"after", "once", "when", "until", "till", "before", "soon"})
FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll", "wo", "going"})


def is_still_to_come(sentence: Sentence, word: int) -> bool:
    """Does the word stand in a clause of time in the present tense whose main clause is in the future?"""
    clause = word
    for _ in range(4):
        if clause < 0 or sentence.rels[clause].startswith("advcl"):
            break
        clause = sentence.heads[clause]
    if clause < 0 or not sentence.rels[clause].startswith("advcl") or sentence.heads[clause] < 0:
        return False
    marked = any(sentence.lemmas[k] in TIME_MARKS and k < clause for k in sentence.kids(clause, "mark", "advmod"))
    return marked and is_present(sentence, clause) and is_future(sentence, sentence.heads[clause])


def is_present(sentence: Sentence, verb: int) -> bool:
    """Is the verb, or its first auxiliary, in the present tense?"""
    finite = [*sentence.kids(verb, "aux", "cop"), verb]
    return sentence.xpos[finite[0]] in {"VBZ", "VBP"} and not any(sentence.words[k].lower() in FUTURE for k in finite)


def is_future(sentence: Sentence, verb: int) -> bool:
    """Is it told as what will, would or is to come?"""
    auxiliaries = {sentence.words[k].lower() for k in sentence.kids(verb, "aux")}
    to_be = sentence.xpos[verb] == "VB" and "be" in {sentence.lemmas[k] for k in sentence.kids(verb, "aux")} and bool(sentence.kids(verb, "mark"))
    return bool(auxiliaries & FUTURE) or to_be
