"""Read and check codebook files: one tab-separated line a type, frame, list, word, look-alike or withdrawal."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import cast

from emberwatch.errors import CodebookError
from emberwatch.events.codebook import SHIPPED, Crosswalk, Entry, Kind, LookAlike, Pos, TypeRow
from emberwatch.events.codebook_pattern import LineError, PatternReader, WordKey, parse_frame, word_keys

COLUMNS = {"type": (8, 8), "frame": (5, 6), "list": (3, 4), "word": (7, 8), "notword": (3, 4), "drop": (3, 4)}
"""Fewest and most columns of each kind of line; what is above the fewest is a note."""
EVERY_POS = ("V", "N", "A", "R")

RowKey = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one line: what was given, what is allowed."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """The text of one file and its name as errors tell it."""

    source: str
    text: str


@dataclass(slots=True)
class Assembly:
    """What the lines read so far have given."""

    rows: dict[RowKey, TypeRow] = field(default_factory=dict)
    frames: dict[tuple[str, str | None, str], dict[str, str]] = field(default_factory=dict)
    patterns: PatternReader = field(default_factory=PatternReader)
    entries: dict[str, dict[WordKey, list[Entry]]] = field(default_factory=lambda: {pos: {} for pos in EVERY_POS})
    not_events: dict[str, dict[WordKey, LookAlike]] = field(default_factory=lambda: {pos: {} for pos in EVERY_POS})
    merged: dict[tuple[str, str | None, str, str], MappingProxyType[str, str]] = field(default_factory=dict)
    here: dict[object, int] = field(default_factory=dict)
    """The line of the file at hand on which a type, frame, list or withdrawal was first given."""


def read_codebook_file(path: Path) -> CodebookFile:
    """The text of a codebook file; raises `CodebookError` where it cannot be read as UTF-8."""
    try:
        return CodebookFile(f"shipped {path.name}" if path == SHIPPED else str(path), path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"the codebook {path} cannot be read ({error}); give a UTF-8 text file with tab-separated columns") from error


def check_codebook(path: Path, *, replace: bool = False) -> list[Problem]:
    """Every error of one codebook file, laid over the shipped one or, with `replace`, by itself; none: an empty list.

    Line 0 stands for an error that the file causes on a line of the shipped codebook.
    """
    file = read_codebook_file(path)
    files = [file] if replace or path.resolve() == SHIPPED.resolve() else [read_codebook_file(SHIPPED), file]
    *_, problems = assemble(files)
    found = [p if source == file.source else Problem(0, f"with this file, {source}:{p.line}: {p.reason}") for source, p in problems]
    return sorted(found, key=lambda problem: problem.line)


def assemble(
    files: list[CodebookFile],
) -> tuple[dict[RowKey, TypeRow], dict[tuple[str, str], tuple[Entry, ...]], dict[tuple[str, str], tuple[LookAlike, ...]], list[tuple[str, Problem]]]:
    """The types, entries and look-alikes of several files, later ones over earlier, and every error with its file's name.

    Lists, types and frames of every file are read before the first word, so that a later file's hold for all words.
    """
    state, problems = Assembly(), []
    split = [(file.source, *split_lines(file.text)) for file in files]
    for kinds in (("list", "type"), ("frame",), ("drop", "word", "notword")):
        for source, lines, wrong in split:
            state.here.clear()
            state.patterns.forget()
            turn = [line for line in lines if line[1][0] in kinds]
            for number, columns in sorted(turn, key=drops_first) if "drop" in kinds else turn:
                try:
                    TAKERS[columns[0]](state, columns, number, source)
                except LineError as error:
                    wrong.append(Problem(number, str(error)))
    for source, _, wrong in split:
        problems += [(source, problem) for problem in sorted(wrong, key=lambda problem: problem.line)]
    return state.rows, index_entries(state), index_look_alikes(state), problems


def drops_first(line: tuple[int, list[str]]) -> bool:
    """Sorts the withdrawals of a file before its words; lines stay in order otherwise."""
    return line[1][0] != "drop"


def split_lines(text: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The columns of every line that is neither empty nor a comment, and what is wrong with their number."""
    lines, problems = [], []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r\t ")
        if not line or line[0] == "#":
            continue
        columns = line.split("\t")
        if " \t" in line or "\t " in line:
            columns = [column.strip() for column in columns]
        kind = columns[0]
        if kind not in COLUMNS:
            known = ", ".join(COLUMNS)
            apart = kind.split()[0] if kind else ""
            hint = "the columns must be separated by tabs" if apart in COLUMNS else f"allowed are {known}"
            problems.append(Problem(number, f"unknown kind of line {kind!r}: {hint}"))
            continue
        fewest, most = COLUMNS[kind]
        if not fewest <= len(columns) <= most:
            wanted = str(fewest) if fewest == most else f"{fewest} or {most}"
            problems.append(Problem(number, f"{len(columns)} columns where a {kind} line has {wanted}, separated by tabs"))
            continue
        lines.append((number, columns))
    return lines, problems


