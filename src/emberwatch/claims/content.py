"""What is said: the clause, quotation or noun that a cue governs, as characters of the report."""

from __future__ import annotations

from emberwatch.claims.claim import clause_span, words_span
from emberwatch.claims.cues import Cue
from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span

POINTING = frozenset({"it", "that", "this"})
"""Objects of a denial that stand for what was said before ("the army denied it")."""
CONCEDING = frozenset({"though", "although", "while", "because"})
"""Marks of clauses that no cue governs, whatever the tree says."""


def verb_content(sentence: Sentence, word: int, cue: Cue, quotes: list[Span], passive: bool) -> tuple[Span, str, bool] | None:
    """Content span of a cue verb, how it was found, and whether it is a quotation."""
    clauses = governed_clauses(sentence, word, cue, passive)
    if clauses:
        clause = max(clauses, key=lambda k: len(sentence.subtree(k)))
        span = clause_span(sentence, clause, word)
        for other in clauses:  # "they had stopped, but the rebels held on, an official said": both are said
            if (other < word) == (clause < word) and sentence.rel(other) == sentence.rel(clause):
                more = clause_span(sentence, other, word)
                span = Span(min(span.start, more.start), max(span.end, more.end))
        rest = after_that(sentence, word)
        if rest is not None and rest.start < span.start <= rest.end:
            span = Span(rest.start, max(rest.end, span.end))
        return widen_to_quote(sentence, span, quotes, "the clause that the cue governs")
    if cue.strength == 3 and (rest := after_that(sentence, word)) is not None:
        return widen_to_quote(sentence, rest, quotes, "what follows “that”")
    quoted = nearest_quote(sentence, word, quotes)
    if sentence.rels[word].startswith("parataxis") and cue.strength >= 2:
        rest = outside_of(sentence, word)
        if rest is not None:
            return widen_to_quote(sentence, rest, quotes, "the sentence that the cue is set into")
    beside = sentence.kids(word, "parataxis")
    if beside:
        clause = max(beside, key=lambda k: len(sentence.subtree(k)))
        if len(sentence.subtree(clause)) > 2 and cue.strength >= 2:
            span = clause_span(sentence, clause, word)
            if cue.strength == 3 and span.start > sentence.ends[word] + 1 and not sentence.kids(word, "obj", "iobj", "obl"):
                span = Span(sentence.starts[word + 1], max(span.end, sentence.ends[word + 1]))
            return widen_to_quote(sentence, span, quotes, "the clause beside the cue")
    if quoted is not None and cue.strength >= 2:
        return quoted, "the quotation beside the cue", True
    return nominal_content(sentence, word, cue)


def governed_clauses(sentence: Sentence, word: int, cue: Cue, passive: bool) -> list[int]:
    """Heads of the clauses that tell what is said, for a cue of this manner."""
    clauses = [k for k in sentence.kids(word, "ccomp") if not CONCEDING & {sentence.lemmas[m] for m in sentence.kids(k, "mark")}]
    if (not clauses and cue.manner in {"ask", "promise", "claim", "deny", "warn", "think", "announce"}) or passive:
        clauses = clauses or sentence.kids(word, "xcomp")
    if not clauses and cue.manner == "accuse":
        clauses = [k for k in sentence.kids(word, "advcl", "acl", "xcomp") if {"of", "for", "with"} & {sentence.lemmas[m] for m in sentence.kids(k, "mark")}]
        charged = [k for k in range(word + 2, len(sentence.words)) if sentence.words[k - 1] == "of" and sentence.xpos[k] == "VBG"]
        clauses = clauses or charged[:1]
    if not clauses and cue.manner == "ask" and sentence.lemmas[word] in {"call", "want", "appeal"}:
        clauses = [k for k in sentence.kids(word, "advcl", "xcomp") if sentence.xpos[k] == "VB"]
    if not clauses and (beyond := sibling_clause(sentence, word)) is not None:
        clauses = [beyond]
    return clauses


def sibling_clause(sentence: Sentence, word: int) -> int | None:
    """ "a policy that rights groups say has led to …": two relative clauses of one noun, the first a cue set into the second."""
    if not sentence.rels[word].startswith("acl:relcl") or sentence.kids(word, "obj", "ccomp", "xcomp"):
        return None
    beside = [k for k in sentence.children[sentence.heads[word]] if k > word and sentence.rels[k] == "acl:relcl"]
    return next((k for k in beside if min(w for w in sentence.subtree(k) if w > word) == word + 1), None)


