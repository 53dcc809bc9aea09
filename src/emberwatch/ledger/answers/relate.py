"""How one answer stands to an earlier one: they agree, differ, or differ because things moved on; None where neither can be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from emberwatch.ledger.answers.extent import relate_extents
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.scenes import SINCE
from emberwatch.ledger.answers.sides import is_same_side
from emberwatch.ledger.linking.lexicon import find_stems, load_lexicon
from emberwatch.model.ledger import QuestionKind

Relation = Literal["agree", "differ", "moved"]
OPEN = 2.0
"""A number agrees with "at least" another up to so many times that."""
CLOSE = 0.06
"""Two numbers this near to each other, as a part of the larger, agree."""
PEOPLE = frozenset({"civilian", "force", "irregular", "family"})
WHOLE = PEOPLE - {"irregular"}
"""Groups that a count of people holds; dead attackers are mostly counted apart."""
CIVILIAN = re.compile(r"\bcivilian|\bnone\b|\bnon-?combatant", re.IGNORECASE)
"""Words that set those counted apart from fighters, as "villagers" or "patients" do not: these are all who were there."""
SO_FAR = re.compile(r"\b(?:so far|to date|thus far|at least for now)\b", re.IGNORECASE)
"""Words by which a number is of the moment, so that a higher one later is things moving on."""
STILL = re.compile(r"\b(?:still|remain\w*|left|yet)\b", re.IGNORECASE)
"""Words by which fewer are held than before."""
ANY_DEED = frozenset("attack assault strike raid respons behind incid blame violat atroc abus crime oper involv role particip".split())
"""Stems by which any deed of violence may be told."""
DEED_DAYS = 7
"""Reports so near in time tell of one deed in one incident, by whatever words."""
AREA = re.compile(r"\b(?:in|across|throughout) (?:the )?(?:[a-z]+ )?([A-Z][\w'’-]+)")
"""The name of an area of which something is said."""
DESCRIBED = frozenset({"force", "irregular"})
"""Doers who are told by their kind."""
NO_MATTER = ({"name", "state"}, {"name", "force"}, {"name", "irregular"}, {"force", "named"}, {"force", "group"})
"""Kinds of doers that may be one or not."""
GROUND = "ground"
"""Deeds of which it is asked who holds the place, rather than who did them: many take a town together."""
BEATEN, FALLING, WEAKENED, UNBEATEN, DANGEROUS, RISEN = -4, -3, -1, 1, 2, 4
STRENGTH_DAYS = 60
"""Two counts of a force this far apart differ because things moved on."""
FLIGHT_DAYS = 2
"""So many days later more people may have fled."""
NAMELESS_DAYS, STALE_DAYS, LASTING_DAYS, FORGOTTEN_DAYS = 30, 90, 180, 1100
"""So long an assessment of "the rebels" is held against one of a group by its name; so far apart two differ because things moved on,

