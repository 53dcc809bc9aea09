"""Three newspaper reports with hand-coded facts: text that nobody prepared."""

from __future__ import annotations

import json

from bench.figure import Measured
from bench.product import read_texts
from bench.scorer import score_facts
from bench.shared import Setting

FIELDS = ("published", "publisher", "title")


def measure(setting: Setting) -> Measured:
    """Read the development reports, set each line's `report_key` to its report's id, and score."""
    gold, scorer = setting.need("devset", "facts.jsonl"), setting.need("tools", "score_facts.py")
    source = setting.need("devset", "reports.jsonl")
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
    readings = read_texts([{"text": row["text"], **{k: row[k] for k in FIELDS if row.get(k)}} for row in rows])
    lines = [{**line, "report_key": str(row["id"])} for row, reading in zip(rows, readings, strict=True) for line in reading or []]
    figures = {f"devset.{name}": value for name, value in score_facts(scorer, gold, lines, setting.misses).items()}
    return Measured({**figures, "devset.unread": sum(reading is None for reading in readings)})
