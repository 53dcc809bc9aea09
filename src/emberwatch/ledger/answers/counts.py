"""How many: the numbers that claims give, each tied to what it counts, in which happening or at which place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from emberwatch.ledger.answers.besides import add_named
from emberwatch.ledger.answers.causes import CAUSE_OF, HARM, last_assault, pick_causes
from emberwatch.ledger.answers.counted import (
    BODIES,
    cut_words,
    find_core_start,
    find_numbers,
    find_told_at,
    is_part,
    is_refuted,
    is_whole,
    load_counted,
    load_counting,
    read_state,
)
from emberwatch.ledger.answers.memory import remembered, remembered_by_homes
from emberwatch.ledger.answers.nones import count_nones
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.tally import CLASS_OF, PEOPLE, TOLLS, make_count, tally
from emberwatch.ledger.answers.untold import find_untold, shift
from emberwatch.ledger.answers.view import REAL, View
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.numbers import NumberMention
from emberwatch.text.quantity import Quantity

HIT = re.compile(r"(?:shot|shoot|stab|fir)", re.IGNORECASE)
"""Triggers of deeds that not everybody dies of to whom they are done."""
DEAD = re.compile(r"\b(?:dead|death|fatal\w*|kill\w*|died|slain|murder\w*|execut\w*)\b", re.IGNORECASE)
DEAD_CHARS = 30
HURT = re.compile(r"(?:hurt|injur|wound)", re.IGNORECASE)
STILL = re.compile(r"[^.,;]{0,40}\b(?:still|remain\w*)\b", re.IGNORECASE)
RESCUED = re.compile(r"(?:rescu|freed|freeing|releas)", re.IGNORECASE)
OWN_MEN = re.compile(r"\b(?:own|our)\b", re.IGNORECASE)
TABLE = re.compile(r"(?:\b[A-Za-z][A-Za-z ]*: ?\d[\d,.]*\s+){2}")
"""Figures under headings in a row, which no sentence is: "Dead: 12 Injured: 40"."""
KNOWN = re.compile(r" of (?:the|those|these|all|all the|its|their|our|his) ", re.IGNORECASE)
TOLL_OF = re.compile(r"\b(?:number|toll|count|figure) (?:of|among) (?:the |its |their )?(?:\w+ )?(\w+) (?:killed|dead|who)\b", re.IGNORECASE)


@remembered_by_homes
def find_counts(view: View, homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies that count: of a happening by `homes` (fact to incident), else of an actor at a place."""
    for number in range(len(view.reading.sentences)):
        yield from count_sentence(view, number, view.by_sentence.get(number, []), homes)


def find_own_counts(view: View) -> tuple[Reply, ...]:
    """The counting replies of a report by itself, whatever its facts were joined with."""
    return find_counts(view, {})


