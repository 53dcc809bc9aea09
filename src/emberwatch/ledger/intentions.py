"""Will they: plans and what became of them; who stays after a withdrawal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from emberwatch.ledger.counted import group_of, widen
from emberwatch.ledger.happened import SURE, is_ahead, load_reality
from emberwatch.ledger.happening import Blocks, Happening, describe
from emberwatch.ledger.refusals import is_called_false
from emberwatch.ledger.reply import Reply, Subject
from emberwatch.ledger.ties import tie_score
from emberwatch.ledger.view import UNREAL, View
from emberwatch.model.fact import Fact
from emberwatch.text.table import read_rows

DATA = Path(__file__).parent.parent / "data"
AHEAD = frozenset({"planned", "expected", "conditional"})
PLAN_DAYS = 120
KEPT = 4.5
"""Points of `tie_score` from which an outcome is that of a plan."""
TROOPS = re.compile(r"\b(?:troops?|soldiers?|forces?|contingent|peacekeep\w+|men|units?|marines|army|them|rest|americans|us|we|our)\b", re.IGNORECASE)
NEAR_CHARS = 45
STILL_CHARS = 25
POSTED = ("COERCE", "MOBILIZE", "CONTROL")
"""What soldiers do where they are."""
STILL = re.compile(r"\b(?:still|remain(?:s|ed)?|continue(?:s|d)? to|keeps? on)\b[^,.;]*$", re.IGNORECASE)
STAYING = re.compile(r"(?:stay|remain|present|left behind)", re.IGNORECASE)
COMPLETE = re.compile(r"[^.;]{0,90}\b(?:(?:was|were|is|has been|have been|had been) (?:now )?(?:completed|complete|concluded|finished|over))\b")
COMPLETE_BEFORE = re.compile(r"\b(?:complet(?:ed|es)|conclud(?:ed|es)|finish(?:ed|es)) (?:the |its |their )?(?:\w+ )?$", re.IGNORECASE)
Left = tuple[float | None, float | None, str]
"""Bounds of the number left and the words for it."""


@cache
def load_remainder(path: Path = DATA / "remainder.tsv") -> Mapping[str, re.Pattern[str]]:
    """One pattern a kind."""
    return {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for _, (kind, words) in read_rows(path)}


@cache
def load_adjectives(path: Path = DATA / "actors" / "states.tsv") -> Mapping[str, str]:
    """The first adjective of each state by its code: TD is Chadian."""
    return {cells[0]: cells[3].split(";")[0] or cells[1] for _, cells in read_rows(path) if len(cells) > 3}


def find_remainders(view: View) -> Iterator[Reply]:
    """Replies that say how many forces of a state are to be left in another country: none, a number, or some."""
    state = country = None
    for fact in sorted(view.reading.facts, key=lambda f: f.trigger.span.start):
        where = fact.place.place if fact.place else None
        country = where.country if where is not None and where.country else country
        if fact.type not in ("RETREAT", "DISPLACE", "STRENGTH", *POSTED):
            continue
        state = find_state(view, fact) or state
        left = read_present(view, fact) or (read_left(view, fact) if fact.type not in POSTED else None)
        if left is not None and state and country and state != country:
            yield make_remainder(view, fact, state, country, *left)


def find_state(view: View, fact: Fact) -> str | None:
    """The state whose forces are meant: of a party's actor, or of who says "our"."""
    for party in (*fact.recipients, *fact.actors):
        actor = view.actors.get(party.id or "")
        if actor is not None and actor.country and actor.type in ("state", "government", "military"):
            return actor.country
    if any(re.match(r"(?:all of |every one of )?(?:our|we)\b", p.text, re.IGNORECASE) for p in fact.actors):
        return next(iter(sorted(view.sides[fact.id].countries)), None)
    return None


def read_left(view: View, fact: Fact) -> Left | None:
    """Bounds of the number left and the words for it; None where the claim does not say."""
    patterns, text = load_remainder(), view.reading.report.text
    parties = " ".join(p.text for p in (*fact.actors, *fact.recipients))
    before = text[max(0, fact.trigger.span.start - 2 * NEAR_CHARS) : fact.trigger.span.start]
    near = re.split(r"[.;]", before)[-1]
    if fact.type == "STRENGTH":
        return read_stay(fact, parties)
    if not TROOPS.search(parties) and not group_is_force(fact):
        return None
    if fact.status not in (*AHEAD, "possible", "ongoing") or fact.mode not in (None, "withdraw", "return", "flight"):
        return None
    every = patterns["all"].search(parties) or re.search(r"\b(?:complete|full|total|entire)\b(?:,? \w+){0,2} $", near + " ", re.IGNORECASE)
    return (0, 0, "none") if every else None


def read_present(view: View, fact: Fact) -> Left | None:
    """What a claim on the present says of how many are left: some who still stand there or were not withdrawn, none where the withdrawal is over."""
    parties = " ".join(p.text for p in (*fact.actors, *fact.recipients))
    if not TROOPS.search(parties):
        return None
    number = view.sentence_at(fact.trigger.span.start)
    start, words = view.sentence_start(number), view.words_of(number)
    before, after = words[: fact.trigger.span.start - start], words[fact.trigger.span.end - start :]
    patterns = load_remainder()
    if fact.type == "RETREAT":
        if fact.status in UNREAL and not is_ahead(view, fact):
            return (1, None, "some") if patterns["none"].search(parties) else None
        over = fact.status == "occurred" and (COMPLETE.match(after) or COMPLETE_BEFORE.search(before) or patterns["all"].match(parties))
        return (0, 0, "none") if over else None
    if fact.status not in ("ongoing", "occurred") or fact.type == "DISPLACE" or any(q.state in ("present", "deployed") for q in fact.quantities):
        return None
    still = STILL.search(before[-STILL_CHARS:]) or STAYING.match(fact.trigger.text)
    return (1, None, "some") if still and not patterns["none"].search(parties) else None


