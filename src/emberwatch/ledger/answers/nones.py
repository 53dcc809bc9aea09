"""None: the words by which nobody was harmed, taken or lost, as answers that count nought."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from emberwatch.ledger.answers.causes import HARM, last_assault
from emberwatch.ledger.answers.counted import DATA, group_of, load_counted, read_state
from emberwatch.ledger.answers.reply import Reply, Subject
from emberwatch.ledger.answers.tally import CLASS_OF, OWN_GROUPS, PEOPLE, make_count
from emberwatch.ledger.answers.view import REAL, View
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span
from emberwatch.text.table import read_rows

TOUCHED = re.compile(r"(?:harm|touch)", re.IGNORECASE)
"""Of nobody who was harmed in any way none was killed."""
UNHEARD = re.compile(r"\b(?:reports?|word|claims?|details|information|immediate(?:ly)?|clear|known|confirm\w*)\b", re.IGNORECASE)
"""Words by which nothing is known of casualties, rather than that there were none."""


NO = r"(?:no[ -]one|nobody|none|not one|not a single|neither|no(?! (?:more|fewer|less) than))"
FEW = r"(?P<what>(?: [\w’'-]+){0,5}?)"
BE = r"(?:(?:was|were|is|are|be|been|being|got|have|has|had|also|ever|even|still|either) )+"
SHAPES: Mapping[str, str] = {
    "lack": rf"\b{NO}{FEW} {BE}(?:{{words}})\b",
    "lacking": rf"\b{NO}{FEW} (?:(?:have|has|had) )?(?:{{words}})\b",
    "missing": r"\b(?:no(?! (?:more|fewer|less) than)|zero|without(?: (?:any|suffering|causing|a|taking))?|(?:not|never|n’t|n't) "
    r"(?:suffer|sustain|cause|record|take|have)(?:ed|d|en)? any)"
    r"(?P<what>(?: [\w’'-]+){0,2}?) (?:{words})\b",
    "custody": r"\b(?:have|has|had) (?:no|none of)(?P<what>(?: [\w’'-]+){0,4}?) (?:in|under|as) (?:{words})\b",
    "undone": r"(?:\b(?:{words}) (?P<none>no[ -]one|nobody|none|not one|not a single|no(?! (?:fewer|less|more)))(?P<what>(?: [\w’'-]+){0,5})"
    r"|\b(?:not|never|no [\w’'-]+|nobody|none) (?:{words}) (?P<any>anyone|anybody|any|a single|one)(?P<whom>(?: [\w’'-]+){0,4}))",
}
"""The shapes of a sentence by which none were in a state, for the words of each kind in the table."""
OWN_DOING = re.compile(r" (?:\w+ ){0,3}by (?:our|its|their|own|friendly)\b| (?:to|among) (?:our|my)\b", re.IGNORECASE)
"""Words by which none were harmed by one side alone, or of one's own alone."""
LOSS = re.compile(r"\bloss(?:es)?$", re.IGNORECASE)
OTHERS = frozenset({"else", "other"})
"""Words by which none but those just counted are meant."""
FIGHTERS = frozenset({"irregular", "force"})
TOLD = re.compile(r"\binjuries (?:have been |were |had been )?reported\b", re.IGNORECASE)
"""Words by which it is told that none were hurt, and not that none died."""


