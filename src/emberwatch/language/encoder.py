"""The shipped encoder: words of sentences in, scores of every head out, one pass a sentence, on a processor."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emberwatch.errors import WeightsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "weights"
BATCH_PIECES = 2400
"""Word pieces in a batch, padding included: large enough to keep two cores busy, small enough for the cache."""
SPREAD, SPREAD_PIECES = 1.5, 6
MAX_PIECES = 510
ATTRIBUTION_THRESHOLDS = {"source": 0.4, "cue": 0.43, "content": 0.45}
"""Probabilities from which a word belongs to a source, cue or content; those with the best F1 on PolNeAR's development part."""
CLS, SEP, UNKNOWN = 101, 102, 100


@dataclass(slots=True)
class Scores:
    """Per-word results for one sentence of `n` words.

    `heads` are 1-based (0 the root), `rels`, `upos`, `xpos`, `ner`, `mention` label names. Arrays: `attribution` `[n, 4]`
    (source, cue, content, and the word alone that says so), `holds` `[n]`, `event` `[n, types]`, `status` `[n, statuses]`, `roles` `[n, n, roles]`
    (trigger word, argument word), all probabilities.
    """

    heads: list[int]
    rels: list[str]
    upos: list[str]
    xpos: list[str]
    mention: list[str]
    ner: list[str]
    attribution: NDArray[np.float32]
    holds: NDArray[np.float32]
    event: NDArray[np.float32]
    status: NDArray[np.float32]
    roles: NDArray[np.float32]


class Encoder:
    """One ONNX session with its tokenizer and labels; `threads` processors are used for each pass."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 2) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        model = folder / "encoder.onnx"
        if not model.exists():
            raise WeightsError(f"the encoder's weights are not at {model}: install the package again, or train them (training/README.md)")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for ever
        self.session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.version: str = json.loads((folder / "checksums.json").read_text(encoding="utf-8"))["encoder.onnx"][:12]
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._pieces = lru_cache(maxsize=50_000)(self._split)

    def _split(self, word: str) -> tuple[int, ...]:
        pieces = self._tokenizer.encode(word, add_special_tokens=False).ids
        return tuple(pieces[:40]) or (UNKNOWN,)

    def encode(self, sentences: Sequence[Sequence[str]], quoted: Sequence[Sequence[bool]] | None = None) -> list[Scores]:
        """Scores for each sentence, in the order given; a sentence of no words is a `ValueError`.

        `quoted` says of each word whether it stands inside a quotation, which may have begun in an earlier sentence; without it
        no word does.
        """
        inside: Iterable[Sequence[bool]] = quoted if quoted is not None else repeat(())
        laid = [self._lay_out(words, flags) for words, flags in zip(sentences, inside, strict=False)]
        results: list[Scores | None] = [None] * len(laid)
        for group in group_by_length([len(ids) for ids, _, _ in laid], BATCH_PIECES):
            for at, scores in zip(group, self._run([laid[i] for i in group]), strict=True):
                results[at] = scores
        return [scores for scores in results if scores is not None]

    def _lay_out(self, words: Sequence[str], quoted: Sequence[bool] = ()) -> tuple[list[int], list[int], list[int]]:
        if not words:
            raise ValueError("a sentence needs at least one word")
        ids, cases, first = [CLS], [0], []
        room = MAX_PIECES - 1
        for position, word in enumerate(words):
            pieces = self._pieces(word)
            if len(pieces) > 1 and len(ids) + len(pieces) + (len(words) - position) > room:
                pieces = pieces[:1]
            first.append(len(ids))
            ids.extend(pieces)
            cases.extend([case_of(word, bool(quoted) and quoted[position])] * len(pieces))
        ids.append(SEP)
        cases.append(0)
        return ids, cases, first

    def _run(self, group: list[tuple[list[int], list[int], list[int]]]) -> Iterator[Scores]:
        import numpy as np

        longest, words = max(len(g[0]) for g in group), max(len(g[2]) for g in group)
        arrays: dict[str, Any] = {n: np.zeros((len(group), longest), np.int64) for n in ("ids", "mask", "cases")}
        arrays |= {n: np.zeros((len(group), words), np.int64) for n in ("first", "words")}
        for row, (ids, cases, first) in enumerate(group):
            arrays["ids"][row, : len(ids)] = ids
            arrays["mask"][row, : len(ids)] = 1
            arrays["cases"][row, : len(cases)] = cases
            arrays["first"][row, : len(first)] = first
            arrays["words"][row, : len(first)] = 1
        names = [o.name for o in self.session.get_outputs()]
        out = dict(zip(names, self.session.run(None, arrays), strict=True))
        for row, (_, _, first) in enumerate(group):
            yield self._unpack(out, row, len(first))

    def _unpack(self, out: dict[str, Any], row: int, n: int) -> Scores:
        from emberwatch.language.tree import find_tree, is_tree

        heads: list[int] = out["heads"][row, :n].tolist()
        if not is_tree(heads):
            heads = find_tree(out["arcs"][row, :n, : n + 1])

        def named(name: str, label: str) -> list[str]:
            names = self.labels[label]
            return [names[i] for i in out[name][row, :n].tolist()]

        return Scores(
            heads=heads,
            rels=[name_relation(head, rel) for head, rel in zip(heads, named("rels", "rel"), strict=True)],
            upos=named("upos", "upos"),
            xpos=named("xpos", "xpos"),
            mention=named("mention", "mention"),
            ner=named("ner", "ner"),
            attribution=out["attribution"][row, :n],
            holds=out["holds"][row, :n],
            event=out["event"][row, :n],
            status=out["status"][row, :n],
            roles=out["roles"][row, :n, :n],
        )


CASES = 6


def case_of(word: str, quoted: bool = False) -> int:
    """0 other, 1 lower, 2 Title, 3 UPPER, 4 miXed, 5 with a digit: what an uncased vocabulary loses; six more inside a quotation."""
    return find_case(word) + (CASES if quoted else 0)


def find_case(word: str) -> int:
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 3 if len(word) > 1 else 2
        return 2 if word.istitle() else 4
    if any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word.istitle() else 4 if any(c.isalpha() for c in word) else 0


def group_by_length(sizes: Sequence[int], limit: int) -> Iterator[list[int]]:
    """Indices of sentences of like length in groups of at most `limit` pieces, padding counted; stable.

    A sentence half again as long as the shortest of its group (and six pieces more) begins a new one: in a short report
    padding would cost more than the passes it saves.
    """
    order = sorted(range(len(sizes)), key=sizes.__getitem__)
    group: list[int] = []
    for index in order:
        if group and (sizes[index] * (len(group) + 1) > limit or sizes[index] > SPREAD * sizes[group[0]] + SPREAD_PIECES):
            yield group
            group = []
        group.append(index)
    if group:
        yield group


def name_relation(head: int, rel: str) -> str:
    """The relation, put right where the tree was mended after relations were scored: the root alone is `root`."""
    if head == 0:
        return "root"
    return "parataxis" if rel == "root" else rel
