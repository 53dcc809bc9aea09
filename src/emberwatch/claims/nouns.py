"""Claims whose cue is no verb: "according to …", "the claim that …", "is adamant that …"."""

from __future__ import annotations

from emberwatch.claims.claim import WEAK_CUE_PROB, Claim, IsMedia, clause_span, words_span
from emberwatch.claims.cues import Cue, find_cue
from emberwatch.claims.reach import has_clause, own_part
from emberwatch.claims.sources import QUOTING, best_role, reached_by
from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span


def according_to(sentence: Sentence, word: int, quotes: list[Span], is_media: IsMedia) -> Claim | None:
    """“…, according to the observatory”: the rest of the clause is the content."""
    head = sentence.heads[word]
    source = head if sentence.rels[word].startswith(("case", "mark", "fixed")) else next(iter(sentence.kids(word, "obl", "nmod", "obj")), -1)
    if source < 0 or sentence.upos[source] not in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}:
        return None
    if sentence.lemmas[word] == "per" and sentence.scores.mention[source] not in {"person", "organization"}:
        return None  # "per cent", "per diem"
    part = own_part(sentence, word, quotes)
    branch = sentence.subtree(source)
    rest = [w for w in range(*part) if w not in set(branch) and sentence.upos[w] != "PUNCT"]
    before, after = [w for w in rest if w < branch[0]], [w for w in rest if w > branch[-1]]
    side = before if len(before) >= len(after) or speaks_again(sentence, before, after) else after
    if len(side) < 2:
        return None
    chain = [(sentence.index, source)]
    via = next((k for k in sentence.kids(source, "acl") if sentence.lemmas[k] in QUOTING), None)
    if via is not None and (agent := sentence.kids(via, "obl:agent", "obl")):
        chain.append((sentence.index, agent[0]))
    elif (reporter := reached_by(sentence, source, is_media)) is not None:
        chain.append((sentence.index, reporter))
    cue = [word, word + 1] if word + 1 < len(sentence.words) and sentence.lemmas[word + 1] == "to" else [word]
    claim = Claim(sentence.index, cue, "say", chain, words_span(sentence, side), probability=0.95)
    claim.reasons = [("cue", "“according to” names the source"), ("content", "the rest of the sentence"), ("speakers", "the noun after it")]
    return claim


def speaks_again(sentence: Sentence, before: list[int], after: list[int]) -> bool:
    """Does the reporter go on after the source of a whole clause: "six had died, according to the clinic, and the mission urged calm"?"""
    return bool(before and after) and has_clause(sentence, before[0], before[-1] + 1) and sentence.upos[after[0]] in {"CCONJ", "SCONJ"}


def noun_claim(sentence: Sentence, word: int, cue: Cue, prob: float, part: str) -> Claim | None:
    """“the claim that …”, “warnings of …”, “in a statement”, “is adamant that …”."""
    if is_denied(sentence, word):
        return None
    clauses = sentence.kids(word, "acl", "ccomp") if part == "N" else sentence.kids(word, "ccomp")
    clause = next((k for k in clauses if any(sentence.lemmas[m] == "that" for m in sentence.kids(k, "mark")) and not sentence.rels[k].endswith("relcl")), None)
    if clause is None and part == "A":
        clause = next((k for k in sentence.kids(word, "ccomp")), None)
    if clause is None:
        return None
    sources: list[int] = []
    for rel in ("nmod:poss", "nsubj", "nmod"):
        for kid in sentence.kids(word, rel):
            if rel != "nmod" or {sentence.lemmas[c] for c in sentence.kids(kid, "case")} & {"by", "from"}:
                sources = sources or [kid]
    if not sources and (role := best_role(sentence, word, "source")) is not None:
        sources = [role]
    if not sources and sentence.heads[word] >= 0:
        sources = sentence.kids(sentence.heads[word], "nsubj")[:1]
        sources = [s for s in sources if s != word]
    if not sources and prob < WEAK_CUE_PROB:
        return None
    claim = Claim(sentence.index, [word], cue.manner, [(sentence.index, s) for s in sources], clause_span(sentence, clause, word), probability=0.5 + 0.4 * prob)
    claim.reasons = [("cue", f"“{sentence.words[word]}” with a clause"), ("content", "the clause after it"), ("speakers", "whose it is")]
    return claim


def is_denied(sentence: Sentence, word: int) -> bool:
    """Is the noun what somebody denies ("rejected a claim by Baku that …"), so that the denier speaks and not the claimant?"""
    above = sentence.heads[word]
    if above < 0 or not sentence.rels[word].startswith("obj"):
        return False
    cue = find_cue(sentence, above, "V")
    return cue is not None and cue.manner == "deny" and cue.strength >= 2
