"""Which saying tells of a happening: what the sentence's structure says and what the encoder says, together."""

from __future__ import annotations

from collections.abc import Sequence

from emberwatch.claims.claim import Claim
from emberwatch.language.decision import load_decision
from emberwatch.language.labels import ROLE_INDEX
from emberwatch.language.pipeline import Sentence


def find_teller(sentence: Sentence, words: Sequence[int], claims: Sequence[Claim]) -> Claim | None:
    """The claim in which the happening named by `words` of `sentence` is told; None where the reporter tells it.

    The smallest claim that holds the trigger, unless its cue stands in the same sentence and the encoder is sure that it tells
    nothing of it; and where none holds it, the cue that the encoder is sure of. Quotations count as they stand.
    """
    decision = load_decision()
    at = sentence.starts[words[0]]
    others = [claim for claim in claims if not (claim.sentence == sentence.index and set(claim.cue) & set(words))]
    holding = [claim for claim in others if claim.holds(at) and (is_open(sentence, claim) or told_prob(sentence, words, claim) > decision.untold)]
    if holding:
        return min(holding, key=lambda claim: len(claim.content))
    sure = [(told_prob(sentence, words, claim), claim) for claim in others if claim.sentence == sentence.index and claim.cue and not claim.holds(at)]
    prob, claim = max(sure, key=lambda one: one[0], default=(0.0, None))
    return claim if prob > decision.told else None


def is_open(sentence: Sentence, claim: Claim) -> bool:
    """Can the encoder not tell, since the cue stands in another sentence or nowhere, or since the words are quoted?"""
    return claim.sentence != sentence.index or not claim.cue or claim.direct


def told_prob(sentence: Sentence, words: Sequence[int], claim: Claim) -> float:
    """Encoder's probability that the claim's cue tells of one of these words of its sentence."""
    return float(sentence.scores.roles[claim.cue][:, list(words), ROLE_INDEX["told"]].max())
