"""What the product got wrong in the own corpus, fact by fact: the work list behind the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.match import pair_spans
from bench.own import pair_facts, same_chain, span_of
from bench.product import Line
from training.own_corpus import CodedFact, Item


def find_misses(item: Item, lines: Sequence[Line] | None) -> list[str]:
    """One line a fact or statement that is missing, invented or wrong in a field; empty where all is right."""
    if lines is None:
        return [f"{item.file}:{item.line} unread: {item.text}"]
    coded = [fact for fact in item.facts if fact.kind != "S"]
    facts = [line for line in lines if line["kind"] != "statement"]
    pairs = pair_facts(coded, facts)
    found = [f"missing {describe(item, coded[g])}" for g in range(len(coded)) if g not in {g for g, _ in pairs}]
    found += [f"invented {fact['type']} {fact['status']} {fact['trigger']['text']!r}" for p, fact in enumerate(facts) if p not in {p for _, p in pairs}]
    for g, p in pairs:
        wrong = list(find_wrong(item, coded[g], facts[p]))
        found += [f"{describe(item, coded[g])}: {', '.join(wrong)}"] if wrong else []
    found += find_statement_misses(item, [line for line in lines if line["kind"] == "statement"])
    return [f"{item.file}:{item.line} {words}" for words in found]


def describe(item: Item, fact: CodedFact) -> str:
    """Type, status and trigger of a coded fact."""
    return f"{fact.type} {fact.status} {item.text[slice(*fact.trigger)]!r}" if fact.trigger else f"{fact.type} without a cue"


def find_wrong(item: Item, coded: CodedFact, fact: Line) -> Iterator[str]:
    """Fields of a found fact that differ from the coded ones: what was given, and what is coded."""
    if fact["status"] != coded.status:
        yield f"status {fact['status']}"
    if coded.mode and fact.get("mode") != coded.mode:
        yield f"mode {fact.get('mode')} for {coded.mode}"
    for role, parties in (("actor", fact.get("about") or fact.get("actors") or []), ("recipient", fact.get("recipients") or [])):
        gold = coded.roles.get(role, [])
        if not len(pair_spans(gold, [span_of(p) for p in parties])) == len(gold) == len(parties):
            yield f"{role} {[p['text'] for p in parties]} for {[item.text[slice(*g)] for g in gold]}"
    speakers = fact.get("speakers") or []
    if not same_chain(coded.speakers, speakers):
        yield f"speakers {[s['text'] for s in speakers]} for {[item.text[slice(*g)] for g in coded.speakers]}"


def find_statement_misses(item: Item, statements: Sequence[Line]) -> list[str]:
    """Statements with a cue that are missing or invented."""
    coded = [fact for fact in item.facts if fact.kind == "S" and fact.trigger]
    cued = [line for line in statements if line.get("cue")]
    pairs = pair_spans([fact.trigger or (0, 0) for fact in coded], [span_of(line["cue"]) for line in cued])
    missing = [f"missing statement {describe(item, fact)}" for g, fact in enumerate(coded) if g not in {g for g, _ in pairs}]
    return missing + [f"invented statement {line['cue']['text']!r}" for p, line in enumerate(cued) if p not in {p for _, p in pairs}]
