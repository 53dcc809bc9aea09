"""Short texts through the whole reader: what is said to be real, who says it, when, how many; and bad input through the command."""

from __future__ import annotations

import codecs
import json
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from emberwatch.api import Record
from emberwatch.api import read as read_api
from emberwatch.cli.app import main
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.pipeline.reader import Reader
from emberwatch.store.schema import SCHEMA_VERSION

FRIDAY = date(2019, 3, 8)
REAL = frozenset({"occurred", "ongoing"})


def read(reader: Reader, text: str, published: date | None = FRIDAY) -> Reading:
    return reader.read(Report(text, published=published))


def fact_at(reading: Reading, words: str) -> Fact:
    """The one fact whose trigger holds the word."""
    found = [fact for fact in reading.facts if words in fact.trigger.text.split()]
    assert len(found) == 1, [(f.type, f.trigger.text) for f in reading.facts]
    return found[0]


STATUSES = [
    ("The army shelled the village on Tuesday.", "shelled", "occurred"),
    ("Government warplanes bombed a market in Idlib on Monday.", "bombed", "occurred"),
    ("More than 300 civilians fled the town on Thursday.", "fled", "occurred"),
    ("Police arrested four protesters in Cairo on Monday.", "arrested", "occurred"),
    ("Rebels captured the town of Azaz on Wednesday.", "captured", "occurred"),
    ("The village was shelled by the army on Tuesday.", "shelled", "occurred"),
    ("The army is shelling the village.", "shelling", "ongoing"),
    ("Warplanes are bombing the town.", "bombing", "ongoing"),
    ("Fighting is continuing in the city.", "Fighting", "ongoing"),
    ("Clashes are still raging in the east of the city.", "Clashes", "ongoing"),
    ("The army plans to attack the city next week.", "attack", "planned"),
    ("The government intends to withdraw its troops from the town.", "withdraw", "planned"),
    ("The United States plans to withdraw its troops from Syria.", "withdraw", "planned"),
    ("The rebels are preparing to attack the airport.", "attack", "planned"),
    ("The army is expected to attack the town within days.", "attack", "expected planned"),
    ("Troops are expected to withdraw from the city on Sunday.", "withdraw", "expected planned"),
    ("The militants may attack the city.", "attack", "possible"),
    ("The militants might attack the convoy.", "attack", "possible"),
    ("Residents fear that the army might bomb the hospital.", "bomb", "possible expected"),
    ("Aid workers fear an attack on the camp.", "attack", "possible expected"),
    ("Officials warned that the group could attack again.", "attack", "possible expected"),
    ("The army will attack the town if the rebels refuse to leave.", "attack", "conditional"),
    ("If the talks fail, the army will bomb the city.", "bomb", "conditional"),
    ("The troops will withdraw once the militants are defeated.", "withdraw", "conditional"),
    ("Unless the rebels surrender, the army will shell the town.", "shell", "conditional"),
    ("The army did not attack the village.", "attack", "not_occurred denied"),
    ("The army never attacked the village.", "attacked", "not_occurred denied"),
    ("The rebels have not attacked the convoy.", "attacked", "not_occurred denied"),
    ("No civilians were killed in the village.", "killed", "not_occurred"),
    ("The militants failed to capture the airport.", "capture", "not_occurred"),
    ("The ministry denied that its planes had bombed the hospital.", "bombed", "denied"),
    ("The army denied shelling the village.", "shelling", "denied"),
    ("The group denied attacking the convoy.", "attacking", "denied"),
    ("The president demanded that the militia release the hostages.", "release", "demanded"),
    ("The soldiers threatened to bomb the village.", "bomb", "conditional possible planned expected"),
    ("The planned attack on the city was called off.", "attack", "not_occurred planned"),
    ("The general said that the army would attack the town.", "attack", "planned expected conditional possible"),
]


@pytest.mark.parametrize(("text", "trigger", "allowed"), STATUSES, ids=[case[0] for case in STATUSES])
def test_status(reader: Reader, text: str, trigger: str, allowed: str) -> None:
    assert fact_at(read(reader, text), trigger).status in allowed.split()


UNREAL = sorted({(text, trigger) for text, trigger, allowed in STATUSES if not REAL & set(allowed.split())})


WRAPS = {"bare": "{}", "quoted": "“{}” a resident said.", "told": "An official told AFP: “{}”", "first": "{} Nobody could say more."}


