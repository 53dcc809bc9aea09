"""Read and check codebook files: one tab-separated line a type, frame, list, word, look-alike or withdrawal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import cast

from emberwatch.errors import CodebookError
from emberwatch.events.codebook import SHIPPED, Constraint, Crosswalk, Entry, Kind, LookAlike, Pos, TypeRow

ROLES = ("actor", "recipient", "place", "reciprocal", "none")
RELATIONS = frozenset((
    "subj", "obj", "iobj", "poss", "comp", "by", "of", "on", "against", "with", "to", "from", "in", "at", "for", "into", "onto", "over",
    "between", "among", "about", "toward", "towards", "under", "inside", "outside", "near", "through", "across", "around", "behind", "after",
    "before", "along", "throughout", "within", "upon", "off", "via", "as", "beyond", "opposite"
))
CONSTRAINT_RELATIONS = RELATIONS | {"voice"}
COLUMNS = {"type": (8, 8), "frame": (5, 6), "list": (3, 4), "word": (7, 8), "notword": (3, 4), "drop": (3, 4)}
"""Fewest and most columns of each kind of line; what is above the fewest is a note."""
WORD = re.compile(r"[^\W_A-Z]+(?:['’.-][^\W_A-Z]+)*")
EVERY_POS = ("V", "N", "A", "R")

RowKey = tuple[str, str | None]
WordKey = tuple[str, tuple[frozenset[str], ...], frozenset[Constraint]]


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


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern: the possible lemmas of the trigger, the other words and the constraints."""

    heads: tuple[str, ...]
    others: tuple[frozenset[str], ...]
    constraints: tuple[Constraint, ...]


class LineError(Exception):
    """One thing wrong with the line at hand."""


@dataclass(slots=True)
class Assembly:
    """What the lines read so far have given."""

    rows: dict[RowKey, TypeRow] = field(default_factory=dict)
    frames: dict[tuple[str, str | None, str], dict[str, str]] = field(default_factory=dict)
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    entries: dict[str, dict[WordKey, list[Entry]]] = field(default_factory=lambda: {pos: {} for pos in EVERY_POS})
    not_events: dict[str, dict[WordKey, LookAlike]] = field(default_factory=lambda: {pos: {} for pos in EVERY_POS})
    merged: dict[tuple[str, str | None, str, str], MappingProxyType[str, str]] = field(default_factory=dict)
    here: dict[object, int] = field(default_factory=dict)
    """The line of the file at hand on which a type, frame, list or withdrawal was first given."""


def read_codebook_file(path: Path) -> CodebookFile:
    """The text of a codebook file; raises `CodebookError` where it cannot be read as UTF-8."""
    try:
        return CodebookFile(path.name, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"the codebook {path} cannot be read ({error}); give a UTF-8 text file with tab-separated columns") from error


def check_codebook(path: Path, *, replace: bool = False) -> list[Problem]:
    """Every error of one codebook file, laid over the shipped one or, with `replace`, by itself; none: an empty list."""
    file = read_codebook_file(path)
    files = [file] if replace or path.resolve() == SHIPPED.resolve() else [read_codebook_file(SHIPPED), file]
    *_, problems = assemble(files)
    return [problem for source, problem in problems if source == file.source]


def assemble(
    files: list[CodebookFile],
) -> tuple[dict[RowKey, TypeRow], dict[tuple[str, str], tuple[Entry, ...]], dict[tuple[str, str], tuple[LookAlike, ...]], list[tuple[str, Problem]]]:
    """The types, entries and look-alikes of several files, later ones over earlier, and every error with its file's name."""
    state, problems = Assembly(), []
    for file in files:
        state.here.clear()
        lines, wrong = split_lines(file.text)
        for kinds in (("list", "type"), ("frame",), ("drop",), ("word", "notword")):
            for number, columns in lines:
                if columns[0] in kinds:
                    try:
                        TAKERS[columns[0]](state, columns, number, file.source)
                    except LineError as error:
                        wrong.append(Problem(number, str(error)))
        problems += [(file.source, problem) for problem in sorted(wrong, key=lambda problem: problem.line)]
    return state.rows, index_entries(state), index_look_alikes(state), problems


