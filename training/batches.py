"""Examples to padded tensors, in batches of like length."""

from __future__ import annotations

import random

import torch
from tokenizers import Tokenizer

from emberwatch.language.encoder import case_of
from training import corpora

IGNORE = -100
"""The label of a word that has none: left out of every loss and figure."""
MASK = 103
HIDDEN = ("own", "pairs", "polnear")
"""The sets that are read so often that the encoder would learn them by heart."""


class Batcher:
    """Examples to padded tensors; in training, a share `hide` of the words of the sets in `HIDDEN` is hidden from the encoder."""

    def __init__(self, labels: dict[str, list[str]], tokenizer: Tokenizer, hide: float = 0.0, seed: int = 0) -> None:
        self.hide, self.rng = hide, random.Random(seed)
        self.index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
        self.tokenizer = tokenizer
        self.cache: dict[int, tuple[list[int], list[int], list[int]]] = {}

    def pieces(self, example: corpora.Example) -> tuple[list[int], list[int], list[int]]:
        key = id(example)
        if key not in self.cache:
            encoded = self.tokenizer.encode(example.words[:220], is_pretokenized=True)
            ids, owners = encoded.ids[:510], encoded.word_ids[:510]
            if owners[-1] is not None:
                ids, owners = [*ids[:-1], 102], [*owners[:-1], None]
            quoted = example.quoted or [False] * len(example.words)
            cases = [0 if o is None else case_of(example.words[o], quoted[o]) for o in owners]
            first = [-1] * (max((o for o in owners if o is not None), default=-1) + 1)
            for at, owner in enumerate(owners):
                if owner is not None and first[owner] < 0:
                    first[owner] = at
            first = [f if f >= 0 else 0 for f in first]
            self.cache[key] = (ids, cases, first)
        return self.cache[key]

    def collate(self, examples: list[corpora.Example]) -> dict[str, torch.Tensor]:
        encoded = [self.pieces(e) for e in examples]
        count, longest, words = len(examples), max(len(e[0]) for e in encoded), max(len(e[2]) for e in encoded)
        b = {
            "ids": torch.zeros(count, longest, dtype=torch.long),
            "mask": torch.zeros(count, longest, dtype=torch.long),
            "cases": torch.zeros(count, longest, dtype=torch.long),
            "first": torch.zeros(count, words, dtype=torch.long),
            "words": torch.zeros(count, words, dtype=torch.bool),
        }
        for name in ("upos", "xpos", "heads", "rels", "mention", "ner", "ace", "event", "status"):
            b[name] = torch.full((count, words), IGNORE)
        b["attribution"] = torch.full((count, words, 4), -1.0)
        b["holds"] = torch.full((count, words), -1.0)
        b["roles"] = torch.full((count, words, words), IGNORE)
        for i, (example, (ids, cases, first)) in enumerate(zip(examples, encoded, strict=True)):
            b["ids"][i, : len(ids)] = torch.tensor(self.hide_words(example, ids, first))
            b["mask"][i, : len(ids)] = 1
            b["cases"][i, : len(ids)] = torch.tensor(cases)
            n = len(first)
            b["first"][i, :n] = torch.tensor(first)
            b["words"][i, :n] = True
            self.fill(b, i, example, n)
        return b

    def hide_words(self, example: corpora.Example, ids: list[int], first: list[int]) -> list[int]:
        """The pieces with some words hidden; triggers and cues stay, for nothing else could tell their type."""
        if not self.hide or example.origin not in HIDDEN:
            return ids
        hidden = list(ids)
        for word, begin in enumerate(first):
            if self.rng.random() < self.hide and not is_trigger(example, word):
                end = first[word + 1] if word + 1 < len(first) else len(ids) - 1
                hidden[begin:end] = [MASK] * (end - begin)
        return hidden

    def fill(self, b: dict[str, torch.Tensor], i: int, e: corpora.Example, n: int) -> None:
        for name, field in (("upos", e.upos), ("xpos", e.xpos), ("rels", e.rels), ("mention", e.mention), ("ner", e.ner), ("ace", e.ace), ("event", e.event)):
            if field is not None:
                index = self.index["rel" if name == "rels" else name]
                b[name][i, :n] = torch.tensor([index.get(x, IGNORE) for x in field[:n]])
        self.fill_sparse(b, i, e, n)
        if e.heads is not None:
            b["heads"][i, :n] = torch.tensor([h if h <= n else IGNORE for h in e.heads[:n]])
        if e.attribution is not None and n:
            b["attribution"][i, :n, :3] = torch.tensor(e.attribution[:n], dtype=torch.float)
        if e.speech is not None and n:
            b["attribution"][i, :n, 3] = torch.tensor(e.speech[:n], dtype=torch.float)

    def fill_sparse(self, b: dict[str, torch.Tensor], i: int, e: corpora.Example, n: int) -> None:
        for word, value in e.holds.items():
            if word < n:
                b["holds"][i, word] = value
        for word, status in e.status.items():
            if word < n:
                b["status"][i, word] = self.index["status"][status]
        for row in e.role_rows:
            if row < n:
                b["roles"][i, row, :n] = 0
                b["roles"][i, row, [word for word in e.role_unknown if word < n]] = IGNORE
        for row, arg, role in e.roles:
            if row < n and arg < n:
                b["roles"][i, row, arg] = self.index["role"][role]


def is_trigger(example: corpora.Example, word: int) -> bool:
    return bool(example.event and example.event[word] not in ("none", None)) or bool(example.speech and example.speech[word])


def batches(examples: list, sizes: list[int], limit: int, rng: random.Random) -> list[list]:
    order = sorted(range(len(examples)), key=lambda i: sizes[i] + rng.random() * 6)
    out, current, longest = [], [], 0
    for i in order:
        longest = max(longest, sizes[i])
        if current and longest * (len(current) + 1) > limit:
            out.append(current)
            current, longest = [], sizes[i]
        current.append(examples[i])
    if current:
        out.append(current)
    rng.shuffle(out)
    return out
