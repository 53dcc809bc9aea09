"""What a brief holds, as data: every rendering shows the same lines in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a line is told: the report, the line in it, and who is speaking there.

    `source` is the report's name (publisher, or short id), `line` counts from 1, `speakers` run from the innermost
    voice outwards. `words` are this telling's own words where they differ from those of the line. `anchor` names
    the sentence in `Brief.sentences`, or is empty. `sentence` counts from 1 in a line of many sentences and is 0 in others.
    """

    report: str
    source: str
    published: date | None
    line: int
    speakers: tuple[str, ...] = ()
    fact: str = ""
    words: str = ""
    anchor: str = ""
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the brief: the heading it stands under (its date, or its kind; may be empty), the sentence, and its citations.

    `status` is the status of the fact (empty where the line is no fact), `label` the short name of its type. `notes` are what the
    ledger adds: origins found, numbers that differ, disputes.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    heading: str = ""
    status: str = ""
    label: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of lines. `more` counts lines left out, `lead` is one sentence on how to read it, `empty` what is said when it has none."""

    key: str
    title: str
    lines: tuple[Line, ...]
    lead: str = ""
    empty: str = ""
    more: int = 0
    more_command: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of characters of a sentence and the role of the words there."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A cited sentence with its marked words; marks do not overlap and are in order. `number` is its place in a line of many sentences, else 0."""

    anchor: str
    report: str
    source: str
    line: int
    text: str
    marks: tuple[Mark, ...]
    number: int = 0

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The sentence in pieces of `(words, role)`; the role is empty between marks."""
        at = 0
        for mark in self.marks:
            if mark.start > at:
                yield self.text[at : mark.start], ""
            yield self.text[mark.start : mark.end], mark.role
            at = mark.end
        if at < len(self.text):
            yield self.text[at:], ""


@dataclass(frozen=True, slots=True)
class Source:
    """One report that the brief rests on."""

    id: str
    name: str
    published: date | None
    title: str
    url: str
    facts: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief of a record: header (`summary` as name and value), notes, sections, its reports and the sentences cited."""

    title: str
    summary: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    sentences: tuple[Sentence, ...]
