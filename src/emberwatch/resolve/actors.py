"""Who the words of a role refer to: names, descriptions and pronouns to actors, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from emberwatch.model.entity import Actor, Candidate, Party, Resolution
from emberwatch.model.report import Report
from emberwatch.resolve.actor_answers import Answer
from emberwatch.resolve.actor_described import DescribedPhrases
from emberwatch.resolve.actor_index import ActorHit, ActorIndex
from emberwatch.resolve.actor_phrases import read_phrase
from emberwatch.resolve.discourse import SENTENCES_BACK, ActorQuery, Mention, fits_pronoun, pronoun_kind, same_clause_subject


@dataclass(frozen=True, slots=True)
class ResolvedActors:
    """One `(Party, Resolution)` a query in the order of the queries, its role there ("military"), and every actor used."""

    pairs: tuple[tuple[Party, Resolution], ...]
    roles: tuple[str | None, ...]
    actors: tuple[Actor, ...]


class ActorResolver:
    """Resolves the phrases of one report at a time against an index of known actors."""

    def __init__(self, index: ActorIndex) -> None:
        self.index = index

    def resolve(
        self,
        report: Report,
        hits: Sequence[ActorHit],
        queries: Sequence[ActorQuery],
        places: Sequence[str] = (),
        sentences: Sequence[tuple[int, int]] = (),
    ) -> ResolvedActors:
        """Who each query refers to.

        `hits` come from `ActorIndex.scan` on the report; `places` are names or ISO codes of the countries it is about
        (empty: told from the names in it); `sentences` their character ranges (empty: cut at full stops).
        """
        return _Reading(self.index, report, hits, queries, places, sentences).run()


class _Reading(DescribedPhrases):
    """The resolution of one report: named phrases first, then descriptions and pronouns in the order of the text."""

    def run(self) -> ResolvedActors:
        """Resolve every query and put the answers back into the order they were asked in."""
        order = sorted(range(len(self.queries)), key=lambda i: (self.queries[i].span.start, -self.queries[i].span.end))
        phrases = {i: read_phrase(self.queries[i]) for i in order if not self.queries[i].is_pronoun}
        for i in order:
            if i in phrases and (answer := self._named(self.queries[i], phrases[i])):
                self._settle(i, answer)
        for i in order:
            if i not in self.answers:
                query = self.queries[i]
                self._settle(i, self._pronoun(i, query) if query.is_pronoun else self._described(query, phrases[i]))
        return self._collect()

    def _collect(self) -> ResolvedActors:
        pairs, roles, actors = [], [], {}
        for i, query in enumerate(self.queries):
            answer = self.answers[i]
            actor = answer.actor
            identity = actor.id if actor else None
            candidates = answer.candidates or ((Candidate(actor.id, actor.name, 1.0, (answer.reason,)),) if actor else ())
            resolution = Resolution("actor", query.span, query.text, candidates, identity, answer.reason)
            pairs.append((Party(query.span, query.text, answer.name, identity), resolution))
            roles.append(answer.role)
            if actor:
                actors[actor.id] = actor
        return ResolvedActors(tuple(pairs), tuple(roles), tuple(actors[k] for k in sorted(actors)))

    def _pronoun(self, i: int, query: ActorQuery) -> Answer:
        kind = pronoun_kind(query.head or query.text)
        speaker = self._speaker(i, query)
        if kind == "i":
            return (
                replace(speaker, reason="the speaker of the quotation", candidates=())
                if speaker
                else Answer("who speaks is not known", None, None, None, "person", False)
            )
        if kind == "we":
            return self._side(speaker, None) or self._voice(query, None) or Answer("the speaker's side is not known", None, None, None, "people", True)
        if kind in ("you", "other"):
            return Answer("nobody in particular", None, None, None, "people", True)
        if kind == "relative":
            return self._relative(query)
        side = (self._side(speaker, None) if speaker else self._voice(query, None)) if kind == "they" else None
        if kind == "it" and query.relation.startswith(("obj", "iobj")) and query.mention not in ("organization", "person"):
            return Answer("it may be a thing or a place", None, None, None, "organisation", False)
        excluded = side.name if side else speaker.name if speaker and kind in ("he", "she") else None
        subject = same_clause_subject(query, self.discourse.before(query.span.start))
        leads = query.relation.startswith(("nsubj", "nmod:poss"))  # "US officials said they": no object goes back to those who speak for a state

        def fits(mention: Mention) -> bool:
            speaks_for = kind == "they" and mention.sort == "state" and not mention.armed
            told_of = query.is_speaker and mention.sort == "people" and mention.sentence == query.sentence and not mention.speaks  # "four died, they wrote"
            return fits_pronoun(kind, mention, excluded) and mention.name != subject and (leads or not speaks_for) and not told_of

        ranked = self.discourse.rank(query, fits, SENTENCES_BACK[kind])
        if not ranked:
            ahead = [m for m in self.discourse.after(query.span.end) if fits_pronoun(kind, m, excluded) and m.sentence == self._sentence(query.span.start)]
            ranked = [(0.0, ahead[0])] if ahead else []
        if not ranked:
            return Answer("nobody before fits the pronoun", None, None, None, "people", kind == "they")
        sex = {"he": "m", "she": "f"}.get(kind, "")
        answer = self._as_before(ranked[0][1], tuple(Candidate(m.id or "", m.name, round(s, 3)) for s, m in ranked[:5]))
        return replace(answer, sex=answer.sex or sex)

    def _speaker(self, i: int, query: ActorQuery) -> Answer | None:
        """The answer for the speaker of the enclosing quotation; one who is named after the quotation is resolved first."""
        at = query.quote_speaker
        if at is None or at == i:
            return None
        if at not in self.answers:
            other = self.queries[at]
            if other.is_pronoun and pronoun_kind(other.text) in ("we", "i"):
                return None
            self._settle(at, self._pronoun(at, other) if other.is_pronoun else self._described(other, read_phrase(other)))
        return self.answers[at]

    def _relative(self, query: ActorQuery) -> Answer:
        near = [m for m in self.discourse.before(query.span.start) if query.span.start - m.end <= 60 and not m.located]
        if not near:
            return Answer("nothing before the relative pronoun fits", None, None, None, "people", None)
        return self._as_before(max(near, key=lambda m: (m.end, -m.start)), ())

    def _as_before(self, mention: Mention, candidates: tuple[Candidate, ...]) -> Answer:
        """The same as an earlier mention; the words of that mention as name where it has no actor."""
        reason = f"goes back to {mention.name}"
        known = self.index.find(mention.name)
        person = next((p for p in self.cast.persons if p.name == mention.name), None)
        if person is not None:
            return replace(self._person(person, reason, mention.speaks), candidates=candidates)
        if known is not None:
            return replace(self._known(known, reason, None, mention.plural, candidates), sort=mention.sort, sex=mention.sex or known.sex)
        actor = self.new_actors.get(mention.name)
        return Answer(reason, mention.name, actor, None, mention.sort, mention.plural, mention.sex, mention.armed, candidates)
