"""Who stands in which relation to a trigger: subjects, objects and obliques, voice and control undone."""

from __future__ import annotations

from emberwatch.claims.disclaim import find_disclaimer
from emberwatch.language.pipeline import Sentence

Relations = dict[str, list[int]]
"""Relation name (`subj`, `obj`, `iobj`, `poss`, `comp` or a preposition) → head words that stand in it, in text order."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
LIGHT_VERBS = frozenset(
    "launch carry conduct stage mount make hold give take begin start continue resume plan prepare wage order lead join end halt stop perform commit undertake "
    "deliver deal impose issue sign reach have do open mark follow support announce intensify step expand execute complete declare offer provide send pay "
    "express voice level keep bring attempt try promise pledge vow threaten consider call push raise agree accept grant file seek claim "
    "cancel suspend abandon".split()
)
DOING_VERBS = frozenset(
    "launch carry conduct stage mount make hold give wage deliver impose issue open announce declare offer provide execute perform commit undertake resume "
    "prepare order pay file lodge extend express threaten send publish release write pass adopt sign".split()
)
"""Verbs whose subject does what their object names ("mounted a raid"), or made it."""
SUFFERING_VERBS = frozenset("suffer face sustain undergo endure survive repel resist withstand receive escape avoid witness see draw spark meet".split())
TURNING_VERBS = frozenset("prepare engage participate fight join involve serve die gear agree threaten respond retaliate go meet".split())
"""Verbs that lead to a noun by "for", "in", "with" or "to" ("prepared for an assault"), their subject its actor."""
HYPHENS = frozenset({"-", "‑"})
INSIDE_NAME = ("flat", "compound", "fixed", "goeswith", "nmod:desc", "list")


def find_relations(sentence: Sentence, trigger: int) -> Relations:
    """The relations of one trigger word, those it inherits from the words above it included."""
    relations = direct_relations(sentence, trigger)
    if sentence.upos[trigger] == "ADV":
        add_whereabouts(sentence, trigger, relations)
    elif sentence.upos[trigger] in {"VERB", "AUX"} or sentence.rels[trigger].startswith(("acl", "advcl", "xcomp")) or is_verbal_adjective(sentence, trigger):
        add_control(sentence, trigger, relations)
        add_holders(sentence, trigger, relations)
    else:
        add_light_verb(sentence, trigger, relations)
    return {name: [w for w in dict.fromkeys(spread(sentence, words)) if w != trigger] for name, words in relations.items()}


def add_holders(sentence: Sentence, verb: int, relations: Relations) -> None:
    """Whose hands or control they are in "the town remained in the hands of the rebels": they stand to the verb as to its noun."""
    for noun in sentence.kids(verb, "obl"):
        if sentence.lemmas[noun] in {"hand", "control"} and {"in", "into", "under"} & {sentence.lemmas[c] for c in sentence.kids(noun, "case")}:
            for name, words in direct_relations(sentence, noun).items():
                if name in {"of", "poss", "comp"}:
                    relations.setdefault(name, []).extend(words)


def add_whereabouts(sentence: Sentence, adverb: int, relations: Relations) -> None:
    """“still” in “rebels are still in the town”: who is there, and in, at or on what."""
    where = sentence.heads[adverb]
    if where < 0 or sentence.rels[adverb] != "advmod" or not sentence.kids(where, "cop"):
        return
    relations["subj"] = sentence.kids(where, "nsubj")
    for case in sentence.kids(where, "case"):
        relations.setdefault(sentence.lemmas[case], []).append(where)
    if sentence.upos[where] == "ADP":
        relations.setdefault(sentence.lemmas[where], []).extend(sentence.kids(where, "obl"))


def is_verbal_adjective(sentence: Sentence, word: int) -> bool:
    """“Isis-held”, “besieged”: a past participle before its noun."""
    return sentence.rels[word] == "amod" and sentence.xpos[word] == "VBN"


def direct_relations(sentence: Sentence, word: int) -> Relations:
    relations: Relations = {}
    passive = is_passive(sentence, word)
    for kid in sentence.children[word]:
        name = relation_name(sentence, word, kid, passive)
        if name is not None and sentence.upos[kid] in NOMINAL:
            relations.setdefault(name, []).append(stand_in(sentence, word, kid))
    return relations


def is_passive(sentence: Sentence, word: int) -> bool:
    """Is the word a passive verb, by its relations or by a form of "be" before a past participle without an object?"""
    if any(sentence.rels[k] in {"aux:pass", "nsubj:pass"} for k in sentence.children[word]):
        return True
    return sentence.xpos[word] == "VBN" and not sentence.kids(word, "obj") and any(sentence.lemmas[k] == "be" for k in sentence.kids(word, "aux", "cop"))


def is_relative(sentence: Sentence, word: int) -> bool:
    """Is it "who", "which" or "that" (and not the WHO)?"""
    return sentence.lemmas[word] in RELATIVE and not sentence.words[word].isupper()


def relation_name(sentence: Sentence, word: int, kid: int, passive: bool) -> str | None:
    rel = sentence.rels[kid]
    base = rel.partition(":")[0]
    if rel == "nsubj:pass":
        return "obj"
    if base == "nsubj":
        behind = kid > word and any(k < word for k in sentence.kids(word, "nsubj")) and sentence.upos[word] == "VERB"  # a second one is none
        return None if rel == "nsubj:outer" else "obj" if passive or behind else "subj"
    if base == "obj":
        return "obj"
    if base == "iobj":
        return "iobj"
    if rel == "obl:agent":
        return "by"
    if base in {"obl", "nmod"} and rel != "nmod:poss":
        cases = [sentence.lemmas[c] for c in sentence.kids(kid, "case")] or particle_before(sentence, word, kid)
        if "by" in cases and passive:
            return "by"
        return cases[-1] if cases else None
    if rel == "nmod:poss":
        return "poss"
    if base == "compound" and rel != "compound:prt":
        return "comp"
    if base == "amod" and sentence.xpos[kid] in {"JJ", "NNP", "NN"} and sentence.words[kid][0].isupper():
        return "comp"
    return None


def particle_before(sentence: Sentence, verb: int, kid: int) -> list[str]:
    """The particle of a verb right before a noun group without a preposition ("called on Albanians"): it is the preposition."""
    first = kid
    while first - 1 > verb and climb_to_head(sentence, first - 1) == kid:
        first -= 1
    return [sentence.lemmas[first - 1]] if sentence.rels[first - 1] == "compound:prt" and sentence.heads[first - 1] == verb else []


def stand_in(sentence: Sentence, verb: int, kid: int) -> int:
    """For a relative pronoun, the noun that its clause describes."""
    if is_relative(sentence, kid) and sentence.rels[verb].startswith("acl") and sentence.heads[verb] >= 0:
        return sentence.heads[verb]
    return kid


def add_control(sentence: Sentence, verb: int, relations: Relations) -> None:
    """Give a verb without a subject of its own the one it shares with the word above it."""
    head, rel = sentence.heads[verb], sentence.rels[verb]
    if head < 0:
        return
    past_participle = sentence.xpos[verb] == "VBN" and not sentence.kids(verb, "aux", "nsubj")
    if rel.startswith("acl"):
        add_described(sentence, verb, relations, past_participle)
        return
    if rel == "amod" and sentence.xpos[verb] == "VBN":
        relations.setdefault("obj", [head])
        beside = verb - 2 if verb >= 2 and sentence.words[verb - 1] == "-" else verb - 1
        before = [k for k in (*sentence.children[verb], beside) if 0 <= k < verb and sentence.upos[k] in {"NOUN", "PROPN"}]
        if before:
            relations.setdefault("by", before)
        return
    if "subj" in relations or ("obj" in relations and sentence.kids(verb, "nsubj:pass")):
        return
    slot = (
        "obj"
        if sentence.kids(verb, "aux:pass") or (past_participle and rel.startswith(("conj", "advcl", "xcomp")) and sentence.kids(verb, "obj") == [])
        else "subj"
    )
    if slot in relations or not rel.startswith(("xcomp", "conj", "advcl", "ccomp")):
        return
    if rel.startswith("ccomp") and sentence.kids(verb, "mark") and not past_participle and sentence.xpos[verb] not in {"VB", "VBG"}:
        return
    shared = controller(sentence, head, rel)
    if shared:
        relations[slot] = shared


def controller(sentence: Sentence, head: int, rel: str, depth: int = 0) -> list[int]:
    above = direct_relations(sentence, head)
    if rel.startswith("xcomp") and above.get("obj") and not sentence.kids(head, "nsubj:pass"):
        return above["obj"]
    own = above.get("subj") or (above.get("obj") if sentence.kids(head, "nsubj:pass") else None)
    if own:
        return own
    if sentence.rels[head].startswith("acl") and sentence.heads[head] >= 0:
        return [sentence.heads[head]]
    if depth < 4 and sentence.heads[head] >= 0 and sentence.rels[head].startswith(("xcomp", "conj", "advcl", "parataxis")):
        return controller(sentence, sentence.heads[head], sentence.rels[head], depth + 1)
    return []


def add_described(sentence: Sentence, verb: int, relations: Relations, past_participle: bool) -> None:
    """“fighters leaving”, “a town held by”, “the camp they fled”: the described noun fills the gap."""
    noun = sentence.heads[verb]
    if sentence.upos[noun] not in NOMINAL or (sentence.kids(verb, "mark") and not sentence.rels[verb].endswith("relcl")):
        if sentence.xpos[verb] == "VB" and "subj" not in relations:
            shared = controller(sentence, sentence.heads[noun], "conj") if sentence.heads[noun] >= 0 else []
            if shared:
                relations["subj"] = shared
        return
    nouns = [noun] if sentence.rel(noun) != "conj" or sentence.rels[verb].endswith("relcl") else [sentence.heads[noun], noun]
    if past_participle or sentence.kids(verb, "aux:pass"):
        relations.setdefault("obj", nouns)
    elif "subj" not in relations:
        relations["subj"] = nouns
    elif "obj" not in relations and sentence.rels[verb].endswith("relcl") and noun not in relations["subj"]:
        relations["obj"] = [noun]


def add_light_verb(sentence: Sentence, noun: int, relations: Relations) -> None:
    """“launched an attack on”, “came under shelling by”: the verb's subject and obliques belong to the noun."""
    head, rel = sentence.heads[noun], sentence.rel(noun)
    if (disclaimer := find_disclaimer(sentence, noun)) is not None and "by" not in relations:
        relations["by"] = direct_relations(sentence, disclaimer).get("subj", [])
        return
    if head < 0 or sentence.upos[head] not in {"VERB", "AUX"}:
        return
    lemma = sentence.lemmas[head]
    above = find_relations(sentence, head)
    passive = sentence.rels[noun] == "nsubj:pass"
    if rel == "obj" or passive:
        if lemma in SUFFERING_VERBS:
            relations.setdefault("on", above.get("subj", []))
        elif not passive and "by" not in relations and "poss" not in relations:
            relations.setdefault("subj", above.get("subj", []))
        inherit(relations, above, ("by", "iobj", "on", "against", "with", "to", "from", "in", "at", "into", "for", "near"), noun)
    elif rel == "obl" and sentence.lemmas[noun] == "hand" and lemma in {"remain", "stay"}:  # "the town remains in our hands"
        relations.setdefault("subj", above.get("subj", []))
    elif rel == "obl" and "by" not in relations and "poss" not in relations:
        cases = {sentence.lemmas[c] for c in sentence.kids(noun, "case")}
        if cases & {"for", "in", "with", "to"} and lemma in LIGHT_VERBS | TURNING_VERBS:
            relations.setdefault("subj", above.get("subj", []))
        elif "under" in cases:
            relations.setdefault("on", above.get("subj", []))
    elif rel == "nsubj":
        inherit(relations, above, ("on", "against", "in", "at", "near"), noun)


