"""The process whose speed and memory are measured; prints its figures as one line of JSON.

python -m bench.speed_child ratio REPORTS ROUNDS | cost COUNT …
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bench.reports import make_reports, write_reports
from training.own_corpus import read_corpus

if TYPE_CHECKING:
    from emberwatch.pipeline.summary import RunSummary

CORES = 2
ENCODE_CHUNK = 400


def hold_to_cores(count: int) -> None:
    """Let this process and its children run on `count` processors at most, where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:count]))


class Product:
    """The product with everything loaded, as it is after its first report; reads in this process, encoder on two cores."""

    def __init__(self) -> None:
        from emberwatch.pipeline.reader import make_reader

        self.reader = make_reader(threads=CORES)

    def read(self, source: Path, record: Path) -> None:
        """The whole reading of the reports in `source`, the record written; raises where one of them was not read."""
        import emberwatch

        with emberwatch.read([source], record=record, jobs=1, link=False, reader_factory=lambda: self.reader) as done:
            check_summary(done.summary)


def read_as_the_command(source: Path, record: Path) -> None:
    """The whole reading of the reports in `source` as `emberwatch read` does it, the starting of its processes included."""
    import emberwatch

    with emberwatch.read([source], record=record, jobs=None, link=False) as done:
        check_summary(done.summary)


def check_summary(summary: RunSummary | None) -> None:
    """Raises where one of the reports was not read."""
    if summary is None or summary.refused or summary.failed:
        raise SystemExit(f"some of the made reports were not read: {summary}")


def time_call(call: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def measure_ratio(folder: Path, texts: Sequence[str], reports: int, rounds: int) -> dict[str, float]:
    """Best of several interleaved rounds of the encoder alone (loaded) and of whole reading from nothing, on the same words."""
    made = make_reports(texts, reports)
    source = write_reports(made, folder / "reports.jsonl")
    product = Product()
    pipeline = product.reader.pipeline
    encoder = pipeline.encoder
    sentences = [sentence.words for report in made for sentence in pipeline.cut(report["text"]).sentences]

    def encode() -> None:
        for start in range(0, len(sentences), ENCODE_CHUNK):
            encoder.encode(sentences[start : start + ENCODE_CHUNK])

    encoder.encode(sentences[:ENCODE_CHUNK])
    alone, whole = [], []
    for number in range(rounds):
        alone.append(time_call(encode))
        record = folder / f"round{number}.db"
        whole.append(time_call(lambda record=record: read_as_the_command(source, record)))  # type: ignore[misc]
    return {"words": sum(map(len, sentences)), "encoder_s": min(alone), "whole_s": min(whole)}


def measure_cost(folder: Path, texts: Sequence[str], counts: Sequence[int]) -> dict[str, float]:
    """Seconds to read each number of reports into a new record, after a first reading that loads everything."""
    product = Product()
    product.read(write_reports(make_reports(texts, 2, seed=1), folder / "first.jsonl"), folder / "first.db")
    seconds = {}
    for count in counts:
        source = write_reports(make_reports(texts, count), folder / f"reports{count}.jsonl")
        record = folder / f"reports{count}.db"
        seconds[str(count)] = time_call(lambda source=source, record=record: product.read(source, record))  # type: ignore[misc]
    return seconds


def main(task: str, numbers: Sequence[int]) -> None:
    """Measure one task and print its figures."""
    hold_to_cores(CORES)
    texts = [item.text for item in read_corpus()[0]]
    with tempfile.TemporaryDirectory() as folder:
        if task == "ratio":
            reports, rounds = numbers
            print(json.dumps(measure_ratio(Path(folder), texts, reports, rounds)))
        else:
            print(json.dumps(measure_cost(Path(folder), texts, numbers)))


if __name__ == "__main__":
    main(sys.argv[1], [int(number) for number in sys.argv[2:]])
