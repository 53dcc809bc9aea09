"""The canvas of every picture: colours, fonts and files that have the same bytes for the same numbers."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from emberwatch.errors import SettingError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, SOFT, KNOWN, FAN, LIMIT = "#222222", "#8a8a8a", "#3b5b7a", "#c8752d", "#a33030"
FAINT = "#e4e4e4"
FORMATS = ("png", "svg")


def paint(format: str, size: tuple[float, float], draw: Callable[[Figure], None]) -> bytes:
    """What `draw` puts on a figure of `size` inches, as PNG or SVG; raises `SettingError` for other formats and where matplotlib is missing."""
    if format not in FORMATS:
        raise SettingError(f"no pictures in the format {format!r}; give a file that ends in .{' or .'.join(FORMATS)}")
    try:
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise SettingError('pictures need matplotlib; install it with `pip install "emberwatch[outlook]"`') from error
    style: Any = {"svg.hashsalt": "emberwatch", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9.5}
    with matplotlib.rc_context(style):
        figure = Figure(figsize=size, dpi=120, layout="constrained")
        FigureCanvasAgg(figure)
        draw(figure)
        out = io.BytesIO()
        figure.savefig(out, format=format, metadata={"Date": None} if format == "svg" else {"Software": None})
    return out.getvalue()