def count_sentence(view: View, number: int, facts: list[Fact], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies of one sentence: each number once for each happening that it may belong to, and tolls that no fact holds."""
    told, totals = read_numbers(view)[number]
    groups: set[str] = set()
    for quantity in told:
        if quantity.state not in {state for _, state in totals} or OWN_MEN.search(quantity.text):
            for reply in tally(view, number, quantity, quantity.state, facts, homes):
                groups.add(reply.group)
                yield reply
    for mention, state in totals:
        yield from total(view, number, mention, state, facts, homes)
    yield from count_nones(view, number, facts, homes, groups)


@remembered
def read_numbers(view: View) -> list[tuple[list[Quantity], list[tuple[NumberMention, str]]]]:
    """For each sentence the numbers that it tells of a state, and its tolls."""
    found = []
    for number in range(len(view.reading.sentences)):
        facts = view.by_sentence.get(number, [])
        found.append((drop_bodies([*find_told(view, facts), *find_untold(view, number, facts)]), list(find_tolls(view, number))))
    return found


def drop_bodies(told: list[Quantity]) -> list[Quantity]:
    """The numbers of a sentence without the bodies found, where it gives a higher number of the dead, whom they are of."""
    dead = [q for q in told if q.state == "killed" and not BODIES.search(q.text)]
    return [q for q in told if not (BODIES.search(q.text) and any((q.low or 0) < (other.low or 0) for other in dead))]


def find_told(view: View, facts: list[Fact]) -> Iterator[Quantity]:
    """The numbers that the facts of a sentence hold, each once, in the state that the words give them; who was let go is held no more."""
    text = view.reading.report.text
    found: dict[tuple[int, str], Quantity] = {}
    for fact in facts:
        for quantity in own_quantities(view, fact):
            state = read_state(text, find_told_at(text, quantity), read_trigger(text, fact, quantity))
            if RESCUED.match(fact.trigger.text) and not (state in CLASS_OF and STILL.match(text[quantity.span.end :])):
                state = "released"
            if state != quantity.state and any(f.status not in REAL and q.span.end == quantity.span.end for f in facts for q in f.quantities):
                state = quantity.state
            known = fact.status in REAL or is_presupposed(text, fact, quantity)
            if state not in TOLLS or not known or is_refuted(text, find_core_start(quantity)):
                continue
            if not is_part(text, replace(quantity, state=state)) and not is_whole(text, quantity, state):
                found.setdefault((find_core_start(quantity), state), replace(add_named(text, fact, quantity), state=state))
    free = {start for start, state in found if state == "released"}
    yield from (quantity for (start, state), quantity in found.items() if not (start in free and state in CLASS_OF))


def is_presupposed(text: str, fact: Fact, quantity: Quantity) -> bool:
    """Is the number told as known, whoever did it or did not: "the killing of the 17 aid workers"?"""
    return KNOWN.fullmatch(text[fact.trigger.span.end : find_core_start(quantity)]) is not None


def read_trigger(text: str, fact: Fact, quantity: Quantity) -> str:
    """The state that the trigger gives those whom it was done to: wounded by "wounded", whatever was read; none by "shot" where nobody is said to have died."""
    given = quantity.state
    if fact.type == "CASUALTIES" and given in ("killed", "other") and HURT.match(fact.trigger.text):
        return "wounded"
    beside = text[max(0, quantity.span.start - DEAD_CHARS) : quantity.span.start] + re.split(r"[.,;–—]", text[quantity.span.start :][: 2 * DEAD_CHARS])[0]
    return "other" if given == "killed" and HIT.match(fact.trigger.text) and not DEAD.search(beside) else given


def own_quantities(view: View, fact: Fact) -> list[Quantity]:
    """The numbers of a fact that are of its own time: not the eleven of "killed four, six days after a bomb killed eleven"."""
    table = TABLE.search(view.words_of(view.sentence_at(fact.trigger.span.start))) is not None
    return [cut_words(quantity) for quantity in fact.quantities if not table and view.is_of_one_time(fact, quantity.span)]


def find_tolls(view: View, number: int) -> Iterator[tuple[NumberMention, str]]:
    """Numbers that words like "raising the number of dead to" call the toll so far, with the state of those counted."""
    words = view.words_of(number)
    if not any(word in words for word in ("toll", "number", "figure", "count", "losses", "dead", "deaths", "total")):
        return
    start = view.sentence_start(number)
    for mention in find_numbers(words):
        before = words[: mention.span.start]
        state = next((state for pattern, state in load_counting()["toll"] if pattern.search(before)), "") if mention.kind == "count" else ""
        state = read_fate(before, view.words_of(number - 1) if number else "") if state == "asked" else state
        if state:
            yield NumberMention(shift(mention.span, start), shift(mention.core, start), mention.text, mention.low, mention.high, "count"), state


def read_fate(*told: str) -> str:
    """What became of those whose number is put: the last fate that the words before it tell, else those of the sentence before; "" where none does."""
    for words in told:
        found = [(m.start(), state) for pattern, state in load_counting()["fate"] for m in pattern.finditer(words)]
        if found:
            return max(found)[1]
    return ""


def total(view: View, number: int, mention: NumberMention, state: str, facts: list[Fact], homes: Mapping[str, str]) -> Iterator[Reply]:
    """The replies of a toll: of the incidents of its sentence, else of the one told last before."""
    quantity = Quantity("people", state, mention.low, mention.high, mention.text, mention.span)
    causes = pick_causes(view, number, state, [f for f in facts if f.type in CAUSE_OF[state]], facts, homes)
    causes = causes or (last_assault(view, number) if state in HARM else facts[:1])
    for fact in causes:
        claim = pick_claim(view, mention, fact, facts)
        words = view.words_of(number)
        counted = TOLL_OF.search(words)
        group = load_counted().get(counted[1].lower(), "any") if counted is not None else find_asked(words)
        yield make_count(view, claim, number, (("incident", homes.get(fact.id, fact.id)), ("state", CLASS_OF.get(state, state))), quantity, group, state)


def find_asked(words: str) -> str:
    """The group after "how many" or "number of", within a few words; "any" where these name none."""
    asked = re.search(r"\b(?:how many|number of|count of)((?: [\w’'-]+){1,5})", words, re.IGNORECASE)
    return next((group for word in asked[1].lower().split() if (group := load_counted().get(word, "")) in PEOPLE), "any") if asked is not None else "any"


def pick_claim(view: View, mention: NumberMention, cause: Fact, facts: list[Fact]) -> Fact | Statement:
    """The claim that tells a toll: of the dead or of the cause in its sentence, else the statement that holds it, else the cause."""
    if facts:
        return next((f for f in facts if f.type == "CASUALTIES"), cause if cause in facts else facts[0])
    return next((s for s in view.reading.statements if s.content.span.start <= mention.span.start < s.content.span.end), cause)
