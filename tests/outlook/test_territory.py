"""The day on which the record says that a group lost its last place: with reports for it, and none where reports speak against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from emberwatch.dates.when import When
from emberwatch.model.entity import Place, PlaceMention
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.outlook.tell import territory_words
from emberwatch.outlook.territory import Territory, find_territory
from emberwatch.pipeline.outlook import ask_group
from emberwatch.pipeline.outlook_supply import lie_in
from record_factory import BAGHOUZ, FIGHTERS, TROOPS, make_report, party, words

HAJIN = Place("geo:2", "Hajin", "town", "SY", "Deir ez-Zor")
MOSUL = Place("geo:3", "Mosul", "town", "IQ", "Nineveh")
NAMES = ("Islamic State", "ISIS")
CUTOFF = date(2019, 3, 31)
FALL = date(2019, 3, 23)


def tell(what: str, published: date, place: Place | None = BAGHOUZ, day: date | None = None, outlet: str = "Post", days: int = 1) -> Reading:
    """A report that says one thing: lost, fell, taken, held, took, losing, coming, denied, unsure or other's."""
    report = make_report(
        f"Islamic State and Troops at {what} in There, {outlet}.", published=published, publisher=outlet, path=f"{outlet}{published}{what}.txt"
    )
    group, army = party(report, "Islamic State", FIGHTERS), party(report, "Troops", TROOPS)
    type_, status, actors, recipients = {
        "lost": ("CONTROL", "occurred", (group,), ()), "losing": ("CONTROL", "planned", (group,), ()), "held": ("CONTROL", "ongoing", (group,), ()),
        "fell": ("SEIZE", "occurred", (army,), (group,)), "coming": ("SEIZE", "expected", (army,), (group,)), "denied": ("SEIZE", "denied", (army,), (group,)),
        "taken": ("SEIZE", "occurred", (army,), ()), "took": ("SEIZE", "occurred", (group,), (army,)), "unsure": ("SEIZE", "occurred", (army,), (group,)),
        "other": ("SEIZE", "occurred", (group,), (army,)),
    }[what]  # fmt: skip
    where = words(report, "There")
    when = None if day is None else When(where.text, where.span, day, day + timedelta(days=days), "day" if days == 1 else "week", "stated")
    fact = Fact(
        report.id, "state" if type_ == "CONTROL" else "event", type_, None, status, words(report, what), actors, recipients,  # type: ignore[arg-type]
        PlaceMention(where.span, where.text, place) if place else None, when, probability=0.3 if what == "unsure" else 0.9,
    )  # fmt: skip
    return Reading(report, facts=(fact,), sentences=((0, len(report.text)),))


def find(*readings: Reading, cutoff: date = CUTOFF) -> Territory | None:
    return find_territory(readings, NAMES, cutoff)


BEFORE, AFTER = date(2019, 3, 20), date(2019, 3, 25)
CASES: list[tuple[str, tuple[Reading, ...], date | None, bool, int, int]] = [
    ("a day that two reports name", (tell("fell", FALL, day=FALL), tell("lost", AFTER, day=FALL, outlet="Wire")), FALL, True, 2, 0),
    ("no day named: by publication", (tell("fell", AFTER),), AFTER, False, 1, 0),
    ("a week is no day", (tell("fell", AFTER, day=date(2019, 3, 18), days=5),), date(2019, 3, 22), False, 1, 0),
    ("warnings before it are past", (tell("coming", BEFORE), tell("held", BEFORE), tell("fell", FALL, day=FALL)), FALL, True, 1, 0),
    ("expected on the day itself", (tell("coming", FALL, outlet="Wire"), tell("fell", FALL, day=FALL)), FALL, True, 1, 0),
    ("expected on the day by which it fell", (tell("coming", FALL, outlet="Wire"), tell("fell", FALL)), None, False, 1, 1),
    ("still expected afterwards", (tell("fell", FALL, day=FALL), tell("losing", AFTER)), None, True, 1, 1),
    ("denied afterwards", (tell("fell", FALL, day=FALL), tell("denied", AFTER)), None, True, 1, 1),
    ("another place held afterwards", (tell("fell", FALL, day=FALL), tell("held", AFTER, HAJIN)), None, True, 1, 1),
    ("a place taken afterwards", (tell("fell", FALL, day=FALL), tell("took", AFTER, HAJIN)), None, True, 1, 1),
    ("held nobody says where", (tell("fell", FALL, day=FALL), tell("held", AFTER, None)), None, True, 1, 1),
    ("the later of two places", (tell("fell", BEFORE, HAJIN, BEFORE), tell("fell", FALL, day=FALL)), FALL, True, 1, 0),
    ("taken from nobody, but it was there", (tell("held", BEFORE), tell("taken", FALL, day=FALL)), FALL, True, 1, 0),
]


