"""Phrases that a name decides: names themselves, and common nouns that a name ties to an actor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from emberwatch.resolve.actor_answers import ARMED_CLASSES, TYING_CLASSES, Answer, Answering, role_of
from emberwatch.resolve.actor_context import ARMED_TYPES
from emberwatch.resolve.actor_index import ActorHit
from emberwatch.resolve.actor_names import is_title
from emberwatch.resolve.actor_persons import Person, title_keys
from emberwatch.resolve.actor_phrases import Phrase
from emberwatch.resolve.actor_tables import KnownActor, load_first_names
from emberwatch.resolve.actor_words import map_for, words_for
from emberwatch.resolve.discourse import ActorQuery

SELF_NAMED = re.compile(
    r"[^.!?]{0,60}?\b(?:identified (?:himself|herself) as|named|called|(?:who|whose) (?:name is|gave (?:his|her) name as))\s+"
    r"((?:[A-Z][\w’'-]+|al-[A-Z]\w+)(?:[ -](?:al-)?[A-Z][\w’'-]+){0,4})"
)
IN_ITS_LAND = re.compile(
    r"^(?:government|ministry|parliament|authorities|police|cabinet|regime|army|military|administration|junta|officials?)\s+(?:in|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
OF_NAME = re.compile(r"\b(?:of|from) (?:the )?((?:[A-Z][\w’'-]+ )+[A-Z][\w’'-]+)")
MEN = frozenset({"man", "men"})
PARTICLES = frozenset(("al", "el", "bin", "ibn", "abu", "von", "van", "der", "de", "da", "di", "du", "la", "-", "‑"))
NAME_AFTER = re.compile(r",? ((?:[A-Z][\w’'-]+)(?: (?:al-|bin |de )?[A-Z][\w’'-]+){1,3})")


class NamedPhrases(Answering):
    """Answers for phrases with a name in them; None where the name does not decide."""

    def _named(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        """The answer where a name in the phrase decides it, else None."""
        hits = self._hits_in(query)
        head_start = self._head_offset(query, phrase)
        covering = next((h for h in hits if h.span.start <= head_start < h.span.end), None)
        if covering is not None and not (covering.kind == "adjective" and phrase.classes):
            return self._named_head(query, phrase, covering)
        person = self.cast.at(query.span)
        if person and self._heads_person(query, phrase, person):
            return self._person(person, f"{person.name} is named", query.is_speaker)
        if phrase.classes & TYING_CLASSES:
            tied = self._tied(query, phrase, hits, head_start) or self._of_unknown(query, phrase)
            return tied or (self._unknown_name(query, phrase, hits) if self._is_long_name(query, phrase) else None)
        of_unknown = self._of_unknown(query, phrase) if phrase.head in MEN else None
        return of_unknown or self._unknown_name(query, phrase, hits)

    def _of_unknown(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        """Men or fighters "of the Artibonite Resistance Front": an organisation by the last word of its name, though no table knows it."""
        if not phrase.plural or "office" in phrase.classes:
            return None
        for found in OF_NAME.finditer(query.text):
            kind = map_for("organisation words").get(found[1].split()[-1].lower())
            if kind:
                return self._new(found[1], kind, f"they are of the {found[1]}, a name that no table knows, kept with its words", None)
        return None

    def _is_long_name(self, query: ActorQuery, phrase: Phrase) -> bool:
        """Is it a name of an unknown organisation: its head and a word before it in capitals, which no table holds?"""
        if "office" in phrase.classes or not query.words[phrase.head_at][:1].isupper() or self._hits_in(query):
            return False
        return sum(w[:1].isupper() and w.lower() not in words_for("definite") for w in query.words[: phrase.head_at]) > 0

    def _heads_person(self, query: ActorQuery, phrase: Phrase, person: Person) -> bool:
        """Is the person the phrase itself, not a modifier of it ("Assad" in "Assad's forces")?"""
        head = query.words[phrase.head_at]
        return (
            head.lower() in person.name.lower()
            or head.lower().removeprefix("al-") == person.surname
            or (is_title(head) and "'s" not in phrase.modifiers and "’s" not in phrase.modifiers)
        )

    def _head_offset(self, query: ActorQuery, phrase: Phrase) -> int:
        at = query.span.start
        text = self.report.text
        for word in query.words[: phrase.head_at]:
            found = text.find(word, at, query.span.end)
            at = found + len(word) if found >= 0 else at
        found = text.find(query.words[phrase.head_at], at, query.span.end) if query.words else -1
        return found if found >= 0 else query.span.start

    def _named_head(self, query: ActorQuery, phrase: Phrase, hit: ActorHit) -> Answer | None:
        known = self.context.choose(hit)
        if known.type == "person":
            person = next((p for p in self.cast.persons if p.known is known), None)
            return (
                self._person(person, f"“{hit.text}” names {known.name}", query.is_speaker)
                if person
                else self._known(known, f"“{hit.text}” names {known.name}", None, False)
            )
        if hit.kind == "government":
            return self._known(known, f"“{hit.text}” stands for the government of {known.name}", "government", False)
        if hit.kind == "people":
            if phrase.definite and not phrase.possessive and len(phrase.modifiers) == 1:
                return self._known(known, f"“{query.text}” stands for {known.name}", None, True)
            return Answer(f"people of {known.name}, not the state", None, None, None, "people", True)
        if hit.kind == "adjective":
            rule = self.context.by_rule(phrase)
            if rule is None and query.acts and query.relation == "amod" and known.type == "state":  # "Israeli" in "Israeli air strikes"
                return self._known(known, f"“{hit.text}” says whose doing it is: {known.name}", None, False)
            return self._known(*rule) if rule else Answer(f"people of {known.name}, not the state", None, None, None, "people", True)
        return self._known(known, f"“{hit.text}” names {known.name}", None, None if known.type in ARMED_TYPES else False)

    def _tied(self, query: ActorQuery, phrase: Phrase, hits: list[ActorHit], head_start: int) -> Answer | None:
        """A common noun that a name ties to an actor: "IS fighters", "Turkish warplanes", "a spokesman for the SDF"."""
        rule = self.context.by_rule(phrase) if not phrase.classes & {"office"} or not phrase.proper else None
        if rule and not self._direct_name(hits, head_start):
            known, reason = rule
            if phrase.classes & {"office"} and not phrase.plural:
                return None
            return self._known(known, reason, role_of(phrase, known), phrase.plural)
        hit = self._tie(hits, head_start)
        if hit is None:
            return None
        known = self.context.choose(hit)
        if known.type == "person":
            return self._of_person(phrase, known)
        if known.type == "state":
            return self._of_state(query, phrase, known, hit)
        if phrase.classes & {"nation"} or (phrase.classes <= {"people", "follower", "single"} and "follower" not in phrase.classes):
            return None
        if "office" in phrase.classes or ("single" in phrase.classes and not phrase.plural):
            return self._officer(query, phrase, known)
        return self._known(known, f"“{hit.text}” says whose {phrase.head} they are: {known.name}", role_of(phrase, known), phrase.plural or None)

    def _direct_name(self, hits: list[ActorHit], head_start: int) -> bool:
        """Does the name of an organisation (not of a state) tie the phrase?"""
        hit = self._tie(hits, head_start)
        return hit is not None and hit.kind == "name" and self.context.choose(hit).type != "state"

    def _tie(self, hits: list[ActorHit], head_start: int) -> ActorHit | None:
        """The name nearest before the head that modifies it, else the first after it in "of X" or "from X"."""
        text = self.report.text
        for hit in sorted(hits, key=lambda h: (h.kind == "adjective" or self.context.choose(h).type == "state", -h.span.start)):
            link = re.match(r"[-–‐‑ ]([a-z]+)", text[hit.span.end : hit.span.end + 16])
            linked = text[hit.span.end : hit.span.end + 1] in ("-", "–", "‐", "‑") and link is not None and link.group(1) in words_for("links")
            negated = text[max(0, hit.span.start - 5) : hit.span.start].lower().endswith(("anti-", "pro-", "anti–", "ex-"))
            if hit.span.end <= head_start and not linked and not negated and "," not in text[hit.span.end : head_start]:
                return hit
        for hit in hits:
            if hit.span.start > head_start and re.search(
                r"\b(?:of|from|for|with|(?:loyal|allied|close|answering) to|under) (?:the |its )?[\w' ]*$", text[head_start : hit.span.start]
            ):
                return hit
            if hit.span.start > head_start and IN_ITS_LAND.search(text[head_start : hit.span.start]) and (hit.kind == "government" or self._is_state(hit)):
                return hit
        return None

    def _is_state(self, hit: ActorHit) -> bool:
        return self.context.choose(hit).type == "state"

    def _of_person(self, phrase: Phrase, known: KnownActor) -> Answer | None:
        """ "Assad's troops": the side that the person stands for."""
        term = self.context.term_of(known)
        side = self.index.find(term.affiliation) if term and term.affiliation else None
        if side is None or not phrase.classes & (ARMED_CLASSES | {"government", "police", "coalition"}):
            return None
        return self._known(side, f"{known.name} stands for {side.name}", role_of(phrase, side), phrase.plural or None)

    def _of_state(self, query: ActorQuery, phrase: Phrase, state: KnownActor, hit: ActorHit) -> Answer | None:
        """ "Turkish warplanes", "the Iraqi government", "a US general": the state, or the holder of the office."""
        if "office" in phrase.classes:
            return self._officer(query, phrase, state)
        if phrase.classes & {"fighter", "group"} and not phrase.classes & {"army"}:
            return None
        own = self.index.find(f"{state.name} {phrase.head}")
        if own is not None:
            return self._known(own, f"“{query.text}” names {own.name}")
        if phrase.classes & {"army", "police", "government"}:
            if phrase.modified_by(frozenset(("rebel", "opposition", "militant"))):
                return None
            return self._known(state, f"“{hit.text}” says whose {phrase.head} it is: {state.name}", role_of(phrase, state), phrase.plural or None)
        return None

    def _officer(self, query: ActorQuery, phrase: Phrase, of: KnownActor) -> Answer | None:
        """A title with the state or body it is held in: a person of the report, the holder on the day, or the body itself."""
        if phrase.plural:
            return self._known(of, f"{phrase.head} of {of.name} speak and act for it", phrase.head, True)
        titles = title_keys([*phrase.modifiers, phrase.lemma], len(phrase.modifiers))
        found = self._person_described(query, phrase, titles, {of.country} if of.country else set(), {of.name})
        if found:
            return found
        if not phrase.indefinite:
            holder = self._holder(of, titles)
            if holder is not None:
                return self._known(holder, f"{holder.name} held that office on the day of the report", None, False)
        sex = {"spokeswoman": "f", "chairwoman": "f", "spokesman": "m"}.get(phrase.lemma, "")
        return replace(self._known(of, f"an unnamed {phrase.lemma} of {of.name} speaks and acts for it", phrase.lemma, False), sort="person", sex=sex)

    def _holder(self, of: KnownActor, titles: set[str]) -> KnownActor | None:
        """The known person who held such an office of a state or body on the day of the report."""
        if self.context.day is None:
            return None
        wanted = {t for t in titles if " " in t} or titles
        for known in self.index.actors.values():
            if known.type != "person":
                continue
            for term in known.terms:
                if term.affiliation == of.name and term.holds(self.context.day) and wanted & title_keys(term.office.split(), len(term.office.split()) - 1):
                    return known
        return None

    def _person_described(self, query: ActorQuery, phrase: Phrase, titles: set[str], countries: set[str], affiliations: set[str]) -> Answer | None:
        named = NAME_AFTER.match(self.report.text, query.span.end)
        if named and self.report.text[query.span.end : query.span.end + 1] == ",":
            person = self.cast.by_words(named.group(1).split())
            if person:
                return self._person(person, f"{person.name} is named right after", True)
            if query.is_speaker and not any(h.span.start < query.span.end + 2 + len(named.group(1)) and h.span.end > query.span.end for h in self.hits):
                return self._new(named.group(1), "person", "the name stands right after", False)
        own = SELF_NAMED.match(self.report.text, query.span.end)
        if own:
            person = self.cast.by_words(own.group(1).split())
            return (
                self._person(person, f"the text gives the name: {person.name}", True)
                if person
                else self._new(own.group(1), "person", "the text gives the name", False)
            )
        sex = {"spokeswoman": "f", "spokesman": "m"}.get(phrase.lemma, "")
        found = self.cast.described(titles, countries, affiliations, query.span.start, phrase.indefinite, sex)
        return self._person(found[0], found[1], query.is_speaker) if found else None

    def _unknown_name(self, query: ActorQuery, phrase: Phrase, hits: list[ActorHit]) -> Answer | None:
        """A proper name that no table knows: an abbreviation the text explains, an organisation, a person who speaks."""
        for name, short, _ in self.glosses:
            if short in query.words or name in query.text:
                kind = next((map_for("organisation words")[w] for w in reversed(name.lower().split()) if w in map_for("organisation words")), "unknown")
                return self._new(name, kind, f"the report explains {short} as {name}")
        if not phrase.proper:
            return None
        words = [w for w in query.words if w.lower() not in ("the", "a", "an")]
        kind = map_for("organisation words").get(phrase.head, "")
        if kind or query.mention == "organization":
            country = next((self.context.choose(h).country for h in hits), None)
            return self._new(name_of(query, words), kind or "unknown", "a name that no table knows, kept with its words", None, country)
        person = self.cast.by_words(words)
        if person:
            return self._person(person, f"{person.name} is named", query.is_speaker)
        if query.mention == "person" or (query.is_speaker and query.mention is None):
            name = person_name(words)
            if query.is_speaker and query.mention == "person" and name:
                return self._new(name, "person", "a person who speaks, kept by name", False)
            return Answer("a private person: the words are kept, no actor is made", None, None, None, "person", False)
        return None


def person_name(words: Sequence[str]) -> str:
    """A person's name without the titles before it; empty where a single word that is no first name is left, or small letters."""
    last = max((i for i, w in enumerate(words) if is_title(w)), default=-1)
    left = words[last + 1 :]
    if len(left) == 1 and left[0].lower() not in load_first_names():
        return ""
    return " ".join(left).replace(" - ", "-") if left and all(w[:1].isupper() or w in PARTICLES for w in left) else ""


def name_of(query: ActorQuery, words: Sequence[str]) -> str:
    """The name as the text writes it, without the article."""
    return re.sub(r"^(?:the|a|an)\s+", "", query.text, flags=re.IGNORECASE).strip(' ,“”"') or " ".join(words)
