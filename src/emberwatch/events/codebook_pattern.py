"""Patterns, constraints and frames of codebook lines: what the trigger and the words around it must be, and who has which role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from emberwatch.events.codebook import Constraint

ROLES = ("actor", "recipient", "place", "reciprocal", "none")
RELATIONS = frozenset({
    "subj", "obj", "iobj", "poss", "comp", "by", "of", "on", "against", "with", "to", "from", "in", "at", "for", "into", "onto", "over",
    "between", "among", "about", "toward", "towards", "under", "inside", "outside", "near", "through", "across", "around", "behind", "after",
    "before", "along", "throughout", "within", "upon", "off", "via", "as", "beyond", "opposite",
})  # fmt: skip
CONSTRAINT_RELATIONS = RELATIONS | {"voice"}
WORD = re.compile(r"[^\W_A-Z]+(?:['’.-][^\W_A-Z]+)*")

WordKey = tuple[str, tuple[frozenset[str], ...], frozenset[Constraint]]


class LineError(Exception):
    """One thing wrong with the line at hand."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern: the possible lemmas of the trigger, the other words and the constraints."""

    heads: frozenset[str]
    others: tuple[frozenset[str], ...]
    constraints: tuple[Constraint, ...]


@dataclass(slots=True)
class PatternReader:
    """Parses patterns with the word lists known so far, and remembers what it has parsed."""

    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    constraints: dict[str, Constraint] = field(default_factory=dict)

    def forget(self) -> None:
        """Drop what was parsed, so that lists which a later file replaces are read anew."""
        self.sets.clear()
        self.constraints.clear()

    def parse(self, pos: str, given: str) -> Pattern:
        """The pattern of a word: the trigger is marked `*`, or else the last word of a noun's, the first of any other's."""
        words, constraints = [], []
        for part in given.split():
            if "=" in part:
                constraints.append(self.parse_constraint(part))
            else:
                words.append(part)
        if not words:
            raise LineError("the pattern has no word")
        head = find_trigger(words, pos, given) if len(words) > 1 or "*" in given else 0
        heads = self.alternatives(words[head].removesuffix("*"))
        others = tuple([self.alternatives(word) for place, word in enumerate(words) if place != head]) if len(words) > 1 else ()
        return Pattern(heads, others, tuple(constraints))

    def alternatives(self, given: str) -> frozenset[str]:
        """`a/b/@list` as a set of lemmas; raises on an unknown list or a word with other than letters."""
        found = self.sets.get(given)
        if found is None:
            words: set[str] = set()
            for part in given.split("/"):
                if part.startswith("@"):
                    if part[1:] not in self.lists:
                        raise LineError(f"unknown list {part!r}: a list line declares one")
                    words |= self.lists[part[1:]]
                elif WORD.fullmatch(part):
                    words.add(part)
                else:
                    raise LineError(f"the word {part!r} in {given!r}: expected lower-case letters, digits, hyphens and apostrophes")
            found = self.sets[given] = frozenset(words)
        return found

    def parse_constraint(self, given: str) -> Constraint:
        found = self.constraints.get(given)
        if found is None:
            relation, _, values = given.partition("=")
            negated = relation.startswith("not-")
            relation = relation.removeprefix("not-")
            if relation not in CONSTRAINT_RELATIONS:
                raise LineError(f"unknown relation {relation!r} in the constraint {given!r}: allowed are {', '.join(sorted(CONSTRAINT_RELATIONS))}")
            if relation == "voice" and values not in ("active", "passive"):
                raise LineError(f"voice {values!r}: allowed are active, passive")
            found = self.constraints[given] = Constraint(relation, negated, self.alternatives(values))
        return found


def find_trigger(words: list[str], pos: str, given: str) -> int:
    marked = [place for place, word in enumerate(words) if word.endswith("*")]
    if len(marked) > 1:
        raise LineError(f"the pattern {given!r} marks more than one word as the trigger")
    return marked[0] if marked else (len(words) - 1 if pos == "N" else 0)


def word_keys(pattern: Pattern) -> Iterator[WordKey]:
    """What makes two patterns the same, for each possible lemma of the trigger, in alphabetical order."""
    constraints = frozenset(pattern.constraints)
    for head in sorted(pattern.heads) if len(pattern.heads) > 1 else pattern.heads:
        yield head, pattern.others, constraints


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
