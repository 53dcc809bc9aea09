"""One fact as one sentence that says no more than its status allows."""

from __future__ import annotations

import re

from emberwatch.brief.clause import find_clause
from emberwatch.brief.figures import counted, format_bounds, format_quantity
from emberwatch.brief.parties import Phrase, join_phrase, place_words, speaker_names
from emberwatch.brief.predicate import Verb, find_predicate, find_words
from emberwatch.brief.scene import Scene
from emberwatch.brief.wording import Wording
from emberwatch.text.quantity import Quantity
from emberwatch.text.span import Span

NOTHING = ("no ", "none ", "nobody", "neither ", "not a ", "not one")
MASS_ENDINGS = ("ing", "ment", "tion")
MASS_NOUNS = frozenset(["aid", "help", "fire", "support", "force", "flight", "compensation"])
FUTURE = frozenset({"will", "wo", "would", "'ll", "’ll"})


def write_event(scene: Scene) -> str:
    """The event as a sentence without its date and full stop, in the wording of its status.

    A sentence of our own is made only where the text leads plainly from the trigger to its roles; otherwise the
    report's clause is quoted behind the name of its status.
    """
    fact, wording = scene.fact, scene.wording
    predicate = find_predicate(fact.trigger.text, scene.before, scene.after, wording)
    actors, recipients = join_phrase(fact.actors, wording), join_phrase(fact.recipients, wording)
    own_condition = fact.status == "conditional" and fact.condition is not None and fact.condition.span.covers(fact.trigger.span)
    if own_condition or scene.is_dependent() or not (scene.are_joined(fact.actors) and scene.are_joined(fact.recipients)):
        sentence = None
    elif isinstance(predicate, Verb):
        sentence = _verb_sentence(scene, predicate, actors, recipients)
    else:
        sentence = _noun_sentence(scene, actors, recipients) if predicate else None
    sentence = sentence or _quoted(scene)
    return sentence + _numbers(scene, sentence)


def _verb_sentence(scene: Scene, verb: Verb, actors: Phrase | None, recipients: Phrase | None) -> str | None:
    voice = _voice(scene, verb)
    if voice is None or scene.is_followed() or _unsaid_negation(scene) or scene.is_asked() or verb.base in scene.wording.words["light"]:
        return None
    subject = actors or recipients
    assert subject is not None
    if scene.fact.status in ("denied", "demanded") and subject.text in scene.wording.words["pronouns"]:
        return None
    rest = _object(scene, recipients) + _beside(scene) if actors else _place(scene)
    fields = {"S": subject.text, "be": subject.be, "was": subject.was, "base": verb.base, "past": verb.past, "pp": verb.pp, "ing": verb.ing, "rest": rest}
    return _fill(scene, voice, fields, subject)


def _voice(scene: Scene, verb: Verb) -> str | None:
    """`active` or `passive` where the order of the words bears it out, else None."""
    fact = scene.fact
    trigger = fact.trigger.span
    if any(s.overlaps(trigger) for s in scene.role_spans()):
        return None
    linked = bool(fact.recipients) and scene.link(fact.recipients[0].span) is not None
    if fact.actors:
        if not fact.recipients or linked:
            return None if scene.is_passive() or fact.actors[0].span.start > trigger.start else "active"
        by_agent = scene.is_passive() and fact.recipients[0].span.end <= trigger.start and " " not in verb.base
        return "active" if by_agent and fact.actors[0].span.start >= trigger.end else None
    if not fact.recipients:
        return None
    if scene.is_passive():
        return "passive" if fact.recipients[0].span.start < trigger.start else None
    if verb.lemma in scene.wording.words["intransitive"] and fact.recipients[0].span.start < trigger.start:
        return "active"
    return "passive" if linked and scene.link(fact.recipients[0].span) == "" else None


def _unsaid_negation(scene: Scene) -> bool:
    """Is the event said not to have happened without a word that negates its verb ("postponed", "called off")?"""
    near = {*find_words(scene.before)[-6:], *(w for p in scene.fact.actors or scene.fact.recipients for w in find_words(p.text))}
    return scene.fact.status == "not_occurred" and not near & scene.wording.words["negations"]


