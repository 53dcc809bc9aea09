"""Linking: the same ledger whatever the order, the batches and the interruptions; judgements, withdrawals, and what was known when."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.made_readings import make_readings
from emberwatch.errors import NotFound, RecordError, SettingError
from emberwatch.ledger.build import LINKING_VERSION, build_ledger
from emberwatch.model.ledger import Judgement, Ledger, Withdrawal
from emberwatch.model.reading import Reading
from emberwatch.pipeline.link import VERSION_KEY, judge, link_again, link_waiting, withdraw
from emberwatch.store.record import Record

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2024, 1, 1, tzinfo=UTC)
COUNT = 30
READINGS = tuple(make_readings(COUNT))


def add(record: Record, readings: Iterable[Reading], day: int = 0, *, reread: bool = False) -> None:
    """Reads into the record on the given day and links an hour later."""
    at = NOW + timedelta(days=day)
    record.add_all(list(readings), at, reread=reread)
    link_waiting(record, lambda: at + timedelta(hours=1))


def told(record: Record) -> dict[str, set[object]]:
    """What the ledger of a record says, apart from the order of rows."""
    incidents = {*record.incidents(), *record.incidents(withdrawn=True)}
    return {"families": set(record.families()), "incidents": incidents, "findings": set(record.findings()), "questions": set(record.questions())}


def whole(ledger: Ledger) -> dict[str, set[object]]:
    """The same of a ledger built in one go."""
    return {"families": set(ledger.families), "incidents": set(ledger.incidents), "findings": set(ledger.findings), "questions": set(ledger.questions)}


WHOLE = whole(build_ledger(READINGS))


def test_the_made_world_has_something_to_link() -> None:
    assert all(WHOLE.values())
    assert any(len(one.reports) > 2 for one in WHOLE["incidents"])  # type: ignore[attr-defined]
    assert {one.kind for one in WHOLE["findings"]} >= {"consistent", "contradiction"}  # type: ignore[attr-defined]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.lists(st.integers(1, COUNT - 1), max_size=4, unique=True))
def test_order_and_batches_do_not_matter(rng: random.Random, cuts: list[int]) -> None:
    readings = list(READINGS)
    rng.shuffle(readings)
    ends = [0, *sorted(cuts), COUNT]
    with Record.open() as record:
        for day, (start, end) in enumerate(pairwise(ends)):
            add(record, readings[start:end], day)
        assert told(record) == WHOLE
        assert record.ledger_counts()["waiting to be linked"] == 0


def test_the_whole_does_not_depend_on_the_order_either() -> None:
    assert whole(build_ledger(READINGS[::-1])) == WHOLE


def test_linking_again_changes_nothing() -> None:
    with Record.open() as record:
        add(record, READINGS)
        done = link_again(record, lambda: NOW + timedelta(days=9))
        assert (done.reports, done.closed, done.added) == (COUNT, 0, 0)
        assert told(record) == WHOLE


@pytest.fixture
def linked() -> Iterable[Record]:
    with Record.open() as record:
        add(record, READINGS)
        yield record


def joined_pair(record: Record) -> tuple[str, str]:
    """Two facts of different reports that are one incident."""
    incident = next(one for one in record.incidents() if len(one.reports) == 2 and len(one.facts) == 2)
    return incident.facts[0], incident.facts[1]


def test_judgements_part_and_join_and_the_last_stands(linked: Record) -> None:
    a, b = joined_pair(linked)
    given: list[Judgement] = []
    for day, (verdict, together) in enumerate([("different", False), ("same", True), ("different", False), ("unsure", True)], 1):
        given.append(judge(linked, a, b, verdict, by="A. Analyst", why="a test", at=NOW + timedelta(days=day)))
        assert (linked.incident(a).id == linked.incident(b).id) is together, verdict
        assert told(linked) == whole(build_ledger(READINGS, given))
    assert linked.judgements() == given
    assert {one.judgement for one in linked.overruled()} == {one.id for one in given[:-1]}


def test_a_judgement_on_incidents_holds_for_their_first_facts(linked: Record) -> None:
    one, other = (incident for incident in linked.incidents(type="DISPLACE")[:2])
    made = judge(linked, one.id[:12], other.id, "same", by="A", why="w", at=NOW + timedelta(days=1))
    assert {made.a, made.b} == {one.facts[0], other.facts[0]}
    assert linked.incident(one.facts[0]).facts == linked.incident(other.facts[0]).facts
    assert told(linked) == whole(build_ledger(READINGS, [made]))


@pytest.mark.parametrize(
    ("verdict", "by", "why", "words"),
    [("maybe", " ", "", "verdict is 'maybe'; give one of same, different, unsure; by is empty.*why is empty"), ("same", "A", "w", "stand for one fact")],
)
def test_wrong_judgements_are_refused(linked: Record, verdict: str, by: str, why: str, words: str) -> None:
    fact = linked.incidents()[0].facts[0]
    with pytest.raises(SettingError, match=words):
        judge(linked, fact, fact, verdict, by=by, why=why, at=NOW)
    assert linked.judgements() == []


def test_ids_that_do_not_exist(linked: Record) -> None:
    fact = linked.incidents()[0].facts[0]
    for call in (
        lambda: judge(linked, fact, "e000000000000", "same", by="A", why="w", at=NOW),
        lambda: withdraw(linked, "r00000000000", "w", NOW),
        lambda: linked.incident("i0000000000"),
        lambda: linked.question("q0000000000"),
        lambda: linked.origins("r0000000000"),
    ):
        with pytest.raises(NotFound, match="list"):
            call()


def test_a_withdrawn_report_is_shown_and_does_not_count(linked: Record) -> None:
    incident = next(one for one in linked.incidents() if len(one.reports) == 2)
    report = incident.reports[0]
    made = withdraw(linked, report[:12], "taken back", NOW + timedelta(days=1))
    assert made == Withdrawal(report, "taken back", NOW + timedelta(days=1))
    assert told(linked) == whole(build_ledger(READINGS, withdrawals=[made]))
    after = linked.incident(incident.id)
    assert after.facts == incident.facts
    assert after.withdrawn and len(after.withdrawn) < len(after.facts)
    assert not any(report in (answer.report for answer in question.answers) for question in linked.questions())
    assert [(change.kind, change.a) for change in linked.changes(kind="withdrawn")] == [("withdrawn", report)]
    assert linked.facts(report=report), "its claims stay visible"
    with pytest.raises(SettingError, match="withdrawn already"):
        withdraw(linked, report, "again", NOW + timedelta(days=2))


def test_what_rests_on_withdrawn_reports_alone_is_listed_apart(linked: Record) -> None:
    incident = next(one for one in linked.incidents() if len(one.reports) == 1)
    withdraw(linked, incident.reports[0], "taken back", NOW)
    assert incident.id not in {one.id for one in linked.incidents()}
    (apart,) = (one for one in linked.incidents(withdrawn=True) if one.id == incident.id)
    assert (apart.withdrawn, apart.probability) == (apart.facts, 0.0)


def test_as_known_on_gives_what_was_said_then(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    before = []
    with Record.open(path) as record:
        for day, (start, end) in enumerate([(0, 10), (10, 20), (20, COUNT)]):
            add(record, READINGS[start:end], 10 * day)
            before.append(told(record))
        a, b = joined_pair(record)
        judge(record, a, b, "different", by="A", why="w", at=NOW + timedelta(days=40))
        withdraw(record, READINGS[0].report.id, "w", NOW + timedelta(days=50))
        last = told(record)
    for day, expected in [(-1, {}), *((10 * at + 5, one) for at, one in enumerate(before)), (60, last)]:
        with Record.open(path, read_only=True, as_known_on=date(2024, 1, 1) + timedelta(days=day)) as record:
            assert told(record) == (expected or {name: set() for name in last}), day
            assert len(record.judgements()) == (day > 40)


def test_a_report_read_again_is_linked_again(linked: Record) -> None:
    old = READINGS[12]
    new = replace(old, facts=old.facts[:-2], versions={"made": "2"})
    add(linked, [new], 5, reread=True)
    assert told(linked) == whole(build_ledger([*READINGS[:12], new, *READINGS[13:]]))


def test_the_id_of_an_incident_that_was_joined_leads_on(linked: Record) -> None:
    one, other = linked.incidents(type="DISPLACE")[:2]
    judge(linked, one.id, other.id, "same", by="A", why="w", at=NOW + timedelta(days=1))
    left = {linked.incident(id).id for id in (one.id, other.id)}
    assert len(left) == 1


def test_the_id_of_an_incident_leads_on_when_an_earlier_report_joins_it() -> None:
    with Record.open() as record:
        add(record, READINGS)
        last = next(one for one in record.incidents() if len(one.reports) == 2)
        other = next(one for one in record.incidents() if one.reports[0] not in last.reports)
    first = next(reading for reading in READINGS if reading.report.id == last.reports[0])
    with Record.open() as record:
        add(record, [reading for reading in READINGS if reading is not first])
        old = record.incident(last.facts[-1]).id
        add(record, [first], 1)
        assert old != last.id
        assert record.incident(old).id == record.incident(old[:8]).id == last.id
        made = judge(record, old, other.id, "same", by="A", why="w", at=NOW + timedelta(days=2))
        assert record.incident(old).id == record.incident(other.id).id
        assert told(record) == whole(build_ledger(READINGS, [made]))


def test_a_record_linked_by_another_version_waits_until_it_is_linked_again(linked: Record) -> None:
    a, b = joined_pair(linked)
    made = judge(linked, a, b, "different", by="A", why="w", at=NOW)
    linked.set_meta(VERSION_KEY, "0")
    more = tuple(make_readings(2, skip=COUNT))
    linked.add_all(more, NOW + timedelta(days=1))
    assert link_waiting(linked).outdated == "0"
    assert linked.ledger_counts()["waiting to be linked"] == 2
    assert link_again(linked).reports == COUNT + 2
    assert linked.meta()[VERSION_KEY] == LINKING_VERSION
    assert told(linked) == whole(build_ledger([*READINGS, *more], [made]))


def test_a_record_for_reading_takes_no_judgement(linked: Record) -> None:
    a, b = joined_pair(linked)
    linked.read_only = True
    with pytest.raises(RecordError, match="reading only"):
        judge(linked, a, b, "same", by="A", why="w", at=NOW)


def test_the_least_certain_ties_come_first_and_judged_ones_not_at_all(linked: Record) -> None:
    ties = linked.least_certain(5)
    assert [abs(tie.log2_odds) for tie in ties] == sorted(abs(tie.log2_odds) for tie in ties)
    judge(linked, ties[0].a, ties[0].b, "same", by="A", why="w", at=NOW)
    assert ties[0] not in linked.least_certain(5)


SCRIPT = """
import sys
sys.path[:0] = {path!r}
import emberwatch.pipeline.link as module
from emberwatch.store.record import Record
module.REPORTS_TOGETHER = 4
print("go", flush=True)
with Record.open({record!r}) as record:
    module.link_waiting(record)
"""


def start_linking(record: Path) -> subprocess.Popen[str]:
    script = SCRIPT.format(path=[str(ROOT), *sys.path], record=str(record))
    return subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, start_new_session=True)


def kill_while_linking(record: Path, wait_s: float) -> None:
    """Links in a process of its own, which is killed after `wait_s`."""
    process = start_linking(record)
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(wait_s)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def check_killed(folder: Path, waits_s: Sequence[float]) -> int:
    """Kills linking after each of the waits; afterwards the record opens and comes out whole. How many kills fell into the linking."""
    path = folder / "r.db"
    with Record.open(path) as record:
        record.add_all(READINGS, NOW)
    within = 0
    for wait_s in waits_s:
        kill_while_linking(path, wait_s)
        with Record.open(path) as record:
            assert len(record.reports()) == COUNT
            within += record.ledger_counts()["waiting to be linked"] > 0
    with Record.open(path) as record:
        link_waiting(record, lambda: NOW)
        assert told(record) == WHOLE
    return within


def test_killed_at_any_instant_linking_is_finished_later(tmp_path: Path) -> None:
    assert check_killed(tmp_path, (0.3, 0.8, 1.4)) > 0
