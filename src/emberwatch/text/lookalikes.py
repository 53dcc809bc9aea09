"""Numbers that count nothing: dates, clock times, lengths of time, ages, numbers of things ("F-16", "Resolution 2254")."""

from __future__ import annotations

from collections.abc import Sequence

from emberwatch.text import amount
from emberwatch.text.amount import DASHES, Amount
from emberwatch.text.lexer import Token, get_lower, touches
from emberwatch.text.numerals import CARDINAL_WORDS, SHORT_SCALES

MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
BOUND_ENDS = frozenset("least than some all nearly almost about approximately roughly estimated".split())
MAX_AGE_YEARS = 110


def is_no_count(tokens: Sequence[Token], number: Amount) -> bool:
    """Is this a date, a clock time, a length of time, an age, a name's number or a pronoun rather than a count?"""
    if number.low is None:
        return True
    before, after = get_lower(tokens, number.first - 1), get_lower(tokens, number.last)
    further = get_lower(tokens, number.last + 1)
    if number.last - number.first == 1 and tokens[number.first].lower == "one":
        return after in {"of", "another", "day", "side", "'", "’", ",", "."} or before in {"no", "any", "the", "this", "that", "every", "each"}
    unit = further if after in DASHES else after
    stretched = after in {"more", "consecutive", "straight", "or", "and", "to"}
    if after in amount.TURNS or (before == "but" and get_lower(tokens, number.first - 2) == "all"):  # "from three sides", "all but four"
        return True
    if unit in amount.TIME_UNITS or after in {"utc", "gmt"} or is_clock(tokens, number, before, after) or (further in amount.TIME_UNITS and stretched):
        return True
    return is_name_or_date(tokens, number, before, after) or is_age(tokens, number) or is_year(tokens, number, before, after)


def is_clock(tokens: Sequence[Token], number: Amount, before: str, after: str) -> bool:
    """ "two o'clock", "half past eleven", "a quarter to six", "four in the afternoon"."""
    oclock = after == "o'clock" or (after == "o" and get_lower(tokens, number.last + 2) == "clock")
    part = after == "in" and get_lower(tokens, number.last + 1) == "the" and get_lower(tokens, number.last + 2) in {"morning", "afternoon", "evening"}
    return oclock or part or (before in {"past", "to"} and get_lower(tokens, number.first - 2) in {"half", "quarter", "minutes"})


def is_name_or_date(tokens: Sequence[Token], number: Amount, before: str, after: str) -> bool:
    first, counted = number.first, after in amount.COUNTED
    if before in amount.DESIGNATED_NAMES and tokens[first - 1].text[0].isupper() and not counted:
        return True
    numbered = before == "number" and number.low is not None and number.low >= 100  # "who number 1,800" are counted
    if (before in amount.DESIGNATED and not numbered and not (counted and before != "no")) or (before == "." and get_lower(tokens, first - 2) == "no"):
        return before != "no" or tokens[first - 1].text[0] == "N"
    if (is_month(tokens, first - 1) and not counted) or is_month(tokens, number.last) or (after == "of" and is_month(tokens, number.last + 1)):
        return True
    if (before == "." and is_month(tokens, first - 2) and not counted) or before == "/" or after == "/":
        return True
    if before == "and" and get_lower(tokens, first - 3) in amount.DESIGNATED:
        return True
    if is_acronym(tokens, first - 1) and tokens[first].lower.isdecimal() and number.low is not None and number.low < 1000 and not counted:
        return True
    joined = touches(tokens, first - 1)
    further = get_lower(tokens, first - 2) if touches(tokens, first - 2) else ""
    if joined and ((before in DASHES and further[:1].isdigit()) or (before == "[" and after == "]" and further)):
        return True
    if joined and (before.isalpha() or (before in DASHES and touches(tokens, first - 2) and get_lower(tokens, first - 2).isalpha())):
        return get_lower(tokens, first - 2) not in CARDINAL_WORDS and before not in {"us", "s", "a"}
    return touches(tokens, number.last - 1) and after.isalpha() and after not in amount.MEASURES and after not in SHORT_SCALES


def is_acronym(tokens: Sequence[Token], at: int) -> bool:
    """Letters in capitals that number what they name ("CTF 50"), countries and blocs apart."""
    return at >= 0 and len(tokens[at].text) > 1 and tokens[at].text.isupper() and tokens[at].text.isalpha() and tokens[at].lower not in amount.BLOCS


def is_month(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].lower in MONTHS and tokens[at].text[0].isupper()


def is_age(tokens: Sequence[Token], number: Amount) -> bool:
    """ "Shamima Begum, 19, …" and "aged 19"."""
    first = number.first
    if number.low is None or number.low > MAX_AGE_YEARS or number.last - first > 1 or not tokens[first].lower.isdecimal():
        return False
    before = get_lower(tokens, first - 1)
    if before == "as" and get_lower(tokens, first - 2) in {"young", "old"}:
        return True
    if before == "now":
        first -= 1
    named = first > 1 and tokens[first - 2].text[0].isupper()
    return named and get_lower(tokens, first - 1) in {",", "("} and get_lower(tokens, number.last) in {",", ")", ".", ""}


def is_year(tokens: Sequence[Token], number: Amount, before: str, after: str) -> bool:
    """Four digits without a comma between 1800 and 2099, unless a bounding word or a counted noun stands beside them."""
    word = tokens[number.first].lower
    if number.last - number.first > 1 or len(word) != 4 or not word.isdecimal() or not 1800 <= int(word) < 2100:
        return False
    bounded = before in BOUND_ENDS or before in amount.CURRENCY_MARKS
    return not (bounded or after in amount.COUNTED or after in amount.PERCENT or after in amount.MEASURES or after == "-")