@pytest.mark.parametrize("wrap", WRAPS.values(), ids=WRAPS)
def test_what_did_not_happen_is_never_recorded_as_happening(reader: Reader, wrap: str) -> None:
    readings = reader.read_all([Report(wrap.format(text.replace("”", "")), published=FRIDAY) for text, _ in UNREAL])
    wrong = []
    for (text, trigger), reading in zip(UNREAL, readings, strict=True):
        wrong += [(text, f.type, f.status) for f in reading.facts if f.trigger.text == trigger and f.status in REAL]
    assert wrong == []


def test_a_condition_is_kept_in_its_words(reader: Reader) -> None:
    fact = fact_at(read(reader, "If the talks fail, the army will bomb the city."), "bomb")
    assert fact.condition is not None
    assert fact.condition.text == "If the talks fail"


SPEAKERS = [
    ("An official told AFP that the army had shelled the village.", "shelled", ["An official", "AFP"]),
    ("The ministry said that rebels had shelled the village.", "shelled", ["The ministry"]),
    ("Rebels shelled the village, the ministry said.", "shelled", ["the ministry"]),
    pytest.param("Rebels shelled the village, according to the ministry.", "shelled", ["the ministry"]),
    pytest.param("According to the ministry, rebels shelled the village.", "shelled", ["the ministry"]),
    ("“Rebels shelled the village,” the ministry said.", "shelled", ["the ministry"]),
    ("The ministry said in a statement that rebels had shelled the village.", "shelled", ["The ministry"]),
    ("The ministry announced on Monday that its troops had shelled the village.", "shelled", ["The ministry"]),
    ("Rebels shelled the village on Monday.", "shelled", []),
]


@pytest.mark.parametrize(("text", "trigger", "speakers"), SPEAKERS)
def test_speakers_innermost_first(reader: Reader, text: str, trigger: str, speakers: list[str]) -> None:
    reading = read(reader, text)
    fact = fact_at(reading, trigger)
    assert [party.text for party in fact.speakers] == speakers
    said = {statement.id: statement for statement in reading.statements}
    assert (fact.statement in said) is bool(speakers)
    if fact.statement is not None:
        assert said[fact.statement].content.span.covers(fact.trigger.span)


def test_a_quotation_that_goes_on_belongs_to_the_speaker_before_it(reader: Reader) -> None:
    text = "“We will not leave our homes,” said Ahmad Khalil on Monday.\n\n“The army shelled our village on Sunday and nobody came to help us.”"
    reading = read(reader, text)
    fact = fact_at(reading, "shelled")
    assert [party.text for party in fact.speakers] == ["Ahmad Khalil"]
    statement = next(s for s in reading.statements if s.id == fact.statement)
    assert statement.cue is None
    assert statement.quote


def test_the_dateline_is_no_part_of_the_sentence_after_it(reader: Reader) -> None:
    story = "The army shelled the village on Tuesday."
    text = f"BEIRUT, March 7 (Reuters) - {story}"
    reading = read(reader, text)
    assert text[slice(*reading.sentences[-1])] == story
    fact = fact_at(reading, "shelled")
    assert fact.place is None or fact.place.text != "BEIRUT"
    assert fact.when is not None
    assert fact.when.start == date(2019, 3, 5)


WHENS = [
    ("The army shelled the village on Tuesday.", "shelled", "2019-03-05", "2019-03-06"),
    ("The army shelled the village on Friday.", "shelled", "2019-03-08", "2019-03-09"),
    ("The army shelled the village on Saturday.", "shelled", "2019-03-02", "2019-03-03"),
    ("The army will withdraw from the village on Saturday.", "withdraw", "2019-03-09", "2019-03-10"),
    ("The army shelled the village yesterday.", "shelled", "2019-03-07", "2019-03-08"),
    ("The army shelled the village on 3 March 2017.", "shelled", "2017-03-03", "2017-03-04"),
    ("The army shelled the village in December.", "shelled", "2018-12-01", "2019-01-01"),
    ("Civilians fled the village over the past three days.", "fled", "2019-03-05", "2019-03-09"),
    ("The army plans to attack the village next week.", "attack", "2019-03-11", "2019-03-18"),
]


@pytest.mark.parametrize(("text", "trigger", "start", "end"), WHENS, ids=[case[0] for case in WHENS])
def test_when(reader: Reader, text: str, trigger: str, start: str, end: str) -> None:
    when = fact_at(read(reader, text), trigger).when
    assert when is not None
    assert (str(when.start), str(when.end)) == (start, end)


def test_without_a_publication_date_only_full_dates_are_resolved(reader: Reader) -> None:
    texts = [case[0] for case in WHENS]
    for text, reading in zip(texts, reader.read_all([Report(text) for text in texts]), strict=True):
        assert len(reading.notes) == 1
        whens = [fact.when for fact in reading.facts if fact.when is not None]
        assert whens, text
        assert all((when.start is None and when.basis == "unresolved") != ("2017" in text) for when in whens), text


