import zipfile
from pathlib import Path

import pytest

from emberwatch.errors import CodebookError
from emberwatch.places.add import add_geonames
from emberwatch.places.gazetteer import Gazetteer


def line(number: object = 9001, name: str = "Tell Example", latitude: object = 35.5, cls: str = "P", code: str = "PPL") -> str:
    alternates = "Tal Example,مثال" if cls == "P" else ""
    cells = [number, name, name, alternates, latitude, 40.5, cls, code, "SY", "", "07", "", "", "", 1234, "", 200, "Asia/Damascus", "2020-01-01"]
    return "\t".join(str(c) for c in cells)


def test_a_geonames_file_is_searched_beside_the_shipped_one(tmp_path: Path) -> None:
    source, user = tmp_path / "SY.txt", tmp_path / "home" / "gazetteer.sqlite"
    source.write_text("\n".join([line(), line(9002, "Church of X", cls="S", code="CH"), line(9003, "Wadi Example", cls="H", code="WAD")]) + "\n", "utf-8")
    added = add_geonames(source, user)
    assert (added.places, dict(added.passed_over)) == (2, {"CH": 1})
    found = Gazetteer(Gazetteer.open(user).paths[0], user).find("Tal Example")
    assert [(e.id, e.name, e.country, e.division, e.region, e.kind) for e in found] == [("gn9001", "Tell Example", "SY", "SY.07", "Deir ez-Zor", "town")]
    assert Gazetteer.open(user).find("Wadi Example")[0].kind == "river"
    assert Gazetteer.open(user).find("Aleppo")[0].country == "SY"


def test_adding_twice_changes_nothing(tmp_path: Path) -> None:
    source, user = tmp_path / "SY.txt", tmp_path / "gazetteer.sqlite"
    source.write_text(line() + "\n", "utf-8")
    add_geonames(source, user)
    once = Gazetteer.open(user).find("Tell Example")
    add_geonames(source, user)
    assert Gazetteer.open(user).find("Tell Example") == once


def test_a_zip_file_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", line() + "\n")
    assert add_geonames(tmp_path / "SY.zip", tmp_path / "g.sqlite").places == 1


def test_a_csv_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("name,latitude,longitude,country,kind,alternates\nCamp Seven,35.1,40.2,sy,camp,Seventh Camp;C7\n", "utf-8")
    add_geonames(tmp_path / "mine.csv", tmp_path / "g.sqlite")
    found = Gazetteer.open(tmp_path / "g.sqlite").find("Seventh Camp")
    assert [(e.name, e.kind, e.country, e.precision) for e in found] == [("Camp Seven", "camp", "SY", "point")]


@pytest.mark.parametrize(
    ("suffix", "text", "told"),
    [
        (
            ".txt",
            "\n".join([line(), line(latitude="north"), "a\tb", line(number="x")]),
            ["line 2: latitude 'north'", "line 3: 2 columns", "line 4: geonameid 'x'"],
        ),
        (".txt", line(latitude=91) + "\n", ["line 1: latitude 91.0"]),
        (
            ".csv",
            "name,latitude,longitude,kind\n,1,2,town\nA,b,2,town\nB,1,2,castle\n",
            ["line 2: the name is empty", "line 3: latitude 'b'", "line 4: kind 'castle'"],
        ),
        (".csv", "place,lat\nA,1\n", ["line 1: the column(s) name, latitude, longitude are missing"]),
    ],
)
def test_all_errors_are_told_at_once_and_nothing_is_added(tmp_path: Path, suffix: str, text: str, told: list[str]) -> None:
    source, user = tmp_path / f"bad{suffix}", tmp_path / "g.sqlite"
    source.write_text(text, "utf-8")
    with pytest.raises(CodebookError) as raised:
        add_geonames(source, user)
    assert all(words in str(raised.value) for words in told)
    assert Gazetteer.open(user).find("Tell Example") == ()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="not a file"):
        add_geonames(tmp_path / "none.txt", tmp_path / "g.sqlite")
