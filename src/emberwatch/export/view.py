"""A report as HTML with its facts and statements marked, for notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from emberwatch.export.flat import quantity_words
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from emberwatch.model.statement import Statement

COLOURS = {
    "occurred": "#f4b6a6",
    "ongoing": "#f6cf9c",
    "planned": "#c5d8f2",
    "expected": "#cfe3ee",
    "possible": "#dcd6ee",
    "conditional": "#e3dcc6",
    "not_occurred": "#d9d9d9",
    "denied": "#d9d9d9",
    "demanded": "#cfe8c9",
}
"""A colour a status; dark text is read on each."""

_UNDERLINE = "border-bottom: 2px dotted #777"


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    title: str
    colour: str | None


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report whose words of a fact are coloured by status and whose statements are underlined; point at them to read more."""

    report: Report
    facts: Sequence[Fact] = ()
    statements: Sequence[Statement] = ()

    @classmethod
    def of(cls, reading: Reading) -> ReportView:
        """The view of one reading."""
        return cls(reading.report, reading.facts, reading.statements)

    def _repr_html_(self) -> str:
        return render_html(self)

    def __str__(self) -> str:
        return f"{self.report.title or self.report.id}: {len(self.statements)} statements, {len(self.facts)} facts"


def render_html(view: ReportView) -> str:
    """A self-contained piece of HTML; every word of the report is escaped."""
    report = view.report
    origin = ", ".join(escape(str(part)) for part in (report.publisher, report.published) if part) or "undated"
    used = [status for status in COLOURS if any(fact.status == status for fact in view.facts)]
    legend = " ".join(
        f'<span style="background:{COLOURS[status]};color:#111;padding:0 .4em;border-radius:3px">{status.replace("_", " ")}</span>' for status in used
    )
    head = f"<strong>{escape(report.title or report.id)}</strong><br><small>{origin}</small><br><small>{legend}</small>"
    body = "".join(_pieces(report.text, _marks(view)))
    return f'<div style="max-width:46em;line-height:1.6">{head}<div style="white-space:pre-wrap;margin-top:.6em">{body}</div></div>'


def _marks(view: ReportView) -> list[_Mark]:
    marks = [_Mark(one.content.span.start, one.content.span.end, _statement_title(one), None) for one in view.statements]
    for fact in view.facts:
        title = _fact_title(fact)
        marks.append(_Mark(fact.trigger.span.start, fact.trigger.span.end, title, COLOURS[fact.status]))
    return marks


def _pieces(text: str, marks: Sequence[_Mark]) -> Iterator[str]:
    """The text cut at every edge of a mark; each piece carries the titles of all the marks that cover it."""
    edges: dict[int, list[tuple[bool, int]]] = {}
    for number, mark in enumerate(marks):
        edges.setdefault(mark.start, []).append((True, number))
        edges.setdefault(mark.end, []).append((False, number))
    open_now: dict[int, None] = {}
    done = 0
    for at in sorted(edges):
        yield _piece(text[done:at], [marks[number] for number in open_now])
        for begins, number in edges[at]:
            if begins:
                open_now[number] = None
            else:
                open_now.pop(number, None)
        done = at
    yield _piece(text[done:], [])


def _piece(words: str, marks: Sequence[_Mark]) -> str:
    if not words or not marks:
        return escape(words)
    title = escape("\n".join(mark.title for mark in reversed(marks)), quote=True)
    colour = next((mark.colour for mark in reversed(marks) if mark.colour), None)
    styles = [f"background:{colour};color:#111;border-radius:3px"] if colour else []
    styles += [_UNDERLINE] if any(mark.colour is None for mark in marks) else []
    tag = "mark" if colour else "span"
    return f'<{tag} style="{";".join(styles)}" title="{title}">{escape(words)}</{tag}>'


def _fact_title(fact: Fact) -> str:
    """What was read of a fact, a field a line."""
    place, when = fact.place, fact.when
    fields = [
        (fact.kind, " ".join(part for part in (fact.type, fact.mode, f"({fact.status.replace('_', ' ')})") if part)),
        ("about" if fact.kind == "state" else "who", _names(fact.actors)),
        ("to whom", _names(fact.recipients)),
        ("where", (place.place.name if place.place else place.text) if place else ""),
        ("when", (f"{when.start} to before {when.end}" if when.start or when.end else when.text) if when else ""),
        ("how many", "; ".join(map(quantity_words, fact.quantities))),
        ("says", _names(fact.speakers)),
        ("if", fact.condition.text if fact.condition else ""),
        ("probability", f"{fact.probability:.2f}"),
    ]
    return "\n".join(f"{name}: {words}" for name, words in fields if words)


def _statement_title(one: Statement) -> str:
    return f"statement: {_names(one.speakers) or 'the report'} ({one.manner})"


def _names(parties: Sequence[Party]) -> str:
    return ", ".join(party.name or party.text for party in parties)
