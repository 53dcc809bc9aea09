"""Fit the numbers by which scores become decisions (`language/decision.py`) on the held-out fifth of the own corpus.

    python -m training.fit [--corpora ../shared/corpora] [--write]

Coordinate ascent over a handful of constants for the F1 of triggers with their type, the accuracy of status and speakers and the F1
of actors and recipients; then a logistic curve for the probability. Few enough numbers that a fifth of the corpus holds them.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from training.own_corpus import CodedFact, Item, read_corpus
from training.real import read_real


def f1(tp: float, predicted: float, gold: float) -> float:
    return 2.0 * tp / (predicted + gold) if predicted + gold else 0.0


class Bench:
    """Held-out items parsed once; figures and outcomes for any decision."""

    def __init__(self, corpora: Path | None = None) -> None:
        from emberwatch.model.report import Report
        from emberwatch.pipeline.marks import mark_sentence
        from emberwatch.pipeline.reader import make_reader

        self.reader = reader = make_reader()
        self.items: list[Item] = [item for item in read_corpus()[0] + (read_real(corpora) if corpora else []) if item.held_out]
        self.parsed = reader.pipeline.parse_all([item.text for item in self.items])
        self.marks = [[mark_sentence(s, p.text, reader.index, reader.places) for s in p.sentences] for p in self.parsed]
        self.claims = [reader.find_claims(Report(p.text), p, m) for p, m in zip(self.parsed, self.marks, strict=True)]

    def measure(self, decision: Any) -> tuple[dict[str, float], list[tuple[float, float, bool]]]:
        """Figures, and for each predicted fact its trigger log-odds, status probability and whether it is right."""
        from emberwatch.language import decision as module

        module.load_decision.cache_clear()
        for user in self.users():
            user.load_decision = lambda: decision
        tally: Counter[Any] = Counter()
        outcomes: list[tuple[float, float, bool]] = []
        for item, parsed, marks, claims in zip(self.items, self.parsed, self.marks, self.claims, strict=True):
            self.count(item, parsed, claims, self.reader.find_drafts(parsed, marks, claims), tally, outcomes)
        figures = {
            "type": f1(tally["type"], tally["p"], tally["g"]),
            "status": tally["status"] / max(1, tally["type"]),
            "speakers": tally["speakers"] / max(1, tally["type"]),
            "actor": f1(tally["actor", "tp"], tally["actor", "p"], tally["actor", "g"]),
            "recipient": f1(tally["recipient", "tp"], tally["recipient", "p"], tally["recipient", "g"]),
        }
        return figures, outcomes

    @staticmethod
    def users() -> list[Any]:
        from emberwatch.claims import status, told
        from emberwatch.events import extract, roles

        return [status, told, extract, roles]

    def count(self, item: Item, parsed: Any, claims: list[Any], drafts: list[Any], tally: Counter[Any], outcomes: list[tuple[float, float, bool]]) -> None:
        from emberwatch.claims.told import find_teller

        gold = [fact for fact in item.facts if fact.kind != "S"]
        used: set[int] = set()
        tally["g"] += len(gold)
        for draft in drafts:
            sentence = parsed.sentences[draft.sentence]
            tally["p"] += 1
            span = (sentence.starts[draft.trigger[0]], sentence.ends[draft.trigger[-1]])
            fits = [g for g in gold if g.trigger and g.trigger[0] < span[1] and g.trigger[1] > span[0] and id(g) not in used]
            fact = min(fits, key=lambda g: g.type != draft.type, default=None)
            right = fact is not None and fact.type == draft.type
            outcomes.append((draft.log_odds, draft.status.probability, right and fact is not None and fact.status == draft.status.status))
            if fact is None:
                continue
            used.add(id(fact))
            if not right:
                continue
            tally["type"] += 1
            tally["status"] += fact.status == draft.status.status
            tally["speakers"] += is_told_so(fact, find_teller(sentence, draft.trigger, claims), parsed.sentences)
            for role, heads in (("actor", draft.arguments.actors), ("recipient", draft.arguments.recipients)):
                spans = fact.roles.get(role, [])
                tally[role, "g"] += len(spans)
                tally[role, "p"] += len(heads)
                tally[role, "tp"] += sum(any(a <= sentence.starts[h] < b for h in heads) for a, b in spans)


def is_told_so(fact: CodedFact, teller: Any, sentences: Any) -> bool:
    """Does the claim that tells of a fact have its innermost speaker, or none where the fact is the reporter's?"""
    if teller is None or not teller.sources or not fact.speakers:
        return not fact.speakers and (teller is None or not teller.sources)
    sentence, word = teller.sources[0]
    return fact.speakers[0][0] <= sentences[sentence].starts[word] < fact.speakers[0][1]


