"""Who says what: speech and thought cues with their sources and contents, quotations, and chains of speakers.

A claim is found in one sentence from its tree, the cue words and the encoder's attribution head together (`verbs.py`, `nouns.py`,
with `content.py` and `sources.py`); `quotations.py` then carries quotations over sentence borders.
"""

from __future__ import annotations

from emberwatch.claims.claim import WEAK_CUE_PROB, Claim, IsMedia
from emberwatch.claims.cues import PARTS_OF_SPEECH, Cue, find_cue
from emberwatch.claims.nouns import according_to, noun_claim
from emberwatch.claims.verbs import evidence_claim, verb_claim
from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span

VERSION = "4"
SOURCE_PREPOSITIONS = frozenset({"according", "per"})


def find_claims(sentence: Sentence, quotes: list[Span], is_media: IsMedia) -> list[Claim]:
    """Every claim whose cue stands in `sentence`; `quotes` are the report's quotations, `is_media` knows news outlets by head word."""
    found = []
    for word in range(len(sentence.words)):
        claim = claim_at(sentence, word, quotes, is_media)
        if claim is not None:
            found.append(claim)
    return drop_twins(found)


def claim_at(sentence: Sentence, word: int, quotes: list[Span], is_media: IsMedia) -> Claim | None:
    part = PARTS_OF_SPEECH.get(sentence.upos[word])
    if sentence.words[word].lower() in SOURCE_PREPOSITIONS and sentence.rel(word) in {"case", "advmod", "mark", "fixed", "obl", "advcl"}:
        return according_to(sentence, word, quotes, is_media)
    if part is None or sentence.rels[word].startswith(("aux", "cop", "amod")):
        return None
    if part == "V" and (shown := evidence_claim(sentence, word)) is not None:
        return shown
    cue = find_cue(sentence, word, part)
    prob = sentence.cue_prob(word)
    if cue is None:
        if part != "V" or prob < 0.75:
            return None
        cue = Cue("say", 1)
    needed = {3: 0.0, 2: WEAK_CUE_PROB / 3, 1: WEAK_CUE_PROB}[cue.strength]
    if prob < needed:
        return None
    if part == "V":
        return verb_claim(sentence, word, cue, prob, quotes, is_media)
    return noun_claim(sentence, word, cue, prob, part)


def drop_twins(claims: list[Claim]) -> list[Claim]:
    """Of several cues with one and the same content, keep the surest ("said in a statement that")."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: -c.probability):
        if all(claim.content != other.content for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda c: c.cue)


def find_subject(sentences: list[Sentence], claim: Claim) -> tuple[int, int] | None:
    """Sentence and head word of the subject of what is said: of the first clause of the content, if it has one."""
    for sentence in sentences[claim.sentence - 1 if claim.direct and claim.sentence else claim.sentence :]:
        inside = [w for w, s in enumerate(sentence.starts) if claim.content.start <= s < claim.content.end]
        if not inside:
            if sentence.start >= claim.content.end:
                break
            continue
        held = set(inside)
        top = next((w for w in inside if sentence.heads[w] not in held and sentence.upos[w] != "PUNCT"), inside[0])
        subjects = [k for k in sentence.kids(top, "nsubj") if k in held and sentence.upos[k] in {"NOUN", "PROPN", "PRON"}]
        return (sentence.index, subjects[0]) if subjects else None
    return None
