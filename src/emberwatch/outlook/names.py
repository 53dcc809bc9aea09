"""The group that a user means: by our name, a source's name or another one; nearest names where it is none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from emberwatch.errors import NotFound, TableError

OFFERED = 5


@dataclass(frozen=True, slots=True)
class GroupNames:
    """One armed group: our name, its names in sources of event data, and other names of it."""

    name: str
    sources: tuple[str, ...]
    aliases: tuple[str, ...] = ()


def parse_groups(text: str, file: str = "groups.tsv") -> tuple[GroupNames, ...]:
    """The rows of the table of groups; raises `TableError` with every line at fault."""
    groups, faults = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 3 or not cells[0].strip() or not cells[1].strip():
            faults.append(f"  line {number}: expected a name, its names in sources and other names, with tabs between, not {line!r}")
            continue
        groups.append(GroupNames(cells[0].strip(), _split(cells[1]), _split(cells[2])))
    if faults:
        raise TableError(f"{file} has faults:\n" + "\n".join(faults))
    return tuple(groups)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(";") if name.strip())


def map_sources(groups: Sequence[GroupNames]) -> dict[str, str]:
    """Our name by the name in a source."""
    return {source: group.name for group in groups for source in group.sources}


def fold_name(name: str) -> str:
    """A name without case, accents, punctuation and the leading article.

    >>> fold_name("Al-Shabāb") == fold_name("shabab")
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return "".join(words[1:] if len(words) > 1 and words[0] in ("al", "the", "el") else words)


def find_group(given: str, counted: Iterable[str], groups: Sequence[GroupNames]) -> str:
    """Our name of the group `given`, which must be among those `counted`; raises `NotFound` with the nearest names."""
    names = sorted(set(counted))
    ways: dict[str, str] = {fold_name(name): name for name in names}
    for group in groups:
        for name in (*group.sources, *group.aliases, group.name):
            if group.name in names:
                ways[fold_name(name)] = group.name
    found = ways.get(fold_name(given))
    if found is not None:
        return found
    raise NotFound(f"no events of a group {given!r} are here; {offer(given, ways)}")


def find_place(given: str, key: str, keys: Mapping[str, str], group: str) -> str:
    """The key of a place among `keys` (key to name); raises `NotFound` with the nearest names."""
    if key in keys:
        return key
    raise NotFound(f"no events of {group} are counted in a place {given!r}; {offer(given, keys, key)}")


def offer(given: str, ways: Mapping[str, str], key: str | None = None) -> str:
    """The nearest names, as the end of an error."""
    near = get_close_matches(fold_name(given) if key is None else key, list(ways), OFFERED, 0.5)
    names = list(dict.fromkeys(ways[way] for way in near))
    if names:
        return f"nearest: {', '.join(names)}"
    listed = sorted(set(ways.values()))
    return f"there are: {', '.join(listed[:20])}{' and more' if len(listed) > 20 else ''}" if listed else "nothing is counted at all"