def inherit(relations: Relations, above: Relations, names: tuple[str, ...], noun: int) -> None:
    """The relations of the verb above that the noun lacks, without the noun itself."""
    for name in names:
        if name in above:
            relations.setdefault(name, [w for w in above[name] if w != noun])


def spread(sentence: Sentence, words: list[int]) -> list[int]:
    """The words with those coordinated with them."""
    found = []
    for word in words:
        found.append(word)
        found += [k for k in sentence.kids(word, "conj") if sentence.upos[k] in NOMINAL and sentence.upos[k] != "ADJ"]
    return found


def climb_to_head(sentence: Sentence, word: int) -> int:
    """The head of the name or noun group that `word` is a part of."""
    at = word
    while sentence.heads[at] >= 0 and (
        sentence.rels[at].startswith((*INSIDE_NAME, "det", "nummod", "case", "punct"))
        or (sentence.rels[at] == "amod" and sentence.upos[sentence.heads[at]] in {"NOUN", "PROPN"})
    ):
        at = sentence.heads[at]
    return at


LEFT_OUT = frozenset("acl acl:relcl appos parataxis advcl conj cc cc:preconj nsubj csubj cop aux mark punct dep discourse orphan".split())
KEPT_NMOD = frozenset({"of", "for", "in"})


def phrase(sentence: Sentence, head: int) -> list[int]:
    """Words of the minimal noun phrase that `head` heads: one contiguous run, its preposition and what trails it left out."""
    keep = {head}
    stack = [head]
    while stack:
        at = stack.pop()
        for kid in sentence.children[at]:
            rel = sentence.rels[kid]
            bound = glued(sentence, kid, rel) or (rel == "appos" and kid == at + 1)  # "leader Abu Bakr", with no comma between
            if (at == head and rel == "case" and sentence.words[kid] not in {"'s", "’s", "'", "’"}) or (rel in LEFT_OUT and not bound):
                continue
            if rel.startswith("nmod") and rel not in {"nmod:poss", "nmod:desc"} and kid > at:
                cases = {sentence.lemmas[c] for c in sentence.kids(kid, "case")}
                if cases and not cases & KEPT_NMOD:
                    continue
            if (rel.startswith(("obl", "advmod")) and kid > at) or sentence.lemmas[kid] in {"where", "when", "why"}:
                continue
            keep.add(kid)
            stack.append(kid)
    low = high = head
    while low - 1 in keep:
        low -= 1
    while high + 1 in keep:
        high += 1
    low, high = whole_name(sentence, low, high)
    while high > head and sentence.upos[high] == "PUNCT" and sentence.words[high] not in ")]":
        high -= 1
    if high > head and sentence.words[high] in {"'s", "’s"}:
        high -= 1
    marks = sum(sentence.words[w] in {'"', "“", "”"} for w in range(low, high + 1))
    if marks % 2 and high + 1 < len(sentence.words) and sentence.words[high + 1] in {'"', "”"}:
        high += 1
    return list(range(low, high + 1))


