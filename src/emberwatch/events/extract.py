"""Find the events and states of a sentence: triggers with type and mode, from the encoder and the codebook together."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from emberwatch.claims.status import StatusReading, read_status
from emberwatch.events.codebook import Codebook, Entry
from emberwatch.events.doers import find_doers, part_counterparts
from emberwatch.events.grammar import LIGHT_VERBS
from emberwatch.events.match import ClassOf, find_entries, listed_entries
from emberwatch.events.parties import meet_beyond_object, meet_parties, share_parties
from emberwatch.events.roles import Arguments, find_arguments
from emberwatch.events.struck import find_struck
from emberwatch.language.decision import Decision, load_decision
from emberwatch.language.labels import EVENTS
from emberwatch.language.pipeline import Sentence
from emberwatch.model.fact import STATE_TYPES

VERSION = "4"
SURE_NONE_PROB = 0.97
"""Encoder's probability of "no event" above which only a sure codebook entry makes a trigger."""
SURE, CERTAIN = 3, 4
"""Strengths of a word that counts where the encoder sees nothing, and of a phrase that counts whatever it sees."""
LEAST_HEARD = -1.9
"""Least log-odds that the encoder's reading can give against a phrase that is certain."""
BETWEEN_FACTS = frozenset({"NOUN", "PROPN", "VERB", "PRON", "NUM", "AUX"})
"""Tags of words that part two facts: in "martyred and thirteen are missing" others are missing."""
TRIGGER_TAGS = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN", "AUX"})


MannerOf = Callable[[Sentence, int], str | None]
"""Manner of the innermost statement whose content holds a word, or None."""


def no_manner(sentence: Sentence, word: int) -> str | None:
    """No statement holds any word."""
    return None


@dataclass(slots=True)
class Draft:
    """An event or state while it is being put together; word indices are those of sentence `sentence`."""

    sentence: int
    trigger: list[int]
    head: int
    type: str
    mode: str | None
    log_odds: float
    status: StatusReading
    arguments: Arguments
    reasons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_state(self) -> bool:
        """Is the type one of the four states?"""
        return self.type in STATE_TYPES


@dataclass(frozen=True, slots=True)
class Trigger:
    """One word judged to name a happening: its type, its log-odds, and the codebook entry that fits, if one does."""

    word: int
    type: str
    log_odds: float
    neural: float
    entry: Entry | None


def find_drafts(
    codebook: Codebook, sentence: Sentence, class_of: ClassOf, places: set[int], skip: frozenset[int] = frozenset(), manner_of: MannerOf = no_manner
) -> list[Draft]:
    """Every event and state of the sentence, in text order; words in `skip` (times, names) are no triggers.

    `manner_of` tells the manner of the statement in whose content a word stands.
    """
    triggers = [t for word in range(len(sentence.words)) if word not in skip and (t := judge_word(codebook, sentence, word, class_of)) is not None]
    drafts = [build_draft(sentence, group, places, class_of, manner_of) for group in join_triggers(sentence, drop_parts(sentence, triggers))]
    share_parties(sentence, drafts, class_of)
    return drafts


