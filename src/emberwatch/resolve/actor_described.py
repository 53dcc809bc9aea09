"""Descriptions without a name ("the general", "militants", "its fighters", "the army"): whom of the report they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from emberwatch.resolve.actor_answers import ARMED_CLASSES, Answer, role_of
from emberwatch.resolve.actor_context import ARMED_TYPES, Salient
from emberwatch.resolve.actor_forces import ForcePhrases
from emberwatch.resolve.actor_named import SELF_NAMED
from emberwatch.resolve.actor_persons import title_keys
from emberwatch.resolve.actor_phrases import Phrase, read_phrase
from emberwatch.resolve.actor_words import words_for
from emberwatch.resolve.discourse import SENTENCES_BACK, ActorQuery, fits_pronoun, pronoun_kind, same_clause_subject

SEX_WORDS = {"woman": "f", "man": "m", "boy": "m", "girl": "f", "mother": "f", "father": "m", "schoolboy": "m", "schoolgirl": "f", "nun": "f", "monk": "m"}
UNKNOWN_NAME = re.compile(r"\b[A-Z][a-z]{2,}")
CLEARLY_AHEAD = 1.0
"""By how much the score of the group meant must exceed the next one's, where that one is named last."""
GROUPS_OWN = re.compile(r"\b(group|organisation|organization|movement|militia|faction|network)[’']s\b")
OF_A_GROUP = re.compile(r"\b(?:of|for) the (?:[\w-]+ ){0,2}?(?:group|movement|organi[sz]ation|militia|faction|rebels|militants|insurgents)\b")


