"""Claims whose cue is a verb: "the ministry said that …", "footage of … was shared"."""

from __future__ import annotations

from emberwatch.claims.claim import SURE_CUE_PROB, WEAK_CUE_PROB, Claim, IsMedia, words_span
from emberwatch.claims.content import beyond_cue, nominal_content, verb_content
from emberwatch.claims.cues import Cue
from emberwatch.claims.marked import marked_content, widen
from emberwatch.claims.reach import clip, has_clause, own_part, reach, set_in
from emberwatch.claims.sources import (
    SHARING_VERBS,
    after_article,
    best_role,
    cite_outlet,
    is_citing,
    is_medium,
    is_outlet,
    subject_of_noun,
    to_addressee,
    verb_sources,
)
from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span

EVIDENCE_NOUNS = frozenset(
    "footage video film photo photograph image picture clip recording document map satellite data report survey record letter memo transcript "
    "screenshot".split()
)


def verb_claim(sentence: Sentence, word: int, cue: Cue, prob: float, quotes: list[Span], is_media: IsMedia) -> Claim | None:
    passive = bool(sentence.kids(word, "aux:pass", "nsubj:pass"))
    if is_citing(sentence, word) or is_unsaid(sentence, word, cue, passive):
        return None
    sources, source_how = find_sources(sentence, word, passive, quotes)
    content = find_content(sentence, word, cue, prob, quotes, passive) or said_before(sentence, word, prob, sources, quotes)
    if content is None:
        return None
    span, beyond, how, direct = content
    span, beyond = (span, beyond) if direct else reach(sentence, word, sources, span, beyond, quotes)
    if sources and is_nobody(sentence, sources[0]):
        return None
    addressee = None
    for kid in sentence.kids(word, "obj", "iobj"):
        if cue.manner != "show" and not span.start <= sentence.starts[kid] < span.end and sentence.upos[kid] in {"NOUN", "PROPN", "PRON"}:
            addressee = kid
    if addressee is None:
        addressee = to_addressee(sentence, word, {"to", "on", "upon"} if cue.manner == "ask" else {"to"})
    chain = [(sentence.index, s) for s in sources]
    if addressee is None and sentence.lemmas[word] == "tell":
        addressee = next((w for w in range(word + 1, min(word + 3, len(sentence.words))) if is_media(sentence.index, w)), None)
    if addressee is not None and chain and (is_media(sentence.index, addressee) or is_outlet(sentence, addressee)):
        chain.append((sentence.index, addressee))
        addressee = None
    chain = cite_outlet(sentence, word, chain, is_media)
    claim = Claim(sentence.index, [word], cue.manner, chain, span, direct=direct)
    claim.beyond = beyond or beyond_cue(sentence, word, span)
    if cue.manner == "say" and is_asking(sentence, word):
        claim.manner = "ask"
    claim.addressee = None if addressee is None else (sentence.index, addressee)
    claim.probability = min(0.98, 0.45 + 0.15 * cue.strength + 0.2 * prob - (0.25 if not chain else 0.0))
    cue_how = f"“{sentence.words[word]}” reports speech (strength {cue.strength}, encoder {prob:.2f})"
    claim.reasons = [("cue", cue_how), ("content", how), ("speakers", source_how)]
    if not chain and cue.strength < 3 and prob < WEAK_CUE_PROB:
        return None
    return claim


def find_sources(sentence: Sentence, word: int, passive: bool, quotes: list[Span]) -> tuple[list[int], str]:
    """Who speaks, and how that was found; no word of a quotation that the cue stands outside of."""
    sources, how = verb_sources(sentence, word, passive)
    if any(is_in_quote(sentence, s, word, quotes) for s in sources):  # the tree took a word of the quotation before for the speaker
        role = best_role(sentence, word, "source")
        sources = [] if role is None or is_in_quote(sentence, role, word, quotes) else [role]
    return [after_article(sentence, subject_of_noun(sentence, s, word)) for s in sources], how


