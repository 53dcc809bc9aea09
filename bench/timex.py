"""Time expressions against TimeBank and AQUAINT: detection and value, printed as `name value bar ok|short`.

Run as `python -m bench.timex`; the corpora lie in `../shared` or where EMBERWATCH_SHARED says.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from emberwatch.dates.find import find_times
from emberwatch.dates.form import Stretch, TimeMention
from emberwatch.dates.tense import find_tense
from emberwatch.dates.timex import timex_value
from emberwatch.text.span import Span

ARCHIVE = Path("corpora") / "timeml" / "timebank-aquaint.zip"
BARS = {"timex.detection_f1": 0.85, "timex.value_accuracy": 0.80}


@dataclass(frozen=True, slots=True)
class Gold:
    """One TIMEX3 of a document's text."""

    span: Span
    text: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    text: str
    created: date
    times: list[Gold]


def get_shared() -> Path:
    """The folder of shared corpora; it need not exist."""
    return Path(os.environ.get("EMBERWATCH_SHARED", Path(__file__).resolve().parents[1].parent / "shared"))


def read_documents(archive: Path) -> Iterator[Document]:
    """The documents of the zip with a text, in order of their names; the test file of the pipeline doubles one and is left out."""
    with zipfile.ZipFile(archive) as files:
        for name in sorted(files.namelist()):
            if name.endswith(".tml") and not name.startswith("testpipeline"):
                yield read_document(name, files.read(name).decode("utf-8", errors="replace"))


def read_document(name: str, xml: str) -> Document:
    root = ET.fromstring(xml)  # trusted corpus file
    created = root.find("DCT/TIMEX3")
    body = root.find("TEXT")
    if created is None or body is None:
        raise ValueError(f"{name}: no DCT or no TEXT")
    parts: list[str] = []
    times: list[Gold] = []
    collect(body, parts, times)
    value = re.sub(r"\D", "", created.attrib["value"])[:8]
    return Document(name, "".join(parts), date(int(value[:4]), int(value[4:6]), int(value[6:8])), times)


def collect(element: ET.Element, parts: list[str], times: list[Gold]) -> None:
    """Append the words under `element` to `parts` and its TIMEX3 with their characters to `times`."""
    start = sum(map(len, parts))
    parts.append(element.text or "")
    for child in element:
        collect(child, parts, times)
        parts.append(child.tail or "")
    if element.tag == "TIMEX3":
        text = "".join(parts)[start:]
        times.append(Gold(Span(start, start + len(text)), text, element.attrib["type"], element.attrib["value"]))


def flatten(mentions: list[TimeMention]) -> list[TimeMention]:
    """The mentions with each stretch taken apart, as TimeML marks the two ends."""
    flat: list[TimeMention] = []
    for mention in mentions:
        flat.extend([mention.form.first, mention.form.last] if isinstance(mention.form, Stretch) else [mention])
    return flat


def same_value(found: str, gold: str) -> bool:
    """Equal but for zero padding of weeks, trailing unknown parts and an unpadded decade or century."""
    return normal(found) == normal(gold)


def normal(value: str) -> str:
    value = re.sub(r"-W(\d)(?!\d)", r"-W0\1", value)
    return re.sub(r"(?<=\d)(-?X+)+$", "", value)


def score(archive: Path, show: bool = False) -> dict[str, float]:
    """Detection (overlap and exact span) and value accuracy of the detected, over all documents."""
    found = gold = relaxed = strict = valued = typed = 0
    for document in read_documents(archive):
        mentions = flatten(find_times(document.text))
        found, gold = found + len(mentions), gold + len(document.times)
        pairs, missed, extra = pair(mentions, document.times)
        reference: date | None = None
        for mention, time in pairs:
            tense = find_tense(document.text, mention.core)
            kind, value = timex_value(mention, document.created, tense, reference)
            right = same_value(value, time.value)
            relaxed, strict = relaxed + 1, strict + (mention.core == time.span)
            valued, typed = valued + right, typed + (kind == time.type)
            if show and not right:
                print(f"value {time.text!r} {mention.core.of(document.text)!r}: {value}, gold {time.value}, of {document.created}", tense)
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value[:10]):
                reference = date.fromisoformat(value[:10])
        if show:
            print(*(f"missed {context(document, time.span)} {time.type} {time.value}" for time in missed), sep="\n")
            print(*(f"extra {context(document, mention.core)} {mention.type}" for mention in extra), sep="\n")
    return {
        "timex.detection_f1": 2 * relaxed / (found + gold),
        "timex.detection_precision": relaxed / found,
        "timex.detection_recall": relaxed / gold,
        "timex.strict_f1": 2 * strict / (found + gold),
        "timex.value_accuracy": valued / relaxed,
        "timex.type_accuracy": typed / relaxed,
        "timex.value_f1": 2 * valued / (found + gold),
    }


def context(document: Document, span: Span) -> str:
    before, after = document.text[max(0, span.start - 30) : span.start], document.text[span.end : span.end + 30]
    return " ".join(f"{before}[{span.of(document.text)}]{after}".split())


def pair(mentions: list[TimeMention], times: list[Gold]) -> tuple[list[tuple[TimeMention, Gold]], list[Gold], list[TimeMention]]:
    """One-to-one pairs that overlap, in order of the text; what is left over on either side."""
    pairs: list[tuple[TimeMention, Gold]] = []
    free = list(times)
    extra: list[TimeMention] = []
    for mention in mentions:
        match = max((time for time in free if time.span.overlaps(mention.core)), key=lambda time: time.span == mention.core, default=None)
        if match is None:
            extra.append(mention)
        else:
            free.remove(match)
            pairs.append((mention, match))
    return pairs, free, extra


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print every miss")
    options = parser.parse_args()
    archive = get_shared() / ARCHIVE
    if not archive.is_file():
        print(f"timex: skipped, {ARCHIVE} is not in the shared folder")
        return 0
    short = False
    for name, value in score(archive, options.show).items():
        bar = BARS.get(name)
        short |= bar is not None and value < bar
        print(name, f"{value:.4f}", "-" if bar is None else bar, "short" if bar is not None and value < bar else "ok")
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