class DescribedPhrases(ForcePhrases):
    """Answers for common nouns that no name ties to an actor; always one, with None as name where nobody is meant."""

    def _described(self, query: ActorQuery, phrase: Phrase) -> Answer:
        """A common noun without a name: the person, group, state or people of the report that it means."""
        classes = phrase.classes
        owner = self._owner(query, phrase)
        if owner is not None:
            return owner
        if self._owned_by_another(query, phrase):
            return Answer("whose they are is not said", None, None, None, "people", phrase.plural, "", bool(classes & ARMED_CLASSES))
        if (classes & {"office", "single"}) and not phrase.plural and (person := self._title_alone(query, phrase)):
            return person
        if (classes & {"fighter", "army"} and "coalition" in phrase.modifiers) or "coalition" in classes:
            return self._coalition(query, phrase)
        if classes & {"fighter", "group"} or self._is_rebel_force(phrase):
            return self._group(query, phrase)
        if classes & {"government", "army", "police", "nation"}:
            return self._state(query, phrase)
        if "agency" in classes:
            return self._agency(query, phrase)
        if not classes & {"office", "single"} and (rule := self.context.by_rule(phrase)):
            return self._known(*rule, None, phrase.plural)
        if "people" in classes and not phrase.plural and not phrase.modified_by(words_for("collective")) and query.mention == "person":
            return Answer("an unnamed person", None, None, None, "person", False, SEX_WORDS.get(phrase.lemma, ""))
        plural = phrase.plural or bool(classes & {"people", "follower"})
        if classes & {"office", "single"} and not phrase.plural:
            if phrase.modified_by(words_for("services")) and self.context.countries[:1] and self.context.countries[0] in self.index.states:
                state = self.index.states[self.context.countries[0]].actor
                return replace(self._known(state, f"an unnamed {phrase.lemma} of {state.name}, which the report is about", phrase.lemma, False), sort="person")
            return Answer("an unnamed person", None, None, None, "person", False, SEX_WORDS.get(phrase.lemma, ""))
        reason = "people in general, no organised actor" if classes else "no known actor, and nothing in the report says whom the words mean"
        return Answer(reason, None, None, None, "people", plural)

    def _owned_by_another(self, query: ActorQuery, phrase: Phrase) -> bool:
        """Does "our", "its", a genitive or an unknown name say whose they are, without telling whom that means?"""
        if not phrase.classes & (ARMED_CLASSES | {"police", "government"}):
            return False
        if phrase.possessive and phrase.modifiers[:1] == (phrase.possessive,):
            return True
        if any(m in ("'s", "’s") for m in phrase.modifiers) and not self._hits_in(query):
            return not self._is_rebel_force(phrase)
        before = self._before_head(query, phrase)
        return (
            not query.words[phrase.head_at][:1].isupper()
            and bool(UNKNOWN_NAME.search(before))
            and not self._hits_in(query)
            and not self.context.by_rule(phrase)
        )

    def _before_head(self, query: ActorQuery, phrase: Phrase) -> str:
        """The words of the phrase before its head, without the first, which may begin a sentence."""
        return " ".join(query.words[1 : phrase.head_at])

    def _is_rebel_force(self, phrase: Phrase) -> bool:
        """ "Rebel forces", "jihadist positions": the force is told from its side, not from its state."""
        if not phrase.classes & {"army", "office", "follower"} or ("office" in phrase.classes and not phrase.plural):
            return False
        sides = words_for("jihadist words") | words_for("rebel words") | {"militant"}
        return any(m in sides for m in phrase.modifiers)

    def _owner(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        """ "its fighters", "their men", "members of the group", "the movement's leaders": the side they belong to."""
        if "office" in phrase.classes and not phrase.plural and (office := self._office_of_side(query, phrase)):
            return office
        own = phrase.classes & (ARMED_CLASSES | {"police", "government", "follower"}) or (phrase.plural and "office" in phrase.classes)
        if not own or "nation" in phrase.classes:
            return None
        if phrase.possessive and phrase.modifiers[:1] == (phrase.possessive,) and phrase.classes & (ARMED_CLASSES | {"police"}):
            found = self._side_of_pronoun(query, phrase)
            if found:
                return found
        of = re.search(
            r"\b(?:of|from) (?:the|this|that|its) (?:[\w-]+ ){0,2}?(group|organisation|organization|movement|militia|faction|network|caliphate)\b", query.text
        )
        genitive = GROUPS_OWN.search(query.text)
        if (of or genitive) and phrase.lemma not in words_for("civic staff"):
            groups = self.context.salient_groups(self.discourse, phrase, query.span.start, self._sentence(query.span.start), None)
            if groups:
                return self._salient(groups, phrase)
        return None

    def _office_of_side(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        """ "its military chief", "the group's army commander": an unnamed person of the side just spoken of, not of the state the report is about."""
        if not phrase.modified_by(words_for("services")):
            return None
        side = None
        if phrase.possessive and phrase.modifiers[:1] == (phrase.possessive,):
            side = self._side_of_pronoun(query, phrase)
        elif GROUPS_OWN.search(query.text):
            groups = self.context.salient_groups(self.discourse, phrase, query.span.start, self._sentence(query.span.start), None)
            side = self._salient(groups, phrase) if groups else None
        return None if side is None or side.actor is None or side.sort == "person" else replace(side, sort="person", plural=False)

    def _side_of_pronoun(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        kind = pronoun_kind(phrase.possessive)
        if kind in ("we", "i"):
            return self._voice(query, phrase) if query.quote_speaker is None else self._side(self.answers.get(query.quote_speaker), phrase)
        ranked = self.discourse.rank(
            replace(query, relation="nmod:poss"),
            lambda m: fits_pronoun(kind, m, None) or (kind == "it" and m.sort == "state" and not m.located),
            SENTENCES_BACK.get(kind, 2),
        )
        for _, mention in ranked[:2]:
            known = self.index.find(mention.name)
            if known and (known.type in ARMED_TYPES or known.type in ("state", "government")):
                return self._known(known, f"“{phrase.possessive}” goes back to {known.name}", role_of(phrase, known), phrase.plural)
            if mention.sort == "person":
                return self._side_of_person(mention.name, phrase)
            if mention.name in self.new_actors:
                return self._new(mention.name, self.new_actors[mention.name].type, f"“{phrase.possessive}” goes back to {mention.name}", phrase.plural)
        return None

    def _voice(self, query: ActorQuery, phrase: Phrase | None) -> Answer | None:
        """Whom "we" and "our" mean outside quotations: the body that issues the statement; None in a report of the press."""
        if query.quote_speaker is not None or (known := self.context.voice) is None:
            return None
        return self._known(known, f"{known.name} issues the statement", role_of(phrase, known) if phrase else None, True)

    def _side(self, speaker: Answer | None, phrase: Phrase | None) -> Answer | None:
        """Whom "we" means in the mouth of a speaker."""
        if speaker is None or speaker.name is None:
            return None
        if speaker.sort == "person":
            if speaker.actor and speaker.actor.type != "person":
                known = self._climb([speaker.name])
                return self._known(known, f"the speaker belongs to {known.name}", None, True) if known else None
            found = self._side_of_person(speaker.name, phrase)
            return found or self._group_of_fighter(speaker)
        return replace(speaker, reason=f"“we” is the speaker, {speaker.name}", plural=True, candidates=())

    def _group_of_fighter(self, speaker: Answer) -> Answer | None:
        """The salient armed group, where the speaker was called one of its fighters or its spokesman."""
        for i, answer in self.answers.items():
            if answer.name == speaker.name and not self.queries[i].is_pronoun:
                phrase = read_phrase(self.queries[i])
                if phrase.classes & {"fighter"} or OF_A_GROUP.search(self.queries[i].text):
                    query = self.queries[i]
                    groups = self.context.salient_groups(self.discourse, phrase, query.span.start, self._sentence(query.span.start), None)
                    return self._salient(groups, phrase) if groups else None
        return None

    def _title_alone(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        """ "the general", "a militant who identified himself as X", "the president": a person of the report."""
        titles = title_keys([*phrase.modifiers, phrase.lemma], len(phrase.modifiers))
        if phrase.definite and (same := self._called_so_before(query, phrase)):
            return same
        if not phrase.definite and "office" not in phrase.classes and not SELF_NAMED.match(self.report.text, query.span.end):
            return None
        return self._person_described(query, phrase, titles, set(), set())

    def _called_so_before(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        """The unnamed person introduced by the same noun ("a commander … the commander"), unless a person is named by it since."""
        if len(phrase.modifiers) > 1 or phrase.possessive:
            return None
        for i in sorted(self.answers, key=lambda i: -self.queries[i].span.start):
            other = self.queries[i]
            if other.span.end > query.span.start or other.is_pronoun or not 0 <= query.sentence - other.sentence <= 6:
                continue
            first = read_phrase(other)
            if first.lemma != phrase.lemma or first.plural or self.answers[i].sort != "person":
                continue
            answer = self.answers[i]
            if first.indefinite and (answer.actor is None or answer.actor.type != "person"):
                return replace(answer, reason=f"“{other.text}” was spoken of before", candidates=())
            return None
        return None

    def _coalition(self, query: ActorQuery, phrase: Phrase) -> Answer:
        named = [m for m in self.discourse.all() if (k := self.index.find(m.name)) and k.type == "coalition"]
        if named:
            known = self.index.find(max(named, key=lambda m: (m.start < query.span.start, -abs(m.start - query.span.start))).name)
            if known:
                return self._known(known, f"{known.name} is the coalition that the report names", role_of(phrase, known), None)
        rule = self.context.by_rule(replace(phrase, classes=frozenset(("coalition",))))
        if rule:
            return self._known(rule[0], rule[1], role_of(phrase, rule[0]), None)
        return Answer("a coalition that the report does not name", None, None, None, "group", None, "", True)

    def _group(self, query: ActorQuery, phrase: Phrase) -> Answer:
        """The salient armed group for "militants", "the group", "the rebels"; nobody for unknown gunmen, an aid group or former rebels."""
        if phrase.classes & {"group"} and any(m in words_for("civic") for m in phrase.modifiers):
            return self._civic(query, phrase)
        if "fighter" in phrase.classes and any(m in words_for("no longer") for m in phrase.modifiers):
            return Answer("who once were fighters, and are not said to be", None, None, None, "people", phrase.plural)
        adjective = next((h for h in self._hits_in(query) if h.kind == "adjective"), None)
        state = self.context.choose(adjective) if adjective else None
        unknown = (phrase.lemma in words_for("unknown attackers") and not phrase.definite) or any(m in words_for("unnamed") for m in phrase.modifiers)
        if unknown and state is None:
            return Answer("attackers whom the report does not name", None, None, None, "people", phrase.plural, "", True)
        country = state.country if state and state.country in self.context.countries[:2] else None
        groups = self.context.salient_groups(self.discourse, phrase, query.span.start, self._sentence(query.span.start), country)
        own = same_clause_subject(query, self.discourse.before(query.span.start)) if query.relation.startswith("obj") else None
        groups = [*self._without_doubt([g for g in groups if g.name != own], query, phrase)]  # "took 52 terrorists prisoner": not themselves
        if groups and groups[0].score > -1.5 and not (phrase.classes & {"agency"} and "group" in phrase.classes and not phrase.definite):
            return self._salient(groups, phrase)
        if state is not None and phrase.plural:
            rule = self.context.by_rule(phrase)
            if rule:
                return self._known(*rule, None, True)
            words = [w for w in query.words[: phrase.head_at + 1] if w.lower() in (*phrase.modifiers, phrase.head)]
            named = query.text[query.text.find(adjective.text.split(" ")[0]) :] if adjective else " ".join(words)
            return self._new(" ".join(named.split()[:4]), "armed group", "a group known by its country alone, kept with its words", True, state.country)
        if phrase.classes & {"agency"}:
            return self._agency(query, phrase)
        return Answer("the report names no armed group that the words can mean", None, None, None, "group", phrase.plural, "", True)

    def _without_doubt(self, groups: Sequence[Salient], query: ActorQuery, phrase: Phrase) -> Sequence[Salient]:
        """The groups, where the first is the only insurgent one, clearly ahead, or named last before the words; else none."""
        if phrase.lemma not in words_for("standing groups"):
            insurgent = [g for g in groups if g.actor is None or (g.actor.type == "armed group" and not self.context.stands_with_state(g.actor))]
            groups = insurgent or ([] if phrase.modified_by(frozenset(("remaining", "last"))) else groups)
        if len(groups) < 2 or groups[0].score - groups[1].score >= CLEARLY_AHEAD:
            return groups
        names = {g.name for g in groups}
        before = [m for m in self.discourse.before(query.span.start) if m.name in names and not m.located]
        return groups if before and before[-1].name == groups[0].name else []

    def _civic(self, query: ActorQuery, phrase: Phrase) -> Answer:
        """ "The aid group", "a rights group": the one such body named before, and never an armed group."""
        ranked = self.discourse.rank(query, lambda m: m.sort == "organisation" and self._is_civic(m.name), 6) if phrase.definite and not phrase.plural else []
        if ranked:
            return replace(self._as_named(ranked[0][1].name), plural=False)
        return Answer("an organisation that is not named", None, None, None, "organisation", phrase.plural)

    def _is_civic(self, name: str) -> bool:
        known, new = self.index.find(name), self.new_actors.get(name)
        return (known is not None and known.type == "ngo") or (new is not None and new.type in ("ngo", "unknown"))

    def _as_named(self, name: str) -> Answer:
        known = self.index.find(name)
        reason = f"{name} is the organisation named before"
        return self._known(known, reason, None, False) if known else self._new(name, self.new_actors[name].type, reason, False)

    def _agency(self, query: ActorQuery, phrase: Phrase) -> Answer:
        ranked = self.discourse.rank(query, lambda m: m.sort == "organisation" and m.plural is not True, 4)
        named = UNKNOWN_NAME.search(self._before_head(query, phrase)) or any(w[:1].isupper() for w in query.words[phrase.head_at + 1 : phrase.head_at + 2])
        if ranked and phrase.definite and not phrase.plural and not phrase.possessive and not named:
            name = ranked[0][1].name
            if self.index.find(name) or name in self.new_actors:
                return self._as_named(name)
        return Answer("an organisation that is not named", None, None, None, "organisation", phrase.plural)
