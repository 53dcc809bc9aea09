"""From the words a rule matched to the form they mean; None where the words turn out to name no time."""

from __future__ import annotations

from emberwatch.dates.form import Calendar, Form, Length, Loose, Nth, Part, Relative, Repeat, Window
from emberwatch.dates.hit import Hit, get_clock, get_count, get_day, get_month, get_part, get_shift, get_unit, get_year
from emberwatch.dates.words import CLOCK_OF, DECADE_WORDS, MONTH_OF, MONTHS, SEASON_OF, SETS, SHIFT_OF, UNIT_OF, WEEKDAY_OF
from emberwatch.text.amount import COUNTED, DESIGNATED
from emberwatch.text.numerals import parse_ordinal

FEASTS = frozenset("bloody black good palm easter ash holy super cyber".split())
"""Words that make a weekday a name: Bloody Sunday, Good Friday."""
TODAY_OF = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": 0}
YEAR_PREFIXES = frozenset("in since until till by from of during before after early late mid and through to between for".split())
NOT_YEARS = DESIGNATED | frozenset("highway about nearly almost least than most around some over".split()) - {"year"}
NOT_AFTER_YEARS = COUNTED | {"per", "percent", "%"}
MONTH_PREFIXES = frozenset("in since until till during from by through before after of between for".split())
NAMING = frozenset("for of to on in and or was is will has had began by through against from that which were".split())
"""Words after "the March" that show a procession rather than a month."""
VERB_MARKS = frozenset("to will would could can may might should".split())
"""Words before "last" that make it a verb."""
BARE_LEADS = frozenset("for in within after over during through of".split())


def nothing(hit: Hit) -> Form | None:
    """Words that look like a time and are none: "19-year-old"."""
    del hit
    return None


