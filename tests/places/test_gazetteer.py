from pathlib import Path

import pytest

from emberwatch.errors import CodebookError
from emberwatch.places.gazetteer import Gazetteer, user_gazetteer_path
from emberwatch.places.geometry import Point, distance_km
from emberwatch.places.schema import KINDS


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(Path("no such file"))


@pytest.mark.parametrize(
    ("name", "shown", "country", "latitude", "longitude", "within_km"),
    [
        ("Al-Baghuz Fawqani", "Baghouz", "SY", 34.45, 40.95, 5),
        ("Hajīn", "Hajin", "SY", 34.69, 40.83, 5),
        ("El-Hol camp", "al-Hawl camp", "SY", 36.38, 41.15, 5),
        ("Deir Ezzor", "Deir ez-Zor", "SY", 35.2, 40.3, 60),
        ("Mossoul", "Mosul", "IQ", 36.34, 43.13, 5),
        ("Bakhmut", "Bakhmut", "UA", 48.59, 38.0, 5),
        ("Al-Fashir", "El Fasher", "SD", 13.63, 25.35, 5),
        ("Goma", "Goma", "CD", -1.67, 29.23, 5),
        ("Tumaco", "Tumaco", "CO", 1.79, -78.79, 5),
        ("U.S.", "United States", "US", 39, -98, 800),
    ],
)
def test_names_lead_to_their_places(gazetteer: Gazetteer, name: str, shown: str, country: str, latitude: float, longitude: float, within_km: float) -> None:
    first = gazetteer.find(name)[0]
    assert (first.name, first.country) == (shown, country)
    assert first.point is not None and distance_km(first.point, Point(latitude, longitude)) < within_km


def test_an_unknown_name_has_no_places(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Qwertyville") == () and gazetteer.find("") == ()


@pytest.mark.parametrize(
    ("country", "side", "inside"),
    [("SY", "east", (33.5, 36.5, 39.5, 41.8)), ("PK", "northwest", (30, 36, 66.5, 73)), ("ML", "north", (16, 22, -6, 3)), ("CD", "east", (-8, 2, 26, 31))],
)
def test_a_side_of_a_country_lies_on_that_side(gazetteer: Gazetteer, country: str, side: str, inside: tuple[float, float, float, float]) -> None:
    point = gazetteer.find_side(country, side)
    assert point is not None
    assert inside[0] <= point.latitude <= inside[1] and inside[2] <= point.longitude <= inside[3]


def test_capitals_borders_and_adjectives(gazetteer: Gazetteer) -> None:
    capital = gazetteer.find_capital("SY")
    assert capital is not None and capital.name == "Damascus"
    assert gazetteer.find_border("SY", "IQ") == gazetteer.find_border("IQ", "SY") is not None
    assert gazetteer.find_border("SY", "FR") is None
    assert gazetteer.adjectives["north korean"] == "KP"


def test_common_words_are_known_and_countries_are_not_among_them(gazetteer: Gazetteer) -> None:
    assert all(gazetteer.is_common(key) for key in ("march", "reading", "hope"))
    assert not any(gazetteer.is_common(key) for key in ("turkey", "chad", "jordan", "baghouz"))


def test_the_file_is_small_and_says_where_it_comes_from(gazetteer: Gazetteer) -> None:
    assert gazetteer.paths[0].stat().st_size < 15_000_000
    meta = dict(gazetteer.connections[0].execute("SELECT key, value FROM meta"))
    assert "CC" in meta["licence"] or "Creative Commons Attribution 4.0" in meta["licence"]
    kinds = {row[0] for row in gazetteer.connections[0].execute("SELECT DISTINCT kind FROM place WHERE kind IS NOT NULL")}
    assert kinds <= set(KINDS)


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "gazetteer.sqlite"
    broken.write_text("not a database")
    with pytest.raises(CodebookError, match="not a gazetteer"):
        Gazetteer(broken).find("Syria")


def test_the_users_folder_follows_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBERWATCH_HOME", str(tmp_path))
    assert user_gazetteer_path() == tmp_path / "gazetteer.sqlite"
