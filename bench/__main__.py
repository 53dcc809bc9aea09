"""Measure what the product must show and print one line a figure: `name value bar ok|short`.

    python -m bench [--only NAME …] [--quick] [--misses] [--freeze] [--write-docs]

Exit status 0 when every figure reaches its bar, 1 when one falls short or a group fails, 2 for wrong usage. Groups whose
sets are absent are skipped with a word. A figure that has worsened against bench/figures.json by more than its tolerance says so.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
import traceback
from collections.abc import Sequence

from bench import page
from bench.figure import BARS, Measured, Skipped, format_line, judge
from bench.frozen import read_frozen, write_frozen
from bench.shared import Setting, find_shared

GROUPS: dict[str, str] = {
    "seed": "bench.seed",
    "devset": "bench.devset",
    "pairs": "bench.pairs",
    "encoder": "bench.encoder",
    "own": "bench.own",
    "agreement": "bench.agreement",
    "real": "bench.real",
    "timex": "bench.timex_group",
    "calibration": "bench.calibration",
    "ledger": "bench.ledger.group",
    "linking": "bench.linking",
    "views": "bench.outlook",
    "groups": "bench.outlook_groups",
    "speed": "bench.speed",
    "start": "bench.start",
    "scale": "bench.scale",
}


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Options of the command line; wrong usage ends the program with status 2."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(GROUPS), metavar="NAME", help=f"measure these groups alone: {', '.join(GROUPS)}")
    parser.add_argument("--quick", action="store_true", help="a small part of each set: to see that the measuring works")
    parser.add_argument("--misses", action="store_true", help="tell every fact that was missed, invented or wrong (seed, devset, own)")
    parser.add_argument("--freeze", action="store_true", help="make the measured figures the frozen ones (bench/figures.json)")
    parser.add_argument("--write-docs", action="store_true", help="write figures and charts into docs/")
    options = parser.parse_args(arguments)
    if options.quick and (options.freeze or options.write_docs):
        parser.error("--quick measures too little to freeze or to write into docs/")
    return options


def measure_group(name: str, setting: Setting) -> Measured | None:
    """The group's figures; None, with the traceback on standard error, where it failed."""
    try:
        measured: Measured = importlib.import_module(GROUPS[name]).measure(setting)
    except Skipped as reason:
        print(f"{name:34s} skipped: {reason}", flush=True)
        return Measured({})
    except Exception as error:  # noqa: BLE001 – one group's failure must not hide the figures of the others
        traceback.print_exc()
        print(f"{name:34s} failed: {type(error).__name__}: {error}", flush=True)
        return None
    return measured


def tell_missing(group: str, measured: Measured) -> list[str]:
    """Figures that have a bar and that the group did not give, each told on a line."""
    missing = [name for name in BARS if name.partition(".")[0] == group and name not in measured.figures]
    for name in missing:
        print(f"{name:34s} was not measured: short")
    return missing


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and where asked freeze and write; the exit status."""
    options = parse_arguments(arguments)
    setting = Setting(find_shared(), options.quick, options.misses)
    frozen = {} if options.quick else read_frozen()
    figures: dict[str, float] = {}
    charts: dict[str, str] = {}
    measured_groups, short = [], False
    for name in options.only or GROUPS:
        began = time.monotonic()
        measured = measure_group(name, setting)
        if measured is None:
            short = True
            continue
        for figure, value in measured.figures.items():
            print(format_line(figure, value, frozen.get(figure)), flush=True)
            short |= judge(figure, value) == "short"
        figures |= measured.figures
        charts |= measured.charts
        if measured.figures:
            short |= bool(tell_missing(name, measured))
            measured_groups.append(name)
            print(f"  {name} took {time.monotonic() - began:.0f} s", flush=True)
    if options.freeze:
        write_frozen(figures, measured_groups)
    if options.write_docs:
        page.write_charts(charts)
        page.write_page({**read_frozen(), **figures})
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