def split_lines(text: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The columns of every line that is neither empty nor a comment, and what is wrong with their number."""
    lines, problems = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.rstrip("\r\t ").split("\t")]
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
        words |= alternatives(state, word)
    if not words:
        raise LineError(f"the list {name!r} has no words")
    state.lists[name] = frozenset(words)


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
    pos, pattern = known_pos(columns[1]), parse_pattern(state, columns[1], columns[2])
    found = False
    for key in word_keys(pattern):
        found |= state.entries[pos].pop(key, None) is not None
        found |= state.not_events[pos].pop(key, None) is not None
    if not found:
        raise LineError(f"nothing to drop: no earlier file has the {pos} pattern {columns[2]!r}")


def take_word(state: Assembly, columns: list[str], number: int, source: str) -> None:
    _, type_, mode_given, pos_given, given, strength, frame, *_ = columns
    mode = known_type(state, type_, mode_given)
    pos, pattern = known_pos(pos_given), parse_pattern(state, pos_given, given)
    if strength not in ("1", "2", "3"):
        raise LineError(f"strength {strength!r}: allowed are 1, 2, 3")
    mapping = merge_frame(state, type_, mode, pos, frame)
    kind = state.rows[type_, None].kind
    for key in word_keys(pattern):
        entry = Entry(type_, mode, kind, key[0], pos, pattern.others, int(strength), pattern.constraints, mapping, given, number, source)
        present = state.entries[pos].setdefault(key, [])
        present[:] = [other for other in present if other.source == source]
        clash(entry, present, state.not_events[pos].get(key))
        state.not_events[pos].pop(key, None)
        present.append(entry)


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
    pos, pattern = known_pos(columns[1]), parse_pattern(state, columns[1], columns[2])
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


def parse_frame(given: str) -> dict[str, str]:
    """`obj=place from=recipient` as a mapping; `-` as an empty one."""
    mapping: dict[str, str] = {}
    for part in [] if given in ("-", "") else given.split():
        relation, equals, role = part.partition("=")
        if not equals:
            raise LineError(f"frame {part!r}: expected relation=role")
        if relation not in RELATIONS:
            raise LineError(f"unknown relation {relation!r} in the frame: allowed are {', '.join(sorted(RELATIONS))}")
        if role not in ROLES:
            raise LineError(f"unknown role {role!r} in the frame: allowed are {', '.join(ROLES)}")
        if relation in mapping:
            raise LineError(f"the frame gives the relation {relation!r} twice")
        mapping[relation] = role
    return mapping


def merge_frame(state: Assembly, type_: str, mode: str | None, pos: str, own: str) -> MappingProxyType[str, str]:
    """The frame of a word: that of its part of speech, of its type, of its mode and its own, the later over the earlier."""
    key = (type_, mode, pos, own)
    if key not in state.merged:
        mapping: dict[str, str] = {}
        for layer in dict.fromkeys((("-", None, pos), (type_, None, pos), (type_, mode, pos))):
            mapping |= state.frames.get(layer, {})
        state.merged[key] = MappingProxyType(mapping | parse_frame(own))
    return state.merged[key]


def alternatives(state: Assembly, given: str) -> frozenset[str]:
    """`a/b/@list` as a set of lemmas; raises on an unknown list or a word with other than letters."""
    words: set[str] = set()
    for part in given.split("/"):
        if part.startswith("@"):
            if part[1:] not in state.lists:
                raise LineError(f"unknown list {part!r}: a list line declares one")
            words |= state.lists[part[1:]]
        elif WORD.fullmatch(part):
            words.add(part)
        else:
            raise LineError(f"the word {part!r} in {given!r}: expected lower-case letters, digits, hyphens and apostrophes")
    return frozenset(words)


def parse_pattern(state: Assembly, pos: str, given: str) -> Pattern:
    """The pattern of a word: the trigger is marked `*`, or else the last word of a noun's, the first of any other's."""
    parts = given.split()
    words = [part for part in parts if "=" not in part]
    constraints = tuple(parse_constraint(state, part) for part in parts if "=" in part)
    if not words:
        raise LineError("the pattern has no word")
    marked = [place for place, word in enumerate(words) if word.endswith("*")]
    if len(marked) > 1:
        raise LineError(f"the pattern {given!r} marks more than one word as the trigger")
    head = marked[0] if marked else (len(words) - 1 if pos == "N" else 0)
    heads = alternatives(state, words[head].removesuffix("*"))
    others = tuple(alternatives(state, word) for place, word in enumerate(words) if place != head)
    return Pattern(tuple(sorted(heads)), others, constraints)


def parse_constraint(state: Assembly, given: str) -> Constraint:
    relation, _, values = given.partition("=")
    negated = relation.startswith("not-")
    relation = relation.removeprefix("not-")
    if relation not in CONSTRAINT_RELATIONS:
        raise LineError(f"unknown relation {relation!r} in the constraint {given!r}: allowed are {', '.join(sorted(CONSTRAINT_RELATIONS))}")
    if relation == "voice" and values not in ("active", "passive"):
        raise LineError(f"voice {values!r}: allowed are active, passive")
    return Constraint(relation, negated, alternatives(state, values))


def word_keys(pattern: Pattern) -> Iterator[WordKey]:
    """What makes two patterns the same, for each possible lemma of the trigger."""
    for head in pattern.heads:
        yield head, pattern.others, frozenset(pattern.constraints)


def index_entries(state: Assembly) -> dict[tuple[str, str], tuple[Entry, ...]]:
    found: dict[tuple[str, str], list[Entry]] = {}
    for pos, words in state.entries.items():
        for (lemma, _, _), entries in words.items():
            found.setdefault((lemma, pos), []).extend(entries)
    return {key: tuple(sorted(entries, key=demand)) for key, entries in found.items()}


def demand(entry: Entry) -> tuple[int, int, int]:
    """Order of entries of one word: the most demanding first, then the strongest, then as in the file."""
    return -len(entry.others) - len(entry.constraints), -entry.strength, entry.line


def index_look_alikes(state: Assembly) -> dict[tuple[str, str], tuple[LookAlike, ...]]:
    found: dict[tuple[str, str], list[LookAlike]] = {}
    for pos, words in state.not_events.items():
        for (lemma, _, _), look_alike in words.items():
            found.setdefault((lemma, pos), []).append(look_alike)
    return {key: tuple(look_alikes) for key, look_alikes in found.items()}
