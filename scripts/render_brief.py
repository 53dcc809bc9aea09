"""Draw docs/images/brief.svg from what `emberwatch brief` really prints for a record.

python scripts/render_brief.py [--record build/examples.db] [--lines 48] [--columns 112]
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import subprocess
import sys
from io import RawIOBase, StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMAGE = ROOT / "docs" / "images" / "brief.svg"


def run_brief(record: Path, columns: int) -> str:
    """What the command prints on a terminal of `columns` characters; raises `CalledProcessError` where it fails."""
    command = [str(Path(sys.executable).parent / "emberwatch"), "brief", "--record", str(record)]
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"}
    environment.pop("NO_COLOR", None)
    reading_end, writing_end = pty.openpty()
    with subprocess.Popen(command, env=environment, stdout=writing_end) as process, open(reading_end, "rb", buffering=0) as terminal:
        os.close(writing_end)
        output = b"".join(iter(lambda: read_some(terminal), b""))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return output.decode("utf-8").replace("\r\n", "\n")


def read_some(terminal: RawIOBase) -> bytes:
    """The next bytes of a terminal, empty at its end, which Linux tells by an error."""
    try:
        return terminal.read(65536) or b""
    except OSError:
        return b""


def draw(output: str, columns: int, lines: int) -> str:
    """The first `lines` lines as SVG, the same bytes for the same output, without fonts from the network."""
    from rich.console import Console
    from rich.terminal_theme import DEFAULT_TERMINAL_THEME
    from rich.text import Text

    shown = output.rstrip("\n").split("\n")
    console = Console(record=True, width=columns, file=StringIO(), force_terminal=True, color_system="truecolor")
    for line in shown[:lines]:
        console.print(Text.from_ansi(line), soft_wrap=False, no_wrap=True, overflow="ellipsis")
    if len(shown) > lines:
        console.print(f"… {len(shown) - lines} more lines", style="dim", highlight=False)
    svg = console.export_svg(title="emberwatch brief", theme=DEFAULT_TERMINAL_THEME, unique_id="brief")
    svg = re.sub(r"\s*@font-face \{.*?\}\n", "\n", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas").split("\n")).rstrip() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", type=Path, default=ROOT / "build" / "examples.db")
    parser.add_argument("--lines", type=int, default=48)
    parser.add_argument("--columns", type=int, default=112)
    args = parser.parse_args()
    svg = draw(run_brief(args.record, args.columns), args.columns, args.lines)
    IMAGE.parent.mkdir(parents=True, exist_ok=True)
    IMAGE.write_text(svg, encoding="utf-8")
    print(IMAGE.relative_to(ROOT))


if __name__ == "__main__":
    main()
