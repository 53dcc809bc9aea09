"""What a number counts, in which state, and who they mostly are: numbers tied to facts by the tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from emberwatch.events.extract import Draft
from emberwatch.events.fates import FATES, adjacent_state, fate_state, find_fates, load_states, meets, tells_fate
from emberwatch.events.grammar import climb_to_head, phrase
from emberwatch.language.pipeline import Sentence
from emberwatch.text.numbers import NumberMention
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span

VERSION = "3"
TYPE_STATES = {
    ("DISPLACE", None): "displaced", ("STRENGTH", None): "present", ("COERCE", "arrest"): "detained", ("RETREAT", "withdraw"): "withdrawn",
    ("RETREAT", "surrender"): "surrendered", ("RETREAT", "release"): "released", ("MOBILIZE", "deploy"): "deployed", ("ASSAULT", "abduct"): "abducted",
    ("ASSAULT", "execution"): "killed", ("CASUALTIES", None): "killed", ("COERCE", "trial"): "detained", ("COERCE", "expel"): "displaced",
    ("MOBILIZE", None): "deployed", ("MOBILIZE", "recruit"): "other", ("AID", "refuge"): "displaced",
}  # fmt: skip
OWN_TYPES = frozenset({"ASSAULT", "CASUALTIES"})
"""Types of which the trigger's own word tells the state of those it meets: killed, wounded, captured."""
CHANGES = frozenset("put bring take raise rise climb reach stand lower cut pass jump grow fall increase be push".split())
"""Verbs that lead from a toll to its number: "put the dead at 15", "the toll climbed to 38"."""
COUNT_NOUNS = frozenset(
    "dozen score hundred thousand million billion handful couple number pair most half third quarter majority minority group part total one many lot".split()
)
COMPOSITION = re.compile(
    r"(?<!\w)(?:mostly|mainly|largely|predominantly|chiefly|including|among them|most of them|many of them)(?!\w)"
    r"[^.;:()]{3,80}?(?=[,.;:()]|\s(?:although|while|but|who|which|as|after|when|since)\s|$)",
    re.I,
)


TOLLS = frozenset({"number", "toll", "count", "figure"})


@dataclass(frozen=True, slots=True)
class Count:
    """One number with the noun that it counts; `part` of a larger group told beside it ("two of the three", "half of the forty")."""

    number: NumberMention
    counted: int
    low: float | None
    high: float | None
    part: bool = False
    whole: bool = False


def find_quantities(sentence: Sentence, draft: Draft, numbers: list[NumberMention], text: str) -> list[Quantity]:
    """The counts that belong to a fact: in its roles' phrases, in its own phrase, or hung on a word that tells what came of it."""
    found = []
    roles = {*draft.arguments.actors, *draft.arguments.recipients}
    fates = find_fates(sentence, draft.head) if draft.type == "ASSAULT" else set()
    for count in find_counts(sentence, numbers):
        counted = count.counted
        below = draft.head in sentence.subtree(counted)
        if (count.part and below) or (count.whole and not below):
            continue  # "half of the forty seized are home": forty were seized, half are home
        met = next((told_by_count(sentence, counted) or fate_state(sentence, fate) for fate in sorted(fates) if meets(sentence, fate, counted)), None)
        held = bool(roles & {counted, *lineage(sentence, counted)})
        if met or held or hangs_below(sentence, draft, counted) or is_toll(sentence, draft, counted):
            found.append(make_quantity(sentence, draft, count, text, met))
    return found


def told_by_count(sentence: Sentence, counted: int) -> str | None:
    """The fate that the counted word itself tells: the "injured" of "left 20 dead and 100 injured"."""
    state = load_states().get(sentence.lemmas[counted])
    return state if state in FATES else None


