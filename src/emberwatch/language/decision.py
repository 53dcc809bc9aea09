"""The numbers by which scores become decisions: fitted for one set of weights and shipped beside them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "weights" / "decision.json"


@dataclass(frozen=True, slots=True)
class Decision:
    """Weights and thresholds, all in log-odds unless said otherwise; `training/fit.py` fits them on held-out text.

    `neural` scales the encoder's log-odds that a word is a trigger and `kind` (0..1, times `neural`) its log-probability of the type
    if it is, so that a codebook word can speak louder on the type than on the happening; `strength` is what a codebook word of strength 0 (none) to 3 adds,
    `look_alike` what a listed look-alike takes away, `threshold` where a word becomes a trigger. `sign` is what one unit of a
    status sign adds, `accept` the sum of votes (0..2) from which a word fills a role, `lone`
    the same for a role that nothing else fills. `told` is the encoder's probability (0..1) from which a saying tells of a happening outside what
    the sentence's structure gives it, `untold` that below which it does not tell of one inside. `probability` holds the coefficients of
    a logistic curve: trigger log-odds, status log-odds, intercept.
    """

    neural: float = 1.0
    kind: float = 1.0
    strength: tuple[float, float, float, float] = (-0.4, 0.9, 1.8, 2.8)
    look_alike: float = -2.5
    threshold: float = 0.0
    sign: float = 0.9
    accept: float = 0.5
    lone: float = 0.42
    told: float = 0.5
    untold: float = 0.06
    probability: tuple[float, float, float] = (0.5, 0.5, 0.0)

    def as_json(self) -> str:
        """The decision as the shipped file holds it."""
        return json.dumps(asdict(self), indent=1) + "\n"


@cache
def load_decision(path: Path = FILE) -> Decision:
    """The shipped decision, or the defaults where none was fitted yet."""
    if not path.exists():
        return Decision()
    given: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return Decision(**fields)