def judge_word(codebook: Codebook, sentence: Sentence, word: int, class_of: ClassOf) -> Trigger | None:
    """The word as a trigger, or None."""
    if sentence.upos[word] not in TRIGGER_TAGS or sentence.rel(word) in {"aux", "cop", "case", "fixed"} or is_side(sentence, word):
        return None
    decision = load_decision()
    probs = sentence.scores.event[word]
    none = float(probs[0])
    if none > SURE_NONE_PROB and not any(is_sure(e) for e in listed_entries(codebook, sentence, word)):
        return None  # most words of a text, before anything around them is looked at
    entries, alike = find_entries(codebook, sentence, word, class_of)
    if none > SURE_NONE_PROB and not any(is_sure(e) for e in entries):
        return None
    by_type: dict[str, Entry] = {}
    for entry in entries:
        known = by_type.get(entry.type)
        if known is None or rank_entry(entry) > rank_entry(known):
            by_type[entry.type] = entry
    happens, look_alike = math.log((1.004 - none) / (none + 0.004)), decision.look_alike if alike else 0.0
    best: Trigger | None = None
    for index, name in enumerate(EVENTS):
        prob = float(probs[index])
        if index == 0 or (prob < 0.05 and name not in by_type):
            continue
        found = by_type.get(name)
        heard = decision.neural * (happens + decision.kind * math.log((prob + 0.004) / (1.004 - none)))
        log_odds = weigh(heard, found, decision) + look_alike
        if best is None or log_odds > best.log_odds:
            best = Trigger(word, name, log_odds, prob, found)
    for name, entry in by_type.items():
        if name not in EVENTS:  # a type of the user's own: the encoder knows at most that something happens, its words say what
            log_odds = max(0.0, decision.neural * happens) + decision.strength[min(entry.strength, SURE)] + look_alike
            if best is None or log_odds > best.log_odds:
                best = Trigger(word, name, log_odds, 0.0, entry)
    return best if best is not None and best.log_odds > decision.threshold else None


def is_side(sentence: Sentence, word: int) -> bool:
    """Does "left", set off by itself, say where somebody stands in a picture ("the governor, left, greets the commander")?"""
    if sentence.words[word].lower() != "left" or not 0 < word < len(sentence.words) - 1:
        return False
    return sentence.words[word - 1] in {",", "("} and sentence.words[word + 1] in {",", ")", ";"}


def weigh(heard: float, entry: Entry | None, decision: Decision) -> float:
    """Log-odds of a word's type: what the encoder hears in it (less against a certain phrase), and what its entry adds."""
    strength = entry.strength if entry else 0
    return (max(heard, LEAST_HEARD) if strength == CERTAIN else heard) + decision.strength[min(strength, SURE)]


def is_sure(entry: Entry) -> bool:
    """Does an entry count where the encoder sees nothing: one of strength 3 or 4, or of a type that the encoder does not know?"""
    return entry.strength >= SURE or entry.type not in EVENTS


def rank_entry(entry: Entry) -> tuple[int, int, bool]:
    """Of two entries of one type: the surer, the longer phrase, the one with a mode."""
    return entry.strength, len(entry.others) + len(entry.constraints), entry.mode is not None


def drop_parts(sentence: Sentence, triggers: list[Trigger]) -> list[Trigger]:
    """Leave out what is only a part of another trigger: its particle ("pull back"), or the noun of a phrase of its own type ("put on trial")."""
    by_word = {t.word: t for t in triggers}
    kept: list[Trigger] = []
    for trigger in triggers:
        above = by_word.get(sentence.heads[trigger.word])
        rel = sentence.rel(trigger.word)
        if above is not None and above.word != trigger.word:
            particle = sentence.rels[trigger.word] == "compound:prt" or (sentence.upos[trigger.word] in {"ADV", "ADP"} and rel in {"advmod", "case"})
            named = above.entry is not None and any(sentence.lemmas[trigger.word] in other for other in above.entry.others)
            weak = rel == "obj" and (above.entry is None or above.entry.strength <= 1)  # "deal" in "deal a blow" is no agreement
            light = (weak or (above.type == trigger.type and rel in {"obj", "obl"})) and sentence.lemmas[above.word] in LIGHT_VERBS
            asked = rel == "xcomp" and trigger.type != above.type  # "demanded that they withdraw": what is asked for is an event too
            harm = above.type == trigger.type == "CASUALTIES" and rel in {"obj", "obl"}  # "succumbed to their wounds"
            if particle or harm or (named and rel in {"obj", "obl", "compound", "amod", "xcomp"} and not asked):
                continue
            if light:
                kept = [t for t in kept if t.word != above.word]
        kept.append(trigger)
    return kept


