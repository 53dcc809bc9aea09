"""Which claims and reports a report can touch: the keys under which a store finds them again, by kind of relation.

Every key depends on one reading alone. Keys of two kinds never meet: each begins with the name of its kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from emberwatch.ledger.answers.happened import DENIAL_DAYS, describe, is_happening, lay_denials
from emberwatch.ledger.answers.matters import DATED_DAYS, NEAR_DAYS, find_count_roles
from emberwatch.ledger.answers.plans import PLAN_DAYS, find_plan_roles
from emberwatch.ledger.answers.questions import find_own_replies
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.revisions import REVISED_DAYS, find_toll_roles
from emberwatch.ledger.answers.rivals import RIVAL_DAYS, WEEK_DAYS, find_doing_roles
from emberwatch.ledger.answers.view import REAL, View
from emberwatch.ledger.lineage.find import credit_keys, signature
from emberwatch.ledger.lineage.voices import origin_keys
from emberwatch.ledger.linking.block import candidates_keys
from emberwatch.ledger.linking.telling import Telling
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement

ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "denial": ("deed",), "word": ("deed", "saying"), "outcome": ("plan",), "lacking": ("carried",), "carried": ("lacking",), "done": ("begun",),
    "revision": ("toll",),
    "count": ("count",), "dated": ("dated",), "doing": ("doing",), "timed": ("timed",),
}  # fmt: skip
"""What a denied fact, a denial in words, an outcome, a toll that revises another and a deed with its doer have to be held against."""
ANSWERS_TO: Mapping[str, tuple[str, ...]] = {
    "deed": ("denial", "word"), "saying": ("word",), "plan": ("outcome",), "carried": ("lacking",), "lacking": ("carried",), "begun": ("done",),
    "toll": ("revision",),
    "count": ("count",), "dated": ("dated",), "doing": ("doing",), "timed": ("timed",),
}  # fmt: skip
"""Whose answer a deed, a saying, a plan and a toll may change."""
SPAN_DAYS: Mapping[str, int] = {
    **dict.fromkeys(("denial", "word", "deed", "saying"), DENIAL_DAYS), **dict.fromkeys(("plan", "outcome", "carried", "lacking", "begun", "done"), PLAN_DAYS),
    **dict.fromkeys(("toll", "revision"), REVISED_DAYS), "count": NEAR_DAYS, "dated": DATED_DAYS, "doing": WEEK_DAYS, "timed": RIVAL_DAYS,
}  # fmt: skip
SEEDS_COMMON = 2
"""Sentences in common from which two reports are compared; a stronger key suffices alone."""

Keys = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Look:
    """The claims of one reading as questions find them: the roles in which each can answer another, and the replies that each gives by itself."""

    roles: Mapping[str, Mapping[str, frozenset[str]]]
    replies: tuple[Reply, ...]


def look(view: View) -> Look:
    """Roles and replies of the claims of a reading."""
    return Look(find_roles(view), tuple(find_own_replies(view)))


def find_keys(reading: Reading, tellings: Iterable[Telling], seen: Look) -> Keys:
    """Every key of a reading, whose facts are put together as `tellings`, by the id of the report, fact or statement that has it."""
    found: Keys = defaultdict(set)
    signed = signature(reading.report)
    found[reading.report.id] |= {f"same|{key}" for key in signed.strong} | {f"part|{key}" for key in signed.weak}
    found[reading.report.id] |= {f"said|{key}" for key in origin_keys(reading)}
    for telling in tellings:
        found[telling.pooled.id] |= {f"claim|{key}" for key in candidates_keys(telling.pooled)}
    for claim_id, roles in seen.roles.items():
        for role, keys in roles.items():
            found[claim_id] |= {f"{role}|{key}|{bucket}" for key in keys for bucket in own_buckets(reading.report.published, SPAN_DAYS[role])}
    return found


def find_roles(view: View) -> dict[str, dict[str, frozenset[str]]]:
    """The roles in which a claim can answer another, each with its keys; `SPAN_DAYS` lists the roles."""
    found: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for claim, role in name_roles(view):
        found[claim.id][role] = describe(view, claim, {}).blocks()
    told = [(denial.claim.id, "denial" if isinstance(denial.claim, Fact) else "word", denial.blocks()) for denial in lay_denials(view, {})]
    for claim_id, role, keys in (*told, *find_doing_roles(view), *find_toll_roles(view), *find_plan_roles(view), *find_count_roles(view)):
        found[claim_id][role] = found[claim_id].get(role, frozenset()) | keys
    return found


def name_roles(view: View) -> Iterator[tuple[Fact | Statement, str]]:
    """Each claim with each of its roles, but those of denials, plans, tolls, counts and doers."""
    for statement in view.reading.statements:
        if statement.manner != "deny":
            yield statement, "saying"
    for fact in view.reading.facts:
        if fact.status in REAL and is_happening(fact):
            yield fact, "deed"


def own_buckets(published: date | None, span_days: int) -> tuple[str, ...]:
    """The stretch of days that a publication lies in, or a mark for the undated, and one for everything."""
    return ("?", "*") if published is None else (str(published.toordinal() // span_days), "*")


def near_buckets(published: date | None, span_days: int) -> tuple[str, ...]:
    """The stretches that can hold a publication no more than `span_days` from this one, and the undated ones."""
    if published is None:
        return ("*",)
    middle = published.toordinal() // span_days
    return (str(middle - 1), str(middle), str(middle + 1), "?")


def seek_keys(roles: Mapping[str, Collection[str]], published: date | None, towards: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The keys under which those stand that a claim with these roles answers (`ANSWERED_BY`) or that answer it (`ANSWERS_TO`)."""
    wanted: set[str] = set()
    for role, keys in roles.items():
        for other in towards.get(role, ()):
            wanted |= {f"{other}|{key}|{bucket}" for key in keys for bucket in near_buckets(published, SPAN_DAYS[other])}
    return wanted


def teller_keys(reading: Reading) -> set[str]:
    """Keys of the reports whose publisher this report credits: they decide what it goes back to."""
    return {f"same|{key}" for key in credit_keys(reading.report, own=False)}
