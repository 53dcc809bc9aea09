"""All training and development sentences, by origin, cut into words as the product cuts them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from training import corpora
from training.coded import lay_items
from training.own_corpus import EVENT_TYPES, STATE_TYPES, STATUSES, read_corpus
from training.pairs import read_pairs
from training.real import read_real


def tokenize(text: str) -> list[tuple[list[str], list[int]]]:
    """Sentences of `text` as the product cuts them: words and their character starts."""
    from emberwatch.language.sentences import Tokens, find_breaks, get_tokenizer, split_sentences

    tokens = Tokens.of(get_tokenizer()(text))
    out = []
    for start, end in split_sentences(tokens, find_breaks(text)):
        kept = [w for w in range(start, end) if not tokens.blank[w]]
        out.append(([tokens.words[w] for w in kept], [tokens.starts[w] for w in kept]))
    return out


class Data:
    """All training and development sentences, by origin."""

    def __init__(self, root: Path, pairs: bool = False, leave_fold: int | None = None) -> None:
        c = corpora
        self.train: dict[str, list[c.Example]] = {
            "ewt": c.read_ud(root / "ud/en_ewt-train.conllu.gz", "ewt"),
            "gum": c.read_ud(root / "ud/en_gum-train.conllu.gz", "gum"),
            "polnear": c.read_polnear(root / "polnear/train.jsonl.gz"),
            "m2e2": c.read_m2e2(root / "m2e2/train.jsonl.gz"),
            "wikievents": c.read_wikievents(root / "wikievents/train.jsonl.gz"),
            "re3d": c.read_re3d(root / "re3d/train.jsonl.gz", tokenize),
        }
        c.add_factuality(self.train["ewt"], root / "factuality/uds-ewt-train.jsonl.gz")
        self.dev = {
            "ewt": c.read_ud(root / "ud/en_ewt-dev.conllu.gz", "ewt"),
            "gum": c.read_ud(root / "ud/en_gum-dev.conllu.gz", "gum"),
            "polnear": c.read_polnear(root / "polnear/dev.jsonl.gz"),
        }
        c.add_factuality(self.dev["ewt"], root / "factuality/uds-ewt-dev.jsonl.gz")
        if pairs:
            self.train["pairs"] = lay_items(read_pairs(root, leave_fold), tokenize, "pairs")
        self.root = root
        self.read_own(all_of_it=False)

    def read_own(self, all_of_it: bool) -> None:
        """The own corpus and the codes on real reports: one set in training, two in judging."""
        items, real = read_corpus()[0], read_real(self.root)
        self.train["own"] = lay_items([item for item in items + real if not item.held_out], tokenize)
        self.dev["own"] = lay_items([item for item in items if item.held_out], tokenize)
        self.dev["real"] = lay_items([item for item in real if item.held_out], tokenize)
        if all_of_it:
            self.train["own"] += self.dev["own"] + self.dev["real"]

    def labels(self) -> dict[str, list[str]]:
        def seen(field: str, least: int = 1) -> list[str]:
            counts = Counter(x for part in self.train.values() for e in part for x in (getattr(e, field) or []))
            return sorted(k for k, n in counts.items() if n >= least)

        ace = [k for k in seen("ace", 8) if k != "none"]
        return {
            "upos": seen("upos"),
            "xpos": seen("xpos"),
            "rel": seen("rels", 3),
            "mention": list(corpora.MENTIONS),
            "ner": list(corpora.NER),
            "attribution": [*corpora.ATTRIBUTION, corpora.SPEECH],
            "holds": ["holds"],
            "ace": ["none", *ace],
            "event": ["none", *EVENT_TYPES, *STATE_TYPES],
            "status": list(STATUSES),
            "role": list(corpora.ROLES),
        }
