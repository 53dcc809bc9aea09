import pytest

from emberwatch.places.names import bare_key, key_of, keys_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir ez-Zor", "Deir al Zor"),
        ("Ḩajīn", "Hajin"),
        ("Ra's al-'Ayn", "Ras al-Ayn"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Łódź", "Lodz"),
        ("U.S.", "US"),
        ("AL-HOL", "al Hol"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("El Salvador", "Salvador"), ("North Korea", "South Korea")])
def test_different_names_differ(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_a_leading_article_is_also_looked_up_as_al() -> None:
    assert keys_of("ar-Raqqah") == ("arraqqah", "alraqqah")
    assert bare_key("ar-Raqqah") == "raqqah"
    assert keys_of("…") == ()