@cache
def load_shapes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each shape filled with the words of its kind, and the state that it gives none."""
    rows = [(kind, words, state) for _, (kind, words, state) in read_rows(DATA / "counting.tsv") if kind in SHAPES]
    return tuple((re.compile(SHAPES[kind].replace("{words}", words), re.IGNORECASE), state) for kind, words, state in rows)


def count_nones(view: View, number: int, facts: Sequence[Fact], homes: Mapping[str, str], counted: Iterable[str] = ()) -> Iterator[Reply]:
    """The replies of "nobody was hurt", "without losses", "captured none of our men": nought, in the happening told beside it or last before.

    `counted` are the groups that the sentence gives numbers of: nobody else is those who are not of them.
    """
    words, start = view.words_of(number), view.sentence_start(number)
    if UNHEARD.search(words):
        return
    seen: set[str] = set()
    for pattern, state in load_shapes():
        found = pattern.search(words)
        claim = pick_teller(view, number, facts, start + found.start()) if found is not None else None
        if found is None or claim is None:
            continue
        told = " ".join(part for name, part in found.groupdict().items() if part and name in ("what", "whom"))
        if OWN_DOING.match(words, found.end()) or (found.groupdict().get("none", "") == "no" and not set(found["what"].lower().split()) & set(load_counted())):
            continue
        if OTHERS & set(re.findall(r"[a-z]+", found[0].lower())) and not set(counted) & FIGHTERS:
            continue
        group = find_loser(view, claim) if LOSS.search(found[0]) else find_none_group(told, counted)
        for each in ("wounded", "killed") if state == "wounded" and not TOLD.search(words) else (state,):
            if each not in seen:
                seen.add(each)
                span = Span(start + found.start(), start + found.end())
                yield from place_none(view, number, claim, Quantity(told.strip(), each, 0, 0, "none", span), group, homes)


def place_none(view: View, number: int, claim: Fact | Statement, quantity: Quantity, group: str, homes: Mapping[str, str]) -> Iterator[Reply]:
    """Nought as a reply on the assault of its sentence, else on the last before, else on what the claim itself tells."""
    beside = [f for f in view.by_sentence.get(number, ()) if f.type == "ASSAULT" and f.status in REAL and f.id != claim.id][:1]
    cause: Fact | Statement = next(iter(beside or last_assault(view, number)), claim)
    subject: Subject = (("incident", homes.get(cause.id, cause.id)), ("state", CLASS_OF.get(quantity.state, quantity.state)))
    yield make_count(view, claim, number, subject, quantity, group, quantity.state)


def pick_teller(view: View, number: int, facts: Sequence[Fact], at: int) -> Fact | Statement | None:
    """The claim that tells what stands at a place of a sentence: a fact that nothing came of, else any fact, else the statement that holds it."""
    for fact in sorted(facts, key=lambda f: (f.status in REAL, abs(f.trigger.span.start - at), f.id)):
        return fact
    return next((s for s in view.reading.statements if s.content.span.start <= at < s.content.span.end), None)


def find_loser(view: View, claim: Fact | Statement) -> str:
    """The group of those who lost nobody: of whoever did what is told, else of who says it; the words themselves where neither is known."""
    parties = [*(claim.actors if isinstance(claim, Fact) else ()), *claim.speakers]
    kinds = [actor.type for party in parties if (actor := view.actors.get(party.id or "")) is not None]
    return next((OWN_GROUPS[kind] for kind in kinds if kind in OWN_GROUPS), "unknown")


def find_none_group(told: str, counted: Iterable[str]) -> str:
    """The group that the words name, "any" where they name none; of "nobody else" the civilians, where fighters are counted beside them."""
    table = load_counted()
    words = re.findall(r"[a-z]+", told.lower())
    if OTHERS & set(words) and set(counted) & FIGHTERS:
        return "civilian"
    group = next((table[word] for word in reversed(words) if word in table), None) or next((table[f"{word}s"] for word in words if f"{word}s" in table), "any")
    return "civilian" if "civilian" in words else group


def deny_counts(view: View, fact: Fact, home: str) -> Iterator[Reply]:
    """A denial that anybody was killed or hurt counts none, in the happening that it denies."""
    number = view.sentence_at(fact.trigger.span.start)
    words = " ".join(p.text for p in fact.recipients)
    state = read_state(view.reading.report.text, Span(fact.trigger.span.start, fact.trigger.span.start), "killed" if TOUCHED.match(fact.trigger.text) else "")
    end = fact.trigger.span.end - view.sentence_start(number)
    if state not in HARM or OWN_DOING.match(view.words_of(number), end) or not re.match(r"(?:any|no|a single|civilian)\b", words, re.IGNORECASE):
        return
    group = group_of(words)
    for each in {"wounded": ("wounded", "killed")}.get(state, (state,)):
        quantity = Quantity(words.split()[-1], each, 0, 0, "none", fact.trigger.span)
        yield make_count(view, fact, number, (("incident", home), ("state", each)), quantity, group if group in PEOPLE else "any", each)