def iso_date(hit: Hit) -> Form | None:
    month, day = int(hit.word("m")), int(hit.word("d"))
    return Calendar(year=int(hit.word("y")), month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def slash_date(hit: Hit) -> Form | None:
    first, second, year = int(hit.word("a")), int(hit.word("b")), int(hit.word("y"))
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    if first > 12:
        first, second = second, first
    if not (1 <= first <= 12 and 1 <= second <= 31):
        return None
    return Calendar(year=year, month=first, day=second, either=second <= 12 and first != second)


def days_of_month(hit: Hit) -> Form | None:
    """The first day of "between 3 and 5 March"; the scanner makes the stretch from it and `last_of_days`."""
    return one_of_days(hit, "d1", "d3")


def last_of_days(hit: Hit) -> Calendar | None:
    return one_of_days(hit, "d2", "d4")


def one_of_days(hit: Hit, *names: str) -> Calendar | None:
    day = get_day(hit.word(*names))
    return None if day is None else Calendar(year=get_year(hit, "y"), month=get_month(hit, "m", "m1", "m2"), day=day)


def month_day(hit: Hit) -> Form | None:
    day = get_day(hit.word("d"))
    if day is None:
        return None
    return Calendar(year=get_year(hit, "y"), month=get_month(hit, "m"), day=day, year_shift=get_shift(hit, "ys"), part=get_part(hit), clock=get_clock(hit))


def month(hit: Hit) -> Form | None:
    return Calendar(month=get_month(hit, "m"), year=get_year(hit, "y"), shift=get_shift(hit), year_shift=get_shift(hit, "ys"), part=get_part(hit))


def bare_month(hit: Hit) -> Form | None:
    """A month without day or year; "May", "March" and "Jan" need a word in front that tells them from names and verbs."""
    word = hit.words("m")[0]
    firm = word in MONTHS and word not in {"may", "march"}
    if word == "march" and hit.before() in {"the", "a", "its", "their", "his"}:
        after = hit.after()
        firm = after.isalpha() and after not in NAMING and hit.tokens[hit.last].text.islower()
    if not firm and not (hit.words("part", "when") or hit.before() in MONTH_PREFIXES):
        return None
    if word == "may" and not hit.words("part", "when") and hit.before() in {"by", "of", "for", "from", "after", "before"}:
        return None
    return month(hit)


def season(hit: Hit) -> Form | None:
    return Calendar(season=SEASON_OF[hit.word("season")], year=get_year(hit, "y"), year_shift=get_shift(hit, "ys"), part=get_part(hit))


def quarter(hit: Hit) -> Form | None:
    word = hit.word("q")
    year, shift = get_year(hit, "y", "y0"), get_shift(hit, "ys") or get_shift(hit, "ys0")
    if word in SHIFT_OF:
        return Relative("quarter", {"last": -1, "next": 1}.get(SHIFT_OF[word], 0))
    nth = parse_ordinal(word)
    if nth is None or nth > 4 or (hit.after() in {"of", "century"} and year is None):
        return None
    return Calendar(quarter=nth, year=year, year_shift=shift)


def half_year(hit: Hit) -> Form | None:
    part: Part = "first half" if hit.word("h") == "first" else "second half"
    shift = None if hit.word("shift") == "the" else get_shift(hit)
    return Calendar(year=get_year(hit, "y"), year_shift=None if hit.words("y") else shift or "this", part=part)


def decade(hit: Hit) -> Form | None:
    digits = hit.word("decade")[:-1]
    if not digits:
        return Calendar(decade=DECADE_WORDS[hit.word("word", "word2")], part=get_part(hit))
    short = len(digits) == 2 and hit.before() not in {"the", "'", "’", "early", "late", "-"} and "the" not in hit.all_words()
    if len(digits) == 3 or digits[-1] != "0" or short or (len(digits) == 4 and not "1000" <= digits < "2200"):
        return None
    return Calendar(decade=int(digits) // 10 + (190 if len(digits) == 2 else 0), part=get_part(hit))


def century_or_nth(hit: Hit) -> Form | None:
    nth = parse_ordinal(hit.word("n"))
    unit = get_unit(hit)
    if nth is None:
        return None
    if unit == "century":
        return Calendar(century=nth - 1, part=get_part(hit)) if 3 < nth < 30 else None
    return Nth(unit, nth) if unit in {"day", "week", "month", "year"} else None


def year(hit: Hit) -> Form | None:
    value = get_year(hit, "y")
    return None if value is None else Calendar(year=value, part=get_part(hit))


def spoken_year(hit: Hit) -> Form | None:
    words = hit.words("y")
    return year(hit) if words[0] in {"eighteen", "nineteen"} or (hit.before() == "year" and words[:2] == ["two", "thousand"]) else None


def bare_year(hit: Hit) -> Form | None:
    """A year by itself: in or near living memory, and not a count ("2000 people") or a number of something ("Resolution 1973")."""
    value = int(hit.word("y"))
    before, after = hit.before(), hit.after()
    if before in YEAR_PREFIXES and after not in NOT_AFTER_YEARS and 1500 <= value < 2100:
        return Calendar(year=value)
    if before in NOT_YEARS or after in NOT_AFTER_YEARS or before in {"$", "€", "£", "#"} or (before in {"-", "–"} and not 1900 <= value < 2050) or after == "%":
        return None if before else Calendar(year=value)
    if not 1900 <= value < 2050 or (value % 100 == 0 and value != 2000):
        return None
    return None if value == 2000 and before != "the" else Calendar(year=value)


def weekday(hit: Hit) -> Form | None:
    if hit.before() in FEASTS and hit.tokens[hit.first - 1].text[0].isupper():
        return None
    return Calendar(weekday=WEEKDAY_OF[hit.words("w")[0]], shift=get_shift(hit), part=get_part(hit), clock=get_clock(hit))


def today(hit: Hit) -> Form | None:
    word = hit.word("today")
    clock = {"tonight": "NI", "overnight": "overnight"}.get(word) or get_clock(hit)
    return Relative("day", TODAY_OF[word], part=get_part(hit), clock=clock)


def day_but_one(hit: Hit) -> Form | None:
    return Relative("day", TODAY_OF[hit.word("today")] + (-1 if hit.word("where") == "before" else 1))


def day_part(hit: Hit) -> Form | None:
    word = hit.words("shift")[-1]
    shift = SHIFT_OF[word]
    if shift == "last" and hit.word("at") != "night":
        return None
    clock = CLOCK_OF[hit.word("at")]
    if shift in {"last", "this"}:
        return Relative("day", -1 if shift == "last" else 0, clock=clock, part=get_part(hit))
    return Relative("day", {"previous": -1, "next": 1, "following": 1}.get(shift, 0), from_text=True, clock=clock, part=get_part(hit))


def repeat(hit: Hit) -> Form | None:
    if hit.words("set"):
        unit, count = SETS[hit.word("set")]
        return Repeat(unit, count)
    if hit.words("w"):
        return Repeat("week", 1, Calendar(weekday=WEEKDAY_OF[hit.word("w")]))
    if hit.words("m"):
        return Repeat("year", 1, Calendar(month=get_month(hit, "m")))
    word = hit.words("unit")[-1]
    if word in SEASON_OF:
        return Repeat("year", 1, Calendar(season=SEASON_OF[word]))
    if hit.word("count") in {"other", "alternate", "second"}:
        return Repeat(get_unit(hit), 2)
    return Repeat(get_unit(hit), get_count(hit.words("count")) or 1)


def offset(hit: Hit) -> Form | None:
    unit, ago = get_unit(hit), bool(hit.words("ago"))
    words = hit.words("count")
    if not words and (not ago or not hit.word("unit").endswith("s")):
        return None
    count = get_count(words) if words else None
    past = ago or hit.word("way") == "earlier"
    signed = None if count is None else -count if past else count
    return Relative(unit, signed, from_text=bool(hit.words("way")), ago=True, past=past)


def offset_from_text(hit: Hit) -> Form | None:
    past = hit.word("way") == "before"
    return Relative(get_unit(hit), -1 if past else 1, from_text=True, ago=True, past=past)


def year_ago(hit: Hit) -> Form | None:
    return Relative(get_unit(hit), -1, ago=True) if hit.word("unit") in {"year", "month", "week"} else None


def window(hit: Hit) -> Form | None:
    words = hit.words("way")
    word = "past" if "past" in words or "last" in words else words[-1]
    if (word == "following" and not hit.words("count")) or (words == ["last"] and hit.before() in VERB_MARKS and "the" not in hit.all_words()):
        return None
    counted = hit.words("count")
    from_text = word in {"previous", "preceding", "following"}
    past = word in {"past", "recent", "previous", "preceding"}
    return Window(get_unit(hit), get_count(counted) if counted else None, past, recent=word == "recent", from_text=from_text)


def past_one(hit: Hit) -> Form | None:
    word, unit = hit.word("way"), get_unit(hit)
    if word == "next" and unit == "day":
        return Relative("day", 1, from_text=True, past=False)
    if word == "last" and hit.after() == "of":
        return None
    return Window(unit, get_count(hit.words("count")) if hit.words("count") else 1, past=word != "next")


def relative(hit: Hit) -> Form | None:
    shift, word, part = get_shift(hit) or "this", hit.words("unit")[-1], get_part(hit)
    if word in SEASON_OF:
        return Calendar(season=SEASON_OF[word], shift=shift, part=part)
    if word in MONTH_OF:
        return Calendar(month=MONTH_OF[word], shift=shift, part=part)
    if word == "period":
        return Relative("quarter", -1) if shift == "last" and "latest" in hit.words("shift") else None
    if word in {"day"} and shift in {"this", "last", "next"} and hit.words("shift")[0] != "the":
        return Loose("present") if shift == "this" else None
    count = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(shift, 0)
    return Relative(UNIT_OF[word], count, from_text=shift in {"previous", "following", "that"}, part=part, past=count < 0)


def the_unit(hit: Hit) -> Form | None:
    unit, part = get_unit(hit), get_part(hit)
    if unit in {"day", "hour", "minute", "decade", "century"}:
        return None
    return Relative(unit, -1 if unit == "quarter" else 0, part=part)


def the_quarter(hit: Hit) -> Form | None:
    """ "the quarter" of accounts, told from a quarter of a town by the words beside it."""
    return Relative("quarter", -1) if hit.before() == "for" or hit.after() in {"ended", "ending"} else None


def unit_end(hit: Hit) -> Form | None:
    unit = get_unit(hit)
    return Relative(unit, 0, part="end") if unit in {"year", "month", "week"} else None


def now(hit: Hit) -> Form | None:
    words = hit.all_words()
    if words[-1] in {"soon", "shortly"}:
        return None if hit.before() == "as" or hit.after() in {"after", "before"} else Loose("future")
    if words[-1] == "future":
        return Loose("future") if (words[0] == "the" or hit.before() == "in") and hit.after() != "of" else None
    if words[-1] in {"recently", "lately"}:
        return Loose("past")
    return None if words[-1] == "already" else Loose("present")


def length(hit: Hit) -> Form | None:
    words, unit = hit.words("count"), get_unit(hit)
    article = words in (["a"], ["an"])
    if hit.word("unit") in {"second", "quarter", "quarters"} and not (unit == "second" and words and words[0][0].isdigit()):
        return None
    if article and not (hit.before() in {"for", "in", "within", "over", "after", "every", "once"} or hit.words("hedge", "hyphen")):
        return None
    if hit.after() in {"old", "olds"}:
        return None
    hyphened = any(t.lower in "-–" for t in hit.tokens[hit.match.start("unit") - 1 : hit.match.start("unit")]) if words else False
    return Length(unit, get_count(words) if words else None, of=hit.after() if hyphened else "")


def bare_units(hit: Hit) -> Form | None:
    """ "weeks" by itself, only where something lasts or comes: "for weeks", "months of shelling"."""
    if hit.word("unit") in {"nights", "seconds", "quarters", "fortnight"} or not (hit.before() in BARE_LEADS or hit.after() == "of"):
        return None
    return Length(get_unit(hit), None)


def clock(hit: Hit) -> Form | None:
    told = get_clock(hit)
    firm = any(w in CLOCK_OF or w.replace(".", "") in {"am", "pm"} for w in hit.words("clock")) or hit.before() in {"at", "by", "around", "about"}
    return Relative("day", 0, clock=told, from_text=True) if told and firm else None


def christmas(hit: Hit) -> Form | None:
    return Calendar(month=12, day=24 if hit.word("what") == "eve" else 25) if hit.word("what") in {"", "day", "eve"} else None
