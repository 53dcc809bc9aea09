"""The repository as a reader finds it: links, versions, examples, the corpus, and nothing of the machine it was made on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from emberwatch.intake.readers import find_reports
from emberwatch.model.report import Report

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("training/**/*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)\s#]*)(#[^)\s]+)?\)")
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|home|Users)/[\w.]")
EXAMPLE_WORDS = (120, 300)
SHARED_WORDS = 7
"""So many words in a row that stand in a report of another hand are a copy."""


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@cache
def tracked_files() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


@cache
def example_reports() -> list[Report]:
    found = list(find_reports([str(ROOT / "examples")]))
    assert all(isinstance(each, Report) for each in found), found
    return [each for each in found if isinstance(each, Report)]


def word_runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (anchor and path.suffix == ".md" and anchor[1:] not in anchors(path)):
            broken.append(target + anchor)
    assert broken == []


def test_every_page_is_linked_from_another() -> None:
    linked = {(page.parent / target).resolve() for page in PAGES for target, _ in LINK.findall(page.read_text(encoding="utf-8")) if target}
    docs = [page for page in PAGES if ROOT / "docs" in page.parents]
    assert [relative(page) for page in docs if page not in linked] == []


def test_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == PROJECT["version"]


def test_licence_is_complete() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert PROJECT["license"] == "Apache-2.0"
    assert re.findall(r"^ {3}(\d)\. [A-Z]", text, re.MULTILINE) == list("123456789")
    assert "Version 2.0, January 2004" in text and "END OF TERMS AND CONDITIONS" in text and "limitations under the License." in text


def test_at_least_seven_example_reports_with_headers() -> None:
    reports = example_reports()
    assert len(reports) >= 7
    assert len({report.publisher for report in reports}) >= 6
    assert [report.path for report in reports if not (report.title and report.publisher and report.url)] == []
    assert sum(report.published is None for report in reports) == 1


@pytest.mark.parametrize("report", example_reports(), ids=lambda report: Path(report.path).name)
def test_example_is_short_and_of_no_real_outlet(report: Report) -> None:
    least, most = EXAMPLE_WORDS
    assert least <= len(report.text.split()) <= most
    assert report.url is not None and re.match(r"https://[\w.-]+\.example\.org/", report.url)


def test_examples_share_no_sentence_with_the_shared_reports() -> None:
    shared = Path(os.environ.get("EMBERWATCH_SHARED") or ROOT.parent / "shared")
    files = [path for path in (shared / "seed" / "report.txt", shared / "devset" / "reports.jsonl") if path.exists()]
    if not files:
        pytest.skip("the shared reports are not here")
    theirs = set().union(*(word_runs(path.read_text(encoding="utf-8"), SHARED_WORDS) for path in files))
    copied = [(report.path, run) for report in example_reports() for run in word_runs(report.text, SHARED_WORDS) & theirs]
    assert copied == []


def test_no_file_names_a_path_of_one_machine() -> None:
    named = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" in content[:4096]:
            continue
        for number, line in enumerate(content.decode("utf-8").splitlines(), 1):
            if MACHINE_PATH.search(line):
                named.append(f"{relative(path)}:{number}: {line.strip()[:120]}")
    assert named == []


def test_own_corpus_has_no_problems() -> None:
    done = subprocess.run([sys.executable, "-m", "training.own_corpus", "check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    sentences = re.search(r"sentences (\d+)", done.stdout)
    assert sentences is not None and int(sentences[1]) >= 1500


def test_continuous_integration_runs_the_tests() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "set -euo pipefail" in script.read_text(encoding="utf-8") and "make --no-print-directory test" in script.read_text(encoding="utf-8")
