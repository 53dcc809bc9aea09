"""Put a report's model objects together: resolve who and where, tie times, numbers and speakers to facts."""

from __future__ import annotations

import math
from collections import Counter
from itertools import product

from emberwatch.claims.claim import Claim
from emberwatch.claims.status import status_of_saying
from emberwatch.claims.told import find_teller
from emberwatch.dates.form import TimeMention
from emberwatch.dates.resolve import resolve_time
from emberwatch.dates.when import When
from emberwatch.events.extract import Draft
from emberwatch.events.grammar import phrase
from emberwatch.events.tallies import find_quantities
from emberwatch.events.timing import Tense, find_tense, find_time
from emberwatch.language.decision import load_decision
from emberwatch.language.pipeline import Parsed, Sentence
from emberwatch.model.entity import Actor, Party, Place, PlaceMention, Resolution
from emberwatch.model.evidence import Evidence
from emberwatch.model.fact import Fact
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement
from emberwatch.pipeline.gather import gather_actor_queries, gather_place_queries
from emberwatch.pipeline.marks import Marks
from emberwatch.pipeline.where import Words, find_place_words
from emberwatch.resolve.actors import ActorResolver
from emberwatch.resolve.places import PlaceResolver
from emberwatch.text.quotes import quotes_within
from emberwatch.text.span import Span

