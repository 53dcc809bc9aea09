"""How probable an incident is: from how surely its facts were read, how many origins tell of it, who they are, and who denies it.

For every fact f that tells of the incident, with the reading's calibrated probability p and the record of its speaker in this ledger
(c answers confirmed, k put right; a and b the priors `confirmed_prior` and `corrected_prior`):

    odds(s_f) = odds(p) · (a + c) / a · b / (b + k)

The facts of one origin o count once, by the best of them: s_o = max s_f. With the origins in falling order of s_o,

    P = 1 − (1 − s_1) · Π_{o ≥ 2} (1 − s_o)^w ,   w = `known_weight`, or `unknown_weight` where the lineage cannot be told,

so the best origin counts in full, each further one less, and repetition from one origin adds nothing. N is the same over the claims
that deny the incident, and what comes out is P · (1 − `denial` · N). `training/confidence.py` fits the weights and shows the reliability.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from emberwatch.errors import CodebookError
from emberwatch.model.fact import Fact
from emberwatch.model.ledger import Finding, Origin
from emberwatch.model.reading import Reading
from emberwatch.model.statement import Statement

SETTINGS = Path(__file__).parent.parent / "data" / "confidence.json"
LEAST, MOST = 0.001, 0.999
"""No claim is taken for surer than this, however it was read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The parameters of the formula above; weights and `denial` in 0..1, priors above 0."""

    confirmed_prior: float
    corrected_prior: float
    known_weight: float
    unknown_weight: float
    denial: float


@dataclass(frozen=True, slots=True)
class Record:
    """How often a speaker's answers were borne out by another origin, and how often put right by the speaker's own side."""

    confirmed: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Voucher:
    """One origin's part: the best of its facts, how sure that is (`support`, 0..1), and with what weight it counts."""

    origin: str
    fact: str
    support: float
    weight: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """The probability (0..1), the sentence that explains it, and the parts it comes from, best first."""

    probability: float
    reason: str
    vouchers: tuple[Voucher, ...]
    denials: tuple[Voucher, ...] = ()


@cache
def load_settings(path: Path = SETTINGS) -> Settings:
    """The shipped parameters; raises `CodebookError` where one is missing or out of its range."""
    held = json.loads(path.read_text(encoding="utf-8"))
    names = list(Settings.__dataclass_fields__)
    wrong = [name for name in names if not isinstance(held.get(name), int | float) or held[name] < 0 or (name[-5:] != "prior" and held[name] > 1)]
    wrong += [name for name in names if name not in wrong and name[-5:] == "prior" and held[name] <= 0]
    if wrong or set(held) != set(names):
        raise CodebookError(f"{path.name}: expected {', '.join(names)}: priors above 0, the others from 0 to 1; wrong: {', '.join(wrong) or 'names'}")
    return Settings(**{name: float(held[name]) for name in names})


def find_speakers(reading: Reading) -> dict[str, str]:
    """Whose record a claim touches, by its id: the innermost speaker's, where that has an id; the publisher's, where the report speaks for itself."""
    found: dict[str, str] = {}
    claims: list[Fact | Statement] = [*reading.facts, *reading.statements]
    for claim in claims:
        if claim.speakers:
            if claim.speakers[0].id is not None:
                found[claim.id] = claim.speakers[0].id
        elif reading.report.publisher:
            found[claim.id] = f"publisher:{reading.report.publisher}"
    return found


def find_records(findings: Iterable[Finding], speaker_of: Mapping[str, str]) -> dict[str, Record]:
    """The record of every speaker: confirmed where another origin agrees or a plan came about, corrected where its own side, or a drift, shows it wrong.

    One question counts once for a speaker either way; `findings` may come in any order.
    """
    confirmed: dict[str, set[str]] = defaultdict(set)
    corrected: dict[str, set[str]] = defaultdict(set)
    for finding in findings:
        a, b, asked = speaker_of.get(finding.a), speaker_of.get(finding.b), finding.question or finding.id
        if finding.kind == "consistent" and a != b:
            for speaker in (a, b):
                confirmed[speaker or ""].add(asked)
        elif finding.kind == "update" and finding.field == "will":
            confirmed[a or ""].add(asked)
        elif finding.kind == "self_revision":
            corrected[a or ""].add(asked)
        elif finding.kind == "drift":
            corrected[b or ""].add(asked)
    speakers = sorted((confirmed.keys() | corrected.keys()) - {""})
    return {speaker: Record(len(confirmed[speaker]), len(corrected[speaker])) for speaker in speakers}