QUANTITIES = [
    ("More than 300 civilians fled the village.", "fled", ("civilians", "displaced", 300, None)),
    ("At least 40 soldiers were killed in the village.", "killed", ("soldiers", "killed", 40, None)),
    ("Dozens of civilians fled the village.", "fled", ("civilians", "displaced", 24, None)),
    ("Up to 300 people were arrested in Cairo.", "arrested", ("people", "detained", None, 300)),
    ("Police arrested four protesters in Cairo.", "arrested", ("protesters", "detained", 4, 4)),
    ("All 2,000 residents fled the village.", "fled", ("residents", "displaced", 2000, 2000)),
    ("As many as 70 civilians fled the village.", "fled", ("civilians", "displaced", None, 70)),
    pytest.param("Between 50 and 70 civilians fled the village.", "fled", ("civilians", "displaced", 50, 70)),
    ("Some 5,000 residents fled the village.", "fled", ("residents", "displaced", 5000, 5000)),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), QUANTITIES)
def test_quantities(reader: Reader, text: str, trigger: str, expected: tuple[object, ...]) -> None:
    assert [(q.of, q.state, q.low, q.high) for q in fact_at(read(reader, text), trigger).quantities] == [expected]


def test_composition_is_kept(reader: Reader) -> None:
    (quantity,) = fact_at(read(reader, "More than 300 civilians, mostly women and children, fled the village."), "fled").quantities
    assert quantity.composition == "mostly women and children"


# ---------------------------------------------------------------- through the record
NEWS = (
    "title: Village shelled\npublished: 2019-03-08\npublisher: Valley Post\n\n"
    "The army shelled the village on Tuesday, an official told AFP. More than 300 civilians fled to Aleppo.\n"
)


def exported(record: Record) -> bytes:
    out = BytesIO()
    record.export("jsonl", out)
    return out.getvalue()


