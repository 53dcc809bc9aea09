"""Our own codes as examples: items of the own corpus, of real reports and of the PLOVER pairs, cut into sentences with their labels."""

from __future__ import annotations

from training.corpora import BREAKS, Example, Span, head_word, mark_quoted


def lay_items(items, tokenize, origin: str = "own") -> list[Example]:
    """Coded items as sentences: type, status and roles on the word of the trigger that carries it."""
    examples = []
    for item in items:
        quoted = mark_quoted(item.text)
        for words, starts in tokenize(item.text):
            ends = [s + len(w) for s, w in zip(starts, words, strict=True)]
            example = Example(words=words, origin=origin, event=["none"] * len(words), speech=[0] * len(words))
            example.quoted = [bool(quoted[s]) for s in starts]
            for fact in item.facts:
                lay_fact(example, fact, starts, ends)
            lay_told(example, item.facts, starts, ends)
            examples.append(example)
    return examples


def lay_told(example: Example, facts, starts: list[int], ends: list[int]) -> None:
    """Tie the cue of every saying to the triggers of what is told there: facts by the same voice, in what is said if several sayings share it."""

    def row_of(fact) -> int | None:
        inside = inside_words(fact.trigger, starts, ends) if fact.trigger else []
        return (inside[0] if fact.kind == "S" else trigger_head(example.words, inside)) if inside else None

    sayings = [(fact, row) for fact in facts if fact.kind == "S" and fact.speakers and (row := row_of(fact)) is not None]
    for fact in facts:
        word = row_of(fact)
        if fact.kind == "S" or not fact.speakers or word is None:
            continue
        same = [(saying, row) for saying, row in sayings if saying.speakers[0] == fact.speakers[0] and row != word]
        holding = [one for one in same if any(a <= fact.trigger[0] < b for a, b in one[0].roles.get("content", []))]
        for _, row in holding or same:
            example.roles.append((row, word, "told"))


def inside_words(span: Span, starts: list[int], ends: list[int]) -> list[int]:
    return [i for i, (s, e) in enumerate(zip(starts, ends, strict=True)) if s < span[1] and e > span[0]]


def trigger_head(words: list[str], inside: list[int]) -> int:
    """The trigger's word that carries its roles: the first of a verb phrase, the last of "air strikes"."""
    particles = BREAKS | {"out", "up", "off", "back", "down", "away", "flight", "control", "part", "place", "on", "over"}
    if len(inside) > 1 and words[inside[-1]].lower() not in particles:
        return inside[-1]
    return inside[0]


def lay_fact(example: Example, fact, starts: list[int], ends: list[int]) -> None:
    if fact.trigger is None:
        return
    inside = inside_words(fact.trigger, starts, ends)
    if not inside:
        return
    row = trigger_head(example.words, inside) if fact.kind != "S" else inside[0]
    example.role_rows.add(row)
    if fact.kind == "S":
        assert example.speech is not None
        for index in inside:
            example.speech[index] = 1
    else:
        assert example.event is not None
        for index in inside:
            example.event[index] = None  # the other words of a phrase are neither triggers nor none
        example.event[row] = fact.type
        example.status[row] = fact.status
    fillers = (
        [("addressee", fact.roles.get("to", [])), ("source", fact.speakers)]
        if fact.kind == "S"
        else [(name, fact.roles.get(name, [])) for name in ("actor", "recipient", "place")]
    )
    for role, spans in fillers:
        for words_in in filter(None, (inside_words(span, starts, ends) for span in spans)):
            example.roles.append((row, head_word(example.words, words_in[0], words_in[-1] + 1), role))
