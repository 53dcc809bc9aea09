"""The persons that a report names: their titles, nationality and sex, and which description means whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from emberwatch.resolve.actor_index import ActorHit, ActorIndex
from emberwatch.resolve.actor_names import NAME, closes_sentence, follows_office, is_title, normal_title, strip_name
from emberwatch.resolve.actor_phrases import lemma_of
from emberwatch.resolve.actor_tables import KnownActor, Term, actor_id, load_first_names
from emberwatch.resolve.actor_words import map_for, words_for
from emberwatch.text.span import Span


@dataclass(slots=True)
class Person:
    """One person of a report; `titles` in singular lower case, `countries` ISO codes, `spans` where the name stands."""

    name: str
    id: str
    known: KnownActor | None = None
    sex: str = ""
    titles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    affiliations: list[str] = field(default_factory=list)
    office: str | None = None
    spans: list[Span] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last word of the name, without "al-"."""
        return self.name.split()[-1].lower().removeprefix("al-")


class Cast:
    """The persons of one report, in the order in which they are first named."""

    def __init__(self, text: str, hits: Sequence[ActorHit], index: ActorIndex, choose: object, term_of: object) -> None:
        self.persons: list[Person] = []
        self._by_name: dict[str, Person] = {}
        self._text = text
        self._hits = hits
        self._index = index
        self._choose = choose
        self._term_of = term_of
        self._taken = [h.span for h in hits]
        for hit in hits:
            known = choose(hit)  # type: ignore[operator]
            if known.type == "person":
                self._see_known(known, hit.span)
        for start, end, name in self._find_names():
            self._see_new(name, Span(start, end))
        for person in self.persons:
            for span in person.spans:
                self._describe(person, span)
            person.sex = (
                person.sex
                or next((map_for("sexes")[t] for t in sorted(person.titles) if t in map_for("sexes")), "")
                or load_first_names().get(person.name.split()[0].lower(), "")
            )

    def _see_known(self, known: KnownActor, span: Span) -> None:
        person = self._by_name.get(known.name)
        if person is None:
            term: Term | None = self._term_of(known)  # type: ignore[operator]
            person = self._by_name[known.name] = Person(known.name, known.id, known, known.sex)
            self.persons.append(person)
            if term is not None:
                person.office = term.office
                person.titles |= office_titles(term.office)
                person.countries |= {term.country} if term.country else set()
                person.affiliations.append(term.affiliation)
        person.spans.append(span)

    def _see_new(self, name: str, span: Span) -> None:
        person = self._by_name.get(name) or self._by_surname(name)
        if person is None:
            person = self._by_name[name] = Person(name, actor_id(name))
            self.persons.append(person)
        person.spans.append(span)

    def _by_surname(self, name: str) -> Person | None:
        words = name.split()
        if len(words) > 1:
            return next((p for p in self.persons if p.name.lower().endswith(words[-1].lower()) and p.name.split()[0].lower() == words[0].lower()), None)
        low = name.lower().removeprefix("al-")
        return next((p for p in reversed(self.persons) if p.surname == low), None)

    def _find_names(self) -> Iterable[tuple[int, int, str]]:
        """Runs of capitalised words that a title, a first name or an apposition shows to be a person's name."""
        first_names = load_first_names()
        at = 0
        while (match := NAME.search(self._text, at)) is not None:
            start, end, words = strip_name(self._text, match.start(), match.group(), self._taken)
            at = max(match.end(), end)
            if not words or any(s.start < end and start < s.end for s in self._taken):
                continue
            name = " ".join(words)
            titled = self._title_before(start)
            if len(words) == 1:
                if (titled and not words[0].isupper()) or self._by_surname(name):
                    yield start, end, name
            elif any(w.lower() in map_for("organisation words") for w in words):
                continue
            elif titled or words[0].lower() in first_names or self._self_named(start) or (self._appositive(end) and not self._preceded_by_article(start)):
                yield start, end, name

    def _title_before(self, start: int) -> bool:
        before = self._text[max(0, start - 40) : start].rstrip(" ")
        word = before[before.rfind(" ") + 1 :].strip("“\"'(,")
        if follows_office(self._text, start - len(word) - 1):  # "Secretary of State"
            return True
        return is_title(word) and not before.endswith(",") and not closes_sentence(word) and lemma_of(word.strip(".")) == word.lower().strip(".")

    def _preceded_by_article(self, start: int) -> bool:
        return self._text[max(0, start - 4) : start].lower().endswith(("the ", " a ", "in ", "of "))

    def _self_named(self, start: int) -> bool:
        return self._text[max(0, start - 20) : start].endswith(("himself as ", "herself as ", " named ", " called ", "identified as "))

    def _appositive(self, end: int) -> list[str]:
        """The words of an apposition after the name that holds a title ("…, head of X,")."""
        if self._text[end : end + 2] != ", ":
            return []
        stop = re.search(r"[,.;:\n”\"—]", self._text[end + 2 : end + 140])
        words = self._text[end + 2 : end + 2 + (stop.start() if stop else 90)].split(" ")[:14]
        title = next((i for i, w in enumerate(words[:7]) if is_title(w)), None)
        if title is None or any(
            w in ("the", "a", "his", "her", "its", "their") and words[i - 1] not in ("of", "for", "and") for i, w in enumerate(words[1 : title + 1], 1)
        ):
            return []
        return words if any(is_title(w) for w in words[:7]) and not any(w in ("said", "says", "who", "told", "and") for w in words[:4]) else []

    def _describe(self, person: Person, span: Span) -> None:
        """Add the titles, nationality and affiliation that stand right before or after the name at `span`."""
        start = self._before(span.start)
        after = self._appositive(span.end)
        end = span.end + 2 + len(" ".join(after)) if after else span.end
        words = [w.strip(",.“\"'’”") for w in self._text[start : span.start].split()] + [w.strip(",") for w in after]
        if person.office is None and (after or start < span.start):
            phrase = " ".join(after) or self._text[start : span.start].strip(' ,“"')
            person.office = phrase.removeprefix("the ").removeprefix("a ").removeprefix("an ") if any(is_title(w) for w in phrase.split()) else None
        for at, word in enumerate(words):
            if is_title(word):
                person.titles |= title_keys(words, at)
        for hit in self._hits:
            if hit.span.start < end and hit.span.end > start and not hit.span.overlaps(span):
                self._affiliate(person, hit)

    def _affiliate(self, person: Person, hit: ActorHit) -> None:
        known: KnownActor = self._choose(hit)  # type: ignore[operator]
        if known.type in ("person", "media") or (
            known.type == "state" and hit.kind == "name" and known.country and self._text.endswith((" in ", " to "), 0, hit.span.start)
        ):
            return
        if known.country:
            person.countries.add(known.country)
        if known.name not in person.affiliations:
            person.affiliations.append(known.name)

    def _before(self, start: int) -> int:
        """Where the run of title words, nationalities and organisations before a name begins."""
        at = start
        spans = [h.span for h in self._hits]
        while at > 0:
            chunk = self._text[max(0, at - 40) : at].rstrip(" ")
            comma = chunk.endswith(",") and at == start
            chunk = chunk.rstrip(",") if comma else chunk
            word = chunk[chunk.rfind(" ") + 1 :]
            begin = self._text.rfind(word, max(0, at - 42), at)
            inside = any(s.start <= begin < s.end for s in spans)
            if not word or begin < 0 or closes_sentence(word) or not (inside or _describes(word)):
                break
            at = begin
            if start - at > 90:
                break
        return at

    def by_words(self, words: Sequence[str]) -> Person | None:
        """The person whose full name or surname the words hold, or None."""
        joined = " ".join(words).replace(" - ", "-")
        best = [p for p in self.persons if p.name in joined or any(a in joined for a in (p.known.aliases if p.known else ()) if " " in a)]
        if best:
            return best[0]
        low = {w.lower().removeprefix("al-") for w in joined.split() if w[:1].isupper() or w.startswith("al-")}
        return next((p for p in reversed(self.persons) if p.surname in low), None)

    def at(self, span: Span) -> Person | None:
        """The person whose name stands inside `span`, or None."""
        return next((p for p in self.persons for s in p.spans if span.covers(s)), None)

    def described(
        self, titles: set[str], countries: set[str], affiliations: set[str], position: int, indefinite: bool, sex: str = ""
    ) -> tuple[Person, str] | None:
        """The person whom a description means: title and nationality agree; the nearest named before, else the first after."""
        fitting = [p for p in self.persons if self._agrees(p, titles, countries, affiliations, sex)]
        before = [(max(s.end for s in p.spans if s.end <= position), p) for p in fitting if any(s.end <= position for s in p.spans)]
        title = max(titles, key=len)
        if before and not indefinite:
            person = max(before, key=lambda pair: pair[0])[1]
            return person, f"{person.name} was named before as {title}"
        after = [p for p in fitting if p.spans[0].start >= position]
        if not after:
            return None
        person = min(after, key=lambda p: p.spans[0].start)
        known_tie = bool(countries & person.countries) or bool(affiliations & set(person.affiliations))
        if indefinite and (titles & words_for("generic") or not known_tie or person.spans[0].start - position > 700):
            return None
        if not indefinite and not known_tie and person.spans[0].start - position > 700:
            return None
        return person, f"{person.name} is named further on as {title}"

    @staticmethod
    def _agrees(person: Person, titles: set[str], countries: set[str], affiliations: set[str], sex: str) -> bool:
        if not titles & person.titles or (sex and person.sex and sex != person.sex):
            return False
        portfolios = {t.split()[0] for t in titles if " " in t}
        theirs = {t.split()[0] for t in person.titles if " " in t}
        if portfolios and not portfolios & theirs:
            return False
        if affiliations and set(person.affiliations) & affiliations:
            return True
        return not (countries and person.countries and not countries & person.countries)