def group_is_force(fact: Fact) -> bool:
    """Does it count soldiers?"""
    return any(group_of(q.of) == "force" for q in fact.quantities)


def read_stay(fact: Fact, parties: str) -> Left | None:
    """What a claim that people stay says of how many; only a number, of a time to come, or flatly none."""
    patterns = load_remainder()
    if not patterns["stay"].search(fact.trigger.text):
        return None
    if fact.status in UNREAL:
        return (0, 0, "none") if patterns["none"].search(parties) else None
    counted = next((q for q in fact.quantities if q.state in ("present", "deployed", "other") and group_of(q.of) in ("force", "any")), None)
    if counted is not None:
        low, high = widen(counted)
        return low, high, counted.text
    if fact.status not in (*AHEAD, "possible"):
        return None
    return (1, None, "some") if patterns["some"].search(parties) else None


def make_remainder(view: View, fact: Fact, state: str, country: str, low: float | None, high: float | None, words: str) -> Reply:
    """One reply."""
    number = view.sentence_at(fact.trigger.span.start)
    subject: Subject = (("left", state), ("country", country))
    where = next((p.name for p in view.reading.places if p.country == country and p.precision == "country"), country)
    said = view.statements.get(fact.statement or "")
    return Reply(
        "will", subject, fact.id, view.reading.report.id, view.published, fact.trigger.span.start, view.sides[fact.id],
        tuple(p.name or p.text for p in fact.speakers), f"{words} left" if words == "none" else words, fact.status, low, high, group="force",
        stance="" if fact.status in (*AHEAD, "possible") or (fact.status in UNREAL and is_ahead(view, fact)) else "now",
        day=said.when.start if said is not None and said.when is not None else None, retold=view.is_told_before(fact),
        label=f"How many {load_adjectives().get(state, state)} troops will be left in {where}", words=view.words_of(number).strip(),
    )  # fmt: skip


def find_plans(views: Sequence[View], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies to whether something announced will come about: the announcement, that it came about, that it will not."""
    plans = Blocks(PLAN_DAYS)
    for view in views:
        for fact in view.reading.facts:
            if fact.kind == "event" and is_plan(view, fact):
                plans.put(describe(view, fact, homes))
    asked: dict[str, Happening] = {}
    for view in views:
        for fact in view.reading.facts:
            outcome = find_outcome(view, fact)
            if outcome is None:
                continue
            happening = describe(view, fact, homes)
            plan = pick_plan(happening, plans.seek(happening))
            if plan is not None:
                asked[plan.claim.id] = plan
                yield reply_plan(happening, plan.home, outcome)
    for plan in asked.values():
        yield reply_plan(plan, plan.home, "yes")


def is_plan(view: View, fact: Fact) -> bool:
    """Is it announced, promised or expected?"""
    said = view.statements.get(fact.statement or "")
    if said is not None and said.manner in ("think", "warn", "ask"):
        return False
    would = fact.status in ("conditional", "possible") and re.search(r"\b(?:will|would)\b", before(view, fact)) is not None
    ahead = fact.status in ("planned", "expected") or would
    return ahead and not is_off(view, fact) and fact.condition is None


def before(view: View, fact: Fact) -> str:
    """The words right before the trigger."""
    return view.reading.report.text[max(0, fact.trigger.span.start - 20) : fact.trigger.span.start]


def is_off(view: View, fact: Fact) -> bool:
    """Is the planned thing said to be called off, in its sentence?"""
    rest = view.reading.report.text[fact.trigger.span.start : fact.trigger.span.end + 120]
    return bool(load_reality()["off"].search(rest.split(". ")[0]))


def find_outcome(view: View, fact: Fact) -> str | None:
    """ "done" where it came about, "no" where it is said that it will not; None for other claims."""
    publisher = view.reading.report.publisher or ""
    if fact.kind != "event" or any(p.text.removeprefix("The ") == publisher.removeprefix("The ") for p in fact.actors):
        return None
    if is_off(view, fact) or ((fact.status in UNREAL or is_called_false(view, fact)) and is_ahead(view, fact)):
        return "no"
    return "done" if fact.status == "occurred" and fact.probability >= SURE else None


def pick_plan(outcome: Happening, plans: Iterable[Happening]) -> Happening | None:
    """The plan told before that an outcome is of: the one that most speaks for; None where nothing speaks enough."""
    found = [(tie_score(outcome, plan), plan) for plan in plans if follows(outcome, plan)]
    tied = sorted(((score, plan) for score, plan in found if score >= KEPT), key=lambda pair: (-pair[0], pair[1].order))
    return tied[0][1] if tied else None


def follows(outcome: Happening, plan: Happening) -> bool:
    """Was the outcome told in a later report, within the days in which a plan is alive?"""
    a, b = plan.view.published, outcome.view.published
    return plan.view is not outcome.view and a is not None and b is not None and 0 < (b - a).days <= PLAN_DAYS


def reply_plan(happening: Happening, home: str, stance: str) -> Reply:
    """One reply."""
    view, fact = happening.view, happening.claim
    number = view.sentence_at(happening.at)
    value = {"yes": "it will", "done": "it has come about", "no": "it will not"}[stance]
    return Reply(
        "will", (("plan", home),), fact.id, view.reading.report.id, view.published, happening.at, view.sides[fact.id],
        tuple(p.name or p.text for p in fact.speakers), value, fact.status, stance=stance, retold=view.is_told_before(fact),
        label="Will it come about", words=view.words_of(number).strip(),
    )  # fmt: skip
