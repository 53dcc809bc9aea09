"""Actor dictionaries of others into the user's actor file: PETRARCH text and CSV, checked whole before anything is kept."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import get_args

from emberwatch.errors import CodebookError
from emberwatch.model.entity import ActorType
from emberwatch.resolve.actor_tables import FOLDER, Term, load_known, load_states, read_rows
from emberwatch.settings import user_home

COLUMNS = ("name", "aliases", "type", "country", "affiliation", "from", "to")
TYPES: tuple[str, ...] = get_args(ActorType)
MAX_ERRORS = 200
"""Errors told one by one; of more, the number is given."""
YEAR_PIVOT = 40
"""Two-digit years from 40 on are of the twentieth century, as in the dictionaries of the field."""
NAME_LINE = re.compile(r"^(\+?)([^\s\[\]+][^\[\]]*?)\s*((?:\[[^\]]*\]\s*)*)$")
CODE = re.compile(r"\[([^\]]*)\]")
DATED = re.compile(r"^([A-Z~*]{3,}[A-Z0-9]*)\s*(?:([<>])\s*(\d+)|(\d+)\s*-\s*(\d+))?$")
LOWER_WORDS = frozenset(["of", "the", "and", "for", "in", "on", "de", "la", "al", "el", "bin", "ibn", "von", "van", "e", "i", "ul"])


@dataclass(slots=True)
class ImportedActor:
    """One actor of a dictionary, as its lines are read."""

    name: str
    line: int
    aliases: list[str] = field(default_factory=list)
    type: str = "unknown"
    country: str = ""
    terms: list[Term] = field(default_factory=list)

    def as_json(self) -> str:
        """The actor as one line of the user's actor file."""
        terms = [{"affiliation": t.affiliation, "country": t.country, "from": t.since, "to": t.until} for t in self.terms]
        terms = [{k: v for k, v in t.items() if v} for t in terms]
        aliases = list(dict.fromkeys(a for a in self.aliases if a != self.name))
        return json.dumps({"name": self.name, "type": self.type, "country": self.country, "aliases": aliases, "terms": terms}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class ImportCount:
    """What an import kept: actors and names read, and the file they are in now."""

    actors: int
    names: int
    path: Path


def user_actor_file() -> Path:
    """The user's actor file: in the folder that `EMBERWATCH_HOME` names, else in the user's data folder."""
    return user_home() / "actors.jsonl"


def user_actor_files() -> tuple[Path, ...]:
    """The user's actor file where there is one, for `ActorIndex.load`."""
    path = user_actor_file()
    return (path,) if path.is_file() else ()


def import_actors(source: Path, into: Path | None = None) -> ImportCount:
    """Read a dictionary (`.csv`, else PETRARCH text) into the user's actor file; raises `CodebookError` with every error.

    The file is read line by line and written beside the old one, which it replaces only when all is right; actors
    that were there under other names are kept.
    """
    path = into or user_actor_file()
    errors: list[str] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(path.name + ".new")
        try:
            count, names = _write(source, fresh, path, errors)
            if errors:
                raise CodebookError(_tell(source, errors))
            if not count:
                raise CodebookError(f"{source}: no actor in it; expected lines such as NAME_ [CODE] or a CSV with the columns {', '.join(COLUMNS)}")
            os.replace(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise CodebookError(f"{source} cannot be imported into {path}: {error.strerror or error}") from error
    return ImportCount(count, names, path)


def _tell(source: Path, errors: list[str]) -> str:
    more = f"\n… and {len(errors) - MAX_ERRORS} more" if len(errors) > MAX_ERRORS else ""
    return f"{source}: {len(errors)} error{'s' if len(errors) != 1 else ''}, nothing was imported:\n" + "\n".join(errors[:MAX_ERRORS]) + more


def _write(source: Path, fresh: Path, old: Path, errors: list[str]) -> tuple[int, int]:
    """Write the actors of `source`, then those of `old` that it does not name; returns actors and names."""
    seen: set[str] = set()
    count = names = 0
    with fresh.open("w", encoding="utf-8") as out:
        for actor in read_dictionary(source, errors):
            seen.add(actor.name)
            count, names = count + 1, names + 1 + len(actor.aliases)
            out.write(actor.as_json() + "\n")
        if old.is_file() and not errors:
            with old.open(encoding="utf-8") as lines:
                out.writelines(line for line in lines if line.strip() and json.loads(line)["name"] not in seen)
    return count, names


def read_dictionary(source: Path, errors: list[str]) -> Iterator[ImportedActor]:
    """The actors of a dictionary, one at a time; what is wrong is added to `errors` as "line 3: reason"."""
    try:
        with source.open(encoding="utf-8-sig", newline="") as lines:
            yield from _read_csv(lines, errors) if source.suffix.lower() == ".csv" else _read_petrarch(lines, errors)
    except UnicodeDecodeError as error:
        errors.append(f"byte {error.start}: the file is not UTF-8; save it as UTF-8")
    except csv.Error as error:
        errors.append(f"the file is not CSV: {error}")


# PETRARCH


def _read_petrarch(lines: Iterable[str], errors: list[str]) -> Iterator[ImportedActor]:
    current: ImportedActor | None = None
    for number, raw in enumerate(lines, 1):
        line = re.split(r"[#;]", raw, maxsplit=1)[0].strip()
        if not line or line.startswith("<"):
            continue
        if line.startswith("["):
            if CODE.sub("", line).strip():
                errors.append(f"line {number}: a bracket is open, or words stand outside brackets: {line[:60]}")
            elif current is None:
                errors.append(f"line {number}: a code with no name before it: {line}")
            else:
                _add_codes(current, line, number, errors)
            continue
        match = NAME_LINE.match(line)
        if match is None:
            errors.append(f"line {number}: neither a name, a +SYNONYM nor a [CODE]: {line[:60]}")
        elif match.group(1):
            if current is None:
                errors.append(f"line {number}: a synonym with no name before it: {line[:60]}")
            else:
                current.aliases += spellings(match.group(2))
                _add_codes(current, match.group(3), number, errors)
        else:
            if current is not None:
                yield _finish(current, errors)
            forms = spellings(match.group(2))
            current = ImportedActor(forms[0] if forms else "", number, forms)
            if not forms:
                errors.append(f"line {number}: a name without letters: {line[:60]}")
            _add_codes(current, match.group(3), number, errors)
    if current is not None:
        yield _finish(current, errors)


def _finish(actor: ImportedActor, errors: list[str]) -> ImportedActor:
    """The actor under the name that the shipped tables have for it, if they know it."""
    if not actor.terms and actor.type == "unknown":
        errors.append(f"line {actor.line}: {actor.name} has no [CODE]; write one behind the name or on a line below it")
    known = next((name for form in actor.aliases if (name := _known_names().get(form.lower()))), None)
    if known:
        actor.aliases.append(actor.name)
        actor.name = known
    return actor


def spellings(raw: str) -> list[str]:
    """How the text may write `NAME_IN_CAPITALS_`: with capital initials, and in capitals where it is short enough for an acronym."""
    words = [w for w in re.split(r"[_\s]+", raw.strip()) if w]
    if not any(c.isalpha() for w in words for c in w):
        return []
    forms = []
    if len(words) > 1 or len(words[0]) > 3:
        forms.append(" ".join(w.lower() if i and w.lower() in LOWER_WORDS else _capitalised(w) for i, w in enumerate(words)))
    if len(words) == 1 and len(words[0]) <= 6:
        forms.append(words[0].upper())
    return forms


def _capitalised(word: str) -> str:
    return "-".join(p[:1].upper() + p[1:].lower() for p in word.split("-"))


def _add_codes(actor: ImportedActor, text: str, number: int, errors: list[str]) -> None:
    for inner in CODE.findall(text):
        match = DATED.match(inner.strip())
        if match is None:
            errors.append(f"line {number}: [{inner}] is not CODE, CODE <YYMMDD, CODE >YYMMDD or CODE YYMMDD-YYMMDD")
            continue
        code, sign, day, first, last = match.groups()
        since = _day(first or (day if sign == ">" else ""), number, errors)
        until = _day(last or (day if sign == "<" else ""), number, errors)
        if since and until and until < since:
            errors.append(f"line {number}: [{inner}] ends before it begins")
        country, kind = meaning_of(code)
        actor.type = kind if actor.type == "unknown" else actor.type
        actor.country = actor.country or country
        state = next((s.actor.name for s in load_states() if s.code == country), "")
        actor.terms.append(Term("" if state == actor.name else state, "", country, since, until))


def _day(digits: str | None, number: int, errors: list[str]) -> str:
    """YYMMDD or YYYYMMDD as an ISO date; an empty string where none is given or it is wrong."""
    if not digits:
        return ""
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= YEAR_PIVOT else "20") + digits
    try:
        if len(digits) != 8:
            raise ValueError
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        errors.append(f"line {number}: {digits} is no date; dates are YYMMDD or YYYYMMDD")
        return ""


@lru_cache(maxsize=1)
def _codes() -> tuple[dict[str, str], dict[str, str]]:
    rows = list(read_rows(FOLDER / "codes.tsv"))
    return {c: m for kind, c, m in rows if kind == "country"}, {c: m for kind, c, m in rows if kind == "role"}


def meaning_of(code: str) -> tuple[str, str]:
    """ISO alpha-2 country ("" where the code has none) and actor type of a CAMEO actor code such as `SYRREB`."""
    countries, roles = _codes()
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    country = countries.get(parts[0], "")
    kind = next((roles[p] for p in parts if p in roles), "state" if country and len(parts) == 1 else "unknown")
    return country, kind


@lru_cache(maxsize=1)
def _known_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for known in load_known():
        for alias in known.aliases:
            if len(alias) > 3:
                names.setdefault(alias.removeprefix("the ").lower(), known.name)
    return names


# CSV


def _read_csv(lines: Iterable[str], errors: list[str]) -> Iterator[ImportedActor]:
    reader = csv.DictReader(lines, strict=True)
    columns = [c.strip().lower() for c in reader.fieldnames or ()]
    wrong = [c for c in columns if c not in COLUMNS]
    if "name" not in columns or wrong:
        found = f"unknown: {', '.join(wrong)}" if wrong else "no column “name”"
        errors.append(f"line 1: {found}; the columns are {', '.join(COLUMNS)}, of which only name is needed")
        return
    reader.fieldnames = columns
    current: ImportedActor | None = None
    for row in reader:
        number = reader.line_num
        if None in row or None in row.values():
            errors.append(f"line {number}: {len(columns)} fields expected")
            continue
        cells = {k: (v or "").strip() for k, v in row.items()}
        actor = _csv_actor(cells, number, errors)
        if current is not None and actor.name == current.name:
            current.terms += actor.terms
            current.aliases += actor.aliases
            continue
        if current is not None:
            yield current
        current = actor
    if current is not None:
        yield current


def _csv_actor(cells: dict[str, str], number: int, errors: list[str]) -> ImportedActor:
    name, kind = cells["name"], cells.get("type", "").lower() or "unknown"
    if not name:
        errors.append(f"line {number}: no name")
    if kind not in TYPES:
        errors.append(f"line {number}: type {kind!r}; allowed are {', '.join(TYPES)}")
    country = _country(cells.get("country", ""), number, errors)
    since, until = (_iso(cells.get(c, ""), c, number, errors) for c in ("from", "to"))
    if since and until and until < since:
        errors.append(f"line {number}: to ({until}) is before from ({since})")
    aliases = [a.strip() for a in cells.get("aliases", "").split(";") if a.strip()]
    return ImportedActor(name, number, aliases, kind, country, [Term(cells.get("affiliation", ""), "", country, since, until)])


def _country(given: str, number: int, errors: list[str]) -> str:
    if not given:
        return ""
    for state in load_states():
        if given.upper() == state.code or given.lower() in (a.lower() for a in state.actor.aliases):
            return state.code
    code = _codes()[0].get(given.upper(), "")
    if not code:
        errors.append(f"line {number}: country {given!r} is not known; give an ISO 3166 code (SY, SYR) or an English name")
    return code


def _iso(given: str, column: str, number: int, errors: list[str]) -> str:
    if not given:
        return ""
    try:
        date.fromisoformat(given + "-01-01"[len(given) - 4 :] if len(given) in (4, 7) else given)
    except ValueError:
        errors.append(f"line {number}: {column} {given!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        return ""
    return given
