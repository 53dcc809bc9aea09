"""Codes on real reports: `training/labels/*.jsonl` says where in a public corpus an item stands and what is recorded from it.

The corpora's words are not in this repository: an item is named by its set and its sentences, every span is a pair of character
offsets in the text that `read_items` lays out from the corpus. Layout of a line:

    {"set": "m2e2", "key": [sentence ids], "facts": [[kind, type, mode, status, trigger, roles, speakers, quantities], …]}
    {"set": "re3d" | "polnear" | "wikievents" | "timeml" | "muc", "key": [document, start, end], "facts": […]}
    {"set": "ewt" | "plover", "key": [sentence id or row], "facts": […]}

    python -m training.real lay CODES ITEMS OUT     codes written as in the own corpus, under "@n" lines, become one file of labels
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from unicodedata import is_normalized

from bench.timex import read_documents
from emberwatch.text.clean import clean_text
from training.own_corpus import CodedFact, Item, Problem, Span, parse_fact

LABELS = Path(__file__).parent / "labels"
TIGHT = re.compile(r"[.,;:!?)\]}%…'’]|[-–/]|n['’]t|['’](?:s|re|ve|ll|d|m)", re.IGNORECASE)
"""Words that follow the one before without a space."""


class Texts:
    """The items' texts, laid out from the corpora under `root`; a set is read when an item of it is first asked for."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def voa(self) -> dict[str, str]:
        """M2E2's sentences by their ids."""
        return {row["sentence_id"]: row["sentence"].strip() for row in open_rows(self.root / "m2e2/train.jsonl.gz")}

    @cached_property
    def re3d(self) -> dict[str, str]:
        return {row["id"]: row["text"] for row in open_rows(self.root / "re3d/train.jsonl.gz")}

    @cached_property
    def polnear(self) -> dict[str, str]:
        return {row["id"]: row["text"] for row in open_rows(self.root / "polnear/train.jsonl.gz")}

    @cached_property
    def wikievents(self) -> dict[str, str]:
        rows = open_rows(self.root / "wikievents/train.jsonl.gz")
        return {row["doc_key"]: "\n".join(map(join_words, row["sentences"])) for row in rows}

    @cached_property
    def timeml(self) -> dict[str, str]:
        return {document.name: document.text for document in read_documents(self.root / "timeml/timebank-aquaint.zip")}

    @cached_property
    def muc(self) -> dict[str, str]:
        """In lower case, as the set has it; its columns and paragraphs are runs of spaces."""
        return {row["docid"]: " ".join(row["doctext"].split()) for row in open_rows(self.root / "muc/train.jsonl.gz")}

    @cached_property
    def ewt(self) -> dict[str, str]:
        with gzip.open(self.root / "ud/en_ewt-train.conllu.gz", "rt", encoding="utf-8") as handle:
            comments = [line.split(" = ", 1)[1].strip() for line in handle if line.startswith(("# sent_id", "# text ="))]
        return dict(zip(comments[::2], comments[1::2], strict=True))

    @cached_property
    def plover(self) -> dict[int, str]:
        """The sentences of the PLOVER pairs by their rows."""
        return {number: row["sentence"] for number, row in enumerate(read_pair_rows(self.root))}

    def find(self, set_: str, key: list[Any]) -> str:
        if set_ in ("ewt", "plover"):
            return flatten(getattr(self, set_)[key[0]])
        if set_ != "m2e2":
            document, start, end = key
            return flatten(getattr(self, set_)[document][start:end])
        text = ""
        for name in key:
            text = finish(text, '"”') + " " + self.voa[name] if text else self.voa[name]
        return flatten(finish(text, "\"”'"))


def join_words(words: Sequence[str]) -> str:
    """A sentence of a corpus that gives words alone, spaced as print spaces it; quotation marks open and close by turns."""
    text, closed, opens = "", True, False
    for word in words:
        mark = word in ('"', "''", "``")
        tight = opens or (mark and not closed) or bool(TIGHT.fullmatch(word))
        text += word if tight or not text else " " + word
        opens = (mark and closed) or word in "([{$£€-–/#"
        closed = closed != mark
    return text


