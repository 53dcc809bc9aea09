"""Did it happen: denials, each tied to what it denies, and what became of people said to be dead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from emberwatch.ledger.counts import load_counted
from emberwatch.ledger.lexicon import find_stems, load_lexicon
from emberwatch.ledger.reply import Reply
from emberwatch.ledger.sides import is_same_side, name_key
from emberwatch.ledger.view import View, claims_of, telling_stems
from emberwatch.model.entity import Party
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.table import read_rows

REALITY = Path(__file__).parent.parent / "data" / "reality.tsv"
REAL = frozenset({"occurred", "ongoing"})
UNREAL = frozenset({"denied", "not_occurred"})
FAMILY = {
    "SEIZE": "ground", "MOBILIZE": "ground", "CONTROL": "ground", "RETREAT": "leave", "DISPLACE": "leave", "ASSAULT": "harm", "CASUALTIES": "harm",
    "COERCE": "harm", "AGREE": "talk", "CONSULT": "talk", "AID": "give", "CONCEDE": "give", "COOPERATE": "give",
}  # fmt: skip
"""Types that readers of one happening may choose between."""
TIE, STRONG = 4.0, 6.5
"""Score from which a denial is tied to a claim, and from which to one of another incident too."""
SURE = 0.2
"""Facts read with less than this probability are held against nothing."""
KILLING = re.compile(r"\b(?:kill|dead|die|wound|injur|hurt)", re.IGNORECASE)
ATTEMPT = re.compile(r"\b(?:tr(?:y|ied|ying) to|unable to|could not|cannot|failed to|refus\w+ to) $", re.IGNORECASE)
DENIAL_DAYS = 30
RARE_BITS, RARE_TRIGGER_BITS, STATEMENT_BITS = 7, 5, 3
"""Words so rare are keys; triggers; words so rare are compared in statements."""
COVER, COVER_STEMS = 0.6, 3
"""The part of a denial's telling words, and how many, that a statement must hold to be what it denies."""


@cache
def load_reality(path: Path = REALITY) -> Mapping[str, re.Pattern[str]]:
    """One pattern a kind."""
    return {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for _, (kind, words) in read_rows(path)}


@dataclass(frozen=True, slots=True)
class Happening:
    """A fact or statement laid flat for tying: who, where, when, in which words. `home` is its incident."""

    claim: Fact | Statement
    view: View
    home: str
    family: str
    trigger: frozenset[str]
    actors: frozenset[str]
    others: frozenset[str]
    towns: frozenset[str]
    place: str | None
    country: str | None
    start: date | None
    end: date | None
    numbers: frozenset[tuple[str, float]]
    stems: frozenset[str]

    @property
    def at(self) -> int:
        """Its place in the text."""
        return self.claim.trigger.span.start if isinstance(self.claim, Fact) else self.claim.content.span.start

    @property
    def order(self) -> tuple[date, str, int, str]:
        """Publication (undated last), report, place in the text."""
        return (self.view.published or date.max, self.view.reading.report.id, self.at, self.claim.id)

    def blocks(self) -> frozenset[str]:
        """Blocking keys: two happenings that may be tied share one."""
        lexicon = load_lexicon()
        rare = sorted((s for s in self.stems if lexicon.bits(s) >= RARE_BITS), key=lambda s: (-lexicon.bits(s), s))[:6]
        rare += [f"{self.family}!{s}" for s in self.trigger if lexicon.bits(s) >= RARE_TRIGGER_BITS]
        rare += [f"{self.family}#{self.start.isoformat()}"] if self.start and self.end and (self.end - self.start).days <= 2 else []
        parts = [*(f"{self.family}@{town}" for town in self.towns), *(f"{self.family}/{actor}" for actor in self.actors), *(f"stem:{stem}" for stem in rare)]
        return frozenset((*parts, f"report:{self.view.reading.report.id}"))


def describe(view: View, claim: Fact | Statement, homes: Mapping[str, str]) -> Happening:
    """The claim laid flat."""
    if isinstance(claim, Statement):
        facts = [f for f in view.reading.facts if f.statement == claim.id]
        about = {p.id for p in (claim.about,) if p is not None and p.id}
        return Happening(
            claim, view, homes.get(facts[0].id, facts[0].id) if facts else claim.id, "", frozenset(), frozenset(about), frozenset(), frozenset(), None, None,
            None, None, frozenset(), statement_stems(claim),
        )  # fmt: skip
    where, when = claim.place.place if claim.place else None, claim.when
    timed = when if when is not None and when.precision in ("day", "week", "month") else None
    return Happening(
        claim, view, homes.get(claim.id, claim.id), FAMILY.get(claim.type, claim.type), frozenset(find_stems(claim.trigger.text)),
        frozenset(doer_keys(view, claim.actors)), hurt_words(claim),
        view.places.get(claim.id, frozenset()), where.id if where else None, where.country if where else None,
        timed.start if timed else None, timed.end if timed else None,
        frozenset((q.of.split()[-1] if q.of.split() else "", q.low) for q in claim.quantities if q.low is not None), telling_stems(clause_of(view, claim)),
    )  # fmt: skip


