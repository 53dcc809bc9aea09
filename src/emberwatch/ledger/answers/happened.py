"""Did it happen: denials, each tied to what it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from emberwatch.ledger.answers.doers import find_blamed, find_kind, full_words
from emberwatch.ledger.answers.foiled import is_foiled
from emberwatch.ledger.answers.happening import FAMILY, HARMING, KILLING, UNKNOWN, Blocks, Happening, describe, speaker_keys, statement_stems
from emberwatch.ledger.answers.memory import remembered_by_homes
from emberwatch.ledger.answers.presupposed import are_of_others, is_granted
from emberwatch.ledger.answers.refusals import (
    HABIT,
    HARMFUL,
    find_refusals,
    find_refused_tellers,
    find_retracter,
    is_by,
    is_called_false,
    is_disclaimed,
    is_unknown,
)
from emberwatch.ledger.answers.reply import Reply
from emberwatch.ledger.answers.sides import is_same_side
from emberwatch.ledger.answers.standing_deeds import stands_untouched
from emberwatch.ledger.answers.ties import COVER_STEMS, STRONG, TIE, is_in_time, place_score, struck_others, tie_score
from emberwatch.ledger.answers.view import REAL, UNREAL, View
from emberwatch.ledger.lineage.align import claims_of
from emberwatch.model.fact import Fact
from emberwatch.model.statement import Statement
from emberwatch.text.table import load_word_patterns

__all__ = [
    "DENIAL_DAYS",
    "KILLING",
    "REAL",
    "SURE",
    "UNREAL",
    "answer_denials",
    "describe",
    "find_denials",
    "is_ahead",
    "is_happening",
    "lay_denials",
    "load_reality",
    "reply_happened",
]

REALITY = Path(__file__).parents[2] / "data" / "reality.tsv"
SURE = 0.2
"""Facts read with less than this probability are held against nothing."""
ATTEMPT = re.compile(r"\b(?:tr(?:y|ied|ying) to|unable to|could not|cannot|failed to|refus\w+ to) $", re.IGNORECASE)
COMING = re.compile(r"\b(?:impending|imminent|planned|upcoming|forthcoming|coming) (?:\w+ )?$", re.IGNORECASE)
OWN_LOSS = re.compile(r"\b(?:lost|lose|losing|loss)", re.IGNORECASE)
OWN = re.compile(r"(?:its|their|our|his|my|we|it|they|the (?:group|movement|organi[sz]ation|faction|militia|command|party))\b", re.IGNORECASE)
NOBODY = re.compile(r"(?:not (?:a single|one|any|a)|none|nobody|no (?:one )?(?!fewer|less|more))\b", re.IGNORECASE)
"""Parties of whom there are none."""
CRIMINAL = re.compile(r"\b(?:bandits?|criminals?|outlaws?|thugs|smugglers|robbers|thieves|looters|gangs?)\b", re.IGNORECASE)
"""Nobody who denies a deed is told of by these words."""
CEASED = re.compile(r"\b(?:no longer|any ?more)\b", re.IGNORECASE)
SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
"""What is said not to happen from some time on has happened before."""
NAMED = re.compile(r"(?<=.)\b[A-Z]|[A-Z]{2}")
THAT_ONE = frozenset({"he", "she", "it", "they", "his", "her", "its", "their"})
BY_THEN = re.compile(r"\bhad(?: been)?(?: \w+ly)? $")
DENIAL_DAYS = 120
COMES_AND_GOES = frozenset({"fight", "clash", "battl", "combat", "hostil", "shell", "bombard", "gunfir", "shoot"})
"""Stems of what goes on one day and not the next."""


def load_reality(path: Path = REALITY) -> Mapping[str, re.Pattern[str]]:
    """One pattern a kind."""
    return load_word_patterns(path)


def find_denials(view: View) -> list[Fact | Statement]:
    """Facts that are denied or said not to have happened, and denials that no such fact stands for."""
    unreal = [f for f in view.reading.facts if is_happening(f) and (f.status in UNREAL or is_of_nobody(view, f) or is_called_false(view, f))]
    left_out = (is_ahead, is_attempt, is_habit, is_ceased, is_foiled, stands_untouched, is_granted)
    facts: list[Fact | Statement] = [f for f in unreal if not any(is_out(view, f) for is_out in left_out)]
    held = {f.statement for f in view.reading.facts if f.status in UNREAL}
    bare = [s for s in view.reading.statements if s.manner == "deny" and s.id not in held]
    return [*facts, *(s for s in bare if len(statement_stems(s)) >= COVER_STEMS)]


@remembered_by_homes
def lay_denials(view: View, homes: Mapping[str, str]) -> list[Happening]:
    """Every denial of a report laid flat: of what it tells itself, and of what another voice told right before."""
    told = [describe(view, claim, homes) for claim in find_denials(view)]
    return [*(settle_denier(one) for one in told), *find_refusals(view, homes)]


def settle_denier(denial: Happening) -> Happening:
    """The denial with the side of whoever takes back what was told, and of whose telling it calls untrue; who denies his own doing is its doer."""
    if not isinstance(denial.claim, Fact):
        return denial
    side = find_retracter(denial.view, denial.claim) or denial.side
    settled = replace(denial, side=side, tellers=find_refused_tellers(denial.view, denial.claim))
    return replace(settled, actors=speaker_keys(denial.view, side)) if not settled.actors and is_own_doing(settled) else settled


def is_of_nobody(view: View, fact: Fact) -> bool:
    """Is it told of nobody: "not a single prisoner escaped", "killed no civilian"? Not what nobody claims to have done, or was hurt in."""
    if fact.status not in REAL or not any(NOBODY.match(party.text) for party in (*fact.actors[:1], *fact.recipients[:1])):
        return False
    words = view.words_of(view.sentence_at(fact.trigger.span.start))
    unhurt = fact.type == "ASSAULT" and HARMING.search(words) is not None and HARMING.search(fact.trigger.text) is None
    return not unhurt and not load_reality()["responsibility"].search(words)


def is_attempt(view: View, fact: Fact) -> bool:
    """Is it only said to have been tried, or not to have been possible?"""
    text = view.reading.report.text
    return ATTEMPT.search(text[max(0, fact.trigger.span.start - 20) : fact.trigger.span.start]) is not None


def is_habit(view: View, fact: Fact) -> bool:
    """Is it denied of all times, and so of no one happening: "has repeatedly denied targeting civilians"?"""
    number = view.sentence_at(fact.trigger.span.start)
    return HABIT.search(view.words_of(number)[: fact.trigger.span.start - view.sentence_start(number)]) is not None


def is_ceased(view: View, fact: Fact) -> bool:
    """Is it said no longer to happen? That denies nothing of what went before."""
    return fact.status == "not_occurred" and CEASED.search(view.words_of(view.sentence_at(fact.trigger.span.start))) is not None


def is_ahead(view: View, fact: Fact) -> bool:
    """Is it said not to be going to happen, rather than not to have happened?"""
    text, at = view.reading.report.text, fact.trigger.span.start
    before = text[max(0, at - 30) : at]
    if COMING.search(before) or load_reality()["unplanned"].search(re.split(r"[.;:,]", text[max(0, at - 50) : at])[-1]):
        return True
    return bool(re.search(r"\b(?:will|would|shall|won.t|wouldn.t) (?:not|never|no)?\W*(?:\w+ ){0,2}$", before, re.IGNORECASE))


def answer_denials(views: Sequence[View], homes: Mapping[str, str]) -> Iterator[tuple[Happening, str, tuple[Happening, ...]]]:
    """Every denial that ties to something, the incident it is tied to, and the claims of it that it denies, best first."""
    blocks = Blocks(DENIAL_DAYS)
    for view in views:
        for told in lay_told(view, homes):
            blocks.put(told)
    for view in views:
        for denial in lay_denials(view, homes):
            scored = sorted(((tie_score(denial, h), h) for h in blocks.seek(denial) if is_near(denial, h)), key=lambda pair: (-pair[0], pair[1].order))
            tied = [(score, h) for score, h in scored if score >= TIE and is_told_of(denial, h) and (h.home == denial.home or not struck_others(denial, h))]
            if tied:
                home = tied[0][1].home
                yield (
                    denial,
                    home,
                    tuple(h for score, h in tied if h.home in (home, denial.home) or score >= STRONG or (not is_toll(h) and is_same_side(denial.side, h.side))),
                )


@remembered_by_homes
def lay_told(view: View, homes: Mapping[str, str]) -> Iterator[Happening]:
    """Every claim of a report that a denial may be held against, laid flat."""
    for claim in claims_of(view.reading):
        if claim.manner != "deny" if isinstance(claim, Statement) else is_told(view, claim):
            yield describe(view, claim, homes)


def is_told(view: View, fact: Fact) -> bool:
    """Is it an event said to have happened, read surely enough to be held against a denial, in a sentence that denies nothing of its kind?"""
    if fact.status not in REAL or not is_happening(fact) or fact.probability < SURE or is_of_nobody(view, fact) or is_called_false(view, fact):
        return False
    beside = view.by_sentence[view.sentence_at(fact.trigger.span.start)]
    return not any(f.status in UNREAL and FAMILY.get(f.type) == FAMILY.get(fact.type) for f in beside)


def is_happening(fact: Fact) -> bool:
    """Is it an event, or the death of people that nobody calls a loss of his own?"""
    return fact.kind == "event" or (fact.type == "CASUALTIES" and OWN_LOSS.match(fact.trigger.text) is None)


def is_told_of(denial: Happening, other: Happening) -> bool:
    """May a claim stand against the denial: does it tell of harm where harm is denied, and, by the denier's own side, of the same doer?

    What refuses an accusation stands against the accusation, and against those that name the same doer.
    """
    if denial.view is other.view and denial.view.sentence_at(denial.at) == other.view.sentence_at(other.at):
        return False
    if denial.refers:
        return not is_same_side(denial.side, other.side)
    if is_of_other_days(denial, other) or are_of_others(denial, other) or (other.actors and denies_his_own(denial)):
        return False
    if denial.aims:
        return other.claim.id in denial.aims or bool(denial.actors & other.actors)
    if isinstance(denial.claim, Statement) or isinstance(other.claim, Statement):
        return True
    if isinstance(denial.claim, Fact) and denial.claim.type == "CASUALTIES" and not (other.harm and hurts_same(denial, other)):
        return False
    if (denial.kills or "group:civilian" in denial.others) and not other.harm and not denial.others & other.others:
        return False
    if is_own_doing(denial) and not may_blame(other, denial):
        return False
    if not names_doer(other) and names_doer(denial) and is_toll(other):
        return False
    if denial.view is other.view and (is_one_voice(denial, other) or SINCE.search(denial.view.words_of(denial.view.sentence_at(denial.at)))):
        return False
    if isinstance(denial.claim, Fact) and is_unknown(denial.view, denial.claim) and not is_in_time(denial, other):
        return False
    own = is_same_side(denial.side, other.side)
    return not (own and (denial.view is other.view or (denial.actors and not may_blame(other, denial))))


def is_of_other_days(denial: Happening, other: Happening) -> bool:
    """Is fighting denied of a day, and told of no day, or as past by then, in the other claim? It comes and goes."""
    if not denial.trigger & COMES_AND_GOES:
        return False
    text = other.view.reading.report.text
    past = BY_THEN.search(text[max(0, other.at - 16) : other.at]) is not None
    return (denial.start is not None and other.start is None) or past


def denies_his_own(denial: Happening) -> bool:
    """Does one person deny what he did himself, which no body or state is told to have done?"""
    return isinstance(denial.claim, Fact) and any(party.text.lower() in ("he", "she", "i") for party in denial.claim.actors)


def is_toll(happening: Happening) -> bool:
    """Does the claim tell of dead and wounded alone, and not of what befell them?"""
    return isinstance(happening.claim, Fact) and happening.claim.type == "CASUALTIES"


def is_one_voice(one: Happening, other: Happening) -> bool:
    """Is the later of two claims of a report by a "he" or "it", with nobody else speaking between them?"""
    first, later = sorted((one, other), key=lambda h: h.at)
    if not later.claim.speakers or later.claim.speakers[0].text.lower() not in THAT_ONE or not first.claim.speakers:
        return False
    between = (s for s in one.view.reading.statements if first.at < s.content.span.start < later.at and s.speakers)
    own = {first.claim.speakers[0].span, later.claim.speakers[0].span}
    return not any(s.speakers[0].span not in own and s.speakers[0].text.lower() not in THAT_ONE for s in between)


def hurts_same(one: Happening, other: Happening) -> bool:
    """May those hurt be the same people: of one group, or, in one incident, of none that is told?"""
    groups = [{each for each in h.others if each.startswith("group:")} for h in (one, other)]
    if one.home == other.home:
        return not all(groups) or bool(groups[0] & groups[1])
    return bool(groups[0] & groups[1]) and is_in_time(one, other) and place_score(one, other) > 1


def is_own_doing(denial: Happening) -> bool:
    """Does the denier deny that he did it, which leaves open that it was done?"""
    claim = denial.claim
    if not isinstance(claim, Fact) or claim.type not in HARMFUL:
        return False
    pronouns = any(OWN.match(party.text) for party in claim.actors)
    return pronouns or is_disclaimed(denial.view, claim) or is_by(denial.view, claim, denial.side)


def names_doer(happening: Happening) -> bool:
    """Does a claim say who did it, by name or by kind?"""
    claim = happening.claim
    return (
        isinstance(claim, Statement)
        or bool(happening.actors)
        or any(find_kind(party.text) or NAMED.search(full_words(happening.view, party)) for party in (*claim.actors, *find_blamed(happening.view, claim)))
    )


def may_blame(happening: Happening, denial: Happening) -> bool:
    """Does a claim name a doer who may be the one that denies: the same, or one of his kind that is told by no name?"""
    claim = happening.claim
    if not isinstance(claim, Fact) or happening.actors & denial.actors or is_by(happening.view, claim, denial.side):
        return True
    if all(CRIMINAL.search(party.text) for party in claim.actors) and claim.actors:
        return False
    if not names_doer(happening) or not denial.actors:
        return names_doer(happening)
    if happening.actors:
        return any(key.startswith(UNKNOWN) for key in happening.actors | denial.actors)
    kinds = {kind for party in claim.actors if (kind := find_kind(party.text))}
    return not kinds or ("force" in kinds) == any(key.startswith("state:") for key in denial.actors)


def is_near(denial: Happening, other: Happening) -> bool:
    """Were both published within the days in which a denial is heard, by claims of the kind that can be tied? Nobody denies what is yet to happen."""
    a, b = denial.view.published, other.view.published
    if a is not None and other.start is not None and other.start > a and denial.home != other.home:
        return False
    if isinstance(other.claim, Statement) and not isinstance(denial.claim, Statement):
        return False
    return a is None or b is None or abs((a - b).days) <= DENIAL_DAYS


def reply_happened(happening: Happening, home: str, stance: str) -> Reply:
    """One reply: it happened, or it did not."""
    view, claim = happening.view, happening.claim
    number = view.sentence_at(happening.at)
    status = claim.status if isinstance(claim, Fact) and (stance == "yes" or claim.status in UNREAL) else "denied" if stance == "no" else "occurred"
    return Reply(
        "happened", (("incident", home),), claim.id, view.reading.report.id, view.published, happening.at, happening.side,
        tuple(p.name or p.text for p in claim.speakers), "it happened" if stance == "yes" else "it did not happen", status, stance=stance,
        retold=view.is_told_before(claim), label="Did it happen", words=view.words_of(number).strip(),
    )  # fmt: skip
