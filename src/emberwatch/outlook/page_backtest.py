"""A backtest as one HTML file of its own, of all groups or of one: styles and picture inside, no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from emberwatch.dates.month import format_month
from emberwatch.outlook.asked import GroupBacktest, OwnScore
from emberwatch.outlook.fitted import FittedChances, Record, Skill
from emberwatch.outlook.page import lay_page, show_picture
from emberwatch.outlook.tell import percent
from emberwatch.outlook.tell_asked import MARKS, came_words, head_words, judge_scores, legend_words, skill_words

NEVER = "It was never down by the definition, so there was no month to ask about its return."
SKILL = "Brier skill: 1 is perfect, 0 no better than the naive model, below 0 worse; in brackets the 90 % interval."


def render_backtest_page(fit: FittedChances, source: str, picture: str | None = None) -> str:
    """The page on the forecasts over all groups settled by the end of `fit`; `picture` is the SVG of `draw_backtest`."""
    records = sorted(fit.records.items())
    parts = [
        "<h1>How the forecasts of resurgence did</h1>",
        f'<p class="source">Asked at every past month, settled by {format_month(fit.until)}. Source: {escape(source)}</p>',
        show_picture(picture),
        _sizes(records),
        "<h2>Skill against naive models</h2>",
        f"<p>{escape(SKILL)}</p>",
        _skills(records),
        "<h2>What was said, and the share that came true</h2>",
        _reliability(records),
        f"<footer><p>By definition, {escape(fit.definition.words)}.</p></footer>",
    ]
    return lay_page("Backtest of the outlook", parts)


def _sizes(records: Sequence[tuple[int, Record]]) -> str:
    rows = ((f"{horizon} months", f"{r.cases:,}", f"{r.came_true:,}", f"{r.returns}", f"{r.groups}", f"{r.calibration_error:.3f}") for horizon, r in records)
    return _table(("within", "forecasts", "came true", "different returns", "groups", "calibration error"), rows)


def _skills(records: Sequence[tuple[int, Record]]) -> str:
    against = dict.fromkeys(skill.against for _, record in records for skill in record.skills)
    found = [{skill.against: skill for skill in record.skills} for _, record in records]
    rows = ((name, *(_skill(skills.get(name)) for skills in found)) for name in against)
    return _table(("against", *(f"within {horizon} months" for horizon, _ in records)), rows)


def _skill(skill: Skill | None) -> str:
    return "" if skill is None else f"{skill.value:+.2f} ({skill.low:+.2f} to {skill.high:+.2f})"


def _reliability(records: Sequence[tuple[int, Record]]) -> str:
    rows = []
    for low, high in sorted({(b.low, b.high) for _, record in records for b in record.bins}):
        found = [next((b for b in record.bins if (b.low, b.high) == (low, high)), None) for _, record in records]
        cells = (f"{percent(b.came_true)} of {b.cases:,}" if b else "" for b in found)
        rows.append((f"{100 * low:.0f} to {100 * high:.0f} %", *cells))
    return _table(("said", *(f"within {horizon} months" for horizon, _ in records)), rows)


def render_asked_page(told: GroupBacktest, picture: str | None = None) -> str:
    """The page on one group's question asked at every past month; `picture` is the SVG of `draw_asked`."""
    head = head_words(told)
    parts = [
        f"<h1>{escape(told.title)}: backtest</h1>",
        f'<p class="source">{escape(head[0].upper() + head[1:])}. Source: {escape(told.source)}</p>',
        *(_asked_parts(told, picture) if told.months else (f"<p>{escape(NEVER)}</p>",)),
        f"<footer><p>By definition, {escape(told.ask.definition.words)}.</p></footer>",
    ]
    return lay_page(f"{told.title}: backtest", parts)


def _asked_parts(told: GroupBacktest, picture: str | None) -> Iterable[str]:
    yield show_picture(picture)
    yield "<h2>How these answers did</h2>"
    yield f"<p>{escape(SKILL)}</p>"
    yield _own_scores(told.scores)
    yield from (f"<p>{escape(sentence)}</p>" for sentence in judge_scores(told))
    yield "<h2>Month by month</h2>"
    yield f"<p>{escape(legend_words(told))}</p>"
    yield _months(told)


def _own_scores(scores: Sequence[OwnScore]) -> str:
    rows = []
    for score in scores:
        shares = (percent(score.said), percent(score.came_true / score.settled)) if score.settled else ("", "")
        rows.append((f"{score.horizon} months", str(score.settled), *shares, str(score.returns), *map(skill_words, score.skills)))
    return _table(("within", "settled", "said", "came true", "returns", "skill against its base rate", "skill against conflictology"), rows)


def _months(told: GroupBacktest) -> str:
    rows = []
    for month in told.months:
        said = {chance.horizon: f"{percent(chance.prob)}, {MARKS[chance.came_true]}" for chance in month.chances}
        since = "" if month.since is None else format_month(month.since)
        asked = f"{format_month(month.month)}{'' if month.hazard else ' *'}"
        rows.append((asked, since, *(said.get(horizon, "") for horizon in told.ask.horizons), came_words(told, month)))
    return _table(("asked", "down since", *(f"within {horizon} months" for horizon in told.ask.horizons), "what came of it"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"
