"""What a report is about, and which armed group or state its bare descriptions mean."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from emberwatch.intake.dateline import find_dateline
from emberwatch.model.entity import Candidate
from emberwatch.model.report import Report
from emberwatch.resolve.actor_index import ActorHit, ActorIndex
from emberwatch.resolve.actor_phrases import Phrase
from emberwatch.resolve.actor_tables import KnownActor, Term, load_context
from emberwatch.resolve.actor_words import words_for
from emberwatch.resolve.discourse import Discourse, Mention, Sort

JIHADIST_ROOTS = frozenset(
    ("Islamic State", "al-Qaeda", "Boko Haram", "Nusra Front", "Hayat Tahrir al-Sham", "Abu Sayyaf", "Jabhat Fateh al-Sham", "Ansaru", "Ansarul Islam")
)
PLACE_WORDS = re.compile(
    r"(?:\b(?:in|near|across|inside|throughout|into|from|around|outside|within|eastern|western|northern|southern|central|to|visit(?:ed|ing)?|left)(?: the)?) $",
    re.IGNORECASE,
)
CLEARLY = 2.0
"""How many times as often as the next country the main one is named."""
OFFICIAL = re.compile(r"\b(?:ministry|government|presidency|command|armed forces|army|general staff|embassy|office of)\b", re.IGNORECASE)
ISSUING = re.compile(
    r"\b(?:(?:issues?|makes?|publishes|releases) (?:the|this|a) (?:following|statement|known)|announces|declares|informs|the following)\b", re.IGNORECASE
)
SENTENCE_CUT = re.compile(r"(?<=[.!?:])\s|\n")
ACRONYM_GLOSS = re.compile(r"\(\s*([A-Z][A-Za-z-]{1,9})\s*\)")


@dataclass(frozen=True, slots=True)
class Salient:
    """An armed group that a description may mean, with its score and the sentence that says why."""

    actor: KnownActor | None
    name: str
    id: str | None
    score: float
    reason: str


class ReportContext:
    """The countries, the day and the choice between namesakes for one report."""

    def __init__(self, report: Report, hits: Sequence[ActorHit], index: ActorIndex, places: Sequence[str]) -> None:
        self.report = report
        self.index = index
        self.day: date | None = report.published
        self.hits = sorted(hits, key=lambda h: h.span)
        self._named = {e.name for h in hits if len(h.entries) == 1 for e in h.entries}
        self._weights: dict[str, float] = {}
        self.countries = self._rank_countries(places)
        self._chosen: dict[ActorHit, KnownActor] = {}
        self._filed: str | None = None
        self._voice: KnownActor | None = None
        self._voice_sought = False

    def _rank_countries(self, places: Sequence[str]) -> list[str]:
        """ISO codes, the ones the caller names first, then those of names in the text, most frequent first."""
        given = [c for p in places if (c := self.index.country_code(p))]
        counts = self._weights
        for hit in self.hits:
            entry = hit.entries[0]
            if entry.country and entry.type not in ("media", "international body", "ngo", "person"):
                weight = 1.0 if hit.kind == "name" and entry.type == "state" else 0.8
                weight += 1.0 if hit.kind == "name" and PLACE_WORDS.search(self.report.text[max(0, hit.span.start - 14) : hit.span.start]) else 0.0
                counts[entry.country] = counts.get(entry.country, 0.0) + weight
        ranked = sorted(counts, key=lambda c: -counts[c])
        return list(dict.fromkeys((*given, *ranked)))

    @property
    def main_country(self) -> str | None:
        """The country that the report is clearly about: named twice as much as the next, or the only one; None where none is."""
        if not self.countries:
            return None
        first, *others = self.countries
        return first if all(self._weights.get(first, 3.0) >= CLEARLY * self._weights.get(c, 0.0) for c in others) else None

    @property
    def filed_in(self) -> str | None:
        """ISO code of the country that the dateline names; None without one."""
        if self._filed is None:
            line = find_dateline(self.report.text)
            named = [h for h in self.hits if line is not None and line.span.covers(h.span)]
            self._filed = next((e.country or "" for h in named for e in h.entries if e.type == "state"), "")
        return self._filed or None

    @property
    def voice(self) -> KnownActor | None:
        """The body that issues the text, where its publisher is one or its first sentence says so; None for the press."""
        if not self._voice_sought:
            self._voice_sought, self._voice = True, self._find_voice()
        return self._voice

    def _find_voice(self) -> KnownActor | None:
        words = re.findall(r"\w+", self.report.publisher or "")
        for hit in self.index.scan(words, list(range(len(words)))):
            known = self.choose(hit)
            if known.type in ARMED_TYPES | {"international body", "government"} or (known.type == "state" and OFFICIAL.search(self.report.publisher or "")):
                return known
        first = SENTENCE_CUT.split(self.report.text.lstrip(), maxsplit=1)[0]
        if not ISSUING.search(first):
            return None
        opening = [h for h in self.hits if h.span.end <= len(first) and h.kind == "name"]
        issuer = self.choose(opening[0]) if opening else None
        return issuer if issuer is not None and issuer.type in ARMED_TYPES | {"international body", "government", "state"} else None

    def term_of(self, known: KnownActor) -> Term | None:
        """The term of office or affiliation that holds on the day of the report."""
        return known.term_on(self.day)

    def choose(self, hit: ActorHit) -> KnownActor:
        """The actor that a name means here: one of the report's countries, in use on the day, named in full elsewhere."""
        if len(hit.entries) == 1:
            return hit.entries[0]
        if hit not in self._chosen:
            self._chosen[hit] = max(hit.entries, key=self._namesake_score)
        return self._chosen[hit]

    def _namesake_score(self, known: KnownActor) -> float:
        score = 3.0 if known.name in self._named else 0.0
        if known.country in self.countries:
            score += 2.0 - 0.1 * min(self.countries.index(known.country), 9)
        return score + (1.0 if not known.terms or any(t.holds(self.day) for t in known.terms) else 0.0)

    def by_rule(self, phrase: Phrase) -> tuple[KnownActor, str] | None:
        """The actor that the description means in a report about these countries, with the reason; None where no rule fits."""
        fitting = self._fitting_rules(phrase)
        return next((pair for pair in fitting if pair[0].name in self._named), fitting[0] if fitting else None)

    def _fitting_rules(self, phrase: Phrase) -> list[tuple[KnownActor, str]]:
        """The actor and reason of every rule that fits, those of the report's first country first."""
        words = {*phrase.modifiers, phrase.head, phrase.lemma}
        nouns = {*phrase.classes, phrase.lemma}
        found = []
        for country in self.countries[:3]:
            for rule in load_context():
                if rule.country != country or (rule.modifiers and not rule.modifiers & words):
                    continue
                if not rule.nouns & nouns and not (rule.modifiers & {phrase.lemma} and "nation" in rule.nouns):
                    continue
                known = self.index.find(rule.actor)
                if known is not None and (not known.terms or any(t.holds(self.day) for t in known.terms)):
                    found.append((known, rule.reason))
        return found

    def is_jihadist(self, known: KnownActor | None) -> bool:
        """Does the group, or one it belongs to, hold to jihadism?"""
        seen = 0
        while known is not None and seen < 4:
            if known.name in JIHADIST_ROOTS:
                return True
            term = self.term_of(known)
            known = self.index.find(term.affiliation) if term and term.affiliation else None
            seen += 1
        return False

    def stands_with_state(self, known: KnownActor | None) -> bool:
        """Is the group affiliated to a state or backed by the United States, so that news rarely calls it militants?"""
        if known is None:
            return False
        term = self.term_of(known)
        parent = self.index.find(term.affiliation) if term and term.affiliation else None
        return "United States" in known.backed_by or (parent is not None and parent.type in ("state", "government", "military"))

    def salient_groups(self, discourse: Discourse, phrase: Phrase, position: int, sentence: int, country: str | None) -> list[Salient]:
        """The armed groups of the report that the description may mean, best first."""
        scored: dict[str, Salient] = {}
        mentions = [m for m in discourse.all() if m.sort == "group" and m.armed and m.id and not m.located]
        counts: dict[str, int] = {}
        for m in mentions:
            counts[m.name] = counts.get(m.name, 0) + 1
        fits: dict[str, float] = {}
        for m in mentions:
            known = self.index.find(m.name)
            if m.name not in fits:
                fits[m.name] = self._fit(phrase, known)
            if country and known is not None and known.country not in (None, country):
                continue
            gap = sentence - m.sentence if m.start < position else 1 + 0.5 * (m.sentence - sentence)
            score = 1.3 * math.log2(1 + counts[m.name]) - 0.35 * min(abs(gap), 8) + fits[m.name]
            score += 0.3 if m.relation.startswith("nsubj") else 0.0
            if m.name not in scored or score > scored[m.name].score:
                where = "before" if m.start < position else "further on"
                scored[m.name] = Salient(known, m.name, m.id, score, f"{m.name} is spoken of {counts[m.name]} times in the report, {where} too")
        return sorted(scored.values(), key=lambda s: -s.score)

    def _fit(self, phrase: Phrase, known: KnownActor | None) -> float:
        """How well the words of a description suit a group: jihadists are not rebels, militants are seldom a state's allies."""
        jihadist = self.is_jihadist(known)
        score = 0.0
        if phrase.modified_by(words_for("jihadist words")):
            score += 2.0 if jihadist else -2.5
        if phrase.modified_by(words_for("rebel words")):
            score += -2.0 if jihadist else 1.0
        if phrase.modified_by(words_for("militant words")):
            score += 0.8 if jihadist else 0.0
        if self.stands_with_state(known):
            score -= 1.5
        if known is not None and known.type in ("coalition", "military") and phrase.classes & {"fighter", "group"}:
            score -= 3.0
        return score


