"""How many were driven from a town: a number that grows from report to report and belongs to the town rather than to one happening."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from emberwatch.ledger.answers.counted import find_numbers
from emberwatch.ledger.answers.counts import find_own_counts
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import name_key
from emberwatch.ledger.answers.tally import make_count
from emberwatch.ledger.answers.view import CAPITAL, REAL, View, load_demonyms
from emberwatch.text.numbers import NumberMention
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span

CIVIL = frozenset({"any", "civilian", "family"})
FROM = re.compile(
    rf"\b(?:from|out of|(?:homes?|houses|villages) (?:in|of|around|near)) (?:the )?(?:(?:town|city|village|port|settlement)s? of )?({CAPITAL.pattern})"
)
PEOPLE_FROM = re.compile(
    rf"\W*(?:\w+ )?(?:people|persons|families|villagers|residents|inhabitants|civilians|refugees) from (?:the )?(?:\w+ of )?(?P<town>{CAPITAL.pattern})"
)
AWAY = re.compile(r"\b(?:liv(?:e|es|ing)|camp(?:s|ed|ing)?|register\w*|shelter\w*|hous(?:ed|ing)|arriv\w+|refuge|taken in|crossed|encamped)\b", re.IGNORECASE)
BACK = re.compile(r"\b(?:return|came back|come back|back home|rescu|freed|abduct|brought|taken to|flown)\w*", re.IGNORECASE)


def find_displaced(view: View) -> Iterator[Reply]:
    """Replies that count those who fled or were driven out, on the town that they are from."""
    main = find_main_town(view)
    held: set[int] = set()
    for reply in find_own_counts(view):
        town = find_origin_town(view, reply.words) or main
        if reply.subject[1][1] == "displaced" and reply.group in CIVIL and town and not BACK.search(reply.words):
            held.add(reply.at)
            yield on_town(reply, town)
    for number, facts in sorted(view.by_sentence.items()):
        real = [f for f in facts if f.status in REAL]
        for mention, town in find_away(view, number) if real else ():
            span = Span(*(view.sentence_start(number) + at for at in (mention.span.start, mention.span.end)))
            if span.start not in held:
                claim = next((f for f in real if any(q.span.overlaps(span) for q in f.quantities)), real[0])
                quantity = Quantity("people", "displaced", mention.low, mention.high, mention.text, span)
                yield on_town(make_count(view, claim, number, (("displaced", ""),), quantity, "any", "displaced"), town)


def find_away(view: View, number: int) -> Iterator[tuple[NumberMention, str]]:
    """Numbers of people from a town who, by the sentence, live or shelter or are registered elsewhere, with that town."""
    words = view.words_of(number)
    if AWAY.search(words) and not BACK.search(words):
        for mention in find_numbers(words):
            found = PEOPLE_FROM.match(words, mention.core.end) if mention.kind == "count" else None
            if found is not None and found["town"] not in load_demonyms():
                yield mention, found["town"]


def on_town(reply: Reply, town: str) -> Reply:
    """The reply as one on those displaced from a town."""
    return replace(reply, subject=(("displaced", name_key(town)),), label=f"How many were displaced from {town}")


def find_main_town(view: View) -> str:
    """The town that a report names most often, of those that its facts are placed in, the gazetteer's before others; "" where there is none."""
    actors = {word for r in view.reading.resolutions if r.kind == "actor" for word in name_key(r.text).split()}
    told = [view.place_names[fact.id] for fact in sorted(view.reading.facts, key=lambda f: f.trigger.span.start) if fact.id in view.place_names]
    text = f"{view.reading.report.title or ''} {view.reading.report.text}"
    known = [view.place_names[fact_id] for fact_id, keys in view.places.items() if len(keys) > 1]
    towns = [name for name in told if not set(name_key(name).split()) <= actors]
    towns = [name for name in towns if name in known] or towns
    return max(towns, key=lambda name: len(re.findall(rf"\b{re.escape(name)}\b", text)), default="")


def find_origin_town(view: View, words: str) -> str:
    """The town that the words name after "from", of those that the report's facts are placed in."""
    known = {name_key(name) for name in view.place_names.values()}
    return next((m[1] for m in FROM.finditer(words) if name_key(m[1]) in known and m[1] not in load_demonyms()), "")
