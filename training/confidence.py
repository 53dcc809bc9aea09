"""Fit the weights of further origins in `emberwatch/data/confidence.json`, and show how reliable the probabilities of incidents are.

    python -m training.confidence [--topics 12] [--write]

Two sets: ECB+ (training topics), where an incident is right if one of its facts reads an annotated event, and the graded stories of
`bench/ledger`, where it is right if one of its facts stands at words that an analyst marked. Neither set codes everything that a report
tells, so that a right reading may go unmarked: a slope and an offset on the reading's log-odds are fitted for each set on the incidents
of one origin and thrown away; the weight of a further origin is fitted on both sets together, and reliability is shown with all three. So
that the fit rests on no linker, an incident here is one type and one trigger within a topic or story; the copies of the graded stories
are one origin. What no such mark can teach is set by hand: an origin of unknown lineage counts half (it may be a copy), the priors of the
records, and the part that a denial takes away.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import exp, log
from pathlib import Path

from bench.ledger.cases import read_stories
from bench.shared import find_shared
from emberwatch.ledger.confidence import LEAST, MOST, SETTINGS, Settings, load_settings
from emberwatch.ledger.linking.lexicon import find_stems
from emberwatch.model.fact import Fact
from emberwatch.model.reading import Reading
from emberwatch.model.report import Report
from training.linking_sets import GoldDocument, read_ecb

ECB = Path("corpora") / "ecbplus" / "ecbplus-train-topics-1-35.zip"
BINS = 8
STEPS = [i / 10 for i in range(11)]


@dataclass(frozen=True, slots=True)
class Case:
    """One incident: the best probability of each of its origins, falling; whether it is right."""

    supports: tuple[float, ...]
    right: bool


Marked = Callable[[Fact], bool | None]
"""Is the fact right? None where nobody looked."""


def find_cases(readings: Iterable[tuple[Reading, str, Marked]]) -> Iterator[Case]:
    """Incidents of readings of one topic, each with the name of its origin: facts of one type and trigger."""
    groups: dict[tuple[str, ...], list[tuple[str, float, bool]]] = defaultdict(list)
    for reading, origin, mark in readings:
        for fact in reading.facts:
            right = mark(fact)
            if right is not None:
                groups[fact.type, *find_stems(fact.trigger.text)].append((origin, fact.probability, right))
    for told in groups.values():
        best: dict[str, float] = {}
        for origin, probability, _ in told:
            best[origin] = max(best.get(origin, 0.0), probability)
        yield Case(tuple(sorted(best.values(), reverse=True)), any(right for _, _, right in told))


def read_ecb_cases(archive: Path, topics: int) -> list[Case]:
    """Cases of the first `topics` topics of ECB+; only facts in the sentences that were annotated count."""
    from emberwatch.pipeline.reader import make_reader

    documents = [d for d in read_ecb(archive) if any(m.kind == "event" for m in d.mentions)]
    chosen = sorted({(d.group, d.part) for d in documents}, key=lambda key: (int(key[0]), key[1]))[: 2 * topics]
    reader, cases = make_reader(), []
    for key in chosen:
        part = [d for d in documents if (d.group, d.part) == key]
        readings = [reader.read(Report(d.text, publisher=d.name)) for d in part]
        cases += find_cases((r, d.name, mark_ecb(d)) for r, d in zip(readings, part, strict=True))
    return cases


def mark_ecb(document: GoldDocument) -> Marked:
    """Whether a fact's trigger meets an annotated event; None outside the annotated sentences."""
    spans = [
        (document.start_of(m.sentence, w), document.start_of(m.sentence, w) + len(document.sentences[m.sentence][w]))
        for m in document.mentions if m.kind == "event" for w in m.words
    ]  # fmt: skip
    looked = [(document.start_of(s, 0), document.start_of(s, len(document.sentences[s]))) for s in sorted({m.sentence for m in document.mentions})]

    def mark(fact: Fact) -> bool | None:
        start, end = fact.trigger.span.start, fact.trigger.span.end
        if not any(low <= start < high for low, high in looked):
            return None
        return any(low < end and start < high for low, high in spans)

    return mark