def as_candidates(salient: Sequence[Salient]) -> tuple[Candidate, ...]:
    """The first five groups as candidates of a resolution."""
    return tuple(Candidate(s.id or "", s.name, round(s.score, 3), (s.reason,)) for s in salient[:5])


def find_glosses(text: str) -> list[tuple[str, str, int]]:
    """Names that the text itself abbreviates, "the Free Tribal Front (FTF)": name, abbreviation, offset of the name."""
    found = []
    for match in ACRONYM_GLOSS.finditer(text):
        before = text[max(0, match.start() - 90) : match.start()].rstrip()
        words = re.findall(r"[\w’'-]+", before)
        short = match.group(1)
        for size in range(min(9, len(words)), 1, -1):
            chosen = words[-size:]
            initials = "".join(p[0] for w in chosen for p in w.split("-") if p and w.lower() not in ("of", "the", "for", "and", "in"))
            if initials.lower() == short.lower() and chosen[0][0].isupper():
                start = text.rfind(chosen[0], 0, match.start())
                found.append((re.sub(r"^(?:The|A|An) ", "", text[start : match.start()].rstrip()), short, start))
                break
    return found


def mention_of(known: KnownActor, hit: ActorHit, text: str, sentence: int) -> Mention:
    """The mention that a name in the text makes, before its phrase is read."""
    located = hit.kind != "name" or (known.type == "state" and PLACE_WORDS.search(text[max(0, hit.span.start - 14) : hit.span.start]) is not None)
    located = located and hit.kind != "people"
    return Mention(
        hit.span.start, hit.span.end, sentence, known.name, known.id, sort_of(known.type), None, known.sex, "dep", known.type in ARMED_TYPES, located
    )


ARMED_TYPES = frozenset(("armed group", "coalition", "military"))


def sort_of(kind: str) -> Sort:
    """The discourse sort of an actor type."""
    if kind == "person":
        return "person"
    if kind == "state":
        return "state"
    return "group" if kind in ("armed group", "coalition", "military") else "people" if kind == "people" else "organisation"
