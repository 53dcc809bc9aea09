"""Turn the training corpora into labelled sentences of one shape; every reader yields `Example`s.

Where the sets come from is told in `training/README.md`. No reader writes anything.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from emberwatch.text.quotes import find_quotes

Span = tuple[int, int]
ROLES = ("none", "actor", "recipient", "place", "source", "addressee", "told")
NER = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
MENTIONS = ("none", "person", "place", "organization", "object", "event", "time", "substance", "animal", "plant", "abstract")
ATTRIBUTION = ("source", "cue", "content")
SPEECH = "speech"
"""The last column of the attribution head: the one word that says so, as the own corpus marks it; PolNeAR's cues are whole phrases."""


@dataclass(slots=True)
class Example:
    """Words of one sentence and whatever labels its corpus gives; a missing list means: not annotated."""

    words: list[str]
    origin: str
    upos: list[str] | None = None
    xpos: list[str] | None = None
    heads: list[int] | None = None  # 0 = root, else 1-based
    rels: list[str] | None = None
    mention: list[str] | None = None
    ner: list[str] | None = None
    attribution: list[tuple[int, int, int]] | None = None
    speech: list[int] | None = None
    quoted: list[bool] | None = None  # words inside a quotation that may have begun in an earlier sentence
    holds: dict[int, float] = field(default_factory=dict)  # word -> 0..1
    ace: list[str] | None = None
    event: list[str | None] | None = None  # None at a word: not known
    status: dict[int, str] = field(default_factory=dict)
    roles: list[tuple[int, int, str]] = field(default_factory=list)  # trigger word, argument word, role
    role_rows: set[int] = field(default_factory=set)  # trigger words whose roles are annotated
    role_unknown: set[int] = field(default_factory=set)  # argument words of which no role is known