def find_counts(sentence: Sentence, numbers: list[NumberMention]) -> list[Count]:
    """Every number of the sentence with what it counts; a share of a group whose number is told comes to a number itself."""
    placed = [(n, c) for n in numbers if n.kind in {"count", "percent", "fraction"} and (c := counted_noun(sentence, n)) is not None]
    found = []
    for at, (number, counted) in enumerate(placed):
        last = at + 1 < len(placed) and placed[at + 1][1] == counted and is_share(sentence, number, placed[at + 1][0])
        after_share = at > 0 and placed[at - 1][1] == counted and is_share(sentence, placed[at - 1][0], number)
        low, high = number.low, number.high
        if last and number.kind == "fraction":
            low, high = (None if end is None else take_share(end, placed[at + 1][0]) for end in (low, high))
        found.append(Count(number, counted, low, high, part=last, whole=after_share))
    return found


def is_share(sentence: Sentence, part: NumberMention, whole: NumberMention) -> bool:
    """Do the words between two numbers make the one a share of the other: "two of the three", "half of its 50,000"?"""
    between = [w for w, s in enumerate(sentence.starts) if part.span.end <= s < whole.span.start]
    return (
        0 < len(between) <= 4
        and sentence.lemmas[between[0]] == "of"
        and all(sentence.upos[w] in {"ADP", "DET", "PRON", "PART", "PROPN", "ADJ"} for w in between)
    )


def take_share(share: float, whole: NumberMention) -> float | None:
    size = whole.low if whole.low is not None else whole.high
    return None if size is None else float(round(share * size))


def is_toll(sentence: Sentence, draft: Draft, counted: int) -> bool:
    """Does a bare number tell what the toll or the number named by the trigger comes to: "put the death toll at 15", "the number killed is four"?"""
    if sentence.upos[counted] != "NUM" or not (draft.type in {"CASUALTIES", "STRENGTH"} or tells_fate(sentence, draft.head)):
        return False
    equals = any(sentence.lemmas[k] in TOLLS for k in sentence.kids(counted, "nsubj")) and bool(sentence.kids(counted, "cop"))
    above = counted if equals else sentence.heads[counted]
    at = draft.head
    for _ in range(4):
        at = sentence.heads[at]
        if at < 0:
            return False
        if at == above:
            return equals or (sentence.lemmas[at] in CHANGES | TOLLS and sentence.rel(counted) in {"obl", "nmod", "obj"})
    return False


def counted_noun(sentence: Sentence, number: NumberMention) -> int | None:
    """The noun that a number counts: what it modifies, or what follows its "of"; a number alone counts itself."""
    inside = [w for w, s in enumerate(sentence.starts) if number.core.start <= s < number.core.end]
    if not inside:
        return None
    last = next((w for w in reversed(inside) if sentence.upos[w] in {"NUM", "NOUN", "ADJ", "DET", "PROPN", "ADV"}), inside[-1])
    at = last
    while sentence.rels[at].startswith(("nummod", "compound", "advmod", "det", "flat", "amod")) and sentence.heads[at] >= 0:
        at = sentence.heads[at]
    while sentence.lemmas[at] in COUNT_NOUNS or at in inside:
        below = next((k for k in sentence.kids(at, "nmod") if "of" in {sentence.lemmas[c] for c in sentence.kids(k, "case")}), None)
        if below is None:
            break
        at = below
    if at in inside and sentence.upos[at] == "NUM":
        after = max(inside) + 1
        if after < len(sentence.words) and sentence.upos[after] in {"NOUN", "PROPN"}:
            return after
        if after < len(sentence.words) and sentence.rel(after) in {"amod", "compound"} and sentence.heads[after] > after:
            return climb_to_head(sentence, after)  # "between 40 and 50 captured policemen"
    return at


def lineage(sentence: Sentence, word: int) -> list[int]:
    """Heads of the noun groups around a word: "hundreds" for the fighters of "hundreds of its fighters"."""
    found = []
    at = word
    while sentence.heads[at] >= 0 and sentence.rels[at].startswith(("nmod", "nummod", "compound", "amod", "conj", "appos")):
        at = sentence.heads[at]
        found.append(at)
    return found


