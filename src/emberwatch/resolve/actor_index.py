"""Names of actors in running text: longest match by tokens, with case where it matters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from emberwatch.model.entity import Actor
from emberwatch.resolve.actor_tables import KnownActor, State, load_states, load_with
from emberwatch.resolve.actor_words import words_for
from emberwatch.text.span import Span

HitKind = Literal["name", "adjective", "people", "government"]
ACRONYM = re.compile(r"[A-Z0-9][A-Z0-9.&/-]{0,6}[A-Z0-9]$")
SPLIT = re.compile(r"[-–‐‑'’‘`´ ]+")


@dataclass(frozen=True, slots=True)
class ActorHit:
    """Words that name an actor: tokens `[start, end)`, characters, how they name it, and who it may be, best first."""

    start: int
    end: int
    span: Span
    text: str
    kind: HitKind
    entries: tuple[KnownActor, ...]


@dataclass(slots=True)
class _Alias:
    """An indexed name: its pieces after the first one, its spelling, and the actors that bear it by kind."""

    rest: tuple[str, ...]
    raw: str
    acronym: bool
    cased: bool
    kind: HitKind
    entries: list[KnownActor] = field(default_factory=list)


@lru_cache(maxsize=65536)
def get_pieces(word: str) -> tuple[str, ...]:
    """The comparable pieces of a token: lower case, no accents, cut at hyphens and apostrophes ("Da'esh": da, esh; "U.S.": us)."""
    if word.isalpha() and word.isascii():
        return (word.lower(),)
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word.replace("ı", "i")) if not unicodedata.combining(c))
    if "." in word and len(word) > 1:
        word = word.replace(".", "")
    return tuple(p for p in SPLIT.split(word.lower()) if p)


class ActorIndex:
    """Every name of the actor tables, ready to be found in text; build it with `load`."""

    def __init__(self, actors: Iterable[KnownActor], states: Sequence[State]) -> None:
        self.actors: dict[str, KnownActor] = {}
        self.states: dict[str, State] = {s.code: s for s in states}
        self.state_names: dict[str, State] = {}
        self._first: dict[str, list[_Alias]] = {}
        self._spellings: dict[tuple[str, HitKind], _Alias] = {}
        for known in actors:
            self.actors.setdefault(known.name, known)
            for alias in known.aliases:
                self._add(alias, "name", known)
        for state in states:
            self._add_state(state)
        for aliases in self._first.values():
            aliases.sort(key=lambda a: -len(a.rest))

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> ActorIndex:
        """The index over the shipped tables and the actor files in `extra`; loaded once, then kept."""
        return _load_index(tuple((path, path.stat().st_mtime_ns) for path in extra))

    def _add_state(self, state: State) -> None:
        for alias in state.actor.aliases:
            self.state_names[alias.lower()] = state
        for word in state.adjectives:
            self._add(word, "adjective", state.actor)
            if not word.endswith(("s", "sh", "ch", "ese", "i", "US", "UK")) or word.endswith(("i", "Czech")):
                self._add(word + "s", "people", state.actor)
        for word in state.people:
            self._add(word, "people", state.actor)
        for word in state.government:
            self._add(word, "government", state.actor)

    def _add(self, raw: str, kind: HitKind, known: KnownActor) -> None:
        if raw.startswith("the "):
            raw = raw[4:]
        entry = self._spellings.get((raw, kind))
        if entry is None:
            pieces = tuple(p for word in raw.replace(",", " ,").replace("(", "( ").replace(")", " )").split() for p in get_pieces(word))
            if not pieces:
                return
            acronym = " " not in raw and ACRONYM.match(raw) is not None
            entry = self._spellings[(raw, kind)] = _Alias(pieces[1:], raw.replace(".", ""), acronym, raw != raw.lower(), kind)
            self._first.setdefault(pieces[0], []).append(entry)
        if known not in entry.entries:
            entry.entries.append(known)

    def find(self, name: str) -> KnownActor | None:
        """The actor with this canonical name, or None."""
        return self.actors.get(name)

    def country_code(self, name: str) -> str | None:
        """ISO code of a country given by code or by any of its names; None where it is not known."""
        if name in self.states:
            return name
        state = self.state_names.get(name.lower())
        return state.code if state else None

    def scan(self, words: Sequence[str], starts: Sequence[int], upos: Sequence[str] = ()) -> list[ActorHit]:
        """The actors that tokens name, left to right, longest first, never overlapping.

        `starts` are the character offsets of the tokens in the report; `upos` (empty: unknown) tells names from
        function words of the same spelling ("US" and "us", "IS" in a headline in capitals).
        """
        pieces, owner = self._cut(words)
        hits: list[ActorHit] = []
        at, count = 0, len(pieces)
        first = self._first
        while at < count:
            candidates = first.get(pieces[at])
            if candidates and (at == 0 or owner[at - 1] != owner[at]):
                found = self._match(candidates, pieces, owner, at, words, upos)
                if found and found[0] == at + 1 and in_longer_name(words, owner[at]):
                    found = None
                if found:
                    end, aliases = found
                    hits.append(_as_hit(aliases, owner[at], owner[end - 1] + 1, words, starts))
                    at = end
                    continue
            at += 1
        return hits

    @staticmethod
    def _cut(words: Sequence[str]) -> tuple[list[str], list[int]]:
        pieces: list[str] = []
        owner: list[int] = []
        for index, word in enumerate(words):
            for piece in get_pieces(word):
                pieces.append(piece)
                owner.append(index)
        return pieces, owner

    @staticmethod
    def _match(
        candidates: list[_Alias], pieces: list[str], owner: list[int], at: int, words: Sequence[str], upos: Sequence[str]
    ) -> tuple[int, list[_Alias]] | None:
        """The end of the longest alias that starts at piece `at`, and every alias of that length that fits."""
        best: list[_Alias] = []
        for alias in candidates:
            size = len(alias.rest)
            if best and size < len(best[0].rest):
                break
            end = at + 1 + size
            if size and tuple(pieces[at + 1 : end]) != alias.rest:
                continue
            if end < len(pieces) and owner[end] == owner[end - 1]:
                continue
            if _case_fits(alias, owner[at], owner[end - 1] + 1, words, upos):
                best.append(alias)
        return (at + 1 + len(best[0].rest), best) if best else None


def _case_fits(alias: _Alias, start: int, end: int, words: Sequence[str], upos: Sequence[str]) -> bool:
    """Is the spelling at tokens `[start, end)` one that the alias allows?"""
    word = words[start]
    if alias.acronym:
        if "".join(words[start:end]).replace(".", "") != alias.raw:
            return False
        if alias.raw in words_for("wordlike") and _in_capitals(words, start):
            return bool(upos) and upos[start] == "PROPN"
        return True
    if not alias.cased:
        return True
    if alias.rest:
        return any(c.isupper() for w in words[start:end] for c in w[:4]) and (word[0].isupper() or alias.raw[0].islower() or not word[0].isalpha())
    if not word[0].isupper():
        return False
    if word.isupper() and len(word) > 1 and not alias.raw.isupper() and len(word) <= 4 and not _in_capitals(words, start):
        return False
    return not (upos and (upos[start] in words_for("function tags") or (word.lower() in words_for("common words") and upos[start] != "PROPN")))


def _in_capitals(words: Sequence[str], at: int) -> bool:
    """Are the words around `at` written in capitals, so that case tells nothing?"""
    near = [w for w in (*words[max(0, at - 3) : at], *words[at + 1 : at + 4]) if w.isalpha() and len(w) > 1]
    return bool(near) and all(w.isupper() for w in near)


PARTICLES = frozenset({"da", "de", "do", "dos", "das", "del", "di"})


def in_longer_name(words: Sequence[str], at: int) -> bool:
    """Is a word only the end of a longer name, tied to its first part by a particle: "Praia" in "Mocimboa da Praia"?"""
    return at >= 2 and words[at - 1] in PARTICLES and words[at - 2][:1].isupper()


def _as_hit(aliases: list[_Alias], start: int, end: int, words: Sequence[str], starts: Sequence[int]) -> ActorHit:
    span = Span(starts[start], starts[end - 1] + len(words[end - 1]))
    order: dict[HitKind, int] = {"name": 0, "adjective": 1, "people": 2, "government": 3}
    aliases = sorted(aliases, key=lambda a: order[a.kind])
    entries = tuple(dict.fromkeys(e for a in aliases for e in a.entries))
    text = " ".join(words[start:end])
    return ActorHit(start, end, span, text, aliases[0].kind, entries)


@lru_cache(maxsize=4)
def _load_index(extra: tuple[tuple[Path, int], ...]) -> ActorIndex:
    return ActorIndex(load_with([path for path, _ in extra]), load_states())


def as_new_actor(name: str, kind: str, country: str | None = None) -> Actor:
    """An actor that no table knows, kept with its words."""
    from emberwatch.resolve.actor_tables import actor_id

    return Actor(actor_id(name), name, kind, country, new=True)  # type: ignore[arg-type]
