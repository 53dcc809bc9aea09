"""A user's own codebooks, actors and places, from the command that adds them to the reading that uses them."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from emberwatch import api
from emberwatch.api.reading import find_factories
from emberwatch.errors import CodebookError

if TYPE_CHECKING:
    from emberwatch.language.encoder import Encoder

TEXT = "Fighters of the Copper Hill Brigade shelled Zarqum on Tuesday. Militants rustled the cattle of the villagers in Zarqum, a spokesman said."
ACTORS = "name,aliases,type,country\nCopper Hill Brigade,Copper Boys,armed group,SY\n"
PLACES = "name,latitude,longitude,country,kind\nZarqum,34.5,40.9,SY,town\n"
CODEBOOK = "type\tRUSTLE\t-\tevent\t-\t-\t-\tcattle are driven off\nword\tRUSTLE\t-\tV\trustle\t3\t-\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder for this test."""
    monkeypatch.setenv("EMBERWATCH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def seen(record: api.Record) -> tuple[set[str], set[str], set[str]]:
    """The types, the resolved names of parties, and the resolved places of the facts."""
    facts = record.facts()
    names = {party.name for fact in facts for party in (*fact.actors, *fact.recipients) if party.id}
    return {fact.type for fact in facts}, {n for n in names if n}, {f.place.place.id for f in facts if f.place and f.place.place}


def test_additions_take_part_in_the_next_reading(home: Path, tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("emberwatch.pipeline.reader.Encoder", lambda threads: encoder)
    path = write(tmp_path / "report.txt", TEXT)
    record = api.read(path, published="2019-03-08")
    assert "RUSTLE" not in seen(record)[0]
    assert [actor.id for actor in record.actors(name="Copper Hill") if not actor.new] == []
    assert api.import_actors(write(tmp_path / "actors.csv", ACTORS)) == 1
    assert api.add_places(write(tmp_path / "places.csv", PLACES)) == 1
    write(home / "codebooks" / "mine.tsv", CODEBOOK)

    assert api.read_into(record, [path], published="2019-03-08").skipped == 1
    assert api.read_into(record, [path], published="2019-03-08", reread=True).read == 1
    types, names, places = seen(record)
    assert "RUSTLE" in types
    assert "Copper Hill Brigade" in names
    assert [(place.name, place.latitude) for place in record.places() if place.id in places] == [("Zarqum", 34.5)]
    assert api.read_into(record, [path], published="2019-03-08", reread=True).read == 0


def test_workers_get_the_same_tables(home: Path, tmp_path: Path) -> None:
    api.import_actors(write(tmp_path / "actors.csv", ACTORS))
    second = write(home / "codebooks" / "b.tsv", "")
    first = write(home / "codebooks" / "a.tsv", CODEBOOK)
    given = write(tmp_path / "given.tsv", "")
    _, beside = find_factories(None, [given])
    factory = pickle.loads(pickle.dumps(beside))
    assert factory.keywords == {"threads": 1, "codebooks": (first, second, given), "actor_files": (home / "actors.jsonl",)}


def test_a_codebook_with_errors_stops_before_work_starts(home: Path, tmp_path: Path) -> None:
    report = write(tmp_path / "report.txt", TEXT)
    bad = write(tmp_path / "bad.tsv", "word\tNOSUCH\t-\tV\trustle\t3\t-\nnonsense\n")
    with pytest.raises(CodebookError, match=r"(?s)bad\.tsv:1: .*bad\.tsv:2: "):
        api.read(report, tmp_path / "r.db", codebooks=[bad])
    assert not (tmp_path / "r.db").exists()


def test_the_codebook_in_use_holds_the_users_types(home: Path) -> None:
    assert "RUSTLE" not in api.load_codebook().types
    write(home / "codebooks" / "mine.tsv", CODEBOOK)
    assert "RUSTLE" in api.load_codebook().types