@pytest.mark.parametrize(("readings", "suggested", "exact", "reports", "against"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_last_place(readings: tuple[Reading, ...], suggested: date | None, exact: bool, reports: int, against: int) -> None:
    found = find(*readings)
    assert found is not None
    assert (found.suggested, found.exact, len(found.reports), len(found.against)) == (suggested, exact, reports, against)


@pytest.mark.parametrize("readings", [(), (tell("held", FALL),), (tell("taken", FALL),), (tell("unsure", FALL),), (tell("fell", date(2019, 4, 1)),)])
def test_no_loss_is_told(readings: tuple[Reading, ...]) -> None:
    assert find(*readings) is None


def test_undated_reports_and_other_groups_say_nothing() -> None:
    reading = tell("fell", FALL)
    assert find(replace(reading, report=replace(reading.report, published=None))) is None
    assert find_territory([reading], ["Taliban"], CUTOFF) is None


def test_a_place_elsewhere_is_no_part_of_the_question() -> None:
    readings = [tell("fell", BEFORE, day=BEFORE), tell("fell", FALL, MOSUL, FALL), tell("held", AFTER, MOSUL)]
    whole, syria = find_territory(readings, NAMES, CUTOFF), find_territory(readings, NAMES, CUTOFF, lie_in("Syria"))
    assert whole is not None and whole.place == "Mosul" and whole.suggested is None
    assert syria is not None and (syria.place, syria.suggested) == ("Baghouz", BEFORE)
    assert [lie_in(name)(BAGHOUZ) for name in ("Syria", "Deir ez-Zor", "baghouz", "Iraq")] == [True, True, True, False]


def test_most_named_day_then_the_earliest() -> None:
    many = [tell("fell", AFTER, day=date(2019, 3, day), outlet=f"W{at}") for at, day in enumerate((23, 22, 23, 21))]
    several = find(*many)
    assert several is not None and several.day == FALL


READINGS = [tell("fell", FALL, day=FALL), tell("lost", AFTER, day=FALL, outlet="Wire")]


def test_the_suggestion_moves_no_figure_and_is_told() -> None:
    ask = {"place": "Syria", "as_known_on": CUTOFF, "source": "shipped"}
    plain, told = ask_group("ISIS", **ask), ask_group("ISIS", readings=READINGS, **ask)  # type: ignore[arg-type]
    assert plain.outlook.chances == told.outlook.chances and plain.standing == told.standing
    words = territory_words(told)
    assert "lost Baghouz on 2019-03-23, by 2 reports" in words and words.endswith("not counted above or below; to count it: --lost-territory 2019-03-23")
    given = ask_group("ISIS", readings=READINGS, lost=FALL, **ask)  # type: ignore[arg-type]
    assert territory_words(given).endswith("the day that is counted.") and given.standing.at_risk and not told.standing.at_risk
    other = replace(given, ask=replace(given.ask, lost=BEFORE))
    assert "The day given by hand, 2019-03-20, is counted" in territory_words(other)
    assert territory_words(replace(told, territory=None)) == ""


def test_what_speaks_against_it_is_told() -> None:
    told = ask_group("ISIS", readings=[*READINGS, tell("held", AFTER)], place="Syria", as_known_on=CUTOFF, source="shipped")
    assert "does not settle" in territory_words(told) and "No day is suggested." in territory_words(told)
