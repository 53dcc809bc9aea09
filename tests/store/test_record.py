"""What is added to a record comes back as it was, and is found."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emberwatch.errors import NotFound, RecordError
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.store.record import Record
from emberwatch.store.schema import SCHEMA_VERSION
from record_factory import BAGHOUZ, FIGHTERS, READ_AT, make_reading, make_report, many_reports, readings


def stored(*added: Reading) -> Record:
    record = Record.open()
    record.add_all(added, READ_AT)
    return record


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(readings(), min_size=1, max_size=3, unique_by=lambda one: one.report.id))
def test_a_reading_comes_back_equal(added: list[Reading]) -> None:
    with stored(*added) as record:
        assert [record.reading(reading.report.id) for reading in added] == added


def test_listings_give_back_what_was_added() -> None:
    reading = make_reading()
    with stored(reading) as record:
        assert record.reports() == [reading.report]
        assert record.statements() == list(reading.statements)
        assert sorted(record.facts(), key=lambda fact: fact.id) == sorted(reading.facts, key=lambda fact: fact.id)
        assert record.actors() == list(reading.actors)
        assert record.places() == [BAGHOUZ]
        assert record.counters() == {"place not resolved": 1}
        assert record.notes() == {"read for a test": 1}
        assert record.unresolved() == [("the river bank", 1)]
        assert record.counts() == {"reports": 1, "statements": 1, "events": 2, "states": 1, "actors": 2, "places": 1}


def test_the_same_report_twice_changes_nothing() -> None:
    reading = make_reading()
    with stored(reading) as record:
        before = record.reading(reading.report.id)
        assert record.add(reading, READ_AT + timedelta(days=1)) is False
        assert record.add(make_reading(versions={"events": "9"}, facts=()), READ_AT) is False
        assert record.add(reading, READ_AT, reread=True) is False
        assert record.reading(reading.report.id) == before
        assert record.counts()["reports"] == 1


def test_rereading_closes_the_old_rows_and_the_past_can_be_asked_for(tmp_path: Path) -> None:
    old = make_reading()
    new = make_reading(facts=old.facts[:1], versions={"events": "2", "claims": "2"})
    with Record.open(tmp_path / "r.db") as record:
        record.add(old, READ_AT)
        assert record.add(new, READ_AT + timedelta(days=10), reread=True) is True
        assert record.reading(old.report.id) == new
        assert record.known_versions([old.report.id]) == {old.report.id: dict(new.versions)}
    for moment, count in [(READ_AT - timedelta(days=1), 0), (READ_AT, 3), (date(2024, 5, 10), 3), (date(2024, 5, 11), 1)]:
        with Record.open(tmp_path / "r.db", read_only=True, as_known_on=moment) as record:
            assert len(record.facts()) == count, moment


def test_a_clock_that_goes_back_closes_no_row_before_it_began() -> None:
    with stored(make_reading()) as record:
        record.add(make_reading(versions={"events": "2"}), READ_AT - timedelta(days=3), reread=True)
        assert record.reading(make_report().id).versions == {"events": "2"}


FILTERS: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"left", "shell", "Fighters"}),
    ({"kind": "event"}, {"left", "shell"}),
    ({"status": "conditional"}, {"shell"}),
    ({"status": ["conditional", "ongoing"]}, {"shell", "Fighters"}),
    ({"type": "RETREAT"}, {"left"}),
    ({"actor": "islamic state"}, {"left", "Fighters"}),
    ({"actor": "actor:is"}, {"left", "Fighters"}),
    ({"actor": "government"}, {"shell"}),
    ({"actor": "%"}, set()),
    ({"speaker": "Reuters"}, {"left"}),
    ({"place": "baghouz"}, {"left"}),
    ({"place": "SY"}, {"left"}),
    ({"place": "river"}, {"shell"}),
    ({"since": date(2019, 3, 8)}, {"shell", "Fighters"}),
    ({"until": date(2019, 3, 7)}, {"left"}),
    ({"since": date(2019, 3, 7), "until": date(2019, 3, 7)}, {"left"}),
    ({"since": date(2019, 3, 9)}, set()),
    ({"search": "shelling"}, {"shell"}),
    ({"search": "village thursday"}, {"left"}),
    ({"search": '"river bank"'}, {"shell"}),
    ({"search": '"bank river"'}, set()),
    ({"search": "thurs*"}, {"left"}),
    ({"search": "NOT AND ( *"}, set()),
    ({"search": "it's\" OR"}, set()),
    ({"publisher": "valley"}, {"left", "shell", "Fighters"}),
    ({"report": "r000"}, set()),
    ({"min_probability": 0.6}, {"left", "shell"}),
    ({"limit": 1}, {"Fighters"}),
]


@pytest.mark.parametrize(("given_filter", "triggers"), FILTERS, ids=[str(case[0]) for case in FILTERS])
def test_facts_are_found(given_filter: dict[str, Any], triggers: set[str]) -> None:
    with stored(make_reading()) as record:
        assert {fact.trigger.text for fact in record.facts(**given_filter)} == triggers


@pytest.mark.parametrize(
    ("given_filter", "count"),
    [
        ({"speaker": "spokesman"}, 1),
        ({"actor": "reuters"}, 1),
        ({"manner": "warn"}, 0),
        ({"manner": ["say", "warn"]}, 1),
        ({"search": "spokesman"}, 1),
        ({"search": "river"}, 0),
    ],
)
def test_statements_are_found(given_filter: dict[str, Any], count: int) -> None:
    with stored(make_reading()) as record:
        assert len(record.statements(**given_filter)) == count


def test_reports_come_by_publication_with_the_undated_last() -> None:
    undated = make_report("Undated\nwords", published=None)
    late, early = make_report("Late", published=date(2020, 1, 1)), make_report("Early", published=date(2018, 1, 1))
    with stored(*(Reading(report) for report in (undated, late, early))) as record:
        assert record.reports() == [early, late, undated]
        assert record.report_ids() == [early.id, late.id, undated.id]
        assert record.reports(since=date(2019, 1, 1)) == [late]
        assert record.reports(search="word") == [undated]


def test_get_by_id_prefix_and_nearest() -> None:
    reading = make_reading()
    with stored(reading, *map(Reading, many_reports(40))) as record:
        for thing in (reading.report, reading.statements[0], *reading.facts, FIGHTERS, BAGHOUZ):
            assert record.get(thing.id) == thing
        assert record.get(reading.report.id[:12]) == reading.report
        with pytest.raises(NotFound, match=r"things have an id that begins with 'act'.*give more"):
            record.get("act")
        with pytest.raises(NotFound, match="nearest: actor:is"):
            record.get("islamic stat")
        with pytest.raises(NotFound, match="nothing in the record"):
            record.get("x")


def test_the_sentence_of_a_fact() -> None:
    reading = make_reading()
    with stored(reading) as record:
        assert [record.sentence(fact) for fact in reading.facts] == [reading.sentences[1], reading.sentences[2], reading.sentences[0]]
        assert record.sentence(reading.statements[0]) == reading.sentences[1]


def test_an_actor_told_otherwise_closes_the_old_row() -> None:
    from dataclasses import replace

    changed = replace(FIGHTERS, name="The Islamic State")
    first, second = make_reading(), make_reading(make_report(title="Other"), actors=(changed,))
    with stored(first) as record:
        record.add(second, READ_AT + timedelta(days=1))
        assert [actor.name for actor in record.actors()] == ["Syrian army", "The Islamic State"]
        assert record.reading(first.report.id) == first


def test_one_saying_told_twice_is_kept_once() -> None:
    reading = make_reading()
    with stored(make_reading(facts=(*reading.facts, reading.facts[0]))) as record:
        assert len(record.facts()) == 3


def test_a_reading_that_fails_leaves_nothing(tmp_path: Path) -> None:
    broken = make_reading(make_report(title="Broken"), counters={"x": object()})
    with Record.open(tmp_path / "r.db") as record:
        with pytest.raises(Exception, match="object"):
            record.add_all([make_reading(), broken], READ_AT)
        assert record.counts()["reports"] == 0 == record.counts()["events"]
        assert record.add(make_reading(), READ_AT) is True


def test_a_record_for_reading_is_not_written() -> None:
    record = Record.open()
    record.read_only = True
    with pytest.raises(RecordError, match="reading only"):
        record.add(make_reading(), READ_AT)


def test_a_time_without_a_zone_is_refused() -> None:
    with Record.open() as record, pytest.raises(Exception, match="time zone"):
        record.add(make_reading(), datetime(2024, 1, 1))  # noqa: DTZ001 - the case under test


def test_meta_keeps_versions_but_not_its_own_keys() -> None:
    with Record.open() as record:
        record.set_meta("encoder", "abc")
        record.set_meta("encoder", "def")
        assert record.meta() == {"encoder": "def", "format": "emberwatch record", "schema_version": str(SCHEMA_VERSION)}
        with pytest.raises(RecordError):
            record.set_meta("schema_version", "9")


def test_facts_of_many_reports_come_in_one_order() -> None:
    reports = many_reports(30)
    with stored(*(make_reading(report) for report in reversed(reports))) as record:
        facts: list[Fact] = record.facts(kind="event")
        assert len(facts) == 60
        assert [fact.report for fact in facts[::2]] == [report.id for report in reports]
        assert facts == record.facts(kind="event", report=[report.id for report in reports])
        assert record.sentence(facts[0]) is not None


def test_known_times_are_utc() -> None:
    with stored(make_reading()) as record:
        import sqlalchemy as sa

        with record._engine.connect() as connection:
            value = connection.execute(sa.text("SELECT known_from FROM facts")).scalar()
        assert value == READ_AT.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