def _noun_sentence(scene: Scene, actors: Phrase | None, recipients: Phrase | None) -> str | None:
    if scene.is_asked() or len(scene.fact.trigger.text.split()) > 4 or not (actors or recipients or scene.fact.place):
        return None
    noun, by = _noun(scene), f" by {actors.text}" if actors else ""
    object_, toward = "", _toward(scene, recipients) + _place(scene)
    if scene.has_gerund_object():
        object_, toward = (f" of {recipients.text}", _place(scene)) if recipients else (f" of{_place(scene)}", "")
    fields = {"n": noun, "N": with_indefinite(noun), "by": object_ + by, "rest": toward}
    if actors is not None:
        fields |= {"S": actors.text, "be": actors.be}
    return _fill(scene, "noun", fields, actors)


def _quoted(scene: Scene) -> str:
    clause = find_clause(scene.fact, scene.text, scene.sentence)
    means = {f"“{_flat(p.text)}”: {p.name}" for p in (*scene.fact.actors, *scene.fact.recipients) if p.name and p.name.lower() not in clause.lower()}
    place = scene.fact.place
    if place and place.place and place.place.name.lower() not in clause.lower():
        means.add(f"“{_flat(place.text)}”: {place.place.name}")
    quoted = f"“{clause}”" + (f" ({'; '.join(sorted(means))})" if means else "")
    condition = scene.fact.condition
    if scene.fact.status == "conditional" and condition is not None and condition.span.covers(scene.fact.trigger.span):
        return f"conditional: “{_flat(condition.text)}”"
    trigger = _flat(scene.fact.trigger.text)
    is_plain = scene.fact.status in ("occurred", "ongoing") and not scene.wording.words["unreal"] & set(find_words(clause))
    if scene.is_asked():
        quoted, is_plain = f"left open: {quoted}", True
    named = "" if is_plain or trigger == clause else f" (“{trigger}”)"
    return _fill(scene, "quoted", {"clause": quoted, "named": named, "naming": f"“{trigger}”: " if named else ""}, None)


def _fill(scene: Scene, form: str, fields: dict[str, str], subject: Phrase | None) -> str:
    frames = scene.wording.frames[form]
    key = _frame_key(scene, subject)
    key = key if key in frames else scene.fact.status
    if f"{key}_actor" in frames and "S" in fields:
        key = f"{key}_actor"
    speakers = speaker_names(scene.fact.speakers, scene.wording)
    fields |= {"condition": condition_words(scene), "denier": f" by {speakers[0]}" if speakers else ""}
    return frames[key].format_map(fields)


def condition_words(scene: Scene) -> str:
    """ "on the condition “once IS has been defeated”", or that there is one that was not caught."""
    return f"on the condition “{_flat(scene.fact.condition.text)}”" if scene.fact.condition else "on a condition"


def _frame_key(scene: Scene, subject: Phrase | None) -> str:
    """The status, refined where the words before the trigger ask for it (perfect, future, a subject that negates)."""
    status = scene.fact.status
    near = find_words(scene.before)[-5:]
    if status == "possible" and {"have", "has", "had"} & set(near):
        return "possible_perfect"
    if status == "not_occurred":
        if subject is not None and subject.text.lower().startswith(NOTHING):
            return "not_subject"
        return "not_future" if FUTURE & set(near) else status
    return status


def _noun(scene: Scene) -> str:
    """The trigger with a small first letter, unless it is a name or an acronym."""
    words = _flat(scene.fact.trigger.text)
    is_name = words[:2].isupper() or (len(words.split()) > 1 and words.istitle())
    return words if is_name else words[:1].lower() + words[1:]


def with_indefinite(noun: str) -> str:
    """`noun` with "a" or "an" where it is singular and countable, as far as its ending tells."""
    last = noun.split()[-1] if noun.split() else ""
    if (last.endswith("s") and not last.endswith("ss")) or last.endswith(MASS_ENDINGS) or last in MASS_NOUNS:
        return noun
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def _object(scene: Scene, recipients: Phrase | None) -> str:
    if recipients is None:
        return ""
    link = scene.link(scene.fact.recipients[0].span)
    return f" {link} {recipients.text}" if link else f" {recipients.text}"