def hangs_below(sentence: Sentence, draft: Draft, counted: int) -> bool:
    """Does the counted noun hang on the trigger, or on a clause of it that kills, wounds, takes or leaves people ("killing 12")?"""
    at = counted
    for step in range(5):
        above = sentence.heads[at]
        if above < 0:
            return False
        if above in draft.trigger:
            beside = ("conj", "parataxis") if draft.type in {"ASSAULT", "SEIZE"} and not tells_fate(sentence, draft.head) else ()
            return step == 0 or sentence.upos[above] == "NOUN" or sentence.rels[at].startswith(("advcl", "xcomp", "acl", *beside))
        if sentence.upos[above] == "VERB" and sentence.lemmas[above] not in load_states() and sentence.lemmas[above] not in {"leave", "cause", "claim"}:
            return False
        if sentence.rels[at].startswith(("ccomp", "acl:relcl")):
            return False
        at = above
    return False


def make_quantity(sentence: Sentence, draft: Draft, count: Count, text: str, state: str | None) -> Quantity:
    """The count as a quantity of the fact; `state` is what a word outside the fact's own phrase tells of the counted, if one does."""
    number, counted = count.number, count.counted
    group = phrase(sentence, counted)
    top = next((w for w in lineage(sentence, counted) if w in draft.arguments.actors or w in draft.arguments.recipients), counted)
    start = min(number.span.start, sentence.starts[group[0]], sentence.starts[phrase(sentence, top)[0]] if top != counted else number.span.start)
    end = max(number.span.end, sentence.ends[group[-1]])
    composition = COMPOSITION.search(text, end, sentence.end)
    told = composition.group().strip(" ,") if composition and composition.start() - end < 60 else None
    state = adjacent_state(sentence, number.span.start, number.span.end) or state if state else state_of(sentence, draft, counted, number.span)
    return Quantity(counted_words(sentence, counted), state, count.low, count.high, text[start:end], Span(start, end), told)


def counted_words(sentence: Sentence, counted: int) -> str:
    """“fighters”, “women and children”: the counted noun in small letters, with what is coordinated with it."""
    words = [counted, *[k for k in sentence.kids(counted, "conj") if sentence.upos[k] in {"NOUN", "PROPN"}]]
    return " and ".join(sentence.words[w].lower() for w in words)


def is_outcome(sentence: Sentence, verb: int, word: int) -> bool:
    """Does the word say what became of those whom its verb meets: "dead" in "shot dead 23 people"?"""
    beside = word == verb + 1 or (sentence.upos[word] == "ADJ" and sentence.rel(word) == "xcomp")
    return beside and sentence.upos[verb] == "VERB" and sentence.lemmas[word] in load_states()


def state_of(sentence: Sentence, draft: Draft, counted: int, number: Span) -> str:
    """The state the words give ("killing 12", "200 wounded"), or the one that goes with the fact's type."""
    by_mode = TYPE_STATES.get((draft.type, draft.mode)) if draft.mode else None
    own = own_state(sentence, draft)
    if draft.type == "ASSAULT" and own == "detained":
        own = by_mode or own  # "holding 40 hostages" is no arrest
    if does_it(sentence, draft, counted):
        return "other"
    if by_mode == "released":
        return by_mode
    if (draft.type == "ASSAULT" and is_no_victim(sentence, draft, counted)) or (draft.type in OWN_TYPES and are_aboard(sentence, counted)):
        return "other"
    if draft.type in OWN_TYPES | {"SEIZE"} and (state := adjacent_state(sentence, number.start, number.end)):
        return state
    return (
        told_state(sentence, draft, counted) or (own if draft.type in OWN_TYPES else None) or by_mode or TYPE_STATES.get((draft.type, None)) or own or "other"
    )


