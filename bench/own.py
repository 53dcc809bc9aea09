"""The held-out fifth of the project's own corpus, read by the whole product, each item as a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bench.figure import Measured
from bench.match import Count, Span, overlap_chars, pair_spans
from bench.product import Line, read_texts
from bench.shared import Setting
from training.own_corpus import CodedFact, Item, read_corpus

QUICK_ITEMS = 80
Readings = Sequence[tuple[Item, "list[Line] | None"]]
"""Items with the exported lines of each, None where one was not read."""


@dataclass(slots=True)
class Tally:
    """Counts over all items: facts by kind, statements, fillers by role, and right and all of the fields judged by share."""

    facts: dict[str, Count] = field(default_factory=lambda: {"event": Count(), "state": Count()})
    triggers: Count = field(default_factory=Count)
    statements: Count = field(default_factory=Count)
    roles: dict[str, Count] = field(default_factory=lambda: {"actor": Count(), "recipient": Count(), "place": Count()})
    shares: dict[str, list[int]] = field(default_factory=lambda: {k: [0, 0] for k in ("status", "mode", "speakers", "own_voice", "statement_speakers")})


def measure(setting: Setting) -> Measured:
    """Figures of the held-out items: triggers with type, status, roles, speakers, statements."""
    return measure_readings("own", read_held_out(setting.quick), setting)


def measure_readings(group: str, readings: Readings, setting: Setting) -> Measured:
    """Figures of some items as read, named after their group."""
    tally = Tally()
    for item, lines in readings:
        count_item(tally, item, lines or [])
    if setting.misses:
        tell_misses(readings)
    figures = {**to_figures(tally), "items": len(readings), "unread": sum(lines is None for _, lines in readings)}
    return Measured({f"{group}.{name}": value for name, value in figures.items()})


def tell_misses(readings: Readings) -> None:
    """Print every missing, invented and wrong fact."""
    from bench.misses import find_misses

    for item, lines in readings:
        for miss in find_misses(item, lines):
            print(f"  {miss}")


@lru_cache(maxsize=2)
def read_held_out(quick: bool) -> Readings:
    """Held-out items with what the product exports for each; read once in a run, an even sample where `quick`."""
    return read_items(read_corpus()[0], quick)


def read_items(items: Sequence[Item], quick: bool) -> Readings:
    """The held-out ones of these items with what the product exports for each; an even sample where `quick`."""
    items = [item for item in items if item.held_out]
    if quick:
        items = items[:: max(1, len(items) // QUICK_ITEMS)]
    readings = read_texts([{"text": item.text} for item in items])
    for item, lines in zip(items, readings, strict=True):
        check_spans(item.text, lines or [])
    return tuple(zip(items, readings, strict=True))


def check_spans(text: str, lines: Sequence[Line]) -> None:
    """Raise where an exported trigger's words are not those of the item: the spans would be scored against another text."""
    for line in lines:
        trigger = line.get("trigger") or line.get("cue")
        if trigger and text[slice(*trigger["span"])] != trigger["text"]:
            raise ValueError(f"the export has {trigger['text']!r} at {trigger['span']}, the item {text[slice(*trigger['span'])]!r}")


def span_of(part: Line) -> Span:
    """The span of an exported part as a pair."""
    start, end = part["span"]
    return start, end


def pair_facts(coded: Sequence[CodedFact], facts: Sequence[Line], same_type: bool = True) -> list[tuple[int, int]]:
    """Pairs of coded and exported facts with overlapping triggers and, unless told otherwise, the same type."""
    gold = [fact.trigger or (0, 0) for fact in coded]
    predicted = [span_of(fact["trigger"]) for fact in facts]
    return pair_spans(gold, predicted, lambda g, p: not same_type or coded[g].type == facts[p]["type"])


