"""Will it come about: what is announced, ruled out or promised, and what became of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from emberwatch.ledger.answers.counted import group_of, widen
from emberwatch.ledger.answers.endings import find_endings
from emberwatch.ledger.answers.happening import describe
from emberwatch.ledger.answers.memory import remembered, remembered_by_homes
from emberwatch.ledger.answers.plan_claims import Matter, lay_matter
from emberwatch.ledger.answers.plan_score import ATTACKS, score
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import Side, find_side, is_same_side
from emberwatch.ledger.answers.spoken import find_promised, find_spoken
from emberwatch.ledger.answers.stances import FORWARD, LACKING, SETTLED, Stance
from emberwatch.ledger.answers.view import View
from emberwatch.model.fact import Fact
from emberwatch.model.status import Status

PLAN_DAYS = 180
CROWD = 6
"""No more announcements than this are told of one plan."""
NAMELESS = re.compile(
    r"(?:an?|the|one|another|two|several)? ?(?:(?:senior|top|local|regional|field|rebel|militia|group|faction|political|military) )?"
    r"(?:commanders?|spokes\w+|leaders?|chief|negotiators?|chairm[ae]n|representatives?|fighters?|organi[sz]ers?)",
    re.IGNORECASE,
)
OWN_SPEAKER = re.compile(r"(?:its|their|his|her)\b", re.IGNORECASE)
VALUES: Mapping[Stance, str] = {
    "yes": "it will", "no": "it will not", "begun": "it has begun", "done": "it has come about", "part": "it has come about in part",
    "not": "it has not come about", "still": "they are still there",
}  # fmt: skip
ORDER = tuple(VALUES)
"""Of one day, what is announced comes before what became of it, and that before what is lacking."""
STATUSES: Mapping[Stance, Status] = {
    "yes": "planned", "no": "not_occurred", "begun": "ongoing", "done": "occurred", "part": "occurred", "not": "not_occurred", "still": "ongoing",
}  # fmt: skip
HELD = frozenset({"leave", "disarm", "truce", "free", "open", "move", "return", "convoy"})
"""What is told as done without having been announced, and may be said not to be so."""
EARLIER: Mapping[str, tuple[str, ...]] = {
    "plan": ("plan",), "outcome": ("plan",), "begun": ("plan", "lacking"), "carried": ("plan", "begun", "lacking"), "lacking": ("plan", "begun", "carried"),
}  # fmt: skip
"""The roles of the earlier claims that one of each role can answer: any claim answers a plan, one on what is lacking one on what came about, and the other way;

what is done answers what was begun.
"""


@remembered_by_homes
def lay_plans(view: View, homes: Mapping[str, str]) -> Iterator[Matter]:
    """Every claim of a report that says something of a plan, in the home that it has."""
    for matter in lay_own_plans(view):
        home = describe(view, matter.claim, homes).home
        yield matter if home == matter.happening.home else replace(matter, happening=replace(matter.happening, home=home))


@remembered
def lay_own_plans(view: View) -> tuple[Matter, ...]:
    """The same by the report alone."""
    read = {fact.id: matter for fact in view.reading.facts if (matter := lay_matter(view, fact, {})) is not None}
    read |= {m.claim.id: m for m in find_promised(view, {}, tuple(read.values()))}
    read |= {m.claim.id: m for m in find_endings(view, {})}
    return (*read.values(), *find_spoken(view, {}, read.values()))


def find_plan_roles(view: View) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Each claim on a plan with its role and its keys."""
    for matter in lay_plans(view, {}):
        yield matter.claim.id, find_role(matter), matter.blocks()


def find_role(matter: Matter) -> str:
    """The role in which a claim answers others, by its stance; but a plan, only what may be said not to be so has one beside that of an outcome."""
    if matter.stance in FORWARD:
        return "plan"
    if not matter.kinds & HELD:
        return "outcome"
    return "lacking" if matter.stance in LACKING else "begun" if matter.stance == "begun" else "carried"