no longer bear each other out, and are not compared.
"""
PLANS: Mapping[tuple[str, str], Relation] = {
    ("yes", "yes"): "agree", ("yes", "no"): "differ", ("yes", "begun"): "moved", ("yes", "done"): "moved", ("yes", "part"): "moved",
    ("yes", "not"): "differ", ("yes", "still"): "differ", ("no", "no"): "agree", ("no", "yes"): "differ", ("no", "begun"): "moved", ("no", "done"): "moved",
    ("no", "part"): "moved", ("not", "done"): "moved", ("not", "begun"): "moved", ("not", "part"): "moved", ("still", "done"): "moved",
    ("still", "begun"): "moved", ("still", "part"): "moved", ("done", "not"): "differ", ("done", "still"): "differ", ("begun", "not"): "differ",
    ("part", "not"): "differ", ("begun", "done"): "moved", ("part", "done"): "moved", ("not", "not"): "agree", ("still", "still"): "agree",
}  # fmt: skip
"""How a later stance towards a plan stands to an earlier one."""


def relate_counts(a: Reply, b: Reply, replies: Sequence[Reply]) -> Relation | None:
    """Numbers that cannot both be right differ; a rise that the words explain, or that one side tells later, is things moving on."""
    if a.day is not None and b.day is not None and abs((a.day - b.day).days) > 1 and b.subject[0][0] == "incident":
        return None
    group_a, group_b = true_group(a, replies), true_group(b, replies)
    extent = relate_extents(a, b)
    if extent != "same":
        whole, part = (b, a) if extent == "part" else (a, b)
        return None if extent == "apart" else "differ" if exceeds(part, whole) else "agree" if is_close(a, b) else None
    if group_a == group_b or ({group_a, group_b} == {"any", "civilian"} and not any(CIVILIAN.search(r.value) for r in (a, b))):
        parted = must_differ(a, b)
    elif "any" in (group_a, group_b) and {group_a, group_b} <= WHOLE | {"any"}:
        whole, part = (a, b) if group_a == "any" else (b, a)
        parted = exceeds(part, whole)
    else:
        return None
    later = a.published is not None and b.published is not None and b.published > a.published
    if later and b.growth and not (b.correction or a.against) and a.low is not None and b.low is not None and b.low > a.low and b.low != a.high:
        return "moved"
    if not parted:
        return "agree" if is_close(a, b) else None
    if b.subject[0][0] in ("strength", "displaced") and days_apart(a, b) > STRENGTH_DAYS:
        return "moved"
    if b.subject[0][0] == "displaced" and days_apart(a, b) >= FLIGHT_DAYS and b.low is not None and a.high is not None and b.low > a.high:
        return "moved"
    risen = a.high is not None and b.low is not None and b.low > a.high
    if later and not risen and dict(b.subject).get("state") == "held" and STILL.search(b.words):
        return "moved"
    righted = b.correction or (a.low is not None and f"{a.low:g}" in b.against.split())
    passing = SO_FAR.search(a.words) is not None or (SINCE.search(a.words) is not None and SINCE.search(b.words) is not None)
    grown = (b.growth and not (righted or a.against)) or (is_same_side(a.side, b.side) and not righted)
    if risen and later and (grown or passing):
        return "moved"
    return "differ"


def exceeds(part: Reply, whole: Reply) -> bool:
    """Is a number too large to be a part of another?"""
    return whole.high is not None and part.low is not None and part.low > whole.high


def days_apart(a: Reply, b: Reply) -> int:
    """Days between the publications; 0 where one is undated."""
    return abs((b.published - a.published).days) if a.published is not None and b.published is not None else 0


def true_group(reply: Reply, replies: Sequence[Reply]) -> str:
    """Whom a number counts: people, where the side gave the same number of a group, are that group; all, where it says that no civilian was hurt."""
    own = [r for r in replies if is_same_side(r.side, reply.side)]
    if reply.group == "any":
        return next((r.group for r in own if r.group != "any" and (r.low, r.high) == (reply.low, reply.high)), "any")
    none = any(r.group == "civilian" and r.high == 0 and r.report == reply.report for r in own)
    return "any" if none and reply.group != "civilian" else reply.group


def must_differ(a: Reply, b: Reply) -> bool:
    """Do the bounds leave no number that both could mean?"""
    return (a.high is not None and b.low is not None and a.high < b.low) or (b.high is not None and a.low is not None and b.high < a.low)


def is_close(a: Reply, b: Reply) -> bool:
    """Are both numbers told at both ends, and nearly the same; or open at one end, and the same?"""
    if (a.low, a.high) == (b.low, b.high):
        return True
    if a.low is None or b.low is None:
        return False
    if a.high is None or b.high is None:
        open_end, closed = (a, b) if a.high is None else (b, a)
        return closed.high is not None and (open_end.low or 0) <= (closed.low or 0) <= OPEN * (open_end.low or 0)
    one, two = (a.low + a.high) / 2, (b.low + b.high) / 2
    return abs(one - two) <= CLOSE * max(one, two)


def relate_stances(a: Reply, b: Reply, replies: Sequence[Reply]) -> Relation | None:
    """Yes or no; two who say that it happened agree only where somebody denies it, for else the incident tells so.

    Who was alive and died later on is no matter of dispute.
    """
    if a.stance != b.stance:
        dead, alive = (a, b) if a.stance == "yes" else (b, a)
        since = b.subject[0][0] == "person" and dead.day is not None and alive.published is not None and dead.day > alive.published
        return "moved" if since else "differ"
    return "agree" if a.stance == "no" or any(r.stance == "no" for r in replies) else None


def relate_doers(a: Reply, b: Reply, replies: Sequence[Reply]) -> Relation | None:
    """Doers: the same, others, or told too vaguely to say; who strikes back at the one that struck does another deed."""
    if a.group != b.group or b.group == GROUND or (a.where.startswith("rival") and b.where.startswith("rival")) or is_other_deed(a, b):
        return None
    if a.stance == b.stance:
        return None if kind_of(a) in DESCRIBED else "agree"
    if a.stance.startswith("words:") != b.stance.startswith("words:"):
        return "differ" if {kind_of(a), kind_of(b)} & {"force", "state"} else None
    if {kind_of(a), kind_of(b)} == {"force", "named"} and "armed" in f"{a.where} {b.where}":
        return "differ"
    if {kind_of(a), kind_of(b)} in NO_MATTER:
        return None
    if DESCRIBED & {kind_of(a), kind_of(b)}:
        relation = relate_described(a, b)
        return None if relation == "differ" and not is_one_deed(a, b) else relation
    if {a.stance, b.stance} == {a.stance} or nested(a.value, b.value):
        return None
    return "differ" if is_one_deed(a, b) else None


def kind_of(reply: Reply) -> str:
    """The kind of a doer: `state`, `force` and `irregular` by description, `words`, `group` and `name` of what no table knows, else `named`."""
    kind, colon, _ = reply.stance.partition(":")
    return kind if colon and kind in ("state", "words", "group", "name", *DESCRIBED) else "named"


def relate_described(a: Reply, b: Reply) -> Relation | None:
    """A doer told by kind alone: a state's soldiers are no rebels; rebels may be any group with a name, soldiers those of the country."""
    kinds = {kind_of(a), kind_of(b)}
    if kinds in ({"irregular", "force"}, {"irregular", "state"}):
        return "differ"
    if kinds in ({"irregular", "named"}, {"irregular", "group"}):
        return "agree"
    if "force" in kinds and kinds <= {"force", "state"} and "force:" in (a.stance, b.stance):
        return "agree"
    return "agree" if kinds <= {"force", "state"} and a.stance.partition(":")[2] == b.stance.partition(":")[2] else None


