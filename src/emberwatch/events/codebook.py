"""The words by which events and states are recognised, with their modes, role frames and crosswalks, as loaded from data files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from emberwatch.errors import CodebookError
from emberwatch.ids import content_id

Pos = Literal["V", "N", "A", "R"]
Kind = Literal["event", "state"]

SHIPPED = Path(__file__).parent.parent / "data" / "codebook" / "codebook.tsv"


@dataclass(frozen=True, slots=True)
class Constraint:
    """What must (or, negated, must not) stand in one relation to the trigger.

    `values` holds classes (`place`, `person`, `group`, `people`, `thing`, `number`, `any`, `none`; for `voice` `active`,
    `passive`) and lemmas; one of them must fit.
    """

    relation: str
    negated: bool
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or phrase that stands for a type of event or state.

    `others` are sets of lemmas: of each, one must be among the trigger's dependents or their function words. `strength`
    is 4 (this whatever else speaks against it), 3 (nearly always this in news), 2 (usual) or 1 (only when something else
    agrees). `frame` maps every relation that matters to a role: `actor`, `recipient`, `place`, `reciprocal` (the first
    filler is the actor, the others recipients) or `none`. `line` is the line in `source`, the file's name.
    """

    type: str
    mode: str | None
    kind: Kind
    lemma: str
    pos: Pos
    others: tuple[frozenset[str], ...]
    strength: int
    constraints: tuple[Constraint, ...]
    frame: Mapping[str, str]
    pattern: str
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A word or phrase that suggests an event and is none (`heart attack`); read like an `Entry`."""

    lemma: str
    pos: Pos
    others: tuple[frozenset[str], ...]
    constraints: tuple[Constraint, ...]
    pattern: str
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The codes of other schemes: CAMEO roots or codes, ACLED's event and sub-event type, UCDP's types of violence."""

    cameo: tuple[str, ...]
    acled_event: str | None
    acled_sub_event: str | None
    ucdp: str | None


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One type, or one mode of a type: whether it is an event or a state, its crosswalk and what it means."""

    type: str
    mode: str | None
    kind: Kind
    crosswalk: Crosswalk
    gloss: str
    line: int
    source: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """A loaded codebook: ask it for the entries of a word with `lookup`; build it with `load`."""

    rows: Mapping[tuple[str, str | None], TypeRow]
    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    not_events: Mapping[tuple[str, str], tuple[LookAlike, ...]]
    version: str

    @classmethod
    def load(cls, *paths: Path | None, replace: bool = False) -> Codebook:
        """The shipped codebook with the files of `paths` laid over it, or these alone with `replace`.

        A path of None is left out. A later line on the same word, list, frame or type takes the place of an earlier
        file's. Raises `CodebookError` with every error of every file, each with its file and line.
        """
        from emberwatch.events.codebook_file import assemble, read_codebook_file

        files = [read_codebook_file(path) for path in ([] if replace else [SHIPPED]) + [path for path in paths if path is not None]]
        if not files:
            raise CodebookError("no codebook was given: name a file, or leave `replace` out to use the one that is shipped")
        rows, entries, not_events, problems = assemble(files)
        if problems:
            told = "\n".join(f"  {source}:{problem.line}: {problem.reason}" for source, problem in problems)
            raise CodebookError(f"the codebook has {len(problems)} error{'s' * (len(problems) > 1)}; mend the lines and run again:\n{told}")
        return cls(rows, entries, not_events, content_id("codebook", [file.text for file in files]))

    @property
    def types(self) -> tuple[str, ...]:
        """Every type, events and states, in the order of the file."""
        return tuple(dict.fromkeys(type_ for type_, _ in self.rows))

    def modes(self, type: str) -> tuple[str, ...]:
        """The modes of a type, in the order of the file; none for an unknown type."""
        return tuple(mode for type_, mode in self.rows if type_ == type and mode is not None)

    def kind(self, type: str) -> Kind:
        """Is the type an event or a state?"""
        return self.row(type).kind

    def row(self, type: str, mode: str | None = None) -> TypeRow:
        """The line that declares a type, or one of its modes; raises `CodebookError` where there is none."""
        if row := self.rows.get((type, mode)):
            return row
        if type not in self.types:
            raise CodebookError(f"the codebook has no type {type!r}; it has {', '.join(self.types)}")
        raise CodebookError(f"the type {type} has no mode {mode!r}; it has {', '.join(self.modes(type)) or 'none'}")

    def crosswalk(self, type: str, mode: str | None = None) -> Crosswalk:
        """The codes of other schemes for a type, or for one of its modes."""
        return self.row(type, mode).crosswalk

    def lookup(self, lemma: str, pos: str) -> tuple[Entry, ...]:
        """The entries whose trigger has this lemma and part of speech: the most demanding first, then the strongest."""
        return self.entries.get((lemma, pos), ())

    def look_alikes(self, lemma: str, pos: str) -> tuple[LookAlike, ...]:
        """What looks like an event of this word and is none."""
        return self.not_events.get((lemma, pos), ())

    def describe(self) -> list[dict[str, str | int]]:
        """One row a type and mode, with the number of its words and its crosswalk, for a listing."""
        counts = Counter((entry.type, entry.mode) for entries in self.entries.values() for entry in entries)
        return [
            {
                "type": row.type,
                "mode": row.mode or "",
                "kind": row.kind,
                "words": counts[row.type, row.mode],
                "cameo": ", ".join(row.crosswalk.cameo),
                "acled": ": ".join(part for part in (row.crosswalk.acled_event, row.crosswalk.acled_sub_event) if part),
                "ucdp": row.crosswalk.ucdp or "",
                "meaning": row.gloss,
            }
            for row in self.rows.values()
        ]
