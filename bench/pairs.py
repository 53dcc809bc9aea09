"""World news with one marked actor pair a sentence and its PLOVER type: types, roles and direction.

The shipped encoder was trained on these sentences, so what it makes of them is printed as `pairs.seen` without a bar; the
figures under the bars are five-fold (`training/pair_folds.py`).

The scorer knows a record by its `uid`. Where that column is empty it would take all records for one, so it is given
a copy of the file with the row number there.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.figure import Measured
from bench.product import Line, read_texts
from bench.scorer import run_scorer
from bench.shared import Setting

QUICK_ROWS = 60
FOLDS_FILE = Path(__file__).parent / "pair_folds.json"


def measure(setting: Setting) -> Measured:
    """Read the plain sentences, each as a report of its own, and score the events found."""
    gold, scorer = setting.need("corpora", "plover-pairs", "pairs.tsv"), setting.need("tools", "score_pairs.py")
    rows = number_rows(gold.read_text(encoding="utf-8"))
    rows = rows[:: max(1, len(rows) // QUICK_ROWS)] if setting.quick else rows
    readings = read_texts([{"text": row["sentence"]} for row in rows])
    predictions = [{"id": row["uid"], "events": to_events(reading or [])} for row, reading in zip(rows, readings, strict=True)]
    seen = score_pairs(scorer, rows, predictions)
    figures = {name.replace("pairs.", "pairs.seen."): value for name, value in seen.items()} | read_folds()
    return Measured({**figures, "pairs.items": len(rows), "pairs.unread": sum(reading is None for reading in readings)})


def read_folds() -> dict[str, float]:
    """The five-fold figures of `training/pair_folds.py`; none where it was not run for these weights."""
    return json.loads(FOLDS_FILE.read_text(encoding="utf-8")) if FOLDS_FILE.exists() else {}


def number_rows(tsv: str) -> list[dict[str, str]]:
    """Rows of the file, those without a `uid` known by their number from 0."""
    rows = list(csv.DictReader(tsv.splitlines(), delimiter="\t"))
    return [{**row, "uid": row.get("uid") or str(number)} for number, row in enumerate(rows)]


def write_rows(rows: Sequence[dict[str, str]]) -> str:
    """The rows as the scorer reads them: tab-separated under a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def to_events(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Events of one sentence as the scorer wants them: type, status, and the words of those in each role."""
    return [
        {
            "type": line["type"],
            "status": line["status"],
            "actors": [party["text"] for party in line.get("actors") or []],
            "recipients": [party["text"] for party in line.get("recipients") or []],
        }
        for line in lines
        if line["kind"] == "event"
    ]


def score_pairs(scorer: Path, rows: Sequence[dict[str, str]], predictions: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Figures of `score_pairs.py`: type among the events, type F1 over all events, directed triple F1 of the chosen event."""
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder) / "pairs.tsv", Path(folder) / "predicted.jsonl"
        gold.write_text(write_rows(rows), encoding="utf-8")
        predicted.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in predictions), encoding="utf-8")
        answer = json.loads(run_scorer([str(scorer), str(gold), str(predicted), "--json"]))
    return {
        "pairs.type_any": answer["type accuracy, any event"],
        "pairs.type_f1": answer["type P/R/F1 over all events"][2],
        "pairs.triple_f1": answer["directed triple P/R/F1, chosen event"][2],
        "pairs.type_chosen": answer["type accuracy, chosen event"],
        "pairs.actor": answer["actor match rate"],
        "pairs.recipient": answer["recipient match rate"],
        "pairs.with_event": answer["records with an event"] / answer["records"],
    }