def _beside(scene: Scene) -> str:
    """What follows the object: the place, and the words that complete the verb, which may hold it."""
    complement, place = scene.complement(), scene.fact.place
    if complement is None:
        return _place(scene)
    cut = " …" if scene.text[complement.end : scene.sentence.end].lstrip()[:1].isalnum() else ""
    quoted = f" “{_flat(complement.of(scene.text))}{cut}”"
    return quoted if place is None or complement.covers(place.span) else _place(scene) + quoted


def _toward(scene: Scene, recipients: Phrase | None) -> str:
    if recipients is None:
        return ""
    link = scene.link(scene.fact.recipients[0].span) or scene.wording.types.get(scene.fact.type, ("", ""))[1] or "towards"
    return f" {link} {recipients.text}"


def _place(scene: Scene) -> str:
    place = scene.fact.place
    if place is None:
        return ""
    name = place.place.name if place.place else ""
    parties = (*scene.fact.actors, *scene.fact.recipients)
    if any(p.span.covers(place.span) for p in parties):
        told = " ".join(f"{p.text} {p.name or ''}" for p in parties).lower()
        return f" ({name})" if name and name.lower() not in told else ""
    words = place_words(place, scene.wording)
    if words.split(" ", 1)[0].lower() in scene.wording.words["prepositions"]:
        return f" {words}"
    link = scene.link(place.span) or (scene.link(place.span, scene.fact.recipients[-1].span.end) if scene.fact.recipients else scene.link(place.span))
    if link == "" and not scene.fact.recipients:
        return f" {words}"
    link = link or _preposition_before(scene, place.span)
    return f" {link} {words}" if link else f" ({words})"


def _preposition_before(scene: Scene, span: Span) -> str | None:
    words = find_words(scene.text[max(0, span.start - 20) : span.start])
    words = words[:-1] if words and words[-1] in ("the", "a", "an") else words
    kept = {"in", "at", "near", "from", "outside", "around", "inside", "across", "along", "towards", "on"}
    return words[-1] if words and words[-1] in kept else None


def _flat(text: str) -> str:
    return " ".join(text.split())


def _numbers(scene: Scene, sentence: str) -> str:
    shown = [words for q in scene.fact.quantities if (words := number_beside(q, sentence, scene.wording))]
    return f" – {'; '.join(shown)}" if shown else ""


def number_beside(quantity: Quantity, sentence: str, wording: Wording) -> str:
    """What to add to `sentence` for a number: nothing where its exact words are in it, its bounds where those are vague."""
    words = _flat(quantity.text)
    makeup = f", {quantity.composition}" if quantity.composition and quantity.composition.lower() not in sentence.lower() else ""
    if words.lower() in sentence.lower():
        exact = re.search(r"\d", words) or quantity.low == quantity.high
        bounds = "" if exact else format_bounds(quantity)
        return f"{bounds} {counted(quantity)}".strip() + makeup if bounds else makeup.removeprefix(", ")
    state = wording.phrases["affected"].get(quantity.state, "")
    shown = format_quantity(quantity) + makeup
    return f"{state}: {shown}" if state and state not in shown.lower() else shown


def write_state(scene: Scene) -> str:
    """The state as "who: how real the text says it is, where – “the clause”"; its type is the heading above it."""
    fact, wording = scene.fact, scene.wording
    about = None if scene.is_dependent() else join_phrase(fact.actors or fact.recipients, wording)
    where = place_words(fact.place, wording) if fact.place else ""
    joined = f", {_where(scene, where)}{where}" if where else ""
    status = wording.phrase("state_status", fact.status)
    condition = f", {condition_words(scene)}" if fact.status == "conditional" else ""
    if fact.type == "CASUALTIES" and fact.status in ("occurred", "ongoing"):  # who is dead stays so: the day stands above the line
        who = about.text if about else wording.phrase("state", fact.type)
    else:
        who = f"{about.text}: {status}" if about else status
    sentence = f"{who}{joined}{condition} – “{find_clause(fact, scene.text, scene.sentence)}”"
    return sentence + _numbers(scene, sentence)


def _where(scene: Scene, words: str) -> str:
    """The preposition before the place of a state, with a blank; nothing for a place held, or one that brings its own."""
    place = scene.fact.place
    if place is None or scene.fact.type == "CONTROL" or words.split(" ", 1)[0].lower() in scene.wording.words["prepositions"]:
        return ""
    return f"{_preposition_before(scene, place.span) or 'in'} "
