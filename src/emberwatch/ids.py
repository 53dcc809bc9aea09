"""Content ids: hashes of canonical JSON, never of joined strings."""

from __future__ import annotations

import hashlib
import json
from typing import Any

ID_CHARS = 16
"""Hexadecimal digits kept: 64 bits, so that a million objects collide with a chance below 1 in 10 million."""


def content_id(kind: str, content: Any) -> str:
    """`kind` initial and 16 hexadecimal digits of the SHA-256 of the canonical JSON of `content`.

    >>> content_id("report", {"text": "a"}) == content_id("report", {"text": "a"})
    True
    """
    canonical = json.dumps([kind, content], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{kind[0]}{hashlib.sha256(canonical.encode()).hexdigest()[:ID_CHARS]}"