def statement_stems(statement: Statement) -> frozenset[str]:
    """The stems of a statement's content that are rare enough to compare."""
    return frozenset(s for s in find_stems(statement.content.text) if load_lexicon().bits(s) >= STATEMENT_BITS)


def hurt_words(fact: Fact) -> frozenset[str]:
    """Stems of the recipients without an id, and the group of those that are people."""
    told = [p.text for p in fact.recipients if not p.id]
    groups = {f"group:{load_counted()[word]}" for text in told for word in re.findall(r"[a-z]+", text.lower()) if word in load_counted()}
    return telling_stems(" ".join(told)) | (groups - {"group:any"})


def doer_keys(view: View, parties: Iterable[Party]) -> Iterator[str]:
    """Keys of resolved parties: one for a state, its government and its army."""
    for party in parties:
        actor = view.actors.get(party.id or "")
        if actor is not None and actor.type in ("state", "government", "military", "police") and actor.country:
            yield f"state:{actor.country}"
        elif actor is not None:
            yield actor.id


def clause_of(view: View, fact: Fact) -> str:
    """The words around a fact: its statement's content where that holds it, else its sentence."""
    said = view.statements.get(fact.statement or "")
    if said is not None and said.content.span.start <= fact.trigger.span.start < said.content.span.end:
        return said.content.text
    return view.words_of(view.sentence_at(fact.trigger.span.start))


def tie_score(one: Happening, other: Happening) -> float:
    """How much speaks for both being one happening: points for what agrees, less for what cannot be; unknown adds nothing."""
    if isinstance(one.claim, Statement) or isinstance(other.claim, Statement):
        return cover_score(one, other)
    score = 2.0 if one.home == other.home else 0.0
    score += 1.0 if one.family == other.family else -2.5
    score += 2.5 if one.trigger & other.trigger else 0.0
    score += side_score(one, other) + place_score(one, other) + time_score(one, other)
    score += 1.5 if one.numbers & other.numbers else 0.0
    if one.others and other.others:
        met = one.others & other.others or one.others & other.stems or other.others & one.stems
        score += 1.5 if met else -1.0
    shared = (one.stems & other.stems) - one.trigger - other.trigger
    return score + min(2.5, 0.5 * len(shared))


def side_score(one: Happening, other: Happening) -> float:
    """Actors: the same, different, or not known of one."""
    if not one.actors or not other.actors:
        return 0.0
    return 2.0 if one.actors & other.actors else -4.0


def place_score(one: Happening, other: Happening) -> float:
    """Places: the same town, the same wider place, one country, another town or country, or not known."""
    if one.towns and other.towns:
        return 2.0 if one.towns & other.towns else -3.0
    if one.place and other.place and one.place == other.place:
        return 1.5
    if one.country and other.country:
        return 0.5 if one.country == other.country else -3.0
    return 0.0


def time_score(one: Happening, other: Happening) -> float:
    """Times: overlapping days, days apart, or not known; then how far apart the reports are."""
    score = 0.0
    if one.start and one.end and other.start and other.end:
        overlap = one.start < other.end + timedelta(days=1) and other.start < one.end + timedelta(days=1)
        score = 1.5 if overlap else -3.0
    a, b = one.view.published, other.view.published
    if one.view is other.view:
        return score + max(0.0, 1.5 - abs(one.at - other.at) / 400)
    score += 1.0 if one.view.reading.report.publisher and one.view.reading.report.publisher == other.view.reading.report.publisher else 0.0
    return score + (0.0 if a is None or b is None else 0.5 if abs((a - b).days) <= 3 else -0.1 * min(30, abs((a - b).days) - 3))


def cover_score(one: Happening, other: Happening) -> float:
    """Of two claims of which one is a bare statement: the part of the words of `one` that the other holds, in points of `tie_score`."""
    shared = one.stems & other.stems
    if len(shared) < COVER_STEMS or len(shared) < COVER * len(one.stems):
        return 0.0
    return TIE + len(shared) / max(1, len(one.stems))


def find_denials(view: View) -> list[Fact | Statement]:
    """Facts that are denied or said not to have happened, and denials that no such fact stands for."""
    unreal = [f for f in view.reading.facts if f.status in UNREAL and f.kind == "event"]
    facts: list[Fact | Statement] = [f for f in unreal if not is_ahead(view, f) and not is_attempt(view, f)]
    held = {f.statement for f in view.reading.facts if f.status in UNREAL}
    bare = [s for s in view.reading.statements if s.manner == "deny" and s.id not in held]
    return [*facts, *(s for s in bare if len(statement_stems(s)) >= COVER_STEMS)]


def is_attempt(view: View, fact: Fact) -> bool:
    """Is it only said to have been tried, or not to have been possible?"""
    text = view.reading.report.text
    return ATTEMPT.search(text[max(0, fact.trigger.span.start - 20) : fact.trigger.span.start]) is not None