def beyond_cue(sentence: Sentence, word: int, content: Span) -> Span | None:
    """What follows a cue that comes after its content and is still part of it: "…, he said, in the worst attack for years"."""
    if content.start >= sentence.starts[word] or content.end <= sentence.start:
        return None
    last = max([word, *(w for kid in sentence.kids(word, "nsubj", "obl", "obj", "iobj", "advmod", "xcomp") for w in cut_off(sentence, word, kid))])
    if last + 4 >= len(sentence.words) or sentence.words[last + 1] != ",":
        return None
    first = last + 2
    follows = sentence.upos[first] in {"ADP", "SCONJ"} or sentence.lemmas[first] in {"where", "which", "who"} or sentence.xpos[first] == "VBG"
    if not follows or sentence.lemmas[first] in {"add", "say", "cite", "quote", "accuse", "warn", "insist", "note", "describe", "call", "according"}:
        return None
    return words_span(sentence, list(range(first, len(sentence.words))))


def cut_off(sentence: Sentence, word: int, kid: int) -> list[int]:
    """The words of a branch before the first comma behind the cue."""
    words = [w for w in sentence.subtree(kid) if w > word]
    comma = next((w for w in range(word + 1, len(sentence.words)) if sentence.words[w] == ","), len(sentence.words))
    return [w for w in words if w < comma]


def after_that(sentence: Sentence, word: int) -> Span | None:
    """From a "that" close behind the cue to the end of the sentence: for a clause whose head the tree lost."""
    that = next((w for w in range(word + 1, min(word + 6, len(sentence.words))) if sentence.lemmas[w] == "that" and sentence.rel(w) == "mark"), None)
    if that is None or that + 2 >= len(sentence.words) or any(sentence.upos[w] == "VERB" for w in range(word + 1, that)):
        return None
    return words_span(sentence, list(range(that + 1, len(sentence.words))))


def nominal_content(sentence: Sentence, word: int, cue: Cue) -> tuple[Span, str, bool] | None:
    """“announced a withdrawal”, “warned of a resurgence”, “denied the claims”: an object or oblique as content."""
    if cue.strength < 2 or (cue.manner == "say" and sentence.lemmas[word] != "speak"):
        return None
    if cue.manner == "deny" and (denied := next((k for k in sentence.kids(word, "obj") if sentence.lemmas[k] in POINTING), None)) is not None:
        return words_span(sentence, [denied]), "what the cue's object points back to", False
    obliques_only = cue.manner == "accuse" or (cue.manner == "ask" and sentence.lemmas[word] not in {"demand", "request", "urge", "propose", "seek"})
    for kid in sentence.kids(word, "obj", "obl", "nsubj:pass"):
        case = {sentence.lemmas[k] for k in sentence.kids(kid, "case")}
        oblique = sentence.rels[kid].startswith("obl")
        if (oblique and not case & {"of", "about", "against", "for"}) or (obliques_only and not oblique):
            continue
        if sentence.upos[kid] not in {"NOUN", "PROPN", "VERB"} or sentence.scores.mention[kid] in {"person", "time"} or sentence.rels[kid] == "obl:agent":
            continue
        words = [w for w in sentence.subtree(kid) if w not in sentence.kids(kid, "case", "punct")]
        if sentence.lemmas[kid] == "responsibility":  # for what, wherever the tree hangs it
            words += [w for k in sentence.kids(word, "obl") if k > kid and is_for(sentence, k) for w in sentence.subtree(k)]
        return words_span(sentence, words), "the thing said, as the cue's object", False
    return None


def is_for(sentence: Sentence, word: int) -> bool:
    return any(sentence.lemmas[k] == "for" for k in sentence.kids(word, "case"))


def outside_of(sentence: Sentence, word: int) -> Span | None:
    """The larger of the two stretches of the sentence before and after the cue's own branch."""
    own = sentence.subtree(word)
    before, after = list(range(0, own[0])), list(range(own[-1] + 1, len(sentence.words)))
    best = before if len(before) >= len(after) else after
    spoken = [w for w in best if sentence.upos[w] != "PUNCT"]
    return words_span(sentence, best) if len(spoken) >= 2 else None


def nearest_quote(sentence: Sentence, word: int, quotes: list[Span]) -> Span | None:
    """The longest quotation of at least three words that touches the sentence and does not hold the cue."""
    best = None
    for quote in quotes:
        if quote.end <= sentence.start or quote.start >= sentence.end + 2 or quote.start <= sentence.starts[word] < quote.end:
            continue
        inside = sum(quote.start <= s < quote.end for s in sentence.starts)
        if inside >= 3 and (best is None or len(quote) > len(best)):
            best = quote
    return best


def widen_to_quote(sentence: Sentence, span: Span, quotes: list[Span], how: str) -> tuple[Span, str, bool]:
    """Where the content is (nearly) a quotation, take the quotation's own borders."""
    for quote in quotes:
        if not quote.overlaps(span):
            continue
        begins_with = abs(quote.start - span.start) <= 3
        if (begins_with and quote.start >= sentence.start - 2) or quote.covers(span):
            return Span(min(quote.start, span.start), max(quote.end, span.end)), f"{how}, a quotation", True
    return span, how, False
