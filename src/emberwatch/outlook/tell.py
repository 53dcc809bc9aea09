"""An outlook as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from emberwatch.dates.month import format_month
from emberwatch.model.outlook import Chance, Driver
from emberwatch.outlook.answer import BASE_RATE, DRAWS, HAZARD, GroupOutlook
from emberwatch.outlook.chance_backtest import PRIOR_CASES
from emberwatch.outlook.likelihood import SCALE
from emberwatch.outlook.signals import KINDS, UNFITTED

DRIVERS_MAX = 6
SIGNALS_MAX = 3
"""Signals of each kind that are told; more are counted."""


def render_text(told: GroupOutlook, width: int = 100) -> str:
    """The outlook in lines of at most `width` characters, tables as wide as they are."""
    lines = [f"{told.title}: outlook as known on {told.ask.cutoff}", *_wrap(f"{_measure(told)}. Source: {told.source}", width), ""]
    lines += [*_wrap(stand_words(told), width), ""]
    if told.territory is not None:
        lines += [*_territory(told, width), ""]
    if told.outlook.refused:
        lines += [*_wrap(refusal_words(told), width), ""]
    lines += [*_chances(told)]
    for sentences in (beside_words(told), record_words(told)):
        lines += ["", *(line for sentence in sentences for line in _wrap(sentence, width))] if sentences else []
    if told.outlook.distributions:
        lines += ["", *_distributions(told)]
    drivers = list(_drivers(told, width))
    lines += ["", *drivers, *([""] if drivers else []), *_signals(told, width), "", "What is not known", *_bullets(told.outlook.gaps, width)]
    if told.later is not None:
        lines += ["", *_wrap(later_words(told), width)]
    lines += ["", *_wrap(f"By definition, {told.outlook.definition}.", width), *_wrap(f"Words for chances: {SCALE}.", width)]
    return "\n".join(lines) + "\n"


def refusal_words(told: GroupOutlook) -> str:
    """Why there is no forecast."""
    rest = "What follows is a base rate, not a forecast." if told.outlook.chances else "No forecast and no base rate can be given."
    return f"Too little to go on: {told.outlook.refused}. {rest}"


def _wrap(words: str, width: int, indent: str = "") -> list[str]:
    """The lines of a text; a number stays with its per cent sign."""
    held = textwrap.wrap(words.replace(" %", "\xa0%"), width, initial_indent=indent, subsequent_indent=" " * len(indent))
    return [line.replace("\xa0%", " %") for line in held]


def _bullets(sentences: Sequence[str], width: int) -> list[str]:
    return [line for sentence in sentences for line in _wrap(sentence, width, "  - ")]


def _measure(told: GroupOutlook) -> str:
    return {"events": "Violent events a month", "deaths": "Deaths a month", "attacks": "Attacks that it is known to have begun, a month"}[told.ask.measure]


def stand_words(told: GroupOutlook) -> str:
    """Where the group stands, in two or three sentences."""
    series, standing = told.outlook.series, told.standing
    known = [f"{value:g}" if value is not None else "unknown" for value in series.best[-3:]]
    recent = f"The last three months counted {', '.join(known)}." if known else "Nothing is counted."
    if standing.peak is None or standing.peak_at is None or standing.threshold is None:
        return recent
    peak = f"Its peak was a mean of {standing.peak:.3g} a month in the year to {format_month(series.first_month + standing.peak_at)}."
    back = f"it counts as back once {told.ask.definition.return_months} months together exceed {standing.threshold:.3g}"
    before = ", ".join(format_month(series.first_month + at) for at in standing.returns)
    returns = f" It came back {_times(len(standing.returns))} before ({before})." if before else ""
    if standing.since is None:
        return f"{recent} {peak} By the definition it is not down: {back} only after it has fallen.{returns}"
    lost = f" (last territory lost on {told.ask.lost})" if told.ask.lost is not None and told.ask.lost <= told.ask.cutoff else ""
    return f"{recent} {peak} It is down since {format_month(series.first_month + standing.since)}{lost}; {back}.{returns}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _chances(told: GroupOutlook) -> Iterator[str]:
    if told.outlook.refused:
        yield from _plain_rates(told)
        return
    first = told.outlook.chances[0].what if told.outlook.chances else told.ask.definition.kind
    model = DRAWS if first == "level" else HAZARD if told.fit is not None else BASE_RATE
    yield f"{chance_words(told)} ({model})"
    yield f"  {'within':<24}{'chance':>7}   {'90 % interval':<15}{'base rate':>9}   in words"
    for chance in told.outlook.chances:
        yield f"  {_end(told, chance):<24}{percent(chance.prob):>7}   {_band(chance):<15}{percent(chance.base_rate):>9}   {chance.words}"


def _plain_rates(told: GroupOutlook) -> Iterator[str]:
    """Base rates without a word for them: they are no forecast."""
    if not told.outlook.chances:
        yield "No base rate: by then there was no month to take one from"
        return
    whose = "its own months and those of all groups" if any(each.cases for each in told.beside) else "all groups that were down; no month of its own"
    yield f"Base rate of {told.ask.definition.kind} ({whose})"
    yield f"  {'within':<24}{'base rate':>9}   90 % interval"
    for chance in told.outlook.chances:
        yield f"  {_end(told, chance):<24}{percent(chance.base_rate):>9}   {_band(chance)}"


def _end(told: GroupOutlook, chance: Chance) -> str:
    return f"{chance.horizon} months (to {format_month(told.outlook.series.last_month + chance.horizon)})"


def _band(chance: Chance) -> str:
    return f"{percent(chance.low)} to {percent(chance.high)}"


def chance_words(told: GroupOutlook) -> str:
    """What the chances are of."""
    if not told.outlook.chances or told.outlook.chances[0].what != "level":
        return f"Chance of {told.ask.definition.kind}"
    if told.ask.definition.kind == "onset":
        return "Chance of a month with at least one"
    return f"Chance that {told.ask.definition.return_months} months together exceed {told.standing.threshold or 0:.3g}"


def beside_words(told: GroupOutlook) -> list[str]:
    """What naive models give for the same horizons, and how many months the base rate rests on."""
    if told.outlook.refused or not told.beside:
        return []
    made = []
    drawn = [percent(each.drawn) for each in told.beside if each.drawn is not None]
    if drawn:
        made.append(f"Naive, beside it: its last twelve months drawn at random (conflictology) give {_series(drawn)}.")
    of_all = [percent(each.of_all) for each in told.beside if each.of_all is not None]
    if told.standing.at_risk:
        own = _series([f"{each.hits} of {each.cases}" for each in told.beside])
        leans = f"; it leans on all groups ({_series(of_all)}) as on {PRIOR_CASES:.0f} more such months" if of_all else ""
        some = f"The base rate: of its own months while down, {own} were followed by a return in that time{leans}."
        none = "The base rate: no month of its own while down was settled by then, so that it is that of all groups."
        made.append(some if any(each.cases for each in told.beside) else none)
    return made


def _series(words: Sequence[str]) -> str:
    """ "1, 2 and 3"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def percent(prob: float) -> str:
    """ "7 %", and never 0 or 100 % for what is not certain."""
    if 0 < prob < 0.005:
        return "<0.5 %"
    if 0.995 < prob < 1:
        return ">99.5 %"
    return f"{prob:.0%}".replace("%", " %")


