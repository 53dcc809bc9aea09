"""The words that report speech and thought, from `data/cues.tsv`: lemma, part of speech, manner, strength."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from emberwatch.language.pipeline import Sentence
from emberwatch.model.statement import MANNERS
from emberwatch.text.table import load_table

FILE = Path(__file__).parent.parent / "data" / "cues.tsv"
PARTS_OF_SPEECH = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}


@dataclass(frozen=True, slots=True)
class Cue:
    """How a word reports: its manner, and how sure that is (3 wherever there is a content, 1 only with the encoder's consent)."""

    manner: str
    strength: int


@cache
def load_cues(path: Path = FILE) -> dict[tuple[str, str], Cue]:
    """Cues by (lemma, V | N | A), of a pattern by ("call on", V); every faulty line is told at once in a `CodebookError`."""
    return load_table(path, parse_cue, f"lemma, V|N|A, a manner of {', '.join(MANNERS)}, and 1|2|3")


def parse_cue(cells: list[str]) -> tuple[tuple[str, str], Cue] | None:
    """The cue of one row; None where the row is faulty."""
    if len(cells) != 4 or cells[1] not in {"V", "N", "A"} or cells[2] not in MANNERS or cells[3] not in {"1", "2", "3"}:
        return None
    return (cells[0], cells[1]), Cue(cells[2], int(cells[3]))


@cache
def load_patterns() -> dict[str, tuple[str, ...]]:
    """For a verb that is a cue with a certain second word: those words ("call": on, for)."""
    found: dict[str, tuple[str, ...]] = {}
    for lemma, part in load_cues():
        verb, _, second = lemma.partition(" ")
        if second and part == "V":
            found[verb] = (*found.get(verb, ()), second)
    return found


def find_cue(sentence: Sentence, word: int, part: str) -> Cue | None:
    """The cue that a word is, with the second word that its pattern asks for as its dependant or before one."""
    lemma = sentence.lemmas[word]
    if part == "V":
        below = sentence.children[word]
        for second in load_patterns().get(lemma, ()):
            if any(sentence.lemmas[k] == second or any(sentence.lemmas[c] == second for c in sentence.kids(k, "case", "mark")) for k in below):
                return load_cues()[f"{lemma} {second}", part]
    return load_cues().get((lemma, part))
