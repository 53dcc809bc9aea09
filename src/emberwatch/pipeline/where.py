"""Find the phrase that says where a happening or state is set: its place role, else a place that stands near it in the tree."""

from __future__ import annotations

from emberwatch.events.extract import Draft
from emberwatch.events.grammar import NOMINAL, phrase
from emberwatch.language.labels import ROLE_INDEX
from emberwatch.language.pipeline import Sentence
from emberwatch.pipeline.marks import Marks
from emberwatch.resolve.place_words import find_noun

Words = tuple[int, int]
"""Sentence number and head word of a phrase."""
PLACED_BY_OBJECT = frozenset({"ASSAULT", "SEIZE", "CONTROL", "DISPLACE", "MOBILIZE", "STRENGTH", "RETREAT", "COERCE"})
SUFFERED_BY_PLACES = frozenset({"ASSAULT", "COERCE"})
"""What is done to a place itself: a shelled town is where it happens and what it is done to."""
LEAVING = frozenset({"DISPLACE", "RETREAT"})
"""Types whose place is the one left, where both that and the goal are named; of MOBILIZE it is the goal."""
DIRECTION_VOTE = 0.3
NAME_VOTE = 0.1
"""What the preposition, and a name finer than a country, add to a filler's probability where several are to choose from."""
SURE_PROB = 0.4
"""From here on the encoder's word is enough for a place that no table knows, or that the tree leads nowhere near."""
NEAR_PROB = 0.1
ABOVE_PROB = 0.3
"""What a place below the trigger, or above it, needs: of those the encoder gives less, fewer than one in five were coded on real reports."""
LOCATIVE = frozenset(
    "in at near from inside outside around across on into to through throughout along towards toward over within above off between beside".split()
)
PLACELESS = frozenset("part fact way turn addition case general particular time moment end mind".split())
"""Nouns that say where only with a word below them ("in part of the town")."""
PARTITIVES = frozenset("one some most part rest".split())


def find_place_words(sentence: Sentence, marks: Marks, draft: Draft) -> Words | None:
    """The phrase that says where; of "Mingora in the Swat valley" the town."""
    found = find_placing(sentence, marks, draft)
    return (found[0], narrow(sentence, marks, find_name(sentence, marks, found[1]))) if found is not None else None


def find_placing(sentence: Sentence, marks: Marks, draft: Draft) -> Words | None:
    """The phrase that says where: the place role, a place among the other roles, a place below the trigger, or one above it."""
    found = find_role(sentence, marks, draft)
    if found is None and draft.type in PLACED_BY_OBJECT:
        found = find_acted_on(sentence, marks, draft)
    if found is None:
        found = find_near(sentence, marks, draft)
    if found is None:
        found = find_unled(sentence, marks, draft)
    return None if found is None else (sentence.index, found)


def find_role(sentence: Sentence, marks: Marks, draft: Draft) -> int | None:
    """The best of the fillers of the place role; one that neither names nor describes a place only where the encoder is sure of it ("there")."""
    fillers = [w for w in draft.arguments.places if not is_set_phrase(sentence, w)]
    below = [w for w in fillers if sentence.heads[w] in draft.trigger and is_acted_on(sentence, w)]
    held = [w for w in below if sentence.xpos[w] != "NNS" and describes_place(sentence, marks, w)]
    named = [w for w in fillers if is_place(sentence, marks, w)]
    described = [w for w in fillers if describes_place(sentence, marks, w)]
    sure = [w for w in fillers if may_point(sentence, w) and place_prob(sentence, draft, w) >= SURE_PROB]
    lone = [w for w in below if sentence.upos[w] == "PROPN"]  # a name that no table knows
    words = held or named or described or sure or lone
    return best_place(sentence, marks, words, draft) if words else None


def is_set_phrase(sentence: Sentence, word: int) -> bool:
    """Is it the noun of a phrase that places nothing: "in part", "in fact", "on the way"?"""
    return sentence.lemmas[word] in PLACELESS and not sentence.kids(word, "nmod", "acl")


