"""Actor dictionaries read into the user's file, or refused with every error at once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from emberwatch.errors import CodebookError
from emberwatch.resolve.actor_import import import_actors, meaning_of, spellings, user_actor_file
from emberwatch.resolve.actor_index import ActorIndex

PETRARCH = """# our own little dictionary
RIVER_VALLEY_FRONT_ [SDNREB]   # rebels of an invented valley
+RVF_
+VALLEY_FIGHTERS_
JANE_EXAMPLE_
+EXAMPLE_
\t[SDNELI <100301]
\t[SDNGOV 100301-150301]
\t[SDNOPP >20150301]
"""

CSV = """name,aliases,type,country,affiliation,from,to
Hill Brigade,Hill Boys;HB,armed group,SY,Free Syrian Army,2013,2015-06
Hill Brigade,,armed group,Syria,Islamic State,2015-06,
Lake Council,,government,TCD,,,
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_petrarch_names_synonyms_and_dated_codes_are_kept(tmp_path: Path) -> None:
    into = tmp_path / "home" / "actors.jsonl"
    count = import_actors(write(tmp_path, "actors.txt", PETRARCH), into)
    front, jane = [json.loads(line) for line in into.read_text(encoding="utf-8").splitlines()]
    assert (count.actors, front["name"], front["type"], front["country"]) == (2, "River Valley Front", "armed group", "SD")
    assert front["aliases"] == ["RVF", "Valley Fighters"]
    assert [(t.get("from"), t.get("to")) for t in jane["terms"]] == [(None, "2010-03-01"), ("2010-03-01", "2015-03-01"), ("2015-03-01", None)]


def test_imported_names_are_found_with_their_affiliation_on_the_day(tmp_path: Path) -> None:
    into = tmp_path / "actors.jsonl"
    import_actors(write(tmp_path, "actors.csv", CSV), into)
    index = ActorIndex.load([into])
    (hit,) = index.scan(["The", "Hill", "Boys", "left"], [0, 4, 9, 14])
    assert hit.entries[0].name == "Hill Brigade"
    assert [hit.entries[0].as_actor(date(y, 1, 1)).affiliation for y in (2014, 2016)] == ["Free Syrian Army", "Islamic State"]


def test_a_second_import_keeps_the_others_and_replaces_the_same(tmp_path: Path) -> None:
    into = tmp_path / "actors.jsonl"
    import_actors(write(tmp_path, "a.csv", CSV), into)
    import_actors(write(tmp_path, "b.csv", "name,type\nLake Council,ngo\n"), into)
    kept = map(json.loads, into.read_text(encoding="utf-8").splitlines())
    assert {r["name"]: r["type"] for r in kept} == {"Hill Brigade": "armed group", "Lake Council": "ngo"}


BAD_FILES = [
    ("codes.txt", "SOMEONE_ [SYRREB >991399]\n+\n[SYR\n", ["line 1", "991399", "line 2", "line 3"]),
    ("bare.txt", "SOMEONE_\n", ["line 1", "has no [CODE]"]),
    ("orphan.txt", "+NOBODY_\n[SYR]\n", ["line 1: a synonym", "line 2: a code"]),
    ("order.txt", "X_Y_ [SYRREB 200101-190101]\n", ["ends before it begins"]),
    (
        "rows.csv",
        "name,type,country,from,to\n,army,Nowhereland,2015-13,\nA,ngo,SY,2016,2015\n",
        ["line 2: no name", "'army'", "Nowhereland", "2015-13", "line 3: to"],
    ),
    ("head.csv", "actor,kind\na,b\n", ["line 1: unknown: actor, kind"]),
    ("short.csv", "name,type\nA\n", ["line 2: 2 fields"]),
    ("empty.txt", "# nothing\n", ["no actor in it"]),
]


@pytest.mark.parametrize(("name", "text", "told"), BAD_FILES, ids=[b[0] for b in BAD_FILES])
def test_a_file_with_errors_is_refused_with_all_of_them_and_changes_nothing(tmp_path: Path, name: str, text: str, told: list[str]) -> None:
    into = write(tmp_path, "actors.jsonl", '{"name": "Kept"}\n')
    with pytest.raises(CodebookError) as refused:
        import_actors(write(tmp_path, name, text), into)
    assert [t for t in told if t not in str(refused.value)] == []
    assert into.read_text(encoding="utf-8") == '{"name": "Kept"}\n'
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["actors.jsonl", name])


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"CAF\xe9_ [FRA]\n")
    with pytest.raises(CodebookError, match="UTF-8"):
        import_actors(path, tmp_path / "actors.jsonl")


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("SYR", ("SY", "state")),
        ("SYRREB", ("SY", "armed group")),
        ("USAMIL", ("US", "military")),
        ("IGOUNO", ("", "international body")),
        ("XYZ", ("", "unknown")),
    ],
)
def test_codes_are_read(code: str, meaning: tuple[str, str]) -> None:
    assert meaning_of(code) == meaning


@pytest.mark.parametrize(
    ("raw", "forms"),
    [("LORDS_OF_THE_HILL_", ["Lords of the Hill"]), ("PLO_", ["PLO"]), ("HAMAS_", ["Hamas", "HAMAS"]), ("AL-NUSRA_FRONT_", ["Al-Nusra Front"]), ("___", [])],
)
def test_spellings(raw: str, forms: list[str]) -> None:
    assert spellings(raw) == forms


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EMBERWATCH_HOME", str(tmp_path))
    assert user_actor_file() == tmp_path / "actors.jsonl"