def is_other_deed(a: Reply, b: Reply) -> bool:
    """Was the one done to the doer of the other, to other kinds of people, or long before? Not where it is told who began."""
    if "begun" in f"{a.where} {b.where}":
        return False
    one, other = set(a.against.split()), set(b.against.split())
    people, others = ({key for key in keys if key.startswith("group:")} for keys in (one, other))
    turned = a.stance in other or b.stance in one or bool(name_words(a) & other or name_words(b) & one)
    return turned or ("past" in a.where) != ("past" in b.where) or bool(people and others and not people & others)


def name_words(reply: Reply) -> set[str]:
    """The words for a doer, as those for whom a deed is done to are kept."""
    return {f"word:{stem}" for stem in find_stems(reply.value)}


def is_one_deed(a: Reply, b: Reply) -> bool:
    """Do both name the deed by one word or by words near in meaning, or was it done to the same?

    Words that any deed is told by, and deeds told soon after one another, will do in dated reports where it is not told of both to whom it was done.
    """
    one, other = set(a.deed.split()), set(b.deed.split())
    struck, hit = set(a.against.split()), set(b.against.split())
    kin = load_lexicon().kin
    near = any(word in kin.get(each, ()) for each in one for word in other)
    soon = a.published is not None and b.published is not None and days_apart(a, b) <= DEED_DAYS
    parted = struck and hit and "begun" not in f"{a.where} {b.where}"
    dated = a.published is not None and b.published is not None
    return bool(one & other or near or struck & hit or ((soon or (dated and (one | other) & ANY_DEED)) and not parted))


