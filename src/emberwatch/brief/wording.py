"""The phrase tables of the brief: frames by form and status, names of types, small word lists."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from emberwatch.errors import SettingError
from emberwatch.model.fact import STATUSES

FORMS = ("active", "passive", "noun", "quoted")


@dataclass(frozen=True, slots=True)
class Wording:
    """Tables of `data/brief/wording.toml`: frames by form and status, single phrases by table and key, word sets by name."""

    frames: Mapping[str, Mapping[str, str]]
    phrases: Mapping[str, Mapping[str, str]]
    types: Mapping[str, tuple[str, str]]
    words: Mapping[str, frozenset[str]]

    def phrase(self, table: str, key: str) -> str:
        """The phrase for `key` in `table`, or the key itself in lower case with spaces where the table lacks it."""
        return self.phrases[table].get(key, key.lower().replace("_", " "))

    def type_name(self, type_: str) -> str:
        """The short name of an event type or state; a type of the user's own codebook is its name in lower case."""
        if type_ in self.phrases["state"]:
            return self.phrases["state"][type_]
        return self.types.get(type_, (type_.lower().replace("_", " "), ""))[0]


@lru_cache(maxsize=1)
def load_wording() -> Wording:
    """The phrase tables that ship with the package; raises `SettingError` where a status lacks a frame."""
    tables = tomllib.loads((files("emberwatch.data") / "brief" / "wording.toml").read_text(encoding="utf-8"))
    missing = [f"{form}.{status}" for form in FORMS for status in STATUSES if status not in tables[form]]
    if missing:
        raise SettingError(f"the brief's wording lacks {', '.join(missing)}; add a frame for each to wording.toml")
    return Wording(
        frames={form: tables[form] for form in FORMS},
        phrases={name: tables[name] for name in ("state", "state_status", "affected_status", "affected", "manner")},
        types={name: (pair[0], pair[1]) for name, pair in tables["type"].items()},
        words={name: frozenset(words) for name, words in tables["words"].items()},
    )