def fit_probability(outcomes: list[tuple[float, float, bool]], steps: int = 12000, rate: float = 0.05) -> tuple[float, float, float]:
    """Logistic regression by plain gradient descent on two inputs and an intercept."""
    a, b, c = 0.5, 0.5, 0.0
    rows = [(min(8.0, x), math.log(min(0.999, max(0.001, s)) / (1 - min(0.999, max(0.001, s)))), float(y)) for x, s, y in outcomes]
    for _ in range(steps):
        ga = gb = gc = 0.0
        for x, s, y in rows:
            error = 1.0 / (1.0 + math.exp(-(a * x + b * s + c))) - y
            ga, gb, gc = ga + error * x, gb + error * s, gc + error
        a, b, c = a - rate * ga / len(rows), b - rate * gb / len(rows), c - rate * gc / len(rows)
    return round(a, 4), round(b, 4), round(c, 4)


def main() -> None:
    from emberwatch.language.decision import FILE, load_decision

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    parser.add_argument("--corpora", type=Path, help="the corpora, whose held-out coded sentences are then used too")
    args = parser.parse_args()
    bench, decision = Bench(args.corpora), load_decision()
    figures, outcomes = bench.measure(decision)
    print("before", {k: round(v, 3) for k, v in figures.items()}, flush=True)

    def goal(f: dict[str, float]) -> float:
        return f["type"] + 0.5 * f["status"] + 0.5 * f["speakers"] + 0.3 * (f["actor"] + f["recipient"])

    choices: dict[str, list[float]] = {
        "neural": [0.8, 1.0, 1.25],
        "kind": [0.4, 0.6, 0.8, 1.0],
        "look_alike": [-1.5, -2.5, -4.0],
        "threshold": [-0.6, -0.3, 0.0, 0.4, 0.8, 1.2],
        "sign": [0.3, 0.5, 0.7, 0.9, 1.2],
        "accept": [0.42, 0.5, 0.58, 0.66],
        "lone": [0.2, 0.28, 0.35, 0.42, 0.5],
        "told": [0.4, 0.5, 0.6, 0.7],
        "untold": [0.02, 0.05, 0.1, 0.15, 0.2],
    }
    best = goal(figures)
    for _ in range(2):
        for name, values in choices.items():
            for value in values:
                trial = replace(decision, **{name: value})
                score = goal(bench.measure(trial)[0])
                if score > best + 1e-4:
                    best, decision = score, trial
        for at in range(4):
            for step in (-0.6, -0.3, 0.3, 0.6):
                strength = list(decision.strength)
                strength[at] = round(strength[at] + step, 2)
                trial = replace(decision, strength=tuple(strength))
                score = goal(bench.measure(trial)[0])
                if score > best + 1e-4:
                    best, decision = score, trial
    figures, outcomes = bench.measure(decision)
    decision = replace(decision, probability=fit_probability(outcomes))
    print("after", {k: round(v, 3) for k, v in figures.items()})
    print(decision)
    if args.write:
        FILE.write_text(decision.as_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
