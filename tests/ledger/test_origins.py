"""Every claim has one origin: a telling, a speaker at one occasion, or unknown; repetition adds none."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emberwatch.ledger.lineage.families import make_families
from emberwatch.ledger.lineage.find import find_all_lineage
from emberwatch.ledger.lineage.origins import find_origins
from emberwatch.ledger.lineage.voices import origin_keys
from emberwatch.model.ledger import Origin
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.pipeline.reader import Reader
from tests.ledger.telling_cases import BOMB, STORIES
from tests.record_factory import readings


def origins_of(held: list[Reading]) -> tuple[Origin, ...]:
    reports = [r.report for r in held]
    lineage = find_all_lineage(reports)
    return find_origins(held, make_families(reports, lineage), lineage)


def origin_at(held: list[Reading], report: Report, words: str) -> Origin:
    """The one origin of the claims whose trigger or content stands in these words of the report."""
    reading = next(r for r in held if r.report.id == report.id)
    start = report.text.index(words)
    inside = [f.id for f in reading.facts if start <= f.trigger.span.start < start + len(words)]
    inside += [s.id for s in reading.statements if start <= s.content.span.start < start + len(words)]
    assert inside, words
    found = {o.id: o for o in origins_of(held) if set(o.claims) & set(inside)}
    assert len(found) == 1, [(o.kind, o.name, o.reason) for o in found.values()]
    return next(iter(found.values()))


def read_all(reader: Reader, *given: tuple[str, str, int | None]) -> list[Reading]:
    """Readings of `(publisher, text, day of March 2020)`."""
    return [reader.read(Report(text, publisher=who, published=date(2020, 3, day) if day else None)) for who, text, day in given]


@pytest.fixture(scope="module")
def bomb(reader: Reader) -> list[Reading]:
    return [reader.read(report) for report in BOMB.values()]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(readings(), max_size=4, unique_by=lambda r: r.report.id))
def test_every_claim_has_one_origin(held: list[Reading]) -> None:
    counts = Counter(key for origin in origins_of(held) for key in origin.claims)
    assert counts == Counter({c.id for r in held for c in (*r.facts, *r.statements)})
    assert all(origin.reason for origin in origins_of(held))


def test_order_of_readings_changes_nothing(reader: Reader) -> None:
    held = [reader.read(r) for s in STORIES.values() for r in s.reports.values()]
    assert origins_of(held) == origins_of(held[::-1]) == origins_of(held[3:] + held[:3])


def test_stories_do_not_touch_each_other(reader: Reader) -> None:
    apart = {o for story in STORIES.values() for o in origins_of([reader.read(r) for r in story.reports.values()])}
    assert apart == set(origins_of([reader.read(r) for story in STORIES.values() for r in story.reports.values()]))


def test_copies_of_a_wire_are_one_telling_with_it(bomb: list[Reading]) -> None:
    """Its first sentence is the governor's, whether his office is enough to know him by or not; in every copy it has the same origin."""
    origins = [origin_at(bomb, BOMB[key], "bomb outside a police barracks") for key in ("wire", "copy", "cut", "drifted")]
    assert len({(origin.kind, origin.name) for origin in origins}) == 1
    assert (origins[0].kind, origins[0].name) in {("telling", "Reuters"), ("speaker", "Salem al-Khanbashi")}


def test_a_copied_passage_goes_with_its_source_and_the_rest_with_its_reporter(bomb: list[Reading]) -> None:
    passage = origin_at(bomb, BOMB["feature"], "The blast tore through a queue of young men")
    assert (passage.kind, passage.name) == ("telling", "Reuters")
    rest = origin_at(bomb, BOMB["feature"], "The sheikhs of the valley have asked")
    assert (rest.kind, rest.name) == ("telling", "Weekly Mirror") and "reports for itself" in rest.reason


def test_what_was_told_to_an_agency_goes_with_the_agencys_report(bomb: list[Reading]) -> None:
    told = origin_at(bomb, BOMB["told"], "The dead at Tarim were mostly under 20")
    assert told == origin_at(bomb, BOMB["wire"], "The blast tore through a queue of young men")


def test_a_quotation_heard_by_several_is_one_speakers(bomb: list[Reading]) -> None:
    origin = origin_at(bomb, BOMB["local"], "They came for a wage")
    assert (origin.kind, origin.name) == ("speaker", "Ahmed Bawazir")
    assert origin == origin_at(bomb, BOMB["wire"], "They came for a wage")


def test_own_reporting_is_a_telling_and_none_is_unknown(bomb: list[Reading]) -> None:
    assert origin_at(bomb, BOMB["local"], "explosion at the recruitment gate").name == "Valley Voice"
    unknown = origin_at(bomb, BOMB["told"], "Opposition deputies blamed the interior minister")
    assert (unknown.kind, unknown.name) == ("unknown", "Aden Times")


def test_one_speaker_on_one_day_is_one_origin_in_all_outlets(reader: Reader) -> None:
    held = read_all(
        reader,
        ("Alpha Post", "General Joseph Votel told Congress on Thursday that the Islamic State group was far from defeated.", 6),
        ("Beta Times", "The Islamic State group is not defeated, General Joseph Votel warned lawmakers on Thursday. Snow fell in Kabul.", 6),
        ("Gamma News", "General Joseph Votel said the Islamic State group had been defeated near Raqqa, and his aide smiled.", 19),
    )
    first, second = (
        origin_at(held, held[i].report, words) for i, words in ((0, "the Islamic State group was far from"), (1, "The Islamic State group is not defeated"))
    )
    assert first == second and first.kind == "speaker" and first.name == "Joseph Votel"
    assert origin_at(held, held[2].report, "the Islamic State group had been defeated") != first


def test_an_officer_without_a_name_is_nobodys_voice(reader: Reader) -> None:
    held = read_all(reader, ("Alpha Post", "An Israeli officer said that troops had shelled Khan Younis on Thursday.", 6))
    assert origin_at(held, held[0].report, "troops had shelled Khan Younis").kind == "unknown"


def test_told_to_an_agency_that_is_not_at_hand_is_its_telling_once(reader: Reader) -> None:
    held = read_all(
        reader,
        ("Alpha Post", "Rebels captured the town of Saraqib on Thursday, a commander told AFP. Bread is dear.", 6),
        ("Beta Times", "In the morning the town of Saraqib was captured by rebels, a commander told AFP on Thursday.", 6),
    )
    first, second = (origin_at(held, r.report, words) for r, words in zip(held, ("Rebels captured the town", "the town of Saraqib was captured"), strict=True))
    assert first == second and (first.kind, first.name) == ("telling", "AFP")


def test_unnamed_reports_have_no_origin_that_can_be_told(reader: Reader) -> None:
    (held,) = read_all(reader, ("Alpha Post", "By Jane Doe\n\nLocal media reported that militants had seized the town of Jibo.", 6))
    origin = origin_at([held], held.report, "militants had seized the town of Jibo")
    assert origin.kind == "unknown" and "Local media" in origin.reason


def test_readings_that_may_hold_one_saying_share_a_key(reader: Reader) -> None:
    one, other, later = read_all(
        reader,
        ("Alpha Post", "General Joseph Votel said on Thursday that the war was over.", 6),
        ("Beta Times", "The war is over, General Joseph Votel said.", 7),
        ("Beta Times", "The war is over, General Joseph Votel said.", 20),
    )
    assert set(origin_keys(one)) & set(origin_keys(other))
    assert not set(origin_keys(one)) & set(origin_keys(later))
