"""What was said at every past month of one group and what came of it, as text and as rows."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator

from emberwatch.dates.month import format_month
from emberwatch.outlook.asked import BASE, LEAST_RETURNS, GroupBacktest, OwnScore, PastChance, PastMonth
from emberwatch.outlook.fitted import Skill
from emberwatch.outlook.tell import percent

ROW_FIELDS = ("group", "month", "down_since", "horizon", "chance", "base_rate", "conflictology", "model", "came_true", "back")
"""The fields of a row of `list_asked`."""
MARKS = {True: "yes", False: "no", None: "?"}


def render_asked(told: GroupBacktest, width: int = 100) -> str:
    """The months asked about in lines, the scores beneath, sentences of at most `width` characters."""
    lines = [*_wrap(f"{told.title}: {head_words(told)}", width), *_wrap(f"Source: {told.source}", width), ""]
    if not told.months:
        lines += _wrap("It was never down by the definition, so there was no month to ask about its return.", width)
    else:
        lines += [*_months(told), "", *_wrap(legend_words(told), width), "", *_scores(told)]
        lines += [line for sentence in judge_scores(told) for line in _wrap(sentence, width)]
    return "\n".join([*lines, "", *_wrap(f"By definition, {told.ask.definition.words}.", width)]) + "\n"


def head_words(told: GroupBacktest) -> str:
    """When it was asked, and by what the answers are judged."""
    return f"asked at the end of every past month in which it was down, from what was known then; judged by what is known on {told.ask.cutoff}"


def _wrap(words: str, width: int) -> list[str]:
    return textwrap.wrap(words, width)


def _months(told: GroupBacktest) -> Iterator[str]:
    horizons = "".join(f"{f'within {horizon} m':<14}" for horizon in told.ask.horizons)
    yield f"{'asked':<9}{'down since':<12}{horizons}what came of it"
    for month in told.months:
        said = {chance.horizon: _cell(chance) for chance in month.chances}
        cells = "".join(f"{said.get(horizon, ''):<14}" for horizon in told.ask.horizons)
        since = "" if month.since is None else format_month(month.since)
        mark = " " if month.hazard else "*"
        yield f"{format_month(month.month)}{mark} {since:<12}{cells}{came_words(told, month)}"


def _cell(chance: PastChance) -> str:
    return f"{percent(chance.prob):>6}  {MARKS[chance.came_true]}"


def came_words(told: GroupBacktest, month: PastMonth) -> str:
    """ "back in 2021-02, 23 months on", or that it was not, or that nothing is known yet."""
    if month.back is not None:
        months = month.back - month.month
        return f"back in {format_month(month.back)}, {months} month{'' if months == 1 else 's'} on"
    if month.month == told.series.last_month:
        return "not yet known"
    return f"not back by {format_month(told.series.last_month)}"


def legend_words(told: GroupBacktest) -> str:
    """How to read the marks, and how many months had no reports."""
    number = len(told.months)
    words = f"{number} month{'' if number == 1 else 's'} asked about. yes: it was back within that time; no: it was not; ?: not yet known"
    if any(chance.came_true and not chance.settled for month in told.months for chance in month.chances):
        words += " (the scores count only months whose whole time has passed)"
    plain = sum(not month.hazard for month in told.months)
    if plain:
        words += f"; * (in {plain}): a base rate alone, since no hazard with skill had been fitted by then or the hazard does not answer such a question"
    after = told.series.best[told.months[0].month - told.series.first_month + 1 :]
    silent = sum(value is None for value in after)
    if silent:
        words += f". In {silent} of the {len(after)} months since the first of them nobody reported; they count as months without its events"
    return words + "."


def _scores(told: GroupBacktest) -> Iterator[str]:
    yield "How these answers did (Brier skill: 1 perfect, 0 no better, below 0 worse)"
    yield f"  {'within':<11}{'settled':>7}{'said':>8}{'came true':>11}{'returns':>9}   {'against its base rate':<25}against conflictology"
    for score in told.scores:
        share = percent(score.came_true / score.settled) if score.settled else ""
        said = percent(score.said) if score.settled else ""
        skills = "".join(f"{skill_words(skill):<25}" for skill in score.skills).rstrip()
        yield f"  {f'{score.horizon} months':<11}{score.settled:>7}{said:>8}{share:>11}{score.returns:>9}   {skills}"


def skill_words(skill: Skill | None) -> str:
    """ "+0.12 (+0.02 to +0.20)", without an interval where none was drawn."""
    if skill is None:
        return "none to compare"
    band = "" if math.isnan(skill.low) else f" ({skill.low:+.2f} to {skill.high:+.2f})"
    return f"{skill.value:+.2f}{band}"


def judge_scores(told: GroupBacktest) -> list[str]:
    """What the scores can bear: whether there are enough returns, and what the same model did over all groups."""
    if not any(score.settled for score in told.scores):
        return ["Nothing is settled yet: no month asked about lies far enough back."]
    few = [score for score in told.scores if not score.enough]
    words = [_few_words(few)] if few else []
    if any(month.hazard for month in told.months):
        words += [_all_words(told)]
    return [each for each in words if each]


def _few_words(few: list[OwnScore]) -> str:
    most = max(score.returns for score in few)
    behind = {0: "not one return stands", 1: "one return stands"}.get(most, f"{most} returns stand")
    words = f"Too few to tell skill from luck: {behind} behind these months, and at least {LEAST_RETURNS} are needed; neighbours share what came of them."
    return words + (" Where nothing came, whoever gave the lower chance looks the better." if most == 0 else "")


def _all_words(told: GroupBacktest) -> str:
    parts = []
    for horizon, record in told.all_groups:
        skill = next(s for s in record.skills if s.against == BASE)
        parts.append(f"{skill.value:+.2f} ({skill.low:+.2f} to {skill.high:+.2f}) within {horizon} months, from {record.returns} returns")
    return f"Over all groups the same model's skill against the base rate was {'; '.join(parts)}." if parts else ""


def list_asked(told: GroupBacktest) -> list[dict[str, object]]:
    """A row for each month asked about and horizon."""
    return [
        {
            "group": told.title, "month": format_month(month.month), "down_since": None if month.since is None else format_month(month.since),
            "horizon": chance.horizon, "chance": round(chance.prob, 4), "base_rate": round(chance.base_rate, 4), "conflictology": round(chance.drawn, 4),
            "model": "hazard" if month.hazard else "base rate", "came_true": chance.came_true, "back": None if month.back is None else format_month(month.back),
        }
        for month in told.months for chance in month.chances
    ]  # fmt: skip