def finish(text: str, marks: str) -> str:
    """The text with a full stop, unless it ends in one or in one of the closing `marks`."""
    return text if text[-1] in ".!?" + marks else text + "."


def flatten(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")


def read_pair_rows(root: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((root / "plover-pairs/pairs.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))


def open_rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        yield from map(json.loads, handle)


def read_real(root: Path) -> list[Item]:
    """Every item of every file of labels but those on the PLOVER pairs, with the corpora's text; of reports that stand twice in a corpus the first."""
    items: dict[str, Item] = {}
    for _, item in read_labels(root, "real_*.jsonl"):
        items.setdefault(item.text, item)
    return list(items.values())


def read_pair_items(root: Path) -> list[tuple[int, Item]]:
    """The coded sentences of the PLOVER pairs, each with its row in the set."""
    return [(key[0], item) for key, item in read_labels(root, "plover_*.jsonl")]


def read_labels(root: Path, files: str) -> Iterator[tuple[list[Any], Item]]:
    """The items of the files of labels named, each with its key."""
    texts = Texts(root)
    for file in sorted(LABELS.glob(files)):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            text, places = squeeze(texts.find(row["set"], row["key"]))
            if is_normalized("NFC", text):  # the product composes letters and accents, which would move every span behind them
                yield row["key"], Item(file.name, number, text, [unpack(fact, number, places) for fact in row["facts"]])


def pack(fact: CodedFact) -> list[Any]:
    return [fact.kind, fact.type, fact.mode, fact.status, fact.trigger, fact.roles, fact.speakers, fact.quantities]


def squeeze(text: str) -> tuple[str, list[int]]:
    """The text clean and with single spaces, as the product reads it, and where each of its characters (and its end) went."""
    out, places = "", []
    for char in map(clean_text, text):
        places.append(len(out))
        if char != " " or not out.endswith(" "):
            out += char
    return out, [*places, len(out)]


def unpack(row: list[Any], line: int, places: Sequence[int] | None = None) -> CodedFact:
    """A fact of a file of labels; `places` says where each character of the corpus' text stands in the item's."""
    kind, type_, mode, status, trigger, roles, speakers, quantities = row

    def to_span(given: Sequence[int]) -> Span:
        start, end = given
        return (places[start], places[end - 1] + 1) if places else (start, end)

    return CodedFact(
        kind=kind,
        type=type_,
        mode=mode,
        status=status,
        trigger=to_span(trigger) if trigger else None,
        roles={name: [to_span(span) for span in spans] for name, spans in roles.items()},
        speakers=[to_span(span) for span in speakers],
        quantities=[(to_span(span), of, state, low, high) for span, of, state, low, high in quantities],
        line=line,
    )


def lay(codes: Path, items: Path, out: Path) -> int:
    """Turn codes under `@n` lines into labels; a line that cannot be read is told and left out. Returns how many were."""
    known = {row["n"]: row for row in map(json.loads, items.read_text(encoding="utf-8").splitlines())}
    found: dict[int, list[CodedFact]] = {}
    wrong = 0
    current = 0
    for number, line in enumerate(codes.read_text(encoding="utf-8").splitlines(), 1):
        line = line.rstrip()
        if line.startswith("@"):
            current = int(line[1:])
            found[current] = []
        elif line and line != "-":
            try:
                found[current].append(parse_fact(known[current]["text"], line, number))
            except (Problem, ValueError) as problem:
                print(f"{codes.name}:{number}: {problem}")
                wrong += 1
    lines = [{"set": known[n]["set"], "key": known[n]["key"], "facts": [pack(f) for f in facts]} for n, facts in sorted(found.items())]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines), encoding="utf-8")
    print(f"{out}: {len(lines)} items, {sum(map(len, found.values()))} facts, {wrong} lines left out")
    return wrong


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[1] != "lay":
        sys.exit(__doc__)
    sys.exit(bool(lay(*map(Path, sys.argv[2:]))))
