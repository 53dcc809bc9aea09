"""The encoder as shipped (int8): parses of two treebanks and attribution in news, on gold tokens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from bench.figure import Measured
from bench.match import Count
from bench.shared import Setting
from training.corpora import ATTRIBUTION, Example, read_polnear, read_ud

if TYPE_CHECKING:
    from emberwatch.language.encoder import Encoder

TREEBANKS = {"ewt": "en_ewt-dev.conllu.gz", "gum": "en_gum-dev.conllu.gz"}
QUICK_SENTENCES = 150
CHUNK = 400
"""Sentences encoded in one go: enough for batches of like length, few enough that their scores fit in memory."""


class Parse(Protocol):
    """What is judged of a sentence's scores."""

    heads: list[int]
    rels: list[str]
    upos: list[str]
    xpos: list[str]


def measure(setting: Setting) -> Measured:
    """UAS, LAS (subtypes stripped and kept), tags on the treebanks; F1 by token of source, cue and content on PolNeAR."""
    from emberwatch.language.encoder import Encoder

    treebanks = {name: setting.need("corpora", "ud", file) for name, file in TREEBANKS.items()}
    polnear = setting.need("corpora", "polnear", "dev.jsonl.gz")
    encoder = Encoder()
    figures: dict[str, float] = {}
    for name, path in treebanks.items():
        tally: Counter[str] = Counter()
        for example, scores in encode_all(encoder, pick(read_ud(path, "dev"), setting)):
            tally += count_parse(example, scores)
        figures.update({f"encoder.{name}.{key}": 100.0 * tally[key] / tally["words"] for key in ("uas", "las", "las_subtypes", "upos", "xpos")})
    counts = [Count() for _ in ATTRIBUTION]
    thresholds = find_thresholds(encoder)
    for example, scores in encode_all(encoder, pick(read_polnear(polnear), setting)):
        count_attribution(counts, example.attribution or [], scores.attribution[:, : len(ATTRIBUTION)].tolist(), thresholds)
    figures.update({f"encoder.polnear.{kind}": 100.0 * count.f1 for kind, count in zip(ATTRIBUTION, counts, strict=True)})
    return Measured(figures)


def pick(examples: list[Example], setting: Setting) -> list[Example]:
    """All examples, or an even sample of them for a quick look."""
    return examples[:: max(1, len(examples) // QUICK_SENTENCES)] if setting.quick else examples


def encode_all(encoder: Encoder, examples: Sequence[Example]) -> Iterator[tuple[Example, Any]]:
    """Each example with its scores, a chunk at a time."""
    for start in range(0, len(examples), CHUNK):
        part = examples[start : start + CHUNK]
        yield from zip(
            part, encoder.encode([example.words for example in part], [example.quoted or [False] * len(example.words) for example in part]), strict=True
        )


def count_parse(gold: Example, parse: Parse) -> Counter[str]:
    """Words, and how many have the right head, head and relation, and tags; punctuation counts like any word."""
    assert gold.heads and gold.rels and gold.upos and gold.xpos
    tally: Counter[str] = Counter(words=len(gold.words))
    for word in range(len(gold.words)):
        tally["upos"] += parse.upos[word] == gold.upos[word]
        tally["xpos"] += parse.xpos[word] == gold.xpos[word]
        if parse.heads[word] == gold.heads[word]:
            tally["uas"] += 1
            tally["las_subtypes"] += parse.rels[word] == gold.rels[word]
            tally["las"] += parse.rels[word].partition(":")[0] == gold.rels[word].partition(":")[0]
    return tally


def find_thresholds(encoder: Encoder) -> list[float]:
    """The probabilities above which the product takes a word for source, cue or content; 0.5 where it states none."""
    from emberwatch.language import encoder as module

    stated: Any = getattr(module, "ATTRIBUTION_THRESHOLDS", None) or encoder.labels.get("attribution_thresholds") or (0.5, 0.5, 0.5)
    return [float(stated[kind]) for kind in ATTRIBUTION] if isinstance(stated, dict) else [float(t) for t in stated]


def count_attribution(counts: Sequence[Count], gold: Sequence[tuple[int, ...]], probabilities: Sequence[Sequence[float]], thresholds: Sequence[float]) -> None:
    """Add one sentence's words to the counts of source, cue and content."""
    for marks, scores in zip(gold, probabilities, strict=True):
        for count, mark, score, threshold in zip(counts, marks, scores, thresholds, strict=True):
            taken = score > threshold
            count.add(int(taken and bool(mark)), int(taken), int(bool(mark)))