def may_point(sentence: Sentence, word: int) -> bool:
    """Can the word stand for one place: a noun, "it", "there" or "here", and not "abroad" or "today"?"""
    return sentence.scores.mention[word] != "time" and (sentence.upos[word] != "ADV" or sentence.lemmas[word] in {"here", "there"})


def find_acted_on(sentence: Sentence, marks: Marks, draft: Draft) -> int | None:
    """A place among those that it was done to; it is no recipient as well where such things are not done to places."""
    arguments = draft.arguments
    moved = [w for w in arguments.recipients if is_place(sentence, marks, w) and not is_country_actor(marks, w, draft)]
    moved = [w for w in moved if place_prob(sentence, draft, w) >= NEAR_PROB]
    if not moved:
        return None
    if draft.type not in SUFFERED_BY_PLACES:
        arguments.recipients = [w for w in arguments.recipients if w not in moved]
    draft.reasons.append(("place", f"“{sentence.words[moved[0]]}”, what it was done to, is a place"))
    return moved[0]


def find_near(sentence: Sentence, marks: Marks, draft: Draft) -> int | None:
    """A place below the trigger or one of its parties, else one above it, where the encoder does not speak against it."""
    below: list[int] = []
    for word in (draft.head, *draft.arguments.recipients, *draft.arguments.actors):
        below += [w for w in locatives_below(sentence, word) if is_place(sentence, marks, w)]
    near = next((w for w in below if place_prob(sentence, draft, w) >= NEAR_PROB), None)
    if near is not None:
        draft.reasons.append(("place", f"“{sentence.words[near]}” stands below the trigger"))
        return near
    above = place_above(sentence, marks, draft.head)
    if above is None or place_prob(sentence, draft, above) < ABOVE_PROB:
        return None
    draft.reasons.append(("place", f"“{sentence.words[above]}” belongs to the clause above the trigger"))
    return above


def find_unled(sentence: Sentence, marks: Marks, draft: Draft) -> int | None:
    """A place that no preposition leads to, where the encoder is sure: a party ("visited Mali") or a name that the tree leaves hanging."""
    parties = [w for w in (*draft.arguments.recipients, *draft.arguments.actors) if is_place(sentence, marks, w)]
    likely = [(place_prob(sentence, draft, w), w) for w in (*parties, *marks.place_words)]
    prob, word = max(likely, default=(0.0, -1))
    return word if prob >= SURE_PROB else None


def place_prob(sentence: Sentence, draft: Draft, word: int) -> float:
    """How likely the encoder holds the phrase of a word to say where the trigger is set, 0 to 1: the most of any of its words."""
    return max(float(sentence.scores.roles[t, w, ROLE_INDEX["place"]]) for t in draft.trigger for w in phrase(sentence, word))


def best_place(sentence: Sentence, marks: Marks, words: list[int], draft: Draft) -> int:
    """Of several place fillers the likeliest; a town or the like counts a little more, and where people leave, the place left more than the goal."""
    sources, goals = {"from", "out", "off"}, {"to", "towards", "toward", "into", "for"}
    wanted, other = (sources, goals) if draft.type in LEAVING else (goals, sources) if draft.type == "MOBILIZE" else (set(), set())

    def score(word: int) -> float:
        cases = {sentence.lemmas[c] for c in sentence.kids(word, "case")}
        directed = DIRECTION_VOTE * (bool(cases & wanted) - bool(cases & other))
        hit = marks.place_words.get(word)
        fine = hit is not None and all(entry.precision != "country" for entry in hit.entries)
        return place_prob(sentence, draft, word) + directed + NAME_VOTE * fine

    return max(words, key=lambda w: (score(w), -abs(w - draft.head)))


def find_name(sentence: Sentence, marks: Marks, word: int) -> int:
    """The name beside a description: Sittwe in "the capital, Sittwe", Badme in "Badme, the village"; else the word itself."""
    if any(w in marks.place_words for w in phrase(sentence, word)):
        return word
    beside = [k for k in sentence.kids(word, "appos") if k in marks.place_words]
    if sentence.rel(word) == "appos" and sentence.heads[word] in marks.place_words:
        beside.append(sentence.heads[word])
    return beside[0] if beside else word


