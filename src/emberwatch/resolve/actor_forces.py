"""Whose "the army", "troops", "the police" and "the government" are: states and their regular forces, never an insurgent group."""

from __future__ import annotations

import re

from emberwatch.resolve.actor_answers import Answer, role_of
from emberwatch.resolve.actor_named import NamedPhrases
from emberwatch.resolve.actor_phrases import Phrase
from emberwatch.resolve.actor_tables import KnownActor
from emberwatch.resolve.actor_words import words_for
from emberwatch.resolve.discourse import ActorQuery, Mention, same_clause_subject

EMBASSY_AFTER = re.compile(r"(?:['’]s?)? (?:[A-Z][\w-]+ )?(?:[Ee]mbass|[Aa]mbassador)")


class ForcePhrases(NamedPhrases):
    """Answers for the forces and offices of a state that no name ties to one."""

    def _state(self, query: ActorQuery, phrase: Phrase) -> Answer:
        """The state for "the army", "the government", "troops": the nearest one with that role, else the one the report is about."""
        classes = phrase.classes
        if "nation" in classes:
            ranked = self.discourse.rank(query, lambda m: m.sort == "state", 0 if phrase.possessive else 3)
            if phrase.possessive and not ranked:
                return Answer("a country that is not named", None, None, None, "people", None)
            known = self.index.find(ranked[0][1].name) if ranked else None
            if known is None and self.context.countries and (about := self.index.states.get(self.context.countries[0])):
                known = about.actor
            if known is None or not phrase.definite or phrase.plural:
                return Answer("a country that is not named", None, None, None, "people", None)
            return self._known(known, f"{known.name} is the country that is spoken of", None, False)
        if phrase.lemma == "embassy":
            return self._embassy(query, phrase)
        of_state = any(m in words_for("government words") for m in phrase.modifiers)
        if "army" in classes and not of_state and (side := self._regular_side(query, phrase)):
            return self._known(side, f"{side.name} is the armed side named before", role_of(phrase, side), phrase.plural or None)
        if of_state or self._stands_for_state(query, phrase):
            home = [self.context.filed_in] if phrase.lemma == "police" and self.context.filed_in else []
            code = next((c for c in (*home, *self.context.countries[:2]) if c in self.index.states and not self._is_named_beside(query, c)), None)
            if code is not None and (of_state or code in (*home, self.context.countries[0]) or "government" in classes):
                known = self.index.states[code].actor
                return self._known(known, f"the report is about {known.name}", role_of(phrase, known), phrase.plural or None)
        return Answer("whose they are is not said", None, None, None, "group" if "army" in classes else "organisation", phrase.plural, "", "army" in classes)

    def _embassy(self, query: ActorQuery, phrase: Phrase) -> Answer:
        """ "The embassy": that of the state whose embassy or ambassador is named before, not of the country where it stands."""
        text = self.report.text
        sent = [h for h in self.hits if h.span.end <= query.span.start and EMBASSY_AFTER.match(text[h.span.end : h.span.end + 24])]
        if not sent or not phrase.definite or phrase.plural:
            return Answer("whose embassy it is is not said", None, None, None, "organisation", phrase.plural)
        state = self.context.choose(sent[-1])
        return self._known(state, f"the embassy of {state.name} is spoken of", role_of(phrase, state), False)

    def _stands_for_state(self, query: ActorQuery, phrase: Phrase) -> bool:
        """Does "the government", "the army", "the police", "the troops" mean those of the country that the report is about?"""
        if phrase.indefinite or re.search(r"\b(?:from|of) [A-Z]", query.text):
            return False
        if phrase.lemma in words_for("own land") | {"troop", "soldier", "force"}:
            if phrase.lemma in ("authority", "police"):
                return phrase.plural or phrase.lemma == "police"
            bare = phrase.plural and phrase.lemma in words_for("own land")
            return phrase.definite and not bare and (phrase.lemma not in words_for("enlisted") or self.context.main_country is not None)
        return phrase.definite and not phrase.plural and not phrase.modified_by(words_for("equipment") | words_for("rebel words"))

    def _is_named_beside(self, query: ActorQuery, code: str) -> bool:
        """Is the phrase an object in a sentence that names the state with this code before, so that it means another?"""
        name = self.index.states[code].actor.name
        before = self.discourse.before(query.span.start)
        return query.relation.startswith("obj") and any(m.name == name and m.sentence == query.sentence and not m.located for m in before)

    def _regular_side(self, query: ActorQuery, phrase: Phrase) -> KnownActor | None:
        """The state or army whose soldiers the words mean: for "the troops" the one named before; for bare or counted ones a state that is the
        subject before them, or the only army of the report.
        """
        if phrase.lemma in ("army", "military", "navy") or (phrase.modified_by(words_for("equipment")) and not phrase.definite):
            found = [m for m in self.discourse.before(query.span.start) if m.armed and not self._is_irregular(m) and query.sentence - m.sentence <= 4]
            return self.index.find(found[-1].name) if found and phrase.definite and phrase.lemma not in words_for("equipment") else None
        if not phrase.definite:
            return self._sender(query)
        ranked = self.discourse.rank(query, lambda m: m.armed and not self._is_insurgent(m), 4)
        ranked = ranked or self.discourse.rank(query, lambda m: m.sort == "state" and not m.located and m.relation.startswith("nsubj"), 2)
        return self.index.find(ranked[0][1].name) if ranked else None

    def _sender(self, query: ActorQuery) -> KnownActor | None:
        """The state that is the subject of "will send 600 troops"; None where another side is named between."""
        before = self.discourse.before(query.span.start)
        name = same_clause_subject(query, before) if query.relation.startswith("obj") else None
        known = self.index.find(name) if name else None
        if known is None or known.type not in ("state", "military"):
            return None
        subject = max(m.end for m in before if m.name == name and m.relation.startswith("nsubj"))
        return None if any(m.start >= subject and m.sort in ("state", "group") and not m.located for m in before) else known

    def _is_insurgent(self, mention: Mention) -> bool:
        """Is it an armed group that neither a state nor its allies stand behind, so that its men are no troops or soldiers?"""
        known = self.index.find(mention.name)
        return known is None or (known.type == "armed group" and not self.context.stands_with_state(known))

    def _is_irregular(self, mention: Mention) -> bool:
        known = self.index.find(mention.name)
        return known is None or known.type == "armed group"