def open_lines(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            if line.strip():
                yield json.loads(line)


# ---------------------------------------------------------------- Universal Dependencies
def read_conllu(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    meta: dict[str, str] = {}
    rows: list[list[str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            line = line.rstrip("\n")
            if not line:
                if rows:
                    yield meta, rows
                meta, rows = {}, []
            elif line.startswith("#"):
                key, _, value = line[1:].partition("=")
                meta[key.strip()] = value.strip()
            else:
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
    if rows:
        yield meta, rows


def read_ud(path: Path, origin: str) -> list[Example]:
    examples = []
    for _, rows in read_conllu(path):
        example = Example(
            words=[r[1] for r in rows],
            origin=origin,
            upos=[r[3] for r in rows],
            xpos=[r[4] for r in rows],
            heads=[int(r[6]) for r in rows],
            rels=[r[7] for r in rows],
            quoted=find_quoted_words(rows),
        )
        if origin == "gum":
            example.mention = find_mention_heads(rows, example.heads or [])
        examples.append(example)
    return examples


def find_quoted_words(rows: list[list[str]]) -> list[bool]:
    """Words of a treebank's sentence inside quotation marks; what stood before the sentence is not known."""
    text, starts = "", []
    for row in rows:
        starts.append(len(text))
        text += row[1] if "SpaceAfter=No" in row[9] else row[1] + " "
    quoted = mark_quoted(text)
    return [bool(quoted[start]) for start in starts]


def find_mention_heads(rows: list[list[str]], heads: list[int]) -> list[str]:
    """Type of the mention that each word heads (`none` where it heads none), from GUM's Entity brackets."""
    types = ["none"] * len(rows)
    open_mentions: list[tuple[str, str, int]] = []
    for index, row in enumerate(rows):
        entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", entity):
            if piece.startswith("("):
                fields = piece.strip("()").split("-")
                open_mentions.append((fields[0], fields[1] if len(fields) > 1 else "abstract", index))
            if piece.endswith(")"):
                key = piece.strip("()").split("-")[0]
                at = next((i for i in range(len(open_mentions) - 1, -1, -1) if open_mentions[i][0] == key), None)
                if at is None:
                    continue
                _, kind, start = open_mentions.pop(at)
                inside = range(start, index + 1)
                head = next((i for i in inside if heads[i] - 1 not in inside), start)
                types[head] = kind if kind in MENTIONS else "abstract"
    return types


def add_factuality(examples: list[Example], path: Path) -> None:
    """Lay the UDS answers (does this predicate hold?) on the EWT sentences that have the same words."""
    by_words = {tuple(e.words): e for e in examples}
    for row in open_lines(path):
        example = by_words.get(tuple(row["words"]))
        if example is not None:
            for token, value, _confidence in row["predicates"]:
                example.holds[token - 1] = min(1.0, max(0.0, 0.5 + value / 4.0))


# ---------------------------------------------------------------- head words of spans without a parse
BREAKS = frozenset(
    "of in on at from by with for who that which near to against among between inside across under over around after before whose where outside within "
    "into through during about as".split()
)


def head_word(words: list[str], start: int, end: int) -> int:
    """Head of the noun phrase `words[start:end]`: the last word before a preposition, relative pronoun, comma or conjunction."""
    last = start
    for index in range(start, end):
        word = words[index].lower()
        if index > start and (word in BREAKS or word in {",", "(", "and", "or", "–", "—", "'s", "’s", ":"}):
            if word in {"'s", "’s"}:
                continue
            if word in {"and", "or"} and index + 1 < end and words[index + 1][:1].islower() and words[last][:1].islower() and index - start == 1:
                continue
            break
        if word not in {'"', "“", "”", "'", ")", "]", "[", "-", "’s", "'s"}:
            last = index
    return last


# ---------------------------------------------------------------- attribution
NER_MAP = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}


def to_bio(kinds: list[str | None]) -> list[str]:
    tags, previous = [], None
    for kind in kinds:
        tags.append("O" if kind is None else ("I-" if kind == previous else "B-") + kind)
        previous = kind
    return tags


def read_polnear(path: Path) -> list[Example]:
    examples = []
    for doc in open_lines(path):
        spans: dict[str, list[Span]] = {k: [] for k in ATTRIBUTION}
        for attribution in doc["attributions"]:
            for k in ATTRIBUTION:
                spans[k] += [tuple(s) for s in attribution.get(k, [])]
        marks = {k: mark_chars(len(doc["text"]), spans[k]) for k in ATTRIBUTION}
        quoted = mark_quoted(doc["text"])
        for tokens in doc.get("corenlp_sentences", []):
            if not tokens:
                continue
            words = [doc["text"][t[0] : t[1]] for t in tokens]
            example = Example(words=words, origin="polnear")
            example.attribution = [tuple(int(marks[k][t[0]]) for k in ATTRIBUTION) for t in tokens]  # type: ignore[misc]
            example.quoted = [bool(quoted[t[0]]) for t in tokens]
            example.ner = to_bio([NER_MAP.get(t[3]) for t in tokens])
            add_sources(example, doc, tokens)
            examples.append(example)
    return examples


def mark_quoted(text: str) -> bytearray:
    """One byte a character: 1 inside a quotation."""
    return mark_chars(len(text), [(quote.start, quote.end) for quote in find_quotes(text)])


def mark_chars(length: int, spans: list[Span]) -> bytearray:
    marks = bytearray(length + 1)
    for start, end in spans:
        marks[start:end] = b"\x01" * (end - start)
    return marks


def add_sources(example: Example, doc: dict, tokens: list[list]) -> None:
    """Link the head word of each cue to the head word of its source, inside one sentence."""
    first, last = tokens[0][0], tokens[-1][1]
    for attribution in doc["attributions"]:
        cue, source = attribution.get("cue"), attribution.get("source")
        if not cue or not (first <= cue[0][0] < last):
            continue
        cue_words = [i for i, t in enumerate(tokens) if any(s <= t[0] < e for s, e in cue)]
        if not cue_words:
            continue
        verbs = [i for i in cue_words if tokens[i][2].startswith("V")]
        row = (verbs or cue_words)[-1 if verbs else 0]
        example.role_rows.add(row)
        example.role_unknown |= {i for i in range(len(tokens)) if example.attribution and example.attribution[i][2]}
        if source and first <= source[0][0] < last:
            inside = [i for i, t in enumerate(tokens) if source[0][0] <= t[0] < source[0][1]]
            if inside:
                example.roles.append((row, head_word(example.words, inside[0], inside[-1] + 1), "source"))


# ---------------------------------------------------------------- names in the domain
def read_re3d(path: Path, tokenize) -> list[Example]:
    kinds = {"Organisation": "ORG", "Location": "LOC", "Person": "PER", "Nationality": "MISC"}
    examples = []
    for doc in open_lines(path):
        longest: dict[int, tuple[int, str]] = {}
        for start, end, kind in doc["entities"]:
            if kind in kinds and doc["text"][start : start + 1].isupper():
                for at in range(start, end):
                    if end - start > longest.get(at, (0, ""))[0]:
                        longest[at] = (end - start, kinds[kind])
        for words, starts in tokenize(doc["text"]):
            tags = [longest[s][1] if s in longest else None for s in starts]
            examples.append(Example(words=words, origin="re3d", ner=to_bio(tags)))
    return examples


# ---------------------------------------------------------------- event triggers of other schemes
def read_m2e2(path: Path) -> list[Example]:
    roles = {
        "Attacker": "actor", "Agent": "actor", "Giver": "actor", "Target": "recipient", "Victim": "recipient", "Person": "recipient", "Recipient": "recipient",
        "Place": "place",
    }  # fmt: skip
    seen, examples = set(), []
    for row in open_lines(path):
        words = row["words"]
        if tuple(words) in seen:
            continue
        seen.add(tuple(words))
        example = Example(words=words, origin="m2e2", ace=["none"] * len(words))
        for mention in row["golden-event-mentions"]:
            start, end = mention["trigger"]["start"], mention["trigger"]["end"]
            for index in range(start, min(end, len(words))):
                assert example.ace is not None
                example.ace[index] = mention["event_type"].replace(":", ".")
            if not mention["event_type"].startswith(("Conflict", "Life", "Justice")):
                continue
            example.role_rows.add(start)
            for argument in mention["arguments"]:
                if argument["role"] in roles and argument["end"] <= len(words):
                    example.roles.append((start, head_word(words, argument["start"], argument["end"]), roles[argument["role"]]))
        examples.append(example)
    return examples


def read_wikievents(path: Path) -> list[Example]:
    examples = []
    for doc in open_lines(path):
        types: dict[int, str] = {}
        for start, end, kinds in doc["evt_triggers"]:
            for index in range(start, end + 1):
                types[index] = ".".join(kinds[0][0].split(".")[:2])
        offset = 0
        for words in doc["sentences"]:
            labels = [types.get(offset + i, "none") for i in range(len(words))]
            offset += len(words)
            if len(words) > 1:
                examples.append(Example(words=list(words), origin="wikievents", ace=labels))
    return examples
