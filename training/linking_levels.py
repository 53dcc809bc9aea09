"""The levels of `emberwatch.ledger.linking.compare` as SQL conditions for Splink, first that holds; the last level of a field is what is left.

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
REPORT = "30 * len(list_intersect(report_words_l, report_words_r)) // least(len(report_words_l), len(report_words_r))"
LATER = "(CASE WHEN at_l > at_r THEN reference_l ELSE reference_r END)"
LATER_ANTECEDENT = "(CASE WHEN at_l > at_r THEN antecedent_l ELSE antecedent_r END)"
EARLIER_ID = "(CASE WHEN at_l > at_r THEN id_r ELSE id_l END)"
LATER_MEANT = "(CASE WHEN at_l > at_r THEN meant_l ELSE meant_r END)"
LATER_BARE = "(CASE WHEN at_l > at_r THEN bare_l ELSE bare_r END)"
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


LEVELS: dict[str, list[tuple[str, str]]] = {
    "happening": [
        ("one is background", "background_l <> background_r"),
        ("same rare word", any_shared("rare")),
        ("same word", any_shared("plain")),
        ("same common word", any_shared("common")),
        ("near word", f"{any_shared('kin', 'rare')} OR {any_shared('kin', 'plain')} OR {any_shared('kin', 'common')}"),
        ("other word", "len(types_l) = 0 OR len(types_r) = 0"),
        ("same type and mode", f"{any_shared('types')} AND {any_shared('modes')}"),
        ("same type, other mode", f"{any_shared('types')} AND len(modes_l) > 0 AND len(modes_r) > 0"),
        ("same type", any_shared("types")),
        ("attack and its dead", "list_contains(families_l, 'violence') AND list_contains(families_r, 'violence')"),
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
        ("same wide place", "place_l = place_r AND coalesce(place_km_l, 0) > 35"),
        ("same place", "place_l = place_r"),
        ("same name", any_shared("names")),
        ("other name", f"{NO_PLACE} AND len(names_l) > 0 AND len(names_r) > 0"),
        ("unknown", f"{NO_PLACE} AND (len(place_words_l) = 0 OR len(place_words_r) = 0)"),
        ("same words", f"{NO_PLACE} AND {any_shared('place_words')}"),
        ("other words", NO_PLACE),
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
        ("same long time", f"{GAP} <= 0 AND start_day_l = start_day_r AND end_day_l = end_day_r"),
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
        ("same number", any_shared("numbers")),
        ("unknown", "count_state_l IS NULL OR count_state_r IS NULL OR count_state_l <> count_state_r"),
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
        ("copied", f"report_l <> report_r AND {any_shared('prints')}"),
        ("unknown", "(report_l = report_r AND sentence_l = sentence_r) OR len(words_l) < 3 OR len(words_r) < 3"),
        ("six or more", f"{WORDS} >= 6"),
        ("four or five", f"{WORDS} >= 4"),
        ("two or three", f"{WORDS} >= 2"),
        ("one", f"{WORDS} = 1"),
        ("none", ELSE),
    ],
    "report": [
        ("unknown", "len(report_words_l) < 5 OR len(report_words_r) < 5"),
        ("twelve or more", f"{REPORT} >= 12"),
        ("seven or more", f"{REPORT} >= 7"),
        ("four or more", f"{REPORT} >= 4"),
        ("two or three", f"{REPORT} >= 2"),
        ("none or one", ELSE),
    ],
    "nearness": [
        ("same sentence, violence", "sentence_l = sentence_r AND list_contains(families_l, 'violence') AND list_contains(families_r, 'violence')"),
        ("same sentence, same doer", f"sentence_l = sentence_r AND {any_shared('types')} AND ({any_shared('actors')} OR {any_shared('actor_words')})"),
        ("same sentence, one kind", f"sentence_l = sentence_r AND {any_shared('families')}"),
        ("same sentence", "sentence_l = sentence_r"),
        ("near", "abs(at_l - at_r) <= 400"),
        ("further", ELSE),
    ],
    "reference": [
        ("refers to it", f"{LATER_ANTECEDENT} <> '' AND {LATER_ANTECEDENT} = {EARLIER_ID}"),
        ("refers to another", f"{LATER_ANTECEDENT} <> ''"),
        ("goes on with it", f"{LATER_MEANT} <> '' AND {LATER_MEANT} = {EARLIER_ID}"),
        ("goes on with another", f"{LATER_MEANT} <> ''"),
        ("refers back, bare", f"{LATER} = 'back' AND background_l = background_r AND {any_shared('families')} AND {LATER_BARE}"),
        ("refers back", f"{LATER} = 'back' AND background_l = background_r AND {any_shared('families')}"),
        ("names another", f"{LATER} = 'other'"),
        ("new", ELSE),
    ],
}
"""For each field its levels in order: label and condition. A label that begins with `unknown` adds nothing."""
