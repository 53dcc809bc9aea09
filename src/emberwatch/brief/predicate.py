"""The trigger of a fact as a verb with its forms, or as a noun, judged by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from emberwatch.brief.wording import Wording
from emberwatch.language.lexicon import find_lemmas, inflect_verb

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|n['’]t|\d+", re.UNICODE)
NEAR_CHARS = 60
"""Characters read on each side of a trigger: some ten words, about a clause."""


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb with its particle: "pull out", "pulled out", "pulled out", "pulling out"."""

    base: str
    past: str
    pp: str
    ing: str
    lemma: str


def find_words(text: str) -> list[str]:
    """The words of `text` in lower case, "n't" apart."""
    return [w.lower() for w in WORD.findall(text.replace("n't", " n't").replace("n’t", " n’t"))]


def find_predicate(trigger: str, before: str, after: str, wording: Wording) -> Verb | bool:
    """The forms of `trigger` when it is a verb where it stands, True for a noun, False where the words around do not tell."""
    words = trigger.split()
    if not words or not words[0].replace("-", "").isalpha():
        return True
    lemmas = find_lemmas(words[0].lower())
    if "VERB" not in lemmas or "-" in words[0]:
        return len(words) > 1 or not words[0].lower().endswith("ed")
    kind = _kind(words[0].lower(), lemmas, find_words(before), find_words(after), wording)
    if len(words) > 1:
        return _multiword(words, kind, lemmas, wording)
    return _forms(lemmas["VERB"][0], []) if kind == "verb" else kind == "noun"


def _multiword(words: list[str], kind: str, lemmas: dict[str, tuple[str, ...]], wording: Wording) -> Verb | bool:
    """A verb with its particles ("pull out"), a compound noun ("strike group"), else not told."""
    if all(word.lower() in wording.words["particles"] for word in words[1:]):
        return _forms(lemmas["VERB"][0], words[1:])
    return len(words) == 2 and kind != "verb" and "NOUN" in find_lemmas(words[1].lower()) and "NOUN" in lemmas


def _kind(word: str, lemmas: dict[str, tuple[str, ...]], before: list[str], after: list[str], wording: Wording) -> str:
    """`verb`, `noun` or `unsure`."""
    last, following = (before[-1] if before else ""), (after[0] if after else "")
    if following in wording.words["opens_noun"]:
        return "verb"
    if word.endswith("ing"):
        return "noun" if last in wording.words["before_noun"] or following == "of" else "verb"
    if not {"NOUN", "ADJ"} & lemmas.keys():
        return "verb"
    if last in wording.words["before_verb"]:
        return "verb"
    if last in wording.words["before_noun"]:
        return "noun"
    if word != lemmas["VERB"][0] and word in (inflect_verb(lemmas["VERB"][0], "VBD"), inflect_verb(lemmas["VERB"][0], "VBN")):
        return "verb"
    return "noun" if following in wording.words["after_noun"] else "unsure"


def _forms(lemma: str, particle: list[str]) -> Verb:
    tail = "".join(f" {word}" for word in particle)
    return Verb(lemma + tail, inflect_verb(lemma, "VBD") + tail, inflect_verb(lemma, "VBN") + tail, inflect_verb(lemma, "VBG") + tail, lemma)
