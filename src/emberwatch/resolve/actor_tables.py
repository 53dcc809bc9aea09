"""The actor tables that ship with the package, and a user's own, as rows of known actors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from emberwatch.ids import content_id
from emberwatch.model.entity import Actor, ActorType
from emberwatch.text import table

FOLDER = Path(__file__).parent.parent / "data" / "actors"
Sex = Literal["m", "f", ""]


@dataclass(frozen=True, slots=True)
class Term:
    """One affiliation, and the office held there; `[since, until)` are ISO dates, months or years, empty where open."""

    affiliation: str = ""
    office: str = ""
    country: str = ""
    since: str = ""
    until: str = ""

    def holds(self, day: date | None) -> bool:
        """Does the term hold on `day`? A month or year at the end is included; without a day every term does."""
        if day is None:
            return True
        iso = day.isoformat()
        if self.since and iso[: len(self.since)] < self.since:
            return False
        return not self.until or (iso < self.until if len(self.until) == 10 else iso[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the tables: its names, who backs it, and its terms, in the order of the file."""

    id: str
    name: str
    type: ActorType
    country: str | None
    aliases: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    backed_by: tuple[str, ...] = ()
    sex: Sex = ""

    def term_on(self, day: date | None) -> Term | None:
        """The first term that holds on `day`, else the last one, else None."""
        return next((t for t in self.terms if t.holds(day)), self.terms[-1] if self.terms else None)

    def as_actor(self, day: date | None) -> Actor:
        """The actor as of `day`: affiliation and role are those of the term that holds then."""
        term = self.term_on(day)
        affiliation, role = (term.affiliation or None, term.office or None) if term else (None, None)
        return Actor(self.id, self.name, self.type, self.country, affiliation, role)


@dataclass(frozen=True, slots=True)
class State:
    """A state with the words that name it, its people and its government."""

    code: str
    actor: KnownActor
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    government: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContextRule:
    """A description that the country of a report decides: modifiers (empty: none needed), noun classes or lemmas, actor, reason."""

    modifiers: frozenset[str]
    nouns: frozenset[str]
    country: str
    actor: str
    reason: str


def actor_id(name: str) -> str:
    """The stable id of the actor with this canonical name."""
    return content_id("actor", {"name": name})


def read_rows(path: Path) -> Iterator[list[str]]:
    """The tab-separated fields of every line of `path` that is neither empty nor a comment."""
    return (cells for _, cells in table.read_rows(path))


def split_names(field: str) -> tuple[str, ...]:
    """The names of a field, which semicolons separate."""
    return tuple(n for name in field.split(";") if (n := name.strip())) if field else ()


@lru_cache(maxsize=1)
def load_states() -> tuple[State, ...]:
    """Every state of the table, in its order."""
    states = []
    for code, name, aliases, adjectives, people, government in read_rows(FOLDER / "states.tsv"):
        actor = KnownActor(actor_id(name), name, "state", code, (name, *split_names(aliases)))
        states.append(State(code, actor, split_names(adjectives), split_names(people), split_names(government)))
    return tuple(states)


def _load_organisations(stem: str) -> Iterator[KnownActor]:
    for name, kind, country, affiliation, backers, since, until, aliases in read_rows(FOLDER / f"{stem}.tsv"):
        term = Term(affiliation, "", country, since, until)
        yield KnownActor(actor_id(name), name, kind, country or None, (name, *split_names(aliases)), (term,), split_names(backers))  # type: ignore[arg-type]


def _load_media() -> Iterator[KnownActor]:
    for name, country, aliases in read_rows(FOLDER / "media.tsv"):
        yield KnownActor(actor_id(name), name, "media", country or None, (name, *split_names(aliases)))


def _load_people() -> Iterator[KnownActor]:
    rows: dict[str, list[list[str]]] = {}
    for row in read_rows(FOLDER / "people.tsv"):
        rows.setdefault(row[0], []).append(row)
    for name, held in rows.items():
        terms = tuple(Term(r[4], r[2], r[3], r[5], r[6]) for r in held)
        aliases = tuple(dict.fromkeys(a for r in held for a in (name, *split_names(r[7]))))
        yield KnownActor(actor_id(name), name, "person", held[0][3] or None, aliases, terms, (), held[0][1])  # type: ignore[arg-type]


def load_user_file(path: Path) -> Iterator[KnownActor]:
    """The actors of a user actor file: one JSON object a line, as `actors import` writes it."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.strip():
                continue
            raw = json.loads(line)
            terms = tuple(
                Term(t.get("affiliation", ""), t.get("office", ""), t.get("country", ""), t.get("from", ""), t.get("to", "")) for t in raw.get("terms", ())
            )
            names = (raw["name"], *raw.get("aliases", ()))
            yield KnownActor(
                actor_id(raw["name"]), raw["name"], raw.get("type", "unknown"), raw.get("country") or None, names, terms, tuple(raw.get("backed_by", ()))
            )


@lru_cache(maxsize=1)
def load_known() -> tuple[KnownActor, ...]:
    """Every actor of the shipped tables; where names collide, the earlier one is preferred."""
    return (*(s.actor for s in load_states()), *_load_organisations("bodies"), *_load_organisations("groups"), *_load_media(), *_load_people())


def load_with(extra: Sequence[Path]) -> tuple[KnownActor, ...]:
    """The actors of the files in `extra`, then the shipped ones: a user's own come first."""
    return (*(actor for path in extra for actor in load_user_file(path)), *load_known())


@lru_cache(maxsize=1)
def load_nouns() -> dict[str, frozenset[str]]:
    """Lemma → the classes it belongs to (fighter, group, army, police, government, office, people …)."""
    classes: dict[str, set[str]] = {}
    for name, lemmas in read_rows(FOLDER / "nouns.tsv"):
        for lemma in lemmas.split():
            classes.setdefault(lemma, set()).add(name)
    return {lemma: frozenset(names) for lemma, names in classes.items()}


@lru_cache(maxsize=1)
def load_context() -> tuple[ContextRule, ...]:
    """The descriptions that the country of a report decides, in the order of the table."""
    return tuple(
        ContextRule(frozenset() if modifiers == "*" else frozenset(modifiers.split()), frozenset(nouns.split()), country, actor, reason)
        for modifiers, nouns, country, actor, reason in read_rows(FOLDER / "context.tsv")
    )


@lru_cache(maxsize=1)
def load_first_names() -> dict[str, Sex]:
    """First name in lower case → "m" or "f"; a name that both bear goes with the more frequent use."""
    sexes: dict[str, Sex] = {}
    for sex, names in read_rows(FOLDER / "firstnames.tsv"):
        for name in names.split():
            sexes.setdefault(name, "f" if sex == "f" else "m")
    return sexes