SAID_TYPES = frozenset({"ACCUSE", "CONSULT", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
"""Types of what is done with words: their day is not that of the deed they are about."""
TO_COME = frozenset({"planned", "expected"})
"""Statuses whose own day lies ahead, whatever the tense around: "had talked of the planned visit in September"."""


class Assembler:
    """One report's assembly; made for it, asked once, thrown away."""

    def __init__(self, report: Report, parsed: Parsed, marks: list[Marks], claims: list[Claim], places: PlaceResolver, actors: ActorResolver) -> None:
        self.report = report
        self.sentences = parsed.sentences
        self.marks = marks
        self.claims = claims
        self.quotes = parsed.quotes
        self.place_resolver = places
        self.actor_resolver = actors
        self.counters: Counter[str] = Counter()
        self.resolutions: list[Resolution] = []
        self.parties: dict[Words, Party] = {}
        self.place_mentions: dict[Words, PlaceMention] = {}
        self.actors: dict[str, Actor] = {}
        self.cues = {(c.sentence, w) for c in claims for w in c.cue}
        self.words_only: set[Words] = set()

    def assemble(self, drafts: list[Draft]) -> tuple[list[Statement], list[Fact]]:
        """Statements and facts in text order."""
        wheres = {id(d): find_place_words(self.sentences[d.sentence], self.marks[d.sentence], d) for d in drafts}
        self.words_only = {(d.sentence, w) for d in drafts if d.type in SAID_TYPES for w in d.trigger}
        self.resolve_places(wheres, drafts)
        self.resolve_actors(drafts)
        statements = {id(c): self.make_statement(c) for c in self.claims}
        facts = [self.make_fact(d, wheres[id(d)], statements) for d in drafts]
        self.count()
        return sorted(statements.values(), key=lambda s: s.content.span), sorted(facts, key=lambda f: f.trigger.span)

    # ------------------------------------------------------------ resolution
    def resolve_places(self, wheres: dict[int, Words | None], drafts: list[Draft]) -> None:
        wanted = sorted({w for w in wheres.values() if w is not None})
        queries = gather_place_queries(self.sentences, wanted, self.report.text)
        hits = [hit for mark in self.marks for hit in mark.places]
        resolved = self.place_resolver.resolve(self.report.text, hits, queries)
        for words, (mention, resolution) in zip(wanted, resolved, strict=True):
            self.place_mentions[words] = mention
            self.resolutions.append(resolution)

    def resolve_actors(self, drafts: list[Draft]) -> None:
        wanted, queries = gather_actor_queries(self.sentences, self.marks, self.claims, drafts, self.report.text)
        hits = [hit for mark in self.marks for hit in mark.actors]
        resolved = self.actor_resolver.resolve(self.report, hits, queries, sentences=[(s.start, s.end) for s in self.sentences])
        for words, (party, resolution) in zip(wanted, resolved.pairs, strict=True):
            self.parties[words] = party
            self.resolutions.append(resolution)
        self.actors = {actor.id: actor for actor in resolved.actors}

    def party(self, sentence: int, word: int) -> Party:
        """The party of a head word; its words alone where nobody asked for it."""
        known = self.parties.get((sentence, word))
        if known is not None:
            return known
        at = self.sentences[sentence]
        words = phrase(at, word)
        span = Span(at.starts[words[0]], at.ends[words[-1]])
        return Party(span, span.of(self.report.text))

    def fillers(self, sentence: int, words: list[int]) -> tuple[Party, ...]:
        """The parties of one role, each actor once, and no phrase that lies inside another."""
        found: list[Party] = []
        for party in (self.party(sentence, w) for w in words):
            if all(not same_voice(party, known) and not known.span.overlaps(party.span) for known in found):
                found.append(party)
        return tuple(found)

    # ------------------------------------------------------------ statements
    def make_statement(self, claim: Claim) -> Statement:
        sentence = self.sentences[claim.sentence]
        cue = None if claim.head is None else self.quote(Span(sentence.starts[claim.cue[0]], sentence.ends[claim.cue[-1]]))
        when = None
        found = None if claim.head is None else find_time(sentence, claim.head, self.marks[claim.sentence].by_word, frozenset())
        if found is not None and not claim.content.covers(found[0].core):
            when = self.resolve_when(sentence, found[2], found[0])
        return Statement(
            report=self.report.id,
            manner=claim.manner,  # type: ignore[arg-type]
            cue=cue,
            speakers=self.speakers(claim),
            content=self.quote(claim.content),
            addressee=self.party(*claim.addressee) if claim.addressee else None,
            about=self.party(*claim.about) if claim.about else None,
            quotes=tuple(quotes_within(self.quotes, claim.content)),
            when=when,
            status="occurred" if claim.head is None else status_of_saying(sentence, claim.head),  # type: ignore[arg-type]
            probability=claim.probability,
            reasons=tuple(claim.reasons),
        )

    def speakers(self, claim: Claim) -> tuple[Party, ...]:
        """The claim's chain, then those in whose words the claim itself stands, each voice once."""
        chain = [self.party(*source) for source in claim.sources]
        outer = self.enclosing(claim)
        while outer is not None and len(chain) < 4:
            for source in outer.sources:
                party = self.party(*source)
                if all(not same_voice(party, known) for known in chain):
                    chain.append(party)
            outer = self.enclosing(outer)
        return tuple(chain)

    def enclosing(self, claim: Claim) -> Claim | None:
        """The smallest other claim whose content holds this claim's cue and content."""
        at = claim.content.start if claim.head is None else self.sentences[claim.sentence].starts[claim.head]
        around = [c for c in self.claims if c is not claim and c.holds(at) and len(c.content) > len(claim.content) and c.sources]
        return min(around, key=lambda c: len(c.content), default=None)

    def claim_of(self, draft: Draft) -> Claim | None:
        """The claim in which the happening is told."""
        return find_teller(self.sentences[draft.sentence], draft.trigger, self.claims)

    # ------------------------------------------------------------ facts
    def make_fact(self, draft: Draft, where: Words | None, statements: dict[int, Statement]) -> Fact:
        sentence = self.sentences[draft.sentence]
        claim = self.claim_of(draft)
        reasons = list(draft.reasons)
        place = self.place_mentions.get(where) if where else None
        when, why = self.when_of(draft, claim)
        if why:
            reasons.append(("when", why))
        quantities = find_quantities(sentence, draft, self.marks[draft.sentence].numbers, self.report.text)
        status = draft.status
        condition = None
        if status.condition is not None:
            first, last = status.condition
            while last > first and sentence.upos[last] == "PUNCT":
                last -= 1
            condition = self.quote(Span(sentence.starts[first], sentence.ends[last]))
        probability = find_probability(draft.log_odds, status.probability)
        return Fact(
            report=self.report.id,
            kind="state" if draft.is_state else "event",
            type=draft.type,
            mode=draft.mode,
            status=self.own_plan(draft, claim) or status.status,  # type: ignore[arg-type]
            trigger=self.quote(Span(sentence.starts[draft.trigger[0]], sentence.ends[draft.trigger[-1]])),
            actors=self.fillers(draft.sentence, draft.arguments.actors),
            recipients=self.fillers(draft.sentence, draft.arguments.recipients),
            place=place,
            when=when,
            quantities=tuple(quantities),
            speakers=self.speakers(claim) if claim else (),
            statement=statements[id(claim)].id if claim else None,
            condition=condition,
            probability=round(probability, 4),
            reasons=tuple(reasons),
        )

    def own_plan(self, draft: Draft, claim: Claim | None) -> str | None:
        """What somebody says that his own side will do is planned, not only expected."""
        if claim is None or draft.status.status != "expected":
            return None
        voices = [self.actors.get(self.party(*source).id or "") for source in claim.sources[:1]]
        doers = [self.actors.get(self.party(draft.sentence, w).id or "") for w in draft.arguments.actors]
        for voice, doer in product(voices, doers):
            if voice is None or doer is None:
                continue
            if voice.id == doer.id or (voice.country and voice.country == doer.country and voice.type != "media"):
                draft.reasons.append(("status", f"{voice.name} says so of its own side → planned"))
                return "planned"
        return None

    def when_of(self, draft: Draft, claim: Claim | None) -> tuple[When | None, str]:
        sentence = self.sentences[draft.sentence]
        cues = frozenset(w for s, w in self.cues | self.words_only if s == draft.sentence and w not in draft.trigger)
        found = find_time(sentence, draft.head, self.marks[draft.sentence].by_word, cues)
        if found is None:
            return None, ""
        own = found[2] == draft.head and sentence.upos[draft.head] == "NOUN"
        ahead = draft.status.status in TO_COME and (own or find_tense(sentence, found[2]) == "present")
        return self.resolve_when(sentence, found[2], found[0], "future" if ahead else None), f"“{found[0].text}”: {found[1]}"

    def resolve_when(self, sentence: Sentence, word: int, mention: TimeMention, tense: Tense | None = None) -> When:
        when = resolve_time(mention, self.report.published, tense or find_tense(sentence, word))
        if when.start is None and when.end is None:
            self.counters["times not resolved"] += 1
        return when

    # ------------------------------------------------------------ the rest
    def quote(self, span: Span) -> Evidence:
        return Evidence.quote(self.report, span.start, span.end)

    def count(self) -> None:
        for mention in self.place_mentions.values():
            if mention.place is None:
                self.counters["places not resolved"] += 1
        for party in self.parties.values():
            if party.id is None:
                self.counters["parties without an actor"] += 1

    def actors_used(self) -> list[Actor]:
        """Actors named by a party, by id."""
        return [self.actors[key] for key in sorted(self.actors)]

    def places_used(self) -> list[Place]:
        """Places named by a fact, by id."""
        found = {m.place.id: m.place for m in self.place_mentions.values() if m.place is not None}
        return [found[key] for key in sorted(found)]


def same_voice(one: Party, other: Party) -> bool:
    """Do two parties speak with one voice: the same actor, or the same words?"""
    if one.id is not None and one.id == other.id:
        return True
    return one.span == other.span or (one.name or one.text).lower() == (other.name or other.text).lower()


def find_probability(trigger_log_odds: float, status_prob: float) -> float:
    """Calibrated chance (0.01..0.99) that trigger, type and status of a fact are right."""
    trigger, status, intercept = load_decision().probability
    kept = min(0.999, max(0.001, status_prob))
    log_odds = trigger * min(8.0, trigger_log_odds) + status * math.log(kept / (1.0 - kept)) + intercept
    return min(0.99, max(0.01, 1.0 / (1.0 + math.exp(-log_odds))))
