"""Who the words of a role refer to: names, descriptions and pronouns to actors, with the reasons."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from emberwatch.model.entity import Actor, Candidate, Party, Resolution
from emberwatch.model.report import Report
from emberwatch.resolve.actor_context import ARMED_TYPES, ReportContext, as_candidates, find_glosses, mention_of, sort_of
from emberwatch.resolve.actor_index import ActorHit, ActorIndex, as_new_actor
from emberwatch.resolve.actor_persons import Cast, Person, is_title, title_keys
from emberwatch.resolve.actor_phrases import Phrase, read_phrase
from emberwatch.resolve.actor_tables import KnownActor
from emberwatch.resolve.actor_words import map_for, words_for
from emberwatch.resolve.discourse import SENTENCES_BACK, ActorQuery, Discourse, Mention, Sort, fits_pronoun, pronoun_kind

ARMED_CLASSES = frozenset(("fighter", "group", "army"))
TYING_CLASSES = ARMED_CLASSES | {"police", "government", "office", "follower", "coalition", "nation", "agency"}
SELF_NAMED = re.compile(
    r"[^.!?]{0,60}?\b(?:identified (?:himself|herself) as|named|called|(?:who|whose) (?:name is|gave (?:his|her) name as))\s+"
    r"((?:[A-Z][\w’'-]+|al-[A-Z]\w+)(?:[ -](?:al-)?[A-Z][\w’'-]+){0,4})"
)
NAME_AFTER = re.compile(r",? ((?:[A-Z][\w’'-]+)(?: (?:al-|bin |de )?[A-Z][\w’'-]+){1,3})")
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


class _Reading:
    """The resolution of one report: named phrases first, then descriptions and pronouns in the order of the text."""

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

    # mentions

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
        if query.is_pronoun and answer.name is None:
            return
        name = answer.name or query.text
        self.discourse.add(
            Mention(
                query.span.start, query.span.end, self._sentence(query.span.start), name, answer.actor.id if answer.actor else None,
                answer.sort, answer.plural, answer.sex, query.relation, answer.armed, False, query.is_speaker,
            )
        )  # fmt: skip

    def _hits_in(self, query: ActorQuery) -> list[ActorHit]:
        at = bisect_right(self._hit_starts, query.span.start - 1)
        found = []
        while at < len(self.hits) and self.hits[at].span.start < query.span.end:
            if self.hits[at].span.end <= query.span.end:
                found.append(self.hits[at])
            at += 1
        return found

    # answers

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

    # named phrases

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
            return self._tied(query, phrase, hits, head_start)
        return self._unknown_name(query, phrase, hits)

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
            if phrase.definite and not phrase.possessive:
                return self._known(known, f"“{query.text}” stands for {known.name}", None, True)
            return Answer(f"people of {known.name}, not the state", None, None, None, "people", True)
        if hit.kind == "adjective":
            rule = self.context.by_rule(phrase)
            return self._known(*rule) if rule else Answer(f"people of {known.name}, not the state", None, None, None, "people", True)
        return self._known(known, f"“{hit.text}” names {known.name}", None, None if known.type in ARMED_TYPES else False)

    def _tied(self, query: ActorQuery, phrase: Phrase, hits: list[ActorHit], head_start: int) -> Answer | None:
        """A common noun that a name ties to an actor: "IS fighters", "Turkish warplanes", "a spokesman for the SDF"."""
        rule = self.context.by_rule(phrase) if not phrase.classes & {"office"} or not phrase.proper else None
        if rule and not self._direct_name(hits, head_start):
            known, reason = rule
            if phrase.classes & {"office"} and not phrase.plural:
                return None
            return self._known(known, reason, _role(phrase, known), phrase.plural)
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
        return self._known(known, f"“{hit.text}” says whose {phrase.head} they are: {known.name}", _role(phrase, known), phrase.plural or None)

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
            if hit.span.start > head_start and re.search(r"\b(?:of|from|for|with) (?:the |its )?[\w' ]*$", text[head_start : hit.span.start]):
                return hit
        return None

    def _of_person(self, phrase: Phrase, known: KnownActor) -> Answer | None:
        """ "Assad's troops": the side that the person stands for."""
        term = self.context.term_of(known)
        side = self.index.find(term.affiliation) if term and term.affiliation else None
        if side is None or not phrase.classes & (ARMED_CLASSES | {"government", "police", "coalition"}):
            return None
        return self._known(side, f"{known.name} stands for {side.name}", _role(phrase, side), phrase.plural or None)

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
            return self._known(state, f"“{hit.text}” says whose {phrase.head} it is: {state.name}", _role(phrase, state), phrase.plural or None)
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
            return self._new(_name_of(query, words), kind or "unknown", "a name that no table knows, kept with its words", None, country)
        person = self.cast.by_words(words)
        if person:
            return self._person(person, f"{person.name} is named", query.is_speaker)
        if query.mention == "person" or (query.is_speaker and len(words) > 1 and query.mention is None and all(w[:1].isupper() for w in words)):
            if query.is_speaker:
                return self._new(_name_of(query, words), "person", "a person who speaks, kept by name", False)
            return Answer("a private person: the words are kept, no actor is made", None, None, None, "person", False)
        return None

    # descriptions

    def _described(self, query: ActorQuery, phrase: Phrase) -> Answer:
        """A common noun without a name: the person, group, state or people of the report that it means."""
        classes = phrase.classes
        owner = self._owner(query, phrase)
        if owner is not None:
            return owner
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
        plural = phrase.plural or bool(classes & {"people", "follower"})
        if classes & {"office", "single"} and not phrase.plural:
            if phrase.modified_by(words_for("services")) and self.context.countries[:1] and self.context.countries[0] in self.index.states:
                state = self.index.states[self.context.countries[0]].actor
                return replace(self._known(state, f"an unnamed {phrase.lemma} of {state.name}, which the report is about", phrase.lemma, False), sort="person")
            return Answer("an unnamed person", None, None, None, "person", False, {"woman": "f", "man": "m"}.get(phrase.lemma, ""))
        reason = "people in general, no organised actor" if classes else "no known actor, and nothing in the report says whom the words mean"
        return Answer(reason, None, None, None, "people", plural)

    def _is_rebel_force(self, phrase: Phrase) -> bool:
        """ "Rebel forces", "jihadist positions": the force is told from its side, not from its state."""
        if not phrase.classes & {"army", "office", "follower"} or ("office" in phrase.classes and not phrase.plural):
            return False
        sides = words_for("jihadist words") | words_for("rebel words") | {"militant"}
        return any(m in sides for m in phrase.modifiers)

    def _owner(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        """ "its fighters", "their men", "members of the group", "the movement's leaders": the side they belong to."""
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
        genitive = re.search(r"\b(group|organisation|organization|movement|militia|faction|network)[’']s\b", query.text)
        if of or genitive:
            groups = self.context.salient_groups(self.discourse, phrase, query.span.start, self._sentence(query.span.start), None)
            if groups:
                return self._salient(groups, phrase)
        return None

    def _side_of_pronoun(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        kind = pronoun_kind(phrase.possessive)
        if kind in ("we", "i"):
            return None if query.quote_speaker is None else self._side(self.answers.get(query.quote_speaker), phrase)
        ranked = self.discourse.rank(
            replace(query, relation="nmod:poss"),
            lambda m: fits_pronoun(kind, m, None) or (kind == "it" and m.sort == "state" and not m.located),
            SENTENCES_BACK.get(kind, 2),
        )
        for _, mention in ranked[:2]:
            known = self.index.find(mention.name)
            if known and (known.type in ARMED_TYPES or known.type in ("state", "government")):
                return self._known(known, f"“{phrase.possessive}” goes back to {known.name}", _role(phrase, known), phrase.plural)
            if mention.sort == "person":
                return self._side_of_person(mention.name, phrase)
            if mention.name in self.new_actors:
                return self._new(mention.name, self.new_actors[mention.name].type, f"“{phrase.possessive}” goes back to {mention.name}", phrase.plural)
        return None

    def _side_of_person(self, name: str, phrase: Phrase | None) -> Answer | None:
        """The state or organisation for which a person acts."""
        person = next((p for p in self.cast.persons if p.name == name), None)
        side = self._climb(person.affiliations if person else ())
        return self._known(side, f"{name} stands for {side.name}", _role(phrase, side) if phrase else None, True) if side else None

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
        """The salient armed group, where the speaker was called one of its fighters."""
        for i, answer in self.answers.items():
            if answer.name == speaker.name and not self.queries[i].is_pronoun:
                phrase = read_phrase(self.queries[i])
                if phrase.classes & {"fighter"}:
                    query = self.queries[i]
                    groups = self.context.salient_groups(self.discourse, phrase, query.span.start, self._sentence(query.span.start), None)
                    return self._salient(groups, phrase) if groups else None
        return None

    def _title_alone(self, query: ActorQuery, phrase: Phrase) -> Answer | None:
        """ "the general", "a militant who identified himself as X", "the president": a person of the report."""
        titles = title_keys([*phrase.modifiers, phrase.lemma], len(phrase.modifiers))
        if not phrase.definite and "office" not in phrase.classes and not SELF_NAMED.match(self.report.text, query.span.end):
            return None
        return self._person_described(query, phrase, titles, set(), set())

    def _coalition(self, query: ActorQuery, phrase: Phrase) -> Answer:
        named = [m for m in self.discourse.all() if (k := self.index.find(m.name)) and k.type == "coalition"]
        if named:
            known = self.index.find(max(named, key=lambda m: (m.start < query.span.start, -abs(m.start - query.span.start))).name)
            if known:
                return self._known(known, f"{known.name} is the coalition that the report names", _role(phrase, known), None)
        rule = self.context.by_rule(replace(phrase, classes=frozenset(("coalition",))))
        if rule:
            return self._known(rule[0], rule[1], _role(phrase, rule[0]), None)
        return Answer("a coalition that the report does not name", None, None, None, "group", None, "", True)

    def _group(self, query: ActorQuery, phrase: Phrase) -> Answer:
        """The salient armed group for "militants", "the group", "the rebels"; nobody for unknown gunmen."""
        adjective = next((h for h in self._hits_in(query) if h.kind == "adjective"), None)
        state = self.context.choose(adjective) if adjective else None
        unknown = (phrase.lemma in words_for("unknown attackers") and not phrase.definite) or any(m in words_for("unnamed") for m in phrase.modifiers)
        if unknown and state is None:
            return Answer("attackers whom the report does not name", None, None, None, "people", phrase.plural, "", True)
        country = state.country if state and state.country in self.context.countries[:2] else None
        groups = self.context.salient_groups(self.discourse, phrase, query.span.start, self._sentence(query.span.start), country)
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

    def _salient(self, groups: Sequence[object], phrase: Phrase) -> Answer:
        best = groups[0]
        known, name, reason = best.actor, best.name, best.reason  # type: ignore[attr-defined]
        candidates = as_candidates(groups)  # type: ignore[arg-type]
        if known is not None:
            return self._known(known, reason, _role(phrase, known), phrase.plural or None, candidates)
        return self._new(name, "armed group", reason, phrase.plural or None)

    def _state(self, query: ActorQuery, phrase: Phrase) -> Answer:
        """The state for "the army", "the government", "troops": the nearest one with that role, else the one the report is about."""
        classes = phrase.classes
        if "nation" in classes:
            ranked = self.discourse.rank(query, lambda m: m.sort == "state", 3)
            known = self.index.find(ranked[0][1].name) if ranked and phrase.definite else None
            return (
                self._known(known, f"{known.name} is the country named before", None, False)
                if known
                else Answer("a country that is not named", None, None, None, "people", None)
            )
        if "army" in classes and not any(m in words_for("government words") for m in phrase.modifiers):
            bare = phrase.lemma in ("army", "military", "navy", "warplane", "jet")
            ranked = self.discourse.rank(query, lambda m: m.armed and not (bare and self._is_irregular(m)), 4)
            known = self.index.find(ranked[0][1].name) if ranked else None
            if known:
                return self._known(known, f"{known.name} is the armed side named before", _role(phrase, known), phrase.plural or None)
        if phrase.definite or any(m in words_for("government words") for m in phrase.modifiers) or phrase.lemma in ("authority", "police", "regime"):
            for code in self.context.countries[:1]:
                if not phrase.indefinite and code in self.index.states:
                    known = self.index.states[code].actor
                    return self._known(known, f"the report is about {known.name}", _role(phrase, known), phrase.plural or None)
        return Answer("whose they are is not said", None, None, None, "group" if "army" in classes else "organisation", phrase.plural, "", "army" in classes)

    def _is_irregular(self, mention: Mention) -> bool:
        known = self.index.find(mention.name)
        return known is None or known.type == "armed group"

    def _agency(self, query: ActorQuery, phrase: Phrase) -> Answer:
        ranked = self.discourse.rank(query, lambda m: m.sort == "organisation" and m.plural is not True, 4)
        if ranked and phrase.definite and not phrase.plural:
            mention = ranked[0][1]
            known = self.index.find(mention.name)
            if known:
                return self._known(known, f"{known.name} is the organisation named before", None, False)
            if mention.name in self.new_actors:
                return self._new(mention.name, self.new_actors[mention.name].type, f"{mention.name} is the organisation named before", False)
        return Answer("an organisation that is not named", None, None, None, "organisation", phrase.plural)

    # pronouns

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
            return self._side(speaker, None) or Answer("the speaker's side is not known", None, None, None, "people", True)
        if kind in ("you", "other"):
            return Answer("nobody in particular", None, None, None, "people", True)
        if kind == "relative":
            return self._relative(query)
        side = self._side(speaker, None) if speaker and kind == "they" else None
        excluded = side.name if side else speaker.name if speaker and kind in ("he", "she") else None
        ranked = self.discourse.rank(query, lambda m: fits_pronoun(kind, m, excluded), SENTENCES_BACK[kind])
        if not ranked:
            ahead = [m for m in self.discourse.after(query.span.end) if fits_pronoun(kind, m, excluded) and m.sentence == self._sentence(query.span.start)]
            ranked = [(0.0, ahead[0])] if ahead else []
        if not ranked:
            return Answer("nobody before fits the pronoun", None, None, None, "people", kind == "they")
        return self._as_before(ranked[0][1], tuple(Candidate(m.id or "", m.name, round(s, 3)) for s, m in ranked[:5]))

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


def _name_of(query: ActorQuery, words: Sequence[str]) -> str:
    """The name as the text writes it, without the article."""
    return re.sub(r"^(?:the|a|an)\s+", "", query.text, flags=re.IGNORECASE).strip(' ,“”"') or " ".join(words)


def _role(phrase: Phrase, known: KnownActor) -> str | None:
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
