"""Mentions of places → ranked candidates, the pick or none, and the reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from emberwatch.model.entity import Candidate, Place, PlaceMention, PlacePrecision, Resolution
from emberwatch.places.gazetteer import Entry, Gazetteer
from emberwatch.places.names import fold
from emberwatch.places.schema import SETTLEMENTS
from emberwatch.resolve.place_antecedents import COMPATIBLE, FADING_CHARS, Referent, Wanted, is_dateline, make_referent, rank
from emberwatch.resolve.place_context import ContextReader, PlaceContext, Sense
from emberwatch.resolve.place_scan import NameHit, PlaceScanner
from emberwatch.resolve.place_words import DEFINITE, INDEFINITE, PLURAL, SIDE_NAMES, SUPERLATIVE, Noun, find_bare_side, find_noun, find_side
from emberwatch.text.span import Span

__all__ = ["NameHit", "PlaceContext", "PlaceQuery", "PlaceResolver", "ResolvedPlace"]

SIDES_OF = {
    "north": (0, 1), "northeast": (1, 1), "east": (1, 0), "southeast": (1, -1),
    "south": (0, -1), "southwest": (-1, -1), "west": (-1, 0), "northwest": (-1, 1), "centre": (0, 0),
}  # fmt: skip
AREAS = frozenset({"country", "division", "region", "continent", "river", "lake", "sea", "mountain", "desert"})
POINTERS = frozenset({"there", "here", "where", "it", "elsewhere"})
OWN_LAND = frozenset({"territory", "soil", "land", "homeland", "airspace", "waters", "ground"})
NAMING = re.compile(r"^(?:\w+ )*?of (?:the |neighbou?ring |nearby |rural )*$|^ ?(?:called|named|known as) $|^[ ,]*$")
INNER_PHRASE = re.compile(r"\b(?:of|in|near|along|around|inside|across|on|at|within) ((?:the|this|that|its|their) [\w' -]+)$", re.IGNORECASE)
SIDE_OF_UNKNOWN = re.compile(r"\b(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)? (?:of )?[A-Z][a-z]")
"""A side in small letters with a name behind it ("east Africa"), where no table knows the name."""
LEADING_NAME = re.compile(r"^(?:the |nearby |neighbou?ring )*(\W?[A-Z].*)$")
NAME_AFTER = re.compile(r"\b(?:of|in|near|outside|around|at|called|named) (?:the )?([A-Z].*)$")
POSSESSIVE = re.compile(r"^['’]s? (?:[a-z-]+ ){0,3}$")
OWN_HOMES = re.compile(r"^(?:his|her|their|our|my) (?:\w+ )?(?:homes?|houses?|streets?|bases?|positions?|villages|towns)$", re.IGNORECASE)
LEAST_SHARE = 0.3
"""The report's main country stands for "the country" or "the capital" only with this share of its country mentions."""

ResolvedPlace = tuple[PlaceMention, Resolution]


@dataclass(frozen=True, slots=True)
class PlaceQuery:
    """A noun phrase that fills a place role: its span and words, its sentence's number and the lemma of its head."""

    span: Span
    text: str
    sentence_index: int
    head_lemma: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """The place of one query (None: unresolved), its kind for later descriptions, the candidates and the reason."""

    place: Place | None
    reason: str
    candidates: tuple[Candidate, ...] = ()
    kind: str = "region"