def weigh_incident(
    facts: Iterable[Fact],
    origin_of: Mapping[str, Origin],
    speaker_of: Mapping[str, str] | None = None,
    records: Mapping[str, Record] | None = None,
    denials: Iterable[Fact] = (),
    settings: Settings | None = None,
) -> Confidence:
    """The probability of the incident that `facts` tell of and `denials` deny; a denied fact among `facts` counts as a denial.

    A fact without an origin counts as one of its own, of unknown lineage.
    """
    settings = settings or load_settings()
    told = list(facts)
    against = {f.id: f for f in (*denials, *(f for f in told if is_denial(f)))}
    vouchers = vouch([f for f in told if f.id not in against], origin_of, speaker_of or {}, records or {}, settings)
    opposed = vouch(against.values(), origin_of, speaker_of or {}, records or {}, settings)
    probability = combine(vouchers) * (1 - settings.denial * combine(opposed))
    return Confidence(probability, explain(vouchers, opposed, probability), vouchers, opposed)


def is_denial(fact: Fact) -> bool:
    """Does the fact say that it did not happen?"""
    return fact.status in ("denied", "not_occurred")


def vouch(
    facts: Iterable[Fact], origin_of: Mapping[str, Origin], speaker_of: Mapping[str, str], records: Mapping[str, Record], settings: Settings
) -> tuple[Voucher, ...]:
    """One voucher an origin, by the best of its facts; the best of all first and in full, the others by their weights."""
    best: dict[str, tuple[float, str, bool]] = {}
    for fact in facts:
        origin = origin_of.get(fact.id)
        key = origin.id if origin else f"fact:{fact.id}"
        support = support_of(fact.probability, records.get(speaker_of.get(fact.id, ""), Record()), settings)
        known = origin is not None and origin.kind != "unknown"
        best[key] = min(best.get(key, (2.0, "", known)), (-support, fact.id, known)) if key in best else (-support, fact.id, known)
    ranked = sorted((support, not known, key, fact) for key, (support, fact, known) in best.items())
    weights = [1.0 if at == 0 else settings.unknown_weight if unknown else settings.known_weight for at, (_, unknown, _, _) in enumerate(ranked)]
    return tuple(Voucher(key, fact, -support, weight) for (support, _, key, fact), weight in zip(ranked, weights, strict=True))


def support_of(probability: float, record: Record, settings: Settings) -> float:
    """How sure one fact is: the reading's probability, its odds moved by the record of the speaker."""
    p = min(MOST, max(LEAST, probability))
    odds = p / (1 - p) * (settings.confirmed_prior + record.confirmed) / settings.confirmed_prior
    odds *= settings.corrected_prior / (settings.corrected_prior + record.corrected)
    return odds / (1 + odds)


def combine(vouchers: Iterable[Voucher]) -> float:
    """One less the chance that every voucher is wrong, each to the power of its weight; 0 without any."""
    wrong = 1.0
    for voucher in vouchers:
        wrong *= (1 - voucher.support) ** voucher.weight
    return 1 - wrong


def explain(vouchers: tuple[Voucher, ...], denials: tuple[Voucher, ...], probability: float) -> str:
    """The sentence for a reader."""
    if not vouchers:
        return "only denials tell of it"
    more = len(vouchers) - 1
    words = f"{probability:.2f}: the surest telling {vouchers[0].support:.2f}"
    words += f", {more} further {'origin' if more == 1 else 'origins'}" if more else ", no further origin"
    return words + (f", denied by {len(denials)}" if denials else "")
