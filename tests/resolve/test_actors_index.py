"""Names found in tokens: longest match, hyphens, accents, genitives, and case where it matters."""

from __future__ import annotations

import pytest

from emberwatch.language.sentences import get_tokenizer
from emberwatch.resolve.actor_index import ActorHit, ActorIndex
from emberwatch.resolve.actor_tables import load_context, load_known, load_states

FOUND = [
    ("U.S. warplanes took off.", [("U.S.", "United States")]),
    ("They told us that it is over.", []),
    ("IS claimed it.", [("IS", "Islamic State")]),
    ("THE WAR IS NOT OVER FOR US", []),
    ("Who saw it? The WHO did.", [("WHO", "World Health Organization")]),
    ("The US-led coalition flew.", [("US-led coalition", "US-led coalition")]),
    ("al-Shabaab and Al Shabaab are one.", [("al-Shabaab", "al-Shabaab"), ("Al Shabaab", "al-Shabaab")]),
    ("Da'esh lost it.", [("Da'esh", "Islamic State")]),
    ("Lord’s Resistance Army rebels came.", [("Lord’s Resistance Army", "Lord's Resistance Army")]),
    ("Côte d'Ivoire and Colombia spoke.", [("Côte d'Ivoire", "Ivory Coast"), ("Colombia", "Colombia")]),
    ("Syrian Democratic Forces and Syrian villagers.", [("Syrian Democratic Forces", "Syrian Democratic Forces"), ("Syrian", "Syria")]),
    ("the amnesty and the vanguard", []),
    ("Islamic State West Africa Province struck.", [("Islamic State West Africa Province", "Islamic State West Africa Province")]),
    ("Isis-held towns fell.", [("Isis", "Islamic State")]),
    ("They left Mocimboa da Praia.", []),
    ("Americans and Britons left.", [("Americans", "United States"), ("Britons", "United Kingdom")]),
]


def scan(text: str) -> list[ActorHit]:
    doc = get_tokenizer()(text)
    return ActorIndex.load().scan([t.text for t in doc], [t.idx for t in doc])


@pytest.mark.parametrize(("text", "names"), FOUND, ids=[f[0] for f in FOUND])
def test_names_are_found(text: str, names: list[tuple[str, str]]) -> None:
    assert [(hit.span.of(text), hit.entries[0].name) for hit in scan(text)] == names


def test_tags_keep_a_verb_from_being_a_group() -> None:
    words, starts = ["IS", "THIS", "WAR"], [0, 3, 8]
    assert not ActorIndex.load().scan(words, starts, ["AUX", "PRON", "NOUN"])
    assert ActorIndex.load().scan(words, starts, ["PROPN", "PRON", "NOUN"])[0].entries[0].name == "Islamic State"


def test_an_acronym_of_two_actors_gives_both() -> None:
    (hit,) = scan("The RSF said so.")
    assert {e.name for e in hit.entries} == {"Rapid Support Forces", "Reporters Without Borders"}


def test_the_index_is_loaded_once() -> None:
    assert ActorIndex.load() is ActorIndex.load()


def test_nothing_is_found_in_nothing() -> None:
    assert ActorIndex.load().scan([], []) == []


def test_every_reference_in_the_tables_leads_to_an_actor() -> None:
    known = {a.name for a in load_known()}
    affiliations = {t.affiliation for a in load_known() for t in a.terms if t.affiliation}
    backers = {b for a in load_known() for b in a.backed_by}
    rules = {r.actor for r in load_context()}
    assert sorted((affiliations | backers | rules) - known) == []


def test_every_country_in_the_tables_is_a_state() -> None:
    codes = {s.code for s in load_states()}
    used = {a.country for a in load_known() if a.country} | {r.country for r in load_context()}
    assert sorted(used - codes) == []


def test_terms_do_not_end_before_they_begin() -> None:
    wrong = [(a.name, t.since, t.until) for a in load_known() for t in a.terms if t.since and t.until and t.until < t.since]
    assert wrong == []


def test_canonical_names_are_unique() -> None:
    names = [a.name for a in load_known()]
    assert sorted({n for n in names if names.count(n) > 1}) == []
