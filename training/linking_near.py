"""Words that say nearly the same, by the sentence encoder's vectors of single words; needs training's own dependencies.

python -m training.linking_near --surfaces SURFACES.json --encoder FOLDER --out NEAR.json
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

LEAST_COSINE, MOST_NEAR = 0.55, 8
"""A near word lies this close and is among so many nearest of the other, each way."""


def find_near(words: list[str], vectors: np.ndarray) -> dict[str, list[str]]:
    """For each word the others that are near it; symmetric."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    nearest: list[set[int]] = []
    for start in range(0, len(words), 500):
        cosines = unit[start : start + 500] @ unit.T
        for row, values in enumerate(cosines):
            values[start + row] = -1
            order = np.argsort(-values, kind="stable")[:MOST_NEAR]
            nearest.append({int(i) for i in order if values[i] >= LEAST_COSINE})
    return {words[i]: sorted(words[j] for j in near if i in nearest[j]) for i, near in enumerate(nearest) if any(i in nearest[j] for j in near)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--surfaces", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    from sentence_transformers import SentenceTransformer

    surfaces: dict[str, str] = json.loads(args.surfaces.read_text(encoding="utf-8"))
    words = sorted(surfaces)
    vectors = SentenceTransformer(str(args.encoder), device="cpu").encode([surfaces[w] for w in words], batch_size=256)
    near = find_near(words, np.asarray(vectors))
    args.out.write_text(json.dumps({word: " ".join(others) for word, others in near.items()}, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