def nested(one: str, other: str) -> bool:
    """Does one name hold the other's first word, as a coalition that of its leader?"""
    first, second = one.split()[0].split("-")[0].lower(), other.split()[0].split("-")[0].lower()
    return first == second or (first == "us" and second == "united") or (second == "us" and first == "united")


def relate_plans(a: Reply, b: Reply, replies: Sequence[Reply]) -> Relation | None:
    """Plans: kept is things moving on, given up is a difference. Numbers left: as `relate_counts`, but nothing moves on.

    Who is there today says nothing against who will be.
    """
    if b.subject[0][0] == "left":
        if a.stance == "now" and b.stance != "now":
            return None
        return "differ" if must_differ(a, b) else "agree" if is_close(a, b) else None
    stance = "part" if b.stance == "done" and a.stance == "yes" and is_fewer(a, b) else b.stance
    relation = PLANS.get((a.stance, stance))
    if relation == "differ" and "conditional" in (a.status, b.status):
        return None
    if "still" in (a.stance, b.stance) and (a.group or b.group) and {a.stance, b.stance} & {"done", "part", "begun"}:
        return None if (a if b.stance == "still" else b).low is not None else relation
    if relation == "moved" and a.stance in ("not", "still") and a.published is not None and (b.published == a.published or (b.day and b.day < a.published)):
        return "differ"
    if stance == "part" and a.stance == "yes" and is_same_side(a.side, b.side) and not b.side.own:
        return "differ"
    return "moved" if relation == "differ" and stance in ("not", "still") and a.side.own and b.side.own else relation


def is_fewer(a: Reply, b: Reply) -> bool:
    """Does the later give a smaller number of the same people or things?"""
    return a.group == b.group and a.low is not None and b.high is not None and b.high < a.low


def relate_assessments(a: Reply, b: Reply, replies: Sequence[Reply]) -> Relation | None:
    """Rungs: beaten against standing, weakened against risen differ; what lies beside each other on the ladder agrees."""
    limit = NAMELESS_DAYS if a.where or b.where else FORGOTTEN_DAYS
    if days_apart(a, b) > limit or (a.where and b.where):
        return None
    if (days_apart(a, b) > STALE_DAYS and are_apart(a, b)) or (days_apart(a, b) > NAMELESS_DAYS and a.group and b.group and a.group != b.group):
        return None
    if differ_rungs(a, b) or differ_rungs(b, a):
        return "moved" if days_apart(a, b) > STALE_DAYS and not is_same_side(a.side, b.side) else "differ"
    if days_apart(a, b) > LASTING_DAYS or a.high is None or b.high is None or a.low is None or b.low is None:
        return None
    if (min(a.high, b.high) >= UNBEATEN and max(a.high, b.high) < RISEN) or max(a.high, b.high) <= FALLING:
        return "agree"
    return "agree" if a.high == b.high and a.low == b.low else None


def are_apart(a: Reply, b: Reply) -> bool:
    """Do the words of the two speak of areas that have no name in common?"""
    one, two = (set(AREA.findall(reply.words)) for reply in (a, b))
    return bool(one and two and not one & two)


def differ_rungs(a: Reply, b: Reply) -> bool:
    """Is `a` lower on the ladder than `b` by so much that both cannot be right?"""
    if a.high is None or b.high is None or a.low is None or b.low is None:
        return False
    if a.high <= BEATEN:
        return b.high >= WEAKENED
    if a.high <= FALLING and UNBEATEN <= b.high <= DANGEROUS:
        return True
    return b.low >= RISEN and a.low in (FALLING, WEAKENED)


RELATE: Mapping[QuestionKind, Callable[[Reply, Reply, Sequence[Reply]], Relation | None]] = {
    "count": relate_counts,
    "happened": relate_stances,
    "doer": relate_doers,
    "will": relate_plans,
    "condition": relate_assessments,
}
