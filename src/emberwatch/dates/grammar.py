"""The grammar of time expressions: patterns over classes of words (`words.py`), each with what it means."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from emberwatch.dates import meaning
from emberwatch.dates.form import Form
from emberwatch.dates.hit import Hit
from emberwatch.dates.words import LETTER

Meaning = Callable[[Hit], Form | None]

FRAGMENTS: dict[str, str] = {
    "CARD": r"(?:[<small><digits>][<small>]<slash><small>|[<one><num><small><digits><year>](?:<dash>?[<one><num>]){0,5})",
    "COUNT": r"(?:{CARD}(?:<and><a>?<half>)?|<a>(?:<vague>|<couple><of>?)|<vague>|<couple><of>?|<a>)",
    "HEDGE": r"(?P<hedge><at><least>(?:<the>(?=[<past><last>]))?|<more><than>|<up><to>|<about>)",
    "UNITS": r"[<unit><units><quarter>]",
    "DAY": r"(?:<small>|<ordinal>|<ord>|<second>)",
    "MONTH": r"(?:<month>|<mon>|<short><dot>?)",
    "WEEKDAY": r"(?:<weekday>|<shortday>(?:<dot>|(?=<comma>?[<month><mon><short><small>])))",
    "CLOCK": r"(?:(?P<clock>(?:<clock><ampm>?|[<small><digits>]<ampm>|<moment>)<zone>{0,2})(?:<on>|<comma>)?)",
    "PARTOF": r"(?:(?P<part><early>|<mid>|<late>|<the>?(?:<end>|<start>|<mid>)<of>)<dash>?)",
    "PARTIN": r"(?:(?P<when><early>|<late>|<earlier>|<later>)(?:<on>|<in>)?)",
    "YEAR": r"(?:<year>|<num><num>(?:<dash>?[<one><num>])?)",
    "SHIFT": r"(?P<shift><the>?(?:<last>|<past>|<next>|<prev>|<this>(?:<past>|<next>)?|<that>(?:<same>)?|<same>|<current>|<latest>))",
}
RULES: tuple[tuple[str, str, Meaning], ...] = (
    ("age", r"{HEDGE}?<the>?(?:{CARD}|<a>)<dash>?[<unit><units>](?:<dash>|)<old>", meaning.nothing),
    ("iso", r"(?P<y><year>)<dash>(?P<m><small>)<dash>(?P<d><small>)", meaning.iso_date),
    ("slash", r"(?P<a><small>)<slash>(?P<b><small>)<slash>(?P<y><year>|<small>)", meaning.slash_date),
    (
        "days_month",
        r"(?:<between>(?P<d1>{DAY})<and>(?P<d2>{DAY})|<from>?(?P<d3>{DAY})(?:<dash>|<to>|<until>|<and>)(?P<d4>{DAY}))<of>?(?P<m>{MONTH})(?:<comma>?(?P<y><year>))?",
        meaning.days_of_month,
    ),
    (
        "month_days",
        r"(?:<between>(?P<m1>{MONTH})(?P<d1>{DAY})<and>(?P<d2>{DAY})|<from>?(?P<m2>{MONTH})(?P<d3>{DAY})(?:<dash>|<to>|<until>|<and>)(?P<d4>{DAY}))(?!<unit>|<units>|<people>)(?:<comma>?(?P<y><year>))?",
        meaning.days_of_month,
    ),
    (
        "day_month",
        r"{CLOCK}?{PARTIN}?(?:(?P<w>{WEEKDAY})<comma>?)?<the>?(?P<d>{DAY})<dash>?<of>?(?P<m>{MONTH})(?:[<comma><dash>]?(?P<y><year>)|(?P<ys><last>|<this>|<next>)<unit>)?",
        meaning.month_day,
    ),
    (
        "month_day",
        r"{CLOCK}?{PARTIN}?(?:(?P<w>{WEEKDAY})<comma>?)?(?P<m>{MONTH})<the>?(?P<d>{DAY})(?!<people>|<dash>?<unit>|<units>|<num>)"
        r"(?:<comma>?(?P<y><year>)|<of>?(?P<ys><last>|<this>|<next>)<unit>)?",
        meaning.month_day,
    ),
    ("month_year", r"{PARTOF}?(?P<m>{MONTH})(?:<comma>|<of>|<in>)?(?:<the>)?(?:(?P<y>{YEAR})|(?P<ys><last>|<this>|<next>)<unit>)", meaning.month),
    ("season_year", r"<the>?{PARTOF}?<the>?(?P<season>[<season><season2>])(?:<of>|<in>)?(?:(?P<y>{YEAR})|(?P<ys><last>|<this>|<next>)<unit>)", meaning.season),
    (
        "quarter",
        r"<the>?<a>?<fiscal>?<dash>?(?:(?P<y0><year>)|(?P<ys0><last>|<this>|<next>)<unit><apos><s>)?(?P<q><ord>|<second>|<ordinal>|<latest>|<last>|<this>|<next>|<current>)<dash>?<fiscal>?<quarter>"
        r"(?:<of>?(?P<y><year>)|<of>?(?P<ys><last>|<this>|<next>)<unit>)?",
        meaning.quarter,
    ),
    ("half", r"<the>?(?P<h><ord>|<second>|<last>)<half><of>(?:(?P<y><year>)|(?P<shift><the>|<this>|<last>|<next>)<unit>)", meaning.half_year),
    ("decade", r"<the>?{PARTOF}?<the>?(?:<apos>?(?P<decade><decade>)|(?<=<the>)(?P<word><decades>)|(?P<word2><decades>)(?=<dot>|<comma>))", meaning.decade),
    ("century", r"<the>?{PARTOF}?<the>?(?P<n><ord>|<ordinal>)<dash>?(?P<unit><unit>)", meaning.century_or_nth),
    ("ymd_words", r"<the><unit>(?P<y><num><num>|<year>)", meaning.year),
    ("day_before_yesterday", r"<the><unit>(?P<where><before>|<after>)(?P<today><today>)", meaning.day_but_one),
    (
        "weekday",
        r"{CLOCK}?{PARTIN}?{SHIFT}?(?P<w>{WEEKDAY})(?P<at>[<part><night><moment>])?(?!<dash><weekday>)",
        meaning.weekday,
    ),
    ("today", r"{CLOCK}?{PARTIN}?(?P<today><today>|<tonight>|<overnight>)(?P<at>[<part><night><moment>])?", meaning.today),
    ("once_a", r"(?:<once>|{CARD}<times>)(?:<a>|<each>|<per>)(?P<unit><unit>)", meaning.repeat),
    (
        "each",
        r"<each>(?P<count>{CARD}|<vague>|<alternate>|<second>)?(?:(?P<unit>{UNITS}|<weekend>|<part>|<night>|[<season>])|(?P<w><weekday>)|(?P<m><month>|<mon>))",
        meaning.repeat,
    ),
    ("set", r"(?P<set><set>)", meaning.repeat),
    ("day_part", r"{PARTIN}?(?P<shift><this>|<last>|<the>(?:<next>|<prev>|<same>)|<that>(?:<same>)?)(?P<at>[<part><night>])", meaning.day_part),
    (
        "ago",
        r"{HEDGE}?(?:(?P<count>{COUNT})<more>?)?(?P<unit>{UNITS}|<weekend>)(?:<or><so>)?(?:(?P<ago><ago>)|(?P<way><earlier>|<later>)|(?P<hence><from><now>))",
        meaning.offset,
    ),
    ("year_ago", r"<the>?(?P<unit><unit>)<dash>(?:<ago>|<earlier>)(?:[<period><quarter>])?", meaning.year_ago),
    ("the_day_before", r"<the>(?P<unit><unit>|<night>)(?P<way><before>|<after>)(?=[<comma><dot><break>]|\Z)", meaning.offset_from_text),
    (
        "window",
        r"{HEDGE}?<the>?(?P<way><last>|<past>|<next>|<prev>|<this><past>|<these>(?:<last>|<past>)|<recent>)(?P<count>{CARD}|<a>?<vague>|<couple><of>?)?(?:<or><so>)?<trading>?(?P<unit><units>)(?:<or><so>)?",
        meaning.window,
    ),
    ("past_one", r"<the>(?P<way><past>|<last>|<next>)(?P<count><small>|<num>)?<full>?(?P<unit><unit>)(?:<or><so>)?", meaning.past_one),
    ("past_bare", r"(?P<way><past>)(?P<unit><unit>)", meaning.past_one),
    (
        "relative",
        r"(?:{PARTIN}|{PARTOF})?{SHIFT}<fiscal>?(?P<unit><unit>|<quarter>|<weekend>|<period>|[<season><season2>]|<month>|<mon>)",
        meaning.relative,
    ),
    ("the_unit", r"(?:{PARTOF}|(?P<when><early>|<earlier>|<late>|<later>)<in>)<the>(?P<unit><unit>|<weekend>|<quarter>)", meaning.the_unit),
    ("the_end_month", r"{PARTOF}(?P<shift><last>|<next>|<this>)?(?P<m><month>|<mon>|<short><dot>?)", meaning.month),
    ("the_end_year", r"<the>?{PARTOF}(?P<y><year>)", meaning.year),
    ("weekend", r"<the>(?:<early>)?(?P<unit><weekend>)", meaning.the_unit),
    ("the_quarter", r"<the>(?P<unit><quarter>)", meaning.the_quarter),
    ("season_last", r"{PARTOF}?<the>?(?P<season><season>)", meaning.season),
    ("year_end", r"<the>?(?P<unit><unit>)(?:<apos><s>)?<dash>?<end>", meaning.unit_end),
    ("these_days", r"<these><units>", meaning.now),
    ("nth", r"(?P<n><ord>|<second>|<ordinal>)(?:<straight>)?(?P<unit><unit>)", meaning.century_or_nth),
    (
        "length",
        r"{HEDGE}?<the>?(?:<ord>|<full>)?(?P<count>{COUNT})(?:(?:<or>|<to>|<dash>)(?P<count2>{CARD}))?(?:<more>|<trading>|<full>)?<dash>?(?P<unit>{UNITS}|(?<=<dash>)<second>|(?:<part>|<night>)(?=<dash>))(?:(?P<hyphen><dash>)<long>)?(?:<or><so>)?",
        meaning.length,
    ),
    ("long", r"(?P<unit>[<unit><units>])<dash><long>", meaning.length),
    ("bare", r"(?P<unit><units>)", meaning.bare_units),
    ("fiscal", r"<the>?<fiscal>(?P<y><year>)", meaning.year),
    ("mid_year", r"<the>?{PARTOF}(?P<y><year>)", meaning.year),
    ("years", r"(?P<y><year>)(?=<dash><year>)", meaning.year),
    ("year", r"(?P<y><year>)", meaning.bare_year),
    ("spoken_year", r"(?P<y><num><num><dash>?[<one><num>]?)", meaning.spoken_year),
    ("month", r"{PARTIN}?{PARTOF}?(?P<m><month>|<mon>|<short><dot>?)", meaning.bare_month),
    ("clock", r"{CLOCK}", meaning.clock),
    ("now", r"<right>?<now>|<recently>|<soon>|<already>|<the>?<future>", meaning.now),
    ("christmas", r"<christmas>(?P<what><unit>|<eve>)?", meaning.christmas),
)


class Rule(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    meaning: Meaning


class Grammar(NamedTuple):
    any_of: re.Pattern[str]
    """Every rule as one alternation; the group that matched names the rule."""
    rules: dict[str, Rule]


@lru_cache(maxsize=1)
def get_grammar() -> Grammar:
    """The rules compiled; made on first use."""
    rules = {name: Rule(name, re.compile(expand(pattern)), meant) for name, pattern, meant in RULES}
    bare = (f"(?P<{name}>{drop_names(rule.pattern.pattern)})" for name, rule in rules.items())
    return Grammar(re.compile("|".join(bare)), rules)


def expand(pattern: str) -> str:
    """A rule's pattern with its fragments and classes put in."""
    while m := re.search(r"\{([A-Z]+)\}", pattern):
        pattern = pattern.replace(m[0], FRAGMENTS[m[1]])
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: LETTER[m[1]], pattern)


def drop_names(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
