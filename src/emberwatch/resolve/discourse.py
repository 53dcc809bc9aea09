"""What a pronoun or description may refer back to: mentions, pronoun classes and salience."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from emberwatch.text.span import Span

Sort = Literal["person", "group", "state", "organisation", "people"]
PronounKind = Literal["he", "she", "it", "they", "we", "i", "you", "relative", "other"]


@dataclass(frozen=True, slots=True)
class ActorQuery:
    """A phrase whose actor is asked for: its words, its head, and its part in the sentence and in what is said.

    `sentence` counts from 0; `relation` is the Universal Dependencies relation of the head; `is_speaker` where it fills a
    source role; `quote_speaker` is the index, in the list of queries, of the speaker of the enclosing quotation;
    `mention` is the type that the encoder gives (person, organization, place …), None where it gives none; `acts` where it does what
    states and their forces do, and not what crowds and families do.
    """

    span: Span
    text: str
    words: tuple[str, ...]
    upos: tuple[str, ...]
    head: str
    lemma: str
    sentence: int
    is_pronoun: bool = False
    relation: str = "dep"
    is_speaker: bool = False
    quote_speaker: int | None = None
    mention: str | None = None
    acts: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One place in the text where someone is named or described; `plural` None: either; `armed`: can be fighters or troops."""

    start: int
    end: int
    sentence: int
    name: str
    id: str | None
    sort: Sort
    plural: bool | None = None
    sex: str = ""
    relation: str = "dep"
    armed: bool = False
    located: bool = False
    speaks: bool = False


PRONOUNS: dict[str, PronounKind] = {
    **dict.fromkeys(["he", "him", "his", "himself"], "he"),
    **dict.fromkeys(["she", "her", "hers", "herself"], "she"),
    **dict.fromkeys(["it", "its", "itself"], "it"),
    **dict.fromkeys(["they", "them", "their", "theirs", "themselves", "themself"], "they"),
    **dict.fromkeys(["we", "us", "our", "ours", "ourselves"], "we"),
    **dict.fromkeys(["i", "me", "my", "mine", "myself"], "i"),
    **dict.fromkeys(["you", "your", "yours", "yourself", "yourselves"], "you"),
    **dict.fromkeys(["who", "whom", "whose", "which", "that"], "relative"),
}
RELATION_WEIGHT = {
    "nsubj": 1.6, "nsubj:pass": 1.4, "csubj": 1.2, "obj": 0.9, "iobj": 0.9, "obl:agent": 0.6, "nmod:poss": 0.4, "appos": 0.4,
    "conj": 0.5, "obl": 0.2, "nmod": 0.0, "compound": -0.3, "amod": -0.6,
}  # fmt: skip
WINDOW = 80
"""Mentions looked back on: about a page of news; a pronoun whose antecedent is further off than that is not resolved."""
SENTENCES_BACK = {"he": 6, "she": 6, "it": 3, "they": 3}


def pronoun_kind(word: str) -> PronounKind:
    """The class of a pronoun; "other" for words that refer to nobody in particular (others, many, someone)."""
    return PRONOUNS.get(word.lower(), "other")


class Discourse:
    """The mentions of one report in the order of the text, open to additions as phrases are resolved."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._mentions = sorted(mentions, key=_position)

    def add(self, mention: Mention) -> None:
        """Put a mention in its place; one already there with the same start and end, or inside it, is replaced."""
        at = bisect_left(self._mentions, mention.start, key=lambda m: m.start)
        while at < len(self._mentions) and self._mentions[at].start < mention.end:
            if self._mentions[at].end <= mention.end and self._mentions[at].name == mention.name:
                del self._mentions[at]
            else:
                at += 1
        insort(self._mentions, mention, key=_position)

    def before(self, position: int) -> list[Mention]:
        """The last mentions that end at or before `position`, nearest last."""
        at = bisect_left(self._mentions, position, key=lambda m: m.start)
        return [m for m in self._mentions[max(0, at - WINDOW) : at] if m.end <= position]

    def after(self, position: int) -> list[Mention]:
        """The next mentions that start at or after `position`, nearest first."""
        at = bisect_left(self._mentions, position, key=lambda m: m.start)
        return self._mentions[at : at + WINDOW // 2]

    def all(self) -> list[Mention]:
        """Every mention, in order."""
        return self._mentions

    def rank(self, query: ActorQuery, fits: Callable[[Mention], bool], sentences_back: int) -> list[tuple[float, Mention]]:
        """The mentions before `query` that fit, most salient first: near, a subject, a speaker, named often."""
        chosen = [m for m in self.before(query.span.start) if query.sentence - m.sentence <= sentences_back and fits(m)]
        times: dict[str, int] = {}
        for m in chosen:
            times[m.name] = times.get(m.name, 0) + 1
        scored: dict[str, tuple[float, Mention]] = {}
        for m in chosen:
            score = salience(m, query) + 0.2 * min(times[m.name], 4)
            if m.name not in scored or score >= scored[m.name][0]:
                scored[m.name] = (score, m)
        return sorted(scored.values(), key=lambda pair: (-pair[0], -pair[1].start))


def same_clause_subject(query: ActorQuery, before: Iterable[Mention]) -> str | None:
    """Name of the subject nearest before an object in its sentence, which a pronoun as object cannot mean; None for other pronouns."""
    counted = query.relation == "nmod" and query.head.lower() in {"them", "him"}  # "killed nine of them"
    if not (counted or query.relation.startswith(("obj", "iobj", "obl"))) or query.text.lower().endswith(("self", "selves")):
        return None
    subjects = [m for m in before if m.sentence == query.sentence and m.relation.startswith("nsubj")]
    return max(subjects, key=lambda m: m.end).name if subjects else None


def _position(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def salience(mention: Mention, query: ActorQuery) -> float:
    """How much a mention stands out when `query` is read: sentence distance, grammatical relation, distance in characters."""
    gap = query.sentence - mention.sentence
    score = -1.1 * gap + RELATION_WEIGHT.get(mention.relation, 0.0)
    score += 0.4 if mention.speaks and mention.sort == "person" else 0.0
    score -= 0.8 if mention.located else 0.0
    same_part = mention.relation.startswith("nsubj") and query.relation.startswith("nsubj")
    return score + (0.3 if same_part else 0.0) - min(query.span.start - mention.end, 600) / 250


def fits_pronoun(kind: PronounKind, mention: Mention, excluded: str | None) -> bool:
    """Can `mention` be what a pronoun of this kind stands for? `excluded` names the one who speaks, who is no he or she."""
    if mention.name == excluded:
        return False
    if kind in ("he", "she"):
        return mention.sort == "person" and mention.plural is not True and mention.sex in ("", "m" if kind == "he" else "f")
    if kind == "it":
        return mention.sort in ("group", "state", "organisation") and mention.plural is not True and not mention.located
    if mention.sort == "state" and not mention.armed and not (mention.plural is True and mention.speaks):
        return False
    return mention.plural is True or (mention.plural is None and mention.sort in ("group", "people", "organisation"))