def does_it(sentence: Sentence, draft: Draft, counted: int) -> bool:
    """Are the counted those who do to others what the type's state tells: the officers of "40 officers detained nine men"?"""
    if not (draft.type == "COERCE" or (draft.type, draft.mode) == ("RETREAT", "release") or (draft.type == "DISPLACE" and draft.arguments.recipients)):
        return False
    group = {counted, *lineage(sentence, counted)}
    return bool(group & set(draft.arguments.actors)) and not group & set(draft.arguments.recipients)


def is_no_victim(sentence: Sentence, draft: Draft, counted: int) -> bool:
    """Are the counted those who attack, or places that it happens in: the bombers of "two bombers killed 33 in three hamlets"?"""
    group = {counted, *lineage(sentence, counted)}
    at = climb_to_head(sentence, counted)
    if group & set(draft.arguments.actors) and not group & set(draft.arguments.recipients) and sentence.rel(at) != "obj":
        return True
    return (
        sentence.rel(at) == "obl"
        and sentence.heads[at] in draft.trigger
        and bool({"in", "at", "near", "from"} & {sentence.lemmas[c] for c in sentence.kids(at, "case")})
    )


def are_aboard(sentence: Sentence, counted: int) -> bool:
    """Are the counted only those who were in what was hit or crashed: the 31 of "a helicopter with 31 people aboard"?"""
    with_them = any(sentence.lemmas[c] in {"with", "carry"} for c in sentence.kids(counted, "case"))
    after = {w.lower() for w in sentence.words[counted + 1 : counted + 3]}
    return with_them and bool(after & {"aboard", "board"})


def own_state(sentence: Sentence, draft: Draft) -> str | None:
    """The state that the trigger's own word gives those whom it meets, or the word that tells what became of them ("shot dead")."""
    states = load_states()
    outcome = (states[sentence.lemmas[k]] for k in sentence.children[draft.head] if is_outcome(sentence, draft.head, k))
    return states.get(sentence.lemmas[draft.head]) or next(outcome, None)


def told_state(sentence: Sentence, draft: Draft, counted: int) -> str | None:
    """The state by the words between the counted noun and the trigger: its participles and adjectives, the verb that it hangs on."""
    states = load_states()
    at = climb_to_head(sentence, counted)
    lost = draft.type in OWN_TYPES and own_state(sentence, draft) in {"killed", "wounded", "missing"}
    near = [k for k in sentence.children[at] if sentence.rel(k) in {"amod", "acl"} and not sentence.rels[k].endswith("relcl")]
    for kid in near:
        if sentence.lemmas[kid] in states and not (lost and sentence.rel(kid) == "amod"):  # "killed six captured policemen"
            return "present" if sentence.lemmas[kid] == "leave" and sentence.xpos[kid] == "VBN" else states[sentence.lemmas[kid]]
    above = at
    for _ in range(0 if draft.head in sentence.subtree(at) else 3):
        if above in draft.trigger or above < 0:
            break
        if (lemma := sentence.lemmas[above]) in states and sentence.upos[above] in {"VERB", "ADJ"}:
            state = left_state(sentence, above) if lemma == "leave" else states[lemma]
            if state != "present" or draft.type in {"STRENGTH", "RETREAT", "DISPLACE"}:
                return state
        above = sentence.heads[above]
    return None


def left_state(sentence: Sentence, verb: int) -> str:
    """What "leave" tells of those it leaves: dead in "left 41 dead", present in "leaving some 1,800 behind", displaced where they leave."""
    states = load_states()
    outcome = next((states[sentence.lemmas[k]] for k in sentence.kids(verb, "xcomp", "ccomp") if sentence.lemmas[k] in states), None)
    behind = any(sentence.lemmas[k] in {"behind", "in", "only", "just"} for k in sentence.kids(verb, "xcomp", "advmod", "compound"))
    passive = sentence.xpos[verb] == "VBN" and bool(sentence.kids(verb, "aux:pass"))
    return outcome or ("present" if behind or passive or (sentence.rel(verb) == "advcl" and sentence.xpos[verb] == "VBG") else "displaced")