class _Report:
    """One report while its queries are answered: its text, the senses of its names, and the places named or described so far."""

    def __init__(self, text: str, context: PlaceContext) -> None:
        self.text = text
        self.context = context
        made = [make_referent(text, s.hit.span.start, s.hit.span.end, s.entry) for s in context.senses if s.entry is not None]
        self.referents: list[Referent] = [r for r in made if r is not None]
        self.filed = next((s.entry for s in context.senses if s.entry is not None and is_dateline(text, s.hit.span.start, s.hit.span.end)), None)
        """Where the report was filed, by its dateline."""

    @property
    def main_country(self) -> str | None:
        """The country the report is most about; None where none stands out."""
        code, share = next(iter(self.context.countries.items()), ("", 0.0))
        return code if share >= LEAST_SHARE else None

    def unresolved_before(self, offset: int) -> NameHit | None:
        """The last name before an offset that could not be resolved, unless it lies further back than a description reaches."""
        unknown = [s.hit for s in self.context.senses if s.entry is None and offset - FADING_CHARS < s.hit.span.end <= offset]
        return unknown[-1] if unknown else None

    def last_country(self, before: int) -> str | None:
        """The country named last before an offset, else the main one."""
        named = [r for r in self.referents if r.kind == "country" and r.end <= before]
        placed = [r for r in named if r.located] or named
        return max(placed, key=lambda r: r.end).place.country if placed else self.main_country

    def sentence_country(self, start: int, end: int, other_than: Sequence[str] = ()) -> str | None:
        """The country of the place named nearest in the same sentence; None where none is."""
        left = max((self.text.rfind(mark, 0, start) for mark in (". ", "\n", "? ", "! ", ".” ")), default=-1)
        right = min((p for p in (self.text.find(mark, end) for mark in (". ", "\n", "? ", "! ")) if p >= 0), default=len(self.text))
        inside = [r for r in self.referents if left < r.start and r.end <= right and r.place.country and (r.end <= start or r.start >= end)]
        inside = [r for r in inside if r.place.country not in other_than]
        return min(inside, key=lambda r: min(abs(r.end - start), abs(r.start - end))).place.country if inside else None


