"""Write docs/reference/data-dictionary.md from scripts/dictionary.tsv, the columns of the flat export and the vocabularies of the code.

    python scripts/write_dictionary.py [--check]

With --check nothing is written; the exit status is 1 where the page is not what would be written.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "scripts" / "dictionary.tsv"
PAGE = ROOT / "docs" / "reference" / "data-dictionary.md"

HEAD = """# Data dictionary

<!-- Written by scripts/write_dictionary.py from scripts/dictionary.tsv; change that and run `make docs`. -->

What every variable means: of the [JSON export](#json-lines), of the [flat exports](#csv-parquet-geojson-data-frames), and of the [tables](#tables) of a record.
Spans count characters of the report's cleaned text, from 0, the end exclusive. A variable that does not apply is null or empty; nothing stands in for it.

The [codebook](../how-to/codebook.md) that ships gives the types and modes; a codebook of your own may give others.
"""


@dataclass(frozen=True, slots=True)
class Variable:
    """One described variable; `part` is `export.KIND`, `part.NAME` or `table.NAME`."""

    part: str
    name: str
    values: str
    description: str


def read_variables(path: Path = TABLE) -> list[Variable]:
    """Every described variable; raises `ValueError` that lists every faulty line."""
    variables, faults = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 4 or not all(cells):
            faults.append(f"{path.name}:{number}: expected part, variable, values and description, not {line!r}")
            continue
        variables.append(Variable(*cells))
    if faults:
        raise ValueError("\n".join(faults))
    return variables


def load_vocabularies() -> dict[str, tuple[str, ...]]:
    """The closed lists of values, by name, as the code has them."""
    from emberwatch.dates.when import Basis, Precision
    from emberwatch.language.labels import EVENTS
    from emberwatch.model.entity import ActorType, PlacePrecision
    from emberwatch.model.fact import STATE_TYPES, STATUSES
    from emberwatch.model.ledger import FINDING_KINDS, LINEAGE_KINDS, QUESTION_KINDS, VERDICTS, OriginKind
    from emberwatch.model.statement import MANNERS
    from emberwatch.text.quantity import QUANTITY_STATES

    return {
        "event_types": tuple(name for name in EVENTS if name != "none" and name not in STATE_TYPES),
        "state_types": STATE_TYPES,
        "statuses": STATUSES,
        "manners": MANNERS,
        "quantity_states": QUANTITY_STATES,
        "actor_types": get_args(ActorType),
        "place_precisions": get_args(PlacePrecision),
        "when_precisions": get_args(Precision),
        "when_bases": get_args(Basis),
        "lineage_kinds": LINEAGE_KINDS,
        "origin_kinds": get_args(OriginKind),
        "finding_kinds": FINDING_KINDS,
        "question_kinds": QUESTION_KINDS,
        "verdicts": VERDICTS,
    }


def fill_values(values: str, vocabularies: dict[str, tuple[str, ...]]) -> str:
    """`values` with every `@name` replaced by its list; raises `KeyError` for a name that is none."""
    return re.sub(r"@(\w+)", lambda match: ", ".join(f"`{value}`" for value in vocabularies[match[1]]), values)


def format_part(title: str, variables: list[Variable], vocabularies: dict[str, tuple[str, ...]]) -> list[str]:
    """One part as a heading and a table."""
    rows = [f"| `{v.name}` | {v.description} | {fill_values(v.values, vocabularies)} |" for v in variables]
    return [f"### {title}", "", "| variable | description | values |", "|---|---|---|", *rows, ""]


def format_flat() -> list[str]:
    """The columns of the flat exports, a heading and a table each; their descriptions stand in the code."""
    from emberwatch.export.flat import COLUMNS
    from emberwatch.export.ledger import FINDING_COLUMNS, INCIDENT_COLUMNS

    words = (
        "A row a fact (`--what facts`), incident or finding, in these columns; `to_pandas()` gives the same. GeoJSON holds the facts or incidents that have "
        "a point, with the columns as properties."
    )
    lines = ["## CSV, Parquet, GeoJSON, data frames", "", words, ""]
    for title, columns in (("Facts", COLUMNS), ("Incidents", INCIDENT_COLUMNS), ("Findings", FINDING_COLUMNS)):
        rows = [f"| `{column.name}` | {column.says} | {column.kind} |" for column in columns]
        lines += [f"### {title}", "", "| column | description | kind |", "|---|---|---|", *rows, ""]
    return lines


def format_page(variables: list[Variable]) -> str:
    """The whole page."""
    vocabularies = load_vocabularies()
    lines = [HEAD]
    for prefix, title, words in (
        (
            "export",
            "JSON Lines",
            "`emberwatch export --format jsonl` writes these objects, one a line: each report with its statements and facts, then actors, places, incidents "
            "and findings.",
        ),
        ("part", "Parts of objects", "The values called words, party, when, place, quantity, merged party, merged place, merged when, count and tie above."),
        ("table", "Tables", "The tables of a record, an SQLite file."),
    ):
        lines += [f"## {title}", "", words, ""]
        for name in dict.fromkeys(v.part for v in variables if v.part.startswith(f"{prefix}.")):
            heading = f"Table `{name.partition('.')[2]}`" if prefix == "table" else f"`{name.partition('.')[2]}`"
            lines += format_part(heading, [v for v in variables if v.part == name], vocabularies)
        if prefix == "part":
            lines += format_flat()
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    page = format_page(read_variables())
    if parser.parse_args().check:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page else 1
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
