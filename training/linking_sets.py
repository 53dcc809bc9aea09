"""Documents of ECB+ and MEANTIME with their event mentions and the chains that these belong to; nothing is written."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MentionKind = Literal["event", "person", "thing", "place", "time"]
ECB_KINDS: tuple[tuple[str, MentionKind], ...] = (
    ("ACTION", "event"), ("NEG_ACTION", "event"), ("HUMAN", "person"), ("NON_HUMAN", "thing"), ("LOC", "place"), ("TIME", "time"),
)  # fmt: skip
ECB_FOLDER, ECB_CHECKED = "ECB+/", "ECBplus_coreference_sentences.csv"


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Words (positions in their sentence) of one mention, and the chain it is in; a chain of its own where it is in none."""

    sentence: int
    words: tuple[int, ...]
    kind: MentionKind
    chain: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document: its tokens by sentence, its mentions; `group` is the topic, `part` the finer division (the subtopic)."""

    name: str
    group: str
    part: str
    sentences: tuple[tuple[str, ...], ...]
    mentions: tuple[GoldMention, ...]

    @property
    def text(self) -> str:
        """Tokens with a blank between, sentences as paragraphs."""
        return "\n\n".join(" ".join(words) for words in self.sentences)

    def start_of(self, sentence: int, word: int) -> int:
        """First character of a word in `text`."""
        before = sum(len(" ".join(words)) + 2 for words in self.sentences[:sentence])
        return before + sum(len(w) + 1 for w in self.sentences[sentence][:word])


def read_ecb(archive: Path) -> list[GoldDocument]:
    """ECB+ documents in order of name, with the mentions of the sentences whose annotation was checked (as all published figures use)."""
    with zipfile.ZipFile(archive) as files:
        checked: dict[str, set[int]] = defaultdict(set)
        for row in csv.DictReader(io.StringIO(files.read(ECB_CHECKED).decode("utf-8"))):
            checked[f"{row['Topic']}_{row['File']}"].add(int(row["Sentence Number"]))
        names = sorted(n for n in files.namelist() if n.startswith(ECB_FOLDER) and n.endswith(".xml"))
        return [read_ecb_document(Path(n).stem, files.read(n).decode("utf-8"), checked[Path(n).stem]) for n in names]


def read_ecb_document(name: str, xml: str, checked: set[int]) -> GoldDocument:
    root = ET.fromstring(xml)  # trusted corpus file
    place: dict[str, tuple[int, int]] = {}
    sentences: list[list[str]] = []
    for token in root.iter("token"):
        number = int(token.attrib["sentence"])
        while len(sentences) <= number:
            sentences.append([])
        place[token.attrib["t_id"]] = (number, len(sentences[number]))
        sentences[number].append((token.text or "").strip() or "_")
    chains = {source: f"{group}:{chain}" for source, chain, group in find_ecb_chains(root, name)}
    mentions = [m for m in find_ecb_mentions(root, place, chains, name) if m.sentence in checked]
    if name.endswith("ecbplus") and sentences:
        sentences[0] = ["."]  # the page's address
    topic = name.partition("_")[0]
    return GoldDocument(name, topic, "plus" if name.endswith("plus") else "ecb", tuple(map(tuple, sentences)), tuple(mentions))


def find_ecb_chains(root: ET.Element, name: str) -> Iterator[tuple[str, str, str]]:
    """Mention id, chain and where the chain's name holds (the corpus, or this document)."""
    for relation in root.iterfind("Relations/*"):
        crossing = relation.tag == "CROSS_DOC_COREF"
        chain = relation.attrib.get("note") if crossing else relation.attrib["r_id"]
        for source in relation.iterfind("source"):
            yield source.attrib["m_id"], str(chain), "all" if crossing else name


def find_ecb_mentions(root: ET.Element, place: dict[str, tuple[int, int]], chains: dict[str, str], name: str) -> Iterator[GoldMention]:
    for mark in root.iterfind("Markables/*"):
        anchors = [place[a.attrib["t_id"]] for a in mark.iterfind("token_anchor")]
        kind = next((kind for tag, kind in ECB_KINDS if mark.tag.startswith(tag)), None)
        if anchors and kind:
            number = mark.attrib["m_id"]
            sentence = anchors[0][0]
            yield GoldMention(sentence, tuple(sorted(w for s, w in anchors if s == sentence)), kind, chains.get(number, f"{name}:alone:{number}"))
