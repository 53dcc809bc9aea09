"""What a number counts, in which state, and who they mostly are: numbers tied to facts by the tree."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from emberwatch.events.extract import Draft
from emberwatch.events.grammar import climb_to_head, phrase
from emberwatch.language.pipeline import Sentence
from emberwatch.text.numbers import NumberMention
from emberwatch.text.quantity import QUANTITY_STATES, Quantity
from emberwatch.text.span import Span
from emberwatch.text.table import load_table

VERSION = "1"
FILE = Path(__file__).parent.parent / "data" / "tallies.tsv"
TYPE_STATES = {
    ("DISPLACE", None): "displaced", ("STRENGTH", None): "present", ("COERCE", "arrest"): "detained", ("RETREAT", "withdraw"): "withdrawn",
    ("RETREAT", "surrender"): "surrendered", ("RETREAT", "release"): "released", ("MOBILIZE", "deploy"): "deployed", ("ASSAULT", "abduct"): "abducted",
    ("ASSAULT", "execution"): "killed", ("CASUALTIES", None): "killed",
}  # fmt: skip
COUNT_NOUNS = frozenset(
    "dozen score hundred thousand million billion handful couple number pair most half third quarter majority minority group part total one many lot".split()
)
COMPOSITION = re.compile(
    r"(?<!\w)(?:mostly|mainly|largely|predominantly|chiefly|including|among them|most of them|many of them)(?!\w)"
    r"[^.;:()]{3,80}?(?=[,.;:()]|\s(?:although|while|but|who|which|as|after|when|since)\s|$)",
    re.I,
)


@cache
def load_states(path: Path = FILE) -> dict[str, str]:
    """State of a counted group by the lemma it hangs on; every faulty line is told at once in a `CodebookError`."""
    expected = f"a lemma and a state of {', '.join(QUANTITY_STATES)}"
    return load_table(path, lambda cells: (cells[0], cells[1]) if len(cells) == 2 and cells[1] in QUANTITY_STATES else None, expected)


def find_quantities(sentence: Sentence, draft: Draft, numbers: list[NumberMention], text: str) -> list[Quantity]:
    """The counts that belong to a fact: in its roles' phrases, in its own phrase, or hung on a killed-and-wounded clause below it."""
    found = []
    roles = {*draft.arguments.actors, *draft.arguments.recipients}
    for number in numbers:
        if number.kind not in {"count", "percent", "fraction"}:
            continue
        counted = counted_noun(sentence, number)
        if counted is None:
            continue
        if not roles & {counted, *lineage(sentence, counted)} and not hangs_below(sentence, draft, counted):
            continue
        found.append(make_quantity(sentence, draft, number, counted, text))
    return found


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
            return step == 0 or sentence.upos[above] == "NOUN" or sentence.rels[at].startswith(("advcl", "xcomp", "acl", "conj", "parataxis"))
        if sentence.upos[above] == "VERB" and sentence.lemmas[above] not in load_states() and sentence.lemmas[above] not in {"leave", "cause", "claim"}:
            return False
        if sentence.rels[at].startswith(("ccomp", "acl:relcl")):
            return False
        at = above
    return False


def make_quantity(sentence: Sentence, draft: Draft, number: NumberMention, counted: int, text: str) -> Quantity:
    group = phrase(sentence, counted)
    top = next((w for w in lineage(sentence, counted) if w in draft.arguments.actors or w in draft.arguments.recipients), counted)
    start = min(number.span.start, sentence.starts[group[0]], sentence.starts[phrase(sentence, top)[0]] if top != counted else number.span.start)
    end = max(number.span.end, sentence.ends[group[-1]])
    of = counted_words(sentence, counted)
    composition = COMPOSITION.search(text, end, sentence.end)
    low, high = number.low, number.high
    told = composition.group().strip(" ,") if composition and composition.start() - end < 60 else None
    return Quantity(of, state_of(sentence, draft, counted), low, high, text[start:end], Span(start, end), told)


def counted_words(sentence: Sentence, counted: int) -> str:
    """“fighters”, “women and children”: the counted noun in small letters, with what is coordinated with it."""
    words = [counted, *[k for k in sentence.kids(counted, "conj") if sentence.upos[k] in {"NOUN", "PROPN"}]]
    return " and ".join(sentence.words[w].lower() for w in words)


def is_outcome(sentence: Sentence, verb: int, word: int) -> bool:
    """Does the word say what became of those whom its verb meets: "dead" in "shot dead 23 people"?"""
    beside = word == verb + 1 or (sentence.upos[word] == "ADJ" and sentence.rel(word) == "xcomp")
    return beside and sentence.upos[verb] == "VERB" and sentence.lemmas[word] in load_states()


def state_of(sentence: Sentence, draft: Draft, counted: int) -> str:
    """The state the words give ("killing 12", "200 wounded"), or the one that goes with the fact's type."""
    states = load_states()
    at = climb_to_head(sentence, counted)
    near = [sentence.lemmas[k] for k in sentence.children[at] if sentence.rel(k) in {"amod", "acl"} and not sentence.rels[k].endswith("relcl")]
    for lemma in near:
        if lemma in states:
            return states[lemma]
    above = at
    for _ in range(3):
        if above in draft.trigger or above < 0:
            break
        if (lemma := sentence.lemmas[above]) in states and sentence.upos[above] in {"VERB", "ADJ"}:
            return states[lemma]
        above = sentence.heads[above]
    outcome = (states[sentence.lemmas[k]] for k in sentence.children[draft.head] if is_outcome(sentence, draft.head, k))
    own = states.get(sentence.lemmas[draft.head]) or next(outcome, None)
    by_type = TYPE_STATES.get((draft.type, draft.mode)) or TYPE_STATES.get((draft.type, None))
    return by_type or own or "other"
