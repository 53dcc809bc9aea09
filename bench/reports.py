"""Made reports for measuring speed: texts of the project's own corpus put together anew, as many as asked for."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

PUBLISHERS = ("Northern Wire", "The Harbour Post", "Plain News", "Radio Steppe", "The Evening Ledger", "Frontier Agency")
FIRST_DAY = date(2019, 1, 1)
ITEMS = 12
"""Texts of one to three sentences in a report: about 320 words, a wire story."""


def make_reports(texts: Sequence[str], count: int, seed: int = 7) -> list[dict[str, str]]:
    """`count` reports, no two alike, the same ones for the same seed; a longer list begins with the shorter one."""
    rng = random.Random(seed)
    reports = []
    for number in range(count):
        body = "\n\n".join(rng.sample(list(texts), min(ITEMS, len(texts))))
        day = FIRST_DAY + timedelta(days=number % 365)
        title = f"Report {number + 1} of the day"
        reports.append({"title": title, "text": body, "published": day.isoformat(), "publisher": PUBLISHERS[number % len(PUBLISHERS)]})
    return reports


def write_reports(reports: Sequence[dict[str, str]], path: Path) -> Path:
    """The reports as JSONL, as `emberwatch read` takes them."""
    path.write_text("".join(json.dumps(report, ensure_ascii=False) + "\n" for report in reports), encoding="utf-8")
    return path
