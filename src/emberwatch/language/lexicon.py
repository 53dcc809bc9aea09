"""The tables of words and their forms that come with lemminflect, asked without loading the library.

Importing lemminflect imports spaCy for its extension and lays both tables out as dictionaries: a second and a half and 120 MB before
the first answer. Here a table stays lines of text. A word that is in none is the library's to answer.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

LEMMAS, FORMS = "lemma", "infl"
"""The two tables by the names of their files: words to their lemmas, lemmas to their forms."""
VERB_FORMS = ("VBD", "VBN", "VBG", "VBZ")
"""What the forms of a verb's line are, in order."""
SAME_FORM = {"VBD": "VBN", "VBN": "VBD"}
"""The form that stands for another where a line leaves that empty: both are "detained"."""
AUXILIARIES = frozenset("be can dare may must ought shall will".split())
"""Verbs of which the library has the forms in its code."""


def find_lemmas(word: str, upos: str | None = None) -> dict[str, tuple[str, ...]]:
    """Lemmas of a word in lower case by their tag (`VERB`, `NOUN`, `ADJ`, `ADV`, `AUX`), of one tag where it is given; empty for an unknown word.

    >>> find_lemmas("fell")["VERB"][0]
    'fall'
    """
    found = {category.upper(): tuple(lemmas.lower().split("/")) for category, lemmas in find_rows(LEMMAS, word)}
    found |= {category: (lemma,) for category, lemma in find_changed(LEMMAS, word)}
    return found if upos is None else {kind: lemmas for kind, lemmas in found.items() if kind == upos}


def guess_lemma(word: str, upos: str) -> str | None:
    """Lemma of a word that is in no table, by the library's rules."""
    import lemminflect

    return next(iter(lemminflect.getAllLemmasOOV(word, upos).get(upos, ())), None)


def inflect_verb(lemma: str, tag: str) -> str:
    """A form of a verb in lower case (`VBD`, `VBN`, `VBG`, `VBZ`), by the library's rules where the verb is in no table.

    >>> inflect_verb("flee", "VBN")
    'fled'
    """
    forms: dict[str, str] = {}
    for category, line in find_rows(FORMS, lemma):
        if category == "verb" and lemma not in AUXILIARIES:
            forms = dict(zip(VERB_FORMS, line.lower().split(","), strict=False))
    forms |= dict(find_changed(FORMS, lemma))
    found = forms.get(tag) or forms.get(SAME_FORM.get(tag, ""))
    return found.partition("/")[0] if found else guess_form(lemma, tag)


def guess_form(lemma: str, tag: str) -> str:
    """A form of a word that no table has, by the library; the word itself where the library knows none either."""
    import lemminflect

    return next(iter(lemminflect.getInflection(lemma, tag=tag)), lemma)


def find_rows(table: str, word: str) -> Iterator[tuple[str, str]]:
    """Category and the rest of every line of a table that begins with the word."""
    lines, key = load_lines(table), f"{word},"
    for at in range(bisect_left(lines, key), len(lines)):
        if not lines[at].startswith(key):
            return
        category, _, rest = lines[at][len(key) :].partition(",")
        yield category, rest


def find_changed(table: str, word: str) -> Iterator[tuple[str, str]]:
    """Tag and form of every line of the table's corrections that begins with the word."""
    return iter(load_changed(table).get(word, ()))


@lru_cache(maxsize=2)
def load_lines(table: str) -> list[str]:
    """The lines of a table in the order of their characters."""
    with gzip.open(find_folder() / f"{table}_lu.csv.gz", "rt", encoding="utf-8") as file:
        return sorted(file.read().splitlines())


@lru_cache(maxsize=2)
def load_changed(table: str) -> dict[str, list[tuple[str, str]]]:
    """The corrections that come with a table: tag and form by word."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in (find_folder() / f"{table}_overrides.csv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            word, tag, form = line.strip().split(",")
            found.setdefault(word, []).append((tag, form))
    return found


def find_folder() -> Path:
    """Where the installed lemminflect keeps its tables; the search does not import it."""
    spec = find_spec("lemminflect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("lemminflect is not installed: install emberwatch again")
    return Path(spec.submodule_search_locations[0]) / "resources"
