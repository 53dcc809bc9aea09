"""Which saying tells of a happening: what the sentence's structure says and what the encoder says, together."""

from __future__ import annotations

from collections.abc import Sequence

from emberwatch.claims.claim import Claim
from emberwatch.language.decision import load_decision
from emberwatch.language.labels import ROLE_INDEX
from emberwatch.language.pipeline import Sentence

ASIDE = 0.7
"""Encoder's probability above which even what explains who speaks is told by the claim."""
BEYOND = 0.2
"""The same for what follows a cue that comes after its content."""
OFFSET = frozenset({",", "–", "—"})


def find_teller(sentence: Sentence, words: Sequence[int], claims: Sequence[Claim]) -> Claim | None:
    """The claim in which the happening named by `words` of `sentence` is told; None where the reporter tells it.

    The smallest claim that holds the trigger, unless its cue stands in the same sentence and the encoder is sure that it tells
    nothing of it; and where none holds it, the cue that the encoder is sure of. Quotations count as they stand.
    """
    decision = load_decision()
    at = sentence.starts[words[0]]
    others = [claim for claim in claims if not (claim.sentence == sentence.index and set(claim.cue) & set(words))]
    holding = [
        c for c in others if c.holds(at) and (is_open(sentence, c) or told_prob(sentence, words, c) > needed_prob(sentence, words[0], c, decision.untold))
    ]
    if holding:
        return min(holding, key=lambda claim: len(claim.content))
    beside = [(told_prob(sentence, words, c), c) for c in others if c.sentence == sentence.index and c.cue and not c.holds(at)]
    sure = [(prob, c) for prob, c in beside if prob > ASIDE or not (of_speaker(sentence, words[0], c) or in_aside(sentence, words[0], c))]
    prob, claim = max(sure, key=lambda one: one[0], default=(0.0, None))
    return claim if prob > decision.told else None


def needed_prob(sentence: Sentence, word: int, claim: Claim, untold: float) -> float:
    """How sure the encoder must be that a claim tells of a word in its content; surer where the reporter is likely to speak."""
    if of_speaker(sentence, word, claim):
        return ASIDE
    within = claim.content.start <= sentence.starts[word] < claim.content.end
    return untold if within else BEYOND


def of_speaker(sentence: Sentence, word: int, claim: Claim) -> bool:
    """Does the word say more of who speaks: "shot" in "a man whose brother was shot said …"?"""
    own = [set(sentence.subtree(source)) for at, source in claim.sources if at == sentence.index]
    return any(word in words and not words & set(claim.cue) for words in own)


def in_aside(sentence: Sentence, word: int, claim: Claim) -> bool:
    """Does the word stand in a relative clause set off by a comma, in which the reporter explains?"""
    at = word
    while at >= 0 and at not in claim.cue:
        if sentence.rels[at] == "acl:relcl" and is_set_off(sentence, at):
            return True
        at = sentence.heads[at]
    return False


def is_set_off(sentence: Sentence, clause: int) -> bool:
    """Does a comma or a dash part a relative clause from the noun that it describes?"""
    first = sentence.subtree(clause)[0]
    return sentence.words[first] in OFFSET or (first > 0 and sentence.words[first - 1] in OFFSET)


def is_open(sentence: Sentence, claim: Claim) -> bool:
    """Can the encoder not tell, since the cue stands in another sentence or nowhere, or since the words are quoted?"""
    return claim.sentence != sentence.index or not claim.cue or claim.direct


def told_prob(sentence: Sentence, words: Sequence[int], claim: Claim) -> float:
    """Encoder's probability that the claim's cue tells of one of these words of its sentence."""
    return float(sentence.scores.roles[claim.cue][:, list(words), ROLE_INDEX["told"]].max())