class PlaceResolver:
    """Finds the places that a report names and resolves the phrases that say where."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._scanner = PlaceScanner(gazetteer)
        self._reader = ContextReader(gazetteer)

    def scan(self, words: Sequence[str], starts: Sequence[int], names: Sequence[str] | None = None) -> list[NameHit]:
        """All place names in one sentence; `starts` are the tokens' offsets in the report, `names` the encoder's name tags (`B-LOC`, `O`, …)."""
        return self._scanner.scan(words, starts, names)

    def read(self, report_text: str, hits: Sequence[NameHit]) -> PlaceContext:
        """What the report is about, and the place that each of its names means."""
        return self._reader.read(report_text, hits)

    def resolve(self, report_text: str, hits: Sequence[NameHit], queries: Sequence[PlaceQuery]) -> list[ResolvedPlace]:
        """A mention and its resolution for each query, in the order given; earlier descriptions serve later ones."""
        report = _Report(report_text, self.read(report_text, [*hits, *self._find_missed(hits, queries)]))
        answers: dict[PlaceQuery, _Answer] = {}
        for query in sorted(set(queries), key=lambda q: q.span):
            answer = self._answer(report, query)
            answers[query] = answer
            if answer.place is not None:
                report.referents.append(Referent(query.span.start, query.span.end, answer.place, answer.kind, None))
        return [_as_result(q, answers[q]) for q in queries]

    def _find_missed(self, hits: Sequence[NameHit], queries: Sequence[PlaceQuery]) -> list[NameHit]:
        """Names that only their role shows to be places: those that a query begins with or leads up to by a preposition."""
        missed: dict[Span, NameHit] = {}
        for query in queries:
            inside = [h.span.start for h in hits if h.span.overlaps(query.span)]
            text = query.text[: max(0, min(inside) - query.span.start)] if inside else query.text
            lead = LEADING_NAME.match(text) if find_noun(query.head_lemma) is None or inside else None
            lead = lead or (None if inside else NAME_AFTER.search(text))
            if lead is None or lead[1].split()[0].lower() in self.gazetteer.adjectives:
                continue
            for hit in self._scanner.scan_phrase(lead[1], query.span.start + lead.start(1)):
                missed[hit.span] = hit
        return list(missed.values())

    def _answer(self, report: _Report, query: PlaceQuery) -> _Answer:
        """The place of one query."""
        inner = [s for s in report.context.senses if s.hit.span.overlaps(query.span) and s.entry is not None]
        noun = find_noun(query.head_lemma)
        if inner:
            return self._answer_named(report, query, noun, inner)
        return self._answer_described(report, query.span, query.text, query.head_lemma.lower(), noun)

    # Phrases with a name in them.

    def _answer_named(self, report: _Report, query: PlaceQuery, noun: Noun | None, inner: Sequence[Sense]) -> _Answer:
        """The place of a phrase with a name in it: the name's, a side of it, or a described place inside it."""
        if noun is not None and noun.kind == "border":
            return self._answer_border(report, query.span, query.text, [s.entry.country for s in inner if s.entry and s.entry.country])
        sense = self._pick_sense(report, query, inner)
        entry = sense.entry
        assert entry is not None
        named = self._place_of_name(report, query, sense, entry)
        if noun is None or self._names_it(query, noun, sense, entry):
            return named
        if noun.kind == "capital" and entry.kind == "country":
            return self._answer_capital(entry.country)
        if not INDEFINITE.match(query.text) and not PLURAL.search(query.text[: max(0, sense.hit.span.start - query.span.start)]) and entry.kind in AREAS:
            described = self._search(report, query.span, query.text, query.head_lemma.lower(), noun, entry)
            if described.place is not None:
                return described
        return _Answer(named.place, f"{query.text!r} is not named itself; {named.reason}", named.candidates, noun.kind)

    def _pick_sense(self, report: _Report, query: PlaceQuery, inner: Sequence[Sense]) -> Sense:
        """Of several names in a phrase the one that its noun is of ("the southern Somali town of Baidoa"), or that the first one owns; else the first."""
        naming = re.compile(rf"\b{re.escape(query.head_lemma[:4])}\w* of (?:the )?$", re.IGNORECASE)
        of_noun = next((s for s in inner if naming.search(report.text[query.span.start : s.hit.span.start])), None)
        if of_noun is not None:
            return of_noun
        return inner[1] if len(inner) > 1 and POSSESSIVE.match(report.text[inner[0].hit.span.end : inner[1].hit.span.start]) else inner[0]

    def _names_it(self, query: PlaceQuery, noun: Noun, sense: Sense, entry: Entry) -> bool:
        """Does the noun belong to the name ("the town of X", "X province") or name a part of its place ("the outskirts of X")?"""
        head = query.text.lower().find(query.head_lemma.lower()[:4])
        begin = sense.hit.span.start - query.span.start
        if head < 0 or head >= begin:
            return True
        between = query.text[head:begin].split(" ", 1)
        link = between[1] if len(between) > 1 else ""
        if not NAMING.match(link):
            return False
        return noun.part or entry.kind in COMPATIBLE.get(noun.kind, frozenset()) or (noun.kind in ("settlement", "district") and entry.kind in SETTLEMENTS)

    def _place_of_name(self, report: _Report, query: PlaceQuery, sense: Sense, entry: Entry) -> _Answer:
        """The place of a name with the side that the words around it name."""
        start, end = sense.hit.span.start, sense.hit.span.end
        side = find_side(report.text[max(0, min(query.span.start, start - 24)) : start], report.text[end : max(end, query.span.end)])
        if side is None or entry.kind in ("river", "camp", "base", "crossing", "site", "oilfield", "airport", "mountain"):
            return _Answer(entry.as_place(), sense.reason, sense.candidates, entry.kind)
        return self._answer_side(entry, side)

    def _answer_side(self, entry: Entry, side: str) -> _Answer:
        """One side of a country, division, region or town: a region (of a town: a district), and no point of its own beyond that."""
        title = f"{SIDE_NAMES[side]} {entry.name}"
        if fold(entry.name).startswith(fold(SIDE_NAMES[side])[:5]):
            return _Answer(entry.as_place(), f"{entry.name} names its side already", kind=entry.kind)
        listed = next((e for e in self.gazetteer.find(title) if e.kind in ("region", "division") and entry.country in (None, e.country)), None)
        if listed is not None:
            return _Answer(listed.as_place(), f"{title!r} is {listed.name}", kind=listed.kind)
        point = self.gazetteer.find_side(entry.country, side) if entry.kind == "country" and entry.country else None
        if point is None and entry.box is not None:
            point = entry.box.towards(*SIDES_OF[side])
        point = point or entry.point
        precision: PlacePrecision = "district" if entry.precision == "town" else "region"
        where = (None, None) if point is None else (point.latitude, point.longitude)
        place = Place(f"{entry.id}/{side}", title, precision, entry.country, entry.region, *where)
        return _Answer(place, f"the {side} of {entry.name}", (Candidate(place.id, title, 1.0, (f"the words name the {side} of {entry.name}",)),))

    # Phrases without a name.

    def _answer_described(self, report: _Report, span: Span, text: str, lemma: str, noun: Noun | None) -> _Answer:
        """The place of a phrase without a name in it."""
        country = self._adjective_country(text)
        side = find_bare_side(text)
        if noun is not None and noun.kind == "border":
            return self._answer_border(report, span, text, [c for c in [country] if c])
        if noun is not None and noun.kind == "capital":
            return self._answer_capital(country or report.last_country(span.start))
        if country is not None and (lemma in OWN_LAND or (noun is not None and noun.kind == "country")):
            return self._answer_country(country, f"{text!r} names the country by its adjective")
        if side is not None and (noun is None or noun.part or noun.kind == "country"):
            return self._answer_own_side(report, span, text, country, side)
        if lemma == "here" and report.filed is not None:
            return _Answer(report.filed.as_place(), f"{text!r} is {report.filed.name}, where the report was filed", kind=report.filed.kind)
        if lemma in POINTERS:
            return self._search(report, span, text, lemma, Noun("anywhere", False), None)
        phrase = INNER_PHRASE.search(text)
        if noun is not None and noun.part and phrase is not None and len(phrase[1]) < len(text):
            head = phrase[1].split()[-1].lower()
            return self._answer_described(report, span, phrase[1], head, find_noun(head))
        if noun is None:
            return _Answer(None, f"{text!r} is not in the gazetteer and describes no known kind of place")
        if noun.kind == "country" and lemma != "homeland" and not PLURAL.search(text):
            code = report.last_country(span.start)
            return self._answer_country(code, f"{text!r} is the country named before it") if code else _Answer(None, f"{text!r}: no country is named before it")
        return self._search(report, span, text, lemma, noun, None)

    def _answer_own_side(self, report: _Report, span: Span, text: str, country: str | None, side: str) -> _Answer:
        """A side with no name beside it ("the country's east", "the north of the enclave"): of the place described, else of the country meant."""
        if country is None and SIDE_OF_UNKNOWN.search(text):
            return _Answer(None, f"{text!r} is a side of a place that is not in the gazetteer")
        phrase = INNER_PHRASE.search(text)
        noun = find_noun(phrase[1].split()[-1]) if phrase else None
        if phrase is not None and noun is not None and noun.kind not in ("country", "border"):
            head = phrase[1].split()[-1]
            wide = self._search(report, span, phrase[1], head, Noun("region", False), None, whole=True)
            found = wide if wide.place else self._search(report, span, phrase[1], head, noun, None, whole=True)
            entry = next((s.entry for s in report.context.senses if s.entry and found.place and s.entry.id == found.place.id), None)
            return self._answer_side(entry, side) if entry else found
        owned = noun is not None and noun.kind == "country"
        code = country or (None if owned else report.main_country) or report.last_country(span.start)
        entry = self.gazetteer.find_country(code) if code else None
        return self._answer_side(entry, side) if entry else _Answer(None, f"{text!r}: no country is named that it could be a side of")

    def _adjective_country(self, text: str) -> str | None:
        """The country whose adjective or possessive stands in the phrase ("the Syrian town", "the Iraqi border")."""
        words = re.findall(r"[A-Z][\w]+", text)
        pairs = [f"{a} {b}" for a, b in pairwise(words)]
        return next((self.gazetteer.adjectives[w.lower()] for w in [*pairs, *words] if w.lower() in self.gazetteer.adjectives), None)

    def _answer_country(self, code: str, reason: str) -> _Answer:
        entry = self.gazetteer.find_country(code)
        return _Answer(entry.as_place(), reason, (Candidate(entry.id, entry.name, 1.0, (reason,)),), "country") if entry else _Answer(None, reason)

    def _answer_capital(self, country: str | None) -> _Answer:
        """The capital of a country; unresolved where no country is meant or none is listed."""
        entry = self.gazetteer.find_capital(country) if country else None
        if entry is None:
            return _Answer(None, "no country is named whose capital it could be")
        reason = f"{entry.name} is the capital of {country}"
        return _Answer(entry.as_place(), reason, (Candidate(entry.id, entry.name, 1.0, (reason,)),), entry.kind)

    def _answer_border(self, report: _Report, span: Span, text: str, countries: Sequence[str]) -> _Answer:
        """The border of the two countries that the words and the report name; a region, at the middle of the places along it."""
        named = list(
            dict.fromkeys(
                [*countries, *(self.gazetteer.adjectives[w.lower()] for w in re.findall(r"[A-Z][a-z]+", text) if w.lower() in self.gazetteer.adjectives)]
            )
        )
        others = named[1:] or [
            c
            for c in [report.sentence_country(span.start, span.end, named), report.last_country(span.start), *report.context.countries]
            if c and c not in named
        ]
        for other in others if named else ():
            point = self.gazetteer.find_border(named[0], other)
            if point is not None:
                one, two = (self.gazetteer.find_country(c) for c in sorted((named[0], other)))
                title = f"{one.name if one else named[0]}–{two.name if two else other} border"
                place = Place(
                    f"border:{min(named[0], other)}-{max(named[0], other)}", title, "region", None, None, round(point.latitude, 2), round(point.longitude, 2)
                )
                return _Answer(
                    place,
                    f"{text!r}: the border of {named[0]} and {other}",
                    (Candidate(place.id, title, 1.0, ("the two countries share a border",)),),
                    "border",
                )
        return self._search(report, span, text, "border", Noun("border", False), None)

    def _search(self, report: _Report, span: Span, text: str, lemma: str, noun: Noun, container: Entry | None, whole: bool = False) -> _Answer:
        """The place named elsewhere in the report that a description refers to; none where none fits."""
        if OWN_HOMES.match(text):
            return _Answer(None, f"{text!r}: whose they are does not say where they are")
        if noun.kind not in COMPATIBLE or (noun.kind != "anywhere" and not DEFINITE.match(text) and not SUPERLATIVE.search(text)):
            return _Answer(None, f"{text!r} introduces a place that is not named")
        country = (container.country if container else None) or self._adjective_country(text)
        division = container.division if container and container.kind == "division" else None
        near = None if country else report.sentence_country(span.start, span.end) or report.main_country
        wanted = Wanted(noun.kind, span.start, span.end, lemma, country, division, near, bool(SUPERLATIVE.search(text)), whole)
        ranked = rank(report.referents, wanted)
        if not ranked:
            return _Answer(None, f"{text!r}: no {noun.kind} is named that it could refer to")
        referent, best = ranked[0]
        unknown = report.unresolved_before(span.start)
        if unknown is not None and noun.kind in ("settlement", "holdout", "anywhere") and (referent.end < unknown.span.start or referent.start >= span.end):
            return _Answer(None, f"{text!r} may be {unknown.text!r}, which is not resolved", tuple(c for _, c in ranked[:5]))
        reason = f"{text!r} is {best.name}: " + ", ".join(best.reasons)
        return _Answer(referent.place, reason, tuple(c for _, c in ranked[:5]), referent.kind)


def _as_result(query: PlaceQuery, answer: _Answer) -> ResolvedPlace:
    """The mention and its resolution."""
    mention = PlaceMention(query.span, query.text, answer.place)
    pick = answer.place.id if answer.place else None
    candidates = answer.candidates or ((Candidate(answer.place.id, answer.place.name, 1.0, (answer.reason,)),) if answer.place else ())
    return mention, Resolution("place", query.span, query.text, candidates, pick, answer.reason)
