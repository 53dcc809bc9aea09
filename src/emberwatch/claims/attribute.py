"""Who says what: speech and thought cues with their sources and contents, quotations, and chains of speakers.

A claim is found in one sentence from its tree, the cue words and the encoder's attribution head together;
`quotations.py` then carries quotations over sentence borders.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from emberwatch.claims.cues import PARTS_OF_SPEECH, Cue, load_cues
from emberwatch.language.pipeline import Sentence
from emberwatch.text.span import Span

VERSION = "1"
WEAK_CUE_PROB = 0.45
"""Encoder's cue probability above which a word of strength 1 is a cue; 2 needs a third of it."""
SOURCE_PREPOSITIONS = frozenset({"according", "per"})
EVIDENCE_NOUNS = frozenset(
    "footage video film photo photograph image picture clip recording document map satellite data report survey record letter memo transcript "
    "screenshot".split()
)
MEDIA_NOUNS = frozenset("media medium network television tv radio website site channel twitter facebook telegram youtube online internet app platform".split())


@dataclass(slots=True)
class Claim:
    """One act of saying while it is being put together; word indices are those of sentence `sentence`."""

    sentence: int
    cue: list[int]
    manner: str
    sources: list[tuple[int, int]]  # (sentence, head word), innermost voice first
    content: Span
    addressee: tuple[int, int] | None = None
    about: tuple[int, int] | None = None
    probability: float = 0.9
    reasons: list[tuple[str, str]] = field(default_factory=list)
    direct: bool = False  # the content is a quotation of at least a clause

    @property
    def head(self) -> int | None:
        """The cue's first word, or None for a quotation that goes on."""
        return self.cue[0] if self.cue else None


IsMedia = Callable[[int, int], bool]


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
    lemma = sentence.lemmas[word]
    if sentence.words[word].lower() in SOURCE_PREPOSITIONS and sentence.rel(word) in {"case", "advmod", "mark", "fixed", "obl", "advcl"}:
        return according_to(sentence, word, is_media)
    if part is None or sentence.rels[word].startswith(("aux", "cop", "amod")):
        return None
    if part == "V" and (shown := evidence_claim(sentence, word)) is not None:
        return shown
    cue = load_cues().get((lemma, part))
    prob = float(sentence.scores.attribution[word][1])
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


# ---------------------------------------------------------------- verbs
def verb_claim(sentence: Sentence, word: int, cue: Cue, prob: float, quotes: list[Span], is_media: IsMedia) -> Claim | None:
    passive = bool(sentence.kids(word, "aux:pass", "nsubj:pass"))
    content = verb_content(sentence, word, cue, quotes, passive)
    if content is None or not content[0]:
        return None
    span, how, direct = content
    sources, source_how = verb_sources(sentence, word, passive)
    sources = [after_article(sentence, s) for s in sources]
    addressee = None
    for kid in sentence.kids(word, "obj", "iobj"):
        if cue.manner != "show" and not span.start <= sentence.starts[kid] < span.end and sentence.upos[kid] in {"NOUN", "PROPN", "PRON"}:
            addressee = kid
    if addressee is None:
        addressee = to_addressee(sentence, word)
    chain = [(sentence.index, s) for s in sources]
    if addressee is None and sentence.lemmas[word] == "tell":
        addressee = next((w for w in range(word + 1, min(word + 3, len(sentence.words))) if is_media(sentence.index, w)), None)
    if addressee is not None and chain and is_media(sentence.index, addressee):
        chain.append((sentence.index, addressee))
        addressee = None
    chain = cite_outlet(sentence, word, chain)
    claim = Claim(sentence.index, [word], cue.manner, chain, span, direct=direct)
    if cue.manner == "say" and is_asking(sentence, word):
        claim.manner = "ask"
    claim.addressee = None if addressee is None else (sentence.index, addressee)
    claim.probability = min(0.98, 0.45 + 0.15 * cue.strength + 0.2 * prob - (0.25 if not chain else 0.0))
    cue_how = f"“{sentence.words[word]}” reports speech (strength {cue.strength}, encoder {prob:.2f})"
    claim.reasons = [("cue", cue_how), ("content", how), ("speakers", source_how)]
    if not chain and cue.strength < 3 and prob < WEAK_CUE_PROB:
        return None
    return claim