def _describes(word: str) -> bool:
    """Can the word stand in a title before a name ("former deputy foreign minister of …")?"""
    low = word.lower()
    portfolios = words_for("portfolios")
    return is_title(word) or low in words_for("title words") or low in portfolios or map_for("synonyms").get(low) in portfolios


def title_keys(words: Sequence[str], at: int) -> set[str]:
    """The title at `at` by itself and, for ministers and the like, with its portfolio ("defence minister")."""
    title = normal_title(words[at])
    keys = {title}
    if lemma_of(words[at]) in words_for("ranks") | {"general"}:
        keys |= {"general"} if "general" in [w.lower() for w in words[max(0, at - 2) : at + 2]] else set()
    before = words[at - 1].lower() if at else ""
    before = map_for("synonyms").get(before, before)
    if before in words_for("portfolios"):
        keys.add(f"{before} {title}")
    return keys


def office_titles(office: str) -> set[str]:
    """The titles by which the holder of an office may be called; a commander is often called the general."""
    words = office.split()
    keys: set[str] = set()
    for at, word in enumerate(words):
        if is_title(word) or word in ("pope", "ayatollah"):
            keys |= title_keys(words, at)
    if words and words[0] in ("commander", "chairman", "commander-in-chief"):
        keys |= {"general", "commander"}
    return keys or {words[-1]} if words else set()
