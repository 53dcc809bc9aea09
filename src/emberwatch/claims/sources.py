"""Who says it: the subject, agent or noun that a cue belongs to, the outlet it was said through, and to whom."""

from __future__ import annotations

from collections.abc import Collection

from emberwatch.claims.claim import IsMedia
from emberwatch.language.pipeline import Sentence

MEDIA_NOUNS = frozenset("media medium network television tv radio website site channel twitter facebook telegram youtube online internet app platform".split())
OUTLET_NOUNS = MEDIA_NOUNS | frozenset("newspaper newswire agency broadcaster magazine daily weekly station programme bbc cnn".split())
QUOTING = frozenset({"quote", "cite"})
SHARING_VERBS = frozenset("share post publish circulate broadcast air upload release distribute".split())


def verb_sources(sentence: Sentence, word: int, passive: bool) -> tuple[list[int], str]:
    """Head words of those who speak, innermost first, and how they were found."""
    if passive:
        return passive_sources(sentence, word)
    if quoted := quoted_chain(sentence, word):
        return quoted, "whom the cue's subject quotes"
    if (beside := noun_beside(sentence, word)) is not None:
        return [beside], "the noun right before the participle"
    at = word
    for _ in range(4):
        subjects = [k for k in sentence.kids(at, "nsubj", "csubj") if sentence.rels[k] not in {"nsubj:pass", "nsubj:outer"}] or sentence.kids(at, "nsubj:pass")
        subjects.sort(key=lambda k: (k > at, cannot_speak(sentence, k, at), abs(k - at)))  # of two, the nearest before the verb that can be its own
        doubtful = subjects and (at != word or subjects[0] > word)  # a subject from above, or one behind the cue
        if doubtful and (role := best_role(sentence, word, "source")) is not None and role not in sentence.subtree(subjects[0]):
            return [role], "the encoder's source for this cue"
        if subjects:
            return [antecedent(sentence, subjects[0], at)], "the subject of the cue" if at == word else "the subject of the verb above the cue"
        head = sentence.heads[at]
        if head < 0:
            break
        if sentence.rels[at].startswith("acl"):
            teller = issuer(sentence, head)
            return ([head], "the noun that the cue describes") if teller is None else ([teller], f"whoever gave out the {sentence.lemmas[head]}")
        if not sentence.rels[at].startswith(("conj", "xcomp", "advcl", "parataxis")):
            break
        if sentence.rels[at].startswith("parataxis") and not is_participle(sentence, at):
            break
        at = head
    role = best_role(sentence, word, "source")
    if role is not None:
        return [role], "the encoder's source for this cue"
    return [], "no source was found"


MET_WITH = frozenset({"with", "by", "from", "among"})


def noun_beside(sentence: Sentence, word: int) -> int | None:
    """Who speaks in "faced with a movement calling for …": the noun after a preposition and right before a participle, whatever the tree hangs it on."""
    before = word - 1
    if before < 1 or sentence.xpos[word] != "VBG" or not is_participle(sentence, word) or not sentence.rels[word].startswith("advcl"):
        return None
    led = sentence.rel(before) in {"obl", "nmod"} and bool({sentence.lemmas[k] for k in sentence.kids(before, "case")} & MET_WITH)
    return before if led and sentence.upos[before] == "NOUN" and sentence.scores.mention[before] in {"person", "organization"} else None


def subject_of_noun(sentence: Sentence, source: int, cue: int) -> int:
    """For a noun by which somebody is described ("Mordechai was the first minister to tell it, saying …"), whoever is so described."""
    if not sentence.kids(source, "cop"):
        return source
    described = [k for k in sentence.kids(source, "nsubj") if sentence.rels[k] == "nsubj" and k < source < cue]
    return described[-1] if described else source


def cannot_speak(sentence: Sentence, subject: int, verb: int) -> bool:
    """Is a subject one that the verb cannot have: a happening ("the coalition fighting in Yemen said"), or singular where the verb is plural?"""
    plural = any(sentence.words[k].lower() in {"have", "are", "were"} for k in sentence.kids(verb, "aux"))
    single = plural and sentence.xpos[subject] in {"NN", "NNP"} and not sentence.kids(subject, "conj")
    happening = sentence.scores.mention[subject] == "event" and sentence.lemmas[subject].endswith("ing")
    return happening or (single and sentence.scores.mention[subject] != "organization")


def passive_sources(sentence: Sentence, word: int) -> tuple[list[int], str]:
    """Who speaks through a passive cue: its agent, or the medium it was put out on."""
    agents = sentence.kids(word, "obl:agent")
    if agents:
        return [agents[0]], "the agent of the passive"
    obliques = [k for k in sentence.kids(word, "obl") if is_medium(sentence, k)]
    where = [k for k in obliques if {"on", "by", "in"} & {sentence.lemmas[c] for c in sentence.kids(k, "case")}]
    if where:
        return [where[0]], "where it was shared"
    return [], "nobody is named"