def count_item(tally: Tally, item: Item, lines: Sequence[Line]) -> None:
    """Add one item with its exported lines to the tally."""
    coded = [fact for fact in item.facts if fact.kind != "S"]
    facts = [line for line in lines if line["kind"] != "statement"]
    pairs = pair_facts(coded, facts)
    for kind, letter in (("event", "E"), ("state", "T")):
        right = sum(coded[g].kind == letter for g, _ in pairs)
        tally.facts[kind].add(right, sum(f["kind"] == kind for f in facts), sum(c.kind == letter for c in coded))
    tally.triggers.add(len(pair_facts(coded, facts, same_type=False)), len(facts), len(coded))
    for g, p in pairs:
        count_fields(tally, coded[g], facts[p])
    count_statements(tally, [fact for fact in item.facts if fact.kind == "S"], [line for line in lines if line["kind"] == "statement"])


def count_fields(tally: Tally, coded: CodedFact, fact: Line) -> None:
    """Judge status, mode, roles and speakers of a fact that was found."""
    add_share(tally, "status", fact["status"] == coded.status)
    if coded.mode:
        add_share(tally, "mode", fact.get("mode") == coded.mode)
    parties = {"actor": fact.get("about") or fact.get("actors") or [], "recipient": fact.get("recipients") or []}
    parties["place"] = [fact["place"]] if fact.get("place") else []
    for role, count in tally.roles.items():
        gold, predicted = coded.roles.get(role, []), [span_of(party) for party in parties[role]]
        count.add(len(pair_spans(gold, predicted)), len(predicted), len(gold))
    if coded.speakers:
        add_share(tally, "speakers", same_chain(coded.speakers, fact.get("speakers") or []))
    else:
        add_share(tally, "own_voice", not fact.get("speakers"))


def count_statements(tally: Tally, coded: Sequence[CodedFact], statements: Sequence[Line]) -> None:
    """Pair statements by their cues; a coded one without a cue by its content."""
    cued = [i for i, fact in enumerate(coded) if fact.trigger]
    bare = [i for i, fact in enumerate(coded) if not fact.trigger]
    with_cue = [i for i, line in enumerate(statements) if line.get("cue")]
    pairs = [(cued[g], with_cue[p]) for g, p in pair_spans([coded[i].trigger or (0, 0) for i in cued], [span_of(statements[i]["cue"]) for i in with_cue])]
    left = [i for i in range(len(statements)) if i not in {p for _, p in pairs}]
    contents = [coded[i].roles["content"][0] for i in bare]
    pairs += [(bare[g], left[p]) for g, p in pair_spans(contents, [span_of(statements[i]["content"]) for i in left])]
    tally.statements.add(len(pairs), len(statements), len(coded))
    for g, p in pairs:
        if coded[g].speakers:
            add_share(tally, "statement_speakers", same_chain(coded[g].speakers, statements[p].get("speakers") or []))


def same_chain(gold: Sequence[Span], speakers: Sequence[Line]) -> bool:
    """Are the chains equally long, and does each speaker's span overlap the coded one in its place?"""
    return len(gold) == len(speakers) and all(overlap_chars(g, span_of(s)) for g, s in zip(gold, speakers, strict=True))


def add_share(tally: Tally, name: str, right: bool) -> None:
    """Count one answer to a yes-or-no question."""
    tally.shares[name][0] += right
    tally.shares[name][1] += 1


def to_figures(tally: Tally) -> dict[str, float]:
    """The tally's figures by name, without their group."""
    events, states = tally.facts["event"], tally.facts["state"]
    together = Count(events.right + states.right, events.predicted + states.predicted, events.gold + states.gold)
    figures = {"type.f1": together.f1, "type.precision": together.precision, "type.recall": together.recall, "trigger.f1": tally.triggers.f1}
    figures |= {"event.f1": events.f1, "state.f1": states.f1, "statement.f1": tally.statements.f1}
    figures |= {f"{role}.f1": count.f1 for role, count in tally.roles.items()}
    figures |= {name: right / total if total else 0.0 for name, (right, total) in tally.shares.items()}
    return {**figures, "facts": together.gold}
