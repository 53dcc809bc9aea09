"""Cases for the actor resolver: a text with its phrases marked `[phrase]`, `[phrase/s]` a speaker, `[phrase/q1]` said by phrase 1.

`[adjective/m]` stands before a noun of what states and their forces do, `[adjective/c]` before one of what crowds do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from emberwatch.language.sentences import get_tokenizer
from emberwatch.model.report import Report
from emberwatch.resolve.actor_index import ActorIndex
from emberwatch.resolve.actors import ActorResolver, ResolvedActors
from emberwatch.resolve.discourse import PRONOUNS, ActorQuery
from emberwatch.text.span import Span

MARK = re.compile(r"\[([^\]/]+)((?:/[a-z0-9]+)*)\]")
PREPOSITIONS = frozenset(["of", "from", "for", "in", "(", "with"])


@dataclass(frozen=True, slots=True)
class Case:
    """One text: where it plays, when it was published, its marked words, and the canonical name of each phrase ("" for none)."""

    id: str
    places: tuple[str, ...]
    published: str
    marked: str
    names: tuple[str, ...]

    @property
    def expected(self) -> list[tuple[str, str]]:
        return [(m.group(1), name) for m, name in zip(MARK.finditer(self.marked), self.names, strict=True)]


@cache
def _tagger() -> object:
    return get_tokenizer()


def _head(words: tuple[str, ...]) -> str:
    cut = next((i for i, w in enumerate(words) if i and w.lower() in PREPOSITIONS), len(words))
    return words[cut - 1]


def resolve_case(case: Case) -> ResolvedActors:
    """Resolve the marked phrases of a case; a capitalised word that is not first counts as a proper noun."""
    text, marks, at = "", [], 0
    for m in MARK.finditer(case.marked):
        text += case.marked[at : m.start()]
        marks.append((len(text), len(text) + len(m.group(1)), m.group(2).split("/")[1:]))
        text += m.group(1)
        at = m.end()
    text += case.marked[at:]
    doc = get_tokenizer()(text)
    index = ActorIndex.load()
    hits = index.scan([t.text for t in doc], [t.idx for t in doc])
    queries = []
    for start, end, flags in marks:
        words = tuple(t.text for t in doc if start <= t.idx < end)
        head = _head(words)
        speaker = next((int(f[1:]) for f in flags if f[0] == "q"), None)
        relation = "obj" if "o" in flags else "amod" if "m" in flags or "c" in flags else "nsubj"
        sentence = len(re.findall(r"[.!?][”\"]? ", text[:start]))
        pronoun = len(words) == 1 and words[0].lower() in PRONOUNS
        span, acts = Span(start, end), "m" in flags
        queries.append(ActorQuery(span, span.of(text), words, (), head, head.lower(), sentence, pronoun, relation, "s" in flags, speaker, acts=acts))
    report = Report(text, published=date.fromisoformat(case.published) if case.published else None)
    return ActorResolver(index).resolve(report, hits, queries, case.places)


def _read_cases() -> list[Case]:
    cases = []
    for block in (Path(__file__).parent / "actor_cases.txt").read_text(encoding="utf-8").strip().split("\n\n"):
        lines = [line for line in block.split("\n") if not line.startswith("#")]
        if lines:
            name, places, published = (part.strip() for part in lines[0].split("|"))
            cases.append(Case(name, tuple(places.split()), published, lines[1], tuple(n.strip() for n in lines[2].split("|"))))
    return cases


CASES = _read_cases()