def record_words(told: GroupOutlook) -> list[str]:
    """How often such warnings came true, and the skill they showed, a sentence a horizon."""
    if told.fit is None:
        if not told.outlook.chances or told.outlook.refused:
            return []
        return [f"No hazard answers here ({told.why_plain}), so no record of past warnings stands behind these figures."]
    return [words for chance in told.outlook.chances if (words := _record_of(told, chance))]


def _record_of(told: GroupOutlook, chance: Chance) -> str | None:
    assert told.fit is not None
    record = told.fit.records.get(chance.horizon)
    if record is None:
        return None
    bin_ = record.bin_of(chance.prob)
    such = "no forecast was like it"
    if bin_:
        such = f"of {bin_.cases} forecasts between {percent(bin_.low)} and {percent(bin_.high)}, {percent(bin_.came_true)} came true"
    skill = next(s for s in record.skills if s.against == BASE_RATE)
    return (
        f"{chance.horizon} months: in the backtest known by then, {such}; Brier skill against the group's base rate {skill.value:+.2f} "
        f"({skill.low:+.2f} to {skill.high:+.2f}), from {record.cases} forecasts and {record.returns} returns."
    )


def _distributions(told: GroupOutlook) -> Iterator[str]:
    yield f"{_measure(told)}, predicted ({told.outlook.model})"
    yield f"  {'month':<10}{'median':>7}   {'50 %':<12}{'90 %':<12}any at all"
    for d in told.outlook.distributions:
        if d.horizon in (1, *told.ask.horizons):
            half, most = d.get_band(0.5), d.get_band(0.9)
            bands = f"{f'{half.low:g} to {half.high:g}':<12}{f'{most.low:g} to {most.high:g}':<12}"
            yield f"  {format_month(told.outlook.series.last_month + d.horizon):<10}{d.get_quantile(0.5):>7g}   {bands}{percent(d.any_prob)}"


