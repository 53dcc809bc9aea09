"""A fact where it stands: the text around its trigger, and how that text leads to its roles."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from emberwatch.brief.predicate import NEAR_CHARS, find_words
from emberwatch.brief.wording import Wording
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.text.span import Span

GAP_CHARS = 12
"""Characters between the members of a list: ", as well as "."""
GAP_WORDS = 2
"""Prepositions taken over at most between a trigger and its object: "out of", "up to"."""
BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"])

COMPLETED = frozenset(["REQUEST", "THREATEN", "ACCUSE", "REJECT", "COERCE", "SANCTION", "AGREE", "CONCEDE", "SUPPORT"])
"""Types of what is put in words or done to somebody's will, whose verbs say to what end: urged them *to leave*, barred them *from leaving*."""
COMPLEMENT = re.compile(r"\s+(?:(?:(?:not\s+)?to|into|of|that|with|over|for|against)\s|from\s+\w+ing\b)")
COMPLEMENT_WORDS = re.compile(r"\s+((?:[^\s,;:.!?\"“”—–]+(?:[.,]\d+)?\s+){0,17}[^\s,;:.!?\"“”—–]+)")

TO_DO = re.compile(r"(?:\s+\w+){0,2}?\s+(?:(?:not\s+)?to\s+\w+|that)\s")
"""A clause that a verb leads on to: "to take back", "for now to let", "that"."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A fact, the text of its report, its sentence there, and the phrase tables: what a sentence is made from."""

    fact: Fact
    text: str
    sentence: Span
    wording: Wording

    @property
    def before(self) -> str:
        """The text of the sentence just before the trigger."""
        start = self.fact.trigger.span.start
        return self.text[max(self.sentence.start, start - NEAR_CHARS) : start]

    @property
    def after(self) -> str:
        """The text of the sentence just after the trigger."""
        end = self.fact.trigger.span.end
        return self.text[end : max(end, min(self.sentence.end, end + NEAR_CHARS))]

    def link(self, span: Span, end: int | None = None) -> str | None:
        """How the text leads from `end` (None: of the trigger) to `span`: its prepositions, "" for a direct object, None where it does not."""
        end = self.fact.trigger.span.end if end is None else end
        if not end <= span.start <= end + NEAR_CHARS:
            return None
        gap = self.text[end : span.start]
        words = [w for w in find_words(gap) if w not in ("the", "a", "an")]
        known = self.wording.words["prepositions"] | self.wording.words["particles"]
        if re.search(r"[.,;:!?\n\"“”]", gap) or len(words) > GAP_WORDS or not known.issuperset(words) or "by" in words:
            return None
        return " ".join(words)

    def is_passive(self) -> bool:
        """Do the words before the trigger make it a passive ("were killed", "being evacuated")?"""
        words = [w for w in find_words(self.before)[-4:] if not w.endswith("ly")]
        return bool(BE & set(words[-2:])) and not self.fact.trigger.text.lower().endswith("ing")

    def are_joined(self, parties: tuple[Party, ...]) -> bool:
        """Do the words of the parties stand together as one list ("the army and its allies")?"""
        spans = sorted(p.span for p in parties)
        between = [self.text[one.end : other.start] for one, other in pairwise(spans)]
        return all(len(gap) <= GAP_CHARS and self.wording.words["joining"].issuperset(find_words(gap)) for gap in between)

    def is_asked(self) -> bool:
        """Does the clause ask rather than tell ("how many people were killed", "whether it was shelled")?"""
        words = find_words(self.before)[-6:]
        words += [w for p in (*self.fact.actors, *self.fact.recipients) for w in find_words(p.text)[:1]]
        return bool(self.wording.words["asking"] & set(words)) or self.sentence.of(self.text).rstrip().endswith("?")

    def is_dependent(self) -> bool:
        """Does a role begin with a word that points out of its clause ("whose citizens")? No sentence of its own can be made of it."""
        firsts = {word for p in (*self.fact.actors, *self.fact.recipients) for word in find_words(p.text)[:1]}
        return bool(firsts & self.wording.words["no_subject"])

    def is_followed(self) -> bool:
        """Does the trigger lead on to words that no role holds: an object or a clause that a sentence without it would lose?"""
        end = self.fact.trigger.span.end
        after = self.after
        words = find_words(after)
        if not words or re.match(r"\s*[.,;:!?)\"“”—–-]", after):
            return False
        starts = [s for s in self.role_spans() if s.end > end]
        if any(s.start <= end + len(after) - len(after.lstrip()) + 4 for s in starts):
            return False
        if words[0] in self.wording.words["follows"] or (words[0] == "on" and set(words[1:3]) & self.wording.words["follows"]):
            return False
        known = self.wording.words["prepositions"]
        return not (words[0] in known and words[0] != "to" and (not starts or any(self.link(s) is not None for s in starts)))

    def has_gerund_object(self) -> bool:
        """Does the trigger take its object as a verb does, without a preposition: "accused of shelling the town"?"""
        fact = self.fact
        objects = [p.span for p in fact.recipients[:1]] or ([fact.place.span] if fact.place else [])
        return fact.trigger.text.lower().endswith("ing") and bool(objects) and self.link(objects[0]) == ""

    def complement(self) -> Span | None:
        """The words behind the last recipient, or the verb, without which it says little: "to leave" in "urged the rebels to leave"."""
        fact, verb = self.fact, self.fact.trigger.span.end
        end = max((p.span.end for p in fact.recipients), default=verb)
        if fact.type not in COMPLETED or end < verb or not COMPLEMENT.match(self.text, end, self.sentence.end):
            return None
        words = COMPLEMENT_WORDS.match(self.text, end, self.sentence.end)
        return Span(words.start(1), words.end(1)) if words else None

    def role_spans(self) -> list[Span]:
        """The spans of every role but the speakers."""
        fact = self.fact
        spans = [p.span for p in (*fact.actors, *fact.recipients)] + [q.span for q in fact.quantities]
        spans += [fact.place.span] if fact.place else []
        spans += [fact.when.span] if fact.when else []
        return spans + ([fact.condition.span] if fact.condition else [])


def leave_to_complement(fact: Fact, text: str) -> Fact:
    """The fact without recipients that stand in the clause which completes its verb: "refused to take back adults" is told with those words.

    They do have it done to them, but not by the refusing.
    """
    end = fact.trigger.span.end
    clause = TO_DO.match(text, end) if fact.type in COMPLETED and fact.recipients else None
    if clause is None or any(party.span.start < clause.end() for party in fact.recipients):
        return fact
    return replace(fact, recipients=())