def take_type(state: Assembly, columns: list[str], number: int, source: str) -> None:
    _, type_, mode, kind, cameo, acled, ucdp, gloss = columns
    if not re.fullmatch(r"[A-Z][A-Z-]*", type_):
        raise LineError(f"the type {type_!r} must be written in capitals")
    if kind not in ("event", "state"):
        raise LineError(f"unknown kind of type {kind!r}: allowed are event, state")
    key = (type_, None if mode == "-" else mode)
    once(state, ("type", key), number, f"the type {type_}/{mode}")
    if key[1] is not None and (type_, None) not in state.rows:
        raise LineError(f"the mode {mode!r} stands before its type: declare {type_} with the mode - first")
    if key[1] is not None and kind != state.rows[type_, None].kind:
        raise LineError(f"the mode {mode!r} is a {kind} and its type {type_} is a {state.rows[type_, None].kind}: both must be the same")
    event, _, sub_event = (None if part.strip() in ("", "-") else part.strip() for part in (acled if acled != "-" else "").partition(":"))
    codes = tuple(code.strip() for code in cameo.split(",") if code.strip() not in ("", "-"))
    if wrong := [code for code in codes if not re.fullmatch(r"\d{2,4}", code)]:
        raise LineError(f"CAMEO code {wrong[0]!r}: expected two to four digits, several separated by commas")
    state.rows[key] = TypeRow(type_, key[1], cast(Kind, kind), Crosswalk(codes, event, sub_event, None if ucdp == "-" else ucdp), gloss, number, source)


def take_list(state: Assembly, columns: list[str], number: int, source: str) -> None:
    name = columns[1]
    once(state, ("list", name), number, f"the list {name!r}")
    words: set[str] = set()
    for word in columns[2].split():
        words |= state.patterns.alternatives(word)
    if not words:
        raise LineError(f"the list {name!r} has no words")
    state.patterns.lists[name] = frozenset(words)


def take_frame(state: Assembly, columns: list[str], number: int, source: str) -> None:
    _, type_, mode, pos, mapping, *_ = columns
    if type_ != "-":
        known_type(state, type_, mode)
    if pos not in EVERY_POS:
        raise LineError(f"unknown part of speech {pos!r}: allowed are V, N, A, R")
    key = (type_, None if mode == "-" else mode, pos)
    once(state, ("frame", key), number, f"the frame of {type_}/{mode} {pos}")
    state.frames[key] = parse_frame(mapping)


def take_drop(state: Assembly, columns: list[str], number: int, source: str) -> None:
    pos, pattern = known_pos(columns[1]), state.patterns.parse(columns[1], columns[2])
    found = False
    for key in word_keys(pattern):
        found |= state.entries[pos].pop(key, None) is not None
        found |= state.not_events[pos].pop(key, None) is not None
    if not found:
        raise LineError(f"nothing to drop: no earlier file has the {pos} pattern {columns[2]!r}")


def take_word(state: Assembly, columns: list[str], number: int, source: str) -> None:
    _, type_, mode_given, pos_given, given, strength, frame, *_ = columns
    mode = known_type(state, type_, mode_given)
    pos, pattern = known_pos(pos_given), state.patterns.parse(pos_given, given)
    if strength not in ("1", "2", "3", "4"):
        raise LineError(f"strength {strength!r}: allowed are 1, 2, 3, 4")
    mapping = merge_frame(state, type_, mode, pos, frame)
    kind = state.rows[type_, None].kind
    for key in word_keys(pattern):
        entry = Entry(type_, mode, kind, key[0], pos, pattern.others, int(strength), pattern.constraints, mapping, given, number, source)
        present = state.entries[pos].get(key)
        look_alike = state.not_events[pos].get(key)
        if present is None and look_alike is None:
            state.entries[pos][key] = [entry]
        else:
            own = [other for other in present or () if other.source == source]
            clash(entry, own, look_alike)
            state.entries[pos][key] = [*own, entry]
            state.not_events[pos].pop(key, None)