def narrow(sentence: Sentence, marks: Marks, word: int) -> int:
    """The town of "Mingora in the Swat valley" where the wider of the two was found; else the word itself."""
    first = phrase(sentence, word)[0]
    before = first - 2 if first > 1 and sentence.words[first - 1] in {"in", ","} else -1
    finer, wider = marks.place_words.get(before), marks.place_words.get(word)
    towns, widest = {"point", "town"}, {"region", "country", "district"}
    if finer is None or wider is None or not any(entry.precision in towns for entry in finer.entries):
        return word
    return before if any(entry.precision in widest for entry in wider.entries) else word


def is_place(sentence: Sentence, marks: Marks, word: int) -> bool:
    """Does the word name or describe a place (and no one's forces)?"""
    hit = marks.place_words.get(word)
    if hit is not None:
        return True
    return sentence.scores.mention[word] == "place" and sentence.upos[word] in {"NOUN", "PROPN", "NUM"}


def is_acted_on(sentence: Sentence, word: int) -> bool:
    """Is the word the object or subject of its head, or what a noun of action is of ("the fall of the town")?"""
    return sentence.rel(word) in {"obj", "nsubj"} or (sentence.rel(word) == "nmod" and "of" in {sentence.lemmas[c] for c in sentence.kids(word, "case")})


def describes_place(sentence: Sentence, marks: Marks, word: int) -> bool:
    """Does the word, or what it is one of, name a place or a kind of place?"""
    head = content_head(sentence, word)
    return word in marks.place_words or head in marks.place_words or find_noun(whole_lemma(sentence, head)) is not None


def is_country_actor(marks: Marks, word: int, draft: Draft) -> bool:
    hit = marks.place_words.get(word)
    return hit is not None and draft.type in {"ASSAULT", "MOBILIZE"} and any(e.precision == "country" for e in hit.entries)


def locatives_below(sentence: Sentence, word: int) -> list[int]:
    """Obliques and modifiers of a word with a preposition of place, and those of its noun modifiers, in text order."""
    found = []
    for kid in sentence.children[word]:
        if sentence.rel(kid) not in {"obl", "nmod", "obj", "appos"} or sentence.scores.mention[kid] == "time":
            continue
        cases = {sentence.lemmas[c] for c in sentence.kids(kid, "case")}
        if cases & LOCATIVE:
            found.append(kid)
        if sentence.rel(kid) in {"nmod", "obj", "appos", "obl"}:
            found += [k for k in sentence.kids(kid, "nmod") if {sentence.lemmas[c] for c in sentence.kids(k, "case")} & LOCATIVE]
    return sorted(found)


def place_above(sentence: Sentence, marks: Marks, trigger: int) -> int | None:
    """A place that modifies a word above the trigger, or is its object, inside the same clause chain."""
    at = trigger
    for _ in range(4):
        rel, above = sentence.rels[at], sentence.heads[at]
        if above < 0 or rel.startswith(("ccomp", "acl:relcl", "parataxis")):
            return None
        near = [w for w in locatives_below(sentence, above) if w != at and is_place(sentence, marks, w)]
        near += [w for w in sentence.kids(above, "obj") if w != at and w in marks.place_words]
        if above in marks.place_words and sentence.upos[above] in NOMINAL:
            near.append(above)
        if near:
            return min(near, key=lambda w: abs(w - trigger))
        at = above
    return None


def content_head(sentence: Sentence, word: int) -> int:
    """The noun that says what it is: the stronghold of "one of its last strongholds"."""
    if sentence.lemmas[word] in PARTITIVES:
        below = next((k for k in sentence.kids(word, "nmod") if "of" in {sentence.lemmas[c] for c in sentence.kids(k, "case")}), None)
        return word if below is None else below
    return word


def whole_lemma(sentence: Sentence, word: int) -> str:
    """The lemma with what is hyphenated before it: "hold-out", where the tokens are "hold", "-", "outs"."""
    if word >= 2 and sentence.words[word - 1] == "-" and sentence.ends[word - 2] == sentence.starts[word - 1]:
        return f"{sentence.words[word - 2].lower()}-{sentence.lemmas[word]}"
    return sentence.lemmas[word]
