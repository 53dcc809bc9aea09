"""One step of linking, concluded: questions whose answers may have changed, their findings, and what copies changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from emberwatch.ledger.answers.assess import assess
from emberwatch.ledger.answers.questions import find_tied_inquiries, make_inquiries
from emberwatch.ledger.answers.reply import Inquiry, Reply, unpack_reply
from emberwatch.ledger.lineage.drift import find_all_drift
from emberwatch.ledger.touch import ANSWERED_BY, ANSWERS_TO, is_in_span, seek_keys
from emberwatch.model.ledger import Finding
from emberwatch.pipeline.link_incidents import IncidentStep
from emberwatch.store.ledger_weigh import find_speakers
from emberwatch.store.ledger_write import ANSWERS, QUESTIONS, keep_findings

Towards = Mapping[str, tuple[str, ...]]


def sum_roles(roles: Iterable[Mapping[str, Collection[str]]]) -> dict[str, set[str]]:
    """The keys that claims have in each role, all together."""
    found: dict[str, set[str]] = defaultdict(set)
    for some in roles:
        for role, keys in some.items():
            found[role].update(keys)
    return found


def is_late(day: date | None, since: date | None) -> bool:
    """Was it published on the day or after it, as far as both are known?"""
    return day is None or since is None or day >= since


class QuestionStep(IncidentStep):
    """Questions and findings."""

    def run(self) -> None:
        """Every part of a step, in order."""
        self.find_lineage()
        self.find_families()
        self.find_origins()
        self.find_incidents()
        self.find_drift()
        self.find_questions()
        self.cache.trim()

    def find_drift(self) -> None:
        """What the reports that moved changed of the ones that they go back to."""
        withdrawn = self.state.withdrawn()
        moved = self.moved | {one.report for one in self.state.lineage(self.seeds & withdrawn).values()}
        lineage = [one for one in self.state.lineage(moved).values() if one.report in moved]
        families = self.state.families(moved).values()
        inside = moved | {one.source for one in lineage}
        live = [reading for report, reading in self.readings(inside).items() if report not in withdrawn]
        report_of = self.reports_by_claim(inside)
        made = [one for one in find_all_drift(live, families, lineage) if report_of.get(one.b, one.b) in moved]
        claims = set(self.reports_by_claim(moved)) | moved | self.gone
        held = {row: one for row, one in self.state.findings(claims).items() if one.kind == "drift" and one.b in claims}
        self._write_findings(held, made)

    def find_questions(self) -> None:
        """Questions that a changed claim answers, or answered before, with their findings.

        Which questions these are is settled in rounds: each adds the reports without which an answer found in the last would be
        incomplete, until none is missing.
        """
        affected = self._find_affected()
        before = self.state.question_ids(affected)
        own = self._find_own(affected, before)
        scope = self._first_scope(affected, before)
        while True:
            made = [one for one in self._inquire(scope) if one.question.id in before or any(reply.claim in affected for reply in one.replies)]
            wider = scope | self._second_scope(made)
            if wider == scope:
                break
            scope = wider
        self._write_questions([*own, *made], before, self._find_since(affected))

    def _find_own(self, affected: set[str], before: Collection[str]) -> tuple[Inquiry, ...]:
        """The questions that reports raise by themselves and that `affected` answer or answered, from the replies that are kept."""
        asked = {reply.question for report in self._reports_of(affected) for reply in self._replies_of(report) if reply.claim in affected}
        withdrawn = self.state.withdrawn()
        replies = [unpack_reply(packed) for packed in self.state.replies(asked | set(before), withdrawn)]
        origins = self.state.origins_by_claim({reply.claim for reply in replies})
        return make_inquiries(replies, origins, self.state.first_reports(set(origins.values()), withdrawn))

    def _replies_of(self, report: str) -> tuple[Reply, ...]:
        return self.look(report).replies

    def _find_affected(self) -> set[str]:
        """Claims that are new, or whose origin or incident changed, and the denials and outcomes that have to look at them again.

        Where a report was withdrawn, another may now be the first that carries an origin of its claims, which counts for all of these.
        """
        taken_back = self.state.origins(reports=self.seeds & self.state.withdrawn())
        self.changed |= {claim for origin in taken_back.values() for claim in origin.claims}
        changed = self.changed | self.rehomed | {claim for claim, report in self.reports_by_claim(self.seeds).items() if report in self.seeds}
        found = self._seek(changed, ANSWERS_TO)
        self.readings(found)
        answering = {
            claim
            for report, sought in found.items()
            for claim, roles in self.look(report).roles.items()
            if any(f"{role}|{key}" in sought for role, keys in roles.items() for key in keys)
        }
        return changed | answering

    def _seek(self, claims: Collection[str], towards: Towards) -> dict[str, set[str]]:
        """Reports with claims that stand towards `claims` as `towards` says, each with the keys, without their days, under which these stand."""
        asked: dict[str, set[date | None]] = defaultdict(set)
        found: dict[str, set[str]] = defaultdict(set)
        for report, reading in self.readings(self._reports_of(claims)).items():
            sought = sum_roles(roles for claim, roles in self.look(report).roles.items() if claim in claims)
            for key in seek_keys(sought, reading.report.published, towards, self.days):
                asked[key].add(reading.report.published)
            found[report] |= {f"{other}|{key}" for role, keys in sought.items() for other in towards.get(role, ()) for key in keys}
        for key, owners in self.state.owners(asked).items():
            days, bare = asked[key], key.rpartition("|")[0]
            for report, published in owners:
                if published in days or any(is_in_span(key, published, day) for day in days):
                    found[report].add(bare)
        return found

    def _reports_of(self, claims: Collection[str]) -> set[str]:
        return set(self.state.reports_of(claims).values())

    def _first_scope(self, affected: set[str], before: Collection[str]) -> set[str]:
        """Reports with an answer on an incident or plan that `affected` may give or gave, and those that its denials and outcomes are held against."""
        scope = self._reports_of(affected)
        scope |= self._seek(affected, ANSWERED_BY).keys()
        scope |= {report for incident in self.state.incidents(facts=affected).values() for report in incident.reports}
        scope |= self.state.answering_reports(self._tied(before))
        return scope - self.state.withdrawn()

    def _tied(self, questions: Collection[str]) -> set[str]:
        """Those of `questions` that are on incidents or plans."""
        return {one.id for one in self.state.questions(questions).values() if one.subject[0][0] in ("incident", "plan")}

    def _second_scope(self, made: Iterable[Inquiry]) -> set[str]:
        """What the answers found so far lead to: their denials' and outcomes' other sides, the incidents asked about, answers given before."""
        claims = {reply.claim for one in made for reply in one.replies}
        homes = {value for one in made for name, value in one.question.subject if name in ("incident", "plan")}
        scope = self._seek(claims, ANSWERED_BY).keys() | self.state.incident_reports(homes)
        return (scope | self.state.answering_reports({one.question.id for one in made})) - self.state.withdrawn()

    def _inquire(self, scope: set[str]) -> tuple[Inquiry, ...]:
        homes, origins = self.state.homes(scope), self.state.origin_ids(scope)
        told = self.state.sizes(set(homes.values()))
        first = self.state.first_reports(set(origins.values()), self.state.withdrawn())
        return find_tied_inquiries(self.readings(scope).values(), homes, origins, told, first, self.view)

    def _find_since(self, affected: Collection[str]) -> date | None:
        """The first day on which anything was published that `affected` tell; None where one is undated."""
        days = self.state.day_of(self._reports_of(affected) | self.seeds).values()
        dated = [day for day in days if day is not None]
        return min(dated) if dated and len(dated) == len(days) else None

    def _write_questions(self, made: Collection[Inquiry], before: Collection[str], since: date | None) -> None:
        """Questions and answers, and the findings; of who holds a place, which years may tell of, those alone of what was published `since`."""
        ids = {*before, *(one.question.id for one in made)}
        asked, told = self.state.questions(ids), self.state.answers(ids)
        lasting = {one.id for one in (*asked.values(), *(one.question for one in made)) if one.kind == "holder"}
        answers = [(one.question.id, at, answer) for one in made for at, answer in enumerate(one.question.answers)]
        late = {answer.claim for id, _, answer in (*told.values(), *answers) if id in lasting and is_late(answer.said, since)}
        held = {row: one for row, one in self.state.findings((), ids - lasting).items() if one.kind != "drift"}
        held |= {row: one for row, one in self.state.findings(late).items() if one.question in lasting and one.b in late}
        self.replace(QUESTIONS, asked, [replace(one.question, answers=()) for one in made])
        self.replace(ANSWERS, told, answers)
        self._write_findings(held, [finding for one in made for finding in assess(one, since)])

    def _write_findings(self, held: Mapping[int, Finding], made: Collection[Finding]) -> None:
        speakers = find_speakers(self.state.connection, {claim for one in made for claim in (one.a, one.b)})
        self.replace(keep_findings(speakers), held, made)
