"""Copies, copied passages, credits, quotations and links are told apart; the result hangs on the set of reports alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emberwatch.ledger.lineage.credits import canonical, find_credits
from emberwatch.ledger.lineage.families import make_families
from emberwatch.ledger.lineage.find import credit_keys, day_grids, find_all_lineage, find_lineage, shares_credit, signature
from emberwatch.ledger.lineage.retelling import pick_ties
from emberwatch.model.ledger import Lineage
from emberwatch.model.report import Report
from tests.ledger.telling_cases import BOMB, CONVOY, SIEGE, STORIES, Story

EVERY = [report for story in STORIES.values() for report in story.reports.values()]
NAMES = {report.id: key for story in STORIES.values() for key, report in story.reports.items()}


def between(copy: Report, source: Report) -> list[Lineage]:
    return [x for x in find_lineage(copy, [source]) if (x.report, x.source) == (copy.id, source.id)]


def whole_story(story: Story) -> list[Report]:
    return list(story.reports.values())


@pytest.mark.parametrize("story", STORIES.values(), ids=lambda story: story.name)
def test_stories_fall_into_their_families(story: Story) -> None:
    found = make_families(whole_story(story), find_all_lineage(whole_story(story)))
    assert {frozenset(NAMES[key] for key in family.reports) for family in found} == story.families


@pytest.mark.parametrize("story", STORIES.values(), ids=lambda story: story.name)
def test_passages_are_kept_without_making_families(story: Story) -> None:
    found = {(NAMES[x.report], NAMES[x.source]) for x in find_all_lineage(whole_story(story)) if x.span is not None}
    assert story.passages <= found


def test_stories_do_not_mix() -> None:
    assert len(make_families(EVERY, find_all_lineage(EVERY))) == sum(len(story.families) for story in STORIES.values())


def test_keys_find_what_comparing_all_pairs_finds() -> None:
    slow = {x for report in EVERY for x in find_lineage(report, EVERY)}
    assert set(find_all_lineage(EVERY)) == slow


@settings(max_examples=20, deadline=None)
@given(st.permutations(EVERY))
def test_order_of_reports_changes_nothing(shuffled: list[Report]) -> None:
    lineage = find_all_lineage(shuffled)
    assert lineage == find_all_lineage(EVERY)
    assert make_families(shuffled, lineage[::-1]) == make_families(EVERY, lineage)


def test_lineage_runs_the_same_way_whichever_side_is_asked() -> None:
    assert find_lineage(BOMB["wire"], [BOMB["copy"]]) == find_lineage(BOMB["copy"], [BOMB["wire"]])


def test_direction_follows_the_day_then_the_credit_then_the_fuller_text() -> None:
    text = CONVOY["undated"].text
    early, late = Report(text, publisher="A", published=date(2020, 1, 1)), Report(text, publisher="B", published=date(2020, 1, 3))
    assert between(late, early) and not between(early, late)
    agency, outlet = Report(text, publisher="AFP", published=date(2020, 1, 1)), Report(text + "\n(AFP)", publisher="B", published=date(2020, 1, 1))
    assert between(outlet, agency) and not between(agency, outlet)
    short, full = Report(text.split(". ")[0] + ".", publisher="A"), Report(text, publisher="B")
    assert between(short, full)


def test_undated_twins_are_one_family_of_no_known_first() -> None:
    text = CONVOY["undated"].text
    twins = [Report(text, publisher="A"), Report(text, publisher="B")]
    (family,) = make_families(twins, find_all_lineage(twins))
    assert family.first is None and family.name is None
    assert "not known" in family.lineage[0].reason


def test_a_wire_family_knows_its_teller() -> None:
    (family,) = make_families(BOMB.values(), find_all_lineage(list(BOMB.values())))
    assert family.name == "Reuters" and family.first == BOMB["wire"].id
    without = [report for key, report in BOMB.items() if key != "wire"]
    (orphans,) = [f for f in make_families(without, find_all_lineage(without)) if BOMB["copy"].id in f.reports]
    assert orphans.name == "Reuters" and orphans.first is None


def test_a_copied_passage_knows_both_its_places() -> None:
    (passage,) = [x for x in between(BOMB["feature"], BOMB["wire"]) if x.kind == "passage"]
    assert passage.span is not None and passage.source_span is not None
    assert passage.span.of(BOMB["feature"].text).startswith("The blast tore through a queue")
    assert passage.source_span.of(BOMB["wire"].text).startswith("The blast tore through a queue")


FURNITURE = "Read more: the war in maps and pictures, told from its first day\nSign up for our newsletter and get the best of the week\n"


def test_what_an_outlet_puts_beside_every_report_makes_no_copy() -> None:
    one = Report(FURNITURE + "Snow closed the pass of Salang on Sunday and left forty lorries without fuel.", publisher="A", published=date(2020, 1, 1))
    other = Report(
        FURNITURE + "Divers looked for the crew of a trawler that sank off Bosaso with a load of charcoal.", publisher="A", published=date(2020, 1, 1)
    )
    assert find_lineage(one, [other]) == []


def test_one_wire_credit_on_two_stories_is_no_telling_in_common() -> None:
    assert [x for x in find_lineage(BOMB["other wire"], BOMB.values()) if x.kind in ("copy", "credit")] == []


FORMULA = "Gunmen on motorcycles attacked an army post near the village of {} on {} and killed {} soldiers, a security source told AFP."


@pytest.mark.parametrize(
    ("place", "day", "month", "kinds"),
    [("Djibo", "Monday", 3, ["passage"]), ("Dori", "Monday", 3, []), ("Djibo", "Friday", 3, []), ("Djibo", "Monday", 9, [])],
)
def test_like_happenings_told_in_like_words_are_no_copies(place: str, day: str, month: int, kinds: list[str]) -> None:
    padding = "The harvest was poor this year and traders in the capital have raised the price of millet for the third time since the rains ended."
    one = Report(f"{FORMULA.format('Djibo', 'Monday', 11)}", publisher="Alpha Post", published=date(2020, 3, 3))
    other = Report(
        f"{padding}\n{FORMULA.format(place, day, 11 if month == 3 else 13)}\n{padding.upper()}", publisher="Beta Times", published=date(2020, month, 4)
    )
    assert [x.kind for x in find_lineage(other, [one])] == kinds


def test_who_credits_a_teller_meets_it_where_they_name_one_thing() -> None:
    agency, near, far, late = (
        Report(text, publisher=who, published=date(2020, 3, day))
        for who, text, day in (
            ("AFP", "Bread riots shook the port of Massawa.", 3),
            ("Alpha Post", "The riots reached Massawa, a baker told AFP.", 5),
            ("Beta Times", "Snow fell on Kabul, a baker told AFP.", 4),
            ("Alpha Post", "The riots reached Massawa, a baker told AFP.", 20),
        )
    )
    assert shares_credit(agency, near)
    assert not shares_credit(agency, far) and not shares_credit(agency, late)
    assert credit_keys(agency, own=False) == [] and {key.split(":")[1] for key in credit_keys(near, own=False)} == {"afp"}
    assert signature(agency).is_near(signature(near)) and not signature(agency).is_near(signature(far))


def test_quotations_in_common_make_no_family() -> None:
    pair = [CONVOY["press a"], CONVOY["press b"]]
    lineage = find_all_lineage(pair)
    assert [x.kind for x in lineage] == ["quotation"]
    assert make_families(pair, lineage) == ()


def test_an_address_in_the_text_is_a_link() -> None:
    source = Report("Mortar fire hit the grain port at dawn.", publisher="A", url="https://www.a.example.org/port?ref=1", published=date(2020, 1, 1))
    copy = Report("The port was shelled (see http://a.example.org/port).", publisher="B", published=date(2020, 1, 1))
    assert [x.kind for x in between(copy, source)] == ["link"]


CREDITS = [
    ("GAO, Mali (AFP) - Troops left.", {}, ("AFP", "whole")),
    ("Troops left the town of Gao on Sunday.\n— Agence France-Presse", {}, ("AFP", "whole")),
    ("Troops left the town of Gao on Sunday. (dpa)", {}, ("DPA", "whole")),
    ("Troops left.\nSource: Xinhua", {}, ("Xinhua", "whole")),
    ("Troops left.", {"byline": "Reuters"}, ("Reuters", "whole")),
    ("Troops left.", {"byline": "Staff and AFP"}, ("AFP", "part")),
    ("Troops left the town of Gao.\nWith agencies", {}, ("agencies", "part")),
    ("Troops left the town of Gao, a witness told AFP.", {}, ("AFP", "claim")),
    ("Troops left, the Associated Press reported on Sunday.", {}, ("AP", "claim")),
    ("Troops left, according to Reuters.", {}, ("Reuters", "claim")),
    ("Troops left, a mayor told the Valley Voice.", {"publisher": "The Valley Voice"}, ("Valley Voice", "own")),
    ("Troops left, a mayor told this newspaper.", {"publisher": "Valley Voice"}, ("Valley Voice", "own")),
    ("Troops left.", {"publisher": "AFP"}, ("AFP", "own")),
    ("Troops left.\nReporting by Jane Doe; Editing by Richard Roe", {"publisher": "Valley Voice"}, ("Valley Voice", "own")),
]


@pytest.mark.parametrize(("text", "fields", "expected"), CREDITS)
def test_credits_and_what_they_cover(text: str, fields: dict[str, str], expected: tuple[str, str]) -> None:
    assert expected in [(c.name, c.scope) for c in find_credits(Report(text, **fields))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["Troops left the town.\nBackground\nIt fell in May.", "He told Congress that the troops had left.", "Troops reported for duty."]
)
def test_other_words_credit_no_agency(text: str) -> None:
    assert [c for c in find_credits(Report(text)) if c.known] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [("the Associated Press", "AP"), ("Reuters Thursday", "Reuters"), ("AFP’s", "AFP"), ("Anadolu", "Anadolu Agency"), ("Valley Voice", "Valley Voice")],
)
def test_agencies_have_one_name(words: str, name: str) -> None:
    assert canonical(words) == name


def test_days_near_each_other_share_a_mark() -> None:
    for start in range(737000, 737012):
        day = date.fromordinal(start)
        assert all(set(day_grids(day)) & set(day_grids(date.fromordinal(start + apart))) for apart in range(3))
        assert not set(day_grids(day)) & set(day_grids(date.fromordinal(start + 4)))


def test_a_signature_is_the_same_on_every_machine() -> None:
    keys = signature(SIEGE["afp"])
    assert keys.strong[0] == "band1:0:1b2f1b3990f6"
    assert signature(SIEGE["afp"]) == keys and len(keys.strong) < 40 and len(keys.weak) < 10


HARBOUR = Report(
    "Gunmen in speedboats attacked the harbour of Bosaso on Tuesday night, the harbour master said. Abdirashid Warsame told Red Sea Wire that three guards "
    "had been taken hostage and a tanker set alight. The fire burned for nine hours before tugs put it out. Puntland's maritime police opened an inquiry.",
    publisher="Red Sea Wire",
    published=date(2012, 5, 9),
)


def tell_again(text: str, day: int = 10) -> Report:
    return Report(text, publisher="Evening Clarion", published=date(2012, 5, day))


ATTACKED = "Bosaso's harbour came under attack from armed men in speedboats"
REST = "A tanker burned for nine hours. Three guards are hostages."


@pytest.mark.parametrize(
    ("report", "joined"),
    [
        (tell_again(f"{ATTACKED}, Red Sea Wire reports. {REST}"), True),
        (tell_again(f"{ATTACKED}. {REST}"), False),
        (tell_again(f"{ATTACKED}, Red Sea Wire reports. Our shipping rates rose in April. Rain is due."), False),
        (tell_again(f"{ATTACKED}, Red Sea Wire reports. {REST}", 20), False),
        (tell_again(f"{ATTACKED}, Red Sea Wire reports. {REST}", 8), False),
    ],
    ids=["credited", "not credited", "one sentence", "too late", "earlier"],
)
def test_a_report_that_credits_another_and_tells_the_same_in_other_words_is_its_retelling(report: Report, joined: bool) -> None:
    found = make_families([HARBOUR, report], find_all_lineage([HARBOUR, report]))
    assert bool(found) == joined


def test_a_report_goes_back_to_one_telling_of_each_publisher() -> None:
    other = Report(
        HARBOUR.text.replace("nine hours", "ten hours").replace("Tuesday", "Monday") + " It was a tanker from Oman.",
        publisher="Red Sea Wire",
        published=date(2012, 5, 10),
    )
    ties = [Lineage("copy", HARBOUR.id, "credit", 0.9, ""), Lineage("copy", other.id, "credit", 0.5, ""), Lineage("copy", "third", "credit", 0.2, "")]
    assert pick_ties(ties, {HARBOUR.id: "Red Sea Wire", other.id: "Red Sea Wire", "third": "AFP"}) == [ties[0], ties[2]]