def is_ahead(view: View, fact: Fact) -> bool:
    """Is it said not to be going to happen, rather than not to have happened?"""
    text = view.reading.report.text
    before = text[max(0, fact.trigger.span.start - 30) : fact.trigger.span.start]
    return bool(re.search(r"\b(?:will|would|shall|won.t|wouldn.t) (?:not|never|no)?\W*(?:\w+ )?$", before, re.IGNORECASE))


def answer_denials(views: Sequence[View], homes: Mapping[str, str]) -> Iterator[tuple[Happening, str, tuple[Happening, ...]]]:
    """Every denial that ties to something, the incident it is tied to, and the claims of it that it denies, best first."""
    blocks: dict[str, list[Happening]] = defaultdict(list)
    for view in views:
        for claim in claims_of(view):
            if claim.manner != "deny" if isinstance(claim, Statement) else is_told(view, claim):
                happening = describe(view, claim, homes)
                for key in happening.blocks():
                    blocks[key].append(happening)
    for view in views:
        for claim in find_denials(view):
            denial = describe(view, claim, homes)
            found = {h.claim.id: h for key in denial.blocks() for h in blocks.get(key, ()) if is_near(denial, h)}
            scored = sorted(((tie_score(denial, h), h) for h in found.values()), key=lambda pair: (-pair[0], pair[1].order))
            tied = [(score, h) for score, h in scored if score >= TIE and is_told_of(denial, h)]
            if tied:
                home = tied[0][1].home
                yield denial, home, tuple(h for score, h in tied if h.home == home or score >= STRONG)


def is_told(view: View, fact: Fact) -> bool:
    """Is it an event said to have happened, read surely enough to be held against a denial, in a sentence that denies nothing of its kind?"""
    if fact.status not in REAL or fact.kind != "event" or fact.probability < SURE:
        return False
    beside = view.by_sentence[view.sentence_at(fact.trigger.span.start)]
    return not any(f.status in UNREAL and FAMILY.get(f.type) == FAMILY.get(fact.type) for f in beside)


def is_told_of(denial: Happening, other: Happening) -> bool:
    """May a claim stand against the denial: does it tell of harm where harm is denied, and, by the denier's own side, of the same doer?"""
    if denial.view is other.view and denial.view.sentence_at(denial.at) == other.view.sentence_at(other.at):
        return False
    if isinstance(denial.claim, Statement) or isinstance(other.claim, Statement):
        return True
    harm = KILLING.search(other.claim.trigger.text) or any(q.state in ("killed", "wounded") for q in other.claim.quantities)
    if KILLING.search(denial.claim.trigger.text) and not harm:
        return False
    own = is_same_side(denial.view.sides[denial.claim.id], other.view.sides[other.claim.id])
    return not (own and (denial.view is other.view or (denial.actors and not other.actors)))


def is_near(denial: Happening, other: Happening) -> bool:
    """Were both published within the days in which a denial is heard, by claims of the kind that can be tied?"""
    a, b = denial.view.published, other.view.published
    if isinstance(other.claim, Statement) and not isinstance(denial.claim, Statement):
        return False
    return a is None or b is None or abs((a - b).days) <= DENIAL_DAYS


def reply_happened(happening: Happening, home: str, stance: str) -> Reply:
    """One reply: it happened, or it did not."""
    view, claim = happening.view, happening.claim
    number = view.sentence_at(happening.at)
    status = claim.status if isinstance(claim, Fact) else "denied" if stance == "no" else "occurred"
    return Reply(
        "happened", (("incident", home),), claim.id, view.reading.report.id, view.published, happening.at, view.sides[claim.id],
        tuple(p.name or p.text for p in claim.speakers), "it happened" if stance == "yes" else "it did not happen", status, stance=stance,
        retold=view.is_told_before(claim), label="Did it happen", words=view.words_of(number).strip(),
    )  # fmt: skip


def find_fates(view: View) -> Iterator[Reply]:
    """Replies that say of a named person that he or she was killed, or is alive."""
    patterns = load_reality()
    people = [a for a in view.actors.values() if a.type == "person"]
    for number, facts in sorted(view.by_sentence.items()):
        words = view.words_of(number)
        for actor in people:
            match = re.search(rf"\b(?:{re.escape(actor.name)}|{re.escape(actor.name.split()[-1])})\b(?P<rest>[^.;]*)", words)
            hit = next((f for f in facts if f.type in ("CASUALTIES", "ASSAULT")), None)
            if match is None or hit is None:
                continue
            alive = patterns["alive"].search(match["rest"][:60])
            dead = any(p.id == actor.id for f in facts if patterns["dead"].search(f.trigger.text) for p in f.recipients)
            if alive or dead:
                yield Reply(
                    "happened", (("person", name_key(actor.name)), ("what", "killed")), hit.id, view.reading.report.id, view.published, hit.trigger.span.start,
                    view.sides[hit.id], tuple(p.name or p.text for p in hit.speakers), f"{actor.name} is alive" if alive else f"{actor.name} was killed",
                    hit.status, stance="no" if alive else "yes", retold=view.is_told_before(hit), label=f"Was {actor.name} killed", words=words.strip(),
                )  # fmt: skip
