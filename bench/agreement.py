"""How far a second coder, who saw the rules and the texts alone, agrees with the own corpus, and the reader on the same items.

The second coder's codes lie in `bench/second_coder.txt`, in the corpus' layout. They are scored as if the product had given
them, so that the figures say how high the product's own could come.
"""

from __future__ import annotations

from pathlib import Path

from bench.figure import Measured
from bench.own import Tally, count_item, read_held_out, to_figures
from bench.product import Line
from bench.shared import Setting
from training.own_corpus import CodedFact, Item, Span, read_corpus

SECOND = Path(__file__).parent / "second_coder.txt"


def measure(setting: Setting) -> Measured:
    """Agreement of the second coder (`agreement.second.*`) and of the product (`agreement.reader.*`) with the corpus, on the same items."""
    second = {item.text: item for item in read_second()}
    readings = [(item, lines) for item, lines in read_held_out(setting.quick) if item.text in second]
    tallies = {"second": Tally(), "reader": Tally()}
    for item, lines in readings:
        count_item(tallies["second"], item, [to_line(fact) for fact in second[item.text].facts])
        count_item(tallies["reader"], item, lines or [])
    told = {who: to_figures(tally) for who, tally in tallies.items()}
    figures = {f"agreement.{who}.{name}": value for who, of_who in told.items() for name, value in of_who.items() if name != "facts"}
    return Measured({**figures, "agreement.items": len(readings), "agreement.facts": told["reader"]["facts"]})


def read_second() -> list[Item]:
    """The items as the second coder coded them; raises `ValueError` where a line cannot be read."""
    items, problems = read_corpus([SECOND])
    if problems:
        raise ValueError(f"{SECOND.name}: {problems[0]}")
    return items


def to_line(fact: CodedFact) -> Line:
    """A coded fact as the product exports one."""
    parties = {role: [to_part(span) for span in spans] for role, spans in fact.roles.items()}
    speakers = [to_part(span) for span in fact.speakers]
    if fact.kind == "S":
        content = parties.get("content") or [to_part(fact.trigger or (0, 0))]
        return {"kind": "statement", "cue": fact.trigger and to_part(fact.trigger), "content": content[0], "speakers": speakers}
    return {
        "kind": "event" if fact.kind == "E" else "state",
        "type": fact.type,
        "mode": fact.mode,
        "status": fact.status,
        "trigger": to_part(fact.trigger or (0, 0)),
        "actors": parties.get("actor", []),
        "recipients": parties.get("recipient", []),
        "place": parties["place"][0] if "place" in parties else None,
        "speakers": speakers,
    }


def to_part(span: Span) -> Line:
    return {"span": list(span)}
