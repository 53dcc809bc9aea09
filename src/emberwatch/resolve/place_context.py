"""What a report is about, and the place that each of its names means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from math import exp, log10

from emberwatch.model.entity import Candidate
from emberwatch.places.gazetteer import Entry, Gazetteer, is_main_name
from emberwatch.places.geometry import distance_km
from emberwatch.places.schema import SETTLEMENTS
from emberwatch.resolve.place_scan import NameHit

KIND_WORDS: dict[str, frozenset[str]] = {
    "town": SETTLEMENTS, "city": SETTLEMENTS, "village": SETTLEMENTS, "suburb": SETTLEMENTS | {"district"}, "settlement": SETTLEMENTS,
    "municipality": SETTLEMENTS, "neighbourhood": SETTLEMENTS | {"district"}, "neighborhood": SETTLEMENTS | {"district"},
    "district": SETTLEMENTS | {"district"}, "capital": SETTLEMENTS, "camp": frozenset({"camp"}), "base": frozenset({"base"}),
    "airbase": frozenset({"base"}), "crossing": frozenset({"crossing"}), "river": frozenset({"river"}), "province": frozenset({"division", "region"}),
    "provinces": frozenset({"division", "region"}), "governorate": frozenset({"division", "region"}),
    "state": frozenset({"division", "region", "country"}), "oblast": frozenset({"division", "region"}), "region": frozenset({"division", "region"}),
    "department": frozenset({"division", "region"}), "prefecture": frozenset({"division", "region"}),
    "countryside": frozenset({"division", "region"}), "airport": frozenset({"airport"}), "mountains": frozenset({"mountain"}),
    "mountain": frozenset({"mountain"}), "valley": frozenset({"region"}), "desert": frozenset({"desert"}), "prison": frozenset({"site"}),
}  # fmt: skip
WORD = r"[a-z][\w'’-]*"
APPOSITION = re.compile(r"^, (?:a|an|the) (?:[\w-]+ ){0,3}?(camp|town|city|village|province|governorate|base|prison|crossing|district|neighbou?rhood)\b")
AFTER = re.compile(r"^(?:['’]s)?,? (?:refugee |displacement |detention |border |air |military )?([a-z]+)")
ADJECTIVE_BEFORE = re.compile(r"([A-Z][\w-]+(?: [A-Z][\w-]+)?) (?:[a-z-]+ ){0,3}of (?:the )?$")
SITE_WORD = re.compile(r" (?:camp|base|crossing|prison|airport|field|oilfield|dam|bridge)\b", re.IGNORECASE)
SENSE_MARGIN = 0.35
"""Two candidates whose scores lie closer than this are told apart in the reason."""
OURS_PRIOR = 5.2
"""A place of the theatre table counts as one of about 160,000 people: it is there because reports name it."""
SMALL = 50_000
"""People; a smaller namesake in a country that the report never mentions is no answer."""
NEAR_KM = 250.0

Votes = defaultdict[str, float]
"""Votes by country code."""


@dataclass(frozen=True, slots=True)
class Sense:
    """A name in the report with the place it means (None: undecided), the ranked candidates and the reason."""

    hit: NameHit
    entry: Entry | None
    candidates: tuple[Candidate, ...]
    reason: str


@dataclass(slots=True)
class PlaceContext:
    """The names of one report as places, and the share of each country in it (shares add to 1; empty: none named)."""

    senses: tuple[Sense, ...]
    countries: dict[str, float]

    def within(self, start: int, end: int) -> list[Sense]:
        """The senses whose names lie in `[start, end)`."""
        return [s for s in self.senses if start <= s.hit.span.start and s.hit.span.end <= end]


@dataclass(slots=True)
class _Scored:
    entry: Entry
    score: float
    reasons: list[str] = field(default_factory=list)

    def add(self, points: float, reason: str) -> None:
        self.score += points
        self.reasons.append(f"{reason} ({points:+.1f})")


def named_kinds(text: str, hit: NameHit) -> frozenset[str] | None:
    """The kinds that the words around a name ask for ("the town of X", "X province"); None where they ask for none."""
    after = AFTER.match(text[hit.span.end : hit.span.end + 40])
    if after and after[1].lower() in KIND_WORDS and not text.startswith(",", hit.span.end):
        return KIND_WORDS[after[1].lower()]
    apposition = APPOSITION.match(text[hit.span.end : hit.span.end + 60])
    if apposition:
        return KIND_WORDS[apposition[1].lower()]
    before = re.search(rf"\b({WORD})(?: of)? (?:the )?$", text[max(0, hit.span.start - 40) : hit.span.start])
    word = before[1].lower() if before else ""
    if word in KIND_WORDS:
        return KIND_WORDS[word]
    rural = re.search(
        r"\b(?:rural|countryside of|rural areas of(?: neighbou?ring)?|areas of(?: neighbou?ring)?|parts of) $",
        text[max(0, hit.span.start - 40) : hit.span.start],
        re.IGNORECASE,
    )
    return frozenset({"division", "region"}) if rural else None


def named_container(text: str, hit: NameHit, hits: Sequence[NameHit]) -> NameHit | None:
    """The name that says where this one lies: Y in "X, Y", "X, in Y", "X, eastern Y" or "X in Y"."""
    for other in hits:
        gap = text[hit.span.end : other.span.start] if other.span.start >= hit.span.end else None
        if (
            gap is not None
            and len(gap) < 45
            and re.fullmatch(r"(?:,? (?:a|the) [\w ]{3,24})?,? ?(?:in )?(?:the )?(?:[\w-]+ ){0,3}", gap)
            and ("," in gap or " in " in gap)
        ):
            return other
    return None


def country_adjective(text: str, hit: NameHit, adjectives: dict[str, str]) -> str | None:
    """The country whose adjective introduces a name: "the Syrian town of X", "Iraq's X" is left to distance."""
    before = text[max(0, hit.span.start - 60) : hit.span.start]
    found = ADJECTIVE_BEFORE.search(before) or re.search(r"([A-Z][\w-]+) (?:[a-z-]+ ){1,2}$", before)
    if found is None:
        return None
    return next((adjectives[w.lower()] for w in (found[1], found[1].split()[-1]) if w.lower() in adjectives), None)


def prior(entry: Entry, key: str) -> _Scored:
    """The score before the report is looked at: how known the place is, and whether this is its main name."""
    scored = _Scored(entry, 0.0)
    known = log10(entry.population + 10) if entry.population else (2.5 if entry.kind == "town" else 2.0)
    if entry.kind == "country":
        scored.add(9.0, "a country")
    elif entry.kind == "region" and entry.country is None:
        scored.add(8.0, "a region of several countries")
    elif entry.kind == "division":
        scored.add(min(known, 5.0) - 0.8, f"a division of {entry.population:,} people")
    elif entry.ours:
        scored.add(max(known, OURS_PRIOR), "listed among the places that conflict reports name")
    else:
        scored.add(known, f"{entry.population:,} people" if entry.population else "population unknown")
    if is_main_name(entry, key):
        scored.add(0.7, "its main name")
    elif not entry.ours:
        scored.add(-0.6, "another name of it")
    return scored


class ContextReader:
    """Decides the place that each name of a report means, from all of them together."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def read(self, text: str, hits: Sequence[NameHit]) -> PlaceContext:
        """One sense for each hit, in order; a name keeps its sense through the report unless the words around it ask for another kind."""
        ordered = sorted(hits, key=lambda h: h.span)
        priors = {h.key: [prior(e, h.key) for e in h.entries] for h in ordered}
        first = {key: max(scored, key=lambda s: s.score) for key, scored in priors.items()}
        votes = self.count_votes(text, ordered, first)
        total = sum(sum(v.values()) for v in votes.values())
        summed: Votes = defaultdict(float)
        for country, vote in (pair for each in votes.values() for pair in each.items()):
            summed[country] += vote
        countries = {country: vote / total for country, vote in sorted(summed.items(), key=lambda pair: -pair[1])} if total else {}
        sites = {first[h.key].entry.id for h in ordered if first[h.key].entry.precision == "point" and SITE_WORD.search(h.text)}
        anchors = [
            s.entry for s in first.values() if s.score >= 5 and s.entry.country and countries.get(s.entry.country, 0) > 0.15 and s.entry.kind != "country"
        ]
        told = self.find_told(text, ordered)
        senses = [self.decide(text, h, sites, told[h.key], countries, anchors) for h in ordered]
        senses = [self.doubt(s, told[s.hit.key], summed, votes[s.hit.key]) for s in senses]
        return PlaceContext(tuple(senses), countries)

    def count_votes(self, text: str, hits: Sequence[NameHit], first: dict[str, _Scored]) -> dict[str, Votes]:
        """Key of a name → its votes for countries: a country's name three after a preposition and one elsewhere, an adjective one (under ""), other places
        one shared out by how sure their country is.
        """
        votes: dict[str, Votes] = defaultdict(lambda: defaultdict(float))
        for hit in hits:
            best = first[hit.key]
            if best.entry.kind == "country":
                votes[hit.key][best.entry.country or ""] += 0.5 if text.startswith("-", hit.span.end) else 3.0 if hit.evidence == "preposition" else 1.0
                continue
            weights = {e.id: 10 ** (prior(e, hit.key).score - best.score) for e in hit.entries}
            for entry in hit.entries:
                if entry.country:
                    votes[hit.key][entry.country] += weights[entry.id] / sum(weights.values())
        for word in re.findall(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?\b", text):
            code = self.gazetteer.adjectives.get(word.lower()) or self.gazetteer.adjectives.get(word.split()[-1].lower())
            if code:
                votes[""][code] += 1.0
        return votes

    def find_told(self, text: str, hits: Sequence[NameHit]) -> dict[str, list[tuple[str, str, str]]]:
        """Key → what the report itself says of it: ("country"|"division", code, words)."""
        told: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for hit in hits:
            container = named_container(text, hit, hits)
            if container is not None:
                for entry in container.entries[:3]:
                    if entry.kind == "country" or entry.kind == "division":
                        told[hit.key].append((entry.kind, entry.division or entry.country or "", text[hit.span.start : container.span.end]))
            code = country_adjective(text, hit, self.gazetteer.adjectives)
            if code is not None:
                told[hit.key].append(("country", code, text[max(0, hit.span.start - 30) : hit.span.end].split(" ", 1)[-1]))
        return told

    def decide(
        self, text: str, hit: NameHit, sites: Set[str], told: list[tuple[str, str, str]], countries: dict[str, float], anchors: Sequence[Entry]
    ) -> Sense:
        """Rank the places of one name."""
        wanted = named_kinds(text, hit)
        entries = list(hit.entries)
        if wanted and "division" in wanted and not any(e.kind in wanted for e in entries):
            entries += [d for d in (self.division_of(e) for e in entries[:3]) if d is not None]
        scored = [self.score(prior(e, hit.key), told, countries, anchors, wanted) for e in {e.id: e for e in entries}.values()]
        for one in scored:
            if one.entry.id in sites:
                one.add(1.5, "named in full in the report")
        scored.sort(key=lambda s: (-s.score, s.entry.id))
        candidates = tuple(Candidate(s.entry.id, s.entry.name, round(s.score, 2), tuple(s.reasons)) for s in scored[:5])
        best = scored[0]
        others = [s for s in scored[1:] if s.entry.id != best.entry.id and s.score > best.score - SENSE_MARGIN]
        close = f"; close to {others[0].entry.name} in {others[0].entry.region or others[0].entry.country}" if others else ""
        return Sense(hit, best.entry, candidates, f"{hit.text!r} is {best.entry.name}: " + "; ".join(best.reasons[-3:]) + close)

    def doubt(self, sense: Sense, told: list[tuple[str, str, str]], summed: Votes, own: Votes) -> Sense:
        """The sense, or none where the report puts the name elsewhere or nothing else in it speaks for a small namesake's country."""
        entry = sense.entry
        if entry is None or entry.country is None or entry.kind in ("country", "division") or entry.ours or entry.population >= SMALL:
            return sense
        said = {code.split(".")[0] for _, code, _ in told}
        if said and entry.country not in said:
            return Sense(
                sense.hit, None, sense.candidates, f"{sense.hit.text!r}: the report puts it in {', '.join(sorted(said))}, the gazetteer lists none there"
            )
        elsewhere = sum(summed.values()) - sum(own.values())
        if elsewhere >= 2 and summed[entry.country] - own[entry.country] <= 0:
            return Sense(sense.hit, None, sense.candidates, f"{sense.hit.text!r}: listed only in {entry.country}, of which the report says nothing else")
        return sense

    def division_of(self, entry: Entry) -> Entry | None:
        """The first-level division that a place is the namesake or a town of."""
        if entry.division is None or entry.region is None or entry.kind == "division":
            return None
        return next((e for e in self.gazetteer.find(entry.region) if e.kind == "division" and e.division == entry.division), None)

    def score(
        self, scored: _Scored, told: list[tuple[str, str, str]], countries: dict[str, float], anchors: Sequence[Entry], wanted: frozenset[str] | None
    ) -> _Scored:
        """Add what the report says to the prior."""
        entry = scored.entry
        share = countries.get(entry.country or "", 0.0)
        if entry.kind != "country" and share > 0:
            scored.add(round(4 * share**0.5, 2), f"the report is about {entry.country} for {share:.0%}")
        for kind, code, words in told:
            if code == (entry.country if kind == "country" else entry.division):
                scored.add(5.0, f"the report says {words!r}")
                break
        if wanted is not None:
            scored.add(*((3.0, "the kind of place that the words name") if entry.kind in wanted else (-3.0, "not the kind of place that the words name")))
        here = entry.point
        near = [a for a in anchors if a.id != entry.id and a.name != entry.name and a.point is not None]
        if here is not None and near and entry.kind != "country":
            nearest = min(near, key=lambda a: distance_km(here, a.point or here))
            away = distance_km(here, nearest.point or here)
            if away < 3 * NEAR_KM:
                scored.add(round(1.5 * exp(-away / NEAR_KM), 2), f"{away:.0f} km from {nearest.name}")
        return scored
