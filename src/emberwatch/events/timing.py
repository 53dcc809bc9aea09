"""Which time expression belongs to which trigger, by the tree; and the tense that tells where a weekday points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from emberwatch.claims.cues import load_cues
from emberwatch.claims.status import load_hedges
from emberwatch.dates.form import Length, TimeMention
from emberwatch.language.pipeline import Sentence

Tense = Literal["past", "future", "present"]
APART = frozenset("after before since until because despite without owing due unless instead".split())
"""Words before a happening that is told only to place or explain another: the day of the other is not its own."""
COUNTING = frozenset("raise rise climb increase put bring lower cut revise jump grow stand reach push update correct set take".split())
"""Verbs by which a number is told anew."""
FIGURES = frozenset("toll number count figure total tally estimate".split())
CLIMBABLE = ("xcomp", "obj", "conj", "obl", "nmod", "acl", "advcl", "nsubj", "ccomp", "appos", "compound", "parataxis", "csubj", "amod")


def head_of_time(sentence: Sentence, mention: TimeMention) -> int | None:
    """The mention's word that hangs on a word outside it."""
    inside = [w for w, s in enumerate(sentence.starts) if mention.span.start <= s < mention.span.end]
    return next((w for w in inside if sentence.heads[w] not in inside), None)


def times_by_word(sentence: Sentence, mentions: Sequence[TimeMention]) -> dict[int, list[TimeMention]]:
    """Mentions by the word that they hang on (the sentence's root where they hang on nothing)."""
    by_word: dict[int, list[TimeMention]] = {}
    for mention in mentions:
        head = head_of_time(sentence, mention)
        if head is None or is_distance(sentence, mention):
            continue
        at = sentence.heads[head]
        for _ in range(6):
            if at < 0 or sentence.upos[at] not in {"NUM", "ADP", "ADV", "DET"} or sentence.heads[at] < 0:
                break
            at = sentence.heads[at]
        by_word.setdefault(at if at >= 0 else head, []).append(mention)
    return by_word


def find_time(sentence: Sentence, trigger: int, by_word: dict[int, list[TimeMention]], cues: frozenset[int]) -> tuple[TimeMention, str, int] | None:
    """The time that belongs to the trigger, why, and the word it hangs on: its own, that of a noun beside it, or that of a clause above it.

    The climb stops at a cue (`cues`): when something was said is not when it happened.
    """
    if own := by_word.get(trigger):
        return first_dated(sentence, own, by_word), "it hangs on the trigger", trigger
    for kid in sentence.children[trigger]:
        if sentence.rel(kid) in {"obl", "obj", "nmod", "advmod", "xcomp", "nsubj"} and kid in by_word and kid not in cues and sentence.upos[kid] != "VERB":
            return first_dated(sentence, by_word[kid], by_word), f"it hangs on “{sentence.words[kid]}”, beside the trigger", kid
    at = trigger
    for _ in range(5):
        rel, above = sentence.rels[at], sentence.heads[at]
        if above < 0 or above in cues or is_speech(sentence, at, above) or not rel.startswith(CLIMBABLE):
            break
        if rel.startswith(("acl:relcl", "parataxis")) and by_word.get(above) is None:
            break
        if is_apart(sentence, at) or is_counted(sentence, trigger, at, above):
            break
        if above in by_word and not rel.startswith("acl:relcl"):
            return first_dated(sentence, by_word[above], by_word), f"it hangs on “{sentence.words[above]}”, above the trigger", above
        at = above
    return None


def first_dated(sentence: Sentence, mentions: Sequence[TimeMention], by_word: dict[int, list[TimeMention]]) -> TimeMention:
    """The first time that is more than a length, if there is one: Thursday of "in the early hours of Thursday"."""
    if not isinstance(mentions[0].form, Length):
        return mentions[0]
    below = [m for mention in mentions if (head := head_of_time(sentence, mention)) is not None for m in by_word.get(head, ())]
    return next((mention for mention in (*mentions, *below) if not isinstance(mention.form, Length)), mentions[0])


def is_distance(sentence: Sentence, mention: TimeMention) -> bool:
    """Is it how long before or after a happening another was: "died three days after the bombing"?"""
    if not isinstance(mention.form, Length):
        return False
    after = next((w for w, start in enumerate(sentence.starts) if start >= mention.span.end), -1)
    return after >= 0 and sentence.lemmas[after] in {"after", "before"}


def is_apart(sentence: Sentence, word: int) -> bool:
    """Does the word only place or explain what stands above it ("after soldiers abandoned their posts", "because of the fighting")?"""
    return any(sentence.lemmas[k] in APART for k in sentence.kids(word, "mark", "case"))


def is_counted(sentence: Sentence, trigger: int, word: int, above: int) -> bool:
    """Is the verb above one that counts anew what came of the trigger: "the toll of the bombing rose on Monday"?"""
    return word != trigger and sentence.lemmas[word] in FIGURES and sentence.lemmas[above] in COUNTING


def is_speech(sentence: Sentence, word: int, above: int) -> bool:
    """Is `word` the content of a verb of speech or promise ("promised in December to leave")?"""
    cue = load_cues().get((sentence.lemmas[above], "V"))
    return cue is not None and cue.strength >= 2 and sentence.rel(word) in {"ccomp", "xcomp"}


def find_tense(sentence: Sentence, word: int) -> Tense | None:
    """Tense of the clause that `word` stands in, by its verb and auxiliaries."""
    at = word
    for _ in range(5):
        if sentence.upos[at] in {"VERB", "AUX"} or sentence.kids(at, "cop"):
            auxiliaries = {sentence.lemmas[k] for k in sentence.kids(at, "aux", "aux:pass", "cop")}
            if auxiliaries & {"will", "shall", "would", "may", "might", "should"}:
                return "future"
            tags = {sentence.xpos[k] for k in sentence.kids(at, "aux", "aux:pass", "cop")} | {sentence.xpos[at]}
            if "VBD" in tags or ("have" in auxiliaries):
                return "past"
            if sentence.xpos[at] == "VB" and (sentence.heads[at] < 0 or points_forward(sentence, sentence.heads[at])):
                return "future"
            if tags & {"VBZ", "VBP"}:
                return "present"
        if sentence.heads[at] < 0:
            return None
        at = sentence.heads[at]
    return None


def points_forward(sentence: Sentence, governor: int) -> bool:
    """Does the word above an infinitive plan, expect or demand it ("plans to leave"), rather than tell of a try or an effect?"""
    hedge = load_hedges().get((sentence.lemmas[governor], {"VERB": "V", "NOUN": "N", "ADJ": "A"}.get(sentence.upos[governor], "")))
    return hedge is not None and hedge[0] in {"planned", "expected", "demanded"} and sentence.lemmas[governor] not in {"try", "attempt", "seek"}