def _drivers(told: GroupOutlook, width: int) -> Iterator[str]:
    if not told.outlook.chances:
        return
    drivers = told.outlook.chances[0].drivers if told.outlook.chances else ()
    yield f"What moved the chance{', against a group that is down as the average one is' if drivers else ''}"
    if not drivers:
        yield f"  {plain_words(told)}"
    for driver in drivers[:DRIVERS_MAX]:
        yield from _wrap(driver_words(driver), width, "  ")


def plain_words(told: GroupOutlook) -> str:
    """What moves a chance that has no drivers."""
    if told.outlook.chances and told.outlook.chances[0].what == "level":
        return "its own counts alone: a level that drifts from month to month"
    return "nothing: a base rate does not look at the situation"


def driver_words(driver: Driver) -> str:
    """ "odds × 0.70  months since it fell"."""
    return f"odds × {2.0**driver.log2_odds:<5.2f} {driver.sentence}"


NO_SIGNAL = "no dated report of the year before tells of what is looked for (warnings, escapes, withdrawals, claims, what it is able to do, places taken)"


def _signals(told: GroupOutlook, width: int) -> Iterator[str]:
    yield "What reports say (shown, not weighed)"
    if not told.signals:
        yield from _wrap(f"{NO_SIGNAL}; read some with `emberwatch read`", width, "  ")
        return
    for kind, words in KINDS.items():
        found = [signal for signal in told.signals if signal.kind == kind]
        if found:
            yield f"  {words}: {len(found)}"
            for signal in found[:SIGNALS_MAX]:
                yield from _wrap(f"{signal.published} {signal.publisher or 'unknown publisher'}: “{_cut(signal.words)}” [{signal.id}]", width, "    ")
    yield from _wrap(UNFITTED[0].upper() + UNFITTED[1:] + ".", width, "  ")


def territory_words(told: GroupOutlook) -> str:
    """What the record says of its last place, and how to count it; it moves no figure by itself. "" where the record tells of none."""
    land, given = told.territory, told.ask.lost
    if land is None:
        return ""
    by = f"by {_reports(len(land.reports))}"
    when = f"on {land.day}" if land.exact else f"by {land.day}"
    if land.against:
        beside = "" if given is None else f" The day given by hand, {given}, is counted."
        speak = "speaks" if len(land.against) == 1 else "speak"
        return (
            f"The record does not settle when it lost its last place: {land.place} was taken from it {when}, {by}, "
            f"but {_reports(len(land.against))} from then on {speak} of ground that it holds or has still to lose. No day is suggested.{beside}"
        )
    says = f"The record says that it lost {land.place} {when}, {by}, and tells of nothing that it held after"
    if given == land.day:
        return f"{says}: the day that is counted."
    if given is not None:
        return f"{says}. The day given by hand, {given}, is counted."
    return f"{says}. This is not counted above or below; to count it: --lost-territory {land.day}"


def _reports(number: int) -> str:
    return f"{number} report{'' if number == 1 else 's'}"


def _territory(told: GroupOutlook, width: int) -> Iterator[str]:
    assert told.territory is not None
    yield from _wrap(territory_words(told), width)
    for head, found in (("", told.territory.reports), ("but ", told.territory.against)):
        for signal in found[:SIGNALS_MAX]:
            yield from _wrap(f"{head}{signal.published} {signal.publisher or 'unknown publisher'}: “{_cut(signal.words)}” [{signal.id}]", width, "  ")
        if len(found) > SIGNALS_MAX:
            yield f"  {head}{_reports(len(found) - SIGNALS_MAX)} more"


def _cut(words: str, most: int = 160) -> str:
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"


def later_words(told: GroupOutlook) -> str:
    """What happened next, as it is known now."""
    assert told.later is not None
    until = format_month(told.later.last_month)
    if told.standing.threshold is None or not told.standing.at_risk:
        return f"What happened next is counted to {until}."
    if told.back_at is None:
        return f"What happened next: by what is known now it was not back up to {until}."
    months = told.back_at - told.outlook.series.last_month
    return f"What happened next: by what is known now it was back in {format_month(told.back_at)}, {months} months on."
