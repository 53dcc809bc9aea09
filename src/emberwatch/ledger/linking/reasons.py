"""The sentence that says why a level was given, with the values compared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from emberwatch.ledger.linking.claim import Claim, Count


def find_reason(field: str, level: str, a: Claim, b: Claim) -> str:
    """One sentence for a reader: what the two have in the field, and how that was taken."""
    return {
        "happening": say_happening,
        "actors": say_actors,
        "recipients": say_recipients,
        "place": say_place,
        "when": say_when,
        "published": say_published,
        "count": say_count,
        "reality": say_reality,
        "words": say_words,
        "report": say_report,
        "nearness": say_nearness,
        "reference": say_reference,
    }[field](level, a, b)


def listed(words: Iterable[str], most: int = 6) -> str:
    """Words in a row, the rest as their number."""
    ordered = sorted(words)
    return ", ".join(ordered[:most]) + (f" and {len(ordered) - most} more" if len(ordered) > most else "")


def say_happening(level: str, a: Claim, b: Claim) -> str:
    one, other = a.triggers or (a.trigger,), b.triggers or (b.trigger,)
    if level == "one is background":
        return f"{listed(one)} and {listed(other)}: the one goes on while the other happens within it"
    if level in ("same rare word", "same word", "same common word"):
        return f"both are told by the word {listed(set(one) & set(other))}"
    if level == "near word":
        return f"{listed(one)} and {listed(other)} say nearly the same"
    if level == "other word":
        return f"{listed(one)} and {listed(other)} are other words"
    types, more = a.types or (a.type,), b.types or (b.type,)
    if level in ("same type", "same type and mode"):
        return f"both are {listed(set(types) & set(more))}" + (f" ({a.mode})" if level == "same type and mode" and a.mode else "")
    if level == "same type, other mode":
        return f"both are {listed(set(types) & set(more))}, but in other ways ({listed(a.modes or (a.mode or '',))}; {listed(b.modes or (b.mode or '',))})"
    return f"{listed(types)} and {listed(more)} " + ("are other things" if level == "other type" else "can tell of one happening")


def say_actors(level: str, a: Claim, b: Claim) -> str:
    if level == "crossed":
        return "who does it in the one has it done to them in the other"
    return say_parties(level, a.actors, a.actor_words, b.actors, b.actor_words, "those who do it")


def say_recipients(level: str, a: Claim, b: Claim) -> str:
    return say_parties(level, a.recipients, a.recipient_words, b.recipients, b.recipient_words, "those it is done to")


def say_parties(level: str, a: tuple[str, ...], a_words: tuple[str, ...], b: tuple[str, ...], b_words: tuple[str, ...], who: str) -> str:
    if level == "same":
        return f"{who} are the same ({listed(set(a) & set(b))})"
    if level == "same words":
        return f"{who} are named by the same words ({listed(set(a_words) & set(b_words))})"
    return f"{who} are others ({listed(a or a_words)}; {listed(b or b_words)})"


def say_place(level: str, a: Claim, b: Claim) -> str:
    one, other = a.place or listed(a.place_words), b.place or listed(b.place_words)
    said = {
        "same place": f"both are in {one}",
        "same wide place": f"both are somewhere in {one}",
        "same name": f"{listed(a.place_words)} and {listed(b.place_words)} are one name",
        "same words": f"both are told to be at {listed(set(a.place_words) & set(b.place_words))}",
        "other words": f"the places are told in other words ({one}; {other})",
        "near": f"{one} and {other} lie within each other's precision",
        "may be": f"{one} and {other}: the wider can hold the other",
        "apart": f"{one} and {other} lie apart",
        "other country": f"{one} and {other} are in different countries",
        "other name": f"the places are named differently ({one}; {other})",
    }
    return said[level]


def say_when(level: str, a: Claim, b: Claim) -> str:
    one, other = say_days(a), say_days(b)
    if level == "same day":
        return f"both on {one}"
    said = {
        "same days": "overlap",
        "same long time": "are the same",
        "may be": "overlap, but at least one is wide",
        "one is long": "overlap, but one goes on for too long to be one happening",
    }
    return f"{one} and {other} {said.get(level, f'do not meet ({level})')}"


def say_days(claim: Claim) -> str:
    """The days in words, the last included."""
    if claim.start is None or claim.end is None:
        return "an unknown day"
    last = claim.end - timedelta(1)
    return str(claim.start) if last == claim.start else f"{claim.start} to {last}"


def say_published(level: str, a: Claim, b: Claim) -> str:
    return f"published on {a.published} and {b.published}"


def say_count(level: str, a: Claim, b: Claim) -> str:
    said = {"same number": "are the same", "may be": "can be the same", "up to double": "differ", "more than double": "differ widely"}
    shared = set(a.counts) & set(b.counts)
    if shared:
        return f"both count {listed(map(say_number, shared))}"
    return f"{say_number(a.count)} and {say_number(b.count)} {said[level]}"


def say_number(count: Count | None) -> str:
    """The count in words."""
    if count is None:
        return "no number"
    state, low, high = count
    number = f"{low:g}" if low is not None and low == high else f"{'?' if low is None else format(low, 'g')}–{'?' if high is None else format(high, 'g')}"
    return f"{number} {state}"


def say_reality(level: str, a: Claim, b: Claim) -> str:
    return f"told as {a.status} and {b.status}"


def say_words(level: str, a: Claim, b: Claim) -> str:
    if level == "copied":
        return "the sentences are alike as a copy is"
    shared = set(a.words) & set(b.words)
    return f"the sentences share {listed(shared)}" if shared else "the sentences share no telling word"


def say_report(level: str, a: Claim, b: Claim) -> str:
    shared = set(a.report_words) & set(b.report_words)
    return f"the reports share {listed(shared)}" if shared else "the reports share no telling word"


def say_nearness(level: str, a: Claim, b: Claim) -> str:
    said = {
        "same sentence, violence": "told in one sentence, as an attack and what it did",
        "same sentence, same doer": "told in one sentence as done by the same side",
        "same sentence, one kind": "told in one sentence, as things that can be one",
        "same sentence": "told in one sentence",
        "near": "told close together",
    }
    return said.get(level, "told far apart in one report")


def say_reference(level: str, a: Claim, b: Claim) -> str:
    later = a if a.at > b.at else b
    said = {
        "refers to it": "refers to what the same word told before",
        "refers to another": "refers to another that the same word told before",
        "goes on with it": "goes on with it, without a place or a day of its own",
        "goes on with another": "goes on with another deed",
        "refers back, bare": "refers to what was told before and adds neither place nor day",
        "refers back": "refers to what was told before",
        "names another": "is named as another",
    }
    return f"{later.trigger!r} {said.get(level, 'is named as something new')}"
