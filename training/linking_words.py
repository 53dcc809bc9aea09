"""The words of linking: how rare each stem is in news, irregular forms, and which triggers say nearly the same.

Rarity is counted over the texts of PolNeAR, MUC, WikiEvents and MEANTIME; irregular forms come from lemminflect; near words from the
distances of single words under the sentence encoder that the shipped encoder began as. Only figures on words are written.

    python -m training.linking_words --corpora ../shared/corpora [--near NEAR.json]
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from emberwatch.ledger.linking.lexicon import POSSESSIVE, WORD, WORDS, get_stemmer

LEAST_TEXTS = 3
"""A stem of fewer texts counts as unseen: its share cannot be told, and it may be a name of one story."""


def read_texts(corpora: Path) -> Iterator[str]:
    """The plain texts of the sets, one after the other."""
    for path in ("polnear/train.jsonl.gz", "muc/train.jsonl.gz", "wikievents/train.jsonl.gz"):
        with gzip.open(corpora / path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row.get("text") or row.get("doctext") or " ".join(word for sentence in row["sentences"] for word in sentence)
    with zipfile.ZipFile(corpora / "meantime/meantime-en.zip") as files:
        for name in sorted(files.namelist()):
            if name.startswith("intra-doc") and name.endswith(".xml"):
                yield " ".join(t.text or "" for t in ET.fromstring(files.read(name)).iter("token"))


def find_irregular(words: set[str]) -> dict[str, str]:
    """Word forms whose dictionary form has another stem, with that stem."""
    from lemminflect import getLemma

    stem = get_stemmer().stemWord
    found: dict[str, str] = {}
    for word in sorted(words):
        lemmas = [lemma.lower() for pos in ("VERB", "NOUN") for lemma in getLemma(word, upos=pos, lemmatize_oov=False) if lemma.lower() != word]
        if lemmas and stem(lemmas[0]) != stem(word):
            found[word] = stem(lemmas[0])
    return found


def count_texts(texts: list[Counter[str]], irregular: dict[str, str]) -> Counter[str]:
    """In how many texts each stem stands."""
    stem = get_stemmer().stemWord
    stems = {word: irregular.get(word) or (stem(word) if word.isalpha() else word) for words in texts for word in words}
    return Counter(found for words in texts for found in {stems[w] for w in words})


def find_surfaces(texts: list[Counter[str]], irregular: dict[str, str], stems: set[str]) -> dict[str, str]:
    """The commonest word of each of `stems`."""
    stem = get_stemmer().stemWord
    total: Counter[str] = Counter()
    for words in texts:
        total.update(words)
    best: dict[str, str] = {}
    for word in sorted(total, key=lambda w: (-total[w], w)):
        found = irregular.get(word) or stem(word)
        if word.isalpha() and found in stems:
            best.setdefault(found, word)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--near", type=Path, help="stems with their near ones, as training.linking_near writes them")
    parser.add_argument("--surfaces", type=Path, help="where to write the commonest word of each stem, for training.linking_near")
    parser.add_argument("--out", type=Path, default=WORDS)
    args = parser.parse_args()
    texts = [Counter(POSSESSIVE.sub("", w.lower()).replace(",", "") for w in WORD.findall(text)) for text in read_texts(args.corpora)]
    irregular = find_irregular({w for words in texts for w in words if w.isalpha()})
    counts = {w: n for w, n in count_texts(texts, irregular).items() if n >= LEAST_TEXTS and len(w) > 1 and not w[0].isdigit()}
    rarity: dict[int, list[str]] = defaultdict(list)
    for word in sorted(counts):
        rarity[round(-math.log2(counts[word] / len(texts)))].append(word)
    if args.surfaces:
        args.surfaces.write_text(json.dumps(find_surfaces(texts, irregular, set(counts)), ensure_ascii=False), encoding="utf-8")
    near = json.loads(args.near.read_text(encoding="utf-8")) if args.near else {}
    written = {
        "texts": len(texts),
        "unseen": round(-math.log2(1 / len(texts))),
        "rarity": {str(bits): " ".join(rarity[bits]) for bits in sorted(rarity)},
        "irregular": irregular,
        "kin": dict(sorted(near.items())),
    }
    args.out.write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print({"texts": len(texts), "stems": len(counts), "irregular": len(irregular), "near": len(near)})


if __name__ == "__main__":
    main()
