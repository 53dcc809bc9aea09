from pathlib import Path

import pytest
from spacy.lang.en import English

from emberwatch.places.gazetteer import Gazetteer
from emberwatch.resolve.places import NameHit, PlaceQuery, PlaceResolver, ResolvedPlace
from emberwatch.text.span import Span

NLP = English()


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver(Gazetteer.open(Path("no such file")))


def scan(resolver: PlaceResolver, text: str, tags: dict[str, str] | None = None) -> list[NameHit]:
    doc = NLP(text)
    names = None if tags is None else [tags.get(t.text, "O") for t in doc]
    return resolver.scan([t.text for t in doc], [t.idx for t in doc], names)


def resolve(resolver: PlaceResolver, text: str, *queries: tuple[str, str]) -> list[ResolvedPlace]:
    """The answers for (words, head lemma), each found after the one before it."""
    asked, at = [], 0
    for words, head in queries:
        at = text.index(words, at)
        asked.append(PlaceQuery(Span(at, at + len(words)), words, 0, head))
    return resolver.resolve(text, scan(resolver, text), asked)


NAMES = [
    ("Clashes broke out in Deir ez-Zor and near al-Hol on Monday.", ["Deir ez-Zor", "al-Hol"]),
    ("The U.S. told us that Iraq had left.", ["U.S.", "Iraq"]),
    ("Gangs burned homes in Port-au-Prince.", ["Port-au-Prince"]),
    ("Families reached the al-Hawl refugee camp in Syria.", ["al-Hawl refugee camp", "Syria"]),
    ("Jordan Smith told the Washington Post that Paris Hilton was Of course Reading.", []),
    ("In March, General May had Hope.", []),
    ("He flew from Ankara to Kyiv.", ["Ankara", "Kyiv"]),
    ("nothing here is capitalised at all", []),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_are_found_and_people_are_not_places(resolver: PlaceResolver, text: str, names: list[str]) -> None:
    hits = scan(resolver, text)
    assert [h.text for h in hits] == names
    assert all(h.span.of(text) == h.text for h in hits)


def test_the_encoders_tags_decide(resolver: PlaceResolver) -> None:
    assert [h.text for h in scan(resolver, "Sofia wept.", {"Sofia": "B-PER"})] == []
    assert [h.text for h in scan(resolver, "Reading burned.", {"Reading": "B-LOC"})] == ["Reading"]


def test_a_side_a_road_and_a_continent_are_no_village_that_has_that_name(resolver: PlaceResolver) -> None:
    tagged = {word: "B-LOC" for word in ("Eastern", "Syria", "Street", "Africa")}
    assert [h.text for h in scan(resolver, "The Eastern Syria insurgency reached West 23rd Street and Africa.", tagged)] == ["Syria"]
    assert "Eastern" in [h.text.split()[0] for h in scan(resolver, "Troops went to the Eastern Region.", {"Eastern": "B-LOC", "Region": "I-LOC"})]


ANSWERS = [
    ("Fighters left its last strongholds in Syria. They had held Baghuz.", ("its last strongholds in Syria", "stronghold"), "Baghouz", "town"),
    ("People fled Baghuz. The army shelled the enclave.", ("the enclave", "enclave"), "Baghouz", "town"),
    ("People fled rural areas of Deir ez-Zor in Syria.", ("rural areas of Deir ez-Zor", "area"), "Deir ez-Zor", "region"),
    ("Troops stayed in northern Syria.", ("northern Syria", "Syria"), "northern Syria", "region"),
    ("Troops massed in far eastern Ukraine.", ("far eastern Ukraine", "Ukraine"), "eastern Ukraine", "region"),
    ("Tents stood along the banks of the Euphrates in Syria.", ("the banks of the Euphrates", "bank"), "Euphrates", "region"),
    ("They died in a quarter of Hajin village.", ("a quarter of Hajin village", "quarter"), "Hajin", "town"),
    ("Families reached the al-Hol camp in Syria. Aid workers left the camp.", ("the camp.", "camp"), "al-Hawl camp", "point"),
    ("Rebels in Yemen fired on Aden. They still hold the capital.", ("the capital", "capital"), "Sanaa", "town"),
    ("Soldiers died in Mali near the border with Niger.", ("the border with Niger", "border"), "Mali–Niger border", "region"),
    ("Jets struck Khan Younis in the Gaza Strip, and the north of the enclave.", ("the north of the enclave", "north"), "northern Gaza Strip", "region"),
    ("Bombs fell in Pakistan's Khyber Pakhtunkhwa province.", ("Pakistan's Khyber Pakhtunkhwa province", "province"), "Khyber Pakhtunkhwa", "region"),
    ("Shells hit Pokrovsk, and Kyiv said Ukraine would answer.", ("Pokrovsk", "Pokrovsk"), "Pokrovsk", "town"),
    ("Guerrillas in Colombia attacked police in Corinto.", ("Corinto", "Corinto"), "Corinto", "town"),
    ("Rebels seized Goma. The country closed its airspace after unrest in Congo.", ("Goma", "Goma"), "Goma", "town"),
    ("Airstrikes hit Aleppo province in Syria.", ("Aleppo province", "province"), "Aleppo", "region"),
]


@pytest.mark.parametrize(("text", "query", "name", "precision"), ANSWERS)
def test_phrases_resolve_to_the_place_they_mean(resolver: PlaceResolver, text: str, query: tuple[str, str], name: str, precision: str) -> None:
    mention, resolution = resolve(resolver, text, query)[0]
    assert mention.place is not None, resolution.reason
    assert (mention.place.name, mention.place.precision) == (name, precision)
    assert mention.text == query[0] and resolution.pick == mention.place.id and resolution.candidates and resolution.reason


UNRESOLVED = [
    ("They shelled the village and left.", ("the village", "village")),
    ("Baga, Borno state, Nigeria, was burned. They fled the town.", ("the town", "town")),
    ("Families in Aleppo fled to the camp.", ("the camp", "camp")),
    ("They met in a house.", ("a house", "house")),
    ("Forces across the Middle East watched as it lost its last village.", ("its last village", "village")),
    ("Fighting in Aleppo went on. Families fled their homes.", ("their homes", "home")),
    ("Police in Almaty closed Kazakh colleges.", ("Kazakh colleges", "college")),
    ("He spoke of Qwertyville.", ("Qwertyville", "Qwertyville")),
]


@pytest.mark.parametrize(("text", "query"), UNRESOLVED)
def test_what_is_not_clear_stays_unresolved_with_a_reason(resolver: PlaceResolver, text: str, query: tuple[str, str]) -> None:
    mention, resolution = resolve(resolver, text, query)[0]
    assert mention.place is None and resolution.pick is None
    assert resolution.reason


def test_a_dateline_is_not_what_a_description_means(resolver: PlaceResolver) -> None:
    text = "BEIRUT, March 7 (Reuters) - Fighters in Syria held on in Baghouz. Shells hit the town."
    mention, _ = resolve(resolver, text, ("the town", "town"))[0]
    assert mention.place is not None and mention.place.name == "Baghouz"


def test_here_is_where_the_report_was_filed(resolver: PlaceResolver) -> None:
    filed, undated = (
        "BEIRUT, March 7 (Reuters) - Fighters in Syria held on in Baghouz. Nobody was hurt here.",
        "Fighters held on in Baghouz. Nobody was hurt here.",
    )
    names = [mention.place and mention.place.name for text in (filed, undated) for mention, _ in resolve(resolver, text, ("here", "here"))]
    assert names == ["Beirut", "Baghouz"]


def test_an_earlier_description_serves_a_later_one(resolver: PlaceResolver) -> None:
    text = "Jihadists hid in a makeshift camp along the Euphrates. Civilians were pushed deeper into the camp."
    first, second = resolve(resolver, text, ("a makeshift camp along the Euphrates", "camp"), ("the camp", "camp"))
    assert first[0].place is not None and first[0].place.name == "Euphrates"
    assert second[0].place == first[0].place


def test_the_same_name_means_what_the_report_is_about(resolver: PlaceResolver) -> None:
    ohio, honduras = ("Police in Ohio, in the United States, sealed off Toledo.", "Soldiers left Madrid for Toledo, in Spain.")
    assert [resolve(resolver, t, ("Toledo", "Toledo"))[0][0].place.country for t in (ohio, honduras)] == ["US", "ES"]  # type: ignore[union-attr]


def test_a_bare_side_is_of_the_country_where_things_are(resolver: PlaceResolver) -> None:
    text = "Jets hit Syria. Bombs went off in east Ruritania."
    assert resolve(resolver, text, ("east Ruritania", "ruritania"))[0][0].place is None
    text = "Troops stay in Syria. Neither Britain nor France has agreed to send any to the north-east."
    mention, _ = resolve(resolver, text, ("the north-east", "north-east"))[0]
    assert mention.place is not None and mention.place.country == "SY"