def quoted_chain(sentence: Sentence, word: int) -> list[int]:
    """Who is quoted and by whom in "the agency quoted a general as saying …"; empty for any other verb."""
    verb = word
    while verb >= 0 and sentence.lemmas[verb] not in QUOTING and (verb == word or sentence.rel(verb) in {"obj", "flat", "appos", "compound"}):
        verb = sentence.heads[verb]  # "as saying" may hang on whoever is quoted
    if verb < 0 or sentence.lemmas[verb] not in QUOTING:
        return []
    objects = sentence.kids(verb, "obj") or [k for k in sentence.kids(verb, "nsubj") if k > verb]
    quoted = [w for k in objects for w in (k, *sentence.kids(k, "flat", "appos", "compound"))]
    below = [k for w in (verb, *quoted) for k in sentence.kids(w, "advcl", "obl", "ccomp", "acl", "nmod")]
    told = [k for k in below if any(sentence.lemmas[m] == "as" for m in sentence.kids(k, "mark", "case"))]
    if not told or (verb != word and word not in told) or sentence.kids(verb, "nsubj:pass"):
        return []
    return [*objects[:1], *[k for k in sentence.kids(verb, "nsubj") if k < verb][-1:]]


def issuer(sentence: Sentence, word: int) -> int | None:
    """Who speaks in "fighters released a video saying …": the subject of the verb that gives a text or picture out."""
    verb = sentence.heads[word]
    if verb < 0 or not sentence.rels[word].startswith("obj") or sentence.lemmas[verb] not in SHARING_VERBS | {"issue", "send", "record"}:
        return None
    subjects = [k for k in sentence.kids(verb, "nsubj") if sentence.rels[k] not in {"nsubj:pass", "nsubj:outer"}]
    return subjects[0] if subjects else None


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


def to_addressee(sentence: Sentence, word: int, cases: Collection[str] = ("to",)) -> int | None:
    """“said to reporters”, “complained to the council”, "called on the council": who was spoken to, after one of the prepositions `cases`."""
    for kid in sentence.kids(word, "obl"):
        if any(sentence.lemmas[c] in cases for c in sentence.kids(kid, "case")) and sentence.scores.mention[kid] in {"person", "organization", "place"}:
            return kid
    return None


def cite_outlet(sentence: Sentence, word: int, chain: list[tuple[int, int]], is_media: IsMedia) -> list[tuple[int, int]]:
    """The chain with the outlet behind it or the one cited before it.

    "Reuters reported, citing the ministry": the ministry speaks through Reuters; so do "the group said through its channel" and
    "a video shared on Telegram shows".
    """
    if not chain:
        return chain
    source = chain[0][1]
    behind = [w for w in range(word + 1, min(word + 6, len(sentence.words))) if is_citing(sentence, w)]
    between = [w for w in range(min(source, word) + 1, max(source, word)) if is_citing(sentence, w)]
    for kid in (*sentence.kids(word, "advcl"), *sentence.kids(source, "acl"), *behind, *between):
        cited = find_cited(sentence, kid) if sentence.lemmas[kid] in QUOTING else []
        if cited and (sentence.scores.mention[cited[0]] not in {"abstract", "event", "object", "time"} or sentence.lemmas[cited[0]] == "source"):
            return [(sentence.index, cited[0]), *chain]
        if sentence.lemmas[kid] in SHARING_VERBS and kid in sentence.kids(source, "acl"):
            return chain + [(sentence.index, k) for k in sentence.kids(kid, "obl") if k != source and is_outlet(sentence, k)][:1]
    if (reporter := reached_by(sentence, source, is_media)) is not None and len(chain) == 1:
        return [*chain, (sentence.index, reporter)]
    outlets = [k for k in sentence.kids(word, "obl") if is_outlet(sentence, k)]
    through = [k for k in outlets if any(sentence.lemmas[c] in {"through", "via"} for c in sentence.kids(k, "case"))]
    return chain + [(sentence.index, k) for k in through[:1]]


def reached_by(sentence: Sentence, source: int, is_media: IsMedia) -> int | None:
    """The outlet in "a commander quoted by the agency", "officials reached by the newspaper": a participle of the source with a medium for its agent."""
    for kid in sentence.kids(source, "acl"):
        agents = sentence.kids(kid, "obl:agent") if sentence.xpos[kid] == "VBN" else []
        if agents and (is_media(sentence.index, agents[0]) or is_outlet(sentence, agents[0])):
            return agents[0]
    return None


def is_citing(sentence: Sentence, word: int) -> bool:
    """Is it the "citing" of "Reuters, citing the ministry, reported", which belongs to another cue?"""
    return sentence.words[word].lower() in {"citing", "quoting"} and sentence.rels[word].startswith(("advcl", "acl", "case"))


def find_cited(sentence: Sentence, citing: int) -> list[int]:
    """Whom "citing" cites, where the tree takes it for a verb or for a preposition."""
    head = sentence.heads[citing]
    below = sentence.kids(citing, "obj") or ([head] if sentence.rels[citing] == "case" and head > citing else [])
    return below or [k for k in sentence.kids(citing, "nsubj", "obl") if k > citing][:1] or nouns_after(sentence, citing)


def nouns_after(sentence: Sentence, word: int) -> list[int]:
    """The head of the noun phrase right behind a word, whatever it hangs on; empty where none stands there."""
    at = word + 1
    while at < len(sentence.words) and sentence.upos[at] in {"DET", "ADJ", "NUM", "NOUN", "PROPN"}:
        if sentence.upos[at] in {"NOUN", "PROPN"} and not word < sentence.heads[at] <= at + 3:
            return [at]
        at += 1
    return []


def is_outlet(sentence: Sentence, word: int) -> bool:
    """Does a word name a medium by kind, or a named thing that such a word goes with ("the newspaper El Espectador")?"""
    around = (
        word,
        *sentence.kids(word, "compound", "appos", "amod", "nmod:poss"),
        *([sentence.heads[word]] if sentence.rels[word] in {"appos", "compound"} else []),
    )
    return any(sentence.lemmas[w] in OUTLET_NOUNS for w in around)
