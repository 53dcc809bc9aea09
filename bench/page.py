"""The figures as the section of `docs/accuracy.md` that a program writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bench.figure import BARS, format_value, is_counted, judge
from bench.shared import ROOT

PAGE = ROOT / "docs" / "accuracy.md"
IMAGES = ROOT / "docs" / "images"
START, END = "<!-- figures:start -->", "<!-- figures:end -->"

TITLES = {
    "seed": "The first report",
    "devset": "Three newspaper reports",
    "pairs": "PLOVER pairs",
    "encoder": "Encoder, int8, as shipped (per cent)",
    "own": "Own corpus, held-out fifth",
    "agreement": "Two coders, and the reader, on the same items",
    "real": "Sentences of real reports coded by the same rules, held-out fifth",
    "timex": "Time expressions, TimeBank and AQUAINT",
    "calibration": "Calibration of `probability`",
    "ledger": "The ledger: graded stories",
    "linking": "Linking: ECB+, training topics",
    "views": "The outlook: deaths by country and month",
    "groups": "The outlook: named groups",
    "speed": "Speed and memory, two cores",
    "start": "Start",
    "scale": "Linking at size, two cores",
}
CHARTS = {
    "calibration": ("reliability.svg", "Share of facts right over the probability given, with the number of facts at each point"),
    "views": ("outlook_countries.svg", "CRPS of the logarithm of deaths by model and year"),
    "speed": ("cost.svg", "Seconds to read 10, 100 and 1,000 reports"),
    "scale": ("linking.svg", "Seconds to link 500 reports more, over the number of reports in the record"),
}


def format_section(figures: Mapping[str, float]) -> str:
    """One table a group, in the order of `TITLES`: figure, value, bar, and whether it is reached."""
    parts = []
    for group, title in TITLES.items():
        rows = {name: value for name, value in figures.items() if name.partition(".")[0] == group}
        if not rows:
            continue
        parts += [f"### {title}", "", "| figure | value | bar | |", "|---|---:|---:|---|"]
        parts += [format_row(name, value) for name, value in sorted(rows.items(), key=lambda row: (row[0] not in BARS, is_counted(row[0]), row[0]))]
        if group in CHARTS:
            file, words = CHARTS[group]
            parts += ["", f"![{words}](images/{file})"]
        parts.append("")
    return "\n".join(parts)


def format_row(name: str, value: float) -> str:
    """One figure as a table row; the last cell is empty where there is no bar."""
    bar = BARS.get(name)
    return f"| `{name}` | {format_value(name, value)} | {bar or ''} | {judge(name, value) if bar else ''} |"


def replace_section(page: str, section: str) -> str:
    """`page` with everything between the two markers replaced; raises `ValueError` where a marker is missing."""
    before, start, rest = page.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"the page needs the two lines {START} and {END}")
    return f"{before}{START}\n\n{section}\n{END}{after}"


def write_page(figures: Mapping[str, float], page: Path = PAGE) -> None:
    """Write the figures into the page between its markers."""
    page.write_text(replace_section(page.read_text(encoding="utf-8"), format_section(figures)), encoding="utf-8")


def write_charts(charts: Mapping[str, str], folder: Path = IMAGES) -> None:
    """Write each chart under its file name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in charts.items():
        (folder / name).write_text(svg, encoding="utf-8")
