"""Small line charts as SVG text, the same bytes for the same numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 24, 48, 58
COLOURS = ("#8a8f98", "#c2410c", "#1d4ed8", "#15803d")


@dataclass(frozen=True, slots=True)
class Series:
    """Points `(x, y)` joined by a line; `labels`, where given, one a point."""

    name: str
    points: Sequence[tuple[float, float]]
    dashed: bool = False
    labels: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Chart:
    """Titles and ranges of a chart; with `logarithmic` both axes show powers of ten and their ranges must be above 0."""

    title: str
    x_title: str
    y_title: str
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    logarithmic: bool = False

    def draw(self, series: Sequence[Series]) -> str:
        """The chart as one SVG document."""
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" fill="#1f2937">',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
            f'<text x="{WIDTH / 2:.0f}" y="26" text-anchor="middle" font-size="16">{escape(self.title)}</text>',
            *self._draw_axes(),
        ]
        for number, one in enumerate(series):
            parts += self._draw_series(one, COLOURS[number % len(COLOURS)], number)
        return "\n".join([*parts, "</svg>"]) + "\n"

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where the point `(x, y)` lies on the page."""
        across = self._share(x, self.x_range)
        up = self._share(y, self.y_range)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    def _share(self, value: float, ends: tuple[float, float]) -> float:
        low, high = ends
        if self.logarithmic:
            value, low, high = math.log10(value), math.log10(low), math.log10(high)
        return (value - low) / (high - low)

    def _draw_axes(self) -> list[str]:
        parts = []
        bottom, top = self.at(*(self.x_range[0], self.y_range[0]))[1], self.at(self.x_range[0], self.y_range[1])[1]
        for tick in self.find_ticks(self.x_range):
            x = self.at(tick, self.y_range[0])[0]
            parts.append(f'<line x1="{x:.1f}" y1="{bottom:.1f}" x2="{x:.1f}" y2="{top:.1f}" stroke="#e5e7eb"/>')
            parts.append(f'<text x="{x:.1f}" y="{bottom + 18:.1f}" text-anchor="middle">{format_tick(tick)}</text>')
        for tick in self.find_ticks(self.y_range):
            y = self.at(self.x_range[0], tick)[1]
            parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{WIDTH - RIGHT}" y2="{y:.1f}" stroke="#e5e7eb"/>')
            parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{format_tick(tick)}</text>')
        middle = (top + bottom) / 2
        parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 16}" text-anchor="middle">{escape(self.x_title)}</text>')
        parts.append(f'<text x="20" y="{middle:.0f}" text-anchor="middle" transform="rotate(-90 20 {middle:.0f})">{escape(self.y_title)}</text>')
        return parts

    def find_ticks(self, ends: tuple[float, float]) -> list[float]:
        """Powers of ten within the range, or six even steps over it."""
        low, high = ends
        if self.logarithmic:
            return [10.0**power for power in range(math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9) + 1)]
        return [low + (high - low) * step / 5 for step in range(6)]

    def _draw_series(self, one: Series, colour: str, number: int) -> list[str]:
        placed = [self.at(x, y) for x, y in one.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        dash = ' stroke-dasharray="6 5"' if one.dashed else ""
        parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>']
        if not one.dashed:
            parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in placed]
        for (x, y), label in zip(placed, one.labels, strict=False):
            parts.append(f'<text x="{x + 7:.1f}" y="{y + 15:.1f}" font-size="11" fill="{colour}">{escape(label)}</text>')
        y = TOP + 16 + 18 * number
        parts.append(f'<line x1="{LEFT + 12}" y1="{y - 4}" x2="{LEFT + 36}" y2="{y - 4}" stroke="{colour}" stroke-width="2"{dash}/>')
        parts.append(f'<text x="{LEFT + 42}" y="{y}">{escape(one.name)}</text>')
        return parts


def format_tick(value: float) -> str:
    """A number as short as it can be said: 0.2, 10, 1,000."""
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.3g}"
