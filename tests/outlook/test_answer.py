"""The outlook for a group, from the shipped figures: what is told, and what is refused."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest

from emberwatch.dates.month import parse_month
from emberwatch.errors import NotFound, SettingError, TableError
from emberwatch.outlook.answer import GroupOutlook
from emberwatch.outlook.likelihood import name_chance
from emberwatch.outlook.resurgence import Definition
from emberwatch.pipeline.outlook import ask_group, ask_outlook, import_table, render_outlook
from emberwatch.pipeline.outlook_backtest import list_backtest
from emberwatch.pipeline.outlook_country import ask_countries, render_countries, write_views_parquet
from emberwatch.pipeline.outlook_supply import load_fits, load_shipped
from emberwatch.pipeline.outlook_watch import watch

ASKED = date(2019, 3, 31)
GED = "id,side_a,side_b,date_start,date_end,country,best,low,high,source_date\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EMBERWATCH_HOME", str(tmp_path))
    monkeypatch.setenv("EMBERWATCH_RECORD", str(tmp_path / "none.db"))
    return tmp_path


def ask(home: Path, **more: object) -> GroupOutlook:
    return ask_group("ISIS", place="Syria", as_known_on=ASKED, lost=date(2019, 3, 23), home=home, **more)  # type: ignore[arg-type]


def test_the_islamic_state_in_syria_as_of_march_2019(home: Path) -> None:
    told = ask(home, later=True)
    assert told.title == "Islamic State in Syria"
    assert (told.standing.phase, told.outlook.series.last_month) == ("fallen", parse_month("2019-03"))
    chances = told.outlook.chances
    assert [chance.horizon for chance in chances] == [3, 6, 12]
    assert chances[0].prob <= chances[1].prob <= chances[2].prob
    assert all(chance.low <= chance.prob <= chance.high for chance in chances)
    assert told.fit is not None and told.fit.until <= told.outlook.series.last_month
    assert told.back_at == parse_month("2021-02")


def test_what_happened_next_moves_nothing(home: Path) -> None:
    assert ask(home).outlook == ask(home, later=True).outlook


def test_the_text_tells_every_part(home: Path) -> None:
    text = render_outlook(ask(home, later=True))
    for part in (
        "90 % interval",
        "base rate",
        "backtest known by then",
        "median",
        "odds ×",
        "What is not known",
        "By definition, resurgence",
        "ICD 203",
        "back in 2021-02",
    ):
        assert part in text, part
    assert max(map(len, render_outlook(ask(home), "text", 80).splitlines())) <= 80


def test_the_page_stands_alone(home: Path) -> None:
    page = render_outlook(ask(home), "html")
    assert page.startswith("<!DOCTYPE html>") and "<script" not in page and "src=" not in page


def test_json_is_whole(home: Path) -> None:
    held = json.loads(render_outlook(ask(home), "json"))
    assert (held["as_known_on"], held["standing"]["phase"], len(held["chances"])) == ("2019-03-31", "fallen", 3)


@pytest.mark.parametrize("format", ["png", "svg"])
def test_the_picture_is_the_same_every_time(home: Path, format: str) -> None:
    pytest.importorskip("matplotlib")
    from emberwatch.outlook.draw import draw_outlook

    assert draw_outlook(ask(home), format) == draw_outlook(ask(home), format)


def test_no_picture_of_nothing(home: Path) -> None:
    from emberwatch.outlook.draw import draw_outlook, headline

    with pytest.raises(SettingError, match="nothing to draw"):
        draw_outlook(ask_group("ISIS", as_known_on=date(2000, 1, 1), home=home))
    assert headline(ask(home)) == "Chance of resurgence within 3, 6, 12 months: 21 %, 27 %, 37 % (as known on 2019-03-31)"


def test_no_picture_in_another_format(home: Path) -> None:
    from emberwatch.outlook.draw import draw_outlook

    with pytest.raises(SettingError, match=r"png or \.svg"):
        draw_outlook(ask(home), "gif")


@pytest.mark.parametrize(("given", "place", "told"), [("Talban", None, "nearest: Taliban"), ("ISIS", "Der Zor", "Deir ez Zor governorate")])
def test_nearest_names_are_offered(home: Path, given: str, place: str | None, told: str) -> None:
    with pytest.raises(NotFound, match=told):
        ask_group(given, place=place, home=home)


def test_too_little_history_gives_the_base_rate(home: Path) -> None:
    told = ask_group("Islamic State", as_known_on=date(2012, 1, 31), home=home)
    assert told.outlook.refused and told.fit is None
    assert "Too little to go on" in render_outlook(told)


def test_before_the_first_fit_there_is_a_base_rate(home: Path) -> None:
    told = ask_group("Taliban", as_known_on=date(2013, 12, 31), home=home)
    assert told.fit is None and all(chance.prob == chance.base_rate for chance in told.outlook.chances if chance.what == "resurgence")


def test_another_definition_or_measure_has_no_fitted_hazard(home: Path) -> None:
    assert ask(home, definition=Definition(floor=2)).fit is None
    assert ask(home, measure="deaths").fit is None


def test_an_outlook_takes_less_than_two_seconds(home: Path) -> None:
    load_shipped.cache_clear()
    load_fits.cache_clear()
    began = time.process_time()
    render_outlook(ask(home))
    assert time.process_time() - began < 2


def test_horizons_out_of_range(home: Path) -> None:
    with pytest.raises(SettingError, match="from 1 to 12"):
        ask_outlook("ISIS", horizon=(3, 24))


def test_the_watch_list_is_by_chance(home: Path) -> None:
    found = watch(6, date(2020, 6, 30), home=home)
    down = [each.prob for each in found if each.prob is not None]
    assert len(found) > 5 and down == sorted(down, reverse=True)


def test_the_watch_list_gives_active_groups_no_chance_of_coming_back(home: Path) -> None:
    found = watch(6, date(2022, 12, 31), home=home, places=True)
    active = [each for each in found if not each.told.standing.at_risk]
    assert {"Boko Haram", "Communist Party of the Philippines"} <= {each.told.title for each in active}
    assert {(each.prob, each.change) for each in active} == {(None, None)} and all(each.prob is not None for each in found[: -len(active)])
    assert [each.recent for each in active if each.told.title == "Boko Haram"] == [5.0]
    recent = [each.recent or 0.0 for each in active]
    assert recent == sorted(recent, reverse=True), "what comes back from nothing is last, and the busiest of them first"


def test_the_watch_list_has_places_changes_and_what_cannot_be_compared(home: Path) -> None:
    found = {each.told.title: each for each in watch(6, date(2022, 12, 31), home=home, places=True, by="change")}
    assert {"Islamic State", "Islamic State in Iraq", "Taliban"} <= set(found) and "Taliban in Afghanistan" not in found
    assert (found["Ambazonia insurgents"].change, found["Ambazonia insurgents"].note) == (None, "down since 2022-11-30")
    down = [each for each in found.values() if each.told.standing.at_risk]
    sizes = [abs(each.change) for each in down if each.change is not None]
    assert sizes == sorted(sizes, reverse=True) and all(each.change is None for each in down[: -len(sizes)]), "newly down is the largest change"
    alone = {each.told.title: each.prob for each in watch(6, date(2022, 12, 31), home=home)}
    assert all(found[title].prob == prob for title, prob in alone.items())


def test_the_watch_list_needs_an_earlier_day(home: Path) -> None:
    with pytest.raises(SettingError, match="give an earlier day"):
        watch(6, date(2020, 6, 30), date(2020, 7, 1), home=home)


def test_the_record_of_the_backtest() -> None:
    rows = [row for row in list_backtest() if row["horizon"] == 6]
    assert {row["against"] for row in rows} >= {"base rate of the group", "conflictology", "base rate of all"}
    assert all(float(str(row["calibration_error"])) <= 0.05 for row in rows)
    assert list_backtest("2013-01") == []


def test_imported_events_stand_in_for_the_shipped(home: Path) -> None:
    days = [f"{year}-{month:02}-15" for year in (2015, 2016, 2017) for month in range(1, 13)]
    rows = "".join(f"{n},Army,My Group,{day},{day},X,2,1,3,{day}\n" for n, day in enumerate(days))
    file = home / "ged.csv"
    file.write_text(GED + rows, encoding="utf-8")
    found, kept = import_table("ucdp", file, date(2018, 1, 1), home)
    assert len(found.events) == 36 and kept.exists()
    told = ask_group("my group", home=home)
    assert told.source.startswith("imported UCDP") and set(told.outlook.series.best) == {1.0}
    assert ask_group("ISIS", home=home, source="shipped").source.startswith("a sample")
    with pytest.raises(NotFound, match="no acled events"):
        ask_group("ISIS", home=home, source="acled")


def test_a_broken_file_is_told(home: Path) -> None:
    file = home / "ged.csv.gz"
    file.write_bytes(b"\x1f\x8bbroken")
    with pytest.raises(TableError, match="not a whole gzip file"):
        import_table("ucdp", file, None, home)
    file.write_bytes(b"id,\xff\xfe")
    with pytest.raises(TableError, match="not UTF-8 at byte 3"):
        import_table("ucdp", file, None, home)


def test_a_country_by_code_and_the_table_of_views(home: Path) -> None:
    file = home / "views.csv"
    rows = "".join(f"2020-{month:02},{country},{name},,{month * country}\n" for country, name in ((120, "Syria"), (7, "Yemen")) for month in range(1, 13))
    file.write_text("month,country_id,country,iso,ged_sb\n" + rows, encoding="utf-8")
    import_table("views", file, None, home)
    told = ask_countries(["SYR"], (3,), home=home)
    text = render_countries(told)
    assert text.startswith("Syria: deaths a month as known on 2020-12-31")
    assert "\n  2021-01 to 2021-03  " in text and " % (" in text, "months of one distribution stand in one line"
    pytest.importorskip("pyarrow")
    assert write_views_parquet(told, home / "out.parquet") == 3000
    with pytest.raises(NotFound, match="nearest: Yemen"):
        ask_countries(["Yemn"], (3,), home=home)
    assert len(ask_countries(["Yemen"], (14,), home=home)[0].forecast.horizons) == 14, "as far ahead as VIEWS asks"
    with pytest.raises(SettingError, match="from 1 to 36"):
        ask_countries(["Yemen"], (37,), home=home)


@pytest.mark.parametrize(("prob", "words"), [(0.01, "almost no chance"), (0.05, "almost no chance"), (0.5, "roughly even chance"), (0.99, "almost certain")])
def test_words_for_chances(prob: float, words: str) -> None:
    assert name_chance(prob) == words


def test_where_nothing_is_known_no_figure_is_given(home: Path) -> None:
    told = ask_group("Islamic State", as_known_on=date(2000, 1, 1), home=home)
    text = render_outlook(told)
    assert told.outlook.chances == () and "No forecast and no base rate can be given." in text and "50 %" not in text
    assert "nothing was known of it by then" in text and "Too little to go on" in render_outlook(told, "html")


def test_a_short_history_gets_a_base_rate_without_words_or_counts(home: Path) -> None:
    told = ask_group("Ambazonia insurgents", as_known_on=date(2018, 11, 30), home=home)
    text = render_outlook(told)
    assert "15 months; 24 are needed" in text and "Base rate of resurgence (all groups that were down; no month of its own)" in text
    assert told.outlook.distributions == () and "very unlikely  " not in text and "predicted (" not in text


def test_naive_models_stand_beside_the_chance(home: Path) -> None:
    told = ask(home)
    assert [each.horizon for each in told.beside] == [3, 6, 12] and all(each.drawn is not None and each.of_all is not None for each in told.beside)
    text = " ".join(render_outlook(told).split())
    assert "drawn at random (conflictology) give 56 %, 84 % and 99 %" in text and "it is that of all groups" in text
    own = " ".join(render_outlook(ask_group("Boko Haram", as_known_on=date(2019, 12, 31), home=home)).split())
    assert "of its own months while down, " in own and "as on 24 more such months" in own


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"measure": "deaths", "as_known_on": date(2021, 12, 31), "lost": None}, "on events, not on deaths"),
        ({"definition": Definition(floor=2), "as_known_on": date(2021, 12, 31)}, "another definition"),
        ({"lost": None}, "this one is not"),
    ],
)
def test_it_is_told_why_no_hazard_answers(home: Path, more: dict[str, object], why: str) -> None:
    told = ask_group("ISIS", **{"place": "Syria", "as_known_on": ASKED, "lost": date(2019, 3, 23), "home": home, **more})  # type: ignore[arg-type]
    assert told.why_plain is not None and why in told.why_plain and told.why_plain in " ".join(render_outlook(told).split())


def test_without_own_months_and_a_rate_of_all_there_is_no_figure(home: Path) -> None:
    told = ask(home, definition=Definition(floor=2))
    assert told.standing.at_risk and told.outlook.chances == ()
    assert "no rate of all groups to lean on" in " ".join(render_outlook(told).split())


def test_an_onset_is_told_as_a_month_with_one(home: Path) -> None:
    assert "Chance of a month with at least one" in render_outlook(ask_group("Boko Haram", definition=Definition(kind="onset"), home=home))