def is_asking(sentence: Sentence, word: int) -> bool:
    """ "told X it must go", "said: why …?": saying that asks or demands, by the modal or question of its clause."""
    for clause in sentence.kids(word, "ccomp", "parataxis"):
        if sentence.lemmas[word] == "tell" and any(sentence.lemmas[k] in {"must", "should"} for k in sentence.kids(clause, "aux")):
            return True
        if any(sentence.words[k] == "?" for k in sentence.kids(clause, "punct")):
            return True
    head = sentence.heads[word]
    return sentence.rels[word].startswith("parataxis") and head >= 0 and any(sentence.words[k] == "?" for k in sentence.kids(head, "punct"))


def verb_content(sentence: Sentence, word: int, cue: Cue, quotes: list[Span], passive: bool) -> tuple[Span, str, bool] | None:
    """Content span of a cue verb, how it was found, and whether it is a quotation."""
    clauses = sentence.kids(word, "ccomp")
    if (not clauses and cue.manner in {"ask", "promise", "claim", "deny", "warn", "think", "announce"}) or passive:
        clauses = clauses or sentence.kids(word, "xcomp")
    if clauses:
        clause = max(clauses, key=lambda k: len(sentence.subtree(k)))
        span = clause_span(sentence, clause, word)
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


def after_that(sentence: Sentence, word: int) -> Span | None:
    """From a "that" close behind the cue to the end of the sentence: for a clause whose head the tree lost."""
    that = next((w for w in range(word + 1, min(word + 6, len(sentence.words))) if sentence.lemmas[w] == "that" and sentence.rel(w) == "mark"), None)
    if that is None or that + 2 >= len(sentence.words):
        return None
    return words_span(sentence, list(range(that + 1, len(sentence.words))))


def nominal_content(sentence: Sentence, word: int, cue: Cue) -> tuple[Span, str, bool] | None:
    """“announced a withdrawal”, “warned of a resurgence”, “denied the claims”: an object or oblique as content."""
    if cue.strength < 2 or cue.manner in {"say", "accuse", "ask"}:
        return None
    for kid in sentence.kids(word, "obj", "obl", "nsubj:pass"):
        case = {sentence.lemmas[k] for k in sentence.kids(kid, "case")}
        oblique = sentence.rels[kid].startswith("obl")
        if oblique and not case & {"of", "about", "against", "for"}:
            continue
        if sentence.upos[kid] not in {"NOUN", "PROPN", "VERB"} or sentence.scores.mention[kid] in {"person", "time"} or sentence.rels[kid] == "obl:agent":
            continue
        words = [w for w in sentence.subtree(kid) if w not in sentence.kids(kid, "case", "punct")]
        return words_span(sentence, words), "the thing said, as the cue's object", False
    return None


def clause_span(sentence: Sentence, clause: int, cue: int) -> Span:
    """Characters of a content clause: its subtree, less the cue's own branch, the "that" before it, and marks at its edges."""
    words = sentence.subtree(clause)
    if cue in words:
        own = set(sentence.subtree(cue))
        words = [w for w in words if w not in own]
    first_part = contiguous(words, clause)
    while first_part and (sentence.lemmas[first_part[0]] == "that" and sentence.rel(first_part[0]) == "mark"):
        first_part = first_part[1:]
    return words_span(sentence, first_part or [clause])


def contiguous(words: list[int], around: int) -> list[int]:
    """The words from the first to the last; a gap is filled, since a span is one piece."""
    return list(range(words[0], words[-1] + 1)) if words else [around]


def words_span(sentence: Sentence, words: list[int]) -> Span:
    """Characters from the first word to the last, punctuation and quotation marks at the edges left out."""
    first, last = words[0], words[-1]
    while first < last and sentence.upos[first] == "PUNCT" and sentence.words[first] not in "[(":
        first += 1
    while last > first and sentence.upos[last] == "PUNCT" and sentence.words[last] not in "])":
        last -= 1
    return Span(sentence.starts[first], sentence.ends[last])


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


SHARING_VERBS = frozenset("share post publish circulate broadcast air upload release distribute".split())


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


# ---------------------------------------------------------------- sources
def verb_sources(sentence: Sentence, word: int, passive: bool) -> tuple[list[int], str]:
    """Head words of those who speak, innermost first, and how they were found."""
    agents = sentence.kids(word, "obl:agent")
    if passive:
        if agents:
            return [agents[0]], "the agent of the passive"
        obliques = [k for k in sentence.kids(word, "obl") if is_medium(sentence, k)]
        where = [k for k in obliques if {"on", "by", "in"} & {sentence.lemmas[c] for c in sentence.kids(k, "case")}]
        if where:
            return [where[0]], "where it was shared"
        return [], "nobody is named"
    at = word
    for _ in range(4):
        subjects = [k for k in sentence.kids(at, "nsubj", "csubj") if sentence.rels[k] not in {"nsubj:pass", "nsubj:outer"}] or sentence.kids(at, "nsubj:pass")
        if subjects:
            return [antecedent(sentence, subjects[0], at)], "the subject of the cue" if at == word else "the subject of the verb above the cue"
        head = sentence.heads[at]
        if head < 0:
            break
        if sentence.rels[at].startswith("acl"):
            return [head], "the noun that the cue describes"
        if not sentence.rels[at].startswith(("conj", "xcomp", "advcl", "parataxis")):
            break
        if sentence.rels[at].startswith("parataxis") and not is_participle(sentence, at):
            break
        at = head
    role = best_role(sentence, word, "source")
    if role is not None:
        return [role], "the encoder's source for this cue"
    return [], "no source was found"


