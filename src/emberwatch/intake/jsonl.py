"""JSON Lines: one report a line, with its own number where something is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from emberwatch.errors import InputRefused
from emberwatch.intake.build import build_report
from emberwatch.intake.header import KEYS
from emberwatch.intake.refusal import Refusal
from emberwatch.model.report import Report


def read_jsonl(text: str, path: str, *, published: date | None = None, publisher: str | None = None) -> Iterator[Report | Refusal]:
    """The report of every line of `text`, or the refusal of that line.

    A line is an object with `text` and, where known, title, published, publisher, url, byline; other fields are
    passed over. The report's path is the file, a colon and the line number, or `#` and `id` where it has one.
    """
    count = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            count += 1
            yield _read_line(line, path, number, published, publisher)
    if not count:
        yield Refusal(path, "the file is empty")


def _read_line(line: str, path: str, number: int, published: date | None, publisher: str | None) -> Report | Refusal:
    try:
        fields = parse_line(line)
        text = fields["text"]
        report = build_report(str(text), fields, path, line=number, published=published, publisher=publisher)
    except InputRefused as error:
        return Refusal(path, error.message, number)
    key = fields.get("id")
    if isinstance(report, Report) and isinstance(key, str | int) and str(key):
        return replace(report, path=f"{path}#{key}")
    return report


def parse_line(line: str) -> Mapping[str, object]:
    """The fields of one line by their one name; raises `InputRefused` for what is no object with a `text`."""
    try:
        raw = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputRefused(f"this is no JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise InputRefused("this is no JSON that can be read: it is nested too deep") from None
    if not isinstance(raw, dict):
        raise InputRefused(f"this is a JSON {type(raw).__name__}; give an object with a field `text`")
    text = raw.get("text")
    if not isinstance(text, str):
        what = "is missing" if text is None else f"is a JSON {type(text).__name__}, not words"
        raise InputRefused(f"the field `text` {what}; fields here: {', '.join(sorted(raw)) or 'none'}")
    fields: dict[str, object] = {"text": text, "id": raw.get("id")}
    for key, value in raw.items():
        name = KEYS.get(key.lower())
        if name is not None and value is not None and name not in fields:
            fields[name] = value
    return fields
