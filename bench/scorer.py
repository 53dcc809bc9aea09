"""The scorers of the shared folder, run as the separate programs they are, and their answers as numbers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

KIND_LINE = re.compile(r"^(statement|event|state)\s+gold\s+(\d+)\s+predicted\s+(\d+)\s+recall ([\d.]+)")
MISS_LINE = re.compile(r"^  \S+: (not found|wrong )")
SHARE_LINE = re.compile(r"^\s*(\w+)\s+(\d+) of\s+(\d+)\s+[\d.]+$")


def run_scorer(arguments: list[str]) -> str:
    """What a scorer prints; an exit status other than 0 raises with what it said."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise RuntimeError(f"{Path(arguments[0]).name} ended with {done.returncode}: {(done.stderr or done.stdout)[-2000:]}")
    return done.stdout


def score_facts(scorer: Path, gold: Path, lines: Iterable[dict[str, Any]], tell: bool = False) -> dict[str, float]:
    """Figures of `score_facts.py` by its own names (`event.f1`, `type`, `whole`, …) for exported `lines`; `tell` prints each miss."""
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "export.jsonl"
        export.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        printed = run_scorer([str(scorer), str(gold), str(export), "--misses"])
    if tell:
        print("\n".join(line for line in printed.splitlines() if MISS_LINE.match(line)))
    return parse_facts_report(printed)


def parse_facts_report(printed: str) -> dict[str, float]:
    """The figures in what `score_facts.py` printed, worked out from its counts, not from its rounded decimals."""
    figures: dict[str, float] = {}
    for line in printed.splitlines():
        if found := KIND_LINE.match(line):
            kind, gold, predicted = found[1], int(found[2]), int(found[3])
            hits = round(float(found[4]) * gold)
            figures[f"{kind}.recall"] = hits / gold if gold else 1.0
            figures[f"{kind}.precision"] = hits / predicted if predicted else 0.0
            figures[f"{kind}.f1"] = 2 * hits / (gold + predicted) if hits else 0.0
        elif found := SHARE_LINE.match(line):
            figures[found[1]] = int(found[2]) / int(found[3])
    return figures