def whole_name(sentence: Sentence, low: int, high: int) -> tuple[int, int]:
    """The words from `low` to `high` with the rest of a hyphened name that they cut ("Har" of "Har-Shefi")."""
    if high > low and sentence.words[high] in HYPHENS:
        high -= 1
    while low > 1 and is_hyphened_name(sentence, low - 1):
        low -= 2
    while high + 2 < len(sentence.words) and is_hyphened_name(sentence, high + 1):
        high += 2
    return low, high


def is_hyphened_name(sentence: Sentence, hyphen: int) -> bool:
    """Does a hyphen without spaces join two parts of one name ("Har-Shefi"), whatever the tree makes of them?"""
    if sentence.words[hyphen] not in HYPHENS or sentence.ends[hyphen - 1] != sentence.starts[hyphen] or sentence.ends[hyphen] != sentence.starts[hyphen + 1]:
        return False
    return all(sentence.upos[w] == "PROPN" and sentence.words[w][0].isupper() for w in (hyphen - 1, hyphen + 1))


def glued(sentence: Sentence, kid: int, rel: str) -> bool:
    """Punctuation inside a name or number ("al-Hol", "US-led") and a participle before its noun belong to the phrase."""
    if rel == "punct":
        at_hyphen = sentence.words[kid] in {"-", "–", "/", "’", "'"} and 0 < kid < len(sentence.words) - 1
        quote_before = sentence.words[kid] in {'"', "“", "”", "[", "]"}
        return at_hyphen or quote_before
    return False
