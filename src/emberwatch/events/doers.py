"""Who does what a noun names: the subject of the verb that does it, whoever takes part in a meeting, the maker of a letter that threatens."""

from __future__ import annotations

from emberwatch.events.grammar import DOING_VERBS, direct_relations
from emberwatch.events.match import ClassOf
from emberwatch.events.parties import DEALINGS, PARTIES, complements, is_party
from emberwatch.events.role_words import load_classes
from emberwatch.events.roles import Arguments
from emberwatch.language.pipeline import Sentence

MUTUAL = frozenset({"AGREE", "COOPERATE"})
"""Types in which two subjects are each other's counterparts."""
MEETING_CASES = frozenset({"in", "at", "during", "after", "following", "before"})


def find_doers(sentence: Sentence, type: str, head: int, arguments: Arguments, class_of: ClassOf) -> list[int]:
    """Actors of an event, where a matter stands for its maker or nobody was found."""
    if arguments.actors:
        return name_makers(sentence, type, arguments, class_of)
    if type == "CONSULT" and "with" in arguments.relations:
        return [w for w in find_participants(sentence, head) if w not in arguments.recipients and is_party(sentence, w, class_of)]
    return [w for w in find_leaders(sentence, head) if w not in arguments.recipients and "group" in class_of(sentence, w)]


def part_counterparts(sentence: Sentence, type: str, arguments: Arguments) -> None:
    """Of two who agree or act together the first does it with the second: "Iran and Oman agreed"; three or more, or one beside another, stay as they are."""
    two = arguments.relations.get("subj", [])
    if type not in MUTUAL or arguments.recipients or len(two) != 2 or sentence.heads[two[1]] != two[0]:
        return
    if set(two) <= set(arguments.actors):
        arguments.actors.remove(two[1])
        arguments.recipients = [two[1]]


def name_makers(sentence: Sentence, type: str, arguments: Arguments, class_of: ClassOf) -> list[int]:
    """The actors, each letter, resolution or report that does the act replaced by whoever made it, where the sentence tells."""
    if type not in DEALINGS:
        return arguments.actors
    found: list[int] = []
    for word in arguments.actors:
        makers = [word] if class_of(sentence, word) & PARTIES or sentence.scores.mention[word] == "object" else find_makers(sentence, word, class_of)
        found += [w for w in makers or [word] if w not in found and w not in arguments.recipients]
    return found


def find_makers(sentence: Sentence, matter: int, class_of: ClassOf) -> list[int]:
    """Whose a matter is: "a statement by the two governments", "the EU released a statement"."""
    kids = complements(sentence, matter)
    for name in ("poss", "by", "from"):
        if makers := [w for w in kids.get(name, []) if is_party(sentence, w, class_of)]:
            return makers
    above = sentence.heads[matter]
    if sentence.rels[matter] == "obj" and sentence.lemmas[above] in DOING_VERBS:
        return [w for w in direct_relations(sentence, above).get("subj", []) if is_party(sentence, w, class_of)]
    return []


def find_leaders(sentence: Sentence, noun: int) -> list[int]:
    """Who leads what a noun names: the Saudis of "a Saudi-led strike"."""
    led = [k for k in sentence.kids(noun, "amod") if sentence.lemmas[k] in load_classes()["leading"]]
    return [w for k in led for w in sentence.kids(k, "compound", "obl", "amod", "advmod") if w < k]


def find_participants(sentence: Sentence, noun: int) -> list[int]:
    """Who takes part in a meeting that tells only the other side: the subject of its clause ("after talks with the rebels, the envoy left")."""
    above = sentence.heads[noun]
    cases = {sentence.lemmas[c] for c in sentence.kids(noun, "case")}
    if above < 0 or sentence.rel(noun) != "obl" or not cases & MEETING_CASES:
        return []
    return direct_relations(sentence, above).get("subj", [])