def clash(entry: Entry, present: list[Entry], look_alike: LookAlike | None) -> None:
    """Refuse a word that the same file has already given: with the same type, or with another one as strongly."""
    if look_alike is not None and look_alike.source == entry.source:
        raise LineError(f"{entry.lemma!r} ({entry.pattern}) stands on line {look_alike.line} as a look-alike with the same words and constraints")
    for other in present:
        if (other.type, other.mode) == (entry.type, entry.mode):
            raise LineError(f"{entry.lemma!r} ({entry.pattern}) is already on line {other.line} with the same type, words and constraints")
        if other.strength == entry.strength > 1:
            first, second = (f"{one.type}/{one.mode}" if one.mode else one.type for one in (other, entry))
            same = f"{second} here and {first} on line {other.line} with the same words, constraints and strength"
            raise LineError(f"{entry.lemma!r} ({entry.pattern}) is {same}: add a constraint, or make one the weaker")


def take_look_alike(state: Assembly, columns: list[str], number: int, source: str) -> None:
    pos, pattern = known_pos(columns[1]), state.patterns.parse(columns[1], columns[2])
    for key in word_keys(pattern):
        other = state.not_events[pos].get(key)
        if other is not None and other.source == source:
            raise LineError(f"the look-alike {columns[2]!r} is already on line {other.line}")
        if present := [entry for entry in state.entries[pos].pop(key, []) if entry.source == source]:
            state.entries[pos][key] = present
            raise LineError(f"{columns[2]!r} stands on line {present[0].line} as a word of {present[0].type} with the same words and constraints")
        state.not_events[pos][key] = LookAlike(key[0], pos, pattern.others, pattern.constraints, columns[2], number, source)


TAKERS: dict[str, Callable[[Assembly, list[str], int, str], None]] = {
    "type": take_type,
    "list": take_list,
    "frame": take_frame,
    "drop": take_drop,
    "word": take_word,
    "notword": take_look_alike,
}


def once(state: Assembly, key: object, number: int, what: str) -> None:
    """Refuse what the file at hand has already given."""
    if first := state.here.get(key):
        raise LineError(f"{what} is already on line {first}")
    state.here[key] = number


def known_type(state: Assembly, type_: str, mode: str) -> str | None:
    """The mode, None for `-`; raises where the codebook has no such type or mode."""
    if (type_, None) not in state.rows:
        types = dict.fromkeys(name for name, _ in state.rows)
        raise LineError(f"unknown type {type_!r}: allowed are {', '.join(types)}; a type line declares another")
    if mode == "-":
        return None
    if (type_, mode) not in state.rows:
        modes = [name for of, name in state.rows if of == type_ and name]
        raise LineError(f"unknown mode {mode!r}: {type_} has {', '.join(['-', *modes])}; a type line declares another")
    return mode


def known_pos(pos: str) -> Pos:
    if pos not in EVERY_POS:
        raise LineError(f"unknown part of speech {pos!r}: allowed are V, N, A, R")
    return cast(Pos, pos)


def merge_frame(state: Assembly, type_: str, mode: str | None, pos: str, own: str) -> MappingProxyType[str, str]:
    """The frame of a word: that of its part of speech, of its type, of its mode and its own, the later over the earlier."""
    key = (type_, mode, pos, own)
    if key not in state.merged:
        mapping: dict[str, str] = {}
        for layer in dict.fromkeys((("-", None, pos), (type_, None, pos), (type_, mode, pos))):
            mapping |= state.frames.get(layer, {})
        state.merged[key] = MappingProxyType(mapping | parse_frame(own))
    return state.merged[key]


def index_entries(state: Assembly) -> dict[tuple[str, str], tuple[Entry, ...]]:
    found: dict[tuple[str, str], list[Entry]] = {}
    for pos, words in state.entries.items():
        for word, entries in words.items():
            found.setdefault((word[0], pos), []).extend(entries)
    for entries in found.values():
        if len(entries) > 1:
            entries.sort(key=demand)
    return {key: tuple(entries) for key, entries in found.items()}


def demand(entry: Entry) -> tuple[int, int, int]:
    """Order of entries of one word: the most demanding first, then the strongest, then as in the file."""
    return -len(entry.others) - len(entry.constraints), -entry.strength, entry.line


def index_look_alikes(state: Assembly) -> dict[tuple[str, str], tuple[LookAlike, ...]]:
    found: dict[tuple[str, str], list[LookAlike]] = {}
    for pos, words in state.not_events.items():
        for (lemma, _, _), look_alike in words.items():
            found.setdefault((lemma, pos), []).append(look_alike)
    return {key: tuple(look_alikes) for key, look_alikes in found.items()}
