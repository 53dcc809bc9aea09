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
from emberwatch.ledger.answers.plans import EARLIER, PLAN_DAYS, find_plan_roles
from emberwatch.ledger.answers.questions import find_own_replies
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.revisions import REVISED_DAYS, find_toll_roles
from emberwatch.ledger.answers.rivals import RIVAL_DAYS, WEEK_DAYS, find_doing_roles
from emberwatch.ledger.answers.view import REAL, View
from emberwatch.ledger.lineage.find import credit_keys, signature
from emberwatch.ledger.lineage.voices import origin_keys
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement

ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "denial": ("deed",), "word": ("deed", "saying"), **EARLIER, "revision": ("toll",), "count": ("count",), "dated": ("dated",), "doing": ("doing",),
    "timed": ("timed",),
}  # fmt: skip
"""What a denied fact, a denial in words, a claim on a plan, a toll that revises another, a count and a deed with its doer have to be held against."""
ANSWERS_TO: Mapping[str, tuple[str, ...]] = {
    role: tuple(later for later, earlier in ANSWERED_BY.items() if role in earlier) for role in sorted({one for some in ANSWERED_BY.values() for one in some})
}
"""Whose answer a claim of each role may change."""
SPAN_DAYS: Mapping[str, int] = {
    **dict.fromkeys(("denial", "word", "deed", "saying"), DENIAL_DAYS), **dict.fromkeys(EARLIER, PLAN_DAYS),
    **dict.fromkeys(("toll", "revision"), REVISED_DAYS), "count": NEAR_DAYS, "dated": DATED_DAYS, "doing": WEEK_DAYS, "timed": RIVAL_DAYS,
}  # fmt: skip
"""No two claims of these roles are held against each other that were published so many days apart, and more."""
OWN = "report:"
"""Before the key that the claims of one report share, which no other report has."""
SEEDS_COMMON = 2
"""Sentences in common from which two reports are compared; a stronger key suffices alone."""

Days = tuple[date, date]
"""The first and the last publication of a record."""


@dataclass(frozen=True, slots=True)
class Look:
    """The claims of one reading as questions find them: the roles in which each can answer another, and the replies that each gives by itself."""

    roles: Mapping[str, Mapping[str, frozenset[str]]]
    replies: tuple[Reply, ...]


def look(view: View) -> Look:
    """Roles and replies of the claims of a reading."""
    return Look(find_roles(view), tuple(find_own_replies(view)))


def find_keys(reading: Reading, blocks: Iterable[Iterable[str]], seen: Look) -> set[str]:
    """Every key of a reading; `blocks` are those of its tellings (`candidates_keys`)."""
    signed = signature(reading.report)
    found = {f"same|{key}" for key in signed.strong} | {f"part|{key}" for key in signed.weak}
    found |= {f"said|{key}" for key in origin_keys(reading)}
    found |= {claim_key(key) for keys in blocks for key in keys}
    for roles in seen.roles.values():
        for role, keys in roles.items():
            bucket = own_bucket(reading.report.published, SPAN_DAYS[role])
            found |= {f"{role}|{key}|{bucket}" for key in keys if not key.startswith(OWN)}
    return found


def claim_key(key: str) -> str:
    """A key of a telling as the index has it."""
    return f"claim|{key}"


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


def own_bucket(published: date | None, span_days: int) -> str:
    """The stretch of days that a publication lies in, or a mark for the undated."""
    return "?" if published is None else str(published.toordinal() // span_days)


def near_buckets(published: date | None, span_days: int, days: Days | None = None) -> tuple[str, ...]:
    """The stretches that can hold a publication no more than `span_days` from this one, and the undated ones; for an undated one, all of `days`."""
    if published is not None:
        middle = published.toordinal() // span_days
        return (str(middle - 1), str(middle), str(middle + 1), "?")
    first, last = (day.toordinal() // span_days for day in days) if days is not None else (0, -1)
    return (*map(str, range(first, last + 1)), "?")


def seek_keys(roles: Mapping[str, Collection[str]], published: date | None, towards: Mapping[str, tuple[str, ...]], days: Days | None = None) -> set[str]:
    """The keys under which those stand that a claim with these roles answers (`ANSWERED_BY`) or that answer it (`ANSWERS_TO`); `days` are the record's."""
    wanted: set[str] = set()
    for role, keys in roles.items():
        for other in towards.get(role, ()):
            buckets = near_buckets(published, SPAN_DAYS[other], days)
            wanted |= {f"{other}|{key}|{bucket}" for key in keys if not key.startswith(OWN) for bucket in buckets}
    return wanted


def is_in_span(key: str, one: date | None, other: date | None) -> bool:
    """Were two reports that meet under a key published near enough to each other for its role?"""
    return one is None or other is None or abs((one - other).days) <= SPAN_DAYS[key.partition("|")[0]]


def teller_keys(reading: Reading) -> set[str]:
    """Keys of the reports whose publisher this report credits: they decide what it goes back to."""
    return {f"same|{key}" for key in credit_keys(reading.report, own=False)}
