"""The product as a user runs it: texts in by `emberwatch read`, the record out by `emberwatch export`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Line = dict[str, Any]


class ProductFailed(Exception):
    """A command of the product ended in a way that leaves nothing to measure; the text holds what it said."""


def run_command(arguments: Sequence[str], record: Path, timeout_s: float = 3600) -> subprocess.CompletedProcess[str]:
    """Run `emberwatch ARGUMENTS` on `record`; exit statuses 0 and 1 (something refused) are given back, others raise."""
    command = [str(Path(sys.executable).with_name("emberwatch")), *arguments]
    environ = {**os.environ, "EMBERWATCH_RECORD": str(record)}
    done = subprocess.run(command, capture_output=True, text=True, env=environ, timeout=timeout_s, check=False)
    if done.returncode not in (0, 1):
        raise ProductFailed(f"{' '.join(arguments)} ended with {done.returncode}: {(done.stderr or done.stdout)[-2000:]}")
    return done


def read_and_export(inputs: Sequence[str], options: Sequence[str] = ()) -> list[Line]:
    """Read `inputs` into a new record and give back every line of its JSONL export."""
    with tempfile.TemporaryDirectory() as folder:
        record, out = Path(folder) / "bench.db", Path(folder) / "export.jsonl"
        read = run_command(["read", *inputs, *options], record)
        if not record.exists():
            raise ProductFailed(f"read made no record: {(read.stderr or read.stdout)[-2000:]}")
        exported = run_command(["export", "--format", "jsonl", "--out", str(out)], record)
        if exported.returncode:
            raise ProductFailed(f"export was refused: {(exported.stderr or exported.stdout)[-2000:]}")
        return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines() if line.strip()]


def text_key(text: str) -> str:
    """What two texts share that the product may take for one report: their words."""
    return " ".join(text.split())


def make_address(number: int) -> str:
    """The address that a text is given so that its report can be found again in the export."""
    return f"https://bench.invalid/{number}"


def read_texts(reports: Sequence[Mapping[str, str]]) -> list[list[Line] | None]:
    """For each report (`text`, and `published`, `publisher` where known) its statements, events and states.

    None where the product set the report aside. Equal texts are read once and given back for each.
    """
    numbers: dict[str, int] = {}
    rows: list[dict[str, str]] = []
    for report in reports:
        number = numbers.setdefault(text_key(report["text"]), len(numbers))
        if number == len(rows):
            rows.append({**report, "url": make_address(number)})
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        lines = read_and_export([str(source)])
    by_address = group_by_address(lines)
    return [by_address.get(make_address(numbers[text_key(report["text"])])) for report in reports]


def group_by_address(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Statements, events and states of each report, by the report's url."""
    addresses = {line["id"]: line["url"] for line in lines if line["kind"] == "report"}
    groups: dict[str, list[Line]] = {address: [] for address in addresses.values()}
    for line in lines:
        if line["kind"] in ("statement", "event", "state"):
            groups[addresses[line["report"]]].append(line)
    return groups
