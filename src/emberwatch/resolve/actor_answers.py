"""What a phrase was resolved to, and how answers are made and kept while a report is read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from emberwatch.model.entity import Actor, Candidate
from emberwatch.model.report import Report
from emberwatch.resolve.actor_context import ARMED_TYPES, ReportContext, Salient, as_candidates, find_glosses, mention_of, sort_of
from emberwatch.resolve.actor_index import ActorHit, ActorIndex, as_new_actor
from emberwatch.resolve.actor_persons import Cast, Person
from emberwatch.resolve.actor_phrases import Phrase, lemma_of
from emberwatch.resolve.actor_tables import KnownActor, load_nouns
from emberwatch.resolve.actor_words import words_for
from emberwatch.resolve.discourse import ActorQuery, Discourse, Mention, Sort

ARMED_CLASSES = frozenset(("fighter", "group", "army"))
TYING_CLASSES = ARMED_CLASSES | {"police", "government", "office", "follower", "coalition", "nation", "agency"}
THINGS = frozenset(("object", "abstract", "substance", "event", "place", "time", "plant"))
"""Kinds of mention that no person's pronoun goes back to."""
SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[A-Z“\"'‘(\[])|\n+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phrase was resolved to, for the record (name, id, actor, reason) and for what follows it (sort, number, sex)."""

    reason: str
    name: str | None = None
    actor: Actor | None = None
    role: str | None = None
    sort: Sort = "people"
    plural: bool | None = None
    sex: str = ""
    armed: bool = False
    candidates: tuple[Candidate, ...] = ()


class Answering:
    """One report under resolution: its context, its cast, its discourse and the answers so far."""

    def __init__(
        self,
        index: ActorIndex,
        report: Report,
        hits: Sequence[ActorHit],
        queries: Sequence[ActorQuery],
        places: Sequence[str],
        sentences: Sequence[tuple[int, int]],
    ) -> None:
        self.index, self.report, self.queries = index, report, queries
        self.context = ReportContext(report, hits, index, places)
        self.hits = self.context.hits
        self._hit_starts = [h.span.start for h in self.hits]
        self._sentence_starts = [s for s, _ in sentences] or [0, *(m.end() for m in SENTENCE_END.finditer(report.text))]
        self._query_sentences = bool(sentences)
        self.cast = Cast(report.text, self.hits, index, self.context.choose, self.context.term_of)
        self.speaking = {p.name for q in queries if q.is_speaker and (p := self.cast.at(q.span))}
        self.answers: dict[int, Answer] = {}
        self.new_actors: dict[str, Actor] = {}
        self.glosses = find_glosses(report.text)
        self.discourse = Discourse([*self._hit_mentions(), *self._person_mentions()])

    def _sentence(self, position: int) -> int:
        return bisect_right(self._sentence_starts, position) - 1

    def _hit_mentions(self) -> list[Mention]:
        text = self.report.text
        return [mention_of(self.context.choose(h), h, text, self._sentence(h.span.start)) for h in self.hits if h.kind != "adjective"]

    def _person_mentions(self) -> list[Mention]:
        found = []
        for person in self.cast.persons:
            for span in person.spans:
                found.append(Mention(span.start, span.end, self._sentence(span.start), person.name, person.id, "person", False, person.sex, "dep"))
        return found

    def _settle(self, i: int, answer: Answer) -> None:
        self.answers[i] = answer
        query = self.queries[i]
        if (query.is_pronoun or self._is_thing(query)) and answer.name is None:
            return
        name = answer.name or query.text
        self.discourse.add(
            Mention(
                query.span.start, query.span.end, self._sentence(query.span.start), name, answer.actor.id if answer.actor else None,
                answer.sort, answer.plural, answer.sex, query.relation, answer.armed, False, query.is_speaker,
            )
        )  # fmt: skip

    @staticmethod
    def _is_thing(query: ActorQuery) -> bool:
        """Is it no one at all, by the encoder's word and for want of a noun that names people?"""
        return query.mention in THINGS and lemma_of(query.head) not in load_nouns()

    def _hits_in(self, query: ActorQuery) -> list[ActorHit]:
        at = bisect_right(self._hit_starts, query.span.start - 1)
        found = []
        while at < len(self.hits) and self.hits[at].span.start < query.span.end:
            if self.hits[at].span.end <= query.span.end:
                found.append(self.hits[at])
            at += 1
        return found

    def _known(self, known: KnownActor, reason: str, role: str | None = None, plural: bool | None = None, candidates: tuple[Candidate, ...] = ()) -> Answer:
        actor = known.as_actor(self.context.day)
        return Answer(reason, known.name, actor, role, sort_of(known.type), plural, known.sex, known.type in ARMED_TYPES or role == "military", candidates)

    def _person(self, person: Person, reason: str, speaks: bool) -> Answer:
        if person.known is not None:
            actor = person.known.as_actor(self.context.day)
            actor = replace(actor, role=actor.role or person.office, affiliation=actor.affiliation or next(iter(person.affiliations), None))
        elif not (speaks or person.name in self.speaking or person.titles - words_for("generic")):
            return Answer("a private person: the words are kept, no actor is made", None, None, None, "person", False, person.sex)
        else:
            actor = Actor(
                person.id, person.name, "person", next(iter(sorted(person.countries)), None), next(iter(person.affiliations), None), person.office, new=True
            )
        return Answer(reason, person.name, actor, person.office, "person", False, person.sex)

    def _new(self, name: str, kind: str, reason: str, plural: bool | None = None, country: str | None = None) -> Answer:
        actor = self.new_actors.setdefault(name, as_new_actor(name, kind, country))
        return Answer(reason, name, actor, None, sort_of(actor.type), plural, "", actor.type in ARMED_TYPES)

    def _salient(self, groups: Sequence[Salient], phrase: Phrase) -> Answer:
        best = groups[0]
        known, name, reason = best.actor, best.name, best.reason
        candidates = as_candidates(groups)
        if known is not None:
            return self._known(known, reason, role_of(phrase, known), phrase.plural or None, candidates)
        return self._new(name, "armed group", reason, phrase.plural or None)

    def _side_of_person(self, name: str, phrase: Phrase | None) -> Answer | None:
        """The state or organisation for which a person acts."""
        person = next((p for p in self.cast.persons if p.name == name), None)
        side = self._climb(person.affiliations if person else ())
        return self._known(side, f"{name} stands for {side.name}", role_of(phrase, side) if phrase else None, True) if side else None

    def _climb(self, affiliations: Sequence[str]) -> KnownActor | None:
        """From an office or command to the state it belongs to; an armed group or international body stays itself."""
        for name in affiliations:
            known = self.index.find(name)
            for _ in range(3):
                if known is None or known.type not in ("government", "military", "police"):
                    break
                term = self.context.term_of(known)
                parent = self.index.find(term.affiliation) if term and term.affiliation else None
                if parent is None:
                    break
                known = parent
            if known is not None:
                return known
        return None


def role_of(phrase: Phrase, known: KnownActor) -> str | None:
    """What part of a state the words mean: military, police, government, a ministry; None for other actors."""
    if known.type != "state":
        return None
    if "army" in phrase.classes or "fighter" in phrase.classes:
        return "military"
    if "police" in phrase.classes:
        return "police"
    if phrase.lemma == "ministry":
        return " ".join((*[m for m in phrase.modifiers if m not in ("the", "'s", "’s") and m not in words_for("possessive")][-1:], "ministry"))
    return "government" if "government" in phrase.classes else None