def find_plans(views: Sequence[View], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies to whether something announced will come about, and whether what one calls done is so.

    Every claim is tied to the earlier one that most speaks for; those that hang together so answer one question, on the incident of the first.
    """
    told = sorted((m for view in views for m in lay_plans(view, homes)), key=lambda m: (m.order[0], ORDER.index(m.stance), m.order))
    held: dict[tuple[str, str], list[Matter]] = defaultdict(list)
    first: dict[str, Matter] = {}
    hung: set[str] = set()
    for matter in told:
        role, keys = find_role(matter), matter.blocks()
        near = {m.claim.id: m for earlier in EARLIER[role] for key in keys for m in held.get((earlier, key), ())}
        best = pick(matter, (m for m in near.values() if answers(m, matter) and is_of_first(first[m.claim.id], m, matter)))
        first[matter.claim.id] = matter if best is None else first[best.claim.id]
        if best is not None:
            hung |= {matter.claim.id, best.claim.id}
        for key in keys:
            held[role, key].append(matter)
    crowded = find_crowds(told, first, hung)
    for matter in told:
        if matter.claim.id in hung and first[matter.claim.id].claim.id not in crowded:
            yield reply_plan(matter, first[matter.claim.id])


def find_crowds(told: Sequence[Matter], first: Mapping[str, Matter], hung: AbstractSet[str]) -> set[str]:
    """The first claims of what gathers more plans than are told of one: a matter that many speak of, and no plan."""
    gathered = Counter(first[m.claim.id].claim.id for m in told if m.claim.id in hung and m.stance in FORWARD)
    return {claim for claim, plans in gathered.items() if plans > CROWD}


def is_of_first(first: Matter, near: Matter, matter: Matter) -> bool:
    """Does the claim speak of what the first of the question announces, and not of its neighbour alone?"""
    return first is near or score(first, matter) is not None


def pick(matter: Matter, near: Iterable[Matter]) -> Matter | None:
    """The earlier claim that most speaks for being of one plan with this; a plan before what came about; None where nothing speaks enough."""
    found = [(points, m) for m in near if (points := score(m, matter)) is not None]
    tied = sorted(found, key=lambda pair: (pair[1].stance not in FORWARD, -pair[0], pair[1].order))
    return tied[0][1] if tied else None


def answers(earlier: Matter, later: Matter) -> bool:
    """Can the later claim say what became of the earlier, or say otherwise, within the days in which a plan is alive?"""
    a, b = earlier.view.published, later.view.published
    if a is None or b is None or (b - a).days > PLAN_DAYS:
        return False
    if earlier.view is later.view and is_one_voice(earlier, later):
        return False
    if earlier.stance in FORWARD and later.stance in SETTLED and (was_before(later.fact, a) or is_any_attack(earlier, later)):
        return False
    if earlier.stance in FORWARD:
        if later.stance in FORWARD:
            return earlier.view is not later.view
        return earlier.view is not later.view and (a < b or later.stance in LACKING)
    if earlier.stance == "begun" and later.stance == "done" and a < b:
        return bool(earlier.kinds & later.kinds & HELD)
    return bool({earlier.stance, later.stance} & LACKING and {earlier.stance, later.stance} & SETTLED and earlier.kinds & later.kinds & HELD)


def is_any_attack(earlier: Matter, later: Matter) -> bool:
    """Is it an attack that no day puts after the announcement of one, by another doer than the announced or by one not told? There are always others."""
    if not earlier.kinds & later.kinds <= ATTACKS or earlier.view.published is None:
        return False
    start = later.happening.start
    return not earlier.doers & later.doers and (start is None or start < earlier.view.published)


def is_one_voice(earlier: Matter, later: Matter) -> bool:
    """Does one side say both, or one sentence hold both?"""
    if later.view.sentence_at(earlier.happening.at) == later.view.sentence_at(later.happening.at):
        return True
    return is_same_side(earlier.happening.side, later.happening.side)


def was_before(fact: Fact | None, day: date) -> bool:
    """Did it come about, by its own words, before the day?"""
    return fact is not None and fact.when is not None and fact.when.end is not None and fact.when.end <= day


def reply_plan(matter: Matter, first: Matter) -> Reply:
    """One reply."""
    view, claim, happening = matter.view, matter.claim, matter.happening
    low, high, group = count_parties(matter.fact)
    number, retold = view.sentence_at(happening.at), view.is_told_before(claim)
    status = claim.status if isinstance(claim, Fact) else STATUSES[matter.stance]
    return Reply(
        "will", (("plan", first.happening.home),), claim.id, view.reading.report.id, view.published, happening.at, find_planner(matter),
        tuple(p.name or p.text for p in claim.speakers), VALUES[matter.stance], status, low, high, matter.stance, group,
        day=None if retold else happening.start, retold=retold,
        label="Will it come about", words=view.words_of(number).strip(),
    )  # fmt: skip


def find_planner(matter: Matter) -> Side:
    """Whose word the claim is; "its commanders", "their leader" and a bare "commander" or "spokesman" speak for the doer."""
    view, fact = matter.view, matter.fact
    side = view.sides[matter.claim.id]
    speaker = fact.speakers[0] if fact is not None and fact.speakers else None
    if fact is None or speaker is None or not fact.actors:
        return side
    nameless = NAMELESS.fullmatch(speaker.text) is not None and all(key.startswith("words:") for key in side.keys)
    if not nameless and not OWN_SPEAKER.match(speaker.text):
        return side
    doer = find_side(fact.actors[0], view.reading, view.actors)
    return replace(side, keys=side.keys | doer.keys, countries=side.countries | doer.countries)


def count_parties(fact: Fact | None) -> tuple[float | None, float | None, str]:
    """Bounds and group of the number that the claim gives of those whom it is about; none where it gives none or several."""
    told = {(widen(q), group_of(q.of)) for q in (fact.quantities if fact is not None else ())}
    if len(told) != 1:
        return None, None, ""
    (low, high), group = told.pop()
    return low, high, group
