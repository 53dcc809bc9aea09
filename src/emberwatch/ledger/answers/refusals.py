"""What is called untrue without being told again: "the reports of a raid are false", "the ministry rejected the charge"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from emberwatch.ledger.answers.happening import Happening, describe, find_names, speaker_keys
from emberwatch.ledger.answers.sides import STATE_BODIES, Side, find_offices, find_side, is_same_side
from emberwatch.ledger.answers.tellers import sides_before
from emberwatch.ledger.answers.view import REAL, View, load_adjectives
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.span import Span
from emberwatch.text.table import read_kinds

REFUSING = Path(__file__).parents[2] / "data" / "refusing.tsv"
HABIT = re.compile(r"\b(?:repeatedly|always|routinely|consistently|as a rule|in the past|regularly)\b", re.IGNORECASE)
"""Words by which something is denied of all times, and so of no one happening."""
BLAMED = re.compile(r"\b(?:alleg|accus|blam|charge[sd]?|claim|rumou?r)", re.IGNORECASE)
BACK = 2
"""So many sentences before a refusal what it refuses may stand."""
HARMFUL = frozenset({"ASSAULT", "COERCE", "SEIZE", "CASUALTIES"})
CLAUSE = (
    r"(?:(?!,| (?:and|but|while|whereas|because)(?: \w+){0,2} "
    r"(?:sa(?:id|ys?|ying)|accus\w+|blam\w+|point\w*|claim\w*|add\w*|insist\w*|alleg\w+|call\w*))[^.;])*"
)
"""Up to where somebody says something else."""
KINDS = ("noun", "false", "refuse", "call", "disclaim", "innocent", "retract", "unknown")
UNTRUE = ("false", "called", "as", "retract", "unknown")
WITHOUT = r"(?:involvement|responsibility|complicity|wrongdoing|guilt|blame)"
ABOUT = re.compile(r" (?:of|about|from|over|concerning|regarding|on|in|against) ", re.IGNORECASE)
NOT_GUILTY = r"(?:(?:our|their|its|his|my) (?:work|doing|handiwork)|responsible|involved|to blame|behind it)\b(?! (?:for|in|of) \w)"
""""Denied responsibility", "were not involved", of what was told before."""


@cache
def load_refusing(path: Path = REFUSING) -> Mapping[str, re.Pattern[str]]:
    """`false`: something told, then that it is untrue; `refused`: a verb, then something told by a pointing word.

    `called`: a verb, something told, then what it is called; `disclaim`: a deed that somebody puts away from himself; `innocent`: the same
    of a deed told before; `retract`: something told that is taken back; `unknown`: something told of which nothing is known or found.
    """
    kinds = read_kinds(path)
    noun, false, verb, call, disclaim, innocent, retract, unknown = ("|".join(kinds[kind]) for kind in KINDS)
    untrue = false.replace("(?:is|are|was|were|remains?) ", "(?:as )?", 1)
    return {
        "false": re.compile(rf"\b(?P<noun>{noun})\b(?P<told>[^.;]*?)\b(?:{false})\b", re.IGNORECASE),
        "called": re.compile(rf"\b(?:{call}) (?:[\w’'-]+ ){{0,4}}(?P<noun>{noun})\b(?P<told>[^.;]*?)\b(?:{untrue})\b", re.IGNORECASE),
        "as": re.compile(rf"\b(?:{call}) (?:{untrue}) (?:[\w’'-]+ ){{0,3}}(?P<noun>{noun})\b(?P<told>[^.;]*)", re.IGNORECASE),
        "disclaim": re.compile(rf"\b(?:{disclaim}) (?P<told>{CLAUSE})", re.IGNORECASE),
        "unknown": re.compile(rf"\b(?:{unknown})\b(?P<told>{CLAUSE})", re.IGNORECASE),
        "retract": re.compile(rf"\b(?:{retract})\b(?P<told>[^.;]*)", re.IGNORECASE),
        "refused": re.compile(
            rf"\b(?:{verb}) (?:(?:the|this|that|these|those|such|all|any|his|her|its|their) (?:{noun})\b(?! (?:that|of|about|to)\b)"
            rf"|(?:it|this|that)\b(?! \w)|(?:[^.;]*? )?(?:{innocent})(?! (?:for|in|of) (?:an?|the)\b)|(?:any |all )?(?:{WITHOUT})\b(?! (?:in|of|for|to) \w))"
            rf"|\b(?:not|never|nothing|no) (?:\w+ )?(?:{innocent})\b|\b(?:was|were|is|are) (?:not|in no way) {NOT_GUILTY}",
            re.IGNORECASE,
        ),
        "about": re.compile(
            rf"\b(?:{verb}|{call}) (?:(?:the|all|any|these|such|those|earlier|media|foreign|western|as \w+) )*(?:{noun}) "
            r"(?:of|about|from|over|concerning|regarding|on|in|against)\b",
            re.IGNORECASE,
        ),
        "pointing": re.compile(rf"\b(?:this|that|these|those|such|the) (?:{noun})$", re.IGNORECASE),
    }


def is_called_false(view: View, fact: Fact) -> bool:
    """Does the fact stand in what its sentence calls untrue or takes back: "reports that a church was hit are false"?"""
    return stands_in(view, fact, UNTRUE) or is_disclaimed(view, fact)


def is_disclaimed(view: View, fact: Fact) -> bool:
    """Does the speaker put the deed away from himself, though it may have been done: "had nothing to do with the abduction"?"""
    return fact.type in HARMFUL and stands_in(view, fact, ("disclaim",))


def is_unknown(view: View, fact: Fact) -> bool:
    """Does somebody know or find nothing of it, which denies no more than what was told in the same days?"""
    return stands_in(view, fact, ("unknown",))


def stands_in(view: View, fact: Fact, kinds: tuple[str, ...]) -> bool:
    """Does the fact stand in what one of these patterns finds told in its sentence?"""
    number = view.sentence_at(fact.trigger.span.start)
    at, words = fact.trigger.span.start - view.sentence_start(number), view.words_of(number)
    return any(start <= at < end for kind in kinds for start, end in find_told(kind, words))


@lru_cache(maxsize=8192)
def find_told(kind: str, words: str) -> tuple[tuple[int, int], ...]:
    """From where to where the words of a sentence, which are asked for each of its facts, tell what the patterns of a kind find."""
    return tuple(m.span("told") for m in load_refusing()[kind].finditer(words))


def find_retracter(view: View, fact: Fact) -> Side | None:
    """The side of whoever takes back what the fact tells: the subject of the verb, who is often no speaker of it."""
    number = view.sentence_at(fact.trigger.span.start)
    start, words = view.sentence_start(number), view.words_of(number)
    at = fact.trigger.span.start - start
    found = next((m for m in load_refusing()["retract"].finditer(words) if m.start("told") <= at < m.end("told")), None)
    if found is None:
        return None
    return find_named_side(view, start, start + found.start())


def find_named_side(view: View, start: int, end: int) -> Side | None:
    """The side that the words between two places name; None where they name no office and nobody known."""
    words = view.reading.report.text[start:end].strip()
    actor = next((view.actors[r.pick] for r in view.reading.resolutions if r.pick in view.actors and start <= r.span.start < end), None)
    if not words or (actor is None and not find_offices(words, view.reading.report.id)):
        return None
    party = Party(Span(start, start + len(words)), words, actor.name if actor else None, actor.id if actor else None)
    return find_side(party, view.reading, view.actors, sides_before(view, start))


def find_refused_tellers(view: View, fact: Fact) -> frozenset[str]:
    """Keys and countries of those whose telling of the fact is called untrue: "the Indian claim of a raid", "reports by the rebels"."""
    number = view.sentence_at(fact.trigger.span.start)
    start, words = view.sentence_start(number), view.words_of(number)
    at = fact.trigger.span.start - start
    for kind in ("false", "called", "as"):
        for match in load_refusing()[kind].finditer(words):
            if match.start("told") <= at < match.end("told"):
                before = words[: match.start("noun")].split()[-3:]
                begin = start + match.start("noun") - len(" ".join(before)) - 1
                side = find_named_side(view, max(start, begin), start + match.start("noun"))
                states = frozenset(code for word in before if (code := load_adjectives().get(word.strip("“\"'’"))))
                return states | (side.keys | side.countries if side is not None else frozenset())
    return frozenset()


def find_refusals(view: View, homes: Mapping[str, str]) -> Iterator[Happening]:
    """Denials that point back to what another voice told right before, laid flat as that is."""
    for number in range(len(view.reading.sentences)):
        claim = find_refusal(view, number)
        if claim is None:
            continue
        side = find_refuser(view, claim)
        refused = find_refused(view, number, side)
        if not refused:
            yield from find_referring(view, claim, number, side, homes)
        for target in refused:
            yield replace(describe(view, target, homes), claim=claim, side=side, aims=frozenset(f.id for f in refused))


def find_referring(view: View, claim: Fact | Statement, number: int, side: Side, homes: Mapping[str, str]) -> Iterator[Happening]:
    """The refusal of what another report told: of harm that the refuser is said to have done where the sentence, or the one beside it, says."""
    actors = speaker_keys(view, side)
    towns = find_names(view, number) or frozenset(key for _, keys in view.named for key in keys)
    if actors and towns and not side.own:
        yield Happening(
            claim, view, homes.get(claim.id, claim.id), "harm", frozenset(), actors, frozenset(), towns, None, None, None, None, frozenset(),
            frozenset(), side, refers=True,
        )  # fmt: skip


def find_refusal(view: View, number: int) -> Fact | Statement | None:
    """The claim of a sentence that refuses what was told before it and tells nothing of it again."""
    words, start = view.words_of(number), view.sentence_start(number)
    patterns = load_refusing()
    false = patterns["false"].search(words)
    found = patterns["refused"].search(words)
    if found is None and false is not None and (patterns["pointing"].search(words[: false.end("noun")]) or ABOUT.match(false["told"])):
        found = false
    facts = view.by_sentence.get(number, [])
    found = found or patterns["about"].search(words)
    if found is None and not any(f.type in HARMFUL for f in facts):
        found = next((m for m in patterns["called"].finditer(words) if not m["told"].strip()), None)
    if found is None:
        return None
    begin, end = start + found.start(), start + found.end()
    inside = [f for f in facts if begin <= f.trigger.span.start < end]
    if any(f.type in HARMFUL for f in inside) or HABIT.search(words):
        return None
    said = [s for s in view.reading.statements if s.content.span.start <= begin < s.content.span.end or (s.cue and begin <= s.cue.span.start < end)]
    claims: list[Fact | Statement] = [*inside, *said, *facts]
    return claims[0] if claims else None


def find_refuser(view: View, claim: Fact | Statement) -> Side:
    """The side that refuses: of the speaker, else of whoever is said to reject it, else of the report."""
    side = view.sides[claim.id]
    if not side.own or not isinstance(claim, Fact) or claim.type != "REJECT" or not claim.actors:
        return side
    return find_side(claim.actors[0], view.reading, view.actors, sides_before(view, claim.trigger.span.start))


def find_refused(view: View, number: int, side: Side) -> list[Fact]:
    """The harm that another voice told last before a sentence; farther back, that of which somebody of the refuser's own country or body is the doer."""
    for back in range(number - 1, -1, -1):
        told = [f for f in view.by_sentence.get(back, []) if f.type in HARMFUL and f.status in (*REAL, "possible") and not is_called_false(view, f)]
        blamed = BLAMED.search(view.words_of(back)) is not None
        others = [f for f in told if blamed or not is_same_side(view.sides[f.id], side)]
        if others and (number - back <= BACK or any(is_by(view, f, side) for f in others)):
            return others
    return []


def is_by(view: View, fact: Fact, side: Side) -> bool:
    """Is one of the doers of the side's country or body?"""
    known = [actor for party in fact.actors if (actor := view.actors.get(party.id or "")) is not None]
    return any(f"body:{actor.name}" in side.keys or (actor.country in side.countries and actor.type in STATE_BODIES) for actor in known)