def after_article(sentence: Sentence, word: int) -> int:
    """The noun after an article that was taken for the source ("the WHO")."""
    nearby = word + 1 < len(sentence.words) and sentence.words[word + 1][0].isupper()
    return word + 1 if nearby and sentence.lemmas[word] in {"the", "a", "an"} else word


def antecedent(sentence: Sentence, subject: int, verb: int) -> int:
    """For "who" or "which" in a relative clause, the noun it stands for."""
    relative = sentence.lemmas[subject] in {"who", "which", "that"} and not sentence.words[subject].isupper()
    if relative and sentence.rels[verb].startswith("acl") and sentence.heads[verb] >= 0:
        return sentence.heads[verb]
    return subject


def is_participle(sentence: Sentence, word: int) -> bool:
    return sentence.xpos[word] in {"VBG", "VBN"} and not sentence.kids(word, "aux", "aux:pass")


def is_medium(sentence: Sentence, word: int) -> bool:
    return sentence.lemmas[word] in MEDIA_NOUNS


def best_role(sentence: Sentence, word: int, role: str) -> int | None:
    """The argument word with the encoder's highest score for a role of `word`, above one half."""
    from emberwatch.language.labels import ROLE_INDEX

    column = sentence.scores.roles[word, :, ROLE_INDEX[role]]
    best = int(column.argmax())
    return best if column[best] > 0.5 and best != word else None


def to_addressee(sentence: Sentence, word: int) -> int | None:
    """“said to reporters”, “complained to the council”: who was spoken to."""
    for kid in sentence.kids(word, "obl"):
        if "to" in {sentence.lemmas[c] for c in sentence.kids(kid, "case")} and sentence.scores.mention[kid] in {"person", "organization"}:
            return kid
    return None


def cite_outlet(sentence: Sentence, word: int, chain: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """“Reuters reported, citing the ministry”: the ministry speaks through Reuters."""
    for kid in sentence.kids(word, "advcl"):
        if sentence.lemmas[kid] in {"cite", "quote"} and chain:
            cited = sentence.kids(kid, "obj")
            if cited:
                return [(sentence.index, cited[0]), *chain]
    return chain


def according_to(sentence: Sentence, word: int, is_media: IsMedia) -> Claim | None:
    """“…, according to the observatory”: the rest of the clause is the content."""
    head = sentence.heads[word]
    source = head if sentence.rels[word].startswith(("case", "mark", "fixed")) else next(iter(sentence.kids(word, "obl", "nmod", "obj")), -1)
    if source < 0 or sentence.upos[source] not in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}:
        return None
    branch = sentence.subtree(source)
    rest = [w for w in range(len(sentence.words)) if w not in set(branch) and sentence.upos[w] != "PUNCT"]
    before, after = [w for w in rest if w < branch[0]], [w for w in rest if w > branch[-1]]
    side = before if len(before) >= len(after) else after
    if len(side) < 2:
        return None
    chain = [(sentence.index, source)]
    via = next((k for k in sentence.kids(source, "acl") if sentence.lemmas[k] in {"quote", "cite"}), None)
    if via is not None and (agent := sentence.kids(via, "obl:agent", "obl")):
        chain.append((sentence.index, agent[0]))
    cue = [word, word + 1] if word + 1 < len(sentence.words) and sentence.lemmas[word + 1] == "to" else [word]
    claim = Claim(sentence.index, cue, "say", chain, words_span(sentence, side), probability=0.95)
    claim.reasons = [("cue", "“according to” names the source"), ("content", "the rest of the sentence"), ("speakers", "the noun after it")]
    return claim


# ---------------------------------------------------------------- nouns
def noun_claim(sentence: Sentence, word: int, cue: Cue, prob: float, part: str) -> Claim | None:
    """“the claim that …”, “warnings of …”, “in a statement”, “is adamant that …”."""
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
