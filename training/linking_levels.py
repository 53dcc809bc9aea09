"""The levels of `emberwatch.ledger.compare` as SQL conditions for Splink, first that holds; the last level of a field is what is left.

`l` and `r` are the two claims, columns those of `compare.Row`.
"""

from __future__ import annotations

KM = (
    "(12742.0176 * asin(least(1.0, sqrt(pow(sin(radians(latitude_r - latitude_l) / 2), 2) + cos(radians(latitude_l)) * cos(radians(latitude_r))"
    " * pow(sin(radians(longitude_r - longitude_l) / 2), 2)))))"
)
REACH = "(coalesce(place_km_l, 0) + coalesce(place_km_r, 0))"
GAP = "(greatest(start_day_l - end_day_r, start_day_r - end_day_l) + 1)"
WIDE = "greatest(end_day_l - start_day_l, end_day_r - start_day_r)"
DAYS = "abs(published_day_l - published_day_r)"
LOW = "coalesce(count_low_{0}, 0)"
HIGH = "coalesce(count_high_{0}, 3 * coalesce(count_low_{0}, 0))"
L_LOW, R_LOW, L_HIGH, R_HIGH = LOW.format("l"), LOW.format("r"), HIGH.format("l"), HIGH.format("r")
NO_PLACE = "(place_l IS NULL OR place_r IS NULL)"
NO_POINT = "(latitude_l IS NULL OR latitude_r IS NULL)"
BOTH_COUNTRIES = "(country_l IS NOT NULL AND country_r IS NOT NULL AND country_l <> country_r)"
WORDS = "len(list_intersect(words_l, words_r))"
REPORT = "len(list_intersect(report_words_l, report_words_r))"
ELSE = "ELSE"


def any_shared(column: str, other: str | None = None) -> str:
    return f"list_has_any({column}_l, {other or column}_r)"


def parties(ids: str, words: str) -> list[tuple[str, str]]:
    empty = f"(len({ids}_{{0}}) = 0 AND len({words}_{{0}}) = 0)"
    return [
        ("unknown", f"{empty.format('l')} OR {empty.format('r')}"),
        ("same", any_shared(ids)),
        ("same words", any_shared(words)),
    ]


def either_way(first: str, second: str) -> str:
    return f"{any_shared(first, second)} OR {any_shared(second, first)}"


SAME_TRIGGER = "trigger_l <> '' AND trigger_l = trigger_r"
LEVELS: dict[str, list[tuple[str, str]]] = {
    "happening": [
        ("same rare word", f"{SAME_TRIGGER} AND trigger_bits_l >= 8"),
        ("same word", f"{SAME_TRIGGER} AND trigger_bits_l > 4"),
        ("same common word", SAME_TRIGGER),
        ("near word", "list_contains(kin_l, trigger_r)"),
        ("unknown", "(type_l = '' OR type_r = '') AND (trigger_l = '' OR trigger_r = '')"),
        ("other word", "type_l = '' OR type_r = ''"),
        ("same type and mode", "type_l = type_r AND mode_l IS NOT NULL AND mode_r IS NOT NULL AND mode_l = mode_r"),
        ("same type", "type_l = type_r"),
        ("types of one happening", any_shared("families")),
        ("other type", ELSE),
    ],
    "actors": [
        *parties("actors", "actor_words"),
        ("crossed", f"{either_way('actors', 'recipients')} OR {either_way('actor_words', 'recipient_words')}"),
        ("other", "len(actors_l) > 0 AND len(actors_r) > 0"),
        ("other words", ELSE),
    ],
    "recipients": [*parties("recipients", "recipient_words"), ("other", "len(recipients_l) > 0 AND len(recipients_r) > 0"), ("other words", ELSE)],
    "place": [
        ("unknown", f"{NO_PLACE} AND (len(place_words_l) = 0 OR len(place_words_r) = 0)"),
        ("same name", f"{NO_PLACE} AND {any_shared('place_words')}"),
        ("other name", NO_PLACE),
        ("same wide place", "place_l = place_r AND coalesce(place_km_l, 0) > 35"),
        ("same place", "place_l = place_r"),
        ("unknown point", f"{NO_POINT} AND NOT {BOTH_COUNTRIES}"),
        ("near", f"NOT {NO_POINT} AND {REACH} <= 70 AND {KM} <= {REACH}"),
        ("other country", BOTH_COUNTRIES),
        ("may be", f"{KM} <= {REACH}"),
        ("apart", ELSE),
    ],
    "when": [
        ("unknown", "start_day_l IS NULL OR start_day_r IS NULL"),
        ("same day", f"{GAP} <= 0 AND {WIDE} = 1"),
        ("same days", f"{GAP} <= 0 AND {WIDE} <= 7"),
        ("may be", f"{GAP} <= 0 AND {WIDE} <= 62"),
        ("one is long", f"{GAP} <= 0"),
        ("next day", f"{GAP} = 1"),
        ("days apart", f"{GAP} <= 4"),
        ("weeks apart", f"{GAP} <= 30"),
        ("far apart", ELSE),
    ],
    "published": [
        ("unknown", "published_day_l IS NULL OR published_day_r IS NULL"),
        ("a day", f"{DAYS} <= 1"),
        ("days", f"{DAYS} <= 4"),
        ("two weeks", f"{DAYS} <= 14"),
        ("two months", f"{DAYS} <= 60"),
        ("longer", ELSE),
    ],
    "count": [
        ("unknown", "count_state_l IS NULL OR count_state_r IS NULL OR count_state_l <> count_state_r"),
        ("same number", f"{L_LOW} = {R_LOW} AND {L_HIGH} = {R_HIGH}"),
        ("may be", f"{L_LOW} <= {R_HIGH} AND {R_LOW} <= {L_HIGH}"),
        ("up to double", f"greatest({L_LOW}, {R_LOW}) <= 2 * least({L_HIGH}, {R_HIGH})"),
        ("more than double", ELSE),
    ],
    "reality": [
        ("both real", "reality_l = 'real' AND reality_r = 'real'"),
        ("both ahead", "reality_l = 'ahead' AND reality_r = 'ahead'"),
        ("both denied", "reality_l = 'not' AND reality_r = 'not'"),
        ("said and denied", "reality_l = 'not' OR reality_r = 'not'"),
        ("plan and deed", ELSE),
    ],
    "words": [
        ("unknown", "(report_l = report_r AND sentence_l = sentence_r) OR len(words_l) < 3 OR len(words_r) < 3"),
        ("six or more", f"{WORDS} >= 6"),
        ("four or five", f"{WORDS} >= 4"),
        ("two or three", f"{WORDS} >= 2"),
        ("one", f"{WORDS} = 1"),
        ("none", ELSE),
    ],
    "report": [
        ("same sentence, one kind", f"report_l = report_r AND sentence_l = sentence_r AND {any_shared('families')}"),
        ("same sentence", "report_l = report_r AND sentence_l = sentence_r"),
        ("same report", "report_l = report_r"),
        ("unknown", "len(report_words_l) < 5 OR len(report_words_r) < 5"),
        ("twelve or more", f"{REPORT} >= 12"),
        ("seven or more", f"{REPORT} >= 7"),
        ("four or more", f"{REPORT} >= 4"),
        ("two or three", f"{REPORT} >= 2"),
        ("none or one", ELSE),
    ],
}
"""For each field its levels in order: label and condition. A label that begins with `unknown` adds nothing."""
