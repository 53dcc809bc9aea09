"""Questions: the claims that answer one thing, put together whoever makes them and in whatever words.

A question has a canonical subject, which its id comes from, and a form in plain words. What answers it is found by kind:
`counts`, `holders`, `happened`, `doers`, `intentions`, `assessments`. `assess` says how the answers stand to each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from emberwatch.ledger.answers.assessments import find_assessments
from emberwatch.ledger.answers.counts import find_counts
from emberwatch.ledger.answers.displaced import find_displaced
from emberwatch.ledger.answers.doers import find_doers
from emberwatch.ledger.answers.fates import find_fates
from emberwatch.ledger.answers.happened import KILLING, answer_denials, reply_happened
from emberwatch.ledger.answers.happening import describe
from emberwatch.ledger.answers.holders import find_holders
from emberwatch.ledger.answers.intentions import find_remainders
from emberwatch.ledger.answers.matters import find_matters
from emberwatch.ledger.answers.nones import deny_counts
from emberwatch.ledger.answers.plans import find_plans, lay_plans
from emberwatch.ledger.answers.reply import TIMELESS, Inquiry, Reply, Subject
from emberwatch.ledger.answers.revisions import find_revisions
from emberwatch.ledger.answers.rivals import answer_rivals
from emberwatch.ledger.answers.strengths import find_strengths
from emberwatch.ledger.answers.view import REAL, View, make_view
from emberwatch.ledger.answers.ways import find_ways
from emberwatch.ledger.lineage.align import claims_of
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Question, QuestionKind
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement

WORDS_CHARS = 160
QUOTED = frozenset({"Did it happen", "Who did it", "Will it come about"})
"""Labels of questions that are told by the words of their first answer."""


def find_inquiries(readings: Iterable[Reading], incident_of: Mapping[str, str], origin_of: Mapping[str, str]) -> tuple[Inquiry, ...]:
    """Every question that two or more claims answer, with its replies; sorted by the first of them.

    `incident_of` gives the incident of a fact's id, `origin_of` the origin of a claim's id; a claim without one counts as its own.
    """
    views = lay_out_all(readings, make_view)
    own = [reply for view in views for reply in find_own_replies(view)]
    return make_inquiries([*own, *find_tied_replies(views, settle_homes(views, incident_of))], origin_of, find_firsts(views, origin_of))


def find_tied_inquiries(
    readings: Iterable[Reading],
    incident_of: Mapping[str, str],
    origin_of: Mapping[str, str],
    counts: Mapping[str, int],
    first: Mapping[str, str],
    lay_out: Callable[[Reading], View] = make_view,
) -> tuple[Inquiry, ...]:
    """Those questions on incidents and plans that are asked within `readings`, a part of a record.

    `counts` gives how many facts each incident has in all of the record, `first` the report that came first of those that carry
    each origin. `lay_out` makes the view of a reading, or gives back the one it made before.
    """
    views = lay_out_all(readings, lay_out)
    return make_inquiries(find_tied_replies(views, settle_homes(views, incident_of, counts)), origin_of, {**find_firsts(views, origin_of), **first})


def lay_out_all(readings: Iterable[Reading], lay_out: Callable[[Reading], View]) -> list[View]:
    """The views of readings in order of publication (undated last)."""
    return [lay_out(reading) for reading in sorted(readings, key=lambda r: (r.report.published or TIMELESS, r.report.id))]


def find_firsts(views: Iterable[View], origin_of: Mapping[str, str]) -> dict[str, str]:
    """The report that comes first of those that carry each origin; views come in order of publication."""
    firsts: dict[str, str] = {}
    for view in views:
        for claim in claims_of(view.reading):
            firsts.setdefault(origin_of.get(claim.id, claim.id), view.reading.report.id)
    return firsts


def make_inquiries(replies: Iterable[Reply], origin_of: Mapping[str, str], first: Mapping[str, str]) -> tuple[Inquiry, ...]:
    """The questions that two or more of `replies` answer, sorted by the first of these; `first` gives the first report of each origin."""
    grouped: dict[tuple[QuestionKind, Subject], dict[tuple[str, str], Reply]] = defaultdict(dict)
    for reply in replies:
        origin = origin_of.get(reply.claim, reply.claim)
        known = replace(reply, origin=origin, copied=first.get(origin, reply.report) != reply.report)
        grouped[reply.kind, reply.subject].setdefault((reply.claim, f"{reply.stance}/{reply.group}/{reply.low}/{reply.high}"), known)
    told = {key: sorted(replies.values(), key=lambda r: r.order) for key, replies in grouped.items() if len(replies) > 1}
    inquiries = [make_inquiry(kind, subject, replies) for (kind, subject), replies in told.items()]
    return tuple(sorted(inquiries, key=lambda q: (q.replies[0].order, q.question.kind, q.question.subject)))


def settle_homes(views: Sequence[View], incident_of: Mapping[str, str], counts: Mapping[str, int] | None = None) -> dict[str, str]:
    """The incident of every fact; a killing and the attack of its sentence that struck the same people go together, to the incident that more facts tell of."""
    told = Counter(incident_of.get(fact.id, fact.id) for view in views for fact in view.reading.facts)
    told.update({home: count - told[home] for home, count in (counts or {}).items()})
    homes = {fact.id: incident_of.get(fact.id, fact.id) for view in views for fact in view.reading.facts}
    for view in views:
        for facts in view.by_sentence.values():
            attacks = [f for f in facts if f.type == "ASSAULT" and f.status in REAL and not KILLING.search(f.trigger.text)]
            for fact in facts:
                if fact.type in ("ASSAULT", "CASUALTIES") and fact.status in REAL and KILLING.search(fact.trigger.text):
                    struck = {p.span.start for p in fact.recipients} | {q.span.start for q in fact.quantities}
                    attack = next((f for f in attacks if struck & ({p.span.start for p in f.recipients} | {q.span.start for q in f.quantities})), None)
                    if attack is not None:
                        homes[fact.id] = homes[attack.id] = max((homes[attack.id], homes[fact.id]), key=lambda home: (told[home], home == homes[attack.id]))
    return homes


def find_questions(readings: Iterable[Reading], incident_of: Mapping[str, str], origin_of: Mapping[str, str]) -> tuple[Question, ...]:
    """Every question that two or more claims answer: `find_inquiries` without what comparing needs."""
    return tuple(inquiry.question for inquiry in find_inquiries(readings, incident_of, origin_of))


def find_own_replies(view: View) -> Iterator[Reply]:
    """Replies of a report to questions that it raises by itself, whatever else is read: how strong, who holds, how many are left or displaced, who is alive."""
    yield from find_strengths(view)
    yield from find_holders(view)
    yield from find_ways(view)
    yield from find_assessments(view)
    yield from find_remainders(view)
    yield from find_fates(view)
    yield from find_displaced(view)


def find_tied_replies(views: Sequence[View], homes: Mapping[str, str]) -> Iterator[Reply]:
    """Replies to questions on incidents and plans, which depend on what else is read."""
    counts = {view.reading.report.id: find_counts(view, homes) for view in views}
    for view in views:
        yield from counts[view.reading.report.id]
        yield from find_doers(view, homes)
    yield from answer_rivals(views, homes)
    yield from find_revisions(views, counts)
    yield from find_matters(views, homes)
    yield from find_plans(views, homes)
    for denial, home, denied in answer_denials(views, homes):
        yield reply_happened(denial, home, "no")
        yield from (reply_happened(each, home, "yes") for each in denied)
        if isinstance(denial.claim, Fact):
            yield from deny_counts(denial.view, denial.claim, home)


def make_inquiry(kind: QuestionKind, subject: Subject, replies: Sequence[Reply]) -> Inquiry:
    """The question of these replies, in plain words."""
    told = next((r for r in replies if r.stance == "yes"), replies[0])
    words = f"{told.label}: “{shorten(told.words)}”?" if told.label in QUOTED or (kind == "count" and subject[0][0] == "incident") else f"{told.label}?"
    return Inquiry(Question(kind, subject, words, tuple(dict.fromkeys(r.answer() for r in replies))), tuple(replies))


def shorten(words: str) -> str:
    """At most so many characters, cut at a word."""
    plain = " ".join(words.split())
    return plain if len(plain) <= WORDS_CHARS else plain[:WORDS_CHARS].rpartition(" ")[0] + " …"


def question_keys(claim: Fact | Statement, reading: Reading) -> tuple[str, ...]:
    """Blocking keys of a claim, from its own reading alone, sorted: two claims answer one question only where they share a key or an incident.

    The keys of a claim never change, whatever else is read.
    """
    return keys_of(claim, make_view(reading))


def find_question_keys(reading: Reading) -> dict[str, tuple[str, ...]]:
    """`question_keys` of every claim of a reading, by its id; the reading is laid out once."""
    view = make_view(reading)
    subjects: dict[str, set[str]] = defaultdict(set)
    for reply in find_own_replies(view):
        subjects[reply.claim].add(f"{reply.kind}:{'/'.join('='.join(pair) for pair in reply.subject)}")
    for matter in lay_plans(view, {}):
        subjects[matter.claim.id] |= matter.blocks()
    return {c.id: tuple(sorted({*describe(view, c, {}).blocks(), *subjects[c.id]})) for c in claims_of(view.reading)}


def keys_of(claim: Fact | Statement, view: View) -> tuple[str, ...]:
    """The keys by which denials and plans find what they are about."""
    plans = {key for m in lay_plans(view, {}) if m.claim is claim for key in m.blocks()}
    return tuple(sorted(describe(view, claim, {}).blocks() | plans))
