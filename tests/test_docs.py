"""What the documentation says, held against the code."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from emberwatch.dates.find import find_times
from emberwatch.dates.resolve import resolve_time
from emberwatch.export.ledger import finding_object, incident_object
from emberwatch.export.objects import actor_object, fact_object, place_object, report_object, statement_object
from emberwatch.intake.header import KEYS
from emberwatch.model.fact import STATUSES
from emberwatch.model.statement import MANNERS
from emberwatch.store.ledger_schema import metadata
from emberwatch.text.numbers import find_numbers
from record_factory import make_finding, make_incident, make_reading

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PUBLISHED = date(2019, 3, 8)


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def read_table(page: str, first: str) -> list[list[str]]:
    """The rows of the table in `page` whose first heading is `first`, as cells."""
    lines = iter((DOCS / page).read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith(f"| {first} |"):
            next(lines)
            break
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    assert rows, f"{page} has no table that begins with {first!r}"
    return rows


def parse_end(cell: str) -> float | None:
    return None if cell == "open" else float(cell.replace(",", ""))


NUMBERS = [(words.strip(), *ends) for cell, *ends in read_table("concepts/numbers.md", "words") for words in cell.split(",")]
TIMES = read_table("concepts/precision.md", "words")


@pytest.mark.parametrize(("words", "low", "high"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_numbers_are_read_as_the_page_says(words: str, low: str, high: str) -> None:
    found = find_numbers(f"The army said {words} people had left.")
    assert [(number.low, number.high) for number in found] == [(parse_end(low), parse_end(high))]


@pytest.mark.parametrize(("words", "start", "end", "precision", "basis"), TIMES, ids=[row[0] for row in TIMES])
def test_times_are_resolved_as_the_page_says(words: str, start: str, end: str, precision: str, basis: str) -> None:
    (mention,) = find_times(f"The army shelled the town {words}.")
    when = resolve_time(mention, PUBLISHED)
    assert [str(when.start or ""), str(when.end or ""), when.precision, when.basis] == [start, end, precision, basis]
    if basis != "stated":
        assert resolve_time(mention, None).start is None


def test_status_page_tells_every_status_in_order() -> None:
    assert tuple(row[0].strip("`") for row in read_table("concepts/status.md", "status")) == STATUSES


def test_statements_page_tells_every_manner() -> None:
    page = (DOCS / "concepts" / "statements.md").read_text(encoding="utf-8")
    assert re.sub(r" \(.*?\)", "", page.partition("is one of ")[2].partition(". It says")[0]).split(", ") == list(MANNERS)


def test_header_names_are_those_that_are_read() -> None:
    page = (DOCS / "how-to" / "read-reports.md").read_text(encoding="utf-8")
    assert [name for name in KEYS if f"`{name}`" not in page and f"\n{name}: " not in page] == []


def test_data_dictionary_is_written_from_its_table() -> None:
    script = load_script("write_dictionary")
    page = (DOCS / "reference" / "data-dictionary.md").read_text(encoding="utf-8")
    assert page == script.format_page(script.read_variables()), "run: python scripts/write_dictionary.py"


def test_data_dictionary_describes_every_column_and_no_other() -> None:
    script = load_script("write_dictionary")
    described = [(v.part.removeprefix("table."), v.name) for v in script.read_variables() if v.part.startswith("table.")]
    assert described == [(table.name, column.name) for table in metadata.tables.values() for column in table.columns]


def test_data_dictionary_describes_every_exported_variable_and_no_other() -> None:
    script = load_script("write_dictionary")
    described: dict[str, list[str]] = {}
    for variable in script.read_variables():
        described.setdefault(variable.part, []).append(variable.name)
    reading = make_reading()
    objects = [report_object(reading.report), *map(statement_object, reading.statements), *map(fact_object, reading.facts)]
    objects += [*map(actor_object, reading.actors), *map(place_object, reading.places), incident_object(make_incident(reading)), finding_object(make_finding())]
    assert {f"export.{each['kind']}" for each in objects} == {part for part in described if part.startswith("export.")}
    for each in objects:
        assert sorted(each) == sorted(described[f"export.{each['kind']}"])
    statement, event = objects[1], objects[2]
    parts = {"words": event["trigger"], "party": statement["speakers"][0], "when": event["when"], "place": event["place"], "quantity": event["quantities"][0]}
    incident = next(each for each in objects if each["kind"] == "incident")
    parts |= {"merged_party": incident["actors"][0], "merged_place": incident["place"], "merged_when": incident["when"]}
    parts |= {"count": incident["counts"][0], "tie": incident["ties"][0]}
    assert {f"part.{name}" for name in parts} == {part for part in described if part.startswith("part.")}
    for name, part in parts.items():
        assert sorted(part) == sorted(described[f"part.{name}"])


def test_dependencies_page_names_exactly_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    wanted = {re.split(r"[<>=!~\[; ]", line)[0] for line in [*project["dependencies"], *extras]} - {"emberwatch"}
    page = (DOCS / "dependencies.md").read_text(encoding="utf-8").partition("## Training only")[0]
    cells = [line.split("|")[1:-2] for line in page.splitlines() if line.startswith("| `")]
    extra_names = set(project["optional-dependencies"])
    assert {name for row in cells for cell in row for name in re.findall(r"`([\w-]+)`", cell)} - extra_names == wanted


def test_training_guide_names_every_corpus_that_is_read() -> None:
    code = (ROOT / "training" / "sets.py").read_text(encoding="utf-8")
    guide = (ROOT / "training" / "README.md").read_text(encoding="utf-8")
    read = set(re.findall(r'root / "([\w-]+)/', code))
    assert read and [name for name in sorted(read) if f"`{name}/`" not in guide] == []


def test_accuracy_page_has_a_place_for_the_figures() -> None:
    page = (DOCS / "accuracy.md").read_text(encoding="utf-8")
    assert page.count("<!-- figures:start -->") == page.count("<!-- figures:end -->") == 1
    assert page.index("<!-- figures:start -->") < page.index("<!-- figures:end -->")


def test_python_examples_are_python_and_name_what_exists() -> None:
    import emberwatch
    from emberwatch.api import Record

    for page in ("how-to/python.md", "how-to/notebooks.md", "how-to/ledger.md"):
        for block in re.findall(r"^```python\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            compile(block, page, "exec")
            assert [name for name in re.findall(r"from emberwatch import ([\w, ]+)", block) if not all(hasattr(emberwatch, n) for n in name.split(", "))] == []
            assert [name for name in re.findall(r"\brecord\.(\w+)", block) if not hasattr(Record, name)] == []
