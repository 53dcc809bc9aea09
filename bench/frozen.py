"""The frozen figures, kept in git, which a change must beat or explain."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path

FROZEN = Path(__file__).parent / "figures.json"


def read_frozen(path: Path = FROZEN) -> dict[str, float]:
    """Frozen figures by name; empty where nothing was frozen yet."""
    if not path.exists():
        return {}
    figures: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["figures"]
    return figures


def write_frozen(figures: Mapping[str, float], groups: list[str], path: Path = FROZEN) -> None:
    """Replace the figures of the measured `groups` and keep those of the others."""
    kept = {name: value for name, value in read_frozen(path).items() if name.partition(".")[0] not in groups}
    merged = {name: round(value, 5) for name, value in {**kept, **figures}.items()}
    machine = {"cores": os.cpu_count(), "machine": platform.machine(), "python": platform.python_version()}
    content = {"figures": dict(sorted(merged.items())), "measured_on": machine}
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
