"""Five-fold figures on the PLOVER pairs, since the shipped encoder was trained on them: no fold is read by weights that saw it.

    python -m training.pair_folds --start RUNDIR/weights.pt --out RUNDIR/folds

`--start` are weights that never saw the pairs. Each fold is fine-tuned like the release, read, and scored with the others;
the figures go to bench/pair_folds.json. Resumes: a fold that was read is not trained again.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from pathlib import Path

from training.pairs import FOLDS, fold_of
from training.real import read_pair_rows

SHARES = "ewt=0.05,gum=0.05,polnear=0.1,own=0.25,pairs=2"
FIGURES = {
    "pairs.type_any": "type accuracy, any event",
    "pairs.type_f1": "type P/R/F1 over all events",
    "pairs.triple_f1": "directed triple P/R/F1, chosen event",
}


def read_fold(weights: Path, rows: list[dict[str, str]], fold: int, to: Path) -> None:
    from emberwatch.language import encoder
    from emberwatch.model.report import Report
    from emberwatch.pipeline import reader

    encoder.WEIGHTS = weights
    reader.Encoder = lambda threads: encoder.Encoder(weights, threads)  # type: ignore[misc,assignment]
    numbers = [n for n in range(len(rows)) if fold_of(n) == fold]
    readings = reader.make_reader().read_all([Report(rows[n]["sentence"]) for n in numbers])
    with to.open("w", encoding="utf-8") as handle:
        for number, reading in zip(numbers, readings, strict=True):
            events = [
                {"type": f.type, "status": f.status, "actors": [p.text for p in f.actors], "recipients": [p.text for p in f.recipients]}
                for f in reading.facts
                if f.kind == "event"
            ]
            handle.write(json.dumps({"id": str(number), "events": events}) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only-read", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    rows = read_pair_rows(args.shared / "corpora")
    if args.only_read is not None:
        fold = args.out / str(args.only_read)
        read_fold(fold / "onnx", rows, args.only_read, fold / "events.jsonl")
        return
    for number in range(FOLDS):
        fold = args.out / str(number)
        if (fold / "events.jsonl").exists():
            continue
        train = [
            "training.train",
            "--corpora",
            str(args.shared / "corpora"),
            "--start",
            str(args.start),
            "--pairs",
            "--leave-fold",
            str(number),
        ]
        steps = [
            [*train, "--out", str(fold), "--epochs", "1", "--lr", "6e-5", "--head-lr", "5e-4", "--batch-pieces", "2700", "--shares", SHARES, "--no-evaluate"],
            ["training.export", "--weights", str(fold / "weights.pt"), "--to", str(fold / "onnx")],
            [
                "training.pair_folds",
                "--start",
                str(args.start),
                "--out",
                str(args.out),
                "--shared",
                str(args.shared),
                "--only-read",
                str(number),
            ],
        ]
        for step in steps:
            subprocess.run([sys.executable, "-m", *step], check=True)
    score(args, rows)


def score(args: argparse.Namespace, rows: list[dict[str, str]]) -> None:
    gold, read = args.out / "gold.tsv", args.out / "events.jsonl"
    with gold.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]), delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "uid": str(number)} for number, row in enumerate(rows))
    read.write_text("".join((args.out / str(n) / "events.jsonl").read_text(encoding="utf-8") for n in range(FOLDS)), encoding="utf-8")
    printed = subprocess.run(
        [sys.executable, str(args.shared / "tools/score_pairs.py"), str(gold), str(read), "--json"], check=True, capture_output=True, text=True
    ).stdout
    scores = json.loads(printed)
    figures = {name: round(scores[key][2] if isinstance(scores[key], list) else scores[key], 4) for name, key in FIGURES.items()}
    print(figures)
    Path("bench/pair_folds.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