def read_graded_cases() -> list[Case]:
    """Cases of the graded stories; only facts in sentences with marked words count."""
    from emberwatch.pipeline.reader import make_reader

    reader, cases = make_reader(), []
    for story in read_stories():
        anchors = [a for i in story.incidents for a in i.anchors] + [a for q in story.questions.values() for each in q.answers.values() for a in each]
        spans = {report: [s for a in anchors if a.report == report for s in a.spans] for report in {a.report for a in anchors}}
        readings = [reader.read(report) for report in story.reports.values()]
        first = {report: family[0] for family in story.families for report in family}
        held = [(r, first.get(r.report.id, r.report.id), mark_graded(r, spans.get(r.report.id, []))) for r in readings]
        cases += find_cases(held)
    return cases


def mark_graded(reading: Reading, spans: Sequence[tuple[int, int]]) -> Marked:
    """Whether a fact's trigger meets marked words; None in sentences without any."""
    looked = [(start, end) for start, end in reading.sentences if any(start <= low < end for low, _ in spans)]

    def mark(fact: Fact) -> bool | None:
        start, end = fact.trigger.span.start, fact.trigger.span.end
        if not any(low <= start < high for low, high in looked):
            return None
        return any(low < end and start < high for low, high in spans)

    return mark


def predict(case: Case, weight: float, slope: float, offset: float) -> float:
    """The formula of `emberwatch.ledger.confidence` without records and denials, on shifted log-odds."""
    wrong = 1.0
    for at, p in enumerate(case.supports):
        held = min(MOST, max(LEAST, p))
        shifted = 1 / (1 + exp(-(slope * log(held / (1 - held)) + offset)))
        wrong *= (1 - shifted) ** (1.0 if at == 0 else weight)
    return min(MOST, max(LEAST, 1 - wrong))


def loss(cases: Sequence[Case], weight: float, slope: float, offset: float) -> float:
    """Mean log loss in nats."""
    return -sum(log(p if c.right else 1 - p) for c in cases for p in [predict(c, weight, slope, offset)]) / len(cases)


def fit_shift(cases: Sequence[Case]) -> tuple[float, float]:
    """Slope and offset with the least log loss on the incidents of one origin, on a grid."""
    single = [c for c in cases if len(c.supports) == 1]
    _, slope, offset = min((loss(single, 0.0, s, o), s, o) for s, o in product((0.5, 0.75, 1.0, 1.25, 1.5), (x / 4 for x in range(-8, 9))))
    return slope, offset


def fit_weight(sets: Mapping[str, Sequence[Case]], shifts: Mapping[str, tuple[float, float]]) -> float:
    """The weight of a further origin with the least log loss over all sets."""
    losses = {w: sum(loss(cases, w, *shifts[name]) * len(cases) for name, cases in sets.items()) for w in STEPS}
    for weight, value in losses.items():
        print(f"  weight {weight}: log loss {value / sum(map(len, sets.values())):.4f}")
    return min(losses, key=lambda weight: (losses[weight], weight))


def print_reliability(name: str, cases: Sequence[Case], weight: float, slope: float, offset: float) -> None:
    """A line a bin: how many incidents, their mean probability, the share that is right; then Brier score and expected error."""
    told = sorted((predict(c, weight, slope, offset), c.right) for c in cases)
    size, error = max(1, len(told) // BINS), 0.0
    for start in range(0, len(told), size):
        part = told[start : start + size]
        given, right = sum(p for p, _ in part) / len(part), sum(r for _, r in part) / len(part)
        error += abs(given - right) * len(part) / len(told)
        print(f"  {name}  {len(part):5d} incidents  given {given:.3f}  right {right:.3f}")
    brier = sum((p - r) ** 2 for p, r in told) / len(told)
    print(f"  {name}  all {len(told)}, of several origins {sum(len(c.supports) > 1 for c in cases)}: Brier {brier:.4f}, expected error {error:.4f}")


def write_settings(settings: Settings) -> None:
    """Write the shipped parameters."""
    held = {field: getattr(settings, field) for field in Settings.__dataclass_fields__}
    SETTINGS.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description="Fit the weights of further origins.")
    parser.add_argument("--topics", type=int, default=12)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    settings = load_settings()
    sets = {"graded": read_graded_cases()}
    shared = find_shared()
    if (shared / ECB).exists():
        sets["ecb+"] = read_ecb_cases(shared / ECB, asked.topics)
    shifts = {name: fit_shift(cases) for name, cases in sets.items()}
    weight = fit_weight(sets, shifts)
    print(f"weight of a further origin {weight}; of one of unknown lineage {weight / 2}")
    for name, cases in sets.items():
        print_reliability(name, cases, weight, *shifts[name])
    settings = replace(settings, known_weight=weight, unknown_weight=weight / 2)
    if asked.write:
        write_settings(settings)


if __name__ == "__main__":
    main()