def join_triggers(sentence: Sentence, triggers: list[Trigger]) -> list[list[Trigger]]:
    """Neighbouring words of one type that hang on each other are one trigger ("air strikes", "took control")."""
    groups: list[list[Trigger]] = []
    for trigger in triggers:
        last = groups[-1] if groups else None
        if last is not None and last[-1].type == trigger.type and is_listed(sentence, last[-1].word, trigger.word):
            last.append(trigger)
            continue
        if last is not None and last[-1].type == trigger.type and belongs(sentence, last[-1].word, trigger.word):
            last.append(trigger)
        else:
            groups.append([trigger])
    return groups


def is_listed(sentence: Sentence, left: int, right: int) -> bool:
    """Two words of one list that say one thing ("unrepentant and radicalised", "walked or travelled"), not two happenings."""
    if sentence.rel(right) != "conj" or right - left > 4 or any(sentence.upos[w] in BETWEEN_FACTS for w in range(left + 1, right)):
        return False
    alternative = any(sentence.lemmas[k] == "or" for k in sentence.kids(right, "cc"))
    quality = sentence.upos[right] == "ADJ" or (sentence.xpos[right] == "VBN" and sentence.upos[left] == "ADJ")
    return alternative or quality


def is_one_act(sentence: Sentence, left: int, right: int) -> bool:
    """Are two neighbours one act: "shot dead", which the tree may take for two verbs, or the parts of "re-entered"?"""
    dead = right == left + 1 and sentence.lemmas[right] == "dead" and sentence.heads[right] == left and sentence.upos[left] == "VERB"
    again = right == left + 2 and sentence.words[left].lower() == "re" and sentence.words[left + 1] == "-" and sentence.heads[left] == right
    return dead or again


def belongs(sentence: Sentence, left: int, right: int) -> bool:
    """Does one of two close words hang on the other as its compound, adverb, object or particle?"""
    if is_one_act(sentence, left, right):
        return True
    between = range(left + 1, right)
    if len(between) > 2 or any(sentence.upos[w] not in {"PUNCT", "DET", "ADP", "PART", "ADV"} for w in between):
        return False
    if sentence.heads[left] == right and sentence.rel(left) in {"compound", "amod", "flat", "nmod", "advmod"}:
        return True
    return (
        sentence.heads[right] == left
        and sentence.rel(right) in {"compound", "flat", "advmod", "obj", "fixed", "xcomp"}
        and len(between) <= 1
        and (sentence.rel(right) != "xcomp" or right - left == 1)
    )


def build_draft(sentence: Sentence, group: list[Trigger], places: set[int], class_of: ClassOf, manner_of: MannerOf) -> Draft:
    words = list(range(group[0].word, group[-1].word + 1))
    lead = max(group, key=lambda t: (t.entry is not None, t.log_odds))
    head = next((w for w in words if sentence.heads[w] not in words), lead.word)
    entry = lead.entry
    state = lead.type in STATE_TYPES
    status = read_status(sentence, [t.word for t in group], head, state, manner_of(sentence, head))
    arguments = find_arguments(sentence, words, head, entry.frame if entry else None, places, class_of)
    arguments.actors = find_doers(sentence, lead.type, head, arguments, class_of)
    arguments.recipients = meet_parties(sentence, lead.type, head, arguments, class_of)
    arguments.recipients = meet_beyond_object(sentence, lead.type, head, arguments, class_of)
    part_counterparts(sentence, lead.type, arguments)
    arguments.recipients = find_struck(sentence, lead.type, head, arguments, class_of)
    how = f"codebook line {entry.line} “{entry.pattern}” (strength {entry.strength})" if entry else "no codebook word"
    particle = next((k for k in sentence.kids(head, "compound:prt") if k == words[-1] + 1), None)
    if particle is not None:
        words.append(particle)
    draft = Draft(sentence.index, words, head, lead.type, entry.mode if entry else None, max(t.log_odds for t in group), status, arguments)
    draft.reasons = [("type", f"{how}; the encoder gives {lead.type} {lead.neural:.2f}"), ("status", status.reason), *arguments.reasons]
    return draft
