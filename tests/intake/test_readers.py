"""From files to reports, and what cannot be read."""

from __future__ import annotations

import io
import json
import sys
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from emberwatch.errors import InputRefused
from emberwatch.intake.readers import find_reports, read_text
from emberwatch.intake.refusal import Refusal
from emberwatch.model.report import Report

BODY = "The fighters left the town on Thursday, a spokesman said."


def reports(path: object, **options: object) -> list[Report]:
    """The reports of a path that holds nothing else."""
    found = list(find_reports(path, **options))  # type: ignore[arg-type]
    assert all(isinstance(one, Report) for one in found), found
    return [one for one in found if isinstance(one, Report)]


def refusals(path: object) -> list[str]:
    return [str(one) for one in find_reports(path) if isinstance(one, Refusal)]  # type: ignore[arg-type]


HEADERS: list[tuple[str, str, dict[str, object]]] = [
    ("plain", BODY, {"text": BODY, "title": None, "published": None}),
    (
        "header",
        f"title: Town empties\npublished: 2019-03-08\npublisher: Valley Post\nurl: https://example.org/a?b=1\nbyline: A. Writer\n\n{BODY}\n",
        {"text": f"{BODY}\n", "title": "Town empties", "published": date(2019, 3, 8), "publisher": "Valley Post", "url": "https://example.org/a?b=1"}
        | {"byline": "A. Writer"},
    ),
    (
        "front matter",
        f'---\ntags:\n  - war\ntitle: "Town: empties"\ndate: 8 March 2019\n---\n\n{BODY}',
        {"text": BODY, "title": "Town: empties", "published": date(2019, 3, 8)},
    ),
    (
        "front matter longer than a screen, an empty date",
        "---\ntags:\n" + "  - war\n\n" * 60 + f"date:\n  - some day\nauthor: A. Writer\n---\n{BODY}",
        {"text": BODY, "byline": "A. Writer", "published": None},
    ),
    (
        "other words and order",
        f"Source: Valley Post\nsection: World\nDate: March 8, 2019\n\n{BODY}",
        {"text": BODY, "publisher": "Valley Post", "published": date(2019, 3, 8)},
    ),
    ("no header: another key first", f"Update: more follows\ntitle: x\n\n{BODY}", {"text": f"Update: more follows\ntitle: x\n\n{BODY}", "publisher": None}),
    ("no header: not closed", f"Title: x\n{BODY}", {"text": f"Title: x\n{BODY}"}),
    ("headline", f"Town empties, says spokesman\n{BODY}", {"title": "Town empties, says spokesman", "text": f"Town empties, says spokesman\n{BODY}"}),
    ("no headline: a sentence", f"The town is empty.\n{BODY}", {"title": None}),
    ("dateline without a year", f"BEIRUT, March 7 (Reuters) - {BODY}", {"published": None, "origin": "Reuters", "title": None}),
    ("dateline with a year", f"BEIRUT, 7 March 2019 (AFP) — {BODY}", {"published": date(2019, 3, 7), "origin": "AFP"}),
    ("header beats dateline", f"published: 2019-03-09\n\nBEIRUT, March 7, 2019 (AP) - {BODY}", {"published": date(2019, 3, 9), "origin": "AP"}),
    ("byline of an agency", f"byline: Reuters and A. Writer\n\n{BODY}", {"origin": "Reuters"}),
    ("Windows line ends", f"title: T\r\n\r\n{BODY}\r\nMore was not said.\r\n", {"title": "T", "text": f"{BODY}\nMore was not said.\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "fields"), [case[1:] for case in HEADERS], ids=[case[0] for case in HEADERS])
def test_headers(raw: str, fields: dict[str, object]) -> None:
    report = read_text(raw)
    assert isinstance(report, Report), report
    assert {name: getattr(report, name) for name in fields} == fields


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "“We left the café in the town,” said the spokesman – and the men were gone."
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert reports(tmp_path)[0].text == text


REFUSED = [
    (b"", "the file is empty"),
    (b" \n\t ", "the file is empty"),
    ("\u200b…\n".encode(), "there is no text in it"),
    (b"%PDF-1.4 text", "a PDF file; save its text"),
    (b"PK\x03\x04rest", "a ZIP, Word or EPUB file"),
    (b"\n<!DOCTYPE HTML>\n<html><body><p>The men left.</p></body></html>", "an HTML page; save its text"),
    ("<html><body>Le café de l’armée a été bombardé, dit-il.</body></html>".encode("cp1252"), "an HTML page; save its text"),
    (b'<?xml version="1.0"?>\n<rss version="2.0"><channel><item><title>The men left.</title></item></channel></rss>', "a feed; save the text of each"),
    (b"WARC/1.0\r\nWARC-Type: response\r\n", "a web archive"),
    (bytes(range(256)) * 40, "this is no text"),
    (b"title: T\npublished: soon\n\nThe men left.", "a.txt:2: the publication date is 'soon'"),
    (b"published: 03/04/2019\n\nThe men left.", "a.txt:1: the publication date is '03/04/2019'; give it as 2019-03-08"),
    (b"published: 2019-02-30\n\nThe men left.", "a.txt:1: the publication date"),
]


@pytest.mark.parametrize(("raw", "words"), REFUSED)
def test_refused_files(tmp_path: Path, raw: bytes, words: str) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    (tmp_path / "b.txt").write_text(BODY)
    (refused,) = refusals(tmp_path)
    assert words in refused
    assert [one.text for one in find_reports(tmp_path) if isinstance(one, Report)] == [BODY], "the next file is read"


LANGUAGES = [
    ("قالت قوات سوريا الديمقراطية يوم الخميس إن مئات المقاتلين غادروا البلدة", "Arabic"),
    ("Les combattants ont quitté la ville jeudi, a annoncé un porte-parole de l'armée.", "French"),
    ("Die Kämpfer haben die Stadt am Donnerstag verlassen, sagte ein Sprecher der Armee.", "German"),
    ("Savaşçılar perşembe günü kenti terk etti, dedi ordu sözcüsü gazetecilere.", "Turkish"),
    ("De strijders hebben de stad donderdag verlaten, zei een woordvoerder. Het is de eerste keer dat zij in de stad was.", "Dutch"),
    ("Боевики покинули город в четверг, сообщил представитель армии журналистам", "Russian"),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_another_language_is_set_aside(text: str, language: str) -> None:
    found = read_text(text)
    assert isinstance(found, Refusal)
    assert found.language
    assert f"in {language}; only English is read" in found.reason


SHORT_ENGLISH = [
    "Baghouz falls",
    "Abu Bakr al-Baghdadi, Deir al-Zour, Tal Rifaat, Hashd al-Shaabi",
    "Five killed, dozens hurt",
    "IS FLEES",
    "SDF: 200 dead",
    "He said “bonjour, mes amis” and left the town with the men.",
]


@pytest.mark.parametrize("text", SHORT_ENGLISH)
def test_short_english_is_read(text: str) -> None:
    assert isinstance(read_text(text), Report)


def test_jsonl_refuses_single_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": BODY, "title": "T", "published": "2019-03-08T10:00:00Z", "publisher": "P", "url": "u", "id": 7}),
        '{"text": "The men left" ',
        json.dumps({"title": "no text"}),
        "",
        json.dumps({"text": BODY, "date": "never"}),
        json.dumps([1]),
        json.dumps({"text": 5}),
        json.dumps({"text": f"{BODY} \ud800", "date": "2019-03-09", "source": "Q"}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    found = list(find_reports(tmp_path))
    first, last = [one for one in found if isinstance(one, Report)]
    assert (first.title, first.published, first.publisher, first.url, first.path) == ("T", date(2019, 3, 8), "P", "u", f"{tmp_path}/a.jsonl#7")
    assert (last.published, last.publisher, last.path) == (date(2019, 3, 9), "Q", f"{tmp_path}/a.jsonl:8")
    assert last.text.endswith("\ufffd")
    refused = [one for one in found if isinstance(one, Refusal)]
    assert [one.line for one in refused] == [2, 3, 5, 6, 7]
    words = ["no JSON", "`text` is missing; fields here: title", "'never'", "JSON list", "`text` is a JSON int"]
    assert all(word in one.reason for word, one in zip(words, refused, strict=True)), refused


def test_folders_globs_and_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", "sub/.hidden.txt", ".git/d.txt", "e.pdf", "sub/F.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{BODY} {name}")
    names = ["a.md", "b.txt", "sub/F.TXT", "sub/c.txt"]
    assert [str(Path(one.path or "").relative_to(tmp_path)) for one in reports(tmp_path)] == names
    assert [Path(one.path or "").name for one in reports(f"{tmp_path}/*.txt")] == ["b.txt"]
    assert len(reports([tmp_path / "b.txt", tmp_path, f"{tmp_path}/**/*.txt"])) == 4, "each file once"
    assert refusals(tmp_path / "e.pdf") == [f"{tmp_path}/e.pdf: files ending in .pdf are not read; give .txt, .md or .jsonl"]
    assert "no such file" in refusals(tmp_path / "none.txt")[0]
    assert "no file matches" in refusals(f"{tmp_path}/*.none")[0]


def test_options_beat_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"published: 2019-03-08\npublisher: P\n\n{BODY}")
    (report,) = reports(tmp_path, published="9 March 2019", publisher="Q")
    assert (report.published, report.publisher) == (date(2019, 3, 9), "Q")
    with pytest.raises(InputRefused, match="give it as 2019-03-08"):
        find_reports(tmp_path, published="yesterday")


@pytest.mark.parametrize(("raw", "count"), [(BODY, 1), ("\n".join(json.dumps({"text": f"{BODY} {n}"}) for n in range(3)), 3)])
def test_standard_input(monkeypatch: pytest.MonkeyPatch, raw: str, count: int) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw.encode())))
    assert len(reports("-")) == count


def test_markdown_loses_its_marks_and_keeps_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Town empties\n\n> The **fighters** left the [town](https://example.org) and *said* so.\n\n---\n\n## More\nsnake_case_name stays.\n"
    )
    (report,) = reports(tmp_path)
    assert report.title == "Town empties"
    assert report.text.split("\n\n")[1] == "The fighters left the town and said so."
    assert "snake_case_name" in report.text
    assert not any(mark in report.text for mark in "#*>[]")


@pytest.mark.parametrize("unit", ["The men left the town. ", "x", "[" * 50, "*a", "_", "word\n", "\x93"])
def test_five_megabytes_take_bounded_time(tmp_path: Path, unit: str) -> None:
    (tmp_path / "a.md").write_bytes((unit * (5_000_000 // len(unit))).encode("latin-1"))
    start = time.process_time()
    list(find_reports(tmp_path))
    assert time.process_time() - start < 12
