"""Where the public sets that the figures are measured on lie; they are not part of the repository."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.figure import Skipped

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Setting:
    """How to measure: where the shared sets are, whether a small part of each will do, and whether to tell every miss."""

    shared: Path
    quick: bool = False
    misses: bool = False

    def need(self, *parts: str) -> Path:
        """The path of a shared file or folder; raises `Skipped` where it is absent."""
        path = self.shared.joinpath(*parts)
        if not path.exists():
            raise Skipped(f"{path} is not here; EMBERWATCH_SHARED names the folder that holds {'/'.join(parts)}")
        return path


def find_shared(environ: Mapping[str, str] | None = None, root: Path = ROOT) -> Path:
    """`$EMBERWATCH_SHARED`, or the folder `shared` beside the repository; it need not exist."""
    given = (os.environ if environ is None else environ).get("EMBERWATCH_SHARED")
    return Path(given).expanduser() if given else root.parent / "shared"