def find_content(sentence: Sentence, word: int, cue: Cue, prob: float, quotes: list[Span], passive: bool) -> tuple[Span, Span | None, str, bool] | None:
    """What is said, by the tree and by the encoder's marks: its span, what goes on beyond the cue, how it was found, and whether it is a quotation."""
    content = verb_content(sentence, word, cue, quotes, passive)
    part = own_part(sentence, word, quotes)
    if content is not None and not content[2] and clip(sentence, content[0], part) is None:
        content = nominal_content(sentence, word, cue)
    if content is not None and content[0]:
        span, how, direct = content
        beyond: Span | None = None
        if not direct and prob > SURE_CUE_PROB:
            span, beyond = widen(sentence, word, span)
        return span, beyond, how, direct
    if prob > SURE_CUE_PROB and (marked := marked_content(sentence, word)) is not None:
        return marked[0], marked[1], "the words that the encoder marks as said", False
    return None


def said_before(sentence: Sentence, word: int, prob: float, sources: list[int], quotes: list[Span]) -> tuple[Span, Span | None, str, bool] | None:
    """For a sure cue with a comma before it and no content of its own by tree or marks: the clause before the comma."""
    part = own_part(sentence, word, quotes)
    around = set_in(sentence, word, sources[0] if sources else None, part)
    if around is None or prob < SURE_CUE_PROB or not has_clause(sentence, part[0], around[0]):
        return None
    return words_span(sentence, list(range(part[0], around[0]))), None, "the clause before the cue", False


def is_in_quote(sentence: Sentence, word: int, cue: int, quotes: list[Span]) -> bool:
    """Does a quotation hold the word and not the cue?"""
    return any(q.start <= sentence.starts[word] < q.end and not q.start <= sentence.starts[cue] < q.end for q in quotes)


TAKEN = frozenset({"life", "victim", "casualty"})
"""What a war or a bomb claims without a word."""
UNSAYING = frozenset({"say", "think", "announce", "estimate", "promise"})


def is_unsaid(sentence: Sentence, word: int, cue: Cue, passive: bool) -> bool:
    """Nobody says it: "would not say how many", "without saying whether"; "is thought to", a guess of nobody in particular."""
    if passive and sentence.kids(word, "xcomp") and not sentence.kids(word, "obl:agent", "obl"):
        return True
    if sentence.lemmas[word] == "claim" and any(sentence.lemmas[k] in TAKEN for k in sentence.kids(word, "obj")):
        return True
    negated = any(sentence.lemmas[k] in {"not", "never", "without"} for k in sentence.kids(word, "advmod", "mark"))
    return negated and cue.manner in UNSAYING and not sentence.lemmas[word].startswith(("believe", "think"))


def is_nobody(sentence: Sentence, word: int) -> bool:
    """ "No group has claimed the attack": nobody says anything."""
    return sentence.lemmas[word] in {"nobody", "none"} or any(sentence.lemmas[k] in {"no", "neither"} for k in sentence.kids(word, "det"))


def is_asking(sentence: Sentence, word: int) -> bool:
    """ "told X it must go", "said: why …?": saying that asks or demands, by the modal or question of its clause."""
    for clause in sentence.kids(word, "ccomp", "parataxis"):
        if sentence.lemmas[word] == "tell" and any(sentence.lemmas[k] in {"must", "should"} for k in sentence.kids(clause, "aux")):
            return True
        if any(sentence.words[k] == "?" for k in sentence.kids(clause, "punct")):
            return True
    head = sentence.heads[word]
    return sentence.rels[word].startswith("parataxis") and head >= 0 and any(sentence.words[k] == "?" for k in sentence.kids(head, "punct"))


def evidence_claim(sentence: Sentence, word: int) -> Claim | None:
    """ "footage of fighters leaving was shared on social media": the medium shows what the footage is of."""
    if sentence.lemmas[word] not in SHARING_VERBS:
        return None
    shown = next((k for k in sentence.kids(word, "nsubj:pass") if sentence.lemmas[k] in EVIDENCE_NOUNS), None)
    if shown is None or not sentence.kids(shown, "nmod", "acl"):
        return None
    where = [k for k in sentence.kids(word, "obl") if is_medium(sentence, k) or sentence.rels[k] == "obl:agent"]
    claim = Claim(sentence.index, [word], "show", [(sentence.index, w) for w in where[:1]], words_span(sentence, sentence.subtree(shown)), probability=0.85)
    cue_how = f"“{sentence.words[word]}” puts {sentence.words[shown]} before the public"
    claim.reasons = [("cue", cue_how), ("content", "what it shows"), ("speakers", "where it was shared")]
    return claim if where else None