def test_two_readings_give_the_same_bytes(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    first = read_api(tmp_path / "a.txt", reader_factory=lambda: reader)
    second = read_api(tmp_path / "a.txt", reader_factory=lambda: reader)
    assert exported(first) == exported(second)
    again = read_api(tmp_path / "a.txt", first, reader_factory=lambda: reader)
    assert again.summary is not None
    assert (again.summary.read, again.summary.skipped) == (0, 1)
    assert exported(again) == exported(second)


def test_every_exported_span_is_a_slice_of_its_report(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS)
    record = read_api(tmp_path / "a.txt", reader_factory=lambda: reader)
    text = record.reports()[0].text
    rows = [json.loads(line) for line in exported(record).splitlines()]
    assert {"report", "statement", "event", "actor", "place"} <= {row["kind"] for row in rows}
    spans: list[tuple[list[int], str]] = []

    def collect(value: object) -> None:
        if isinstance(value, dict):
            if "span" in value and isinstance(value.get("text"), str):
                spans.append((value["span"], value["text"]))
            for below in value.values():
                collect(below)
        elif isinstance(value, list):
            for below in value:
                collect(below)

    collect(rows)
    assert len(spans) > 5
    assert all(text[a:b] == words for (a, b), words in spans)


# ---------------------------------------------------------------- bad input, through the command
BODY = "The army shelled the village on Tuesday, an official told AFP. “We fled to the café,” he said."
FRENCH = "Les combattants ont quitté la ville jeudi, a annoncé un porte-parole de l'armée, et les habitants sont partis avec eux."


@pytest.fixture
def command(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `emberwatch` in this process with the reader that is there already, on the record r.db."""
    monkeypatch.setattr("emberwatch.api.reading.find_factories", lambda *args, **options: (lambda: reader, lambda: reader))
    env = {"EMBERWATCH_RECORD": str(tmp_path / "r.db"), "NO_COLOR": "1"}
    return lambda *args: CliRunner().invoke(main, [str(arg) for arg in args], env=env)


READABLE = {
    "utf-8": BODY.encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + BODY.encode(),
    "utf-16": BODY.encode("utf-16"),
    "cp1252": BODY.encode("cp1252"),
    "latin-1": BODY.replace("“", '"').replace("”", '"').encode("latin-1"),
    "control characters": BODY.replace("army", "ar\x00my\x07").encode(),
    "zero-width characters": BODY.replace("army", "ar\u200bmy").encode(),
    "right-to-left marks": f"\u202b{BODY}\u200f\u202c".encode(),
    "mixed quotes": BODY.replace("“", "„").replace("”", '"').encode(),
    "no punctuation": re.sub(r"[.,“”]", "", BODY).encode(),
    "Windows line ends": BODY.replace(". ", ".\r\n\r\n").encode(),
}


@pytest.mark.parametrize("name", READABLE)
def test_odd_files_are_read(command: Callable[..., Result], tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_bytes(READABLE[name])
    result = command("read", tmp_path / "a.txt")
    assert result.exit_code == 0, result.output
    assert "1 report read" in result.stdout
    facts = json.loads(command("facts", "--output", "json").stdout)
    assert [fact["type"] for fact in facts if fact["trigger"] == "shelled"] == ["ASSAULT"]


REFUSED = {
    "empty": (b"", "the file is empty"),
    "white space": (b" \n \n", "the file is empty"),
    "binary": (bytes(range(256)) * 40, "this is no text"),
    "zip": (b"PK\x03\x04" + bytes(100), "ZIP"),
    "another language": (FRENCH.encode(), "the text is in French; only English is read"),
    "a bad date": (f"published: the other day\n\n{BODY}".encode(), "bad.txt:1: the publication date"),
    "no letters": ("… — …".encode(), "there is no text in it"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_files_are_refused_and_the_others_read(command: Callable[..., Result], tmp_path: Path, name: str) -> None:
    raw, words = REFUSED[name]
    (tmp_path / "bad.txt").write_bytes(raw)
    (tmp_path / "good.txt").write_text(BODY)
    result = command("read", tmp_path)
    assert result.exit_code == 1
    assert "1 report read, 1 refused" in result.stdout
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("refused:")]
    assert "bad.txt" in line
    assert words in line


def test_bad_lines_of_jsonl_are_refused_by_number(command: Callable[..., Result], tmp_path: Path) -> None:
    bad_date = {"text": f"{BODY} Again.", "published": "2019-13-01"}
    lines = [json.dumps({"text": BODY}), '{"text": "cut', '{"title": "no text"}', json.dumps(bad_date), json.dumps({"text": 3})]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    result = command("read", tmp_path / "a.jsonl")
    assert result.exit_code == 1
    assert "1 report read, 4 refused" in result.stdout
    assert re.findall(r"a\.jsonl:(\d+):", result.stderr) == ["2", "3", "4", "5"]


def test_no_publication_date_is_said_once_with_the_option_that_sets_it(command: Callable[..., Result], tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"{BODY} Report {name}.")
    result = command("read", tmp_path)
    assert result.exit_code == 0
    assert result.output.count("--published") == 1
    assert "2 reports have no publication date" in result.stdout
    brief = command("brief")
    assert brief.exit_code == 0
    assert brief.stdout.count("--published") == 1


def test_a_record_from_a_newer_version_is_left_alone(command: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    assert command("read", tmp_path / "a.txt").exit_code == 0
    with closing(sqlite3.connect(tmp_path / "r.db")) as connection, connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema_version'", [str(SCHEMA_VERSION + 1)])
    before = (tmp_path / "r.db").read_bytes()
    result = command("read", tmp_path / "a.txt")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "[E030]" in result.stderr
    assert (tmp_path / "r.db").read_bytes() == before


def test_a_file_that_is_no_record_is_left_alone(command: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "r.db").write_bytes(b"my notes, not a record " * 50)
    result = command("read", tmp_path / "a.txt")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "[E030]" in result.stderr
    assert (tmp_path / "r.db").read_bytes().startswith(b"my notes")


def test_a_record_where_none_can_be_written_is_a_clear_error(command: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    folder = tmp_path / "locked"
    folder.mkdir()
    if os.geteuid() == 0:  # root writes anywhere: a folder that is not there stands in for it
        folder = tmp_path / "a.txt"
    folder.chmod(0o555)
    result = command("read", tmp_path / "a.txt", "--record", folder / "r.db")
    assert result.exit_code == 1
    assert "[E030]" in result.stderr
    assert "Traceback" not in result.output


def test_a_codebook_with_errors_is_refused_with_every_line(command: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text("word\tNOSUCH\nnonsense\n", encoding="utf-8")
    result = command("codebook", "check", path)
    assert result.exit_code == 1
    assert f"{path}:1: " in result.stderr
    assert f"{path}:2: " in result.stderr


def test_an_actor_file_with_errors_is_refused_with_every_line(command: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text("name,type,country\nValley Front,dragon,SY\n,armed group,SY\n", encoding="utf-8")
    result = command("actors", "import", path)
    assert result.exit_code == 1
    assert "[E040]" in result.stderr
    assert {"2", "3"} <= set(re.findall(r"(?:actors\.csv:|line )(\d+)", result.stderr))
