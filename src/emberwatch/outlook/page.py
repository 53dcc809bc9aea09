"""An outlook as one HTML file of its own: styles and picture inside, no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from emberwatch.dates.month import format_month
from emberwatch.model.outlook import Band
from emberwatch.outlook.answer import GroupOutlook
from emberwatch.outlook.likelihood import SCALE
from emberwatch.outlook.signals import KINDS, UNFITTED
from emberwatch.outlook.tell import (
    NO_SIGNAL,
    beside_words,
    driver_words,
    later_words,
    percent,
    plain_words,
    record_words,
    refusal_words,
    stand_words,
    territory_words,
)

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem; margin: 0 } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem } .source, footer { color: #666; font-size: .9rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #ddd }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums } svg { width: 100%; height: auto }
.refused { border-left: 4px solid #a33030; padding-left: .8rem } code { font-size: .85em; color: #666 }
"""


def render_page(told: GroupOutlook, picture: str | None = None) -> str:
    """The page; `picture` is the SVG of `draw_outlook`, left out where it is None."""
    parts = [
        f"<h1>{escape(told.title)}</h1>",
        f'<p class="source">Outlook as known on {told.ask.cutoff}. Source: {escape(told.source)}</p>',
        f"<p>{escape(stand_words(told))}</p>",
        f"<p>{escape(territory_words(told))}</p>" if told.territory is not None else "",
        _refused(told),
        show_picture(picture),
        "<h2>Base rate</h2>" if told.outlook.refused else "<h2>Chance</h2>",
        _chances(told),
        *(f"<p>{escape(words)}</p>" for words in (*beside_words(told), *record_words(told))),
        _distributions(told),
        "<h2>What moved it</h2>",
        _drivers(told),
        "<h2>What reports say</h2>",
        _signals(told),
        "<h2>What is not known</h2>",
        "<ul>" + "".join(f"<li>{escape(gap)}</li>" for gap in told.outlook.gaps) + "</ul>",
        f"<p>{escape(later_words(told))}</p>" if told.later is not None else "",
        f"<footer><p>By definition, {escape(told.outlook.definition)}.</p><p>Words for chances: {escape(SCALE)}.</p></footer>",
    ]
    return lay_page(f"{told.title}: outlook", parts)


def lay_page(title: str, parts: Iterable[str]) -> str:
    """The parts, those that are not empty, as a page with its styles inside."""
    head = f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n'
    return head + "<body>\n<main>\n" + "\n".join(filter(None, parts)) + "\n</main>\n</body>\n</html>\n"


def _refused(told: GroupOutlook) -> str:
    if not told.outlook.refused:
        return ""
    return f'<p class="refused">{escape(refusal_words(told))}</p>'


def show_picture(picture: str | None) -> str:
    """The SVG as a figure, without what stands before its first tag; "" for None."""
    return "" if picture is None else "<figure>" + picture[picture.index("<svg") :] + "</figure>"


def _chances(told: GroupOutlook) -> str:
    if told.outlook.refused:
        return _plain_rates(told)
    rows = "".join(
        f'<tr><td>{c.horizon} months (to {format_month(told.outlook.series.last_month + c.horizon)})</td><td class="number">{percent(c.prob)}</td>'
        f'<td class="number">{percent(c.low)} to {percent(c.high)}</td><td class="number">{percent(c.base_rate)}</td><td>{escape(c.words)}</td></tr>'
        for c in told.outlook.chances
    )
    head = '<th>within</th><th class="number">chance</th><th class="number">90 % interval</th><th class="number">base rate</th><th>in words</th>'
    return f"<table><tr>{head}</tr>{rows}</table>"


def _plain_rates(told: GroupOutlook) -> str:
    """Base rates without a word for them: they are no forecast."""
    rows = "".join(
        f'<tr><td>{c.horizon} months</td><td class="number">{percent(c.base_rate)}</td><td class="number">{percent(c.low)} to {percent(c.high)}</td></tr>'
        for c in told.outlook.chances
    )
    return f'<table><tr><th>within</th><th class="number">base rate</th><th class="number">90 % interval</th></tr>{rows}</table>' if rows else ""


def _distributions(told: GroupOutlook) -> str:
    found = [d for d in told.outlook.distributions if d.horizon in (1, *told.ask.horizons)]
    if not found:
        return ""
    rows = "".join(
        f'<tr><td>{format_month(told.outlook.series.last_month + d.horizon)}</td><td class="number">{d.get_quantile(0.5):g}</td>'
        f'<td class="number">{_band(d.get_band(0.5))}</td><td class="number">{_band(d.get_band(0.9))}</td></tr>'
        for d in found
    )
    head = '<th>month</th><th class="number">median</th><th class="number">50 %</th><th class="number">90 %</th>'
    return f"<h2>Predicted counts ({escape(told.outlook.model)})</h2><table><tr>{head}</tr>{rows}</table>"


def _band(band: Band) -> str:
    return f"{band.low:g} to {band.high:g}"


def _drivers(told: GroupOutlook) -> str:
    drivers = told.outlook.chances[0].drivers if told.outlook.chances else ()
    if not drivers:
        return f"<p>{escape(plain_words(told))}.</p>"
    return "<ul>" + "".join(f"<li>{escape(driver_words(driver))}</li>" for driver in drivers) + "</ul>"


def _signals(told: GroupOutlook) -> str:
    if not told.signals:
        return f"<p>{NO_SIGNAL[0].upper()}{NO_SIGNAL[1:]}.</p>"
    parts = []
    for kind, words in KINDS.items():
        found = [signal for signal in told.signals if signal.kind == kind]
        if found:
            items = "".join(
                f"<li>{s.published} {escape(s.publisher or 'unknown publisher')}: <q>{escape(s.words)}</q> <code>{escape(s.id)}</code></li>" for s in found
            )
            parts.append(f"<h3>{escape(words)}: {len(found)}</h3><ul>{items}</ul>")
    return "".join(parts) + f"<p>{escape(UNFITTED[0].upper() + UNFITTED[1:])}.</p>"
