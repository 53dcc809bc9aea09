"""Sentences with one marked actor pair and its PLOVER type, as partial labels: no trigger is given, so the likeliest word is taken.

The codebook and the encoder shipped at the time choose the trigger: the word of the gold type with the highest
log-odds. Words near certain to be no trigger are labelled so; all others stay unlabelled. The corpus gives the two
sides; which other words fill a role is not known, so only words that can fill none are labelled "none".

    python -m training.pairs --corpora ../shared/corpora --out RUNDIR/pairs.jsonl
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from training.corpora import Example, head_word

FOLDS = 5
YIELD = ("CONCEDE", "RETREAT")
FUNCTION_WORDS = {"PUNCT", "ADP", "DET", "AUX", "CCONJ", "SCONJ", "PART", "ADV"}


def fold_of(row: int) -> int:
    """Fold 0..4 of a row: rows stand sorted by type, so neighbours go to different folds."""
    return row % FOLDS


def find_words(starts: list[int], ends: list[int], span: tuple[int, int]) -> list[int]:
    return [i for i, (s, e) in enumerate(zip(starts, ends, strict=True)) if s < span[1] and e > span[0]]


def find_side(sentence: str, words: str) -> tuple[int, int] | None:
    """Characters of a side's words in the sentence, its first mention; None where they are not there letter for letter."""
    at = sentence.find(words.strip())
    return None if at < 0 or not words.strip() else (at, at + len(words.strip()))


def pick_trigger(codebook: Any, sentence: Any, types: tuple[str, ...], sides: set[int], class_of: Any) -> tuple[int, str, float] | None:
    """The word that most likely names an event of one of `types`, that type, and its score."""
    from emberwatch.events.match import find_entries
    from emberwatch.language.labels import EVENT_INDEX

    best: tuple[int, str, float] | None = None
    for word in range(len(sentence.words)):
        if word in sides or sentence.upos[word] not in {"VERB", "NOUN", "ADJ"}:
            continue
        entries, _ = find_entries(codebook, sentence, word, class_of)
        for kind in types:
            strength = max((e.strength for e in entries if e.type == kind), default=0)
            score = math.log(float(sentence.scores.event[word][EVENT_INDEX[kind]]) + 0.01) + 1.2 * strength
            if (strength or sentence.scores.event[word][EVENT_INDEX[kind]] > 0.2) and (best is None or score > best[2]):
                best = (word, kind, score)
    return best


def label(row: dict[str, str], parsed: Any, codebook: Any) -> list[Example]:
    """Examples of one row: the sentence that holds the pair, with what can be told of it."""
    from emberwatch.pipeline.marks import Marks

    plain = row["sentence"]
    source, target = (find_side(plain, row[name]) for name in ("source", "target"))
    if source is None or target is None:
        return []
    marks = Marks([], [], [], [])
    examples = []
    for sentence in parsed.sentences:
        inside = [find_words(sentence.starts, sentence.ends, side) for side in (source, target)]
        if not any(inside):
            continue
        example = Example(words=sentence.words, origin="pairs", event=None)
        events = ["none" if float(p[0]) > 0.95 else "?" for p in sentence.scores.event]
        types = YIELD if row["gold_root"] == "YIELD" else (row["gold_root"],)
        found = pick_trigger(codebook, sentence, types, {*inside[0], *inside[1]}, marks.class_of)
        if found is not None:
            word, kind, _ = found
            events[word] = kind
            for side, role in zip(inside, ("actor", "recipient"), strict=True):
                if side:
                    example.roles.append((word, head_word(sentence.words, side[0], side[-1] + 1), role))
            taken = {arg for _, arg, _ in example.roles}
            example.roles += [(word, i, "none") for i, upos in enumerate(sentence.upos) if upos in FUNCTION_WORDS and i not in taken]
        example.event = events
        examples.append(example)
    return examples


def main() -> None:
    from emberwatch.events.codebook import Codebook
    from emberwatch.language.encoder import Encoder
    from emberwatch.language.pipeline import LanguagePipeline

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows = list(csv.DictReader((args.corpora / "plover-pairs/pairs.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    pipeline, codebook = LanguagePipeline(Encoder()), Codebook.load()
    parsed = pipeline.parse_all([row["sentence"] for row in rows])
    with args.out.open("w", encoding="utf-8") as handle:
        for number, (row, one) in enumerate(zip(rows, parsed, strict=True)):
            for example in label(row, one, codebook):
                kept = {k: v for k, v in asdict(example).items() if k in {"words", "event", "roles"}}
                handle.write(json.dumps({"fold": fold_of(number), **kept}) + "\n")


def read_pairs(path: Path, leave_fold: int | None = None) -> list[Example]:
    """The labelled sentences of `path`, those of one fold left out."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["fold"] != leave_fold:
            examples.append(Example(words=row["words"], origin="pairs", event=row["event"], roles=[tuple(r) for r in row["roles"]]))
    return examples


if __name__ == "__main__":
    main()
